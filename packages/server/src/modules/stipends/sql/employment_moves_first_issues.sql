-- Whatever changes of an employment is written as a new row.
create or replace function employment_moves_first_issues() returns trigger language plpgsql as $$
begin
  perform first_issues_follow(coalesce((select array_agg(distinct n.employee_id) from written n), '{}'));
  return null;
end $$;
