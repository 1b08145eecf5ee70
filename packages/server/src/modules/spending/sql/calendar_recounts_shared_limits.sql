-- Pay periods that come or go move the windows that are pay periods. `changed` is what the statement wrote or removed.
create or replace function calendar_recounts_shared_limits() returns trigger language plpgsql as $$
declare
  v_employer uuid;
begin
  select c.employer_id into v_employer from changed c limit 1;
  if found then
    perform recount_shared_limits(v_employer, 'PERIOD');
  end if;
  return null;
end $$;
