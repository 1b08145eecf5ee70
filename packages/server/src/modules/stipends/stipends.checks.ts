import type { Check } from '../../platform/module.js';
import { idCheck } from '../../platform/sql-check.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';

/** What is always true of stipends; `npm run verify` looks. */
export const stipendChecks: readonly Check[] = [
  idCheck(
    'the months of a stipend are issued one after another, without a gap',
    'stipend',
    `select s.id from stipend s left join (
       select stipend_id, count(*) as months, max(period_index) + 1 as newest from stipend_period where employer_id = ${THIS_EMPLOYER} group by stipend_id) p
       on p.stipend_id = s.id
     where s.employer_id = ${THIS_EMPLOYER} and (coalesce(p.months, 0) <> s.issued_periods or coalesce(p.newest, 0) <> s.issued_periods)`,
  ),
  idCheck(
    'a period of a stipend begins where the one before it ended, behind a gap of the pay calendar later, and never before the stipend',
    'stipend',
    `select s.id from stipend s join (
       select stipend_id, start_date, lag(end_date) over w as after, lag(end_at) over w as after_at, start_at, end_at
       from stipend_period where employer_id = ${THIS_EMPLOYER} window w as (partition by stipend_id order by period_index)) p on p.stipend_id = s.id
     where s.employer_id = ${THIS_EMPLOYER} and (p.start_date < coalesce(p.after, s.capped_from, s.start_date) or p.start_at < p.after_at
       or p.start_at <> p.after_at and p.start_date = p.after or p.end_at < p.start_at)`,
  ),
  idCheck(
    'nobody who has left goes on being granted',
    'stipend',
    `select s.id from stipend s join employee e on e.employer_id = ${THIS_EMPLOYER} and e.id = s.employee_id
     where s.employer_id = ${THIS_EMPLOYER} and (s.end_date is null or s.end_date > e.terminated_on)
       and e.terminated_on is not null
       -- It was of an employment of which no day is left: somebody who did not come back.
       and not exists (select from lapsed_employment l where l.employer_id = ${THIS_EMPLOYER} and l.employee_id = e.id and l.begins and l.start_date = s.end_date)`,
  ),
];
