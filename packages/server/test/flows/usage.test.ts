import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { modules } from '../../src/app.js';
import { failureOf } from '../../src/http/errors.js';
import { type Id, idOf, newId, uuidOf } from '../../src/kernel/ids.js';
import { currency, decimalOf, unitsOf } from '../../src/kernel/money.js';
import { Fault } from '../../src/kernel/refusal.js';
import { lockPeriod } from '../../src/modules/calendar/index.js';
import { createEmployee } from '../../src/modules/directory/index.js';
import { openAccounts, post, readBalances, recipes } from '../../src/modules/ledger/index.js';
import { upsertFxRates } from '../../src/modules/pricing/upsert-fx-rates.js';
import { chargeLoader, listUsageEvents } from '../../src/modules/usage/find-usage.js';
import { type ReportedEvent, reportUsage } from '../../src/modules/usage/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { load } from '../../src/platform/loader.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { ask } from '../support/ask.js';
import { testCtx, testDatabase, testEmployer } from '../support/database.js';

const NOW = '2026-11-02T09:00:00.000Z';

interface Grant {
  readonly amount: string;
  readonly currency?: string;
  readonly priority?: number;
  readonly from?: string;
  readonly until?: string | null;
}

/** An employee with grants, each of a stipend of its own. */
async function person(ctx: TenantCtx, externalId: string, grants: readonly Grant[] = []): Promise<Id<'employee'>> {
  return inTransaction(ctx, async (tx) => {
    const employeeId = await createEmployee(tx, { externalId, name: externalId, startDate: '2026-01-01', terms: {} }, ['input']);
    for (const { amount, currency: code = 'USD', priority = 100, from = '2026-09-01', until = null } of grants) {
      const [accountId] = await openAccounts(tx, [{ employeeId, stipendId: newId('stipend'), currency: currency(code) }]);
      if (accountId === undefined) throw new Error('no account');
      const grantId = newId('grant');
      const terms = {
        grantId,
        priority,
        effectiveAt: new Date(from),
        expiresAt: until === null ? null : new Date(until),
        units: unitsOf(amount),
      };
      await post(tx, [recipes.granted(accountId, terms, `grant:${grantId}`)]);
    }
    return employeeId;
  });
}

/** Books the end of every grant that has ended by the test clock. */
async function expireGrants(ctx: TenantCtx): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const ended = await tx.sql<{ grant_id: string; account_id: string; available: string; expires_at: Date }>(
      `select grant_id, account_id, available, expires_at from grant_account where employer_id = ${THIS_EMPLOYER} and expires_at <= $1 and available > 0`,
      [tx.now],
    );
    await post(
      tx,
      ended.map((row) => {
        const grantId = idOf('grant', row.grant_id);
        return recipes.expired(idOf('account', row.account_id), grantId, unitsOf(row.available), row.expires_at, `expire:${grantId}`);
      }),
    );
  });
}

/** What a person had left, and what had expired, at an instant, as the ledger knows it now. */
async function balanceAt(ctx: TenantCtx, employeeId: Id<'employee'>, effectiveAt: string): Promise<string[]> {
  return inTransaction(ctx, async (tx) => {
    const [found] = await readBalances(tx, { asOf: tx.now, effectiveAt: new Date(effectiveAt) }, { employeeIds: [employeeId] });
    return [found?.available.amount ?? '', found?.expired.amount ?? ''];
  });
}

let counter = 0;

/** 1,000 tokens of a model at 3 USD per million, an hour ago: 0.003 USD. */
function event(externalId: string, change: Partial<ReportedEvent> = {}): ReportedEvent {
  counter += 1;
  return {
    id: `evt-${counter}`,
    source: 'test',
    employee: { externalId },
    provider: 'anthropic',
    model: 'claude-sonnet-4-6',
    occurredAt: new Date('2026-11-02T08:00:00.000Z'),
    counts: [{ usageClass: 'INPUT', count: 1_000n }],
    ...change,
  };
}

const tokens = (count: bigint): ReportedEvent['counts'] => [{ usageClass: 'INPUT', count }];

/** The balances of a person over all stipends of a currency. */
async function balance(ctx: TenantCtx, employeeId: Id<'employee'>, code = 'USD'): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.sql<Record<'available' | 'consumed' | 'overage', string>>(
      `select coalesce(sum(available), 0) as available, coalesce(sum(consumed), 0) as consumed, coalesce(-sum(overage), 0) as overage
       from account where employer_id = ${THIS_EMPLOYER} and employee_id = $1 and currency = $2`,
      [uuidOf(employeeId), code],
    );
    const text = (value = '') => decimalOf(unitsOf(value));
    return `${text(row?.available)} left, ${text(row?.consumed)} used, ${text(row?.overage)} over`;
  });
}

