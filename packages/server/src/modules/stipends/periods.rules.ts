import {
  dateIn,
  earlierOf,
  type LocalDate,
  laterOf,
  type Period,
  periodOfDates,
  plusDays,
  plusMonths,
  plusWeekdays,
  startOfDay,
  type TimeZone,
} from '../../kernel/period.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import type { Cadence, CountedCadence } from '../policies/index.js';

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

/** True while the employer has promised not to cut: before the date. */
export function isGuaranteedOn({ guaranteedUntil }: { readonly guaranteedUntil: LocalDate | null }, date: LocalDate): boolean {
  return guaranteedUntil !== null && date < guaranteedUntil;
}
