import { setTimeout as wait } from 'node:timers/promises';
import { type Id, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import type { Period } from '../../kernel/period.js';
import { Fault, Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { sqlStateOf } from '../../platform/sql-state.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';

/**
 * Closes a period for postings. Transactions that began before this one commits may still post into it: read its
 * numbers only after `waitUntilSafe` for the instant this returns.
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

/** The newest instant at which every write is settled, in database time; for a sandbox employer its test time. */
export async function safeInstant(tx: Tx): Promise<Date> {
  if (tx.employer.mode === 'SANDBOX') return tx.now;
  const [row] = await tx.sql<{ safe: Date }>('select safe_instant() as safe');
  invariant(row !== undefined, 'a function answers one row');
  return row.safe;
}

/**
 * Returns once every transaction that began before `instant` (database time) has ended.
 * @throws Fault `UNAVAILABLE` after two minutes: a writer hangs
 */
export async function waitUntilSafe(ctx: TenantCtx, instant: Date): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const safe = await inTransaction(ctx, async (tx) => {
      const [row] = await tx.sql<{ passed: boolean }>('select safe_instant() > $1 as passed', [instant]);
      return row?.passed === true;
    });
    if (safe) return;
    await wait(200);
  }
  throw new Fault('UNAVAILABLE', 'A write that began before the period was closed has not ended.');
}