async function rowCounts(ctx: TenantCtx): Promise<Record<string, number>> {
  return inTransaction(ctx, async (tx) => {
    const counts: Record<string, number> = {};
    for (const table of ['usage_key', 'usage_event', 'usage_charge', 'usage_funding', 'posting', 'outbox_event']) {
      const [row] = await tx.sql<{ count: string }>(`select count(*) from ${table} where employer_id = ${THIS_EMPLOYER}`);
      counts[table] = Number(row?.count);
    }
    return counts;
  });
}

const statuses = (outcomes: ReadonlyArray<{ status: string; code: string | null }>) => outcomes.map(({ status, code }) => code ?? status);
const fresh = (ctx: TenantCtx) => testCtx(ctx.platform, ctx.employerId, ctx.partnerId ?? newId('partner'));

async function expectNoViolations(ctx: TenantCtx): Promise<void> {
  expect(await verify(ctx.platform, modules, [ctx.employerId])).toEqual([]);
}

describe('reported usage', () => {
  let ctx: TenantCtx;
  beforeAll(async () => {
    ctx = await testEmployer({ testNow: NOW });
  });

  it('is priced and debited to the tenth decimal', async () => {
    const ada = await person(ctx, 'ada', [{ amount: '10' }]);
    const counts: ReportedEvent['counts'] = [
      { usageClass: 'INPUT', count: 3n },
      { usageClass: 'CACHE_WRITE_5M', count: 12_304n },
      { usageClass: 'OUTPUT', count: 550n },
    ];
    const [outcome] = await reportUsage(ctx, [event('ada', { counts })]);
    expect(outcome).toMatchObject({ status: 'RECORDED', differs: null, code: null, message: null });
    expect([outcome?.cost?.amount, outcome?.overage?.amount]).toEqual(['0.054399', '0.00']);
    expect(await balance(ctx, ada)).toBe('9.945601 left, 0.054399 used, 0 over');
  });

  it('a retried batch is not charged twice', async () => {
    const bob = await person(ctx, 'bob', [{ amount: '10' }]);
    const batch = Array.from({ length: 20 }, () => event('bob'));
    const first = await reportUsage(ctx, batch);
    const before = [await balance(ctx, bob), await rowCounts(ctx)];
    const second = await reportUsage(ctx, batch);

    expect(statuses(first)).toEqual(batch.map(() => 'RECORDED'));
    expect(second.map(({ status, differs, usageId }) => [status, differs, usageId])).toEqual(
      first.map(({ usageId }) => ['DUPLICATE', false, usageId]),
    );
    expect([await balance(ctx, bob), await rowCounts(ctx)]).toEqual(before);
    expect(before[0]).toBe('9.94 left, 0.06 used, 0 over');
  });

  it('an event is taken once within a batch too, and across a change of its time to another month', async () => {
    const cleo = await person(ctx, 'cleo', [{ amount: '10' }]);
    const one = event('cleo');
    const elsewhere = { ...one, occurredAt: new Date('2026-10-20T08:00:00.000Z') };
    const outcomes = await reportUsage(ctx, [one, one, elsewhere]);
    expect(outcomes.map(({ status, differs }) => [status, differs])).toEqual([
      ['RECORDED', null],
      ['DUPLICATE', false],
      ['DUPLICATE', true],
    ]);
    const [again] = await reportUsage(ctx, [{ ...one, counts: tokens(5n) }]);
    expect(again).toMatchObject({ status: 'DUPLICATE', differs: true, usageId: outcomes[0]?.usageId });
    expect(await balance(ctx, cleo)).toBe('9.997 left, 0.003 used, 0 over');
  });

  it('the same id of another source is another event', async () => {
    const dan = await person(ctx, 'dan', [{ amount: '10' }]);
    const one = event('dan');
    expect(statuses(await reportUsage(ctx, [one, { ...one, source: 'other' }]))).toEqual(['RECORDED', 'RECORDED']);
    expect(await balance(ctx, dan)).toBe('9.994 left, 0.006 used, 0 over');
  });

  it('every bad event has its outcome, and the others are taken all the same', async () => {
    const eve = await person(ctx, 'eve', [{ amount: '10' }]);
    const outcomes = await reportUsage(ctx, [
      event('eve'),
      event('nobody'),
      event('eve', { model: 'no-such-model' }),
      event('eve', { provider: 'nobody' }),
      event('eve', { counts: [...tokens(1n), { usageClass: 'REQUEST', count: 1n }] }),
      event('eve', { counts: tokens(-1n) }),
      event('eve', { counts: tokens(10n ** 18n) }),
      event('eve', { counts: [] }),
      event('eve', { id: '' }),
      event('eve', { occurredAt: new Date('2026-09-28T08:59:59.999Z') }),
      event('eve', { occurredAt: new Date('2026-11-02T09:05:00.001Z') }),
      event('eve', { occurredAt: new Date('2026-09-28T09:00:00.000Z') }),
      event('eve', { occurredAt: new Date('2026-11-02T09:05:00.000Z') }),
      event('eve', { employee: { id: 'employee_01hzy0000000000000000000000' } }),
      event('eve', { employee: { email: "' or 1=1 --" } }),
      event('nobody', { model: 'no-such-model' }),
    ]);
    expect(statuses(outcomes)).toEqual([
      'RECORDED',
      'UNATTRIBUTED',
      'UNPRICED',
      'UNPRICED',
      'UNPRICED',
      'VALIDATION',
      'VALIDATION',
      'VALIDATION',
      'VALIDATION',
      'EVENT_TOO_OLD',
      'EVENT_IN_FUTURE',
      'RECORDED',
      'RECORDED',
      'UNATTRIBUTED',
      'UNATTRIBUTED',
      'UNATTRIBUTED',
    ]);
    expect(outcomes[4]?.message).toContain('REQUEST');
    expect(outcomes.map(({ usageId }) => usageId === null)).toEqual(outcomes.map(({ status }) => status === 'REJECTED'));
    expect(await balance(ctx, eve)).toBe('9.991 left, 0.009 used, 0 over');
  });

  it('what is stored without being charged is told once, and a rejected event can be sent again', async () => {
    await person(ctx, 'fay', [{ amount: '10' }]);
    const unknown = event('no-fay');
    const early = event('fay', { occurredAt: new Date('2026-11-02T10:00:00.000Z') });
    await reportUsage(ctx, [unknown, early, event('fay', { model: 'no-such-model' })]);
    const before = await rowCounts(ctx);
    expect(statuses(await reportUsage(ctx, [unknown, { ...early, occurredAt: new Date(NOW) }]))).toEqual(['DUPLICATE', 'RECORDED']);
    const after = await rowCounts(ctx);
    expect(after.outbox_event).toBe(before.outbox_event);

    const types = await inTransaction(ctx, (tx) =>
      tx.sql<{ type: string; snapshot: { eventId: string } }>(
        `select type, snapshot from outbox_event where employer_id = ${THIS_EMPLOYER} and snapshot->>'eventId' = $1`,
        [unknown.id],
      ),
    );
    expect(types.map(({ type }) => type)).toEqual(['usage.unattributed']);
  });

  it('an event that was taken is a duplicate for ever, however old it has become', async () => {
    const other = await testEmployer({ testNow: '2027-03-01T00:00:00.000Z' });
    await person(other, 'gus', [{ amount: '10' }]);
    const one = event('gus', { occurredAt: new Date('2027-02-28T00:00:00.000Z') });
    expect(statuses(await reportUsage(other, [one]))).toEqual(['RECORDED']);
    await inTransaction(other, (tx) =>
      tx.sql(`update employer_settings set test_now = '2027-05-01T00:00:00Z' where employer_id = ${THIS_EMPLOYER}`),
    );
    expect(statuses(await reportUsage(other, [one, { ...one, id: 'never seen' }]))).toEqual(['DUPLICATE', 'EVENT_TOO_OLD']);
  });

  it.each([0, 1_001])('a batch of %s is no batch, and nothing is stored', async (length) => {
    const before = await rowCounts(ctx);
    const batch = Array.from({ length }, () => event('ada'));
    await expect(reportUsage(ctx, batch)).rejects.toMatchObject(
      new Fault('BAD_USER_INPUT', '`events` has 1 to 1000 items.', { limit: 1_000 }),
    );
    expect(await rowCounts(ctx)).toEqual(before);
  });

  it('needs the scope', async () => {
    const reader = testCtx(ctx.platform, ctx.employerId, newId('partner'), 'SANDBOX', ['usage:read']);
    await expect(reportUsage(reader, [event('ada')])).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('of another employer with the same ids is its own', async () => {
    const other = await testEmployer({ testNow: NOW });
    const one = event('ada');
    expect(statuses(await reportUsage(ctx, [one]))).toEqual(['RECORDED']);
    expect(statuses(await reportUsage(other, [one]))).toEqual(['UNATTRIBUTED']);
    expect((await listUsageEvents(other, {}, {})).nodes).toHaveLength(1);
  });

  it('is booked in six transactions at most where each finds the period closed, and can be sent again', async () => {
    const { platform } = ctx;
    let transactions = 0;
    const closing = new Proxy(platform.pool, {
      get: (pool, name, receiver) =>
        name === 'connect'
          ? async () => {
              transactions += 1;
              throw Object.assign(new Error('the period is closed'), { code: 'SP001' });
            }
          : Reflect.get(pool, name, receiver),
    });
    const report = reportUsage({ ...fresh(ctx), platform: { ...platform, pool: closing } }, [event('ana')]);
    expect(failureOf(await report.catch((error: unknown) => error)).code).toBe('TRANSIENT_CONFLICT');
    expect(transactions).toBe(6);
  });

  it('keeps the ledger sound', () => expectNoViolations(ctx));
});

describe('who pays', () => {
  let ctx: TenantCtx;
  beforeAll(async () => {
    ctx = await testEmployer({ testNow: NOW });
  });

  /** What paid for an event, in order: amounts, `over` for overage. */
  async function fundings(usageId: string | null | undefined): Promise<string[]> {
    const charge = await load(fresh(ctx), chargeLoader, usageId as Id<'usageEvent'>);
    return (charge?.fundings ?? []).map(({ grantId, amount }) => `${amount.amount}${grantId === null ? ' over' : ''}`);
  }

  it('the lower priority number pays first, then what expires first, then overage', async () => {
    const ann = await person(ctx, 'ann', [
      { amount: '2', priority: 1, until: '2026-12-15' },
      { amount: '1', priority: 1, until: '2026-12-10' },
      { amount: '4', priority: 2 },
    ]);
    const [first] = await reportUsage(ctx, [event('ann', { counts: tokens(500_000n) })]);
    const [second] = await reportUsage(ctx, [event('ann', { counts: tokens(2_000_000n) })]);
    expect(await fundings(first?.usageId)).toEqual(['1.00', '0.50']);
    expect(await fundings(second?.usageId)).toEqual(['1.50', '4.00', '0.50 over']);
    expect([second?.cost?.amount, second?.overage?.amount]).toEqual(['6.00', '0.50']);
    expect(await balance(ctx, ann)).toBe('0 left, 7.5 used, 0.5 over');
  });

  it('a grant pays for what happened while it was in force, and for nothing else', async () => {
    const ben = await person(ctx, 'ben', [
      { amount: '1', from: '2026-10-01', until: '2026-11-01' },
      { amount: '1', from: '2026-11-01', until: '2026-12-01' },
    ]);
    const at = (occurredAt: string) => event('ben', { occurredAt: new Date(occurredAt) });
    const [before, last, next] = await reportUsage(ctx, [
      at('2026-09-30T23:59:59.999Z'),
      at('2026-10-31T23:59:59.999Z'),
      at('2026-11-01T00:00:00.000Z'),
    ]);
    expect(await fundings(before?.usageId)).toEqual(['0.003 over']);
    expect([await fundings(last?.usageId), await fundings(next?.usageId)]).toEqual([['0.003'], ['0.003']]);
    expect(await balance(ctx, ben)).toBe('1.994 left, 0.009 used, 0.003 over');
  });

  it('usage of a person without any grant is overage, also for two batches at once', async () => {
    const cal = await person(ctx, 'cal');
    await Promise.all(Array.from({ length: 6 }, () => reportUsage(fresh(ctx), [event('cal'), event('cal')])));
    expect(await balance(ctx, cal)).toBe('0 left, 0.036 used, 0.036 over');
  });

  it('free usage is recorded and debits nothing', async () => {
    const dee = await person(ctx, 'dee', [{ amount: '1' }]);
    const [outcome] = await reportUsage(ctx, [event('dee', { counts: tokens(0n) })]);
    expect(outcome).toMatchObject({ status: 'RECORDED', cost: { amount: '0.00' } });
    expect(await fundings(outcome?.usageId)).toEqual([]);
    expect(await balance(ctx, dee)).toBe('1 left, 0 used, 0 over');
  });

  it('usage that is reported after a grant has ended is paid by it all the same, up to what its end took', async () => {
    const other = await testEmployer({ testNow: NOW });
    const kay = await person(other, 'kay', [{ amount: '1', from: '2026-10-01', until: '2026-11-01' }]);
    const october = (count: bigint) => event('kay', { occurredAt: new Date('2026-10-31T23:00:00.000Z'), counts: tokens(count) });
    await reportUsage(other, [october(100_000n)]);
    await expireGrants(other);
    expect(await balance(other, kay)).toBe('0 left, 0.3 used, 0 over');
    expect(await balanceAt(other, kay, '2026-10-31T23:30:00.000Z')).toEqual(['0.70', '0.00']);

    const outcomes = await reportUsage(other, [october(50_000n), event('kay', { counts: tokens(10_000n) })]);
    expect(outcomes.map(({ cost, overage }) => [cost?.amount, overage?.amount])).toEqual([
      ['0.15', '0.00'],
      ['0.03', '0.03'],
    ]);
    expect(await balanceAt(other, kay, '2026-10-31T23:30:00.000Z')).toEqual(['0.55', '0.00']);
    expect(await balanceAt(other, kay, '2026-11-01T00:00:00.000Z')).toEqual(['0.00', '0.55']);

    const [last] = await reportUsage(other, [october(200_000n)]);
    expect([last?.cost?.amount, last?.overage?.amount]).toEqual(['0.60', '0.05']);
    expect(await balance(other, kay)).toBe('0 left, 1.08 used, 0.08 over');
    expect(await balanceAt(other, kay, '2026-11-02T00:00:00.000Z')).toEqual(['0.00', '0.00']);
    await expectNoViolations(other);
  });

  it('usage of a closed period is booked into the open one', async () => {
    const other = await testEmployer({ testNow: NOW });
    const ida = await person(other, 'ida', [{ amount: '1', from: '2026-10-01' }]);
    await inTransaction(other, (tx) =>
      lockPeriod(tx, newId('payPeriod'), { start: new Date('2026-10-01T00:00:00Z'), end: new Date('2026-11-01T00:00:00Z') }),
    );
    const [outcome] = await reportUsage(other, [event('ida', { occurredAt: new Date('2026-10-20T00:00:00Z') })]);
    expect(outcome?.status).toBe('RECORDED');
    const rows = await inTransaction(other, (tx) =>
      tx.sql<{ effective_at: Date }>(`select effective_at from posting where employer_id = ${THIS_EMPLOYER} and kind = 'CONSUMED'`),
    );
    expect(rows.map(({ effective_at }) => effective_at.toISOString())).toEqual(['2026-11-01T00:00:00.000Z']);
    expect(await balance(other, ida)).toBe('0.997 left, 0.003 used, 0 over');
    await expectNoViolations(other);
  });

  it('a period that closes while a batch is being booked has its usage in the next one', async () => {
    const other = await testEmployer({ testNow: NOW });
    const jon = await person(other, 'jon', [{ amount: '1', from: '2026-10-01' }]);
    const blocker = new pg.Client({ connectionString: (await testDatabase()).superuserUrl });
    await blocker.connect();
    try {
      // Reading goes through; writing waits here until the period is closed.
      await blocker.query('begin');
      await blocker.query('lock table usage_event in share mode');
      const reported = reportUsage(other, [event('jon', { occurredAt: new Date('2026-10-20T00:00:00Z') })]);
      await waitFor(async () => {
        const { rowCount } = await blocker.query(`select from pg_locks where relation = 'usage_event'::regclass and not granted`);
        return rowCount !== 0;
      });
      await inTransaction(other, (tx) =>
        lockPeriod(tx, newId('payPeriod'), { start: new Date('2026-10-01T00:00:00Z'), end: new Date('2026-11-01T00:00:00Z') }),
      );
      await blocker.query('commit');
      expect(statuses(await reported)).toEqual(['RECORDED']);
    } finally {
      await blocker.end();
    }
    const effective = await inTransaction(other, (tx) =>
      tx.sql<{ effective_at: Date }>(`select effective_at from posting where employer_id = ${THIS_EMPLOYER} and kind = 'CONSUMED'`),
    );
    expect(effective.map(({ effective_at }) => effective_at.toISOString())).toEqual(['2026-11-01T00:00:00.000Z']);
    expect(await balance(other, jon)).toBe('0.997 left, 0.003 used, 0 over');
  });

  it('is decided by when things happened, whatever their order within a batch', async () => {
    const results = [];
    for (const reverse of [false, true]) {
      const name = `ole-${reverse}`;
      const ole = await person(ctx, name, [
        { amount: '0.003', priority: 1 },
        { amount: '0.003', priority: 2, until: '2026-10-20' },
      ]);
      const batch = ['2026-10-10T00:00:00Z', '2026-10-30T00:00:00Z'].map((at) => event(name, { occurredAt: new Date(at) }));
      await reportUsage(ctx, reverse ? batch.toReversed() : batch);
      results.push(await balance(ctx, ole));
    }
    expect(results).toEqual(['0.003 left, 0.006 used, 0.003 over', '0.003 left, 0.006 used, 0.003 over']);
  });

  it('keeps the ledger sound', () => expectNoViolations(ctx));

  it.each([
    ['update usage_funding set amount = amount + 1', 'the fundings of a charge sum to it'],
    ['update usage_funding set amount = amount + 1', 'each funding, by grant or by overage, is what the ledger took for the event'],
    ['delete from usage_charge', 'a recorded event, and no other, has a charge'],
    ["update usage_key set event_id = event_id || '?'", 'every event has its key'],
  ])('and `%s` behind its back breaks a law: %s', async (change, law) => {
    const other = await testEmployer({ testNow: NOW });
    await person(other, 'pia', [{ amount: '1' }]);
    await reportUsage(other, [event('pia')]);
    const { platform, superuserUrl } = await testDatabase();
    const superuser = new pg.Client({ connectionString: superuserUrl });
    await superuser.connect();
    try {
      await superuser.query('set session_replication_role = replica');
      await superuser.query(`${change} where employer_id = '${uuidOf(other.employerId)}'`);
    } finally {
      await superuser.end();
    }
    expect((await verify(platform, modules, [other.employerId])).map((violation) => violation.law)).toContain(law);
  });
});

describe('usage in another currency than the stipend', () => {
  let ctx: TenantCtx;
  beforeAll(async () => {
    ctx = await testEmployer({ testNow: NOW });
  });
  const rate = (asOf: string, decimal: string) => ({ base: 'USD', quote: 'EUR', rate: decimal, asOf: new Date(asOf), source: 'ECB' });

  it('without a rate is rejected and leaves nothing, and is taken once the rate is there', async () => {
    const eva = await person(ctx, 'eva', [{ amount: '10', currency: 'EUR' }]);
    const uma = await person(ctx, 'uma', [{ amount: '10' }]);
    const batch = [event('eva'), event('uma'), event('eva', { occurredAt: new Date('2026-10-30T00:00:00Z') })];

    expect(statuses(await reportUsage(ctx, batch))).toEqual(['FX_RATE_MISSING', 'RECORDED', 'FX_RATE_MISSING']);
    expect(await balance(ctx, eva, 'EUR')).toBe('10 left, 0 used, 0 over');
    expect(await rowCounts(ctx)).toMatchObject({ usage_key: 1, usage_event: 1, usage_charge: 1 });

    const [stored] = await upsertFxRates(ctx, { rates: [rate('2026-11-01', '0.9213')] });
    const outcomes = await reportUsage(ctx, batch);
    expect(statuses(outcomes)).toEqual(['RECORDED', 'DUPLICATE', 'FX_RATE_MISSING']);
    expect([outcomes[0]?.cost?.amount, outcomes[0]?.cost?.currency]).toEqual(['0.0027639', 'EUR']);
    expect(await balance(ctx, eva, 'EUR')).toBe('9.9972361 left, 0.0027639 used, 0 over');
    expect(await balance(ctx, uma)).toBe('9.997 left, 0.003 used, 0 over');

    const charge = await load(fresh(ctx), chargeLoader, outcomes[0]?.usageId as Id<'usageEvent'>);
    expect([charge?.fxRateId, charge?.listCost.amount]).toEqual([stored?.id, '0.003']);
  });

  it('has the newest rate at or before the moment of use', async () => {
    const leo = await person(ctx, 'leo', [{ amount: '10', currency: 'EUR' }]);
    await upsertFxRates(ctx, { rates: [rate('2026-10-10', '0.5'), rate('2026-10-20', '0.8')] });
    const outcomes = await reportUsage(
      ctx,
      ['2026-10-10T00:00:00Z', '2026-10-19T23:59:59.999Z', '2026-10-20T00:00:00Z'].map((at) => event('leo', { occurredAt: new Date(at) })),
    );
    expect(outcomes.map(({ cost }) => cost?.amount)).toEqual(['0.0015', '0.0015', '0.0024']);
    expect(await balance(ctx, leo, 'EUR')).toBe('9.9946 left, 0.0054 used, 0 over');
  });

  it('is converted only when no grant in the currency of the price can pay', async () => {
    const noa = await person(ctx, 'noa', [
      { amount: '1', currency: 'EUR', priority: 1 },
      { amount: '0.004', priority: 2 },
    ]);
    const outcomes = await reportUsage(ctx, [event('noa'), event('noa'), event('noa')]);
    expect(outcomes.map(({ cost, overage }) => [cost?.currency, cost?.amount, overage?.amount])).toEqual([
      ['USD', '0.003', '0.00'],
      ['USD', '0.003', '0.002'],
      ['EUR', '0.0027639', '0.00'],
    ]);
    expect(await balance(ctx, noa, 'USD')).toBe('0 left, 0.006 used, 0.002 over');
    expect(await balance(ctx, noa, 'EUR')).toBe('0.9972361 left, 0.0027639 used, 0 over');
  });

  it('beyond the stipend is overage in the currency of the stipend', async () => {
    const mia = await person(ctx, 'mia', [{ amount: '0.001', currency: 'EUR' }]);
    await reportUsage(ctx, [event('mia'), event('mia')]);
    expect(await balance(ctx, mia, 'EUR')).toBe('0 left, 0.0055278 used, 0.0045278 over');
    expect(await balance(ctx, mia, 'USD')).toBe('0 left, 0 used, 0 over');
  });

  it('keeps the ledger sound', () => expectNoViolations(ctx));
});

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await condition()) return;
    await wait(20);
  }
  throw new Error('it did not come to that');
}

