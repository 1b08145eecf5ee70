import { describe, expect, it } from '@jest/globals';
import { newId } from '../../kernel/ids.js';
import { Refusal } from '../../kernel/refusal.js';
import type { CalendarPeriod } from '../calendar/index.js';
import { assertClosable } from './closing.rules.js';

function period(externalId: string, startDate: string, endDate: string, status: CalendarPeriod['status'] = 'OPEN'): CalendarPeriod {
  return { id: newId('payPeriod'), externalId, startDate, endDate, checkDate: null, status };
}

const october = period('october', '2026-10-01', '2026-11-01', 'CLOSED');
const november = period('november', '2026-11-01', '2026-12-01');
const december = period('december', '2026-12-01', '2027-01-01');

describe('closing a pay period', () => {
  const endsAt = new Date('2026-12-01T05:00:00Z');
  const close = (one: CalendarPeriod, earlierOpen: CalendarPeriod | undefined, now: Date): string => {
    try {
      assertClosable(one, earlierOpen, endsAt, now);
      return 'allowed';
    } catch (error) {
      if (error instanceof Refusal) return `${error.code} ${error.path.join('.')}`;
      throw error;
    }
  };

  it.each([
    ['is allowed at its very end', november, undefined, '2026-12-01T05:00:00.000Z', 'allowed'],
    ['is refused a millisecond before', november, undefined, '2026-12-01T04:59:59.999Z', 'PERIOD_NOT_ENDED input.payPeriod'],
    ['is refused twice', october, undefined, '2027-01-01T00:00:00.000Z', 'INVALID_TRANSITION input.payPeriod'],
    ['is refused while an earlier one is open', december, november, '2027-02-01T00:00:00.000Z', 'INVALID_TRANSITION input.payPeriod'],
  ])('%s', (_name, one, earlier, now, expected) => {
    expect(close(one, earlier, new Date(now))).toBe(expected);
  });
});
