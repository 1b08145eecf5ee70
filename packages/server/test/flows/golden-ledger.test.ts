import { afterEach, describe, expect, it } from '@jest/globals';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { type Api, fresh, openApi, type ShownHold, usd } from '../support/api.js';
import { ask } from '../support/ask.js';
import type { TestEmployer } from '../support/database.js';

// What the requirements promise in numbers, told as a client sees it: by GraphQL alone.

const told: Api[] = [];

/** An employer whose books are verified when the test ends. */
async function employer(options: TestEmployer = {}): Promise<Api> {
  const api = await openApi(options);
  told.push(api);
  return api;
}

afterEach(async () => {
  for (const api of told.splice(0)) expect(await api.violations()).toEqual([]);
});

const NOW = '2026-11-02T09:00:00.000Z';

/** Usage of so many tokens of input, at 3 USD a million whatever the context. */
function use(externalId: string, count: string, change: object = {}) {
  return {
    id: fresh('use'),
    source: 'gateway',
    employee: { externalId },
    provider: 'anthropic',
    model: 'claude-sonnet-4-6',
    occurredAt: '2026-11-02T08:00:00.000Z',
    counts: [{ usageClass: 'INPUT', count }],
    ...change,
  };
}

describe('a grant', () => {
  it('that ends drops the balance at its end and not before, and is still there as of an instant before (C5)', async () => {
    const api = await employer({ testNow: NOW });
    const zoe = await api.hire();
    await api.grant(zoe, '100', { expiresAt: '2026-11-10T00:00:00.000Z' });
    const hold = await api.hold(zoe, '30');
    await api.capture(hold, '30');
    await api.advance('2026-11-12T00:00:00.000Z');
    const then = (effectiveAt: string) => api.balances(zoe, { effectiveAt });
    expect(await then('2026-11-09T23:59:59.999Z')).toEqual(['USD: 70.00 left, 30.00 used']);
    expect(await then('2026-11-10T00:00:00.000Z')).toEqual(['USD: 30.00 used, 70.00 expired']);
    expect(await api.balances(zoe, { asOf: '2026-11-05T00:00:00.000Z' })).toEqual(['USD: 70.00 left, 30.00 used']);
    expect(await api.balances(zoe)).toEqual(['USD: 30.00 used, 70.00 expired']);
  });

  it('that is revoked gives up what is left, also at the instant it was issued; an open hold is honored, and its rest is gone (C6)', async () => {
    const api = await employer();
    const zoe = await api.hire();
    const grantId = await api.grant(zoe, '100');
    const open = await api.hold(zoe, '60');
    const revoke = () => api.take('grantRevoke', { grantId, reason: 'As agreed', idempotencyKey: fresh('revoke') });
    expect(await revoke()).toEqual(await revoke());
    expect(await api.balances(zoe)).toEqual(['USD: 60.00 held, 40.00 revoked']);
    expect(await api.capture(open, '50')).toBe('OK');
    expect(await api.balances(zoe)).toEqual(['USD: 50.00 used, 10.00 expired, 40.00 revoked']);
    expect((await api.authorize(zoe, '0.01')).code).toBe('INSUFFICIENT_BALANCE');
  });

  it('is there at midnight of the first day, in the zone of the person, and pays one second later (L51)', async () => {
    const api = await employer({ timeZone: 'America/New_York', testNow: '2026-11-20T12:00:00.000Z' });
    await api.take('legalEntitiesUpsert', {
      legalEntities: [{ externalId: 'in', name: 'India Pvt.', country: 'IN', timeZone: 'Asia/Kolkata', currency: 'USD' }],
    });
    const zoe = await api.hire(fresh('person'), { effectiveDate: '2026-12-01', legalEntity: { externalId: 'in' } });
    const policy = { externalId: fresh('policy') };
    const terms = { amountType: 'FIXED', period: 'MONTHLY', amount: usd('1000') };
    await api.take('policyCreate', { ...policy, name: 'Compute', terms });
    await api.take('policyPublish', { policy, effectiveFrom: '2026-01-01', expectedVersion: 1 });
    const assignments = [{ employee: { externalId: zoe }, policy, startDate: '2026-12-01' }];
    await api.take('stipendsAssign', { assignments, idempotencyKey: fresh('assign') });

    // Midnight of 1 December in Kolkata is 18:30 UTC of the day before.
    await api.advance('2026-11-30T18:29:59.999Z');
    expect((await api.authorize(zoe, '1')).code).not.toBe('OK');
    expect((await api.advance('2026-11-30T18:30:00.000Z')).grantsIssued).toBe(1);
    await api.advance('2026-11-30T18:30:01.000Z');
    expect((await api.authorize(zoe, '1000')).code).toBe('OK');
  });

  it('burns in its order for holds as for usage: A 10, then B 2 of 12; 3 fewer give B 2 back, then A 1; C, which never ends, is last (C2)', async () => {
    const api = await employer();
    const zoe = await api.hire();
    const c = await api.grant(zoe, '20', { priority: 2, expiresAt: null });
    const b = await api.grant(zoe, '15', { priority: 1, expiresAt: '2026-11-15T00:00:00.000Z' });
    const a = await api.grant(zoe, '10', { priority: 1, expiresAt: '2026-11-10T00:00:00.000Z' });
    const parts = (hold: ShownHold | null, side: 'held' | 'captured') =>
      hold?.fundings.map((part) => [part.grantId, (part as unknown as Record<string, { amount: string }>)[side]?.amount]);
    const { hold } = await api.authorize(zoe, '12');
    expect(parts(hold, 'held')).toEqual([
      [a, '10.00'],
      [b, '2.00'],
    ]);
    const input = { holdId: hold?.id, amount: usd('9'), idempotencyKey: fresh('capture') };
    const captured = await api.take<{ hold: ShownHold }>('spendCapture', input);
    expect(parts(captured.hold, 'captured')).toEqual([
      [a, '9.00'],
      [b, '0.00'],
    ]);
    const next = await api.authorize(zoe, '30');
    expect(parts(next.hold, 'held')).toEqual([
      [a, '1.00'],
      [b, '15.00'],
      [c, '14.00'],
    ]);
  });
});

