-- The same for pay periods whose dates move; what else changes of one, such as its status, moves no window.
create or replace function moved_periods_recount_shared_limits() returns trigger language plpgsql as $$
declare
  v_employer uuid;
begin
  select c.employer_id into v_employer from changed c
  where not exists (
    select from former f where f.id = c.id and f.employer_id = c.employer_id and (f.start_date, f.end_date) = (c.start_date, c.end_date))
  limit 1;
  if found then
    perform recount_shared_limits(v_employer, 'PERIOD');
  end if;
  return null;
end $$;
