import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { modules } from '../../src/app.js';
import { runSentJob } from '../../src/jobs/run-job.js';
import { type Id, idOf, newId, uuidOf } from '../../src/kernel/ids.js';
import { decimalOf, Money, unitsOf } from '../../src/kernel/money.js';
import { lockPeriod } from '../../src/modules/calendar/index.js';
import { upsertPayPeriods } from '../../src/modules/calendar/upsert-pay-periods.js';
import { upsertEmployees } from '../../src/modules/directory/upsert-employees.js';
import { advanceTestClock } from '../../src/modules/grants/advance-test-clock.js';
import { findGrants } from '../../src/modules/grants/find-grants.js';
import { revokeGrant } from '../../src/modules/grants/revoke-grant.js';
import { closePayPeriod } from '../../src/modules/payroll/close-pay-period.js';
import { publishPolicy, updatePolicy } from '../../src/modules/policies/change-policy.js';
import { createPolicy } from '../../src/modules/policies/create-policy.js';
import type { PolicyTermsInput } from '../../src/modules/policies/policy.graphql.js';
import { authorizeSpend } from '../../src/modules/spending/authorize-spend.js';
import { assignStipends } from '../../src/modules/stipends/assign-stipends.js';
import { convertStipends, enrolStipend } from '../../src/modules/stipends/enrol-stipend.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { ask } from '../support/ask.js';
import { testDatabase, testEmployer } from '../support/database.js';
import { openHome, passTime } from '../support/spending.js';

const NOW = '2026-11-02T09:00:00.000Z';
const told: TenantCtx[] = [];

/** An employer with the cost centers `4100` and `4200`, whose books are verified when the test ends. */
async function employer(options: Parameters<typeof testEmployer>[0] = {}): Promise<TenantCtx> {
  const ctx = await testEmployer({ testNow: NOW, ...options });
  for (const name of ['4100', '4200']) await openHome(ctx, name);
  told.push(ctx);
  return ctx;
}

afterEach(async () => {
  const { platform } = await testDatabase();
  const employers = told.splice(0).map(({ employerId }) => employerId);
  expect(await verify(platform, modules, employers)).toEqual([]);
});

const usd = (amount: string) => ({ amount, currency: 'USD' });
let keys = 0;
const idempotencyKey = () => `key-${++keys}`;
const advance = (ctx: TenantCtx, to: string) => advanceTestClock(ctx, { to: new Date(to) });

/** A person of a cost center, of none where it is null. */
async function hire(ctx: TenantCtx, costCenter: string | null = '4100', externalId: string = newId('employee')): Promise<Id<'employee'>> {
  const employment = { effectiveDate: '2020-01-01', costCenter: costCenter === null ? null : { externalId: costCenter } };
  const [outcome] = await upsertEmployees(ctx, { employees: [{ externalId, name: 'Thandiwe Nkosi-Brøgger', employment }] });
  if (outcome?.id == null) throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

const terms = (change: Partial<PolicyTermsInput> = {}): PolicyTermsInput => ({
  amountType: 'FIXED',
  period: 'MONTHLY',
  amount: usd('100'),
  transfer: 'COST_CENTER',
  ...change,
});

async function publishedPolicy(ctx: TenantCtx, change: Partial<PolicyTermsInput> = {}): Promise<string> {
  const id = await createPolicy(ctx, { name: 'Compute', terms: terms(change) });
  await publishPolicy(ctx, { policy: { id }, effectiveFrom: '2000-01-01', expectedVersion: 1 });
  return id;
}

/** The grants of a stipend of the person under a policy, from the first of November on. */
async function enrolled(ctx: TenantCtx, person: Id<'employee'>, policyId: string, startDate = '2026-11-01') {
  const [outcome] = await assignStipends(ctx, {
    assignments: [{ employee: { id: person }, policy: { id: policyId }, startDate }],
    idempotencyKey: idempotencyKey(),
  });
  const stipendId = outcome?.stipendId;
  if (stipendId == null) throw new Error(JSON.stringify(outcome));
  return async (): Promise<readonly Id<'grant'>[]> => (await findGrants(ctx, stipendId, { first: 100 })).nodes.map(({ id }) => id);
}

/** A person of 4100 and their grant of 100 under a policy. */
async function granted(ctx: TenantCtx, change: Partial<PolicyTermsInput> = {}, costCenter: string | null = '4100') {
  const person = await hire(ctx, costCenter);
  const [grantId] = await (await enrolled(ctx, person, await publishedPolicy(ctx, change)))();
  if (grantId === undefined) throw new Error('nothing was granted');
  return { person, grantId };
}

interface Change {
  readonly kind: string;
  readonly amount: { readonly amount: string } | null;
  readonly costCenterId: string | null;
  readonly reason: string;
}

interface Answer {
  readonly grant: {
    readonly id: Id<'grant'>;
    readonly status: string;
    readonly kind: string;
    readonly fromCostCenterId: string | null;
    readonly available: { readonly amount: string };
    readonly changes: readonly Change[];
  } | null;
  readonly userErrors: ReadonlyArray<{
    readonly code: string;
    readonly path: readonly string[];
    readonly available?: { readonly amount: string };
  }>;
}

/** Sends one mutation of grants. */
async function send(ctx: TenantCtx, name: 'grantTransfer' | 'grantIssue', input: object): Promise<Answer> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await ask<Record<string, Answer>>(
    ctx,
    `mutation($input: ${type}!) { ${name}(input: $input) {
       grant { id status kind fromCostCenterId available { amount } changes { kind amount { amount } costCenterId reason } }
       userErrors { code path ... on InsufficientBalanceError { available { amount } } } } }`,
    { input: { reason: 'For the launch', idempotencyKey: idempotencyKey(), ...input } },
  );
  expect(errors).toEqual([]);
  const answer = data[name];
  if (answer === undefined) throw new Error('the mutation answers');
  return answer;
}

