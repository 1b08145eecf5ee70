import { afterEach, describe, expect, it } from '@jest/globals';
import { type Id, uuidOf } from '../../src/kernel/ids.js';
import { Fault, Refusal } from '../../src/kernel/refusal.js';
import { updateSettings } from '../../src/modules/access/employers.js';
import { upsertPayPeriods } from '../../src/modules/calendar/upsert-pay-periods.js';
import { issueByHand } from '../../src/modules/grants/issue-by-hand.js';
import type { Authorization } from '../../src/modules/spending/authorize-spend.js';
import type { LimitSetInput } from '../../src/modules/spending/limit.graphql.js';
import { setLimit } from '../../src/modules/spending/limit-set.js';
import { reportUsage } from '../../src/modules/usage/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { breakerUnits } from '../model/spend.model.js';
import { ask } from '../support/ask.js';
import { person, use } from '../support/books.js';
import {
  authorize,
  capture,
  employer,
  fund,
  hire,
  hold,
  newKey,
  openHome,
  openPace,
  passTime,
  release,
  request,
  usd,
  violations,
} from '../support/spending.js';

afterEach(async () => {
  expect(await violations()).toEqual([]);
});

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

const limit = (ctx: TenantCtx, input: Partial<LimitSetInput>) =>
  setLimit(request(ctx), {
    scope: 'EMPLOYER',
    window: 'DAY',
    mode: 'HARD',
    ...(input.tokens == null ? { currency: 'USD' } : {}),
    ...input,
  });

/** `OK`, or the code. */
async function outcomeOf(work: Promise<unknown>): Promise<string> {
  try {
    const answer = (await work) as Partial<Authorization>;
    return answer.decision?.reasonCode ?? 'OK';
  } catch (error) {
    if (error instanceof Refusal || error instanceof Fault) return error.code;
    throw error;
  }
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Refusal) return error;
  throw error ?? new Error('nothing was refused');
}

const tally = (outcomes: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(outcomes, (outcome) => outcome)].map(([outcome, all]) => [outcome, all.length]));

async function team(ctx: TenantCtx, size: number, money: string, name = 'R&D') {
  const home = await openHome(ctx, name);
  const people = [];
  for (let index = 0; index < size; index += 1) {
    const employeeId = await hire(ctx, { costCenterId: home.costCenterId, departmentId: home.departmentId });
    await fund(ctx, employeeId, { amount: money });
    people.push(employeeId);
  }
  return { home, people };
}

const pair = async (ctx: TenantCtx, money = '1000') => {
  const { home, people } = await team(ctx, 2, money);
  const [zoe, ann] = people;
  if (zoe === undefined || ann === undefined) throw new Error('two people');
  return { home, zoe, ann };
};

function events(ctx: TenantCtx, type: string) {
  return inTransaction(ctx, (tx) =>
    tx.sql<{ snapshot: Record<string, unknown> }>(
      `select snapshot from outbox_event where employer_id = ${THIS_EMPLOYER} and type = $1 order by occurred_at, id`,
      [type],
    ),
  );
}

const poolOf = (ctx: TenantCtx) =>
  inTransaction(ctx, (tx) =>
    tx.sql<{ leased: string; reserved: string }>(
      `select trim_scale(leased)::text as leased, trim_scale(reserved)::text as reserved from shared_limit where employer_id = ${THIS_EMPLOYER}`,
    ),
  );

