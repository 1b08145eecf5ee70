import { LARGEST_UNITS } from '../../src/kernel/money.js';
import { dateIn, daysBetween, type LocalDate, plusDays, plusMonths, startOfDay, type TimeZone } from '../../src/kernel/period.js';
import {
  canPay,
  decideFunding,
  type FundableGrant,
  type FundingSlice,
  isInForce,
  isNamed,
  paysFor,
  type Use,
} from '../../src/modules/ledger/funding.rules.js';
import type { LimitLevel, LimitTerms, LimitWindow } from '../../src/modules/spending/limits.rules.js';

// The decision of a spend said once more, in TypeScript: what `spend_authorize` decides in SQL. A law holds the two equal.

export type SpendCode =
  | 'NOT_FOUND'
  | 'TERMINATED'
  | 'UNKNOWN_MODEL'
  | 'CURRENCY_MISMATCH'
  | 'MODEL_NOT_ALLOWED'
  | 'TOKENS_MISSING'
  | 'CIRCUIT_BROKEN'
  | 'LIMIT_EXCEEDED'
  | 'INSUFFICIENT_BALANCE';

/** What a decision looks at: one person, one currency. */
export interface SpendSituation {
  readonly at: Date;
  readonly amountUnits: bigint;
  /** How many tokens it is expected to take; null where that is not said. */
  readonly tokens: bigint | null;
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
  /** The limits that apply, with what was spent since each window began, of a shared limit by all its people. */
  readonly limits: readonly CountedLimit[];
  /** What the person's running stipends in this currency are worth in a year; null where that is not known. */
  readonly annualUnits: bigint | null;
  /** The employer's. */
  readonly zone: TimeZone;
  readonly calendar: Calendar;
}

export interface CountedLimit extends LimitTerms {
  readonly usedUnits: bigint;
  /** Of a HARD shared limit what is kept for what is guaranteed to others. */
  readonly reservedUnits: bigint;
  /** A breaker that has tripped in this window. */
  readonly tripped: boolean;
}

const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

/** Where the weeks and pay periods of an employer begin. */
export interface Calendar {
  readonly weekStart: (typeof weekdays)[number];
  /** Those of the payroll system that are known; half-open. */
  readonly payPeriods: ReadonlyArray<{ readonly start: LocalDate; readonly end: LocalDate }>;
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
  /** MODEL_NOT_ALLOWED: what the grants of the person are for. Null otherwise. */
  readonly closest: ClosestGrants | null;
}

/**
 * Decides whether an amount may be held, and which grants stand for it. Says once more what `spend_authorize` does in SQL;
 * a law holds the two equal. Refusals in their order: TERMINATED, UNKNOWN_MODEL, CURRENCY_MISMATCH, MODEL_NOT_ALLOWED,
 * TOKENS_MISSING, CIRCUIT_BROKEN, LIMIT_EXCEEDED, INSUFFICIENT_BALANCE. SOFT and OBSERVE limits never refuse.
 */
export function decideSpend(situation: SpendSituation): SpendRuling {
  const { at, amountUnits, use, grants } = situation;
  const { slices, uncovered } = decideFunding(grants, amountUnits, at, use);
  const paying = grants.filter((grant) => canPay(grant, at) && paysFor(grant, use));
  const availableUnits = paying.some(({ uncapped }) => uncapped === true)
    ? null
    : paying.reduce((sum, grant) => sum + grant.availableUnits, 0n);
  const closest = closestGrants(grants, at, use);

  const levels = situation.limits.flatMap((limit) => levelOf(limit, situation)).sort((a, b) => byCodePoints(a.id, b.id));
  const hard = levels.filter(({ mode }) => mode === 'HARD');
  const untold = situation.tokens === null && hard.some(({ unit }) => unit === 'TOKENS');
  const broken = hard.some(({ kind, exceeded }) => kind === 'CIRCUIT_BREAKER' && exceeded);
  const stopped = hard.some(({ exceeded }) => exceeded);

  const code = ((): SpendCode | null => {
    if (situation.terminatedAt !== null && situation.terminatedAt <= at) return 'TERMINATED';
    if (use.model !== null && situation.modelUnknown) return 'UNKNOWN_MODEL';
    if (paying.length === 0 && !situation.hasCurrency && situation.hasAccount) return 'CURRENCY_MISMATCH';
    if (closest !== null) return 'MODEL_NOT_ALLOWED';
    if (untold) return 'TOKENS_MISSING';
    if (broken) return 'CIRCUIT_BROKEN';
    if (stopped) return 'LIMIT_EXCEEDED';
    return uncovered > 0n && !situation.allowsOverage ? 'INSUFFICIENT_BALANCE' : null;
  })();
  const overageUnits = situation.allowsOverage ? uncovered : 0n;
  return { code, availableUnits, slices, overageUnits, levels, closest: code === 'MODEL_NOT_ALLOWED' ? closest : null };
}

/** What the grants are for that come closest to a use: the most of provider, model and tool, in that order, are named by them. */
export interface ClosestGrants {
  /** The first name of the use that they do not have. */
  readonly field: keyof Use;
  readonly providers: readonly string[];
  readonly models: readonly string[];
  readonly tools: readonly string[];
}

