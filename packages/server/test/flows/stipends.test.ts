import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { modules } from '../../src/app.js';
import { type Id, idOf, newId, uuidOf } from '../../src/kernel/ids.js';
import { currency, decimalOf, Money, sum, unitsOf } from '../../src/kernel/money.js';
import { plusDays, plusMonths, startOfDay } from '../../src/kernel/period.js';
import { Refusal } from '../../src/kernel/refusal.js';
import { lockPeriod } from '../../src/modules/calendar/index.js';
import { createEmployee } from '../../src/modules/directory/index.js';
import { terminateEmployee } from '../../src/modules/directory/terminate-employee.js';
import { upsertEmployees } from '../../src/modules/directory/upsert-employees.js';
import { advanceTestClock } from '../../src/modules/grants/advance-test-clock.js';
import { findGrants, type GrantNow } from '../../src/modules/grants/find-grants.js';
import { expireGrants, issueGrants } from '../../src/modules/grants/run-due-work.js';
import { post, recipes } from '../../src/modules/ledger/index.js';
import { lockLedger } from '../../src/modules/ledger/lock-ledger.js';
import { readBalances } from '../../src/modules/ledger/read-balances.js';
import { publishPolicy, updatePolicy } from '../../src/modules/policies/change-policy.js';
import { createPolicy } from '../../src/modules/policies/create-policy.js';
import type { PolicyTermsInput } from '../../src/modules/policies/policy.graphql.js';
import { assignStipends } from '../../src/modules/stipends/assign-stipends.js';
import { endStipends } from '../../src/modules/stipends/end-stipends.js';
import { convertStipends, enrolStipend, type OfferEnrolment } from '../../src/modules/stipends/enrol-stipend.js';
import { explainPolicies } from '../../src/modules/stipends/explain-policies.js';
import { findStipend, findStipends, findStipendsOf } from '../../src/modules/stipends/find-stipends.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { testDatabase, testEmployer } from '../support/database.js';

const halfOfBase: PolicyTermsInput = { amountType: 'PERCENT_OF_BASE', period: 'ANNUAL', percent: 5_000, currency: 'USD' };
const fixed = (amount: string, code = 'USD', period: 'MONTHLY' | 'ANNUAL' = 'MONTHLY'): PolicyTermsInput => ({
  amountType: 'FIXED',
  period,
  amount: { amount, currency: code },
});

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

async function hire(ctx: TenantCtx, startDate: string, baseSalary: string | null = '500000', code = 'USD'): Promise<Id<'employee'>> {
  const terms = baseSalary === null ? {} : { baseSalary: Money.of(baseSalary, code) };
  return inTransaction(ctx, (tx) =>
    createEmployee(tx, { externalId: newId('employee'), name: 'Nguyễn Thị Ánh', startDate, terms }, ['input']),
  );
}

async function rehire(ctx: TenantCtx, employeeId: Id<'employee'>, effectiveDate: string): Promise<void> {
  const [row] = await inTransaction(ctx, (tx) =>
    tx.sql<{ external_id: string }>(`select external_id from employee where employer_id = ${THIS_EMPLOYER} and id = $1`, [
      uuidOf(employeeId),
    ]),
  );
  await upsertEmployees(ctx, { employees: [{ externalId: row?.external_id ?? '', employment: { effectiveDate } }] });
}

async function publishedPolicy(ctx: TenantCtx, terms: PolicyTermsInput, effectiveFrom = '2000-01-01'): Promise<string> {
  const id = await createPolicy(ctx, { name: 'Compute', terms });
  await publishPolicy(ctx, { policy: { id }, effectiveFrom, expectedVersion: 1 });
  return id;
}

let keys = 0;
async function assign(ctx: TenantCtx, employeeId: string, policyId: string, startDate: string): Promise<Id<'stipend'>> {
  const [outcome] = await assignStipends(ctx, {
    assignments: [{ employee: { id: employeeId }, policy: { id: policyId }, startDate }],
    idempotencyKey: `assign-${++keys}`,
  });
  if (outcome?.stipendId == null) throw new Error(JSON.stringify(outcome));
  return outcome.stipendId;
}

async function grantsOf(ctx: TenantCtx, stipendId: Id<'stipend'>): Promise<readonly GrantNow[]> {
  return (await findGrants(ctx, stipendId, { first: 100 })).nodes;
}

const advance = (ctx: TenantCtx, to: string) => advanceTestClock(ctx, { to: new Date(to) });

/** The books of a stipend: `{ available: '20833.33', … }`. */
async function booksOf(ctx: TenantCtx, stipendId: Id<'stipend'>): Promise<Record<string, string>> {
  const [account = {}] = await inTransaction(ctx, (tx) =>
    tx.sql<Record<string, string>>(
      `select commitment, available, consumed, expired from account where employer_id = ${THIS_EMPLOYER} and stipend_id = $1`,
      [uuidOf(stipendId)],
    ),
  );
  return Object.fromEntries(Object.entries(account).map(([side, amount]) => [side, decimalOf(unitsOf(amount))]));
}