describe('a HARD limit that many share', () => {
  it.each(['COST_CENTER', 'DEPARTMENT', 'EMPLOYER'] as const)('of a %s is used up together, and says whose it is', async (scope) => {
    const ctx = await employer();
    const { home, zoe, ann } = await pair(ctx);
    const others = await team(ctx, 1, '1000', 'Sales');
    const unit = { id: home.costCenterId };
    await limit(ctx, {
      scope,
      amount: '10',
      ...(scope === 'COST_CENTER' ? { costCenter: unit } : {}),
      ...(scope === 'DEPARTMENT' ? { department: { externalId: 'R&D' } } : {}),
    });
    await hold(ctx, zoe, '6');
    const { decision, refusal } = await authorize(ctx, ann, '5');
    const whose = { COST_CENTER: ' of the cost center R&D', DEPARTMENT: ' of the department R&D', EMPLOYER: ' of the whole company' }[
      scope
    ];
    expect(refusal?.message).toBe(`4.00 of 10.00 USD is left today${whose}; 5.00 was asked for. It resets at 2026-11-03T00:00:00.000Z.`);
    expect(decision.bindingLimit).toMatchObject({ used: { amount: '6.00' }, remaining: { amount: '4.00' }, reserved: { amount: '0.00' } });
    expect(await outcomeOf(authorize(ctx, ann, '4'))).toBe('OK');
    const [stranger] = others.people;
    if (stranger !== undefined) expect(await outcomeOf(authorize(ctx, stranger, '1'))).toBe(scope === 'EMPLOYER' ? 'LIMIT_EXCEEDED' : 'OK');
    // A new day begins with leases of zero.
    await passTime(ctx, '2026-11-03T09:00:00.000Z');
    expect(await outcomeOf(authorize(ctx, ann, '10'))).toBe('OK');
    expect(await outcomeOf(authorize(ctx, zoe, '0.01'))).toBe('LIMIT_EXCEEDED');
  });

  it('gives what is released or captured for less back, and calls idle leases back', async () => {
    const ctx = await employer();
    const { zoe, ann } = await pair(ctx);
    await limit(ctx, { amount: '100' });
    const first = await hold(ctx, zoe, '10');
    // Zoe has the larger part leased: ten times what she asked for.
    expect(await poolOf(ctx)).toEqual([{ leased: '100', reserved: '0' }]);
    await hold(ctx, ann, '90');
    expect(await outcomeOf(authorize(ctx, ann, '1'))).toBe('LIMIT_EXCEEDED');
    await capture(ctx, first.id, '4');
    expect(await outcomeOf(authorize(ctx, ann, '6'))).toBe('OK');
    expect(await outcomeOf(authorize(ctx, zoe, '0.01'))).toBe('LIMIT_EXCEEDED');
  });

  it('that is lowered below what is used refuses, and is never negative', async () => {
    const ctx = await employer();
    const { zoe, ann } = await pair(ctx);
    await limit(ctx, { amount: '100' });
    const held = await hold(ctx, zoe, '60');
    await limit(ctx, { amount: '50' });
    const { decision } = await authorize(ctx, ann, '1');
    expect(decision).toMatchObject({
      reasonCode: 'LIMIT_EXCEEDED',
      bindingLimit: { used: { amount: '60.00' }, remaining: { amount: '0.00' } },
    });
    expect(await outcomeOf(authorize(ctx, zoe, '1'))).toBe('LIMIT_EXCEEDED');
    await release(ctx, held.id);
    expect(await outcomeOf(authorize(ctx, ann, '50'))).toBe('OK');
    expect(await outcomeOf(authorize(ctx, zoe, '0.01'))).toBe('LIMIT_EXCEEDED');
  });

  it('set in the middle of a window counts what its people spent before, wherever they are now', async () => {
    const ctx = await employer();
    const { home, zoe, ann } = await pair(ctx);
    const held = await hold(ctx, zoe, '7');
    await inTransaction(ctx, (tx) =>
      tx.sql(`update employment set cost_center_id = null where employer_id = ${THIS_EMPLOYER} and employee_id = $1`, [uuidOf(zoe)]),
    );
    await limit(ctx, { scope: 'COST_CENTER', costCenter: { id: home.costCenterId }, amount: '10' });
    expect(await outcomeOf(authorize(ctx, ann, '4'))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, zoe, '40'))).toBe('OK');
    await capture(ctx, held.id, '9');
    expect(await outcomeOf(authorize(ctx, ann, '2'))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, ann, '1'))).toBe('OK');
  });

  it('and of one person is freed by what was held before it was set, or while it was set to nothing', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '100' });
    const daily = (amount: string | null) => limit(ctx, { scope: 'PERSON', amount });
    const early = await hold(ctx, zoe, '8');
    await daily('10');
    await hold(ctx, zoe, '1');
    await release(ctx, early.id);
    await daily(null);
    const unlimited = await hold(ctx, zoe, '9');
    await daily('10');
    expect(await outcomeOf(authorize(ctx, zoe, '0.01'))).toBe('LIMIT_EXCEEDED');
    await release(ctx, unlimited.id);
    expect(await outcomeOf(authorize(ctx, zoe, '9'))).toBe('OK');
    expect(await outcomeOf(authorize(ctx, zoe, '0.01'))).toBe('LIMIT_EXCEEDED');
  });

  it('counts anew where the windows of the employer begin elsewhere', async () => {
    const ctx = await employer({ testNow: '2026-11-01T12:00:00.000Z' });
    const { zoe, ann } = await pair(ctx);
    await limit(ctx, { amount: '10', window: 'WEEK' });
    await hold(ctx, zoe, '6', { ttlSeconds: 86_400 });
    await passTime(ctx, '2026-11-02T09:00:00.000Z');
    const held = await hold(ctx, ann, '10');
    await release(ctx, held.id);
    // From Sunday on, what was spent on Sunday is of this week.
    await updateSettings(request(ctx), { weekStart: 'SUNDAY' });
    expect(await outcomeOf(authorize(ctx, ann, '5'))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, ann, '4'))).toBe('OK');
  });

  it('that is SOFT allows and tells it once a window; the sum is at most five seconds old', async () => {
    const ctx = await employer();
    const { zoe, ann } = await pair(ctx);
    await limit(ctx, { amount: '10', mode: 'SOFT' });
    for (const who of [zoe, ann, zoe, ann]) await hold(ctx, who, '6');
    const { decision } = await authorize(ctx, ann, '1');
    expect(decision.levels).toMatchObject([
      { exceeded: true, used: { amount: '25.00' }, asOf: new Date('2026-11-02T09:00:00.000Z'), reserved: null },
    ]);
    expect(await events(ctx, 'limit.exceeded')).toHaveLength(1);
  });

  it('is never passed by 200 who spend at once in 20 names, and refuses nobody while enough is left', async () => {
    const ctx = await employer();
    const { home, people } = await team(ctx, 20, '1000');
    await limit(ctx, { scope: 'COST_CENTER', costCenter: { id: home.costCenterId }, amount: '100' });
    await limit(ctx, { scope: 'EMPLOYER', amount: '150', window: 'MONTH' });
    const all = await Promise.all(times(200, (index) => outcomeOf(authorize(ctx, people[index % 20] ?? people[0] ?? ('' as never), '1'))));
    expect(tally(all)).toEqual({ OK: 100, LIMIT_EXCEEDED: 100 });
  }, 60_000);

  it('stays sound while holds come, go and expire across three pools at once', async () => {
    const ctx = await employer();
    const { home, people } = await team(ctx, 6, '1000');
    await limit(ctx, { scope: 'COST_CENTER', costCenter: { id: home.costCenterId }, amount: '40' });
    await limit(ctx, { scope: 'DEPARTMENT', department: { id: home.departmentId }, amount: '35', window: 'MONTH' });
    await limit(ctx, { scope: 'EMPLOYER', amount: '45', window: 'LIFETIME' });
    await limit(ctx, { scope: 'EMPLOYER', tokens: 900n, window: 'HOUR' });
    const step = async (index: number) => {
      const who = people[index % people.length] ?? people[0];
      if (who === undefined) return 'OK';
      const { hold: held, decision } = await authorize(ctx, who, `${(index % 7) + 1}`, { tokens: BigInt(index % 50) + 1n, ttlSeconds: 60 });
      if (held === null) return decision.reasonCode ?? 'OK';
      if (index % 4 === 0) await release(ctx, held.id);
      else if (index % 4 === 1) await capture(ctx, held.id, '0.5');
      else if (index % 7 === 2) await capture(ctx, held.id, '9', { tokens: 70n });
      return 'OK';
    };
    for (const round of times(4, (index) => index)) {
      const outcomes = await Promise.all(
        times(60, (index) => outcomeOf(step(round * 60 + index).then((code) => ({ decision: { reasonCode: code } })))),
      );
      expect(Object.keys(tally(outcomes)).filter((code) => code !== 'OK' && code !== 'LIMIT_EXCEEDED')).toEqual([]);
      await passTime(ctx, `2026-11-02T09:0${2 * round + 2}:00.000Z`);
    }
  }, 60_000);

  it('takes no person, and names its unit', async () => {
    const ctx = await employer();
    const { zoe, home } = await pair(ctx);
    const costCenter = { id: home.costCenterId };
    for (const [input, path] of [
      [{ scope: 'EMPLOYER', employee: { id: zoe }, amount: null }, 'employee'],
      [{ scope: 'COST_CENTER', amount: '1' }, 'costCenter'],
      [{ scope: 'EMPLOYER', costCenter, amount: '1' }, 'costCenter'],
      [{ scope: 'DEPARTMENT', costCenter, amount: '1' }, 'costCenter'],
      [{ scope: 'EMPLOYER', tokens: 5n, currency: 'USD' }, 'tokens'],
      [{ scope: 'EMPLOYER', velocityMultiple: '5' }, 'velocityMultiple'],
      [{ scope: 'EMPLOYER', kind: 'CIRCUIT_BREAKER', amount: '1' }, 'scope'],
      [{ scope: 'PERSON', kind: 'CIRCUIT_BREAKER', mode: 'SOFT', amount: '1' }, 'mode'],
      [{ scope: 'PERSON', kind: 'CIRCUIT_BREAKER', amount: '1', velocityMultiple: '1' }, 'velocityMultiple'],
      [{ scope: 'PERSON', kind: 'CIRCUIT_BREAKER', velocityMultiple: '0' }, 'velocityMultiple'],
      [{ scope: 'PERSON', kind: 'CIRCUIT_BREAKER', velocityMultiple: '1', window: 'LIFETIME' }, 'window'],
      [{ scope: 'PERSON', kind: 'CIRCUIT_BREAKER', velocityMultiple: '1000000.0000000001' }, 'velocityMultiple'],
      [{ scope: 'PERSON', kind: 'CIRCUIT_BREAKER', amount: '1', window: 'LIFETIME' }, 'window'],
      [{ scope: 'PERSON', kind: 'CIRCUIT_BREAKER' }, 'amount'],
      [{ scope: 'PERSON' }, 'amount'],
      [{ scope: 'PERSON', tokens: 1_000_000_000_000_000_001n }, 'tokens'],
      [{ scope: 'PERSON', window: null }, 'window'],
      [{ scope: 'PERSON', mode: null }, 'mode'],
    ] as Array<[Partial<LimitSetInput>, string]>) {
      expect(await refusalOf(limit(ctx, input))).toMatchObject({ code: 'VALIDATION', path: ['input', path] });
    }
    const unknown = limit(ctx, { scope: 'COST_CENTER', costCenter: { externalId: 'nowhere' }, amount: '1' });
    expect(await refusalOf(unknown)).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'costCenter'] });
  });
});

