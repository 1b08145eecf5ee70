import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unitsOf } from '../../src/kernel/money.js';
import { plusDays } from '../../src/kernel/period.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { type Api, fresh, openApi, usd } from '../support/api.js';

const told: Api[] = [];
afterAll(async () => {
  for (const api of told) expect(await api.violations()).toEqual([]);
});

async function employer(options: Parameters<typeof openApi>[0] = {}): Promise<Api> {
  const api = await openApi({ testNow: '2026-01-01T12:00:00.000Z', ...options });
  told.push(api);
  return api;
}

/** 100 USD a month. */
async function policy(api: Api, terms: object = {}): Promise<object> {
  const by = { externalId: fresh('policy') };
  const whole = { amountType: 'FIXED', period: 'MONTHLY', amount: usd('100'), ...terms };
  await api.take('policyCreate', { ...by, name: 'Compute', terms: whole });
  await api.take('policyPublish', { policy: by, effectiveFrom: '2026-01-01', expectedVersion: 1 });
  return by;
}

async function enrol(api: Api, externalId: string, under: object, startDate = '2026-01-01'): Promise<void> {
  const assignments = [{ employee: { externalId }, policy: under, startDate }];
  await api.take('stipendsAssign', { assignments, idempotencyKey: fresh('assign') });
}

/** The first day without employment, null where she stays; the books are looked at behind it. */
async function leaves(api: Api, externalId: string, terminatedOn: string | null): Promise<void> {
  await api.take('employeeTerminate', { employee: { externalId }, terminatedOn, idempotencyKey: fresh('leave') });
  expect(await api.violations()).toEqual([]);
}

/** Terms from a day on: a rehire after an end. */
async function comes(api: Api, externalId: string, effectiveDate: string): Promise<void> {
  await api.take('employeesUpsert', { employees: [{ externalId, employment: { effectiveDate } }] });
}

/** What the person has: the employments, the end, the reason. */
async function onRecord(api: Api, externalId: string): Promise<string> {
  const [row] = await inTransaction(api.ctx, (tx) =>
    tx.sql<{ days: string; left: string; reason: string }>(
      `select coalesce((select string_agg(to_char(m.start_date, 'MM-DD') || '…' || coalesce(to_char(m.end_date, 'MM-DD'), ''), ' ' order by m.start_date)
           from employment m where m.employer_id = ${THIS_EMPLOYER} and m.employee_id = e.id), '') as days,
         coalesce(to_char(e.terminated_on, 'MM-DD'), 'stays') as left, coalesce(e.termination_reason, 'no reason') as reason
       from employee e where e.employer_id = ${THIS_EMPLOYER} and e.external_id = $1`,
      [externalId],
    ),
  );
  return row === undefined ? '' : `${row.days} | ${row.left} | ${row.reason}`;
}

/** What was told of leaving, oldest first. */
async function toldOf(api: Api, externalId: string): Promise<string[]> {
  const rows = await inTransaction(api.ctx, (tx) =>
    tx.sql<{ line: string }>(
      `select type || ' ' || coalesce(snapshot ->> 'terminatedOn', 'null') || ' ' || coalesce(snapshot ->> 'reason', 'no reason') as line
       from outbox_event where employer_id = ${THIS_EMPLOYER} and type like 'employee.%' and snapshot ->> 'externalId' = $1 order by recorded_at, id`,
      [externalId],
    ),
  );
  return rows.map(({ line }) => line);
}

/** Usage that costs so many USD. */
async function uses(api: Api, externalId: string, cost: string, occurredAt: string): Promise<void> {
  const count = ((unitsOf(cost) * 1_000_000n) / unitsOf('5')).toString();
  const [outcome] = await api.report({
    id: fresh('use'),
    source: 'test',
    employee: { externalId },
    provider: 'anthropic',
    model: 'claude-opus-4-5',
    occurredAt,
    counts: [{ usageClass: 'INPUT', count }],
  });
  expect(outcome?.status).toBe('RECORDED');
}

interface GrantLine {
  readonly grant: string;
  readonly available: string;
  readonly used: string;
  readonly expired: string;
}

/** Each grant of a person as the ledger has it, oldest first. */
async function grantsOf(api: Api, externalId: string): Promise<GrantLine[]> {
  return inTransaction(api.ctx, (tx) =>
    tx.sql<GrantLine & Record<string, string>>(
      `select g.kind || ' ' || to_char(g.effective_at, 'MM-DD') || '…' || to_char(g.ends_at, 'MM-DD') as grant, a.available::numeric(38,2)::text as available,
         coalesce(-sum(n.amount) filter (where n.grant_id = g.id and p.kind in ('CONSUMED', 'HELD', 'CAPTURED', 'RELEASED')), 0)::numeric(38,2)::text as used,
         coalesce(sum(n.amount) filter (where n.side = 'EXPIRED' and p.subject_id = g.id), 0)::numeric(38,2)::text as expired
       from employee e join stipend_grant g on g.employer_id = ${THIS_EMPLOYER} and g.employee_id = e.id
         join grant_account a on a.employer_id = ${THIS_EMPLOYER} and a.grant_id = g.id
         join entry n on n.employer_id = ${THIS_EMPLOYER} and n.account_id = a.account_id
         join posting p on p.employer_id = ${THIS_EMPLOYER} and p.id = n.posting_id
       where e.employer_id = ${THIS_EMPLOYER} and e.external_id = $1
       group by g.id, g.kind, g.effective_at, g.ends_at, a.available order by g.effective_at, g.kind, g.id`,
      [externalId],
    ),
  );
}

