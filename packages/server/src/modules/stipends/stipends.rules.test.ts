import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { currency, Money, splitEvenly, unitsOf } from '../../kernel/money.js';
import { contains, type LocalDate, plusDays } from '../../kernel/period.js';
import type { RolloverTerms } from '../policies/index.js';
import {
  byBurnOrder,
  datesOf,
  decideExpiry,
  decideFunding,
  decideRestoration,
  decideRollover,
  dueTrialDates,
  type FundableGrant,
  grantStatus,
  guaranteeEnd,
  type IssuedEnd,
  isInForce,
  isStartInReach,
  payingUntil,
  payPeriod,
  paysFor,
  type StipendAnchor,
  spanAfter,
  stipendPeriod,
  stipendStatus,
  trialPeriod,
  type ZoneOn,
} from './stipends.rules.js';

const instant = (text: string): Date => new Date(text);
/** Instants of a story that only counts days: day 10 is T10. */
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));

const zones = [
  'UTC',
  'Asia/Kolkata',
  'America/New_York',
  'Pacific/Apia',
  'Africa/Cairo',
  'America/Havana',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
];

describe('the months of a stipend', () => {
  it.each([
    ['in UTC', '2026-01-01', 'UTC', 0, '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
    [
      'in Kolkata at half past six in the evening UTC',
      '2026-03-02',
      'Asia/Kolkata',
      0,
      '2026-03-01T18:30:00.000Z',
      '2026-04-01T18:30:00.000Z',
    ],
    [
      'in New York, an hour short across the start of summer time',
      '2026-03-01',
      'America/New_York',
      0,
      '2026-03-01T05:00:00.000Z',
      '2026-04-01T04:00:00.000Z',
    ],
    [
      'in New York, an hour long across its end',
      '2026-11-01',
      'America/New_York',
      0,
      '2026-11-01T04:00:00.000Z',
      '2026-12-01T05:00:00.000Z',
    ],
    [
      'in Cairo from 1 o’clock, as midnight is skipped',
      '2026-04-24',
      'Africa/Cairo',
      0,
      '2026-04-23T22:00:00.000Z',
      '2026-05-23T21:00:00.000Z',
    ],
    [
      'in Havana from the first of two midnights',
      '2026-11-01',
      'America/Havana',
      0,
      '2026-11-01T04:00:00.000Z',
      '2026-12-01T05:00:00.000Z',
    ],
    ['in Apia over the day it skipped', '2011-11-30', 'Pacific/Apia', 0, '2011-11-30T10:00:00.000Z', '2011-12-30T10:00:00.000Z'],
    ['on the last day of short months', '2026-01-31', 'UTC', 1, '2026-02-28T00:00:00.000Z', '2026-03-31T00:00:00.000Z'],
    ['on the 31st again after a short month', '2026-01-31', 'UTC', 2, '2026-03-31T00:00:00.000Z', '2026-04-30T00:00:00.000Z'],
    ['on 29 February in leap years only', '2024-02-29', 'UTC', 12, '2025-02-28T00:00:00.000Z', '2025-03-29T00:00:00.000Z'],
    ['on 29 February again', '2024-02-29', 'UTC', 48, '2028-02-29T00:00:00.000Z', '2028-03-29T00:00:00.000Z'],
  ])('begin and end %s', (_where, startDate, zone, index, start, end) => {
    const month = stipendPeriod({ startDate, zone, cadence: 'MONTH' }, index);
    expect([month.start.toISOString(), month.end.toISOString()]).toEqual([start, end]);
  });

  it('belong to stipend years of twelve', () => {
    const anchor = { startDate: '2026-03-31', zone: 'UTC', cadence: 'MONTH' } as const;
    expect(stipendPeriod(anchor, 11)).toMatchObject({ year: 0, placeInYear: 11, firstDate: '2027-02-28' });
    expect(stipendPeriod(anchor, 12)).toMatchObject({ year: 1, placeInYear: 0, firstDate: '2027-03-31' });
  });

  const startDate = fc.integer({ min: 0, max: 40 * 365 }).map((days): LocalDate => plusDays('2000-01-01', days));
  const zone = fc.constantFrom(...zones);

  it('touch, so that every instant from the start on belongs to exactly one', () => {
    fc.assert(
      fc.property(startDate, zone, fc.integer({ min: 0, max: 3 * 366 * 86_400_000 }), (start, tz, sinceStart) => {
        const months = Array.from({ length: 40 }, (_, index) => stipendPeriod({ startDate: start, zone: tz, cadence: 'MONTH' }, index));
        const at = new Date((months[0]?.start.getTime() ?? 0) + sinceStart);
        expect(months.filter((month) => contains(month, at))).toHaveLength(1);
        months.slice(1).forEach((month, index) => {
          expect(month.start).toEqual(months[index]?.end);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('have edges that belong to the later one', () => {
    fc.assert(
      fc.property(startDate, zone, fc.nat({ max: 36 }), (start, tz, index) => {
        const month = stipendPeriod({ startDate: start, zone: tz, cadence: 'MONTH' }, index);
        expect(contains(month, month.start)).toBe(true);
        expect(contains(month, month.end)).toBe(false);
        expect(contains(month, new Date(month.end.getTime() - 1))).toBe(true);
      }),
    );
  });
});

describe('the periods of a stipend', () => {
  const cadences = ['DAY', 'WORKING_DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'] as const;

  it.each([
    ['DAY', '2026-02-28', ['2026-02-28', '2026-03-01', '2026-03-02']],
    ['WORKING_DAY', '2026-11-05', ['2026-11-05', '2026-11-06', '2026-11-09', '2026-11-10']],
    ['WORKING_DAY', '2026-11-07', ['2026-11-09', '2026-11-10']],
    ['WORKING_DAY', '2026-11-08', ['2026-11-09', '2026-11-10']],
    ['WEEK', '2026-12-28', ['2026-12-28', '2027-01-04']],
    ['MONTH', '2027-01-31', ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']],
    ['MONTH', '2028-01-30', ['2028-01-30', '2028-02-29', '2028-03-30']],
    ['QUARTER', '2026-11-30', ['2026-11-30', '2027-02-28', '2027-05-30', '2027-08-30']],
    ['YEAR', '2028-02-29', ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']],
  ] as const)('of a %s from %s begin as the calendar says', (cadence, start, dates) => {
    expect(dates.map((_, index) => stipendPeriod({ startDate: start, zone: 'UTC', cadence }, index).firstDate)).toEqual(dates);
  });

  it.each([
    ['DAY', '2026-01-01', '2027-01-01', '36500.00'],
    ['DAY', '2028-01-01', '2029-01-01', '36600.00'],
    ['WORKING_DAY', '2026-01-01', '2027-01-01', '26100.00'],
    ['DAY', '2026-11-01', '2026-12-01', '3000.00'],
  ] as const)('of 100 a %s from %s to %s come to %s (L2)', (cadence, startDate, endDate, total) => {
    let issuedMonths = 0;
    while (datesOf({ startDate, cadence }, issuedMonths).firstDate < endDate) issuedMonths += 1;
    expect(Money.of('100', 'USD').scaledBy(BigInt(issuedMonths), 1n).amount).toBe(total);
  });

  it('touch, so that every instant from the first on belongs to exactly one, in any zone and cadence', () => {
    const start = fc.integer({ min: 0, max: 30 * 365 }).map((days): LocalDate => plusDays('2012-01-01', days));
    fc.assert(
      fc.property(
        start,
        fc.constantFrom(...zones),
        fc.constantFrom(...cadences),
        fc.nat(500),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (startDate, zone, cadence, index, place) => {
          const anchor = { startDate, zone, cadence };
          const period = stipendPeriod(anchor, index);
          const at = new Date(period.start.getTime() + Math.floor((period.end.getTime() - period.start.getTime() - 1) * place));
          const around = [-1, 0, 1].flatMap((step) => (index + step < 0 ? [] : stipendPeriod(anchor, index + step)));
          expect(around.filter((one) => contains(one, at))).toEqual([period]);
          around.slice(1).forEach((next, before) => {
            expect(next.start).toEqual(around[before]?.end);
          });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('have 23 and 25 hours where the clock changes', () => {
    const hours = (firstDate: LocalDate): number => {
      const { start, end } = stipendPeriod({ startDate: firstDate, zone: 'America/New_York', cadence: 'DAY' }, 0);
      return (end.getTime() - start.getTime()) / 3_600_000;
    };
    expect([hours('2026-03-08'), hours('2026-11-01'), hours('2026-11-02')]).toEqual([23, 25, 24]);
  });
});

describe('the days of a stipend in Apia, where 2011-12-30 does not exist', () => {
  const anchor = { startDate: '2011-12-28', zone: 'Pacific/Apia' };
  const spans = (cadence: StipendAnchor['cadence'], count: number): string[] =>
    Array.from({ length: count }, (_, index) => {
      const { firstDate, start, end } = stipendPeriod({ ...anchor, cadence }, index);
      return `${firstDate} ${start.toISOString().slice(0, 13)} ${(end.getTime() - start.getTime()) / 3_600_000} h`;
    });

  it.each([
    [
      'DAY',
      ['2011-12-28 2011-12-28T10 24 h', '2011-12-29 2011-12-29T10 24 h', '2011-12-30 2011-12-30T10 0 h', '2011-12-31 2011-12-30T10 24 h'],
    ],
    [
      'WORKING_DAY',
      ['2011-12-28 2011-12-28T10 24 h', '2011-12-29 2011-12-29T10 24 h', '2011-12-30 2011-12-30T10 48 h', '2012-01-02 2012-01-01T10 24 h'],
    ],
    ['WEEK', ['2011-12-28 2011-12-28T10 144 h', '2012-01-04 2012-01-03T10 168 h']],
    ['MONTH', ['2011-12-28 2011-12-28T10 720 h', '2012-01-28 2012-01-27T10 744 h']],
  ] as const)('touch by the %s', (cadence, told) => {
    expect(spans(cadence, told.length)).toEqual(told);
  });

  it('hold each instant once, the skipped day none', () => {
    fc.assert(
      fc.property(fc.constantFrom('DAY', 'WORKING_DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'), fc.nat(20 * 86_400_000), (cadence, later) => {
        const periods = Array.from({ length: 24 }, (_, index) => stipendPeriod({ ...anchor, cadence }, index));
        const at = new Date((periods[0]?.start.getTime() ?? 0) + later);
        expect(periods.filter((period) => contains(period, at))).toHaveLength(1);
      }),
    );
  });
});

describe('pay periods', () => {
  const dates = (firstDate: LocalDate, endDate: LocalDate) => ({ payPeriod: { uuid: 'p', days: 14 }, firstDate, endDate });

  it.each([
    ['America/New_York', '2026-03-02', '2026-03-16', '2026-03-02T05:00:00.000Z', '2026-03-16T04:00:00.000Z'],
    ['America/New_York', '2026-10-26', '2026-11-09', '2026-10-26T04:00:00.000Z', '2026-11-09T05:00:00.000Z'],
    ['Asia/Kolkata', '2028-02-16', '2028-03-01', '2028-02-15T18:30:00.000Z', '2028-02-29T18:30:00.000Z'],
    ['Pacific/Apia', '2011-12-16', '2011-12-30', '2011-12-16T10:00:00.000Z', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-30', '2012-01-13', '2011-12-30T10:00:00.000Z', '2012-01-12T10:00:00.000Z'],
    ['Africa/Cairo', '2026-04-24', '2026-05-08', '2026-04-23T22:00:00.000Z', '2026-05-07T21:00:00.000Z'],
    ['America/Havana', '2026-11-01', '2026-11-15', '2026-11-01T04:00:00.000Z', '2026-11-15T05:00:00.000Z'],
  ])('in %s from %s to %s run from midnight to midnight', (zone, first, end, start, until) => {
    const period = payPeriod(dates(first, end), zone, 3);
    expect([period.start.toISOString(), period.end.toISOString()]).toEqual([start, until]);
    expect(period).toMatchObject({ cadence: 'PAY_PERIOD', index: 3, placeInYear: 3, firstDate: first, endDate: end });
  });

  it('that follow each other hold each instant once, however long they are and in any zone', () => {
    fc.assert(
      fc.property(
        fc.nat(9_000),
        fc.array(fc.integer({ min: 2, max: 31 }), { minLength: 2, maxLength: 12 }),
        fc.constantFrom(...zones),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (offset, lengths, zone, place) => {
          let firstDate = plusDays('2005-01-01', offset);
          const periods = lengths.map((days, index) => {
            const endDate = plusDays(firstDate, days);
            const period = payPeriod(dates(firstDate, endDate), zone, index);
            firstDate = endDate;
            return period;
          });
          const [start, end] = [periods[0]?.start.getTime() ?? 0, periods.at(-1)?.end.getTime() ?? 0];
          const at = new Date(start + Math.floor((end - start - 1) * place));
          expect(periods.filter((period) => contains(period, at))).toHaveLength(1);
        },
      ),
    );
  });
});

describe('the trial without a cap', () => {
  const trial = (startDate: LocalDate, days: number, zone: string) => {
    const dates = dueTrialDates({ startDate, cappedFrom: plusDays(startDate, days), trialGrantId: null });
    const due = dates === null ? null : trialPeriod(dates, () => zone);
    return [due?.start.toISOString(), due?.endDate, due?.end.toISOString()];
  };

  it.each([
    ['UTC', '2026-03-02', 90, '2026-03-02T00:00:00.000Z', '2026-05-31', '2026-05-31T00:00:00.000Z'],
    ['Asia/Kolkata', '2026-03-02', 90, '2026-03-01T18:30:00.000Z', '2026-05-31', '2026-05-30T18:30:00.000Z'],
    ['America/New_York', '2026-03-02', 90, '2026-03-02T05:00:00.000Z', '2026-05-31', '2026-05-31T04:00:00.000Z'],
    ['America/New_York', '2026-10-31', 2, '2026-10-31T04:00:00.000Z', '2026-11-02', '2026-11-02T05:00:00.000Z'],
    ['UTC', '2028-02-01', 366, '2028-02-01T00:00:00.000Z', '2029-02-01', '2029-02-01T00:00:00.000Z'],
    ['Pacific/Apia', '2011-12-29', 1, '2011-12-29T10:00:00.000Z', '2011-12-30', '2011-12-30T10:00:00.000Z'],
  ])('in %s from %s for %i days ends at local midnight, after as many dates (L20)', (zone, startDate, days, start, date, end) => {
    expect(trial(startDate, days, zone)).toEqual([start, date, end]);
  });

  it('is due once, and not where the terms count from the start', () => {
    expect(dueTrialDates({ startDate: '2026-03-02', cappedFrom: '2026-05-31', trialGrantId: 'grant' })).toBeNull();
    expect(dueTrialDates({ startDate: '2026-03-02', cappedFrom: null, trialGrantId: null })).toBeNull();
  });
});

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

describe('periods of a person who moves', () => {
  const moved =
    (from: string, to: string, on: LocalDate): ZoneOn =>
    (date) =>
      date < on ? from : to;
  /** The spans of `count` periods, each as known when it is issued: moves that are told later change nothing that was issued. */
  const chain = (startDate: LocalDate, cadence: StipendAnchor['cadence'], count: number, zoneOn: (index: number) => ZoneOn) => {
    let before: IssuedEnd | null = null;
    return Array.from({ length: count }, (_, index) => {
      const dates = datesOf({ startDate, cadence }, index);
      const span = spanAfter(before, dates, zoneOn(index));
      before = { endAt: span.end, endDate: dates.endDate };
      return span;
    });
  };
  const told = (spans: ReadonlyArray<{ start: Date; end: Date }>) =>
    spans.map(({ start, end }) => `${start.toISOString().slice(0, 16)} … ${end.toISOString().slice(0, 16)}`);

  it.each<[string, StipendAnchor['cadence'], ZoneOn, string[]]>([
    [
      'to the east within a month that is issued later: the next begins where it ends',
      'MONTH',
      moved('America/New_York', 'Asia/Kolkata', '2026-11-15'),
      ['2026-11-01T04:00 … 2026-11-30T18:30', '2026-11-30T18:30 … 2026-12-31T18:30'],
    ],
    [
      'on the first day of a month: that day begins where the person is then',
      'MONTH',
      moved('America/New_York', 'Asia/Kolkata', '2026-12-01'),
      ['2026-11-01T04:00 … 2026-11-30T18:30', '2026-11-30T18:30 … 2026-12-31T18:30'],
    ],
    [
      'to the west',
      'WEEK',
      moved('Asia/Kolkata', 'America/New_York', '2026-11-10'),
      ['2026-10-31T18:30 … 2026-11-07T18:30', '2026-11-07T18:30 … 2026-11-15T05:00'],
    ],
    [
      'a day to the east: the day that is left out has no length',
      'DAY',
      moved('Pacific/Pago_Pago', 'Pacific/Kiritimati', '2026-11-03'),
      ['2026-11-01T11:00 … 2026-11-02T11:00', '2026-11-02T11:00 … 2026-11-02T11:00', '2026-11-02T11:00 … 2026-11-03T10:00'],
    ],
    [
      'a day to the west: it lasts two',
      'DAY',
      moved('Pacific/Kiritimati', 'Pacific/Pago_Pago', '2026-11-03'),
      ['2026-10-31T10:00 … 2026-11-01T10:00', '2026-11-01T10:00 … 2026-11-03T11:00', '2026-11-03T11:00 … 2026-11-04T11:00'],
    ],
  ])('%s', (_, cadence, zoneOn, expected) => {
    expect(told(chain('2026-11-01', cadence, expected.length, () => zoneOn))).toEqual(expected);
  });

  it('hold each instant exactly once, whenever moves are told and wherever they lead', () => {
    const places = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/New_York', 'Asia/Kolkata', 'UTC', 'Pacific/Apia'];
    fc.assert(
      fc.property(
        fc.constantFrom('DAY', 'WORKING_DAY', 'WEEK', 'MONTH', 'QUARTER'),
        fc.array(fc.record({ day: fc.nat(120), zone: fc.constantFrom(...places), toldAt: fc.nat(30) }), { maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (cadence, moves, place) => {
          const zoneOn =
            (index: number): ZoneOn =>
            (date) =>
              moves
                .filter(({ day: days, toldAt }) => toldAt <= index && plusDays('2026-10-01', days) <= date)
                .sort((a, b) => a.day - b.day)
                .at(-1)?.zone ?? 'Europe/Berlin';
          const spans = chain('2026-10-01', cadence, 30, zoneOn);
          const [first, last] = [spans[0]?.start.getTime() ?? 0, spans.at(-1)?.end.getTime() ?? 0];
          const at = new Date(first + Math.floor((last - first - 1) * place));
          expect(spans.filter((span) => contains(span, at))).toHaveLength(1);
          for (const { start, end } of spans) expect(end.getTime()).toBeGreaterThanOrEqual(start.getTime());
        },
      ),
      { numRuns: 500 },
    );
  });

  it('behind a gap of the pay calendar begin at midnight where the person is, and never before the last has ended', () => {
    const before = { endAt: new Date('2026-11-03T11:00:00.000Z'), endDate: '2026-11-03' };
    const starts = (firstDate: LocalDate) =>
      spanAfter(before, { firstDate, endDate: '2026-11-20' }, () => 'Pacific/Kiritimati').start.toISOString();
    expect(['2026-11-03', '2026-11-04', '2026-11-05'].map(starts)).toEqual([
      '2026-11-03T11:00:00.000Z',
      '2026-11-03T11:00:00.000Z',
      '2026-11-04T10:00:00.000Z',
    ]);
  });

  it('pay until the stipend ends where the person is then', () => {
    const dates = { firstDate: '2026-12-01', endDate: '2027-01-01' };
    const zoneOn = moved('America/New_York', 'Asia/Kolkata', '2026-12-15');
    const span = spanAfter(null, dates, zoneOn);
    const until = (stipendEnds: LocalDate | null) => payingUntil(span, dates, stipendEnds, zoneOn).endsAt.toISOString();
    expect([null, '2027-01-01', '2026-12-20', '2026-12-10'].map(until)).toEqual([
      '2026-12-31T18:30:00.000Z',
      '2026-12-31T18:30:00.000Z',
      '2026-12-19T18:30:00.000Z',
      '2026-12-10T05:00:00.000Z',
    ]);
  });

  it('begin with a trial that lasts at least where it began', () => {
    const dates = { firstDate: '2026-11-02', endDate: '2026-11-03' };
    const { start, end } = trialPeriod(dates, moved('Pacific/Pago_Pago', 'Pacific/Kiritimati', '2026-11-03'));
    expect([start.toISOString(), end.toISOString()]).toEqual(['2026-11-02T11:00:00.000Z', '2026-11-03T11:00:00.000Z']);
  });
});

describe('the start of a stipend', () => {
  it.each([
    ['2025-10-31', true],
    ['2025-10-30', false],
    ['2031-10-31', true],
    ['2031-11-01', false],
  ])('on %s is in reach, seen from 31 October 2026: %s', (startDate, inReach) => {
    expect(isStartInReach(startDate, '2026-10-31')).toBe(inReach);
  });
});

describe('the status of a stipend', () => {
  const stipend = { employeeId: 'employee_1', startDate: '2026-03-02', endDate: null, zone: 'Asia/Kolkata', issueProblemCode: null };
  const blocked = { issueProblemCode: 'NO_BASE_SALARY' as const };

  it.each([
    ['SCHEDULED', 'before its first day', {}, '2026-03-01T18:29:59.999Z'],
    ['ACTIVE', 'at 00:00 local on its first day (L51)', {}, '2026-03-01T18:30:00.000Z'],
    ['AWAITING_EMPLOYEE', 'while the candidate is no employee', { employeeId: null }, '2026-03-05T00:00:00.000Z'],
    ['ACTIVE', 'on the day before its end', { endDate: '2026-04-01' }, '2026-03-31T18:29:59.999Z'],
    ['ENDED', 'on its end date', { endDate: '2026-04-01' }, '2026-03-31T18:30:00.000Z'],
    ['BLOCKED', 'while something keeps its next grant back', blocked, '2026-03-05T00:00:00.000Z'],
    ['BLOCKED', 'also before its first day', blocked, '2026-03-01T00:00:00.000Z'],
    ['ENDED', 'whatever kept grants back', { ...blocked, endDate: '2026-04-01' }, '2026-03-31T18:30:00.000Z'],
    ['ENDED', 'at once when it ends before it began', { endDate: '2026-03-02' }, '2026-01-01T00:00:00.000Z'],
    ['ENDED', 'also when nobody was ever hired', { employeeId: null, endDate: '2026-03-02' }, '2026-01-01T00:00:00.000Z'],
  ])('is %s %s', (status, _when, change, now) => {
    expect(stipendStatus({ ...stipend, ...change }, instant(now))).toBe(status);
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

const anything = { providers: null, models: null, tools: null };

describe('the filters of a grant', () => {
  const opus = { provider: 'anthropic', model: 'claude-opus-4-5', tool: 'editor' };

  it.each([
    ['no list', anything, opus, true],
    ['its provider', { ...anything, providers: ['openai', 'anthropic'] }, opus, true],
    ['another provider', { ...anything, providers: ['openai'] }, opus, false],
    ['the start of its model', { ...anything, models: ['claude-opus-*'] }, opus, true],
    ['the whole of its model', { ...anything, models: ['claude-opus-4-5'] }, opus, true],
    ['a part of its model without a star', { ...anything, models: ['claude-opus'] }, opus, false],
    ['its model in capitals', { ...anything, models: ['Claude-Opus-4-5'] }, opus, true],
    ['its tool with other spaces', { ...anything, tools: [' Editor'] }, opus, true],
    ['its tool', { ...anything, tools: ['editor'] }, opus, true],
    ['a tool where none is known', { ...anything, tools: ['editor'] }, { ...opus, tool: null }, false],
    ['its provider and another model', { ...anything, providers: ['anthropic'], models: ['gpt-*'] }, opus, false],
    ['anything of a use that is not known', { ...anything, models: ['claude-*'] }, undefined, false],
    ['nothing, of a use that is not known', anything, undefined, true],
  ])('that name %s decide whether it pays', (_what, filters, use, pays) => {
    expect(paysFor({ filters }, use)).toBe(pays);
  });
});

describe('the burn order', () => {
  const grant = (id: string, change: Partial<FundableGrant> = {}): FundableGrant => ({
    id,
    priority: 1,
    effectiveAt: day(1),
    expiresAt: null,
    createdAt: day(1),
    availableUnits: 10n,
    ...change,
  });
  const c2 = [
    grant('C', { priority: 2, availableUnits: 20n }),
    grant('B', { expiresAt: day(15), availableUnits: 15n }),
    grant('A', { expiresAt: day(10), availableUnits: 10n }),
  ];

  it('funds 12 as A 10 and B 2, and a correction of 3 gives B 2 and then A 1 back (C2)', () => {
    const funding = decideFunding(c2, 12n, day(2));
    expect(funding).toEqual({
      slices: [
        { grantId: 'A', units: 10n },
        { grantId: 'B', units: 2n },
      ],
      uncovered: 0n,
    });
    expect(decideRestoration(funding, 3n).slices).toEqual([
      { grantId: 'B', units: 2n },
      { grantId: 'A', units: 1n },
    ]);
  });

  it.each([
    ['the lower priority number', grant('b', { priority: 0 }), grant('a')],
    ['what pays only for some usage', grant('b', { filters: { ...anything, models: ['m'] } }), grant('a', { expiresAt: day(2) })],
    ['the lower number, whatever it pays for', grant('b', { priority: 0 }), grant('a', { filters: { ...anything, models: ['m'] } })],
    ['what expires first', grant('b', { expiresAt: day(9) }), grant('a', { expiresAt: day(10) })],
    ['what expires at all', grant('b', { expiresAt: day(400) }), grant('a')],
    ['the older', grant('b', { createdAt: day(1) }), grant('a', { createdAt: day(2) })],
    ['the lower id', grant('a'), grant('b')],
  ])('puts %s first', (_what, first, second) => {
    expect([second, first].sort(byBurnOrder)).toEqual([first, second]);
  });

  it.each([
    ['before it takes effect', { effectiveAt: day(3) }, day(2), 5n],
    ['from the instant it takes effect', { effectiveAt: day(3) }, day(3), 0n],
    ['just before it ends', { expiresAt: day(3) }, new Date(day(3).getTime() - 1), 0n],
    ['at its end', { expiresAt: day(3) }, day(3), 5n],
    ['when it is empty', { availableUnits: 0n }, day(2), 5n],
  ])('a grant %s leaves this uncovered', (_when, change, at, uncovered) => {
    expect(decideFunding([grant('a', change)], 5n, at).uncovered).toBe(uncovered);
  });

  it('of one without a cap leaves nothing to pay for those behind it, whatever they have', () => {
    const uncapped = grant('U', { uncapped: true, availableUnits: 0n, expiresAt: day(12) });
    expect(decideFunding([...c2, uncapped], 1_000n, day(2))).toEqual({
      slices: [
        { grantId: 'A', units: 10n },
        { grantId: 'U', units: 990n },
      ],
      uncovered: 0n,
    });
    expect(decideFunding([...c2, uncapped], 1_000n, day(12))).toMatchObject({ uncovered: 965n });
    expect(decideFunding([uncapped], 0n, day(2)).slices).toEqual([]);
  });

  it('without grants leaves all uncovered, and of nothing nothing', () => {
    expect(decideFunding([], 7n, day(1))).toEqual({ slices: [], uncovered: 7n });
    expect(decideFunding(c2, 0n, day(1))).toEqual({ slices: [], uncovered: 0n });
  });

  const use = { provider: 'p', model: 'm' };
  const when = fc.integer({ min: 1, max: 30 }).map(day);
  const anyGrants = fc
    .array(
      fc.record({
        priority: fc.integer({ min: 0, max: 3 }),
        effectiveAt: when,
        expiresAt: fc.option(when),
        createdAt: when,
        filters: fc.constantFrom(anything, { ...anything, models: ['m'] }, { ...anything, providers: ['q'] }),
        availableUnits: fc.bigInt({ min: 0n, max: 10n ** 20n }),
      }),
      { maxLength: 12 },
    )
    .map((grants) => grants.map((one, index) => grant(`grant_${index}`, one)));
  const amount = fc.bigInt({ min: 0n, max: 10n ** 21n });
  const total = (slices: ReadonlyArray<{ readonly units: bigint }>): bigint => slices.reduce((all, { units }) => all + units, 0n);

  it('funds exactly the amount: slices and what is uncovered sum to it', () => {
    fc.assert(
      fc.property(anyGrants, amount, when, (grants, units, at) => {
        const { slices, uncovered } = decideFunding(grants, units, at, use);
        expect(total(slices) + uncovered).toBe(units);
      }),
    );
  });

  it('takes from no grant more than it has, and only from grants in force that pay for the use', () => {
    fc.assert(
      fc.property(anyGrants, amount, when, (grants, units, at) => {
        for (const slice of decideFunding(grants, units, at, use).slices) {
          const payer = grants.find(({ id }) => id === slice.grantId);
          expect(
            payer !== undefined && isInForce(payer, at) && paysFor(payer, use) && slice.units > 0n && slice.units <= payer.availableUnits,
          ).toBe(true);
        }
      }),
    );
  });

  it('leaves something uncovered only when every grant that may pay is used up', () => {
    fc.assert(
      fc.property(anyGrants, amount, when, (grants, units, at) => {
        const { slices, uncovered } = decideFunding(grants, units, at, use);
        const inForce = total(
          grants.filter((one) => isInForce(one, at) && paysFor(one, use)).map(({ availableUnits }) => ({ units: availableUnits })),
        );
        expect(uncovered).toBe(units > inForce ? units - inForce : 0n);
        expect(total(slices)).toBe(units - uncovered);
      }),
    );
  });

  it('does not depend on the order in which grants are read', () => {
    fc.assert(
      fc.property(anyGrants, amount, when, (grants, units, at) => {
        expect(decideFunding(grants.toReversed(), units, at, use)).toEqual(decideFunding(grants, units, at, use));
      }),
    );
  });

  it('gives back exactly what a correction says, to no grant more than it paid', () => {
    fc.assert(
      fc.property(anyGrants, amount, when, fc.nat({ max: 100 }), (grants, units, at, percent) => {
        const funding = decideFunding(grants, units, at, use);
        const back = (units * BigInt(percent)) / 100n;
        const restored = decideRestoration(funding, back);
        expect(total(restored.slices) + restored.uncovered).toBe(back);
        for (const { grantId, units: given } of restored.slices) {
          expect(given <= (funding.slices.find((slice) => slice.grantId === grantId)?.units ?? 0n)).toBe(true);
        }
      }),
    );
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
