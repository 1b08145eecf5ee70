-- A stipend that has granted nothing yet begins at midnight where the person is on its first day, whatever changes where that is.
-- One that has begun needs nothing: its next period begins where the one before it ended.
create or replace function first_issues_follow(p_employer uuid, p_employees uuid[]) returns void language sql as $$
  with waiting as (
    select array_agg(w.id order by w.id) as ids, array_agg(w.employee_id order by w.id) as employees, array_agg(w.first_date order by w.id) as dates
    from (
      select s.id, s.employee_id, case when s.cadence <> 'PAY_PERIOD' or s.capped_from is not null then s.start_date
          else greatest(s.start_date, (select min(p.start_date) from pay_periods_after(p_employer, s.start_date) p)) end as first_date
      from stipend s
      where s.employer_id = p_employer and s.issued_periods = 0 and s.trial_grant_id is null and s.next_issue_at is not null
        and (p_employees is null or s.employee_id = any(p_employees))
      order by s.id for no key update) w
  )
  update stipend s set next_issue_at = n.starts, time_zone = n.time_zone
  from (
    select w.ids[z.place] as id, z.time_zone, start_of_day(w.dates[z.place], z.time_zone) as starts
    from waiting w cross join lateral person_zones(p_employer, w.employees, w.dates) z) n
  where s.employer_id = p_employer and s.id = n.id and (s.next_issue_at, s.time_zone) is distinct from (n.starts, n.time_zone)
$$;