const drawn = async (api: Api, externalId: string) =>
  (await grantsOf(api, externalId)).map(
    ({ grant, available, used, expired }) => `${grant}: ${available} left, ${used} used, ${expired} expired`,
  );

describe('somebody whose leaving is told late', () => {
  it('is granted until the end and no longer: what was granted since is taken back, and what was used of it stays used', async () => {
    const api = await employer();
    const zoe = await api.hire();
    await enrol(api, zoe, await policy(api));
    await api.advance('2026-03-10T12:00:00.000Z');
    await uses(api, zoe, '20', '2026-03-10T11:00:00.000Z');
    await api.advance('2026-04-10T12:00:00.000Z');
    await uses(api, zoe, '30', '2026-04-10T11:00:00.000Z');
    await api.advance('2026-06-15T12:00:00.000Z');
    await leaves(api, zoe, '2026-03-16');
    expect(await drawn(api, zoe)).toEqual([
      'RECURRING 01-01…02-01: 0.00 left, 0.00 used, 100.00 expired',
      'RECURRING 02-01…03-01: 0.00 left, 0.00 used, 100.00 expired',
      'RECURRING 03-01…03-16: 0.00 left, 20.00 used, 80.00 expired',
      'RECURRING 04-01…04-01: 0.00 left, 30.00 used, 70.00 expired',
      'RECURRING 05-01…05-01: 0.00 left, 0.00 used, 100.00 expired',
      'RECURRING 06-01…06-01: 0.00 left, 0.00 used, 100.00 expired',
    ]);
    // Nothing was there to be spent from the end on; what was used then, was paid all the same.
    const left = async (effectiveAt: string) => (await api.balances(zoe, { effectiveAt }))[0];
    expect(await left('2026-03-15T23:59:59.999Z')).toBe('USD: 80.00 left, 20.00 used, 200.00 expired');
    expect(await left('2026-03-16T00:00:00.000Z')).toBe('USD: 20.00 used, 280.00 expired');
    expect(await left('2026-06-15T12:00:00.000Z')).toBe('USD: 50.00 used, 550.00 expired');

    // Usage after the end is nobody's grant: it is overage, also where it is reported late.
    await uses(api, zoe, '7', '2026-06-01T11:00:00.000Z');
    expect(await api.balances(zoe)).toEqual(['USD: 57.00 used, 550.00 expired, 7.00 over']);
    expect((await api.authorize(zoe, '1')).code).toBe('INVALID_TRANSITION');
  });

  it('loses what was carried over since the end, but for what was spent of it', async () => {
    const api = await employer();
    const zoe = await api.hire();
    await enrol(api, zoe, await policy(api, { rolloverTerms: { max: usd('50') } }));
    await api.advance('2026-02-10T12:00:00.000Z');
    await uses(api, zoe, '15', '2026-02-10T11:00:00.000Z');
    await api.advance('2026-03-10T12:00:00.000Z');
    await leaves(api, zoe, '2026-01-20');
    expect(await drawn(api, zoe)).toEqual([
      'RECURRING 01-01…01-20: 0.00 left, 0.00 used, 85.00 expired',
      'RECURRING 02-01…02-01: 0.00 left, 0.00 used, 100.00 expired',
      'ROLLOVER 02-01…02-01: 0.00 left, 15.00 used, 0.00 expired',
      'RECURRING 03-01…03-01: 0.00 left, 0.00 used, 100.00 expired',
      'ROLLOVER 03-01…03-01: 0.00 left, 0.00 used, 0.00 expired',
    ]);
    // She stays after all: as if nothing had been said.
    await leaves(api, zoe, null);
    expect(await drawn(api, zoe)).toEqual([
      'RECURRING 01-01…02-01: 0.00 left, 0.00 used, 50.00 expired',
      'RECURRING 02-01…03-01: 0.00 left, 0.00 used, 50.00 expired',
      'ROLLOVER 02-01…03-01: 0.00 left, 15.00 used, 35.00 expired',
      'RECURRING 03-01…04-01: 100.00 left, 0.00 used, 0.00 expired',
      'ROLLOVER 03-01…04-01: 50.00 left, 0.00 used, 0.00 expired',
    ]);
    expect(await api.balances(zoe)).toEqual(['USD: 150.00 left, 15.00 used, 135.00 expired']);
  });

  it('loses what was carried beyond what was left, and has it again', async () => {
    const api = await employer();
    const zoe = await api.hire();
    await enrol(api, zoe, await policy(api, { rolloverTerms: { max: usd('50'), min: usd('10') } }));
    await uses(api, zoe, '97', '2026-01-01T11:00:00.000Z');
    await api.advance('2026-02-05T12:00:00.000Z');
    await uses(api, zoe, '4', '2026-02-05T11:00:00.000Z');
    const before = await drawn(api, zoe);
    expect(before).toEqual([
      'RECURRING 01-01…02-01: 0.00 left, 97.00 used, 0.00 expired',
      'RECURRING 02-01…03-01: 100.00 left, 0.00 used, 0.00 expired',
      'ROLLOVER 02-01…03-01: 6.00 left, 4.00 used, 0.00 expired',
    ]);
    for (const _again of [1, 2]) {
      await leaves(api, zoe, '2026-01-20');
      expect(await drawn(api, zoe)).toEqual([
        'RECURRING 01-01…01-20: 0.00 left, 97.00 used, 3.00 expired',
        'RECURRING 02-01…02-01: 0.00 left, 0.00 used, 100.00 expired',
        'ROLLOVER 02-01…02-01: 0.00 left, 4.00 used, 0.00 expired',
      ]);
      await leaves(api, zoe, '2026-02-20');
      expect(await drawn(api, zoe)).toEqual([
        'RECURRING 01-01…02-01: 0.00 left, 97.00 used, 0.00 expired',
        'RECURRING 02-01…02-20: 100.00 left, 0.00 used, 0.00 expired',
        'ROLLOVER 02-01…02-20: 6.00 left, 4.00 used, 0.00 expired',
      ]);
    }
    await leaves(api, zoe, null);
    expect(await drawn(api, zoe)).toEqual(before);
  });

  it('carries no more than was carried first, where usage was corrected since', async () => {
    const api = await employer();
    const zoe = await api.hire();
    await enrol(api, zoe, await policy(api, { rolloverTerms: { max: usd('50') } }));
    await api.advance('2026-01-25T12:00:00.000Z');
    const event = {
      id: fresh('use'),
      source: 'test',
      employee: { externalId: zoe },
      provider: 'anthropic',
      model: 'claude-opus-4-5',
      occurredAt: '2026-01-25T11:00:00.000Z',
      counts: [{ usageClass: 'INPUT', count: '19400000' }],
    };
    await api.report(event);
    await api.advance('2026-02-10T12:00:00.000Z');
    expect(await api.balances(zoe)).toEqual(['USD: 103.00 left, 97.00 used']);
    const corrected = {
      ...event,
      id: fresh('use'),
      corrects: { id: event.id, source: 'test' },
      counts: [{ usageClass: 'INPUT', count: '9400000' }],
    };
    expect((await api.report(corrected)).map(({ status }) => status)).toEqual(['RECORDED']);
    const before = await drawn(api, zoe);
    expect(await api.balances(zoe)).toEqual(['USD: 103.00 left, 47.00 used, 50.00 expired']);
    for (const day of ['2026-01-28', '2026-01-31']) {
      await leaves(api, zoe, day);
      await leaves(api, zoe, null);
      expect(await drawn(api, zoe)).toEqual(before);
    }
  });

  it('gives back what is held, and loses grants by hand and a trial alike', async () => {
    const api = await employer();
    const zoe = await api.hire();
    await enrol(api, zoe, await policy(api, { uncappedDays: 30 }));
    await api.advance('2026-03-10T12:00:00.000Z');
    await api.grant(zoe, '40');
    const held = await api.hold(zoe, '120', { ttlSeconds: 86_400 });
    await leaves(api, zoe, '2026-03-05');
    expect(await api.capture(held, '1')).toBe('HOLD_EXPIRED');
    expect(await drawn(api, zoe)).toEqual([
      'TRIAL 01-01…01-31: 0.00 left, 0.00 used, 0.00 expired',
      'RECURRING 01-31…02-28: 0.00 left, 0.00 used, 100.00 expired',
      'RECURRING 02-28…03-05: 0.00 left, 0.00 used, 100.00 expired',
      'BONUS 03-10…03-10: 0.00 left, 0.00 used, 40.00 expired',
    ]);
    await leaves(api, zoe, '2026-01-11');
    expect((await drawn(api, zoe)).map((line) => line.split(':')[0])).toEqual([
      'TRIAL 01-01…01-11',
      'RECURRING 01-31…01-31',
      'RECURRING 02-28…02-28',
      'BONUS 03-10…03-10',
    ]);
    await leaves(api, zoe, null);
    expect(await drawn(api, zoe)).toEqual([
      'TRIAL 01-01…01-31: 0.00 left, 0.00 used, 0.00 expired',
      'RECURRING 01-31…02-28: 0.00 left, 0.00 used, 100.00 expired',
      'RECURRING 02-28…03-31: 100.00 left, 0.00 used, 0.00 expired',
      'BONUS 03-10…11-02: 40.00 left, 0.00 used, 0.00 expired',
    ]);
    expect((await api.authorize(zoe, '140')).code).toBe('OK');
  });
});

