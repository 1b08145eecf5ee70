import type { Check } from '../../platform/module.js';
import { sqlCheck } from '../../platform/sql-check.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';

/** What is always true of closed pay periods; `npm run verify` runs them for every employer and names the first bad ids. */
export const payrollChecks: readonly Check[] = [
  sqlCheck(
    'the lines of a statement are its movement',
    `select s.id from payroll_statement s left join lateral (
       select coalesce(sum(l.exact_amount) filter (where l.kind = 'GRANTED_INFO'), 0) as granted,
         coalesce(sum(l.exact_amount) filter (where l.kind = 'ROLLED_IN_INFO'), 0) as rolled_in,
         coalesce(sum(l.exact_amount) filter (where l.kind = 'CONSUMED_INFO'), 0) as consumed,
         coalesce(sum(l.exact_amount) filter (where l.kind = 'EXPIRED_INFO'), 0) as expired,
         coalesce(sum(l.exact_amount) filter (where l.kind = 'REVOKED_INFO'), 0) as revoked,
         coalesce(sum(l.exact_amount) filter (where l.kind = 'CORRECTION'), 0) as adjusted
       from payroll_statement_line l where l.employer_id = ${THIS_EMPLOYER} and l.statement_id = s.id) l on true
     where s.employer_id = ${THIS_EMPLOYER}
       and (s.granted, s.rolled_in, s.consumed, s.expired, s.revoked, s.adjusted) is distinct from (l.granted, l.rolled_in, l.consumed, l.expired, l.revoked, l.adjusted)`,
  ),
  sqlCheck(
    'what closed statements say was granted, by hand too, and used is what the ledger has booked up to their end, but for what cost centers pay',
    `select s.id from payroll_statement s left join lateral (
       select coalesce(sum(-n.amount) filter (where (n.side = 'COMMITMENT' and p.kind <> 'ROLLED_OVER') or (n.side = 'REVOKED' and p.kind = 'ADJUSTED')), 0) as granted, coalesce(sum(n.amount) filter (where n.side = 'CONSUMED'), 0) as used
       from account a
         join posting p on p.employer_id = ${THIS_EMPLOYER} and p.account_id = a.id and p.effective_at < s.covers_until
         join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id
       where a.employer_id = ${THIS_EMPLOYER} and a.employee_id = s.employee_id and a.currency = s.currency and a.cost_center_id is null) t on true
     where s.employer_id = ${THIS_EMPLOYER}
       and (s.granted_to_date + s.adjusted_to_date, s.consumed_to_date + s.overage_to_date) is distinct from (t.granted, t.used)`,
  ),
];
