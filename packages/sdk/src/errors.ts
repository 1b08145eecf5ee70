import { type ErrorCode, type RefusalCode, refusalCodes } from './codes.js';
import type { SpendDecisionFieldsFragment } from './generated/operations.js';

/** One entry of a mutation's `userErrors`; the generated types add what a code needs to be acted on. */
export interface UserErrorLike {
  /** One of {@link RefusalCode}, or a newer one. */
  readonly code: string;
  /** A sentence for a person. */
  readonly message: string;
  /** Where in the input: `['input', 'events', '3', 'amount']`. */
  readonly path?: readonly string[] | null;
  /** Where this code is explained. */
  readonly docUrl?: string | null;
}

/** The schema leaves `code` open; here its known values are literals, so that a `switch` over them is checked. Keep a `default`. */
export type Coded<E extends UserErrorLike> = E extends unknown ? E & { readonly code: RefusalCode | '%future added value' } : never;

/** What is known about a failure when the error is made. */
export interface ErrorFacts {
  readonly code: ErrorCode;
  readonly message: string;
  readonly requestId?: string | undefined;
  readonly retryable?: boolean | undefined;
  readonly docUrl?: string | undefined;
  readonly cause?: unknown;
}

/** One of the errors of an answer. */
export interface ErrorEntry {
  readonly code: ErrorCode;
  /** A sentence for a person; without the values that were sent, but for a single scalar, shortened. */
  readonly message: string;
  /** Which field of the result failed: names and list indexes; `undefined` where nothing ran. */
  readonly path: ReadonlyArray<string | number> | undefined;
  /** Where in the input: `['input', 'events', '3', 'amount']`; `undefined` where the server names no place. */
  readonly inputPath: readonly string[] | undefined;
  /** What else the server said about this code, such as `newest` with `AS_OF_TOO_RECENT`. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What is known beyond that when a server answered. */
export interface ApiErrorFacts extends ErrorFacts {
  readonly status: number;
  readonly errors?: readonly ErrorEntry[] | undefined;
  readonly userErrors?: readonly UserErrorLike[] | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly partialData?: unknown;
}

// In the global symbol registry, so that an error of the CommonJS copy is recognized by the ESM copy and the other way round.
const brand = Symbol.for('@compute-stipends/sdk/error');

/**
 * Everything this package throws. It holds no headers, no credentials and no variables, so that it may be logged as it is;
 * `partialData` is kept out of logs and of `JSON.stringify`.
 */
export class StipendError extends Error {
  override readonly name: string = 'StipendError';
  /** A literal of {@link ErrorCode}, for `switch`. */
  readonly code: ErrorCode;
  /** The id under which the server logs the request; sent with the request, so it is known without an answer, too. */
  readonly requestId: string | undefined;
  /** Whether the same request may succeed later. For a mutation repeat it with the same idempotency key. */
  readonly retryable: boolean;
  /** Where the code is explained. */
  readonly docUrl: string | undefined;
  /** What a query, or a mutation that was refused, answered beside its errors, `null` or `undefined` where there was nothing. */
  declare readonly partialData: unknown;

  constructor(facts: ErrorFacts & { readonly partialData?: unknown }) {
    super(facts.message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.code = facts.code;
    this.requestId = facts.requestId;
    this.retryable = facts.retryable ?? false;
    this.docUrl = facts.docUrl;
    Object.defineProperty(this, 'partialData', { value: facts.partialData, enumerable: false });
    Object.defineProperty(this, brand, { value: true, enumerable: false });
  }

  toJSON(): Record<string, unknown> {
    const { name, code, message, requestId, retryable, docUrl } = this;
    return { name, code, message, requestId, retryable, docUrl };
  }
}

/** The server answered, and not with what was asked for. */
export class ApiError extends StipendError {
  override readonly name: string = 'ApiError';
  /** HTTP status of the answer. */
  readonly status: number;
  /**
   * Every error of the answer, in its order. The first decides `code`, `details` and the class of this error; `message` has the
   * sentences of all. Empty where what answered is not this API.
   */
  readonly errors: readonly ErrorEntry[];
  /** What was wrong with the input, item by item; empty where the failure is not about the input. */
  readonly userErrors: ReadonlyArray<Coded<UserErrorLike>>;
  /** What else the server said about this code, such as `newest` with `AS_OF_TOO_RECENT`. */
  readonly details: Readonly<Record<string, unknown>>;
  /** How long the server asked to wait, in milliseconds, at most 60,000; `undefined` where it did not say. */
  readonly retryAfterMs: number | undefined;