describe('somebody who left on another day than was told', () => {
  it('later: what had expired comes back, and periods that were left out are issued as of their own start', async () => {
    const api = await employer({ timeZone: 'America/New_York' });
    const zoe = await api.hire();
    await enrol(api, zoe, await policy(api));
    await api.advance('2026-02-20T12:00:00.000Z');
    await leaves(api, zoe, '2026-03-16');
    await api.advance('2026-06-10T12:00:00.000Z');
    expect((await drawn(api, zoe)).length).toBe(3);
    await leaves(api, zoe, '2026-05-16');
    expect(await drawn(api, zoe)).toEqual([
      'RECURRING 01-01…02-01: 0.00 left, 0.00 used, 100.00 expired',
      'RECURRING 02-01…03-01: 0.00 left, 0.00 used, 100.00 expired',
      'RECURRING 03-01…04-01: 0.00 left, 0.00 used, 100.00 expired',
      'RECURRING 04-01…05-01: 0.00 left, 0.00 used, 100.00 expired',
      'RECURRING 05-01…05-16: 0.00 left, 0.00 used, 100.00 expired',
    ]);
    // Midnight of 16 March and of 16 May in New York, where summer time began on 8 March.
    const left = async (effectiveAt: string) => (await api.balances(zoe, { effectiveAt }))[0];
    expect(await left('2026-03-16T04:00:00.000Z')).toBe('USD: 100.00 left, 200.00 expired');
    expect(await left('2026-05-16T03:59:59.999Z')).toBe('USD: 100.00 left, 400.00 expired');
    expect(await left('2026-05-16T04:00:00.000Z')).toBe('USD: 500.00 expired');
    await leaves(api, zoe, null);
    expect(await api.balances(zoe)).toEqual(['USD: 100.00 left, 500.00 expired']);
    await api.advance('2026-07-10T12:00:00.000Z');
    expect(await api.balances(zoe)).toEqual(['USD: 100.00 left, 600.00 expired']);
  });

  it('is granted a share of the base salary that fell away and came back', async () => {
    const api = await employer();
    const salary = (amount: string) => ({ baseSalary: usd(amount) });
    const zoe = await api.hire(fresh('person'), salary('120000'));
    await enrol(api, zoe, await policy(api, { amountType: 'PERCENT_OF_BASE', amount: null, percent: 100, currency: 'USD' }));
    await api.take('employeesUpsert', {
      employees: [{ externalId: zoe, employment: { effectiveDate: '2026-03-01', ...salary('240000') } }],
    });
    await api.advance('2026-02-10T12:00:00.000Z');
    await leaves(api, zoe, '2026-02-16');
    await api.advance('2026-03-10T12:00:00.000Z');
    await leaves(api, zoe, '2026-04-16');
    expect((await drawn(api, zoe)).at(-1)).toBe('RECURRING 03-01…04-01: 200.00 left, 0.00 used, 0.00 expired');
  });

  it('before a rehire: the former employment is put right, and the present one keeps its own', async () => {
    const api = await employer();
    const zoe = await api.hire();
    const compute = await policy(api);
    await enrol(api, zoe, compute);
    await leaves(api, zoe, '2026-02-16');
    await api.take('employeesUpsert', { employees: [{ externalId: zoe, employment: { effectiveDate: '2026-04-10' } }] });
    await api.advance('2026-04-20T12:00:00.000Z');
    await enrol(api, zoe, compute, '2026-04-10');
    await api.grant(zoe, '25');
    const held = await api.hold(zoe, '10', { ttlSeconds: 86_400 });
    const second = [
      'RECURRING 04-10…05-10: 90.00 left, 10.00 used, 0.00 expired',
      'BONUS 04-20…11-02: 25.00 left, 0.00 used, 0.00 expired',
    ];
    for (const [day, ends] of [
      ['2026-03-11', '03-11'],
      ['2026-01-21', '01-21'],
      ['2026-03-21', '03-21'],
    ] as const) {
      await leaves(api, zoe, day);
      const lines = await drawn(api, zoe);
      expect(lines.filter((line) => line.includes('RECURRING 0') && line.includes(`…${ends}`)).length).toBe(1);
      expect(lines.slice(-2)).toEqual(second);
    }
    expect(await drawn(api, zoe)).toEqual([
      'RECURRING 01-01…02-01: 0.00 left, 0.00 used, 100.00 expired',
      'RECURRING 02-01…03-01: 0.00 left, 0.00 used, 100.00 expired',
      'RECURRING 03-01…03-21: 0.00 left, 0.00 used, 100.00 expired',
      ...second,
    ]);
    expect(await api.capture(held, '10')).toBe('OK');
    // Somebody who did not come back has nothing of the second employment.
    await leaves(api, zoe, '2026-04-10');
    expect(await api.balances(zoe)).toEqual(['USD: 10.00 used, 415.00 expired']);
    await leaves(api, zoe, null);
    expect(await api.balances(zoe)).toEqual(['USD: 115.00 left, 10.00 used, 300.00 expired']);
  });

  it('has a first day put right: somebody who never came on the one comes on the other', async () => {
    const api = await employer();
    const zoe = await api.hire(fresh('person'), { title: 'Analyst' });
    const compute = await policy(api);
    await enrol(api, zoe, compute);
    await api.advance('2026-02-20T12:00:00.000Z');
    await leaves(api, zoe, '2026-01-01');
    expect(await api.balances(zoe)).toEqual(['USD: 200.00 expired']);
    await api.take('employeesUpsert', { employees: [{ externalId: zoe, employment: { effectiveDate: '2026-02-10' } }] });
    await enrol(api, zoe, compute, '2026-02-10');
    expect(await api.balances(zoe)).toEqual(['USD: 100.00 left, 200.00 expired']);
    expect(
      await api.codeOf('employeeTerminate', { employee: { externalId: zoe }, terminatedOn: '2025-12-31', idempotencyKey: fresh('leave') }),
    ).toBe('VALIDATION');
    expect(await api.violations()).toEqual([]);
  });

  it('leaves the bytes of closed statements alone: what changes is booked in the open period', async () => {
    const api = await employer();
    const zoe = await api.hire();
    await enrol(api, zoe, await policy(api, { rolloverTerms: { max: usd('50') } }));
    await api.months('2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06');
    await api.advance('2026-02-10T12:00:00.000Z');
    await uses(api, zoe, '20', '2026-02-10T11:00:00.000Z');
    await api.advance('2026-04-05T12:00:00.000Z');
    for (const month of ['2026-01', '2026-02', '2026-03']) await api.close(month);
    const bytes = () => Promise.all(['2026-01', '2026-02', '2026-03'].map((month) => api.statementBytes(month)));
    const before = await bytes();
    const open = async () => (await api.statements('2026-04'))[0]?.movement;
    expect(await api.balances(zoe)).toEqual(['USD: 150.00 left, 20.00 used, 230.00 expired']);

    await leaves(api, zoe, '2026-02-15');
    expect(await api.balances(zoe)).toEqual(['USD: 20.00 used, 380.00 expired']);
    expect(await open()).toMatchObject({ opening: { amount: '50.00' }, consumed: { amount: '0.00' }, closing: { amount: '0.00' } });
    await leaves(api, zoe, '2026-04-01');
    expect(await api.balances(zoe)).toEqual(['USD: 20.00 used, 380.00 expired']);
    await leaves(api, zoe, null);
    expect(await api.balances(zoe)).toEqual(['USD: 150.00 left, 20.00 used, 230.00 expired']);
    expect(await open()).toMatchObject({ opening: { amount: '50.00' }, closing: { amount: '150.00' } });
    expect(await bytes()).toEqual(before);
    await api.advance('2026-05-02T12:00:00.000Z');
    await api.close('2026-04');
    expect(await bytes()).toEqual(before);
  });
});

