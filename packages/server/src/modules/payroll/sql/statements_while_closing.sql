-- A closed period gets no further statement. All rows of a statement are of one employer.
create or replace function statements_while_closing() returns trigger language plpgsql as $$
declare
  v_employer uuid;
  v_periods uuid[];
begin
  select a.employer_id, array_agg(distinct a.pay_period_id) into v_employer, v_periods from added a group by a.employer_id;
  if exists (select from pay_period p where p.employer_id = v_employer and p.id = any(v_periods) and p.status <> 'CLOSING') then
    raise exception 'statements are made while a period is closing' using errcode = 'SP001';
  end if;
  return null;
end $$;