const guarantee = (ctx: TenantCtx, employeeId: Id<'employee'>, amount: string, effectiveAt?: string) =>
  issueByHand(request(ctx), {
    ...(effectiveAt === undefined ? {} : { effectiveAt: new Date(effectiveAt) }),
    employee: { id: employeeId },
    kind: 'BONUS',
    amount: usd(amount),
    reason: 'promised',
    guaranteedUntil: '2027-01-01',
    expiresAt: new Date('2027-06-01T00:00:00.000Z'),
    priority: 1,
    idempotencyKey: newKey(),
  });

describe('what is guaranteed', () => {
  it('is kept for its person in the HARD limits above, whatever others spend', async () => {
    const ctx = await employer();
    const { home, zoe, ann } = await pair(ctx);
    await limit(ctx, { scope: 'COST_CENTER', costCenter: { id: home.costCenterId }, amount: '100' });
    await hold(ctx, ann, '5');
    await guarantee(ctx, zoe, '60');
    const { decision } = await authorize(ctx, ann, '36');
    expect(decision).toMatchObject({
      reasonCode: 'LIMIT_EXCEEDED',
      guaranteed: false,
      bindingLimit: { used: { amount: '5.00' }, reserved: { amount: '60.00' }, remaining: { amount: '35.00' } },
    });
    expect(await outcomeOf(authorize(ctx, ann, '35'))).toBe('OK');
    expect(await outcomeOf(authorize(ctx, ann, '0.01'))).toBe('LIMIT_EXCEEDED');
    expect(await poolOf(ctx)).toEqual([{ leased: '40', reserved: '60' }]);
    const spent = await hold(ctx, zoe, '50');
    expect(await poolOf(ctx)).toEqual([{ leased: '90', reserved: '10' }]);
    await release(ctx, spent.id);
    expect(await outcomeOf(authorize(ctx, ann, '0.01'))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, zoe, '60'))).toBe('OK');
    // What is not guaranteed of hers is not kept.
    expect(await outcomeOf(authorize(ctx, zoe, '0.01'))).toBe('LIMIT_EXCEEDED');
    expect(await events(ctx, 'guarantee.breached')).toEqual([]);
    // A new window keeps it anew.
    await passTime(ctx, '2026-11-04T09:00:00.000Z');
    expect(await outcomeOf(authorize(ctx, ann, '40.01'))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, ann, '40'))).toBe('OK');
    expect(await outcomeOf(authorize(ctx, zoe, '60'))).toBe('OK');
  });

  it('is told where a limit refuses it all the same, and no limit is set below it', async () => {
    const ctx = await employer();
    const { zoe, ann } = await pair(ctx);
    await limit(ctx, { amount: '50' });
    await hold(ctx, ann, '45');
    await guarantee(ctx, zoe, '30');
    const { decision, refusal } = await authorize(ctx, zoe, '20');
    expect(refusal?.code).toBe('LIMIT_EXCEEDED');
    expect(decision.guaranteed).toBe(true);
    expect((await events(ctx, 'guarantee.breached')).map(({ snapshot }) => snapshot)).toMatchObject([
      { employeeId: zoe, code: 'LIMIT_EXCEEDED', requested: { amount: '20', currency: 'USD' }, limitIds: [decision.bindingLimit?.limitId] },
    ]);
    expect(await outcomeOf(authorize(ctx, zoe, '5'))).toBe('OK');
    const lowered = await refusalOf(limit(ctx, { amount: '24.99' }));
    expect(lowered).toMatchObject({ code: 'VALIDATION', message: 'Grants guarantee 25.00 USD of it; it is not set below that.' });
    await limit(ctx, { amount: '25' });
  });
});

