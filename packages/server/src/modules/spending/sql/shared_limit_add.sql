-- Counts in a shared limit what has happened, whatever it says: more of a person, or less where something was taken back. Of a HARD
-- shared limit under its lock: what is used beyond the lease raises the lease, also beyond the shared limit.
create or replace function shared_limit_add(p_employer uuid, p_limit spend_limit, p_employee uuid, p_delta numeric, p_at timestamptz, p_now timestamptz, p_zone text) returns void
language plpgsql volatile as $$
declare
  -- What an insert wrote that selects: without an answer, a cluster sends it past the policies.
  v_written bigint;
  v_starts timestamptz;
  v_raised numeric;
begin
  select w.starts into v_starts from calendar_window(p_employer, p_limit.time_window, p_now, p_zone) w;
  if p_limit.amount is null then return; end if;
  if p_at < v_starts then
    -- Of a window that is over. What comes back of it may be guaranteed, and is not reserved yet.
    with written as (
      insert into shared_limit_mark (employer_id, limit_id, id) select p_employer, p_limit.id, uuid_v7() where p_limit.mode = 'HARD'
      returning 1)
    select count(*) into v_written from written;
    return;
  end if;
  if p_delta <= 0 then
    update spend_counter set used = greatest(used + p_delta, 0)
    where employer_id = p_employer and employee_id = p_employee and limit_id = p_limit.id and window_start = v_starts;
    return;
  end if;
  if p_limit.mode = 'HARD' then
    perform shared_limit_open(p_employer, p_limit, v_starts, p_now, p_zone);
  end if;
  insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, notified)
  values (p_employer, p_employee, p_limit.id, v_starts, p_delta, false)
  on conflict (employer_id, employee_id, limit_id) do update set
    used = case when spend_counter.window_start = v_starts then spend_counter.used else 0 end + p_delta,
    leased = case when spend_counter.window_start = v_starts then spend_counter.leased else 0 end,
    reserved = case when spend_counter.window_start = v_starts then spend_counter.reserved else 0 end,
    window_start = v_starts;
  if p_limit.mode = 'HARD' then
    update spend_counter c set leased = c.used from (
      select o.leased from spend_counter o where o.employer_id = p_employer and o.employee_id = p_employee and o.limit_id = p_limit.id) before
    where c.employer_id = p_employer and c.employee_id = p_employee and c.limit_id = p_limit.id and c.used > c.leased
    returning c.used - before.leased into v_raised;
    update shared_limit set leased = leased + v_raised
    where employer_id = p_employer and limit_id = p_limit.id and v_raised > 0;
  end if;
end $$;