describe('an end that is put right after a rehire without a gap', () => {
  it.each(['2026-02-16', '2026-02-10', '2026-03-01'])(
    'of another policy: what ended before the rehire does not come back (%s)',
    async (day) => {
      const api = await employer();
      const zoe = await api.hire();
      await enrol(api, zoe, await policy(api));
      await leaves(api, zoe, '2026-02-16');
      await comes(api, zoe, '2026-02-16');
      await enrol(api, zoe, await policy(api, { amount: usd('10') }), '2026-02-16');
      await api.advance('2026-03-20T12:00:00.000Z');
      const before = await drawn(api, zoe);
      for (const _again of [1, 2]) {
        await leaves(api, zoe, day);
        await leaves(api, zoe, null);
        expect(await drawn(api, zoe)).toEqual(before);
      }
      await api.advance('2026-04-20T12:00:00.000Z');
      expect((await api.balances(zoe))[0]).toContain('USD: 10.00 left');
    },
  );

  it.each(['2026-02-10', '2026-02-16', '2026-02-20'])('of the same policy, and of grants by hand (%s)', async (day) => {
    const api = await employer();
    const zoe = await api.hire();
    const compute = await policy(api);
    await enrol(api, zoe, compute);
    await api.grant(zoe, '40');
    await leaves(api, zoe, '2026-02-16');
    await comes(api, zoe, '2026-02-16');
    await enrol(api, zoe, compute, '2026-02-16');
    await api.advance('2026-03-10T12:00:00.000Z');
    await api.grant(zoe, '7');
    const before = await drawn(api, zoe);
    expect(await api.balances(zoe)).toEqual(['USD: 107.00 left, 240.00 expired']);
    for (const _again of [1, 2]) {
      await leaves(api, zoe, day);
      // Nothing outlives the employment.
      for (const { grant } of await grantsOf(api, zoe)) {
        const [from = '', to = ''] = (grant.split(' ')[1] ?? '').split('…');
        expect(to <= day.slice(5) || from === to).toBe(true);
      }
      expect((await api.balances(zoe))[0]).not.toContain('left');
      await leaves(api, zoe, null);
      expect(await drawn(api, zoe)).toEqual(before);
    }
  });

  it('who comes back on the first day of an employment to which they never came has the grants of the second time', async () => {
    const api = await employer();
    const zoe = await api.hire();
    const compute = await policy(api);
    await enrol(api, zoe, compute);
    await leaves(api, zoe, '2026-01-01');
    await comes(api, zoe, '2026-01-01');
    await enrol(api, zoe, compute);
    await api.advance('2026-02-20T12:00:00.000Z');
    for (const day of ['2026-01-01', '2026-01-20', null]) await leaves(api, zoe, day);
    expect(await api.balances(zoe)).toEqual(['USD: 100.00 left, 200.00 expired']);
    expect((await drawn(api, zoe)).filter((line) => line.includes('01-01…01-01')).length).toBe(1);
  });
});

