import { type Id, idOf, newId } from '../../kernel/ids.js';
import { Money, requireWholeMinor } from '../../kernel/money.js';
import type { LocalDate } from '../../kernel/period.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import { optional, readEmail, readText } from '../../kernel/text.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { type ItemOutcome, outcomeOf } from '../../platform/item-outcomes.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { lockEmployer } from '../access/index.js';
import type { EmployeesUpsertInput, EmployeeUpsertInput, EmploymentUpsertInput } from './employee.graphql.js';
import { changeTerms, noEmployment, type TermsChange } from './employment.rules.js';
import { DEFAULT_SOURCE, emailKey, readCountry, readFte } from './fields.rules.js';
import { type FindUnit, findUnits, resolveUnit } from './find-organization.js';
import { loadPeople, ownersOfEmails, type Person, type PersonChange, savePeople } from './people.js';
import { followEmployments } from './when-employments-change.js';

/**
 * Creates or changes employees by their external id and source: one outcome per item, in order. A refused item
 * (`VALIDATION`, `NOT_FOUND`) leaves its person as the items before it made them.
 */
export async function upsertEmployees(ctx: Ctx, input: EmployeesUpsertInput): Promise<Array<ItemOutcome<'employee'>>> {
  allow(ctx, 'employees:write');
  const claim = { operation: 'employeesUpsert', key: input.idempotencyKey, input: comparable(input) };
  const { outcomes } = await once(tenant(ctx), claim, async (tx) => ({ outcomes: await takeEmployees(tx, input.employees) }));
  return [...outcomes];
}

/** `1.5` and `1.50` are the same input. */
function comparable({ employees }: EmployeesUpsertInput): object {
  return employees.map((item) => ({
    ...item,
    employment: item.employment && { ...item.employment, baseSalary: salaryOf(item.employment) },
  }));
}

async function takeEmployees(tx: Tx, items: readonly EmployeeUpsertInput[]): Promise<Array<ItemOutcome<'employee'>>> {
  const employments = items.flatMap(({ employment }) => employment ?? []);
  const find: Finders = {
    legalEntity: await findUnits(
      tx,
      'legalEntity',
      employments.flatMap(({ legalEntity }) => legalEntity ?? []),
    ),
    department: await findUnits(
      tx,
      'department',
      employments.flatMap(({ department }) => department ?? []),
    ),
    costCenter: await findUnits(
      tx,
      'costCenter',
      employments.flatMap(({ costCenter }) => costCenter ?? []),
    ),
  };
  return writeEmployees(
    tx,
    items.map((item, index) => ({ item, path: ['input', 'employees', `${index}`] })),
    ({ item, path }) => readEmployee(item, find, path),
    ({ item }) => ({ source: item.source ?? DEFAULT_SOURCE, externalId: item.externalId, email: item.email }),
  );
}

interface Finders {
  readonly legalEntity: FindUnit<'legalEntity'>;
  readonly department: FindUnit<'department'>;
  readonly costCenter: FindUnit<'costCenter'>;
}

/** An employee as it is to be, read and resolved. Undefined stays as it was. */
export interface EmployeeDraft {
  readonly source: string;
  readonly externalId: string;
  readonly name: string | null | undefined;
  readonly email: string | null | undefined;
  readonly employment: { readonly effectiveDate: LocalDate; readonly change: TermsChange } | undefined;
  readonly path: InputPath;
}

function readEmployee(item: EmployeeUpsertInput, find: Finders, path: InputPath): EmployeeDraft {
  return {
    source: readText(item.source ?? DEFAULT_SOURCE, [...path, 'source']),
    externalId: readText(item.externalId, [...path, 'externalId']),
    name: optional(item.name, readText, [...path, 'name']),
    email: optional(item.email, readEmail, [...path, 'email']),
    employment: item.employment == null ? undefined : readEmployment(item.employment, find, [...path, 'employment']),
    path,
  };
}

function readEmployment(employment: EmploymentUpsertInput, find: Finders, path: InputPath): EmployeeDraft['employment'] {
  const { effectiveDate, title, jobFamily, level, country, employmentType, fteBasisPoints, legalEntity, department, costCenter } =
    employment;
  const change: TermsChange = {
    title: optional(title, readText, [...path, 'title']),
    jobFamily: optional(jobFamily, readText, [...path, 'jobFamily']),
    level: optional(level, readText, [...path, 'level']),
    country: optional(country, readCountry, [...path, 'country']),
    employmentType,
    fteBasisPoints: optional(fteBasisPoints, readFte, [...path, 'fteBasisPoints']),
    baseSalary: salaryOf(employment),
    legalEntityId: resolveUnit('legalEntity', find.legalEntity, legalEntity, [...path, 'legalEntity']),
    departmentId: resolveUnit('department', find.department, department, [...path, 'department']),
    costCenterId: resolveUnit('costCenter', find.costCenter, costCenter, [...path, 'costCenter']),
  };
  if (change.baseSalary?.isNegative) throw new Refusal('VALIDATION', 'A base salary is not negative.', [...path, 'baseSalary', 'amount']);
  if (change.baseSalary != null) requireWholeMinor(change.baseSalary, [...path, 'baseSalary', 'amount']);
  return { effectiveDate, change };
}

