import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { getOperationAST, getVariableValues, type OperationDefinitionNode, parse } from 'graphql';
import pg from 'pg';
import { modules } from '../../src/app.js';
import { measure } from '../../src/http/limits.js';
import { buildApiSchema } from '../../src/http/schema.js';
import { runSentJob } from '../../src/jobs/run-job.js';
import { type Id, idOf, newId, parseId, uuidOf } from '../../src/kernel/ids.js';
import { currency, decimalOf, Money, sum, unitsOf } from '../../src/kernel/money.js';
import { plusMonths } from '../../src/kernel/period.js';
import { openAccounts, post, recipes } from '../../src/modules/ledger/index.js';
import { payrollModule } from '../../src/modules/payroll/module.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { openOrm } from '../../src/platform/orm.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { type Answer, ask } from '../support/ask.js';
import { testDatabase, testEmployer } from '../support/database.js';

const USD = currency('USD');
const [makeStatementsJob, resumeStatementsJob] = payrollModule.jobs;

const told: TenantCtx[] = [];
/** What is spent here is posted without a usage event, which the laws of usage would miss. */
const books = modules.filter(({ name }) => name !== 'usage' && name !== 'stipends');

async function employer(options: Parameters<typeof testEmployer>[0] = {}): Promise<TenantCtx> {
  const ctx = await testEmployer({ testNow: '2026-09-30T12:00:00.000Z', ...options });
  told.push(ctx);
  return ctx;
}

afterEach(async () => {
  const { platform } = await testDatabase();
  expect(
    await verify(
      platform,
      books,
      told.splice(0).map(({ employerId }) => employerId),
    ),
  ).toEqual([]);
});

// ---------------------------------------------------------------------------------------------- what callers do

