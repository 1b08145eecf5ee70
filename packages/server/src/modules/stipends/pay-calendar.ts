import { idOf } from '../../kernel/ids.js';
import type { LocalDate, TimeZone } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { nextIssues } from './next-periods.js';

/**
 * Changes the calendar, moves the next grant of everybody who is granted by the pay period to where the calendar has it then, and
 * wakes those who waited for it. Payroll calls it behind the lock of the calendar; the jobs then issue.
 */
export async function followPayCalendar(tx: Tx, change: () => Promise<void>): Promise<void> {
  // Held before the change, which counts limits of the pay period anew and holds all accounts for that: who issues grants holds
  // stipends first, too. Then looked at by a statement of its own: a grant that was being issued meanwhile is seen.
  const rows = await tx.sql<Waiting>(
    `select id, start_date, capped_from, trial_grant_id, end_date, time_zone, issued_months, next_issue_at from stipend
     where employer_id = ${THIS_EMPLOYER} and cadence = 'PAY_PERIOD' and employee_id is not null
     order by id for no key update`,
  );
  await change();
  const starts = await nextIssues(
    tx,
    rows.map((row) => ({
      id: idOf('stipend', row.id),
      startDate: row.start_date,
      cappedFrom: row.capped_from,
      trialGrantId: row.trial_grant_id,
      endDate: row.end_date,
      timeZone: row.time_zone,
      cadence: 'PAY_PERIOD' as const,
      issuedMonths: row.issued_months,
    })),
  );
  const moved = rows.flatMap((row, index) => {
    const start = starts[index] ?? null;
    return start?.getTime() === row.next_issue_at?.getTime() ? [] : [{ id: row.id, start }];
  });
  if (moved.length === 0) return;
  await tx.sql(
    `update stipend s set next_issue_at = m.next_issue_at, issue_tried_at = null, issue_problem_code = null, issue_problem_message = null
     from unnest($1::uuid[], $2::timestamptz[]) as m (id, next_issue_at) where s.employer_id = ${THIS_EMPLOYER} and s.id = m.id`,
    [moved.map(({ id }) => id), moved.map(({ start }) => start)],
  );
}

interface Waiting {
  readonly id: string;
  readonly start_date: LocalDate;
  readonly capped_from: LocalDate | null;
  readonly trial_grant_id: string | null;
  readonly end_date: LocalDate | null;
  readonly time_zone: TimeZone;
  readonly issued_months: number;
  readonly next_issue_at: Date | null;
}

/** Keeps the pay calendar as it is until the transaction ends; those who read it do not wait for each other. */
export async function holdPayCalendar(tx: Tx): Promise<void> {
  // The row that payroll locks to change its calendar.
  await tx.sql(`select 1 as locked from employer_settings where employer_id = ${THIS_EMPLOYER} for share`);
}
