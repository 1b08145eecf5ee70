import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';

/** Lets the writers of one employer's pay calendar take turns: what is in the way of a period must not change meanwhile. */
export async function lockCalendar(tx: Tx): Promise<void> {
  await tx.sql(`select 1 as locked from employer_settings where employer_id = ${THIS_EMPLOYER} for no key update`);
}
