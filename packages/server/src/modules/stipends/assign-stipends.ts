import type { RefusalCode } from '../../kernel/codes.js';
import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { limits } from '../../kernel/limits.js';
import type { Money } from '../../kernel/money.js';
import { type LocalDate, plusMonths, type TimeZone } from '../../kernel/period.js';
import { Fault, Refusal, type RefusalDetails } from '../../kernel/refusal.js';
import { readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { employmentsOn, findEmployees, zonesOf } from '../directory/index.js';
import { type Policy, type PolicyVersion, periodAmounts, requirePolicy, versionOn, versionsOf } from '../policies/index.js';
import { insertStipends, type NewStipend } from './insert-stipends.js';
import { runDueWork } from './run-due-work.js';
import type { StipendAssignmentInput, StipendsAssignInput } from './stipend.graphql.js';
import { recordStipendsChanged } from './stipend-events.js';

/** What became of one item, as it is kept under the idempotency key. */
export type AssignOutcome = {
  readonly stipendId: Id<'stipend'> | null;
  /** False where the person was enrolled before. */
  readonly created: boolean;
  /** Why the item was refused; none where it was taken. */
  readonly refusal: readonly StoredRefusal[];
};

type StoredRefusal = {
  readonly code: RefusalCode;
  readonly message: string;
  readonly path: readonly string[];
  /** One, in a list: outcomes are kept as lists. */
  readonly details: readonly RefusalDetails[];
};

/** How far back a stipend may start: grants of months that are over expire as they are issued. */
const BACKDATED_MONTHS = 12;

/**
 * Enrols people under policies, each item for itself: one that is refused keeps no other from being taken. The months
 * that have begun are granted at once. Who is enrolled under the policy already stays so.
 * @returns one outcome per item, in order; codes of refusals: `NOT_FOUND`, `VALIDATION`, `INVALID_TRANSITION`, `CURRENCY_MISMATCH`
 * @throws Fault `BAD_USER_INPUT` above 500 items
 */
export async function assignStipends(ctx: TenantCtx, input: StipendsAssignInput): Promise<readonly AssignOutcome[]> {
  allow(ctx, 'stipends:write');
  if (input.assignments.length > limits.stipendsPerAssign) {
    throw new Fault('BAD_USER_INPUT', `At most ${limits.stipendsPerAssign} assignments a call.`, { limit: limits.stipendsPerAssign });
  }
  const { outcomes } = await once(ctx, { operation: 'stipendsAssign', key: input.idempotencyKey, input }, async (tx) => {
    const decisions = await decideAssignments(tx, input.assignments);
    const accepted = decisions.filter((decision): decision is Decision => !(decision instanceof Refusal));
    const stored = await insertStipends(tx, accepted);
    const standing = await standingStipends(tx, accepted);

    const created = stored.filter((id) => id !== null);
    await recordStipendsChanged(tx, created);
    await runDueWork(tx, { until: tx.now, stipendIds: created });

    let next = 0;
    return {
      outcomes: decisions.map((decision): AssignOutcome => {
        if (decision instanceof Refusal) return refused(decision);
        const stipendId = stored[next++] ?? null;
        if (stipendId !== null) return { stipendId, created: true, refusal: [] };
        return alreadyEnrolled(decision, standing);
      }),
    };
  });
  return outcomes;
}

function refused({ code, message, path, details }: Refusal): AssignOutcome {
  return { stipendId: null, created: false, refusal: [{ code, message, path, details: [details] }] };
}

function alreadyEnrolled(decision: NewStipend, standing: ReadonlyMap<string, Id<'stipend'>>): AssignOutcome {
  const stipendId = standing.get(enrolmentKey(decision));
  // Nothing was stored and nothing stands for this person and policy: another stipend has the external id.
  if (stipendId === undefined)
    return refused(new Refusal('VALIDATION', 'Another stipend has this `externalId`.', ['input', 'assignments']));
  return { stipendId, created: false, refusal: [] };
}

/** Decides every item, or why not, on what is read at once for all of them. */
async function decideAssignments(tx: Tx, items: readonly StipendAssignmentInput[]): Promise<Array<Decision | Refusal>> {
  const employees = await findEmployees(
    tx,
    items.map(({ employee }) => employee),
  );
  const known = [...new Set(employees.filter((id) => id !== null))];
  const facts: Facts = {
    zones: await zonesOf(tx, known),
    replacedByOffer: await withOffers(tx, known),
    policies: await policiesOf(tx, items),
    employed: await employedOn(tx, items, employees),
    latest: plusMonths(tx.today(), -BACKDATED_MONTHS),
  };
  return items.map((item, index) => {
    try {
      return decideAssignment(item, employees[index] ?? null, facts, ['input', 'assignments', String(index)]);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error;
    }
  });
}

type Decision = NewStipend & { readonly employeeId: Id<'employee'> };

interface Facts {
  readonly zones: ReadonlyMap<Id<'employee'>, TimeZone>;
  /** People whose offer promises compute. */
  readonly replacedByOffer: ReadonlySet<Id<'employee'>>;
  readonly policies: ReadonlyMap<string, Found | Refusal>;
  /** Base salary by employee and date, null where none is known; no entry where no employment holds. */
  readonly employed: ReadonlyMap<string, Money | null>;
  /** Stipends do not start before. */
  readonly latest: LocalDate;
}

interface Found {
  readonly policy: Policy;
  readonly versions: readonly PolicyVersion[];
}

function decideAssignment(
  item: StipendAssignmentInput,
  employeeId: Id<'employee'> | null,
  { zones, replacedByOffer, policies, employed, latest }: Facts,
  path: readonly string[],
): Decision {
  if (employeeId === null) throw new Refusal('NOT_FOUND', 'No employee of this employer matches.', [...path, 'employee']);
  const found = policies.get(JSON.stringify(item.policy));
  if (found === undefined || found instanceof Refusal) {
    throw new Refusal('NOT_FOUND', 'No policy of this employer matches.', [...path, 'policy']);
  }
  const { policy, versions } = found;
  if (policy.status !== 'PUBLISHED') {
    throw new Refusal('INVALID_TRANSITION', 'People are enrolled under published policies only.', [...path, 'policy'], {
      from: policy.status,
      to: 'PUBLISHED',
    });
  }

  const { startDate } = item;
  const at = [...path, 'startDate'];
  if (startDate < latest) throw new Refusal('VALIDATION', `A stipend starts at most ${BACKDATED_MONTHS} months back.`, at);
  const version = versionOn(versions, startDate);
  if (version === undefined) {
    throw new Refusal('VALIDATION', `The policy counts from ${versions[0]?.effectiveFrom}; a stipend under it starts then or later.`, at);
  }
  const base = employed.get(`${employeeId} ${startDate}`);
  if (base === undefined) throw new Refusal('VALIDATION', 'The person is not employed on this day.', at);
  if (version.stacking === 'OFFER_REPLACES' && replacedByOffer.has(employeeId)) {
    throw new Refusal('VALIDATION', 'The offer of this person promises compute, and its terms stand instead of those of the policy.', [
      ...path,
      'policy',
    ]);
  }
  requireIssuable(version, base, path);

  const timeZone = zones.get(employeeId);
  invariant(timeZone !== undefined, 'every employee has a zone');
  return {
    under: { origin: 'POLICY', policyId: policy.id, policyVersionId: version.id, currency: version.currency },
    externalId: item.externalId == null ? null : readText(item.externalId, [...path, 'externalId']),
    employeeId,
    startDate,
    timeZone,
    framing: version.framing,
    guaranteedUntil: version.guaranteeMonths === null ? null : plusMonths(startDate, version.guaranteeMonths),
  };
}

/** Says now what the first grant would say later: no base salary, or one in another currency. */
function requireIssuable(version: PolicyVersion, base: Money | null, path: readonly string[]): void {
  try {
    periodAmounts(version.terms(), base ?? undefined);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.code, error.message, [...path, 'employee'], error.details);
  }
}

