import { describe, expect, it } from '@jest/globals';
import { issueGrants } from '../../src/modules/grants/run-due-work.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { type Api, fresh, openApi, usd } from '../support/api.js';
import { ask } from '../support/ask.js';

const share = { amountType: 'PERCENT_OF_BASE', period: 'MONTHLY', percent: 1_000, currency: 'USD' };
const byPayPeriod = { amountType: 'FIXED', period: 'PAY_PERIOD', amount: usd('500') };

const paid = (amount: string | null, code = 'USD') => ({ baseSalary: amount === null ? null : { amount, currency: code } });

async function pay(api: Api, externalId: string, effectiveDate: string, amount: string | null, code?: string): Promise<void> {
  await api.take('employeesUpsert', { employees: [{ externalId, employment: { effectiveDate, ...paid(amount, code) } }] });
}

/** A person paid 120,000.00 a year, under a fresh policy of these terms from a day on. */
async function enrolled(
  api: Api,
  terms: object,
  startDate: string,
  base: string | null = '120000',
): Promise<{ person: string; id: string }> {
  const person = await api.hire(fresh('person'), base === null ? {} : paid(base));
  const policy = fresh('policy');
  await api.take('policyCreate', { externalId: policy, name: policy, terms });
  await api.take('policyPublish', { policy: { externalId: policy }, effectiveFrom: '2026-01-01', expectedVersion: 1 });
  const { outcomes } = await api.take<{ outcomes: Array<{ stipend: { id: string } }> }>('stipendsAssign', {
    assignments: [{ employee: { externalId: person }, policy: { externalId: policy }, startDate }],
    idempotencyKey: fresh('assign'),
  });
  return { person, id: outcomes[0]?.stipend.id ?? '' };
}

/** `BLOCKED NO_BASE_SALARY`, or `ACTIVE`. */
async function standing(api: Api, id: string): Promise<string> {
  const { data, errors } = await ask<{ stipend: { status: string; issueProblem: { code: string; message: string } | null } }>(
    api.ctx,
    'query($id: ID!) { stipend(by: { id: $id }) { status issueProblem { code message } } }',
    { id },
  );
  expect(errors).toEqual([]);
  return [data.stipend.status, data.stipend.issueProblem?.code ?? []].flat().join(' ');
}

async function listed(api: Api, where: object): Promise<string[]> {
  const { data, errors } = await ask<{ stipends: { nodes: Array<{ id: string }> } }>(
    api.ctx,
    'query($where: StipendFilterInput) { stipends(where: $where) { nodes { id } } }',
    { where },
  );
  expect(errors).toEqual([]);
  return data.stipends.nodes.map(({ id }) => id);
}

/** `true ENROLLED`, or `false BLOCKED CURRENCY_MISMATCH`. */
async function explained(api: Api, person: string, on: string): Promise<string[]> {
  type Reason = {
    applies: boolean;
    reason: string;
    message: string;
    stipendId: string | null;
    problem: { code: string; message: string } | null;
  };
  const { data, errors } = await ask<{ policyExplain: { reasons: Reason[] } }>(
    api.ctx,
    `query($employee: EmployeeByInput!, $on: Date) { policyExplain(employee: $employee, on: $on) {
       reasons { applies reason message stipendId problem { code message } } } }`,
    { employee: { externalId: person }, on },
  );
  expect(errors).toEqual([]);
  return data.policyExplain.reasons
    .filter(({ stipendId }) => stipendId !== null)
    .map(({ applies, reason, problem, message }) => {
      if (problem !== null) expect(message).toBe(problem.message);
      return [applies, reason, problem?.code ?? []].flat().join(' ');
    });
}

/** What was told of a stipend being blocked and going on, in order: `blocked NO_BASE_SALARY`, `unblocked`. */
async function told(api: Api): Promise<string[]> {
  const rows = await inTransaction(api.ctx, (tx) =>
    tx.sql<{ type: string; code: string | null }>(
      `select type, snapshot #>> '{issueProblem,code}' as code from outbox_event
       where employer_id = ${THIS_EMPLOYER} and type in ('stipend.blocked', 'stipend.unblocked') order by id`,
    ),
  );
  return rows.map(({ type, code }) => [type.replace('stipend.', ''), code ?? []].flat().join(' '));
}