const transfer = (ctx: TenantCtx, grantId: string, amount: string | null = null, more: object = {}) =>
  send(ctx, 'grantTransfer', { grantId, ...(amount === null ? {} : { amount: usd(amount) }), ...more });

const issue = (ctx: TenantCtx, person: string, amount: string, more: object = {}) =>
  send(ctx, 'grantIssue', {
    employee: { id: person },
    kind: 'TRANSFER',
    fromCostCenter: { externalId: '4100' },
    amount: usd(amount),
    expiresAt: '2027-06-01T00:00:00Z',
    ...more,
  });

/** `INVALID_TRANSITION input.grantId`, or what the grant shows: `ACTIVE 60.00`. */
const outcomeOf = async (answer: Promise<Answer>): Promise<string> => {
  const { grant, userErrors } = await answer;
  const [error] = userErrors;
  return error === undefined ? `${grant?.status} ${grant?.available.amount}` : `${error.code} ${error.path.join('.')}`;
};

/** What is in the pools, by cost center: `{ 4100: ['100.00 USD'], 4200: [] }`. */
async function pools(ctx: TenantCtx): Promise<Record<string, readonly string[] | null>> {
  const { data } = await ask<{
    costCenters: { nodes: Array<{ externalId: string; pools: Array<{ amount: string; currency: string }> | null }> };
  }>(ctx, '{ costCenters { nodes { externalId pools { amount currency } } } }');
  return Object.fromEntries(
    data.costCenters.nodes.map(({ externalId, pools: money }) => [
      externalId,
      money?.map(({ amount, currency }) => `${amount} ${currency}`) ?? null,
    ]),
  );
}

interface Shown {
  readonly granted: { readonly amount: string };
  readonly available: { readonly amount: string };
  readonly held: { readonly amount: string };
  readonly movement: Record<'opening' | 'granted' | 'adjusted' | 'revoked' | 'closing', { readonly amount: string }>;
}

/** The balance of a person and how it moved in November, in dollars. */
async function shown(ctx: TenantCtx, person: Id<'employee'>): Promise<Record<string, string>> {
  const { data, errors } = await ask<{ balance: { nodes: Shown[] } }>(
    ctx,
    `query($id: ID!) { balance(employee: { id: $id }) { nodes { granted { amount } available { amount } held { amount }
       movement(from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z") { opening { amount } granted { amount } adjusted { amount } revoked { amount } closing { amount } } } } }`,
    { id: person },
  );
  expect(errors).toEqual([]);
  const [node] = data.balance.nodes;
  if (node === undefined) throw new Error('no balance');
  const { granted: all, available, held, movement: m } = node;
  return {
    balance: `${all.amount} granted, ${available.amount} available, ${held.amount} held`,
    movement: `${m.opening.amount} + ${m.granted.amount} − ${m.revoked.amount} + ${m.adjusted.amount} = ${m.closing.amount}`,
  };
}

