/** What the API says of money: exact text, and its currency. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

const decimals = 10;

/** An amount in units of 10⁻¹⁰, in which sums are exact. */
export function unitsOf(amount: string): bigint {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,10}))?$/.exec(amount) ?? [];
  if (whole === '') throw new Error(`${amount} is no decimal.`);
  const units = BigInt(whole + fraction.padEnd(decimals, '0'));
  return sign === '' ? units : -units;
}

/** The other way round, with as many decimals as are needed, but at least `digits`. */
export function decimalOf(units: bigint, digits = 0): string {
  const text = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const fraction = text.slice(-decimals).replace(/0+$/, '').padEnd(digits, '0');
  return `${units < 0n ? '-' : ''}${text.slice(0, -decimals)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** `475,000.00 USD`: every digit there is, grouped. */
export function shown({ amount, currency }: Amount): string {
  const { length } = amount.split('.')[1] ?? '';
  const format = new Intl.NumberFormat('en-US', { minimumFractionDigits: length, maximumFractionDigits: length });
  return `${format.format(amount as Intl.StringNumericLiteral)} ${currency}`;
}

/** `1,245`. */
export function grouped(count: string): string {
  return new Intl.NumberFormat('en-US').format(BigInt(count));
}

/** A quotient of amounts that are not negative, rounded half-even to a whole number of units. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const [quotient, twice] = [dividend / divisor, (dividend % divisor) * 2n];
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

/** The sum, to the tenth decimal; zero of none. */
export function sumOf(amounts: Iterable<string>): bigint {
  let sum = 0n;
  for (const amount of amounts) sum += unitsOf(amount);
  return sum;
}
