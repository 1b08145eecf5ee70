import { type IdKind, idOf } from '../../kernel/ids.js';
import type { Check } from '../../platform/module.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';

function check(law: string, kind: IdKind, sql: string): Check {
  return { law, find: async (tx) => (await tx.sql<{ id: string }>(`${sql} limit 10`)).map(({ id }) => idOf(kind, id)) };
}

/** What is always true of stipends and their grants; `npm run verify` looks. */
export const stipendChecks: readonly Check[] = [
  check(
    'the months of a stipend are issued one after another, without a gap',
    'stipend',
    `select s.id from stipend s left join (
       select stipend_id, count(*) as months, max(month_index) + 1 as newest from stipend_period where employer_id = ${THIS_EMPLOYER} group by stipend_id) p
       on p.stipend_id = s.id
     where s.employer_id = ${THIS_EMPLOYER} and (coalesce(p.months, 0) <> s.issued_months or coalesce(p.newest, 0) <> s.issued_months)`,
  ),
  check(
    'nobody who has left goes on being granted',
    'stipend',
    `select s.id from stipend s join employee e on e.employer_id = s.employer_id and e.id = s.employee_id
     where s.employer_id = ${THIS_EMPLOYER} and e.employer_id = ${THIS_EMPLOYER} and (s.end_date is null or s.end_date > e.terminated_on)
       and e.terminated_on is not null`,
  ),
  check(
    'every grant belongs to one month of its stipend',
    'grant',
    `select g.id from stipend_grant g
     where g.employer_id = ${THIS_EMPLOYER} and (
       select count(*) from stipend_period p where p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = g.stipend_id and p.grant_id = g.id) <> 1`,
  ),
  check(
    'the ledger granted what the grant says, once',
    'grant',
    `select g.id from stipend_grant g left join (
       select n.grant_id, n.currency, count(*) as postings, sum(n.amount) as amount
       from posting p join entry n on n.employer_id = p.employer_id and n.posting_id = p.id
       where p.employer_id = ${THIS_EMPLOYER} and n.employer_id = ${THIS_EMPLOYER} and p.kind = 'GRANTED' and n.side = 'AVAILABLE'
       group by n.grant_id, n.currency) b on b.grant_id = g.id
     where g.employer_id = ${THIS_EMPLOYER} and (g.amount, g.currency, 1) is distinct from (b.amount, b.currency, b.postings)`,
  ),
  check(
    'nothing is left on a grant whose end is booked',
    'grant',
    `select g.id from stipend_grant g join grant_account a on a.employer_id = g.employer_id and a.grant_id = g.id
     where g.employer_id = ${THIS_EMPLOYER} and a.employer_id = ${THIS_EMPLOYER} and g.expired_at is not null and a.available <> 0`,
  ),
];
