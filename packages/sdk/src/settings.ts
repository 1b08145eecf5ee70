import { ConfigurationError } from './errors.js';
import { version } from './version.js';

/** Which employer a request is about: our id, or the partner's own. */
export type EmployerRef = { readonly id: string; readonly externalId?: never } | { readonly externalId: string; readonly id?: never };

/** The headers of an answer; `get` takes a name in any case. */
export interface ResponseHeaders {
  get(name: string): string | null;
}

/** The part of `fetch` this client uses: the global one, undici's and most others fit. */
export type Fetch = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; signal: AbortSignal },
) => Promise<{ readonly status: number; readonly headers: ResponseHeaders; text(): Promise<string> }>;

/** Where the client tells what it does; `console` and pino fit. It is never given headers, variables or bodies. */
export interface Logger {
  debug(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export interface ClientOptions {
  /** `csk_live_…` or `csk_test_…`. Default: environment variable `STIPENDS_API_KEY`. */
  readonly apiKey?: string | undefined;
  /** Address of the server, without `/graphql`. Default: environment variable `STIPENDS_BASE_URL`. */
  readonly baseUrl?: string | undefined;
  /** The employer all requests are about, unless a call names another one. A key bound to one employer may leave it out. */
  readonly employer?: EmployerRef | undefined;
  /** Milliseconds one attempt may take, headers and body. Default 30,000; `Infinity` for none. */
  readonly timeout?: number | undefined;
  /** How often a request that is safe to repeat is repeated after a failure that may pass. Default 2. */
  readonly maxRetries?: number | undefined;
  /** Your product, named in `User-Agent`. */
  readonly appInfo?: { readonly name: string; readonly version?: string; readonly url?: string } | undefined;
  readonly logger?: Logger | undefined;
  /** In place of the global `fetch`: for a proxy, for tests. */
  readonly fetch?: Fetch | undefined;
  /** Sent with every request. Those this client sets itself (`Authorization`, `Content-Type`, `Accept`, `X-Employer`) cannot be replaced. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What one call may set for itself. */
export interface CallOptions {
  /** Cancels the request, also while it waits to be repeated. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds one attempt may take, headers and body. */
  readonly timeout?: number | undefined;
  readonly maxRetries?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly employer?: EmployerRef | undefined;
}

const defaultTimeoutMs = 30_000;
const defaultRetries = 2;

/** Options with the environment and the defaults filled in. */
export type Settings = ReturnType<typeof settingsOf>;

export function settingsOf(options: ClientOptions) {
  return {
    apiKey: options.apiKey ?? environment('STIPENDS_API_KEY'),
    baseUrl: options.baseUrl ?? environment('STIPENDS_BASE_URL'),
    employer: options.employer,
    timeout: options.timeout ?? defaultTimeoutMs,
    maxRetries: options.maxRetries ?? defaultRetries,
    userAgent: userAgentOf(options.appInfo),
    logger: options.logger,
    fetch: options.fetch,
    headers: options.headers ?? {},
  };
}

/** Everything one request is sent with. */
export interface Parcel {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly requestId: string;
  readonly timeout: number;
  readonly maxRetries: number;
}

/**
 * What is to be sent where, from the client's settings and those of one call.
 * @throws ConfigurationError for a missing key or address and for values that cannot be sent: here and not earlier, so that a
 * module may construct its client before the environment is complete
 */
export function parcelOf(settings: Settings, call: CallOptions): Parcel {
  const url = urlOf(settings.baseUrl);
  if (!settings.apiKey) {
    const docUrl = new URL('docs/errors#UNAUTHENTICATED', url).href;
    throw new ConfigurationError(
      `No API key. Pass \`apiKey\` to \`new StipendClient()\` or set the environment variable STIPENDS_API_KEY. See ${docUrl}`,
      docUrl,
    );
  }
  const employer = call.employer ?? settings.employer;
  const given = lowerCased({ ...lowerCased(settings.headers), ...lowerCased(call.headers ?? {}) });
  const requestId = given['x-request-id'] ?? globalThis.crypto.randomUUID();
  const headers: Record<string, string> = {
    ...(settings.userAgent === undefined ? {} : { 'user-agent': settings.userAgent }),
    ...given,
    'x-request-id': requestId,
    accept: 'application/graphql-response+json, application/json;q=0.9',
    'content-type': 'application/json',
    authorization: `Bearer ${settings.apiKey}`,
    ...(employer === undefined ? {} : { 'x-employer': employerHeader(employer) }),
  };
  for (const [name, value] of Object.entries(headers)) requireSendable(name, value);
  return {
    url: url.href,
    headers,
    requestId,
    timeout: requireNumber('timeout', call.timeout ?? settings.timeout, (value) => value > 0),
    maxRetries: requireNumber('maxRetries', call.maxRetries ?? settings.maxRetries, (value) => Number.isInteger(value) && value >= 0),
  };
}

function environment(name: string): string | undefined {
  const value = typeof process === 'undefined' ? undefined : process.env?.[name];
  return value === '' ? undefined : value;
}

/** `baseUrl` with or without a path, a trailing slash or `/graphql` itself. */
function urlOf(baseUrl: string | undefined): URL {
  if (!baseUrl) {
    throw new ConfigurationError(
      'No address. Pass `baseUrl` to `new StipendClient()` or set the environment variable STIPENDS_BASE_URL. See the README of @compute-stipends/sdk.',
    );
  }
  const text = `${baseUrl.replace(/\/+$/, '').replace(/\/graphql$/, '')}/graphql`;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw new ConfigurationError('`baseUrl` is not an address that starts with https:// or http://.');
  }
  return new URL(text);
}

function employerHeader(employer: EmployerRef): string {
  if (employer.id !== undefined && employer.externalId === undefined) return employer.id;
  if (employer.externalId !== undefined && employer.id === undefined) return utf8Header(`ext:${employer.externalId}`);
  throw new ConfigurationError('An employer is chosen by either `id` or `externalId`.');
}

/** Text as a header can carry it: each character is one byte of its UTF-8, which is what the server reads there. */
function utf8Header(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

// A value that `fetch` would refuse would look like a broken connection and be repeated. The value may be a secret: only its name is told.
function requireSendable(name: string, value: string): void {
  if (/^[!#$%&'*+.^_`|~\w-]+$/.test(name) && typeof value === 'string' && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return;
  const advice = name === 'x-employer' ? ' Choose the employer by `id`.' : '';
  throw new ConfigurationError(`The header ${JSON.stringify(name)} has characters that cannot be sent in a header.${advice}`);
}

function requireNumber(name: string, value: number, isFine: (value: number) => boolean): number {
  if (typeof value === 'number' && isFine(value)) return value;
  throw new ConfigurationError(`\`${name}\` cannot be ${String(value)}.`);
}

/** `compute-stipends-node/0.1.0 (node 26.10.0) app/AcmeHR/4.2 (https://acme.example)`; browsers set their own. */
function userAgentOf(app: ClientOptions['appInfo']): string | undefined {
  if ('document' in globalThis) return undefined;
  const runtime = typeof process === 'undefined' || !process.versions?.node ? 'edge' : `node ${process.versions.node}`;
  const ours = `compute-stipends-node/${version} (${runtime})`;
  if (!app) return ours;
  const product = [app.name, app.version]
    .filter((part) => part !== undefined)
    .map(sendable)
    .join('/');
  return `${ours} app/${product}${app.url ? ` (${sendable(app.url)})` : ''}`;
}

function sendable(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, '-');
}
