import { afterEach, describe, expect, it } from '@jest/globals';
import { modules } from '../../src/app.js';
import { runSentJob } from '../../src/jobs/run-job.js';
import { type Id, idOf, newId, uuidOf } from '../../src/kernel/ids.js';
import { decimalOf, Money, unitsOf } from '../../src/kernel/money.js';
import { Refusal } from '../../src/kernel/refusal.js';
import { lockPeriod } from '../../src/modules/calendar/index.js';
import { createEmployee } from '../../src/modules/directory/index.js';
import { terminateEmployee } from '../../src/modules/directory/terminate-employee.js';
import { upsertEmployees } from '../../src/modules/directory/upsert-employees.js';
import { adjustGrant } from '../../src/modules/grants/adjust-grant.js';
import { advanceTestClock } from '../../src/modules/grants/advance-test-clock.js';
import { extendGrant } from '../../src/modules/grants/extend-grant.js';
import { findGrants, type GrantNow, grantById } from '../../src/modules/grants/find-grants.js';
import type { GrantIssueInput } from '../../src/modules/grants/grant-changes.graphql.js';
import { issueByHand } from '../../src/modules/grants/issue-by-hand.js';
import { revokeGrant } from '../../src/modules/grants/revoke-grant.js';
import { expireGrants, issueGrants } from '../../src/modules/grants/run-due-work.js';
import { readBalances } from '../../src/modules/ledger/index.js';
import { publishPolicy, updatePolicy } from '../../src/modules/policies/change-policy.js';
import { createPolicy } from '../../src/modules/policies/create-policy.js';
import type { PolicyTermsInput } from '../../src/modules/policies/policy.graphql.js';
import { authorizeSpend } from '../../src/modules/spending/authorize-spend.js';
import { captureSpend } from '../../src/modules/spending/resolve-spend.js';
import { assignStipends } from '../../src/modules/stipends/assign-stipends.js';
import { reportUsage } from '../../src/modules/usage/report-usage.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { ask } from '../support/ask.js';
import { testDatabase, testEmployer } from '../support/database.js';

const told: TenantCtx[] = [];

/** An employer whose books are verified when the test ends. */
async function employer(options: Parameters<typeof testEmployer>[0] = {}): Promise<TenantCtx> {
  const ctx = await testEmployer(options);
  told.push(ctx);
  return ctx;
}

afterEach(async () => {
  const { platform } = await testDatabase();
  const employers = told.splice(0).map(({ employerId }) => employerId);
  expect(await verify(platform, modules, employers)).toEqual([]);
});

const NOW = '2026-11-02T09:00:00.000Z';
const usd = (amount: string) => ({ amount, currency: 'USD' });
let keys = 0;
const idempotencyKey = () => `key-${++keys}`;

async function hire(ctx: TenantCtx, startDate = '2026-01-01', externalId: string = newId('employee')): Promise<Id<'employee'>> {
  const terms = { baseSalary: Money.of('500000', 'USD') };
  return inTransaction(ctx, (tx) => createEmployee(tx, { externalId, name: 'Jana Kovář', startDate, terms }, ['input']));
}

function issue(ctx: TenantCtx, employeeId: Id<'employee'>, input: Partial<GrantIssueInput> = {}): Promise<Id<'grant'>> {
  return issueByHand(ctx, {
    employee: { id: employeeId },
    kind: 'BONUS',
    amount: usd('1000'),
    expiresAt: new Date('2027-11-02T00:00:00Z'),
    reason: 'For the migration',
    idempotencyKey: idempotencyKey(),
    ...input,
  });
}

const adjust = (ctx: TenantCtx, grantId: string, amount: string, currency = 'USD') =>
  adjustGrant(ctx, { grantId, delta: { amount, currency }, reason: 'As agreed', idempotencyKey: idempotencyKey() });
const extend = (ctx: TenantCtx, grantId: string, expiresAt: string) =>
  extendGrant(ctx, { grantId, expiresAt: new Date(expiresAt), reason: 'As agreed', idempotencyKey: idempotencyKey() });
const revoke = (ctx: TenantCtx, grantId: string, reason = 'As agreed') =>
  revokeGrant(ctx, { grantId, reason, idempotencyKey: idempotencyKey() });
const advance = (ctx: TenantCtx, to: string) => advanceTestClock(ctx, { to: new Date(to) });

async function read(ctx: TenantCtx, grantId: Id<'grant'>): Promise<GrantNow> {
  const [grant] = await grantById.load(ctx, [grantId]);
  if (grant == null) throw new Error('the grant is there');
  return grant;
}

async function shows(ctx: TenantCtx, grantId: Id<'grant'>): Promise<string> {
  const { status, available } = await read(ctx, grantId);
  return `${status} ${available.amount}`;
}

/** Spends whole dollars: Haiku costs 1.00 per million tokens of input. */
async function spend(ctx: TenantCtx, employeeId: Id<'employee'>, dollars: bigint, at = NOW, model = 'claude-haiku-4-5') {
  const [outcome] = await reportUsage(ctx, [
    {
      source: 'test',
      id: idempotencyKey(),
      employee: { id: employeeId },
      provider: 'anthropic',
      model,
      occurredAt: new Date(at),
      counts: [{ usageClass: 'INPUT', count: dollars * 1_000_000n }],
    },
  ]);
  expect(outcome?.status).toBe('RECORDED');
}

