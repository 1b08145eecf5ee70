import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../kernel/ids.js';
import { currency } from '../../kernel/money.js';
import { plusDays } from '../../kernel/period.js';
import { type EmploymentDates, type LegalEntityTerms, spansOf } from './spans.rules.js';

const us: LegalEntityTerms = { id: newId('legalEntity'), timeZone: 'America/New_York', currency: currency('USD') };
const india: LegalEntityTerms = { id: newId('legalEntity'), timeZone: 'Asia/Kolkata', currency: currency('INR') };
const names = new Map<unknown, string>([
  [us, 'US'],
  [india, 'IN'],
  [null, '-'],
]);
const november = { startDate: '2026-11-01', endDate: '2026-12-01' };

function employed(startDate: string, endDate: string | null, legalEntity: LegalEntityTerms | null): EmploymentDates {
  return { startDate, endDate, legalEntity };
}

function drawn(employments: readonly EmploymentDates[], period = november): string[] {
  return spansOf(employments, period, 'UTC').map(
    ({ legalEntity, start, end, isEmployed }) =>
      `${names.get(legalEntity)} ${start.toISOString().slice(0, 16)} ${end.toISOString().slice(0, 16)}${isEmployed ? '' : ' not employed'}`,
  );
}

describe('the spans of a pay period', () => {
  it.each([
    [
      'one legal entity, in its zone across the end of summer time',
      [employed('2026-01-01', null, us)],
      ['US 2026-11-01T04:00 2026-12-01T05:00'],
    ],
    ['no legal entity, in the zone of the employer', [employed('2026-01-01', null, null)], ['- 2026-11-01T00:00 2026-12-01T00:00']],
    [
      'a raise is no new span',
      [employed('2026-01-01', '2026-11-10', us), employed('2026-11-10', null, us)],
      ['US 2026-11-01T04:00 2026-12-01T05:00'],
    ],
    [
      'a move to another legal entity begins in the new zone',
      [employed('2026-01-01', '2026-11-10', us), employed('2026-11-10', null, india)],
      ['US 2026-11-01T04:00 2026-11-09T18:30', 'IN 2026-11-09T18:30 2026-11-30T18:30'],
    ],
    [
      'a gap belongs to the legal entity before it',
      [employed('2026-01-01', '2026-11-05', us), employed('2026-11-20', null, india)],
      ['US 2026-11-01T04:00 2026-11-19T18:30', 'IN 2026-11-19T18:30 2026-11-30T18:30'],
    ],
    ['a new hire has all of the period', [employed('2026-11-15', null, us)], ['US 2026-11-01T04:00 2026-12-01T05:00']],
    [
      'who left before belongs to the last legal entity',
      [employed('2026-01-01', '2026-10-01', us)],
      ['US 2026-11-01T04:00 2026-12-01T05:00 not employed'],
    ],
    ['who starts later is not employed yet', [employed('2026-12-01', null, us)], ['US 2026-11-01T04:00 2026-12-01T05:00 not employed']],
    ['who never had an employment', [], ['- 2026-11-01T00:00 2026-12-01T00:00 not employed']],
    [
      'there and back again',
      [employed('2026-01-01', '2026-11-10', us), employed('2026-11-10', '2026-11-20', india), employed('2026-11-20', null, us)],
      ['US 2026-11-01T04:00 2026-11-09T18:30', 'IN 2026-11-09T18:30 2026-11-20T05:00', 'US 2026-11-20T05:00 2026-12-01T05:00'],
    ],
  ])('%s', (_name, employments, expected) => {
    expect(drawn(employments)).toEqual(expected);
  });

  it('cover a run of pay periods without gap or overlap, whoever moves when', () => {
    const histories = fc
      .uniqueArray(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 6 })
      .chain((days) =>
        fc.tuple(fc.constant(days.toSorted((a, b) => a - b)), fc.array(fc.constantFrom(us, india, null), { minLength: 6, maxLength: 6 })),
      )
      .map(([days, entities]) =>
        days.map((day, index) => {
          const next = days[index + 1];
          return employed(plusDays('2026-01-01', day), next === undefined ? null : plusDays('2026-01-01', next), entities[index] ?? null);
        }),
      );
    fc.assert(
      fc.property(histories, fc.array(fc.integer({ min: 2, max: 31 }), { minLength: 1, maxLength: 5 }), (employments, lengths) => {
        let startDate = '2026-01-01';
        const spans = lengths.flatMap((length) => {
          const period = { startDate, endDate: plusDays(startDate, length) };
          startDate = period.endDate;
          return spansOf(employments, period, 'UTC');
        });
        spans.forEach((span, index) => {
          expect(span.start.getTime()).toBeLessThanOrEqual(span.end.getTime());
          const next = spans[index + 1];
          if (next !== undefined) expect(next.start).toEqual(span.end);
        });
      }),
    );
  });
});
