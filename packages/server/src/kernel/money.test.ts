import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  currency,
  decimalOf,
  divideHalfEven,
  MONEY_DECIMALS,
  Money,
  minorDigits,
  parseCurrency,
  parseDecimal,
  percentOf,
  split,
  splitEvenly,
  sum,
  unitsOf,
  unitsPerMinor,
  writtenMoney,
} from './money.js';

const usd = currency('USD');
const codes = ['USD', 'JPY', 'KWD', 'INR'].map(currency);
const one = 10n ** BigInt(MONEY_DECIMALS);
const limit = 10n ** 28n * one;

const anyUnits = fc.oneof(
  fc.bigInt({ min: -limit + 1n, max: limit - 1n }),
  fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }),
  // Where rounding is decided: on, beside and between the halves of minor units.
  fc.bigInt({ min: -2_000n, max: 2_000n }).map((halves) => halves * 5n * 10n ** 7n),
  fc.constantFrom(0n, 1n, -1n, limit - 1n, 1n - limit),
);
const anyCode = fc.constantFrom(...codes);
/** As a column of type `numeric(38,10)` is read. */
const stored = (units: bigint) => {
  const digits = (units < 0n ? -units : units).toString().padStart(11, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -10)}.${digits.slice(-10)}`;
};
const usdOf = (decimal: string) => Money.of(decimal, 'USD');
const amounts = (parts: readonly Money[]) => parts.map(({ amount }) => amount);

describe('a currency', () => {
  it('is a current code in upper case', () => {
    expect(parseCurrency('USD')).toBe('USD');
    for (const text of ['usd', 'US', 'XYZ', '', 'USD ', 'DEM1']) expect(parseCurrency(text)).toBeUndefined();
    expect(() => currency('XYZ')).toThrow(/ISO 4217/);
  });

  it.each([
    ['JPY', 0, 10n ** 10n],
    ['USD', 2, 10n ** 8n],
    ['KWD', 3, 10n ** 7n],
    // ISO 4217, where the runtime's formats follow custom.
    ['PKR', 2, 10n ** 8n],
    ['HUF', 2, 10n ** 8n],
    ['IQD', 3, 10n ** 7n],
  ])('%s has %i minor digits', (code, digits, units) => {
    expect(minorDigits(currency(code))).toBe(digits);
    expect(unitsPerMinor(currency(code))).toBe(units);
  });
});

describe('a decimal from outside', () => {
  it.each([
    ['0', 0n],
    ['1', one],
    ['-1', -one],
    ['1.5', 15n * 10n ** 9n],
    ['1.50', 15n * 10n ** 9n],
    ['0.0000000001', 1n],
    ['-0.0000000001', -1n],
    ['475000.00', 475_000n * one],
    ['9999999999999999999999999999.9999999999', limit - 1n],
    // More than a JavaScript number can count, and 2^31.
    ['60200000000000', 60_200_000_000_000n * one],
    ['210000000000', 210_000_000_000n * one],
  ])('%s is read exactly', (text, units) => {
    expect(parseDecimal(text)).toBe(units);
  });

  it.each([
    '',
    ' ',
    '1e3',
    '1E3',
    'NaN',
    'Infinity',
    '+1',
    '01',
    '.5',
    '1.',
    '1.00000000001',
    '1,000',
    '0x10',
    '1 ',
    '--1',
    '１',
    '1n',
    `${'9'.repeat(29)}`,
  ])('%j is none', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });
});

describe('units', () => {
  it('are read back from every text they are written as', () => {
    fc.assert(
      fc.property(anyUnits, fc.nat({ max: MONEY_DECIMALS }), (units, digits) => {
        expect(unitsOf(decimalOf(units, digits))).toBe(units);
        expect(parseDecimal(decimalOf(units, digits))).toBe(units);
        expect(unitsOf(stored(units))).toBe(units);
      }),
    );
  });

  it('are written with the places asked for and no further zeros', () => {
    fc.assert(
      fc.property(anyUnits, fc.nat({ max: MONEY_DECIMALS }), (units, digits) => {
        const [, fraction = ''] = decimalOf(units, digits).split('.');
        expect(fraction.length).toBeGreaterThanOrEqual(digits);
        if (fraction.length > digits) expect(fraction).toMatch(/[1-9]$/);
      }),
    );
  });

  it.each([
    [475_000n * one, 2, '475000.00'],
    [9n * 10n ** 7n, 2, '0.009'],
    [100n * one, 0, '100'],
    [0n, 0, '0'],
    [0n, 3, '0.000'],
    [-1n, 2, '-0.0000000001'],
    [-5n * 10n ** 9n, 0, '-0.5'],
  ])('%s with %i places are %s', (units, digits, text) => {
    expect(decimalOf(units, digits)).toBe(text);
  });
});

describe('rounding', () => {
  it.each([
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [5n, -2n, -2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 7n, 0n],
  ])('%s / %s is %s: halves go to the even one', (numerator, denominator, quotient) => {
    expect(divideHalfEven(numerator, denominator)).toBe(quotient);
  });

  it('is never further away than a half, and from a half it goes to the even one', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n }), (numerator, denominator) => {
        const quotient = divideHalfEven(numerator, denominator);
        const twiceOff = 2n * (numerator - quotient * denominator);
        expect(twiceOff <= denominator && -twiceOff <= denominator).toBe(true);
        if (twiceOff === denominator || -twiceOff === denominator) expect(quotient % 2n).toBe(0n);
        expect(divideHalfEven(-numerator, denominator)).toBe(-quotient);
      }),
    );
  });

  it('is not done by zero', () => {
    expect(() => divideHalfEven(1n, 0n)).toThrow(/zero/);
  });
});

describe('money', () => {
  it.each([
    ['475000', 'USD', '475000.00', '475000.00'],
    ['0.009', 'USD', '0.009', '0.01'],
    ['0.005', 'USD', '0.005', '0.00'],
    ['0.015', 'USD', '0.015', '0.02'],
    ['-0.015', 'USD', '-0.015', '-0.02'],
    ['-0.001', 'USD', '-0.001', '0.00'],
    ['0.995', 'USD', '0.995', '1.00'],
    ['100', 'JPY', '100', '100'],
    ['100.5', 'JPY', '100.5', '100'],
    ['101.5', 'JPY', '101.5', '102'],
    ['1.0005', 'KWD', '1.0005', '1.000'],
    ['20833.3333333333', 'USD', '20833.3333333333', '20833.33'],
  ])('of %s %s is written %s and rounded %s', (decimal, code, amount, rounded) => {
    const money = Money.of(decimal, code);
    expect({ amount: money.amount, rounded: money.rounded }).toEqual({ amount, rounded });
    expect(money.toMinor().amount).toBe(rounded);
    expect(money.toJSON()).toEqual({ amount, currency: code });
  });

  it('is written from stored text as from its units', () => {
    fc.assert(
      fc.property(anyUnits, anyCode, (units, code) => {
        const { amount, rounded } = new Money(units, code);
        expect(writtenMoney(stored(units), code)).toEqual({ amount, currency: code, rounded });
        expect(writtenMoney(decimalOf(units), code)).toEqual({ amount, currency: code, rounded });
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays below 10^28 in both directions, so that no sum wraps or is cut', () => {
    for (const units of [limit, -limit, limit * 5n]) {
      expect(() => new Money(units, usd)).toThrow(expect.objectContaining({ code: 'AMOUNT_OUT_OF_RANGE' }));
      expect(() => writtenMoney(stored(units), usd)).toThrow(expect.objectContaining({ code: 'AMOUNT_OUT_OF_RANGE' }));
    }
    const most = new Money(limit - 1n, usd);
    // Shown all the same: only calculating with it is refused.
    expect(most.rounded).toBe('10000000000000000000000000000.00');
    expect(() => most.toMinor()).toThrow(expect.objectContaining({ code: 'AMOUNT_OUT_OF_RANGE' }));
    expect(() => most.plus(new Money(1n, usd))).toThrow(expect.objectContaining({ code: 'AMOUNT_OUT_OF_RANGE' }));
    expect(most.minus(most).isZero).toBe(true);
  });

  it('is added and compared within its currency only', () => {
    const yen = Money.of('1', 'JPY');
    for (const meet of [() => usdOf('1').plus(yen), () => usdOf('1').minus(yen), () => usdOf('1').compare(yen)]) {
      expect(meet).toThrow(expect.objectContaining({ code: 'CURRENCY_MISMATCH' }));
    }
    expect(usdOf('1').equals(yen)).toBe(false);
  });

  it('adds up exactly, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })), (units) => {
        const parts = units.map((each) => new Money(each, usd));
        const total = units.reduce((left, right) => left + right, 0n);
        expect(sum(parts, usd).units).toBe(total);
        expect(sum(parts.toReversed(), usd).equals(new Money(total, usd))).toBe(true);
        expect(sum(parts, usd).plus(new Money(total, usd).negated()).isZero).toBe(true);
      }),
    );
  });

  it('knows its sign and its order', () => {
    expect([usdOf('1').isPositive, usdOf('-1').isNegative, Money.zero(usd).isZero]).toEqual([true, true, true]);
    expect([usdOf('1').compare(usdOf('2')), usdOf('2').compare(usdOf('1')), usdOf('1.5').compare(usdOf('1.50'))]).toEqual([-1, 1, 0]);
  });

  it('is scaled with one rounding, half-even, at the tenth decimal', () => {
    expect(usdOf('500000').scaledBy(5_000n, 10_000n).amount).toBe('250000.00');
    expect(new Money(5n, usd).scaledBy(1n, 2n).units).toBe(2n);
    expect(new Money(7n, usd).scaledBy(1n, 2n).units).toBe(4n);
  });
});

describe('a split', () => {
  it('sums to the whole, gives no weight no minor unit, and keeps every part within one minor unit of its share', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
        anyCode,
        fc
          .array(fc.bigInt({ min: 0n, max: 400n }), { minLength: 1, maxLength: 40 })
          .filter((weights) => weights.some((weight) => weight > 0n)),
        (minors, code, weights) => {
          const step = unitsPerMinor(code);
          const units = minors * step;
          const parts = split(new Money(units, code), weights);
          const weightSum = weights.reduce((left, right) => left + right, 0n);
          expect(sum(parts, code).units).toBe(units);
          for (const [index, part] of parts.entries()) {
            const weight = weights[index] ?? 0n;
            const off = part.units * weightSum - units * weight;
            expect(off < step * weightSum && -off < step * weightSum).toBe(true);
            expect(part.isWholeMinor).toBe(true);
            if (weight === 0n) expect(part.isZero).toBe(true);
          }
        },
      ),
    );
  });

  it('of the opposite amount is the opposite', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 1, max: 60 }), (minors, count) => {
        const units = minors * unitsPerMinor(usd);
        const parts = splitEvenly(new Money(units, usd), count);
        expect(splitEvenly(new Money(-units, usd), count).map((part) => part.units)).toEqual(parts.map((part) => -part.units));
      }),
    );
  });

  it('gives the extra minor unit to the largest remainders, the earliest first among equals', () => {
    expect(amounts(split(usdOf('0.05'), [1n, 1n, 1n]))).toEqual(['0.02', '0.02', '0.01']);
    expect(amounts(split(usdOf('0.10'), [1n, 2n]))).toEqual(['0.03', '0.07']);
    expect(amounts(split(Money.of('100', 'JPY'), [1n, 1n, 1n]))).toEqual(['34', '33', '33']);
    expect(amounts(split(usdOf('1.01'), [0n, 1n, 1n]))).toEqual(['0.00', '0.51', '0.50']);
  });

  it('is of whole minor units: what is finer is rounded first', () => {
    expect(() => split(usdOf('1.0001'), [1n, 1n])).toThrow(/whole minor units/);
    expect(() => split(Money.of('1.5', 'JPY'), [1n])).toThrow(/whole minor units/);
  });

  it('needs a positive weight', () => {
    for (const weights of [[], [0n], [1n, -1n]]) expect(() => split(usdOf('1'), weights)).toThrow(/weight/);
  });
});

describe('a percentage', () => {
  it.each([
    ['100000', '475000', '21.05'],
    ['100000', '375000', '26.67'],
    ['250000', '500000', '50.00'],
    ['5000', '500000', '1.00'],
    ['1', '0', '0.00'],
    ['1', '800', '0.12'],
    ['3', '800', '0.38'],
    ['-1', '4', '-25.00'],
  ])('%s of %s is %s, halves to the even hundredth', (part, whole, percent) => {
    expect(percentOf(usdOf(part), usdOf(whole))).toBe(percent);
  });
});

describe('numbers the market uses', () => {
  const counted = (parts: readonly Money[]) => {
    const counts = new Map<string, number>();
    for (const { amount } of parts) counts.set(amount, (counts.get(amount) ?? 0) + 1);
    return Object.fromEntries(counts);
  };

  it('50 % of 500,000 is 250,000.00, in twelve months 4 × 20,833.34 and 8 × 20,833.33', () => {
    const year = usdOf('500000').scaledBy(5_000n, 10_000n);
    const months = splitEvenly(year, 12);
    expect(year.amount).toBe('250000.00');
    expect(counted(months)).toEqual({ '20833.34': 4, '20833.33': 8 });
    expect(sum(months, usd).amount).toBe('250000.00');
  });

  it('100 a day is 36,500.00 in 2026, 36,600.00 in 2028 and 26,100.00 on 261 weekdays', () => {
    const perDays = (days: bigint) => usdOf('100').scaledBy(days, 1n).amount;
    expect([perDays(365n), perDays(366n), perDays(261n), perDays(30n)]).toEqual(['36500.00', '36600.00', '26100.00', '3000.00']);
  });

  it('100,000 a year in 26 pay periods is 10 × 3,846.16 and 16 × 3,846.15', () => {
    const periods = splitEvenly(usdOf('100000'), 26);
    expect(counted(periods)).toEqual({ '3846.16': 10, '3846.15': 16 });
    expect(sum(periods, usd).amount).toBe('100000.00');
    expect(periods[10]?.minus(usdOf('1000')).amount).toBe('2846.15');
  });

  it('3,000 tokens at 3 per million cost 0.009, and a thousand such calls 9.00', () => {
    const call = usdOf('3').scaledBy(3_000n, 1_000_000n);
    expect(call.amount).toBe('0.009');
    expect(
      sum(
        Array.from({ length: 1_000 }, () => call),
        usd,
      ).amount,
    ).toBe('9.00');
    expect(usdOf('3').scaledBy(1n, 1_000_000n).amount).toBe('0.000003');
  });

  it('210,000,000,000 tokens at 3 per million cost 630,000.00, and 60.2e12 tokens are not too many', () => {
    expect(usdOf('3').scaledBy(210_000_000_000n, 1_000_000n).amount).toBe('630000.00');
    expect(usdOf('3').scaledBy(60_200_000_000_000n, 1_000_000n).amount).toBe('180600000.00');
  });
});
