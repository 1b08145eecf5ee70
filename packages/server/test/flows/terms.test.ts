import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { modules } from '../../src/app.js';
import { type Id, idOf, newId, uuidOf } from '../../src/kernel/ids.js';
import { currency, decimalOf, Money, sum, unitsOf } from '../../src/kernel/money.js';
import { dateIn, plusDays, startOfDay } from '../../src/kernel/period.js';
import { Refusal } from '../../src/kernel/refusal.js';
import { upsertPayPeriods } from '../../src/modules/calendar/upsert-pay-periods.js';
import { createEmployee } from '../../src/modules/directory/index.js';
import { terminateEmployee } from '../../src/modules/directory/terminate-employee.js';
import { upsertEmployees } from '../../src/modules/directory/upsert-employees.js';
import { advanceTestClock } from '../../src/modules/grants/advance-test-clock.js';
import { findGrants, type GrantNow } from '../../src/modules/grants/find-grants.js';
import { revokeGrant } from '../../src/modules/grants/revoke-grant.js';
import { issueGrants } from '../../src/modules/grants/run-due-work.js';
import { post, recipes } from '../../src/modules/ledger/index.js';
import { publishPolicy, updatePolicy } from '../../src/modules/policies/change-policy.js';
import { createPolicy } from '../../src/modules/policies/create-policy.js';
import type { PolicyTermsInput } from '../../src/modules/policies/policy.graphql.js';
import { catalogue } from '../../src/modules/pricing/catalogue.js';
import { authorizeSpend } from '../../src/modules/spending/authorize-spend.js';
import { setLimit } from '../../src/modules/spending/limit-set.js';
import { captureSpend } from '../../src/modules/spending/resolve-spend.js';
import { assignStipends } from '../../src/modules/stipends/assign-stipends.js';
import { findStipend } from '../../src/modules/stipends/find-stipends.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { ask } from '../support/ask.js';
import { testDatabase, testEmployer } from '../support/database.js';
import { passTime } from '../support/spending.js';

const told: TenantCtx[] = [];
/** What is consumed here is posted without a usage event, which the laws of usage would miss. */
const books = modules.filter(({ name }) => name !== 'usage');

/** An employer whose books are verified when the test ends. */
async function employer(options: Parameters<typeof testEmployer>[0] = {}): Promise<TenantCtx> {
  const ctx = await testEmployer(options);
  told.push(ctx);
  return ctx;
}

afterEach(async () => {
  const { platform } = await testDatabase();
  const employers = told.splice(0).map(({ employerId }) => employerId);
  expect(await verify(platform, books, employers)).toEqual([]);
});

function hire(ctx: TenantCtx, startDate: string, baseSalary: Money | null = null): Promise<Id<'employee'>> {
  const terms = baseSalary === null ? {} : { baseSalary };
  return inTransaction(ctx, (tx) =>
    createEmployee(tx, { externalId: newId('employee'), name: 'Adébáyọ̀ Ọláyínká', startDate, terms }, ['input']),
  );
}

async function publishedPolicy(ctx: TenantCtx, terms: PolicyTermsInput): Promise<string> {
  const id = await createPolicy(ctx, { name: 'Compute', terms });
  await publishPolicy(ctx, { policy: { id }, effectiveFrom: '2000-01-01', expectedVersion: 1 });
  return id;
}

async function assign(ctx: TenantCtx, employeeId: string, policyId: string, startDate: string): Promise<Id<'stipend'>> {
  const assignments = [{ employee: { id: employeeId }, policy: { id: policyId }, startDate }];
  const [outcome] = await assignStipends(ctx, { assignments, idempotencyKey: newId('stipend') });
  if (outcome?.stipendId == null) throw new Error(JSON.stringify(outcome));
  return outcome.stipendId;
}

/** A fresh person under a fresh policy of these terms. */
async function enrolled(ctx: TenantCtx, terms: PolicyTermsInput, startDate: string, base: Money | null = null): Promise<Id<'stipend'>> {
  return assign(ctx, await hire(ctx, startDate, base), await publishedPolicy(ctx, terms), startDate);
}

async function grantsOf(ctx: TenantCtx, stipendId: Id<'stipend'>): Promise<readonly GrantNow[]> {
  return (await findGrants(ctx, stipendId, { first: 100 })).nodes;
}

/** `2026-01-05T00:00 … 2026-01-19T00:00 3846.16 EXPIRED` */
async function toldGrants(ctx: TenantCtx, stipendId: Id<'stipend'>): Promise<string[]> {
  const minute = (instant: Date) => instant.toISOString().slice(0, 16);
  const grants = await grantsOf(ctx, stipendId);
  return grants.map(({ effectiveAt, endsAt, amount, status }) => `${minute(effectiveAt)} … ${minute(endsAt)} ${amount.amount} ${status}`);
}

/** `10×3846.16 16×3846.15`. */
function runsOf(grants: readonly GrantNow[]): string {
  const counts = new Map<string, number>();
  for (const { amount } of grants) counts.set(amount.amount, (counts.get(amount.amount) ?? 0) + 1);
  return [...counts].map(([amount, count]) => `${count}×${amount}`).join(' ');
}

