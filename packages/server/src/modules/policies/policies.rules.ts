import { invariant } from '../../kernel/invariant.js';
import { type CurrencyCode, divideHalfEven, divideUp, Money, requireWholeMinor, unitsPerMinor } from '../../kernel/money.js';
import { daysBetween, type LocalDate, weekdaysBetween } from '../../kernel/period.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';

/** How an allowance is measured: a fixed amount of money, a share of the annual base salary, or an amount for each day. */
export type AmountType = 'FIXED' | 'PERCENT_OF_BASE' | 'PER_DAY';
/** Which days of a month count: all of them, or Mondays to Fridays. */
export type DayCount = 'CALENDAR' | 'WORKING';
/** Periods of which a whole number makes a year: ANNUAL is a stipend year that is granted in twelve monthly parts. */
export type AnnualPeriod = 'MONTHLY' | 'ANNUAL' | 'QUARTER' | 'YEAR';
/** What the amount is for. All but ANNUAL are granted at their start, as a whole. PAY_PERIOD is one of the payroll system's calendar. */
export type AmountPeriod = AnnualPeriod | 'DAY' | 'WORKING_DAY' | 'WEEK' | 'PAY_PERIOD';
/** How often something is granted. */
export type Cadence = CountedCadence | 'PAY_PERIOD';
/** What is counted from the start of a stipend; pay periods are not, payroll sends them. */
export type CountedCadence = 'DAY' | 'WORKING_DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';
/** How many pay periods make a year: monthly, twice a month, every two weeks, weekly, and the long years of the last two. */
export const payPeriodCounts = [12, 24, 26, 27, 52, 53] as const;
export type PayPeriodsPerYear = (typeof payPeriodCounts)[number];

/** How much a stipend grants; a policy version and the compute line of an offer say it in the same words. */
export type AmountTerms =
  | {
      readonly amountType: 'FIXED';
      readonly period: AmountPeriod;
      readonly amount: Money;
      readonly payPeriodsPerYear?: PayPeriodsPerYear | null;
    }
  | {
      readonly amountType: 'PERCENT_OF_BASE';
      /** ANNUAL takes the base salary at the start of each stipend year, the others anew at the start of each period. */
      readonly period: AnnualPeriod;
      /** Basis points of the annual base salary: 100 is 1 %, 5,000 is 50 %. */
      readonly percent: number;
      readonly currency: CurrencyCode;
      /** An ANNUAL amount is granted in so many pay periods; null or left out, in twelve months. */
      readonly payPeriodsPerYear?: PayPeriodsPerYear | null;
    }
  | {
      /** Granted at the start of each month, for its days. */
      readonly amountType: 'PER_DAY';
      readonly period: 'MONTHLY';
      /** For one day. */
      readonly amount: Money;
      readonly dayCount: DayCount;
      readonly payPeriodsPerYear?: null;
    };
/** Terms of which a year is worth an amount that depends on no calendar. */
export type AnnualTerms = Exclude<AmountTerms, { readonly amountType: 'PER_DAY' }> & { readonly period: AnnualPeriod };

/** What the compute is to the person: a tool for the job, or part of what they are paid. */
export type Framing = 'EMPLOYER_TOOL' | 'COMPENSATION';
/** What the policy does beside compute that an offer promises the same person (M4). */
export type Stacking = 'OFFER_REPLACES' | 'ADD';

/** How many grants make a stipend year. */
const grantsPerYear: Readonly<Record<AnnualPeriod, number>> = { MONTHLY: 12, ANNUAL: 12, QUARTER: 4, YEAR: 1 };
/** How many a year are of what is not counted in years: 261 weekdays are the usual convention. */
const timesAYear = { WEEK: 52, WORKING_DAY: 261, DAY: 365 } as const;

export function isAnnual(period: AmountPeriod): period is AnnualPeriod {
  return period === 'MONTHLY' || period === 'ANNUAL' || period === 'QUARTER' || period === 'YEAR';
}

export function cadenceOf({ period, payPeriodsPerYear }: Pick<AmountTerms, 'period' | 'payPeriodsPerYear'>): Cadence {
  if (period === 'ANNUAL') return payPeriodsPerYear == null ? 'MONTH' : 'PAY_PERIOD';
  return period === 'MONTHLY' ? 'MONTH' : period;
}