describe('an end that is said again', () => {
  it('is the day that was said, also where a rehire that lies ahead falls away with it', async () => {
    const api = await employer();
    const zoe = await api.hire();
    await leaves(api, zoe, '2026-03-01');
    await comes(api, zoe, '2026-05-01');
    await api.advance('2026-02-01T12:00:00.000Z');
    for (const _again of [1, 2]) {
      await leaves(api, zoe, '2026-04-01');
      expect(await onRecord(api, zoe)).toBe('01-01…04-01 | 04-01 | no reason');
    }
    expect(await toldOf(api, zoe)).toEqual(['employee.offboarded 2026-03-01 no reason', 'employee.offboarded 2026-04-01 no reason']);
    // Who does not come back has left when they had left: that is told, and not the day of the rehire.
    await comes(api, zoe, '2026-06-01');
    await leaves(api, zoe, '2026-06-01');
    expect(await onRecord(api, zoe)).toBe('01-01…04-01 | 04-01 | no reason');
    expect((await toldOf(api, zoe)).at(-1)).toBe('employee.offboarded 2026-04-01 no reason');
  });

  it('puts the reason right, which stays where none is said', async () => {
    const api = await employer();
    const zoe = await api.hire();
    const says = (terminatedOn: string | null, more: object) =>
      api.take('employeeTerminate', { employee: { externalId: zoe }, terminatedOn, ...more, idempotencyKey: fresh('leave') });
    await says('2026-02-01', { reason: 'Moved' });
    await says('2026-02-01', {});
    await says('2026-02-01', { reason: 'Moved abroad' });
    await says('2026-02-10', {});
    expect(await onRecord(api, zoe)).toBe('01-01…02-10 | 02-10 | Moved abroad');
    await says('2026-02-10', { reason: null });
    expect(await onRecord(api, zoe)).toBe('01-01…02-10 | 02-10 | no reason');
    await says('2026-02-10', { reason: 'Retired' });
    await says(null, { reason: 'A mistake' });
    expect(await onRecord(api, zoe)).toBe('01-01… | stays | no reason');
    expect(await toldOf(api, zoe)).toEqual([
      'employee.offboarded 2026-02-01 Moved',
      'employee.offboarded 2026-02-01 Moved abroad',
      'employee.offboarded 2026-02-10 Moved abroad',
      'employee.offboarded 2026-02-10 no reason',
      'employee.offboarded 2026-02-10 Retired',
      'employee.reinstated null no reason',
    ]);
  });

  it('of a former employment tells of no leaving, and leaves the reason of the present one', async () => {
    const api = await employer();
    const zoe = await api.hire();
    const says = (terminatedOn: string, more: object = {}) =>
      api.take('employeeTerminate', { employee: { externalId: zoe }, terminatedOn, ...more, idempotencyKey: fresh('leave') });
    await says('2026-02-01', { reason: 'Studies' });
    await comes(api, zoe, '2026-03-01');
    await api.advance('2026-03-10T12:00:00.000Z');
    await says('2026-02-10', { reason: 'Studies abroad' });
    expect(await onRecord(api, zoe)).toBe('01-01…02-10 03-01… | stays | no reason');
    await says('2026-04-01', { reason: 'Retires' });
    await says('2026-02-05');
    await says('2026-02-06', { reason: 'Studies' });
    expect(await onRecord(api, zoe)).toBe('01-01…02-06 03-01…04-01 | 04-01 | Retires');
    expect(await toldOf(api, zoe)).toEqual(['employee.offboarded 2026-02-01 Studies', 'employee.offboarded 2026-04-01 Retires']);
  });
});

