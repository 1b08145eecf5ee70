import { LimitsListDocument, LimitsSetDocument } from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** What people may spend in a span of time, each for themselves. */
export const limits = (call: Operations) => ({
  /**
   * The limits of the employer, by id; fewer with `where`.
   *
   * Scope: `limits:read`.
   */
  list: call.list(LimitsListDocument, (data) => data.limits),

  /**
   * Sets a limit, for everybody or for one `employee`: `amount` `'0'` allows nothing, `null` sets no limit. Setting the same level again
   * changes it; what was spent in its window stays counted.
   *
   * Scope: `limits:write`. Refused with `NOT_FOUND`, `UNKNOWN_MODEL`, `VALIDATION`, `AMOUNT_OUT_OF_RANGE`, `IDEMPOTENCY_CONFLICT`.
   */
  set: call.mutate(LimitsSetDocument, 'limitSet'),
});
