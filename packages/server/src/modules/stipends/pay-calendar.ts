import { idOf, uuidOf } from '../../kernel/ids.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { calendarProblem, type DueStipend, isExpected } from './decide-due.js';
import { issueOf, type Next, nextPeriods, nextTrials } from './next-periods.js';
import type { StipendProblemCode } from './periods.rules.js';
import { type Review, storeReviews } from './review-stipends.js';
import { Stipend } from './stipend.entity.js';

/**
 * Changes the calendar, moves the next grant of everybody who is granted by the pay period to where the calendar has it then, and
 * wakes those who waited for it; who finds no next pay period, or a gap before it, is told. Runs behind the
 * lock of the employer; the jobs then issue.
 */
export async function followPayCalendar(tx: Tx, change: () => Promise<void>): Promise<void> {
  // Held before the change, which counts limits of the pay period anew and holds all accounts for that: who issues grants holds
  // stipends first, too. Then looked at by a statement of its own: a grant that was being issued meanwhile is seen.
  const rows = await tx.sql<{ id: string }>(
    `select id from stipend
     where employer_id = ${THIS_EMPLOYER} and cadence = 'PAY_PERIOD' and employee_id is not null
     order by id for no key update`,
  );
  await change();
  if (rows.length === 0) return;
  const found = await tx.em.find(
    Stipend,
    { employerId: tx.ctx.employerId, id: { $in: rows.map(({ id }) => idOf('stipend', id)) } },
    { disableIdentityMap: true, orderBy: { id: 'asc' } },
  );
  const stipends = found.filter((stipend): stipend is DueStipend => stipend.employeeId !== null && stipend.startDate !== null);
  const periods = await nextPeriods(tx, stipends);
  const trials = await nextTrials(tx, stipends);

  const moved = stipends.flatMap((stipend, place) => {
    const start = issueOf(stipend, trials[place] ?? periods[place]?.period ?? null);
    return start?.getTime() === stipend.nextIssueAt?.getTime() ? [] : [{ stipend, start }];
  });
  if (moved.length > 0) {
    await tx.sql(
      `update stipend s set next_issue_at = m.next_issue_at, issue_tried_at = null
       from unnest($1::uuid[], $2::timestamptz[]) as m (id, next_issue_at) where s.employer_id = ${THIS_EMPLOYER} and s.id = m.id`,
      [moved.map(({ stipend }) => uuidOf(stipend.id)), moved.map(({ start }) => start)],
    );
  }
  await storeReviews(
    tx,
    stipends.flatMap((stipend, place): Review[] => {
      const next = periods[place];
      if (next === undefined || trials[place] != null) return [];
      const problem = isExpected(stipend, next) && isAhead(next, tx.now) ? calendarProblem(next) : null;
      // What the calendar is not the reason of is not its to take away.
      const isOurs = stipend.issueProblemCode === null || ofCalendar.has(stipend.issueProblemCode);
      return problem !== null || isOurs ? [{ stipend, problem }] : [];
    }),
  );
}

const ofCalendar: ReadonlySet<StipendProblemCode> = new Set(['PAY_PERIOD_MISSING', 'PAY_PERIOD_GAP']);

/** A gap that is over keeps nothing back. */
function isAhead({ period }: Next, now: Date): boolean {
  return period === null || period.start > now;
}
