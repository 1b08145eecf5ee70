import { type StipendByInput, StipendsAssignDocument, StipendsGetDocument, StipendsListDocument } from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** What people are granted month by month, under a policy or the terms of an offer. */
export const stipends = (call: Operations) => ({
  /**
   * The stipends of the employer, by id; fewer with `where`.
   *
   * Scope: `stipends:read`.
   */
  list: call.list(StipendsListDocument, (data) => data.stipends),

  /**
   * One stipend by `{ id }` or `{ externalId }`, with its grants, oldest first (the first 100); `null` where there is none.
   *
   * Scope: `stipends:read`.
   */
  get: call.get(
    StipendsGetDocument,
    (data) => data.stipend,
    (by: StipendByInput) => ({ by }),
  ),

  /**
   * Enrols people under policies; at most 500. Months that have begun are granted at once, each later one when it begins. One outcome
   * per item, in order, with its own `userErrors` (`NOT_FOUND`, `VALIDATION`, `INVALID_TRANSITION`, `CURRENCY_MISMATCH`).
   *
   * Scope: `stipends:write`. Refused as a whole with `IDEMPOTENCY_CONFLICT`.
   */
  assign: call.mutate(StipendsAssignDocument, 'stipendsAssign'),
});
