-- When the employment of somebody who leaves ends: the first midnight without it, where the person works.
create or replace function employment_ends_at(p_employer uuid, p_employee uuid, p_terminated_on date, p_now timestamptz, p_zone text) returns timestamptz
language plpgsql stable as $$
begin
  return start_of_day(p_terminated_on, coalesce((
    select l.time_zone from employment m left join legal_entity l on l.employer_id = p_employer and l.id = m.legal_entity_id
    where m.employer_id = p_employer and m.employee_id = p_employee
    order by m.start_date > (p_now at time zone p_zone)::date, abs(m.start_date - (p_now at time zone p_zone)::date) limit 1), p_zone));
end $$;
