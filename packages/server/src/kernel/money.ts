import { currentCurrencies, everCurrencies } from './currencies.js';
import { invariant } from './invariant.js';
import { type InputPath, Refusal } from './refusal.js';

/**
 * Exact money: a whole number of 10⁻¹⁰ units with its currency. No floating point comes near it. Rounding happens
 * only in the functions that say so, always half-even.
 */
export const MONEY_DECIMALS = 10;
const UNITS_PER_ONE = 10n ** BigInt(MONEY_DECIMALS);
const WHOLE_DIGITS = 28;
const OUT_OF_RANGE = 10n ** BigInt(WHOLE_DIGITS) * UNITS_PER_ONE;

/** In 10⁻¹⁰: what money can be at most. */
export const LARGEST_UNITS = OUT_OF_RANGE - 1n;

/** ISO 4217, upper case. */
export type CurrencyCode = string & { readonly __currency: true };

const knownCurrencies = currentCurrencies(new Date().toISOString().slice(0, 10));

/** From outside. `undefined` where the text is no current ISO 4217 code in upper case, see `currentCurrencies`. */
export function parseCurrency(text: string): CurrencyCode | undefined {
  return knownCurrencies.has(text) ? (text as CurrencyCode) : undefined;
}

/** A code that was taken before, stored or written in our own source. It may be withdrawn since: what is booked in it stays money. */
export function currency(text: string): CurrencyCode {
  invariant(everCurrencies.has(text), `${text} is an ISO 4217 currency`);
  return text as CurrencyCode;
}

/**
 * Decimals of the minor unit where they are not two. Source: ISO 4217 list one, as of 2026. Not what the runtime formats
 * with: that follows custom, and changes with its version.
 */
const minorDigitsBesidesTwo: ReadonlyMap<string, number> = new Map([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map(
    (code) => [code, 0] as const,
  ),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
]);

/** Decimals of the minor unit: JPY 0, USD 2, KWD 3. */
export function minorDigits(code: CurrencyCode): number {
  return minorDigitsBesidesTwo.get(code) ?? 2;
}

const decimalPattern = /^-?(0|[1-9]\d{0,27})(\.\d{1,10})?$/;

/**
 * Reads a decimal from outside into 10⁻¹⁰ units.
 * @returns `undefined` for anything but `-?digits(.1–10 digits)`: no exponent, no plus, no leading zero, no space
 */
export function parseDecimal(text: string): bigint | undefined {
  return decimalPattern.test(text) ? unitsOf(text) : undefined;
}

/** Reads a decimal the database wrote (`1.1000000000`) into 10⁻¹⁰ units. */
export function unitsOf(text: string): bigint {
  const point = text.indexOf('.');
  const digits = point === -1 ? text : text.slice(0, point) + text.slice(point + 1);
  const places = point === -1 ? 0 : text.length - point - 1;
  invariant(places <= MONEY_DECIMALS, 'a stored decimal has at most ten places');
  // One reading of all digits, sign included: the unit is that of the last place.
  return BigInt(digits + zeros.slice(places));
}

const zeros = '0'.repeat(MONEY_DECIMALS);

/** Writes 10⁻¹⁰ units with at least `minimumDigits` decimals and no further trailing zeros: `475000.00`, `0.009`. */
export function decimalOf(units: bigint, minimumDigits = 0): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(MONEY_DECIMALS + 1, '0');
  const point = digits.length - MONEY_DECIMALS;
  return sign + withoutZeros(`${digits.slice(0, point)}.${digits.slice(point)}`, point, minimumDigits);
}

/** Cuts trailing zeros off a decimal with its point at `point`, down to `minimumDigits` places. */
function withoutZeros(decimal: string, point: number, minimumDigits: number): string {
  let end = decimal.length;
  while (end > point + 1 + minimumDigits && decimal.charCodeAt(end - 1) === ZERO) end -= 1;
  return decimal.slice(0, end === point + 1 ? point : end);
}

const ZERO = '0'.charCodeAt(0);

/** `numerator / denominator`, rounded half-even. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  invariant(denominator !== 0n, 'nothing is divided by zero');
  if (denominator < 0n) return divideHalfEven(-numerator, -denominator);
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  const quotient = magnitude / denominator;
  const twiceRest = (magnitude % denominator) * 2n;
  const up = twiceRest > denominator || (twiceRest === denominator && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

/** `numerator / denominator` for a positive denominator, rounded up. */
export function divideUp(numerator: bigint, denominator: bigint): bigint {
  invariant(denominator > 0n, 'what is rounded up is divided by more than zero');
  const quotient = numerator / denominator;
  return numerator > quotient * denominator ? quotient + 1n : quotient;
}

