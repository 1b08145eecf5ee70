import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { modules } from '../../src/app.js';
import { type Id, newId, uuidOf } from '../../src/kernel/ids.js';
import { decimalOf } from '../../src/kernel/money.js';
import type { OverageHandling } from '../../src/modules/access/employer-settings.entity.js';
import { decideFunding, type FundableGrant, isInForce } from '../../src/modules/ledger/funding.rules.js';
import { authorizeSpend } from '../../src/modules/spending/authorize-spend.js';
import { expireDueHolds } from '../../src/modules/spending/hold-expiry.js';
import { setLimit } from '../../src/modules/spending/limit-set.js';
import {
  isShared,
  type LimitKind,
  type LimitMode,
  type LimitScope,
  type LimitTerms,
  type LimitUnit,
  type LimitWindow,
} from '../../src/modules/spending/limits.rules.js';
import { captureSpend, releaseSpend } from '../../src/modules/spending/resolve-spend.js';
import { reportUsage } from '../../src/modules/usage/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { type Calendar, decideSpend, type SpendSituation, windowAt } from '../model/spend.model.js';
import { testDatabase, testEmployer } from '../support/database.js';
import { booksOf, fund, handleOverage, hire, openHome, openPace, passTime } from '../support/spending.js';

const zones = [
  'UTC',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Apia',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Beirut',
  'America/Los_Angeles',
  'Australia/Lord_Howe',
];
const windows: LimitWindow[] = ['HOUR', 'DAY', 'WEEK', 'MONTH', 'PERIOD', 'LIFETIME'];
const weekStarts: Array<Calendar['weekStart']> = ['MONDAY', 'WEDNESDAY', 'SATURDAY', 'SUNDAY'];
/** Periods of a week or two; before, after and in a gap between them none is known. */
const payPeriods = [
  { start: '2026-10-18', end: '2026-11-01' },
  { start: '2026-11-01', end: '2026-11-08' },
  { start: '2026-11-10', end: '2026-11-15' },
  { start: '2026-11-15', end: '2026-11-22' },
];
const START = Date.parse('2026-10-31T03:00:00.000Z');

