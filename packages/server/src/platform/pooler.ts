import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { StartRefused } from './start-refused.js';

// A pooler between us and PostgreSQL, such as PgBouncer in transaction mode, gives each transaction another session. What is said
// here of a session is therefore found out at the start, not believed.

/** A connection of `pg`, on its own or out of a pool. */
type Connection = pg.Client | pg.PoolClient;

/**
 * Refuses a pooler under which named statements would be lost, and one that runs no transactions.
 * @param preparedStatements whether statements will be named
 * @throws StartRefused one sentence that says what to set
 */
export async function assertPoolerFits(pool: pg.Pool, preparedStatements: boolean): Promise<void> {
  const client = await pool.connect();
  try {
    if (!(await isPooled(client))) return;
    const kept = await keepsStatementsApart(client).catch(refuseStatementMode);
    if (preparedStatements && !kept) throw new StartRefused(STATEMENTS_LOST);
  } finally {
    // Never used again, since it may be broken.
    client.release(true);
  }
}

function refuseStatementMode(cause: unknown): never {
  const told = cause instanceof Error ? cause.message : String(cause);
  throw new StartRefused(`DATABASE_URL leads through a connection pooler that runs no transaction (${told}): set it to transaction mode.`, {
    cause,
  });
}

const STATEMENTS_LOST =
  'DATABASE_URL leads through a connection pooler that does not keep prepared statements: set DATABASE_PREPARED_STATEMENTS=off, or, with PgBouncer 1.21 or newer, its max_prepared_statements above 0.';

/**
 * Refuses a pooler where a lock, or a setting, must last as long as the connection.
 * @param name the setting that holds the connection string
 * @throws StartRefused one sentence
 */
export async function assertDirect(client: Connection, name: string): Promise<void> {
  if (!(await isPooled(client))) return;
  throw new StartRefused(`${name} leads through a connection pooler, where a lock does not last: give the address of PostgreSQL itself.`);
}

/** PostgreSQL names the process that serves a connection when it begins; a pooler, which changes it, makes up a number. */
async function isPooled(client: Connection): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid !== (client as Connection & { readonly processID: number | null }).processID;
}

/** A pooler that knows prepared statements gives each a name of its own, so that no two clients meet in one session. */
async function keepsStatementsApart(client: Connection): Promise<boolean> {
  const name = `probe-${randomUUID()}`;
  await client.query('BEGIN');
  await client.query({ name, text: 'select 1' });
  const { rows } = await client.query('select from pg_prepared_statements where name = $1', [name]);
  const passedOn = rows.length > 0;
  if (passedOn) await client.query(`DEALLOCATE ${pg.escapeIdentifier(name)}`);
  await client.query('COMMIT');
  return !passedOn;
}
