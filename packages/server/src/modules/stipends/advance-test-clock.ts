import { Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { EmployerSettings } from '../access/index.js';
import { databaseTime } from './due-scope.js';
import { expireDueHolds } from './hold-expiry.js';
import { runDueWork } from './run-due-work.js';
import type { TestClockAdvanceInput } from './stipend.graphql.js';

/** Where the clock stands, and what came due on the way. */
export type ClockAdvance = { readonly now: string; readonly grantsIssued: number; readonly grantsExpired: number };

const YEAR_MS = 366 * 86_400_000;
const MAX_YEARS = 5;

/**
 * Moves the clock of a sandbox employer ahead, stopping at every instant at which something is due: what is booked on the
 * way is booked at its own time, as if the time had passed.
 * @throws Refusal `VALIDATION` for a live employer, a time before the clock, or more than five years ahead
 */
export async function advanceTestClock(ctx: TenantCtx, input: TestClockAdvanceInput): Promise<ClockAdvance> {
  allow(ctx, 'sandbox:write');
  return once(ctx, { operation: 'testClockAdvance', key: input.idempotencyKey, input }, async (tx) => {
    const start = await holdClock(tx);
    const { to } = input;
    if (to < start)
      throw new Refusal('VALIDATION', `The test clock stands at ${start.toISOString()} and never goes back.`, ['input', 'to']);
    if (to.getTime() - start.getTime() > MAX_YEARS * YEAR_MS) {
      throw new Refusal('VALIDATION', `The test clock moves at most ${MAX_YEARS} years at once.`, ['input', 'to']);
    }

    const startedAt = await databaseTime(tx);
    let grantsIssued = 0;
    let grantsExpired = 0;
    for (let due = await nextDue(tx, to, startedAt); due !== null; due = await nextDue(tx, to, startedAt)) {
      if (due > start) await setClock(tx, due);
      await expireDueHolds(tx);
      const work = await runDueWork(tx, { until: due, startedAt });
      grantsIssued += work.issued;
      grantsExpired += work.expired;
    }
    await setClock(tx, to);
    return { now: to.toISOString(), grantsIssued, grantsExpired };
  });
}

/** Advances of one clock come one after another. */
async function holdClock(tx: Tx): Promise<Date> {
  const [clock] = await tx.sql<{ test_now: Date | null }>(
    `select test_now from employer_settings where employer_id = ${THIS_EMPLOYER} for no key update`,
  );
  if (clock?.test_now == null) throw new Refusal('VALIDATION', 'Only a sandbox employer has a test clock.');
  return clock.test_now;
}

async function setClock(tx: Tx, testNow: Date): Promise<void> {
  await tx.em.nativeUpdate(EmployerSettings, { employerId: tx.ctx.employerId }, { testNow });
}

/** The next instant at which a month begins, or a grant or a hold ends; null when none is left by `to`. */
async function nextDue(tx: Tx, to: Date, startedAt: Date): Promise<Date | null> {
  const [row] = await tx.sql<{ due: Date | null }>(
    `select least(
       (select min(next_issue_at) from stipend
        where employer_id = ${THIS_EMPLOYER} and next_issue_at <= $1 and (issue_tried_at is null or issue_tried_at < $2)),
       (select min(ends_at) from stipend_grant where employer_id = ${THIS_EMPLOYER} and ends_at <= $1 and expired_at is null),
       (select min(expires_at) from hold where employer_id = ${THIS_EMPLOYER} and expires_at <= $1 and status = 'AUTHORIZED')) as due`,
    [to, startedAt],
  );
  return row?.due ?? null;
}
