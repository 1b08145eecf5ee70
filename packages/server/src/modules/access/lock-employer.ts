import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';

/**
 * CHANGE: one transaction at a time, for whoever changes what all of the employer share: settings, test clock, people, pay calendar.
 * KEEP: any number at a time, and none with CHANGE meanwhile, for whoever relies on it until the transaction ends.
 */
export type EmployerLock = 'CHANGE' | 'KEEP';

const strengths: Readonly<Record<EmployerLock, string>> = { CHANGE: 'for no key update', KEEP: 'for share' };

/**
 * Locks the employer's row of settings until the transaction ends. Take it before anything is read to decide on: what a batch
 * decides (is the person new, is a pay period in the way) must not change before it is written. Spending never waits here.
 */
export async function lockEmployer(tx: Tx, lock: EmployerLock): Promise<void> {
  await tx.sql(`select 1 as locked from employer_settings where employer_id = ${THIS_EMPLOYER} ${strengths[lock]}`);
}
