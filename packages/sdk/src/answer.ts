import type { ErrorCode } from './codes.js';
import { apiErrorOf, type ErrorEntry, isRefusalCode, sentencesOf, type UserErrorLike } from './errors.js';
import { isRetryable, parseRetryAfter } from './retry.js';
import type { ResponseHeaders } from './settings.js';

/** The response a result came in. */
export interface ResponseFacts {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** The id under which the server logs the request. */
  readonly requestId: string;
  /** Whether this is the stored outcome of an earlier request with the same idempotency key. */
  readonly replayed: boolean;
  /** What the server says beside the data: `cost`, and `redactions` for fields this key may not read. */
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** One entry of the `errors` of a GraphQL answer. */
export interface GraphQLErrorLike {
  readonly message: string;
  /** Which field of the result failed: names and list indexes. */
  readonly path: ReadonlyArray<string | number> | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;
}

/** A result and, where the caller accepts partial results, the errors beside it. */
export interface Answer<Data> {
  readonly data: Data;
  readonly errors: readonly GraphQLErrorLike[];
  readonly response: ResponseFacts;
}

/** An HTTP response whose body has been read. */
export interface Received {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly text: string;
}

/**
 * Reads an answer by its media type, not by its status: a GraphQL body counts also with 4xx, and with
 * `application/graphql-response+json` the status says nothing. The result is frozen through and through.
 * @param requestId the id that was sent; the server's own goes before it
 * @throws ApiError or the subclass that belongs to its code
 */
export function readAnswer<Data>(received: Received, requestId: string, errorPolicy: 'none' | 'all'): Answer<Data> {
  const { status, headers } = received;
  const contentType = headers.get('content-type') ?? '';
  const body = /^application\/((graphql-response|problem)\+)?json\b/i.test(contentType) ? jsonObject(received.text) : undefined;
  const extensions = objectOr(body?.extensions, {});
  const response: ResponseFacts = {
    status,
    headers,
    requestId: headers.get('x-request-id') ?? requestId,
    replayed: headers.get('idempotent-replayed') === 'true',
    extensions: frozen(extensions),
  };

  const errors = Array.isArray(body?.errors) ? body.errors.map(errorIn) : [];
  const data = body?.data ?? undefined;
  if (errors.length > 0) {
    if (errorPolicy === 'all' && data !== undefined) return { data: frozen(data) as Data, errors: frozen(errors), response };
    throw fromGraphQL(errors, data, response);
  }
  const statusCounts = !/^application\/graphql-response\+json\b/i.test(contentType);
  if (statusCounts && (status < 200 || status > 299)) throw fromHttp(body, response);
  if (data === undefined) throw notOurs(response, contentType);
  return { data: frozen(data) as Data, errors: [], response };
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    return objectOr(JSON.parse(text), undefined);
  } catch {
    // Not JSON after all: the caller treats it like any other foreign answer, without repeating what may be a page of HTML.
    return undefined;
  }
}

function objectOr<T>(value: unknown, otherwise: T): Record<string, unknown> | T {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : otherwise;
}

function errorIn(value: unknown): GraphQLErrorLike {
  const error = objectOr(value, {} as Record<string, unknown>);
  return {
    message: textOr(error.message, 'The server gave no message.'),
    path: Array.isArray(error.path) ? error.path : undefined,
    extensions: objectOr(error.extensions, {}),
  };
}

function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

/** The first error decides code and class; the message says them all. */
function fromGraphQL(errors: readonly GraphQLErrorLike[], data: unknown, response: ResponseFacts) {
  const [first = errorIn({})] = errors;
  const { code: saidCode, requestId, retryable, docUrl, details } = first.extensions;
  const { status } = response;
  const code = textOr(saidCode, codeOfStatus(status)) as ErrorCode;
  return apiErrorOf({
    code,
    message: sentencesOf(errors),
    status,
    errors: errors.map((error) => entryOf(error, status)),
    requestId: textOr(requestId, response.requestId),
    retryable: isRetryable(status, code, retryable),
    retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), Date.now()),
    docUrl: textOr(docUrl, undefined),
    userErrors: errors.flatMap(userErrorIn),
    details: objectOr(details, {}),
    partialData: frozen(data),
  });
}

function entryOf({ message, path, extensions }: GraphQLErrorLike, status: number): ErrorEntry {
  return {
    code: textOr(extensions.code, codeOfStatus(status)) as ErrorCode,
    message,
    path,
    inputPath: inputPathIn(extensions),
    details: objectOr(extensions.details, {}),
  };
}

function inputPathIn({ inputPath }: GraphQLErrorLike['extensions']): readonly string[] | undefined {
  return Array.isArray(inputPath) ? inputPath.map(String) : undefined;
}

function userErrorIn({ message, extensions }: GraphQLErrorLike): readonly UserErrorLike[] {
  const code = textOr(extensions.code, '');
  if (!isRefusalCode(code)) return [];
  return [{ code, message, path: inputPathIn(extensions) ?? null, docUrl: textOr(extensions.docUrl, null) }];
}

/** What answered is a proxy, a gateway or a helper endpoint: only its status and a problem's own words are used. */
function fromHttp(body: Record<string, unknown> | undefined, response: ResponseFacts) {
  const { status } = response;
  const code = codeOfStatus(status);
  const said = textOr(body?.detail, textOr(body?.title, textOr(body?.message, undefined)));
  const advice = code === 'INVALID_RESPONSE' ? ' Is `baseUrl` the address of the API?' : '';
  return apiErrorOf({
    code,
    message: `The server answered HTTP ${status}${said === undefined ? '.' : `: ${said}`}${advice}`,
    status,
    requestId: response.requestId,
    retryable: isRetryable(status, code, undefined),
    retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), Date.now()),
  });
}

function notOurs(response: ResponseFacts, contentType: string) {
  return apiErrorOf({
    code: 'INVALID_RESPONSE',
    message: `The server answered HTTP ${response.status} with no GraphQL result (${contentType || 'no content type'}). Is \`baseUrl\` the address of the API?`,
    status: response.status,
    requestId: response.requestId,
  });
}

const codeByStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'BAD_USER_INPUT',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  408: 'DEADLINE_EXCEEDED',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMITED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** The code for an answer that names none. A 404 is no `NOT_FOUND`: the address is wrong, not an id. */
function codeOfStatus(status: number): ErrorCode {
  return codeByStatus[status] ?? (status >= 500 ? 'INTERNAL' : 'INVALID_RESPONSE');
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}
