import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { type LocalDate, startOfDay, type TimeZone } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { endGrantsAt } from '../ledger/index.js';
import type { Cadence } from '../policies/index.js';
import { lockLedger } from './issue-grants.js';
import { nextIssues } from './next-periods.js';
import { runDueWork } from './run-due-work.js';
import type { StipendOrigin } from './stipend.entity.js';
import { recordStipendsChanged } from './stipend-events.js';

/**
 * Ends the stipends of a person who leaves: no month begins on `endDate` or later, and what is left of the grants expires
 * at its first instant, in the zone of each stipend. An end that lies ahead is booked when it comes, and can be moved
 * until then. What ends earlier for another reason stays as it is. What was consumed is untouched.
 * @param endDate the first day without stipends
 * @param formerly the end that moves; null where none was set
 * @returns the stipends whose end this moved
 */
export async function endStipends(
  tx: Tx,
  employeeId: Id<'employee'>,
  endDate: LocalDate,
  formerly: LocalDate | null = null,
): Promise<Id<'stipend'>[]> {
  const rows = await tx.sql<EndingRow>(
    `select ${ENDING_COLUMNS} from stipend
     where employer_id = ${THIS_EMPLOYER} and employee_id = $1
       and (end_date is null or end_date > $2
         or (end_date = $3 and end_date < $2 and end_date > ($4::timestamptz at time zone time_zone)::date))
     order by id for no key update`,
    [uuidOf(employeeId), endDate, formerly, tx.now],
  );
  return moveEnds(tx, rows, endDate);
}

/** As `endStipends`, for these stipends alone. */
export async function endTheseStipends(tx: Tx, ids: readonly Id<'stipend'>[], endDate: LocalDate): Promise<Id<'stipend'>[]> {
  const rows = await tx.sql<EndingRow>(
    `select ${ENDING_COLUMNS} from stipend
     where employer_id = ${THIS_EMPLOYER} and id = any($1::uuid[]) and (end_date is null or end_date > $2) order by id for no key update`,
    [ids.map(uuidOf), endDate],
  );
  return moveEnds(tx, rows, endDate);
}

const ENDING_COLUMNS = 'id, employee_id, origin, cadence, start_date, capped_from, trial_grant_id, time_zone, issued_months';

interface EndingRow {
  readonly id: string;
  readonly employee_id: string;
  readonly origin: StipendOrigin;
  readonly cadence: Cadence;
  readonly start_date: LocalDate;
  readonly capped_from: LocalDate | null;
  readonly trial_grant_id: string | null;
  readonly time_zone: TimeZone;
  readonly issued_months: number;
}

/** When the next period of each begins, in order; grants by hand have none. */
async function nextIssuesBefore(tx: Tx, rows: readonly EndingRow[], endDate: LocalDate): Promise<Array<Date | null>> {
  const starts = await nextIssues(
    tx,
    rows.map((row) => ({
      id: idOf('stipend', row.id),
      startDate: row.start_date,
      cappedFrom: row.capped_from,
      trialGrantId: row.trial_grant_id,
      timeZone: row.time_zone,
      cadence: row.cadence,
      endDate,
      issuedMonths: row.issued_months,
    })),
  );
  return rows.map(({ origin }, index) => (origin === 'EXCEPTION' ? null : (starts[index] ?? null)));
}

async function moveEnds(tx: Tx, rows: readonly EndingRow[], endDate: LocalDate): Promise<Id<'stipend'>[]> {
  if (rows.length === 0) return [];
  const endsAt = rows.map(({ time_zone }) => startOfDay(endDate, time_zone));
  await tx.sql(
    `update stipend s set end_date = $2, next_issue_at = e.next_issue_at, updated_at = $4
     from unnest($1::uuid[], $3::timestamptz[]) as e (id, next_issue_at) where s.employer_id = ${THIS_EMPLOYER} and s.id = e.id`,
    [rows.map(({ id }) => id), endDate, await nextIssuesBefore(tx, rows, endDate), tx.now],
  );
  const grants = await tx.sql<{ id: string; ends_at: Date }>(
    `update stipend_grant g set ends_at = greatest(g.effective_at, least(coalesce(g.extended_to, g.expires_at), e.ends_at))
     from unnest($1::uuid[], $2::timestamptz[]) as e (stipend_id, ends_at)
     where g.employer_id = ${THIS_EMPLOYER} and g.stipend_id = e.stipend_id and g.expired_at is null and g.revoked_at is null returning g.id, g.ends_at`,
    [rows.map(({ id }) => id), endsAt],
  );
  // Accounts come before the rows of their grants, here as for whoever spends.
  await lockLedger(
    tx,
    rows.map(({ employee_id }) => idOf('employee', employee_id)),
  );
  await endGrantsAt(
    tx,
    grants.map((grant) => ({ grantId: idOf('grant', grant.id), endsAt: grant.ends_at })),
  );

  const stipendIds = rows.map(({ id }) => idOf('stipend', id));
  await runDueWork(tx, { until: tx.now, stipendIds });
  await recordStipendsChanged(tx, stipendIds);
  return stipendIds;
}