/** The postings of all accounts that tell of a grant: `pool TRANSFERRED COMMITMENT -40 AVAILABLE 40`. */
async function postingsOf(ctx: TenantCtx, grantId: Id<'grant'>): Promise<string[]> {
  const rows = await inTransaction(ctx, (tx) =>
    tx.sql<{ pool: boolean; kind: string; legs: Array<[string, string]> }>(
      `select a.employee_id is null as pool, p.kind, json_agg(json_build_array(n.side, n.amount::text) order by n.leg) as legs
       from posting p join account a on a.employer_id = p.employer_id and a.id = p.account_id
         join entry n on n.employer_id = p.employer_id and n.posting_id = p.id
       where p.employer_id = ${THIS_EMPLOYER} and p.subject_id = $1 group by p.id, a.employee_id, p.kind order by p.id`,
      [uuidOf(grantId)],
    ),
  );
  return rows.map(({ pool, kind, legs }) =>
    [pool ? 'pool' : 'person', kind, ...legs.flatMap(([side, amount]) => [side, decimalOf(unitsOf(amount))])].join(' '),
  );
}

async function eventsOf(ctx: TenantCtx, subjectId: Id): Promise<Array<{ type: string; snapshot: Record<string, unknown> }>> {
  return inTransaction(ctx, (tx) =>
    tx.sql(`select type, snapshot from outbox_event where employer_id = ${THIS_EMPLOYER} and subject_id = $1 order by id`, [
      uuidOf(subjectId),
    ]),
  );
}

