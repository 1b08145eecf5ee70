import { afterEach, describe, expect, it } from '@jest/globals';
import { type Id, idOf, newId, uuidOf } from '../../src/kernel/ids.js';
import { Refusal } from '../../src/kernel/refusal.js';
import { terminateEmployee } from '../../src/modules/directory/terminate-employee.js';
import { adjustGrant } from '../../src/modules/grants/adjust-grant.js';
import { advanceTestClock } from '../../src/modules/grants/advance-test-clock.js';
import { extendGrant } from '../../src/modules/grants/extend-grant.js';
import { type GrantNow, grantById } from '../../src/modules/grants/find-grants.js';
import type { GrantIssueInput } from '../../src/modules/grants/grant-changes.graphql.js';
import { issueByHand } from '../../src/modules/grants/issue-by-hand.js';
import { revokeGrant } from '../../src/modules/grants/revoke-grant.js';
import type { Authorization } from '../../src/modules/spending/authorize-spend.js';
import type { Hold } from '../../src/modules/spending/call-spend.js';
import { setLimit } from '../../src/modules/spending/limit-set.js';
import { type ReportedEvent, reportUsage } from '../../src/modules/usage/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { ask } from '../support/ask.js';

import { person, use as useOf } from '../support/books.js';
import {
  authorize,
  booksOf,
  capture,
  employer,
  fund,
  handleOverage,
  hire,
  hold,
  newKey,
  passTime,
  release,
  request,
  usd,
  violations,
} from '../support/spending.js';

afterEach(async () => {
  expect(await violations()).toEqual([]);
});

const codeOf = async (answer: Promise<Authorization>) => (await answer).decision.reasonCode;

/** Usage of the person, in dollars, at the time of the test clock. */
const used = (employeeId: Id<'employee'>, cost: string, more: Partial<ReportedEvent> = {}): ReportedEvent => ({
  ...useOf('', cost),
  employee: { id: employeeId },
  occurredAt: new Date('2026-11-02T09:00:00.000Z'),
  ...more,
});

/** What the fundings of a hold are: `grant 5.00` or `overage 5.00`. */
const partsOf = ({ fundings }: Hold) => fundings.map(({ grantId, held }) => `${grantId === null ? 'overage' : 'grant'} ${held.amount}`);

/** The person works for a new cost center from a day on, up to and without another. */
async function worksFor(
  ctx: TenantCtx,
  employeeId: Id<'employee'>,
  code: string,
  from = '2026-01-01',
  until: string | null = null,
): Promise<Id<'costCenter'>> {
  const id = newId('costCenter');
  await inTransaction(ctx, async (tx) => {
    await tx.sql(
      `insert into cost_center (employer_id, id, external_id, code, name, created_at) values (${THIS_EMPLOYER}, $1, $2, $2, $2, $3)`,
      [uuidOf(id), code, tx.now],
    );
    await tx.sql(`delete from employment where employer_id = ${THIS_EMPLOYER} and employee_id = $1 and start_date >= $2`, [
      uuidOf(employeeId),
      from,
    ]);
    await tx.sql(
      `insert into employment (employer_id, id, employee_id, start_date, end_date, employment_type, fte_basis_points, cost_center_id, created_at)
       values (${THIS_EMPLOYER}, $1, $2, $3, $4, 'FULL_TIME', 10000, $5, $6)`,
      [uuidOf(newId('employment')), uuidOf(employeeId), from, until, uuidOf(id), tx.now],
    );
  });
  return id;
}

interface ShownBalance {
  readonly granted: { readonly amount: string };
  readonly held: { readonly amount: string };
  readonly consumed: { readonly amount: string };
  readonly overage: { readonly amount: string };
  readonly chargedToCostCenter: { readonly amount: string };
  readonly movement: Record<'opening' | 'granted' | 'consumed' | 'closing', { readonly amount: string }>;
}

/** The balance and the movement of the month in dollars, as GraphQL shows them. */
async function shown(ctx: TenantCtx, employeeId: Id<'employee'>): Promise<Record<string, string>> {
  const money = '{ amount }';
  const { data, errors } = await ask<{ balance: { nodes: ShownBalance[] } }>(
    request(ctx),
    `query ($id: ID!) { balance(employee: { id: $id }) { nodes { granted ${money} held ${money} consumed ${money} overage ${money} chargedToCostCenter ${money}
       movement(from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z") { opening ${money} granted ${money} consumed ${money} closing ${money} } } } }`,
    { id: employeeId },
  );
  expect(errors).toEqual([]);
  const [node] = data.balance.nodes;
  if (node === undefined) throw new Error('no balance');
  const { movement, ...balance } = node;
  const texts = Object.entries(balance).map(([name, { amount }]) => [name, amount]);
  const { opening, granted, consumed, closing } = movement;
  return { ...Object.fromEntries(texts), movement: `${opening.amount} + ${granted.amount} − ${consumed.amount} = ${closing.amount}` };
}

