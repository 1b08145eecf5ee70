import { invariant } from '../../kernel/invariant.js';
import { divideHalfEven, unitsPerMinor } from '../../kernel/money.js';
import { foldedName } from '../../kernel/name.js';
import {
  dateIn,
  type LocalDate,
  type Period,
  periodOfDates,
  plusDays,
  plusMonths,
  plusWeekdays,
  startOfDay,
  type TimeZone,
} from '../../kernel/period.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import type { GrantFilters } from '../ledger/index.js';
import type { Cadence, CountedCadence, RolloverTerms } from '../policies/index.js';

export const MONTHS_PER_YEAR = 12;

/** How many periods make a stipend year; what is granted more often is not counted in years. */
const periodsPerYear: Readonly<Record<CountedCadence, number | null>> = {
  DAY: null,
  WORKING_DAY: null,
  WEEK: null,
  MONTH: MONTHS_PER_YEAR,
  QUARTER: 4,
  YEAR: 1,
};

/** A period of a stipend, half-open: from the end of the one before it to midnight where the person is then. */
export interface StipendPeriod extends Period, PeriodDates {
  /** Periods since the start of the stipend: 0, 1, 2 … */
  readonly index: number;
  readonly cadence: Cadence;
  /** Stipend years since the start, from 0; a stipend year is twelve months from the anchor. 0 for what is not counted in years. */
  readonly year: number;
  /** Place within the stipend year, 0 to 11 for months. For what is not counted in years the index. */
  readonly placeInYear: number;
  /** The pay period it is; null for what is counted from the start of the stipend. */
  readonly payPeriod: PayPeriodRef | null;
}

/** A pay period of the calendar of payroll. */
export interface PayPeriodRef {
  readonly uuid: string;
  /** Its length in the calendar, also where the stipend begins within it. */
  readonly days: number;
}

/** `firstDate` is the first business date on which the stipend is granted in it. */
export interface PayPeriodDates extends PeriodDates {
  readonly payPeriod: PayPeriodRef;
}

/** What the periods of a stipend are counted from. */
export interface StipendAnchor {
  /** The first business date: the anchor of every period. */
  readonly startDate: LocalDate;
  /** Midnight is the midnight of this zone, so that a day of 23 or 25 hours is still one day. */
  readonly zone: TimeZone;
  readonly cadence: CountedCadence;
}

/**
 * Period `index` of a stipend. Every one is counted from the original anchor: a stipend that starts on 31 January has
 * months from 28 February and again from 31 March (C3). Working days touch too: that of Friday lasts until Monday.
 */
export function stipendPeriod(anchor: StipendAnchor, index: number): StipendPeriod {
  const { zone, cadence } = anchor;
  const perYear = periodsPerYear[cadence];
  const year = perYear === null ? 0 : Math.floor(index / perYear);
  const { firstDate, endDate } = datesOf(anchor, index);
  return {
    index,
    cadence,
    year,
    placeInYear: perYear === null ? index : index % perYear,
    firstDate,
    endDate,
    payPeriod: null,
    ...periodOfDates(firstDate, endDate, zone),
  };
}

/** A pay period as period `index` of a stipend. How many make a year, its terms say: all are counted on. */
export function payPeriod({ payPeriod, firstDate, endDate }: PayPeriodDates, zone: TimeZone, index: number): StipendPeriod {
  return {
    index,
    cadence: 'PAY_PERIOD',
    year: 0,
    placeInYear: index,
    firstDate,
    endDate,
    payPeriod,
    ...periodOfDates(firstDate, endDate, zone),
  };
}

/** The business dates of period `index`: its first, and the one after its last. */
export function datesOf({ startDate, cadence }: Pick<StipendAnchor, 'startDate' | 'cadence'>, index: number): PeriodDates {
  return { firstDate: firstDateOf(startDate, cadence, index), endDate: firstDateOf(startDate, cadence, index + 1) };
}

export interface PeriodDates {
  readonly firstDate: LocalDate;
  /** The business date after the last. */
  readonly endDate: LocalDate;
}

/** Where a person is on a date, as far as moves are known. */
export type ZoneOn = (date: LocalDate) => TimeZone;

