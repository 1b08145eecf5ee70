import type { Check } from '../../platform/module.js';
import { idCheck } from '../../platform/sql-check.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';

/** What is always true of grants, and of what their stipends say of them; `npm run verify` looks. */
export const grantChecks: readonly Check[] = [
  idCheck(
    'a stipend that begins with a trial has it once, and its periods begin where that ends',
    'stipend',
    `select s.id from stipend s left join stipend_grant g on g.employer_id = ${THIS_EMPLOYER} and g.stipend_id = s.id
       and g.kind = 'TRIAL' and g.source = 'POLICY'
     where s.employer_id = ${THIS_EMPLOYER} and (
       s.trial_grant_id is distinct from g.id
       or (s.capped_from is not null and s.issued_periods > 0 and g.id is null)
       or (g.id is not null and not g.uncapped)
       or s.capped_from is not null and exists (select from stipend_period p where p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = s.id and p.period_index = 0
         and (p.start_at < g.expires_at or p.start_at <> g.expires_at and p.start_date = s.capped_from)))`,
  ),
  idCheck(
    'what was granted of the stipend year under way is what its grants say',
    'stipend',
    `select s.id from stipend s left join (
       select p.stipend_id, sum(g.amount) as granted from stipend y
         join stipend_period p on p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = y.id and p.start_date >= y.year_first_date
         join stipend_grant g on g.employer_id = ${THIS_EMPLOYER} and g.id = p.grant_id
       where y.employer_id = ${THIS_EMPLOYER} group by p.stipend_id) p on p.stipend_id = s.id
     where s.employer_id = ${THIS_EMPLOYER} and s.year_granted <> coalesce(p.granted, 0)`,
  ),
  idCheck(
    'every recurring grant belongs to one month of its stipend, and no other does',
    'grant',
    `select g.id from stipend_grant g
     where g.employer_id = ${THIS_EMPLOYER} and (case when g.kind = 'RECURRING' then 1 else 0 end) <> (
       select count(*) from stipend_period p where p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = g.stipend_id and p.grant_id = g.id)`,
  ),
  idCheck(
    'the ledger granted what the grant says, once, and nothing ahead of a grant without a cap',
    'grant',
    `select g.id from stipend_grant g left join (
       select n.grant_id, n.currency, count(*) as postings, sum(n.amount) as amount
       from posting p join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id
       where p.employer_id = ${THIS_EMPLOYER} and p.kind = 'GRANTED' and n.side = 'AVAILABLE'
       group by n.grant_id, n.currency) b on b.grant_id = g.id
     where g.employer_id = ${THIS_EMPLOYER} and g.kind <> 'ROLLOVER' and case when g.uncapped then b.postings is not null
       else (g.amount, g.currency, 1) is distinct from (b.amount, b.currency, b.postings) end`,
  ),
  idCheck(
    'what is carried over is booked as the grant says, once',
    'grant',
    `select g.id from stipend_grant g left join (
       select n.grant_id, n.currency, count(*) as postings, sum(n.amount) as amount
       from posting p join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id
       where p.employer_id = ${THIS_EMPLOYER} and p.kind = 'ROLLED_OVER' and p.reverses_id is null and n.side = 'AVAILABLE' and n.amount > 0
       group by n.grant_id, n.currency) b on b.grant_id = g.id
     where g.employer_id = ${THIS_EMPLOYER} and g.kind = 'ROLLOVER' and (g.amount, g.currency, 1) is distinct from (b.amount, b.currency, b.postings)`,
  ),
  idCheck(
    'the burn order sees the terms of the grant',
    'grant',
    `select g.id from stipend_grant g left join grant_account a on a.employer_id = ${THIS_EMPLOYER} and a.grant_id = g.id
     where g.employer_id = ${THIS_EMPLOYER} and (
       (g.priority, g.uncapped, g.providers, g.models, g.tools) is distinct from (a.priority, a.uncapped, a.providers, a.models, a.tools)
       or a.expires_at is distinct from g.ends_at and a.expires_at is distinct from greatest(g.ends_at, g.effective_at + interval '1 millisecond'))`,
  ),
  idCheck(
    'the ledger promises a grant as long as the grant says, where its person is, and knows whether its end is booked',
    'grant',
    `select g.id from stipend_grant g join grant_account a on a.employer_id = ${THIS_EMPLOYER} and a.grant_id = g.id
     where g.employer_id = ${THIS_EMPLOYER} and (
       num_nonnulls(g.guaranteed_until, a.guaranteed_until) = 1
       or abs(g.guaranteed_until - (a.guaranteed_until at time zone 'UTC')::date) > 1
       or num_nonnulls(g.expired_at, a.end_booked_at) = 1)`,
  ),
  idCheck(
    'a recurring grant pays for what its policy says, and what is carried of it for the same',
    'grant',
    `select g.id from stipend_grant g
       join stipend_period p on p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = g.stipend_id and p.grant_id = coalesce(g.carried_from, g.id)
       left join policy_version v on v.employer_id = ${THIS_EMPLOYER} and v.id = p.policy_version_id
     where g.employer_id = ${THIS_EMPLOYER} and (g.providers, g.models, g.tools) is distinct from (v.providers, v.models, v.tools)`,
  ),
  idCheck(
    'a grant ends where its last change of end left it, and is revoked where one says so',
    'grant',
    `select g.id from stipend_grant g
     where g.employer_id = ${THIS_EMPLOYER} and (
       g.extended_to is distinct from (select c.ends_at from grant_change c
         where c.employer_id = ${THIS_EMPLOYER} and c.grant_id = g.id and c.kind in ('EXTENDED', 'SHORTENED') order by c.number desc limit 1)
       or g.revoked_at is distinct from (select c.at from grant_change c
         where c.employer_id = ${THIS_EMPLOYER} and c.grant_id = g.id and c.kind = 'REVOKED'))`,
  ),
  idCheck(
    'every change of an amount is booked as it says',
    'grant',
    `select c.grant_id as id from grant_change c
     where c.employer_id = ${THIS_EMPLOYER} and coalesce(c.amount, 0) <> coalesce((
       select sum(n.amount) from entry n
       where n.employer_id = ${THIS_EMPLOYER} and n.posting_id = c.posting_id and n.grant_id = c.grant_id and n.side = 'AVAILABLE'), 0)`,
  ),
  idCheck(
    'what a grant hands to a pool, and what a pool pays of one, is booked on both alike, and nothing else is in a pool',
    'grant',
    `select coalesce(s.grant_id, b.grant_id) as id from (
       select 'transfer:' || c.grant_id || ':' || c.number || ':pool' as key, c.grant_id, c.cost_center_id, g.currency, -c.amount as amount, p.kind, p.effective_at
       from grant_change c join stipend_grant g on g.employer_id = ${THIS_EMPLOYER} and g.id = c.grant_id
         left join posting p on p.employer_id = ${THIS_EMPLOYER} and p.id = c.posting_id and p.subject_id = c.grant_id
       where c.employer_id = ${THIS_EMPLOYER} and c.kind = 'TRANSFERRED'
       union all
       select 'grant:' || g.id || ':pool', g.id, g.from_cost_center_id, g.currency, -g.amount, 'TRANSFERRED', g.created_at
       from stipend_grant g where g.employer_id = ${THIS_EMPLOYER} and g.from_cost_center_id is not null) s
     full join (
       select p.key, p.subject_id as grant_id, a.cost_center_id, n.currency, n.amount, p.kind, p.effective_at
       from account a join posting p on p.employer_id = ${THIS_EMPLOYER} and p.account_id = a.id
         join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id and n.side = 'AVAILABLE'
       where a.employer_id = ${THIS_EMPLOYER} and a.employee_id is null) b on b.key = s.key
     where (s.grant_id, s.cost_center_id, s.currency, s.amount, s.kind, s.effective_at)
       is distinct from (b.grant_id, b.cost_center_id, b.currency, b.amount, b.kind, b.effective_at)`,
  ),
  idCheck(
    'whatever was handed over on the account of a person is a transfer of its grant, told once',
    'grant',
    `select p.subject_id as id from posting p join account a on a.employer_id = ${THIS_EMPLOYER} and a.id = p.account_id and a.employee_id is not null
       left join grant_change c on c.employer_id = ${THIS_EMPLOYER} and c.grant_id = p.subject_id and c.posting_id = p.id and c.kind = 'TRANSFERRED'
     where p.employer_id = ${THIS_EMPLOYER} and p.kind = 'TRANSFERRED' and c.grant_id is null
     union
     select g.id from (
       select c.grant_id as id, count(*) as changes from grant_change c where c.employer_id = ${THIS_EMPLOYER} and c.kind = 'TRANSFERRED' group by c.grant_id) g
     where g.changes <> (
       select count(*) from outbox_event o where o.employer_id = ${THIS_EMPLOYER} and o.subject_id = g.id and o.type = 'grant.transferred')`,
  ),
  idCheck(
    'nothing is left on a grant whose end is booked',
    'grant',
    `select g.id from stipend_grant g join grant_account a on a.employer_id = ${THIS_EMPLOYER} and a.grant_id = g.id
     where g.employer_id = ${THIS_EMPLOYER} and g.expired_at is not null and a.available <> 0`,
  ),
  idCheck(
    'every grant is told once when it is issued, and once when it is revoked',
    'grant',
    `select g.id from stipend_grant g cross join lateral (
       select count(*) filter (where o.type = 'grant.issued') as issued, count(*) filter (where o.type = 'grant.revoked') as revoked
       from outbox_event o where o.employer_id = ${THIS_EMPLOYER} and o.subject_id = g.id) told
     where g.employer_id = ${THIS_EMPLOYER} and (told.issued <> 1 or told.revoked <> (g.revoked_at is not null)::int)`,
  ),
  idCheck(
    'what expires of a grant is told once for each posting',
    'grant',
    `select g.id from stipend_grant g
     where g.employer_id = ${THIS_EMPLOYER} and (
       select count(*) from posting p where p.employer_id = ${THIS_EMPLOYER} and p.subject_id = g.id and p.kind = 'EXPIRED') <> (
       select count(*) from outbox_event o where o.employer_id = ${THIS_EMPLOYER} and o.subject_id = g.id and o.type = 'grant.expired')`,
  ),
];
