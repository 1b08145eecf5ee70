import type { Id } from '../../kernel/ids.js';
import { type CurrencyCode, divideHalfEven, Money } from '../../kernel/money.js';

/** What one unit of `base` is worth in `quote`, from an instant until the next rate of the pair. */
export interface Rate {
  readonly id: Id<'fxRate'>;
  readonly base: CurrencyCode;
  readonly quote: CurrencyCode;
  /** In 10⁻¹⁰. */
  readonly rate: bigint;
  readonly asOf: Date;
}

/**
 * The rate that holds at an instant: the newest of the pair at or before it. No rate is inverted and none is made of two
 * others, since what the employer's bank applies is neither.
 */
export function rateAt(rates: readonly Rate[], base: CurrencyCode, quote: CurrencyCode, at: Date): Rate | undefined {
  let newest: Rate | undefined;
  for (const rate of rates) {
    if (rate.base !== base || rate.quote !== quote || rate.asOf > at) continue;
    if (newest === undefined || rate.asOf > newest.asOf) newest = rate;
  }
  return newest;
}

/** Converts once, rounded half-even to 10⁻¹⁰. */
export function convert(amount: Money, { rate, quote }: Pick<Rate, 'rate' | 'quote'>): Money {
  return new Money(divideHalfEven(amount.units * rate, ONE), quote);
}

const ONE = 10n ** 10n;
