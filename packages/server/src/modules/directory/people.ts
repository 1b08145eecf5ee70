import { type Id, idOf, newId, uuidOf } from '../../kernel/ids.js';
import { decimalOf } from '../../kernel/money.js';
import type { LocalDate } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { Employee, Employment, LapsedEmployment, lapsedOf, spanOf } from './employee.entity.js';
import type { EmploymentSpan, LapsedTerms, Timeline } from './employment.rules.js';
import { emailKey } from './fields.rules.js';

/** An employee with every employment, as a writer holds it. */
export interface Person {
  readonly id: Id<'employee'>;
  readonly source: string;
  readonly externalId: string;
  readonly name: string;
  readonly email: string | null;
  readonly timeline: Timeline;
  readonly terminationReason: string | null;
}

/** Loads people; unknown ids have no entry. */
export async function loadPeople(tx: Tx, ids: ReadonlyArray<Id<'employee'>>): Promise<Map<Id<'employee'>, Person>> {
  if (ids.length === 0) return new Map();
  const { employerId } = tx.ctx;
  // Kept out of the identity map: they are written past it, and the caller's own entities stay as they are.
  const apart = { disableIdentityMap: true };
  const employees = await tx.em.find(Employee, { employerId, id: { $in: [...ids] } }, apart);
  const theirs = { employerId, employeeId: { $in: [...ids] } };
  const employments = await tx.em.find(Employment, theirs, { ...apart, orderBy: { startDate: 'asc' } });
  const lapsed = await tx.em.find(LapsedEmployment, theirs, { ...apart, orderBy: { startDate: 'asc' } });
  const spansOf = Map.groupBy(employments, ({ employeeId }) => employeeId);
  const lapsedBy = Map.groupBy(lapsed, ({ employeeId }) => employeeId);
  return new Map(
    employees.map(({ id, source, externalId, name, email, terminatedOn, terminationReason }) => {
      const employmentsOfOne = (spansOf.get(id) ?? []).map(spanOf);
      const timeline = { employments: employmentsOfOne, terminatedOn, lapsed: (lapsedBy.get(id) ?? []).map(lapsedOf) };
      return [id, { id, source, externalId, name, email, timeline, terminationReason }];
    }),
  );
}

/** Who has one of these e-mail addresses now, by the address as it is compared. */
export async function ownersOfEmails(tx: Tx, emailKeys: readonly string[]): Promise<Map<string, Id<'employee'>>> {
  if (emailKeys.length === 0) return new Map();
  const rows = await tx.sql<{ id: string; email_key: string }>(
    `select id, email_key from employee where employer_id = ${THIS_EMPLOYER} and email_key = any($1::text[])`,
    [emailKeys],
  );
  return new Map(rows.map((row) => [row.email_key, idOf('employee', row.id)]));
}

/** A person before and after; `before` is undefined for a new one. */
export interface PersonChange {
  readonly before: Person | undefined;
  readonly after: Person;
}

/** Writes people set by set: at most six statements, however many. Who did not change is not written. */
export async function savePeople(tx: Tx, changes: readonly PersonChange[]): Promise<void> {
  const changed = changes.filter(({ before, after }) => before !== after);
  if (changed.length === 0) return;
  await releaseEmails(tx, changed);
  await saveEmployees(tx, changed);
  await saveEmployments(tx, changed);
}

/** An address may pass from one person of the batch to another; nobody has it in between. */
async function releaseEmails(tx: Tx, changes: readonly PersonChange[]): Promise<void> {
  const released = changes.filter(({ before, after }) => before?.email != null && before.email !== after.email);
  if (released.length === 0) return;
  await tx.sql(`update employee set email = null, email_key = null where employer_id = ${THIS_EMPLOYER} and id = any($1::uuid[])`, [
    released.map(({ after }) => uuidOf(after.id)),
  ]);
}

async function saveEmployees(tx: Tx, changes: readonly PersonChange[]): Promise<void> {
  const people = changes.map(({ after }) => after);
  await tx.sql(
    `insert into employee (employer_id, created_at, updated_at, id, source, external_id, name, email, email_key, terminated_on, termination_reason)
     select ${THIS_EMPLOYER}, $1::timestamptz, $1::timestamptz, *
     from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[], $9::text[])
     on conflict (employer_id, id) do update set updated_at = excluded.updated_at, name = excluded.name, email = excluded.email,
       email_key = excluded.email_key, terminated_on = excluded.terminated_on, termination_reason = excluded.termination_reason`,
    [
      tx.now,
      people.map(({ id }) => uuidOf(id)),
      people.map(({ source }) => source),
      people.map(({ externalId }) => externalId),
      people.map(({ name }) => name),
      people.map(({ email }) => email),
      people.map(({ email }) => (email === null ? null : emailKey(email))),
      people.map(({ timeline }) => timeline.terminatedOn),
      people.map(({ terminationReason }) => terminationReason),
    ],
  );
}

