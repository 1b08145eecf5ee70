-- The HARD shared limits that count what a person spends, or have counted it: whoever expires holds before spending locks them first.
create or replace function lock_shared_limits_of(p_employer uuid, p_employee uuid, p_cost_center uuid, p_department uuid) returns void language plpgsql volatile as $$
begin
  perform from shared_limit p
  where p.employer_id = p_employer and p.limit_id in (
    select l.id from spend_limit l
    where l.employer_id = p_employer and l.mode = 'HARD' and l.scope in ('COST_CENTER', 'DEPARTMENT', 'EMPLOYER')
      and (l.scope = 'EMPLOYER' or l.cost_center_id = p_cost_center or l.department_id = p_department
        or exists (select from spend_counter c where c.employer_id = p_employer and c.employee_id = p_employee and c.limit_id = l.id)))
  order by p.limit_id for no key update;
end $$;
