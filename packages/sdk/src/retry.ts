/** Statuses after which the same request may succeed; 409 only with the code `IDEMPOTENCY_IN_PROGRESS`. */
const retryableStatuses: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

const retryableCodes: ReadonlySet<string> = new Set([
  'IDEMPOTENCY_IN_PROGRESS',
  'RATE_LIMITED',
  'DEADLINE_EXCEEDED',
  'TRANSIENT_CONFLICT',
  'UNAVAILABLE',
]);

const baseMs = 500;
const ceilingMs = 8_000;
const longestWaitMs = 60_000;

/**
 * Whether the same request may succeed later.
 * @param said `extensions.retryable` of the answer: where the server says, it decides
 */
export function isRetryable(status: number, code: string, said: unknown): boolean {
  return typeof said === 'boolean' ? said : retryableCodes.has(code) || retryableStatuses.has(status);
}

/**
 * Reads `Retry-After`, which is a number of seconds or an HTTP date.
 * @param now milliseconds since the epoch
 * @returns milliseconds from now, between 0 and 60,000; `undefined` for an absent or unreadable header
 */
export function parseRetryAfter(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  const milliseconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(milliseconds) ? undefined : Math.min(Math.max(milliseconds, 0), longestWaitMs);
}

/**
 * How long to wait before repeating, in milliseconds: what the server asked for, and full jitter on top, a random share of
 * 0.5 s doubled with each attempt up to 8 s, so that clients that failed together do not return together. At most 60,000.
 * @param attempt 0 after the first failure
 * @param random from 0 (inclusive) to 1 (exclusive)
 */
export function backoffMs(attempt: number, retryAfterMs: number | undefined, random: number): number {
  const jitterMs = random * Math.min(ceilingMs, baseMs * 2 ** attempt);
  return Math.min(longestWaitMs, (retryAfterMs ?? 0) + jitterMs);
}