/** Time passes and no job runs. */
function passTime(ctx: TenantCtx, to: string): Promise<object[]> {
  return inTransaction(ctx, (tx) =>
    tx.sql(`update employer_settings set test_now = $1 where employer_id = ${THIS_EMPLOYER}`, [new Date(to)]),
  );
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

/** Keeps the compute line of an accepted offer: 500 a month from an open first day. */
async function promise(tx: Tx, change: Partial<OfferEnrolment> = {}): Promise<Id<'offer'>> {
  const offerId = newId('offer');
  await enrolStipend(tx, {
    offerId,
    offerComponentId: newId('offerComponent'),
    terms: { amountType: 'FIXED', period: 'MONTHLY', amount: Money.of('500', 'USD') },
    acceptedYear: null,
    framing: 'COMPENSATION',
    guaranteedUntil: null,
    startDate: null,
    ...change,
  });
  return offerId;
}

/** `4×20833.34 8×20833.33`. */
function runsOf(grants: readonly GrantNow[]): string {
  const counts = new Map<string, number>();
  for (const { amount } of grants) counts.set(amount.amount, (counts.get(amount.amount) ?? 0) + 1);
  return [...counts].map(([amount, count]) => `${count}×${amount}`).join(' ');
}

describe('a year of monthly grants', () => {
  it('is 4 × 20,833.34 and 8 × 20,833.33 for 50 % of a base of 500,000, eleven of them expired, when the clock moves a year', async () => {
    const ctx = await employer({ testNow: '2025-12-15T09:00:00.000Z' });
    const stipendId = await assign(ctx, await hire(ctx, '2026-01-01'), await publishedPolicy(ctx, halfOfBase), '2026-01-01');
    expect(await findStipend(ctx, { id: stipendId })).toMatchObject({ status: 'SCHEDULED', issuedMonths: 0 });
    expect(await grantsOf(ctx, stipendId)).toEqual([]);

    expect(await advance(ctx, '2026-12-31T23:59:59.999Z')).toMatchObject({ grantsIssued: 12, grantsExpired: 11 });

    const grants = await grantsOf(ctx, stipendId);
    expect(runsOf(grants)).toBe('4×20833.34 8×20833.33');
    expect(
      sum(
        grants.map(({ amount }) => amount),
        currency('USD'),
      ).amount,
    ).toBe('250000.00');
    expect(grants.map(({ status }) => status)).toEqual([...Array<string>(11).fill('EXPIRED'), 'ACTIVE']);
    expect(await booksOf(ctx, stipendId)).toEqual({ commitment: '-250000', available: '20833.33', consumed: '0', expired: '229166.67' });
    // Each was booked at its own time, as if the time had passed.
    expect(grants.map(({ createdAt }) => createdAt)).toEqual(grants.map(({ effectiveAt }) => effectiveAt));

    expect(await advance(ctx, '2027-01-01T00:00:00.000Z')).toMatchObject({ grantsIssued: 1, grantsExpired: 1 });
    expect((await grantsOf(ctx, stipendId)).at(-1)?.amount.amount).toBe('20833.34');
  });

  it('is the same when the clock moves in many steps', async () => {
    const histories = await Promise.all(
      [['2027-02-15T00:00:00.000Z'], Array.from({ length: 60 }, (_, week) => new Date(Date.UTC(2026, 0, 1 + 7 * week)).toISOString())].map(
        async (steps) => {
          const ctx = await employer({ testNow: '2025-12-15T09:00:00.000Z' });
          const stipendId = await assign(ctx, await hire(ctx, '2026-01-31'), await publishedPolicy(ctx, halfOfBase), '2026-01-31');
          for (const step of steps) await advance(ctx, step);
          await advance(ctx, '2027-02-28T12:00:00.000Z');
          const grants = await grantsOf(ctx, stipendId);
          return grants.map(({ amount, effectiveAt, expiresAt, createdAt, expiredAt, status }) => [
            amount,
            effectiveAt,
            expiresAt,
            createdAt,
            expiredAt,
            status,
          ]);
        },
      ),
    );
    expect(histories[0]).toHaveLength(14);
    expect(histories[1]).toEqual(histories[0]);
  });

  it.each([
    ['JPY', '1000000', '4×83334 8×83333', '-1000000', '916667'],
    ['KWD', '1000', '4×83.334 8×83.333', '-1000', '916.667'],
  ])('in %s is split on its own minor unit', async (code, amount, runs, commitment, expired) => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z', currency: code });
    const stipendId = await assign(
      ctx,
      await hire(ctx, '2026-01-01', null),
      await publishedPolicy(ctx, fixed(amount, code, 'ANNUAL')),
      '2026-01-01',
    );
    await advance(ctx, '2026-12-15T00:00:00.000Z');
    expect(runsOf(await grantsOf(ctx, stipendId))).toBe(runs);
    expect(await booksOf(ctx, stipendId)).toMatchObject({ commitment, expired });
  });

  it.each([
    ['Asia/Kolkata', '2026-01-31'],
    ['America/New_York', '2026-02-08'],
    ['Pacific/Apia', '2026-03-02'],
    ['Africa/Cairo', '2026-03-24'],
    ['America/Havana', '2026-02-01'],
  ])('begins and ends at midnight in %s, also across a change of its clocks', async (timeZone, startDate) => {
    const ctx = await employer({ testNow: '2026-01-15T00:00:00.000Z', timeZone });
    const stipendId = await assign(ctx, await hire(ctx, startDate), await publishedPolicy(ctx, fixed('100')), startDate);

    const firstDay = startOfDay(startDate, timeZone);
    await advanceTestClock(ctx, { to: new Date(firstDay.getTime() - 1) });
    expect(await grantsOf(ctx, stipendId)).toEqual([]);
    await advanceTestClock(ctx, { to: firstDay });
    expect((await grantsOf(ctx, stipendId)).map(({ status }) => status)).toEqual(['ACTIVE']);

    await advance(ctx, '2027-01-10T00:00:00.000Z');
    const grants = await grantsOf(ctx, stipendId);
    expect(grants.map(({ effectiveAt }) => effectiveAt)).toEqual(
      grants.map((_, month) => startOfDay(plusMonths(startDate, month), timeZone)),
    );
    expect(grants.slice(1).map(({ effectiveAt }) => effectiveAt)).toEqual(grants.slice(0, -1).map(({ expiresAt }) => expiresAt));
  });
});

