import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import type { LocalDate } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { employedUntil } from './employment.rules.js';

/** The first day without employment after one with it; null where it goes on, undefined where none holds on that day. */
export type EmployedUntil = (employeeId: Id<'employee'>, date: LocalDate) => LocalDate | null | undefined;

/**
 * Holds people, in id order, until the transaction ends: nobody of them is terminated meanwhile, and of two who decide what
 * hangs on one person's employment the second sees what the first did. Take it before anything is read to decide on.
 */
export async function lockEmployees(tx: Tx, ids: ReadonlyArray<Id<'employee'>>): Promise<EmployedUntil> {
  const uuids = ids.map(uuidOf);
  await tx.sql(`select id from employee where employer_id = ${THIS_EMPLOYER} and id = any($1::uuid[]) order by id for no key update`, [
    uuids,
  ]);
  const rows = await tx.sql<{ employee_id: string; start_date: LocalDate; end_date: LocalDate | null }>(
    `select employee_id, start_date, end_date from employment where employer_id = ${THIS_EMPLOYER} and employee_id = any($1::uuid[])`,
    [uuids],
  );
  const spans = Map.groupBy(
    rows.map((row) => ({ employeeId: idOf('employee', row.employee_id), startDate: row.start_date, endDate: row.end_date })),
    ({ employeeId }) => employeeId,
  );
  return (employeeId, date) => employedUntil(spans.get(employeeId) ?? [], date);
}