describe('batches at once', () => {
  it('overlapping in opposite order take each event once, and none fails', async () => {
    const ctx = await testEmployer({ testNow: NOW });
    const names = Array.from({ length: 10 }, (_, index) => `p${index}`);
    const ids = [];
    for (const name of names) ids.push(await person(ctx, name, [{ amount: '10' }]));
    for (let round = 0; round < 5; round += 1) {
      const batch = Array.from({ length: 200 }, (_, index) => event(names[index % names.length] ?? ''));
      const reversed = batch.toReversed();
      const reports = await Promise.all([batch, reversed, batch, reversed].map((events) => reportUsage(fresh(ctx), events)));
      const all = reports.flat();
      expect(all.filter(({ status }) => status === 'RECORDED')).toHaveLength(200);
      expect(all.filter(({ status, differs }) => status === 'DUPLICATE' && differs === false)).toHaveLength(600);
    }
    for (const id of ids) expect(await balance(ctx, id)).toBe('9.7 left, 0.3 used, 0 over');
    await expectNoViolations(ctx);
  });

  it('of the same people in crossed order do not lock each other out', async () => {
    const ctx = await testEmployer({ testNow: NOW });
    const names = Array.from({ length: 8 }, (_, index) => `q${index}`);
    for (const name of names) await person(ctx, name, [{ amount: '10' }]);
    const batches = Array.from({ length: 24 }, (_, index) => (index % 2 === 0 ? names : names.toReversed()).map((name) => event(name)));
    const reports = await Promise.all(batches.map((events) => reportUsage(fresh(ctx), events)));
    expect(reports.flat().every(({ status }) => status === 'RECORDED')).toBe(true);
    await expectNoViolations(ctx);
  });
});