/** The books of a person across stipends: `{ available: '20833.33', … }`, without what is zero. */
async function booksOf(ctx: TenantCtx, employeeId: Id<'employee'>): Promise<Record<string, string>> {
  const sides = ['commitment', 'available', 'held', 'consumed', 'expired', 'revoked', 'overage'];
  const [account = {}] = await inTransaction(ctx, (tx) =>
    tx.sql<Record<string, string>>(
      `select ${sides.map((side) => `sum(${side}) as ${side}`).join(', ')} from account where employer_id = ${THIS_EMPLOYER} and employee_id = $1`,
      [uuidOf(employeeId)],
    ),
  );
  return Object.fromEntries(
    Object.entries(account)
      .filter(([, amount]) => unitsOf(amount) !== 0n)
      .map(([side, amount]) => [side, decimalOf(unitsOf(amount))]),
  );
}

async function eventsOf(ctx: TenantCtx, subjectId: Id): Promise<string[]> {
  const rows = await inTransaction(ctx, (tx) =>
    tx.sql<{ type: string }>(`select type from outbox_event where employer_id = ${THIS_EMPLOYER} and subject_id = $1 order by id`, [
      uuidOf(subjectId),
    ]),
  );
  return rows.map(({ type }) => type);
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

describe('a grant by hand', () => {
  it('is one-time SIGN_ON compute of 50,000 that expires after twelve months', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const grantId = await issue(ctx, person, { kind: 'SIGN_ON', amount: usd('50000') });
    expect(await read(ctx, grantId)).toMatchObject({ kind: 'SIGN_ON', source: 'EXCEPTION', status: 'ACTIVE', priority: 200 });
    expect(await eventsOf(ctx, grantId)).toEqual(['grant.issued']);

    await advance(ctx, '2027-11-01T23:59:59.999Z');
    expect(await shows(ctx, grantId)).toBe('ACTIVE 50000.00');
    await advance(ctx, '2027-11-02T00:00:00Z');
    expect(await shows(ctx, grantId)).toBe('EXPIRED 0.00');
    expect(await booksOf(ctx, person)).toEqual({ commitment: '-50000', expired: '50000' });
  });

  it('pays trials first, then the others, by default', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const bonus = await issue(ctx, person, { amount: usd('10') });
    const trial = await issue(ctx, person, { kind: 'TRIAL', amount: usd('10') });
    await spend(ctx, person, 12n);
    expect([await shows(ctx, trial), await shows(ctx, bonus)]).toEqual(['EXHAUSTED 0.00', 'ACTIVE 8.00']);
  });

  it('shares one stipend with the others of the person and currency, ten issued at once included', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    await Promise.all(Array.from({ length: 10 }, () => issue(ctx, person)));
    const { data } = await ask<{ stipends: { nodes: Array<{ origin: string; status: string; nextIssueAt: null; terms: null }> } }>(
      ctx,
      'query($id: ID!) { stipends(where: { employee: { id: $id } }) { nodes { origin status nextIssueAt terms { period } } } }',
      { id: person },
    );
    expect(data.stipends.nodes).toEqual([{ origin: 'EXCEPTION', status: 'ACTIVE', nextIssueAt: null, terms: null }]);
    expect(await booksOf(ctx, person)).toEqual({ commitment: '-10000', available: '10000' });
  });

  it('counts from later on where it says so', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const grantId = await issue(ctx, person, { effectiveAt: new Date('2026-11-03T00:00:00Z') });
    expect(await shows(ctx, grantId)).toBe('PENDING 1000.00');
    await spend(ctx, person, 6n);
    expect(await booksOf(ctx, person)).toEqual({ commitment: '-1000', available: '1000', consumed: '6', overage: '-6' });
    await advance(ctx, '2026-11-03T00:00:00Z');
    await spend(ctx, person, 6n, '2026-11-03T00:00:00Z');
    expect(await shows(ctx, grantId)).toBe('ACTIVE 994.00');
  });

  it('without an end never expires, pays last, and is extended, shortened and ended as any other', async () => {
    const ctx = await employer({ timeZone: 'Pacific/Apia' });
    const [person, leaver] = [await hire(ctx), await hire(ctx)];
    const never = await issue(ctx, person, { amount: usd('20'), expiresAt: null });
    const late = await issue(ctx, person, { amount: usd('10'), expiresAt: new Date('2036-11-01T00:00:00Z') });
    const gone = await issue(ctx, leaver, { amount: usd('5'), expiresAt: null });
    const forEver = new Date('9999-12-31T23:59:59.999Z');
    expect((await read(ctx, never)).expiresAt).toEqual(forEver);
    const { data } = await ask<{ node: object }>(ctx, 'query($id: ID!) { node(id: $id) { ... on Grant { expiresAt endsAt } } }', {
      id: never,
    });
    expect(data.node).toEqual({ expiresAt: forEver.toISOString(), endsAt: forEver.toISOString() });

    await spend(ctx, person, 12n);
    expect([await shows(ctx, late), await shows(ctx, never)]).toEqual(['EXHAUSTED 0.00', 'ACTIVE 18.00']);
    await terminateEmployee(ctx, { employee: { id: leaver }, terminatedOn: '2026-12-01', idempotencyKey: idempotencyKey() });
    await extend(ctx, never, '2026-12-10T00:00:00Z');
    await extend(ctx, late, forEver.toISOString());
    await extend(ctx, never, '2026-12-20T00:00:00Z');
    await adjust(ctx, late, '1');
    await advance(ctx, '2026-12-20T00:00:00Z');
    expect([await shows(ctx, never), await shows(ctx, late), await shows(ctx, gone)]).toEqual([
      'EXPIRED 0.00',
      'ACTIVE 1.00',
      'EXPIRED 0.00',
    ]);
    expect([await booksOf(ctx, person), await booksOf(ctx, leaver)]).toEqual([
      { commitment: '-31', available: '1', consumed: '12', expired: '18' },
      { commitment: '-5', expired: '5' },
    ]);

    const uncapped = { kind: 'TRIAL', amount: null, uncapped: true, currency: 'USD', expiresAt: null } as const;
    expect(await refusalOf(issue(ctx, person, uncapped))).toBe('VALIDATION input.expiresAt');
    expect(await refusalOf(issue(ctx, person, { expiresAt: new Date('9999-12-31T23:59:59.998Z') }))).toBe('VALIDATION input.expiresAt');
    expect(await refusalOf(issue(ctx, person, { effectiveAt: forEver, expiresAt: null }))).toBe('VALIDATION input.expiresAt');
  });

  it('ends with the stipend it belongs to, and when the person leaves', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const grantId = await issue(ctx, person);
    await terminateEmployee(ctx, { employee: { id: person }, terminatedOn: '2026-12-01', idempotencyKey: idempotencyKey() });
    const { endsAt } = await read(ctx, grantId);
    expect(endsAt).toEqual(new Date('2026-12-01T00:00:00Z'));
    await extend(ctx, grantId, '2028-01-01T00:00:00Z');
    expect((await read(ctx, grantId)).endsAt).toEqual(endsAt);
    await advance(ctx, '2026-12-01T00:00:00Z');
    expect(await shows(ctx, grantId)).toBe('EXPIRED 0.00');
    expect(await refusalOf(issue(ctx, person))).toBe('VALIDATION input.effectiveAt');
  });

  it('shares the stipend that ends with the employment, and one of its own after a rehire', async () => {
    const ctx = await employer();
    const person = await hire(ctx, '2026-01-01', 'returns');
    const leave = (terminatedOn: string) =>
      terminateEmployee(ctx, { employee: { id: person }, terminatedOn, idempotencyKey: idempotencyKey() });
    await leave('2026-12-01');
    const first = await issue(ctx, person);
    const second = await issue(ctx, person);
    expect((await read(ctx, second)).stipendId).toBe((await read(ctx, first)).stipendId);
    expect((await read(ctx, second)).endsAt).toEqual(new Date('2026-12-01T00:00:00Z'));
    await leave('2026-12-15');
    expect((await read(ctx, second)).endsAt).toEqual(new Date('2026-12-15T00:00:00Z'));

    await upsertEmployees(ctx, { employees: [{ externalId: 'returns', employment: { effectiveDate: '2027-02-01' } }] });
    await advance(ctx, '2027-02-01T00:00:00Z');
    const third = await issue(ctx, person);
    expect((await read(ctx, third)).stipendId).not.toBe((await read(ctx, first)).stipendId);
    expect(await shows(ctx, third)).toBe('ACTIVE 1000.00');
    expect(await booksOf(ctx, person)).toEqual({ commitment: '-3000', available: '1000', expired: '2000' });
  });

  it('is refused with a code that says why', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const stranger = await hire(ctx);
    const [stipend] = await stipendOf(ctx, person, fixed('100'));
    await inTransaction(ctx, (tx) =>
      lockPeriod(tx, newId('payPeriod'), { start: new Date('2026-09-01T00:00:00Z'), end: new Date('2026-10-01T00:00:00Z') }),
    );
    const cases: Array<[Partial<GrantIssueInput>, string]> = [
      [{ amount: usd('0') }, 'VALIDATION input.amount.amount'],
      [{ amount: usd('-0.01') }, 'VALIDATION input.amount.amount'],
      [{ employee: { externalId: 'nobody' } }, 'NOT_FOUND input.employee'],
      [{ stipend: { id: newId('stipend') } }, 'NOT_FOUND input.stipend'],
      [{ employee: { id: stranger }, stipend: { id: stipend ?? '' } }, 'NOT_FOUND input.stipend'],
      [{ stipend: { id: stipend ?? '' }, amount: { amount: '1', currency: 'EUR' } }, 'CURRENCY_MISMATCH input.amount.currency'],
      [{ expiresAt: new Date(NOW) }, 'VALIDATION input.expiresAt'],
      [{ expiresAt: new Date('2036-11-01T00:00:00Z') }, 'accepted'],
      [{ expiresAt: new Date('2099-01-01T00:00:00Z') }, 'VALIDATION input.expiresAt'],
      [{ effectiveAt: new Date('2025-12-31T00:00:00Z') }, 'VALIDATION input.effectiveAt'],
      [{ effectiveAt: new Date('2026-09-15T00:00:00Z') }, 'PERIOD_CLOSED input.effectiveAt'],
      [{ effectiveAt: new Date('2026-10-01T00:00:00Z'), amount: { amount: '5', currency: 'JPY' } }, 'accepted'],
      [{ priority: -1 }, 'VALIDATION input.priority'],
      [{ filters: { models: [] } }, 'VALIDATION input.filters.models'],
      [{ filters: { models: ['a*b'] } }, 'VALIDATION input.filters.models.0'],
      [{ reason: ' ' }, 'VALIDATION input.reason'],
      [{ amount: { amount: '0.001', currency: 'KWD' } }, 'accepted'],
      [{ amount: { amount: '0.0001', currency: 'KWD' } }, 'VALIDATION input.amount.amount'],
      [{ amount: { amount: `${10n ** 28n - 1n}`, currency: 'EUR' } }, 'accepted'],
      [{ amount: { amount: '1', currency: 'EUR' } }, 'AMOUNT_OUT_OF_RANGE input'],
    ];
    for (const [input, expected] of cases) expect([input, await refusalOf(issue(ctx, person, input))]).toEqual([input, expected]);
  });
});

