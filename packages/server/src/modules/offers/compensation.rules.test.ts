import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { baseSalary, bonus, computeStipend, equity, fixed, other, percentOfBase } from '../../../test/support/offer-samples.js';
import { currency, Money, sum } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import { monthlyCompute, percentOfBasisPoints, shareInWords, totalCompensation, yearlyCompute, yearlyLines } from './compensation.rules.js';
import type { Allowance } from './offers.rules.js';

const usd = (amount: string) => Money.of(amount, 'USD');

describe('the total compensation', () => {
  it('of 375,000 and 100,000 of compute is 475,000.00 with 21.05 % compute, and the cash stays 375,000.00', () => {
    const totals = totalCompensation([baseSalary('375000'), computeStipend(fixed('100000'))]);
    expect(totals?.cash.amount).toBe('375000.00');
    expect(totals?.compute?.annualised.amount).toBe('100000.00');
    expect(totals?.compute?.firstYear.amount).toBe('100000.00');
    expect(totals?.compute?.isEstimate).toBe(false);
    expect(totals?.compute?.basis).toBe('100,000.00 USD a year');
    expect(totals?.headline.amount).toBe('475000.00');
    expect(totals?.computeShare).toBe('21.05');
    expect(totals?.excludedLines).toEqual([]);
  });

  it('of 375,000 without compute is 375,000.00: adding 100,000 of compute raises the headline by 26.67 % and the cash by nothing', () => {
    const before = totalCompensation([baseSalary('375000')]);
    const after = totalCompensation([baseSalary('375000'), computeStipend(fixed('100000'))]);
    expect(before?.headline.amount).toBe('375000.00');
    expect(before?.compute).toBeNull();
    expect(before?.computeShare).toBeNull();
    expect(after?.cash.equals(before?.cash ?? usd('0'))).toBe(true);
    expect(after?.headline.minus(before?.headline ?? usd('0')).amount).toBe('100000.00');
  });

  it('leaves out compute that is a tool for the job, and says so', () => {
    const totals = totalCompensation([baseSalary('375000'), computeStipend(fixed('100000'), { framing: 'EMPLOYER_TOOL' })]);
    expect(totals?.headline.amount).toBe('375000.00');
    expect(totals?.computeShare).toBeNull();
    expect(totals?.compute?.annualised.amount).toBe('100000.00');
    expect(totals?.excludedLines).toEqual(['AI compute, 100,000.00 USD a year: a tool for the job, not part of the total compensation.']);
  });

  it('counts 50 % of 500,000 as 250,000.00', () => {
    const totals = totalCompensation([computeStipend(percentOfBase(5_000)), baseSalary('500000')]);
    expect(totals?.headline.amount).toBe('750000.00');
    expect(totals?.compute?.basis).toBe('50% of base salary, 500,000.00 USD a year');
    expect(totals?.compute?.isEstimate).toBe(false);
  });

  it('is an estimate where compute follows the base salary from month to month, or the base salary is not stated', () => {
    const followsMonthly = totalCompensation([baseSalary('500000'), computeStipend(percentOfBase(5_000, 'MONTHLY'))]);
    expect(followsMonthly?.compute?.isEstimate).toBe(true);
    const withoutBase = totalCompensation([bonus('GUARANTEED', '10000'), computeStipend(percentOfBase(1_250))]);
    expect(withoutBase?.compute?.isEstimate).toBe(true);
    expect(withoutBase?.headline.amount).toBe('10000.00');
    expect(withoutBase?.excludedLines).toEqual(['AI compute: a percentage of a base salary this offer does not state yet.']);
    expect(withoutBase?.compute?.basis).toBe('12.5% of base salary, which this offer does not state yet');
  });

  it('holds a year of every part: bonuses at target, equity by vesting year; what is paid once is listed in words', () => {
    const totals = totalCompensation([
      baseSalary('500000'),
      bonus('TARGET', '50000'),
      bonus('SIGN_ON', '25000'),
      equity('100000', 3),
      other('Learning budget', '250', 'MONTHLY'),
      other('Relocation', '9000', 'ONCE'),
      computeStipend(fixed('1000', 'USD', 'MONTHLY')),
    ]);
    expect(totals?.cash.amount).toBe('550000.00');
    expect(totals?.equity.amount).toBe('33333.33');
    expect(totals?.other.amount).toBe('3000.00');
    expect(totals?.compute?.annualised.amount).toBe('12000.00');
    expect(totals?.headline.amount).toBe('598333.33');
    expect(totals?.excludedLines).toEqual([
      'Sign-on bonus, 25,000.00 USD: paid once, not part of a year.',
      'Relocation, 9,000.00 USD: paid once, not part of a year.',
    ]);
  });

  it('of an offer that names no money yet does not exist', () => {
    expect(totalCompensation([])).toBeNull();
    expect(totalCompensation([computeStipend(percentOfBase(5_000))])).toBeNull();
  });

  it('of two currencies is refused', () => {
    expect(() => totalCompensation([baseSalary('375000'), computeStipend(fixed('100000', 'EUR'))])).toThrow(Refusal);
  });
});

