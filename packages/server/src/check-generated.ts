import { readFile } from 'node:fs/promises';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { modules } from './app.js';
import { generatedFiles } from './generated-files.js';
import { buildApiSchema } from './http/schema.js';
import { schemaFaults } from './http/schema-faults.js';

/** The last part of `npm run check`: generated files are current, the schema keeps its rules and breaks no client. */
async function faults(): Promise<string[]> {
  const found: string[] = [];
  for (const [file, text] of generatedFiles()) {
    const committed = await readFile(file, 'utf8').catch(() => '');
    if (committed !== text) found.push(`${file} is not what the source determines: run \`npm run generate\``);
  }
  found.push(...schemaFaults(buildApiSchema(modules)));

  const [released, current] = await Promise.all([readFile('schema.released.graphql', 'utf8'), readFile('schema.graphql', 'utf8')]);
  const changes = await diff(buildSchema(released), buildSchema(current));
  const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
  found.push(...breaking.map(({ message }) => `breaks clients of the released schema: ${message}`));
  return found;
}

const found = await faults();
for (const fault of found) process.stderr.write(`${fault}\n`);
if (found.length === 0) process.stdout.write('The generated files are current and the schema breaks no client.\n');
else process.exitCode = 1;
