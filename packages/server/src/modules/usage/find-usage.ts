import type { FilterQuery } from '@mikro-orm/core';
import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { Money, unitsOf } from '../../kernel/money.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import type { TenantCtx } from '../../platform/context.js';
import { inOrder, type Loader } from '../../platform/loader.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { type EmployeeBy, findEmployees } from '../directory/index.js';
import type { StoredLine } from './usage.statements.js';
import { UsageEvent, type UsageStatus } from './usage-event.entity.js';

export interface UsageEventFilter {
  readonly employee?: EmployeeBy | null;
  readonly occurredAt?: { readonly gte?: Date | null; readonly lt?: Date | null } | null;
  readonly status?: { readonly eq?: UsageStatus | null; readonly in?: readonly UsageStatus[] | null } | null;
}

/** The latest use first. */
export function listUsageEvents(ctx: TenantCtx, filter: UsageEventFilter, request: PageRequest): Promise<Connection<UsageEvent>> {
  allow(ctx, 'usage:read');
  const size = pageSize(request);
  const list = `usageEvents ${ctx.employerId} ${JSON.stringify(filter)}`;
  const after = request.after == null ? undefined : ctx.platform.cursors.open(list, request.after);

  return inTransaction(ctx, async (tx) => {
    const conditions = await conditionsOf(tx, filter);
    const events =
      conditions === undefined
        ? []
        : await tx.em.find(
            UsageEvent,
            { employerId: ctx.employerId, $and: after === undefined ? conditions : [...conditions, behind(after)] },
            { orderBy: { occurredAt: 'desc', id: 'desc' }, limit: size + 1 },
          );
    return ctx.platform.cursors.connection(list, events, size, request, ({ occurredAt, id }) => [occurredAt.toISOString(), uuidOf(id)]);
  });
}

/** `undefined` where nothing can match. */
async function conditionsOf(
  tx: Tx,
  { employee, occurredAt, status }: UsageEventFilter,
): Promise<Array<FilterQuery<UsageEvent>> | undefined> {
  const conditions: Array<FilterQuery<UsageEvent>> = [];
  if (employee != null) {
    const [employeeId] = await findEmployees(tx, [employee]);
    if (employeeId == null) return undefined;
    conditions.push({ employeeId });
  }
  if (occurredAt?.gte != null) conditions.push({ occurredAt: { $gte: occurredAt.gte } });
  if (occurredAt?.lt != null) conditions.push({ occurredAt: { $lt: occurredAt.lt } });
  if (status?.eq != null) conditions.push({ status: status.eq });
  if (status?.in != null) conditions.push({ status: { $in: [...status.in] } });
  return conditions;
}

function behind([occurredAt = '', uuid = '']: readonly string[]): FilterQuery<UsageEvent> {
  const instant = new Date(occurredAt);
  return { $or: [{ occurredAt: { $lt: instant } }, { occurredAt: instant, id: { $lt: idOf('usageEvent', uuid) } }] };
}

/** One event of this employer, or null. */
export function findUsageEvent(ctx: TenantCtx, id: Id<'usageEvent'>): Promise<UsageEvent | null> {
  return inTransaction(ctx, (tx) => tx.em.findOne(UsageEvent, { employerId: ctx.employerId, id }));
}

/** Events by their ids; for relations. */
export const usageEventLoader: Loader<Id<'usageEvent'>, UsageEvent> = {
  name: 'usageEvent',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) => {
      const events = await tx.em.find(UsageEvent, { employerId: ctx.employerId, id: { $in: [...ids] } });
      return inOrder(ids, events, ({ id }) => id);
    }),
};

/** Which event an event takes the place of, and which one took its own. */
export interface Corrections {
  readonly correctsId: Id<'usageEvent'> | null;
  readonly correctedById: Id<'usageEvent'> | null;
}

export const correctionsLoader: Loader<Id<'usageEvent'>, Corrections> = {
  name: 'usageCorrections',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) => {
      const rows = await tx.sql<{ corrects_id: string; usage_id: string }>(
        `select corrects_id, usage_id from usage_correction
         where employer_id = ${THIS_EMPLOYER} and (corrects_id = any($1::uuid[]) or usage_id = any($1::uuid[]))`,
        [ids.map(uuidOf)],
      );
      const corrects = new Map(rows.map((row) => [row.usage_id, row.corrects_id]));
      const correctedBy = new Map(rows.map((row) => [row.corrects_id, row.usage_id]));
      const idOrNull = (uuid: string | undefined) => (uuid === undefined ? null : idOf('usageEvent', uuid));
      return ids.map((id) => ({ correctsId: idOrNull(corrects.get(uuidOf(id))), correctedById: idOrNull(correctedBy.get(uuidOf(id))) }));
    }),
};

/** What an event cost, as it is shown. */
export interface UsageCharge {
  readonly usageId: Id<'usageEvent'>;
  readonly listCost: Money;
  readonly cost: Money;
  readonly fxRateId: Id<'fxRate'> | null;
  readonly priceId: Id<'price'>;
  readonly lines: readonly StoredLine[];
  readonly fundings: ReadonlyArray<{ readonly grantId: Id<'grant'> | null; readonly amount: Money }>;
  readonly bookedAt: Date;
}

interface ChargeRow {
  usage_id: string;
  list_amount: string;
  list_currency: string;
  amount: string;
  currency: string;
  fx_rate_id: string | null;
  price_id: string;
  lines: StoredLine[];
  booked_at: Date;
  fundings: Array<[string | null, string]> | null;
}

/** The charges of events; null where an event was not charged. */
export const chargeLoader: Loader<Id<'usageEvent'>, UsageCharge> = {
  name: 'usageCharge',
  load: (ctx, usageIds) =>
    inTransaction(ctx, async (tx) => {
      const rows = await tx.sql<ChargeRow>(
        `select c.usage_id, c.list_amount, c.list_currency, c.amount, c.currency, c.fx_rate_id, c.price_id, c.lines, c.booked_at,
           (select json_agg(json_build_array(f.grant_id, f.amount::text) order by f.seq) from usage_funding f
            where f.employer_id = ${THIS_EMPLOYER} and f.usage_id = c.usage_id) as fundings
         from usage_charge c where c.employer_id = ${THIS_EMPLOYER} and c.usage_id = any($1::uuid[])`,
        [usageIds.map(uuidOf)],
      );
      return inOrder(usageIds, rows.map(chargeOf), ({ usageId }) => usageId);
    }),
};

function chargeOf(row: ChargeRow): UsageCharge {
  const cost = Money.of(row.amount, row.currency);
  return {
    usageId: idOf('usageEvent', row.usage_id),
    listCost: Money.of(row.list_amount, row.list_currency),
    cost,
    fxRateId: row.fx_rate_id === null ? null : idOf('fxRate', row.fx_rate_id),
    priceId: idOf('price', row.price_id),
    lines: row.lines,
    fundings: (row.fundings ?? []).map(([grant, amount]) => ({
      grantId: grant === null ? null : idOf('grant', grant),
      amount: new Money(unitsOf(amount), cost.currency),
    })),
    bookedAt: row.booked_at,
  };
}