describe('a transfer of unused compute', () => {
  it('moves 40 of 100 to the pool of the cost center in two postings that each sum to zero, and the person is told it was adjusted (C17)', async () => {
    const ctx = await employer();
    const { person, grantId } = await granted(ctx);
    const { grant } = await transfer(ctx, grantId, '40.00');
    expect(grant).toMatchObject({ status: 'ACTIVE', available: { amount: '60.00' } });
    const costCenterId = grant?.changes[0]?.costCenterId;
    expect(grant?.changes).toEqual([
      { kind: 'TRANSFERRED', amount: { amount: '-40.00' }, costCenterId: expect.stringMatching(/^costcenter_/), reason: 'For the launch' },
    ]);
    expect(await pools(ctx)).toEqual({ 4100: ['40.00 USD'], 4200: [] });
    expect(await shown(ctx, person)).toEqual({
      balance: '60.00 granted, 60.00 available, 0.00 held',
      movement: '0.00 + 100.00 − 0.00 + -40.00 = 60.00',
    });
    expect(await postingsOf(ctx, grantId)).toEqual([
      'person GRANTED COMMITMENT -100 AVAILABLE 100',
      'person TRANSFERRED AVAILABLE -40 COMMITMENT 40',
      'pool TRANSFERRED COMMITMENT -40 AVAILABLE 40',
    ]);
    expect((await eventsOf(ctx, grantId)).at(-1)).toMatchObject({
      type: 'grant.transferred',
      snapshot: {
        id: grantId,
        employeeId: person,
        costCenterId,
        transferred: { amount: '40.00', currency: 'USD' },
        available: { amount: '60.00' },
      },
    });
  });

  it('takes all that is left where no amount is said, and nothing that is held', async () => {
    const ctx = await employer();
    const { person, grantId } = await granted(ctx);
    await authorizeSpend(ctx, { employee: { id: person }, amount: usd('30'), idempotencyKey: idempotencyKey() });
    expect(await outcomeOf(transfer(ctx, grantId, '70.01'))).toBe('INSUFFICIENT_BALANCE input.amount');
    expect(await outcomeOf(transfer(ctx, grantId))).toBe('EXHAUSTED 0.00');
    expect(await shown(ctx, person)).toEqual({
      balance: '30.00 granted, 0.00 available, 30.00 held',
      movement: '0.00 + 100.00 − 0.00 + -70.00 = 30.00',
    });
    expect(await pools(ctx)).toEqual({ 4100: ['70.00 USD'], 4200: [] });
    const { userErrors } = await transfer(ctx, grantId);
    expect(userErrors).toEqual([{ code: 'INSUFFICIENT_BALANCE', path: ['input', 'amount'], available: { amount: '0.00' } }]);
  });

  it('goes to the cost center where the person works on that day, in their zone', async () => {
    const ctx = await employer({ timeZone: 'America/New_York', testNow: '2026-11-30T12:00:00.000Z' });
    const person = await hire(ctx, '4100', 'mover');
    const [grantId = idOf('grant', '')] = await (
      await enrolled(ctx, person, await publishedPolicy(ctx, { amount: usd('100'), period: 'QUARTER' }))
    )();
    await upsertEmployees(ctx, {
      employees: [{ externalId: 'mover', employment: { effectiveDate: '2026-12-01', costCenter: { externalId: '4200' } } }],
    });
    await advance(ctx, '2026-12-01T04:59:59.999Z');
    await transfer(ctx, grantId, '10');
    await advance(ctx, '2026-12-01T05:00:00.000Z');
    await transfer(ctx, grantId, '25');
    expect(await pools(ctx)).toEqual({ 4100: ['10.00 USD'], 4200: ['25.00 USD'] });
  });

  it('works also for what was carried over from a grant of the policy', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const grantsNow = await enrolled(ctx, person, await publishedPolicy(ctx, { rolloverTerms: { max: usd('50') } }));
    await advance(ctx, '2026-12-01T00:00:00Z');
    const grants = await grantsNow();
    const outcomes = [];
    for (const grantId of grants) outcomes.push(await outcomeOf(transfer(ctx, grantId)));
    expect(outcomes.sort()).toEqual(['EXHAUSTED 0.00', 'EXHAUSTED 0.00', 'INVALID_TRANSITION input.grantId']);
    expect(await pools(ctx)).toEqual({ 4100: ['150.00 USD'], 4200: [] });
  });

  it('follows the version of the policy under which the grant was issued', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const policyId = await publishedPolicy(ctx, { transfer: null });
    const grantsNow = await enrolled(ctx, person, policyId);
    await updatePolicy(ctx, { policy: { id: policyId }, terms: terms() });
    await publishPolicy(ctx, { policy: { id: policyId }, effectiveFrom: '2026-11-15', expectedVersion: 3 });
    await advance(ctx, '2026-11-20T00:00:00Z');
    const [november = ''] = await grantsNow();
    expect(await outcomeOf(transfer(ctx, november))).toBe('INVALID_TRANSITION input.grantId');
    await advance(ctx, '2026-12-01T00:00:00Z');
    const december = (await grantsNow()).find((id) => id !== november) ?? '';
    expect(await outcomeOf(transfer(ctx, december))).toBe('EXHAUSTED 0.00');
  });

  it('is in the currency of the grant, one pool each', async () => {
    const ctx = await employer();
    const dollars = await granted(ctx);
    const yen = await granted(ctx, { amount: { amount: '5000', currency: 'JPY' } });
    await transfer(ctx, dollars.grantId);
    await transfer(ctx, yen.grantId);
    expect(await pools(ctx)).toEqual({ 4100: ['5000 JPY', '100.00 USD'], 4200: [] });
  });

  it('has one effect for a key, whatever the amount is written like, and another for another input', async () => {
    const ctx = await employer();
    const { grantId } = await granted(ctx);
    const first = await transfer(ctx, grantId, '1.5', { idempotencyKey: 'one' });
    expect(await transfer(ctx, grantId, '1.50', { idempotencyKey: 'one' })).toEqual(first);
    expect(await outcomeOf(transfer(ctx, grantId, '1.51', { idempotencyKey: 'one' }))).toBe('IDEMPOTENCY_CONFLICT input.idempotencyKey');
    expect(await pools(ctx)).toEqual({ 4100: ['1.50 USD'], 4200: [] });
  });

  it('never moves more than is left, fifty at once', async () => {
    const ctx = await employer({ mode: 'LIVE' });
    const person = await hire(ctx);
    const today = new Date().toISOString().slice(0, 10);
    const [grantId = idOf('grant', '')] = await (await enrolled(ctx, person, await publishedPolicy(ctx), today))();
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(transfer(ctx, grantId, '7'))));
    expect(outcomes.filter((outcome) => outcome.startsWith('INSUFFICIENT_BALANCE'))).toHaveLength(36);
    expect(await pools(ctx)).toEqual({ 4100: ['98.00 USD'], 4200: [] });
  }, 60_000);

  it('of many people to one pool at once, among spending and while the pool pays, loses nothing', async () => {
    const ctx = await employer({ mode: 'LIVE' });
    const policyId = await publishedPolicy(ctx);
    const today = new Date().toISOString().slice(0, 10);
    const people = await Promise.all(Array.from({ length: 8 }, () => hire(ctx)));
    const grants = await Promise.all(people.map(async (person) => (await (await enrolled(ctx, person, policyId, today))())[0] ?? ''));
    const [receiver = ''] = people;
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const outcomes = await Promise.all([
      ...grants.map((grantId) => outcomeOf(transfer(ctx, grantId, '50'))),
      ...grants.map((grantId) => outcomeOf(transfer(ctx, grantId, '10'))),
      ...people.map((person) => authorizeSpend(ctx, { employee: { id: person }, amount: usd('5'), idempotencyKey: idempotencyKey() })),
      ...Array.from({ length: 12 }, () => outcomeOf(issue(ctx, receiver, '20', { expiresAt }))),
    ]);
    const paid = outcomes.filter((outcome) => outcome === 'ACTIVE 20.00').length;
    expect(await pools(ctx)).toEqual({ 4100: [`${480 - 20 * paid}.00 USD`], 4200: [] });
  }, 60_000);
});

