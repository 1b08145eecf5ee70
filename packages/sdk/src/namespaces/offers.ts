import {
  type OfferByInput,
  OffersAcceptDocument,
  OffersConvertDocument,
  OffersCreateDocument,
  OffersDeclineDocument,
  OffersGetDocument,
  OffersListDocument,
  OffersSendDocument,
  OffersUpdateDocument,
  OffersWithdrawDocument,
} from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** What an employer offers candidates: salary, bonus, equity and compute, and the letter that says so. */
export const offers = (call: Operations) => ({
  /**
   * The offers of the employer, oldest first, with their totals and without their letters.
   *
   * Scope: `offers:read`.
   */
  list: call.list(OffersListDocument, (data) => data.offers),

  /**
   * One offer by `{ id }`, `{ externalId }` or `{ sourcedId: { source, externalId } }`, with its components, `totalCompensation`,
   * `letter` and versions, newest first (the first 50); `null` where there is none. Show `totalCompensation.cash` before its `headline`.
   * The letter of a draft is the one that would be sent, `null` while it lacks terms a candidate must be told.
   *
   * Scope: `offers:read`.
   */
  get: call.get(
    OffersGetDocument,
    (data) => data.offer,
    (by: OfferByInput) => ({ by }),
  ),

  /**
   * Creates a draft. Amounts are money per `period`, in whole minor units of one currency; a share of base is in basis points.
   *
   * Scope: `offers:write`. Refused with `VALIDATION`, `CURRENCY_MISMATCH`, `AMOUNT_OUT_OF_RANGE` or `IDEMPOTENCY_CONFLICT`.
   */
  create: call.mutate(OffersCreateDocument, 'offerCreate'),

  /**
   * Changes a draft. A change of what the letter says to an offer that was sent, or expired, opens its next version, a draft; the
   * earlier letter can no longer be accepted. `components` are given as a whole.
   *
   * Scope: `offers:write`. Refused with `VALIDATION`, `NOT_FOUND`, `INVALID_TRANSITION`, `VERSION_CONFLICT` with the `currentVersion`,
   * `CURRENCY_MISMATCH`, `AMOUNT_OUT_OF_RANGE` or `IDEMPOTENCY_CONFLICT`.
   */
  update: call.mutate(OffersUpdateDocument, 'offerUpdate'),

  /**
   * Sends the draft: its letter is written and stands, and `offer.letter.html` is yours to hand to the candidate.
   *
   * Scope: `offers:write`. Refused with `NOT_FOUND`, `VERSION_CONFLICT` with the `currentVersion`, `INVALID_TRANSITION`, `OFFER_INCOMPLETE`
   * with the terms that are missing, `OFFER_EXPIRED` or `IDEMPOTENCY_CONFLICT`.
   */
  send: call.mutate(OffersSendDocument, 'offerSend'),

  /**
   * Takes a draft or a sent offer back.
   *
   * Scope: `offers:write`. Refused with `VALIDATION`, `NOT_FOUND`, `VERSION_CONFLICT` with the `currentVersion`, `INVALID_TRANSITION` or
   * `IDEMPOTENCY_CONFLICT`.
   */
  withdraw: call.mutate(OffersWithdrawDocument, 'offerWithdraw'),

  /**
   * Records that the candidate accepted the letter that was sent. Each compute line becomes a stipend that waits for the employee;
   * where the employer's setting `convertOnAccept` is on, the candidate becomes an employee at once.
   *
   * Scope: `offers:write`. Refused with `VALIDATION`, `NOT_FOUND`, `OFFER_EXPIRED`, `INVALID_TRANSITION`, `VERSION_CONFLICT` or
   * `IDEMPOTENCY_CONFLICT`.
   */
  accept: call.mutate(OffersAcceptDocument, 'offerAccept'),

  /**
   * Records that the candidate declined.
   *
   * Scope: `offers:write`. Refused with `VALIDATION`, `NOT_FOUND`, `INVALID_TRANSITION` or `IDEMPOTENCY_CONFLICT`.
   */
  decline: call.mutate(OffersDeclineDocument, 'offerDecline'),

  /**
   * Makes the candidate of an accepted offer an employee, a known one or a new one, and starts the stipends on the business date
   * `startDate`. A second call for the same person and day changes nothing and answers the same.
   *
   * Scope: `offers:write`. Refused with `VALIDATION`, `NOT_FOUND`, `EMPLOYEE_UNKNOWN`, `INVALID_TRANSITION`, `CURRENCY_MISMATCH` or
   * `IDEMPOTENCY_CONFLICT`.
   */
  convert: call.mutate(OffersConvertDocument, 'offerConvert'),
});