const cents = fc.bigInt({ min: 1n, max: 10n ** 15n }).map((minor) => new Money(minor * 10n ** 8n, currency('USD')));
const anyAmount: fc.Arbitrary<Allowance> = fc.oneof(
  fc.record({ amountType: fc.constant('FIXED' as const), period: fc.constantFrom('MONTHLY', 'ANNUAL'), amount: cents }),
  fc.record({
    amountType: fc.constant('PERCENT_OF_BASE' as const),
    period: fc.constantFrom('MONTHLY', 'ANNUAL'),
    percent: fc.integer({ min: 1, max: 100_000 }),
  }),
);
const anyBase = cents.map((amount) => ({ ...baseSalary('1'), amount }));

describe('laws of the sheet', () => {
  it('the headline is the sum of the lines that are shown', () => {
    fc.assert(
      fc.property(anyBase, anyAmount, cents, fc.integer({ min: 1, max: 50 }), (base, amount, grant, vestingYears) => {
        const components = [base, computeStipend(amount), { ...equity('1', vestingYears), grantValue: grant }];
        const shown = yearlyLines(components).flatMap(({ yearly, countsAs }) =>
          countsAs === 'NOWHERE' || yearly === null ? [] : [yearly],
        );
        expect(totalCompensation(components)?.headline.equals(sum(shown, currency('USD')))).toBe(true);
        expect(shown.every((yearly) => yearly.amount === yearly.rounded)).toBe(true);
      }),
    );
  });

  it('twelve months sum to the year exactly', () => {
    fc.assert(
      fc.property(anyBase, anyAmount, (base, amount) => {
        const months = monthlyCompute(amount, base) ?? [];
        expect(months).toHaveLength(12);
        expect(sum(months, currency('USD')).equals(yearlyCompute(amount, base) ?? usd('0'))).toBe(true);
      }),
    );
  });

  it('50 % of 500,000 is granted as 4 × 20,833.34 and then 8 × 20,833.33', () => {
    const months = monthlyCompute(percentOfBase(5_000), baseSalary('500000'))?.map(({ amount }) => amount);
    expect(months).toEqual([...Array(4).fill('20833.34'), ...Array(8).fill('20833.33')]);
  });
});

describe('a share in words', () => {
  it.each([
    ['100000', '475000', 'about 1 in 5'],
    ['100000', '400000', '1 in 4'],
    ['100000', '375000', 'about 1 in 4'],
    ['1', '3', '1 in 3'],
    ['33.33', '100', 'about 1 in 3'],
    ['2', '5', '2 in 5'],
    ['27.69', '100', 'about 3 in 10'],
    ['50', '100', '1 in 2'],
    ['66.67', '100', 'about 2 in 3'],
    ['10', '100', '1 in 10'],
    ['4.76', '100', 'about 1 in 21'],
    ['1', '100', '1 in 100'],
    ['0.01', '100', 'less than 1 in 1000'],
    ['94', '100', 'about 9 in 10'],
    ['96', '100', 'nearly all'],
    ['100', '100', 'all'],
    ['0', '100', 'none'],
  ])('%s of %s is %s', (part, whole, words) => {
    expect(shareInWords(usd(part), usd(whole))).toBe(words);
  });
});

it.each([
  [5_000, '50'],
  [1_250, '12.5'],
  [1_234, '12.34'],
  [7, '0.07'],
  [10, '0.1'],
  [100, '1'],
  [100_000, '1000'],
])('%d basis points are %s percent', (basisPoints, percent) => {
  expect(percentOfBasisPoints(basisPoints)).toBe(percent);
});