describe('the statement of a period with a transfer', () => {
  it('says what was granted, and what was handed over as a correction, so that it adds up', async () => {
    const ctx = await employer();
    const { grantId } = await granted(ctx);
    await transfer(ctx, grantId, '40');
    await advance(ctx, '2026-12-02T00:00:00Z');
    await upsertPayPeriods(ctx, { payPeriods: [{ externalId: '2026-11', startDate: '2026-11-01', endDate: '2026-12-01' }] });
    await closePayPeriod(ctx, { payPeriod: { externalId: '2026-11' }, idempotencyKey: idempotencyKey() });
    const resume = modules.flatMap(({ jobs }) => jobs).find(({ name }) => name === 'resume-statements');
    if (resume === undefined) throw new Error('payroll makes statements in a job');
    await runSentJob(ctx.platform, resume, ctx.employerId, {});
    const rows = await inTransaction(ctx, (tx) =>
      tx.sql<Record<string, string>>(
        `select opening, granted, expired, adjusted, closing from payroll_statement where employer_id = ${THIS_EMPLOYER}`,
      ),
    );
    expect(rows.map((row) => Object.values(row).map((amount) => decimalOf(unitsOf(amount))))).toEqual([['0', '100', '60', '-40', '0']]);
  });
});

describe('a transfer is refused', () => {
  it('where the input, the grant, its policy, its promise, its currency, the person or the balance say no, in this order', async () => {
    const ctx = await employer();
    const { grantId } = await granted(ctx);
    expect(await outcomeOf(transfer(ctx, newId('grant'), '0'))).toBe('VALIDATION input.amount.amount');
    expect(await outcomeOf(transfer(ctx, grantId, '-1'))).toBe('VALIDATION input.amount.amount');
    expect(await outcomeOf(transfer(ctx, grantId, '1', { reason: '' }))).toBe('VALIDATION input.reason');
    expect(await outcomeOf(transfer(ctx, newId('grant')))).toBe('NOT_FOUND input.grantId');
    expect(await outcomeOf(transfer(ctx, newId('employee')))).toBe('NOT_FOUND input.grantId');

    const kept = await granted(ctx, { transfer: 'NONE', guaranteeMonths: 12 }, null);
    expect(await outcomeOf(transfer(ctx, kept.grantId))).toBe('INVALID_TRANSITION input.grantId');
    const promised = await granted(ctx, { guaranteeMonths: 12 }, null);
    expect(await outcomeOf(transfer(ctx, promised.grantId))).toBe('GUARANTEED_GRANT input.grantId');
    const homeless = await granted(ctx, {}, null);
    expect(await outcomeOf(transfer(ctx, homeless.grantId, '1000'))).toBe('VALIDATION input.grantId');
    expect(await outcomeOf(transfer(ctx, grantId, null, { amount: { amount: '1000', currency: 'EUR' } }))).toBe(
      'CURRENCY_MISMATCH input.amount.currency',
    );
    expect(await outcomeOf(transfer(ctx, grantId, '1000'))).toBe('INSUFFICIENT_BALANCE input.amount');
    expect(await pools(ctx)).toEqual({ 4100: [], 4200: [] });
  });

  it('by default, for grants by hand, for what a pool paid, and for a trial without a cap', async () => {
    const ctx = await employer();
    const silent = await granted(ctx, { transfer: null });
    expect(await outcomeOf(transfer(ctx, silent.grantId))).toBe('INVALID_TRANSITION input.grantId');
    const { person, grantId } = await granted(ctx);
    await transfer(ctx, grantId);
    const bonus = await issue(ctx, person, '5', { kind: 'BONUS', fromCostCenter: null });
    const paid = await issue(ctx, person, '5');
    const trial = await granted(ctx, { uncappedDays: 30 });
    for (const id of [bonus.grant?.id, paid.grant?.id, trial.grantId]) {
      expect(await outcomeOf(transfer(ctx, id ?? ''))).toBe('INVALID_TRANSITION input.grantId');
    }
  });

  it('for what an offer promised', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const stipendId = await inTransaction(ctx, async (tx) => {
      const offerId = newId('offer');
      const id = await enrolStipend(tx, {
        offerId,
        offerComponentId: newId('offerComponent'),
        terms: { amountType: 'FIXED', period: 'MONTHLY', amount: Money.of('500', 'USD') },
        acceptedYear: null,
        framing: 'COMPENSATION',
        guaranteedUntil: null,
        startDate: '2026-11-01',
      });
      await convertStipends(tx, { offerId, employeeId: person, startDate: '2026-11-01' });
      return id;
    });
    await advance(ctx, '2026-11-02T09:01:00Z');
    const { nodes } = await findGrants(ctx, stipendId, { first: 100 });
    expect(nodes.map(({ source, available }) => `${source} ${available.amount}`)).toEqual(['OFFER 500.00']);
    expect(await outcomeOf(transfer(ctx, nodes[0]?.id ?? ''))).toBe('INVALID_TRANSITION input.grantId');
  });

  it('before the grant counts, once it has ended, and once it was revoked', async () => {
    const ctx = await employer();
    const [waiting, ended, revoked] = [await granted(ctx), await granted(ctx), await granted(ctx)];
    await passTime(ctx, '2026-10-31T23:59:59.999Z');
    expect(await outcomeOf(transfer(ctx, waiting.grantId))).toBe('INVALID_TRANSITION input.grantId');
    await passTime(ctx, NOW);
    await revokeGrant(ctx, { grantId: revoked.grantId, reason: 'As agreed', idempotencyKey: idempotencyKey() });
    expect(await outcomeOf(transfer(ctx, revoked.grantId))).toBe('INVALID_TRANSITION input.grantId');
    await passTime(ctx, '2026-12-01T00:00:00.000Z');
    expect(await outcomeOf(transfer(ctx, ended.grantId))).toBe('INVALID_TRANSITION input.grantId');
  });

  it('where today is in a closed period', async () => {
    const ctx = await employer();
    const { grantId } = await granted(ctx);
    const during = { start: new Date('2026-11-02T00:00:00Z'), end: new Date('2026-11-03T00:00:00Z') };
    await inTransaction(ctx, (tx) => lockPeriod(tx, newId('payPeriod'), during));
    expect(await outcomeOf(transfer(ctx, grantId))).toBe('PERIOD_CLOSED input');
    expect(await pools(ctx)).toEqual({ 4100: [], 4200: [] });
  });

  it('to a key without the scope grants:write; what is in the pools needs balances:read', async () => {
    const ctx = await employer();
    const { grantId } = await granted(ctx);
    const limited = { ...ctx, actor: { ...ctx.actor, scopes: new Set(['employees:read', 'stipends:read'] as const) } };
    const { errors } = await ask(
      limited,
      'mutation($id: ID!) { grantTransfer(input: { grantId: $id, reason: "x", idempotencyKey: "x" }) { grant { id } userErrors { code } } }',
      { id: grantId },
    );
    expect(errors).toEqual(['FORBIDDEN']);
    expect(await pools(limited)).toEqual({ 4100: null, 4200: null });
  });
});

