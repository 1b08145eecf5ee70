import { type Id, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import type { Period } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import { sqlStateOf } from '../../platform/sql-state.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';

/**
 * Closes a period for postings. Transactions that began before this one commits may still post into it: read its
 * numbers only after every one has ended that began before the instant this returns (`waitUntilSafe` of _ledger_).
 * @throws Refusal `PERIOD_OVERLAP` when part of it is closed already
 */
export async function lockPeriod(tx: Tx, id: Id<'payPeriod'>, { start, end }: Period): Promise<Date> {
  try {
    const [lock] = await tx.sql<{ locked_at: Date }>(
      `insert into period_lock (employer_id, id, during) values (${THIS_EMPLOYER}, $1, tstzrange($2, $3)) returning locked_at`,
      [uuidOf(id), start, end],
    );
    invariant(lock !== undefined, 'an insert returns its row');
    return lock.locked_at;
  } catch (error) {
    if (sqlStateOf(error) !== '23P01') throw error;
    throw new Refusal('PERIOD_OVERLAP', 'Part of this period is closed already.');
  }
}