describe('a circuit breaker', () => {
  it('at five times the pace of 250,000 a year trips at 5,000 on the first day', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '250000' });
    await openPace(ctx, zoe, '250000');
    await limit(ctx, { kind: 'CIRCUIT_BREAKER', scope: 'PERSON', velocityMultiple: '5', window: null, mode: null });
    const { decision, refusal } = await authorize(ctx, zoe, '5000');
    expect(decision).toMatchObject({
      reasonCode: 'CIRCUIT_BROKEN',
      bindingLimit: { kind: 'CIRCUIT_BREAKER', window: 'DAY', amount: { amount: '3424.6575342465', rounded: '3424.66' } },
      resetsAt: new Date('2026-11-03T00:00:00.000Z'),
    });
    expect(refusal?.message).toBe(
      'The circuit breaker at 3424.66 USD has tripped today: nothing more is spent until it resets. It resets at 2026-11-03T00:00:00.000Z.',
    );
    // Also what would have fitted.
    expect(await outcomeOf(authorize(ctx, zoe, '1'))).toBe('CIRCUIT_BROKEN');
    expect(await events(ctx, 'breaker.tripped')).toHaveLength(1);
    await passTime(ctx, '2026-11-03T09:00:00.000Z');
    expect(await outcomeOf(authorize(ctx, zoe, '3424.65'))).toBe('OK');
    expect(await outcomeOf(authorize(ctx, zoe, '0.01'))).toBe('CIRCUIT_BROKEN');
    expect(await events(ctx, 'breaker.tripped')).toHaveLength(2);
  });

  it.each([
    ['HOUR', 0, 1_426_940_639_269n],
    ['DAY', 1, 34_246_575_342_465n],
    ['WEEK', 7, 239_726_027_397_260n],
    ['MONTH', 30, 1_041_666_666_666_666n],
    ['PERIOD', 14, 479_452_054_794_520n],
  ] as const)('compares %s with its share of the year', (window, days, units) => {
    expect(breakerUnits(window, days, 5n * 10n ** 10n, 250_000n * 10n ** 10n)).toBe(units);
  });

  it('by multiple does not apply where nobody knows the pace, and comes before a limit', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    await limit(ctx, { kind: 'CIRCUIT_BREAKER', scope: 'PERSON', velocityMultiple: '1' });
    expect((await authorize(ctx, zoe, '500')).decision).toMatchObject({ allowed: true, levels: [] });
    await limit(ctx, { scope: 'PERSON', amount: '510' });
    await limit(ctx, { kind: 'CIRCUIT_BREAKER', scope: 'PERSON', amount: '505', employee: { id: zoe } });
    expect(await outcomeOf(authorize(ctx, zoe, '20'))).toBe('CIRCUIT_BROKEN');
  });

  it.each<[string, Partial<LimitSetInput>, Partial<LimitSetInput>, boolean]>([
    ['to a higher amount', { amount: '10' }, { amount: '100' }, true],
    ['to a higher multiple', { velocityMultiple: '0.01' }, { velocityMultiple: '5' }, true],
    ['from a multiple to an amount', { velocityMultiple: '0.01' }, { amount: '100' }, true],
    ['to none', { amount: '10' }, { amount: null }, true],
    ['to the same', { amount: '10' }, { amount: '10' }, false],
    ['lower', { amount: '10' }, { amount: '9' }, false],
  ])('that is set %s after it tripped lets spend again: %s → %s %s', async (_, first, second, cleared) => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    await openPace(ctx, zoe, '36500');
    const breaker = { kind: 'CIRCUIT_BREAKER', scope: 'PERSON' } as const;
    await limit(ctx, { ...breaker, ...first });
    expect(await outcomeOf(authorize(ctx, zoe, '0.5'))).toBe('OK');
    expect(await outcomeOf(authorize(ctx, zoe, '50'))).toBe('CIRCUIT_BROKEN');
    await limit(ctx, { ...breaker, ...second });
    expect(await outcomeOf(authorize(ctx, zoe, '0.1'))).toBe(cleared ? 'OK' : 'CIRCUIT_BROKEN');
    if (second.amount !== '100') return;
    // What was spent stays counted, and it trips again.
    expect(await outcomeOf(authorize(ctx, zoe, '99.41'))).toBe('CIRCUIT_BROKEN');
    expect(await events(ctx, 'breaker.tripped')).toHaveLength(2);
  });

  it('that is raised while who tripped it keeps asking is open when it is set', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    await limit(ctx, { kind: 'CIRCUIT_BREAKER', scope: 'PERSON', amount: '1' });
    expect(await outcomeOf(authorize(ctx, zoe, '2'))).toBe('CIRCUIT_BROKEN');
    const asked = times(20, () => outcomeOf(authorize(ctx, zoe, '0.01')));
    await Promise.all([...asked, limit(ctx, { kind: 'CIRCUIT_BREAKER', scope: 'PERSON', amount: '500' })]);
    expect(await outcomeOf(authorize(ctx, zoe, '0.01'))).toBe('OK');
  });

  it('that refuses what is guaranteed is told', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await guarantee(ctx, zoe, '100');
    await limit(ctx, { kind: 'CIRCUIT_BREAKER', scope: 'PERSON', amount: '10' });
    expect((await authorize(ctx, zoe, '11')).decision).toMatchObject({ reasonCode: 'CIRCUIT_BROKEN', guaranteed: true });
    expect(await events(ctx, 'guarantee.breached')).toHaveLength(1);
  });
});