async function change<Payload>(ctx: TenantCtx, mutation: string, input: object, selection: string): Promise<Payload> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const { data, errors } = await ask<Record<string, Payload>>(
    ctx,
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} } }`,
    { input },
  );
  expect(errors).toEqual([]);
  return data[mutation] as Payload;
}

interface PeriodItem {
  readonly externalId: string;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
  readonly checkDate?: string | null;
}

async function upsertPeriods(ctx: TenantCtx, payPeriods: readonly PeriodItem[], idempotencyKey?: string) {
  type Payload = {
    outcomes: Array<{
      created: boolean;
      payPeriod: Record<string, unknown> | null;
      userErrors: Array<{ code: string; path: string[] }>;
    }> | null;
    userErrors: Array<{ code: string }>;
  };
  const input = { payPeriods, ...(idempotencyKey !== undefined && { idempotencyKey }) };
  return change<Payload>(
    ctx,
    'payPeriodsUpsert',
    input,
    'outcomes { created payPeriod { id externalId startDate endDate checkDate status } userErrors { code path } } userErrors { code }',
  );
}

/** Months of 2026 from `first` on, named `2026-10`. */
function months(first: number, count: number): PeriodItem[] {
  return Array.from({ length: count }, (_, index) => {
    const startDate = plusMonths('2026-01-01', first - 1 + index);
    return { externalId: startDate.slice(0, 7), startDate, endDate: plusMonths(startDate, 1) };
  });
}

interface Closed {
  readonly payPeriod: { id: string; status: string } | null;
  readonly job: { id: string; state: string; progress: number } | null;
  readonly userErrors: Array<{ code: string; path: string[] }>;
}

function close(ctx: TenantCtx, externalId: string, idempotencyKey = `close ${externalId}`): Promise<Closed> {
  return change(
    ctx,
    'payPeriodClose',
    { payPeriod: { externalId }, idempotencyKey },
    'payPeriod { id status } job { id state progress } userErrors { code path }',
  );
}

/** What a worker does with the job that was sent. */
async function work(ctx: TenantCtx, payPeriodId: string): Promise<void> {
  const { platform } = await testDatabase();
  if (makeStatementsJob === undefined) throw new Error('no job');
  await runSentJob(platform, makeStatementsJob, ctx.employerId, { payPeriodId });
}

async function closeAndWork(ctx: TenantCtx, externalId: string): Promise<void> {
  const { payPeriod, userErrors } = await close(ctx, externalId);
  expect(userErrors).toEqual([]);
  await work(ctx, payPeriod?.id ?? '');
}

interface MoneyAnswer {
  readonly amount: string;
  readonly currency: string;
}

interface StatementAnswer {
  readonly id: string;
  readonly currency: string;
  readonly provisional: boolean;
  readonly asOf: string;
  readonly employee: { externalId: string } | null;
  readonly legalEntity: { externalId: string } | null;
  readonly lines: Array<{ id: string; kind: string; amount: MoneyAnswer; exactAmount: MoneyAnswer; rounding: MoneyAnswer }>;
  readonly movement: Record<'opening' | 'granted' | 'consumed' | 'expired' | 'revoked' | 'adjusted' | 'closing', MoneyAnswer>;
}

interface Page {
  readonly nodes: StatementAnswer[];
  readonly pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const STATEMENTS = /* GraphQL */ `
  query ($payPeriod: PayPeriodByInput!, $first: Int, $after: String, $asOf: DateTime) {
    payrollStatements(payPeriod: $payPeriod, first: $first, after: $after, asOf: $asOf) {
      nodes {
        id currency provisional asOf employee { externalId } legalEntity { externalId }
        lines { id kind amount { amount currency } exactAmount { amount currency } rounding { amount currency } }
        movement {
          opening { amount currency } granted { amount currency } consumed { amount currency } expired { amount currency }
          revoked { amount currency } adjusted { amount currency } closing { amount currency }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`;

function statementsPage(ctx: TenantCtx, externalId: string, args: object = {}): Promise<Answer<{ payrollStatements: Page }>> {
  return ask(ctx, STATEMENTS, { payPeriod: { externalId }, ...args });
}

async function statements(ctx: TenantCtx, externalId: string, args: object = {}): Promise<StatementAnswer[]> {
  const { data, errors } = await statementsPage(ctx, externalId, { first: 200, ...args });
  expect(errors).toEqual([]);
  return data.payrollStatements.nodes;
}

/** `e-1 US USD 0.00 → 600.00: GRANTED_INFO 1000.00, CONSUMED_INFO 400.00`. */
function drawn(statement: StatementAnswer): string {
  const { employee, legalEntity, currency: code, movement, lines } = statement;
  const told = lines.map(({ kind, amount }) => `${kind} ${amount.amount}`).join(', ');
  return `${employee?.externalId} ${legalEntity?.externalId ?? '-'} ${code} ${movement.opening.amount} → ${movement.closing.amount}: ${told}`;
}

/** What is the same before and after closing. */
function lasting({ provisional: _, asOf: __, ...rest }: StatementAnswer): object {
  return rest;
}

// ---------------------------------------------------------------------------------------------- what there is to pay

async function organization(ctx: TenantCtx): Promise<void> {
  const legalEntities = [
    { externalId: 'us', name: 'Acme Inc.', country: 'US', timeZone: 'America/New_York', currency: 'USD' },
    { externalId: 'in', name: 'Acme India', country: 'IN', timeZone: 'Asia/Kolkata', currency: 'INR' },
  ];
  await change(ctx, 'legalEntitiesUpsert', { legalEntities }, 'userErrors { code }');
}

async function hire(
  ctx: TenantCtx,
  externalId: string,
  legalEntity: string | null = 'us',
  effectiveDate = '2026-01-01',
): Promise<Id<'employee'>> {
  const employment = { effectiveDate, ...(legalEntity !== null && { legalEntity: { externalId: legalEntity } }) };
  type Payload = { outcomes: Array<{ employee: { id: string } | null; userErrors: unknown[] }> };
  const employees = [{ externalId, name: externalId, employment }];
  const { outcomes } = await change<Payload>(ctx, 'employeesUpsert', { employees }, 'outcomes { employee { id } userErrors { code } }');
  const id = parseId('employee', outcomes[0]?.employee?.id ?? '');
  if (id === undefined) throw new Error(JSON.stringify(outcomes));
  return id;
}

/** A monthly stipend, through the front door. */
async function assign(ctx: TenantCtx, externalId: string, amount: string, startDate: string, code = 'USD'): Promise<void> {
  const policy = `policy ${externalId}`;
  await change(
    ctx,
    'policyCreate',
    { externalId: policy, name: policy, terms: { amountType: 'FIXED', period: 'MONTHLY', amount: { amount, currency: code } } },
    'userErrors { code }',
  );
  await change(
    ctx,
    'policyPublish',
    { policy: { externalId: policy }, effectiveFrom: '2026-01-01', expectedVersion: 1 },
    'userErrors { code }',
  );
  const assignments = [{ employee: { externalId }, policy: { externalId: policy }, startDate }];
  const outcome = await change<{ outcomes: Array<{ userErrors: unknown[] }> }>(
    ctx,
    'stipendsAssign',
    { assignments, idempotencyKey: `assign ${externalId}` },
    'outcomes { userErrors { code message } } userErrors { code }',
  );
  expect(outcome.outcomes[0]?.userErrors).toEqual([]);
}

async function advance(ctx: TenantCtx, to: string): Promise<void> {
  await change(ctx, 'testClockAdvance', { to }, 'userErrors { code message }');
}

/** Spends from the grants a person has now, oldest first; what they do not cover is overage. */
async function spend(ctx: TenantCtx, employeeId: Id<'employee'>, amount: string, effectiveAt?: string): Promise<void> {
  await inTransaction(ctx, (tx) => spendWithin(tx, employeeId, amount, effectiveAt));
}

async function spendWithin(tx: Tx, employeeId: Id<'employee'>, amount: string, effectiveAt?: string): Promise<void> {
  const grants = await tx.sql<{ grant_id: string; account_id: string; available: string }>(
    `select grant_id, account_id, available from grant_account where employer_id = ${THIS_EMPLOYER} and employee_id = $1 and available > 0 order by effective_at`,
    [uuidOf(employeeId)],
  );
  let rest = unitsOf(amount);
  const subjectId = newId('usageEvent');
  const at = effectiveAt === undefined ? tx.now : new Date(effectiveAt);
  const drafts = [];
  for (const grant of grants) {
    const units = smaller(rest, unitsOf(grant.available));
    rest -= units;
    const slices = [{ grantId: idOf('grant', grant.grant_id), units }];
    const key = `usage:${subjectId}:${grant.grant_id}`;
    if (units > 0n) drafts.push(recipes.consumed(idOf('account', grant.account_id), { key, effectiveAt: at, subjectId, slices }));
  }
  if (rest > 0n) {
    const [accountId] = await openAccounts(tx, [{ employeeId, stipendId: null, currency: USD }]);
    if (accountId === undefined) throw new Error('no account');
    drafts.push(recipes.consumed(accountId, { key: `usage:${subjectId}`, effectiveAt: at, subjectId, slices: [], overage: rest }));
  }
  await post(tx, drafts);
}

function smaller(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}

async function report(ctx: TenantCtx, id: string, externalId: string, occurredAt: string, tokens: string): Promise<string | undefined> {
  const events = [
    {
      id,
      employee: { externalId },
      provider: 'anthropic',
      model: 'claude-sonnet-4-5',
      occurredAt,
      counts: [{ usageClass: 'INPUT', count: tokens }],
    },
  ];
  const { outcomes } = await change<{ outcomes: Array<{ status: string }> }>(ctx, 'usageReport', { events }, 'outcomes { status }');
  return outcomes[0]?.status;
}

/** Sums of the ledger's own entries up to an instant, straight from its table. */
async function entries(ctx: TenantCtx, employeeId: Id<'employee'>, side: string, from: string, to: string): Promise<string> {
  const [row] = await inTransaction(ctx, (tx) =>
    tx.sql<{ total: string }>(
      `select coalesce(sum(n.amount), 0) as total from entry n join posting p on p.id = n.posting_id join account a on a.id = n.account_id
       where n.employer_id = ${THIS_EMPLOYER} and a.employee_id = $1 and n.side = $2 and p.effective_at >= $3 and p.effective_at < $4`,
      [uuidOf(employeeId), side, from, to],
    ),
  );
  return decimalOf(unitsOf(row?.total ?? '0'), 2);
}

// ---------------------------------------------------------------------------------------------- stories

describe('the pay calendar', () => {
  it('is sent by the payroll system, again without effect, and read by date', async () => {
    const ctx = await employer();
    const [november, december] = months(11, 2);
    if (november === undefined || december === undefined) throw new Error('two months');
    const sent = await upsertPeriods(ctx, [{ ...december, checkDate: '2026-12-31' }, november]);
    expect(sent.outcomes?.map(({ created, payPeriod }) => [created, payPeriod?.status])).toEqual([
      [true, 'OPEN'],
      [true, 'OPEN'],
    ]);
    const again = await upsertPeriods(ctx, [{ ...december, checkDate: '2026-12-31' }, november]);
    expect(again.outcomes?.map(({ created }) => created)).toEqual([false, false]);
    expect(again.outcomes?.map(({ payPeriod }) => payPeriod)).toEqual(sent.outcomes?.map(({ payPeriod }) => payPeriod));

    const { data } = await ask(
      ctx,
      '{ payPeriods(where: { status: { eq: OPEN } }) { nodes { externalId checkDate closedAt closeJob { id } } } }',
    );
    expect(data).toEqual({
      payPeriods: {
        nodes: [
          { externalId: '2026-11', checkDate: null, closedAt: null, closeJob: null },
          { externalId: '2026-12', checkDate: '2026-12-31', closedAt: null, closeJob: null },
        ],
      },
    });
    const cleared = await upsertPeriods(ctx, [{ externalId: '2026-12', checkDate: null }]);
    expect(cleared.outcomes?.[0]?.payPeriod).toMatchObject({ startDate: '2026-12-01', checkDate: null });
  });

  it('refuses an overlap item by item, and what is not a period', async () => {
    const ctx = await employer();
    const { outcomes } = await upsertPeriods(ctx, [
      { externalId: 'a', startDate: '2026-11-01', endDate: '2026-11-16' },
      { externalId: 'b', startDate: '2026-11-15', endDate: '2026-12-01' },
      { externalId: 'c', startDate: '2026-11-16', endDate: '2026-11-16' },
      { externalId: 'd', startDate: '2026-11-16' },
      { externalId: 'e', startDate: '2026-11-16', endDate: '2026-12-01' },
      { externalId: '', startDate: '2026-12-01', endDate: '2026-12-16' },
    ]);
    expect(outcomes?.map(({ userErrors }) => userErrors.map(({ code, path }) => `${code} ${path.slice(2).join('.')}`).join())).toEqual([
      '',
      'PERIOD_OVERLAP 1',
      'VALIDATION 2.endDate',
      'VALIDATION 3.endDate',
      '',
      'VALIDATION 5.externalId',
    ]);
  });

  it('is moved as a whole in one batch, from the end', async () => {
    const ctx = await employer();
    await upsertPeriods(ctx, [
      { externalId: 'a', startDate: '2026-11-01', endDate: '2026-11-15' },
      { externalId: 'b', startDate: '2026-11-15', endDate: '2026-11-29' },
    ]);
    const { outcomes } = await upsertPeriods(ctx, [
      { externalId: 'b', startDate: '2026-11-22', endDate: '2026-12-06' },
      { externalId: 'a', startDate: '2026-11-08', endDate: '2026-11-22' },
    ]);
    expect(outcomes?.flatMap(({ userErrors }) => userErrors)).toEqual([]);
  });

  it('of twenty callers at once has each period once, and the database refuses an overlap by itself', async () => {
    const ctx = await employer();
    const results = await Promise.all(Array.from({ length: 20 }, () => upsertPeriods(ctx, months(11, 2))));
    expect(results.flatMap(({ outcomes }) => outcomes ?? []).filter(({ created }) => created).length).toBe(2);
    const insert = inTransaction(ctx, (tx) =>
      tx.sql(
        `insert into pay_period (employer_id, id, external_id, start_date, end_date, created_at) values (${THIS_EMPLOYER}, $1, 'x', '2026-11-30', '2026-12-02', now())`,
        [uuidOf(newId('payPeriod'))],
      ),
    );
    await expect(insert).rejects.toThrow('pay_period_no_overlap');
  });
});

describe('a month of pay', () => {
  it('is stated as the ledger has it, provisional and then final, and never changes again', async () => {
    const ctx = await employer({ timeZone: 'America/New_York' });
    await organization(ctx);
    await upsertPeriods(ctx, months(10, 3));
    const ada = await hire(ctx, 'ada');
    await hire(ctx, 'idle');
    const priya = await hire(ctx, 'priya', 'in');
    await hire(ctx, 'soon', 'us', '2026-11-01');
    await assign(ctx, 'ada', '3846.15', '2026-10-01');
    await assign(ctx, 'priya', '8300', '2026-10-01', 'INR');
    await advance(ctx, '2026-10-10T12:00:00.000Z');
    await spend(ctx, ada, '1000');
    await spend(ctx, priya, '0.009');

    // In the middle of the month: what lies ahead has not expired.
    expect((await statements(ctx, '2026-10')).map(drawn)).toEqual([
      'ada us USD 0.00 → 2846.15: GRANTED_INFO 3846.15, CONSUMED_INFO 1000.00',
      'idle us USD 0.00 → 0.00: ',
      'priya in INR 0.00 → 8299.991: GRANTED_INFO 8300.00, CONSUMED_INFO 0.01',
    ]);
    expect((await close(ctx, '2026-10')).userErrors).toEqual([{ code: 'PERIOD_NOT_ENDED', path: ['input', 'payPeriod'] }]);

    await advance(ctx, '2026-11-01T03:59:59.999Z');
    expect((await close(ctx, '2026-10', 'early')).userErrors.map(({ code }) => code)).toEqual(['PERIOD_NOT_ENDED']);
    await advance(ctx, '2026-11-01T04:00:00.000Z');

    const provisional = await statements(ctx, '2026-10');
    expect(provisional.map(drawn)).toEqual([
      'ada us USD 0.00 → 0.00: GRANTED_INFO 3846.15, CONSUMED_INFO 1000.00, EXPIRED_INFO 2846.15',
      'idle us USD 0.00 → 0.00: ',
      'priya in INR 0.00 → 0.00: GRANTED_INFO 8300.00, CONSUMED_INFO 0.01, EXPIRED_INFO 8299.99',
    ]);
    expect(provisional.map((statement) => statement.provisional)).toEqual([true, true, true]);

    const closed = await close(ctx, '2026-10', 'now');
    expect(closed).toMatchObject({ payPeriod: { status: 'CLOSING' }, job: { state: 'QUEUED', progress: 0 }, userErrors: [] });
    expect(await close(ctx, '2026-10', 'now')).toEqual(closed);
    expect((await statements(ctx, '2026-10')).map((statement) => statement.provisional)).toEqual([true, true, true]);

    await work(ctx, closed.payPeriod?.id ?? '');
    const { data } = await ask<{ job: object; payPeriod: { status: string } }>(
      ctx,
      'query ($id: ID!) { job(id: $id) { kind state progress finishedAt userErrors { code } } payPeriod(by: { externalId: "2026-10" }) { status closedAt closeJob { id } } }',
      { id: closed.job?.id },
    );
    expect(data).toEqual({
      job: { kind: 'PAY_PERIOD_CLOSE', state: 'SUCCEEDED', progress: 100, finishedAt: '2026-11-01T04:00:00.000Z', userErrors: [] },
      payPeriod: { status: 'CLOSED', closedAt: '2026-11-01T04:00:00.000Z', closeJob: { id: closed.job?.id } },
    });

    const final = await statements(ctx, '2026-10');
    expect(final.map(lasting)).toEqual(provisional.map(lasting));
    expect(final.map((statement) => statement.provisional)).toEqual([false, false, false]);
    const node = await ask(ctx, 'query ($id: ID!) { node(id: $id) { id ... on PayrollStatement { currency payPeriod { externalId } } } }', {
      id: final[0]?.id,
    });
    expect(node.data).toEqual({ node: { id: final[0]?.id, currency: 'USD', payPeriod: { externalId: '2026-10' } } });

    // Statement = ledger, straight from its entries, in the person's own zone.
    const [from, to] = ['2026-10-01T04:00:00Z', '2026-11-01T04:00:00Z'];
    expect(final[0]?.movement.granted.amount).toBe(await entries(ctx, ada, 'AVAILABLE', from, '2026-10-01T04:00:00.001Z'));
    expect(final[0]?.movement.consumed.amount).toBe(await entries(ctx, ada, 'CONSUMED', from, to));
    expect(final[2]?.movement.consumed.amount).toBe(await entries(ctx, priya, 'CONSUMED', '2026-09-30T18:30:00Z', '2026-10-31T18:30:00Z'));
    expect(final[2]?.lines[1]).toMatchObject({
      amount: { amount: '0.01' },
      exactAmount: { amount: '0.009' },
      rounding: { amount: '-0.001' },
    });

    // Later facts, whatever they are, go to the open period.
    await expect(spend(ctx, ada, '1', '2026-10-15T00:00:00Z')).rejects.toMatchObject({ code: 'PERIOD_CLOSED' });
    await advance(ctx, '2026-11-03T12:00:00.000Z');
    expect(await report(ctx, 'late', 'ada', '2026-10-20T00:00:00.000Z', '100000')).toBe('RECORDED');
    expect(await report(ctx, 'on time', 'ada', '2026-11-02T00:00:00.000Z', '10000')).toBe('RECORDED');
    await change(
      ctx,
      'employeesUpsert',
      { employees: [{ externalId: 'idle', employment: { effectiveDate: '2026-10-05', legalEntity: { externalId: 'in' } } }] },
      'userErrors { code }',
    );
    expect(await statements(ctx, '2026-10')).toEqual(final);
    const november = await statements(ctx, '2026-11');
    const adasNovember = november.find(({ employee }) => employee?.externalId === 'ada');
    // 0.30 for what is found late, 0.03 for what came on time.
    expect(usedIn(adasNovember)).toBe('0.33');
    expect(adasNovember?.movement.opening.amount).toBe(final[0]?.movement.closing.amount);
    expect(november.map(({ employee }) => employee?.externalId)).toEqual(['ada', 'idle', 'priya', 'soon']);

    // As of before the closing, the numbers of then.
    const then = await statements(ctx, '2026-10', { asOf: '2026-10-10T12:00:00.000Z' });
    expect(then.find(({ employee }) => employee?.externalId === 'ada')).toMatchObject({
      provisional: true,
      movement: { closing: { amount: '2846.15' } },
    });
  });

  it('is closed once, in order, and its time before cannot be changed', async () => {
    const ctx = await employer();
    await hire(ctx, 'e', null);
    await upsertPeriods(ctx, months(8, 3));
    await advance(ctx, '2026-11-02T00:00:00.000Z');
    expect((await close(ctx, '2026-09')).userErrors).toEqual([{ code: 'INVALID_TRANSITION', path: ['input', 'payPeriod'] }]);
    expect((await close(ctx, 'nowhere')).userErrors).toEqual([{ code: 'NOT_FOUND', path: ['input', 'payPeriod'] }]);
    await closeAndWork(ctx, '2026-08');
    expect((await close(ctx, '2026-08', 'again')).userErrors.map(({ code }) => code)).toEqual(['INVALID_TRANSITION']);
    const [first] = (await close(ctx, '2026-09', 'other key')).userErrors;
    expect(first).toBeUndefined();

    const { outcomes } = await upsertPeriods(ctx, [
      { externalId: '2026-08', endDate: '2026-08-31' },
      { externalId: '2026-09', checkDate: '2026-10-01' },
      { externalId: '2026-07', startDate: '2026-07-01', endDate: '2026-08-01' },
      { externalId: '2026-08', startDate: '2026-08-01' },
    ]);
    expect(outcomes?.map(({ userErrors }) => userErrors[0]?.code ?? 'taken')).toEqual([
      'PERIOD_CLOSED',
      'PERIOD_CLOSED',
      'PERIOD_CLOSED',
      'taken',
    ]);
    const { data } = await ask(ctx, '{ payPeriods { nodes { externalId endDate status } } }');
    expect(data).toMatchObject({
      payPeriods: { nodes: [{ endDate: '2026-09-01', status: 'CLOSED' }, { status: 'CLOSING' }, { status: 'OPEN' }] },
    });
  });

  it('is told once as period.closed', async () => {
    const ctx = await employer();
    await upsertPeriods(ctx, months(8, 1));
    await closeAndWork(ctx, '2026-08');
    const [period] = (await upsertPeriods(ctx, [{ externalId: '2026-08' }])).outcomes ?? [];
    await work(ctx, `${period?.payPeriod?.id}`);
    const events = await inTransaction(ctx, (tx) =>
      tx.sql<{ snapshot: object }>(`select snapshot from outbox_event where employer_id = ${THIS_EMPLOYER} and type = 'period.closed'`),
    );
    expect(events.map(({ snapshot }) => snapshot)).toMatchObject([
      { externalId: '2026-08', startDate: '2026-08-01', endDate: '2026-09-01' },
    ]);
  });
});

/** What usage cost: what grants paid and what none covered. */
function usedIn(statement: StatementAnswer | undefined): string {
  const used = statement?.lines.filter(({ kind }) => kind === 'CONSUMED_INFO' || kind === 'OVERAGE_INFO') ?? [];
  return sum(
    used.map(({ exactAmount }) => Money.of(exactAmount.amount, 'USD')),
    USD,
  ).amount;
}

describe('statements over many months', () => {
  it('sum to the ledger with what rounding keeps, and each opens where the one before closed', async () => {
    const ctx = await employer({ testNow: '2026-01-01T00:00:00.000Z' });
    const employeeId = await hire(ctx, 'e', null);
    await upsertPeriods(ctx, months(1, 8));
    await assign(ctx, 'e', '100', '2026-01-01');

    const made: StatementAnswer[] = [];
    for (const [index, { externalId, startDate }] of months(1, 8).entries()) {
      for (const day of ['05', '15', '25']) {
        await advance(ctx, `${startDate?.slice(0, 8)}${day}T00:00:00.000Z`);
        await spend(ctx, employeeId, `${index === 4 ? '41' : '3'}.00${index}33333${day}`);
      }
      await advance(ctx, `${plusMonths(startDate ?? '', 1)}T00:00:00.000Z`);
      const [live] = await statements(ctx, externalId);
      await closeAndWork(ctx, externalId);
      const [stored, ...more] = await statements(ctx, externalId);
      if (stored === undefined || live === undefined) throw new Error('no statement');
      expect(more).toEqual([]);
      expect(lasting(stored)).toEqual(lasting(live));
      made.push(stored);
    }

    made.forEach(({ movement }, index) => {
      const at = (name: keyof typeof movement) => Money.of(movement[name].amount, 'USD');
      const closing = at('opening')
        .plus(at('granted'))
        .minus(at('consumed'))
        .minus(at('expired'))
        .minus(at('revoked'))
        .plus(at('adjusted'));
      expect(closing.amount).toBe(movement.closing.amount);
      const next = made[index + 1];
      if (next !== undefined) expect(next.movement.opening).toEqual(movement.closing);
    });
    for (const [kind, side, sign] of [
      ['GRANTED_INFO', 'COMMITMENT', -1n],
      ['EXPIRED_INFO', 'EXPIRED', 1n],
      ['OVERAGE_INFO', 'OVERAGE', -1n],
    ] as const) {
      const lines = made.flatMap((statement) => statement.lines).filter((line) => line.kind === kind);
      const total = (name: 'amount' | 'rounding') =>
        sum(
          lines.map((line) => Money.of(line[name].amount, 'USD')),
          USD,
        );
      // The grant of the month after begins where the last statement ends.
      const ledger = unitsOf(
        await entries(ctx, employeeId, side, '2026-01-01', kind === 'EXPIRED_INFO' ? '2026-09-01T00:00:00.001Z' : '2026-09-01'),
      );
      expect(decimalOf(total('amount').plus(total('rounding')).units)).toBe(decimalOf(sign * ledger));
      expect(total('rounding').units < 10n ** 8n && total('rounding').units > -(10n ** 8n)).toBe(true);
    }
  });

  it('leave nothing out between two pay periods that do not touch', async () => {
    const ctx = await employer({ testNow: '2026-10-01T00:00:00.000Z' });
    await hire(ctx, 'e', null);
    await upsertPeriods(ctx, [
      { externalId: 'first', startDate: '2026-10-01', endDate: '2026-10-16' },
      { externalId: 'second', startDate: '2026-10-20', endDate: '2026-11-01' },
    ]);
    await assign(ctx, 'e', '100', '2026-10-01');
    await advance(ctx, '2026-10-16T00:00:00.000Z');
    await closeAndWork(ctx, 'first');
    // A hundred thousand tokens at 3 a million, late for a closed period, and as many in the gap behind it.
    expect(await report(ctx, 'late', 'e', '2026-10-10T00:00:00Z', '100000')).toBe('RECORDED');
    await advance(ctx, '2026-10-18T00:00:00.000Z');
    expect(await report(ctx, 'gap', 'e', '2026-10-17T00:00:00Z', '100000')).toBe('RECORDED');

    await advance(ctx, '2026-11-01T00:00:00.000Z');
    await closeAndWork(ctx, 'second');
    const [first] = await statements(ctx, 'first');
    const [second] = await statements(ctx, 'second');
    expect(first?.movement.closing.amount).toBe('100.00');
    expect(second?.movement).toMatchObject({ opening: { amount: '100.00' }, consumed: { amount: '0.60' }, expired: { amount: '99.40' } });
  });

  it('follow a person who moves to another legal entity, and one who leaves', async () => {
    const ctx = await employer();
    await organization(ctx);
    const mover = await hire(ctx, 'mover');
    const leaver = await hire(ctx, 'leaver');
    await assign(ctx, 'mover', '100', '2026-10-01');
    await assign(ctx, 'leaver', '100', '2026-10-01');
    await upsertPeriods(ctx, months(10, 3));
    await advance(ctx, '2026-10-05T00:00:00.000Z');
    await spend(ctx, mover, '10');
    await spend(ctx, leaver, '20');
    await change(
      ctx,
      'employeesUpsert',
      { employees: [{ externalId: 'mover', employment: { effectiveDate: '2026-10-15', legalEntity: { externalId: 'in' } } }] },
      'userErrors { code }',
    );
    await advance(ctx, '2026-10-20T00:00:00.000Z');
    await spend(ctx, mover, '5');
    await change(
      ctx,
      'employeeTerminate',
      { employee: { externalId: 'leaver' }, terminatedOn: '2026-10-21', idempotencyKey: 'leave' },
      'userErrors { code }',
    );
    await advance(ctx, '2026-11-01T12:00:00.000Z');
    const provisional = await statements(ctx, '2026-10');
    expect(
      provisional
        .filter(({ employee }) => employee?.externalId === 'mover')
        .map(drawn)
        .toSorted(),
    ).toEqual(['mover in USD 90.00 → 85.00: CONSUMED_INFO 5.00', 'mover us USD 0.00 → 90.00: GRANTED_INFO 100.00, CONSUMED_INFO 10.00']);
    await closeAndWork(ctx, '2026-10');
    expect((await statements(ctx, '2026-10')).map(lasting)).toEqual(provisional.map(lasting));

    const november = async (who: string) =>
      (await statements(ctx, '2026-11')).filter(({ employee }) => employee?.externalId === who).map(drawn);
    // October's grant was issued in New York, and ends at midnight there; in India it is November then.
    expect(await november('mover')).toEqual(['mover in USD 85.00 → 100.00: GRANTED_INFO 100.00, EXPIRED_INFO 85.00']);

    // After the last day only what is found later is told.
    expect(await november('leaver')).toEqual([]);
    await spend(ctx, leaver, '7');
    expect(await november('leaver')).toEqual(['leaver us USD 0.00 → 0.00: OVERAGE_INFO 7.00']);

    // From November on the stipend is counted in India: what is left of a month is told in that month.
    await advance(ctx, '2027-01-02T00:00:00.000Z');
    expect(await november('mover')).toEqual(['mover in USD 85.00 → 0.00: GRANTED_INFO 100.00, EXPIRED_INFO 185.00']);
    await closeAndWork(ctx, '2026-11');
    const december = (await statements(ctx, '2026-12')).filter(({ employee }) => employee?.externalId === 'mover').map(drawn);
    expect(december).toEqual(['mover in USD 0.00 → 0.00: GRANTED_INFO 100.00, EXPIRED_INFO 100.00']);
  });
});

describe('a pull of statements', () => {
  it('by pages tells of one ledger, whatever is booked meanwhile, and resumes after closing', async () => {
    const ctx = await employer();
    const people: Array<Id<'employee'>> = [];
    for (let index = 0; index < 7; index += 1) people.push(await hire(ctx, `p-${index}`, null));
    await upsertPeriods(ctx, months(10, 1));
    await assign(ctx, 'p-6', '100', '2026-10-01');
    await advance(ctx, '2026-10-10T00:00:00.000Z');
    const whole = await statements(ctx, '2026-10');
    expect(whole.length).toBe(7);

    const seen: StatementAnswer[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 10; pages += 1) {
      const { data, errors }: Answer<{ payrollStatements: Page }> = await statementsPage(ctx, '2026-10', { first: 3, after });
      expect(errors).toEqual([]);
      seen.push(...data.payrollStatements.nodes);
      after = data.payrollStatements.pageInfo.endCursor;
      if (!data.payrollStatements.pageInfo.hasNextPage) break;
      await advance(ctx, `2026-10-1${pages + 1}T00:00:00.000Z`);
      await spend(ctx, people[6] ?? newId('employee'), '10');
      if (pages === 1) {
        await advance(ctx, '2026-11-01T00:00:00.000Z');
        await closeAndWork(ctx, '2026-10');
      }
    }
    expect(seen).toEqual(whole);
    expect((await statements(ctx, '2026-10')).at(-1)).toMatchObject({ provisional: false, movement: { consumed: { amount: '20.00' } } });

    const stored: StatementAnswer[] = [];
    for (after = null; ; ) {
      const { data }: Answer<{ payrollStatements: Page }> = await statementsPage(ctx, '2026-10', { first: 2, after });
      stored.push(...data.payrollStatements.nodes);
      after = data.payrollStatements.pageInfo.endCursor;
      if (!data.payrollStatements.pageInfo.hasNextPage) break;
    }
    expect(stored).toEqual(await statements(ctx, '2026-10'));
  });

  it('refuses an instant that is not settled, a page beyond 200, a cursor of another list and an unknown period', async () => {
    const ctx = await employer();
    await hire(ctx, 'e', null);
    await hire(ctx, 'f', null);
    await upsertPeriods(ctx, months(10, 2));
    expect((await statementsPage(ctx, '2026-10', { asOf: '2027-01-01T00:00:00.000Z' })).errors).toEqual(['AS_OF_TOO_RECENT']);
    expect((await statementsPage(ctx, '2026-10', { first: 200 })).errors).toEqual([]);
    expect((await statementsPage(ctx, '2026-10', { first: 201 })).errors).toEqual(['BAD_USER_INPUT']);
    const { data } = await statementsPage(ctx, '2026-10', { first: 1 });
    expect((await statementsPage(ctx, '2026-11', { after: data.payrollStatements.pageInfo.endCursor })).errors).toEqual(['BAD_USER_INPUT']);
    expect((await statementsPage(ctx, 'nowhere')).errors).toEqual(['NOT_FOUND']);
  });
});

describe('the making of statements', () => {
  it.each(['stipends_app', 'stipends_owner'])('waits for a posting of %s that began before the period was closed', async (role) => {
    const ctx = await employer();
    const { ownerUrl } = await testDatabase();
    const orm = role === 'stipends_owner' ? openOrm(ownerUrl, modules, 2) : ctx.platform.orm;
    const writer: TenantCtx = { ...ctx, platform: { ...ctx.platform, orm } };
    const employeeId = await hire(ctx, 'e', null);
    await assign(ctx, 'e', '100', '2026-10-01');
    await upsertPeriods(ctx, months(10, 1));
    await advance(ctx, '2026-11-01T00:00:00.000Z');

    let finish: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let posted: () => void = () => {};
    const began = new Promise<void>((resolve) => {
      posted = resolve;
    });
    const slow = inTransaction(writer, async (tx) => {
      expect(await tx.sql('select current_user as role')).toEqual([{ role }]);
      await spendWithin(tx, employeeId, '42', '2026-10-31T23:00:00.000Z');
      posted();
      await held;
    });
    await began;
    const { payPeriod } = await close(ctx, '2026-10');
    let isDone = false;
    const making = work(ctx, payPeriod?.id ?? '').then(() => {
      isDone = true;
    });
    await wait(600);
    expect(isDone).toBe(false);
    finish();
    await Promise.all([slow, making]);
    if (orm !== ctx.platform.orm) await orm.close(true);
    const [statement] = await statements(ctx, '2026-10');
    expect(statement).toMatchObject({ provisional: false });
    expect(usedIn(statement)).toBe('42.00');
  });

  it('by three workers at once, and again by the hourly sweep, makes each statement once', async () => {
    const ctx = await employer();
    // More than are stored in one transaction.
    const employees = Array.from({ length: 1_200 }, (_, index) => ({
      externalId: `e-${index}`,
      name: 'E',
      employment: { effectiveDate: '2026-01-01' },
    }));
    for (const from of [0, 500, 1_000]) {
      await change(ctx, 'employeesUpsert', { employees: employees.slice(from, from + 500) }, 'userErrors { code }');
    }
    await upsertPeriods(ctx, months(8, 2));
    const { payPeriod } = await close(ctx, '2026-08');
    await Promise.all([1, 2, 3].map(() => work(ctx, payPeriod?.id ?? '')));
    await work(ctx, payPeriod?.id ?? '');
    const count = async () =>
      (
        await inTransaction(ctx, (tx) =>
          tx.sql<{ count: number }>(`select count(*)::int as count from payroll_statement where employer_id = ${THIS_EMPLOYER}`),
        )
      )[0]?.count;
    expect(await count()).toBe(1_200);

    if (resumeStatementsJob === undefined) throw new Error('no job');
    await advance(ctx, '2026-10-01T00:00:00.000Z');
    expect((await close(ctx, '2026-09')).userErrors).toEqual([]);
    await resumeStatementsJob.run(ctx, {});
    expect(await count()).toBe(2_400);
    expect((await statements(ctx, '2026-09')).every(({ provisional }) => !provisional)).toBe(true);
  });
});

describe('the database itself', () => {
  it('lets nobody change a statement, add one to a closed period or move its dates', async () => {
    const ctx = await employer();
    await hire(ctx, 'e', null);
    await upsertPeriods(ctx, months(8, 1));
    await closeAndWork(ctx, '2026-08');
    const before = await statements(ctx, '2026-08');

    const asApp = (text: string) => inTransaction(ctx, (tx) => tx.sql(text));
    for (const text of [
      'update payroll_statement set closing = 1, opening = 1',
      'delete from payroll_statement',
      "update payroll_statement_line set kind = 'CORRECTION'",
      'delete from payroll_statement_line',
      'delete from pay_period',
    ]) {
      await expect(asApp(text)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(asApp("update pay_period set end_date = '2026-08-02'")).rejects.toMatchObject({ code: 'SP001' });
    await expect(
      asApp("update pay_period set status = 'OPEN', closed_at = null, locked_until = null, close_job_id = null"),
    ).rejects.toMatchObject({
      code: 'SP001',
    });
    const copy = asApp(
      `insert into payroll_statement select employer_id, gen_random_uuid(), pay_period_id, employee_id, 'EUR', legal_entity_id, opening, granted, consumed, expired, revoked,
         adjusted, closing, covers_until, granted_to_date, consumed_to_date, expired_to_date, revoked_to_date, adjusted_to_date, overage_to_date from payroll_statement`,
    );
    await expect(copy).rejects.toMatchObject({ code: 'SP001' });

    const { ownerUrl } = await testDatabase();
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      await owner.query('begin');
      await owner.query(`set local app.employer_id = '${uuidOf(ctx.employerId)}'`);
      await expect(owner.query('update payroll_statement set closing = 1, opening = 1')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await owner.end();
    }
    expect(await statements(ctx, '2026-08')).toEqual(before);
  });
});

describe("another employer's pay", () => {
  it('is not found, closed or read, by whatever id', async () => {
    const [ours, theirs] = [await employer(), await employer()];
    await hire(theirs, 'e', null);
    await upsertPeriods(theirs, months(8, 1));
    const { payPeriod, job } = await close(theirs, '2026-08');
    await work(theirs, payPeriod?.id ?? '');
    const [statement] = await statements(theirs, '2026-08');

    for (const id of [payPeriod?.id, job?.id, statement?.id]) {
      expect(
        (await ask(ours, 'query ($id: ID!) { node(id: $id) { id } job(id: $id) { id } payPeriod(by: { id: $id }) { id } }', { id })).data,
      ).toEqual({
        node: null,
        job: null,
        payPeriod: null,
      });
    }
    const closing = (id: string | undefined) =>
      change<Closed>(
        ours,
        'payPeriodClose',
        { payPeriod: { id }, idempotencyKey: `${id}` },
        'payPeriod { id } job { id } userErrors { code path message }',
      );
    expect(await closing(payPeriod?.id)).toEqual(await closing(newId('payPeriod')));
    expect((await ask(ours, STATEMENTS, { payPeriod: { id: payPeriod?.id } })).errors).toEqual(['NOT_FOUND']);
    expect((await upsertPeriods(ours, months(8, 1))).outcomes?.[0]?.created).toBe(true);
  });
});

describe('the limits of batches', () => {
  const schema = buildApiSchema(modules);
  function measured(mutation: string, list: string, item: object, count: number): unknown {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const document = parse(`mutation ($input: ${type}!) { ${mutation}(input: $input) { outcomes { created } } }`);
    const operation = getOperationAST(document) as OperationDefinitionNode;
    const variables = { input: { [list]: Array.from({ length: count }, () => item) } };
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    return measure(schema, document, operation, coerced ?? {});
  }

  it.each([
    ['employeesUpsert', 'employees', { externalId: 'x' }, 500],
    ['legalEntitiesUpsert', 'legalEntities', { externalId: 'x' }, 250],
    ['departmentsUpsert', 'departments', { externalId: 'x' }, 250],
    ['costCentersUpsert', 'costCenters', { externalId: 'x' }, 250],
    ['payPeriodsUpsert', 'payPeriods', { externalId: 'x' }, 250],
  ])('%s takes %s up to its limit and not one more', (mutation, list, item, most) => {
    expect(measured(mutation, list, item, most)).toMatchObject({ cost: expect.any(Number) });
    expect(() => measured(mutation, list, item, most + 1)).toThrow(`at most ${most}`);
  });
});
