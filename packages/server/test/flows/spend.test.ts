import { afterEach, describe, expect, it } from '@jest/globals';
import { runSentJob } from '../../src/jobs/run-job.js';
import { newId, uuidOf } from '../../src/kernel/ids.js';
import { Fault, Refusal } from '../../src/kernel/refusal.js';
import { terminateEmployee } from '../../src/modules/directory/terminate-employee.js';
import { advanceTestClock } from '../../src/modules/grants/advance-test-clock.js';
import { hashOf, type Side } from '../../src/modules/ledger/ledger.rules.js';
import { type Authorization, authorizeSpend } from '../../src/modules/spending/authorize-spend.js';
import { expireHolds } from '../../src/modules/spending/hold-expiry.js';
import type { LimitSetInput } from '../../src/modules/spending/limit.graphql.js';
import { setLimit } from '../../src/modules/spending/limit-set.js';
import { captureSpend } from '../../src/modules/spending/resolve-spend.js';
import type { SpendAuthorizeInput } from '../../src/modules/spending/spend.graphql.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { ask } from '../support/ask.js';
import { testDatabase } from '../support/database.js';
import {
  authorize,
  booksOf,
  capture,
  employer,
  fund,
  hire,
  hold,
  newKey,
  passTime,
  release,
  request,
  usd,
  violations,
} from '../support/spending.js';

afterEach(async () => {
  expect(await violations()).toEqual([]);
});

const limit = (ctx: TenantCtx, input: Partial<LimitSetInput>) =>
  setLimit(request(ctx), { scope: 'PERSON', window: 'DAY', mode: 'HARD', currency: 'USD', ...input });

/** `OK`, or the code. */
async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    const answer = (await work) as Partial<Authorization>;
    return answer.decision?.reasonCode ?? 'OK';
  } catch (error) {
    if (error instanceof Refusal || error instanceof Fault) return error.code;
    throw error;
  }
}

