import type { EntityClass, FilterQuery, QueryOrderMap } from '@mikro-orm/core';
import type { Id } from '../../kernel/ids.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { inTransaction } from '../../platform/transaction.js';

/** A page of legal entities, departments or cost centers, in the order in which they were first sent. */
export async function listUnits<T extends { readonly id: Id; readonly employerId: Id<'employer'> }>(
  ctx: Ctx,
  unit: EntityClass<T> & { readonly name: string },
  page: PageRequest,
): Promise<Connection<T>> {
  allow(ctx, 'employees:read');
  const tenantCtx = tenant(ctx);
  const { employerId } = tenantCtx;
  const size = pageSize(page);
  const list = `${unit.name} ${employerId}`;
  const { cursors } = ctx.platform;
  const after = page.after == null ? {} : { id: { $gt: cursors.open(list, page.after)[0] } };

  return inTransaction(tenantCtx, async (tx) => {
    const where: object = { employerId, ...after };
    const units = await tx.em.find(unit, where as FilterQuery<T>, { orderBy: { id: 'asc' } as QueryOrderMap<T>, limit: size + 1 });
    return cursors.connection(list, units as T[], size, page, ({ id }) => [id]);
  });
}