/** 10,000 %: beyond it a percentage is taken for a slip of the keyboard. */
export const PERCENT_MAX = 1_000_000;
const WHOLE = 10_000n;

/**
 * A stipend year as far as it was granted. It is counted in equal shares, so that a year may go on in parts of another length: half
 * of 26 pay periods is half of twelve months.
 */
export interface YearSoFar {
  /** Its first business date: where an ANNUAL share takes its base salary. */
  readonly firstDate: LocalDate;
  readonly shares: number;
  /** How many of the shares are over, all of them at its end. */
  readonly sharesOver: number;
  /** What was granted, in 10⁻¹⁰ units. */
  readonly granted: bigint;
  /** How much that is more than what is over was worth exactly, in 10⁻¹⁰ units ÷ `shares`. */
  readonly ahead: bigint;
}

/** What a period grants, and the year after it; no year where the amount is for no part of one. */
export interface PeriodGrant {
  readonly amount: Money;
  readonly year: YearSoFar | null;
}

/** Where in its year a period stands. */
export interface PeriodOfYear {
  /** Its dates, half-open. */
  readonly firstDate: LocalDate;
  readonly endDate: LocalDate;
  /** The year before it; null where it is the first of one. */
  readonly yearSoFar: YearSoFar | null;
}

/**
 * What one period grants. Of an amount for each day the days of the period: 100.00 a day is 3,000.00 in a month of 30 (L2). What is
 * given for each DAY, WORKING_DAY, WEEK or PAY_PERIOD comes as it is. All else is {@link partOfYear}.
 * @param annualBase the annual base salary that counts for the period (SNAPSHOT); FIXED ignores it
 * @throws Refusal `VALIDATION` without a base salary, `CURRENCY_MISMATCH` where it is paid in another currency, `AMOUNT_OUT_OF_RANGE`
 */
export function grantOfPeriod(terms: AmountTerms, place: PeriodOfYear, annualBase?: Money): PeriodGrant {
  const { firstDate, endDate, yearSoFar } = place;
  if (terms.amountType === 'PER_DAY') {
    const days = terms.dayCount === 'CALENDAR' ? daysBetween(firstDate, endDate) : weekdaysBetween(firstDate, endDate);
    const amount = terms.amount.scaledBy(BigInt(days), 1n);
    return { amount, year: afterDays(yearSoFar ?? yearFrom(firstDate, grantsPerYear.MONTHLY), amount) };
  }
  const { period } = terms;
  if (terms.amountType === 'FIXED' && !isAnnual(period)) return { amount: terms.amount, year: null };
  const units = unitsInYear({ ...terms, period: period as AnnualPeriod }, annualBase);
  return partOfYear({ units, currency: currencyOf(terms) }, grantsInYear(terms), place);
}

/**
 * A part of a year in whole minor units: what is left of the year, as known now and rounded once, half-even, ÷ the parts left, rounded
 * up. What is known now: the periods that are over at what counted for them, the others at what counts for this one. So the parts
 * of a year sum to what it is worth, rounded once, however often the terms or the base salary change; as long as neither does, they
 * differ by at most one minor unit, the larger first.
 *
 * Source: decisions 8 — 37.5 % of 412,345.67 is 3 × 12,885.81 and 9 × 12,885.80; 50 % of 200,000, from month 7 on of 240,000, is
 * 4 × 8,333.34, 2 × 8,333.33, 4 × 10,000.00 and 2 × 9,999.99.
 *
 * No part is less than nothing: where next to nothing is left after a fall, the year keeps the few minor units that were ahead.
 * @param annual what counts for this part, as a year of it is worth exactly: 10⁻¹⁰ units
 * @param count how many parts make a year
 * @param least what the part is at least, in whole minor units: a promise
 * @throws Refusal `AMOUNT_OUT_OF_RANGE`
 */
