import { Pool } from 'pg';
import { sqlStateOf } from './sql-state.js';
import { typeRules } from './type-rules.js';

/** Whether requests can be answered now: asked by `/readyz`, as often as one likes. */
export interface Readiness {
  /** Null when all is well, else why not, as a sentence. */
  reason(): Promise<string | null>;
  close(): Promise<void>;
}

/** How old an answer may be. */
const FRESH_MS = 1_000;
const PATIENCE_MS = 3_000;

/**
 * Watches the database by writing to it: a row of its own, whose COMMIT waits for the disk like that of every booking. Reads
 * would go on from memory while no write can succeed. It has a connection of its own, so that busy pools do not speak for the
 * database.
 * @param fault what else must hold on that connection, as a sentence; undefined when it does
 * @param onFailure told of every look that failed
 */
export function openReadiness(
  databaseUrl: string,
  fault: (pool: Pool) => Promise<string | undefined>,
  onFailure: (error: unknown) => void,
): Readiness {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 1,
    application_name: 'compute-stipends-readiness',
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    types: typeRules,
  });
  // What fails is told by the look that meets it.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  const look = async (): Promise<string | null> => {
    try {
      await pool.query('select probe_write()');
      return (await fault(pool)) ?? null;
    } catch (error) {
      onFailure(error);
      return sentenceOf(sqlStateOf(error) ?? '');
    }
  };
  let last: Promise<string | null> | undefined;
  let lastedUntil = 0;
  return {
    reason() {
      if (last === undefined || performance.now() > lastedUntil) {
        lastedUntil = Number.POSITIVE_INFINITY;
        last = look().finally(() => {
          lastedUntil = performance.now() + FRESH_MS;
        });
      }
      return last;
    },
    close: () => pool.end(),
  };
}

/** Why the database takes no write, as far as whoever operates it needs to know where to look. */
function sentenceOf(state: string): string {
  if (state === '53100') return 'The disk of the database is full.';
  if (state === '25006') return 'The database is read-only: a standby, or switched to reading.';
  if (state === '57P03') return 'The database is starting or recovering.';
  if (state.startsWith('53')) return 'The database has no connection or no memory left.';
  if (state.startsWith('58')) return 'The database cannot read or write its files.';
  if (state.startsWith('28') || state === '3D000' || state === '42501') return 'The database does not let this server in.';
  return 'The database does not answer.';
}