describe('a balance', () => {
  it('read twice as of one instant is the same after late events, refusals and corrections were booked (C9)', async () => {
    const api = await employer({ testNow: NOW });
    const zoe = await api.hire();
    await api.grant(zoe, '100', { effectiveAt: '2026-11-01T00:00:00.000Z' });
    const first = use(zoe, '1000000');
    await api.report(first);
    const asOf = '2026-11-02T10:00:00.000Z';
    await api.advance('2026-11-02T10:00:00.001Z');
    const before = [await api.balances(zoe, { asOf }), await api.balances(zoe, { asOf, effectiveAt: '2026-11-02T07:00:00.000Z' })];
    expect(before).toEqual([['USD: 97.00 left, 3.00 used'], ['USD: 100.00 left']]);

    await api.report(use(zoe, '2000000', { occurredAt: '2026-11-01T12:00:00.000Z' }));
    await api.report(use(zoe, '0', { corrects: { id: first.id, source: first.source } }));
    await api.capture(await api.hold(zoe, '10'), '10');
    expect([await api.balances(zoe, { asOf }), await api.balances(zoe, { asOf, effectiveAt: '2026-11-02T07:00:00.000Z' })]).toEqual(before);
    expect(await api.balances(zoe)).toEqual(['USD: 84.00 left, 16.00 used']);
    expect(await api.balances(zoe, { effectiveAt: '2026-11-02T07:00:00.000Z' })).toEqual(['USD: 94.00 left, 6.00 used']);
  });

  it('tells what of it is expiring soon, at any instant, whatever became of the grants since (C9)', async () => {
    const api = await employer({ testNow: '2026-11-02T09:00:00.000Z' });
    const [zoe, ines] = [await api.hire(), await api.hire()];
    const first = await api.grant(zoe, '10', { expiresAt: '2026-11-10T00:00:00.000Z' });
    const second = await api.grant(zoe, '20', { expiresAt: '2026-12-02T09:00:00.000Z' });
    await api.grant(zoe, '40', { expiresAt: '2026-12-02T09:00:00.001Z' });
    await api.grant(zoe, '1000', { amount: { amount: '1001', currency: 'JPY' }, expiresAt: '2026-11-03T00:00:00.000Z' });
    await api.grant(ines, '7', { expiresAt: '2026-11-05T00:00:00.000Z' });
    await api.grant(ines, '8', { effectiveAt: '2026-11-04T00:00:00.000Z', expiresAt: '2026-11-05T00:00:00.000Z' });
    // 3 of the first grant are only held, and half a yen of the fourth, so they are not available.
    await api.hold(zoe, '3', { ttlSeconds: 3_600 });
    await api.hold(zoe, '0.5', { amount: { amount: '0.5', currency: 'JPY' }, ttlSeconds: 3_600 });
    const soon = async (at: string, instants: { asOf?: string; effectiveAt?: string } = {}) => {
      const { data, errors } = await ask<{
        balances: { nodes: ReadonlyArray<{ currency: string; expiringSoon: { amount: string; rounded: string } }> };
      }>(
        api.ctx,
        `query($people: [EmployeeByInput!], $asOf: DateTime, $effectiveAt: DateTime) {
           balances(where: { employees: $people }, asOf: $asOf, effectiveAt: $effectiveAt) { nodes { currency expiringSoon${at} { amount rounded } } } }`,
        { people: [{ externalId: zoe }, { externalId: ines }], ...instants },
      );
      return errors[0] ?? data.balances.nodes.map(({ currency, expiringSoon: { amount, rounded } }) => `${currency} ${amount} ${rounded}`);
    };

    // The second ends thirty days ahead to the instant, the third a millisecond later.
    expect(await soon('')).toEqual(['JPY 1000.5 1000', 'USD 27.00 27.00', 'USD 7.00 7.00']);
    expect(await soon('(withinDays: 31)')).toEqual(['JPY 1000.5 1000', 'USD 67.00 67.00', 'USD 7.00 7.00']);
    expect(await soon('(withinDays: 1)')).toEqual(['JPY 1000.5 1000', 'USD 0.00 0.00', 'USD 0.00 0.00']);
    // What has ended is not ending; what begins by then is.
    const fifth = { effectiveAt: '2026-11-04T12:00:00.000Z' };
    expect(await soon('(withinDays: 7)', fifth)).toEqual(['JPY 0 0', 'USD 7.00 7.00', 'USD 15.00 15.00']);
    expect(await soon('(withinDays: 366)', { effectiveAt: '9999-12-31T23:59:59.999Z' })).toEqual([
      'JPY 0 0',
      'USD 0.00 0.00',
      'USD 0.00 0.00',
    ]);
    for (const days of [0, 367, -1]) expect(await soon(`(withinDays: ${days})`)).toBe('VALIDATION');

    // Extended, revoked, used and ended since: as of then it is as it was.
    const asOf = '2026-11-02T09:00:00.000Z';
    await api.advance('2026-11-03T09:00:00.000Z');
    const change = { reason: 'As agreed' };
    await api.take('grantExtend', { ...change, grantId: first, expiresAt: '2027-03-01T00:00:00.000Z', idempotencyKey: fresh('extend') });
    await api.take('grantRevoke', { ...change, grantId: second, idempotencyKey: fresh('revoke') });
    await api.take('employeeTerminate', { employee: { externalId: ines }, terminatedOn: '2026-11-04', idempotencyKey: fresh('leave') });
    await api.hold(zoe, '5');
    await api.advance('2026-12-20T00:00:00.000Z');
    expect(await soon('', { asOf })).toEqual(['JPY 1000.5 1000', 'USD 27.00 27.00', 'USD 7.00 7.00']);
    expect(await soon('(withinDays: 7)', { asOf, ...fifth })).toEqual(['JPY 0 0', 'USD 7.00 7.00', 'USD 15.00 15.00']);
    expect(await soon('', { asOf: '2026-11-03T09:00:00.000Z' })).toEqual(['JPY 0 0', 'USD 35.00 35.00', 'USD 7.00 7.00']);
    expect(await soon('(withinDays: 100)')).toEqual(['JPY 0 0', 'USD 10.00 10.00', 'USD 0.00 0.00']);
  });

  it('is one per currency, and nothing pays for another (C14)', async () => {
    const api = await employer();
    const zoe = await api.hire();
    await api.grant(zoe, '10');
    await api.grant(zoe, '1000', { amount: { amount: '1000', currency: 'JPY' } });
    await api.grant(zoe, '0.5', { amount: { amount: '0.005', currency: 'KWD' } });
    expect((await api.authorize(zoe, '10.01')).code).toBe('INSUFFICIENT_BALANCE');
    await api.hold(zoe, '0', { amount: { amount: '999.5', currency: 'JPY' } });
    expect((await api.authorize(zoe, '0', { amount: { amount: '1', currency: 'EUR' } })).code).toBe('CURRENCY_MISMATCH');
    expect(await api.balances(zoe)).toEqual(['JPY: 0.5 left, 999.5 held', 'KWD: 0.005 left', 'USD: 10.00 left']);
  });
});

