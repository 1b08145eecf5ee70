import type { Check } from '../../platform/module.js';
import { idCheck } from '../../platform/sql-check.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';

/** A law whose breaches one statement finds; it answers the `id` of usage events. */
const check = (law: string, sql: string): Check => idCheck(law, 'usageEvent', sql);

/** What is always true of usage, and of usage and the ledger together; `npm run verify` looks. */
export const usageChecks: readonly Check[] = [
  check(
    'every event has its key',
    `select e.id from usage_event e
       left join usage_key k on k.employer_id = ${THIS_EMPLOYER} and k.source = e.source and k.event_id = e.event_id
     where e.employer_id = ${THIS_EMPLOYER} and k.usage_id is distinct from e.id`,
  ),
  check(
    'a recorded event, and no other, has a charge',
    `select coalesce(e.id, c.usage_id) as id
     from (select id, status from usage_event where employer_id = ${THIS_EMPLOYER}) e
       full join (select usage_id from usage_charge where employer_id = ${THIS_EMPLOYER}) c on c.usage_id = e.id
     where (e.status = 'RECORDED') is distinct from (c.usage_id is not null)`,
  ),
  check(
    'the price of every charge is kept',
    `select c.usage_id as id from usage_charge c
     where c.employer_id = ${THIS_EMPLOYER} and not exists (select from used_price p where p.employer_id = ${THIS_EMPLOYER} and p.id = c.price_id)`,
  ),
  check(
    'the fundings of a charge sum to it',
    `select c.usage_id as id from usage_charge c left join (
       select usage_id, sum(amount) as amount from usage_funding where employer_id = ${THIS_EMPLOYER} group by usage_id) f on f.usage_id = c.usage_id
     where c.employer_id = ${THIS_EMPLOYER} and c.amount <> coalesce(f.amount, 0)`,
  ),
  check(
    'each funding, by grant or by overage, is what the ledger took for the event',
    `select distinct f.usage_id as id from usage_funding f left join (
       select p.subject_id, n.grant_id, -sum(n.amount) as amount
       from posting p join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id
       where p.employer_id = ${THIS_EMPLOYER} and p.kind = 'CONSUMED' and (n.side in ('AVAILABLE', 'OVERAGE') or n.grant_id is not null)
       group by p.subject_id, n.grant_id) taken
       on taken.subject_id = f.usage_id and taken.grant_id is not distinct from f.grant_id
     where f.employer_id = ${THIS_EMPLOYER} and taken.amount is distinct from f.amount`,
  ),
  idCheck(
    'what was drawn of a grant without a cap is what it paid and holds',
    'grant',
    `select g.grant_id as id from grant_account g
     where g.employer_id = ${THIS_EMPLOYER} and g.uncapped and (
       select coalesce(-sum(n.amount), 0) from entry n where n.employer_id = ${THIS_EMPLOYER} and n.grant_id = g.grant_id and n.side = 'COMMITMENT') <> (
       select coalesce(sum(f.amount), 0) from usage_funding f
       where f.employer_id = ${THIS_EMPLOYER} and f.grant_id = g.grant_id
         and not exists (select from usage_correction t where t.employer_id = ${THIS_EMPLOYER} and t.corrects_id = f.usage_id)) + (
       select coalesce(sum(case h.status when 'AUTHORIZED' then s.held else s.captured end), 0)
       from hold_slice s join hold h on h.employer_id = ${THIS_EMPLOYER} and h.id = s.hold_id
       where s.employer_id = ${THIS_EMPLOYER} and s.grant_id = g.grant_id)`,
  ),
  check(
    'what was charged for a corrected event, and for no other, is taken back whole, posting by posting',
    `select coalesce(paid.subject_id, back.subject_id) as id
     from (
       select p.id, p.subject_id, sum(n.amount) as amount
       from usage_correction t
         join posting p on p.employer_id = ${THIS_EMPLOYER} and p.subject_id = t.corrects_id and p.kind = 'CONSUMED'
         join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id and n.side = 'CONSUMED'
       where t.employer_id = ${THIS_EMPLOYER} group by p.id, p.subject_id) paid
     full join (
       select p.reverses_id, p.subject_id, sum(n.amount) as amount
       from posting p join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id and n.side = 'CONSUMED'
       where p.employer_id = ${THIS_EMPLOYER} and p.kind = 'CORRECTED' group by p.reverses_id, p.subject_id) back
       on back.reverses_id = paid.id and back.subject_id = paid.subject_id
     where paid.amount is distinct from -back.amount`,
  ),
  check(
    'a correction takes the place of one stored event and is stored itself',
    `select t.usage_id as id from usage_correction t
     where t.employer_id = ${THIS_EMPLOYER} and (
       select count(*) from usage_event e where e.employer_id = ${THIS_EMPLOYER} and e.id in (t.usage_id, t.corrects_id)) <> 2`,
  ),
  check(
    'an event that was not charged, and no other, is told once',
    `select coalesce(e.id, o.subject_id) as id
     from (select id, 'usage.' || lower(status) as type from usage_event where employer_id = ${THIS_EMPLOYER} and status <> 'RECORDED') e
       full join (select subject_id, type, count(*) as told from outbox_event
         where employer_id = ${THIS_EMPLOYER} and type in ('usage.unpriced', 'usage.unattributed') group by subject_id, type) o
       on o.subject_id = e.id and o.type = e.type
     where e.id is null or o.told is distinct from 1`,
  ),
];