describe('what no grant covers', () => {
  it('is refused where the employer blocks it, as it does from the start', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '3' });
    expect(await codeOf(authorize(ctx, zoe, '5'))).toBe('INSUFFICIENT_BALANCE');
    await capture(ctx, await hold(ctx, zoe, '3'), '5');
    expect(await booksOf(ctx, zoe)).toEqual({ consumed: '5', overage: '-2' });
  });

  it('is held, captured and given back as overage of the person where the employer allows it', async () => {
    const ctx = await employer();
    await handleOverage(ctx, 'ALLOW_RECORD');
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '3' });

    const held = await hold(ctx, zoe, '5');
    expect(partsOf(held)).toEqual(['grant 3.00', 'overage 2.00']);
    expect(await booksOf(ctx, zoe)).toEqual({ held: '5', overage: '-2' });
    // What is only held is in the balance, and no part of what the person was granted and has used.
    expect(await shown(ctx, zoe)).toMatchObject({ held: '5.00', overage: '2.00', movement: '3.00 + 0.00 − 0.00 = 3.00' });

    expect(await capture(ctx, held, '3.5')).toMatchObject({ captured: { amount: '3.50' }, overage: { amount: '0.50' } });
    expect(await booksOf(ctx, zoe)).toEqual({ consumed: '3.5', overage: '-0.5' });
    expect(await shown(ctx, zoe)).toMatchObject({ consumed: '3.50', overage: '0.50', movement: '3.00 + 0.00 − 3.00 = 0.00' });

    await release(ctx, await hold(ctx, zoe, '7'));
    expect(await booksOf(ctx, zoe)).toEqual({ consumed: '3.5', overage: '-0.5' });
    expect(await capture(ctx, await hold(ctx, zoe, '1'), '2.5')).toMatchObject({ overage: { amount: '2.50' } });
    expect(await booksOf(ctx, zoe)).toEqual({ consumed: '6', overage: '-3' });
  });

  it('expires with its hold, also where nothing was ever granted', async () => {
    const ctx = await employer();
    await handleOverage(ctx, 'ALLOW_RECORD');
    const zoe = await hire(ctx);
    expect(partsOf(await hold(ctx, zoe, '5', { ttlSeconds: 60 }))).toEqual(['overage 5.00']);
    await passTime(ctx, '2026-11-02T09:02:00.000Z');
    await hold(ctx, zoe, '1');
    expect(await booksOf(ctx, zoe)).toEqual({ held: '1', overage: '-1' });
  });

  it('is refused all the same by a HARD limit, also when the first spends of a person come at once', async () => {
    const ctx = await employer();
    await handleOverage(ctx, 'ALLOW_RECORD');
    await setLimit(ctx, { scope: 'PERSON', window: 'DAY', mode: 'HARD', currency: 'USD', amount: '20' });
    const zoe = await hire(ctx);
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(authorize(ctx, zoe, '5'))));
    expect(codes.filter((code) => code === null)).toHaveLength(4);
    expect(codes.filter((code) => code === 'LIMIT_EXCEEDED')).toHaveLength(8);
    expect(await booksOf(ctx, zoe)).toEqual({ held: '20', overage: '-20' });
  });

  it('is refused by a HARD limit also beside the first usage that is reported of a person', async () => {
    for (let round = 0; round < 6; round += 1) {
      const ctx = await employer();
      await handleOverage(ctx, 'ALLOW_RECORD');
      await setLimit(ctx, { scope: 'PERSON', window: 'DAY', mode: 'HARD', currency: 'USD', amount: '10' });
      const { employeeId: ada } = await person(ctx, 'ada');
      await Promise.all([codeOf(authorize(ctx, ada, '1')), reportUsage(ctx, [useOf('ada', '8')]), codeOf(authorize(ctx, ada, '11'))]);
      expect(await codeOf(authorize(ctx, ada, '5'))).toBe('LIMIT_EXCEEDED');
    }
  }, 60_000);

  it('is not allowed in a currency the person has no grant in, nor for a model the grants are not for', async () => {
    const ctx = await employer();
    await handleOverage(ctx, 'ALLOW_RECORD');
    const zoe = await hire(ctx);
    const grantId = await fund(ctx, zoe, { amount: '3' });
    await inTransaction(ctx, (tx) =>
      tx.sql(`update grant_account set models = '{claude-haiku*}' where employer_id = ${THIS_EMPLOYER} and grant_id = $1`, [
        uuidOf(grantId),
      ]),
    );
    expect(await codeOf(authorize(ctx, zoe, '5', { amount: { amount: '5', currency: 'EUR' } }))).toBe('CURRENCY_MISMATCH');
    expect(await codeOf(authorize(ctx, zoe, '5', { provider: 'anthropic', model: 'claude-opus-4-5' }))).toBe('MODEL_NOT_ALLOWED');
    expect(await codeOf(authorize(ctx, zoe, '5', { provider: 'anthropic', model: 'claude-haiku-4-5' }))).toBe(null);
    expect(await booksOf(ctx, zoe)).toEqual({ held: '5', overage: '-2' });
  });

  it.each(['BLOCK', 'ALLOW_RECORD', 'CHARGE_COST_CENTER'] as const)(
    'is not allowed by %s where no grant in force is for the use, used up or not',
    async (overage) => {
      const ctx = await employer();
      await handleOverage(ctx, overage);
      const zoe = await hire(ctx);
      const only = async (amount: string, filters: Record<'providers' | 'models' | 'tools', string | null>) => {
        const grantId = await fund(ctx, zoe, { amount });
        await inTransaction(ctx, (tx) =>
          tx.sql(
            `update grant_account set providers = $2, models = $3, tools = $4 where employer_id = ${THIS_EMPLOYER} and grant_id = $1`,
            [uuidOf(grantId), filters.providers, filters.models, filters.tools],
          ),
        );
      };
      const haiku = { provider: 'anthropic', model: 'claude-haiku-4-5' };
      const gpt = { provider: 'openai', model: 'gpt-4o' };
      await only('3', { providers: '{anthropic}', models: '{claude-*}', tools: '{ide}' });
      await hold(ctx, zoe, '3', { ...haiku, tool: 'ide' });
      const told = async (use: object) => {
        const { decision, refusal } = await authorize(ctx, zoe, '1', use);
        return [decision.reasonCode, refusal?.path.join('.'), refusal?.message];
      };
      const sentence = 'The grants of the person do not pay for the';
      expect(await told({ ...gpt, tool: 'ide' })).toEqual([
        'MODEL_NOT_ALLOWED',
        'input.provider',
        `${sentence} provider openai, only for: anthropic.`,
      ]);
      expect(await told(haiku)).toEqual([
        'MODEL_NOT_ALLOWED',
        'input.tool',
        'The grants of the person pay for named tools only: ide. Name the tool.',
      ]);
      expect(await told({ ...haiku, tool: 'shell' })).toEqual([
        'MODEL_NOT_ALLOWED',
        'input.tool',
        `${sentence} tool shell, only for: ide.`,
      ]);
      await only('1', { providers: null, models: '{gpt-5*,o3}', tools: null });
      expect(await told(gpt)).toEqual(['MODEL_NOT_ALLOWED', 'input.model', `${sentence} model gpt-4o, only for: gpt-5*, o3.`]);
      const { decision } = await authorize(ctx, zoe, '1', gpt);
      expect(decision).toMatchObject({ allowedProviders: [], allowedModels: ['gpt-5*', 'o3'], allowedTools: [] });
      expect(await told({})).toEqual([
        'MODEL_NOT_ALLOWED',
        'input.model',
        'The grants of the person pay for named models only: gpt-5*, o3. Name the model.',
      ]);
      // One that is for anything, used up: money decides.
      await only('1', { providers: null, models: null, tools: null });
      await hold(ctx, zoe, '1');
      expect(await codeOf(authorize(ctx, zoe, '1', gpt))).toBe(overage === 'BLOCK' ? 'INSUFFICIENT_BALANCE' : null);
    },
  );

  it('has a part of its own in the hold that captures it, so that the parts sum to what was captured', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '6' });
    const parts = ({ fundings }: Hold) => fundings.map(({ grantId, held, captured }) => [grantId !== null, held.amount, captured.amount]);
    const captured = await capture(ctx, await hold(ctx, zoe, '5'), '9');
    expect(parts(captured)).toEqual([
      [true, '5.00', '5.00'],
      [true, '0.00', '1.00'],
      [false, '0.00', '3.00'],
    ]);
    expect(captured).toMatchObject({ captured: { amount: '9.00' }, overage: { amount: '3.00' } });
    await handleOverage(ctx, 'ALLOW_RECORD');
    expect(parts(await capture(ctx, await hold(ctx, zoe, '2'), '3'))).toEqual([
      [false, '2.00', '2.00'],
      [false, '0.00', '1.00'],
    ]);
  });

  it('is charged to the cost center of the day, hold, capture and reported usage alike, and is not the overage of the person', async () => {
    const ctx = await employer();
    await handleOverage(ctx, 'CHARGE_COST_CENTER');
    const zoe = await hire(ctx);
    await worksFor(ctx, zoe, '4100', '2026-01-01', '2026-11-02');
    await worksFor(ctx, zoe, '4200', '2026-11-02');
    await fund(ctx, zoe, { amount: '3' });

    await capture(ctx, await hold(ctx, zoe, '5'), '6');
    const { outcomes: early } = await report(ctx, [used(zoe, '2', { occurredAt: new Date('2026-11-01T23:59:59.999Z') })]);
    const event = used(zoe, '4', { occurredAt: new Date('2026-11-02T00:00:00.000Z') });
    const { outcomes: late } = await report(ctx, [event]);
    expect([...early, ...late].map(({ overage }) => overage?.amount)).toEqual(['2.00', '4.00']);
    expect(await chargedBy(ctx, zoe)).toEqual({ '4100': '2', '4200': '7' });
    expect(await shown(ctx, zoe)).toEqual({
      granted: '3.00',
      held: '0.00',
      consumed: '12.00',
      overage: '0.00',
      chargedToCostCenter: '9.00',
      movement: '3.00 + 0.00 − 3.00 = 0.00',
    });

    // A correction gives back to the cost center what it was charged.
    await report(ctx, [used(zoe, '1', { corrects: { id: event.id, source: event.source }, occurredAt: event.occurredAt })]);
    expect(await chargedBy(ctx, zoe)).toEqual({ '4100': '2', '4200': '4' });
  });

  it('is overage of the person where nobody says which cost center', async () => {
    const ctx = await employer();
    await handleOverage(ctx, 'CHARGE_COST_CENTER');
    const zoe = await hire(ctx);
    await capture(ctx, await hold(ctx, zoe, '5'), '5');
    await report(ctx, [used(zoe, '2')]);
    expect(await shown(ctx, zoe)).toMatchObject({ consumed: '7.00', overage: '7.00', chargedToCostCenter: '0.00' });
  });

  it('goes back where it was held when the employer changes its mind in between', async () => {
    const ctx = await employer();
    await handleOverage(ctx, 'CHARGE_COST_CENTER');
    const zoe = await hire(ctx);
    await worksFor(ctx, zoe, '4100');
    const held = await hold(ctx, zoe, '5');
    const other = await hold(ctx, zoe, '2');
    await handleOverage(ctx, 'BLOCK');
    expect(await codeOf(authorize(ctx, zoe, '1'))).toBe('INSUFFICIENT_BALANCE');
    await release(ctx, other);
    await capture(ctx, held, '6');
    expect(await chargedBy(ctx, zoe)).toEqual({ '4100': '5' });
    expect(await shown(ctx, zoe)).toMatchObject({ consumed: '6.00', overage: '1.00', chargedToCostCenter: '5.00' });
  });

  it('is told in the history of the balance, and adds up after every posting', async () => {
    const ctx = await employer();
    await handleOverage(ctx, 'CHARGE_COST_CENTER');
    const zoe = await hire(ctx);
    await fund(ctx, zoe, { amount: '3' });
    await capture(ctx, await hold(ctx, zoe, '5'), '4');
    const center = await worksFor(ctx, zoe, '4100');
    await capture(ctx, await hold(ctx, zoe, '2'), '2');
    const amounts = ['granted', 'available', 'held', 'consumed', 'expired', 'revoked', 'overage', 'chargedToCostCenter'];
    const { data } = await ask<{
      balanceHistory: { nodes: Array<{ costCenterId: string | null; balance: Record<string, { amount: string }> }> };
    }>(
      request(ctx),
      `query ($id: ID!) { balanceHistory(employee: { id: $id }) { nodes { costCenterId balance { ${amounts.map((name) => `${name} { amount }`).join(' ')} } } } }`,
      { id: zoe },
    );
    const { nodes } = data.balanceHistory;
    // The last hold and its capture are charged to the cost center, and nothing before them.
    expect(nodes.map(({ costCenterId }) => costCenterId)).toEqual([...nodes.slice(2).map(() => null), center, center]);
    for (const { balance } of nodes) {
      const of = (name: string) => Number(balance[name]?.amount);
      expect(of('granted') + of('overage') + of('chargedToCostCenter')).toBe(
        of('available') + of('held') + of('consumed') + of('expired') + of('revoked'),
      );
    }
    expect(nodes.at(-1)?.balance).toMatchObject({
      consumed: { amount: '6.00' },
      overage: { amount: '1.00' },
      chargedToCostCenter: { amount: '2.00' },
    });
  });

  it('is handled as the settings say, which a settings change says in one of three words', async () => {
    const ctx = await employer();
    const change = (overage: string) =>
      ask<{ employerSettingsUpdate: { settings: { overage: string } | null } }>(
        request(ctx),
        `mutation { employerSettingsUpdate(input: { overage: ${overage} }) { settings { overage } userErrors { code } } }`,
      );
    expect((await change('CHARGE_COST_CENTER')).data.employerSettingsUpdate.settings).toEqual({ overage: 'CHARGE_COST_CENTER' });
    expect((await change('null')).data.employerSettingsUpdate).toEqual({ settings: null, userErrors: [{ code: 'VALIDATION' }] });
    expect((await change('BORROW_NEXT')).errors).not.toEqual([]);
  });
});

