import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '../kernel/refusal.js';
import { isRetryable, PERIOD_CLOSED, sqlStateOf } from './sql-state.js';

const MAX_REPEATS = 5;

/**
 * Runs a whole transaction, again when Postgres asks for that: up to five times, each after a longer wait. Nothing else repeats what
 * ends here, so that one failure is tried six times and not six times six.
 * @param transaction has no effect where it fails
 * @throws Fault `TRANSIENT_CONFLICT` when the repeats are used up. A period that is closed is told as the database says it: after six
 *   readings it was no collision, and who books knows what to say of it (`refuseByState`)
 */
export async function repeated<T>(transaction: () => Promise<T>): Promise<T> {
  for (let repeats = 0; ; repeats += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (!isRetryable(error)) throw error;
      if (repeats >= MAX_REPEATS) throw sqlStateOf(error) === PERIOD_CLOSED ? error : collided(error);
      await wait(Math.random() * 20 * 2 ** repeats);
    }
  }
}

function collided(cause: unknown): Fault {
  return new Fault('TRANSIENT_CONFLICT', 'Concurrent writes kept colliding. Retry with the same idempotency key.', {}, { cause });
}
