import { type Id, idOf, newId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import type { CurrencyCode } from '../../kernel/money.js';
import { effects, type Query } from '../../platform/pipeline.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';

/**
 * Whose account: a stipend's, which carries its grants. Or without stipend one that carries what no grant covers: that of a cost
 * center, which pays it, or with neither the person's own.
 */
export interface AccountOwner {
  readonly employeeId: Id<'employee'>;
  readonly stipendId: Id<'stipend'> | null;
  readonly currency: CurrencyCode;
  /** Left out: none. */
  readonly costCenterId?: Id<'costCenter'> | null;
}

/** Finds or makes the accounts of these owners, in their order. Two at once make one. */
export async function openAccounts(tx: Tx, owners: readonly AccountOwner[]): Promise<Id<'account'>[]> {
  if (owners.length === 0) return [];
  await tx.ask(insertAccounts(owners));
  const rows = await tx.sql<{
    id: string;
    employee_id: string;
    stipend_id: string | null;
    cost_center_id: string | null;
    currency: string;
  }>(
    `select id, employee_id, stipend_id, cost_center_id, currency from account where employer_id = ${THIS_EMPLOYER} and employee_id = any($1::uuid[])`,
    [owners.map(({ employeeId }) => uuidOf(employeeId))],
  );
  const ids = new Map(rows.map((row) => [`${row.employee_id} ${row.stipend_id} ${row.cost_center_id} ${row.currency}`, row.id]));
  return owners.map(({ employeeId, stipendId, costCenterId = null, currency }) => {
    const id = ids.get(`${uuidOf(employeeId)} ${uuidOrNull(stipendId)} ${uuidOrNull(costCenterId)} ${currency}`);
    invariant(id !== undefined, 'an opened account is there');
    return idOf('account', id);
  });
}

const uuidOrNull = (id: Id | null): string | null => (id === null ? null : uuidOf(id));

/** The same insert as a query, for the pipelined paths; read the ids back by locking. */
export function insertAccounts(owners: readonly AccountOwner[]): Query<void> {
  return effects({
    name: 'open-accounts',
    text: `insert into account (employer_id, id, employee_id, stipend_id, cost_center_id, currency)
           select ${THIS_EMPLOYER}, *
           from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[]) as o (id, employee_id, stipend_id, cost_center_id, currency)
           order by employee_id, stipend_id, cost_center_id, currency
           on conflict (employer_id, employee_id, currency, stipend_id, cost_center_id) do nothing`,
    values: [
      owners.map(() => uuidOf(newId('account'))),
      owners.map(({ employeeId }) => uuidOf(employeeId)),
      owners.map(({ stipendId }) => uuidOrNull(stipendId)),
      owners.map(({ costCenterId = null }) => uuidOrNull(costCenterId)),
      owners.map((owner) => owner.currency),
    ],
  });
}