describe('a grant out of a pool', () => {
  it('is paid by the pool, to anyone who works there, and is a grant like any other', async () => {
    const ctx = await employer();
    const { grantId } = await granted(ctx);
    await transfer(ctx, grantId);
    const colleague = await hire(ctx);
    const { grant } = await issue(ctx, colleague, '60');
    expect(grant).toMatchObject({
      kind: 'TRANSFER',
      status: 'ACTIVE',
      available: { amount: '60.00' },
      fromCostCenterId: expect.stringMatching(/^costcenter_/),
      changes: [],
    });
    expect(await pools(ctx)).toEqual({ 4100: ['40.00 USD'], 4200: [] });
    expect(await shown(ctx, colleague)).toEqual({
      balance: '60.00 granted, 60.00 available, 0.00 held',
      movement: '0.00 + 60.00 − 0.00 + 0.00 = 60.00',
    });
    expect(await postingsOf(ctx, grant?.id ?? grantId)).toEqual([
      'pool TRANSFERRED COMMITMENT 60 AVAILABLE -60',
      'person GRANTED COMMITMENT -60 AVAILABLE 60',
    ]);
    const { hold } = await authorizeSpend(ctx, { employee: { id: colleague }, amount: usd('60'), idempotencyKey: idempotencyKey() });
    expect(hold).not.toBeNull();
    const [issued] = await eventsOf(ctx, grant?.id ?? grantId);
    expect(issued).toMatchObject({ type: 'grant.issued', snapshot: { kind: 'TRANSFER', fromCostCenterId: grant?.fromCostCenterId } });
  });

  it('is never more than what is in the pool, twenty at once, and what the pool paid does not come back', async () => {
    const ctx = await employer();
    const { person, grantId } = await granted(ctx);
    expect(await outcomeOf(issue(ctx, person, '0.01'))).toBe('INSUFFICIENT_BALANCE input.amount');
    await transfer(ctx, grantId);
    const expiresAt = '2026-11-20T00:00:00Z';
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(issue(ctx, person, '15', { expiresAt }))));
    expect(outcomes.filter((outcome) => outcome === 'ACTIVE 15.00')).toHaveLength(6);
    await advance(ctx, expiresAt);
    expect(await pools(ctx)).toEqual({ 4100: ['10.00 USD'], 4200: [] });
  });

  it('goes to people of that cost center alone, and only a TRANSFER comes from one', async () => {
    const ctx = await employer();
    const { person, grantId } = await granted(ctx);
    await transfer(ctx, grantId);
    const from = 'input.fromCostCenter';
    expect(await outcomeOf(issue(ctx, await hire(ctx, '4200'), '1'))).toBe(`VALIDATION ${from}`);
    expect(await outcomeOf(issue(ctx, await hire(ctx, null), '1'))).toBe(`VALIDATION ${from}`);
    expect(await outcomeOf(issue(ctx, person, '1', { fromCostCenter: null }))).toBe(`VALIDATION ${from}`);
    expect(await outcomeOf(issue(ctx, person, '1', { kind: 'BONUS' }))).toBe(`VALIDATION ${from}`);
    expect(await outcomeOf(issue(ctx, person, '1', { fromCostCenter: { externalId: '9999' } }))).toBe(`NOT_FOUND ${from}`);
    expect(await outcomeOf(issue(ctx, person, '1', { fromCostCenter: { externalId: '4200' } }))).toBe(`VALIDATION ${from}`);
    expect(await outcomeOf(issue(ctx, person, '1', { amount: { amount: '1', currency: 'EUR' } }))).toBe(
      'INSUFFICIENT_BALANCE input.amount',
    );
    expect(await pools(ctx)).toEqual({ 4100: ['100.00 USD'], 4200: [] });
  });
});

