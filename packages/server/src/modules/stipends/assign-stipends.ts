import type { RefusalCode } from '../../kernel/codes.js';
import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { limits } from '../../kernel/limits.js';
import type { Money } from '../../kernel/money.js';
import { type LocalDate, plusDays, plusMonths, type TimeZone } from '../../kernel/period.js';
import { Fault, Refusal, type RefusalDetails } from '../../kernel/refusal.js';
import { readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { type EmployedUntil, employmentsOn, findEmployees, lockEmployees, zonesOn } from '../directory/index.js';
import { cadenceOf, type Policy, type PolicyVersion, requirePolicy, versionOn, versionsOf, worthInYear } from '../policies/index.js';
import { insertStipends, type NewStipend } from './insert-stipends.js';
import { requireStartInReach } from './periods.rules.js';
import { reviewStipends } from './review-stipends.js';
import type { StipendAssignmentInput, StipendsAssignInput } from './stipend.graphql.js';
import { recordStipendsChanged } from './stipend-events.js';
import { followEnrolled } from './when-stipends-change.js';

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

/**
 * Enrols people under policies, each item for itself: one that is refused keeps no other from being taken. The months
 * that have begun are granted before this answers, a few people at a time, and none begins after the employment ends. Who is enrolled under the policy on some
 * of the same days already stays so.
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
    await reviewStipends(tx, created);

    let next = 0;
    return {
      outcomes: decisions.map((decision): AssignOutcome => {
        if (decision instanceof Refusal) return refused(decision);
        const place = next++;
        const stipendId = stored[place] ?? null;
        if (stipendId !== null) return { stipendId, created: true, refusal: [] };
        return alreadyEnrolled(standing.get(place));
      }),
    };
  });
  // Under the same key again, what was cut off here goes on.
  await followEnrolled(
    ctx,
    outcomes.flatMap(({ created, stipendId }) => (created && stipendId !== null ? [stipendId] : [])),
  );
  return outcomes;
}

function refused({ code, message, path, details }: Refusal): AssignOutcome {
  return { stipendId: null, created: false, refusal: [{ code, message, path, details: [details] }] };
}

function alreadyEnrolled(stipendId: Id<'stipend'> | undefined): AssignOutcome {
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
  // First of all: who leaves, or becomes an employee by an offer, at the same time comes before this or after it.
  const employedUntil = await lockEmployees(tx, known);
  const facts: Facts = {
    employedUntil,
    zones: await startZones(tx, items, employees),
    offers: await offersOf(tx, known),
    policies: await policiesOf(tx, items),
    employed: await employedOn(tx, items, employees),
    today: tx.today(),
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

type Decision = NewStipend & { readonly employeeId: Id<'employee'>; readonly startDate: LocalDate };

interface Facts {
  /** By employee and date, where the person is then. */
  readonly zones: ReadonlyMap<string, TimeZone>;
  readonly employedUntil: EmployedUntil;
  /** When people are granted compute by an offer. */
  readonly offers: ReadonlyMap<Id<'employee'>, readonly Span[]>;
  readonly policies: ReadonlyMap<string, Found | Refusal>;
  /** Base salary by employee and date, null where none is known; no entry where no employment holds. */
  readonly employed: ReadonlyMap<string, Money | null>;
  readonly today: LocalDate;
}

interface Span {
  readonly startDate: LocalDate;
  readonly endDate: LocalDate | null;
}

interface Found {
  readonly policy: Policy;
  readonly versions: readonly PolicyVersion[];
}

