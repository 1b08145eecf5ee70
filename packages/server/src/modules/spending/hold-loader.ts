import { type Id, uuidOf } from '../../kernel/ids.js';
import { inOrder, type Loader } from '../../platform/loader.js';
import { inTransaction, THIS_EMPLOYER } from '../../platform/transaction.js';
import { type Hold, readHold, type StoredHold } from './call-spend.js';

/** Holds by id, as they are now. */
export const holdById: Loader<Id<'hold'>, Hold> = {
  name: 'holdById',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) => {
      const rows = await tx.sql<{ hold: StoredHold | null }>(
        `select hold_json(${THIS_EMPLOYER}, id) as hold from unnest($1::uuid[]) as id`,
        [ids.map(uuidOf)],
      );
      const holds = rows.flatMap(({ hold }) => (hold === null ? [] : readHold(hold)));
      return inOrder(ids, holds, ({ id }) => id);
    }),
};
