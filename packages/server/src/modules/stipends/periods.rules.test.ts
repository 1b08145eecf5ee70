import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Money } from '../../kernel/money.js';
import { contains, type LocalDate, plusDays } from '../../kernel/period.js';
import {
  datesOf,
  dueTrialDates,
  type IssuedEnd,
  isStartInReach,
  payingUntil,
  payPeriod,
  type StipendAnchor,
  spanAfter,
  stipendPeriod,
  stipendStatus,
  trialPeriod,
  type ZoneOn,
} from './periods.rules.js';

const instant = (text: string): Date => new Date(text);

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
