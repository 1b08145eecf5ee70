import { describe, expect, it } from '@jest/globals';
import { type Api, fresh, openApi, usd } from '../support/api.js';
import { type DueJob, passTime, runLate } from '../support/spending.js';

const orders: ReadonlyArray<readonly DueJob[]> = [
  ['expire-holds', 'expire-grants', 'issue-grants'],
  ['expire-holds', 'issue-grants', 'expire-grants'],
  ['expire-grants', 'expire-holds', 'issue-grants'],
  ['expire-grants', 'issue-grants', 'expire-holds'],
  ['issue-grants', 'expire-holds', 'expire-grants'],
  ['issue-grants', 'expire-grants', 'expire-holds'],
];

/** 100 a month, of which 50 at most are carried: 60 are spent in November, and 40 held until shortly before it ends. */
async function november(ttlSeconds: number): Promise<{ api: Api; zoe: string }> {
  const api = await openApi({ testNow: '2026-11-30T23:00:00.000Z' });
  const zoe = await api.hire();
  const policy = { externalId: fresh('policy') };
  const terms = { amountType: 'FIXED', period: 'MONTHLY', amount: usd('100'), rolloverTerms: { max: usd('50') } };
  await api.take('policyCreate', { ...policy, name: 'Compute', terms });
  await api.take('policyPublish', { policy, effectiveFrom: '2026-01-01', expectedVersion: 1 });
  const assignments = [{ employee: { externalId: zoe }, policy, startDate: '2026-11-01' }];
  await api.take('stipendsAssign', { assignments, idempotencyKey: fresh('assign') });
  await api.capture(await api.hold(zoe, '60'), '60');
  await api.hold(zoe, '40', { ttlSeconds });
  return { api, zoe };
}

describe('a hold that ends about midnight, when the month does', () => {
  const cases = [
    { ends: 'before it', ttlSeconds: 3_580, left: '140.00 left, 60.00 used' },
    { ends: 'at it', ttlSeconds: 3_600, left: '100.00 left, 60.00 used, 40.00 expired' },
    { ends: 'after it', ttlSeconds: 3_620, left: '100.00 left, 60.00 used, 40.00 expired' },
  ];
  it.each(cases)('and $ends leaves the same in whatever order late jobs run', async ({ ttlSeconds, left }) => {
    const inTime = await november(ttlSeconds);
    await inTime.api.advance('2026-12-01T00:00:30.000Z');
    expect(await inTime.api.balances(inTime.zoe)).toEqual([`USD: ${left}`]);
    for (const order of orders) {
      const { api, zoe } = await november(ttlSeconds);
      await passTime(api.ctx, '2026-12-01T00:00:30.000Z');
      await runLate(api.ctx, order);
      expect([order, await api.balances(zoe)]).toEqual([order, [`USD: ${left}`]]);
      expect(await api.violations()).toEqual([]);
    }
  });

  it('rolls over as it should where a request ends the hold before a job does', async () => {
    const { api, zoe } = await november(3_580);
    await passTime(api.ctx, '2026-12-01T00:00:30.000Z');
    expect((await api.authorize(zoe, '1')).code).toBe('INSUFFICIENT_BALANCE');
    await runLate(api.ctx, ['expire-grants', 'issue-grants']);
    expect(await api.balances(zoe)).toEqual(['USD: 140.00 left, 60.00 used']);
    expect(await api.violations()).toEqual([]);
  });

  it('pays for usage that is reported before a job ends the hold', async () => {
    const { api, zoe } = await november(60);
    await passTime(api.ctx, '2026-11-30T23:02:00.000Z');
    const [outcome] = await api.report({
      id: 'run-1',
      employee: { externalId: zoe },
      provider: 'anthropic',
      model: 'claude-haiku-4-5',
      occurredAt: '2026-11-30T23:00:30.000Z',
      counts: [{ usageClass: 'INPUT', count: '30000000' }],
    });
    expect(outcome).toMatchObject({ status: 'RECORDED', overage: { amount: '0.00' } });
    expect(await api.balances(zoe)).toEqual(['USD: 10.00 left, 90.00 used']);
    expect(await api.violations()).toEqual([]);
  });
});
