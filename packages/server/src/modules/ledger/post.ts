import { type Id, uuidOf } from '../../kernel/ids.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import { PERIOD_CLOSED, sqlStateOf } from '../../platform/sql-state.js';
import type { Tx } from '../../platform/transaction.js';
import { type PostingDraft, planPostings } from './ledger.rules.js';
import { lockAccounts, writePlan } from './ledger.statements.js';

/**
 * The one writer of the ledger: locks the accounts in id order, decides, writes.
 * @returns the ids of the postings, in the order of the drafts
 * @throws Refusal `INSUFFICIENT_BALANCE` `{ available, requested }`, `PERIOD_CLOSED`, `AMOUNT_OUT_OF_RANGE`
 */
export async function post(tx: Tx, drafts: readonly PostingDraft[]): Promise<Id<'posting'>[]> {
  if (drafts.length === 0) return [];
  await tx.em.flush();
  const accountUuids = [...new Set(drafts.map(({ accountId }) => uuidOf(accountId)))];
  const state = await tx.ask(lockAccounts(accountUuids));

  const plan = planPostings(state, drafts);

  await tx.ask(writePlan(plan)).catch(refuseByState);
  return plan.postings.map(({ id }) => id);
}

/**
 * What the database refuses of a posting, in states of its own.
 * @param path where the amount stands in the input
 * @throws Refusal `PERIOD_CLOSED`, `AMOUNT_OUT_OF_RANGE`
 */
export function refuseByState(error: unknown, path: InputPath = ['input']): never {
  const state = sqlStateOf(error);
  if (state === '22003') throw new Refusal('AMOUNT_OUT_OF_RANGE', 'Amounts stay below 10^28.', path);
  if (state === PERIOD_CLOSED) throw new Refusal('PERIOD_CLOSED', 'The period is closed and its numbers stand. Book into the open period.');
  throw error;
}
