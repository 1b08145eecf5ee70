import { describe, expect, it } from '@jest/globals';
import { newId } from '../../kernel/ids.js';
import { currency, decimalOf, Money, unitsOf } from '../../kernel/money.js';
import { convert, type Rate, rateAt } from './fx.rules.js';

const [USD, EUR, GBP] = [currency('USD'), currency('EUR'), currency('GBP')];

describe('conversion', () => {
  it.each([
    ['100', '0.92', '92'],
    ['0.054399', '0.9213', '0.0501177987'],
    ['0.0000000001', '0.5', '0'],
    ['0.0000000003', '0.5', '0.0000000002'],
    ['-0.0000000003', '0.5', '-0.0000000002'],
  ])('%s USD at %s is %s EUR, rounded half-even once', (amount, rate, expected) => {
    const converted = convert(Money.of(amount, 'USD'), { rate: unitsOf(rate), quote: EUR });
    expect(decimalOf(converted.units)).toBe(expected);
    expect(converted.currency).toBe('EUR');
  });
});

describe('the rate that holds', () => {
  const rate = (quote: typeof EUR, asOf: string, decimal: string): Rate => ({
    id: newId('fxRate'),
    base: USD,
    quote,
    rate: unitsOf(decimal),
    asOf: new Date(asOf),
  });
  // Not in order: the order of storage decides nothing.
  const rates = [
    rate(EUR, '2026-11-02T00:00:00Z', '0.92'),
    rate(EUR, '2026-11-01T00:00:00Z', '0.91'),
    rate(GBP, '2026-11-03T00:00:00Z', '0.78'),
  ];

  it.each([
    ['2026-10-31T23:59:59.999Z', undefined],
    ['2026-11-01T00:00:00.000Z', '0.91'],
    ['2026-11-01T23:59:59.999Z', '0.91'],
    ['2026-11-02T00:00:00.000Z', '0.92'],
    ['2027-11-02T00:00:00.000Z', '0.92'],
  ])('at %s is %s', (at, expected) => {
    const found = rateAt(rates, USD, EUR, new Date(at));
    expect(found && decimalOf(found.rate)).toBe(expected);
  });

  it('is not made by inverting another', () => {
    expect(rateAt(rates, EUR, USD, new Date('2026-12-01T00:00:00Z'))).toBeUndefined();
  });
});
