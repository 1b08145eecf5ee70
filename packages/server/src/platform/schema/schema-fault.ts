import type { Schema, SqlFile } from './sql-files.js';

/** A row of `schema_file`. */
export interface AppliedFile {
  readonly name: string;
  readonly kind: SqlFile['kind'];
  readonly sha256: string;
}

export const APPLIED_FILES = 'select name, kind, sha256 from schema_file order by name';

/**
 * Whether the database has exactly this version's schema.
 * @param applied the rows of `schema_file`
 * @returns undefined when it does, else a sentence that says what to do
 */
export function schemaFault(schema: Schema, applied: readonly AppliedFile[]): string | undefined {
  return firstFault(schema, applied, 'IS_MIGRATED');
}

/**
 * The same before and after the missing files were applied.
 * @param when `WILL_MIGRATE`: what is missing, or says another text that may be applied again, is no fault
 */
export function firstFault(schema: Schema, applied: readonly AppliedFile[], when: 'WILL_MIGRATE' | 'IS_MIGRATED'): string | undefined {
  const ours = new Map(schema.map((file) => [file.name, file]));
  const newer = applied.filter(({ name, kind }) => kind === 'STEP' && !ours.has(name));
  if (newer.length > 0) return `The database schema is newer than this server (${namesOf(newer)}). Start a newer server.`;

  const known = new Map(applied.map((file) => [file.name, file.sha256]));
  const other = schema.filter(({ name, kind, sha256 }) => kind === 'STEP' && known.has(name) && known.get(name) !== sha256);
  if (other.length > 0) {
    return `The database was made by another text of ${namesOf(other)}, which never changes once it has run. Start the version that made it, or make a new database.`;
  }
  if (when === 'WILL_MIGRATE') return undefined;

  const missing = schema.filter(({ name, kind }) => kind === 'STEP' && !known.has(name));
  if (missing.length > 0) return `The database schema is older than this server: run \`npm run db:migrate\` (missing ${namesOf(missing)}).`;
  const differing = [...schema.filter(({ name, sha256 }) => known.get(name) !== sha256), ...applied.filter(({ name }) => !ours.has(name))];
  if (differing.length > 0)
    return `The functions of the database are not this server's: run \`npm run db:migrate\` (${namesOf(differing)}).`;
  return undefined;
}

/** The first few: all of a new database would fill a page. */
function namesOf(files: ReadonlyArray<{ readonly name: string }>): string {
  const most = 5;
  const names = files.slice(0, most).map(({ name }) => name);
  return files.length > most ? `${names.join(', ')} and ${files.length - most} more` : names.join(', ');
}
