/** Classes of SQLSTATE begin with a digit or one of these letters; `EPIPE` is none, and `SP001` is ours. */
const sqlState = /^[0-9FHPSX][0-9A-Z]{4}$/;

/** The SQLSTATE of a database error, looking through the wrappers that keep it as their cause. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    if ('code' in current && typeof current.code === 'string' && sqlState.test(current.code)) return current.code;
  }
  return undefined;
}

/**
 * Serialization failure or deadlock: Postgres asks for the whole transaction again. So does a period that was closed while
 * the transaction ran: read again, it is known to be closed.
 */
export function isRetryable(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === '40001' || state === '40P01' || state === 'SP001';
}
