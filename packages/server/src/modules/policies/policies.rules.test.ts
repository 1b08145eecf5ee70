import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currency, divideHalfEven, Money, sum, unitsPerMinor } from '../../kernel/money.js';
import { daysBetween, plusDays, plusMonths } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import {
  type AmountDraft,
  type AmountPeriod,
  type AmountTerms,
  type AnnualPeriod,
  annualAmount,
  type DayCount,
  grantOfPeriod,
  type PayPeriodsPerYear,
  type PeriodOfYear,
  type PolicyVersionStatus,
  partOfYear,
  payPeriodCounts,
  type Rollover,
  type RolloverDraft,
  readAmountTerms,
  readRollover,
  requireUncappedDays,
  transition,
  versionOn,
  worthInYear,
  type YearSoFar,
} from './policies.rules.js';

const USD = currency('USD');

function fixed<P extends AmountPeriod>(decimal: string, code: string, period: P) {
  return { amountType: 'FIXED', period, amount: Money.of(decimal, code) } as const;
}

function percentOfBase(percent: number, code = 'USD', period: AnnualPeriod = 'ANNUAL') {
  return { amountType: 'PERCENT_OF_BASE', period, percent, currency: currency(code) } as const;
}

function overPayPeriods(decimal: string, code: string, payPeriodsPerYear: PayPeriodsPerYear) {
  return { ...fixed(decimal, code, 'ANNUAL'), payPeriodsPerYear } as const;
}

