import type { Check } from '../../platform/module.js';
import { sqlCheck } from '../../platform/sql-check.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';

/** What is always true of pay periods; `npm run verify` runs it for every employer and names the first bad ids. */
export const calendarChecks: readonly Check[] = [
  sqlCheck(
    'every closed pay period, and no other, is told once',
    `select p.id from pay_period p
     where p.employer_id = ${THIS_EMPLOYER} and (p.status = 'CLOSED')::int <> (
       select count(*) from outbox_event o where o.employer_id = ${THIS_EMPLOYER} and o.subject_id = p.id and o.type = 'period.closed')`,
  ),
];
