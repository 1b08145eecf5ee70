import {
  GrantsAdjustDocument,
  GrantsExtendDocument,
  GrantsIssueDocument,
  GrantsRevokeDocument,
  GrantsTransferDocument,
} from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** Grants by hand, and what is done to a grant after it was issued: each an entry of its own, in `changes`. */
export const grants = (call: Operations) => ({
  /**
   * Issues one grant to one person: `SIGN_ON`, `TRIAL`, `BONUS`, `TOP_UP`, `EXCEPTION`, or `TRANSFER` out of the pool of a cost
   * center (`fromCostCenter`). Without `stipend` it belongs to a stipend of
   * origin `EXCEPTION` that the person has for grants by hand. A `TRIAL` may be `uncapped` in a `currency`, instead of an `amount`.
   * Without `expiresAt` it never expires; only an uncapped one needs an end.
   *
   * Scope: `grants:write`. Refused with `VALIDATION`, `NOT_FOUND`, `CURRENCY_MISMATCH`, `INVALID_TRANSITION`,
   * `INSUFFICIENT_BALANCE`, `PERIOD_CLOSED`, `AMOUNT_OUT_OF_RANGE`, `IDEMPOTENCY_CONFLICT`.
   */
  issue: call.mutate(GrantsIssueDocument, 'grantIssue'),

  /**
   * Grants `delta` more, or takes back as much where it is negative, at most what is left.
   *
   * Scope: `grants:write`. Refused with `VALIDATION`, `NOT_FOUND`, `CURRENCY_MISMATCH`, `INVALID_TRANSITION`, `GUARANTEED_GRANT`,
   * `AMOUNT_OUT_OF_RANGE`, `IDEMPOTENCY_CONFLICT`.
   */
  adjust: call.mutate(GrantsAdjustDocument, 'grantAdjust'),

  /**
   * Moves the end of a grant, later or earlier.
   *
   * Scope: `grants:write`. Refused with `VALIDATION`, `NOT_FOUND`, `INVALID_TRANSITION`, `GUARANTEED_GRANT`, `IDEMPOTENCY_CONFLICT`.
   */
  extend: call.mutate(GrantsExtendDocument, 'grantExtend'),

  /**
   * Takes back what is left of a grant, from now on; what was consumed is untouched. Its open holds are honored, or with `cancelHolds`
   * released. Revoking again changes nothing and answers the same.
   *
   * Scope: `grants:write`. Refused with `VALIDATION`, `NOT_FOUND`, `INVALID_TRANSITION`, `GUARANTEED_GRANT`, `IDEMPOTENCY_CONFLICT`.
   */
  revoke: call.mutate(GrantsRevokeDocument, 'grantRevoke'),

  /**
   * Hands what is left of a grant, or `amount` of it, to the pool of the cost center where the person works today: for grants of a
   * policy whose `transfer` is `COST_CENTER`. `costCenters.list` shows the pools; `issue` takes out of them.
   *
   * Scope: `grants:write`. Refused with `VALIDATION`, `NOT_FOUND`, `INVALID_TRANSITION`, `GUARANTEED_GRANT`, `CURRENCY_MISMATCH`,
   * `INSUFFICIENT_BALANCE`, `PERIOD_CLOSED`, `AMOUNT_OUT_OF_RANGE`, `IDEMPOTENCY_CONFLICT`.
   */
  transfer: call.mutate(GrantsTransferDocument, 'grantTransfer'),
});
