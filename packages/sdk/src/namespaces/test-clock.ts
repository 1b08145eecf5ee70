import { TestClockAdvanceDocument } from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** The clock of a sandbox employer. */
export const testClock = (call: Operations) => ({
  /**
   * Moves the clock ahead, at most five years. What comes due on the way is booked at its own time: months begin, grants expire.
   *
   * Scope: `sandbox:write`. Refused with `VALIDATION` (a live employer has no test clock) or `IDEMPOTENCY_CONFLICT`.
   */
  advance: call.mutate(TestClockAdvanceDocument, 'testClockAdvance'),
});
