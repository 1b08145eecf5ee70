import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { holdStipendsOf, reviewStipends } from './review-stipends.js';
import { followDue } from './when-stipends-change.js';

/**
 * What follows for the stipends of people whose employments changed: what was kept back is tried again at once, and what the next
 * grant comes to is looked at again, so that a salary in another currency is told on the day it is sent. Where a stipend that has
 * granted nothing yet begins, the database moves itself.
 */
export async function followEmployments(tx: Tx, employeeIds: ReadonlyArray<Id<'employee'>>): Promise<void> {
  const ids = await holdStipendsOf(tx, employeeIds);
  if (ids.length === 0) return;
  const keptBack = await tx.sql<{ id: string }>(
    `select id from stipend
     where employer_id = ${THIS_EMPLOYER} and id = any($1::uuid[]) and next_issue_at <= $2 and issue_problem_code is not null`,
    [ids.map(uuidOf), tx.now],
  );
  if (keptBack.length > 0) {
    await followDue(
      tx,
      keptBack.map(({ id }) => idOf('stipend', id)),
    );
  }
  await reviewStipends(tx, ids);
}