describe('a pool', () => {
  it('is on no list of balances, and no limit that people share counts it', async () => {
    const ctx = await employer();
    const { person, grantId } = await granted(ctx);
    await transfer(ctx, grantId, '40');
    const limit = { scope: 'EMPLOYER', window: 'MONTH', mode: 'HARD', currency: 'USD', amount: '1000' };
    const { data } = await ask<{ limitSet: { userErrors: object[] } }>(
      ctx,
      'mutation($input: LimitSetInput!) { limitSet(input: $input) { userErrors { code message } } }',
      { input: limit },
    );
    expect(data.limitSet.userErrors).toEqual([]);
    const { data: list } = await ask<{ balances: { nodes: Array<{ employeeId: string }> } }>(ctx, '{ balances { nodes { employeeId } } }');
    expect(list.balances.nodes.map(({ employeeId }) => employeeId)).toEqual([person]);
    const { hold } = await authorizeSpend(ctx, { employee: { id: person }, amount: usd('60'), idempotencyKey: idempotencyKey() });
    expect(hold).not.toBeNull();
  });

  it('keeps an earlier balance readable: before the transfer all of it was there', async () => {
    const ctx = await employer();
    const { person, grantId } = await granted(ctx);
    await advance(ctx, '2026-11-05T00:00:00Z');
    await transfer(ctx, grantId, '40');
    await advance(ctx, '2026-11-06T00:00:00Z');
    const at = async (asOf: string) => {
      const { data } = await ask<{ balance: { nodes: Array<{ available: { amount: string } }> } }>(
        ctx,
        'query($id: ID!, $asOf: DateTime!) { balance(employee: { id: $id }, asOf: $asOf) { nodes { available { amount } } } }',
        { id: person, asOf },
      );
      return data.balance.nodes[0]?.available.amount;
    };
    expect([await at('2026-11-04T23:59:59.999Z'), await at('2026-11-05T00:00:00.000Z')]).toEqual(['100.00', '60.00']);
    const { data } = await ask<{
      balanceHistory: { nodes: Array<{ kind: string; subjectId: string; balance: { granted: { amount: string } } }> };
    }>(ctx, 'query($id: ID!) { balanceHistory(employee: { id: $id }) { nodes { kind subjectId balance { granted { amount } } } } }', {
      id: person,
    });
    expect(data.balanceHistory.nodes.map(({ kind, balance }) => `${kind} ${balance.granted.amount}`)).toEqual([
      'GRANTED 100.00',
      'TRANSFERRED 60.00',
    ]);
    expect(data.balanceHistory.nodes[1]?.subjectId).toBe(grantId);
  });
});