describe('a change of a grant', () => {
  it('takes back at most what is left: 1,000 less 400 with 700 used leaves 0, no overage, nothing negative', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const grantId = await issue(ctx, person);
    await spend(ctx, person, 700n);
    await adjust(ctx, grantId, '-400');
    expect(await shows(ctx, grantId)).toBe('EXHAUSTED 0.00');
    expect(await booksOf(ctx, person)).toEqual({ commitment: '-1000', consumed: '700', revoked: '300' });
    expect(await eventsOf(ctx, grantId)).toEqual(['grant.issued', 'grant.reduced']);
  });

  it('is an entry of its own with its reason and who made it, and the terms stand', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const grantId = await issue(ctx, person);
    await adjust(ctx, grantId, '250.5');
    await adjust(ctx, grantId, '-100');
    await extend(ctx, grantId, '2028-01-01T00:00:00Z');
    await extend(ctx, grantId, '2028-01-01T00:00:00Z');
    await extend(ctx, grantId, '2026-12-01T00:00:00Z');
    await revoke(ctx, grantId, 'The project ended');
    const { data } = await ask<{ node: object }>(
      ctx,
      `query($id: ID!) { node(id: $id) { ... on Grant { status amount { amount } available { amount } expiresAt revokedAt
         changes { kind amount { amount } endsAt reason actor at } } } }`,
      { id: grantId },
    );
    const said = { reason: 'As agreed', actor: 'key_test', at: NOW };
    expect(data.node).toEqual({
      status: 'REVOKED',
      amount: { amount: '1000.00' },
      available: { amount: '0.00' },
      expiresAt: '2027-11-02T00:00:00.000Z',
      revokedAt: NOW,
      changes: [
        { kind: 'INCREASED', amount: { amount: '250.50' }, endsAt: null, ...said },
        { kind: 'REDUCED', amount: { amount: '-100.00' }, endsAt: null, ...said },
        { kind: 'EXTENDED', amount: null, endsAt: '2028-01-01T00:00:00.000Z', ...said },
        { kind: 'SHORTENED', amount: null, endsAt: '2026-12-01T00:00:00.000Z', ...said },
        { kind: 'REVOKED', amount: { amount: '-1150.50' }, endsAt: null, ...said, reason: 'The project ended' },
      ],
    });
    expect(await booksOf(ctx, person)).toEqual({ commitment: '-1250.5', revoked: '1250.5' });
  });

  it('moves the end: what is left drops at the new one and not at the old', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const grantId = await issue(ctx, person, { expiresAt: new Date('2026-12-01T00:00:00Z') });
    await extend(ctx, grantId, '2026-12-03T00:00:00Z');
    await advance(ctx, '2026-12-02T00:00:00Z');
    await spend(ctx, person, 30n, '2026-12-02T00:00:00Z');
    expect(await shows(ctx, grantId)).toBe('ACTIVE 970.00');
    await advance(ctx, '2026-12-03T00:00:00Z');
    expect(await shows(ctx, grantId)).toBe('EXPIRED 0.00');
    expect(await refusalOf(extend(ctx, grantId, '2026-12-10T00:00:00Z'))).toBe('INVALID_TRANSITION input.grantId');
    expect(await refusalOf(adjust(ctx, grantId, '1'))).toBe('INVALID_TRANSITION input.grantId');
    expect(await refusalOf(revoke(ctx, grantId))).toBe('INVALID_TRANSITION input.grantId');
  });

  it('is refused with a code that says why', async () => {
    const ctx = await employer();
    const grantId = await issue(ctx, await hire(ctx));
    expect(await refusalOf(adjust(ctx, grantId, '0'))).toBe('VALIDATION input.delta.amount');
    expect(await refusalOf(adjust(ctx, grantId, '1', 'EUR'))).toBe('CURRENCY_MISMATCH input.delta.currency');
    expect(await refusalOf(adjust(ctx, newId('grant'), '1'))).toBe('NOT_FOUND input.grantId');
    expect(await refusalOf(adjust(ctx, 'grant_1', '1'))).toBe('NOT_FOUND input.grantId');
    expect(await refusalOf(extend(ctx, grantId, NOW))).toBe('VALIDATION input.expiresAt');
    expect(await refusalOf(adjust(ctx, grantId, `${10n ** 28n - 1n}`))).toBe('AMOUNT_OUT_OF_RANGE input');
  });

  it('needs the scope grants:write', async () => {
    const ctx = await employer();
    const reader = { ...ctx, actor: { ...ctx.actor, scopes: new Set(['stipends:read', 'stipends:write'] as const) } };
    const { errors } = await ask(
      reader,
      'mutation { grantRevoke(input: { grantId: "grant_1", reason: "x", idempotencyKey: "x" }) { grant { id } userErrors { code } } }',
    );
    expect(errors).toEqual(['FORBIDDEN']);
  });
});

