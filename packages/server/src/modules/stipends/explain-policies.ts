import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import type { LocalDate } from '../../kernel/period.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { type EmployeeByInput, employmentsOn, findEmployee, zoneOf } from '../directory/index.js';
import { versionOn, versionsOf } from '../policies/index.js';
import { type ExplainedPolicy, type ExplainedStipend, type Explanation, explain } from './explain.rules.js';
import { type StipendProblem, type StipendProblemCode, stipendProblems } from './periods.rules.js';
import type { StipendOrigin } from './stipend.entity.js';

export type PolicyReason = Explanation<Id<'stipend'>, Id<'policy'>> & { readonly message: string };

export interface PolicyExplanation {
  readonly employeeId: Id<'employee'>;
  readonly on: LocalDate;
  readonly reasons: readonly PolicyReason[];
}

/**
 * Says which policies and offers count for a person on a day, and why the others do not.
 * @param on a business date of the person; left out, today where the person works
 * @throws Refusal `NOT_FOUND`
 */
export async function explainPolicies(ctx: TenantCtx, employee: EmployeeByInput, on: LocalDate | null): Promise<PolicyExplanation> {
  allow(ctx, 'policies:read');
  return inTransaction(ctx, async (tx) => {
    const employeeId = await findEmployee(tx, employee, ['employee']);
    const day = on ?? tx.today(await zoneOf(tx, employeeId));
    const employed = (await employmentsOn(tx, [employeeId], day)).has(employeeId);
    const reasons = explain(day, await stipendsOf(tx, employeeId, day), await publishedPolicies(tx, day), employed);
    return {
      employeeId,
      on: day,
      reasons: reasons.map((reason) => ({ ...reason, message: reason.problem?.message ?? messages[reason.reason] })),
    };
  });
}

const messages = {
  ENROLLED: 'The person is enrolled under this policy.',
  OFFER_TERMS: 'The person accepted an offer with these terms.',
  GRANTED_BY_HAND: 'The person has grants that were issued by hand.',
  BLOCKED: 'Something keeps it from paying on this day.',
  REPLACED_BY_OFFER: 'The offer of this person promises compute, and its terms stand instead of those of the policy.',
  NOT_STARTED: 'It begins on a later day.',
  ENDED: 'It has ended.',
  NOT_EMPLOYED: 'The person is not employed on this day.',
  NOT_IN_FORCE: 'No version of the policy counts on this day.',
  NOT_ENROLLED: 'Nobody enrolled the person; `stipendsAssign` does.',
} as const satisfies Record<Explanation['reason'], string>;

/**
 * The stipends of a person, each with what keeps it from paying on the day. A day of a period that was issued pays where that has a
 * grant, and one of the trial pays. A later day pays where nothing keeps the next grant back; of the pay calendar it has to be in it.
 */
async function stipendsOf(tx: Tx, employeeId: Id<'employee'>, day: LocalDate): Promise<ExplainedStipend<Id<'stipend'>, Id<'policy'>>[]> {
  const rows = await tx.sql<{
    id: string;
    origin: StipendOrigin;
    policy_id: string | null;
    start_date: LocalDate;
    end_date: LocalDate | null;
    problem_code: StipendProblemCode | null;
    problem_message: string | null;
    in_calendar: boolean;
    issued: boolean;
    pays: boolean;
  }>(
    `select s.id, s.origin, s.policy_id, s.start_date, s.end_date, s.issue_problem_code as problem_code, s.issue_problem_message as problem_message,
       s.origin = 'EXCEPTION' or s.cadence <> 'PAY_PERIOD' or exists (select from pay_periods_after(${THIS_EMPLOYER}, $2) p where p.start_date <= $2) as in_calendar,
       p.stipend_id is not null or coalesce($2 < s.capped_from, false) as issued, p.grant_id is not null or coalesce($2 < s.capped_from, false) as pays
     from stipend s
       left join lateral (
         select m.stipend_id, m.grant_id from stipend_period m
         where m.employer_id = ${THIS_EMPLOYER} and m.stipend_id = s.id and m.start_date <= $2 and m.end_date > $2 limit 1) p on true
     where s.employer_id = ${THIS_EMPLOYER} and s.employee_id = $1 and s.start_date is not null order by s.id`,
    [uuidOf(employeeId), day],
  );
  return rows.map((row) => ({
    id: idOf('stipend', row.id),
    origin: row.origin,
    policyId: row.policy_id === null ? null : idOf('policy', row.policy_id),
    startDate: row.start_date,
    endDate: row.end_date,
    problem: problemOn(day, row),
  }));
}

interface DayOfStipend {
  readonly problem_code: StipendProblemCode | null;
  readonly problem_message: string | null;
  readonly in_calendar: boolean;
  readonly issued: boolean;
  readonly pays: boolean;
}

function problemOn(day: LocalDate, { problem_code, problem_message, in_calendar, issued, pays }: DayOfStipend): StipendProblem | null {
  if (issued) return pays ? null : { code: 'AMOUNT_ZERO', message: 'The period that holds this day came to nothing.' };
  if (!in_calendar) return { code: 'PAY_PERIOD_GAP', message: `No pay period of the calendar holds ${day}.` };
  // A day of a known pay period behind a gap pays; nothing but the gap is in its way.
  if (problem_code === null || problem_code === 'PAY_PERIOD_GAP') return null;
  return { code: problem_code, message: problem_message ?? stipendProblems[problem_code] };
}

async function publishedPolicies(tx: Tx, on: LocalDate): Promise<ExplainedPolicy<Id<'policy'>>[]> {
  const rows = await tx.sql<{ id: string }>(
    `select id from policy where employer_id = ${THIS_EMPLOYER} and status = 'PUBLISHED' order by id`,
  );
  const ids = rows.map(({ id }) => idOf('policy', id));
  const versions = await versionsOf(tx, ids);
  return ids.map((id) => ({ id, stacking: versionOn(versions.get(id) ?? [], on)?.stacking ?? null }));
}
