-- A closed period gets no further statement, and its dates stand.
create or replace function statements_while_closing() returns trigger language plpgsql as $$
begin
  if exists (
    select from added a join pay_period p on p.employer_id = a.employer_id and p.id = a.pay_period_id where p.status <> 'CLOSING'
  ) then
    raise exception 'statements are made while a period is closing' using errcode = 'SP001';
  end if;
  return null;
end $$;