describe('the jobs', () => {
  it('issue and expire each month once, under 20 concurrent runs, late and repeated', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const policyId = await publishedPolicy(ctx, fixed('100'));
    const stipendIds = await Promise.all(
      ['2026-01-01', '2026-01-31', '2026-02-14'].map(async (startDate) => assign(ctx, await hire(ctx, '2026-01-01'), policyId, startDate)),
    );
    await passTime(ctx, '2026-06-15T00:00:00.000Z');

    const run = () => Promise.all(Array.from({ length: 20 }, (_, index) => (index % 4 === 3 ? expireGrants : issueGrants).run(ctx, {})));
    await run();
    const histories = await Promise.all(stipendIds.map((id) => grantsOf(ctx, id)));
    expect(histories.map((grants) => grants.map(({ status }) => status))).toEqual([
      [...Array<string>(5).fill('EXPIRED'), 'ACTIVE'],
      [...Array<string>(4).fill('EXPIRED'), 'ACTIVE'],
      [...Array<string>(4).fill('EXPIRED'), 'ACTIVE'],
    ]);
    expect(await Promise.all(stipendIds.map((id) => booksOf(ctx, id)))).toEqual([
      { commitment: '-600', available: '100', consumed: '0', expired: '500' },
      { commitment: '-500', available: '100', consumed: '0', expired: '400' },
      { commitment: '-500', available: '100', consumed: '0', expired: '400' },
    ]);

    await run();
    expect(await Promise.all(stipendIds.map((id) => grantsOf(ctx, id)))).toEqual(histories);
  });

  it('work through more people than fit into one pass', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const policyId = await publishedPolicy(ctx, fixed('100'));
    const people = await inTransaction(ctx, async (tx) => {
      const ids = Array.from({ length: 600 }, () => newId('employee'));
      await tx.sql(
        `insert into employee (employer_id, id, source, external_id, name, created_at, updated_at)
         select ${THIS_EMPLOYER}, id, 'default', id::text, 'Somebody', $2, $2 from unnest($1::uuid[]) as id`,
        [ids.map(uuidOf), tx.now],
      );
      await tx.sql(
        `insert into employment (employer_id, id, employee_id, start_date, employment_type, fte_basis_points, created_at)
         select ${THIS_EMPLOYER}, id, id, '2026-01-01', 'FULL_TIME', 10000, $2 from unnest($1::uuid[]) as id`,
        [ids.map(uuidOf), tx.now],
      );
      return ids;
    });
    for (let first = 0; first < people.length; first += 500) {
      const assignments = people
        .slice(first, first + 500)
        .map((id) => ({ employee: { id }, policy: { id: policyId }, startDate: '2026-01-02' }));
      const outcomes = await assignStipends(ctx, { assignments, idempotencyKey: `many-${first}` });
      expect(outcomes.every(({ created }) => created)).toBe(true);
    }
    await passTime(ctx, '2026-02-02T00:00:00.000Z');
    await issueGrants.run(ctx, {});

    const [totals] = await inTransaction(ctx, (tx) =>
      tx.sql<{ granted: string; available: string; expired: string }>(
        `select sum(-commitment)::text as granted, sum(available)::text as available, sum(expired)::text as expired from account where employer_id = ${THIS_EMPLOYER}`,
      ),
    );
    expect(totals).toEqual({ granted: '120000.0000000000', available: '60000.0000000000', expired: '60000.0000000000' });
  }, 60_000);

  it('have the grants of a live employer ready before midnight, and they count from midnight', async () => {
    const ctx = await employer({ mode: 'LIVE' });
    const policyId = await publishedPolicy(ctx, fixed('100'));
    const tomorrow = await inTransaction(ctx, async (tx) => plusDays(tx.today(), 1));
    const [soon, later] = [
      await assign(ctx, await hire(ctx, '2026-01-01'), policyId, tomorrow),
      await assign(ctx, await hire(ctx, '2026-01-01'), policyId, tomorrow),
    ];
    // As if midnight were two minutes away, and ten.
    const comesIn = (stipendId: Id<'stipend'>, minutes: number) =>
      inTransaction(ctx, (tx) =>
        tx.sql(`update stipend set next_issue_at = now() + make_interval(mins => $2) where employer_id = ${THIS_EMPLOYER} and id = $1`, [
          uuidOf(stipendId),
          minutes,
        ]),
      );
    await comesIn(soon, 2);
    await comesIn(later, 10);
    await issueGrants.run(ctx, {});

    expect((await grantsOf(ctx, soon)).map(({ status }) => status)).toEqual(['PENDING']);
    expect(await grantsOf(ctx, later)).toEqual([]);
    const balances = await inTransaction(ctx, (tx) => readBalances(tx, { asOf: tx.now, effectiveAt: tx.now }));
    expect(balances.map(({ available }) => available.amount)).toEqual(['0.00']);
  });

  it('book a month of a closed period into the open one', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const stipendId = await assign(ctx, await hire(ctx, '2026-01-01'), await publishedPolicy(ctx, fixed('100')), '2026-01-15');
    await passTime(ctx, '2026-03-20T00:00:00.000Z');
    await inTransaction(ctx, (tx) => lockPeriod(tx, newId('payPeriod'), { start: new Date('2026-01-01'), end: new Date('2026-03-01') }));
    await issueGrants.run(ctx, {});

    expect((await grantsOf(ctx, stipendId)).map(({ effectiveAt }) => effectiveAt.toISOString())).toEqual([
      '2026-01-15T00:00:00.000Z',
      '2026-02-15T00:00:00.000Z',
      '2026-03-15T00:00:00.000Z',
    ]);
    const postings = await inTransaction(ctx, (tx) =>
      tx.sql<{ kind: string; effective_at: Date }>(
        `select kind, effective_at from posting where employer_id = ${THIS_EMPLOYER} order by sequence`,
      ),
    );
    expect(postings.map(({ kind, effective_at }) => [kind, effective_at.toISOString().slice(0, 10)])).toEqual([
      ['GRANTED', '2026-03-01'],
      ['EXPIRED', '2026-03-01'],
      ['GRANTED', '2026-03-01'],
      ['EXPIRED', '2026-03-15'],
      ['GRANTED', '2026-03-15'],
    ]);
    expect(await booksOf(ctx, stipendId)).toMatchObject({ commitment: '-300', available: '100', expired: '200' });
  });
});

describe('expiry', () => {
  it('takes what is left at the end of the month and nothing else: 3,846.15 granted, 1,000 used, 2,846.15 expired (L45)', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const stipendId = await assign(ctx, await hire(ctx, '2026-01-01'), await publishedPolicy(ctx, fixed('3846.15')), '2026-01-01');
    const [first] = await grantsOf(ctx, stipendId);
    if (first === undefined) throw new Error('no grant');
    await consume(ctx, first, '1000');

    await advance(ctx, '2026-01-31T23:59:59.999Z');
    expect((await grantsOf(ctx, stipendId))[0]).toMatchObject({ status: 'ACTIVE', available: Money.of('2846.15', 'USD') });
    await advance(ctx, '2026-02-01T00:00:00.000Z');
    expect((await grantsOf(ctx, stipendId)).map(({ status, available }) => [status, available.amount])).toEqual([
      ['EXPIRED', '0.00'],
      ['ACTIVE', '3846.15'],
    ]);
    expect(await booksOf(ctx, stipendId)).toEqual({ commitment: '-7692.3', available: '3846.15', consumed: '1000', expired: '2846.15' });
  });

  it('of a grant with nothing left books nothing', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const stipendId = await assign(ctx, await hire(ctx, '2026-01-01'), await publishedPolicy(ctx, fixed('10')), '2026-01-01');
    const [first] = await grantsOf(ctx, stipendId);
    if (first === undefined) throw new Error('no grant');
    await consume(ctx, first, '10');
    expect((await grantsOf(ctx, stipendId))[0]?.status).toBe('EXHAUSTED');

    expect(await advance(ctx, '2026-02-01T00:00:00.000Z')).toMatchObject({ grantsIssued: 1, grantsExpired: 0 });
    expect((await grantsOf(ctx, stipendId))[0]?.status).toBe('EXPIRED');
    expect(await booksOf(ctx, stipendId)).toMatchObject({ consumed: '10', expired: '0' });
  });
});