describe('what was decided', () => {
  const most = '9'.repeat(28);
  const end = `${most}.9999999999`;

  it('is told where a sum passes the range of money: its end', async () => {
    const ctx = await employer();
    const { zoe, ann } = await pair(ctx, most);
    await limit(ctx, { mode: 'SOFT', amount: '5' });
    await hold(ctx, zoe, most);
    const { decision, refusal, hold: held } = await authorize(ctx, ann, most);
    expect([refusal, held?.amount.amount]).toEqual([null, `${most}.00`]);
    expect(decision.levels).toMatchObject([{ used: { amount: end }, remaining: { amount: '0.00' }, exceeded: true }]);
    expect((await authorize(ctx, zoe, '1')).refusal?.code).toBe('INSUFFICIENT_BALANCE');
  });

  it('is told where a multiple of the pace passes it', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: most });
    await openPace(ctx, zoe, most);
    await limit(ctx, { kind: 'CIRCUIT_BREAKER', scope: 'PERSON', velocityMultiple: '1000000', window: 'MONTH' });
    const { decision, hold: held } = await authorize(ctx, zoe, '1');
    expect(held?.status).toBe('AUTHORIZED');
    expect(decision).toMatchObject({ available: { amount: `${most}.00` }, levels: [{ amount: { amount: end } }] });
  });

  it('names the tool or the model of the limit that refused it', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    const sonnet = { provider: 'anthropic', model: 'claude-sonnet-4-5' };
    await limit(ctx, { scope: 'TOOL', tool: 'agent', amount: '1' });
    await limit(ctx, { scope: 'MODEL', ...sonnet, tokens: 1n, window: 'MONTH' });
    const byTool = await authorize(ctx, zoe, '2', { tool: 'agent' });
    expect(byTool.refusal?.message).toMatch(/^1\.00 of 1\.00 USD is left today for the tool agent; 2\.00 was asked for\./);
    expect(byTool.decision.bindingLimit).toMatchObject({ scope: 'TOOL', tool: 'agent', provider: null, model: null });
    const byModel = await authorize(ctx, zoe, '2', { ...sonnet, tokens: 2n });
    expect(byModel.refusal?.message).toMatch(/^1 of 1 tokens is left this month for claude-sonnet-4-5; 2 was asked for\./);
    expect(byModel.decision.bindingLimit).toMatchObject({ ...sonnet, scope: 'MODEL', tool: null });
    expect((await authorize(ctx, zoe, '2', sonnet)).refusal?.message).toBe(
      'The tokens for claude-sonnet-4-5 are limited this month: say how many the spend may take.',
    );
  });
});

describe('a limit in tokens', () => {
  it('counts tokens whatever they cost, and has to be told how many', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '1000' });
    await limit(ctx, { scope: 'PERSON', tokens: 1_000n });
    await limit(ctx, { scope: 'PERSON', amount: '500', window: 'WEEK' });
    const { refusal, decision } = await authorize(ctx, zoe, '1');
    expect(refusal).toMatchObject({
      code: 'VALIDATION',
      path: ['input', 'tokens'],
      message: 'The tokens are limited today: say how many the spend may take.',
    });
    expect(decision.bindingLimit).toMatchObject({ unit: 'TOKENS', tokens: 1_000n });
    const held = await hold(ctx, zoe, '1', { tokens: 900n });
    const refused = await authorize(ctx, zoe, '1', { tokens: 200n });
    expect(refused.refusal).toMatchObject({
      code: 'LIMIT_EXCEEDED',
      path: ['input', 'tokens'],
      message: '100 of 1000 tokens are left today; 200 was asked for. It resets at 2026-11-03T00:00:00.000Z.',
    });
    expect(refused.decision.bindingLimit).toMatchObject({
      unit: 'TOKENS',
      tokens: 1_000n,
      usedTokens: 900n,
      remainingTokens: 100n,
      amount: null,
    });
    expect(await capture(ctx, held.id, '1', { tokens: 600n })).toMatchObject({ tokens: 900n, capturedTokens: 600n });
    expect(await outcomeOf(authorize(ctx, zoe, '1', { tokens: 401n }))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, zoe, '1', { tokens: 400n }))).toBe('OK');
    expect(await refusalOf(authorize(ctx, zoe, '1', { tokens: 1_000_000_000_000_001n }))).toMatchObject({ path: ['input', 'tokens'] });
    expect(await refusalOf(authorize(ctx, zoe, '1', { tokens: 0n }))).toMatchObject({ code: 'VALIDATION' });
  });

  it('is shared by a whole company as one in money is', async () => {
    const ctx = await employer();
    const { zoe, ann } = await pair(ctx);
    await limit(ctx, { tokens: 1_000_000_000_000_000n });
    await hold(ctx, zoe, '1', { tokens: 999_999_999_999_999n });
    expect(await outcomeOf(authorize(ctx, ann, '1', { tokens: 2n }))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, ann, '1', { tokens: 1n }))).toBe('OK');
    await limit(ctx, { tokens: 5n, mode: 'OBSERVE', window: 'MONTH' });
    expect((await authorize(ctx, ann, '1', { tokens: 1n })).decision.levels).toHaveLength(2);
  });
});

