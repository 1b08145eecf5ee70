import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currency, decimalOf, divideHalfEven, unitsOf } from '../../kernel/money.js';
import {
  type ClassPrice,
  type ClassPrices,
  entryAt,
  type PriceSpan,
  priceUsage,
  type UsageClass,
  type UsageCounts,
  usageClasses,
} from './pricing.rules.js';

const USD = currency('USD');

function perMillion(decimal: string, tiers: ClassPrice['tiers'] = []): ClassPrice {
  return { price: unitsOf(decimal), unitQuantity: 1_000_000n, tiers, inheritedFrom: null, rounded: false };
}

const sonnet: ClassPrices = {
  INPUT: perMillion('3'),
  CACHE_WRITE_5M: perMillion('3.75'),
  CACHE_READ: perMillion('0.3'),
  OUTPUT: perMillion('15'),
};

function cost(counts: UsageCounts, prices: ClassPrices): string {
  const pricing = priceUsage(counts, { currency: USD, prices });
  return pricing.status === 'PRICED' ? decimalOf(pricing.cost.units) : `UNPRICED ${pricing.missing.join(' ')}`;
}

describe('what usage costs', () => {
  it.each<[string, UsageCounts, ClassPrices, string]>([
    ['cache writes are not counted as input again', { INPUT: 3n, CACHE_WRITE_5M: 12_304n, OUTPUT: 550n }, sonnet, '0.054399'],
    [
      '86 uncached and 1,920 cached tokens',
      { INPUT: 86n, CACHE_READ: 1_920n },
      { INPUT: perMillion('2.5'), CACHE_READ: perMillion('1.25') },
      '0.002615',
    ],
    ['3,000 tokens at 3 per million', { INPUT: 3_000n }, sonnet, '0.009'],
    ['a thousand such calls', { INPUT: 3_000_000n }, sonnet, '9'],
    ['210 thousand million tokens', { INPUT: 210_000_000_000n }, sonnet, '630000'],
    ['60.2 million million tokens', { INPUT: 60_200_000_000_000n }, sonnet, '180600000'],
    ['nothing used', { INPUT: 0n, OUTPUT: 0n }, sonnet, '0'],
    ['one token at 0.01 per million', { INPUT: 1n }, { INPUT: perMillion('0.01') }, '0.00000001'],
    ['a tie that rounds down to even', { INPUT: 1n }, { INPUT: perMillion('0.00005') }, '0'],
    ['a tie that rounds up to even', { INPUT: 3n }, { INPUT: perMillion('0.00005') }, '0.0000000002'],
    [
      'two halves that are summed before they are rounded',
      { INPUT: 1n, OUTPUT: 1n },
      { INPUT: perMillion('0.00005'), OUTPUT: perMillion('0.00005') },
      '0.0000000001',
    ],
    [
      'prices per million and per thousand together',
      { INPUT: 1_000n, TOOL_CALL: 2n },
      { INPUT: perMillion('3'), TOOL_CALL: { ...perMillion('10'), unitQuantity: 1_000n } },
      '0.023',
    ],
    ['a price of zero is free', { INPUT: 1_000n }, { INPUT: perMillion('0') }, '0'],
    ['a class without price is never free', { INPUT: 1n, AUDIO_IN: 1n }, sonnet, 'UNPRICED AUDIO_IN'],
    ['a class without price that was not used', { INPUT: 1_000_000n, AUDIO_IN: 0n }, sonnet, '3'],
    [
      'one request is assumed where requests cost',
      { INPUT: 1_000_000n },
      { ...sonnet, REQUEST: { ...perMillion('12'), unitQuantity: 1_000n } },
      '3.012',
    ],
    ['requests that are told are not assumed', { REQUEST: 5n }, { REQUEST: { ...perMillion('12'), unitQuantity: 1_000n } }, '0.06'],
    ['requests told where they have no price', { REQUEST: 1n }, sonnet, 'UNPRICED REQUEST'],
  ])('%s', (_, counts, prices, expected) => {
    expect(cost(counts, prices)).toBe(expected);
  });

  it.each([
    [200_000n, '0.6'],
    [200_001n, '1.200006'],
  ])('a prompt of %s tokens costs %s: beyond 200,000 the whole request has the higher price', (tokens, expected) => {
    const tiered = { INPUT: perMillion('3', [{ contextAbove: 200_000n, price: unitsOf('6') }]), CACHE_READ: perMillion('0') };
    expect(cost({ INPUT: tokens }, tiered)).toBe(expected);
  });

  it('cached tokens lengthen the context that a tier looks at', () => {
    const tiered = {
      OUTPUT: perMillion('15', [{ contextAbove: 200_000n, price: unitsOf('22.5') }]),
      INPUT: perMillion('0'),
      CACHE_READ: perMillion('0'),
    };
    expect(cost({ INPUT: 1n, CACHE_READ: 200_000n, OUTPUT: 1_000_000n }, tiered)).toBe('22.5');
    expect(cost({ INPUT: 0n, CACHE_READ: 200_000n, OUTPUT: 1_000_000n }, tiered)).toBe('15');
  });

  const counts = fc.dictionary(fc.constantFrom(...usageClasses), fc.bigInt(0n, 10n ** 15n)) as fc.Arbitrary<UsageCounts>;
  const classPrice = fc.record({
    price: fc.bigInt(0n, 10n ** 13n),
    unitQuantity: fc.constantFrom(1n, 1_000n, 3_600n, 1_000_000n),
    tiers: fc.constant([]),
    inheritedFrom: fc.constant(null),
    rounded: fc.constant(false),
  });
  const prices = fc.record(
    Object.fromEntries(usageClasses.map((usageClass) => [usageClass, classPrice])) as Record<UsageClass, typeof classPrice>,
  );

  it('usage priced together costs what its parts cost, within half a unit for each rounding', () => {
    fc.assert(
      fc.property(fc.array(counts, { minLength: 1, maxLength: 20 }), prices, (parts, table) => {
        const told = parts.map((part) => ({ REQUEST: 0n, ...part }));
        const whole = Object.fromEntries(
          usageClasses.map((usageClass) => [usageClass, told.reduce((total, part) => total + (part[usageClass] ?? 0n), 0n)]),
        );
        const apart = told.reduce((total, part) => total + units(part, table), 0n);
        const difference = units(whole, table) - apart;
        expect(2n * (difference < 0n ? -difference : difference)).toBeLessThanOrEqual(BigInt(parts.length + 1));
      }),
    );
  });

  it('the cost is the exact fraction rounded once', () => {
    fc.assert(
      fc.property(counts, prices, (used, table) => {
        const told = { REQUEST: 0n, ...used };
        // Over the product of all quantities, as one would on paper.
        const common = usageClasses.reduce((product, usageClass) => product * table[usageClass].unitQuantity, 1n);
        const exact = usageClasses.reduce((total, usageClass) => {
          const { price, unitQuantity } = table[usageClass];
          return total + (told[usageClass] ?? 0n) * price * (common / unitQuantity);
        }, 0n);
        expect(units(told, table)).toBe(divideHalfEven(exact, common));
      }),
    );
  });

  function units(used: UsageCounts, table: ClassPrices): bigint {
    const pricing = priceUsage(used, { currency: USD, prices: table });
    return pricing.status === 'PRICED' ? pricing.cost.units : -1n;
  }
});

