-- Who carries what no grant covers of a spend at an instant: the cost center where the person works on that day, if the employer
-- charges it; null where it is the person.
create or replace function overage_center(p_employer uuid, p_employee uuid, p_at timestamptz) returns uuid language plpgsql stable as $$
begin
  return (
    select m.cost_center_id
    from employer_settings s join employment m on m.employer_id = p_employer and m.employee_id = p_employee
      and daterange(m.start_date, m.end_date) @> (p_at at time zone s.time_zone)::date
    where s.employer_id = p_employer and s.overage = 'CHARGE_COST_CENTER');
end $$;