/** `4×20833.34 8×20833.33`: runs of equal amounts. */
function runs(amounts: readonly Money[]): string {
  const counted: Array<{ amount: string; count: number }> = [];
  for (const { amount } of amounts) {
    const last = counted.at(-1);
    if (last?.amount === amount) last.count += 1;
    else counted.push({ amount, count: 1 });
  }
  return counted.map(({ amount, count }) => `${count}×${amount}`).join(' ');
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'accepted';
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.path.join('.')}`;
    throw error;
  }
}

const anyPlace: PeriodOfYear = { firstDate: '2027-01-01', endDate: '2027-02-01', yearSoFar: null };

/** What counts for one part of a year. */
interface Counting {
  readonly terms: AmountTerms;
  readonly base?: Money | undefined;
}

/** Each part of one year, in order: what `countsAt` says counts for part 0, 1, 2 … */
function partsOfYear(countsAt: (part: number) => Counting): Money[] {
  const parts: Money[] = [];
  let yearSoFar: YearSoFar | null = null;
  do {
    const { terms, base } = countsAt(parts.length);
    const granted: { amount: Money; year: YearSoFar | null } = grantOfPeriod(terms, { ...anyPlace, yearSoFar }, base);
    parts.push(granted.amount);
    yearSoFar = granted.year;
  } while (yearSoFar !== null && yearSoFar.sharesOver < yearSoFar.shares);
  return parts;
}

describe('the grants of a stipend year', () => {
  const base = Money.of('500000', 'USD');
  const money = (decimal: string, code = 'USD') => Money.of(decimal, code);

  it.each([
    ['50 % of a base of 500,000 (B1, L3)', percentOfBase(5_000), base, '4×20833.34 8×20833.33', '250000.00'],
    ['50 % of base, taken anew each month', percentOfBase(5_000, 'USD', 'MONTHLY'), base, '4×20833.34 8×20833.33', '250000.00'],
    ['37.5 % of 412,345.67 (N4)', percentOfBase(3_750), money('412345.67'), '3×12885.81 9×12885.80', '154629.63'],
    ['the same, monthly', percentOfBase(3_750, 'USD', 'MONTHLY'), money('412345.67'), '3×12885.81 9×12885.80', '154629.63'],
    ['37.5 % of yen (N4)', percentOfBase(3_750, 'JPY'), money('7777804', 'JPY'), '4×243057 8×243056', '2916676'],
    ['37.5 % of dinars', percentOfBase(3_750, 'KWD'), money('41234.567', 'KWD'), '3×1288.581 9×1288.580', '15462.963'],
    ['1,000 a month', fixed('1000', 'USD', 'MONTHLY'), undefined, '12×1000.00', '12000.00'],
    ['100,000 a year', fixed('100000', 'USD', 'ANNUAL'), undefined, '4×8333.34 8×8333.33', '100000.00'],
    ['100,000 a year over 26 pay periods (L45)', overPayPeriods('100000', 'USD', 26), undefined, '10×3846.16 16×3846.15', '100000.00'],
    ['the same over 24', overPayPeriods('100000', 'USD', 24), undefined, '16×4166.67 8×4166.66', '100000.00'],
    ['the same over 53', overPayPeriods('100000', 'USD', 53), undefined, '13×1886.80 40×1886.79', '100000.00'],
    ['1,000,000 yen over 27', overPayPeriods('1000000', 'JPY', 27), undefined, '1×37038 26×37037', '1000000'],
    ['1,000 dinars over 52', overPayPeriods('1000', 'KWD', 52), undefined, '40×19.231 12×19.230', '1000.000'],
    ['25,000 a year (L30)', fixed('25000', 'USD', 'ANNUAL'), undefined, '4×2083.34 8×2083.33', '25000.00'],
    ['1,000,000 yen a year', fixed('1000000', 'JPY', 'ANNUAL'), undefined, '4×83334 8×83333', '1000000'],
    ['1,000 dinars a year', fixed('1000', 'KWD', 'ANNUAL'), undefined, '4×83.334 8×83.333', '1000.000'],
    ['0.01 % of base', percentOfBase(1), base, '8×4.17 4×4.16', '50.00'],
    ['50 % of base, granted by the quarter', percentOfBase(5_000, 'USD', 'QUARTER'), base, '4×62500.00', '250000.00'],
    ['37.5 %, by the quarter', percentOfBase(3_750, 'USD', 'QUARTER'), money('412345.67'), '3×38657.41 1×38657.40', '154629.63'],
    ['50 % of base, granted once a year', percentOfBase(5_000, 'USD', 'YEAR'), base, '1×250000.00', '250000.00'],
    ['37.5 %, once a year', percentOfBase(3_750, 'USD', 'YEAR'), money('412345.67'), '1×154629.63', '154629.63'],
    ['300 a quarter', fixed('300', 'USD', 'QUARTER'), undefined, '4×300.00', '1200.00'],
    ['1,200 a year at once', fixed('1200', 'USD', 'YEAR'), undefined, '1×1200.00', '1200.00'],
    ['a share finer than a cent', percentOfBase(1_250), money('333.33'), '3×3.48 9×3.47', '41.67'],
    ['a share of half a cent, to the even one', percentOfBase(5_000), money('100.01'), '8×4.17 4×4.16', '50.00'],
    ['less than a cent a month', percentOfBase(1), money('500'), '5×0.01 7×0.00', '0.05'],
  ] as const)('of %s', (_what, terms, annualBase, parts, whole) => {
    expect(runs(partsOfYear(() => ({ terms, base: annualBase })))).toBe(parts);
    expect(annualAmount(terms, annualBase).amount).toBe(whole);
  });

  const raise =
    (from: number, before: string, after: string, code = 'USD') =>
    (part: number) =>
      money(part < from ? before : after, code);
  const monthly = percentOfBase(5_000, 'USD', 'MONTHLY');

  it.each<[string, (part: number) => Counting, string, string]>([
    [
      'a raise from 200,000 to 240,000 in month 7 (N5)',
      (part) => ({ terms: monthly, base: raise(6, '200000', '240000')(part) }),
      '4×8333.34 2×8333.33 4×10000.00 2×9999.99',
      '110000.00',
    ],
    [
      'the same from month 2 on',
      (part) => ({ terms: monthly, base: raise(1, '200000', '240000')(part) }),
      '1×8333.34 10×10000.00 1×9999.99',
      '118333.33',
    ],
    [
      'a cut of the same size',
      (part) => ({ terms: monthly, base: raise(6, '240000', '200000')(part) }),
      '6×10000.00 2×8333.34 4×8333.33',
      '110000.00',
    ],
    [
      'an ANNUAL amount that its next version raises in month 7',
      (part) => ({ terms: fixed(part < 6 ? '100000' : '120000', 'USD', 'ANNUAL') }),
      '4×8333.34 2×8333.33 4×10000.00 2×9999.99',
      '110000.00',
    ],
    [
      'a share, and from month 7 on a fixed amount a month',
      (part) => ({ terms: part < 6 ? monthly : fixed('100', 'USD', 'MONTHLY'), base: money('200000') }),
      '4×8333.34 2×8333.33 4×100.00 2×99.99',
      '50600.00',
    ],
    [
      'a quarter with a raise',
      (part) => ({ terms: percentOfBase(3_333, 'USD', 'QUARTER'), base: raise(2, '100000.01', '200000.01')(part) }),
      '2×8332.50 2×16665.00',
      '49995.00',
    ],
    [
      'half a year of 26 pay periods and half a year of 12',
      (part) => ({ terms: overPayPeriods('100000', 'USD', part < 13 ? 26 : 12) }),
      '10×3846.16 3×3846.15 3×8333.33 3×8333.32',
      '100000.00',
    ],
    [
      'a fall to next to nothing, which leaves what was ahead',
      (part) => ({ terms: percentOfBase(10_000, 'USD', 'MONTHLY'), base: raise(6, '100.02', '0.01')(part) }),
      '6×8.34 6×0.00',
      '50.04',
    ],
  ])('with %s', (_what, countsAt, parts, total) => {
    const granted = partsOfYear(countsAt);
    expect([runs(granted), sum(granted, USD).amount]).toEqual([parts, total]);
  });

  it('of days within a year of shares leave the shares what they are worth', () => {
    const perDay = { amountType: 'PER_DAY', period: 'MONTHLY', amount: money('1'), dayCount: 'CALENDAR' } as const;
    const granted = partsOfYear((part) => ({ terms: part === 5 ? perDay : monthly, base: money('200000') }));
    expect([runs(granted), sum(granted, USD).amount]).toEqual(['4×8333.34 1×8333.33 1×31.00 6×8333.33', '91697.67']);
  });

  it('need the base salary, in the currency of the stipend', () => {
    expect(codeOf(() => grantOfPeriod(percentOfBase(5_000), anyPlace))).toBe('VALIDATION input');
    expect(codeOf(() => grantOfPeriod(percentOfBase(5_000, 'EUR'), anyPlace, base))).toBe('CURRENCY_MISMATCH input');
    expect(codeOf(() => grantOfPeriod(fixed('1', 'EUR', 'MONTHLY'), anyPlace, base))).toBe('accepted');
  });

  const code = fc.constantFrom('USD', 'JPY', 'KWD', 'EUR').map(currency);
  const minorsOf = (minors: bigint, inCurrency: Money['currency']) => new Money(minors * unitsPerMinor(inCurrency), inCurrency);
  const parts = fc.constantFrom(1, 4, ...payPeriodCounts);
  /** Annual amounts, exact and mostly finer than a minor unit, one for each part of a year. */
  const annuals = parts.chain((count) => fc.array(fc.bigInt({ min: 10n ** 14n, max: 10n ** 24n }), { minLength: count, maxLength: count }));

  function partsOf(years: readonly bigint[], inCurrency: Money['currency']): Money[] {
    let yearSoFar: YearSoFar | null = null;
    return years.map((units) => {
      const part: { amount: Money; year: YearSoFar } = partOfYear({ units, currency: inCurrency }, years.length, {
        ...anyPlace,
        yearSoFar,
      });
      yearSoFar = part.year;
      return part.amount;
    });
  }
  /** Σ (year ÷ parts), rounded once. */
  const exactTotal = (years: readonly bigint[], inCurrency: Money['currency']) => {
    const minor = unitsPerMinor(inCurrency);
    return (
      divideHalfEven(
        years.reduce((left, right) => left + right, 0n),
        BigInt(years.length) * minor,
      ) * minor
    );
  };

  it('are whole minor units, sum to the year rounded once, and differ by at most one minor unit, the larger first', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 24n }), parts, code, (units, count, inCurrency) => {
        const granted = partsOf(
          Array.from({ length: count }, () => units),
          inCurrency,
        );
        expect(sum(granted, inCurrency)).toEqual(new Money(units, inCurrency).toMinor());
        expect(granted.every((part) => part.isWholeMinor && !part.isNegative)).toBe(true);
        expect(granted.every((part, index) => part.compare(granted[index + 1] ?? part) >= 0)).toBe(true);
        const [first, last] = [granted[0], granted.at(-1)];
        expect((first?.units ?? 0n) - (last?.units ?? 0n)).toBeLessThanOrEqual(unitsPerMinor(inCurrency));
      }),
    );
  });

  it('sum to the exact total rounded once however often what counts changes', () => {
    fc.assert(
      fc.property(annuals, code, (years, inCurrency) => {
        const granted = partsOf(years, inCurrency);
        expect(granted.every((part) => part.isWholeMinor && !part.isNegative)).toBe(true);
        expect(sum(granted, inCurrency).units).toBe(exactTotal(years, inCurrency));
      }),
    );
  });

  it('take nothing back: only where next to nothing is left, the sum is above the total, by less than a minor unit a part', () => {
    const tiny = parts.chain((count) => fc.array(fc.bigInt({ min: 0n, max: 10n ** 13n }), { minLength: count, maxLength: count }));
    fc.assert(
      fc.property(tiny, code, (years, inCurrency) => {
        const granted = partsOf(years, inCurrency);
        expect(granted.every((part) => part.isWholeMinor && !part.isNegative)).toBe(true);
        const above = sum(granted, inCurrency).units - exactTotal(years, inCurrency);
        expect(above >= 0n && above < BigInt(years.length) * unitsPerMinor(inCurrency)).toBe(true);
      }),
    );
  });

  it('sum to what the terms say of a year, whatever the terms', () => {
    const period = fc.constantFrom<AnnualPeriod>('MONTHLY', 'ANNUAL', 'QUARTER', 'YEAR');
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 16n }),
        code,
        period,
        fc.integer({ min: 1, max: 100_000 }),
        fc.boolean(),
        (minors, inCurrency, per, percent, isShare) => {
          const amount = minorsOf(minors, inCurrency);
          const terms = isShare
            ? ({ amountType: 'PERCENT_OF_BASE', period: per, percent, currency: inCurrency } as const)
            : ({ amountType: 'FIXED', period: per, amount } as const);
          const granted = partsOfYear(() => ({ terms, base: amount }));
          expect(granted).toHaveLength({ MONTHLY: 12, ANNUAL: 12, QUARTER: 4, YEAR: 1 }[per]);
          expect(sum(granted, inCurrency)).toEqual(annualAmount(terms, amount));
          if (!isShare && per !== 'ANNUAL') expect(granted.every((part) => part.equals(amount))).toBe(true);
        },
      ),
    );
  });

  it('are what was promised at least, and the rest of the year is not cut for it', () => {
    const least = money('8333.33');
    let yearSoFar: YearSoFar | null = null;
    const granted = Array.from({ length: 12 }, (_, part) => {
      const year = money(part < 6 ? '100000' : part < 9 ? '120000' : '100000');
      const one: { amount: Money; year: YearSoFar } = partOfYear(year, 12, { ...anyPlace, yearSoFar }, least);
      yearSoFar = one.year;
      return one.amount;
    });
    expect(runs(granted)).toBe('4×8333.34 2×8333.33 3×10000.00 3×8333.33');
  });
});

describe('an amount for each day', () => {
  const perDay = (decimal: string, dayCount: DayCount, code = 'USD') =>
    ({ amountType: 'PER_DAY', period: 'MONTHLY', amount: Money.of(decimal, code), dayCount }) as const;
  /** What the months of a year from `start` on come to. */
  const yearOf = (terms: AmountTerms, start: string): Money[] =>
    Array.from({ length: 12 }, (_, month) =>
      grantOfPeriod(terms, { firstDate: plusMonths(start, month), endDate: plusMonths(start, month + 1), yearSoFar: null }),
    ).map(({ amount }) => amount);

  it.each([
    ['100 in 2026', perDay('100', 'CALENDAR'), '2026-01-01', '36500.00'],
    ['100 in 2028, a leap year', perDay('100', 'CALENDAR'), '2028-01-01', '36600.00'],
    ['100 on the 261 weekdays of 2026', perDay('100', 'WORKING'), '2026-01-01', '26100.00'],
    ['300 in 2026', perDay('300', 'CALENDAR'), '2026-01-01', '109500.00'],
    ['100 from the 31st on', perDay('100', 'CALENDAR'), '2026-01-31', '36500.00'],
    ['15,000 yen in 2026', perDay('15000', 'CALENDAR', 'JPY'), '2026-01-01', '5475000'],
    ['1.250 dinars on the weekdays of 2026', perDay('1.250', 'WORKING', 'KWD'), '2026-01-01', '326.250'],
  ])('of %s is what the year comes to (L2)', (_what, terms, start, total) => {
    expect(sum(yearOf(terms, start), terms.amount.currency).amount).toBe(total);
  });

  it.each([
    ['2026-11-01', 'CALENDAR', '3000.00'],
    ['2026-11-01', 'WORKING', '2100.00'],
    ['2026-02-01', 'CALENDAR', '2800.00'],
    ['2028-02-01', 'CALENDAR', '2900.00'],
    ['2026-01-01', 'CALENDAR', '3100.00'],
  ] as const)('of 100 is granted for the days of the month from %s, %s: %s', (start, dayCount, amount) => {
    expect(yearOf(perDay('100', dayCount), start)[0]?.amount).toBe(amount);
  });

  it('comes to the same for a year however its months fall', () => {
    fc.assert(
      fc.property(fc.nat(9_000), fc.bigInt({ min: 1n, max: 10n ** 20n }), (offset, units) => {
        const start = plusDays('2020-01-01', offset);
        const terms = { amountType: 'PER_DAY', period: 'MONTHLY', amount: new Money(units, USD), dayCount: 'CALENDAR' } as const;
        const days = BigInt(daysBetween(start, plusMonths(start, 12)));
        expect(sum(yearOf(terms, start), USD).units).toBe(units * days);
      }),
    );
  });
});

describe('what terms are worth in a year', () => {
  it.each([
    ['by the week', fixed('10', 'USD', 'WEEK'), null, '520.00'],
    ['by the day', fixed('10', 'USD', 'DAY'), null, '3650.00'],
    ['by the working day', fixed('10', 'USD', 'WORKING_DAY'), null, '2610.00'],
    ['by the pay period, as the terms say', { ...fixed('10', 'USD', 'PAY_PERIOD'), payPeriodsPerYear: 27 as const }, 14, '270.00'],
    ['by the pay period of a week', fixed('10', 'USD', 'PAY_PERIOD'), 7, '520.00'],
    ['of two weeks', fixed('10', 'USD', 'PAY_PERIOD'), 14, '260.00'],
    ['of half a month', fixed('10', 'USD', 'PAY_PERIOD'), 16, '240.00'],
    ['of a month', fixed('10', 'USD', 'PAY_PERIOD'), 28, '120.00'],
    ['by a pay period that is not known', fixed('10', 'USD', 'PAY_PERIOD'), null, undefined],
    ['for each day', { ...fixed('10', 'USD', 'MONTHLY'), amountType: 'PER_DAY' as const, dayCount: 'CALENDAR' as const }, null, '3650.00'],
    [
      'for each weekday',
      { ...fixed('10', 'USD', 'MONTHLY'), amountType: 'PER_DAY' as const, dayCount: 'WORKING' as const },
      null,
      '2610.00',
    ],
  ])('%s', (_what, terms, days, worth) => {
    expect(worthInYear(terms, undefined, days)?.amount).toBe(worth);
  });
});

describe('amount terms from outside', () => {
  const one = Money.of('1', 'USD');

  // In the order of precedence: what does not belong is named before what is missing.
  it.each<[string, AmountDraft, string]>([
    ['FIXED with an amount', { amountType: 'FIXED', period: 'MONTHLY', amount: one }, 'accepted'],
    ['FIXED, its currency said twice', { amountType: 'FIXED', period: 'MONTHLY', amount: one, currency: USD }, 'accepted'],
    ['FIXED with a percentage', { amountType: 'FIXED', period: 'MONTHLY', percent: 5 }, 'VALIDATION input.terms.percent'],
    ['FIXED without an amount', { amountType: 'FIXED', period: 'MONTHLY' }, 'VALIDATION input.terms.amount'],
    ['FIXED of zero', { amountType: 'FIXED', period: 'MONTHLY', amount: Money.zero(USD) }, 'VALIDATION input.terms.amount'],
    ['FIXED below zero', { amountType: 'FIXED', period: 'MONTHLY', amount: one.negated() }, 'VALIDATION input.terms.amount'],
    [
      'FIXED in two currencies',
      { amountType: 'FIXED', period: 'MONTHLY', amount: one, currency: currency('EUR') },
      'CURRENCY_MISMATCH input.terms.currency',
    ],
    ['a percentage', { amountType: 'PERCENT_OF_BASE', period: 'MONTHLY', percent: 5_000, currency: USD }, 'accepted'],
    [
      'a percentage with an amount',
      { amountType: 'PERCENT_OF_BASE', period: 'MONTHLY', amount: one, percent: 5_000, currency: USD },
      'VALIDATION input.terms.amount',
    ],
    ['no percentage', { amountType: 'PERCENT_OF_BASE', period: 'MONTHLY', currency: USD }, 'VALIDATION input.terms.percent'],
    ['zero percent', { amountType: 'PERCENT_OF_BASE', period: 'MONTHLY', percent: 0, currency: USD }, 'VALIDATION input.terms.percent'],
    [
      'more than 10,000 %',
      { amountType: 'PERCENT_OF_BASE', period: 'MONTHLY', percent: 1_000_001, currency: USD },
      'VALIDATION input.terms.percent',
    ],
    [
      'a percentage by the week',
      { amountType: 'PERCENT_OF_BASE', period: 'WEEK', percent: 100, currency: USD },
      'VALIDATION input.terms.period',
    ],
    ['FIXED by the pay period', { amountType: 'FIXED', period: 'PAY_PERIOD', amount: one }, 'accepted'],
    ['a year over 26 pay periods', { amountType: 'FIXED', period: 'ANNUAL', amount: one, payPeriodsPerYear: 26 }, 'accepted'],
    [
      'a year over 25 pay periods',
      { amountType: 'FIXED', period: 'ANNUAL', amount: one, payPeriodsPerYear: 25 },
      'VALIDATION input.terms.payPeriodsPerYear',
    ],
    [
      'a month over pay periods',
      { amountType: 'FIXED', period: 'MONTHLY', amount: one, payPeriodsPerYear: 26 },
      'VALIDATION input.terms.payPeriodsPerYear',
    ],
    [
      'a share by the pay period',
      { amountType: 'PERCENT_OF_BASE', period: 'PAY_PERIOD', percent: 100, currency: USD },
      'VALIDATION input.terms.period',
    ],
    ['an amount for each day', { amountType: 'PER_DAY', period: 'MONTHLY', amount: one }, 'accepted'],
    ['an amount for each weekday', { amountType: 'PER_DAY', period: 'MONTHLY', amount: one, dayCount: 'WORKING' }, 'accepted'],
    ['an amount for each day of a year', { amountType: 'PER_DAY', period: 'YEAR', amount: one }, 'VALIDATION input.terms.period'],
    ['nothing for each day', { amountType: 'PER_DAY', period: 'MONTHLY' }, 'VALIDATION input.terms.amount'],
    [
      'FIXED that counts days',
      { amountType: 'FIXED', period: 'MONTHLY', amount: one, dayCount: 'WORKING' },
      'VALIDATION input.terms.dayCount',
    ],
    ['FIXED by the working day', { amountType: 'FIXED', period: 'WORKING_DAY', amount: one }, 'accepted'],
    [
      'a percentage without currency',
      { amountType: 'PERCENT_OF_BASE', period: 'MONTHLY', percent: 100 },
      'VALIDATION input.terms.currency',
    ],
  ])('%s', (_what, draft, outcome) => {
    expect(codeOf(() => readAmountTerms(draft, ['input', 'terms']))).toBe(outcome);
  });
});

describe('the days of a trial from outside', () => {
  it.each([
    [1, 'accepted'],
    [366, 'accepted'],
    [null, 'accepted'],
    [0, 'VALIDATION input.uncappedDays'],
    [367, 'VALIDATION input.uncappedDays'],
    [1.5, 'VALIDATION input.uncappedDays'],
  ])('%p', (days, outcome) => {
    expect(codeOf(() => requireUncappedDays(days, ['input', 'uncappedDays']))).toBe(outcome);
  });
});

describe('rollover terms from outside', () => {
  const usd = (decimal: string, code = 'USD') => Money.of(decimal, code);

  it.each<[string, Rollover | null, RolloverDraft | null, string]>([
    ['none', null, null, 'accepted'],
    ['none, said', 'NONE', null, 'accepted'],
    ['a maximum', 'CAPPED', { max: usd('50') }, 'accepted'],
    ['a maximum alone', null, { max: usd('50') }, 'accepted'],
    ['CAPPED without terms', 'CAPPED', null, 'VALIDATION input.rolloverTerms'],
    ['NONE with terms', 'NONE', { max: usd('50') }, 'VALIDATION input.rolloverTerms'],
    ['a maximum of zero', 'CAPPED', { max: usd('0') }, 'VALIDATION input.rolloverTerms.max'],
    ['another currency', 'CAPPED', { max: usd('50', 'EUR') }, 'CURRENCY_MISMATCH input.rolloverTerms.max.currency'],
    ['a minimum up to the maximum', 'CAPPED', { max: usd('50'), min: usd('50') }, 'accepted'],
    ['a minimum above it', 'CAPPED', { max: usd('50'), min: usd('50.01') }, 'VALIDATION input.rolloverTerms.min'],
    ['a minimum below zero', 'CAPPED', { max: usd('50'), min: usd('-1') }, 'VALIDATION input.rolloverTerms.min'],
    ['a percentage of zero', 'CAPPED', { max: usd('50'), maxPercent: 0 }, 'VALIDATION input.rolloverTerms.maxPercent'],
    ['more than all', 'CAPPED', { max: usd('50'), maxPercent: 10_001 }, 'VALIDATION input.rolloverTerms.maxPercent'],
    ['thirteen periods', 'CAPPED', { max: usd('50'), lastsPeriods: 13 }, 'VALIDATION input.rolloverTerms.lastsPeriods'],
  ])('%s', (_what, rollover, draft, outcome) => {
    expect(codeOf(() => readRollover(rollover, draft, USD))).toBe(outcome);
  });
});

describe('the states of a policy version', () => {
  const statuses: PolicyVersionStatus[] = ['DRAFT', 'PUBLISHED', 'SUPERSEDED', 'ARCHIVED'];
  const legal = ['DRAFT→PUBLISHED', 'PUBLISHED→SUPERSEDED', 'PUBLISHED→ARCHIVED'];

  it.each(statuses.flatMap((from) => statuses.map((to) => [from, to] as const)))('%s → %s', (from, to) => {
    expect(codeOf(() => transition(from, to))).toBe(legal.includes(`${from}→${to}`) ? 'accepted' : 'INVALID_TRANSITION input');
  });
});

describe('the version in effect', () => {
  const versions = [
    { number: 1, effectiveFrom: '2026-01-01', effectiveTo: '2026-07-01' },
    { number: 2, effectiveFrom: '2026-07-01', effectiveTo: null },
  ];

  it.each([
    ['2025-12-31', undefined],
    ['2026-01-01', 1],
    ['2026-06-30', 1],
    ['2026-07-01', 2],
    ['2040-01-01', 2],
  ])('on %s is version %s', (date, number) => {
    expect(versionOn(versions, date)?.number).toBe(number);
  });
});
