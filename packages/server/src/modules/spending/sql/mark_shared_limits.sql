-- Who changes employments or grants changes what is guaranteed to whom: all HARD limits of money that people share are marked.
-- `changed` is what the statement wrote or removed; all its rows are of one employer.
create or replace function mark_shared_limits() returns trigger language plpgsql as $$
declare
  v_employer uuid;
begin
  select c.employer_id into v_employer from changed c limit 1;
  if found then
    perform mark_hard_shared_limits(v_employer);
  end if;
  return null;
end $$;
