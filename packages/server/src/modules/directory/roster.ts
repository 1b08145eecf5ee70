import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { type CurrencyCode, currency } from '../../kernel/money.js';
import type { LocalDate, TimeZone } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';

/** An employee with what payroll needs of every employment, oldest first. */
export interface RosterEntry {
  readonly employeeId: Id<'employee'>;
  readonly employments: readonly RosterEmployment[];
}

export interface RosterEmployment {
  readonly startDate: LocalDate;
  readonly endDate: LocalDate | null;
  /** Null where none is known. */
  readonly legalEntity: { readonly id: Id<'legalEntity'>; readonly timeZone: TimeZone; readonly currency: CurrencyCode } | null;
}

interface RosterRow {
  readonly employee_id: string;
  readonly start_date: LocalDate | null;
  readonly end_date: LocalDate | null;
  readonly legal_entity_id: string | null;
  readonly time_zone: TimeZone | null;
  readonly currency: string | null;
}

const FIRST_UUID = '00000000-0000-0000-0000-000000000000';

/** At most `limit` employees in the order of their ids, beginning with `from`, or behind `after`; null begins with the first. */
export async function readRoster(
  tx: Tx,
  place: { readonly from: Id<'employee'> | null } | { readonly after: Id<'employee'> | null },
  limit: number,
): Promise<RosterEntry[]> {
  const [comparison, id] = 'from' in place ? ['>=', place.from] : ['>', place.after];
  const rows = await tx.sql<RosterRow>(
    `select e.id as employee_id, m.start_date, m.end_date, l.id as legal_entity_id, l.time_zone, l.currency
     from (select id from employee where employer_id = ${THIS_EMPLOYER} and id ${comparison} $1::uuid order by id limit $2) e
       left join employment m on m.employer_id = ${THIS_EMPLOYER} and m.employee_id = e.id
       left join legal_entity l on l.employer_id = ${THIS_EMPLOYER} and l.id = m.legal_entity_id
     order by e.id, m.start_date`,
    [id === null ? FIRST_UUID : uuidOf(id), limit],
  );
  return [...Map.groupBy(rows, (row) => row.employee_id)].map(([uuid, own]) => ({
    employeeId: idOf('employee', uuid),
    employments: own.flatMap(employmentOf),
  }));
}

function employmentOf({
  start_date: startDate,
  end_date: endDate,
  legal_entity_id: id,
  time_zone: timeZone,
  currency: code,
}: RosterRow): RosterEmployment[] {
  if (startDate === null) return [];
  const legalEntity =
    id === null || timeZone === null || code === null ? null : { id: idOf('legalEntity', id), timeZone, currency: currency(code) };
  return [{ startDate, endDate, legalEntity }];
}

/** How many employees there are, also those who left. */
export async function countEmployees(tx: Tx): Promise<number> {
  const [row] = await tx.sql<{ count: number }>(`select count(*)::int as count from employee where employer_id = ${THIS_EMPLOYER}`);
  return row?.count ?? 0;
}

/** Every zone in which the employer's business dates begin: its own, and those of its legal entities. */
export async function zonesInUse(tx: Tx): Promise<TimeZone[]> {
  const rows = await tx.sql<{ time_zone: TimeZone }>(`select distinct time_zone from legal_entity where employer_id = ${THIS_EMPLOYER}`);
  return [...new Set([tx.employer.timeZone, ...rows.map((row) => row.time_zone)])];
}