describe('exact arithmetic', () => {
  it('prices 3,000 tokens at 3 USD a million as 0.009, a thousand of them as 9.00, and one token as 0.000003 (C12, L6)', async () => {
    const api = await employer();
    const zoe = await api.hire();
    await api.grant(zoe, '100', { effectiveAt: '2026-11-01T00:00:00.000Z' });
    const [one] = await api.report(use(zoe, '3000'));
    expect(one?.cost).toEqual({ amount: '0.009', currency: 'USD' });
    await api.report(...Array.from({ length: 999 }, () => use(zoe, '3000')));
    expect(await api.balances(zoe)).toEqual(['USD: 91.00 left, 9.00 used']);
    expect((await api.report(use(zoe, '1')))[0]?.cost?.amount).toBe('0.000003');
    expect(await api.balances(zoe)).toEqual(['USD: 90.999997 left, 9.000003 used']);
  });

  it('takes 210,000,000,000 and 60,200,000,000,000 tokens in one statement with 3,000, exact to the last digit (L8, L36)', async () => {
    const api = await employer({ testNow: NOW });
    const zoe = await api.hire();
    await api.months('2026-11');
    await api.grant(zoe, '200000000', { effectiveAt: '2026-11-01T00:00:00.000Z' });
    const costs = await api.report(use(zoe, '3000'), use(zoe, '210000000000'), use(zoe, '60200000000000'));
    expect(costs.map(({ cost }) => cost?.amount)).toEqual(['0.009', '630000.00', '180600000.00']);
    await api.advance('2026-12-01T00:00:00.000Z');
    await api.close('2026-11');
    const [statement] = await api.statements('2026-11');
    expect(statement?.lines.find(({ kind }) => kind === 'CONSUMED_INFO')).toMatchObject({
      amount: { amount: '181230000.01' },
      exactAmount: { amount: '181230000.009' },
    });
  });

  it('of 1,000 events that are worth less than half a cent each is neither nothing nor a cent each (AB51)', async () => {
    const api = await employer({ testNow: NOW });
    const zoe = await api.hire();
    await api.months('2026-11');
    await api.grant(zoe, '100', { effectiveAt: '2026-11-01T00:00:00.000Z' });
    // 0.003999 each.
    await api.report(...Array.from({ length: 1_000 }, () => use(zoe, '1333')));
    expect(await api.balances(zoe)).toEqual(['USD: 96.001 left, 3.999 used']);
    await api.advance('2026-12-01T00:00:00.000Z');
    await api.close('2026-11');
    const [statement] = await api.statements('2026-11');
    expect(statement?.movement.consumed.amount).toBe('3.999');
    expect(statement?.lines.find(({ kind }) => kind === 'CONSUMED_INFO')?.amount.amount).toBe('4.00');
  });
});

