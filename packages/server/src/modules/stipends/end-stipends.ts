import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { type LocalDate, startOfDay, type TimeZone } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { type MovedEnd, zonesOn } from '../directory/index.js';
import type { Cadence } from '../policies/index.js';
import { nextIssues } from './next-periods.js';
import { reviewStipends } from './review-stipends.js';
import type { StipendOrigin } from './stipend.entity.js';
import { recordStipendsChanged } from './stipend-events.js';
import { followDue, followMovedEnds } from './when-stipends-change.js';

/**
 * Ends the stipends of an employment where it ends now, whichever way that moved, and books what this changes of what was booked: no
 * period begins on the first day without employment or later, and what is left of the grants expires at its first instant, where the
 * person is on that day. What was granted for later is taken back, what expired too early comes back, and periods that were left out are
 * issued, each as of its own time. A stipend that ends earlier for a reason of its own goes on doing so. What was consumed is untouched.
 * @returns the stipends whose end this moved
 */
export async function endStipends(
  tx: Tx,
  employeeId: Id<'employee'>,
  { startDate, formerly, until, nextStart }: MovedEnd,
): Promise<Id<'stipend'>[]> {
  await keepOwnEnds(tx, employeeId, { startDate, formerly });
  // Later: those that ended with the employment. Earlier: all that go on, but for those of an employment that follows, for which
  // a stipend by hand may have been opened ahead.
  const rows = await tx.sql<EndingRow>(
    `select ${ENDING_COLUMNS}, least($2::date, s.own_end_date) as new_end from stipend s
     where s.employer_id = ${THIS_EMPLOYER} and s.employee_id = $1 and case
       when $2::date is null or $2 > $3::date then s.end_date = $3
       else (s.end_date is null or s.end_date > $2) and ($4::date is null or s.start_date < $4)
         and (s.origin <> 'EXCEPTION' or $3::date is null or s.end_date <= $3) end
     order by s.id for no key update`,
    [uuidOf(employeeId), until, formerly, nextStart],
  );
  return moveEnds(tx, rows);
}

/**
 * Remembers the ends of stipends that ended during the employment and not with it: before a rehire without a gap, with an end that the
 * rehire has overwritten. They do not come back with the end of the whole.
 */
async function keepOwnEnds(
  tx: Tx,
  employeeId: Id<'employee'>,
  { startDate, formerly }: Pick<MovedEnd, 'startDate' | 'formerly'>,
): Promise<void> {
  await tx.sql(
    `update stipend set own_end_date = end_date
     where employer_id = ${THIS_EMPLOYER} and employee_id = $1 and end_date >= $2 and ($3::date is null or end_date < $3)
       and own_end_date is distinct from end_date`,
    [uuidOf(employeeId), startDate, formerly],
  );
}

/** Ends these stipends for good, whenever the employment does. */
export async function endTheseStipends(tx: Tx, ids: readonly Id<'stipend'>[], endDate: LocalDate): Promise<Id<'stipend'>[]> {
  const rows = await tx.sql<EndingRow>(
    `select ${ENDING_COLUMNS}, $2::date as new_end from stipend s
     where s.employer_id = ${THIS_EMPLOYER} and s.id = any($1::uuid[]) and (s.end_date is null or s.end_date > $2) order by s.id for no key update`,
    [ids.map(uuidOf), endDate],
  );
  return moveEnds(tx, rows, endDate);
}

const ENDING_COLUMNS =
  's.id, s.employee_id, s.origin, s.cadence, s.start_date, s.end_date, s.capped_from, s.trial_grant_id, s.trial_end_at, s.issued_periods';

interface EndingRow {
  readonly id: string;
  readonly employee_id: string;
  readonly origin: StipendOrigin;
  readonly cadence: Cadence;
  readonly start_date: LocalDate;
  readonly end_date: LocalDate | null;
  readonly capped_from: LocalDate | null;
  readonly trial_grant_id: string | null;
  readonly trial_end_at: Date | null;
  readonly issued_periods: number;
  readonly new_end: LocalDate | null;
}

/** When the next period of each begins, in order; grants by hand have none. */
async function nextIssuesBefore(tx: Tx, rows: readonly EndingRow[]): Promise<Array<Date | null>> {
  const starts = await nextIssues(
    tx,
    rows.map((row) => ({
      id: idOf('stipend', row.id),
      employeeId: idOf('employee', row.employee_id),
      startDate: row.start_date,
      cappedFrom: row.capped_from,
      trialGrantId: row.trial_grant_id === null ? null : idOf('grant', row.trial_grant_id),
      trialEndAt: row.trial_end_at,
      cadence: row.cadence,
      endDate: row.new_end,
      issuedMonths: row.issued_periods,
    })),
  );
  return rows.map(({ origin }, index) => (origin === 'EXCEPTION' ? null : (starts[index] ?? null)));
}

/** @param ownEnd of all of them, where they end for a reason of their own */
async function moveEnds(tx: Tx, found: readonly EndingRow[], ownEnd: LocalDate | null = null): Promise<Id<'stipend'>[]> {
  const rows = found.filter(({ end_date, new_end }) => end_date !== new_end);
  if (rows.length === 0) return [];
  const former = await endInstants(tx, rows, ({ end_date }) => end_date);
  const ends = await endInstants(tx, rows, ({ new_end }) => new_end);
  await tx.sql(
    `update stipend s set end_date = e.end_date, next_issue_at = e.next_issue_at, own_end_date = coalesce($5::date, s.own_end_date), updated_at = $4,
       time_zone = coalesce(e.time_zone, s.time_zone)
     from unnest($1::uuid[], $2::date[], $3::timestamptz[], $6::text[]) as e (id, end_date, next_issue_at, time_zone)
     where s.employer_id = ${THIS_EMPLOYER} and s.id = e.id`,
    [
      rows.map(({ id }) => id),
      rows.map(({ new_end }) => new_end),
      await nextIssuesBefore(tx, rows),
      tx.now,
      ownEnd,
      ends.map((end) => end?.zone ?? null),
    ],
  );
  await followMovedEnds(
    tx,
    rows.map((row, place) => ({
      stipendId: idOf('stipend', row.id),
      employeeId: idOf('employee', row.employee_id),
      formerly: former[place]?.at ?? null,
      until: ends[place]?.at ?? null,
    })),
  );
  const stipendIds = rows.map(({ id }) => idOf('stipend', id));
  await followDue(tx, stipendIds);
  await reviewStipends(tx, stipendIds);
  await recordStipendsChanged(tx, stipendIds);
  return stipendIds;
}

/** The first instant without each stipend, and where the person is then, in order; null where no end is set. */
async function endInstants(
  tx: Tx,
  rows: readonly EndingRow[],
  endOf: (row: EndingRow) => LocalDate | null,
): Promise<Array<{ readonly at: Date; readonly zone: TimeZone } | null>> {
  const dated = rows.flatMap((row, place) => {
    const date = endOf(row);
    return date === null ? [] : [{ place, employeeId: idOf('employee', row.employee_id), date }];
  });
  const zones = await zonesOn(tx, dated);
  const ends = new Map(
    dated.map(({ place, date }, index) => {
      const zone = zones[index] ?? tx.employer.timeZone;
      return [place, { at: startOfDay(date, zone), zone }];
    }),
  );
  return rows.map((_, place) => ends.get(place) ?? null);
}
