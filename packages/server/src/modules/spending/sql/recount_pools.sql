-- Where windows begin elsewhere, what was counted in them is counted anew. They may end elsewhere, too, and hold more or less of
-- what is guaranteed.
create or replace function recount_pools() returns trigger language plpgsql as $$
begin
  perform spend_pool_recount(l.id) from (
    select l.id from spend_pool p
      join spend_limit l on l.employer_id = current_setting('app.employer_id')::uuid and l.id = p.limit_id
      join employer_settings s on s.employer_id = current_setting('app.employer_id')::uuid
      cross join lateral spend_window(l.time_window, coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone) w
    where p.employer_id = current_setting('app.employer_id')::uuid and (tg_table_name = 'employer_settings' or l.time_window = 'PERIOD') and p.window_start <> w.starts
    order by l.id) l;
  perform mark_hard_pools();
  return null;
end $$;
