import { type Id, idOf, newId, uuidOf } from '../../kernel/ids.js';
import { decimalOf } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import { insertSelect } from '../../platform/pipeline.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { recordEvents } from '../events/index.js';
import {
  accountAfter,
  type LedgerState,
  lockLedger,
  openAccounts,
  openEffectiveAt,
  type PostingDraft,
  planPostings,
  recipes,
  type WritePlan,
  writePlan,
} from '../ledger/index.js';
import type { StipendPeriod, StipendProblem } from '../stipends/index.js';
import {
  type Decided,
  type DuePeriod,
  type DueStipend,
  decideDue,
  nextIssues,
  type Problem,
  reviewIssued,
  Stipend,
  tellProblems,
} from '../stipends/index.js';
import { type DueScope, dueClauses } from './due-scope.js';
import { guaranteeEnd, RECURRING_PRIORITY } from './grants.rules.js';
import { type IssuedTrial, trialDraft, writeTrials } from './issue-trials.js';

/** A month that is booked, or that came to nothing and has no grant. */
interface IssuedPeriod extends DuePeriod {
  readonly grantId: Id<'grant'> | null;
}

/**
 * Issues the oldest month that is due of each stipend in scope, or the trial it begins with, at most `limit` stipends: each once,
 * for ever, however often and late this runs. A month that cannot be issued (no base salary, another currency) says why on its
 * stipend and is tried again by the next run; the others go on.
 * @returns how many stipends were looked at, how many grants came of it, and whether more may be due: other stipends, the next month
 *   of these, or the end of what was granted
 */
export async function issueDue(tx: Tx, scope: DueScope): Promise<{ tried: number; issued: number; more: boolean }> {
  const due = await lockDueStipends(tx, scope);
  if (due.length === 0) return { tried: 0, issued: 0, more: false };

  const decided = await decideDue(tx, due);
  const { months, trials, problems, at } = await bookGrants(tx, decided);

  const next = [...(await writePeriods(tx, months, at)), ...(await writeTrials(tx, trials, at))];
  await writeProblems(tx, problems);
  await reviewIssued(tx, months, trials, scope.until);
  const ends = [...months.map(({ month }) => month.paying.endsAt), ...trials.map(({ trial }) => trial.paying.endsAt)];
  return {
    tried: due.length,
    issued: trials.length + months.filter(({ grantId }) => grantId !== null).length,
    more: due.length >= scope.limit || [...next, ...ends].some((at) => at !== null && at <= scope.until),
  };
}

/** Holds the stipends whose next month has begun. A concurrent run takes others, or waits and finds these done. */
async function lockDueStipends(tx: Tx, scope: DueScope): Promise<DueStipend[]> {
  const { where, values, lock } = dueClauses(scope, 'next_issue_at');
  const rows = await tx.sql<{ id: string }>(
    `select id from stipend
     where employer_id = ${THIS_EMPLOYER} and ${where('id')} and (issue_tried_at is null or issue_tried_at < $${values.length + 1})
     order by next_issue_at, id limit ${scope.limit} for no key update ${lock}`,
    [...values, scope.startedAt],
  );
  if (rows.length === 0) return [];
  const stipends = await tx.em.find(
    Stipend,
    { employerId: tx.ctx.employerId, id: { $in: rows.map(({ id }) => idOf('stipend', id)) } },
    // A run may come by several times in one transaction, and what it changes is written past the identity map.
    { disableIdentityMap: true, orderBy: { id: 'asc' } },
  );
  return stipends.filter((stipend): stipend is DueStipend => stipend.employeeId !== null && stipend.startDate !== null);
}

interface Booked {
  readonly months: readonly IssuedPeriod[];
  readonly trials: readonly IssuedTrial[];
  readonly problems: readonly Problem[];
  readonly at: Date;
}

/**
 * Books one posting a grant; a trial without a cap grants nothing ahead, and is opened without one. What the ledger refuses for one
 * stipend is its problem and nobody else's.
 */
