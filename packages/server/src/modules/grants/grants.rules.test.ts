import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currency, Money, splitEvenly, unitsOf } from '../../kernel/money.js';
import { decideFunding } from '../ledger/index.js';
import type { RolloverTerms } from '../policies/index.js';
import { stipendPeriod } from '../stipends/index.js';
import { decideExpiry, decideRollover, grantStatus, guaranteeEnd } from './grants.rules.js';

const instant = (text: string): Date => new Date(text);
/** Instants of a story that only counts days: day 10 is T10. */
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));

describe('what rolls over', () => {
  const usd = (decimal: string): bigint => Money.of(decimal, 'USD').units;
  const terms = (max: string, change: Partial<RolloverTerms> = {}): RolloverTerms => ({
    max: Money.of(max, 'USD'),
    min: Money.of('0', 'USD'),
    maxPercent: null,
    lastsPeriods: 1,
    ...change,
  });
  const carried = (of: RolloverTerms, left: string, carriedBefore = '0', granted = '100'): string =>
    new Money(decideRollover(of, { left: usd(left), carriedBefore: usd(carriedBefore), granted: usd(granted) }), currency('USD')).amount;

  it.each([
    ['what is left, of 100 with 60 spent (C4)', terms('50'), '40', '0', '40.00'],
    ['the maximum', terms('50'), '70', '0', '50.00'],
    ['nothing where nothing is left', terms('50'), '0', '0', '0.00'],
    ['the minimum', terms('50', { min: Money.of('20', 'USD') }), '5', '0', '20.00'],
    ['a share of the grant', terms('50', { maxPercent: 2_500 }), '40', '0', '25.00'],
    ['a share rounded half-even', terms('50', { maxPercent: 1 }), '40', '0', '0.01'],
    ['what the maximum leaves beside what was carried before', terms('50'), '40', '30', '20.00'],
    ['nothing beside as much as the maximum', terms('50'), '40', '60', '0.00'],
  ] as const)('is %s', (_what, of, left, before, expected) => {
    expect(carried(of, left, before)).toBe(expected);
  });

  it.each([
    [3_333, '40', '10.01', '3.34'],
    [5_000, '40', '0.01', '0.00'],
    [5_000, '40', '0.03', '0.02'],
    [5_000, '1.2345', '10', '1.2345'],
  ])(
    'of %d basis points, with %s left of %s, is %s: the share is whole minor units, what is left is exact',
    (maxPercent, left, granted, expected) => {
      expect(carried(terms('50', { maxPercent }), left, '0', granted)).toBe(expected);
    },
  );

  it('is never negative, never more than the maximum in all, and no more than is left without a minimum', () => {
    const units = fc.bigInt({ min: 0n, max: 10n ** 16n });
    const share = fc.option(fc.integer({ min: 1, max: 10_000 }));
    fc.assert(
      fc.property(units, units, units, units, units, share, (left, carriedBefore, granted, min, more, maxPercent) => {
        const max = min + more;
        const of = terms('0', { max: new Money(max, currency('USD')), min: new Money(min, currency('USD')), maxPercent });
        const part = decideRollover(of, { left, carriedBefore, granted });
        expect(part >= 0n && (part === 0n || part + carriedBefore <= max)).toBe(true);
        if (of.min.isZero) expect(part <= left).toBe(true);
      }),
    );
  });
});

describe('the status of a grant', () => {
  const grant = { effectiveAt: day(5), expiresAt: day(10), revokedAt: null, remainingUnits: 1n };

  it.each([
    ['PENDING', 'before it takes effect', {}, day(4)],
    ['ACTIVE', 'from that instant', {}, day(5)],
    ['EXHAUSTED', 'with nothing left', { remainingUnits: 0n }, day(6)],
    ['ACTIVE', 'without a cap, with nothing of its own', { remainingUnits: 0n, uncapped: true }, day(6)],
    ['EXPIRED', 'without a cap too, at its end', { remainingUnits: 0n, uncapped: true }, day(10)],
    ['EXPIRED', 'at its end', {}, day(10)],
    ['EXPIRED', 'at its end, also with nothing left', { remainingUnits: 0n }, day(10)],
    ['ACTIVE', 'without an end', { expiresAt: null }, day(400)],
    ['ACTIVE', 'before it is revoked', { revokedAt: day(7) }, day(6)],
    ['REVOKED', 'from then on', { revokedAt: day(7) }, day(7)],
    ['REVOKED', 'also before it took effect', { revokedAt: day(2) }, day(3)],
    ['REVOKED', 'also after its end', { revokedAt: day(7) }, day(11)],
  ])('is %s %s', (status, _when, change, now) => {
    expect(grantStatus({ ...grant, ...change }, now)).toBe(status);
  });

  it('is ACTIVE for a new hire at 00:00:01 local on the start date (L51)', () => {
    const month = stipendPeriod({ startDate: '2026-03-02', zone: 'America/New_York', cadence: 'MONTH' }, 0);
    const now = instant('2026-03-02T05:00:01.000Z');
    const first = { effectiveAt: month.start, expiresAt: month.end, revokedAt: null, remainingUnits: 1n };
    expect(grantStatus(first, now)).toBe('ACTIVE');
    expect(decideFunding([{ ...first, id: 'first', priority: 100, createdAt: now, availableUnits: 5n }], 5n, now).uncovered).toBe(0n);
  });
});

describe('expiry', () => {
  it('takes what is left at the end of the period: 3,846.15 granted, 1,000 used, 2,846.15 expired (L45)', () => {
    const perPeriod = splitEvenly(Money.of('100000', 'USD'), 26);
    expect(perPeriod.filter(({ amount }) => amount === '3846.16')).toHaveLength(10);
    expect(perPeriod.filter(({ amount }) => amount === '3846.15')).toHaveLength(16);

    const eleventh = perPeriod[10] ?? Money.zero(currency('USD'));
    const left = { expiresAt: day(15), availableUnits: eleventh.minus(Money.of('1000', 'USD')).units };
    expect(decideExpiry(left, day(14))).toBe(0n);
    expect(decideExpiry(left, day(15))).toBe(unitsOf('2846.15'));
    expect(perPeriod[11]?.amount).toBe('3846.15');
  });

  it.each([
    ['nothing is left', { expiresAt: day(10), availableUnits: 0n }],
    ['a grant never ends', { expiresAt: null, availableUnits: 5n }],
  ])('takes nothing when %s', (_when, grant) => {
    expect(decideExpiry(grant, day(11))).toBe(0n);
  });
});

describe('a guarantee', () => {
  it.each([
    ['holds on day 100 of twelve months (L1)', '2027-03-02', '2026-06-10T00:00:00.000Z', true],
    ['holds until midnight in the zone of the stipend', '2027-03-02', '2027-03-02T04:59:59.999Z', true],
    ['is over at that midnight', '2027-03-02', '2027-03-02T05:00:00.000Z', false],
    ['that was not given does not hold', null, '2026-06-10T00:00:00.000Z', false],
  ])('%s', (_what, guaranteedUntil, at, holds) => {
    const end = guaranteeEnd(guaranteedUntil, 'America/New_York');
    expect(end !== null && instant(at) < end).toBe(holds);
  });
});