export function partOfYear(
  annual: { readonly units: bigint; readonly currency: CurrencyCode },
  count: number,
  { firstDate, yearSoFar }: Pick<PeriodOfYear, 'firstDate' | 'yearSoFar'>,
  least: Money | null = null,
): { readonly amount: Money; readonly year: YearSoFar } {
  const year = inSharesOf(yearSoFar ?? yearFrom(firstDate, count), count);
  const shares = BigInt(year.shares);
  const left = shares - BigInt(year.sharesOver);
  invariant(left > 0n, 'a part belongs to a year that is not over');
  const each = shares / BigInt(count);
  const minor = unitsPerMinor(annual.currency);

  const worthOfOver = year.granted * shares - year.ahead;
  const worth = divideHalfEven(worthOfOver + annual.units * left, shares * minor) * minor;
  const part = divideUp(worth - year.granted, divideUp(left, each) * minor) * minor;
  const amount = new Money(larger(part, least?.units ?? 0n), annual.currency);

  const over = left < each ? left : each;
  return {
    amount,
    year: {
      ...year,
      sharesOver: year.sharesOver + Number(over),
      granted: inRange(year.granted + amount.units, annual.currency),
      ahead: inRange(year.ahead + amount.units * shares - annual.units * over, annual.currency),
    },
  };
}

/** Days are worth what they come to: the month they make up leaves the rest of its year as it was. */
function afterDays(yearSoFar: YearSoFar, amount: Money): YearSoFar {
  const year = inSharesOf(yearSoFar, grantsPerYear.MONTHLY);
  return {
    ...year,
    sharesOver: year.sharesOver + year.shares / grantsPerYear.MONTHLY,
    granted: inRange(year.granted + amount.units, amount.currency),
  };
}

function yearFrom(firstDate: LocalDate, shares: number): YearSoFar {
  return { firstDate, shares, sharesOver: 0, granted: 0n, ahead: 0n };
}