/**
 * Whether none of the grants in force is for a use, whatever is left in them: an allowlist holds also when the money is used up.
 * @returns null where one is for it, or none is in force
 */
export function closestGrants(grants: readonly FundableGrant[], at: Date, use: Use): ClosestGrants | null {
  const ranked = grants.filter((grant) => isInForce(grant, at)).map((grant) => ({ filters: grant.filters, fits: fitsOf(grant, use) }));
  const most = Math.max(-1, ...ranked.map(({ fits }) => fits));
  const field = fields[most];
  if (field === undefined) return null;
  const named = (list: 'providers' | 'models' | 'tools'): string[] =>
    [...new Set(ranked.flatMap(({ filters, fits }) => (fits === most ? (filters?.[list] ?? []) : [])))].sort(byCodePoints);
  return { field, providers: named('providers'), models: named('models'), tools: named('tools') };
}

const fields = ['provider', 'model', 'tool'] as const;

/** How many of provider, model and tool a grant is for, up to the first that it is not. */
function fitsOf({ filters }: FundableGrant, use: Use): number {
  const { providers = null, models = null, tools = null } = filters ?? {};
  if (!isNamed(providers, use.provider)) return 0;
  if (!isNamed(models, use.model)) return 1;
  return isNamed(tools, use.tool) ? 3 : 2;
}

function levelOf(limit: CountedLimit, { at, amountUnits: money, tokens, annualUnits, zone, calendar }: SpendSituation): LimitLevel[] {
  const { id, kind, unit, scope, window, mode, usedUnits, reservedUnits, tripped } = limit;
  const { start, end } = windowAt(window, at, zone, calendar);
  const amountUnits =
    limit.multipleUnits === null ? limit.amountUnits : breakerUnits(window, daysOf(start, end, zone), limit.multipleUnits, annualUnits);
  if (amountUnits === null) return [];
  const requested = unit === 'MONEY' ? money : (tokens ?? 0n);
  const exceeded = tripped || usedUnits + requested > amountUnits - reservedUnits;
  return [{ id, kind, unit, scope, window, mode, amountUnits, usedUnits, reservedUnits, exceeded, windowStart: start, resetsAt: end }];
}

function daysOf(start: Date, end: Date | null, zone: TimeZone): number {
  return end === null ? 0 : daysBetween(dateIn(start, zone), dateIn(end, zone));
}

/**
 * From what on a breaker trips that compares with a person's pace: `multiple` times what the stipends are worth in a year, by the
 * days of the window ÷ 365 (an hour is 1 ÷ 24 of a day, a month 1 ÷ 12 of the year), rounded down to 10⁻¹⁰; at most what money can
 * be. Null without a pace. 250,000 a year × 5 a day is 3,424.66.
 */
export function breakerUnits(window: LimitWindow, days: number, multipleUnits: bigint, annualUnits: bigint | null): bigint | null {
  if (annualUnits === null) return null;
  const year = annualUnits * multipleUnits;
  const share =
    window === 'HOUR' ? year / (UNITS * 8_760n) : window === 'MONTH' ? year / (UNITS * 12n) : (year * BigInt(days)) / (UNITS * 365n);
  return share < LARGEST_UNITS ? share : LARGEST_UNITS;
}

const UNITS = 10n ** 10n;

const byCodePoints = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The calendar window an instant lies in; half-open, in the employer's zone; no two overlap. An hour that comes twice is two hours;
 * where the clock changes by half an hour, hours go on as they are counted in January. Where no pay period is known it is as much of
 * the calendar month as lies between those that are; a lifetime begins in 1970 and has no end.
 */
export function windowAt(
  window: LimitWindow,
  at: Date,
  zone: TimeZone,
  { weekStart, payPeriods }: Calendar,
): { readonly start: Date; readonly end: Date | null } {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime();
  const today = dateIn(at, zone);
  const days = (first: LocalDate, endExclusive: LocalDate) => ({ start: startOfDay(first, zone), end: startOfDay(endExclusive, zone) });
  switch (window) {
    case 'HOUR': {
      const origin = startOfDay('2026-01-01', zone).getTime();
      const start = origin + Math.floor((at.getTime() - origin) / HOUR) * HOUR;
      return { start: new Date(start), end: new Date(start + HOUR) };
    }
    case 'DAY':
      return days(today, plusDays(today, 1));
    case 'WEEK': {
      const first = plusDays(today, -((local.dayOfWeek - 1 - weekdays.indexOf(weekStart) + 7) % 7));
      return days(first, plusDays(first, 7));
    }
    case 'PERIOD': {
      const period = payPeriods.find(({ start, end }) => start <= today && today < end);
      if (period !== undefined) return days(period.start, period.end);
      const before = payPeriods.map(({ end }) => end).filter((end) => end <= today);
      const after = payPeriods.map(({ start }) => start).filter((start) => start > today);
      return days([monthOf(today), ...before].sort().at(-1) ?? today, [plusMonths(monthOf(today), 1), ...after].sort()[0] ?? today);
    }
    case 'MONTH':
      return days(monthOf(today), plusMonths(monthOf(today), 1));
    case 'LIFETIME':
      return { start: new Date(0), end: null };
  }
}

const HOUR = 3_600_000;

/** Its first day. */
const monthOf = (date: LocalDate): LocalDate => `${date.slice(0, -2)}01`;