/** Where what was issued of a stipend ends. */
export interface IssuedEnd {
  readonly endAt: Date;
  readonly endDate: LocalDate;
}

/**
 * When a period begins and ends for a person who may move from zone to zone: it begins where the one before it ended, so that each
 * instant belongs to exactly one, and ends at midnight where the person is on that day.
 * @param before null for the first, which begins at midnight where the person is on its first day
 */
export function spanAfter(before: IssuedEnd | null, { firstDate, endDate }: PeriodDates, zoneOn: ZoneOn): Period {
  const start =
    before !== null && before.endDate === firstDate ? before.endAt : notBefore(before, startOfDay(firstDate, zoneOn(firstDate)));
  // Who moves far enough from west to east crosses more hours than a day has; time still does not run backwards.
  return { start, end: laterOf(start, startOfDay(endDate, zoneOn(endDate))) };
}

function notBefore(before: IssuedEnd | null, instant: Date): Date {
  return before === null ? instant : laterOf(before.endAt, instant);
}

/** Until when a grant of these dates pays: their end, or the end of the stipend where it comes first, and where the person is then. */
export function payingUntil(span: Period, { endDate }: PeriodDates, stipendEnds: LocalDate | null, zoneOn: ZoneOn): PayingUntil {
  if (stipendEnds === null || stipendEnds >= endDate) return { endsAt: span.end, zone: zoneOn(endDate) };
  const zone = zoneOn(stipendEnds);
  return { endsAt: earlierOf(span.end, laterOf(span.start, startOfDay(stipendEnds, zone))), zone };
}

export interface PayingUntil {
  readonly endsAt: Date;
  readonly zone: TimeZone;
}

function firstDateOf(startDate: LocalDate, cadence: CountedCadence, index: number): LocalDate {
  switch (cadence) {
    case 'DAY':
      return plusDays(startDate, index);
    case 'WORKING_DAY':
      return plusWeekdays(startDate, index);
    case 'WEEK':
      return plusDays(startDate, 7 * index);
    case 'MONTH':
      return plusMonths(startDate, index);
    case 'QUARTER':
      return plusMonths(startDate, 3 * index);
    case 'YEAR':
      return plusMonths(startDate, MONTHS_PER_YEAR * index);
  }
}

/** How far back a stipend may start: grants of months that are over expire as they are issued. */
const BACKDATED_MONTHS = 12;
/** Further ahead a start is taken for a slip of the keyboard. */
const YEARS_AHEAD = 5;

/** Whether a stipend may start on a date, seen from today. */
export function isStartInReach(startDate: LocalDate, today: LocalDate): boolean {
  return startDate >= plusMonths(today, -BACKDATED_MONTHS) && startDate <= plusMonths(today, YEARS_AHEAD * MONTHS_PER_YEAR);
}

/** @throws Refusal `VALIDATION` at `path` for a start that is out of reach */
export function requireStartInReach(startDate: LocalDate, today: LocalDate, path: InputPath): void {
  if (isStartInReach(startDate, today)) return;
  throw new Refusal('VALIDATION', `A stipend starts at most ${BACKDATED_MONTHS} months back and ${YEARS_AHEAD} years ahead.`, path);
}

/** What of a stipend says whether it begins with a trial without a cap. */
export interface Trialed {
  readonly startDate: LocalDate;
  /** The first day of the capped terms; null where there is no trial. */
  readonly cappedFrom: LocalDate | null;
  /** The trial, once it is issued. */
  readonly trialGrantId: unknown;
}

/** Where the periods of a stipend are counted from: its start, or the end of its trial (B3). */
export function anchorDate({ startDate, cappedFrom }: Pick<Trialed, 'startDate' | 'cappedFrom'>): LocalDate {
  return cappedFrom ?? startDate;
}

/** The dates of the trial of a stipend; null where there is none, or it was issued. */
export function dueTrialDates({ startDate, cappedFrom, trialGrantId }: Trialed): PeriodDates | null {
  return cappedFrom === null || trialGrantId !== null ? null : { firstDate: startDate, endDate: cappedFrom };
}

