-- Where windows begin elsewhere, what was counted in them is counted anew. They may end elsewhere, too, and hold more or less of
-- what is guaranteed. p_window: only limits by that window, such as PERIOD; null: all.
create or replace function recount_shared_limits(p_employer uuid, p_window text) returns void language plpgsql volatile as $$
declare
  v_limit record;
  v_now timestamptz;
  v_zone text;
  v_starts timestamptz;
begin
  select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into strict v_now, v_zone
  from employer_settings s where s.employer_id = p_employer;
  for v_limit in
    select l.id, l.time_window, p.window_start
    from shared_limit p join spend_limit l on l.employer_id = p_employer and l.id = p.limit_id
    where p.employer_id = p_employer and (p_window is null or l.time_window = p_window) order by l.id
  loop
    select w.starts into v_starts from calendar_window(p_employer, v_limit.time_window, v_now, v_zone) w;
    continue when v_limit.window_start = v_starts;
    perform shared_limit_recount(p_employer, v_limit.id);
  end loop;
  perform mark_hard_shared_limits(p_employer);
end $$;