describe('assigning stipends', () => {
  it('answers each item for itself, in order', async () => {
    const ctx = await employer({ testNow: '2026-06-15T00:00:00.000Z' });
    const other = await employer();
    const policyId = await publishedPolicy(ctx, halfOfBase, '2026-01-01');
    const draft = await createPolicy(ctx, { name: 'Draft', terms: fixed('1') });
    const [paid, unpaid, inEuro, foreign] = [
      await hire(ctx, '2026-02-01'),
      await hire(ctx, '2026-02-01', null),
      await hire(ctx, '2026-02-01', '90000', 'EUR'),
      await hire(other, '2026-01-01'),
    ];
    const item = (employeeId: string, startDate = '2026-06-01', policy = policyId) => ({
      employee: { id: employeeId },
      policy: { id: policy },
      startDate,
    });

    const assignments = [
      item(paid),
      item(paid),
      item(unpaid),
      item(inEuro),
      item(foreign),
      item(newId('employee')),
      item(paid, '2026-06-01', newId('policy')),
      item(paid, '2026-06-01', draft),
      item(paid, '2026-01-31'),
      item(paid, '2025-12-31'),
      item(paid, '2025-06-14'),
    ];
    const outcomes = await assignStipends(ctx, { assignments, idempotencyKey: 'each' });
    expect(outcomes.map(({ created, stipendId, refusal: [refusal] }) => refusal?.code ?? [created, stipendId !== null])).toEqual([
      [true, true],
      [false, true],
      'VALIDATION',
      'CURRENCY_MISMATCH',
      'NOT_FOUND',
      'NOT_FOUND',
      'NOT_FOUND',
      'INVALID_TRANSITION',
      'VALIDATION',
      'VALIDATION',
      'VALIDATION',
    ]);
    expect(outcomes[1]?.stipendId).toBe(outcomes[0]?.stipendId);
    // What is not there and what is another employer's look the same.
    expect(outcomes[4]?.refusal[0]?.message).toBe(outcomes[5]?.refusal[0]?.message);
    expect(outcomes.map(({ refusal: [refusal] }) => refusal?.path.join('.')).slice(2, 4)).toEqual([
      'input.assignments.2.employee',
      'input.assignments.3.employee',
    ]);
    expect((await findStipends(ctx, {}, {})).nodes).toHaveLength(1);
    expect(await assignStipends(ctx, { assignments, idempotencyKey: 'each' })).toEqual(outcomes);
  });

  it('enrols a person once under a policy, however many ask at the same time', async () => {
    const ctx = await employer({ testNow: '2026-06-15T00:00:00.000Z' });
    const policyId = await publishedPolicy(ctx, fixed('100'));
    const employeeId = await hire(ctx, '2026-01-01');
    const ids = await Promise.all(Array.from({ length: 20 }, () => assign(ctx, employeeId, policyId, '2026-06-01')));
    expect(new Set(ids).size).toBe(1);
    expect(await booksOf(ctx, ids[0] ?? newId('stipend'))).toMatchObject({ commitment: '-100', available: '100' });
  });

  it('grants the months that are over, which expire at once, and the one that runs', async () => {
    const ctx = await employer({ testNow: '2026-06-15T00:00:00.000Z' });
    const stipendId = await assign(ctx, await hire(ctx, '2026-01-01'), await publishedPolicy(ctx, fixed('100')), '2026-04-01');
    expect((await grantsOf(ctx, stipendId)).map(({ status }) => status)).toEqual(['EXPIRED', 'EXPIRED', 'ACTIVE']);
    expect(await booksOf(ctx, stipendId)).toMatchObject({ commitment: '-300', available: '100', expired: '200' });
  });

  it('finds stipends by person, policy and status, and never those of another employer', async () => {
    const ctx = await employer({ testNow: '2026-06-15T00:00:00.000Z' });
    const policyId = await publishedPolicy(ctx, fixed('100'));
    const [now, later] = [await hire(ctx, '2026-01-01'), await hire(ctx, '2026-01-01')];
    const active = await assign(ctx, now, policyId, '2026-06-15');
    const scheduled = await assign(ctx, later, policyId, '2026-06-16');
    const found = async (where: Parameters<typeof findStipends>[1]) => (await findStipends(ctx, where, {})).nodes.map(({ id }) => id);

    expect(await found({ status: { eq: 'ACTIVE' } })).toEqual([active]);
    expect(await found({ status: { in: ['SCHEDULED', 'ENDED'] } })).toEqual([scheduled]);
    expect(await found({ employee: { id: now }, policy: { id: policyId } })).toEqual([active]);
    expect(await found({ employee: { id: newId('employee') } })).toEqual([]);
    expect(await found({ origin: { eq: 'OFFER' } })).toEqual([]);
    expect((await findStipendsOf(ctx, later, {})).nodes.map(({ id }) => id)).toEqual([scheduled]);

    const other = await employer();
    expect(await findStipend(other, { id: active })).toBeNull();
    expect((await findStipends(other, { employee: { id: now } }, {})).nodes).toEqual([]);
    expect((await findGrants(other, active, {})).nodes).toEqual([]);
  });
});