async function tally(work: ReadonlyArray<Promise<unknown>>): Promise<Record<string, number>> {
  const outcomes = await Promise.all(work.map(outcomeOf));
  return Object.fromEntries([...Map.groupBy(outcomes, (outcome) => outcome)].map(([outcome, all]) => [outcome, all.length]));
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

describe('a hold', () => {
  it('is captured for less, and the rest is back', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '30' });
    const held = await hold(ctx, zoe, '5');
    expect(await booksOf(ctx, zoe)).toEqual({ available: '25', held: '5' });
    expect(held).toMatchObject({ status: 'AUTHORIZED', expiresAt: new Date('2026-11-02T09:05:00.000Z') });

    const captured = await capture(ctx, held.id, '3.20');
    expect(captured).toMatchObject({ id: held.id, status: 'CAPTURED', captured: { amount: '3.20' }, overage: { amount: '0.00' } });
    expect(await booksOf(ctx, zoe)).toEqual({ available: '26.8', consumed: '3.2' });
  });

  it('is captured for more: from what is available, then as overage', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    const first = await fund(ctx, zoe, { amount: '6', priority: 1, stipendId: newId('stipend') });
    const second = await fund(ctx, zoe, { amount: '4', priority: 2, stipendId: newId('stipend') });
    const held = await hold(ctx, zoe, '7');
    expect(held.fundings.map(({ grantId, held: part }) => [grantId, part.amount])).toEqual([
      [first, '6.00'],
      [second, '1.00'],
    ]);

    const captured = await capture(ctx, held.id, '12.5');
    expect(captured).toMatchObject({ captured: { amount: '12.50' }, overage: { amount: '2.50' } });
    expect(captured.fundings.map(({ grantId, captured: part }) => [grantId, part.amount])).toEqual([
      [first, '6.00'],
      [second, '1.00'],
      [second, '3.00'],
      [null, '2.50'],
    ]);
    expect(await booksOf(ctx, zoe)).toEqual({ consumed: '12.5', overage: '-2.5' });
  });

  it('unwinds in reverse: what was held last is given back first', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    const first = await fund(ctx, zoe, { amount: '6', priority: 1 });
    const second = await fund(ctx, zoe, { amount: '4', priority: 2 });
    const held = await hold(ctx, zoe, '10');
    const { fundings } = await capture(ctx, held.id, '7');
    expect(fundings.map(({ grantId, captured }) => [grantId, captured.amount])).toEqual([
      [first, '6.00'],
      [second, '1.00'],
    ]);
    const again = await hold(ctx, zoe, '3');
    expect(again.fundings.map(({ grantId }) => grantId)).toEqual([second]);
    await release(ctx, again.id);
    expect(await booksOf(ctx, zoe)).toEqual({ available: '3', consumed: '7' });
  });

  it('is resolved once: the same key has the first result, another one is told', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '30' });
    const held = await hold(ctx, zoe, '5', { idempotencyKey: 'once' });
    const again = request(ctx);
    const replay = await authorizeSpend(again, { employee: { id: zoe }, amount: usd('5'), idempotencyKey: 'once' });
    expect([replay.hold?.id, again.answer.replayed]).toEqual([held.id, true]);
    expect(await outcomeOf(authorize(ctx, zoe, '6', { idempotencyKey: 'once' }))).toBe('IDEMPOTENCY_CONFLICT');

    await capture(ctx, held.id, '5', { idempotencyKey: 'capture' });
    expect(await capture(ctx, held.id, '5', { idempotencyKey: 'capture' })).toMatchObject({ id: held.id, status: 'CAPTURED' });
    expect(await outcomeOf(capture(ctx, held.id, '5'))).toBe('HOLD_RESOLVED');
    expect(await outcomeOf(release(ctx, held.id))).toBe('HOLD_RESOLVED');
    expect(await outcomeOf(release(ctx, newId('hold')))).toBe('NOT_FOUND');
    expect(await booksOf(ctx, zoe)).toEqual({ available: '25', consumed: '5' });
  });

  it('is over after its time, whether or not the job has run', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '10' });
    const [late, swept] = [await hold(ctx, zoe, '4', { ttlSeconds: 60 }), await hold(ctx, zoe, '6', { ttlSeconds: 120 })];
    await passTime(ctx, '2026-11-02T09:01:00.000Z');
    expect(await outcomeOf(capture(ctx, late.id, '4', { idempotencyKey: 'late' }))).toBe('HOLD_EXPIRED');
    expect(await outcomeOf(capture(ctx, late.id, '4', { idempotencyKey: 'late' }))).toBe('HOLD_EXPIRED');
    expect(await booksOf(ctx, zoe)).toEqual({ available: '4', held: '6' });

    await passTime(ctx, '2026-11-02T09:10:00.000Z');
    const { platform } = await testDatabase();
    await runSentJob(platform, expireHolds, ctx.employerId, {});
    await runSentJob(platform, expireHolds, ctx.employerId, {});
    expect(await booksOf(ctx, zoe)).toEqual({ available: '10' });
    expect(await outcomeOf(release(ctx, swept.id))).toBe('HOLD_EXPIRED');
  });

  it('whose time is over is there for the next spend', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '10' });
    await hold(ctx, zoe, '10', { ttlSeconds: 60 });
    expect(await outcomeOf(authorize(ctx, zoe, '1'))).toBe('INSUFFICIENT_BALANCE');
    await passTime(ctx, '2026-11-02T09:01:00.000Z');
    expect(await outcomeOf(authorize(ctx, zoe, '10'))).toBe('OK');
  });

  it('ends at its own time when the test clock moves past it', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '10', expiresAt: '2026-11-02T11:00:00Z' });
    const held = await hold(ctx, zoe, '4', { ttlSeconds: 3_600 });
    await advanceTestClock(request(ctx), { to: new Date('2026-11-09T00:00:00Z') });
    const [posting] = await inTransaction(ctx, (tx) =>
      tx.sql<{ kind: string; effective_at: Date }>(
        `select kind, effective_at from posting where employer_id = ${THIS_EMPLOYER} and subject_id = $1 and kind <> 'HELD'`,
        [uuidOf(held.id)],
      ),
    );
    expect(posting).toEqual({ kind: 'RELEASED', effective_at: new Date('2026-11-02T10:00:00Z') });
  });

  it('keeps the money of a grant that ends; what is given back then expires at once', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '10', expiresAt: '2026-11-02T09:30:00Z' });
    const held = await hold(ctx, zoe, '8', { ttlSeconds: 86_400 });
    await passTime(ctx, '2026-11-02T10:00:00Z');
    expect(await outcomeOf(authorize(ctx, zoe, '1'))).toBe('INSUFFICIENT_BALANCE');
    await capture(ctx, held.id, '5');
    expect(await booksOf(ctx, zoe)).toEqual({ available: '2', consumed: '5', expired: '3' });
  });

  it('ends with the employment, and none begins after it', async () => {
    const ctx = await employer({ timeZone: 'America/New_York', testNow: '2026-11-02T15:00:00.000Z' });
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '10' });
    const held = await hold(ctx, zoe, '4', { ttlSeconds: 86_400 });
    await terminateEmployee(request(ctx), { employee: { id: zoe }, terminatedOn: '2026-11-03', idempotencyKey: newKey() });
    // Midnight in New York is 05:00 UTC.
    await passTime(ctx, '2026-11-03T04:59:59.999Z');
    const last = await hold(ctx, zoe, '1', { ttlSeconds: 86_400 });
    expect(last.expiresAt).toEqual(new Date('2026-11-03T05:00:00.000Z'));
    await passTime(ctx, '2026-11-03T05:00:00.000Z');
    expect(await outcomeOf(authorize(ctx, zoe, '1'))).toBe('INVALID_TRANSITION');
    expect(await outcomeOf(capture(ctx, held.id, '4'))).toBe('HOLD_EXPIRED');
    expect(await booksOf(ctx, zoe)).toEqual({ available: '10' });
  });

  it('refuses what it cannot know or take', async () => {
    const ctx = await employer();
    const [zoe, nobody] = [await hire(ctx), await hire(ctx)];
    await fund(ctx, zoe, { amount: '10' });
    const refused = (amount: string, more: Partial<SpendAuthorizeInput> = {}) => outcomeOf(authorize(ctx, zoe, amount, more));
    expect(await refused('0')).toBe('VALIDATION');
    expect(await refused('-1')).toBe('VALIDATION');
    expect(await refused('1', { ttlSeconds: 0 })).toBe('VALIDATION');
    expect(await refused('1', { ttlSeconds: 86_401 })).toBe('VALIDATION');
    expect(await refused('1', { model: 'claude-haiku-4-5' })).toBe('VALIDATION');
    expect(await refused('1', { idempotencyKey: '' })).toBe('BAD_USER_INPUT');
    expect(await refused('1', { provider: 'anthropic', model: 'no-such-model' })).toBe('UNKNOWN_MODEL');
    expect(await refused('1', { provider: 'anthropic', model: 'claude-haiku-4-5' })).toBe('OK');
    expect(await refused('1', { amount: { amount: '1', currency: 'EUR' } })).toBe('CURRENCY_MISMATCH');
    expect(await refused('1', { employee: { id: newId('employee') } })).toBe('NOT_FOUND');
    expect(await refused('1', { employee: { externalId: 'nobody' } })).toBe('NOT_FOUND');
    expect(await refused('1', { employee: { email: 'nobody@example.com' } })).toBe('NOT_FOUND');
    expect(await outcomeOf(authorize(ctx, nobody, '1'))).toBe('INSUFFICIENT_BALANCE');
    expect(await refused('9999999999999999999999999999')).toBe('INSUFFICIENT_BALANCE');
    expect(await refused('9.0000000001')).toBe('INSUFFICIENT_BALANCE');
    const held = await hold(ctx, zoe, '9');
    expect(
      await outcomeOf(captureSpend(request(ctx), { holdId: held.id, amount: { amount: '1', currency: 'EUR' }, idempotencyKey: newKey() })),
    ).toBe('CURRENCY_MISMATCH');
    expect(await outcomeOf(capture(ctx, held.id, '0'))).toBe('VALIDATION');
    await capture(ctx, held.id, '9');
  });

  it('leaves 0.01 of 250,000 after 249,999.99, and holds no more than that', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '250000' });
    await capture(ctx, (await hold(ctx, zoe, '249999.99')).id, '249999.99');
    expect(await outcomeOf(authorize(ctx, zoe, '0.02'))).toBe('INSUFFICIENT_BALANCE');
    expect(await outcomeOf(authorize(ctx, zoe, '0.01'))).toBe('OK');
  });
});