const advance = (ctx: TenantCtx, to: string) => advanceTestClock(ctx, { to: new Date(to) });

async function stipendRow(ctx: TenantCtx, stipendId: Id<'stipend'>): Promise<{ annual: string | null; next: string | null }> {
  const [row] = await inTransaction(ctx, (tx) =>
    tx.sql<{ annual_amount: string | null; next_issue_at: Date | null }>(
      `select annual_amount, next_issue_at from stipend where employer_id = ${THIS_EMPLOYER} and id = $1`,
      [uuidOf(stipendId)],
    ),
  );
  return {
    annual: row?.annual_amount == null ? null : decimalOf(unitsOf(row.annual_amount), 2),
    next: row?.next_issue_at?.toISOString() ?? null,
  };
}

async function consume(ctx: TenantCtx, grant: GrantNow, amount: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [account] = await tx.sql<{ account_id: string }>(
      `select account_id from grant_account where employer_id = ${THIS_EMPLOYER} and grant_id = $1`,
      [uuidOf(grant.id)],
    );
    const subjectId = newId('usageEvent');
    const slices = [{ grantId: grant.id, units: Money.of(amount, grant.currency).units }];
    const consumed = { key: `usage:${subjectId}`, effectiveAt: tx.now, subjectId, slices };
    await post(tx, [recipes.consumed(idOf('account', account?.account_id ?? ''), consumed)]);
  });
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.path.join('.')}`;
    throw error;
  }
}

/** Sends pay periods of `days` days from `first` on, named `P1`, `P2` … */
async function sendCalendar(ctx: TenantCtx, first: string, count: number, days = 14): Promise<void> {
  const payPeriods = Array.from({ length: count }, (_, index) => ({
    externalId: `P${index + 1}`,
    startDate: plusDays(first, days * index),
    endDate: plusDays(first, days * (index + 1)),
  }));
  const outcomes = await upsertPayPeriods(ctx, { payPeriods });
  expect(outcomes.flatMap((outcome) => ('refusal' in outcome ? outcome.refusal : []))).toEqual([]);
}

const move = (ctx: TenantCtx, externalId: string, startDate: string, endDate: string) =>
  upsertPayPeriods(ctx, { payPeriods: [{ externalId, startDate, endDate }] });

const fixed = (amount: string, change: Partial<PolicyTermsInput> = {}, code = 'USD'): PolicyTermsInput => ({
  amountType: 'FIXED',
  period: 'MONTHLY',
  amount: { amount, currency: code },
  ...change,
});

const perDay = (amount: string, dayCount: 'CALENDAR' | 'WORKING', code = 'USD'): PolicyTermsInput => ({
  ...fixed(amount, {}, code),
  amountType: 'PER_DAY',
  dayCount,
});

const biweekly = fixed('100000', { period: 'ANNUAL', payPeriodsPerYear: 26 });

/** Until somebody waits for a lock. */
async function somebodyWaits(ctx: TenantCtx): Promise<void> {
  for (;;) {
    const waiting = await inTransaction(ctx, (tx) =>
      tx.sql(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`),
    );
    if (waiting.length > 0) return;
    await wait(20);
  }
}