async function bookGrants(tx: Tx, { months, trials, problems: known }: Decided): Promise<Booked> {
  const granted = months.filter(({ amount }) => amount.isPositive);
  const owners = [...granted, ...trials].map(({ stipend }) => stipend);
  const accounts = await openAccounts(
    tx,
    owners.map(({ employeeId, id, currency }) => ({ employeeId, stipendId: id, currency })),
  );
  const state = await lockLedger(
    tx,
    owners.map(({ employeeId }) => employeeId),
  );
  const problems = [...known];
  // What one grant moves counts for the next of the same person.
  const accountsThen = new Map(state.accounts);
  const planned = (draft: PostingDraft): WritePlan => {
    const plan = planPostings({ ...state, accounts: accountsThen }, [draft]);
    for (const change of plan.accounts) accountsThen.set(change.accountId, accountAfter(accountsThen, change));
    return plan;
  };

  const issued: IssuedPeriod[] = months.filter(({ amount }) => !amount.isPositive).map((month) => ({ ...month, grantId: null }));
  const plans = [];
  for (const [index, due] of granted.entries()) {
    const accountId = accounts[index];
    if (accountId === undefined) continue;
    const grantId = newId('grant');
    try {
      plans.push(planned(draftOf(state, due, accountId, grantId)));
      issued.push({ ...due, grantId });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({ stipend: due.stipend, problem: refusedBy(error) });
    }
  }
  const issuedTrials: IssuedTrial[] = [];
  for (const [index, due] of trials.entries()) {
    const accountId = accounts[granted.length + index];
    if (accountId === undefined) continue;
    const grantId = newId('grant');
    plans.push(planned(trialDraft({ ...due, grantId }, accountId)));
    issuedTrials.push({ ...due, grantId });
  }
  // Each plan is about an account of its own, so that together they are one.
  const plan = {
    postings: plans.flatMap(({ postings }) => postings),
    accounts: plans.flatMap((one) => one.accounts),
    openedGrants: plans.flatMap(({ openedGrants }) => openedGrants),
    changedGrants: [],
  };
  await tx.ask(writePlan(plan));
  return { months: issued, trials: issuedTrials, problems, at: state.bookedAt };
}

function draftOf(state: LedgerState, { stipend, month, amount, filters }: DuePeriod, accountId: Id<'account'>, grantId: Id<'grant'>) {
  const terms = {
    grantId,
    priority: RECURRING_PRIORITY,
    effectiveAt: month.start,
    expiresAt: month.paying.endsAt,
    units: amount.units,
    filters,
    guaranteedUntil: guaranteeEnd(stipend.guaranteedUntil, month.paying.zone),
  };
  const draft = recipes.granted(accountId, terms, `grant:${uuidOf(stipend.id)}:${month.index}`);
  // Late into a closed period: the grant counts from its month all the same, the posting from the next open period.
  return { ...draft, effectiveAt: openEffectiveAt(state.locks, month.start) };
}

function refusedBy({ code, message }: Refusal): StipendProblem {
  return { code: code === 'AMOUNT_OUT_OF_RANGE' ? code : 'REFUSED', message };
}