describe('a revocation', () => {
  it('takes what is left and nothing of what was used: 100 granted, 60 used, then 0 and 60', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const grantId = await issue(ctx, person, { amount: usd('100') });
    await spend(ctx, person, 60n);
    await revoke(ctx, grantId, 'First');
    const after = [await shows(ctx, grantId), await booksOf(ctx, person)];
    expect(after).toEqual(['REVOKED 0.00', { commitment: '-100', consumed: '60', revoked: '40' }]);

    await revoke(ctx, grantId, 'Second');
    expect([await shows(ctx, grantId), await booksOf(ctx, person)]).toEqual(after);
    expect(await eventsOf(ctx, grantId)).toEqual(['grant.issued', 'grant.revoked']);
    expect(await refusalOf(adjust(ctx, grantId, '5'))).toBe('INVALID_TRANSITION input.grantId');
    await advance(ctx, '2028-01-01T00:00:00Z');
    expect(await shows(ctx, grantId)).toBe('REVOKED 0.00');
  });

  it('honors an open hold: its capture is paid, and what it gives back is gone', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const grantId = await issue(ctx, person, { amount: usd('100'), effectiveAt: new Date('2026-11-01T00:00:00Z') });
    const { hold } = await authorizeSpend(ctx, { employee: { id: person }, amount: usd('60'), idempotencyKey: idempotencyKey() });
    await revoke(ctx, grantId);
    expect(await booksOf(ctx, person)).toEqual({ commitment: '-100', held: '60', revoked: '40' });
    await captureSpend(ctx, { holdId: hold?.id ?? '', amount: usd('50'), idempotencyKey: idempotencyKey() });
    expect(await booksOf(ctx, person)).toEqual({ commitment: '-100', consumed: '50', expired: '10', revoked: '40' });
    expect(await shows(ctx, grantId)).toBe('REVOKED 0.00');
  });

  it('of a grant that counts later leaves a balance of zero before and after', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const grantId = await issue(ctx, person, { effectiveAt: new Date('2026-12-01T00:00:00Z') });
    await revoke(ctx, grantId);
    await advance(ctx, '2026-12-02T00:00:00Z');
    const balances = await Promise.all(
      ['2026-11-15T00:00:00Z', '2026-12-01T00:00:00Z'].map((effectiveAt) =>
        inTransaction(ctx, (tx) => readBalances(tx, { asOf: tx.now, effectiveAt: new Date(effectiveAt) })),
      ),
    );
    expect(balances.map(([balance]) => balance?.available.amount)).toEqual(['0.00', '0.00']);
  });

  it('has one effect when each of many grants is revoked twice at once', async () => {
    const ctx = await employer({ mode: 'LIVE' });
    const people = await Promise.all(Array.from({ length: 10 }, () => hire(ctx, '2020-01-01')));
    const later = new Date(Date.now() + 86_400_000 * 300);
    const grants: Id<'grant'>[] = [];
    for (const person of people)
      for (let index = 0; index < 10; index += 1) grants.push(await issue(ctx, person, { amount: usd('10'), expiresAt: later }));
    const races = grants.flatMap((id) => [id, id]);
    for (let start = 0; start < races.length; start += 20) {
      const outcomes = await Promise.all(races.slice(start, start + 20).map((id) => revoke(ctx, id)));
      expect(outcomes).toEqual(races.slice(start, start + 20));
    }
    for (const person of people) expect(await booksOf(ctx, person)).toEqual({ commitment: '-100', revoked: '100' });
    for (const id of grants) expect(await eventsOf(ctx, id)).toEqual(['grant.issued', 'grant.revoked']);
  }, 120_000);

  it('races adjustments and spending without losing a cent', async () => {
    const ctx = await employer({ mode: 'LIVE' });
    const person = await hire(ctx, '2020-01-01');
    const grantId = await issue(ctx, person, { amount: usd('1000'), expiresAt: new Date(Date.now() + 86_400_000) });
    await Promise.all([
      ...Array.from({ length: 6 }, () => adjust(ctx, grantId, '-10')),
      ...Array.from({ length: 6 }, () => adjust(ctx, grantId, '7')),
      ...Array.from({ length: 6 }, () => spend(ctx, person, 30n, new Date().toISOString())),
    ]);
    expect(await booksOf(ctx, person)).toEqual({ commitment: '-1042', available: '802', consumed: '180', revoked: '60' });
    expect(await shows(ctx, grantId)).toBe('ACTIVE 802.00');
  });
});