describe('concurrent spends', () => {
  it('of 1 on 100 are 100, however many ask', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '100' });
    expect(await tally(times(200, () => authorize(ctx, zoe, '1')))).toEqual({ OK: 100, INSUFFICIENT_BALANCE: 100 });
    expect(await booksOf(ctx, zoe)).toEqual({ held: '100' });
  });

  it('of eight agents with 5.00 each on 30.00 are six', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '30' });
    expect(await tally(times(8, () => authorize(ctx, zoe, '5')))).toEqual({ OK: 6, INSUFFICIENT_BALANCE: 2 });
  });

  it('within a limit are as many as it allows', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    await limit(ctx, { amount: '20' });
    expect(await tally(times(60, () => authorize(ctx, zoe, '1')))).toEqual({ OK: 20, LIMIT_EXCEEDED: 40 });
  });

  it('with one key have one effect', async () => {
    const ctx = await employer();
    const [zoe, other] = [await hire(ctx), await hire(ctx)];
    await fund(ctx, zoe, { amount: '100' });
    await fund(ctx, other, { amount: '100' });
    const holds = await Promise.all(times(100, () => hold(ctx, zoe, '1', { idempotencyKey: 'same' })));
    expect(new Set(holds.map(({ id }) => id)).size).toBe(1);
    expect(await booksOf(ctx, zoe)).toEqual({ available: '99', held: '1' });
    // One key and two people: one has the key.
    const crossed = await tally([zoe, other, zoe, other].map((who) => authorize(ctx, who, '1', { idempotencyKey: 'crossed' })));
    expect(crossed).toEqual({ OK: 2, IDEMPOTENCY_CONFLICT: 2 });
  });

  it('capture a hold once', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '10' });
    const held = await hold(ctx, zoe, '5');
    expect(await tally(times(100, () => capture(ctx, held.id, '5')))).toEqual({ OK: 1, HOLD_RESOLVED: 99 });
    expect(await booksOf(ctx, zoe)).toEqual({ available: '5', consumed: '5' });
  });

  it('let exactly one of capture, release and expiry win', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    const { platform } = await testDatabase();
    let start = Date.parse('2026-11-02T09:00:00.000Z');
    for (let round = 0; round < 50; round += 1) {
      const held = await hold(ctx, zoe, '2', { ttlSeconds: 60 });
      start += 60_000;
      const outcomes = await Promise.all([
        outcomeOf(capture(ctx, held.id, '2')),
        outcomeOf(release(ctx, held.id)),
        passTime(ctx, new Date(start).toISOString()).then(() => runSentJob(platform, expireHolds, ctx.employerId, {})),
      ]);
      const [captured, released] = outcomes;
      const won = [captured, released].filter((outcome) => outcome === 'OK').length;
      const codes = [captured, released].filter((outcome) => outcome !== 'OK');
      expect(won).toBeLessThanOrEqual(1);
      expect(codes.every((code) => code === (won === 1 ? 'HOLD_RESOLVED' : 'HOLD_EXPIRED'))).toBe(true);
    }
    expect((await booksOf(ctx, zoe)).held).toBeUndefined();
  });

  it('of terminated people stop with the termination', async () => {
    const ctx = await employer({ mode: 'LIVE' });
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '100' });
    const today = new Date().toISOString().slice(0, 10);
    const ending = terminateEmployee(request(ctx), { employee: { id: zoe }, terminatedOn: today, idempotencyKey: newKey() });
    const outcomes = await tally([...times(12, () => authorize(ctx, zoe, '1')), ending]);
    expect(Object.keys(outcomes).every((code) => ['OK', 'INVALID_TRANSITION'].includes(code))).toBe(true);
    expect(await booksOf(ctx, zoe)).toEqual({ available: '100' });
    expect(await outcomeOf(authorize(ctx, zoe, '1'))).toBe('INVALID_TRANSITION');
  });
});

