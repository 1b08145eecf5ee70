import type { Check } from '../../platform/module.js';
import { idCheck } from '../../platform/sql-check.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';
import { EMPLOYER_CLOCK } from '../access/index.js';

/** What is always true of holds and limits; `npm run verify` looks. */
export const spendChecks: readonly Check[] = [
  idCheck(
    'what an account holds is the sum of its open holds',
    'account',
    `select a.id from account a left join (
       select s.account_id, sum(s.held) as held from hold h join hold_slice s on s.employer_id = ${THIS_EMPLOYER} and s.hold_id = h.id
       where h.employer_id = ${THIS_EMPLOYER} and h.status = 'AUTHORIZED' group by s.account_id) o on o.account_id = a.id
     where a.employer_id = ${THIS_EMPLOYER} and a.held <> coalesce(o.held, 0)`,
  ),
  idCheck(
    'the slices of a hold sum to it, and what was captured to its capture, of no grant to its overage',
    'hold',
    `select h.id from hold h left join (
       select hold_id, sum(held) as held, sum(captured) as captured, coalesce(sum(captured) filter (where grant_id is null), 0) as uncovered
       from hold_slice where employer_id = ${THIS_EMPLOYER} group by hold_id) s on s.hold_id = h.id
     where h.employer_id = ${THIS_EMPLOYER}
       and (h.amount, coalesce(h.captured, 0), coalesce(h.overage, 0)) is distinct from (s.held, s.captured, s.uncovered)`,
  ),
  idCheck(
    'the ledger held what a hold says, and captured and gave back all of it once it was resolved',
    'hold',
    `select h.id from hold h left join (
       select p.subject_id, sum(n.amount) filter (where p.kind = 'HELD' and n.side = 'HELD') as held,
         -sum(n.amount) filter (where p.kind <> 'HELD' and n.side = 'HELD') as resolved,
         sum(n.amount) filter (where p.kind = 'CAPTURED' and n.side = 'CONSUMED') as captured,
         count(distinct p.kind) as kinds
       from posting p join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id
       where p.employer_id = ${THIS_EMPLOYER} and p.kind in ('HELD', 'CAPTURED', 'RELEASED') group by p.subject_id) l on l.subject_id = h.id
     where h.employer_id = ${THIS_EMPLOYER} and (h.amount, case when h.status = 'AUTHORIZED' then null else h.amount end, h.captured,
       case when h.status = 'AUTHORIZED' then 1 else 2 end) is distinct from (l.held, l.resolved, l.captured, l.kinds)`,
  ),
  idCheck(
    'a hold that was let go by time was told once, and no other',
    'hold',
    `select h.id from hold h left join (
       select subject_id, count(*) as notified from outbox_event where employer_id = ${THIS_EMPLOYER} and type = 'hold.expired' group by subject_id) e on e.subject_id = h.id
     where h.employer_id = ${THIS_EMPLOYER} and coalesce(e.notified, 0) <> case when h.status = 'EXPIRED' then 1 else 0 end`,
  ),
  idCheck(
    'a hold is told as released at most once, and only where it was',
    'hold',
    `select h.id from hold h join (
       select subject_id, count(*) as notified from outbox_event where employer_id = ${THIS_EMPLOYER} and type = 'hold.released' group by subject_id) e on e.subject_id = h.id
     where h.employer_id = ${THIS_EMPLOYER} and (e.notified > 1 or h.status <> 'RELEASED')`,
  ),
  idCheck(
    'what a limit counted of a person is what the holds and the usage of its window say',
    'limit',
    `select l.id from spend_counter c join spend_limit l on l.employer_id = ${THIS_EMPLOYER} and l.id = c.limit_id
       cross join (${EMPLOYER_CLOCK}) as clock cross join employer_settings s
       cross join lateral calendar_window(${THIS_EMPLOYER}, l.time_window, clock.now, s.time_zone) as w
     where c.employer_id = ${THIS_EMPLOYER} and s.employer_id = ${THIS_EMPLOYER} and c.window_start = w.starts
       and (l.amount is not null or l.velocity_multiple is not null)
       and c.used <> spend_counted(${THIS_EMPLOYER}, c.employee_id, l, c.window_start) and not exists (
       select from spend_limit o where o.employer_id = ${THIS_EMPLOYER} and l.employee_id is null and o.employee_id = c.employee_id
         and (o.kind, o.unit, o.scope, o.provider, o.model, o.tool, o.time_window, o.currency)
           is not distinct from (l.kind, l.unit, l.scope, l.provider, l.model, l.tool, l.time_window, l.currency))`,
  ),
  idCheck(
    'leases and reservations add up to their shared limits, and nobody has used more of a shared limit than was leased',
    'limit',
    `select p.limit_id as id from shared_limit p join spend_limit l on l.employer_id = ${THIS_EMPLOYER} and l.id = p.limit_id
       left join (
         select c.limit_id, c.window_start, sum(c.leased) as leased, sum(c.reserved) as reserved, bool_or(c.used > c.leased) as beyond
         from spend_counter c where c.employer_id = ${THIS_EMPLOYER} group by c.limit_id, c.window_start) c
         on c.limit_id = p.limit_id and c.window_start = p.window_start
     where p.employer_id = ${THIS_EMPLOYER} and l.mode = 'HARD'
       and ((p.leased, p.reserved) is distinct from (coalesce(c.leased, 0), coalesce(c.reserved, 0)) or c.beyond)`,
  ),
  idCheck(
    'a limit that many people share is kept with its amount, and no other is',
    'limit',
    `select l.id from spend_limit l left join shared_limit p on p.employer_id = ${THIS_EMPLOYER} and p.limit_id = l.id
     where l.employer_id = ${THIS_EMPLOYER}
       and p.amount is distinct from case when l.scope in ('COST_CENTER', 'DEPARTMENT', 'EMPLOYER') then l.amount end`,
  ),
];
