import { invariant, unreachable } from '../../kernel/invariant.js';
import { type CurrencyCode, divideHalfEven, Money, percentOf, splitEvenly, sum, unitsPerMinor } from '../../kernel/money.js';
import { type Allowance, type BaseSalary, type ComputeStipend, moneyOf, type OfferComponent } from './offers.rules.js';

/** What an offer is worth in a year. Every figure is whole minor units, so that what is shown adds up. */
export interface TotalCompensation {
  /** Base salary and yearly bonuses, TARGET at target. Shown before everything else. */
  readonly cash: Money;
  /** A year's share of the equity grants: value ÷ vesting years. */
  readonly equity: Money;
  readonly other: Money;
  /** All compute on the offer, also what the headline leaves out; `null` without a compute line. */
  readonly compute: ComputeTotal | null;
  /** cash + equity + other + the compute framed as COMPENSATION. */
  readonly headline: Money;
  /** That compute in percent of the headline, two decimals, half-even; `null` where the headline holds no compute. */
  readonly computeShare: string | null;
  /** What the headline leaves out and why, in words. */
  readonly excludedLines: readonly string[];
}

export interface ComputeTotal {
  /** Of the first twelve months from the start date. */
  readonly firstYear: Money;
  readonly annualised: Money;
  /** Whether it depends on something this offer does not fix. */
  readonly isEstimate: boolean;
  /** How it was arrived at, in words. */
  readonly basis: string;
}

/** One component with what it adds to a year; `yearly` is `null` for what is paid once or cannot be computed yet. */
export interface YearlyLine {
  readonly component: OfferComponent;
  readonly yearly: Money | null;
  /** Where it counts; `NOWHERE` is listed in words. */
  readonly countsAs: 'CASH' | 'EQUITY' | 'OTHER' | 'COMPUTE' | 'NOWHERE';
}

/**
 * The total-compensation sheet.
 * @returns `null` for an offer that names no money yet
 * @throws Refusal `CURRENCY_MISMATCH` where components have more than one currency
 */
export function totalCompensation(components: readonly OfferComponent[]): TotalCompensation | null {
  const currency = components.map(moneyOf).find((money) => money !== null)?.currency;
  if (currency === undefined) return null;

  const lines = yearlyLines(components);
  const totalOf = (countsAs: YearlyLine['countsAs']) =>
    sum(
      lines.flatMap((line) => (line.countsAs === countsAs && line.yearly !== null ? [line.yearly] : [])),
      currency,
    );
  const cash = totalOf('CASH');
  const equity = totalOf('EQUITY');
  const other = totalOf('OTHER');
  const countedCompute = totalOf('COMPUTE');
  const headline = cash.plus(equity).plus(other).plus(countedCompute);
  return {
    cash,
    equity,
    other,
    compute: computeTotal(lines, components, currency),
    headline,
    computeShare: lines.some(({ countsAs }) => countsAs === 'COMPUTE') ? percentOf(countedCompute, headline) : null,
    excludedLines: lines.filter(({ countsAs }) => countsAs === 'NOWHERE').map(exclusionInWords),
  };
}

/** Each component with its year, in the order the sheet shows them: cash, equity, other, compute. */
export function yearlyLines(components: readonly OfferComponent[]): readonly YearlyLine[] {
  const order: readonly OfferComponent['kind'][] = ['BASE_SALARY', 'BONUS', 'EQUITY', 'OTHER', 'COMPUTE_STIPEND'];
  const inOrder = order.flatMap((kind) => components.filter((component) => component.kind === kind));
  return inOrder.map((component) => yearlyLine(component, baseOf(components)));
}

function yearlyLine(component: OfferComponent, base: BaseSalary | undefined): YearlyLine {
  switch (component.kind) {
    case 'BASE_SALARY':
      return { component, yearly: yearlySalary(component), countsAs: 'CASH' };
    case 'BONUS':
      return component.type === 'SIGN_ON'
        ? { component, yearly: null, countsAs: 'NOWHERE' }
        : { component, yearly: component.amount, countsAs: 'CASH' };
    case 'EQUITY':
      return { component, yearly: minorFraction(component.grantValue, 1n, BigInt(component.vestingYears)), countsAs: 'EQUITY' };
    case 'OTHER':
      if (component.period === 'ONCE') return { component, yearly: null, countsAs: 'NOWHERE' };
      return { component, yearly: component.period === 'MONTHLY' ? twelveTimes(component.amount) : component.amount, countsAs: 'OTHER' };
    case 'COMPUTE_STIPEND': {
      const yearly = yearlyCompute(component.allowance, base);
      return { component, yearly, countsAs: component.framing === 'COMPENSATION' && yearly !== null ? 'COMPUTE' : 'NOWHERE' };
    }
    default:
      return unreachable(component);
  }
}

/** The offer's base salary, if it has one. */
export function baseOf(components: readonly OfferComponent[]): BaseSalary | undefined {
  return components.find((component) => component.kind === 'BASE_SALARY');
}

export function yearlySalary(base: BaseSalary): Money {
  return base.period === 'MONTHLY' ? twelveTimes(base.amount) : base.amount;
}

/** A year of compute at the base salary of the offer, rounded once, half-even, to the minor unit; `null` for a percentage of one it does not have. */
export function yearlyCompute(allowance: Allowance, base: BaseSalary | undefined): Money | null {
  if (allowance.amountType === 'FIXED') return allowance.period === 'MONTHLY' ? twelveTimes(allowance.amount) : allowance.amount;
  return base === undefined ? null : minorFraction(yearlySalary(base), BigInt(allowance.percent), 10_000n);
}

