import type { Id } from '../../kernel/ids.js';
import { inOrder, type Loader } from '../../platform/loader.js';
import { inTransaction } from '../../platform/transaction.js';
import { PayPeriod } from './pay-period.entity.js';

export const payPeriodLoader: Loader<Id<'payPeriod'>, PayPeriod> = {
  name: 'payPeriod',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) =>
      inOrder(ids, await tx.em.find(PayPeriod, { employerId: ctx.employerId, id: { $in: [...ids] } }), ({ id }) => id),
    ),
};
