import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/**
 * A file of SQL of one room of the house. A `STEP` (`schema/0002-….sql`) runs once, in the order of the numbers over all rooms, and never
 * changes once it is released. A `FUNCTION` or `VIEW` (`sql/<name>.sql`, one a file) and the `TRIGGERS` of a room
 * (`schema/triggers.sql`) say what shall be: they are applied again whenever their text changes.
 */
export interface SqlFile {
  /** Names it for ever: `ledger/0001-tables`, `ledger/book_posting`, `ledger/triggers`. */
  readonly name: string;
  readonly kind: 'STEP' | 'FUNCTION' | 'VIEW' | 'TRIGGERS';
  readonly text: string;
  /** Of the text, in hex. */
  readonly sha256: string;
}

/** Every file, in the order in which it is applied to an empty database. */
export type Schema = readonly SqlFile[];

/** A folder with `schema/` and `sql/`, either of which may be missing. */
export interface SqlFolder {
  readonly name: string;
  readonly url: URL;
}

/**
 * Reads the files of the machine room and of the modules.
 * @param platform its functions come first, since all steps may call them
 * @param modules in the order of the house, from the right: a table refers to those before it
 */
export function readSchema(platform: SqlFolder, modules: readonly SqlFolder[]): Schema {
  const steps = modules.flatMap(stepsOf).map((step, place) => ({ step, place }));
  steps.sort((a, b) => (numberOf(a.step) < numberOf(b.step) ? -1 : numberOf(a.step) > numberOf(b.step) ? 1 : a.place - b.place));
  return [
    ...functionsOf(platform),
    ...stepsOf(platform),
    ...steps.map(({ step }) => step),
    ...modules.flatMap(functionsOf),
    ...modules.flatMap(triggersOf),
  ];
}

function stepsOf(folder: SqlFolder): SqlFile[] {
  return filesOf(folder, 'schema', 'STEP').filter(({ name }) => !name.endsWith('/triggers'));
}

function functionsOf(folder: SqlFolder): SqlFile[] {
  return filesOf(folder, 'sql', 'FUNCTION');
}

function triggersOf(folder: SqlFolder): SqlFile[] {
  return filesOf(folder, 'schema', 'TRIGGERS').filter(({ name }) => name.endsWith('/triggers'));
}

function numberOf({ name }: SqlFile): string {
  return name.slice(name.indexOf('/') + 1, name.indexOf('-'));
}

function filesOf({ name, url }: SqlFolder, part: 'schema' | 'sql', kind: SqlFile['kind']): SqlFile[] {
  const folder = new URL(`${part}/`, url);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const isView = kind === 'FUNCTION' && /^create or replace view /m.test(text);
    return sqlFile(`${name}/${file.slice(0, -'.sql'.length)}`, isView ? 'VIEW' : kind, text);
  });
}

export function sqlFile(name: string, kind: SqlFile['kind'], text: string): SqlFile {
  return { name, kind, text, sha256: createHash('sha256').update(text).digest('hex') };
}
