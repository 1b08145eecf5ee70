import { Client, DatabaseError } from 'pg';
import { assertDirect } from '../pooler.js';
import { assertRolesExist } from '../roles.js';
import { StartRefused } from '../start-refused.js';
import { APPLIED_FILES, type AppliedFile, firstFault } from './schema-fault.js';
import type { Schema, SqlFile } from './sql-files.js';

const MIGRATION_LOCK = 7_301_990_001n;

/** No employer's id, on purpose: see `apply`. */
const NO_EMPLOYER = 'no employer is set';

/**
 * Brings the schema to this version's, as the owner, in one transaction. Safe in several processes at once: one migrates, the others wait.
 * @param ownerUrl connection of the role that owns the database
 * @returns the names of the files that were applied
 * @throws StartRefused behind a connection pooler, where the lock that keeps the others waiting would not last; where a role is missing; for
 * a database that was made before the first release, or by a newer version, or by a step whose text is another now
 */
export async function migrate(ownerUrl: string, schema: Schema): Promise<string[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await assertDirect(client, 'DATABASE_OWNER_URL');
    await assertRolesExist(client);
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK.toString()]);
    // Whoever reads and writes meanwhile is not kept waiting behind us for long. Functions may name what a later file makes.
    await client.query("begin; set local lock_timeout = '1s'; set local check_function_bodies = off");
    const applied = await openRecord(client);
    const fault = firstFault(schema, applied, 'WILL_MIGRATE');
    if (fault !== undefined) throw new StartRefused(fault);

    const known = new Map(applied.map((file) => [file.name, file.sha256]));
    const due = schema.filter(({ name, sha256 }) => known.get(name) !== sha256);
    for (const file of due) await apply(client, file);
    await dropWithoutFile(client, schema, applied);
    await client.query('commit');
    return due.map(({ name }) => name);
  } finally {
    // What is not committed is undone with the connection, and the lock ends.
    await client.end();
  }
}

/** What was applied, in a table that is made where it is missing, and who may call what will be made. */
async function openRecord(client: Client): Promise<AppliedFile[]> {
  const { rows } = await client.query<{ before: boolean }>("select to_regclass('schema_migration') is not null as before");
  if (rows[0]?.before === true) throw new StartRefused(MADE_BEFORE);
  await client.query(`
    create table if not exists schema_file (
      name text not null,
      kind text not null,
      sha256 text not null,
      applied_at timestamptz(3) not null default clock_timestamp(),
      constraint schema_file_pk primary key (name),
      constraint schema_file_kind_known check (kind in ('STEP', 'FUNCTION', 'VIEW', 'TRIGGERS'))
    );
    grant select on schema_file to stipends_app;
    -- Whoever is not the app role calls no function of ours; the app role calls any, and each reaches what its caller may reach.
    alter default privileges revoke execute on functions from public;
    alter default privileges grant execute on functions to stipends_app`);
  return (await client.query<AppliedFile>(APPLIED_FILES)).rows;
}

export const MADE_BEFORE =
  'This database was made before the first release, and no later version can take it over: make a new one (the embedded database lies in the data folder, by default `.data`: remove that).';

/**
 * Under row-level security, forced for the owner too, a statement with no employer set finds no row of any, changes nothing and says nothing.
 * So each file begins with an employer that is no uuid: whatever asks for rows of employers before it sets one fails, also within a
 * block, a function or a query with parts, and on tables without rows.
 */
async function apply(client: Client, file: SqlFile): Promise<void> {
  try {
    await client.query(`set local app.employer_id = '${NO_EMPLOYER}'`);
    await client.query(file.text);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new Error(`${file.name}: ${isUnseen(error) ? UNSEEN : error.message}`, { cause: error });
  }
  if (file.kind === 'FUNCTION') await refuseOverloads(client, file);
  await client.query(
    `insert into schema_file (name, kind, sha256) values ($1, $2, $3)
     on conflict (name) do update set sha256 = excluded.sha256, applied_at = excluded.applied_at`,
    [file.name, file.kind, file.sha256],
  );
}

const isUnseen = (error: DatabaseError) => error.code === '22P02' && error.message.includes(NO_EMPLOYER);

const UNSEEN =
  'it reads or changes rows of employers with no employer set, and would see none of them. Loop over the rows of `employer` and set `app.employer_id` to each; for a constraint that looks at the rows there are, say `no force row level security` of its tables before it and `force` after it.';

/** Another signature is another function, and the one of before would go on beside it, to be called by whoever knows it. */
async function refuseOverloads(client: Client, { name }: SqlFile): Promise<void> {
  const { rows } = await client.query<{ signatures: string[] }>(
    `select coalesce(array_agg(p.oid::regprocedure::text), '{}') as signatures
     from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proname = $1`,
    [madeBy(name)],
  );
  const signatures = rows[0]?.signatures ?? [];
  if (signatures.length === 1) return;
  throw new Error(
    `${name} must make one function of its name, and there are ${signatures.length} (${signatures.join(', ')}). A change of the signature is a new name.`,
  );
}

async function dropWithoutFile(client: Client, schema: Schema, applied: readonly AppliedFile[]): Promise<void> {
  const kept = new Set(schema.map(({ name }) => name));
  const made = new Set(
    schema.filter(({ kind }) => kind === 'FUNCTION' || kind === 'VIEW').map(({ kind, name }) => `${kind} ${madeBy(name)}`),
  );
  for (const { name, kind } of applied) {
    if (kind === 'STEP' || kept.has(name)) continue;
    // One that moved to another room has a file there.
    if ((kind === 'FUNCTION' || kind === 'VIEW') && !made.has(`${kind} ${madeBy(name)}`)) {
      await client.query(`drop ${kind} if exists ${client.escapeIdentifier(madeBy(name))}`);
    }
    await client.query('delete from schema_file where name = $1', [name]);
  }
}

/** The function or view that a file makes. */
const madeBy = (name: string) => name.slice(name.indexOf('/') + 1);