/** When the trial of these dates begins and ends, each at midnight where the person is on that day. */
export function trialPeriod(dates: PeriodDates, zoneOn: ZoneOn): TrialPeriod {
  const { firstDate, endDate } = dates;
  const span = spanAfter(null, dates, zoneOn);
  // A trial of a day that a move across the date line leaves out lasts that day where it began.
  const end = span.end > span.start ? span.end : startOfDay(endDate, zoneOn(firstDate));
  return { ...dates, start: span.start, end };
}

export interface TrialPeriod extends Period, PeriodDates {}

/**
 * Why the next grant of a stipend will not be issued, or was not. It goes away by itself where its cause does.
 */
export const stipendProblems = {
  NO_BASE_SALARY: 'The stipend is a share of base, and no base salary counts on the day it is taken of. Send one with `employeesUpsert`.',
  CURRENCY_MISMATCH:
    'The base salary is in another currency than the stipend; nothing is converted. Pay it in that of the stipend, or enrol the person under another policy.',
  AMOUNT_ZERO: 'The next period comes to nothing: the base salary is zero, or the share rounds to zero.',
  AMOUNT_OUT_OF_RANGE: 'The amount, or a sum it enters, is beyond what money may be.',
  PAY_PERIOD_MISSING: 'The pay calendar ends before the next pay period, or has none. Send it with `payPeriodsUpsert`.',
  PAY_PERIOD_GAP:
    'No pay period holds the day on which the next should begin: nothing is granted until the one after begins. Close the gap with `payPeriodsUpsert`.',
  NO_POLICY_VERSION: 'No version of the policy counts on the first day of the next period.',
  REFUSED: 'The ledger refused it; the message says why.',
} as const;

export type StipendProblemCode = keyof typeof stipendProblems;

export interface StipendProblem {
  readonly code: StipendProblemCode;
  /** A sentence for a person. */
  readonly message: string;
}

export type StipendStatus = 'AWAITING_EMPLOYEE' | 'SCHEDULED' | 'ACTIVE' | 'BLOCKED' | 'ENDED';

/**
 * Derived from time and from what keeps the next grant from being issued. AWAITING_EMPLOYEE: the offer was accepted and its
 * candidate is no employee yet. BLOCKED: it has not ended, and its next grant will not come.
 */
export function stipendStatus(
  stipend: {
    /** Null while nobody is hired; only then the start may be open. */
    readonly employeeId: unknown;
    readonly startDate: LocalDate | null;
    readonly endDate: LocalDate | null;
    readonly zone: TimeZone;
    readonly issueProblemCode: StipendProblemCode | null;
  },
  now: Date,
): StipendStatus {
  const { employeeId, startDate, endDate } = stipend;
  const today = dateIn(now, stipend.zone);
  if (endDate !== null && (endDate <= today || (startDate !== null && endDate <= startDate))) return 'ENDED';
  if (employeeId === null || startDate === null) return 'AWAITING_EMPLOYEE';
  if (stipend.issueProblemCode !== null) return 'BLOCKED';
  return today < startDate ? 'SCHEDULED' : 'ACTIVE';
}

export type GrantStatus = 'PENDING' | 'ACTIVE' | 'EXHAUSTED' | 'EXPIRED' | 'REVOKED';

/** When a grant pays: from `effectiveAt` up to and without `expiresAt`; null never expires. */
export interface GrantValidity {
  readonly effectiveAt: Date;
  readonly expiresAt: Date | null;
}

/**
 * Derived from time and entries (domain.md §2): what was revoked stays REVOKED, what has ended is EXPIRED whether or not
 * anything was left, and EXHAUSTED becomes ACTIVE again when a correction gives money back.
 * @param remainingUnits what the entries leave on the grant, holds included, in 10⁻¹⁰ units; one without a cap is never EXHAUSTED
 */
export function grantStatus(
  grant: GrantValidity & { readonly revokedAt: Date | null; readonly remainingUnits: bigint; readonly uncapped?: boolean },
  now: Date,
): GrantStatus {
  if (grant.revokedAt !== null && grant.revokedAt <= now) return 'REVOKED';
  if (now < grant.effectiveAt) return 'PENDING';
  if (isExpired(grant, now)) return 'EXPIRED';
  return grant.remainingUnits > 0n || grant.uncapped === true ? 'ACTIVE' : 'EXHAUSTED';
}

