-- The pay period of the payroll system that holds a date; nulls where none is known.
create or replace function pay_period_at(p_employer uuid, p_date date, out start_date date, out end_date date) language plpgsql stable as $$
begin
  select p.start_date, p.end_date into start_date, end_date from pay_period p
  where p.employer_id = p_employer and p.start_date <= p_date and p.end_date > p_date order by p.start_date desc limit 1;
end $$;