const fixed = (amount: string): PolicyTermsInput => ({ amountType: 'FIXED', period: 'MONTHLY', amount: usd(amount) });

/** A stipend under a new policy from the first of November, and its grants. */
async function stipendOf(
  ctx: TenantCtx,
  person: Id<'employee'>,
  terms: PolicyTermsInput,
  startDate = '2026-11-01',
): Promise<readonly [Id<'stipend'>, ...Id<'grant'>[]]> {
  const id = await createPolicy(ctx, { name: 'Compute', terms });
  await publishPolicy(ctx, { policy: { id }, effectiveFrom: '2000-01-01', expectedVersion: 1 });
  const [outcome] = await assignStipends(ctx, {
    assignments: [{ employee: { id: person }, policy: { id }, startDate }],
    idempotencyKey: idempotencyKey(),
  });
  if (outcome?.stipendId == null) throw new Error(JSON.stringify(outcome));
  return [outcome.stipendId, ...(await grantsOf(ctx, outcome.stipendId)).map((grant) => grant.id)];
}

async function grantsOf(ctx: TenantCtx, stipendId: Id<'stipend'>): Promise<readonly GrantNow[]> {
  return (await findGrants(ctx, stipendId, { first: 100 })).nodes;
}

describe('a guarantee', () => {
  it('keeps the allowance of a guaranteed stipend from being cut, and lets it grow', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const [, grantId = idOf('grant', '')] = await stipendOf(ctx, person, { ...fixed('100'), guaranteeMonths: 12 });
    expect(await refusalOf(revoke(ctx, grantId))).toBe('GUARANTEED_GRANT input.grantId');
    expect(await refusalOf(adjust(ctx, grantId, '-1'))).toBe('GUARANTEED_GRANT input.grantId');
    expect(await refusalOf(extend(ctx, grantId, '2026-11-20T00:00:00Z'))).toBe('GUARANTEED_GRANT input.grantId');
    await adjust(ctx, grantId, '1');
    await extend(ctx, grantId, '2026-12-20T00:00:00Z');
    expect(await shows(ctx, grantId)).toBe('ACTIVE 101.00');
  });

  it('of one grant lasts until its day in the zone of the person', async () => {
    const ctx = await employer({ timeZone: 'America/New_York' });
    const grantId = await issue(ctx, await hire(ctx), { guaranteedUntil: '2026-12-01' });
    await advance(ctx, '2026-12-01T04:59:59.999Z');
    expect(await refusalOf(revoke(ctx, grantId))).toBe('GUARANTEED_GRANT input.grantId');
    await advance(ctx, '2026-12-01T05:00:00Z');
    expect(await refusalOf(revoke(ctx, grantId))).toBe('accepted');
  });
});