describe('usage that is reported', () => {
  it('counts in the limits of its people when it happened, and no more once it is corrected', async () => {
    const ctx = await employer({ testNow: '2026-11-02T09:00:00.000Z' });
    const { employeeId: ada } = await person(ctx, 'ada', [{ amount: '100' }]);
    const { employeeId: bob } = await person(ctx, 'bob', [{ amount: '100' }]);
    await limit(ctx, { amount: '20' });
    await limit(ctx, { scope: 'PERSON', amount: '15' });
    await limit(ctx, { scope: 'MODEL', provider: 'anthropic', model: 'claude-opus-4-5', tokens: 100n, mode: 'OBSERVE' });
    const opus = { provider: 'anthropic', model: 'claude-opus-4-5', tokens: 1n };
    expect(await outcomeOf(authorize(ctx, ada, '5', opus))).toBe('OK');
    const used = use('ada', '9');
    await reportUsage(ctx, [used, use('bob', '3', { occurredAt: new Date('2026-11-01T23:00:00.000Z') })]);
    const { decision } = await authorize(ctx, ada, '2', opus);
    expect(decision.levels.map(({ scope, used: counted, usedTokens }) => [scope, counted?.amount ?? usedTokens])).toEqual([
      ['EMPLOYER', '14.00'],
      ['PERSON', '14.00'],
      ['MODEL', 1_800_001n],
    ]);
    expect(decision.reasonCode).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, bob, '7'))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, bob, '6'))).toBe('OK');
    await reportUsage(ctx, [{ ...use('ada', '4'), corrects: { id: used.id, source: used.source } }]);
    expect(await outcomeOf(authorize(ctx, bob, '5'))).toBe('OK');
    expect(await outcomeOf(authorize(ctx, bob, '0.01'))).toBe('LIMIT_EXCEEDED');
  });

  it('is recorded in full whatever limits say, and trips a breaker on the day it is crossed', async () => {
    const ctx = await employer({ testNow: '2026-11-02T09:00:00.000Z' });
    const { employeeId: ada } = await person(ctx, 'ada', [{ amount: '10000' }]);
    const { employeeId: bob } = await person(ctx, 'bob', [{ amount: '100' }]);
    await openPace(ctx, ada, '250000');
    await limit(ctx, { amount: '100', window: 'MONTH' });
    await limit(ctx, { kind: 'CIRCUIT_BREAKER', scope: 'PERSON', velocityMultiple: '5' });
    await reportUsage(ctx, [use('ada', '3000')]);
    expect(await events(ctx, 'breaker.tripped')).toHaveLength(0);
    await reportUsage(ctx, [use('ada', '2000'), use('bob', '1')]);
    expect((await events(ctx, 'breaker.tripped')).map(({ snapshot }) => snapshot)).toMatchObject([
      { employeeId: ada, used: { amount: '5000' } },
    ]);
    expect(await outcomeOf(authorize(ctx, ada, '1'))).toBe('CIRCUIT_BROKEN');
    const { decision } = await authorize(ctx, bob, '1');
    expect(decision).toMatchObject({
      reasonCode: 'LIMIT_EXCEEDED',
      bindingLimit: { used: { amount: '5001.00' }, remaining: { amount: '0.00' } },
    });
    expect(await poolOf(ctx)).toEqual([{ leased: '5001', reserved: '0' }]);
    expect(await events(ctx, 'breaker.tripped')).toHaveLength(1);
  });

  it('is counted for a breaker from the rows once, and for nobody who reports nothing', async () => {
    const ctx = await employer({ testNow: '2026-11-02T09:00:00.000Z' });
    const { employeeId: ada } = await person(ctx, 'ada', [{ amount: '10000' }]);
    const { employeeId: bob } = await person(ctx, 'bob', [{ amount: '10000' }]);
    for (const employeeId of [ada, bob]) {
      await limit(ctx, { kind: 'CIRCUIT_BREAKER', scope: 'PERSON', employee: { id: employeeId }, amount: '500' });
    }
    const counters = () =>
      inTransaction(ctx, (tx) =>
        tx.sql(`select employee_id, trim_scale(used)::text as used, notified from spend_counter where employer_id = ${THIS_EMPLOYER}`),
      );
    await reportUsage(ctx, [use('ada', '200'), use('ada', '100')]);
    expect(await counters()).toEqual([{ employee_id: uuidOf(ada), used: '300', notified: false }]);
    await reportUsage(ctx, [use('ada', '200')]);
    expect(await events(ctx, 'breaker.tripped')).toHaveLength(0);
    await reportUsage(ctx, [use('ada', '1')]);
    expect(await counters()).toEqual([{ employee_id: uuidOf(ada), used: '501', notified: true }]);
    expect(await events(ctx, 'breaker.tripped')).toHaveLength(1);
  });

  it('of many at once, beside spends, keeps the books of a limit they share', async () => {
    const ctx = await employer({ testNow: '2026-11-02T09:00:00.000Z' });
    const people: Array<Id<'employee'>> = [];
    for (const name of ['ada', 'bob', 'cyd', 'dan', 'eve']) people.push((await person(ctx, name, [{ amount: '1000' }])).employeeId);
    await limit(ctx, { amount: '200' });
    await limit(ctx, { amount: '300', window: 'MONTH' });
    const names = ['eve', 'cyd', 'ada', 'dan', 'bob'];
    const work = times(60, (index) =>
      index % 5 === 0
        ? reportUsage(
            ctx,
            names.map((name) => use(name, '0.5')),
          )
        : authorize(ctx, people[index % people.length] ?? ('' as never), '2'),
    );
    expect(Object.keys(tally(await Promise.all(work.map(outcomeOf)))).filter((code) => code !== 'OK' && code !== 'LIMIT_EXCEEDED')).toEqual(
      [],
    );
  }, 60_000);
});

