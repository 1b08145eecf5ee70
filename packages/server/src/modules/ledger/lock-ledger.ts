import { type Id, uuidOf } from '../../kernel/ids.js';
import type { Tx } from '../../platform/transaction.js';
import type { LedgerState } from './ledger.rules.js';
import { lockEmployeeAccounts } from './ledger.statements.js';

/** The accounts of these employees under lock, and a pool of a cost center with them, read within this transaction. */
export function lockLedger(tx: Tx, employeeIds: readonly Id<'employee'>[], poolId: Id<'account'> | null = null): Promise<LedgerState> {
  return tx.ask(lockEmployeeAccounts([...new Set(employeeIds.map(uuidOf))], poolId === null ? null : uuidOf(poolId)));
}