describe('somebody who never came', () => {
  it('and came earlier than they were to, works on: the end of the hire that was cancelled does not cut it', async () => {
    const api = await employer();
    const zoe = fresh('person');
    await api.take('employeesUpsert', { employees: [{ externalId: zoe, name: 'Zoe', employment: { effectiveDate: '2026-03-01' } }] });
    await leaves(api, zoe, '2026-03-01');
    await comes(api, zoe, '2026-02-15');
    expect(await onRecord(api, zoe)).toBe('02-15… | stays | no reason');
    await enrol(api, zoe, await policy(api), '2026-02-15');
    await api.advance('2026-03-20T12:00:00.000Z');
    expect(await api.balances(zoe)).toEqual(['USD: 100.00 left, 100.00 expired']);
  });

  it('and came later has no days before: an end in between is refused and grants nothing', async () => {
    const api = await employer();
    const zoe = await api.hire();
    await enrol(api, zoe, await policy(api));
    await leaves(api, zoe, '2026-01-01');
    await comes(api, zoe, '2026-02-10');
    await api.advance('2026-02-20T12:00:00.000Z');
    for (const terminatedOn of ['2026-01-01', '2026-01-20', '2026-02-09']) {
      expect(await api.codeOf('employeeTerminate', { employee: { externalId: zoe }, terminatedOn, idempotencyKey: fresh('leave') })).toBe(
        'VALIDATION',
      );
    }
    expect(await onRecord(api, zoe)).toBe('02-10… | stays | no reason');
    expect((await api.balances(zoe)).join()).not.toContain('left');
  });
});

