import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { LocalDate, TimeZone } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { Employment } from './employee.entity.js';

/** The employments that hold on a date, by employee; who has none then has no entry. One statement, however many. */
export async function employmentsOn(
  tx: Tx,
  employeeIds: ReadonlyArray<Id<'employee'>>,
  date: LocalDate,
): Promise<Map<Id<'employee'>, Employment>> {
  const employments = await tx.em.find(
    Employment,
    {
      employerId: tx.ctx.employerId,
      employeeId: { $in: [...employeeIds] },
      startDate: { $lte: date },
      $or: [{ endDate: null }, { endDate: { $gt: date } }],
    },
    // They may have been written in this very transaction, past the identity map.
    { disableIdentityMap: true },
  );
  return new Map(employments.map((employment) => [employment.employeeId, employment]));
}

/** Base salary per year on a date; null where none is known, or no employment holds then. */
export async function baseSalaryOn(tx: Tx, employeeId: Id<'employee'>, date: LocalDate): Promise<Money | null> {
  return (await employmentsOn(tx, [employeeId], date)).get(employeeId)?.baseSalary ?? null;
}

/** Where a person's business dates begin and end: the zone of the legal entity, else that of the employer. */
export async function zoneOf(tx: Tx, employeeId: Id<'employee'>): Promise<TimeZone> {
  return (await zonesOf(tx, [employeeId])).get(employeeId) ?? tx.employer.timeZone;
}

/**
 * As `zoneOf`, for many in one statement; every employee asked for has an entry. The employment that decides is the one
 * that started last, or for a new hire the first.
 */
export async function zonesOf(tx: Tx, employeeIds: ReadonlyArray<Id<'employee'>>): Promise<Map<Id<'employee'>, TimeZone>> {
  const today = tx.today();
  const rows = await tx.sql<{ employee_id: string; time_zone: string | null }>(
    `select distinct on (m.employee_id) m.employee_id, l.time_zone
     from employment m left join legal_entity l on l.employer_id = m.employer_id and l.id = m.legal_entity_id
     where m.employer_id = ${THIS_EMPLOYER} and m.employee_id = any($1::uuid[])
     order by m.employee_id, m.start_date > $2, abs(m.start_date - $2::date)`,
    [employeeIds.map(uuidOf), today],
  );
  const zones = new Map(rows.map((row) => [idOf('employee', row.employee_id), row.time_zone]));
  return new Map(employeeIds.map((id) => [id, zones.get(id) ?? tx.employer.timeZone]));
}
