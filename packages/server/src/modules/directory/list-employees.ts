import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { Employee } from './employee.entity.js';
import type { EmployeeFilterInput } from './employee.graphql.js';
import { findUnits, type OrganizationKind, type UnitBy } from './find-organization.js';

/** A page of employees in the order in which they were first sent. */
export async function listEmployees(
  ctx: Ctx,
  where: EmployeeFilterInput | null | undefined,
  page: PageRequest,
): Promise<Connection<Employee>> {
  allow(ctx, 'employees:read');
  const tenantCtx = tenant(ctx);
  const { employerId } = tenantCtx;
  const size = pageSize(page);
  const list = `employees ${employerId} ${JSON.stringify(where ?? {})}`;
  const { cursors } = ctx.platform;
  const after = page.after == null ? null : (cursors.open(list, page.after)[0] as Id<'employee'>);

  return inTransaction(tenantCtx, async (tx) => {
    const query = new EmployeeQuery(tx);
    await query.filter(where ?? {});
    const ids = await query.idsAfter(after, size + 1);
    const employees = await tx.em.find(Employee, { employerId, id: { $in: ids } }, { orderBy: { id: 'asc' } });
    return cursors.connection(list, employees, size, page, ({ id }) => [id]);
  });
}

interface TextFilter {
  readonly eq?: string | null;
  readonly in?: readonly string[] | null;
}

/** Conditions on an employee `e` and the employment `c` that holds today. */
class EmployeeQuery {
  private readonly values: unknown[];
  private readonly conditions: string[] = [];

  constructor(private readonly tx: Tx) {
    this.values = [tx.now, tx.employer.timeZone];
  }

  async filter({
    status,
    externalId,
    source,
    jobFamily,
    level,
    country,
    legalEntity,
    department,
    costCenter,
  }: EmployeeFilterInput): Promise<void> {
    this.compare(STATUS, status);
    this.compare('e.external_id', externalId);
    this.compare('e.source', source);
    this.compare('c.job_family', jobFamily);
    this.compare('c.level', level);
    this.compare('c.country', country);
    await this.belongsTo('c.legal_entity_id', 'legalEntity', legalEntity);
    await this.belongsTo('c.department_id', 'department', department);
    await this.belongsTo('c.cost_center_id', 'costCenter', costCenter);
  }

  async idsAfter(after: Id<'employee'> | null, rows: number): Promise<Array<Id<'employee'>>> {
    if (after !== null) this.conditions.push(`e.id > ${this.value(uuidOf(after))}::uuid`);
    const found = await this.tx.sql<{ id: string }>(
      `select e.id from employee e
       left join lateral (
         select m.* ${EMPLOYMENTS_WITH_TODAY} and m.start_date <= ${TODAY} and (m.end_date is null or m.end_date > ${TODAY})
         order by m.start_date limit 1
       ) c on true
       where e.employer_id = ${THIS_EMPLOYER}${this.conditions.map((condition) => ` and ${condition}`).join('')} order by e.id limit ${this.value(rows)}::int`,
      this.values,
    );
    return found.map(({ id }) => idOf('employee', id));
  }

  private compare(column: string, filter: TextFilter | null | undefined): void {
    const lists = [filter?.eq == null ? [] : [[filter.eq]], filter?.in == null ? [] : [filter.in]].flat();
    // Postgres cannot hold U+0000, so a text with it equals nothing.
    for (const list of lists) this.conditions.push(`${column} = any(${this.value(list.filter((text) => !text.includes('\0')))}::text[])`);
  }

  private async belongsTo(column: string, kind: OrganizationKind, by: UnitBy | null | undefined): Promise<void> {
    if (by == null) return;
    const id = (await findUnits(this.tx, kind, [by]))(by);
    this.conditions.push(id === undefined ? 'false' : `${column} = ${this.value(uuidOf(id))}::uuid`);
  }

  private value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** Today where the employment is: $1 is the employer's clock, $2 its zone. */
const TODAY = '($1::timestamptz at time zone coalesce(l.time_zone, $2::text))::date';
const EMPLOYMENTS_WITH_TODAY = `
  from employment m left join legal_entity l on l.employer_id = ${THIS_EMPLOYER} and l.id = m.legal_entity_id
  where m.employer_id = ${THIS_EMPLOYER} and m.employee_id = e.id`;
/** `employeeStatus` of the rules, in SQL. */
const STATUS = `
  case when c.id is not null then 'ACTIVE' when exists (select ${EMPLOYMENTS_WITH_TODAY} and m.start_date > ${TODAY}) then 'SCHEDULED' else 'TERMINATED' end`;