describe('terms that change', () => {
  it('count from the month in which the new version counts; whoever is guaranteed keeps the old ones until then', async () => {
    const ctx = await employer({ testNow: '2026-05-01T00:00:00.000Z' });
    const plain = await publishedPolicy(ctx, fixed('1000'));
    const promised = await publishedPolicy(ctx, { ...fixed('1000'), guaranteeMonths: 4 });
    const stipendIds = [
      await assign(ctx, await hire(ctx, '2026-01-01'), plain, '2026-05-01'),
      await assign(ctx, await hire(ctx, '2026-01-01'), promised, '2026-05-01'),
    ];
    for (const id of [plain, promised]) {
      await updatePolicy(ctx, { policy: { id }, terms: fixed('600') });
      await publishPolicy(ctx, { policy: { id }, effectiveFrom: '2026-07-01', expectedVersion: 3 });
    }
    await advance(ctx, '2026-10-15T00:00:00.000Z');

    const amounts = await Promise.all(stipendIds.map(async (id) => (await grantsOf(ctx, id)).map(({ amount }) => amount.amount)));
    expect(amounts).toEqual([
      ['1000.00', '1000.00', '600.00', '600.00', '600.00', '600.00'],
      ['1000.00', '1000.00', '1000.00', '1000.00', '600.00', '600.00'],
    ]);
  });

  it('that cannot be granted say why, are tried again, and keep nobody else waiting', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const policyId = await publishedPolicy(ctx, { ...halfOfBase, period: 'MONTHLY' });
    const moving = await hire(ctx, '2026-01-01', '120000');
    const [stuck, fine] = [
      await assign(ctx, moving, policyId, '2026-01-01'),
      await assign(ctx, await hire(ctx, '2026-01-01', '120000'), policyId, '2026-01-01'),
    ];
    const pay = (code: string) =>
      inTransaction(ctx, (tx) =>
        tx.sql(`update employment set base_salary_currency = $2 where employer_id = ${THIS_EMPLOYER} and employee_id = $1`, [
          uuidOf(moving),
          code,
        ]),
      );

    await pay('EUR');
    await advance(ctx, '2026-03-15T00:00:00.000Z');
    expect(await findStipend(ctx, { id: stuck })).toMatchObject({ issuedMonths: 1, issueProblemCode: 'CURRENCY_MISMATCH' });
    expect(await grantsOf(ctx, fine)).toHaveLength(3);

    await pay('USD');
    await issueGrants.run(ctx, {});
    expect(await findStipend(ctx, { id: stuck })).toMatchObject({ issuedMonths: 3, issueProblemCode: null });
    expect(await booksOf(ctx, stuck)).toEqual(await booksOf(ctx, fine));
  });
});

describe('the end of a stipend', () => {
  it('expires what is left at midnight of the first day without it, and issues no more', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z', timeZone: 'America/New_York' });
    const employeeId = await hire(ctx, '2026-01-01');
    const stipendId = await assign(ctx, employeeId, await publishedPolicy(ctx, fixed('100')), '2026-01-01');
    await advance(ctx, '2026-02-10T00:00:00.000Z');
    const [, february] = await grantsOf(ctx, stipendId);
    if (february === undefined) throw new Error('no grant');
    await consume(ctx, february, '30');

    const end = (date: string) =>
      inTransaction(ctx, (tx) => endStipends(tx, employeeId, { startDate: '2026-01-01', formerly: null, until: date, nextStart: null }));
    expect(await end('2026-02-25')).toEqual([stipendId]);
    expect(await end('2026-02-20')).toEqual([stipendId]);
    expect(await end('2026-02-20')).toEqual([]);
    expect(await findStipend(ctx, { id: stipendId })).toMatchObject({ status: 'ACTIVE', endDate: '2026-02-20', nextIssueAt: null });

    await advance(ctx, '2026-02-20T04:59:59.999Z');
    expect(await booksOf(ctx, stipendId)).toMatchObject({ available: '70', expired: '100' });
    await advance(ctx, '2026-02-20T05:00:00.000Z');
    expect(await booksOf(ctx, stipendId)).toEqual({ commitment: '-200', available: '0', consumed: '30', expired: '170' });
    expect(await findStipend(ctx, { id: stipendId })).toMatchObject({ status: 'ENDED' });
    expect(await advance(ctx, '2026-12-01T00:00:00.000Z')).toMatchObject({ grantsIssued: 0, grantsExpired: 0 });
    expect(await end('2026-11-01')).toEqual([]);
  });

  it('that lies in the past expires at once, months included that had begun since', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2026-01-01');
    const stipendId = await assign(ctx, employeeId, await publishedPolicy(ctx, fixed('100')), '2026-01-01');
    await advance(ctx, '2026-02-10T00:00:00.000Z');
    await inTransaction(ctx, (tx) =>
      endStipends(tx, employeeId, { startDate: '2026-01-01', formerly: null, until: '2026-01-20', nextStart: null }),
    );
    expect(await booksOf(ctx, stipendId)).toEqual({ commitment: '-200', available: '0', consumed: '0', expired: '200' });
    expect((await grantsOf(ctx, stipendId)).map(({ status }) => status)).toEqual(['EXPIRED', 'EXPIRED']);
  });
});

describe('a person who leaves', () => {
  it('keeps no stipend: it ends in the transaction that ends the employment, and moves with it', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2026-01-01');
    const stipendId = await assign(ctx, employeeId, await publishedPolicy(ctx, fixed('100')), '2026-01-01');
    const leave = (terminatedOn: string) =>
      terminateEmployee(ctx, { employee: { id: employeeId }, terminatedOn, idempotencyKey: terminatedOn });

    await leave('2026-02-10');
    expect(await findStipend(ctx, { id: stipendId })).toMatchObject({ status: 'ACTIVE', endDate: '2026-02-10' });
    await leave('2026-02-20');
    await advance(ctx, '2026-02-19T23:59:59.999Z');
    expect(await booksOf(ctx, stipendId)).toMatchObject({ available: '100', expired: '100' });
    await advance(ctx, '2026-04-01T00:00:00.000Z');
    expect(await booksOf(ctx, stipendId)).toEqual({ commitment: '-200', available: '0', consumed: '0', expired: '200' });
    expect((await grantsOf(ctx, stipendId)).at(-1)?.endsAt.toISOString()).toBe('2026-02-20T00:00:00.000Z');
  });
});

