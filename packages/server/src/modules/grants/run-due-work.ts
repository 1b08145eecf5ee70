import type { Id } from '../../kernel/ids.js';
import type { TenantCtx } from '../../platform/context.js';
import type { Job } from '../../platform/module.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { type DueScope, databaseTime, PASS_SIZE } from './due-scope.js';
import { expireDue } from './expire-grants.js';
import { issueDue } from './issue-grants.js';

/**
 * Does everything that is due by `until`, within this transaction: each pass books what ended or, where nothing is left of that, issues the next
 * month of each stipend, so that months missed come one after another, as they would have.
 */
export async function runDueWork(tx: Tx, scope: Pick<DueScope, 'until' | 'stipendIds'>): Promise<void> {
  const whole = { ...scope, startedAt: await databaseTime(tx), limit: PASS_SIZE };
  while ((await runPass(tx, whole)).more);
}

/** What a pass came to. */
export interface Pass {
  readonly issued: number;
  readonly expired: number;
  /** How many it looked at. */
  readonly tried: number;
  /** Whether more may be due. */
  readonly more: boolean;
}

/** At most `limit` ends of grants or, where none has come, as many months: one or the other, so that what it locks is soon free. */
export async function runPass(tx: Tx, scope: DueScope): Promise<Pass> {
  const { tried, expired } = await expireDue(tx, scope);
  if (tried > 0) return { tried, expired, issued: 0, more: true };
  return { ...(await issueDue(tx, scope)), expired: 0 };
}

/** Issues the months of these stipends that have begun, in passes that are transactions of their own. */
export async function issueBegun(ctx: TenantCtx, stipendIds: readonly Id<'stipend'>[]): Promise<void> {
  if (stipendIds.length === 0) return;
  const { until, startedAt } = await inTransaction(ctx, async (tx) => ({ until: tx.now, startedAt: await databaseTime(tx) }));
  const scope = { until, startedAt, stipendIds, limit: PASS_SIZE };
  while ((await inTransaction(ctx, (tx) => runPass(tx, scope))).more);
}

/** Grants of a live employer are issued this long before they count, so that they are there at midnight. */
const AHEAD_MS = 5 * 60_000;

export const issueGrants: Job = {
  name: 'issue-grants',
  cron: '* * * * *',
  kind: 'EACH_EMPLOYER',
  scopes: [],
  run: (ctx) =>
    passUntilDone(ctx, async (tx, startedAt) => {
      if ((await expireDue(tx, jobScope(startedAt, tx.now))).tried > 0) return true;
      const ahead = tx.employer.mode === 'LIVE' ? AHEAD_MS : 0;
      return (await issueDue(tx, jobScope(startedAt, new Date(tx.now.getTime() + ahead)))).more;
    }),
};

export const expireGrants: Job = {
  name: 'expire-grants',
  cron: '* * * * *',
  kind: 'EACH_EMPLOYER',
  scopes: [],
  run: (ctx) => passUntilDone(ctx, async (tx, startedAt) => (await expireDue(tx, jobScope(startedAt, tx.now))).tried > 0),
};

function jobScope(startedAt: Date, until: Date): DueScope {
  return { until, startedAt, limit: PASS_SIZE, passesOverLocked: true };
}

/** Passes at a time: while the database writes one, this process decides the other. */
const LANES = 2;

/** Each pass is a transaction of its own: what is done stays done, and locks are short. None waits for what another holds. */
async function passUntilDone(ctx: TenantCtx, pass: (tx: Tx, startedAt: Date) => Promise<boolean>): Promise<void> {
  const first = await inTransaction(ctx, async (tx) => {
    const startedAt = await databaseTime(tx);
    return { startedAt, more: await pass(tx, startedAt) };
  });
  if (!first.more) return;
  const lane = async () => {
    while (await inTransaction(ctx, (tx) => pass(tx, first.startedAt)));
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
}
