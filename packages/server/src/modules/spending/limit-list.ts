import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { type CurrencyCode, currency, decimalOf, Money, unitsOf } from '../../kernel/money.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import type { TenantCtx } from '../../platform/context.js';
import { inOrder, type Loader } from '../../platform/loader.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { findEmployees, findUnits } from '../directory/index.js';
import { TOKEN_UNITS } from './call-spend.js';
import type { LimitFilterInput } from './limit.graphql.js';
import type { LimitKind, LimitMode, LimitScope, LimitUnit, LimitWindow } from './limits.rules.js';

export interface Limit {
  readonly id: Id<'limit'>;
  readonly kind: LimitKind;
  readonly unit: LimitUnit;
  readonly scope: LimitScope;
  readonly employeeId: Id<'employee'> | null;
  readonly costCenterId: Id<'costCenter'> | null;
  readonly departmentId: Id<'department'> | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly tool: string | null;
  readonly window: LimitWindow;
  readonly mode: LimitMode;
  /** Null for a limit in tokens. */
  readonly currency: CurrencyCode | null;
  readonly amount: Money | null;
  readonly tokens: bigint | null;
  readonly velocityMultiple: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A page of limits, by id. */
export async function listLimits(ctx: TenantCtx, where: LimitFilterInput, request: PageRequest): Promise<Connection<Limit>> {
  allow(ctx, 'limits:read');
  const size = pageSize(request);
  const list = `limits ${ctx.employerId} ${JSON.stringify(where)}`;
  const after = request.after == null ? undefined : ctx.platform.cursors.open(list, request.after)[0];

  const rows = await inTransaction(ctx, async (tx) => {
    const { scope, kind } = where;
    const owners = await findOwners(tx, where);
    if (owners === null) return [];
    return tx.sql<LimitRow>(
      `select ${COLUMNS} from spend_limit
       where employer_id = ${THIS_EMPLOYER} and ($1::uuid is null or id > $1) and ($2::uuid is null or employee_id = $2)
         and ($3::uuid is null or cost_center_id = $3) and ($4::uuid is null or department_id = $4)
         and ($5::text is null or scope = $5) and ($6::text is null or kind = $6)
       order by id limit ${size + 1}`,
      [after === undefined ? null : uuidOf(after as Id<'limit'>), ...owners, scope ?? null, kind ?? null],
    );
  });
  return ctx.platform.cursors.connection(list, rows.map(readLimit), size, request, ({ id }) => [id]);
}

/** The uuids of the person, the cost center and the department that are asked for, null where none is; null where one is not there. */
async function findOwners(tx: Tx, { employee, costCenter, department }: LimitFilterInput): Promise<Array<string | null> | null> {
  const found = [
    employee == null ? undefined : ((await findEmployees(tx, [employee]))[0] ?? null),
    costCenter == null ? undefined : ((await findUnits(tx, 'costCenter', [costCenter]))(costCenter) ?? null),
    department == null ? undefined : ((await findUnits(tx, 'department', [department]))(department) ?? null),
  ];
  return found.includes(null) ? null : found.map((id) => (id == null ? null : uuidOf(id)));
}

export const limitById: Loader<Id<'limit'>, Limit> = {
  name: 'limitById',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) => {
      const rows = await tx.sql<LimitRow>(
        `select ${COLUMNS} from spend_limit where employer_id = ${THIS_EMPLOYER} and id = any($1::uuid[])`,
        [ids.map(uuidOf)],
      );
      return inOrder(ids, rows.map(readLimit), ({ id }) => id);
    }),
};

const COLUMNS =
  'id, kind, unit, scope, employee_id, cost_center_id, department_id, provider, model, coalesce(tool_shown, tool) as tool, time_window, mode, currency, amount, velocity_multiple, version, created_at, updated_at';

interface LimitRow {
  readonly id: string;
  readonly kind: LimitKind;
  readonly unit: LimitUnit;
  readonly scope: LimitScope;
  readonly employee_id: string | null;
  readonly cost_center_id: string | null;
  readonly department_id: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly tool: string | null;
  readonly time_window: LimitWindow;
  readonly mode: LimitMode;
  readonly currency: string | null;
  readonly amount: string | null;
  readonly velocity_multiple: string | null;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}

function readLimit(row: LimitRow): Limit {
  return {
    id: idOf('limit', row.id),
    kind: row.kind,
    unit: row.unit,
    scope: row.scope,
    employeeId: row.employee_id === null ? null : idOf('employee', row.employee_id),
    costCenterId: row.cost_center_id === null ? null : idOf('costCenter', row.cost_center_id),
    departmentId: row.department_id === null ? null : idOf('department', row.department_id),
    provider: row.provider,
    model: row.model,
    tool: row.tool,
    window: row.time_window,
    mode: row.mode,
    currency: row.currency === null ? null : currency(row.currency),
    amount: row.amount === null || row.currency === null ? null : Money.of(row.amount, row.currency),
    tokens: row.amount === null || row.unit === 'MONEY' ? null : unitsOf(row.amount) / TOKEN_UNITS,
    velocityMultiple: row.velocity_multiple === null ? null : decimalOf(unitsOf(row.velocity_multiple)),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