const who = fc.nat(2);
const amount = fc.integer({ min: 1, max: 70 });
const anyStep = fc.oneof(
  fc.record({ do: fc.constant('transfer' as const), who, amount }),
  fc.record({ do: fc.constant('transferAll' as const), who, amount }),
  fc.record({ do: fc.constant('issue' as const), who, amount }),
  fc.record({ do: fc.constant('hold' as const), who, amount }),
);

it('whatever is handed over, held and taken out in which order, the pool and the people have what a sheet of paper says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 20 }), async (steps) => {
      const ctx = await employer();
      const policyId = await publishedPolicy(ctx);
      const people = [];
      for (let index = 0; index < 3; index += 1) {
        const id = await hire(ctx);
        const [grantId = idOf('grant', '')] = await (await enrolled(ctx, id, policyId))();
        // What the policy granted pays first: it ends sooner.
        people.push({ id, grantId, left: 100, fromPool: 0 });
      }
      let pool = 0;
      for (const step of steps) {
        const person = people[step.who];
        if (person === undefined) throw new Error('the person is there');
        const asked = step.amount;
        switch (step.do) {
          case 'transfer':
          case 'transferAll': {
            const given = step.do === 'transfer' ? asked : person.left;
            const answer = await transfer(ctx, person.grantId, step.do === 'transfer' ? `${asked}` : null);
            const fits = given > 0 && given <= person.left;
            expect(answer.userErrors.map(({ code }) => code)).toEqual(fits ? [] : ['INSUFFICIENT_BALANCE']);
            if (!fits) break;
            person.left -= given;
            pool += given;
            break;
          }
          case 'issue': {
            const { userErrors } = await issue(ctx, person.id, `${asked}`);
            expect(userErrors.map(({ code }) => code)).toEqual(asked <= pool ? [] : ['INSUFFICIENT_BALANCE']);
            if (asked > pool) break;
            pool -= asked;
            person.fromPool += asked;
            break;
          }
          case 'hold': {
            const input = { employee: { id: person.id }, amount: usd(`${asked}`), idempotencyKey: idempotencyKey() };
            const { hold } = await authorizeSpend(ctx, input);
            expect(hold !== null).toBe(asked <= person.left + person.fromPool);
            if (hold === null) break;
            const ofPolicy = Math.min(person.left, asked);
            person.left -= ofPolicy;
            person.fromPool -= asked - ofPolicy;
          }
        }
      }
      const [inPool = '0.00 USD'] = (await pools(ctx))['4100'] ?? [];
      expect(inPool).toBe(`${pool}.00 USD`);
      for (const { id, left, fromPool } of people) expect((await shown(ctx, id)).balance).toContain(` ${left + fromPool}.00 available`);
      expect(await verify((await testDatabase()).platform, modules, [ctx.employerId])).toEqual([]);
    }),
    { numRuns: 15 },
  );
}, 120_000);
