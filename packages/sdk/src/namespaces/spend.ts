import { SpendAuthorizeDocument, SpendCaptureDocument, SpendReleaseDocument } from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** Spending that is asked for before it happens: authorize, then capture what it cost, or release. */
export const spend = (call: Operations) => ({
  /**
   * Asks whether an amount may be spent, and sets it aside for `ttlSeconds` (default 300). `decision` says what was decided and why, for a
   * refusal too: the binding limit, what is left at each level, when it resets, and whether what a limit refused is guaranteed. What no grant
   * covers is refused, or held as overage where the employer's `overage` allows it. Where a HARD limit counts tokens, `tokens` says how many it
   * may take.
   *
   * Scope: `spend:write`. Refused with `INSUFFICIENT_BALANCE`, `LIMIT_EXCEEDED`, `CIRCUIT_BROKEN`, `MODEL_NOT_ALLOWED`, `UNKNOWN_MODEL`, `CURRENCY_MISMATCH`,
   * `INVALID_TRANSITION` (the employment has ended), `NOT_FOUND`, `VALIDATION`, `AMOUNT_OUT_OF_RANGE`, `IDEMPOTENCY_CONFLICT`. A refusal
   * stays under its key: a new attempt needs a new one.
   */
  authorize: call.mutate(SpendAuthorizeDocument, 'spendAuthorize'),

  /**
   * Charges what a hold really cost: less, the same, or more. The rest is available again; what is more than the hold is recorded in full,
   * from what is available and then as overage. `tokens` says how many it took; left out, as many as the hold says.
   *
   * Scope: `spend:write`. Refused with `HOLD_RESOLVED`, `HOLD_EXPIRED`, `NOT_FOUND`, `CURRENCY_MISMATCH`, `VALIDATION`,
   * `AMOUNT_OUT_OF_RANGE`, `IDEMPOTENCY_CONFLICT`.
   */
  capture: call.mutate(SpendCaptureDocument, 'spendCapture'),

  /**
   * Gives back all of a hold.
   *
   * Scope: `spend:write`. Refused with `HOLD_RESOLVED`, `HOLD_EXPIRED`, `NOT_FOUND`, `IDEMPOTENCY_CONFLICT`.
   */
  release: call.mutate(SpendReleaseDocument, 'spendRelease'),
});
