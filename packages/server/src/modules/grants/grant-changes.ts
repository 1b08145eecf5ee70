import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { decimalOf, Money } from '../../kernel/money.js';
import type { Loader } from '../../platform/loader.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';

export type GrantChangeKind = 'INCREASED' | 'REDUCED' | 'EXTENDED' | 'SHORTENED' | 'REVOKED' | 'TRANSFERRED';

/** What was done to a grant after it was issued. */
export interface GrantChange {
  readonly kind: GrantChangeKind;
  /** By how much what is left changed; null where only the end moved. */
  readonly amount: Money | null;
  /** The new end; null where only the amount changed. */
  readonly endsAt: Date | null;
  /** Whose pool got it; null where it was not transferred. */
  readonly costCenterId: Id<'costCenter'> | null;
  readonly reason: string;
  readonly actor: string;
  readonly at: Date;
}

/** Appends to the history of a grant that is under lock; the actor is that of the context. */
export async function recordChange(
  tx: Tx,
  grantId: Id<'grant'>,
  { number, kind, amount, endsAt, costCenterId = null, reason, at, postingId }: NewChange,
): Promise<void> {
  await tx.sql(
    `insert into grant_change (employer_id, grant_id, number, kind, amount, ends_at, reason, actor, posting_id, at, cost_center_id)
     values (${THIS_EMPLOYER}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      uuidOf(grantId),
      number,
      kind,
      amount === null ? null : decimalOf(amount.units),
      endsAt,
      reason,
      tx.ctx.actor.id,
      postingId === null ? null : uuidOf(postingId),
      at,
      costCenterId === null ? null : uuidOf(costCenterId),
    ],
  );
}

type NewChange = Omit<GrantChange, 'actor' | 'costCenterId'> & Partial<Pick<GrantChange, 'costCenterId'>> & NumberedChange;

interface NumberedChange {
  /** 1, 2, 3 … of the grant. */
  readonly number: number;
  /** The posting that moved the amount; null where nothing moved. */
  readonly postingId: Id<'posting'> | null;
}

/** What was done to a grant, oldest first; for relations. */
export const changesOfGrant: Loader<Id<'grant'>, readonly GrantChange[]> = {
  name: 'changesOfGrant',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) => {
      const rows = await tx.sql<ChangeRow>(
        `select c.grant_id, c.kind, c.amount, g.currency, c.ends_at, c.cost_center_id, c.reason, c.actor, c.at
         from grant_change c join stipend_grant g on g.employer_id = ${THIS_EMPLOYER} and g.id = c.grant_id
         where c.employer_id = ${THIS_EMPLOYER} and c.grant_id = any($1::uuid[]) order by c.grant_id, c.number`,
        [ids.map(uuidOf)],
      );
      const byGrant = Map.groupBy(rows, (row) => idOf('grant', row.grant_id));
      return ids.map((id) =>
        (byGrant.get(id) ?? []).map(({ kind, amount, currency, ends_at, cost_center_id, reason, actor, at }) => ({
          kind,
          amount: amount === null ? null : Money.of(amount, currency),
          endsAt: ends_at,
          costCenterId: cost_center_id === null ? null : idOf('costCenter', cost_center_id),
          reason,
          actor,
          at,
        })),
      );
    }),
};

interface ChangeRow {
  readonly grant_id: string;
  readonly kind: GrantChangeKind;
  readonly amount: string | null;
  readonly currency: string;
  readonly ends_at: Date | null;
  readonly cost_center_id: string | null;
  readonly reason: string;
  readonly actor: string;
  readonly at: Date;
}
