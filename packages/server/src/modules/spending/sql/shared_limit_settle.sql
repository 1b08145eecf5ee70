-- Calls back what people do not use of a HARD shared limit, reserves what is left of what is guaranteed to them, and opens the
-- window where a new one has begun. Under the lock of the shared limit.
create or replace function shared_limit_settle(p_employer uuid, p_limit spend_limit, p_starts timestamptz, p_now timestamptz, p_zone text) returns void
language plpgsql volatile as $$
declare
  v_people uuid[];
  v_kept numeric[];
begin
  delete from shared_limit_mark where employer_id = p_employer and limit_id = p_limit.id;
  perform from spend_counter c
  where c.employer_id = p_employer and c.limit_id = p_limit.id and c.window_start = p_starts and c.leased > c.used
  order by c.employee_id for no key update;
  -- The next statements see what the locks waited for.
  update spend_counter c set leased = c.used
  where c.employer_id = p_employer and c.limit_id = p_limit.id and c.window_start = p_starts and c.leased > c.used;
  -- What somebody gives back at this moment is still in the lease. Only what differs is written: reservations change under the
  -- lock of the shared limit alone, so nobody has to wait for the others.
  with guaranteed as materialized (select g.employee_id, g.amount from guaranteed_left(p_employer, p_limit, p_starts, p_now, p_zone) g)
  select array_agg(k.employee_id), array_agg(k.kept) into v_people, v_kept
  from (
    select g.employee_id, c.window_start, c.reserved,
      greatest(g.amount - case when c.window_start = p_starts then greatest(c.leased - c.used, 0) else 0 end, 0) as kept
    from guaranteed g
      left join spend_counter c on c.employer_id = p_employer and c.limit_id = p_limit.id and c.employee_id = g.employee_id
    union all
    select c.employee_id, c.window_start, c.reserved, 0 from spend_counter c
    where c.employer_id = p_employer and c.limit_id = p_limit.id and c.window_start = p_starts and c.reserved > 0
      and c.employee_id not in (select g.employee_id from guaranteed g)) k
  where (k.window_start, k.reserved) is distinct from (p_starts, k.kept);
  insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, notified, reserved)
  select p_employer, k.employee_id, p_limit.id, p_starts, 0, false, k.kept from unnest(v_people, v_kept) as k (employee_id, kept)
  order by k.employee_id
  on conflict (employer_id, employee_id, limit_id) do update set
    used = case when spend_counter.window_start = p_starts then spend_counter.used else 0 end,
    leased = case when spend_counter.window_start = p_starts then spend_counter.leased else 0 end,
    window_start = p_starts, reserved = excluded.reserved;
  update shared_limit p set window_start = p_starts, notified = p.notified and p.window_start = p_starts,
    leased = c.leased, reserved = c.reserved, settled_on = p_now at time zone p_zone,
    summed_at = case when p.window_start = p_starts then p.summed_at else '-infinity' end
  from (
    select coalesce(sum(c.leased), 0) as leased, coalesce(sum(c.reserved), 0) as reserved from spend_counter c
    where c.employer_id = p_employer and c.limit_id = p_limit.id and c.window_start = p_starts) c
  where p.employer_id = p_employer and p.limit_id = p_limit.id;
end $$;