/** 10⁻¹⁰ units in one minor unit: USD 10⁸. */
export function unitsPerMinor(code: CurrencyCode): bigint {
  const units = unitsPerMinorOf[minorDigits(code)];
  invariant(units !== undefined, 'a minor unit has at most ten decimals');
  return units;
}

const unitsPerMinorOf = Array.from({ length: MONEY_DECIMALS + 1 }, (_, digits) => 10n ** BigInt(MONEY_DECIMALS - digits));

export class Money {
  /** @throws Refusal `AMOUNT_OUT_OF_RANGE` when |amount| ≥ 10²⁸, so that no sum ever wraps or is cut. */
  constructor(
    readonly units: bigint,
    readonly currency: CurrencyCode,
  ) {
    if (units >= OUT_OF_RANGE || units <= -OUT_OF_RANGE) {
      throw new Refusal('AMOUNT_OUT_OF_RANGE', 'Amounts stay below 10^28.');
    }
  }

  static zero(code: CurrencyCode): Money {
    return new Money(0n, code);
  }

  /** From a decimal our own code or the database wrote. */
  static of(decimal: string, code: string): Money {
    return new Money(unitsOf(decimal), currency(code));
  }

  /** The exact amount as the API writes it. */
  get amount(): string {
    return decimalOf(this.units, minorDigits(this.currency));
  }

  /** Half-even to the minor unit, as the API writes it. */
  get rounded(): string {
    return decimalOf(this.minorUnits, minorDigits(this.currency));
  }

  /** Half-even to the minor unit. */
  toMinor(): Money {
    return new Money(this.minorUnits, this.currency);
  }

  private get minorUnits(): bigint {
    const step = unitsPerMinor(this.currency);
    return this.units % step === 0n ? this.units : divideHalfEven(this.units, step) * step;
  }

  plus(other: Money): Money {
    return new Money(this.units + this.sameCurrency(other).units, this.currency);
  }

  minus(other: Money): Money {
    return new Money(this.units - this.sameCurrency(other).units, this.currency);
  }

  negated(): Money {
    return new Money(-this.units, this.currency);
  }

  /** `this × numerator / denominator`, rounded half-even to 10⁻¹⁰. */
  scaledBy(numerator: bigint, denominator: bigint): Money {
    return new Money(divideHalfEven(this.units * numerator, denominator), this.currency);
  }

  compare(other: Money): -1 | 0 | 1 {
    const { units } = this.sameCurrency(other);
    return this.units < units ? -1 : this.units > units ? 1 : 0;
  }

  equals(other: Money): boolean {
    return this.currency === other.currency && this.units === other.units;
  }

  /** Nothing finer than the minor unit of the currency. */
  get isWholeMinor(): boolean {
    return this.units % unitsPerMinor(this.currency) === 0n;
  }

  get isZero(): boolean {
    return this.units === 0n;
  }

  get isPositive(): boolean {
    return this.units > 0n;
  }

  get isNegative(): boolean {
    return this.units < 0n;
  }

  toJSON(): { amount: string; currency: string } {
    return { amount: this.amount, currency: this.currency };
  }

  private sameCurrency(other: Money): Money {
    if (other.currency !== this.currency) {
      throw new Refusal('CURRENCY_MISMATCH', `${this.currency} and ${other.currency} are not added or compared.`);
    }
    return other;
  }
}

/** An amount as the API writes it. */
export interface WrittenMoney {
  readonly amount: string;
  readonly currency: CurrencyCode;
  readonly rounded: string;
}

/**
 * Writes a stored amount as `Money.of(decimal, code)` does, from the text of the database: cut to size, and mostly rounded
 * without arithmetic. Long lists are read much more often than calculated with.
 * @throws Refusal `AMOUNT_OUT_OF_RANGE`
 */
export function writtenMoney(decimal: string, code: CurrencyCode): WrittenMoney {
  if (decimal === STORED_ZERO) return writtenZero(code);
  const point = decimal.length - MONEY_DECIMALS - 1;
  if (decimal[point] === '.' && point <= WHOLE_DIGITS) {
    const minor = minorDigits(code);
    const amount = withoutZeros(decimal, point, minor);
    const rounded = amount.length <= point + 1 + minor ? amount : roundedText(decimal, point, minor);
    if (rounded !== undefined) return { amount, currency: code, rounded };
  }
  const { amount, rounded } = Money.of(decimal, code);
  return { amount, currency: code, rounded };
}