it('whatever the order in which events arrive, and however they are batched and repeated, the balances are the same', async () => {
  const totals = new Set<string>();
  for (let seed = 1; seed <= 6; seed += 1) {
    const ctx = await testEmployer({ testNow: NOW });
    const ids = [];
    for (const name of ['r1', 'r2', 'r3']) {
      ids.push(
        await person(ctx, name, [
          { amount: '0.4', from: '2026-10-01', until: '2026-11-01' },
          { amount: '0.4', from: '2026-11-01', until: '2026-12-01' },
        ]),
      );
    }
    const events = Array.from({ length: 120 }, (_, index) =>
      event(`r${(index % 3) + 1}`, {
        id: `order-${index}`,
        occurredAt: new Date(Date.parse('2026-10-16T00:00:00Z') + index * 3 * 3_600_000),
        counts: tokens(BigInt(index * 137 + 1)),
      }),
    );
    const shuffled = shuffle([...events, ...events.slice(0, 40)], seed);
    // October's grants end at another point of every history.
    for (let start = 0; start < shuffled.length; start += 37) {
      if (start === 37 * (seed % 4)) await expireGrants(ctx);
      await reportUsage(ctx, shuffled.slice(start, start + 37));
    }
    await expireGrants(ctx);
    totals.add((await Promise.all(ids.map((id) => balance(ctx, id)))).join(' · '));
    await expectNoViolations(ctx);
  }
  expect([...totals]).toHaveLength(1);
});