describe('a closed period', () => {
  it('stays as it is to the byte: what is reported, corrected, captured and given back later lands in the open one (C15, C16)', async () => {
    const api = await employer({ testNow: '2026-10-30T12:00:00.000Z' });
    const zoe = await api.hire();
    await api.months('2026-10', '2026-11');
    await api.grant(zoe, '100', { effectiveAt: '2026-10-01T00:00:00.000Z' });
    const october = use(zoe, '4000000', { occurredAt: '2026-10-30T08:00:00.000Z' });
    await api.report(october);
    await api.advance('2026-10-31T23:59:00.000Z');
    const [captured, released] = [await api.hold(zoe, '20', { ttlSeconds: 86_400 }), await api.hold(zoe, '5', { ttlSeconds: 86_400 })];

    await api.advance('2026-11-01T00:00:00.000Z');
    await api.close('2026-10');
    const bytes = await api.statementBytes('2026-10');
    expect(bytes).toMatch(/^[0-9a-f]{32}$/);
    const [closed] = await api.statements('2026-10');
    expect([closed?.movement.consumed.amount, closed?.movement.closing.amount]).toEqual(['12.00', '88.00']);

    expect(await api.capture(captured, '18')).toBe('OK');
    expect(await api.release(released)).toBe('OK');
    await api.report(use(zoe, '1000000', { occurredAt: '2026-10-15T08:00:00.000Z' }));
    await api.report(use(zoe, '3000000', { occurredAt: october.occurredAt, corrects: { id: october.id, source: october.source } }));

    expect(await api.statementBytes('2026-10')).toBe(bytes);
    const [open] = await api.statements('2026-11');
    // 18 captured, 3 found late, and 12 that became 9.
    expect([open?.movement.opening.amount, open?.movement.consumed.amount, open?.movement.closing.amount]).toEqual([
      closed?.movement.closing.amount,
      '18.00',
      '70.00',
    ]);
    expect(await api.balances(zoe)).toEqual(['USD: 70.00 left, 30.00 used']);
  });
});