const STORED_ZERO = `0.${zeros}`;
const writtenZeros = new Map<CurrencyCode, WrittenMoney>();

/** Most amounts of a list are zero, and share one object. */
function writtenZero(code: CurrencyCode): WrittenMoney {
  let zero = writtenZeros.get(code);
  if (zero === undefined) {
    const { amount, rounded } = Money.zero(code);
    zero = Object.freeze({ amount, currency: code, rounded });
    writtenZeros.set(code, zero);
  }
  return zero;
}

/** Half-even to `minor` places; `undefined` where a sign or a carry asks for arithmetic. */
function roundedText(decimal: string, point: number, minor: number): string | undefined {
  const end = minor === 0 ? point : point + 1 + minor;
  const rest = decimal.slice(point + 1 + minor);
  const half = halves[minor] ?? '';
  const last = decimal.charCodeAt(end - 1) - ZERO;
  const isUp = rest > half || (rest === half && last % 2 === 1);
  if (decimal.startsWith('-') || (isUp && last === 9)) return undefined;
  return isUp ? `${decimal.slice(0, end - 1)}${last + 1}` : decimal.slice(0, end);
}

/** Half a minor unit in the places behind it, by the digits of the minor unit. */
const halves = Array.from({ length: MONEY_DECIMALS }, (_, minor) => '5'.padEnd(MONEY_DECIMALS - minor, '0'));

/**
 * What is granted, promised, paid or set as a limit is whole minor units: nothing finer can be paid to anybody. Finer is only what is used
 * and spent, and what is left of it.
 * @param path of the decimal
 * @throws Refusal `VALIDATION` at `path`
 */
export function requireWholeMinor(amount: Money, path: InputPath): void {
  if (amount.isWholeMinor) return;
  const digits = minorDigits(amount.currency);
  const most = digits === 0 ? 'no decimals' : `at most ${digits} decimals`;
  throw new Refusal('VALIDATION', `${path.join('.')} is in whole minor units: an amount in ${amount.currency} has ${most}.`, path);
}

/** The sum of amounts of one currency; zero for none. */
export function sum(amounts: Iterable<Money>, code: CurrencyCode): Money {
  let total = Money.zero(code);
  for (const amount of amounts) total = total.plus(amount);
  return total;
}

/**
 * Splits an amount into parts that sum to it exactly, by largest remainder over `weights`; ties go to the earliest.
 * Parts are whole minor units, and so is the total: who splits anything finer rounds it first, so that no part is left with what
 * nobody can be paid. Source: domain.md §3 — 250,000.00 over twelve equal weights is 4 × 20,833.34 and 8 × 20,833.33.
 */
export function split(total: Money, weights: readonly bigint[]): Money[] {
  invariant(weights.length > 0 && weights.every((weight) => weight >= 0n), 'weights are non-negative and there is one');
  invariant(total.isWholeMinor, 'what is split is whole minor units');
  const weightSum = weights.reduce((left, right) => left + right, 0n);
  invariant(weightSum > 0n, 'one weight is positive');

  const step = unitsPerMinor(total.currency);
  const sign = total.units < 0n ? -1n : 1n;
  const magnitude = total.units * sign;
  const minors = magnitude / step;

  const parts = weights.map((weight) => (minors * weight) / weightSum);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (minors * weight) % weightSum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  const left = minors - parts.reduce((a, b) => a + b, 0n);
  for (const { index } of byRemainder.slice(0, Number(left))) parts[index] = (parts[index] ?? 0n) + 1n;

  return parts.map((part) => new Money(sign * part * step, total.currency));
}

/** `count` equal parts that sum to the whole; the earliest get the extra minor unit. */
export function splitEvenly(total: Money, count: number): Money[] {
  return split(
    total,
    Array.from({ length: count }, () => 1n),
  );
}

/** `part / whole` in percent with two decimals, half-even: `"21.05"`. Zero for a whole of zero. */
export function percentOf(part: Money, whole: Money): string {
  if (whole.isZero) return '0.00';
  invariant(part.currency === whole.currency, 'a share compares one currency');
  return decimalOf(divideHalfEven(part.units * 10_000n, whole.units) * 10n ** 8n, 2);
}