describe('a stipend that is granted by the pay period', () => {
  it('is waited for by a change of the calendar before it counts limits anew', async () => {
    const ctx = await employer({ testNow: '2026-01-06T00:00:00.000Z' });
    await sendCalendar(ctx, '2026-01-05', 2);
    await enrolled(ctx, biweekly, '2026-01-05');
    await setLimit(ctx, { scope: 'EMPLOYER', window: 'PERIOD', mode: 'HARD', currency: 'USD', amount: '100' });
    const held = Promise.withResolvers<void>();
    const issued = inTransaction(ctx, async (tx) => {
      await tx.sql(`select from stipend where employer_id = ${THIS_EMPLOYER} order by id for no key update`);
      held.resolve();
      await somebodyWaits(ctx);
      return tx.sql(`select from account where employer_id = ${THIS_EMPLOYER} order by id for no key update nowait`);
    });
    await held.promise;
    const [outcomes, accounts] = await Promise.all([move(ctx, 'P1', '2026-01-04', '2026-01-19'), issued]);
    expect(accounts).toHaveLength(1);
    expect(outcomes).toMatchObject([{ created: false }]);
  });

  it('splits 100,000 a year over 26; of the eleventh 2,846.15 expire and the twelfth starts whole (L45)', async () => {
    const ctx = await employer({ testNow: '2026-01-05T00:00:00.000Z' });
    await sendCalendar(ctx, '2026-01-05', 27);
    const stipendId = await enrolled(ctx, biweekly, '2026-01-05');

    // The eleventh period begins 140 days later.
    await advance(ctx, '2026-05-25T00:00:00.000Z');
    const eleventh = (await grantsOf(ctx, stipendId)).at(-1);
    expect([eleventh?.amount.amount, eleventh?.reason]).toEqual(['3846.15', 'Pay period 11']);
    if (eleventh === undefined) throw new Error('the eleventh is there');
    await consume(ctx, eleventh, '1000');

    const before = await expiredOf(ctx, stipendId);
    await advance(ctx, '2026-06-08T00:00:00.000Z');
    expect(decimalOf((await expiredOf(ctx, stipendId)) - before)).toBe('2846.15');
    expect((await grantsOf(ctx, stipendId)).at(-1)).toMatchObject({ status: 'ACTIVE', available: Money.of('3846.15', 'USD') });

    await advance(ctx, '2027-01-03T00:00:00.000Z');
    const grants = await grantsOf(ctx, stipendId);
    expect(runsOf(grants)).toBe('10×3846.16 16×3846.15');
    const total = sum(
      grants.map(({ amount }) => amount),
      currency('USD'),
    );
    expect(total.amount).toBe('100000.00');
    await advance(ctx, '2027-01-04T00:00:00.000Z');
    expect((await grantsOf(ctx, stipendId)).at(-1)?.amount.amount).toBe('3846.16');
  });

  async function expiredOf(ctx: TenantCtx, stipendId: Id<'stipend'>): Promise<bigint> {
    const [row] = await inTransaction(ctx, (tx) =>
      tx.sql<{ expired: string }>(`select expired from account where employer_id = ${THIS_EMPLOYER} and stipend_id = $1`, [
        uuidOf(stipendId),
      ]),
    );
    return unitsOf(row?.expired ?? '0');
  }

  it('waits for the calendar, is woken by it, and begins in the period that holds its start, with the whole amount', async () => {
    const ctx = await employer({ testNow: '2026-01-14T00:00:00.000Z', timeZone: 'America/New_York' });
    const stipendId = await enrolled(ctx, fixed('500', { period: 'PAY_PERIOD' }), '2026-01-12');
    expect(await stipendRow(ctx, stipendId)).toEqual({ annual: null, next: null });
    await issueGrants.run(ctx, {});
    expect(await grantsOf(ctx, stipendId)).toEqual([]);
    expect(await findStipend(ctx, { id: stipendId })).toMatchObject({ status: 'BLOCKED', issueProblemCode: 'PAY_PERIOD_MISSING' });

    await sendCalendar(ctx, '2026-01-05', 2);
    expect(await findStipend(ctx, { id: stipendId })).toMatchObject({ status: 'ACTIVE', issueProblemCode: null });
    expect((await stipendRow(ctx, stipendId)).next).toBe('2026-01-12T05:00:00.000Z');
    await Promise.all(Array.from({ length: 8 }, () => issueGrants.run(ctx, {})));
    expect(await toldGrants(ctx, stipendId)).toEqual(['2026-01-12T05:00 … 2026-01-19T05:00 500.00 ACTIVE']);
    expect(await stipendRow(ctx, stipendId)).toEqual({ annual: '13000.00', next: '2026-01-19T05:00:00.000Z' });

    // Late, past the end of what is known: each period once, and then it waits again.
    await passTime(ctx, '2026-03-20T00:00:00.000Z');
    await Promise.all(Array.from({ length: 8 }, () => issueGrants.run(ctx, {})));
    expect(await toldGrants(ctx, stipendId)).toEqual([
      '2026-01-12T05:00 … 2026-01-19T05:00 500.00 EXPIRED',
      '2026-01-19T05:00 … 2026-02-02T05:00 500.00 EXPIRED',
    ]);
    expect((await stipendRow(ctx, stipendId)).next).toBeNull();

    await sendCalendar(ctx, '2026-01-05', 6);
    await issueGrants.run(ctx, {});
    expect((await toldGrants(ctx, stipendId)).slice(2)).toEqual([
      '2026-02-02T05:00 … 2026-02-16T05:00 500.00 EXPIRED',
      '2026-02-16T05:00 … 2026-03-02T05:00 500.00 EXPIRED',
      '2026-03-02T05:00 … 2026-03-16T04:00 500.00 EXPIRED',
      '2026-03-16T04:00 … 2026-03-30T04:00 500.00 ACTIVE',
    ]);
  });

  it('follows a pay period that is moved before it was issued; one that was issued stands, and none is granted twice', async () => {
    const ctx = await employer({ testNow: '2026-01-05T00:00:00.000Z' });
    await sendCalendar(ctx, '2026-01-05', 3);
    const stipendId = await enrolled(ctx, fixed('500', { period: 'PAY_PERIOD' }), '2026-01-05');

    await upsertPayPeriods(ctx, {
      payPeriods: [
        { externalId: 'P3', startDate: '2026-02-04', endDate: '2026-02-18' },
        { externalId: 'P2', startDate: '2026-01-21', endDate: '2026-02-04' },
        { externalId: 'P1', startDate: '2026-01-05', endDate: '2026-01-21' },
      ],
    });
    expect((await stipendRow(ctx, stipendId)).next).toBe('2026-01-21T00:00:00.000Z');
    await advance(ctx, '2026-01-21T00:00:00.000Z');
    // Moved back to where it overlaps what was issued: it begins where that ends.
    await move(ctx, 'P3', '2026-02-04', '2026-02-20');
    await move(ctx, 'P2', '2026-01-21', '2026-02-01');
    await move(ctx, 'P3', '2026-02-01', '2026-02-20');
    await advance(ctx, '2026-02-19T00:00:00.000Z');
    expect(await toldGrants(ctx, stipendId)).toEqual([
      '2026-01-05T00:00 … 2026-01-19T00:00 500.00 EXPIRED',
      '2026-01-21T00:00 … 2026-02-04T00:00 500.00 EXPIRED',
      '2026-02-04T00:00 … 2026-02-20T00:00 500.00 ACTIVE',
    ]);
  });

  it('is told of a calendar that is sent while it is enrolled', async () => {
    for (let round = 0; round < 5; round += 1) {
      const ctx = await employer({ testNow: '2026-01-05T00:00:00.000Z' });
      const [employeeId, policyId] = [
        await hire(ctx, '2026-01-05'),
        await publishedPolicy(ctx, fixed('500', { period: 'PAY_PERIOD', payPeriodsPerYear: 26 })),
      ];
      const [stipendId] = await Promise.all([assign(ctx, employeeId, policyId, '2026-01-05'), sendCalendar(ctx, '2026-01-05', 2)]);
      await issueGrants.run(ctx, {});
      expect(await toldGrants(ctx, stipendId)).toEqual(['2026-01-05T00:00 … 2026-01-19T00:00 500.00 ACTIVE']);
    }
  });

  it('ends with the employment: within a pay period, and none begins afterwards', async () => {
    const ctx = await employer({ testNow: '2026-01-05T00:00:00.000Z' });
    await sendCalendar(ctx, '2026-01-05', 6);
    const employeeId = await hire(ctx, '2026-01-05');
    const stipendId = await assign(ctx, employeeId, await publishedPolicy(ctx, fixed('500', { period: 'PAY_PERIOD' })), '2026-01-05');
    await terminateEmployee(ctx, { employee: { id: employeeId }, terminatedOn: '2026-01-25', idempotencyKey: 'leaves' });
    await sendCalendar(ctx, '2026-01-05', 8);
    await advance(ctx, '2026-03-01T00:00:00.000Z');
    expect(await toldGrants(ctx, stipendId)).toEqual([
      '2026-01-05T00:00 … 2026-01-19T00:00 500.00 EXPIRED',
      '2026-01-19T00:00 … 2026-01-25T00:00 500.00 EXPIRED',
    ]);
    expect((await stipendRow(ctx, stipendId)).next).toBeNull();
  });

  it('takes a share of the base salary of the first pay period of its year', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    await sendCalendar(ctx, '2026-01-01', 14, 30);
    const share: PolicyTermsInput = {
      amountType: 'PERCENT_OF_BASE',
      period: 'ANNUAL',
      percent: 1_200,
      currency: 'USD',
      payPeriodsPerYear: 12,
    };
    const externalId = newId('employee');
    const employeeId = await inTransaction(ctx, (tx) =>
      createEmployee(tx, { externalId, name: 'Zhōu Jǐng', startDate: '2026-01-01', terms: { baseSalary: Money.of('100000', 'USD') } }, [
        'input',
      ]),
    );
    const stipendId = await assign(ctx, employeeId, await publishedPolicy(ctx, share), '2026-01-01');
    expect((await stipendRow(ctx, stipendId)).annual).toBe('12000.00');
    await upsertEmployees(ctx, {
      employees: [{ externalId, employment: { effectiveDate: '2026-07-01', baseSalary: { amount: '200000', currency: 'USD' } } }],
    });
    await advance(ctx, '2027-01-26T00:00:00.000Z');
    expect(runsOf(await grantsOf(ctx, stipendId))).toBe('12×1000.00 2×2000.00');
    expect((await stipendRow(ctx, stipendId)).annual).toBe('24000.00');
  });

  it('carries what is left into the next pay periods, also where they are not in the calendar yet', async () => {
    const ctx = await employer({ testNow: '2026-01-05T00:00:00.000Z' });
    await sendCalendar(ctx, '2026-01-05', 2);
    const rolloverTerms = { max: { amount: '100', currency: 'USD' }, lastsPeriods: 2 };
    const stipendId = await enrolled(ctx, fixed('500', { period: 'PAY_PERIOD', rolloverTerms }), '2026-01-05');
    await advance(ctx, '2026-01-20T00:00:00.000Z');
    expect((await toldGrants(ctx, stipendId)).toSorted()).toEqual([
      '2026-01-05T00:00 … 2026-01-19T00:00 500.00 EXPIRED',
      '2026-01-19T00:00 … 2026-02-02T00:00 500.00 ACTIVE',
      '2026-01-19T00:00 … 2026-02-16T00:00 100.00 ACTIVE',
    ]);
  });

  it('keeps its cadence: a policy by the month does not become one by the pay period', async () => {
    const ctx = await employer();
    const id = await publishedPolicy(ctx, fixed('100000', { period: 'ANNUAL' }));
    expect(await refusalOf(updatePolicy(ctx, { policy: { id }, terms: biweekly }))).toBe('VALIDATION input.terms.period');
  });
});

