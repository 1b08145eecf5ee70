-- A shared limit keeps what its limit says. Answers what is reserved in it.
create or replace function shared_limit_set(p_employer uuid, p_limit uuid, p_recount boolean) returns numeric language plpgsql volatile as $$
declare
  v_limit spend_limit;
  v_shared shared_limit;
  v_now timestamptz;
  v_zone text;
begin
  select l.* into strict v_limit from spend_limit l where l.employer_id = p_employer and l.id = p_limit;
  if p_recount then
    perform shared_limit_recount(p_employer, p_limit);
  else
    select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into strict v_now, v_zone
    from employer_settings s where s.employer_id = p_employer;
    update shared_limit set amount = v_limit.amount, notified = false where employer_id = p_employer and limit_id = p_limit;
    if v_limit.mode = 'HARD' then
      -- What was leased of a larger amount is called back.
      perform shared_limit_settle(p_employer, v_limit, greatest(p.window_start, w.starts), v_now, v_zone)
      from shared_limit p, calendar_window(p_employer, v_limit.time_window, v_now, v_zone) w where p.employer_id = p_employer and p.limit_id = p_limit;
    end if;
  end if;
  select p.* into v_shared from shared_limit p where p.employer_id = p_employer and p.limit_id = p_limit;
  return coalesce(v_shared.reserved, 0);
end $$;
