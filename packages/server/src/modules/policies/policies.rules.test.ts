import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currency, Money, sum } from '../../kernel/money.js';
import { daysBetween, plusDays, plusMonths } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import {
  type AmountDraft,
  type AmountPeriod,
  type AmountTerms,
  type AnnualPeriod,
  amountOfPeriod,
  annualAmount,
  type DayCount,
  type PayPeriodsPerYear,
  type PolicyVersionStatus,
  payPeriodCounts,
  periodAmounts,
  type Rollover,
  type RolloverDraft,
  readAmountTerms,
  readRollover,
  requireUncappedDays,
  transition,
  versionOn,
  worthInYear,
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

describe('the grants of a stipend year', () => {
  const base = Money.of('500000', 'USD');

  it.each([
    ['50 % of a base of 500,000 (B1, L3)', percentOfBase(5_000), base, '4×20833.34 8×20833.33', '250000.00'],
    ['50 % of base, taken anew each month', percentOfBase(5_000, 'USD', 'MONTHLY'), base, '4×20833.34 8×20833.33', '250000.00'],
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
    ['50 % of base, granted once a year', percentOfBase(5_000, 'USD', 'YEAR'), base, '1×250000.00', '250000.00'],
    ['300 a quarter', fixed('300', 'USD', 'QUARTER'), undefined, '4×300.00', '1200.00'],
    ['1,200 a year at once', fixed('1200', 'USD', 'YEAR'), undefined, '1×1200.00', '1200.00'],
    ['a share finer than a cent', percentOfBase(1_250), Money.of('333.33', 'USD'), '1×3.48625 1×3.48 10×3.47', '41.66625'],
  ] as const)('%s', (_what, terms, annualBase, parts, whole) => {
    expect(runs(periodAmounts(terms, annualBase))).toBe(parts);
    expect(annualAmount(terms, annualBase).amount).toBe(whole);
  });

  it('need the base salary, in the currency of the stipend', () => {
    expect(codeOf(() => periodAmounts(percentOfBase(5_000)))).toBe('VALIDATION input');
    expect(codeOf(() => periodAmounts(percentOfBase(5_000, 'EUR'), base))).toBe('CURRENCY_MISMATCH input');
    expect(codeOf(() => periodAmounts(fixed('1', 'EUR', 'MONTHLY'), base))).toBe('accepted');
  });

  const money = fc
    .tuple(fc.bigInt({ min: 1n, max: 10n ** 24n }), fc.constantFrom('USD', 'JPY', 'KWD', 'EUR'))
    .map(([units, code]) => new Money(units, currency(code)));
  const period = fc.constantFrom<AnnualPeriod>('MONTHLY', 'ANNUAL', 'QUARTER', 'YEAR');

  it('by the pay period sum to the year exactly, however many there are', () => {
    fc.assert(
      fc.property(money, fc.constantFrom(...payPeriodCounts), (amount, payPeriodsPerYear) => {
        const parts = periodAmounts({ amountType: 'FIXED', period: 'ANNUAL', amount, payPeriodsPerYear });
        expect(parts).toHaveLength(payPeriodsPerYear);
        expect(sum(parts, amount.currency)).toEqual(amount);
      }),
    );
  });

  it('sum to the annual amount, whatever the terms', () => {
    fc.assert(
      fc.property(money, period, fc.integer({ min: 1, max: 100_000 }), fc.boolean(), (amount, per, percent, isShare) => {
        const terms = isShare
          ? ({ amountType: 'PERCENT_OF_BASE', period: per, percent, currency: amount.currency } as const)
          : ({ amountType: 'FIXED', period: per, amount } as const);
        const parts = periodAmounts(terms, amount);
        expect(parts).toHaveLength({ MONTHLY: 12, ANNUAL: 12, QUARTER: 4, YEAR: 1 }[per]);
        expect(sum(parts, amount.currency)).toEqual(annualAmount(terms, amount));
      }),
    );
  });

  it('are never smaller earlier in the year than later', () => {
    fc.assert(
      fc.property(money, (amount) => {
        const parts = periodAmounts({ amountType: 'FIXED', period: 'ANNUAL', amount });
        parts.slice(1).forEach((part, index) => {
          expect(part.compare(parts[index] ?? part)).toBeLessThanOrEqual(0);
        });
      }),
    );
  });
});

describe('an amount for each day', () => {
  const perDay = (decimal: string, dayCount: DayCount, code = 'USD') =>
    ({ amountType: 'PER_DAY', period: 'MONTHLY', amount: Money.of(decimal, code), dayCount }) as const;
  /** What the months of a year from `start` on come to. */
  const yearOf = (terms: AmountTerms, start: string): Money[] =>
    Array.from({ length: 12 }, (_, month) =>
      amountOfPeriod(terms, { placeInYear: month, firstDate: plusMonths(start, month), endDate: plusMonths(start, month + 1) }),
    );

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
