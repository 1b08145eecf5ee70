import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import type { Money } from '../../kernel/money.js';
import { type LocalDate, startOfDay } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { lockEmployees, zonesOn } from '../directory/index.js';
import { type AmountTerms, versionsOf, worthInYear } from '../policies/index.js';
import { endTheseStipends } from './end-stipends.js';
import { insertStipends } from './insert-stipends.js';
import { requireStartInReach } from './periods.rules.js';
import { reviewStipends } from './review-stipends.js';
import { recordStipendsChanged } from './stipend-events.js';
import { followDue } from './when-stipends-change.js';

/** The compute line of an accepted offer. */
export interface OfferEnrolment {
  readonly offerId: Id<'offer'>;
  readonly offerComponentId: Id<'offerComponent'>;
  readonly terms: AmountTerms;
  /** What a share of base came to in a year at the base salary of the offer: what the letter said; null for a fixed amount. */
  readonly acceptedYear: Money | null;
  readonly framing: 'EMPLOYER_TOOL' | 'COMPENSATION';
  /** The first day on which the terms may be cut; null promises nothing. */
  readonly guaranteedUntil: LocalDate | null;
  /** The planned first day; null while it is open. */
  readonly startDate: LocalDate | null;
}

/**
 * Keeps what an accepted offer promises, as a stipend AWAITING_EMPLOYEE; `convertStipends` links the person. Once per
 * component: a second call gives the same stipend and changes nothing.
 */
export async function enrolStipend(tx: Tx, enrolment: OfferEnrolment): Promise<Id<'stipend'>> {
  const { offerId, offerComponentId, terms, acceptedYear, framing, guaranteedUntil, startDate } = enrolment;
  const [inserted] = await insertStipends(tx, [
    {
      under: { origin: 'OFFER', offerId, offerComponentId, terms, acceptedYear },
      externalId: null,
      employeeId: null,
      startDate,
      cappedFrom: null,
      endDate: null,
      timeZone: tx.employer.timeZone,
      framing,
      guaranteedUntil,
      yearly: acceptedYear ?? worthInYear(terms),
    },
  ]);
  if (inserted != null) {
    await recordStipendsChanged(tx, [inserted]);
    return inserted;
  }
  const [standing] = await tx.sql<{ id: string }>(
    `select id from stipend where employer_id = ${THIS_EMPLOYER} and offer_component_id = $1`,
    [uuidOf(offerComponentId)],
  );
  invariant(standing !== undefined, 'a stipend that was not inserted stands');
  return idOf('stipend', standing.id);
}

/**
 * Gives the stipends of an offer to the employee the candidate became. Their months run from `startDate` in the person's
 * zone up to the end of the employment; what is due is issued at once. Stipends under policies that an offer replaces end
 * on that day (M4).
 * @returns every stipend of the offer; a second call for the same person gives the same and changes nothing
 * @throws Refusal `INVALID_TRANSITION` when they belong to somebody else already, `VALIDATION` where `startDate` is out of
 *   reach or no day of the person's employment
 */
export async function convertStipends(
  tx: Tx,
  conversion: { readonly offerId: Id<'offer'>; readonly employeeId: Id<'employee'>; readonly startDate: LocalDate },
): Promise<Id<'stipend'>[]> {
  const { offerId, employeeId, startDate } = conversion;
  const employedUntil = await lockEmployees(tx, [employeeId]);
  const rows = await tx.sql<{ id: string; employee_id: string | null }>(
    `select id, employee_id from stipend where employer_id = ${THIS_EMPLOYER} and offer_id = $1 order by id for no key update`,
    [uuidOf(offerId)],
  );
  if (rows.some((row) => row.employee_id !== null && row.employee_id !== uuidOf(employeeId))) {
    throw new Refusal('INVALID_TRANSITION', 'The stipend of this offer belongs to another employee already.', ['input', 'employee'], {
      from: 'CONVERTED',
      to: 'CONVERTED',
    });
  }
  const awaiting = rows.filter((row) => row.employee_id === null).map(({ id }) => id);
  if (awaiting.length > 0) {
    requireStartInReach(startDate, tx.today(), ['input', 'startDate']);
    const endDate = employedUntil(employeeId, startDate);
    if (endDate === undefined) {
      throw new Refusal('VALIDATION', 'The person is not employed on this day.', ['input', 'startDate']);
    }
    const [zone = tx.employer.timeZone] = await zonesOn(tx, [{ employeeId, date: startDate }]);
    await tx.sql(
      `update stipend set employee_id = $2, start_date = $3, end_date = $4, time_zone = $5, next_issue_at = $6, updated_at = $7
       where employer_id = ${THIS_EMPLOYER} and id = any($1::uuid[])`,
      [awaiting, uuidOf(employeeId), startDate, endDate, zone, startOfDay(startDate, zone), tx.now],
    );
    const stipendIds = awaiting.map((id) => idOf('stipend', id));
    await endReplaced(tx, employeeId, startDate, endDate);
    await recordStipendsChanged(tx, stipendIds);
    await followDue(tx, stipendIds);
    await reviewStipends(tx, stipendIds);
  }
  return rows.map(({ id }) => idOf('stipend', id));
}

/** @param endDate of the stipends of the offer: what a policy grants later, after a rehire, stands beside them */
async function endReplaced(tx: Tx, employeeId: Id<'employee'>, startDate: LocalDate, endDate: LocalDate | null): Promise<void> {
  const rows = await tx.sql<{ id: string; policy_id: string; policy_version_id: string }>(
    `select id, policy_id, policy_version_id from stipend
     where employer_id = ${THIS_EMPLOYER} and employee_id = $1 and origin = 'POLICY'
       and (end_date is null or end_date > $2) and ($3::date is null or start_date < $3)`,
    [uuidOf(employeeId), startDate, endDate],
  );
  if (rows.length === 0) return;
  const versions = await versionsOf(
    tx,
    rows.map(({ policy_id }) => idOf('policy', policy_id)),
  );
  const added = new Set([...versions.values()].flat().flatMap(({ id, stacking }) => (stacking === 'ADD' ? [uuidOf(id)] : [])));
  const replaced = rows.filter((row) => !added.has(row.policy_version_id));
  await endTheseStipends(
    tx,
    replaced.map(({ id }) => idOf('stipend', id)),
    startDate,
  );
}