function decideAssignment(
  item: StipendAssignmentInput,
  employeeId: Id<'employee'> | null,
  { employedUntil, zones, offers, policies, employed, today }: Facts,
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
  requireStartInReach(startDate, today, at);
  const version = versionOn(versions, startDate);
  if (version === undefined) {
    throw new Refusal('VALIDATION', `The policy counts from ${versions[0]?.effectiveFrom}; a stipend under it starts then or later.`, at);
  }
  const endDate = employedUntil(employeeId, startDate);
  if (endDate === undefined) throw new Refusal('VALIDATION', 'The person is not employed on this day.', at);
  const replacing = offers.get(employeeId)?.some((offer) => overlap(offer, { startDate, endDate }));
  if (version.stacking === 'OFFER_REPLACES' && replacing === true) {
    throw new Refusal('VALIDATION', 'The offer of this person promises compute, and its terms stand instead of those of the policy.', [
      ...path,
      'policy',
    ]);
  }
  const yearly = yearlyOf(version, employed.get(`${employeeId} ${startDate}`) ?? null, path);

  const timeZone = zones.get(`${employeeId} ${startDate}`);
  invariant(timeZone !== undefined, 'every employee has a zone');
  return {
    under: {
      origin: 'POLICY',
      policyId: policy.id,
      policyVersionId: version.id,
      currency: version.currency,
      cadence: cadenceOf(version),
    },
    externalId: item.externalId == null ? null : readText(item.externalId, [...path, 'externalId']),
    employeeId,
    startDate,
    cappedFrom: version.uncappedDays === null ? null : plusDays(startDate, version.uncappedDays),
    endDate,
    timeZone,
    framing: version.framing,
    guaranteedUntil: version.guaranteeMonths === null ? null : plusMonths(startDate, version.guaranteeMonths),
    yearly,
  };
}

function overlap(one: Span, other: Span): boolean {
  return (one.endDate === null || other.startDate < one.endDate) && (other.endDate === null || one.startDate < other.endDate);
}

/** What the terms are worth in a year. Says now what the first grant would say later: no base salary, or one in another currency. */
function yearlyOf(version: PolicyVersion, base: Money | null, path: readonly string[]): Money | null {
  try {
    return worthInYear(version.terms(), base ?? undefined);
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

async function startZones(
  tx: Tx,
  items: readonly StipendAssignmentInput[],
  employees: ReadonlyArray<Id<'employee'> | null>,
): Promise<Map<string, TimeZone>> {
  const starts = items.flatMap(({ startDate: date }, index) => {
    const employeeId = employees[index];
    return employeeId == null ? [] : [{ employeeId, date }];
  });
  const zones = await zonesOn(tx, starts);
  return new Map(starts.map(({ employeeId, date }, index) => [`${employeeId} ${date}`, zones[index] ?? tx.employer.timeZone]));
}

async function offersOf(tx: Tx, employeeIds: readonly Id<'employee'>[]): Promise<Map<Id<'employee'>, Span[]>> {
  const rows = await tx.sql<{ employee_id: string; start_date: LocalDate; end_date: LocalDate | null }>(
    `select employee_id, start_date, end_date from stipend
     where employer_id = ${THIS_EMPLOYER} and employee_id = any($1::uuid[]) and origin = 'OFFER'
       and (end_date is null or end_date > start_date)`,
    [employeeIds.map(uuidOf)],
  );
  const spans = rows.map((row) => ({ employeeId: idOf('employee', row.employee_id), startDate: row.start_date, endDate: row.end_date }));
  return Map.groupBy(spans, ({ employeeId }) => employeeId);
}

/** By place in `accepted`, the stipend that stands for the person and policy on some of the same days, the ones just stored included. */
async function standingStipends(tx: Tx, accepted: readonly Decision[]): Promise<Map<number, Id<'stipend'>>> {
  const rows = await tx.sql<{ place: number; id: string }>(
    `select distinct on (n.place) n.place::int as place, s.id
     from unnest($1::uuid[], $2::uuid[], $3::date[], $4::date[]) with ordinality as n (employee_id, policy_id, start_date, end_date, place)
     join stipend s on s.employee_id = n.employee_id and s.policy_id = n.policy_id and s.origin = 'POLICY'
       and (s.end_date is null or s.end_date > s.start_date)
       and (s.end_date is null or n.start_date < s.end_date) and (n.end_date is null or s.start_date < n.end_date)
     where s.employer_id = ${THIS_EMPLOYER} order by n.place, s.start_date`,
    [
      accepted.map(({ employeeId }) => uuidOf(employeeId)),
      accepted.map(({ under }) => (under.origin === 'POLICY' ? uuidOf(under.policyId) : null)),
      accepted.map(({ startDate }) => startDate),
      accepted.map(({ endDate }) => endDate),
    ],
  );
  return new Map(rows.map(({ place, id }) => [place - 1, idOf('stipend', id)]));
}