export function isExpired({ expiresAt }: Pick<GrantValidity, 'expiresAt'>, at: Date): boolean {
  return expiresAt !== null && expiresAt <= at;
}

/**
 * What the EXPIRED entry of a grant takes, in 10⁻¹⁰ units: everything that is available at its end, nothing before it
 * and nothing when nothing is left. What is held stays held: its capture or release comes later.
 */
export function decideExpiry(grant: Pick<GrantValidity, 'expiresAt'> & { readonly availableUnits: bigint }, now: Date): bigint {
  return isExpired(grant, now) && grant.availableUnits > 0n ? grant.availableUnits : 0n;
}

/** What money is spent on, as the filters of grants see it. */
export interface Use {
  readonly provider: string | null;
  readonly model: string | null;
  /** The product through which it was used; nothing where it is not known. */
  readonly tool?: string | null;
}

/** A grant as the burn order sees it. */
export interface FundableGrant extends GrantValidity {
  readonly id: string;
  /** The lower number pays first. */
  readonly priority: number;
  readonly createdAt: Date;
  /** What it pays for; left out, anything. */
  readonly filters?: GrantFilters;
  /** It has nothing of its own and pays all that is left to pay at its place. Left out: it pays what it has. */
  readonly uncapped?: boolean;
  /** In 10⁻¹⁰ units of the currency that is asked for; zero where it has no cap. */
  readonly availableUnits: bigint;
}

export interface FundingSlice {
  readonly grantId: string;
  /** More than zero. */
  readonly units: bigint;
}

export interface Funding {
  /** Which grant pays how much, in burn order. */
  readonly slices: readonly FundingSlice[];
  /** What no grant pays: overage. */
  readonly uncovered: bigint;
}

/** Burn order: priority, what pays only for some uses before what pays for all, what expires first, the oldest, the id (C2; domain.md §6). */
export function byBurnOrder(a: FundableGrant, b: FundableGrant): number {
  return (
    a.priority - b.priority ||
    Number(isFiltered(b)) - Number(isFiltered(a)) ||
    compare(a.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY, b.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) ||
    compare(a.createdAt.getTime(), b.createdAt.getTime()) ||
    compare(a.id, b.id)
  );
}

export function isFiltered({ filters }: Pick<FundableGrant, 'filters'>): boolean {
  return filters !== undefined && (filters.providers !== null || filters.models !== null || filters.tools !== null);
}

/** Whether a grant pays for a use: each of its lists names it. One with filters pays for nothing that is not known. */
export function paysFor({ filters }: Pick<FundableGrant, 'filters'>, use: Use | undefined): boolean {
  if (filters === undefined) return true;
  const { providers, models, tools } = filters;
  return isNamed(providers, use?.provider) && isNamed(models, use?.model) && isNamed(tools, use?.tool);
}