describe('a filter', () => {
  it('lets a grant pay for what it names, before one that pays for all', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const all = await issue(ctx, person, { amount: usd('100') });
    const opus = await issue(ctx, person, { amount: usd('100'), filters: { providers: ['anthropic'], models: ['claude-opus-*'] } });
    const haiku = await issue(ctx, person, { amount: usd('10'), filters: { models: ['claude-haiku-4-5'] } });
    const tool = await issue(ctx, person, { amount: usd('100'), filters: { tools: ['editor'] } });
    await spend(ctx, person, 30n);
    expect(await Promise.all([all, opus, haiku, tool].map((id) => shows(ctx, id)))).toEqual([
      'ACTIVE 80.00',
      'ACTIVE 100.00',
      'EXHAUSTED 0.00',
      'ACTIVE 100.00',
    ]);
    await authorizeSpend(ctx, { employee: { id: person }, amount: usd('5'), tool: 'editor', idempotencyKey: idempotencyKey() });
    expect([await shows(ctx, all), await shows(ctx, tool)]).toEqual(['ACTIVE 80.00', 'ACTIVE 95.00']);
    expect((await read(ctx, opus)).filters).toEqual({ providers: ['anthropic'], models: ['claude-opus-*'], tools: null });
  });
});

describe('rollover', () => {
  const carrying = (max: string, change: object = {}): PolicyTermsInput => ({
    ...fixed('100'),
    rolloverTerms: { max: usd(max), ...change },
  });

  /** `RECURRING 100.00 of 100.00` of what is in force, by name. */
  async function inForce(ctx: TenantCtx, stipendId: Id<'stipend'>): Promise<string[]> {
    return (await grantsOf(ctx, stipendId))
      .filter(({ status }) => status === 'ACTIVE')
      .map(({ kind, available, amount }) => `${kind} ${available.amount} of ${amount.amount}`)
      .sort();
  }

  it('carries 40 of 100 with 60 spent, so that the next month has 140', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const [stipendId] = await stipendOf(ctx, person, carrying('50'));
    await spend(ctx, person, 60n);
    await advance(ctx, '2026-12-01T00:00:00Z');
    expect(await inForce(ctx, stipendId)).toEqual(['ROLLOVER 40.00 of 40.00', 'RECURRING 100.00 of 100.00'].sort());
    expect(await booksOf(ctx, person)).toEqual({ commitment: '-200', available: '140', consumed: '60' });

    // What was carried is the older money and pays first; what is left of it ends with the month.
    await spend(ctx, person, 30n, '2026-12-01T00:00:00Z');
    expect(await inForce(ctx, stipendId)).toEqual(['ROLLOVER 10.00 of 40.00', 'RECURRING 100.00 of 100.00'].sort());
    await advance(ctx, '2027-01-01T00:00:00Z');
    expect(await booksOf(ctx, person)).toEqual({ commitment: '-300', available: '150', consumed: '90', expired: '60' });
  });

  it('carries nothing by default, nothing from the last month, and nothing that was revoked or moved', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const [plain] = await stipendOf(ctx, person, fixed('100'));
    const other = await hire(ctx);
    const [, revoked = idOf('grant', '')] = await stipendOf(ctx, other, carrying('50'));
    await revoke(ctx, revoked);
    const leaver = await hire(ctx);
    await stipendOf(ctx, leaver, carrying('50'));
    await terminateEmployee(ctx, { employee: { id: leaver }, terminatedOn: '2026-12-01', idempotencyKey: idempotencyKey() });
    const extended = await hire(ctx);
    const [, longer = idOf('grant', '')] = await stipendOf(ctx, extended, carrying('50'));
    await extend(ctx, longer, '2026-12-15T00:00:00Z');

    await advance(ctx, '2026-12-02T00:00:00Z');
    expect(await inForce(ctx, plain)).toEqual(['RECURRING 100.00 of 100.00']);
    expect(await booksOf(ctx, other)).toEqual({ commitment: '-200', available: '100', revoked: '100' });
    expect(await booksOf(ctx, leaver)).toEqual({ commitment: '-100', expired: '100' });
    expect(await booksOf(ctx, extended)).toEqual({ commitment: '-200', available: '200' });
    await advance(ctx, '2026-12-16T00:00:00Z');
    expect(await booksOf(ctx, extended)).toEqual({ commitment: '-200', available: '100', expired: '100' });
  });

  it('keeps what lasts longer, and never more than the maximum in all', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const [stipendId] = await stipendOf(ctx, person, carrying('70', { lastsPeriods: 2 }));
    await spend(ctx, person, 60n);
    await advance(ctx, '2026-12-01T00:00:00Z');
    await advance(ctx, '2027-01-01T00:00:00Z');
    expect(await inForce(ctx, stipendId)).toEqual(
      ['ROLLOVER 40.00 of 40.00', 'RECURRING 100.00 of 100.00', 'ROLLOVER 30.00 of 30.00'].sort(),
    );
    await advance(ctx, '2027-02-01T00:00:00Z');
    expect(await booksOf(ctx, person)).toMatchObject({ available: '170' });
  });

  it.each([
    ['Asia/Kolkata', 'JPY', '101', '50', '2026-11-30T18:29:59.999Z', '2026-11-30T18:30:00.000Z'],
    ['America/New_York', 'KWD', '0.101', '0.05', '2026-12-01T04:59:59.999Z', '2026-12-01T05:00:00.000Z'],
    ['Pacific/Apia', 'USD', '100.01', '50', '2026-11-30T10:59:59.999Z', '2026-11-30T11:00:00.000Z'],
  ])('happens at midnight in %s, exact in %s', async (timeZone, code, amount, max, before, midnight) => {
    const ctx = await employer({ timeZone });
    const person = await hire(ctx);
    const money = (decimal: string) => ({ amount: decimal, currency: code });
    const terms: PolicyTermsInput = { amountType: 'FIXED', period: 'MONTHLY', amount: money(amount), rolloverTerms: { max: money(max) } };
    const [stipendId] = await stipendOf(ctx, person, terms);
    await advance(ctx, before);
    expect((await grantsOf(ctx, stipendId)).map(({ kind }) => kind)).toEqual(['RECURRING']);
    await advance(ctx, midnight);
    const carried = (await grantsOf(ctx, stipendId)).find(({ kind }) => kind === 'ROLLOVER');
    expect(carried?.effectiveAt).toEqual(new Date(midnight));
    expect(carried?.amount.units).toBe(unitsOf(max));
    expect(await booksOf(ctx, person)).toEqual({
      commitment: decimalOf(-2n * unitsOf(amount)),
      available: decimalOf(unitsOf(amount) + unitsOf(max)),
      expired: decimalOf(unitsOf(amount) - unitsOf(max)),
    });
  });

  it('tops up to a minimum', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    await stipendOf(ctx, person, carrying('70', { min: usd('20') }));
    await spend(ctx, person, 100n);
    await advance(ctx, '2026-12-01T00:00:00Z');
    expect(await booksOf(ctx, person)).toEqual({ commitment: '-220', available: '120', consumed: '100' });
  });

  it('is the same however late the job runs, and however often', async () => {
    const books = [];
    for (const late of [false, true]) {
      const ctx = await employer();
      const person = await hire(ctx);
      await stipendOf(ctx, person, carrying('50'));
      if (late) {
        await passTime(ctx, '2027-02-10T00:00:00Z');
        const { platform } = await testDatabase();
        await Promise.all([1, 2, 3].flatMap(() => [issueGrants, expireGrants].map((job) => runSentJob(platform, job, ctx.employerId, {}))));
        await runSentJob(platform, issueGrants, ctx.employerId, {});
      } else {
        await advance(ctx, '2027-02-10T00:00:00Z');
      }
      books.push(await booksOf(ctx, person));
    }
    expect(books[0]).toEqual({ commitment: '-400', available: '150', expired: '250' });
    expect(books[1]).toEqual(books[0]);
  });

  it('pays usage of the old month that is reported late with what was carried', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    const [stipendId] = await stipendOf(ctx, person, carrying('50'));
    await spend(ctx, person, 60n);
    await advance(ctx, '2026-12-02T00:00:00Z');
    await spend(ctx, person, 15n, '2026-11-30T23:00:00Z');
    expect(await inForce(ctx, stipendId)).toEqual(['ROLLOVER 25.00 of 40.00', 'RECURRING 100.00 of 100.00'].sort());
    const at = (effectiveAt: string) =>
      inTransaction(ctx, async (tx) => (await readBalances(tx, { asOf: tx.now, effectiveAt: new Date(effectiveAt) }))[0]?.available.amount);
    const { data } = await ask<{ balance: { nodes: Array<Record<string, Record<string, { amount: string }>>> } }>(
      ctx,
      `query($id: ID!) { balance(employee: { id: $id }) { nodes {
         november: movement(from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z") { opening { amount } closing { amount } }
         december: movement(from: "2026-12-01T00:00:00Z", to: "2027-01-01T00:00:00Z") { opening { amount } closing { amount } } } } }`,
      { id: person },
    );
    expect(data.balance.nodes).toEqual([
      {
        november: { opening: { amount: '0.00' }, closing: { amount: '25.00' } },
        december: { opening: { amount: '25.00' }, closing: { amount: '125.00' } },
      },
    ]);
    // As if it had been reported in time: 25 are left of November, and handed on.
    expect([await at('2026-11-30T23:59:59.998Z'), await at('2026-11-30T23:59:59.999Z'), await at('2026-12-01T00:00:00Z')]).toEqual([
      '25.00',
      '25.00',
      '125.00',
    ]);
  });
});