describe('the windows of limits', () => {
  it('begin and end at the same instants in SQL and in the rules', async () => {
    const weekStart = 'SUNDAY';
    const ctx = await testEmployer();
    await openCalendar(ctx, weekStart);
    const instants = fc.date({ min: new Date('2019-01-01T00:00:00Z'), max: new Date('2031-01-01T00:00:00Z'), noInvalidDate: true });
    const near = fc.date({ min: new Date('2026-10-01T00:00:00Z'), max: new Date('2026-11-25T00:00:00Z'), noInvalidDate: true });
    const samples = fc.sample(fc.tuple(fc.constantFrom(...windows), fc.oneof(instants, near), fc.constantFrom(...zones)), 3_000);
    const rows = await inTransaction(ctx, (tx) =>
      tx.sql<{ starts: Date; ends: Date | null }>(
        `select w.starts, w.ends from unnest($1::text[], $2::timestamptz[], $3::text[]) with ordinality as s (kind, at, zone, place)
         cross join lateral calendar_window(${THIS_EMPLOYER}, s.kind, s.at, s.zone) as w order by s.place`,
        [samples.map(([kind]) => kind), samples.map(([, at]) => at), samples.map(([, , zone]) => zone)],
      ),
    );
    const expected = samples.map(([kind, at, zone]) => windowAt(kind, at, zone, { weekStart, payPeriods }));
    const differing = samples.flatMap((sample, index) => {
      const [row, rule] = [rows[index], expected[index]];
      const same = row?.starts.getTime() === rule?.start.getTime() && (row?.ends ?? null)?.getTime() === rule?.end?.getTime();
      return same ? [] : [{ sample, row, rule }];
    });
    expect(differing.slice(0, 3)).toEqual([]);
  });

  it('follow each other without an overlap or a gap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...windows.filter((window) => window !== 'LIFETIME')),
        fc.date({ min: new Date('2025-01-01T00:00:00Z'), max: new Date('2028-01-01T00:00:00Z'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (window, at, zone) => {
          const of = (instant: Date) => windowAt(window, instant, zone, { weekStart: 'SUNDAY', payPeriods });
          const { start, end } = of(at);
          if (end === null) throw new Error('it ends');
          expect([of(start), of(new Date(end.getTime() - 1))]).toEqual([
            { start, end },
            { start, end },
          ]);
          expect(of(end).start).toEqual(end);
          expect(of(new Date(start.getTime() - 1)).end).toEqual(start);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

interface ModelHold {
  readonly id: string;
  readonly units: bigint;
  readonly tokens: bigint | null;
  readonly slices: ReadonlyArray<{ readonly grantId: string; readonly units: bigint }>;
  readonly authorizedAt: number;
  readonly expiresAt: number;
  readonly tool: string | null;
  readonly model: string | null;
  status: 'AUTHORIZED' | 'CAPTURED' | 'GONE';
  captured: bigint;
  capturedTokens: bigint | null;
  resolvedAt: number;
}

type ModelLimit = LimitTerms & { readonly tool: string | null; readonly model: string | null; readonly personal: boolean };

const cents = (units: bigint): string => decimalOf(units);
const amounts = fc.integer({ min: 1, max: 4_000 }).map((n) => BigInt(n) * 5_000_000_000n);
const overages = fc.constantFrom<OverageHandling>('BLOCK', 'BLOCK', 'ALLOW_RECORD', 'CHARGE_COST_CENTER');
const tools = fc.constantFrom('editor', 'terminal', null);
const models = fc.constantFrom('claude-haiku-4-5', 'claude-sonnet-4-5', null);

const grants = fc.array(
  fc.record({
    units: amounts.map((units) => units * 3n),
    priority: fc.integer({ min: 1, max: 2 }),
    startsAfterHours: fc.constantFrom(-48, -1, 20),
    lastsHours: fc.constantFrom(null, 30, 72, 500),
    uncapped: fc.constantFrom(false, false, false, false, false, true),
    providers: fc.constantFrom(null, null, null, ['anth*', 'openai'], ['openai']),
    models: fc.constantFrom(null, null, ['claude-haiku*'], ['claude-sonnet-4-5']),
    tools: fc.constantFrom(null, null, null, ['editor']),
    account: fc.integer({ min: 0, max: 1 }),
  }),
  { minLength: 1, maxLength: 5 },
);
const limits = fc.uniqueArray(
  fc
    .record({
      scope: fc.constantFrom<LimitScope>('PERSON', 'PERSON', 'TOOL', 'MODEL', 'COST_CENTER', 'DEPARTMENT', 'EMPLOYER'),
      window: fc.constantFrom(...windows),
      mode: fc.constantFrom<LimitMode>('HARD', 'HARD', 'SOFT', 'OBSERVE'),
      units: fc.option(amounts, { freq: 5 }),
      inTokens: fc.boolean(),
      breaker: fc.constantFrom('none', 'none', 'amount', 'multiple'),
      personal: fc.boolean(),
    })
    .map((limit) => ({
      ...limit,
      personal: limit.personal && !isShared(limit.scope),
      breaker: limit.scope === 'PERSON' && limit.mode === 'HARD' && !limit.inTokens && limit.window !== 'LIFETIME' ? limit.breaker : 'none',
    })),
  {
    maxLength: 6,
    selector: ({ scope, window, personal, inTokens, breaker }) => `${scope} ${window} ${personal} ${inTokens} ${breaker === 'none'}`,
  },
);
const steps = fc.array(
  fc.record({
    waitMinutes: fc.constantFrom(0, 0, 1, 30, 400, 1_300, 5_000),
    units: amounts,
    tokens: fc.option(fc.bigInt({ min: 1n, max: 4_000n }), { freq: 4 }),
    tool: tools,
    model: models,
    after: fc.constantFrom('keep', 'release', 'half', 'all', 'more', 'keep', 'report'),
    ttlSeconds: fc.constantFrom(60, 3_600, 86_400),
  }),
  { minLength: 4, maxLength: 12 },
);

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

/** What a hold holds beyond the grants. */
function uncoveredOf({ units, slices }: ModelHold): bigint {
  return slices.reduce((left, slice) => left - slice.units, units);
}

/** A person as the rules see one; the history is kept in memory. */
class Model {
  readonly holds: ModelHold[] = [];
  overage = 0n;
  constructor(
    readonly grants: FundableGrant[],
    readonly limits: readonly ModelLimit[],
    readonly zone: string,
    readonly allowsOverage: boolean,
    readonly calendar: Calendar,
    readonly annualUnits: bigint | null,
  ) {}

  /** The breakers that have tripped, and in which window. */
  readonly tripped = new Map<string, number>();

  change(grantId: string, units: bigint): void {
    const index = this.grants.findIndex(({ id }) => id === grantId);
    const grant = this.grants[index];
    if (grant !== undefined && grant.uncapped !== true) this.grants[index] = { ...grant, availableUnits: grant.availableUnits + units };
  }

  giveBack(grantId: string, units: bigint, now: number): void {
    const grant = this.grants.find(({ id }) => id === grantId);
    if (grant !== undefined && (grant.expiresAt === null || grant.expiresAt.getTime() > now)) this.change(grantId, units);
  }

  resolve(hold: ModelHold, captured: bigint, now: number, capturedTokens: bigint | null = null): void {
    let left = captured;
    for (const { grantId, units } of hold.slices) {
      const taken = lesser(left, units);
      left -= taken;
      if (taken < units) this.giveBack(grantId, units - taken, now);
    }
    const heldBeyond = lesser(left, uncoveredOf(hold));
    this.overage += heldBeyond;
    left -= heldBeyond;
    const use = { provider: hold.model === null ? null : 'anthropic', model: hold.model, tool: hold.tool };
    const beyond = decideFunding(this.grants, left, new Date(now), use);
    for (const { grantId, units } of beyond.slices) this.change(grantId, -units);
    this.overage += beyond.uncovered;
    Object.assign(hold, { status: captured > 0n ? 'CAPTURED' : 'GONE', captured, capturedTokens, resolvedAt: now });
  }

  /** What is used or held beyond the grants. */
  uncovered(): bigint {
    return this.holds.reduce((sum, hold) => (hold.status === 'AUTHORIZED' ? sum + uncoveredOf(hold) : sum), this.overage);
  }

  expire(now: number): void {
    for (const hold of this.holds) if (hold.status === 'AUTHORIZED' && hold.expiresAt <= now) this.resolve(hold, 0n, now);
  }

  startOf(limit: ModelLimit, now: number): number {
    return windowAt(limit.window, new Date(now), this.zone, this.calendar).start.getTime();
  }

  used(limit: ModelLimit, now: number): bigint {
    const start = this.startOf(limit, now);
    return this.holds
      .filter(({ tool, model }) => (limit.tool === null || tool === limit.tool) && (limit.model === null || model === limit.model))
      .reduce((sum, hold) => {
        if (hold.status === 'GONE') return sum;
        const asked = limit.unit === 'MONEY' ? hold.units : (hold.tokens ?? 0n);
        const captured = limit.unit === 'MONEY' ? hold.captured : (hold.capturedTokens ?? asked);
        const counted = hold.status === 'CAPTURED' ? captured : asked;
        if (hold.authorizedAt >= start) {
          return sum + counted;
        }
        const beyond = captured > asked ? captured - asked : 0n;
        return hold.status === 'CAPTURED' && hold.resolvedAt >= start ? sum + beyond : sum;
      }, 0n);
  }

  applying(tool: string | null, model: string | null): ModelLimit[] {
    const matching = this.limits.filter(
      (limit) => (limit.tool === null || limit.tool === tool) && (limit.model === null || limit.model === model),
    );
    return matching.filter(
      (limit) =>
        limit.personal ||
        !matching.some(
          (other) =>
            other.personal &&
            other.scope === limit.scope &&
            other.window === limit.window &&
            other.unit === limit.unit &&
            other.kind === limit.kind,
        ),
    );
  }
}

describe('a decision to spend', () => {
  it('is the same in SQL and in the rules, over random histories of grants, limits, holds and time', async () => {
    await fc.assert(
      fc.asyncProperty(
        grants,
        limits,
        steps,
        surroundings,
        overages,
        async (wantedGrants, wantedLimits, history, { timeZone, weekStart, annual }, overage) => {
          const ctx = await testEmployer({ timeZone, testNow: new Date(START).toISOString() });
          await handleOverage(ctx, overage);
          await openCalendar(ctx, weekStart);
          const { costCenterId, departmentId, externalId } = await openHome(ctx, 'R&D');
          const employeeId = await hire(ctx, { costCenterId, departmentId });
          if (annual !== null) await openPace(ctx, employeeId, decimalOf(annual));
          const model = new Model(
            await openGrants(ctx, employeeId, wantedGrants),
            await openLimits(ctx, employeeId, wantedLimits, externalId),
            timeZone,
            overage !== 'BLOCK',
            { weekStart, payPeriods },
            annual,
          );
          let now = START;
          for (const [index, step] of history.entries()) {
            now += step.waitMinutes * 60_000;
            await passTime(ctx, new Date(now).toISOString());
            model.expire(now);
            await playStep(ctx, employeeId, model, step, now, index);
          }
          const { platform } = await testDatabase();
          expect(await verify(platform, modules, [ctx.employerId])).toEqual([]);
          expect((await booksOf(ctx, employeeId)).overage ?? '0').toBe(decimalOf(-model.uncovered()));
        },
      ),
      { numRuns: Number(process.env.LAW_RUNS ?? 25) },
    );
  }, 120_000);
});

/** Weeks and pay periods begin where the payroll system says. */
function openCalendar(ctx: TenantCtx, weekStart: Calendar['weekStart']): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    await tx.sql(`update employer_settings set week_start = $1 where employer_id = ${THIS_EMPLOYER}`, [weekStart]);
    for (const { start, end } of payPeriods) {
      await tx.sql(
        `insert into pay_period (employer_id, id, external_id, start_date, end_date, created_at) values (${THIS_EMPLOYER}, gen_random_uuid(), $1::text, $1::date, $2, now())`,
        [start, end],
      );
    }
  });
}

const surroundings = fc.record({
  timeZone: fc.constantFrom(...zones),
  weekStart: fc.constantFrom(...weekStarts),
  annual: fc.option(amounts.map((units) => units * 40n + 1n)),
});

type Step = typeof steps extends fc.Arbitrary<Array<infer S>> ? S : never;

function situationOf(
  model: Model,
  step: Pick<Step, 'units' | 'tokens' | 'tool'> & { readonly model: string | null },
  now: number,
): SpendSituation {
  return {
    at: new Date(now),
    amountUnits: step.units,
    tokens: step.tokens,
    use: { provider: step.model === null ? null : 'anthropic', model: step.model, tool: step.tool },
    modelUnknown: false,
    terminatedAt: null,
    hasCurrency: true,
    hasAccount: true,
    grants: model.grants,
    allowsOverage: model.allowsOverage,
    limits: model.applying(step.tool, step.model).map((limit) => ({
      ...limit,
      usedUnits: model.used(limit, now),
      reservedUnits: 0n,
      tripped: model.tripped.get(limit.id) === model.startOf(limit, now),
    })),
    annualUnits: model.annualUnits,
    zone: model.zone,
    calendar: model.calendar,
  };
}

async function playStep(ctx: TenantCtx, employeeId: Id<'employee'>, model: Model, step: Step, now: number, index: number): Promise<void> {
  if (step.after === 'report') return report(ctx, employeeId, model, step, now, index);
  const provider = step.model === null ? null : 'anthropic';
  const ruling = decideSpend(situationOf(model, step, now));
  const counts = ruling.code === null || ruling.code === 'LIMIT_EXCEEDED' || ruling.code === 'CIRCUIT_BROKEN';
  for (const { id, kind, exceeded, windowStart } of ruling.levels) {
    if (counts && kind === 'CIRCUIT_BREAKER' && exceeded) model.tripped.set(id, windowStart.getTime());
  }
  const { hold, decision, refusal } = await authorizeSpend(ctx, {
    employee: { id: employeeId },
    amount: { amount: cents(step.units), currency: 'USD' },
    tokens: step.tokens,
    provider,
    model: step.model,
    tool: step.tool,
    ttlSeconds: step.ttlSeconds,
    idempotencyKey: `step-${index}`,
  });

  const allowed = ruling.code === null;
  expect({
    code: decision.reasonCode === 'VALIDATION' ? 'TOKENS_MISSING' : decision.reasonCode,
    available: decision.available?.units ?? null,
    uncapped: decision.uncapped,
    allowed: [decision.allowedProviders, decision.allowedModels, decision.allowedTools],
    notAllowed: decision.reasonCode === 'MODEL_NOT_ALLOWED' ? refusal?.path : null,
    levels: decision.levels.map(({ limitId, exceeded, amount, tokens, used, usedTokens, resetsAt }) => ({
      limitId,
      exceeded,
      amount: amount?.units ?? tokens,
      used: used?.units ?? usedTokens,
      resetsAt,
    })),
    slices: hold?.fundings.map(({ grantId, held }) => ({ grantId, units: held.units })) ?? null,
  }).toEqual({
    code: ruling.code,
    available: ruling.availableUnits,
    uncapped: ruling.availableUnits === null,
    allowed: [ruling.closest?.providers ?? [], ruling.closest?.models ?? [], ruling.closest?.tools ?? []],
    notAllowed: ruling.code === 'MODEL_NOT_ALLOWED' ? ['input', ruling.closest?.field] : null,
    levels: ruling.levels.map(({ id, unit, exceeded, amountUnits, usedUnits, resetsAt }) => ({
      limitId: id,
      exceeded,
      amount: amountUnits,
      used: allowed ? usedUnits + (unit === 'MONEY' ? step.units : (step.tokens ?? 0n)) : usedUnits,
      resetsAt,
    })),
    slices: allowed ? [...ruling.slices, ...(ruling.overageUnits > 0n ? [{ grantId: null, units: ruling.overageUnits }] : [])] : null,
  });
  if (hold === null) return;

  for (const { grantId, units } of ruling.slices) model.change(grantId, -units);
  const expiresAt = now + step.ttlSeconds * 1_000;
  const kept: ModelHold = {
    id: hold.id,
    units: step.units,
    tokens: step.tokens,
    slices: ruling.slices,
    authorizedAt: now,
    expiresAt,
    tool: step.tool,
    model: step.model,
    status: 'AUTHORIZED',
    captured: 0n,
    capturedTokens: null,
    resolvedAt: 0,
  };
  model.holds.push(kept);
  await resolveOne(ctx, model, step.after, now, index);
}

const tokensPerDollar: Readonly<Record<string, bigint>> = { 'claude-haiku-4-5': 1_000_000n, 'claude-opus-4-5': 200_000n };

/** Reports usage of so much: it is recorded whatever limits say, and trips the breakers that it passes. */
async function report(ctx: TenantCtx, employeeId: Id<'employee'>, model: Model, step: Step, now: number, index: number): Promise<void> {
  const used = step.model === 'claude-haiku-4-5' ? step.model : 'claude-opus-4-5';
  const tokens = (step.units * (tokensPerDollar[used] ?? 0n)) / 10n ** 10n;
  const counts = [{ usageClass: 'INPUT' as const, count: tokens }];
  const at = new Date(now);
  const event = {
    id: `step-${index}`,
    source: 'law',
    employee: { id: employeeId },
    provider: 'anthropic',
    model: used,
    occurredAt: at,
    counts,
  };
  // Usage lets no hold go by itself; the job does.
  await expireDueHolds(ctx);
  expect(await reportUsage(ctx, [event])).toMatchObject([{ status: 'RECORDED', cost: { units: step.units } }]);

  const { slices, uncovered } = decideFunding(model.grants, step.units, at, { provider: 'anthropic', model: used, tool: null });
  for (const { grantId, units } of slices) model.change(grantId, -units);
  model.overage += uncovered;
  const kept = { id: event.id, units: step.units, tokens, slices, authorizedAt: now, expiresAt: now, tool: null, model: used };
  model.holds.push({ ...kept, status: 'CAPTURED', captured: step.units, capturedTokens: null, resolvedAt: now });
  for (const { id, kind, exceeded, windowStart } of decideSpend(situationOf(model, { units: 0n, tokens: 0n, tool: null, model: used }, now))
    .levels) {
    if (kind === 'CIRCUIT_BREAKER' && exceeded) model.tripped.set(id, windowStart.getTime());
  }
}

/** Resolves the oldest open hold, so that some are captured in a later window than they were authorized in. */
async function resolveOne(ctx: TenantCtx, model: Model, how: Step['after'], now: number, index: number): Promise<void> {
  const hold = model.holds.find(({ status }) => status === 'AUTHORIZED');
  if (hold === undefined || how === 'keep') return;
  const idempotencyKey = `resolve-${index}`;
  if (how === 'release') {
    await releaseSpend(ctx, { holdId: hold.id, idempotencyKey });
    return model.resolve(hold, 0n, now);
  }
  const captured = how === 'half' ? hold.units / 2n : how === 'all' ? hold.units : hold.units * 2n;
  const tokens = how === 'all' || hold.tokens === null ? null : how === 'half' ? hold.tokens / 2n : hold.tokens * 2n;
  await captureSpend(ctx, { holdId: hold.id, amount: { amount: cents(captured), currency: 'USD' }, tokens, idempotencyKey });
  model.resolve(hold, captured, now, tokens);
}

async function openGrants(ctx: TenantCtx, employeeId: Id<'employee'>, wanted: readonly WantedGrant[]) {
  const accounts = [newId('stipend'), newId('stipend')];
  const opened: FundableGrant[] = [];
  for (const grant of wanted) {
    const effectiveAt = new Date(START + grant.startsAfterHours * 3_600_000);
    const expiresAt = grant.lastsHours === null ? null : new Date(effectiveAt.getTime() + grant.lastsHours * 3_600_000);
    const id = await fund(ctx, employeeId, {
      ...(grant.uncapped ? {} : { amount: decimalOf(grant.units) }),
      priority: grant.priority,
      effectiveAt: effectiveAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
      stipendId: accounts[grant.account] ?? newId('stipend'),
    });
    await inTransaction(ctx, (tx) =>
      tx.sql(`update grant_account set models = $2, tools = $3, providers = $4 where employer_id = ${THIS_EMPLOYER} and grant_id = $1`, [
        uuidOf(id),
        grant.models,
        grant.tools,
        grant.providers,
      ]),
    );
    opened.push({
      id,
      priority: grant.priority,
      effectiveAt,
      expiresAt,
      createdAt: new Date(START),
      filters: { providers: grant.providers, models: grant.models, tools: grant.tools },
      uncapped: grant.uncapped,
      availableUnits: grant.uncapped ? 0n : grant.units,
    });
  }
  expect(opened.every((grant) => isInForce(grant, grant.effectiveAt))).toBe(true);
  return opened;
}

type WantedGrant = typeof grants extends fc.Arbitrary<Array<infer G>> ? G : never;
type WantedLimit = typeof limits extends fc.Arbitrary<Array<infer L>> ? L : never;

const MULTIPLE = 5n;

async function openLimits(ctx: TenantCtx, employeeId: Id<'employee'>, wanted: readonly WantedLimit[], home: string): Promise<ModelLimit[]> {
  const opened: ModelLimit[] = [];
  for (const { scope, window, mode, units, inTokens, breaker, personal } of wanted) {
    const tool = scope === 'TOOL' ? 'editor' : null;
    const model = scope === 'MODEL' ? 'claude-haiku-4-5' : null;
    const kind: LimitKind = breaker === 'none' ? 'LIMIT' : 'CIRCUIT_BREAKER';
    const unit: LimitUnit = inTokens ? 'TOKENS' : 'MONEY';
    const amountUnits = breaker === 'multiple' || units === null ? null : inTokens ? units / 5_000_000_000n : units;
    const id = await setLimit(ctx, {
      kind,
      scope,
      window,
      mode,
      ...(inTokens
        ? { tokens: amountUnits }
        : {
            currency: 'USD',
            amount: amountUnits === null ? null : decimalOf(amountUnits),
            velocityMultiple: breaker === 'multiple' ? `${MULTIPLE}` : null,
          }),
      tool,
      model,
      provider: model === null ? null : 'anthropic',
      employee: personal ? { id: employeeId } : null,
      costCenter: scope === 'COST_CENTER' ? { externalId: home } : null,
      department: scope === 'DEPARTMENT' ? { externalId: home } : null,
    });
    const multipleUnits = breaker === 'multiple' ? MULTIPLE * 10n ** 10n : null;
    opened.push({ id, kind, unit, scope, window, mode, amountUnits, multipleUnits, tool, model, personal });
  }
  return opened;
}