describe('a person who has left, or is about to', () => {
  const policyOf100 = (ctx: TenantCtx) => publishedPolicy(ctx, fixed('100'));
  const leave = (ctx: TenantCtx, employeeId: string, terminatedOn: string) =>
    terminateEmployee(ctx, { employee: { id: employeeId }, terminatedOn, idempotencyKey: `leave-${++keys}` });
  const assignOne = async (ctx: TenantCtx, employeeId: string, policyId: string, startDate: string) => {
    const [outcome] = await assignStipends(ctx, {
      assignments: [{ employee: { id: employeeId }, policy: { id: policyId }, startDate }],
      idempotencyKey: `one-${++keys}`,
    });
    return outcome;
  };

  it('is granted until the day of leaving and no longer, and nothing from then on', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const [employeeId, policyId] = [await hire(ctx, '2025-06-01'), await policyOf100(ctx)];
    await leave(ctx, employeeId, '2026-02-10');

    const stipendId = await assign(ctx, employeeId, policyId, '2026-01-01');
    expect(await findStipend(ctx, { id: stipendId })).toMatchObject({ endDate: '2026-02-10' });
    expect((await assignOne(ctx, employeeId, await policyOf100(ctx), '2026-02-10'))?.refusal[0]).toMatchObject({
      code: 'VALIDATION',
      path: ['input', 'assignments', '0', 'startDate'],
    });
    await advance(ctx, '2026-08-01T00:00:00.000Z');
    expect(await booksOf(ctx, stipendId)).toEqual({ commitment: '-200', available: '0', consumed: '0', expired: '200' });
  });

  it('is not enrolled a second time for the same days, and anew only after coming back', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const [employeeId, policyId] = [await hire(ctx, '2025-06-01'), await policyOf100(ctx)];
    const stipendId = await assign(ctx, employeeId, policyId, '2026-01-01');
    await leave(ctx, employeeId, '2026-02-10');
    expect(await assignOne(ctx, employeeId, policyId, '2026-01-15')).toMatchObject({ stipendId, created: false, refusal: [] });

    await advance(ctx, '2026-04-01T00:00:00.000Z');
    await rehire(ctx, employeeId, '2026-04-01');
    expect(await assignOne(ctx, employeeId, policyId, '2026-01-15')).toMatchObject({ stipendId, created: false, refusal: [] });
    const second = await assign(ctx, employeeId, policyId, '2026-04-01');
    expect(second).not.toBe(stipendId);
    // Days of the former employment: what is granted for them ends with them.
    const former = await assign(ctx, employeeId, await policyOf100(ctx), '2026-01-01');
    expect(await findStipend(ctx, { id: former })).toMatchObject({ endDate: '2026-02-10', status: 'ENDED' });
    expect(await findStipend(ctx, { id: second })).toMatchObject({ endDate: null, status: 'ACTIVE' });
  });

  it('has no stipend that goes on, whether assigned before or after or at the same time', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const policyId = await policyOf100(ctx);
    const people = await Promise.all(Array.from({ length: 12 }, () => hire(ctx, '2025-06-01')));
    for (const employeeId of people) {
      await Promise.all([assign(ctx, employeeId, policyId, '2026-01-01'), leave(ctx, employeeId, '2026-01-20')]);
    }
    const ends = (await findStipends(ctx, {}, { first: 50 })).nodes.map(({ endDate }) => endDate);
    expect(ends).toEqual(Array<string>(12).fill('2026-01-20'));
  });

  it('keeps the earlier end of what an offer replaced', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2025-06-01');
    const replaced = await assign(ctx, employeeId, await policyOf100(ctx), '2026-01-01');
    await inTransaction(ctx, async (tx) => {
      const offerId = await promise(tx);
      await convertStipends(tx, { offerId, employeeId, startDate: '2026-02-01' });
    });
    await leave(ctx, employeeId, '2026-03-10');
    expect(await findStipend(ctx, { id: replaced })).toMatchObject({ endDate: '2026-02-01' });
  });

  it('ends while compute is used: neither waits for the other in a circle', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2025-06-01');
    const stipendId = await assign(ctx, employeeId, await policyOf100(ctx), '2026-01-01');
    const attempts = { use: 0, end: 0 };
    const locked = Promise.withResolvers<void>();
    const use = inTransaction(ctx, async (tx) => {
      attempts.use += 1;
      await lockLedger(tx, [employeeId]);
      locked.resolve();
      await wait(300);
      await tx.sql(`update grant_account set available = available where employer_id = ${THIS_EMPLOYER} and employee_id = $1`, [
        uuidOf(employeeId),
      ]);
    });
    await locked.promise;
    await inTransaction(ctx, (tx) => {
      attempts.end += 1;
      return endStipends(tx, employeeId, { startDate: '2026-01-01', formerly: null, until: '2026-01-01', nextStart: null });
    });
    await use;
    expect(attempts).toEqual({ use: 1, end: 1 });
    expect(await booksOf(ctx, stipendId)).toMatchObject({ available: '0', expired: '100' });
  });
});