describe('an end that is said while others write', () => {
  it('leaves books that hold, whoever comes first, and grants that go on for nobody who has left', async () => {
    const api = await employer();
    const people = await Promise.all(Array.from({ length: 6 }, () => api.hire()));
    const compute = await policy(api, { rolloverTerms: { max: usd('50') } });
    for (const one of people) await enrol(api, one, compute);
    await api.months('2026-01', '2026-02', '2026-03');
    await api.advance('2026-03-20T12:00:00.000Z');
    /** Who waits too long for a turn is told so, and says the same again. */
    const said = async (one: string, terminatedOn: string | null) => {
      const input = { employee: { externalId: one }, terminatedOn, idempotencyKey: fresh('leave') };
      let code = await api.codeOf('employeeTerminate', input);
      for (let again = 0; again < 5 && code.includes('lock timeout'); again += 1) code = await api.codeOf('employeeTerminate', input);
      return code;
    };
    const spends = async (one: string) => {
      const { code, hold } = await api.authorize(one, '5');
      return hold === null ? code : api.capture(hold.id, '4');
    };
    for (const ends of [
      ['2026-01-20', '2026-02-11', null],
      ['2026-03-01', null, '2026-02-28'],
      ['2026-02-15', '2026-02-15', '2026-02-15'],
    ]) {
      const codes = await Promise.all([
        ...people.map((one, index) => said(one, ends[index % 3] ?? null)),
        ...people.map((one, index) => said(one, ends[(index + 1) % 3] ?? null)),
        ...people.map(spends),
        ...people.map((one) => uses(api, one, '3', '2026-03-20T11:00:00.000Z').then(() => 'OK')),
        api.codeOf('testClockAdvance', { to: '2026-03-20T12:00:00.000Z' }),
        ...(ends.includes('2026-03-01') ? [api.close('2026-01').then(() => 'OK')] : []),
      ]);
      // Every end is taken; who has left by then spends nothing.
      expect([...new Set(codes.slice(0, 2 * people.length))]).toEqual(['OK']);
      expect([...new Set(codes)].filter((code) => !['OK', 'INVALID_TRANSITION', 'HOLD_EXPIRED'].includes(code))).toEqual([]);
      expect(await api.violations()).toEqual([]);
    }
    for (const one of people) {
      const [line = ''] = await api.balances(one);
      expect(line).not.toContain('left');
      expect((await api.authorize(one, '1')).code).toBe('INVALID_TRANSITION');
    }
  });
});

