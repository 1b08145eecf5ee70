/** Classes of SQLSTATE begin with a digit or one of these letters; `EPIPE` is none, and `SP001` is ours. */
const sqlState = /^[0-9FHPSX][0-9A-Z]{4}$/;

/** The SQLSTATE of a database error, looking through the wrappers that keep it as their cause. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    if ('code' in current && typeof current.code === 'string' && sqlState.test(current.code)) return current.code;
  }
  return undefined;
}

/** What is written belongs into a period that is closed. */
export const PERIOD_CLOSED = 'SP001';

/**
 * Serialization failure or deadlock: Postgres asks for the whole transaction again. So does a period that was closed while
 * the transaction ran: read again, it is known to be closed.
 */
export function isRetryable(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === '40001' || state === '40P01' || state === PERIOD_CLOSED;
}

/** What a failure of the database is to a caller, none of whose fault it is. */
export type DatabaseFailure = 'TRANSIENT_CONFLICT' | 'DEADLINE_EXCEEDED' | 'UNAVAILABLE';

/** By whole state, or by its class of two characters where all of that is the same to a caller; the longest that fits counts. */
const failures: Readonly<Record<string, DatabaseFailure>> = {
  // Serialization failure, deadlock, lock timeout.
  '40001': 'TRANSIENT_CONFLICT',
  '40P01': 'TRANSIENT_CONFLICT',
  '55P03': 'TRANSIENT_CONFLICT',
  // A period closed under it again and again, where that is not refused.
  [PERIOD_CLOSED]: 'TRANSIENT_CONFLICT',
  // Statement, idle transaction and whole transaction took too long.
  '57014': 'DEADLINE_EXCEEDED',
  '25P03': 'DEADLINE_EXCEEDED',
  '25P04': 'DEADLINE_EXCEEDED',
  // Connections that fail, or whose statement may or may not have been done.
  '08': 'UNAVAILABLE',
  '40003': 'UNAVAILABLE',
  // Disk full, out of memory, too many connections.
  '53': 'UNAVAILABLE',
  // Shutting down, crashed, starting, recovering, dropped, idle for too long.
  '57P': 'UNAVAILABLE',
  // Files that cannot be read or written.
  '58': 'UNAVAILABLE',
  // A standby, or a server that was switched to reading.
  '25006': 'UNAVAILABLE',
  // Moved, renamed, or let nobody in: for whoever runs it to put right, and then the same request is answered.
  '3D000': 'UNAVAILABLE',
  '28': 'UNAVAILABLE',
};

/** What the state of a failed statement is to a caller; undefined for what only a fault in our statements can bring about. */
export function databaseFailureOf(state: string): DatabaseFailure | undefined {
  return failures[state] ?? failures[state.slice(0, 3)] ?? failures[state.slice(0, 2)];
}