describe('the compute line of an offer', () => {
  const line = (change: Partial<OfferEnrolment> = {}): OfferEnrolment => ({
    offerId: newId('offer'),
    offerComponentId: newId('offerComponent'),
    terms: { amountType: 'FIXED', period: 'ANNUAL', amount: Money.of('100000', 'USD') },
    acceptedYear: null,
    framing: 'COMPENSATION',
    guaranteedUntil: '2027-03-02',
    startDate: '2026-03-02',
    ...change,
  });
  const inTx = <T>(ctx: TenantCtx, work: (tx: Tx) => Promise<T>) => inTransaction(ctx, work);

  it('waits for the employee, then grants from the day the person really starts, once', async () => {
    const ctx = await employer({ testNow: '2026-02-01T00:00:00.000Z' });
    const enrolment = line();
    const stipendId = await inTx(ctx, (tx) => enrolStipend(tx, enrolment));
    expect(await inTx(ctx, (tx) => enrolStipend(tx, enrolment))).toBe(stipendId);
    expect(await findStipend(ctx, { id: stipendId })).toMatchObject({
      status: 'AWAITING_EMPLOYEE',
      startDate: '2026-03-02',
      employeeId: null,
    });
    await advance(ctx, '2026-03-10T00:00:00.000Z');
    expect(await grantsOf(ctx, stipendId)).toEqual([]);

    const employeeId = await hire(ctx, '2026-03-16');
    const convert = () => inTx(ctx, (tx) => convertStipends(tx, { offerId: enrolment.offerId, employeeId, startDate: '2026-03-16' }));
    expect(await convert()).toEqual([stipendId]);
    expect(await convert()).toEqual([stipendId]);
    expect(await findStipend(ctx, { id: stipendId })).toMatchObject({ status: 'SCHEDULED', startDate: '2026-03-16' });

    await advance(ctx, '2026-03-16T00:00:00.000Z');
    expect((await grantsOf(ctx, stipendId)).map(({ amount, status }) => [amount.amount, status])).toEqual([['8333.34', 'ACTIVE']]);
    const somebodyElse = await hire(ctx, '2026-03-16');
    const again = inTx(ctx, (tx) => convertStipends(tx, { offerId: enrolment.offerId, employeeId: somebodyElse, startDate: '2026-03-16' }));
    expect(await refusalOf(again)).toBe('INVALID_TRANSITION input.employee');
  });

  it('replaces a policy from its first day, unless the policy adds', async () => {
    const ctx = await employer({ testNow: '2026-02-01T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2026-01-01');
    const replaced = await assign(ctx, employeeId, await publishedPolicy(ctx, fixed('100')), '2026-02-01');
    const added = await assign(ctx, employeeId, await publishedPolicy(ctx, { ...fixed('10'), stacking: 'ADD' }), '2026-02-01');
    const enrolment = line({ startDate: null });
    await inTx(ctx, (tx) => enrolStipend(tx, enrolment));
    await inTx(ctx, (tx) => convertStipends(tx, { offerId: enrolment.offerId, employeeId, startDate: '2026-02-15' }));

    expect(await findStipend(ctx, { id: replaced })).toMatchObject({ endDate: '2026-02-15' });
    expect(await findStipend(ctx, { id: added })).toMatchObject({ endDate: null });
    const late = await publishedPolicy(ctx, fixed('100'));
    const [refused] = await assignStipends(ctx, {
      assignments: [{ employee: { id: employeeId }, policy: { id: late }, startDate: '2026-02-20' }],
      idempotencyKey: 'late',
    });
    expect(refused?.refusal[0]).toMatchObject({ code: 'VALIDATION', path: ['input', 'assignments', '0', 'policy'] });

    const told = async (on: string) => {
      const { reasons } = await explainPolicies(ctx, { id: employeeId }, on);
      return reasons.map(({ stipendId, policyId, reason, applies }) => [stipendId ?? policyId, reason, applies]);
    };
    const [offered] = await inTx(ctx, (tx) => convertStipends(tx, { offerId: enrolment.offerId, employeeId, startDate: '2026-02-15' }));
    expect(await told('2026-02-14')).toEqual([
      [replaced, 'ENROLLED', true],
      [added, 'ENROLLED', true],
      [offered, 'NOT_STARTED', false],
      [late, 'NOT_ENROLLED', false],
    ]);
    expect(await told('2026-02-15')).toEqual([
      [added, 'ENROLLED', true],
      [offered, 'OFFER_TERMS', true],
      [replaced, 'REPLACED_BY_OFFER', false],
      [late, 'REPLACED_BY_OFFER', false],
    ]);
    expect(await refusalOf(explainPolicies(ctx, { externalId: 'nobody' }, null))).toBe('NOT_FOUND employee');
  });

  it.each([['OFFER_REPLACES', '2026-02-10'] as const, ['OFFER_REPLACES', '2026-02-16'] as const, ['ADD', '2026-02-16'] as const])(
    'of a rehire on the day of leaving, a policy that ended then (%s) stays ended, whatever end is said (%s)',
    async (stacking, until) => {
      const ctx = await employer({ testNow: '2026-02-01T00:00:00.000Z' });
      const employeeId = await hire(ctx, '2026-01-01');
      const policyId = await publishedPolicy(ctx, { ...fixed('100'), stacking });
      const former = await assign(ctx, employeeId, policyId, '2026-01-01');
      const leave = (terminatedOn: string | null, idempotencyKey: string) =>
        terminateEmployee(ctx, { employee: { id: employeeId }, terminatedOn, idempotencyKey });
      await leave('2026-02-16', 'first');
      await rehire(ctx, employeeId, '2026-02-16');
      const enrolment = line({ startDate: null });
      const offered = await inTx(ctx, (tx) => enrolStipend(tx, enrolment));
      await inTx(ctx, (tx) => convertStipends(tx, { offerId: enrolment.offerId, employeeId, startDate: '2026-02-16' }));
      await advance(ctx, '2026-03-20T00:00:00.000Z');
      await leave(until, 'second');
      expect([(await findStipend(ctx, { id: former }))?.endDate, (await findStipend(ctx, { id: offered }))?.endDate]).toEqual([
        until,
        until,
      ]);
      await leave(null, 'third');
      expect([(await findStipend(ctx, { id: former }))?.endDate, (await findStipend(ctx, { id: offered }))?.endDate]).toEqual([
        '2026-02-16',
        null,
      ]);
      expect((await booksOf(ctx, former)).available).toBe('0');
    },
  );
});

describe('a policy and an offer for the same person', () => {
  it('at once: never both grant for a day', async () => {
    const ctx = await employer({ testNow: '2026-02-01T00:00:00.000Z' });
    const policyId = await publishedPolicy(ctx, fixed('100'));
    for (let round = 0; round < 12; round += 1) {
      const employeeId = await hire(ctx, '2026-01-01');
      const offerId = await inTransaction(ctx, (tx) => promise(tx));
      const assigning = assignStipends(ctx, {
        assignments: [{ employee: { id: employeeId }, policy: { id: policyId }, startDate: '2026-02-01' }],
        idempotencyKey: `both-${round}`,
      });
      const converting = inTransaction(ctx, (tx) => convertStipends(tx, { offerId, employeeId, startDate: '2026-02-01' }));
      const [[assigned]] = await Promise.all([assigning, converting]);

      const stipends = (await findStipendsOf(ctx, employeeId, {})).nodes;
      const ofPolicy = stipends.find(({ origin }) => origin === 'POLICY');
      expect(stipends.find(({ origin }) => origin === 'OFFER')).toMatchObject({ status: 'ACTIVE', endDate: null });
      // Whoever came second saw the first: the policy was refused, or it ended on the first day of the offer, granted by then or not.
      if (ofPolicy === undefined) expect(assigned?.refusal[0]).toMatchObject({ code: 'VALIDATION' });
      else expect([ofPolicy.endDate, (await booksOf(ctx, ofPolicy.id)).available ?? '0']).toEqual(['2026-02-01', '0']);
    }
  });
});

describe('a share of base that was accepted', () => {
  /** 12 % of 120,000 was accepted: 1,200 a month. */
  async function converted(ctx: TenantCtx, employeeId: Id<'employee'>, period: 'MONTHLY' | 'ANNUAL', guaranteedUntil: string | null) {
    const [stipendId] = await inTransaction(ctx, async (tx) => {
      const terms = { amountType: 'PERCENT_OF_BASE' as const, period, percent: 1_200, currency: currency('USD') };
      const offerId = await promise(tx, { terms, acceptedYear: Money.of('14400', 'USD'), guaranteedUntil });
      return convertStipends(tx, { offerId, employeeId, startDate: '2026-01-01' });
    });
    if (stipendId === undefined) throw new Error('no stipend');
    return stipendId;
  }
  const pay = (ctx: TenantCtx, employeeId: Id<'employee'>, amount: string | null, code: string | null = 'USD') =>
    inTransaction(ctx, (tx) =>
      tx.sql(
        `update employment set base_salary_amount = $2, base_salary_currency = $3 where employer_id = ${THIS_EMPLOYER} and employee_id = $1`,
        [uuidOf(employeeId), amount, code],
      ),
    );
  const amountsOf = async (ctx: TenantCtx, stipendId: Id<'stipend'>) => (await grantsOf(ctx, stipendId)).map(({ amount }) => amount.amount);

  it('rises with the base and does not fall below what was accepted while it is guaranteed', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2026-01-01', '120000');
    const stipendId = await converted(ctx, employeeId, 'MONTHLY', '2026-05-01');
    await pay(ctx, employeeId, '60000');
    await advance(ctx, '2026-02-15T00:00:00.000Z');
    await pay(ctx, employeeId, '240000');
    await advance(ctx, '2026-03-15T00:00:00.000Z');
    await pay(ctx, employeeId, '60000', 'EUR');
    await advance(ctx, '2026-04-15T00:00:00.000Z');
    await pay(ctx, employeeId, '60000');
    await advance(ctx, '2026-05-15T00:00:00.000Z');
    expect(await amountsOf(ctx, stipendId)).toEqual(['1200.00', '1200.00', '2400.00', '1200.00', '600.00']);
  });

  it.each(['2027-01-01', null])('is what the letter said where no base is on record (guaranteed until %s)', async (guaranteedUntil) => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const stipendId = await converted(ctx, await hire(ctx, '2026-01-01', null), 'ANNUAL', guaranteedUntil);
    await advance(ctx, '2026-02-15T00:00:00.000Z');
    expect(await amountsOf(ctx, stipendId)).toEqual(['1200.00', '1200.00']);
    expect(await findStipend(ctx, { id: stipendId })).toMatchObject({ issueProblemCode: null });
  });
});