describe('a decision', () => {
  it('of 50 and more workers admits exactly ten of 1.00 on 10.00, and the next one sees what was captured (C13, E5)', async () => {
    const api = await employer();
    const zoe = await api.hire();
    await api.grant(zoe, '10');
    const answers = await Promise.all(Array.from({ length: 64 }, () => api.authorize(zoe, '1')));
    const admitted = answers.flatMap(({ hold }) => hold ?? []);
    expect(admitted).toHaveLength(10);
    expect(new Set(answers.filter(({ hold }) => hold === null).map(({ code }) => code))).toEqual(new Set(['INSUFFICIENT_BALANCE']));
    for (const { id } of admitted) {
      expect(await api.capture(id, '0.9')).toBe('OK');
      // Ten cents are back at once, and no more.
      expect((await api.authorize(zoe, '0.1000000001')).code).toBe('INSUFFICIENT_BALANCE');
      expect((await api.authorize(zoe, '0.1')).code).toBe('OK');
    }
  });

  it('of 10 a day and 100 a month stops day three at 10 while the month has 80 left (E3)', async () => {
    const api = await employer({ testNow: '2026-11-01T10:00:00.000Z' });
    const zoe = await api.hire();
    await api.grant(zoe, '1000');
    const limit = (window: string, amount: string) =>
      api.take<{ limit: { id: string } }>('limitSet', { scope: 'PERSON', window, mode: 'HARD', currency: 'USD', amount });
    const day = await limit('DAY', '10');
    for (const [window, amount] of [
      ['MONTH', '100'],
      ['HOUR', '60'],
      ['WEEK', '90'],
      ['LIFETIME', '900'],
    ] as const)
      await limit(window, amount);
    await api.capture(await api.hold(zoe, '10'), '10');
    await api.advance('2026-11-02T10:00:00.000Z');
    await api.capture(await api.hold(zoe, '10'), '10');
    await api.advance('2026-11-03T10:00:00.000Z');
    const { decision } = await api.authorize(zoe, '10.01');
    expect(decision).toMatchObject({
      allowed: false,
      reasonCode: 'LIMIT_EXCEEDED',
      available: { amount: '980.00' },
      bindingLimit: { limitId: day.limit.id, remaining: { amount: '10.00' } },
      resetsAt: '2026-11-04T00:00:00.000Z',
      retryAfterSeconds: 14 * 3_600,
    });
    const levels = decision.levels.map(({ window, used, remaining, resetsAt }) => [window, used.amount, remaining.amount, resetsAt]);
    expect(Object.fromEntries(levels.map(([window, ...rest]) => [window, rest]))).toEqual({
      HOUR: ['0.00', '60.00', '2026-11-03T11:00:00.000Z'],
      DAY: ['0.00', '10.00', '2026-11-04T00:00:00.000Z'],
      // The week began on Monday, 2 November.
      WEEK: ['10.00', '80.00', '2026-11-09T00:00:00.000Z'],
      MONTH: ['20.00', '80.00', '2026-12-01T00:00:00.000Z'],
      LIFETIME: ['20.00', '880.00', null],
    });
    expect((await api.authorize(zoe, '10')).code).toBe('OK');
  });

  it('resets a month at midnight of 1 November in Los Angeles, whose day is 25 hours long (E6)', async () => {
    const api = await employer({ timeZone: 'America/Los_Angeles', testNow: '2026-11-01T06:59:59.000Z' });
    const zoe = await api.hire();
    await api.grant(zoe, '1000');
    await api.take('limitSet', { scope: 'PERSON', window: 'MONTH', mode: 'HARD', currency: 'USD', amount: '100' });
    await api.capture(await api.hold(zoe, '100'), '100');
    const { decision } = await api.authorize(zoe, '1');
    expect([decision.resetsAt, decision.retryAfterSeconds]).toEqual(['2026-11-01T07:00:00.000Z', 1]);
    await api.advance('2026-11-01T07:00:00.000Z');
    expect((await api.authorize(zoe, '100')).code).toBe('OK');
    expect((await api.authorize(zoe, '1')).decision.resetsAt).toBe('2026-12-01T08:00:00.000Z');
  });

  it('has one shape whatever it says (E4, E11)', async () => {
    const api = await employer();
    const [zoe, poor, gone] = [await api.hire(), await api.hire(), await api.hire()];
    await api.grant(zoe, '10', { filters: { models: ['claude-haiku-*', 'gpt-5'] } });
    await api.grant(poor, '10');
    await api.grant(gone, '10');
    await api.take('limitSet', {
      scope: 'PERSON',
      window: 'DAY',
      mode: 'HARD',
      currency: 'USD',
      amount: '5',
      employee: { externalId: poor },
    });
    await api.take('employeeTerminate', { employee: { externalId: gone }, terminatedOn: '2026-11-02', idempotencyKey: fresh('leave') });
    const anthropic = (model: string) => ({ provider: 'anthropic', model });
    const attempts: ReadonlyArray<readonly [string, string, object]> = [
      [zoe, '1', anthropic('claude-haiku-4-5')],
      [zoe, '11', anthropic('claude-haiku-4-5')],
      [zoe, '1', anthropic('claude-opus-4-5')],
      [zoe, '1', anthropic('claude-of-tomorrow')],
      [zoe, '1', { ...anthropic('claude-haiku-4-5'), amount: { amount: '1', currency: 'EUR' } }],
      [poor, '6', {}],
      [gone, '1', {}],
      ['nobody', '1', {}],
    ];
    const decisions = [];
    for (const [who, amount, more] of attempts) {
      const { code, decision, hold } = await api.authorize(who, amount, more);
      expect([decision.allowed, decision.holdId]).toEqual([code === 'OK', hold?.id ?? null]);
      expect(Object.keys(decision).sort()).toEqual(
        [
          'allowed',
          'allowedModels',
          'available',
          'bindingLimit',
          'guaranteed',
          'holdId',
          'levels',
          'reasonCode',
          'resetsAt',
          'retryAfterSeconds',
        ].sort(),
      );
      decisions.push([code, decision.reasonCode, code === 'MODEL_NOT_ALLOWED' ? decision.allowedModels.join() : '']);
    }
    expect(decisions).toEqual([
      ['OK', null, ''],
      ['INSUFFICIENT_BALANCE', 'INSUFFICIENT_BALANCE', ''],
      ['MODEL_NOT_ALLOWED', 'MODEL_NOT_ALLOWED', 'claude-haiku-*,gpt-5'],
      ['UNKNOWN_MODEL', 'UNKNOWN_MODEL', ''],
      ['CURRENCY_MISMATCH', 'CURRENCY_MISMATCH', ''],
      ['LIMIT_EXCEEDED', 'LIMIT_EXCEEDED', ''],
      ['INVALID_TRANSITION', 'INVALID_TRANSITION', ''],
      ['NOT_FOUND', 'NOT_FOUND', ''],
    ]);
  });
});

