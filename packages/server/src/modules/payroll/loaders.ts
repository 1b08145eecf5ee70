import type { Id } from '../../kernel/ids.js';
import { inOrder, type Loader } from '../../platform/loader.js';
import { inTransaction } from '../../platform/transaction.js';
import { Job } from './job.entity.js';
import { findStatements, type Statement } from './list-statements.js';

export const jobLoader: Loader<Id<'job'>, Job> = {
  name: 'job',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) =>
      inOrder(ids, await tx.em.find(Job, { employerId: ctx.employerId, id: { $in: [...ids] } }), ({ id }) => id),
    ),
};

export const statementLoader: Loader<Id<'statement'>, Statement> = {
  name: 'statement',
  load: (ctx, ids) => inTransaction(ctx, async (tx) => inOrder(ids, await findStatements(tx, ids), ({ id }) => id)),
};
