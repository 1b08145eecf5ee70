-- What is left of the grants that are guaranteed to people now and may be spent in the window, of those whose spends a shared limit of
-- money counts. What is held since before the window is left, too: it counts there, and may come back.
create or replace function guaranteed_left(p_employer uuid, p_limit spend_limit, p_starts timestamptz, p_now timestamptz, p_zone text) returns table (employee_id uuid, amount numeric)
language plpgsql stable as $$
declare
  v_today date := p_now at time zone p_zone;
  v_ends timestamptz := (select w.ends from calendar_window(p_employer, p_limit.time_window, p_now, p_zone) w);
begin
  return query
  select g.employee_id, sum(g.available + g.held)
  from (
    select a.employee_id, a.available, (
        select coalesce(sum(s.held), 0) from hold h join hold_slice s on s.employer_id = p_employer and s.hold_id = h.id
        where h.employer_id = p_employer and h.employee_id = a.employee_id and h.status = 'AUTHORIZED' and h.authorized_at < p_starts
          and s.grant_id = a.grant_id) as held
    from grant_account a
    where a.employer_id = p_employer and a.guaranteed_until > p_now
      and p_limit.unit = 'MONEY' and a.currency = p_limit.currency and (a.expires_at is null or a.expires_at > p_now)
      and (v_ends is null or a.effective_at < v_ends)
      and (p_limit.scope = 'EMPLOYER' or exists (
        select from employment m where m.employer_id = p_employer and m.employee_id = a.employee_id and m.start_date <= v_today
          and (m.end_date is null or m.end_date > v_today)
          and (m.cost_center_id = p_limit.cost_center_id or m.department_id = p_limit.department_id)))) g
  where g.available > 0 or g.held > 0
  group by g.employee_id;
end $$;
