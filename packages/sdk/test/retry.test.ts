import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs, isRetryable, parseRetryAfter } from '../src/retry.js';

describe('whether an answer may be followed by another attempt', () => {
  it.each([
    [200, 'INTERNAL', undefined, false],
    [400, 'BAD_USER_INPUT', undefined, false],
    [401, 'UNAUTHENTICATED', undefined, false],
    [403, 'FORBIDDEN', undefined, false],
    [404, 'INVALID_RESPONSE', undefined, false],
    [408, 'DEADLINE_EXCEEDED', undefined, true],
    [409, 'IDEMPOTENCY_CONFLICT', undefined, false],
    [409, 'IDEMPOTENCY_IN_PROGRESS', undefined, true],
    [413, 'PAYLOAD_TOO_LARGE', undefined, false],
    [429, 'RATE_LIMITED', undefined, true],
    [500, 'INTERNAL', undefined, false],
    [502, 'UNAVAILABLE', undefined, true],
    [503, 'TRANSIENT_CONFLICT', undefined, true],
    [504, 'DEADLINE_EXCEEDED', undefined, true],
    // A throttle that hides behind 200 counts as one.
    [200, 'RATE_LIMITED', undefined, true],
    // Where the server says, it decides.
    [503, 'UNAVAILABLE', false, false],
    [500, 'INTERNAL', true, true],
    [503, 'UNAVAILABLE', 'false', true],
  ])('HTTP %i with %s and `retryable` %s: %s', (status, code, said, expected) => {
    expect(isRetryable(status, code, said)).toBe(expected);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-21T10:00:00Z');

  it.each([
    ['0', 0],
    ['7', 7_000],
    [' 7 ', 7_000],
    ['60', 60_000],
    ['3600', 60_000],
    ['Sat, 21 Nov 2026 10:00:05 GMT', 5_000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 0],
    ['Sat, 21 Nov 2026 12:00:00 GMT', 60_000],
    ['soon', undefined],
    ['-5x', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%j is %s ms', (header, expected) => {
    expect(parseRetryAfter(header, now)).toBe(expected);
  });
});

describe('the wait before another attempt', () => {
  const attempts = fc.integer({ min: 0, max: 100 });
  const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it.each([
    [0, 500],
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [4, 8_000],
    [5, 8_000],
  ])('after failure %i is a random share of %i ms', (attempt, ceiling) => {
    expect(backoffMs(attempt, undefined, 0)).toBe(0);
    expect(backoffMs(attempt, undefined, 0.5)).toBe(ceiling / 2);
  });

  it('is never shorter than the server asked for and never longer than a minute', () => {
    fc.assert(
      fc.property(attempts, fc.option(fc.integer({ min: 0, max: 60_000 }), { nil: undefined }), randoms, (attempt, asked, random) => {
        const wait = backoffMs(attempt, asked, random);
        return wait >= (asked ?? 0) && wait <= 60_000;
      }),
    );
  });
});
