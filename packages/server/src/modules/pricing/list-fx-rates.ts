import type { FilterQuery } from '@mikro-orm/core';
import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { inTransaction } from '../../platform/transaction.js';
import { FxRate } from './fx-rate.entity.js';

export interface FxRateFilter {
  readonly base?: string | null;
  readonly quote?: string | null;
  readonly asOf?: { readonly gte?: Date | null; readonly lt?: Date | null } | null;
}

/** The newest first. */
export function listFxRates(ctx: TenantCtx, filter: FxRateFilter, request: PageRequest): Promise<Connection<FxRate>> {
  allow(ctx, 'prices:read');
  const size = pageSize(request);
  const list = `fxRates ${ctx.employerId} ${JSON.stringify(filter)}`;
  const after = request.after == null ? undefined : ctx.platform.cursors.open(list, request.after);
  const conditions = [conditionsOf(filter), ...(after === undefined ? [] : [behind(after)])];

  return inTransaction(ctx, async (tx) => {
    const rates = await tx.em.find(
      FxRate,
      { employerId: ctx.employerId, $and: conditions },
      { orderBy: { asOf: 'desc', id: 'desc' }, limit: size + 1 },
    );
    return ctx.platform.cursors.connection(list, rates, size, request, ({ asOf, id }) => [asOf.toISOString(), uuidOf(id)]);
  });
}

/** One rate of this employer, or null. */
export function findFxRate(ctx: TenantCtx, id: Id<'fxRate'>): Promise<FxRate | null> {
  return inTransaction(ctx, (tx) => tx.em.findOne(FxRate, { employerId: ctx.employerId, id }));
}

function conditionsOf({ base, quote, asOf }: FxRateFilter): FilterQuery<FxRate> {
  return {
    ...(base == null ? {} : { base }),
    ...(quote == null ? {} : { quote }),
    ...(asOf?.gte == null && asOf?.lt == null
      ? {}
      : { asOf: { ...(asOf.gte == null ? {} : { $gte: asOf.gte }), ...(asOf.lt == null ? {} : { $lt: asOf.lt }) } }),
  } as FilterQuery<FxRate>;
}

function behind([asOf = '', uuid = '']: readonly string[]): FilterQuery<FxRate> {
  const instant = new Date(asOf);
  return { $or: [{ asOf: { $lt: instant } }, { asOf: instant, id: { $lt: idOf('fxRate', uuid) } }] };
}