/** Whether a value is on a list, however both are written, `x*` all that begin with x; no list takes any. */
export function isNamed(list: readonly string[] | null, value: string | null | undefined): boolean {
  if (list === null) return true;
  if (value == null) return false;
  const folded = foldedName(value);
  return list.map(foldedName).some((name) => (name.endsWith('*') ? folded.startsWith(name.slice(0, -1)) : name === folded));
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Which grants pay `amount` for something that happened `at`: only grants in force at that instant that pay for this use,
 * in burn order, each up to what it has; exact, nothing is rounded. Slices and `uncovered` sum to `amount`.
 *
 * One without a cap (B3) pays all that those before it do not; nothing is left for those behind it.
 *
 * C2: A (priority 1, ends day 10, 10 left), B (1, day 15, 15), C (2, never, 20) pay 12 as A 10 and B 2.
 * @param amount in 10⁻¹⁰ units, not negative, of the grants' currency
 */
export function decideFunding(grants: readonly FundableGrant[], amount: bigint, at: Date, use?: Use): Funding {
  invariant(amount >= 0n, 'what is funded is not negative; corrections unwind slices');
  const slices: FundingSlice[] = [];
  let uncovered = amount;
  for (const grant of grants.filter((one) => canPay(one, at) && paysFor(one, use)).sort(byBurnOrder)) {
    if (uncovered === 0n) break;
    const units = grant.uncapped === true ? uncovered : lesser(grant.availableUnits, uncovered);
    slices.push({ grantId: grant.id, units });
    uncovered -= units;
  }
  return { slices, uncovered };
}

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function greater(a: bigint, b: bigint): bigint {
  if (a < b) return b;
  return a;
}

/** Whether a grant is in force and has something to pay with. */
export function canPay(grant: FundableGrant, at: Date): boolean {
  return isInForce(grant, at) && (grant.uncapped === true || grant.availableUnits > 0n);
}

export function isInForce(grant: GrantValidity, at: Date): boolean {
  return grant.effectiveAt <= at && !isExpired(grant, at);
}

/**
 * Gives `amount` of a charge back in the reverse order of its slices, overage first because it was charged last (C2: a
 * correction of 3 to A 10, B 2 gives B 2 and A 1).
 * @returns what each grant gets back, in the order it is given, and what comes off the overage as `uncovered`
 */
export function decideRestoration(funding: Funding, amount: bigint): Funding {
  const fromOverage = lesser(amount, funding.uncovered);
  let left = amount - fromOverage;
  const slices: FundingSlice[] = [];
  for (const { grantId, units: paid } of funding.slices.toReversed()) {
    if (left === 0n) break;
    const units = lesser(paid, left);
    slices.push({ grantId, units });
    left -= units;
  }
  invariant(left === 0n, 'a correction gives back at most what was charged');
  return { slices, uncovered: fromOverage };
}

/**
 * What is carried of a grant into the next period, in 10⁻¹⁰ units: MIN(max, MAX(left, min)) of everything the stipend has left,
 * less what was carried before and goes on; capped by a share of the grant, rounded half-even to the minor unit. What is left after uses
 * finer than that is carried exactly. It may be more than is left
 * where `min` is. Source: requirements C4 — of 100, 60 spent, at most 50 are carried: 40.
 */
export function decideRollover(
  terms: RolloverTerms,
  { left, carriedBefore, granted }: { readonly left: bigint; readonly carriedBefore: bigint; readonly granted: bigint },
): bigint {
  const wanted = lesser(terms.max.units, greater(left + carriedBefore, terms.min.units)) - carriedBefore;
  const minor = unitsPerMinor(terms.max.currency);
  const cap = terms.maxPercent === null ? wanted : divideHalfEven(granted * BigInt(terms.maxPercent), 10_000n * minor) * minor;
  return greater(lesser(wanted, cap), 0n);
}

/** What a reduction takes of a grant, in 10⁻¹⁰ units: never more than is left, so that what was used stays paid (L46). */
export function decideReduction(availableUnits: bigint, asked: bigint): bigint {
  invariant(asked > 0n, 'a reduction takes something');
  return lesser(availableUnits, asked);
}

export function earlierOf(a: Date, b: Date): Date {
  return a < b ? a : b;
}

export function laterOf(a: Date, b: Date): Date {
  return a < b ? b : a;
}

/** Recurring grants pay after trials and before what is granted by hand; the lower number pays first. */
export const RECURRING_PRIORITY = 100;
export const TRIAL_PRIORITY = 50;
const BY_HAND_PRIORITY = 200;
const PRIORITY_MAX = 1_000;

/** @throws Refusal `VALIDATION` outside 0 to 1,000 */
export function priorityOf(kind: string, wanted: number | null): number {
  if (wanted === null) return kind === 'TRIAL' ? TRIAL_PRIORITY : BY_HAND_PRIORITY;
  if (Number.isInteger(wanted) && wanted >= 0 && wanted <= PRIORITY_MAX) return wanted;
  throw new Refusal('VALIDATION', `The priority is 0 to ${PRIORITY_MAX}.`, ['input', 'priority']);
}

/** True while the employer has promised not to cut: before the date. */
export function isGuaranteedOn({ guaranteedUntil }: { readonly guaranteedUntil: LocalDate | null }, date: LocalDate): boolean {
  return guaranteedUntil !== null && date < guaranteedUntil;
}

/** The same as an instant: what a grant is worth is promised before the first one of that date where the person is. */
export function guaranteeEnd(guaranteedUntil: LocalDate | null, zone: TimeZone): Date | null {
  return guaranteedUntil === null ? null : startOfDay(guaranteedUntil, zone);
}
