-- Every amount and every sum of a person in a currency can be told: the employer's part in all accounts, which is what all other
-- sides have together, is at most 10^28 - 1, which is in range rounded, too. Looked at only where it grows and one account alone is
-- large: nobody has as many accounts as it would take otherwise. Whoever moves an account holds those of its person.
create or replace function account_in_range() returns trigger language plpgsql as $$
begin
  if (
    select sum(a.commitment + a.overage) < 1 - 1e28 from account a
    where a.employer_id = new.employer_id and a.employee_id = new.employee_id and a.currency = new.currency)
  then
    raise exception 'amounts stay below 10^28' using errcode = '22003';
  end if;
  return null;
end $$;