describe('the start of a stipend', () => {
  it.each([
    ['2025-02-01', 'accepted'],
    ['2025-01-31', 'VALIDATION input.startDate'],
    ['2031-02-01', 'accepted'],
    ['2031-02-02', 'VALIDATION input.startDate'],
  ])('of an offer on %s, seen from 1 February 2026: %s', async (startDate, outcome) => {
    const ctx = await employer({ testNow: '2026-02-01T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2024-01-01');
    const converting = inTransaction(ctx, async (tx) => {
      const offerId = await promise(tx);
      await convertStipends(tx, { offerId, employeeId, startDate });
    });
    expect(await refusalOf(converting)).toBe(outcome);
  });

  it('of an offer is a day of employment, and its end the day of leaving', async () => {
    const ctx = await employer({ testNow: '2026-02-01T00:00:00.000Z' });
    const employeeId = await hire(ctx, '2026-01-01');
    await terminateEmployee(ctx, { employee: { id: employeeId }, terminatedOn: '2026-04-01', idempotencyKey: 'leaves' });
    const convert = (startDate: string) =>
      inTransaction(ctx, async (tx) => convertStipends(tx, { offerId: await promise(tx), employeeId, startDate }));
    expect(await refusalOf(convert('2026-04-01'))).toBe('VALIDATION input.startDate');
    expect(await refusalOf(convert('2025-12-31'))).toBe('VALIDATION input.startDate');
    const [stipendId = newId('stipend')] = await convert('2026-02-01');
    expect(await findStipend(ctx, { id: stipendId })).toMatchObject({ endDate: '2026-04-01' });
    await advance(ctx, '2026-09-01T00:00:00.000Z');
    expect(await booksOf(ctx, stipendId)).toEqual({ commitment: '-1000', available: '0', consumed: '0', expired: '1000' });
  });
});

describe('the test clock', () => {
  it('belongs to sandbox employers and never goes back', async () => {
    const ctx = await employer({ testNow: '2026-02-01T00:00:00.000Z' });
    const live = await employer({ mode: 'LIVE' });
    expect(await refusalOf(advance(live, '2099-01-01T00:00:00.000Z'))).toBe('VALIDATION input');
    expect(await refusalOf(advance(ctx, '2026-01-31T23:59:59.999Z'))).toBe('VALIDATION input.to');
    expect(await refusalOf(advance(ctx, '2031-03-01T00:00:00.000Z'))).toBe('VALIDATION input.to');
    expect(await advance(ctx, '2026-02-01T00:00:00.000Z')).toEqual({ now: '2026-02-01T00:00:00.000Z', grantsIssued: 0, grantsExpired: 0 });
  });

  it('that is moved by many at once stops at the furthest of them', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const stipendId = await assign(ctx, await hire(ctx, '2026-01-01'), await publishedPolicy(ctx, fixed('100')), '2026-01-01');
    const outcomes = await Promise.all(
      [3, 6, 9, 12].map((month) => refusalOf(advance(ctx, `2026-${String(month).padStart(2, '0')}-15T00:00:00.000Z`))),
    );
    expect(outcomes).toContain('accepted');
    expect(await inTransaction(ctx, async (tx) => tx.now.toISOString())).toBe('2026-12-15T00:00:00.000Z');
    expect(await booksOf(ctx, stipendId)).toMatchObject({ commitment: '-1200', available: '100', expired: '1100' });
  });
});