describe('whoever leaves', () => {
  it('spends nothing from the effective instant on; open holds are closed and what is unused expires, in one transaction (E10)', async () => {
    const api = await employer({ timeZone: 'America/New_York', testNow: '2026-11-02T15:00:00.000Z' });
    const zoe = await api.hire();
    await api.grant(zoe, '100');
    await api.capture(await api.hold(zoe, '10'), '10');
    const open = await api.hold(zoe, '30', { ttlSeconds: 86_400 });
    await api.take('employeeTerminate', { employee: { externalId: zoe }, terminatedOn: '2026-11-03', idempotencyKey: fresh('leave') });
    await api.advance('2026-11-03T04:59:59.999Z');
    expect(await api.balances(zoe)).toEqual(['USD: 60.00 left, 30.00 held, 10.00 used']);
    expect((await api.authorize(zoe, '1', { ttlSeconds: 60 })).code).toBe('OK');
    await api.advance('2026-11-03T05:00:00.000Z');
    expect((await api.authorize(zoe, '1')).code).toBe('INVALID_TRANSITION');
    expect([await api.capture(open, '30'), await api.release(open)]).toEqual(['HOLD_EXPIRED', 'HOLD_EXPIRED']);
    expect(await api.balances(zoe)).toEqual(['USD: 10.00 used, 90.00 expired']);

    // Told when it has happened already, it has happened at once.
    const late = await api.hire();
    await api.grant(late, '100');
    const held = await api.hold(late, '40');
    await api.take('employeeTerminate', { employee: { externalId: late }, terminatedOn: '2026-11-03', idempotencyKey: fresh('leave') });
    expect(await api.balances(late)).toEqual(['USD: 100.00 expired']);
    expect(await api.capture(held, '1')).toBe('HOLD_EXPIRED');
  });
});