  constructor(facts: ApiErrorFacts) {
    super(facts);
    this.status = facts.status;
    this.errors = facts.errors ?? [];
    this.userErrors = (facts.userErrors ?? []) as ReadonlyArray<Coded<UserErrorLike>>;
    this.details = facts.details ?? {};
    this.retryAfterMs = facts.retryAfterMs;
  }

  override toJSON(): Record<string, unknown> {
    const { status, errors, userErrors, details, retryAfterMs } = this;
    return { ...super.toJSON(), status, errors, userErrors, details, retryAfterMs };
  }
}

/** `UNAUTHENTICATED`: the key is malformed, revoked or unknown. */
export class AuthError extends ApiError {
  override readonly name: string = 'AuthError';
}

/** `FORBIDDEN`: the key lacks a scope; the message names it. */
export class PermissionError extends ApiError {
  override readonly name: string = 'PermissionError';
}

/** The input was refused; `userErrors` says where and why. `.orThrow()` throws this class or one of its three subclasses. */
export class UserInputError extends ApiError {
  override readonly name: string = 'UserInputError';

  /** Of a spend that was refused: what was decided and why, what binds and what is left. As `partialData`, it is kept out of logs. */
  get decision(): SpendDecisionFieldsFragment | undefined {
    const said = this.partialData as { readonly decision?: SpendDecisionFieldsFragment | null } | null | undefined;
    return said?.decision ?? undefined;
  }
}

/** `NOT_FOUND`: nothing with this id exists for this employer. */
export class NotFoundError extends UserInputError {
  override readonly name: string = 'NotFoundError';
}

/** `VERSION_CONFLICT` or `INVALID_TRANSITION`: the object is no longer as you read it. Read it again. */
export class ConflictError extends UserInputError {
  override readonly name: string = 'ConflictError';
}

/** `IDEMPOTENCY_CONFLICT` (this key was used with other input) or `IDEMPOTENCY_IN_PROGRESS` (the first request still runs). */
export class IdempotencyError extends UserInputError {
  override readonly name: string = 'IdempotencyError';
}

/** `RATE_LIMITED`: too many requests, also after the retries. */
export class RateLimitError extends ApiError {
  override readonly name: string = 'RateLimitError';
  /** How long to wait, in milliseconds: as the server asked, or one second where it did not say. */
  declare readonly retryAfterMs: number;

  constructor(facts: ApiErrorFacts) {
    super({ ...facts, retryAfterMs: facts.retryAfterMs ?? 1_000 });
  }
}

/** `QUERY_TOO_COMPLEX`: the operation is larger than a limit allows; the message names the limit. */
export class QueryTooComplexError extends ApiError {
  override readonly name: string = 'QueryTooComplexError';
}

/** The server failed, or what answered is not this API (`INVALID_RESPONSE`: usually a wrong `baseUrl` or a proxy). */
export class ServerError extends ApiError {
  override readonly name: string = 'ServerError';
}

/** `CONNECTION`: no answer, or it broke off. `cause` is the runtime's own error. */
export class ConnectionError extends StipendError {
  override readonly name: string = 'ConnectionError';
}

/** `TIMEOUT`: headers and body were not here within `timeout`. */
export class TimeoutError extends ConnectionError {
  override readonly name: string = 'TimeoutError';
}

/** `ABORTED`: the caller's `signal` fired; `cause` is its reason. */
export class AbortedError extends StipendError {
  override readonly name: string = 'AbortedError';
}

/** `CONFIGURATION`: the client was set up or called wrongly, and nothing was sent. */
export class ConfigurationError extends StipendError {
  override readonly name: string = 'ConfigurationError';

