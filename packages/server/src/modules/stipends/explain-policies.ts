import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import type { LocalDate } from '../../kernel/period.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { type EmployeeByInput, employmentsOn, findEmployee, zoneOf } from '../directory/index.js';
import { versionOn, versionsOf } from '../policies/index.js';
import { type ExplainedPolicy, type ExplainedStipend, type Explanation, explain } from './explain.rules.js';
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
    const reasons = explain(day, await stipendsOf(tx, employeeId), await publishedPolicies(tx, day), employed);
    return { employeeId, on: day, reasons: reasons.map((reason) => ({ ...reason, message: messages[reason.reason] })) };
  });
}

const messages = {
  ENROLLED: 'The person is enrolled under this policy.',
  OFFER_TERMS: 'The person accepted an offer with these terms.',
  GRANTED_BY_HAND: 'The person has grants that were issued by hand.',
  REPLACED_BY_OFFER: 'The offer of this person promises compute, and its terms stand instead of those of the policy.',
  NOT_STARTED: 'It begins on a later day.',
  ENDED: 'It has ended.',
  NOT_EMPLOYED: 'The person is not employed on this day.',
  NOT_IN_FORCE: 'No version of the policy counts on this day.',
  NOT_ENROLLED: 'Nobody enrolled the person; `stipendsAssign` does.',
} as const satisfies Record<Explanation['reason'], string>;

async function stipendsOf(tx: Tx, employeeId: Id<'employee'>): Promise<ExplainedStipend<Id<'stipend'>, Id<'policy'>>[]> {
  const rows = await tx.sql<{
    id: string;
    origin: StipendOrigin;
    policy_id: string | null;
    start_date: LocalDate;
    end_date: LocalDate | null;
  }>(
    `select id, origin, policy_id, start_date, end_date from stipend
     where employer_id = ${THIS_EMPLOYER} and employee_id = $1 and start_date is not null order by id`,
    [uuidOf(employeeId)],
  );
  return rows.map((row) => ({
    id: idOf('stipend', row.id),
    origin: row.origin,
    policyId: row.policy_id === null ? null : idOf('policy', row.policy_id),
    startDate: row.start_date,
    endDate: row.end_date,
  }));
}

async function publishedPolicies(tx: Tx, on: LocalDate): Promise<ExplainedPolicy<Id<'policy'>>[]> {
  const rows = await tx.sql<{ id: string }>(
    `select id from policy where employer_id = ${THIS_EMPLOYER} and status = 'PUBLISHED' order by id`,
  );
  const ids = rows.map(({ id }) => idOf('policy', id));
  const versions = await versionsOf(tx, ids);
  return ids.map((id) => ({ id, stacking: versionOn(versions.get(id) ?? [], on)?.stacking ?? null }));
}
