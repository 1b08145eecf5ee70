import { isolated } from '../../kernel/direction.js';
import type { Id } from '../../kernel/ids.js';
import { daysBetween, type LocalDate } from '../../kernel/period.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';

export type PayPeriodStatus = 'OPEN' | 'CLOSING' | 'CLOSED';

/** A pay period as the calendar knows it; half-open dates. */
export interface CalendarPeriod {
  readonly id: Id<'payPeriod'>;
  readonly externalId: string;
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
  readonly checkDate: LocalDate | null;
  readonly status: PayPeriodStatus;
}

/** What an upsert says of a period. Undefined stays as it was. */
export interface PeriodChange {
  readonly startDate?: LocalDate | null | undefined;
  readonly endDate?: LocalDate | null | undefined;
  readonly checkDate?: LocalDate | null | undefined;
}

/** A year and a day: beyond it a pay period is taken for a slip of the keyboard. */
const LONGEST_PERIOD_DAYS = 367;

/**
 * The period after an upsert, or the very period that was given where nothing changes.
 * @param known the period with this external id, if there is one
 * @param calendar all periods that may be in the way
 * @throws Refusal `VALIDATION`, `PERIOD_CLOSED`, `PERIOD_OVERLAP`
 */
export function changePeriod(
  known: CalendarPeriod | undefined,
  calendar: Iterable<CalendarPeriod>,
  change: PeriodChange,
  fresh: Pick<CalendarPeriod, 'id' | 'externalId'>,
  path: InputPath,
): CalendarPeriod {
  const startDate = dateOf(change.startDate, known?.startDate, [...path, 'startDate']);
  const endDate = dateOf(change.endDate, known?.endDate, [...path, 'endDate']);
  const checkDate = change.checkDate === undefined ? (known?.checkDate ?? null) : change.checkDate;
  if (known !== undefined && startDate === known.startDate && endDate === known.endDate && checkDate === known.checkDate) return known;

  if (known !== undefined && known.status !== 'OPEN') {
    throw new Refusal('PERIOD_CLOSED', `The pay period ${isolated(known.externalId)} is closed; its dates stand.`, path);
  }
  if (endDate <= startDate) throw new Refusal('VALIDATION', 'A pay period ends after it starts.', [...path, 'endDate']);
  if (daysBetween(startDate, endDate) > LONGEST_PERIOD_DAYS) {
    throw new Refusal('VALIDATION', `A pay period has at most ${LONGEST_PERIOD_DAYS} days.`, [...path, 'endDate']);
  }
  const period: CalendarPeriod = { id: known?.id ?? fresh.id, externalId: fresh.externalId, startDate, endDate, checkDate, status: 'OPEN' };
  for (const other of calendar) if (other.id !== period.id) refuseConflict(period, other, path);
  return period;
}

function dateOf(date: LocalDate | null | undefined, former: LocalDate | undefined, path: InputPath): LocalDate {
  if (date === null) throw new Refusal('VALIDATION', 'This cannot be cleared.', path);
  const kept = date ?? former;
  if (kept === undefined) throw new Refusal('VALIDATION', 'This is required for a new pay period.', path);
  return kept;
}

function refuseConflict(period: CalendarPeriod, other: CalendarPeriod, path: InputPath): void {
  if (period.startDate < other.endDate && other.startDate < period.endDate) {
    throw new Refusal(
      'PERIOD_OVERLAP',
      `The dates overlap those of ${isolated(other.externalId)}, ${other.startDate} up to and without ${other.endDate}.`,
      path,
    );
  }
  if (other.status !== 'OPEN' && period.startDate < other.startDate) {
    throw new Refusal('PERIOD_CLOSED', `All time before ${other.endDate} was closed together with ${isolated(other.externalId)}.`, path);
  }
}
