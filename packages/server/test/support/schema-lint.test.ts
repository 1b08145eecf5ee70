import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

interface Message {
  readonly ruleId: string;
  readonly message: string;
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'schema-lint-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** What `npm run check` says of a schema. */
async function lint(schema: string): Promise<string[]> {
  await writeFile(path.join(folder, 'schema.graphql'), schema);
  const eslint = path.join(root, 'node_modules/eslint/bin/eslint.js');
  const output = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      [eslint, '--config', path.join(root, 'eslint.config.js'), '--format', 'json', 'schema.graphql'],
      { cwd: folder, env: { PATH: process.env.PATH } },
      // 1: it found something. Everything else is no answer.
      (error, stdout, stderr) => (error === null || error.code === 1 ? resolve(stdout) : reject(new Error(stderr, { cause: error }))),
    );
  });
  const [{ messages } = { messages: [] }] = JSON.parse(output) as Array<{ messages: Message[] }>;
  return messages.map(({ ruleId, message }) => `${ruleId}: ${message.replace(/\.$/, '')}`);
}

describe('the lint of the schema', () => {
  it('finds every rule that is broken', async () => {
    const faults = await lint(`
      type Query { things: [Thing!]!, pages(first: Int): ThingConnection!, old: Int @deprecated }
      type ThingConnection { nodes: [Thing!]! }
      type Thing { id: ID! owner(of: Int): Person! }
      # Somebody.
      type Person { Full_Name: String }
      type Mutation { thingSend(input: ThingSendInput!): Boolean }
      input ThingSendInput @oneOf { a: Int! b: String }
      enum Color { RED, blue }
      type lost { "Said on one line." a: Int }
      type Subscription { a: Int }
    `);
    for (const fault of [
      'graphql/require-description: Description is required for field "things" in type "Query"',
      'graphql/require-description: Description is required for input value "of" in field "owner"',
      'graphql/require-description: Description is required for input value "a" in input "ThingSendInput"',
      'graphql/require-description: Description is required for enum value "RED" in enum "Color"',
      'graphql/require-description: Description is required for enum "Color"',
      'graphql/require-description: Description is required for type "Thing"',
      'graphql/naming-convention: Enum value "blue" should be in UPPER_CASE format',
      'graphql/naming-convention: Type "lost" should be in PascalCase format',
      'graphql/naming-convention: Field "Full_Name" should be in camelCase format',
      'graphql/description-style: Unexpected inline description for field "a" in type "lost"',
      'graphql/no-root-type: Root type `Subscription` is forbidden',
      'graphql/no-scalar-result-type-on-mutation: Unexpected scalar result type `Boolean` for field "thingSend" in type "Mutation"',
      'graphql/no-unreachable-types: Enum type `Color` is unreachable',
      'graphql/relay-arguments: A field that returns a Connection type must include forward pagination arguments (`first` and `after`), backward pagination arguments (`last` and `before`), or both',
      'graphql/relay-connection-types: Connection type must contain a field `edges` that return a list type',
      'graphql/relay-page-info: The server must provide a `PageInfo` object',
      'graphql/require-deprecation-reason: Deprecation reason is required for field "old" in type "Query"',
      'graphql/require-nullable-fields-with-oneof: input value "a" in input "ThingSendInput" must be nullable when "@oneOf" is in use',
    ]) {
      expect(faults).toContain(fault);
    }
    expect(faults.filter((fault) => fault.startsWith('graphql/no-hashtag-description'))).toHaveLength(1);
  });

  it('finds nothing in ours', async () => {
    expect(await lint(await readFile(path.join(root, 'schema.graphql'), 'utf8'))).toEqual([]);
  });
});