describe('a window of a limit', () => {
  const payPeriod = (ctx: TenantCtx, start: string, end: string) =>
    upsertPayPeriods(request(ctx), { payPeriods: [{ externalId: start, startDate: start, endDate: end }] });

  it.each(['HARD', 'SOFT'] as const)(
    'of a pay period that is not known is the gap of the calendar, and overlaps no other: %s',
    async (mode) => {
      const ctx = await employer({ testNow: '2026-11-10T09:00:00.000Z' });
      const { employeeId: ada } = await person(ctx, 'ada', [{ amount: '1000' }]);
      await payPeriod(ctx, '2026-11-05', '2026-11-19');
      await limit(ctx, { amount: '100', window: 'PERIOD', mode });
      const held = await hold(ctx, ada, '80');
      await capture(ctx, held.id, '80');
      await passTime(ctx, '2026-11-20T09:00:00.000Z');
      const { decision } = await authorize(ctx, ada, '90');
      expect(decision.allowed).toBe(true);
      expect(decision.levels).toMatchObject([{ used: { amount: '90.00' }, resetsAt: new Date('2026-12-01'), exceeded: false }]);
      await reportUsage(ctx, [use('ada', '1', { occurredAt: new Date('2026-11-20T08:00:00.000Z') })]);
      expect((await authorize(ctx, ada, '1')).decision.levels).toMatchObject([{ used: { amount: '92.00' } }]);
    },
  );

  it('of an hour overlaps no other where the clock goes back by half an hour', async () => {
    const ctx = await employer({ testNow: '2026-04-04T14:50:00.000Z', timeZone: 'Australia/Lord_Howe' });
    const { employeeId: ada } = await person(ctx, 'ada', [{ amount: '1000', from: '2026-01-01' }]);
    await limit(ctx, { amount: '100', window: 'HOUR' });
    const held = await hold(ctx, ada, '90');
    await capture(ctx, held.id, '90');
    await passTime(ctx, '2026-04-04T15:10:00.000Z');
    const { decision } = await authorize(ctx, ada, '90');
    expect(decision).toMatchObject({ allowed: true, levels: [{ resetsAt: new Date('2026-04-04T16:00:00.000Z') }] });
  });

  it('that moves and moves back finds what was reported meanwhile', async () => {
    const ctx = await employer({ testNow: '2026-11-04T09:00:00.000Z' });
    const { employeeId: ada } = await person(ctx, 'ada', [{ amount: '1000' }]);
    await limit(ctx, { scope: 'PERSON', amount: '100', window: 'WEEK' });
    await hold(ctx, ada, '10');
    for (const weekStart of ['SUNDAY', 'WEDNESDAY'] as const) {
      await updateSettings(request(ctx), { weekStart });
      await reportUsage(ctx, [use('ada', '40', { occurredAt: new Date('2026-11-03T08:00:00.000Z') })]);
      await updateSettings(request(ctx), { weekStart: 'MONDAY' });
      await reportUsage(ctx, [use('ada', '1', { occurredAt: new Date('2026-11-04T08:00:00.000Z') })]);
    }
    expect(await outcomeOf(authorize(ctx, ada, '9'))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, ada, '8'))).toBe('OK');
  });

  it('that stays where it is forgets nothing when the calendar changes, and nobody waits for it', async () => {
    const ctx = await employer({ testNow: '2026-11-10T09:00:00.000Z' });
    const { employeeId: ada } = await person(ctx, 'ada', [{ amount: '1000' }]);
    await payPeriod(ctx, '2026-11-05', '2026-11-19');
    await limit(ctx, { amount: '10', window: 'PERIOD', mode: 'SOFT' });
    await hold(ctx, ada, '11');
    expect(await events(ctx, 'limit.exceeded')).toHaveLength(1);
    const spending = Promise.withResolvers<void>();
    const spent = inTransaction(ctx, async (tx) => {
      await tx.sql(`select from account where employer_id = ${THIS_EMPLOYER} order by id for no key update`);
      await spending.promise;
    });
    await payPeriod(ctx, '2026-12-05', '2026-12-19');
    spending.resolve();
    await spent;
    await hold(ctx, ada, '11');
    expect(await events(ctx, 'limit.exceeded')).toHaveLength(1);
  });

  it('that is new has a new sum, also where many share it', async () => {
    const ctx = await employer({ testNow: '2026-11-02T23:59:58.000Z' });
    const { zoe } = await pair(ctx);
    await limit(ctx, { amount: '10', mode: 'SOFT' });
    await hold(ctx, zoe, '11');
    // As if many had spent: their sum is kept for some seconds.
    await inTransaction(ctx, (tx) =>
      tx.sql(`update shared_limit set summed = 11, summed_of = 201, summed_at = clock_timestamp() where employer_id = ${THIS_EMPLOYER}`),
    );
    await passTime(ctx, '2026-11-03T00:00:01.000Z');
    await hold(ctx, zoe, '12');
    expect((await authorize(ctx, zoe, '1')).decision.levels).toMatchObject([{ used: { amount: '13.00' } }]);
  });
});

describe('what is kept for who is guaranteed', () => {
  const sales = async (ctx: TenantCtx) => {
    const home = await openHome(ctx, 'Sales');
    const bob = await hire(ctx, { costCenterId: home.costCenterId, departmentId: home.departmentId });
    await fund(ctx, bob, { amount: '1000' });
    return { home, bob };
  };

  it('is what comes back of a correction of usage before the window', async () => {
    const ctx = await employer({ testNow: '2026-11-01T09:00:00.000Z' });
    const { employeeId: ada } = await person(ctx, 'ada', []);
    const { employeeId: bob } = await person(ctx, 'bob', [{ amount: '1000' }]);
    await guarantee(ctx, ada, '60');
    const used = use('ada', '60', { occurredAt: new Date('2026-11-01T09:00:00.000Z') });
    await reportUsage(ctx, [used]);
    await passTime(ctx, '2026-11-02T09:00:00.000Z');
    await limit(ctx, { amount: '100' });
    await hold(ctx, bob, '1');
    const less = use('ada', '1', { occurredAt: new Date('2026-11-01T09:00:00.000Z') });
    await reportUsage(ctx, [{ ...less, corrects: { id: used.id, source: used.source } }, use('bob', '1')]);
    expect(await outcomeOf(authorize(ctx, bob, '98'))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, ada, '50'))).toBe('OK');
  });

  it('is what comes back of a hold to somebody who has moved to another cost center', async () => {
    const ctx = await employer();
    const { zoe } = await pair(ctx);
    const { home, bob } = await sales(ctx);
    await guarantee(ctx, zoe, '60');
    const held = await hold(ctx, zoe, '60');
    await inTransaction(ctx, (tx) =>
      tx.sql(`update employment set cost_center_id = $2 where employer_id = ${THIS_EMPLOYER} and employee_id = $1`, [
        uuidOf(zoe),
        uuidOf(home.costCenterId),
      ]),
    );
    await limit(ctx, { scope: 'COST_CENTER', costCenter: { id: home.costCenterId }, amount: '100' });
    await hold(ctx, bob, '1');
    await release(ctx, held.id);
    expect(await outcomeOf(authorize(ctx, bob, '99'))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, zoe, '50'))).toBe('OK');
  });

  it('comes with who moves on a day in the middle of a window', async () => {
    const ctx = await employer();
    const { zoe } = await pair(ctx);
    const { home, bob } = await sales(ctx);
    await guarantee(ctx, zoe, '60');
    await inTransaction(ctx, async (tx) => {
      await tx.sql(`update employment set end_date = '2026-11-10' where employer_id = ${THIS_EMPLOYER} and employee_id = $1`, [
        uuidOf(zoe),
      ]);
      await tx.sql(
        `insert into employment select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'start_date', '2026-11-10',
           'end_date', null, 'cost_center_id', $2::uuid, 'department_id', $3::uuid))).*
         from employment m where m.employer_id = ${THIS_EMPLOYER} and m.employee_id = $1`,
        [uuidOf(zoe), uuidOf(home.costCenterId), uuidOf(home.departmentId)],
      );
    });
    await limit(ctx, { scope: 'COST_CENTER', costCenter: { id: home.costCenterId }, amount: '100', window: 'MONTH' });
    await hold(ctx, bob, '1');
    await passTime(ctx, '2026-11-11T09:00:00.000Z');
    expect(await outcomeOf(authorize(ctx, bob, '99'))).toBe('LIMIT_EXCEEDED');
    expect(await outcomeOf(authorize(ctx, zoe, '50'))).toBe('OK');
  });

  it('is nothing before it is granted', async () => {
    const ctx = await employer();
    const { zoe, ann } = await pair(ctx);
    await limit(ctx, { amount: '100' });
    await guarantee(ctx, zoe, '100', '2026-12-15T00:00:00.000Z');
    expect(await outcomeOf(authorize(ctx, ann, '1'))).toBe('OK');
    await passTime(ctx, '2026-12-15T09:00:00.000Z');
    expect(await outcomeOf(authorize(ctx, ann, '1'))).toBe('LIMIT_EXCEEDED');
  });

  it('is not written again by a refusal that changes nothing', async () => {
    const ctx = await employer();
    const { zoe, ann } = await pair(ctx);
    await limit(ctx, { amount: '100' });
    await guarantee(ctx, zoe, '95');
    await hold(ctx, ann, '5');
    const versions = () =>
      inTransaction(ctx, (tx) =>
        tx.sql(`select xmin, ctid, reserved from spend_counter where employer_id = ${THIS_EMPLOYER} and employee_id = $1`, [uuidOf(zoe)]),
      );
    const before = await versions();
    expect(before).toMatchObject([{ reserved: '95.0000000000' }]);
    expect(await outcomeOf(authorize(ctx, ann, '1'))).toBe('LIMIT_EXCEEDED');
    expect(await versions()).toEqual(before);
  });
});