describe('a limit', () => {
  it('of 10 a day stops the third day at 10, though 100 a month has 80 left', async () => {
    const ctx = await employer({ testNow: '2026-11-01T10:00:00.000Z' });
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    const day = await limit(ctx, { amount: '10' });
    const month = await limit(ctx, { window: 'MONTH', amount: '100' });
    for (const date of ['2026-11-01', '2026-11-02', '2026-11-03']) {
      await passTime(ctx, `${date}T10:00:00.000Z`);
      if (date < '2026-11-03') await capture(ctx, (await hold(ctx, zoe, '10')).id, '10');
    }
    await hold(ctx, zoe, '10', { ttlSeconds: 86_400 });
    const { decision, refusal } = await authorize(ctx, zoe, '1');
    expect(decision).toMatchObject({
      allowed: false,
      reasonCode: 'LIMIT_EXCEEDED',
      bindingLimit: { limitId: day, remaining: { amount: '0.00' } },
      resetsAt: new Date('2026-11-04T00:00:00.000Z'),
      retryAfterSeconds: 14 * 3_600,
      holdId: null,
    });
    expect(decision.levels.find(({ limitId }) => limitId === month)).toMatchObject({
      used: { amount: '30.00' },
      remaining: { amount: '70.00' },
    });
    expect(refusal?.details).toMatchObject({ limitId: day, limit: '10.00', remaining: '0.00', resetsAt: '2026-11-04T00:00:00.000Z' });
  });

  it('of zero allows nothing, and of null everything', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    await limit(ctx, { amount: '0' });
    expect(await outcomeOf(authorize(ctx, zoe, '0.0000000001'))).toBe('LIMIT_EXCEEDED');
    await limit(ctx, { employee: { id: zoe }, amount: null });
    expect(await outcomeOf(authorize(ctx, zoe, '500'))).toBe('OK');
    await limit(ctx, { employee: { id: zoe }, amount: '499' });
    expect(await outcomeOf(authorize(ctx, zoe, '0.5'))).toBe('LIMIT_EXCEEDED');
    await limit(ctx, { employee: { id: zoe }, amount: '501' });
    expect(await outcomeOf(authorize(ctx, zoe, '1'))).toBe('OK');
  });

  it('counts what was really spent: a smaller capture and a release give room again', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    await limit(ctx, { amount: '10' });
    const held = await hold(ctx, zoe, '10');
    expect(await outcomeOf(authorize(ctx, zoe, '1'))).toBe('LIMIT_EXCEEDED');
    await capture(ctx, held.id, '4');
    const other = await hold(ctx, zoe, '6');
    await release(ctx, other.id);
    await capture(ctx, (await hold(ctx, zoe, '5')).id, '7');
    expect(await outcomeOf(authorize(ctx, zoe, '0.01'))).toBe('LIMIT_EXCEEDED');
  });

  it('counts a spend when it was authorized, and what came on top when it was captured', async () => {
    const ctx = await employer({ testNow: '2026-11-02T23:59:00.000Z' });
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    await limit(ctx, { amount: '10' });
    const held = await hold(ctx, zoe, '10');
    await passTime(ctx, '2026-11-03T00:00:00.000Z');
    await capture(ctx, held.id, '13');
    expect(await outcomeOf(authorize(ctx, zoe, '7.01'))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, zoe, '7'))).toBe('OK');
  });

  it('set in the middle of a window counts what was spent before', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    await capture(ctx, (await hold(ctx, zoe, '8')).id, '6');
    await limit(ctx, { amount: '10' });
    expect(await outcomeOf(authorize(ctx, zoe, '5'))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, zoe, '4'))).toBe('OK');
  });

  it('of a tool or a model counts that tool and that model, however it is written', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    await limit(ctx, { scope: 'TOOL', tool: 'editor', amount: '5' });
    await limit(ctx, { scope: 'MODEL', provider: 'anthropic', model: 'claude-haiku-4-5', amount: '3', window: 'LIFETIME' });
    expect(await outcomeOf(limit(ctx, { scope: 'MODEL', provider: 'anthropic', model: 'nothing', amount: '3' }))).toBe('UNKNOWN_MODEL');
    expect(await outcomeOf(limit(ctx, { scope: 'TOOL', amount: '3' }))).toBe('VALIDATION');
    expect(await outcomeOf(authorize(ctx, zoe, '6', { tool: 'editor' }))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, zoe, '6', { tool: 'terminal' }))).toBe('OK');
    const haiku = { provider: 'anthropic', model: 'claude-haiku-4-5-20251001' };
    expect(await outcomeOf(authorize(ctx, zoe, '3', haiku))).toBe('OK');
    const { decision } = await authorize(ctx, zoe, '1', { provider: 'Anthropic', model: 'CLAUDE-HAIKU-4-5', tool: 'editor' });
    expect(decision).toMatchObject({
      reasonCode: 'LIMIT_EXCEEDED',
      resetsAt: null,
      retryAfterSeconds: null,
      bindingLimit: { scope: 'MODEL' },
    });
    expect(decision.levels).toHaveLength(2);
  });

  it('that is SOFT allows and tells it once a window; one that observes only counts', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    const soft = await limit(ctx, { amount: '5', mode: 'SOFT' });
    await limit(ctx, { window: 'HOUR', amount: '5', mode: 'OBSERVE' });
    for (const amount of ['4', '3', '2']) expect(await outcomeOf(authorize(ctx, zoe, amount))).toBe('OK');
    const { decision } = await authorize(ctx, zoe, '1');
    expect(decision.levels.map(({ exceeded, used }) => [exceeded, used?.amount])).toEqual([
      [true, '10.00'],
      [true, '10.00'],
    ]);
    const events = await inTransaction(ctx, (tx) =>
      tx.sql<{ subject_id: string; snapshot: object }>(
        `select subject_id, snapshot from outbox_event where employer_id = ${THIS_EMPLOYER} and type = 'limit.exceeded'`,
      ),
    );
    expect(events).toEqual([
      {
        subject_id: uuidOf(soft),
        snapshot: expect.objectContaining({
          id: soft,
          employeeId: zoe,
          used: { amount: '4', currency: 'USD' },
          allowed: true,
          mode: 'SOFT',
        }),
      },
    ]);
  });

  it('resets at midnight of the employer, also on the days on which the clocks change', async () => {
    const ctx = await employer({ timeZone: 'America/New_York', testNow: '2026-10-31T12:00:00.000Z' });
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    await limit(ctx, { amount: '100' });
    const resetAt = async (now: string) => {
      await passTime(ctx, now);
      return (await authorize(ctx, zoe, '1')).decision.levels[0]?.resetsAt?.toISOString();
    };
    expect(await resetAt('2026-10-31T12:00:00.000Z')).toBe('2026-11-01T04:00:00.000Z');
    // Clocks go back at 06:00 UTC: this day has 25 hours.
    expect(await resetAt('2026-11-01T12:00:00.000Z')).toBe('2026-11-02T05:00:00.000Z');
    expect(await resetAt('2027-03-14T04:59:59.999Z')).toBe('2027-03-14T05:00:00.000Z');
    expect(await resetAt('2027-03-14T05:00:00.000Z')).toBe('2027-03-15T04:00:00.000Z');
  });
});