async function policiesOf(tx: Tx, items: readonly StipendAssignmentInput[]): Promise<Map<string, Found | Refusal>> {
  const found = new Map<string, Policy | Refusal>();
  for (const { policy } of items) {
    const key = JSON.stringify(policy);
    if (found.has(key)) continue;
    found.set(
      key,
      await requirePolicy(tx, policy).catch((error: unknown) => {
        if (error instanceof Refusal) return error;
        throw error;
      }),
    );
  }
  const versions = await versionsOf(
    tx,
    [...found.values()].flatMap((policy) => (policy instanceof Refusal ? [] : policy.id)),
  );
  return new Map(
    [...found].map(([key, policy]) => [key, policy instanceof Refusal ? policy : { policy, versions: versions.get(policy.id) ?? [] }]),
  );
}

async function employedOn(
  tx: Tx,
  items: readonly StipendAssignmentInput[],
  employees: ReadonlyArray<Id<'employee'> | null>,
): Promise<Map<string, Money | null>> {
  const employed = new Map<string, Money | null>();
  const starts = items.flatMap(({ startDate }, index) => {
    const employeeId = employees[index];
    return employeeId == null ? [] : [{ startDate, employeeId }];
  });
  for (const [startDate, starters] of Map.groupBy(starts, (start) => start.startDate)) {
    const employments = await employmentsOn(
      tx,
      starters.map(({ employeeId }) => employeeId),
      startDate,
    );
    for (const [employeeId, { baseSalary }] of employments) employed.set(`${employeeId} ${startDate}`, baseSalary);
  }
  return employed;
}

async function withOffers(tx: Tx, employeeIds: readonly Id<'employee'>[]): Promise<Set<Id<'employee'>>> {
  const rows = await tx.sql<{ employee_id: string }>(
    `select distinct employee_id from stipend
     where employer_id = ${THIS_EMPLOYER} and employee_id = any($1::uuid[]) and origin = 'OFFER' and end_date is null`,
    [employeeIds.map(uuidOf)],
  );
  return new Set(rows.map((row) => idOf('employee', row.employee_id)));
}

/** The stipends that stand for these people and policies, the ones just stored included. */
async function standingStipends(tx: Tx, accepted: readonly Decision[]): Promise<Map<string, Id<'stipend'>>> {
  const rows = await tx.sql<{ id: string; employee_id: string; policy_id: string }>(
    `select id, employee_id, policy_id from stipend
     where employer_id = ${THIS_EMPLOYER} and employee_id = any($1::uuid[]) and origin = 'POLICY' and end_date is null`,
    [accepted.map(({ employeeId }) => uuidOf(employeeId))],
  );
  return new Map(rows.map((row) => [`${idOf('employee', row.employee_id)} ${idOf('policy', row.policy_id)}`, idOf('stipend', row.id)]));
}

function enrolmentKey({ employeeId, under }: NewStipend): string {
  return `${employeeId} ${under.origin === 'POLICY' ? under.policyId : ''}`;
}
