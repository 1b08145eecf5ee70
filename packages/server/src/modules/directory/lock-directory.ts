import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';

/**
 * Lets the writers of one employer's directory take turns. What a batch decides (is the person new, is the e-mail
 * address taken) must not change before it is written; spending never waits here.
 */
export async function lockDirectory(tx: Tx): Promise<void> {
  await tx.sql(`select 1 as locked from employer_settings where employer_id = ${THIS_EMPLOYER} for no key update`);
}
