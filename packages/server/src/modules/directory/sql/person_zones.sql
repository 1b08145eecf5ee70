-- Where each of these people is on a day, in order: the zone of the legal entity they belong to then, else that of the employer.
-- Between employments and after the last that is the one before, before the first the first: as statements divide pay periods.
create or replace function person_zones(p_employer uuid, p_employees uuid[], p_dates date[]) returns table (place integer, time_zone text) language sql stable as $$
  select w.place::integer, coalesce(m.time_zone, s.time_zone)
  from unnest(p_employees, p_dates) with ordinality as w (employee_id, on_date, place)
    join employer_settings s on s.employer_id = p_employer
    left join lateral (
      select l.time_zone
      from employment e left join legal_entity l on l.employer_id = p_employer and l.id = e.legal_entity_id
      where e.employer_id = p_employer and e.employee_id = w.employee_id
      order by e.start_date > w.on_date, abs(e.start_date - w.on_date) limit 1) m on true
$$;
