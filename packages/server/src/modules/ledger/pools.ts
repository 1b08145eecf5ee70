import { type Id, idOf, newId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { type CurrencyCode, Money } from '../../kernel/money.js';
import type { Loader } from '../../platform/loader.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';

/** Finds or makes the pool of a cost center in a currency: an account without a person. Two at once make one. */
export async function openPool(tx: Tx, costCenterId: Id<'costCenter'>, code: CurrencyCode): Promise<Id<'account'>> {
  const owner = [uuidOf(costCenterId), code];
  await tx.sql(
    `insert into account (employer_id, id, cost_center_id, currency) values (${THIS_EMPLOYER}, $3, $1, $2)
     on conflict (employer_id, employee_id, currency, stipend_id, cost_center_id) do nothing`,
    [...owner, uuidOf(newId('account'))],
  );
  const [pool] = await tx.sql<{ id: string }>(
    `select id from account where employer_id = ${THIS_EMPLOYER} and employee_id is null and cost_center_id = $1 and currency = $2`,
    owner,
  );
  invariant(pool !== undefined, 'an opened pool is there');
  return idOf('account', pool.id);
}

/** What is in the pools of a cost center, one amount per currency, in the order of the currencies; for relations. */
export const poolsOfCostCenter: Loader<Id<'costCenter'>, readonly Money[]> = {
  name: 'poolsOfCostCenter',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) => {
      const rows = await tx.sql<{ cost_center_id: string; currency: string; available: string }>(
        `select cost_center_id, currency, available from account
         where employer_id = ${THIS_EMPLOYER} and employee_id is null and cost_center_id = any($1::uuid[]) order by currency`,
        [ids.map(uuidOf)],
      );
      const byCostCenter = Map.groupBy(rows, (row) => idOf('costCenter', row.cost_center_id));
      return ids.map((id) => (byCostCenter.get(id) ?? []).map(({ available, currency }) => Money.of(available, currency)));
    }),
};