const open = (testNow = '2026-10-01T00:00:00.000Z') => openApi({ testNow });

describe('a stipend that will not pay', () => {
  it.each<[string, string | null, string | undefined, string]>([
    ['in another currency', '100000', 'EUR', 'CURRENCY_MISMATCH'],
    ['that nobody knows any more', null, undefined, 'NO_BASE_SALARY'],
    ['of zero', '0', undefined, 'AMOUNT_ZERO'],
  ])(
    'because of a base salary %s is BLOCKED when that is sent, before it bites, and goes on by itself',
    async (_, amount, code, problem) => {
      const api = await open();
      const [{ person, id }, other] = [await enrolled(api, share, '2026-10-01'), await enrolled(api, share, '2026-10-01')];
      expect(await standing(api, id)).toBe('ACTIVE');

      await pay(api, person, '2026-10-20', amount, code);
      expect(await standing(api, id)).toBe(`BLOCKED ${problem}`);
      expect(await listed(api, { status: { eq: 'BLOCKED' } })).toEqual([id]);
      expect(await listed(api, { status: { eq: 'ACTIVE' } })).toEqual([other.id]);
      expect(await listed(api, { issueProblem: { in: [problem] } })).toEqual([id]);
      // October was granted and pays; November will not be.
      expect(await explained(api, person, '2026-10-25')).toEqual(['true ENROLLED']);
      expect(await explained(api, person, '2026-11-25')).toEqual([`false BLOCKED ${problem}`]);

      await api.advance('2026-12-05T00:00:00.000Z');
      expect(await standing(api, id)).toBe(`BLOCKED ${problem}`);
      expect(await explained(api, person, '2026-12-05')).toEqual([`false BLOCKED ${problem}`]);
      expect(await told(api)).toEqual([`blocked ${problem}`]);

      // Put right from the day on which it went wrong: what was kept back is there at once.
      await pay(api, person, '2026-10-20', '240000');
      expect(await standing(api, id)).toBe('ACTIVE');
      expect(await listed(api, { status: { eq: 'BLOCKED' } })).toEqual([]);
      expect(await told(api)).toEqual([`blocked ${problem}`, 'unblocked']);
      expect(await explained(api, person, '2027-01-15')).toEqual(['true ENROLLED']);
      expect(await api.violations()).toEqual([]);
    },
  );

  it('because the pay calendar ends is BLOCKED from the last pay period on, until the calendar goes on', async () => {
    const api = await open();
    await api.months('2026-10');
    const { person, id } = await enrolled(api, byPayPeriod, '2026-10-01');
    expect(await standing(api, id)).toBe('BLOCKED PAY_PERIOD_MISSING');
    expect(await explained(api, person, '2026-10-31')).toEqual(['true ENROLLED']);
    expect(await explained(api, person, '2026-11-01')).toEqual(['false BLOCKED PAY_PERIOD_GAP']);
    expect(await told(api)).toEqual(['blocked PAY_PERIOD_MISSING']);

    await api.months('2026-11', '2026-12');
    expect(await standing(api, id)).toBe('ACTIVE');
    await api.advance('2026-11-15T00:00:00.000Z');
    expect(await standing(api, id)).toBe('ACTIVE');
    await api.advance('2027-01-15T00:00:00.000Z');
    expect(await standing(api, id)).toBe('BLOCKED PAY_PERIOD_MISSING');
    expect(await explained(api, person, '2027-01-15')).toEqual(['false BLOCKED PAY_PERIOD_GAP']);
    expect(await told(api)).toEqual(['blocked PAY_PERIOD_MISSING', 'unblocked', 'blocked PAY_PERIOD_MISSING']);

    // Sent late: the jobs issue what is due.
    await api.months('2027-01', '2027-02');
    await issueGrants.run(api.ctx, {});
    expect(await standing(api, id)).toBe('ACTIVE');
    expect(await explained(api, person, '2027-01-15')).toEqual(['true ENROLLED']);
    expect(await api.violations()).toEqual([]);
  });

  it('where the pay calendar has a gap is BLOCKED until the pay period behind it begins, or the gap is closed', async () => {
    const api = await open();
    await api.months('2026-10', '2026-12', '2027-01');
    const { person, id } = await enrolled(api, byPayPeriod, '2026-10-01');
    expect(await standing(api, id)).toBe('BLOCKED PAY_PERIOD_GAP');
    expect(await explained(api, person, '2026-11-15')).toEqual(['false BLOCKED PAY_PERIOD_GAP']);
    expect(await explained(api, person, '2026-12-15')).toEqual(['true ENROLLED']);
    await api.months('2026-11');
    expect(await standing(api, id)).toBe('ACTIVE');
    expect(await told(api)).toEqual(['blocked PAY_PERIOD_GAP', 'unblocked']);

    const later = await open();
    await later.months('2026-10', '2026-12', '2027-01');
    const stuck = await enrolled(later, byPayPeriod, '2026-10-01');
    await later.advance('2026-11-15T00:00:00.000Z');
    expect(await standing(later, stuck.id)).toBe('BLOCKED PAY_PERIOD_GAP');
    await later.advance('2026-12-01T00:00:00.000Z');
    expect(await standing(later, stuck.id)).toBe('ACTIVE');
    expect(await told(later)).toEqual(['blocked PAY_PERIOD_GAP', 'unblocked']);
    expect(await later.violations()).toEqual([]);
  });

  it('before it begins, without a calendar, is BLOCKED and no longer SCHEDULED', async () => {
    const api = await open();
    const { id } = await enrolled(api, byPayPeriod, '2026-11-01');
    expect(await standing(api, id)).toBe('BLOCKED PAY_PERIOD_MISSING');
    expect(await listed(api, { status: { in: ['SCHEDULED', 'ACTIVE'] } })).toEqual([]);
    await api.months('2026-11', '2026-12');
    expect(await standing(api, id)).toBe('SCHEDULED');
  });

  it('of an amount too small for a part in each month says so when the parts are used up, and goes on with the next year', async () => {
    const api = await open();
    const { person, id } = await enrolled(api, { amountType: 'FIXED', period: 'ANNUAL', amount: usd('0.02') }, '2026-10-01');
    expect(await standing(api, id)).toBe('ACTIVE');
    await api.advance('2026-12-15T00:00:00.000Z');
    expect(await standing(api, id)).toBe('BLOCKED AMOUNT_ZERO');
    expect(await explained(api, person, '2026-12-15')).toEqual(['false BLOCKED AMOUNT_ZERO']);
    await api.advance('2027-09-15T00:00:00.000Z');
    expect(await standing(api, id)).toBe('ACTIVE');
    expect(await told(api)).toEqual(['blocked AMOUNT_ZERO', 'unblocked']);
  });

  it('ends all the same, and nothing keeps back what has ended', async () => {
    const api = await open();
    await api.months('2026-10');
    const { person, id } = await enrolled(api, byPayPeriod, '2026-10-01');
    expect(await standing(api, id)).toBe('BLOCKED PAY_PERIOD_MISSING');
    await api.take('employeeTerminate', { employee: { externalId: person }, terminatedOn: '2026-10-20', idempotencyKey: 'leaves' });
    expect(await standing(api, id)).toBe('ACTIVE');
    await api.advance('2026-10-20T00:00:00.000Z');
    expect(await standing(api, id)).toBe('ENDED');
    expect(await listed(api, { status: { eq: 'BLOCKED' } })).toEqual([]);
  });

  it('is told once, however often its grant is tried', async () => {
    const api = await open();
    const { person, id } = await enrolled(api, share, '2026-10-01');
    await pay(api, person, '2026-10-20', '100000', 'EUR');
    await api.advance('2026-11-05T00:00:00.000Z');
    for (let round = 0; round < 3; round += 1) await issueGrants.run(api.ctx, {});
    expect(await told(api)).toEqual(['blocked CURRENCY_MISMATCH']);
    // Another reason is told, too.
    await pay(api, person, '2026-10-20', null);
    expect(await standing(api, id)).toBe('BLOCKED NO_BASE_SALARY');
    expect(await told(api)).toEqual(['blocked CURRENCY_MISMATCH', 'blocked NO_BASE_SALARY']);
  });
});