describe('the chain of postings', () => {
  it('is the same whether SQL or the application computes it', async () => {
    const ctx = await employer();
    const [id, account, subject, grant] = times(4, () => uuidOf(newId('posting'))) as [string, string, string, string];
    const legs: Array<[Side, string | null, string]> = [
      ['AVAILABLE', grant, '-9999999999999999999999999999.0000000001'],
      ['HELD', null, '0.0000000001'],
      ['CONSUMED', null, '12.5'],
    ];
    const previous = Buffer.from('00ff10', 'hex');
    const at = new Date('2026-11-02T09:00:00.123Z');
    const booked = new Date('1999-12-31T23:59:59.999Z');
    for (const [key, subjectId, before] of [
      ['hold:ключ "x"', subject, previous],
      ['', null, Buffer.alloc(0)],
    ] as const) {
      const [row] = await inTransaction(ctx, (tx) =>
        tx.sql<{ hash: Buffer }>(
          'select posting_hash($1, $2, $3, 7, $4, $5, $6, $7, $8, null, $9::text[], $10::uuid[], $11::numeric[]) as hash',
          [
            before,
            id,
            account,
            'HELD',
            key,
            at,
            booked,
            subjectId,
            legs.map(([side]) => side),
            legs.map(([, grantUuid]) => grantUuid),
            legs.map(([, , amount]) => amount),
          ],
        ),
      );
      const units = [-99999999999999999999999999990000000001n, 1n, 125_000_000_000n];
      const expected = hashOf(before, {
        postingUuid: id,
        accountUuid: account,
        sequence: 7n,
        kind: 'HELD',
        key,
        effectiveAt: at,
        bookedAt: booked,
        subjectUuid: subjectId,
        reversesUuid: null,
        legs: legs.map(([side, grantUuid], index) => ({ side, grantUuid, units: units[index] ?? 0n })),
      });
      expect(row?.hash.toString('hex')).toBe(expected.toString('hex'));
    }
  });
});