describe('a key', () => {
  it('answers the same again and moves nothing, and with other content is a conflict (C11)', async () => {
    const api = await employer();
    const zoe = await api.hire();
    const grantId = await api.grant(zoe, '100');
    const [captured, released] = [await api.hold(zoe, '10'), await api.hold(zoe, '10')];
    const reason = 'As agreed';
    const calls = [
      ['spendAuthorize', { employee: { externalId: zoe }, amount: usd('1') }, { amount: usd('1.01') }],
      ['spendCapture', { holdId: captured, amount: usd('9') }, { amount: usd('9.5') }],
      ['spendRelease', { holdId: released }, { holdId: captured }],
      [
        'grantIssue',
        { employee: { externalId: zoe }, kind: 'TOP_UP', amount: usd('7'), expiresAt: '2027-01-01T00:00:00.000Z', reason },
        { kind: 'BONUS' },
      ],
      ['grantAdjust', { grantId, delta: usd('-3'), reason }, { delta: usd('-4') }],
      ['grantExtend', { grantId, expiresAt: '2027-06-01T00:00:00.000Z', reason }, { expiresAt: '2027-06-02T00:00:00.000Z' }],
      ['grantRevoke', { grantId, reason }, { reason: 'Another' }],
    ] as const;
    for (const [mutation, input, other] of calls) {
      const idempotencyKey = fresh('same');
      const first = await api.take(mutation, { ...input, idempotencyKey });
      const before = await api.balances(zoe);
      // 1 and 1.00 are one amount, and the order of fields says nothing.
      const again = Object.fromEntries(Object.entries({ ...input, idempotencyKey }).reverse());
      expect(await api.take(mutation, again)).toEqual(first);
      expect(await api.codeOf(mutation, { ...input, ...other, idempotencyKey })).toBe('IDEMPOTENCY_CONFLICT');
      expect(await api.balances(zoe)).toEqual(before);
    }
    expect(await api.balances(zoe)).toEqual(['USD: 7.00 left, 1.00 held, 9.00 used, 90.00 revoked']);
  });
});