describe('a cadence', () => {
  it.each([
    ['DAY', '10', '2026-11-10T09:00:00Z', 10, '10'],
    ['WORKING_DAY', '10', '2026-11-10T09:00:00Z', 7, '10'],
    ['WEEK', '70', '2026-11-10T09:00:00Z', 2, '70'],
    ['QUARTER', '300', '2027-05-01T09:00:00Z', 3, '300'],
    ['YEAR', '1200', '2027-11-01T09:00:00Z', 2, '1200'],
  ] as const)('of a %s grants %s each, once', async (period, amount, until, count, available) => {
    const ctx = await employer();
    const person = await hire(ctx);
    const [stipendId] = await stipendOf(ctx, person, { amountType: 'FIXED', period, amount: usd(amount) });
    await advance(ctx, until);
    const grants = await grantsOf(ctx, stipendId);
    expect(grants).toHaveLength(count);
    grants.slice(1).forEach((grant, index) => {
      expect(grant.effectiveAt).toEqual(grants[index]?.expiresAt);
    });
    expect(await booksOf(ctx, person)).toMatchObject({ commitment: `-${BigInt(count) * BigInt(amount)}`, available });
  });

  it('of a WORKING_DAY grants nothing to whoever leaves over the weekend on which it starts', async () => {
    const ctx = await employer();
    const person = await hire(ctx);
    await terminateEmployee(ctx, { employee: { id: person }, terminatedOn: '2026-11-09', idempotencyKey: idempotencyKey() });
    const [stipendId] = await stipendOf(ctx, person, { amountType: 'FIXED', period: 'WORKING_DAY', amount: usd('10') }, '2026-11-07');
    await advance(ctx, '2026-11-12T09:00:00Z');
    expect(await grantsOf(ctx, stipendId)).toEqual([]);
  });

  it('of a policy is kept by its later versions', async () => {
    const ctx = await employer();
    const id = await createPolicy(ctx, { name: 'Compute', terms: { amountType: 'FIXED', period: 'WEEK', amount: usd('10') } });
    await publishPolicy(ctx, { policy: { id }, effectiveFrom: '2026-01-01', expectedVersion: 1 });
    expect(await refusalOf(updatePolicy(ctx, { policy: { id }, terms: fixed('10') }))).toBe('VALIDATION input.terms.period');
  });

  it('of an offer is by the month', async () => {
    const ctx = await employer();
    const { data } = await ask<{ offerCreate: { userErrors: Array<{ code: string; path: string[] }> } }>(
      ctx,
      'mutation($input: OfferCreateInput!) { offerCreate(input: $input) { userErrors { code path } } }',
      {
        input: {
          candidateName: 'Nora Aaltonen',
          title: 'Engineer',
          startDate: '2027-01-04',
          components: [{ computeStipend: { amountType: 'FIXED', period: 'WEEK', amount: usd('100') } }],
        },
      },
    );
    expect(data.offerCreate.userErrors).toEqual([{ code: 'VALIDATION', path: ['input', 'components', '0', 'computeStipend', 'period'] }]);
  });
});

/** Time passes and no job runs. */
function passTime(ctx: TenantCtx, to: string): Promise<object[]> {
  return inTransaction(ctx, (tx) =>
    tx.sql(`update employer_settings set test_now = $1 where employer_id = ${THIS_EMPLOYER}`, [new Date(to)]),
  );
}
