-- Whatever changes of an employment is written as a new row; all rows of a statement are of one employer.
create or replace function employment_moves_first_issues() returns trigger language plpgsql as $$
declare
  v_employer uuid;
  v_people uuid[];
begin
  select n.employer_id, array_agg(distinct n.employee_id) into v_employer, v_people from written n group by n.employer_id;
  if found then
    perform first_issues_follow(v_employer, v_people);
  end if;
  return null;
end $$;
