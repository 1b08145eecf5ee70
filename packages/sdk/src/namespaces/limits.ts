import { LimitsListDocument, LimitsSetDocument } from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** What people may spend in a span of time, each for themselves or many together, and circuit breakers. */
export const limits = (call: Operations) => ({
  /**
   * The limits of the employer, by id; fewer with `where`.
   *
   * Scope: `limits:read`.
   */
  list: call.list(LimitsListDocument, (data) => data.limits),

  /**
   * Sets a limit: for each person, for one `employee`, or for a `costCenter`, a `department` or the employer together. `amount` `'0'`
   * allows nothing, `null` sets no limit; `tokens` count in every currency. Setting the same level again changes it; what was spent in its
   * window stays counted. With `kind: 'CIRCUIT_BREAKER'` it trips at an `amount`, or at a `velocityMultiple` of the person's pace, and then
   * refuses all until the window ends, or it is set higher or to `null`.
   *
   * Scope: `limits:write`. Refused with `NOT_FOUND`, `UNKNOWN_MODEL`, `VALIDATION`, `AMOUNT_OUT_OF_RANGE`, `IDEMPOTENCY_CONFLICT`.
   */
  set: call.mutate(LimitsSetDocument, 'limitSet'),
});
