import type { Id } from '../../kernel/ids.js';
import type { LocalDate } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, type Tx } from '../../platform/transaction.js';
import { lockEmployer } from '../access/index.js';
import { createEmployee, findEmployees, findUnits, lockEmployees, type NewEmployee, resolveUnit } from '../directory/index.js';
import { convertStipends, isStartInReach } from '../stipends/index.js';
import { baseOf, yearlySalary } from './compensation.rules.js';
import { lockOffer } from './find-offers.js';
import type { Offer } from './offer.entity.js';
import type { OfferConvertInput, OfferEmployeeCreateInput, OfferEmployeeInput } from './offer.graphql.js';
import { newestVersion } from './offer-terms.js';
import type { OfferComponent } from './offers.rules.js';

/** The `source` of employees that are made without an id of the employer's own. */
const OFFER_SOURCE = 'offer';

/**
 * Makes the candidate of an accepted offer an employee, new or known, and starts the stipends of the offer on the first
 * day. A second call for the same person and day changes nothing and gives the same.
 * @throws Refusal `NOT_FOUND`, `INVALID_TRANSITION` before it is accepted, and once it was converted otherwise,
 *   `EMPLOYEE_UNKNOWN` for an external id nobody has, `VALIDATION` where `startDate` is no day of the employment, or more than
 *   12 months back or five years ahead
 */
export async function convertOffer(ctx: TenantCtx, input: OfferConvertInput): Promise<Id<'offer'>> {
  allow(ctx, 'offers:write');
  const { offerId } = await once(ctx, { operation: 'offerConvert', key: input.idempotencyKey, input }, async (tx) => {
    const offer = await lockOffer(tx, input.offer);
    if (offer.status !== 'ACCEPTED') throw notConvertible(`An offer that is ${offer.status} is not converted.`, offer.status);

    if (offer.employeeId !== null) {
      await requireSameConversion(tx, offer, input);
    } else {
      const { components } = await newestVersion(tx, offer);
      await linkEmployee(tx, offer, await employeeFor(tx, offer, components, input), input.startDate);
    }
    return { offerId: offer.id };
  });
  return offerId;
}

/**
 * The same on acceptance, where nobody says who the candidate becomes: the employee who has the candidate's e-mail
 * address, else a new one with that address, under the id of the offer. A candidate can always say yes: where the person is
 * not employed on the first day, or that day is out of reach by now, the offer waits for `offerConvert`.
 */
export async function convertAcceptedOffer(
  tx: Tx,
  offer: Offer,
  components: readonly OfferComponent[],
  startDate: LocalDate,
): Promise<void> {
  if (!isStartInReach(startDate, tx.today())) return;
  const { id: externalId, candidateEmail: email } = offer;
  // Before the address is looked up: nobody takes it meanwhile.
  await lockEmployer(tx, 'CHANGE');
  const [known] = email === null ? [] : await findEmployees(tx, [{ email }]);
  if (known != null && (await lockEmployees(tx, [known]))(known, startDate) === undefined) return;
  const person = { ...personOf(offer, components, startDate), source: OFFER_SOURCE, externalId, email };
  await linkEmployee(tx, offer, known ?? (await createEmployee(tx, person, ['input', 'offer'])), startDate);
}

async function linkEmployee(tx: Tx, offer: Offer, employeeId: Id<'employee'>, startDate: LocalDate): Promise<void> {
  offer.employeeId = employeeId;
  offer.employmentStartDate = startDate;
  offer.convertedAt = tx.now;
  offer.version += 1;
  offer.updatedAt = tx.now;
  await convertStipends(tx, { offerId: offer.id, employeeId, startDate });
}

async function requireSameConversion(tx: Tx, offer: Offer, { employee, startDate }: OfferConvertInput): Promise<void> {
  const [named] = await findEmployees(tx, [{ externalId: externalIdIn(employee) }]);
  if (named !== offer.employeeId) throw notConvertible('The candidate became another employee before.', 'CONVERTED');
  if (startDate !== offer.employmentStartDate) {
    throw notConvertible(`The employment was converted to start on ${offer.employmentStartDate}.`, 'CONVERTED');
  }
}

function notConvertible(message: string, from: string): Refusal {
  return new Refusal('INVALID_TRANSITION', message, ['input', 'offer'], { from, to: 'CONVERTED' });
}

function externalIdIn({ externalId, create }: OfferEmployeeInput): string {
  return create?.externalId ?? externalId ?? '';
}

async function employeeFor(
  tx: Tx,
  offer: Offer,
  components: readonly OfferComponent[],
  { employee: { create, externalId }, startDate }: OfferConvertInput,
): Promise<Id<'employee'>> {
  if (create != null) {
    const path = ['input', 'employee', 'create'];
    return createEmployee(tx, await newEmployee(tx, personOf(offer, components, startDate), create, path), path);
  }
  const [known] = await findEmployees(tx, [{ externalId: externalId ?? '' }]);
  if (known == null) {
    throw new Refusal('EMPLOYEE_UNKNOWN', 'No employee of this employer has this external id. Use `create` for a new one.', [
      'input',
      'employee',
      'externalId',
    ]);
  }
  return known;
}

/** What the offer says of the person it was made to. */
function personOf(offer: Offer, components: readonly OfferComponent[], startDate: LocalDate): Omit<NewEmployee, 'externalId'> {
  const base = baseOf(components);
  return {
    name: offer.candidateName,
    startDate,
    terms: { title: offer.title, baseSalary: base === undefined ? null : yearlySalary(base) },
  };
}

async function newEmployee(
  tx: Tx,
  person: Omit<NewEmployee, 'externalId'>,
  create: OfferEmployeeCreateInput,
  path: readonly string[],
): Promise<NewEmployee> {
  const { externalId, name, email, country, jobFamily, level, legalEntity, department, costCenter } = create;
  const legalEntities = await findUnits(tx, 'legalEntity', legalEntity == null ? [] : [legalEntity]);
  const departments = await findUnits(tx, 'department', department == null ? [] : [department]);
  const costCenters = await findUnits(tx, 'costCenter', costCenter == null ? [] : [costCenter]);
  return {
    ...person,
    externalId,
    name: name ?? person.name,
    email: email ?? null,
    terms: {
      ...person.terms,
      country: country ?? null,
      jobFamily: jobFamily ?? null,
      level: level ?? null,
      legalEntityId: resolveUnit('legalEntity', legalEntities, legalEntity, [...path, 'legalEntity']) ?? null,
      departmentId: resolveUnit('department', departments, department, [...path, 'department']) ?? null,
      costCenterId: resolveUnit('costCenter', costCenters, costCenter, [...path, 'costCenter']) ?? null,
    },
  };
}
