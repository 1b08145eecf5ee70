-- Counts a shared limit from the rows, where it begins to count or its windows have changed. The accounts of all people are locked
-- first: nobody is in the middle of a spend who has not seen the limit.
create or replace function shared_limit_recount(p_employer uuid, p_limit uuid) returns void language plpgsql volatile as $$
declare
  -- What an insert wrote that selects: without an answer, a cluster sends it past the policies.
  v_written bigint;
  v_limit spend_limit;
  v_now timestamptz;
  v_zone text;
  v_starts timestamptz;
begin
  perform from account a where a.employer_id = p_employer order by a.id for no key update;
  select l.* into strict v_limit from spend_limit l where l.employer_id = p_employer and l.id = p_limit;
  select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into strict v_now, v_zone
  from employer_settings s where s.employer_id = p_employer;
  perform from shared_limit p where p.employer_id = p_employer and p.limit_id = p_limit for no key update;
  delete from spend_counter where employer_id = p_employer and limit_id = p_limit;
  delete from shared_limit where employer_id = p_employer and limit_id = p_limit and v_limit.amount is null;
  if v_limit.amount is null then return; end if;
  select w.starts into v_starts from calendar_window(p_employer, v_limit.time_window, v_now, v_zone) w;
  with written as (
    insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, notified, leased)
    select p_employer, u.employee_id, p_limit, v_starts, u.used, false, case v_limit.mode when 'HARD' then u.used else 0 end
    from (
      select x.employee_id, spend_counted(p_employer, x.employee_id, v_limit, v_starts) as used
      from (select distinct a.employee_id from account a where a.employer_id = p_employer) x) u
    where u.used > 0
    returning 1)
  select count(*) into v_written from written;
  insert into shared_limit (employer_id, limit_id, amount, window_start, summed_at) values (p_employer, p_limit, v_limit.amount, v_starts, '-infinity')
  on conflict (employer_id, limit_id) do update
    set amount = excluded.amount, window_start = excluded.window_start, leased = 0, reserved = 0, notified = false, summed_at = '-infinity';
  if v_limit.mode = 'HARD' then
    perform shared_limit_settle(p_employer, v_limit, v_starts, v_now, v_zone);
  end if;
end $$;
