/**
 * Every error code of the API, in the one place. `docs/errors.md` is generated from this table, and the
 * schema's `ErrorCode` documentation links there. Adding a code is a minor change, renaming one is major.
 */
export interface CodeEntry {
  /** What happened, for the person who reads the error. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Expected answers about the caller's business: `userErrors` of mutations, top-level with the same code on queries. */
export const refusalCodes = {
  VALIDATION: { meaning: 'The value parses but breaks a rule of its field.', remedy: 'Correct the field named in `path`.' },
  NOT_FOUND: { meaning: 'Nothing with this id exists for this employer.', remedy: 'Check the id and the employer chosen by `X-Employer`.' },
  INVALID_TRANSITION: {
    meaning: 'The object is in a state that does not allow this.',
    remedy: 'Read its current status; `from` and `to` say what was tried.',
  },
  VERSION_CONFLICT: {
    meaning: 'Somebody else changed the object since you read it.',
    remedy: 'Read it again and repeat with the current version.',
  },
  IDEMPOTENCY_CONFLICT: { meaning: 'This idempotency key was used before with other input.', remedy: 'Use a new key for a new intent.' },
  INSUFFICIENT_BALANCE: { meaning: 'The balance does not cover the amount.', remedy: 'Ask for at most `available`.' },
  LIMIT_EXCEEDED: { meaning: 'A limit would be passed.', remedy: 'Wait for its reset or ask for an increase.' },
  CIRCUIT_BROKEN: {
    meaning: 'In this window the person has asked for, or used, more than the circuit breaker allows; nothing more is held.',
    remedy: 'Find the cause. Wait for `resetsAt`, or set the breaker higher or to null (`limitSet`), which lifts it at once.',
  },
  MODEL_NOT_ALLOWED: {
    meaning: 'No grant of the person is for this provider, model and tool.',
    remedy: 'Name one of `allowedProviders`, `allowedModels` or `allowedTools` of the decision; `path` says which.',
  },
  UNKNOWN_MODEL: { meaning: 'No price is known for this model.', remedy: 'Correct the model name or publish a price.' },
  HOLD_RESOLVED: { meaning: 'The hold was captured or released before.', remedy: 'Nothing to do; authorize again for a new spend.' },
  HOLD_EXPIRED: { meaning: 'The hold passed its time to live and was released.', remedy: 'Authorize again.' },
  GUARANTEED_GRANT: {
    meaning: 'A guaranteed grant cannot be cut before its date.',
    remedy: 'Wait for the date or have an amendment signed.',
  },
  PERIOD_CLOSED: { meaning: 'The period is closed and its numbers stand.', remedy: 'Book into the open period.' },
  PERIOD_OVERLAP: { meaning: 'The period overlaps another one.', remedy: 'Periods may touch; choose dates that do not overlap.' },
  PERIOD_NOT_ENDED: { meaning: 'The period has not ended yet.', remedy: 'Close it after its end.' },
  AS_OF_TOO_RECENT: {
    meaning: '`asOf` is later than the newest instant at which every write is settled.',
    remedy: 'Use `newest`, or omit `asOf`.',
  },
  CURRENCY_MISMATCH: {
    meaning: 'Amounts of different currencies meet.',
    remedy: 'Use the currency of the object; nothing is converted silently.',
  },
  AMOUNT_OUT_OF_RANGE: { meaning: 'The amount, or a sum it enters, is beyond 10^28.', remedy: 'Use a smaller amount.' },
  FX_RATE_MISSING: { meaning: 'No exchange rate is known for this pair at this time.', remedy: 'Send one with `fxRatesUpsert`.' },
  AMBIGUOUS_POLICY: { meaning: 'Two policies match equally well.', remedy: 'Give one a lower priority number or narrower rules.' },
  OFFER_INCOMPLETE: { meaning: 'The offer lacks terms a candidate must be told.', remedy: 'Complete the terms named in the message.' },
  OFFER_EXPIRED: { meaning: 'The offer passed its expiry and cannot be accepted.', remedy: 'Ask for a new version.' },
  LINK_EXPIRED: { meaning: 'The link is no longer valid.', remedy: 'Ask for a new one.' },
  EMPLOYEE_UNKNOWN: { meaning: 'No employee of this employer matches.', remedy: 'Send the employee first with `employeesUpsert`.' },
  EVENT_TOO_OLD: {
    meaning: 'The event happened before the window in which usage is taken.',
    remedy: 'Contact support for a back-dated import.',
  },
  EVENT_IN_FUTURE: { meaning: 'The event lies more than five minutes in the future.', remedy: 'Correct the clock of the sender.' },
  TAX_REVIEW_REQUIRED: { meaning: 'No tax rule decides this line.', remedy: 'Add a rule or decide the line by hand.' },
  UNSAFE_URL: { meaning: 'The URL leads to an address we do not call.', remedy: 'Use a public https URL.' },
  PRIVACY_SUPPRESSED: { meaning: 'The group is smaller than the minimum cohort.', remedy: 'Ask for a larger group.' },
} as const satisfies Record<string, CodeEntry>;

/** Not about the caller's business: always top-level, with `retryable` and `requestId`. */
export const faultCodes = {
  UNAUTHENTICATED: {
    retryable: false,
    status: 401,
    meaning: 'The credential is missing, malformed, revoked or unknown.',
    remedy: 'Send `Authorization: Bearer csk_…` with a current key.',
  },
  FORBIDDEN: {
    retryable: false,
    status: 403,
    meaning: 'The credential lacks the scope this needs.',
    remedy: 'Grant the scope named in the message to the key.',
  },
  BAD_USER_INPUT: {
    retryable: false,
    status: 400,
    meaning: 'The request does not parse: scalar, schema, page or batch size.',
    remedy: 'Correct the request as the message says.',
  },
  IDEMPOTENCY_IN_PROGRESS: {
    retryable: true,
    status: 409,
    meaning: 'The first request with this key still runs.',
    remedy: 'Retry with the same key after `Retry-After`.',
  },
  RATE_LIMITED: { retryable: true, status: 429, meaning: 'Too many requests.', remedy: 'Retry after `Retry-After`.' },
  QUERY_TOO_COMPLEX: {
    retryable: false,
    status: 400,
    meaning: 'The operation is larger than a limit allows.',
    remedy: 'Ask for less: the message names the limit.',
  },
  PAYLOAD_TOO_LARGE: { retryable: false, status: 413, meaning: 'The body is larger than 1 MiB.', remedy: 'Send smaller batches.' },
  DEADLINE_EXCEEDED: { retryable: true, status: 503, meaning: 'The request ran out of time.', remedy: 'Ask for less, or retry.' },
  TRANSIENT_CONFLICT: {
    retryable: true,
    status: 503,
    meaning: 'Concurrent writes kept colliding.',
    remedy: 'Retry with the same idempotency key.',
  },
  UNAVAILABLE: { retryable: true, status: 503, meaning: 'The database cannot be reached.', remedy: 'Retry later.' },
  INTERNAL: {
    retryable: false,
    status: 500,
    meaning: 'A bug of ours; it is logged under the request id.',
    remedy: 'Report the request id.',
  },
} as const satisfies Record<string, CodeEntry & { readonly retryable: boolean; readonly status: number }>;

export type RefusalCode = keyof typeof refusalCodes;
export type FaultCode = keyof typeof faultCodes;
