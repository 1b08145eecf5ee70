import type { Pool } from 'pg';
import type { TimeZone } from '../kernel/period.js';
import { timeZones } from '../kernel/time-zones.js';
import { sqlStateOf } from './sql-state.js';

/** `invalid_parameter_value`: what PostgreSQL says of a zone it does not know. */
const UNKNOWN_ZONE = '22023';

const asked = new WeakMap<Pool, Promise<ReadonlySet<TimeZone>>>();

/**
 * The zones that we know and the database does not, since its time zone data, which may be the operating system's, is older.
 * They are not taken from outside: every spend of an employer in such a zone would fail. Asked once for each pool.
 */
export function zonesLackedBy(pool: Pool): Promise<ReadonlySet<TimeZone>> {
  const known = asked.get(pool);
  if (known !== undefined) return known;
  const answer = askFor(pool);
  asked.set(pool, answer);
  // A failure is the caller's to tell; the next one asks again.
  answer.catch(() => asked.delete(pool));
  return answer;
}

async function askFor(pool: Pool): Promise<ReadonlySet<TimeZone>> {
  try {
    // Loads each zone once, in some milliseconds; the list below reads every file of the data.
    await pool.query('select count(now() at time zone z) from unnest($1::text[]) as z', [timeZones]);
    return new Set();
  } catch (error) {
    if (sqlStateOf(error) !== UNKNOWN_ZONE) throw error;
    const { rows } = await pool.query<{ name: string }>('select name from pg_timezone_names');
    const known = new Set(rows.map(({ name }) => name));
    return new Set(timeZones.filter((zone) => !known.has(zone)));
  }
}
