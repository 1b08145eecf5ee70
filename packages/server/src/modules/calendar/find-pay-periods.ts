import { parseId } from '../../kernel/ids.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { PayPeriod } from './pay-period.entity.js';
import type { PayPeriodByInput, PayPeriodFilterInput } from './pay-period.graphql.js';

/** One pay period; null where none matches. */
export async function findPayPeriod(tx: Tx, by: PayPeriodByInput): Promise<PayPeriod | null> {
  const { employerId } = tx.ctx;
  if (by.externalId !== undefined) {
    return by.externalId.includes('\0') ? null : tx.em.findOne(PayPeriod, { employerId, externalId: by.externalId });
  }
  const id = parseId('payPeriod', by.id ?? '');
  return id === undefined ? null : tx.em.findOne(PayPeriod, { employerId, id });
}

/** @throws Refusal `NOT_FOUND` at `path` */
export async function requirePayPeriod(tx: Tx, by: PayPeriodByInput, path: InputPath): Promise<PayPeriod> {
  const period = await findPayPeriod(tx, by);
  if (period === null) throw new Refusal('NOT_FOUND', 'No pay period of this employer matches.', path);
  return period;
}

interface PayPeriodsRequest extends PageRequest {
  readonly where?: PayPeriodFilterInput | null;
}

/** A page of the calendar, by date. */
export async function listPayPeriods(ctx: Ctx, { where, ...page }: PayPeriodsRequest): Promise<Connection<PayPeriod>> {
  allow(ctx, 'payroll:read');
  const tenantCtx = tenant(ctx);
  const { employerId } = tenantCtx;
  const size = pageSize(page);
  const list = `payPeriods ${employerId} ${JSON.stringify(where ?? {})}`;
  const { cursors } = ctx.platform;
  const [startDate] = page.after == null ? [] : cursors.open(list, page.after);

  return inTransaction(tenantCtx, async (tx) => {
    const conditions = [
      { employerId },
      // No two periods of an employer start on one day.
      ...(startDate === undefined ? [] : [{ startDate: { $gt: startDate } }]),
      ...[where?.status, where?.externalId].flatMap((filter, index) => comparisons(index === 0 ? 'status' : 'externalId', filter)),
    ];
    const periods = await tx.em.find(PayPeriod, { $and: conditions }, { orderBy: { startDate: 'asc', id: 'asc' }, limit: size + 1 });
    return cursors.connection(list, periods, size, page, (period) => [period.startDate, period.id]);
  });
}

function comparisons(field: 'status' | 'externalId', filter: { eq?: string | null; in?: string[] | null } | null | undefined): object[] {
  const lists = [filter?.eq == null ? [] : [[filter.eq]], filter?.in == null ? [] : [filter.in]].flat();
  // Postgres cannot hold U+0000, so a text with it equals nothing.
  return lists.map((list) => ({ [field]: { $in: list.filter((text) => !text.includes('\0')) } }));
}
