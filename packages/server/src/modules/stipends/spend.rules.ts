import { dateIn, type LocalDate, plusDays, plusMonths, startOfDay, type TimeZone } from '../../kernel/period.js';
import { canPay, decideFunding, type FundableGrant, type FundingSlice, paysFor, type Use } from './stipends.rules.js';

export type LimitScope = 'PERSON' | 'TOOL' | 'MODEL';
export type LimitWindow = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH' | 'LIFETIME';
export type LimitMode = 'HARD' | 'SOFT' | 'OBSERVE';

/** A limit as it counts for one person. */
export interface LimitTerms {
  readonly id: string;
  readonly scope: LimitScope;
  readonly window: LimitWindow;
  readonly mode: LimitMode;
  /** In 10⁻¹⁰ units; null is no limit, zero allows nothing. */
  readonly amountUnits: bigint | null;
}

/** How far a limit is used up, before the spend that is decided. */
export interface LimitLevel extends LimitTerms {
  readonly amountUnits: bigint;
  readonly usedUnits: bigint;
  /** The spend does not fit into what is left. */
  readonly exceeded: boolean;
  readonly windowStart: Date;
  /** Null for a lifetime. */
  readonly resetsAt: Date | null;
}

export type SpendCode =
  | 'NOT_FOUND'
  | 'TERMINATED'
  | 'UNKNOWN_MODEL'
  | 'CURRENCY_MISMATCH'
  | 'MODEL_NOT_ALLOWED'
  | 'LIMIT_EXCEEDED'
  | 'INSUFFICIENT_BALANCE';

/** What a decision looks at: one person, one currency. */
export interface SpendSituation {
  readonly at: Date;
  readonly amountUnits: bigint;
  readonly use: Use;
  /** The model as the price list names it is unknown. */
  readonly modelUnknown: boolean;
  /** The first instant without employment; null while none is set. */
  readonly terminatedAt: Date | null;
  /** Whether the person has an account in this currency, and in any. */
  readonly hasCurrency: boolean;
  readonly hasAccount: boolean;
  readonly grants: readonly FundableGrant[];
  /** Whether the employer allows what no grant covers; then it is held as overage. */
  readonly allowsOverage: boolean;
  /** The limits that apply, with what was spent since each window began. */
  readonly limits: ReadonlyArray<LimitTerms & { readonly usedUnits: bigint }>;
  /** The employer's. */
  readonly zone: TimeZone;
}

export interface SpendRuling {
  /** Null: allowed. */
  readonly code: SpendCode | null;
  /** What the grants that pay for the use have; null where one of them has no cap. */
  readonly availableUnits: bigint | null;
  readonly slices: readonly FundingSlice[];
  /** What is held beyond the grants; zero where the employer does not allow it. */
  readonly overageUnits: bigint;
  /** In order of id. */
  readonly levels: readonly LimitLevel[];
  /** MODEL_NOT_ALLOWED: the models that the person's grants name. */
  readonly allowedModels: readonly string[] | null;
}

/**
 * Decides whether an amount may be held, and which grants stand for it. Says once more what `spend_authorize` does in SQL;
 * a law holds the two equal. Refusals in their order: TERMINATED, UNKNOWN_MODEL, CURRENCY_MISMATCH, MODEL_NOT_ALLOWED,
 * LIMIT_EXCEEDED, INSUFFICIENT_BALANCE. SOFT and OBSERVE limits never refuse.
 */