/** The same shuffle for the same seed, so that a failure can be repeated. */
function shuffle<T>(items: T[], seed: number): T[] {
  let state = seed * 2_654_435_761;
  for (let index = items.length - 1; index > 0; index -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = state % (index + 1);
    [items[index], items[other]] = [items[other] as T, items[index] as T];
  }
  return items;
}

describe('the list of usage', () => {
  it('shows the latest first, page by page, filtered by person, time and status', async () => {
    const ctx = await testEmployer({ testNow: NOW });
    await person(ctx, 'kim', [{ amount: '10' }]);
    await person(ctx, 'lou', [{ amount: '10' }]);
    const at = (minute: number) => new Date(Date.parse('2026-11-01T00:00:00Z') + minute * 60_000);
    const events = Array.from({ length: 30 }, (_, minute) =>
      event(minute % 2 === 0 ? 'kim' : 'lou', { id: `m${minute}`, occurredAt: at(minute) }),
    );
    await reportUsage(ctx, [...events, event('kim', { id: 'unpriced', model: 'no-such-model', occurredAt: at(99) })]);

    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listUsageEvents>> = await listUsageEvents(
        ctx,
        { employee: { externalId: 'kim' } },
        { first: 6, after },
      );
      seen.push(...page.nodes.map(({ eventId }) => eventId));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(['unpriced', ...Array.from({ length: 15 }, (_, index) => `m${28 - index * 2}`)]);

    const ids = async (where: Parameters<typeof listUsageEvents>[1]) =>
      (await listUsageEvents(ctx, where, {})).nodes.map(({ eventId }) => eventId);
    expect(await ids({ status: { eq: 'UNPRICED' } })).toEqual(['unpriced']);
    expect(await ids({ status: { in: ['UNPRICED', 'UNATTRIBUTED'] } })).toEqual(['unpriced']);
    expect(await ids({ occurredAt: { gte: at(3), lt: at(6) } })).toEqual(['m5', 'm4', 'm3']);
    expect(await ids({ employee: { externalId: 'nobody' } })).toEqual([]);
  });
});