/** @returns when the next of each stipend comes */
async function writePeriods(tx: Tx, months: readonly IssuedPeriod[], at: Date): Promise<ReadonlyArray<Date | null>> {
  if (months.length === 0) return [];
  const grants = months.flatMap((month) => (month.grantId === null ? [] : [{ ...month, grantId: month.grantId }]));
  await tx.sql(
    insertSelect(`insert into stipend_grant (employer_id, id, stipend_id, employee_id, kind, source, reason, amount, currency, priority, effective_at, expires_at, ends_at,
       guaranteed_until, providers, models, tools, created_at)
     select ${THIS_EMPLOYER}, g.id, g.stipend_id, g.employee_id, 'RECURRING', g.source, g.reason, g.amount, g.currency, ${RECURRING_PRIORITY},
            g.effective_at, g.expires_at, g.ends_at, g.guaranteed_until, v.providers, v.models, v.tools, $10
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::numeric[], $7::text[], $8::timestamptz[], $9::timestamptz[], $11::timestamptz[], $12::uuid[], $13::date[])
       as g (id, stipend_id, employee_id, source, reason, amount, currency, effective_at, expires_at, ends_at, version_id, guaranteed_until)
       left join policy_version v on v.employer_id = ${THIS_EMPLOYER} and v.id = g.version_id`),
    [
      grants.map(({ grantId }) => uuidOf(grantId)),
      grants.map(({ stipend }) => uuidOf(stipend.id)),
      grants.map(({ stipend }) => uuidOf(stipend.employeeId)),
      grants.map(({ stipend }) => stipend.origin),
      grants.map(({ month }) => reasonOf(month)),
      grants.map(({ amount }) => decimalOf(amount.units)),
      grants.map(({ amount }) => amount.currency),
      grants.map(({ month }) => month.start),
      grants.map(({ month }) => month.end),
      at,
      grants.map(({ month }) => month.paying.endsAt),
      grants.map(({ versionId }) => (versionId === null ? null : uuidOf(versionId))),
      grants.map(({ stipend }) => stipend.guaranteedUntil),
    ],
  );
  await tx.sql(
    insertSelect(`insert into stipend_period (employer_id, stipend_id, period_index, start_date, end_date, start_at, end_at, policy_version_id, grant_id, pay_period_id, issued_at)
     select ${THIS_EMPLOYER}, m.*, $10
     from unnest($1::uuid[], $2::int[], $3::date[], $4::date[], $5::timestamptz[], $6::timestamptz[], $7::uuid[], $8::uuid[], $9::uuid[]) as m`),
    [
      months.map(({ stipend }) => uuidOf(stipend.id)),
      months.map(({ month }) => month.index),
      months.map(({ month }) => month.firstDate),
      months.map(({ month }) => month.endDate),
      months.map(({ month }) => month.start),
      months.map(({ month }) => month.end),
      months.map(({ versionId }) => (versionId === null ? null : uuidOf(versionId))),
      months.map(({ grantId }) => (grantId === null ? null : uuidOf(grantId))),
      months.map(({ month }) => month.payPeriod?.uuid ?? null),
      at,
    ],
  );
  // Behind the periods just issued, of which none comes again.
  const nextIssueAt = await nextIssues(
    tx,
    months.map(({ stipend, month }) => ({ ...stipend, issuedMonths: month.index + 1 })),
  );
  await tx.sql(
    `update stipend s set issued_periods = m.issued_periods, next_issue_at = m.next_issue_at, annual_amount = m.annual_amount, time_zone = m.time_zone, issue_tried_at = null,
       issue_problem_code = null, issue_problem_message = null, year_first_date = m.year_first_date, year_shares = m.year_shares,
       year_shares_over = m.year_shares_over, year_granted = m.year_granted, year_ahead = m.year_ahead
     from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::numeric[], $5::date[], $6::int[], $7::int[], $8::numeric[], $9::numeric[], $10::text[])
       as m (id, issued_periods, next_issue_at, annual_amount, year_first_date, year_shares, year_shares_over, year_granted, year_ahead, time_zone)
     where s.employer_id = ${THIS_EMPLOYER} and s.id = m.id`,
    [
      months.map(({ stipend }) => uuidOf(stipend.id)),
      months.map(({ month }) => month.index + 1),
      nextIssueAt,
      months.map(({ yearly }) => (yearly === null ? null : decimalOf(yearly.units))),
      months.map(({ year }) => year?.firstDate ?? null),
      months.map(({ year }) => year?.shares ?? null),
      months.map(({ year }) => year?.sharesOver ?? null),
      months.map(({ year }) => (year === null ? null : decimalOf(year.granted))),
      months.map(({ year }) => (year === null ? null : decimalOf(year.ahead))),
      months.map(({ month }) => month.paying.zone),
    ],
  );
  await recordEvents(
    tx,
    grants.map(({ grantId, stipend, month, amount }) => ({
      type: 'grant.issued',
      subjectId: grantId,
      occurredAt: at,
      snapshot: {
        id: grantId,
        stipendId: stipend.id,
        employeeId: stipend.employeeId,
        amount,
        effectiveAt: month.start,
        expiresAt: month.paying.endsAt,
      },
    })),
  );
  return nextIssueAt;
}

function reasonOf({ cadence, year, placeInYear }: StipendPeriod): string {
  const place = placeInYear + 1;
  switch (cadence) {
    case 'MONTH':
      return `Month ${place} of stipend year ${year + 1}`;
    case 'QUARTER':
      return `Quarter ${place} of stipend year ${year + 1}`;
    case 'YEAR':
      return `Stipend year ${year + 1}`;
    case 'WEEK':
      return `Week ${place}`;
    case 'WORKING_DAY':
      return `Working day ${place}`;
    case 'DAY':
      return `Day ${place}`;
    case 'PAY_PERIOD':
      return `Pay period ${place}`;
  }
}

async function writeProblems(tx: Tx, problems: readonly Problem[]): Promise<void> {
  if (problems.length === 0) return;
  // It is tried every minute; only what is new is worth telling.
  await tellProblems(tx, problems);
  await tx.sql(
    `update stipend s set issue_tried_at = clock_timestamp(), issue_problem_code = p.code, issue_problem_message = p.message
     from unnest($1::uuid[], $2::text[], $3::text[]) as p (id, code, message)
     where s.employer_id = ${THIS_EMPLOYER} and s.id = p.id`,
    [
      problems.map(({ stipend }) => uuidOf(stipend.id)),
      problems.map(({ problem }) => problem.code),
      problems.map(({ problem }) => problem.message),
    ],
  );
}
