import { isolated } from '../../kernel/direction.js';
import { Refusal } from '../../kernel/refusal.js';
import type { CalendarPeriod } from '../calendar/index.js';

/**
 * Whether a period may be closed now: once, in the order of the calendar, after its end.
 * @param earlierOpen an open period before it, if there is one
 * @param endsAt its end in the last of the employer's zones
 * @throws Refusal `INVALID_TRANSITION` `{ from, to }`, `PERIOD_NOT_ENDED`
 */
export function assertClosable(period: CalendarPeriod, earlierOpen: CalendarPeriod | undefined, endsAt: Date, now: Date): void {
  const path = ['input', 'payPeriod'];
  if (period.status !== 'OPEN') {
    throw new Refusal('INVALID_TRANSITION', `The pay period ${isolated(period.externalId)} is ${period.status} already.`, path, {
      from: period.status,
      to: 'CLOSING',
    });
  }
  if (earlierOpen !== undefined) {
    throw new Refusal('INVALID_TRANSITION', `Close ${isolated(earlierOpen.externalId)} first: pay periods are closed in order.`, path, {
      from: 'OPEN',
      to: 'CLOSING',
    });
  }
  if (now < endsAt) {
    throw new Refusal('PERIOD_NOT_ENDED', `The pay period ends at ${endsAt.toISOString()}, when it has ended everywhere.`, path);
  }
}