function salaryOf({ baseSalary }: EmploymentUpsertInput): Money | null | undefined {
  return baseSalary == null ? baseSalary : Money.of(baseSalary.amount, baseSalary.currency);
}

/** What has to be loaded before an item can be decided. */
interface ItemKey {
  readonly source: string;
  readonly externalId: string;
  readonly email?: string | null | undefined;
}

/**
 * Decides items one after the other on what the ones before them made, then writes all of them set by set.
 * @param read may refuse its item
 */
export async function writeEmployees<Item>(
  tx: Tx,
  items: readonly Item[],
  read: (item: Item) => EmployeeDraft,
  keyOf: (item: Item) => ItemKey,
): Promise<Array<ItemOutcome<'employee'>>> {
  await lockEmployer(tx, 'CHANGE');
  const roster = await loadRoster(tx, items.map(keyOf));
  const outcomes = items.map((item) => outcomeOf(() => roster.take(read(item))));
  const changes = roster.changes();
  await savePeople(tx, changes);
  // Nothing hangs on the employments of who is new.
  const moved = changes.filter(({ before, after }) => before !== undefined && before.timeline !== after.timeline);
  await followEmployments(
    tx,
    moved.map(({ after }) => after.id),
  );
  return outcomes;
}

async function loadRoster(tx: Tx, keys: readonly ItemKey[]): Promise<Roster> {
  const storable = keys.filter(({ source, externalId }) => !`${source}${externalId}`.includes('\0'));
  const rows = await tx.sql<{ id: string }>(
    `select e.id from employee e join unnest($1::text[], $2::text[]) as k (source, external_id)
       on e.source = k.source and e.external_id = k.external_id where e.employer_id = ${THIS_EMPLOYER}`,
    [storable.map(({ source }) => source), storable.map(({ externalId }) => externalId)],
  );
  const emails = keys.flatMap(({ email }) => (email == null || email.includes('\0') ? [] : emailKey(email)));
  const people = await loadPeople(tx, [...new Set(rows.map(({ id }) => idOf('employee', id)))]);
  return new Roster([...people.values()], await ownersOfEmails(tx, emails));
}

/** The people of a batch while its items are taken. */
class Roster {
  private readonly before = new Map<string, Person>();
  private readonly after = new Map<string, Person>();

  constructor(
    people: readonly Person[],
    private readonly emailOwners: Map<string, Id<'employee'>>,
  ) {
    for (const person of people) this.before.set(keyOfPerson(person), person);
  }

  /** @throws Refusal `VALIDATION` */
  take(draft: EmployeeDraft): { id: Id<'employee'>; created: boolean } {
    const key = keyOfPerson(draft);
    const former = this.after.get(key) ?? this.before.get(key);
    const person = former === undefined ? hired(draft) : changed(former, draft);
    this.takeEmail(former, person, draft.path);
    this.after.set(key, person);
    return { id: person.id, created: former === undefined };
  }

  changes(): PersonChange[] {
    return [...this.after].map(([key, after]) => ({ before: this.before.get(key), after }));
  }

  private takeEmail(former: Person | undefined, person: Person, path: InputPath): void {
    const [old, fresh] = [former?.email ?? null, person.email];
    if (old === fresh) return;
    if (fresh !== null) {
      const owner = this.emailOwners.get(emailKey(fresh));
      if (owner !== undefined && owner !== person.id) {
        throw new Refusal('VALIDATION', 'Another employee has this e-mail address; clear it there first.', [...path, 'email']);
      }
    }
    if (old !== null) this.emailOwners.delete(emailKey(old));
    if (fresh !== null) this.emailOwners.set(emailKey(fresh), person.id);
  }
}

function keyOfPerson({ source, externalId }: { readonly source: string; readonly externalId: string }): string {
  return JSON.stringify([source, externalId]);
}

function hired({ source, externalId, name, email = null, employment, path }: EmployeeDraft): Person {
  if (name == null) throw new Refusal('VALIDATION', 'A new employee needs a name.', [...path, 'name']);
  if (employment === undefined) throw new Refusal('VALIDATION', 'A new employee needs an employment.', [...path, 'employment']);
  const timeline = changeTerms(noEmployment, employment.effectiveDate, employment.change);
  return { id: newId('employee'), source, externalId, name, email, timeline, terminationReason: null };
}

/** The very person that was given where nothing changes. */
function changed(former: Person, { name = former.name, email = former.email, employment, path }: EmployeeDraft): Person {
  if (name === null) throw new Refusal('VALIDATION', 'The name cannot be cleared.', [...path, 'name']);
  const timeline = employment === undefined ? former.timeline : changeTerms(former.timeline, employment.effectiveDate, employment.change);
  if (name === former.name && email === former.email && timeline === former.timeline) return former;
  const terminationReason = timeline.terminatedOn === null ? null : former.terminationReason;
  return { ...former, name, email, timeline, terminationReason };
}
