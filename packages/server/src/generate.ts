import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generatedFiles } from './generated-files.js';

// `npm run generate`, first half: what the server's source determines. The SDK is generated from the schema after it.
for (const [file, text] of generatedFiles()) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  process.stdout.write(`${file}\n`);
}