async function report(ctx: TenantCtx, events: readonly ReportedEvent[]) {
  const outcomes = await reportUsage(request(ctx), events);
  expect(outcomes.map(({ status }) => status)).toEqual(events.map(() => 'RECORDED'));
  return { outcomes };
}

/** What each cost center pays for a person. */
async function chargedBy(ctx: TenantCtx, employeeId: Id<'employee'>): Promise<Record<string, string>> {
  const rows = await inTransaction(ctx, (tx) =>
    tx.sql<{ code: string; amount: string }>(
      `select c.code, trim_scale(-a.overage)::text as amount from account a
         join cost_center c on c.employer_id = ${THIS_EMPLOYER} and c.id = a.cost_center_id
       where a.employer_id = ${THIS_EMPLOYER} and a.employee_id = $1 order by c.code`,
      [uuidOf(employeeId)],
    ),
  );
  return Object.fromEntries(rows.map(({ code, amount }) => [code, amount]));
}

const reason = 'To try it out';
const issue = (ctx: TenantCtx, employeeId: Id<'employee'>, more: Partial<GrantIssueInput> = {}): Promise<Id<'grant'>> =>
  issueByHand(request(ctx), {
    employee: { id: employeeId },
    kind: 'TRIAL',
    expiresAt: new Date('2026-12-01T00:00:00Z'),
    reason,
    idempotencyKey: newKey(),
    ...more,
  });