describe('over GraphQL', () => {
  it('the list is narrowed to what limits are, and to whose they are', async () => {
    const ctx = await employer();
    const home = await openHome(ctx, 'R&D');
    await openHome(ctx, 'Sales');
    const shared = await limit(ctx, { scope: 'COST_CENTER', costCenter: { id: home.costCenterId }, amount: '1' });
    const ofTeam = await limit(ctx, { scope: 'DEPARTMENT', department: { externalId: 'R&D' }, amount: '2' });
    const breaker = await limit(ctx, { kind: 'CIRCUIT_BREAKER', scope: 'PERSON', amount: '3' });
    const listed = async (where: string) => {
      const { data, errors } = await ask<{ limits: { nodes: Array<{ id: string }> } }>(
        request(ctx),
        `{ limits(where: ${where}) { nodes { id } } }`,
      );
      return errors[0] ?? data.limits.nodes.map(({ id }) => id);
    };
    expect(await listed('{}')).toEqual([shared, ofTeam, breaker]);
    expect(await listed('{ kind: CIRCUIT_BREAKER }')).toEqual([breaker]);
    expect(await listed('{ kind: LIMIT }')).toEqual([shared, ofTeam]);
    expect(await listed('{ costCenter: { externalId: "R&D" } }')).toEqual([shared]);
    expect(await listed(`{ department: { id: "${home.departmentId}" } }`)).toEqual([ofTeam]);
    expect(await listed('{ costCenter: { externalId: "R&D" }, kind: CIRCUIT_BREAKER }')).toEqual([]);
    for (const named of ['costCenter', 'department']) {
      expect(await listed(`{ ${named}: { externalId: "Sales" } }`)).toEqual([]);
      expect(await listed(`{ ${named}: { externalId: "Nobody" } }`)).toEqual([]);
    }
  });

  it('a limit shows whose it is and what it counts in, and a refusal what is left of it', async () => {
    const ctx = await employer();
    const { home, zoe } = await pair(ctx);
    const setText = `mutation($input: LimitSetInput!) { limitSet(input: $input) {
      limit { kind unit scope window mode costCenter { name } department { name } amount { amount } tokens velocityMultiple currency }
      userErrors { code path }
    } }`;
    const set = async (input: object) => (await ask<{ limitSet: { limit: object } }>(ctx, setText, { input })).data.limitSet;
    expect(
      await set({ scope: 'COST_CENTER', costCenter: { id: home.costCenterId }, window: 'PERIOD', mode: 'HARD', tokens: '100' }),
    ).toMatchObject({
      limit: { kind: 'LIMIT', unit: 'TOKENS', costCenter: { name: 'R&D' }, department: null, amount: null, tokens: '100', currency: null },
      userErrors: [],
    });
    expect(await set({ kind: 'CIRCUIT_BREAKER', scope: 'PERSON', currency: 'USD', velocityMultiple: '2.5' })).toMatchObject({
      limit: { kind: 'CIRCUIT_BREAKER', window: 'DAY', mode: 'HARD', amount: null, tokens: null, velocityMultiple: '2.5' },
    });
    expect(await set({ scope: 'DEPARTMENT', window: 'DAY', mode: 'HARD', currency: 'USD', amount: null })).toEqual({
      limit: null,
      userErrors: [{ code: 'VALIDATION', path: ['input', 'department'] }],
    });

    expect(await set({ scope: 'PERSON', window: 'DAY', mode: 'HARD', currency: 'USD' })).toEqual({
      limit: null,
      userErrors: [{ code: 'VALIDATION', path: ['input', 'amount'] }],
    });
    expect(await set({ scope: 'PERSON', window: 'DAY', mode: 'HARD', currency: 'USD', amount: null })).toMatchObject({ userErrors: [] });

    const authorizeText = `mutation($input: SpendAuthorizeInput!) { spendAuthorize(input: $input) {
      hold { id } decision { guaranteed bindingLimit { unit name tokens usedTokens remainingTokens used { amount } asOf } }
      userErrors { __typename code ... on LimitExceededError { limit { amount } limitTokens remainingTokens resetsAt } }
    } }`;
    const input = { employee: { id: zoe }, amount: usd('1'), tokens: '101', idempotencyKey: newKey() };
    expect((await ask(ctx, authorizeText, { input })).data).toMatchObject({
      spendAuthorize: {
        hold: null,
        decision: {
          guaranteed: false,
          bindingLimit: { unit: 'TOKENS', name: 'R&D', tokens: '100', usedTokens: '0', remainingTokens: '100', used: null },
        },
        userErrors: [
          {
            __typename: 'LimitExceededError',
            code: 'LIMIT_EXCEEDED',
            limit: null,
            limitTokens: '100',
            remainingTokens: '100',
            resetsAt: '2026-12-01T00:00:00.000Z',
          },
        ],
      },
    });
  });
});