/**
 * What is granted in each of twelve months, counted from the start date, in whole minor units that sum to the year. It is what
 * stipends grant as long as neither terms nor base salary change, and a law holds the two equal.
 * Source: requirements B1 — 250,000.00 a year is 4 × 20,833.34 and then 8 × 20,833.33.
 */
export function monthlyCompute(allowance: Allowance, base: BaseSalary | undefined): readonly Money[] | null {
  const yearly = yearlyCompute(allowance, base);
  return yearly === null ? null : splitEvenly(yearly, 12);
}

/** Basis points in percent without trailing zeros: 5000 → `50`, 1250 → `12.5`. */
export function percentOfBasisPoints(basisPoints: number): string {
  const digits = basisPoints.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '');
}

// People read these at a glance; sevenths and ninths they do not.
const plainFractions: ReadonlyArray<{ readonly parts: bigint; readonly of: bigint }> = [
  { parts: 1n, of: 2n },
  { parts: 1n, of: 3n },
  { parts: 2n, of: 3n },
  { parts: 1n, of: 4n },
  { parts: 3n, of: 4n },
  { parts: 1n, of: 5n },
  { parts: 2n, of: 5n },
  { parts: 3n, of: 5n },
  { parts: 4n, of: 5n },
  { parts: 1n, of: 6n },
  { parts: 5n, of: 6n },
  { parts: 1n, of: 8n },
  { parts: 3n, of: 8n },
  { parts: 5n, of: 8n },
  { parts: 7n, of: 8n },
  { parts: 1n, of: 10n },
  { parts: 3n, of: 10n },
  { parts: 7n, of: 10n },
  { parts: 9n, of: 10n },
];

/**
 * A share in plain words, never shown without the exact value beside it: 100,000 of 475,000 is `about 1 in 5`,
 * a quarter is `1 in 4`. Source: requirements L13.
 * @param part 0 … whole
 */
export function shareInWords(part: Money, whole: Money): string {
  invariant(part.compare(whole) <= 0 && whole.isPositive && !part.isNegative, 'a share lies between nothing and the whole');
  if (part.isZero) return 'none';
  if (part.equals(whole)) return 'all';
  /** |part/whole − parts/of| × whole × of. */
  const distance = (parts: bigint, of: bigint) => {
    const difference = part.units * of - whole.units * parts;
    return difference < 0n ? -difference : difference;
  };
  const inWords = (parts: bigint, of: bigint) => `${distance(parts, of) === 0n ? '' : 'about '}${parts} in ${of}`;

  if (part.units * 10n < whole.units) {
    const of = divideHalfEven(whole.units, part.units);
    return of > 1_000n ? 'less than 1 in 1000' : inWords(1n, of);
  }
  if (part.units * 20n > whole.units * 19n) return 'nearly all';
  const nearest = plainFractions.reduce((best, next) =>
    distance(next.parts, next.of) * best.of < distance(best.parts, best.of) * next.of ? next : best,
  );
  return inWords(nearest.parts, nearest.of);
}

function computeTotal(
  lines: readonly YearlyLine[],
  components: readonly OfferComponent[],
  currency: CurrencyCode,
): TotalCompensation['compute'] {
  const stipends = lines.flatMap(({ component, yearly }) => (component.kind === 'COMPUTE_STIPEND' ? [{ stipend: component, yearly }] : []));
  if (stipends.length === 0) return null;
  const annualised = sum(
    stipends.flatMap(({ yearly }) => (yearly === null ? [] : [yearly])),
    currency,
  );
  return {
    firstYear: annualised,
    annualised,
    isEstimate: stipends.some(({ stipend, yearly }) => yearly === null || followsBaseWithinYear(stipend)),
    basis: stipends.map(({ stipend }) => basisInWords(stipend, baseOf(components))).join('; '),
  };
}

function followsBaseWithinYear({ allowance }: ComputeStipend): boolean {
  return allowance.amountType === 'PERCENT_OF_BASE' && allowance.period === 'MONTHLY';
}

function basisInWords({ allowance }: ComputeStipend, base: BaseSalary | undefined): string {
  if (allowance.amountType === 'FIXED') return `${inPlainText(allowance.amount)} ${allowance.period === 'MONTHLY' ? 'a month' : 'a year'}`;
  const percent = `${percentOfBasisPoints(allowance.percent)}% of base salary`;
  return base === undefined ? `${percent}, which this offer does not state yet` : `${percent}, ${inPlainText(yearlySalary(base))} a year`;
}

function exclusionInWords({ component, yearly }: YearlyLine): string {
  if (component.kind === 'COMPUTE_STIPEND') {
    if (yearly === null) return `${component.label ?? 'AI compute'}: a percentage of a base salary this offer does not state yet.`;
    return `${component.label ?? 'AI compute'}, ${inPlainText(yearly)} a year: a tool for the job, not part of the total compensation.`;
  }
  const money = moneyOf(component);
  invariant(money !== null, 'only compute is a percentage');
  return `${component.label ?? 'Sign-on bonus'}, ${inPlainText(money)}: paid once, not part of a year.`;
}

/** `100,000.00 USD`: for readers of any country, in text that is not a letter. */
function inPlainText(money: Money): string {
  const [whole = '', fraction] = money.rounded.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${grouped}${fraction === undefined ? '' : `.${fraction}`} ${money.currency}`;
}

function twelveTimes(monthly: Money): Money {
  return monthly.scaledBy(12n, 1n);
}

/** `money × numerator / denominator`, rounded once, half-even, to the minor unit. */
function minorFraction(money: Money, numerator: bigint, denominator: bigint): Money {
  const step = unitsPerMinor(money.currency);
  return new Money(divideHalfEven(money.units * numerator, denominator * step) * step, money.currency);
}