describe('usage over the API', () => {
  const report = `mutation ($input: UsageReportInput!) {
    usageReport(input: $input) {
      outcomes { status source eventId usageId differs cost { amount currency rounded } overage { amount } code message }
      counts { recorded duplicate unpriced unattributed rejected }
      userErrors { code }
    }
  }`;
  const input = (change: object = {}) => ({
    input: {
      events: [
        {
          id: 'api-1',
          employee: { externalId: 'zoe' },
          provider: 'anthropic',
          model: 'claude-sonnet-4-6',
          occurredAt: '2026-11-02T08:00:00.000Z',
          counts: [{ usageClass: 'INPUT', count: '1000' }],
          ...change,
        },
      ],
    },
  });

  let ctx: TenantCtx;
  let zoe: Id<'employee'>;
  beforeAll(async () => {
    ctx = await testEmployer({ testNow: NOW });
    zoe = await person(ctx, 'zoe', [{ amount: '1' }]);
  });

  it('is reported, and read back with its price, its person and who paid', async () => {
    const { data, errors } = await ask<{ usageReport: { outcomes: [{ usageId: string }] } }>(ctx, report, input());
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      usageReport: {
        outcomes: [
          {
            status: 'RECORDED',
            source: 'default',
            eventId: 'api-1',
            differs: null,
            cost: { amount: '0.003', currency: 'USD', rounded: '0.00' },
            overage: { amount: '0.00' },
            code: null,
            message: null,
          },
        ],
        counts: { recorded: 1, duplicate: 0, unpriced: 0, unattributed: 0, rejected: 0 },
        userErrors: [],
      },
    });

    const read = `fragment shown on UsageEvent {
      id eventId status counts { usageClass count } employee { externalId }
      charge { listCost { amount } cost { amount } fxRateId lines { usageClass count price unitQuantity } fundings { grantId amount { amount } } }
    }
    query ($id: ID!) {
      node(id: $id) { ...shown }
      usageEvents(where: { employee: { externalId: "zoe" } }) { nodes { ...shown } }
    }`;
    const { usageId } = data.usageReport.outcomes[0];
    const shown = {
      id: usageId,
      eventId: 'api-1',
      status: 'RECORDED',
      counts: [{ usageClass: 'INPUT', count: '1000' }],
      employee: { externalId: 'zoe' },
      charge: {
        listCost: { amount: '0.003' },
        cost: { amount: '0.003' },
        fxRateId: null,
        lines: [{ usageClass: 'INPUT', count: '1000', price: '3', unitQuantity: '1000000' }],
        fundings: [{ grantId: expect.stringMatching(/^grant_/), amount: { amount: '0.003' } }],
      },
    };
    expect(await ask(ctx, read, { id: usageId })).toMatchObject({ errors: [], data: { node: shown, usageEvents: { nodes: [shown] } } });
    expect((await ask(await testEmployer(), read, { id: usageId })).data).toEqual({ node: null, usageEvents: { nodes: [] } });
  });

  it.each<[string, object]>([
    ['a fraction of a token', { counts: [{ usageClass: 'INPUT', count: '1.5' }] }],
    ['tokens as a number', { counts: [{ usageClass: 'INPUT', count: 1000 }] }],
    ['an unknown class', { counts: [{ usageClass: 'SMELL', count: '1' }] }],
    ['an unknown field', { amount: '1' }],
    ['no time', { occurredAt: null }],
    ['a time that is no time', { occurredAt: '2026-02-30T00:00:00Z' }],
    ['a time before all years', { occurredAt: '0000-01-01T00:00:00Z' }],
    ['a time after all years', { occurredAt: '9999-12-31T23:59:59-14:00' }],
  ])('%s refuses the whole request, and nothing is stored', async (_, change) => {
    const before = await rowCounts(ctx);
    const { errors } = await ask(ctx, report, input({ id: 'api-2', ...change }));
    expect(errors).not.toEqual([]);
    expect(await rowCounts(ctx)).toEqual(before);
    expect(await balance(ctx, zoe)).toBe('0.997 left, 0.003 used, 0 over');
  });

  it('a batch of 1,001 is refused as a whole', async () => {
    const [one] = input().input.events;
    const events = Array.from({ length: 1_001 }, (_, index) => ({ ...one, id: `many-${index}` }));
    expect((await ask(ctx, report, { input: { events } })).errors).toEqual(['BAD_USER_INPUT']);
    expect(await balance(ctx, zoe)).toBe('0.997 left, 0.003 used, 0 over');
  });
});
