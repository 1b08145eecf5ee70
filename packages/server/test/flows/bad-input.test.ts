import { beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { type Api, fresh, type Mutation, openApi, usd } from '../support/api.js';

// What nobody should send to the spend path, and what they are told: the code, and that nothing has changed.

let api: Api;
/** Ids that the rows speak of. */
let known: {
  readonly zoe: { externalId: string };
  readonly gone: { externalId: string };
  /** Has grants in EUR. */
  readonly eva: { externalId: string };
  readonly grantId: string;
  readonly revoked: string;
  readonly guaranteed: string;
  readonly open: string;
  readonly captured: string;
  readonly released: string;
  readonly expired: string;
};

const huge = (digits: number) => '9'.repeat(digits);
const ends = { expiresAt: '2027-11-02T00:00:00.000Z' };

beforeAll(async () => {
  api = await openApi({ testNow: '2026-11-02T08:00:00.000Z' });
  const [zoe, gone, eva, rich] = [await api.hire(), await api.hire(), await api.hire(), await api.hire('rich')];
  const grantId = await api.grant(zoe, '100');
  const [revoked, guaranteed] = [await api.grant(zoe, '5'), await api.grant(zoe, '5', { guaranteedUntil: '2027-01-01' })];
  await api.take('grantRevoke', { grantId: revoked, reason: 'As agreed', idempotencyKey: fresh('revoke') });
  await api.grant(rich, huge(28));
  await api.grant(gone, '100');
  await api.grant(eva, '10', { amount: { amount: '10', currency: 'EUR' } });
  const captured = await api.hold(zoe, '3');
  await api.capture(captured, '3');
  const released = await api.hold(zoe, '3');
  await api.release(released);
  const expired = await api.hold(zoe, '3', { ttlSeconds: 60 });
  await api.take('limitSet', { scope: 'TOOL', tool: 'forbidden', window: 'DAY', mode: 'HARD', currency: 'USD', amount: '0' });
  await api.take('limitSet', { scope: 'TOOL', tool: 'open', window: 'DAY', mode: 'HARD', currency: 'USD', amount: null });
  await api.months('2026-10', '2026-11');
  await api.close('2026-10');
  await api.advance('2026-11-02T09:00:00.000Z');
  await api.take('employeeTerminate', { employee: { externalId: gone }, terminatedOn: '2026-11-02', idempotencyKey: fresh('leave') });
  const open = await api.hold(zoe, '5', { ttlSeconds: 86_400 });
  known = {
    zoe: { externalId: zoe },
    gone: { externalId: gone },
    eva: { externalId: eva },
    grantId,
    revoked,
    guaranteed,
    open,
    captured,
    released,
    expired,
  };
}, 60_000);

interface Row {
  readonly what: string;
  readonly mutation: Mutation;
  readonly input: () => object;
  readonly code: string;
}

const reason = 'As agreed';
const row = (code: string, what: string, mutation: Mutation, input: () => object): Row => ({ code, what, mutation, input });

const authorize = (code: string, what: string, more: () => object): Row =>
  row(code, what, 'spendAuthorize', () => ({ employee: known.zoe, amount: usd('1'), ...more() }));
const capture = (code: string, what: string, more: () => object): Row =>
  row(code, what, 'spendCapture', () => ({ holdId: known.open, amount: usd('1'), ...more() }));
const issue = (code: string, what: string, more: () => object): Row =>
  row(code, what, 'grantIssue', () => ({ employee: known.zoe, kind: 'BONUS', amount: usd('1'), ...ends, reason, ...more() }));
const adjust = (code: string, what: string, more: () => object): Row =>
  row(code, what, 'grantAdjust', () => ({ grantId: known.grantId, delta: usd('1'), reason, ...more() }));
const limit = (code: string, what: string, more: () => object): Row =>
  row(code, what, 'limitSet', () => ({ scope: 'PERSON', window: 'DAY', mode: 'HARD', currency: 'USD', amount: '1', ...more() }));

/** Amounts that are none, wherever money comes in (AB43, AB44). */
const notMoney = [
  '1e-9',
  '+1',
  '01',
  '.5',
  '1.',
  ' 1',
  '',
  'NaN',
  'Infinity',
  '1,5',
  '0x1',
  '1.00000000001',
  `1${'0'.repeat(28)}`,
  huge(36),
];

const amounts: Row[] = [
  ...notMoney.flatMap((amount) => [
    authorize('BAD_USER_INPUT', `a spend of ${JSON.stringify(amount)}`, () => ({ amount: usd(amount) })),
    capture('BAD_USER_INPUT', `a capture of ${JSON.stringify(amount)}`, () => ({ amount: usd(amount) })),
    issue('BAD_USER_INPUT', `a grant of ${JSON.stringify(amount)}`, () => ({ amount: usd(amount) })),
    adjust('BAD_USER_INPUT', `an adjustment by ${JSON.stringify(amount)}`, () => ({ delta: usd(amount) })),
    limit('BAD_USER_INPUT', `a limit of ${JSON.stringify(amount)}`, () => ({ amount })),
  ]),
  ...['0', '-0', '0.00', '-0.01', '-1'].flatMap((amount) => [
    authorize('VALIDATION', `a spend of ${amount}`, () => ({ amount: usd(amount) })),
    capture('VALIDATION', `a capture of ${amount}`, () => ({ amount: usd(amount) })),
    issue('VALIDATION', `a grant of ${amount}`, () => ({ amount: usd(amount) })),
  ]),
  adjust('VALIDATION', 'an adjustment by 0', () => ({ delta: usd('0.00') })),
  limit('VALIDATION', 'a limit of -0.01', () => ({ amount: '-0.01' })),
  authorize('BAD_USER_INPUT', 'a spend that is a JSON number', () => ({ amount: { amount: 1, currency: 'USD' } })),
  authorize('BAD_USER_INPUT', 'a spend in no currency', () => ({ amount: { amount: '1', currency: 'usd' } })),
  authorize('INSUFFICIENT_BALANCE', 'a spend of 10^28 - 1', () => ({ amount: usd(huge(28)) })),
  issue('AMOUNT_OUT_OF_RANGE', 'a grant that leads beyond 10^28', () => ({ employee: { externalId: 'rich' } })),
];

const currencies: Row[] = [
  authorize('CURRENCY_MISMATCH', 'a spend in EUR from grants in USD', () => ({ amount: { amount: '1', currency: 'EUR' } })),
  capture('CURRENCY_MISMATCH', 'a capture in EUR of a hold in USD', () => ({ amount: { amount: '1', currency: 'EUR' } })),
  adjust('CURRENCY_MISMATCH', 'an adjustment in EUR of a grant in USD', () => ({ delta: { amount: '1', currency: 'EUR' } })),
  row('CURRENCY_MISMATCH', 'a policy in EUR with an amount in USD', 'policyCreate', () => ({
    name: 'Mixed',
    terms: { amountType: 'FIXED', period: 'MONTHLY', amount: usd('1'), currency: 'EUR' },
  })),
];

const holds: Row[] = [
  capture('HOLD_RESOLVED', 'a second capture', () => ({ holdId: known.captured })),
  capture('HOLD_RESOLVED', 'a capture after a release', () => ({ holdId: known.released })),
  capture('HOLD_EXPIRED', 'a capture after the time of the hold', () => ({ holdId: known.expired })),
  capture('NOT_FOUND', 'a capture of no hold', () => ({ holdId: newId('hold') })),
  capture('NOT_FOUND', 'a capture of a grant', () => ({ holdId: known.grantId })),
  row('HOLD_RESOLVED', 'a release after a capture', 'spendRelease', () => ({ holdId: known.captured })),
  row('HOLD_RESOLVED', 'a second release', 'spendRelease', () => ({ holdId: known.released })),
  row('HOLD_EXPIRED', 'a release after the time of the hold', 'spendRelease', () => ({ holdId: known.expired })),
  authorize('VALIDATION', 'a hold for no time', () => ({ ttlSeconds: 0 })),
  authorize('VALIDATION', 'a hold for more than a day', () => ({ ttlSeconds: 86_401 })),
  authorize('UNKNOWN_MODEL', 'a model without a price', () => ({ provider: 'anthropic', model: 'claude-of-tomorrow' })),
  authorize('VALIDATION', 'a model without its provider', () => ({ model: 'claude-haiku-4-5' })),
  authorize('INVALID_TRANSITION', 'a spend after termination', () => ({ employee: known.gone })),
  authorize('NOT_FOUND', 'a spend of nobody', () => ({ employee: { externalId: 'nobody' } })),
  authorize('LIMIT_EXCEEDED', 'a spend under a limit of 0', () => ({ tool: 'forbidden', amount: usd('0.0000000001') })),
  authorize('BAD_USER_INPUT', 'an empty key', () => ({ idempotencyKey: '' })),
];

const grants: Row[] = [
  row('INVALID_TRANSITION', 'an adjustment of what is revoked', 'grantAdjust', () => ({ grantId: known.revoked, delta: usd('1'), reason })),
  row('INVALID_TRANSITION', 'an extension of what is revoked', 'grantExtend', () => ({ grantId: known.revoked, ...ends, reason })),
  row('GUARANTEED_GRANT', 'a revocation of what is guaranteed', 'grantRevoke', () => ({ grantId: known.guaranteed, reason })),
  adjust('GUARANTEED_GRANT', 'a cut of what is guaranteed', () => ({ grantId: known.guaranteed, delta: usd('-0.01') })),
  row('GUARANTEED_GRANT', 'an earlier end of what is guaranteed', 'grantExtend', () => ({
    grantId: known.guaranteed,
    expiresAt: '2026-12-01T00:00:00.000Z',
    reason,
  })),
  issue('PERIOD_CLOSED', 'a grant into a closed period', () => ({ effectiveAt: '2026-10-31T23:59:59.999Z' })),
  issue('VALIDATION', 'a grant that ends before it begins', () => ({ effectiveAt: '2027-11-02T00:00:00.000Z' })),
  issue('VALIDATION', 'a grant that has ended', () => ({ expiresAt: '2026-11-01T00:00:00.000Z' })),
  issue('VALIDATION', 'a grant after termination', () => ({ employee: known.gone })),
];

const periods: Row[] = [
  ...['2026-11-30', '2026-11-01', '2026-10-31'].map((startDate) =>
    row('PERIOD_OVERLAP', `a pay period from ${startDate} on`, 'payPeriodsUpsert', () => ({
      payPeriods: [{ externalId: `from ${startDate}`, startDate, endDate: '2026-12-31' }],
    })),
  ),
  row('BAD_USER_INPUT', 'more people than one mutation takes', 'stipendsAssign', () => ({
    assignments: Array.from({ length: 501 }, () => ({ employee: known.zoe, policy: { externalId: 'any' }, startDate: '2026-11-01' })),
  })),
  row('PERIOD_CLOSED', 'another end of a closed pay period', 'payPeriodsUpsert', () => ({
    payPeriods: [{ externalId: '2026-10', endDate: '2026-10-31' }],
  })),
  row('INVALID_TRANSITION', 'a second closing', 'payPeriodClose', () => ({ payPeriod: { externalId: '2026-10' } })),
  row('PERIOD_NOT_ENDED', 'a closing before the end', 'payPeriodClose', () => ({ payPeriod: { externalId: '2026-11' } })),
  limit('UNKNOWN_MODEL', 'a limit of a model without a price', () => ({
    scope: 'MODEL',
    provider: 'anthropic',
    model: 'claude-of-tomorrow',
  })),
  ...['1000000000000000001', huge(29), huge(38)].map((tokens) =>
    limit('VALIDATION', `a limit of ${tokens} tokens`, () => ({ currency: null, amount: null, tokens })),
  ),
  limit('BAD_USER_INPUT', 'a limit of 39 digits of tokens', () => ({ currency: null, amount: null, tokens: huge(39) })),
  limit('VALIDATION', 'a limit of fewer than no tokens', () => ({ currency: null, amount: null, tokens: '-1' })),
  ...['1000000.0000000001', huge(28), '0', '-1'].map((velocityMultiple) =>
    limit('VALIDATION', `a breaker at ${velocityMultiple} times the pace`, () => ({
      kind: 'CIRCUIT_BREAKER',
      amount: null,
      velocityMultiple,
    })),
  ),
  limit('BAD_USER_INPUT', 'a breaker at 10^28 times the pace', () => ({
    kind: 'CIRCUIT_BREAKER',
    amount: null,
    velocityMultiple: `1${'0'.repeat(28)}`,
  })),
  limit('VALIDATION', 'a breaker of a lifetime', () => ({ kind: 'CIRCUIT_BREAKER', window: 'LIFETIME' })),
  limit('VALIDATION', 'a limit that does not say how much', () => ({ amount: undefined })),
  limit('VALIDATION', 'a breaker that does not say how much', () => ({ kind: 'CIRCUIT_BREAKER', amount: undefined })),
  limit('VALIDATION', 'a limit of a tool that is not named', () => ({ scope: 'TOOL' })),
  limit('NOT_FOUND', 'a limit of nobody', () => ({ employee: { externalId: 'nobody' } })),
];

const usage = (code: string, what: string, change: () => object): Row =>
  row(code, what, 'usageReport', () => ({
    events: [
      {
        id: fresh('bad'),
        employee: known.zoe,
        provider: 'anthropic',
        model: 'claude-haiku-4-5',
        occurredAt: '2026-11-02T08:30:00.000Z',
        counts: [{ usageClass: 'INPUT', count: '1000' }],
        ...change(),
      },
    ],
  }));
const counts = (count: string) => ({ counts: [{ usageClass: 'INPUT', count }] });

const reports: Row[] = [
  usage('UNPRICED', 'usage of a model without a price', () => ({ model: 'claude-of-tomorrow' })),
  usage('UNATTRIBUTED', 'usage of nobody', () => ({ employee: { externalId: 'nobody' } })),
  usage('EVENT_TOO_OLD', 'usage of 36 days ago', () => ({ occurredAt: '2026-09-27T08:00:00.000Z' })),
  usage('EVENT_IN_FUTURE', 'usage of in six minutes', () => ({ occurredAt: '2026-11-02T09:06:00.000Z' })),
  usage('NOT_FOUND', 'a correction of what never was', () => ({ corrects: { id: 'never', source: 'test' } })),
  usage('VALIDATION', 'fewer than no tokens', () => counts('-1')),
  usage('VALIDATION', 'more than 10^15 tokens', () => counts('1000000000000001')),
  // Nothing is let through because it is free (AB62).
  usage('FX_RATE_MISSING', 'free usage of somebody whose grants are in a currency without a rate', () => ({
    employee: known.eva,
    ...counts('0'),
  })),
  usage('BAD_USER_INPUT', 'half a token', () => counts('0.5')),
];

async function everybody(): Promise<ReadonlyArray<readonly string[]>> {
  return Promise.all([known.zoe.externalId, known.gone.externalId, 'rich'].map((externalId) => api.balances(externalId)));
}

describe.each([
  ['amounts', amounts],
  ['currencies', currencies],
  ['holds', holds],
  ['grants', grants],
  ['periods and limits', periods],
  ['usage', reports],
])('bad %s', (_, rows) => {
  it('have their code, and change nothing', async () => {
    const before = await everybody();
    for (const { what, mutation, input, code } of rows) {
      const isKeyed = mutation !== 'usageReport';
      const found = await api.codeOf(mutation, { ...(isKeyed && { idempotencyKey: fresh('bad') }), ...input() });
      expect(`${what}: ${found}`).toBe(`${what}: ${code}`);
      expect(`${what}: ${(await everybody()).join('; ')}`).toBe(`${what}: ${before.join('; ')}`);
      // What does not parse has reached nothing that could break.
      if (code !== 'BAD_USER_INPUT') expect([what, ...(await api.violations())]).toEqual([what]);
    }
  }, 60_000);
});

describe('what looks bad and is not', () => {
  it('is taken: a capture of more than is held, a second revocation, a limit of null, and what is left to the last unit (AB47, AB49)', async () => {
    const ada = await api.hire();
    const grantId = await api.grant(ada, '10.01');
    await api.capture(await api.hold(ada, '0.0099999999'), '0.0099999999');
    expect((await api.authorize(ada, '10.0000000002')).code).toBe('INSUFFICIENT_BALANCE');
    const hold = await api.hold(ada, '10', { tool: 'open' });
    expect((await api.authorize(ada, '0.0000000002')).code).toBe('INSUFFICIENT_BALANCE');
    expect(await api.capture(hold, '10.0000000003')).toBe('OK');
    expect(await api.balances(ada)).toEqual(['USD: 10.0100000002 used, 0.0000000002 over']);
    expect((await api.authorize(ada, '0.0000000001')).code).toBe('INSUFFICIENT_BALANCE');
    const revoke = () => api.take('grantRevoke', { grantId, reason, idempotencyKey: fresh('revoke') });
    expect(await revoke()).toEqual(await revoke());
    expect(await api.violations()).toEqual([]);
  });

  it('pay periods that touch have their day in exactly one of them (AB52)', async () => {
    await api.months('2026-12');
    const ada = await api.hire();
    await api.grant(ada, '10', { effectiveAt: '2026-12-01T00:00:00.000Z' });
    await api.advance('2026-12-01T00:00:00.000Z');
    const [november, december] = await Promise.all(['2026-11', '2026-12'].map((month) => api.statements(month)));
    const of = (statements: typeof november) => statements?.find(({ employee }) => employee.externalId === ada)?.movement.closing.amount;
    expect([of(november), of(december)]).toEqual(['0.00', '10.00']);
  });
});
