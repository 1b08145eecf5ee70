import { type Id, idOf } from '../../kernel/ids.js';
import { lookup, type Query, type Statement } from '../../platform/pipeline.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';

/** Where a person works from one midnight of the employer to another. */
export interface CostCenterSpan {
  readonly employeeId: Id<'employee'>;
  readonly costCenterId: Id<'costCenter'>;
  readonly starts: Date;
  /** Null while it goes on. */
  readonly ends: Date | null;
}

/**
 * The cost centers of employees, span by span, where the employer charges them with what no grant covers; none else.
 * @param found answers the uuids of employees as `id`
 */
export function chargedCostCenters(found: Statement): Query<CostCenterSpan[]> {
  const statement = {
    name: `charged-cost-centers-of-${found.name ?? 'found'}`,
    text: `select m.employee_id, m.cost_center_id, start_of_day(m.start_date, s.time_zone) as starts, start_of_day(m.end_date, s.time_zone) as ends
           from employer_settings s join employment m on m.employer_id = ${THIS_EMPLOYER}
             and m.employee_id = any(array(select id from (${found.text}) as found)) and m.cost_center_id is not null
           where s.employer_id = ${THIS_EMPLOYER} and s.overage = 'CHARGE_COST_CENTER'`,
    values: found.values ?? [],
  };
  return lookup(statement, (rows) =>
    rows.map((row) => ({
      employeeId: idOf('employee', row.employee_id),
      costCenterId: idOf('costCenter', row.cost_center_id),
      starts: row.starts,
      ends: row.ends,
    })),
  );
}