export function decideSpend(situation: SpendSituation): SpendRuling {
  const { at, amountUnits, use, grants, zone } = situation;
  const { slices, uncovered } = decideFunding(grants, amountUnits, at, use);
  const able = grants.filter((grant) => canPay(grant, at));
  const paying = able.filter((grant) => paysFor(grant, use));
  const availableUnits = paying.some(({ uncapped }) => uncapped === true)
    ? null
    : paying.reduce((sum, grant) => sum + grant.availableUnits, 0n);
  const allowedModels =
    paying.length === 0 && use.model !== null && able.length > 0
      ? [...new Set(able.flatMap(({ filters }) => filters?.models ?? []))].sort(byCodePoints)
      : null;

  const levels = situation.limits.flatMap((limit) => levelOf(limit, amountUnits, at, zone)).sort((a, b) => byCodePoints(a.id, b.id));
  const stopped = levels.some(({ mode, exceeded }) => mode === 'HARD' && exceeded);

  const code = ((): SpendCode | null => {
    if (situation.terminatedAt !== null && situation.terminatedAt <= at) return 'TERMINATED';
    if (use.model !== null && situation.modelUnknown) return 'UNKNOWN_MODEL';
    if (paying.length === 0 && !situation.hasCurrency && situation.hasAccount) return 'CURRENCY_MISMATCH';
    if (allowedModels !== null) return 'MODEL_NOT_ALLOWED';
    if (stopped) return 'LIMIT_EXCEEDED';
    return uncovered > 0n && !situation.allowsOverage ? 'INSUFFICIENT_BALANCE' : null;
  })();
  const overageUnits = situation.allowsOverage ? uncovered : 0n;
  return { code, availableUnits, slices, overageUnits, levels, allowedModels };
}

function levelOf(limit: LimitTerms & { readonly usedUnits: bigint }, requested: bigint, at: Date, zone: TimeZone): LimitLevel[] {
  const { amountUnits, usedUnits } = limit;
  if (amountUnits === null) return [];
  const { start, end } = windowAt(limit.window, at, zone);
  return [{ ...limit, amountUnits, usedUnits, exceeded: usedUnits + requested > amountUnits, windowStart: start, resetsAt: end }];
}

const byCodePoints = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The level a caller is told of: for a refusal the exceeded HARD one with the least left, and of those the one that resets
 * last; where nothing is exceeded the HARD one that will refuse first. Null where no HARD limit applies.
 */
export function bindingLevel(levels: readonly LimitLevel[]): LimitLevel | null {
  const hard = levels.filter(({ mode }) => mode === 'HARD');
  const exceeded = hard.filter((level) => level.exceeded);
  const candidates = exceeded.length > 0 ? exceeded : hard;
  const left = ({ amountUnits, usedUnits }: LimitLevel): bigint => amountUnits - usedUnits;
  const reset = ({ resetsAt }: LimitLevel): number => resetsAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return (
    candidates.toSorted((a, b) =>
      left(a) < left(b) ? -1 : left(a) > left(b) ? 1 : reset(a) > reset(b) ? -1 : reset(a) < reset(b) ? 1 : 0,
    )[0] ?? null
  );
}

/**
 * The calendar window an instant lies in; half-open, in the employer's zone. An hour that comes twice is two hours; weeks
 * begin on Monday; a lifetime begins in 1970 and has no end.
 */
export function windowAt(window: LimitWindow, at: Date, zone: TimeZone): { readonly start: Date; readonly end: Date | null } {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime();
  const today = dateIn(at, zone);
  const days = (first: LocalDate, endExclusive: LocalDate) => ({ start: startOfDay(first, zone), end: startOfDay(endExclusive, zone) });
  switch (window) {
    case 'HOUR': {
      const into = (local.minute * 60 + local.second) * 1_000 + local.millisecond;
      const start = at.getTime() - into;
      return { start: new Date(start), end: new Date(start + 3_600_000) };
    }
    case 'DAY':
      return days(today, plusDays(today, 1));
    case 'WEEK': {
      const monday = plusDays(today, 1 - local.dayOfWeek);
      return days(monday, plusDays(monday, 7));
    }
    case 'MONTH': {
      const first = `${today.slice(0, -2)}01`;
      return days(first, plusMonths(first, 1));
    }
    case 'LIFETIME':
      return { start: new Date(0), end: null };
  }
}
