/**
 * Expected answers about the caller's business: `userErrors` of mutations, and the code of a failed query.
 * Known codes are literals so that a `switch` over them is checked; the list may grow in a minor release.
 */
export const refusalCodes = [
  'VALIDATION',
  'NOT_FOUND',
  'INVALID_TRANSITION',
  'VERSION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
  'INSUFFICIENT_BALANCE',
  'LIMIT_EXCEEDED',
  'CIRCUIT_BROKEN',
  'MODEL_NOT_ALLOWED',
  'UNKNOWN_MODEL',
  'HOLD_RESOLVED',
  'HOLD_EXPIRED',
  'GUARANTEED_GRANT',
  'PERIOD_CLOSED',
  'PERIOD_OVERLAP',
  'PERIOD_NOT_ENDED',
  'AS_OF_TOO_RECENT',
  'CURRENCY_MISMATCH',
  'AMOUNT_OUT_OF_RANGE',
  'FX_RATE_MISSING',
  'AMBIGUOUS_POLICY',
  'OFFER_INCOMPLETE',
  'OFFER_EXPIRED',
  'LINK_EXPIRED',
  'EMPLOYEE_UNKNOWN',
  'EVENT_TOO_OLD',
  'EVENT_IN_FUTURE',
  'TAX_REVIEW_REQUIRED',
  'UNSAFE_URL',
  'PRIVACY_SUPPRESSED',
] as const;

/** Failures that are not about the caller's business: never in `userErrors`, always thrown. */
export const faultCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'IDEMPOTENCY_IN_PROGRESS',
  'RATE_LIMITED',
  'QUERY_TOO_COMPLEX',
  'PAYLOAD_TOO_LARGE',
  'DEADLINE_EXCEEDED',
  'TRANSIENT_CONFLICT',
  'UNAVAILABLE',
  'INTERNAL',
] as const;

/**
 * What only this side of the wire can know: no connection, no answer in time, cancelled by the caller, an answer that is
 * not one of this API, or a client that was set up or called wrongly.
 */
export const clientCodes = ['CONNECTION', 'TIMEOUT', 'ABORTED', 'INVALID_RESPONSE', 'CONFIGURATION'] as const;

export type RefusalCode = (typeof refusalCodes)[number];
export type FaultCode = (typeof faultCodes)[number];
export type ClientCode = (typeof clientCodes)[number];

/** Every code an error can carry. A newer server may send one this release does not know: keep a `default`. */
export type ErrorCode = RefusalCode | FaultCode | ClientCode | '%future added value';
