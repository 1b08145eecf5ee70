import { setTimeout as wait } from 'node:timers/promises';
import { invariant } from '../../kernel/invariant.js';
import { Fault } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';

/** The newest instant at which every write is settled, in database time; for a sandbox employer its test time. */
export async function safeInstant(tx: Tx): Promise<Date> {
  if (tx.employer.mode === 'SANDBOX') return tx.now;
  const [row] = await tx.sql<{ safe: Date }>(`select safe_instant(${THIS_EMPLOYER}) as safe`);
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
      const [row] = await tx.sql<{ passed: boolean }>(`select safe_instant(${THIS_EMPLOYER}) > $1 as passed`, [instant]);
      return row?.passed === true;
    });
    if (safe) return;
    await wait(200);
  }
  throw new Fault('UNAVAILABLE', 'A write that began before the period was closed has not ended.');
}