/**
 * Replaces what changed, under the same id: while both are gone, no two employments of a person can overlap. Terms that fall away,
 * or come back, keep theirs.
 */
async function saveEmployments(tx: Tx, changes: readonly PersonChange[]): Promise<void> {
  const spans = changesOf(changes, ({ employments }) => employments);
  const lapsed = changesOf(changes, (timeline) => timeline.lapsed);
  await remove(tx, 'employment', spans.gone);
  await remove(tx, 'lapsed_employment', lapsed.gone);
  await insert(
    tx,
    { table: 'employment', column: 'end_date', type: 'date' },
    spans.come,
    spans.come.map(({ span }) => span.endDate),
  );
  await insert(
    tx,
    { table: 'lapsed_employment', column: 'begins', type: 'boolean' },
    lapsed.come,
    lapsed.come.map(({ span }) => span.begins),
  );
}

interface Come<T> {
  readonly employeeId: Id<'employee'>;
  readonly span: T;
}

/** The rules leave a span that did not change the very object it was. */
function changesOf<T>(changes: readonly PersonChange[], read: (timeline: Timeline) => readonly T[]): { gone: T[]; come: Array<Come<T>> } {
  const pairs = changes.map(({ before, after }) => ({
    employeeId: after.id,
    before: before === undefined ? [] : read(before.timeline),
    after: read(after.timeline),
  }));
  return {
    gone: pairs.flatMap(({ before, after }) => before.filter((span) => !after.includes(span))),
    come: pairs.flatMap(({ employeeId, before, after }) =>
      after.filter((span) => !before.includes(span)).map((span) => ({ employeeId, span })),
    ),
  };
}

type TermsTable = 'employment' | 'lapsed_employment';

async function remove(tx: Tx, table: TermsTable, gone: ReadonlyArray<{ readonly id: Id<'employment'> | null }>): Promise<void> {
  if (gone.length === 0) return;
  await tx.sql(`delete from ${table} where employer_id = ${THIS_EMPLOYER} and id = any($1::uuid[])`, [
    gone.flatMap(({ id }) => (id === null ? [] : uuidOf(id))),
  ]);
}

/** @param own the one column that the other table has not, and its values in order */
async function insert(
  tx: Tx,
  own: { readonly table: TermsTable; readonly column: string; readonly type: string },
  come: ReadonlyArray<Come<EmploymentSpan | LapsedTerms>>,
  ownValues: readonly unknown[],
): Promise<void> {
  if (come.length === 0) return;
  const column = <T>(read: (span: EmploymentSpan | LapsedTerms) => T): T[] => come.map(({ span }) => read(span));
  await tx.sql(
    `insert into ${own.table} (employer_id, created_at, id, employee_id, start_date, ${own.column}, title, job_family, level, country, employment_type,
       fte_basis_points, base_salary_amount, base_salary_currency, legal_entity_id, department_id, cost_center_id)
     select ${THIS_EMPLOYER}, $1::timestamptz, *
     from unnest($2::uuid[], $3::uuid[], $4::date[], $5::${own.type}[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
       $11::int[], $12::numeric[], $13::text[], $14::uuid[], $15::uuid[], $16::uuid[])`,
    [
      tx.now,
      column(({ id }) => uuidOf(id ?? newId('employment'))),
      come.map(({ employeeId }) => uuidOf(employeeId)),
      column(({ startDate }): LocalDate => startDate),
      ownValues,
      column(({ terms }) => terms.title),
      column(({ terms }) => terms.jobFamily),
      column(({ terms }) => terms.level),
      column(({ terms }) => terms.country),
      column(({ terms }) => terms.employmentType),
      column(({ terms }) => terms.fteBasisPoints),
      column(({ terms }) => (terms.baseSalary === null ? null : decimalOf(terms.baseSalary.units))),
      column(({ terms }) => terms.baseSalary?.currency ?? null),
      column(({ terms }) => uuidOrNull(terms.legalEntityId)),
      column(({ terms }) => uuidOrNull(terms.departmentId)),
      column(({ terms }) => uuidOrNull(terms.costCenterId)),
    ],
  );
}

function uuidOrNull(id: Id | null): string | null {
  return id === null ? null : uuidOf(id);
}
