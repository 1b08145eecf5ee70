import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  contains,
  dateIn,
  daysBetween,
  FIRST_DAY,
  LAST_DAY,
  NEVER,
  parseInstant,
  parseLocalDate,
  periodOfDates,
  plusDays,
  plusMonths,
  plusWeekdays,
  startOfDay,
  weekdaysBetween,
} from './period.js';
import { timeZones } from './time-zones.js';

const zones = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Africa/Cairo'];

describe('the start of a day', () => {
  it.each([
    ['2026-05-31', 'Asia/Kolkata', '2026-05-30T18:30:00.000Z'],
    ['2026-05-31', 'America/New_York', '2026-05-31T04:00:00.000Z'],
    ['2026-11-01', 'America/Los_Angeles', '2026-11-01T07:00:00.000Z'],
    ['2026-11-02', 'America/Los_Angeles', '2026-11-02T08:00:00.000Z'],
    // Midnight is missing: the clocks go from 23:59:59 to 01:00.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    // The whole 30 December 2011 is missing in Apia.
    ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['2028-02-29', 'UTC', '2028-02-29T00:00:00.000Z'],
  ])('of %s in %s is %s', (date, zone, instant) => {
    expect(startOfDay(date, zone).toISOString()).toBe(instant);
  });

  it('belongs to that day, and the millisecond before it to the day before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(...zones), (days, zone) => {
        const date = plusDays('2012-01-01', days);
        const start = startOfDay(date, zone);
        expect(dateIn(start, zone)).toBe(date);
        expect(dateIn(new Date(start.getTime() - 1), zone) < date).toBe(true);
      }),
    );
  });
});

describe('periods', () => {
  it('that touch share no instant and leave none out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_000 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 400 }),
        fc.constantFrom(...zones),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (offset, first, second, zone, share) => {
          const [from, middle] = [plusDays('2020-01-01', offset), plusDays('2020-01-01', offset + first)];
          const to = plusDays(middle, second);
          const [left, right] = [periodOfDates(from, middle, zone), periodOfDates(middle, to, zone)];
          const at = new Date(left.start.getTime() + Math.floor(share * (right.end.getTime() - left.start.getTime() - 1)));
          expect([contains(left, at), contains(right, at)].filter(Boolean)).toHaveLength(1);
        },
      ),
    );
  });

  it.each([
    ['2026-01-01', '2027-01-01', 261],
    ['2028-01-01', '2029-01-01', 260],
    ['2026-11-07', '2026-11-09', 0],
    ['2026-11-06', '2026-11-07', 1],
    ['2026-11-02', '2026-11-02', 0],
    ['2028-02-01', '2028-03-01', 21],
  ])('from %s to %s have %i weekdays', (first, end, weekdays) => {
    expect(weekdaysBetween(first, end)).toBe(weekdays);
  });

  it('have as many weekdays as one counts off, however they are cut', () => {
    fc.assert(
      fc.property(fc.nat(9_000), fc.nat(800), fc.nat(800), (offset, days, cut) => {
        const first = plusDays('2020-01-01', offset);
        const [middle, end] = [plusDays(first, Math.min(cut, days)), plusDays(first, days)];
        const weekdays = weekdaysBetween(first, end);
        expect(weekdaysBetween(first, middle) + weekdaysBetween(middle, end)).toBe(weekdays);
        // The weekday after the last one counted is not within it any more.
        expect(plusWeekdays(first, weekdays) >= end).toBe(true);
        if (weekdays > 0) expect(plusWeekdays(first, weekdays - 1) < end).toBe(true);
      }),
    );
  });

  it('of months are counted from the original anchor and clamp to the end of short ones', () => {
    expect([0, 1, 2, 3, 13].map((months) => plusMonths('2026-01-31', months))).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2027-02-28',
    ]);
    expect(plusMonths('2024-02-29', 12)).toBe('2025-02-28');
    expect(plusMonths('2024-02-29', 48)).toBe('2028-02-29');
    expect(daysBetween('2028-02-01', '2028-03-01')).toBe(29);
  });
});

describe('text from outside', () => {
  it.each([
    '2027-02-29',
    '0000-01-01',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '20260101',
    '2026-01-01T00:00:00Z',
    '',
    ' 2026-01-01',
    '0001-01-01',
    '1969-12-31',
    '2200-01-01',
    '9999-12-31',
    '+010000-01-01',
  ])('%j is no date', (text) => {
    expect(parseLocalDate(text)).toBeUndefined();
  });

  it.each(['2028-02-29', '2026-12-31', FIRST_DAY, LAST_DAY])('%j is a date', (text) => {
    expect(parseLocalDate(text)).toBe(text);
  });

  it.each([
    '0001-01-01T00:00:00Z',
    '1969-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00+00:01',
    '2200-01-01T00:00:00Z',
    '2199-12-31T23:59:59.999-00:01',
    '9999-12-31T23:59:59.998Z',
    '9999-12-31T23:59:59.999-14:00',
    '2026-02-30T00:00:00Z',
    '2026-01-01T00:00:60Z',
    '2026-01-01',
    '2026-01-01T00:00:00',
    '+275760-09-13T00:00:00.000Z',
  ])('%j is no instant', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it.each([
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['1969-12-31T19:00-05:00', '1970-01-01T00:00:00.000Z'],
    ['2199-12-31T23:59:59.999Z', '2199-12-31T23:59:59.999Z'],
    ['2200-01-01T13:59:59.999+14:00', '2199-12-31T23:59:59.999Z'],
    ['9999-12-31T23:59:59.999Z', NEVER.toISOString()],
  ])('%j is the instant %s', (text, instant) => {
    expect(parseInstant(text)?.toISOString()).toBe(instant);
  });

  it('is a date only where every zone, and a hundred years more, can be reckoned from it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(FIRST_DAY, LAST_DAY),
        fc.constantFrom(...timeZones),
        fc.integer({ min: 0, max: 1_200 }),
        (day, zone, months) => {
          const later = plusMonths(day, months);
          expect(dateIn(startOfDay(later, zone), zone) >= later).toBe(true);
        },
      ),
    );
  });
});