describe('an uncapped trial', () => {
  const trialOf90 = fixed('100', { uncappedDays: 90 });
  const spend = async (ctx: TenantCtx, employeeId: string, amount: string, of = 'anthropic claude-opus-4-1'): Promise<string> => {
    const request = { ...ctx, loaders: new Map(), answer: { replayed: false, redactions: [] } };
    const [provider = '', model = ''] = of.split(' ');
    const use = { provider, model, idempotencyKey: newId('hold') };
    const { decision, hold } = await authorizeSpend(request, { employee: { id: employeeId }, amount: { amount, currency: 'USD' }, ...use });
    if (hold !== null) await captureSpend(request, { holdId: hold.id, amount: { amount, currency: 'USD' }, idempotencyKey: newId('hold') });
    return decision.reasonCode ?? 'OK';
  };

  it.each([
    ['Asia/Kolkata', '2026-03-01T18:30', '2026-05-30T18:30', ['2026-06-29T18:30', '2026-07-30T18:30']],
    ['America/New_York', '2026-03-02T05:00', '2026-05-31T04:00', ['2026-06-30T04:00', '2026-07-31T04:00']],
  ])(
    'of 90 days from 2026-03-02 ends 2026-05-31 00:00 in %s, and the months are counted from there (B3, L20)',
    async (timeZone, start, step, ends) => {
      const ctx = await employer({ testNow: '2026-02-20T00:00:00.000Z', timeZone });
      const employeeId = await hire(ctx, '2026-03-02');
      const stipendId = await assign(ctx, employeeId, await publishedPolicy(ctx, trialOf90), '2026-03-02');
      expect(await findStipend(ctx, { id: stipendId })).toMatchObject({
        startDate: '2026-03-02',
        cappedFrom: '2026-05-31',
        issuedMonths: 0,
      });
      expect(await stipendRow(ctx, stipendId)).toEqual({ annual: '1200.00', next: `${start}:00.000Z` });
      expect(await spend(ctx, employeeId, '10')).not.toBe('OK');

      await advance(ctx, `${start}:00.000Z`);
      expect(await grantsOf(ctx, stipendId)).toMatchObject([{ kind: 'TRIAL', source: 'POLICY', uncapped: true, priority: 50 }]);
      expect(await spend(ctx, employeeId, '90000')).toBe('OK');
      const lastMoment = new Date(new Date(`${step}:00.000Z`).getTime() - 1);
      await advance(ctx, lastMoment.toISOString());
      expect(await spend(ctx, employeeId, '10000')).toBe('OK');
      expect(await stipendRow(ctx, stipendId)).toEqual({ annual: '1200.00', next: `${step}:00.000Z` });

      await advance(ctx, `${step}:00.000Z`);
      expect(await spend(ctx, employeeId, '100.01')).toBe('INSUFFICIENT_BALANCE');
      expect(await spend(ctx, employeeId, '60')).toBe('OK');
      await advance(ctx, `${ends[0]}:00.000Z`);
      expect(await toldGrants(ctx, stipendId)).toEqual([
        `${start} … ${step} 0.00 EXPIRED`,
        `${step} … ${ends[0]} 100.00 EXPIRED`,
        `${ends[0]} … ${ends[1]} 100.00 ACTIVE`,
      ]);
      const [account] = await inTransaction(ctx, (tx) =>
        tx.sql<Record<string, string>>(
          `select commitment, available, consumed, expired, overage from account where employer_id = ${THIS_EMPLOYER} and stipend_id = $1`,
          [uuidOf(stipendId)],
        ),
      );
      expect(Object.fromEntries(Object.entries(account ?? {}).map(([side, amount]) => [side, decimalOf(unitsOf(amount))]))).toEqual({
        commitment: '-100200',
        available: '100',
        consumed: '100060',
        expired: '40',
        overage: '0',
      });
    },
  );

  it('is issued once, and the months behind it, however often and late the jobs run', async () => {
    const ctx = await employer({ testNow: '2026-02-20T00:00:00.000Z' });
    const stipendId = await enrolled(ctx, trialOf90, '2026-03-02');
    await passTime(ctx, '2026-07-10T00:00:00.000Z');
    await Promise.all(Array.from({ length: 12 }, () => issueGrants.run(ctx, {})));
    await issueGrants.run(ctx, {});
    expect(await toldGrants(ctx, stipendId)).toEqual([
      '2026-03-02T00:00 … 2026-05-31T00:00 0.00 EXPIRED',
      '2026-05-31T00:00 … 2026-06-30T00:00 100.00 EXPIRED',
      '2026-06-30T00:00 … 2026-07-31T00:00 100.00 ACTIVE',
    ]);
  });

  it('that began before the person was enrolled pays what is left of it', async () => {
    const ctx = await employer({ testNow: '2026-04-01T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2026-03-02');
    const stipendId = await assign(ctx, employeeId, await publishedPolicy(ctx, trialOf90), '2026-03-02');
    expect(await toldGrants(ctx, stipendId)).toEqual(['2026-03-02T00:00 … 2026-05-31T00:00 0.00 ACTIVE']);
    expect(await spend(ctx, employeeId, '500')).toBe('OK');
  });

  it('ends with the employment, and nothing follows it', async () => {
    const ctx = await employer({ testNow: '2026-03-10T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2026-03-02');
    const stipendId = await assign(ctx, employeeId, await publishedPolicy(ctx, trialOf90), '2026-03-02');
    await terminateEmployee(ctx, { employee: { id: employeeId }, terminatedOn: '2026-04-01', idempotencyKey: 'leaves' });
    await advance(ctx, '2026-03-31T23:59:59.999Z');
    expect(await spend(ctx, employeeId, '500')).toBe('OK');
    await advance(ctx, '2026-08-01T00:00:00.000Z');
    expect(await toldGrants(ctx, stipendId)).toEqual(['2026-03-02T00:00 … 2026-04-01T00:00 0.00 EXPIRED']);
    expect((await stipendRow(ctx, stipendId)).next).toBeNull();
    expect(await spend(ctx, employeeId, '1')).toBe('INVALID_TRANSITION');
  });

  it('is never issued to whoever leaves before it begins', async () => {
    const ctx = await employer({ testNow: '2026-02-20T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2026-01-01');
    const stipendId = await assign(ctx, employeeId, await publishedPolicy(ctx, trialOf90), '2026-03-02');
    await terminateEmployee(ctx, { employee: { id: employeeId }, terminatedOn: '2026-03-02', idempotencyKey: 'leaves' });
    await advance(ctx, '2026-06-15T00:00:00.000Z');
    expect(await grantsOf(ctx, stipendId)).toEqual([]);
  });

  it('pays only for what the policy names, and is followed by the pay period that holds its end', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    await sendCalendar(ctx, '2026-01-05', 4);
    const terms = fixed('500', { period: 'PAY_PERIOD', uncappedDays: 20, filters: { models: ['claude-*'] } });
    const employeeId = await hire(ctx, '2026-01-01');
    const stipendId = await assign(ctx, employeeId, await publishedPolicy(ctx, terms), '2026-01-05');
    await advance(ctx, '2026-01-06T00:00:00.000Z');
    expect(await spend(ctx, employeeId, '900')).toBe('OK');
    expect(await spend(ctx, employeeId, '1', 'openai gpt-4o')).toBe('MODEL_NOT_ALLOWED');
    await advance(ctx, '2026-02-03T00:00:00.000Z');
    expect(await toldGrants(ctx, stipendId)).toEqual([
      '2026-01-05T00:00 … 2026-01-25T00:00 0.00 EXPIRED',
      '2026-01-25T00:00 … 2026-02-02T00:00 500.00 EXPIRED',
      '2026-02-02T00:00 … 2026-02-16T00:00 500.00 ACTIVE',
    ]);
  });

  it('is promised with its stipend: it is not revoked before the date of the guarantee', async () => {
    const ctx = await employer({ testNow: '2026-03-10T00:00:00.000Z' });
    const stipendId = await enrolled(ctx, { ...trialOf90, guaranteeMonths: 6 }, '2026-03-02');
    const [trial] = await grantsOf(ctx, stipendId);
    const revoke = revokeGrant(ctx, { grantId: trial?.id ?? '', reason: 'A test', idempotencyKey: 'revoke' });
    expect(await refusalOf(revoke)).toBe('GUARANTEED_GRANT input.grantId');
  });

  it('is what the capped terms are worth, also of a share of base', async () => {
    const ctx = await employer({ testNow: '2026-03-02T00:00:00.000Z' });
    const share: PolicyTermsInput = { amountType: 'PERCENT_OF_BASE', period: 'MONTHLY', percent: 1_200, currency: 'USD', uncappedDays: 30 };
    const stipendId = await enrolled(ctx, share, '2026-03-02', Money.of('100000', 'USD'));
    expect(await stipendRow(ctx, stipendId)).toEqual({ annual: '12000.00', next: '2026-04-01T00:00:00.000Z' });
  });
});

describe('every cadence', () => {
  const rows = [
    ['JPY', fixed('1000', { period: 'DAY' }, 'JPY'), '31×1000'],
    ['JPY', fixed('1000', { period: 'WORKING_DAY' }, 'JPY'), '22×1000'],
    ['JPY', fixed('1000', { period: 'WEEK' }, 'JPY'), '5×1000'],
    ['JPY', fixed('100000', { period: 'ANNUAL' }, 'JPY'), '1×8334'],
    ['JPY', fixed('1000', { period: 'QUARTER' }, 'JPY'), '1×1000'],
    ['JPY', fixed('100000', { period: 'ANNUAL', payPeriodsPerYear: 26 }, 'JPY'), '3×3847'],
    ['JPY', perDay('1000', 'WORKING', 'JPY'), '1×22000'],
    ['KWD', fixed('1.001', { period: 'DAY' }, 'KWD'), '31×1.001'],
    ['KWD', fixed('1.001', { period: 'WORKING_DAY' }, 'KWD'), '22×1.001'],
    ['KWD', fixed('1.001', { period: 'WEEK' }, 'KWD'), '5×1.001'],
    ['KWD', fixed('1000', { period: 'ANNUAL' }, 'KWD'), '1×83.334'],
    ['KWD', fixed('1000', { period: 'YEAR' }, 'KWD'), '1×1000.000'],
    ['KWD', fixed('1000', { period: 'ANNUAL', payPeriodsPerYear: 26 }, 'KWD'), '3×38.462'],
    ['KWD', perDay('1.001', 'CALENDAR', 'KWD'), '1×31.031'],
  ] as const;

  it.each(rows.map(([code, terms, runs]) => [terms.amountType, terms.period, terms.payPeriodsPerYear ?? '', code, runs, terms] as const))(
    '%s %s %s in %s grants %s in March 2026 across the change of clocks, each at local midnight, touching',
    async (_type, _period, _count, code, runs, terms) => {
      const timeZone = 'America/New_York';
      const ctx = await employer({ testNow: '2026-03-01T05:00:00.000Z', timeZone, currency: code });
      await sendCalendar(ctx, '2026-03-01', 4);
      const stipendId = await enrolled(ctx, terms, '2026-03-01');
      await advance(ctx, '2026-04-01T03:59:59.999Z');
      const grants = await grantsOf(ctx, stipendId);
      expect(runsOf(grants)).toBe(runs);
      // A working day that falls on a Sunday begins on Monday.
      const first = terms.period === 'WORKING_DAY' ? '2026-03-02' : '2026-03-01';
      expect(grants[0]?.effectiveAt).toEqual(startOfDay(first, timeZone));
      for (const { effectiveAt } of grants) expect(effectiveAt).toEqual(startOfDay(dateIn(effectiveAt, timeZone), timeZone));
      expect(grants.slice(1).map(({ effectiveAt }) => effectiveAt)).toEqual(grants.slice(0, -1).map(({ expiresAt }) => expiresAt));
      if (terms.period === 'DAY') {
        const hours = grants.map(({ effectiveAt, expiresAt }) => (expiresAt.getTime() - effectiveAt.getTime()) / 3_600_000);
        expect([hours[6], hours[7], hours[8]]).toEqual([24, 23, 24]);
      }
    },
  );

  it('by the day grants nothing for the day that Apia left out, and goes on', async () => {
    const ctx = await employer({ testNow: '2011-12-28T10:00:00.000Z', timeZone: 'Pacific/Apia' });
    const stipendId = await enrolled(ctx, fixed('10', { period: 'DAY' }), '2011-12-28');
    await advance(ctx, '2011-12-31T11:00:00.000Z');
    expect(await toldGrants(ctx, stipendId)).toEqual([
      '2011-12-28T10:00 … 2011-12-29T10:00 10.00 EXPIRED',
      '2011-12-29T10:00 … 2011-12-30T10:00 10.00 EXPIRED',
      '2011-12-30T10:00 … 2011-12-31T10:00 10.00 EXPIRED',
      '2011-12-31T10:00 … 2012-01-01T10:00 10.00 ACTIVE',
    ]);
    expect(await findStipend(ctx, { id: stipendId })).toMatchObject({ issuedMonths: 5 });
  });
});

describe('the scope of a policy', () => {
  const spend = async (ctx: TenantCtx, employeeId: string, use: { provider: string; model: string; tool?: string }) => {
    const request = { ...ctx, loaders: new Map(), answer: { replayed: false, redactions: [] } };
    const input = { employee: { id: employeeId }, amount: { amount: '1', currency: 'USD' }, idempotencyKey: newId('hold'), ...use };
    const { decision } = await authorizeSpend(request, input);
    return [decision.reasonCode ?? 'OK', ...decision.allowedModels].join(' ');
  };
  const opus = { provider: 'anthropic', model: 'claude-opus-4-1' };
  const gpt = { provider: 'openai', model: 'gpt-4o' };

  it('is that of its grants, of what is carried of them, and named where a spend is refused (E11)', async () => {
    const ctx = await employer({ testNow: '2026-10-01T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2026-10-01');
    const filters = { providers: ['anthropic', 'openai'], models: ['claude-*', 'o3'] };
    const rolloverTerms = { max: { amount: '20', currency: 'USD' } };
    const stipendId = await assign(ctx, employeeId, await publishedPolicy(ctx, fixed('100', { filters, rolloverTerms })), '2026-10-01');
    expect(await spend(ctx, employeeId, gpt)).toBe('MODEL_NOT_ALLOWED claude-* o3');

    await advance(ctx, '2026-11-01T00:00:00.000Z');
    const grants = await grantsOf(ctx, stipendId);
    expect(grants.map(({ kind }) => kind).toSorted()).toEqual(['RECURRING', 'RECURRING', 'ROLLOVER']);
    expect(grants.map((grant) => grant.filters)).toEqual(grants.map(() => ({ ...filters, tools: null })));
    expect(await spend(ctx, employeeId, gpt)).toBe('MODEL_NOT_ALLOWED claude-* o3');
    expect(await spend(ctx, employeeId, opus)).toBe('OK');
  });

  it('that names nothing allows every model of the price list, whenever it came (L21)', async () => {
    const ctx = await employer({ testNow: '2026-11-02T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2026-11-01');
    await assign(ctx, employeeId, await publishedPolicy(ctx, fixed('1000')), '2026-11-01');
    const now = new Date('2026-11-02T00:00:00.000Z');
    const priced = catalogue.pricesAt(now).filter(({ provider, model }) => catalogue.findPrice(provider, model, now) !== undefined);
    const models = priced.filter((_, index) => index % Math.ceil(priced.length / 25) === 0);
    expect(models.length).toBeGreaterThan(10);
    for (const { provider, model } of models) expect([model, await spend(ctx, employeeId, { provider, model })]).toEqual([model, 'OK']);
  });

  it('changes with a version, for the months that follow', async () => {
    const ctx = await employer({ testNow: '2026-10-01T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2026-10-01');
    const id = await publishedPolicy(ctx, fixed('100', { filters: { tools: ['ide'] } }));
    await assign(ctx, employeeId, id, '2026-10-01');
    await updatePolicy(ctx, { policy: { id }, terms: fixed('100', { filters: { providers: ['openai'] } }) });
    await publishPolicy(ctx, { policy: { id }, effectiveFrom: '2026-11-01', expectedVersion: 3 });
    expect([await spend(ctx, employeeId, { ...gpt, tool: 'ide' }), await spend(ctx, employeeId, gpt)]).toEqual(['OK', 'MODEL_NOT_ALLOWED']);
    await advance(ctx, '2026-11-01T00:00:00.000Z');
    expect([await spend(ctx, employeeId, gpt), await spend(ctx, employeeId, opus)]).toEqual(['OK', 'MODEL_NOT_ALLOWED']);
  });

  it.each<[string, PolicyTermsInput['filters'], string]>([
    ['an empty list', { models: [] }, 'VALIDATION input.terms.filters.models'],
    ['a star within a name', { tools: ['i*e'] }, 'VALIDATION input.terms.filters.tools.0'],
    ['a blank name', { providers: ['openai', ' '] }, 'VALIDATION input.terms.filters.providers.1'],
  ])('with %s is refused', async (_what, filters, outcome) => {
    const ctx = await employer();
    expect(await refusalOf(createPolicy(ctx, { name: 'Compute', terms: fixed('1', { filters: filters ?? null }) }))).toBe(outcome);
  });
});

describe('an amount for each day', () => {
  it.each([
    ['2026-01-01', 'CALENDAR', '36500.00'],
    ['2028-01-01', 'CALENDAR', '36600.00'],
    ['2026-01-01', 'WORKING', '26100.00'],
  ] as const)('of 100 grants for the days of each month of the year from %s, %s: %s in all (L2)', async (start, dayCount, total) => {
    const ctx = await employer({ testNow: `${start}T00:00:00.000Z` });
    const stipendId = await enrolled(ctx, perDay('100', dayCount), start);
    await advance(ctx, `${start.slice(0, 4)}-12-15T00:00:00.000Z`);
    const grants = await grantsOf(ctx, stipendId);
    expect(grants).toHaveLength(12);
    expect(dayCount === 'WORKING' || grants[10]?.amount.amount === '3000.00').toBe(true);
    const amounts = grants.map(({ amount }) => amount);
    expect(sum(amounts, currency('USD')).amount).toBe(total);
  });

  it('is for policies: the letter of an offer says months and years', async () => {
    const ctx = await employer();
    const computeStipend = { amountType: 'PER_DAY', period: 'MONTHLY', amount: { amount: '100', currency: 'USD' } };
    const { data } = await ask<{ offerCreate: { userErrors: Array<{ code: string; path: string[] }> } }>(
      ctx,
      'mutation ($input: OfferCreateInput!) { offerCreate(input: $input) { userErrors { code path } } }',
      { input: { candidateName: 'Sigríður Jónsdóttir', title: 'Engineer', components: [{ computeStipend }] } },
    );
    expect(data.offerCreate.userErrors).toEqual([
      { code: 'VALIDATION', path: ['input', 'components', '0', 'computeStipend', 'amountType'] },
    ]);
  });
});

describe('what a stipend is worth in a year', () => {
  it.each<[string, string, PolicyTermsInput]>([
    ['100 a month', '1200.00', fixed('100')],
    ['1,200 a year', '1200.00', fixed('1200', { period: 'ANNUAL' })],
    ['1,200 a year at once', '1200.00', fixed('1200', { period: 'YEAR' })],
    ['300 a quarter', '1200.00', fixed('300', { period: 'QUARTER' })],
    ['10 a week', '520.00', fixed('10', { period: 'WEEK' })],
    ['10 a day', '3650.00', fixed('10', { period: 'DAY' })],
    ['10 for each day', '3650.00', perDay('10', 'CALENDAR')],
    ['10 for each weekday', '2610.00', perDay('10', 'WORKING')],
    ['10 a working day', '2610.00', fixed('10', { period: 'WORKING_DAY' })],
    ['10 a pay period of 27 a year', '270.00', fixed('10', { period: 'PAY_PERIOD', payPeriodsPerYear: 27 })],
    ['100,000 a year over 26 pay periods', '100000.00', biweekly],
    ['12 % of base', '60000.00', { amountType: 'PERCENT_OF_BASE', period: 'MONTHLY', percent: 1_200, currency: 'USD' }],
  ])('of %s is stored at enrolment: %s', async (_what, annual, terms) => {
    const ctx = await employer();
    const stipendId = await enrolled(ctx, terms, '2026-12-01', Money.of('500000', 'USD'));
    expect((await stipendRow(ctx, stipendId)).annual).toBe(annual);
  });
});
