import { Fault } from '../../kernel/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import { EmployerSettings } from './employer-settings.entity.js';

/** The settings of the employer this transaction acts for. */
export async function settingsOf(tx: Tx): Promise<EmployerSettings> {
  const settings = await tx.em.findOne(EmployerSettings, { employerId: tx.ctx.employerId });
  if (settings === null) throw new Fault('BAD_USER_INPUT', 'The employer chosen by `X-Employer` does not exist.');
  return settings;
}