  constructor(message: string, docUrl?: string) {
    super({ code: 'CONFIGURATION', message, docUrl });
  }
}

/** Whether an error is one of this package, whichever copy of the package made it. */
export function isStipendError(error: unknown): error is StipendError {
  return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[brand] === true;
}

const classOfCode: Readonly<Record<string, new (facts: ApiErrorFacts) => ApiError>> = {
  UNAUTHENTICATED: AuthError,
  FORBIDDEN: PermissionError,
  BAD_USER_INPUT: UserInputError,
  PAYLOAD_TOO_LARGE: UserInputError,
  NOT_FOUND: NotFoundError,
  VERSION_CONFLICT: ConflictError,
  INVALID_TRANSITION: ConflictError,
  IDEMPOTENCY_CONFLICT: IdempotencyError,
  IDEMPOTENCY_IN_PROGRESS: IdempotencyError,
  RATE_LIMITED: RateLimitError,
  QUERY_TOO_COMPLEX: QueryTooComplexError,
};

const knownRefusals: ReadonlySet<string> = new Set(refusalCodes);

/** Whether a code is about the caller's business and thus one of `userErrors`. */
export function isRefusalCode(code: string): boolean {
  return knownRefusals.has(code);
}

/** The error of the class that belongs to the code; an unknown code below HTTP 500 is a plain {@link ApiError}. */
export function apiErrorOf(facts: ApiErrorFacts): ApiError {
  const known = Object.hasOwn(classOfCode, facts.code) ? classOfCode[facts.code] : undefined;
  const ErrorClass = known ?? (isRefusalCode(facts.code) ? UserInputError : isServerSide(facts) ? ServerError : ApiError);
  return new ErrorClass(facts);
}

/** What `.orThrow()` throws for the `userErrors` of a mutation. */
export function userInputErrorOf(facts: Omit<ApiErrorFacts, 'code' | 'message'>, userErrors: readonly UserErrorLike[]): UserInputError {
  const [first] = userErrors;
  const code = (first?.code ?? 'VALIDATION') as ErrorCode;
  const errors = userErrors.map((error) => ({
    code: error.code as ErrorCode,
    message: error.message,
    path: undefined,
    inputPath: error.path ?? undefined,
    details: {},
  }));
  const all = { ...facts, code, message: sentencesOf(errors), docUrl: first?.docUrl ?? undefined, errors, userErrors };
  const error = apiErrorOf(all);
  return error instanceof UserInputError ? error : new UserInputError(all);
}

/** The sentences of all errors, each once. */
export function sentencesOf(errors: ReadonlyArray<{ readonly message: string }>): string {
  return [...new Set(errors.map(({ message }) => message))].join(' ');
}

const serverSideCodes: ReadonlySet<string> = new Set<ErrorCode>([
  'DEADLINE_EXCEEDED',
  'TRANSIENT_CONFLICT',
  'UNAVAILABLE',
  'INTERNAL',
  'INVALID_RESPONSE',
]);

function isServerSide(facts: ApiErrorFacts): boolean {
  return facts.status >= 500 || serverSideCodes.has(facts.code);
}

/** Where a method of this package was called, formatted only if it is needed. */
export interface CallSite {
  readonly stack?: string;
}

/** Remembers who called `method`, without our own frames. To be taken before the first `await`, after which the caller is gone. */
export function callSiteOf(method: (...parameters: never[]) => unknown): CallSite {
  // Not every engine has it; elsewhere our own frames come first and the caller's follow.
  if (typeof Error.captureStackTrace !== 'function') return new Error();
  const site: CallSite = {};
  Error.captureStackTrace(site, method);
  return site;
}

/** Gives an error of ours the stack of the call that led to it; anything else passes untouched. */
export function withCallSite(error: unknown, site: CallSite): unknown {
  if (!isStipendError(error)) return error;
  const stack = site.stack ?? '';
  const frames = stack.slice(Math.max(stack.indexOf('\n'), 0));
  error.stack = `${error.name}: ${error.message}${frames}`;
  return error;
}