describe('the law of ends', () => {
  const day = (offset: number) => plusDays('2026-01-01', offset);
  const ends = fc.option(fc.integer({ min: 15, max: 190 }).map(day), { freq: 4 });
  const step = fc.record({
    days: fc.integer({ min: 1, max: 25 }),
    act: fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('END' as const), end: ends }) },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('USE' as const),
          cost: fc.integer({ min: 1, max: 90 }),
          back: fc.integer({ min: 0, max: 9 }),
        }),
      },
      { weight: 1, arbitrary: fc.constant({ kind: 'GRANT' as const }) },
      { weight: 2, arbitrary: fc.constant({ kind: 'CLOSE' as const }) },
    ),
  });
  const cadence = fc.constantFrom('MONTHLY', 'WEEK', 'PAY_PERIOD', 'QUARTER');
  const isBefore = (date: string, end: string | null) => end === null || date < end;

  async function run(
    closes: boolean,
    period: string,
    start: number,
    rehired: number | null,
    steps: ReadonlyArray<typeof step extends fc.Arbitrary<infer T> ? T : never>,
    last: string | null,
  ) {
    const api = await openApi({ testNow: '2026-01-01T12:00:00.000Z', timeZone: 'America/New_York' });
    const [inTime, late] = [await api.hire(), await api.hire()];
    const both = [inTime, late];
    const compute = await policy(api, { period, rolloverTerms: { max: usd('60'), lastsPeriods: 2 } });
    for (const one of both) await enrol(api, one, compute, day(start));
    if (rehired !== null) {
      for (const one of both) {
        await api.grant(one, '20', { expiresAt: `${day(100)}T12:00:00.000Z` });
        await leaves(api, one, day(rehired));
        await comes(api, one, day(rehired));
        await enrol(api, one, compute, day(rehired));
      }
    }
    await api.months('2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07');
    await leaves(api, inTime, last);
    let said: string | null = null;
    let at = 0;
    const closed = new Map<string, string>();
    for (const { days, act } of steps) {
      at += days;
      await api.advance(`${day(at)}T12:00:00.000Z`);
      if (act.kind === 'END') {
        said = act.end;
        await leaves(api, late, said);
      }
      if (act.kind === 'USE') {
        const used = day(at - Math.min(act.back, at));
        if (isBefore(used, said) && isBefore(used, last)) {
          for (const one of both) await uses(api, one, `${act.cost}`, `${used}T11:00:00.000Z`);
        }
      }
      if (act.kind === 'GRANT' && isBefore(day(at), said) && isBefore(day(at), last)) {
        for (const one of both) await api.grant(one, '30', { expiresAt: `${day(at + 70)}T12:00:00.000Z` });
      }
      const month = `2026-0${closed.size + 1}`;
      if (closes && act.kind === 'CLOSE' && `${month}-31` < day(at - 1)) {
        await api.close(month);
        closed.set(month, await api.statementBytes(month));
      }
    }
    await leaves(api, late, last);
    await compare(
      api,
      inTime,
      late,
      closes ? [] : Array.from({ length: 40 }, (_, index) => day(index * 5)).filter((date) => date <= day(at)),
    );
    await api.advance(`${day(at + 80)}T12:00:00.000Z`);
    await compare(api, inTime, late, []);
    for (const [month, bytes] of closed) expect(await api.statementBytes(month)).toBe(bytes);
    expect(await api.violations()).toEqual([]);
  }

  /** What expired may have been granted for nothing: without that, the books are equal, at each of these days too. */
  async function compare(api: Api, inTime: string, late: string, days: readonly string[]): Promise<void> {
    const spendable = async (one: string, effectiveAt?: string) =>
      (await api.balances(one, effectiveAt === undefined ? {} : { effectiveAt })).map((line) =>
        line
          .replace(/(, )?[\d.]+ expired/, '')
          .replace(': , ', ': ')
          .trim(),
      );
    for (const date of days) {
      for (const time of ['00:00', '12:00']) {
        const instant = `${date}T${time}:00.000Z`;
        expect([instant, ...(await spendable(late, instant))]).toEqual([instant, ...(await spendable(inTime, instant))]);
      }
    }
    expect(await spendable(late)).toEqual(await spendable(inTime));
    const left = async (one: string) =>
      (await grantsOf(api, one)).filter(({ available }) => available !== '0.00').map(({ grant, available }) => `${grant} ${available}`);
    expect(await left(late)).toEqual(await left(inTime));
  }

  /** The first day after a leaving that a rehire without a gap has overwritten. */
  const rehire = fc.option(fc.integer({ min: 16, max: 70 }), { freq: 2 });
  const history = fc.tuple(cadence, fc.integer({ min: 0, max: 14 }), rehire, fc.array(step, { minLength: 4, maxLength: 9 }), ends);
  it.each([
    ['', false],
    [', with closed pay periods in between', true],
  ])(
    'whatever ends were said before and when, the books are those of somebody for whom the last was said in time%s',
    async (_how, closes) => {
      await fc.assert(
        fc.asyncProperty(history, ([period, start, rehired, steps, last]) => run(closes, period, start, rehired, steps, last)),
        { numRuns: 6, endOnFailure: false },
      );
    },
    240_000,
  );
});