/** The same year in shares of which a whole number is one of `count` parts. */
function inSharesOf(year: YearSoFar, count: number): YearSoFar {
  const times = count / greatestCommonDivisor(year.shares, count);
  return { ...year, shares: year.shares * times, sharesOver: year.sharesOver * times, ahead: year.ahead * BigInt(times) };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function inRange(units: bigint, code: CurrencyCode): bigint {
  return new Money(units, code).units;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** How many grants make a year of these terms; one of what is not counted in years. */
function grantsInYear({ period, payPeriodsPerYear }: AmountTerms): number {
  return isAnnual(period) ? (payPeriodsPerYear ?? grantsPerYear[period]) : 1;
}

/**
 * What a year of these terms grants, in whole minor units: 250,000.00 for 50 % of 500,000.00. A share is rounded once, half-even.
 * @throws Refusal as {@link grantOfPeriod}
 */
export function annualAmount(terms: AnnualTerms, annualBase?: Money): Money {
  return new Money(unitsInYear(terms, annualBase), currencyOf(terms)).toMinor();
}

/**
 * The same exactly, in 10⁻¹⁰ units, beyond the range of money too: a fixed amount that is granted as it is may be worth more in a year.
 * @throws Refusal as {@link grantOfPeriod}
 */
export function unitsInYear(terms: AnnualTerms, annualBase?: Money): bigint {
  if (terms.amountType === 'FIXED') {
    return terms.period === 'ANNUAL' ? terms.amount.units : terms.amount.units * BigInt(grantsPerYear[terms.period]);
  }
  if (annualBase === undefined) {
    throw new Refusal('VALIDATION', 'A percentage of base salary needs the base salary at the start of the period, and none is known.');
  }
  if (annualBase.currency !== terms.currency) {
    throw new Refusal(
      'CURRENCY_MISMATCH',
      `The stipend is in ${terms.currency} and the base salary in ${annualBase.currency}; nothing is converted.`,
    );
  }
  return annualBase.scaledBy(BigInt(terms.percent), WHOLE).units;
}

/**
 * What the terms are worth in a year, at the pace of a usual one: 52 weeks, 365 days, 261 weekdays. What limits of the pace of
 * spending compare with; nothing is granted by it.
 * @param payPeriodDays days of a pay period, from which the number of them in a year is told where the terms do not say it
 * @returns null for an amount by the pay period where neither is known
 * @throws Refusal as {@link grantOfPeriod}
 */
export function worthInYear(terms: AmountTerms, annualBase?: Money, payPeriodDays: number | null = null): Money | null {
  if (terms.amountType === 'PER_DAY')
    return terms.amount.scaledBy(BigInt(timesAYear[terms.dayCount === 'CALENDAR' ? 'DAY' : 'WORKING_DAY']), 1n);
  const { period } = terms;
  if (terms.amountType !== 'FIXED' || isAnnual(period)) return annualAmount({ ...terms, period: period as AnnualPeriod }, annualBase);
  const times = period === 'PAY_PERIOD' ? (terms.payPeriodsPerYear ?? payPeriodsOf(payPeriodDays)) : timesAYear[period];
  return times === null ? null : terms.amount.scaledBy(BigInt(times), 1n);
}

function payPeriodsOf(days: number | null): PayPeriodsPerYear | null {
  if (days === null) return null;
  return days <= 7 ? 52 : days <= 14 ? 26 : days <= 16 ? 24 : 12;
}

/** The currency the terms grant in. */
export function currencyOf(terms: AmountTerms): CurrencyCode {
  return terms.amountType === 'PERCENT_OF_BASE' ? terms.currency : terms.amount.currency;
}

/** Amount terms as they come from outside: what does not belong to the amount type is absent or null. */
export interface AmountDraft {
  readonly amountType: AmountType;
  readonly period: AmountPeriod;
  readonly amount?: Money | null | undefined;
  readonly percent?: number | null | undefined;
  readonly currency?: CurrencyCode | null | undefined;
  readonly payPeriodsPerYear?: number | null | undefined;
  readonly dayCount?: DayCount | null | undefined;
}

/**
 * Reads a draft into terms, so that nothing after it checks them again.
 * @param path where the draft stands in the input
 * @throws Refusal `VALIDATION` naming the field: FIXED and PER_DAY take a positive `amount` in whole minor units and no `percent`; PERCENT_OF_BASE takes
 *   a `percent` of 1 to 1,000,000 basis points, a `currency` and no `amount`; `CURRENCY_MISMATCH` where a
 *   `currency` is named other than that of the amount; `payPeriodsPerYear` is for ANNUAL and PAY_PERIOD; PER_DAY is MONTHLY, and
 *   `dayCount` is for it alone
 */
export function readAmountTerms(draft: AmountDraft, path: InputPath = ['input']): AmountTerms {
  const refuse = (field: string, sentence: string): Refusal => new Refusal('VALIDATION', sentence, [...path, field]);
  const { amountType, period } = draft;

  if (draft.dayCount != null && amountType !== 'PER_DAY') throw refuse('dayCount', 'Only a PER_DAY stipend counts days.');
  switch (amountType) {
    case 'FIXED':
      return { amountType, period, amount: readAmount(draft, path), payPeriodsPerYear: readPayPeriods(draft, path) };
    case 'PER_DAY': {
      const amount = readAmount(draft, path);
      if (period !== 'MONTHLY') throw refuse('period', 'An amount for each day is granted MONTHLY; by the DAY a FIXED one is.');
      readPayPeriods(draft, path);
      return { amountType, period, amount, dayCount: draft.dayCount ?? 'CALENDAR' };
    }
    case 'PERCENT_OF_BASE': {
      if (draft.amount != null) throw refuse('amount', 'A PERCENT_OF_BASE stipend has a percentage and no amount.');
      if (draft.percent == null) throw refuse('percent', 'A PERCENT_OF_BASE stipend needs a percentage in basis points.');
      if (!Number.isInteger(draft.percent) || draft.percent < 1 || draft.percent > PERCENT_MAX) {
        throw refuse('percent', 'The percentage is 1 to 1,000,000 basis points; 5,000 is 50 %.');
      }
      if (!isAnnual(period)) throw refuse('period', 'A share of the annual base salary is MONTHLY, ANNUAL, by QUARTER or by YEAR.');
      if (draft.currency == null) throw refuse('currency', 'A PERCENT_OF_BASE stipend names the currency it is granted in.');
      return { amountType, period, percent: draft.percent, currency: draft.currency, payPeriodsPerYear: readPayPeriods(draft, path) };
    }
  }
}

function readAmount({ amountType, amount, percent, currency: code }: AmountDraft, path: InputPath): Money {
  const refuse = (field: string, sentence: string): Refusal => new Refusal('VALIDATION', sentence, [...path, field]);
  if (percent != null) throw refuse('percent', `A ${amountType} stipend has an amount and no percentage.`);
  if (amount == null) throw refuse('amount', `A ${amountType} stipend needs an amount.`);
  if (!amount.isPositive) throw refuse('amount', 'The amount is more than zero.');
  if (code != null && code !== amount.currency) {
    throw new Refusal('CURRENCY_MISMATCH', `The amount is in ${amount.currency}.`, [...path, 'currency']);
  }
  requireWholeMinor(amount, [...path, 'amount', 'amount']);
  return amount;
}

function readPayPeriods({ period, payPeriodsPerYear: given }: AmountDraft, path: InputPath): PayPeriodsPerYear | null {
  if (given == null) return null;
  const known = payPeriodCounts.find((count) => count === given);
  if (known !== undefined && (period === 'ANNUAL' || period === 'PAY_PERIOD')) return known;
  throw new Refusal(
    'VALIDATION',
    known === undefined
      ? `A year has ${payPeriodCounts.join(', ')} pay periods.`
      : 'Only ANNUAL amounts and those by PAY_PERIOD name them.',
    [...path, 'payPeriodsPerYear'],
  );
}

export type PolicyStatus = 'DRAFT' | 'PUBLISHED' | 'ARCHIVED';
export type PolicyVersionStatus = 'DRAFT' | 'PUBLISHED' | 'SUPERSEDED' | 'ARCHIVED';

/** What may follow what. A version is never edited after DRAFT; SUPERSEDED and ARCHIVED are final. Source: domain.md §2. */
const nextStatuses: Readonly<Record<PolicyVersionStatus, readonly PolicyVersionStatus[]>> = {
  DRAFT: ['PUBLISHED'],
  PUBLISHED: ['SUPERSEDED', 'ARCHIVED'],
  SUPERSEDED: [],
  ARCHIVED: [],
};

/** @throws Refusal `INVALID_TRANSITION` with `from` and `to` */
export function transition(from: PolicyVersionStatus, to: PolicyVersionStatus): PolicyVersionStatus {
  if (!nextStatuses[from].includes(to)) {
    throw new Refusal('INVALID_TRANSITION', `A policy version that is ${from} does not become ${to}.`, ['input'], { from, to });
  }
  return to;
}

/** When a version counts: from `effectiveFrom` up to and without `effectiveTo`. A draft has no dates, an open end is null. */
export interface EffectiveSpan {
  readonly effectiveFrom: LocalDate | null;
  readonly effectiveTo: LocalDate | null;
}

/** The one version that counts on a date; `undefined` before the first. Spans of a policy never overlap. */
export function versionOn<T extends EffectiveSpan>(versions: readonly T[], date: LocalDate): T | undefined {
  return versions.find(
    ({ effectiveFrom, effectiveTo }) => effectiveFrom !== null && effectiveFrom <= date && (effectiveTo === null || date < effectiveTo),
  );
}

/**
 * Whether a version may follow the one before it.
 * @throws Refusal `VALIDATION` at `effectiveFrom`: a later version takes effect later
 */
export function requireLater(previousFrom: LocalDate | null, effectiveFrom: LocalDate): void {
  if (previousFrom === null || effectiveFrom > previousFrom) return;
  throw new Refusal('VALIDATION', `The version before takes effect on ${previousFrom}; this one does later.`, ['input', 'effectiveFrom']);
}

/** @throws Refusal `CURRENCY_MISMATCH`: a policy keeps its currency, so that a stipend is one account from first month to last */
export function requireSameCurrency(published: CurrencyCode, proposed: CurrencyCode): void {
  if (published === proposed) return;
  throw new Refusal('CURRENCY_MISMATCH', `The policy grants in ${published}. Create another policy for ${proposed}.`, ['input', 'terms']);
}

/** @throws Refusal `VALIDATION`: a policy keeps its cadence, so that the periods of a stipend touch from first to last */
export function requireSameCadence(
  published: Pick<AmountTerms, 'period' | 'payPeriodsPerYear'>,
  proposed: Pick<AmountTerms, 'period' | 'payPeriodsPerYear'>,
): void {
  if (cadenceOf(published) === cadenceOf(proposed)) return;
  throw new Refusal('VALIDATION', `The policy grants by the ${cadenceOf(published)}. Create another policy for another cadence.`, [
    'input',
    'terms',
    'period',
  ]);
}

/** What a person's unused compute may be handed to: nothing, or the pool of the cost center where the person works. */
export type Transfer = 'NONE' | 'COST_CENTER';

/** Whether what is left at the end of a period is carried into the next. */
export type Rollover = 'NONE' | 'CAPPED';

/**
 * How much is carried: MIN(max, MAX(left, min)), and no more than `maxPercent` of what the period granted (C4). Amounts are
 * in the currency of the terms.
 */
export interface RolloverTerms {
  readonly max: Money;
  readonly min: Money;
  /** Basis points of the grant of the period; null caps nothing. */
  readonly maxPercent: number | null;
  /** How many periods what is carried lasts. */
  readonly lastsPeriods: number;
}

/** Rollover terms as they come from outside. */
export interface RolloverDraft {
  readonly max: Money;
  readonly min?: Money | null;
  readonly maxPercent?: number | null;
  readonly lastsPeriods?: number | null;
}

const LASTS_MAX_PERIODS = 12;

/**
 * @returns null where nothing is carried
 * @throws Refusal `VALIDATION` naming the field, `CURRENCY_MISMATCH`
 */
export function readRollover(
  rollover: Rollover | null,
  draft: RolloverDraft | null,
  code: CurrencyCode,
  path: InputPath = ['input'],
): RolloverTerms | null {
  const refuse = (field: string, sentence: string): Refusal => new Refusal('VALIDATION', sentence, [...path, 'rolloverTerms', field]);
  if (draft === null) {
    if (rollover !== 'CAPPED') return null;
    throw new Refusal('VALIDATION', 'A CAPPED rollover says how much is carried.', [...path, 'rolloverTerms']);
  }
  if (rollover === 'NONE')
    throw new Refusal('VALIDATION', 'Where nothing rolls over there are no terms of it.', [...path, 'rolloverTerms']);
  const { max, min, maxPercent = null, lastsPeriods } = draft;
  for (const [field, amount] of Object.entries({ max, min })) {
    if (amount != null && amount.currency !== code) {
      throw new Refusal('CURRENCY_MISMATCH', `The policy grants in ${code}.`, [...path, 'rolloverTerms', field, 'currency']);
    }
    if (amount != null) requireWholeMinor(amount, [...path, 'rolloverTerms', field, 'amount']);
  }
  if (!max.isPositive) throw refuse('max', 'What is carried at most is more than zero.');
  if (min != null && (min.isNegative || min.compare(max) > 0)) throw refuse('min', 'What is carried at least is zero up to `max`.');
  if (maxPercent !== null && !(Number.isInteger(maxPercent) && maxPercent >= 1 && maxPercent <= 10_000)) {
    throw refuse('maxPercent', 'The percentage is 1 to 10,000 basis points; 5,000 is 50 %.');
  }
  const periods = lastsPeriods ?? 1;
  if (!(Number.isInteger(periods) && periods >= 1 && periods <= LASTS_MAX_PERIODS)) {
    throw refuse('lastsPeriods', `What is carried lasts 1 to ${LASTS_MAX_PERIODS} periods.`);
  }
  return { max, min: min ?? Money.zero(code), maxPercent, lastsPeriods: periods };
}

/** A year and a day: a trial that is longer is none. */
const UNCAPPED_MAX_DAYS = 366;

/** @throws Refusal `VALIDATION` outside 1 to 366 days; null begins with the terms at once */
export function requireUncappedDays(days: number | null, path: InputPath): number | null {
  if (days === null || (Number.isInteger(days) && days >= 1 && days <= UNCAPPED_MAX_DAYS)) return days;
  throw new Refusal('VALIDATION', `An uncapped trial is 1 to ${UNCAPPED_MAX_DAYS} days.`, path);
}

const GUARANTEE_MAX_MONTHS = 120;

/** @throws Refusal `VALIDATION` outside 1 to 120 months; null promises nothing */
export function requireGuarantee(months: number | null, path: InputPath): number | null {
  if (months === null || (Number.isInteger(months) && months >= 1 && months <= GUARANTEE_MAX_MONTHS)) return months;
  throw new Refusal('VALIDATION', `A guarantee is 1 to ${GUARANTEE_MAX_MONTHS} months.`, path);
}