describe('over GraphQL', () => {
  it('a refused spend says why in one shape, and an id is found again', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '10' });
    const authorizeText = `mutation($input: SpendAuthorizeInput!) { spendAuthorize(input: $input) {
      hold { id status amount { amount } fundings { held { amount } } employee { id } }
      decision { allowed reasonCode available { amount } levels { limitId } holdId }
      userErrors { __typename code path ... on InsufficientBalanceError { available { amount } } ... on LimitExceededError { limit { amount } resetsAt } }
    } }`;
    const input = (amount: string) => ({ input: { employee: { id: zoe }, amount: usd(amount), idempotencyKey: newKey() } });
    const ok = await ask<{ spendAuthorize: { hold: { id: string } } }>(ctx, authorizeText, input('4'));
    expect(ok.data).toMatchObject({
      spendAuthorize: { hold: { status: 'AUTHORIZED', employee: { id: zoe } }, decision: { allowed: true }, userErrors: [] },
    });
    const { id } = ok.data.spendAuthorize.hold;
    const found = await ask(ctx, `query($id: ID!) { node(id: $id) { id ... on Hold { amount { amount } } } }`, { id });
    expect(found.data).toEqual({ node: { id, amount: { amount: '4.00' } } });

    const short = await ask(ctx, authorizeText, input('7'));
    expect(short.data).toEqual({
      spendAuthorize: {
        hold: null,
        decision: { allowed: false, reasonCode: 'INSUFFICIENT_BALANCE', available: { amount: '6.00' }, levels: [], holdId: null },
        userErrors: [
          {
            __typename: 'InsufficientBalanceError',
            code: 'INSUFFICIENT_BALANCE',
            path: ['input', 'amount'],
            available: { amount: '6.00' },
          },
        ],
      },
    });
    const set = await ask(
      ctx,
      `mutation($input: LimitSetInput!) { limitSet(input: $input) { limit { scope window amount { amount } version employee { id } } userErrors { code } } }`,
      { input: { scope: 'PERSON', window: 'DAY', mode: 'HARD', currency: 'USD', amount: '5', employee: { id: zoe } } },
    );
    expect(set.data).toEqual({
      limitSet: {
        limit: { scope: 'PERSON', window: 'DAY', amount: { amount: '5.00' }, version: 1, employee: { id: zoe } },
        userErrors: [],
      },
    });
    const over = await ask(ctx, authorizeText, input('2'));
    expect(over.data).toMatchObject({
      spendAuthorize: {
        decision: { reasonCode: 'LIMIT_EXCEEDED' },
        userErrors: [{ __typename: 'LimitExceededError', limit: { amount: '5.00' }, resetsAt: '2026-11-03T00:00:00.000Z' }],
      },
    });
    const listed = await ask(ctx, `{ limits(where: { employee: { id: "${zoe}" } }) { nodes { amount { amount } } } }`);
    expect(listed.data).toEqual({ limits: { nodes: [{ amount: { amount: '5.00' } }] } });
  });
});