describe('what a policy guarantees (N8)', () => {
  /** Somebody under a guaranteed policy that begins with 30 days without a cap, where others have used 90 of the 100 that all share. */
  async function guaranteed(terms: object) {
    const api = await employer({ testNow: NOW });
    const [zoe, ann] = [await api.hire(), await api.hire()];
    await api.grant(ann, '1000');
    await api.take('limitSet', { scope: 'EMPLOYER', window: 'MONTH', mode: 'HARD', currency: 'USD', amount: '100' });
    expect((await api.authorize(ann, '90')).code).toBe('OK');
    const policy = { externalId: fresh('policy') };
    await api.take('policyCreate', {
      ...policy,
      name: 'Engineering',
      terms: { amountType: 'FIXED', period: 'MONTHLY', amount: usd('100'), guaranteeMonths: 12, ...terms },
    });
    await api.take('policyPublish', { policy, effectiveFrom: '2026-01-01', expectedVersion: 1 });
    const assignments = [{ employee: { externalId: zoe }, policy, startDate: '2026-11-02' }];
    await api.take('stipendsAssign', { assignments, idempotencyKey: fresh('assign') });
    const { data } = await ask<{
      stipends: { nodes: Array<{ policy: object | null; grants: { nodes: Array<{ id: string; kind: string }> } }> };
    }>(api.ctx, '{ stipends { nodes { policy { id } grants { nodes { id kind } } } } }');
    const grants = data.stipends.nodes.filter(({ policy }) => policy !== null).flatMap((stipend) => stipend.grants.nodes);
    return { api, zoe, grants };
  }

  it.each([
    ['its trial', { uncappedDays: 30 }, 'TRIAL'],
    ['its allowance', {}, 'RECURRING'],
  ])('is told where a limit refuses %s, as it is refused to be revoked', async (_what, terms, kind) => {
    const { api, zoe, grants } = await guaranteed(terms);
    expect(grants).toMatchObject([{ kind }]);
    const { code, decision } = await api.authorize(zoe, '50');
    expect([code, decision.guaranteed]).toEqual(['LIMIT_EXCEEDED', true]);
    const told = await inTransaction(api.ctx, (tx) =>
      tx.sql<{ grants: string[] }>(
        `select snapshot -> 'grantIds' as grants from outbox_event where employer_id = ${THIS_EMPLOYER} and type = 'guarantee.breached'`,
      ),
    );
    expect(told).toEqual([{ grants: [grants[0]?.id] }]);
    const revoke = { grantId: grants[0]?.id, reason: 'As agreed', idempotencyKey: fresh('revoke') };
    expect(await api.codeOf('grantRevoke', revoke)).toBe('GUARANTEED_GRANT');
  });

  it('goes with what is carried into the next period', async () => {
    const { api, zoe } = await guaranteed({ rolloverTerms: { max: usd('40') } });
    await api.advance('2026-12-02T00:00:00.000Z');
    expect(await api.balances(zoe)).toEqual(['USD: 140.00 left, 60.00 expired']);
    expect((await api.authorize(zoe, '140')).decision).toMatchObject({ guaranteed: true });
  });
});

describe('usage whose sender has a clock that is ahead', () => {
  const dear = (externalId: string, occurredAt: string) => ({ ...use(externalId, '20000000'), occurredAt });

  it.each(['2026-11-02T09:00:00.001Z', '2026-11-02T09:04:00.000Z', '2026-11-02T09:05:00.000Z'])(
    'is gone from the balance at once, as it is for who asks to spend (%s)',
    async (occurredAt) => {
      const api = await employer({ testNow: NOW });
      const zoe = await api.hire();
      await api.grant(zoe, '100');
      expect(await api.report(dear(zoe, occurredAt))).toMatchObject([{ status: 'RECORDED', cost: { amount: '60.00' } }]);
      expect(await api.balances(zoe)).toEqual(['USD: 40.00 left, 60.00 used']);
      expect((await api.authorize(zoe, '40.0000000001')).decision).toMatchObject({ allowed: false, available: { amount: '40.00' } });
      expect((await api.authorize(zoe, '40', { ttlSeconds: 3_600 })).code).toBe('OK');
      await api.advance('2026-11-02T09:06:00.000Z');
      expect(await api.balances(zoe)).toEqual(['USD: 40.00 held, 60.00 used']);
    },
  );

  it('is paid by what pays now, also where it says tomorrow, and taken back where it was taken', async () => {
    const api = await employer({ testNow: '2026-11-02T23:58:00.000Z' });
    const zoe = await api.hire();
    await api.grant(zoe, '50', { expiresAt: '2026-11-03T00:00:00.000Z' });
    await api.grant(zoe, '100', { effectiveAt: '2026-11-03T00:00:00.000Z' });
    const ahead = dear(zoe, '2026-11-03T00:01:00.000Z');
    await api.report(ahead);
    const now = ['USD: 60.00 used, 10.00 over'];
    expect(await api.balances(zoe)).toEqual(now);
    expect((await api.authorize(zoe, '0.01')).code).toBe('INSUFFICIENT_BALANCE');
    await api.advance('2026-11-03T00:02:00.000Z');
    expect(await api.balances(zoe)).toEqual(['USD: 100.00 left, 60.00 used, 10.00 over']);
    expect(await api.balances(zoe, { effectiveAt: '2026-11-02T23:59:00.000Z' })).toEqual(now);
    await api.report({ ...use(zoe, '0'), corrects: { id: ahead.id, source: ahead.source } });
    expect(await api.balances(zoe)).toEqual(['USD: 100.00 left, 50.00 expired']);
  });
});