const trial = (ctx: TenantCtx, employeeId: Id<'employee'>, more: Partial<GrantIssueInput> = {}) =>
  issue(ctx, employeeId, { uncapped: true, currency: 'USD', ...more });
const bonus = (ctx: TenantCtx, employeeId: Id<'employee'>, amount: string) =>
  issue(ctx, employeeId, { kind: 'BONUS', amount: usd(amount) });
const revoke = (ctx: TenantCtx, grantId: string, cancelHolds?: boolean) =>
  revokeGrant(request(ctx), { grantId, reason, idempotencyKey: newKey(), ...(cancelHolds === undefined ? {} : { cancelHolds }) });

async function read(ctx: TenantCtx, grantId: Id<'grant'>): Promise<GrantNow> {
  const [grant] = await grantById.load(request(ctx), [grantId]);
  if (grant == null) throw new Error('the grant is there');
  return grant;
}

/** What was drawn of grants without a cap. */
async function drawn(ctx: TenantCtx, employeeId: Id<'employee'>): Promise<string> {
  const { granted } = await shown(ctx, employeeId);
  return granted ?? '';
}

/** The code of a refusal with the field it names, else `OK`. */
async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'OK';
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.path.slice(1).join('.')}`;
    throw error;
  }
}

describe('a grant without a cap', () => {
  it('holds, pays and gives back whatever it takes, and was granted just that', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    const grantId = await trial(ctx, zoe);
    expect(await read(ctx, grantId)).toMatchObject({
      kind: 'TRIAL',
      status: 'ACTIVE',
      uncapped: true,
      priority: 50,
      amount: { amount: '0.00' },
      available: { amount: '0.00' },
    });

    const { hold: held, decision } = await authorize(ctx, zoe, '250000');
    expect(decision).toMatchObject({ allowed: true, available: null, uncapped: true });
    expect(held?.fundings.map((part) => [part.grantId, part.held.amount])).toEqual([[grantId, '250000.00']]);
    expect(await booksOf(ctx, zoe)).toEqual({ held: '250000' });
    expect(await shown(ctx, zoe)).toMatchObject({ granted: '250000.00', movement: '0.00 + 250000.00 − 0.00 = 250000.00' });

    if (held === null) throw new Error('it is held');
    await capture(ctx, held, '100');
    expect(await capture(ctx, await hold(ctx, zoe, '1'), '50')).toMatchObject({ overage: { amount: '0.00' } });
    await release(ctx, await hold(ctx, zoe, '7'));
    expect(await booksOf(ctx, zoe)).toEqual({ consumed: '150' });
    expect(await shown(ctx, zoe)).toMatchObject({ granted: '150.00', overage: '0.00', movement: '0.00 + 150.00 − 150.00 = 0.00' });
  });

  it('pays at its place in the burn order: what comes before it pays first, what comes behind it keeps its money', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    const first = await issue(ctx, zoe, { amount: usd('3'), priority: 10 });
    const uncapped = await trial(ctx, zoe);
    const last = await bonus(ctx, zoe, '100');
    const { hold: held, decision } = await authorize(ctx, zoe, '5');
    expect(held?.fundings.map((part) => [part.grantId, part.held.amount])).toEqual([
      [first, '3.00'],
      [uncapped, '2.00'],
    ]);
    expect(decision).toMatchObject({ available: null, uncapped: true });
    await report(ctx, [used(zoe, '9')]);
    expect((await read(ctx, last)).available.amount).toBe('100.00');
    expect(await drawn(ctx, zoe)).toBe('114.00');
  });

  it('pays reported usage of its time, whenever it is reported, and takes back what is corrected', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    const grantId = await trial(ctx, zoe, { expiresAt: new Date('2026-11-03T00:00:00Z') });
    const capped = await bonus(ctx, zoe, '10');
    const within = used(zoe, '4', { occurredAt: new Date('2026-11-02T23:59:59.999Z') });
    const after = used(zoe, '6', { occurredAt: new Date('2026-11-03T00:00:00.000Z') });
    await advanceTestClock(request(ctx), { to: new Date('2026-11-05T09:00:00Z') });
    expect((await read(ctx, grantId)).status).toBe('EXPIRED');
    const { outcomes } = await report(ctx, [within, after]);
    expect(outcomes.map(({ overage }) => overage?.amount)).toEqual(['0.00', '0.00']);
    expect((await read(ctx, capped)).available.amount).toBe('4.00');
    expect(await drawn(ctx, zoe)).toBe('14.00');
    expect(await fundingsOf(ctx, outcomes[0]?.usageId)).toEqual([`${grantId} 4.00`]);

    await report(ctx, [{ ...used(zoe, '1'), occurredAt: within.occurredAt, corrects: { id: within.id, source: within.source } }]);
    expect(await drawn(ctx, zoe)).toBe('11.00');
    expect((await read(ctx, capped)).available.amount).toBe('4.00');
  });

  it('ends at its end: 23:59 is uncapped, 00:00 is capped, and nothing of it expires', async () => {
    const ctx = await employer({ timeZone: 'Asia/Kolkata', testNow: '2026-05-29T00:00:00.000Z' });
    const zoe = await hire(ctx);
    await trial(ctx, zoe, { expiresAt: new Date('2026-05-30T18:30:00Z') });
    await issue(ctx, zoe, { kind: 'BONUS', amount: usd('10'), expiresAt: new Date('2027-01-01T00:00:00Z') });
    const held = await hold(ctx, zoe, '500', { ttlSeconds: 86_400 });
    await passTime(ctx, '2026-05-30T18:29:59.000Z');
    expect((await authorize(ctx, zoe, '70')).decision).toMatchObject({ allowed: true, uncapped: true });
    await advanceTestClock(request(ctx), { to: new Date('2026-05-30T18:30:00Z') });
    expect((await authorize(ctx, zoe, '70')).decision).toMatchObject({
      reasonCode: 'INSUFFICIENT_BALANCE',
      uncapped: false,
      available: { amount: '10.00' },
    });
    expect(await refusalOf(capture(ctx, held, '200'))).toBe('HOLD_EXPIRED holdId');
    expect(await booksOf(ctx, zoe)).toEqual({ available: '10', held: '70' });
    expect(await drawn(ctx, zoe)).toBe('80.00');
  });

  it('ends when the person leaves, or it is revoked; what it holds is honored, and goes back where it came from', async () => {
    const ctx = await employer();
    const [zoe, ben] = [await hire(ctx), await hire(ctx)];
    const grantId = await trial(ctx, zoe);
    const held = await hold(ctx, zoe, '30');
    await revoke(ctx, grantId);
    expect(await codeOf(authorize(ctx, zoe, '1'))).toBe('INSUFFICIENT_BALANCE');
    await capture(ctx, held, '12');
    expect((await read(ctx, grantId)).status).toBe('REVOKED');
    expect(await booksOf(ctx, zoe)).toEqual({ consumed: '12' });

    await trial(ctx, ben);
    await hold(ctx, ben, '30');
    await terminateEmployee(request(ctx), {
      employee: { id: ben },
      terminatedOn: '2026-11-02',
      reason: 'OTHER',
      idempotencyKey: newKey(),
    });
    expect(await codeOf(authorize(ctx, ben, '1'))).toBe('INVALID_TRANSITION');
    expect(await booksOf(ctx, ben)).toEqual({});
  });

  it('pays only for what it is for, and obeys HARD limits', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await trial(ctx, zoe, { filters: { models: ['claude-haiku*'] } });
    const opus = { provider: 'anthropic', model: 'claude-opus-4-5' };
    expect((await authorize(ctx, zoe, '1', opus)).decision).toMatchObject({
      reasonCode: 'MODEL_NOT_ALLOWED',
      allowedModels: ['claude-haiku*'],
      uncapped: false,
    });
    const unknown = await authorize(ctx, zoe, '1', { provider: 'anthropic', model: 'claude-of-tomorrow' });
    expect(unknown.decision).toMatchObject({ reasonCode: 'UNKNOWN_MODEL', allowedModels: [] });
    expect(await codeOf(authorize(ctx, zoe, '1'))).toBe('MODEL_NOT_ALLOWED');
    await setLimit(request(ctx), { scope: 'PERSON', window: 'DAY', mode: 'HARD', currency: 'USD', amount: '20' });
    const haiku = { provider: 'anthropic', model: 'claude-haiku-4-5' };
    expect(await codeOf(authorize(ctx, zoe, '15', haiku))).toBe(null);
    expect(await codeOf(authorize(ctx, zoe, '15', haiku))).toBe('LIMIT_EXCEEDED');
  });

  it('never overspends a limit, and keeps its books, when many spend at once', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    await trial(ctx, zoe);
    await setLimit(request(ctx), { scope: 'PERSON', window: 'DAY', mode: 'HARD', currency: 'USD', amount: '20' });
    const codes = await Promise.all(Array.from({ length: 12 }, () => codeOf(authorize(ctx, zoe, '5'))));
    expect(codes.filter((code) => code === null)).toHaveLength(4);
    expect(await booksOf(ctx, zoe)).toEqual({ held: '20' });
  });

  it('is refused with a code that says why', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    const grantId = await trial(ctx, zoe);
    const stipend = { id: (await read(ctx, grantId)).stipendId };
    expect({
      notTrial: await refusalOf(trial(ctx, zoe, { kind: 'BONUS' })),
      both: await refusalOf(trial(ctx, zoe, { amount: usd('5') })),
      neither: await refusalOf(issue(ctx, zoe)),
      noCurrency: await refusalOf(issue(ctx, zoe, { uncapped: true })),
      currencyTwice: await refusalOf(issue(ctx, zoe, { amount: usd('5'), currency: 'USD' })),
      zero: await refusalOf(issue(ctx, zoe, { amount: usd('0') })),
      otherCurrency: await refusalOf(trial(ctx, zoe, { currency: 'EUR', stipend })),
      adjusted: await refusalOf(adjustGrant(request(ctx), { grantId, delta: usd('5'), reason, idempotencyKey: newKey() })),
      extended: await refusalOf(
        extendGrant(request(ctx), { grantId, expiresAt: new Date('2026-11-20T00:00:00Z'), reason, idempotencyKey: newKey() }),
      ),
    }).toEqual({
      notTrial: 'VALIDATION uncapped',
      both: 'VALIDATION amount',
      neither: 'VALIDATION amount',
      noCurrency: 'VALIDATION currency',
      currencyTwice: 'VALIDATION currency',
      zero: 'VALIDATION amount.amount',
      otherCurrency: 'CURRENCY_MISMATCH currency',
      adjusted: 'VALIDATION grantId',
      extended: 'OK',
    });
    expect(await booksOf(ctx, zoe)).toEqual({});
  });
});

/** The parts of a charge, each with its grant. */
async function fundingsOf(ctx: TenantCtx, usageId: string | null | undefined): Promise<string[]> {
  const { data } = await ask<{ node: { charge: { fundings: Array<{ grantId: string | null; amount: { amount: string } }> } } }>(
    request(ctx),
    'query ($id: ID!) { node(id: $id) { ... on UsageEvent { charge { fundings { grantId amount { amount } } } } } }',
    { id: usageId },
  );
  return data.node.charge.fundings.map(({ grantId, amount }) => `${grantId ?? 'overage'} ${amount.amount}`);
}

describe('revoking a grant', () => {
  it('releases the open holds it stands for when it is told to, each with its event, in one step', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    const small = await issue(ctx, zoe, { kind: 'BONUS', amount: usd('10'), priority: 100 });
    const large = await bonus(ctx, zoe, '100');
    const captured = await hold(ctx, zoe, '2');
    const alone = await hold(ctx, zoe, '5');
    const both = await hold(ctx, zoe, '8');
    const other = await hold(ctx, zoe, '20');
    const overdue = await hold(ctx, zoe, '1', { ttlSeconds: 60 });
    await capture(ctx, captured, '2');
    await passTime(ctx, '2026-11-02T09:02:00.000Z');

    await revoke(ctx, small, true);
    expect(await statusesOf(ctx, [captured, alone, both, other, overdue])).toEqual([
      'CAPTURED',
      'RELEASED',
      'RELEASED',
      'AUTHORIZED',
      'EXPIRED',
    ]);
    expect(await toldOf(ctx, 'hold.released')).toEqual([alone.id, both.id].sort());
    expect(await toldOf(ctx, 'hold.expired')).toEqual([overdue.id]);
    // 10 less 2 used is taken back; the other grant has what it had, less what it holds.
    expect((await read(ctx, large)).available.amount).toBe('80.00');
    expect(await booksOf(ctx, zoe)).toEqual({ available: '80', held: '20', consumed: '2' });
    expect(await refusalOf(capture(ctx, alone, '5'))).toBe('HOLD_RESOLVED holdId');

    await revoke(ctx, small, true);
    expect(await toldOf(ctx, 'hold.released')).toHaveLength(2);
  });

  it('honors them when it is told nothing, or no', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    for (const cancelHolds of [undefined, false]) {
      const grantId = await bonus(ctx, zoe, '10');
      const held = await hold(ctx, zoe, '4');
      await revoke(ctx, grantId, cancelHolds);
      expect(await statusesOf(ctx, [held])).toEqual(['AUTHORIZED']);
      expect(await capture(ctx, held, '4')).toMatchObject({ status: 'CAPTURED', overage: { amount: '0.00' } });
    }
    expect(await booksOf(ctx, zoe)).toEqual({ consumed: '8' });
  });

  it('releases what a grant without a cap holds, too, and leaves a hold that is captured at the same time resolved once', async () => {
    const ctx = await employer();
    const zoe = await hire(ctx);
    const grantId = await trial(ctx, zoe);
    const holds = [await hold(ctx, zoe, '5'), await hold(ctx, zoe, '6')];
    const outcomes = await Promise.all([...holds.map((held) => refusalOf(capture(ctx, held, '5'))), refusalOf(revoke(ctx, grantId, true))]);
    const statuses = await statusesOf(ctx, holds);
    expect(outcomes.slice(0, 2)).toEqual(statuses.map((status) => (status === 'CAPTURED' ? 'OK' : 'HOLD_RESOLVED holdId')));
    const used = 5 * statuses.filter((status) => status === 'CAPTURED').length;
    expect(await drawn(ctx, zoe)).toBe(`${used}.00`);
  });
});

async function statusesOf(ctx: TenantCtx, holds: readonly Hold[]): Promise<string[]> {
  const rows = await inTransaction(ctx, (tx) =>
    tx.sql<{ id: string; status: string }>(`select id, status from hold where employer_id = ${THIS_EMPLOYER} and id = any($1::uuid[])`, [
      holds.map(({ id }) => uuidOf(id)),
    ]),
  );
  return holds.map(({ id }) => rows.find((row) => row.id === uuidOf(id))?.status ?? '');
}

/** The holds an event tells of, in order. */
async function toldOf(ctx: TenantCtx, type: string): Promise<string[]> {
  const rows = await inTransaction(ctx, (tx) =>
    tx.sql<{ subject_id: string }>(`select subject_id from outbox_event where employer_id = ${THIS_EMPLOYER} and type = $1`, [type]),
  );
  return rows.map((row) => idOf('hold', row.subject_id)).sort();
}