describe('which price holds', () => {
  const march = new Date('2026-03-13T00:00:00Z');
  const span = { effectiveFrom: null, effectiveTo: null, daily: null };
  const entries: ReadonlyArray<PriceSpan & { readonly name: string }> = [
    { ...span, name: 'first', effectiveTo: march },
    { ...span, name: 'from March', effectiveFrom: march },
    { ...span, name: 'at night', daily: { startSecond: 23 * 3600, endSecond: 2 * 3600 } },
    { ...span, name: 'at noon', daily: { startSecond: 12 * 3600, endSecond: 13 * 3600 } },
  ];

  it.each([
    ['2026-03-12T22:59:59.999Z', 'first'],
    ['2026-03-13T02:00:00.000Z', 'from March'],
    ['2026-03-12T23:00:00.000Z', 'at night'],
    ['2026-03-13T01:59:59.999Z', 'at night'],
    ['2026-03-13T11:59:59.999Z', 'from March'],
    ['2026-03-13T12:00:00.000Z', 'at noon'],
    ['2026-03-13T12:59:59.999Z', 'at noon'],
    ['2026-03-13T13:00:00.000Z', 'from March'],
    ['1969-12-31T12:30:00.000Z', 'at noon'],
  ])('at %s it is the one %s', (at, expected) => {
    expect(entryAt(entries, new Date(at))?.name).toBe(expected);
  });

  it('a price belongs to the new span from its first millisecond on', () => {
    const dated = entries.slice(0, 2);
    expect(entryAt(dated, new Date(march.getTime() - 1))?.name).toBe('first');
    expect(entryAt(dated, march)?.name).toBe('from March');
  });

  it('from the end of the last span on there is no price', () => {
    const ended = entries.slice(0, 1);
    expect(entryAt(ended, new Date(march.getTime() - 1))?.name).toBe('first');
    expect(entryAt(ended, march)).toBeUndefined();
  });

  it('before the first span there is no price', () => {
    expect(entryAt(entries.slice(1, 2), new Date('2026-03-12T00:00:00Z'))).toBeUndefined();
  });
});
