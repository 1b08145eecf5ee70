import { describe, expect, it } from '@jest/globals';
import { newId } from '../../kernel/ids.js';
import { Refusal } from '../../kernel/refusal.js';
import { type CalendarPeriod, changePeriod, type PeriodChange } from './calendar.rules.js';

function period(externalId: string, startDate: string, endDate: string, status: CalendarPeriod['status'] = 'OPEN'): CalendarPeriod {
  return { id: newId('payPeriod'), externalId, startDate, endDate, checkDate: null, status };
}

const october = period('october', '2026-10-01', '2026-11-01', 'CLOSED');
const november = period('november', '2026-11-01', '2026-12-01');
const december = period('december', '2026-12-01', '2027-01-01');

function outcome(work: () => CalendarPeriod): string {
  try {
    const changed = work();
    return `${changed.startDate} ${changed.endDate} ${changed.checkDate}`;
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.path.join('.')}`;
    throw error;
  }
}

describe('an upsert of a pay period', () => {
  const upsert = (known: CalendarPeriod | undefined, change: PeriodChange) =>
    outcome(() => changePeriod(known, [october, november, december], change, { id: newId('payPeriod'), externalId: 'new' }, ['at']));

  it.each([
    ['creates one that touches another', undefined, { startDate: '2027-01-01', endDate: '2027-01-16' }, '2027-01-01 2027-01-16 null'],
    ['keeps what is left out', december, { checkDate: '2026-12-31' }, '2026-12-01 2027-01-01 2026-12-31'],
    ['moves an open one', december, { startDate: '2026-12-05', endDate: '2027-01-05' }, '2026-12-05 2027-01-05 null'],
    ['takes a closed one that stays as it is', october, { startDate: '2026-10-01' }, '2026-10-01 2026-11-01 null'],
    ['needs dates', undefined, { startDate: '2027-01-01' }, 'VALIDATION at.endDate'],
    ['clears no dates', december, { startDate: null }, 'VALIDATION at.startDate'],
    ['is refused when it ends before it starts', undefined, { startDate: '2027-01-02', endDate: '2027-01-02' }, 'VALIDATION at.endDate'],
    ['is refused when it is longer than a year', undefined, { startDate: '2027-01-01', endDate: '2028-02-01' }, 'VALIDATION at.endDate'],
    ['is refused when it overlaps by a day', undefined, { startDate: '2026-12-31', endDate: '2027-01-16' }, 'PERIOD_OVERLAP at'],
    ['is refused when it lies within another', undefined, { startDate: '2026-12-10', endDate: '2026-12-11' }, 'PERIOD_OVERLAP at'],
    ['is refused when it changes a closed one', october, { checkDate: '2026-11-05' }, 'PERIOD_CLOSED at'],
    ['is refused when it lies before a closed one', undefined, { startDate: '2026-09-01', endDate: '2026-10-01' }, 'PERIOD_CLOSED at'],
  ])('%s', (_name, known, change, expected) => {
    expect(upsert(known, change)).toBe(expected);
  });
});
