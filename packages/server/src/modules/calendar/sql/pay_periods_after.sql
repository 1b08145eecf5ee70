-- The pay calendar as those see it who may not look up to payroll: the pay periods that end after a day.
create or replace function pay_periods_after(p_employer uuid, p_date date) returns table (id uuid, start_date date, end_date date) language sql stable as $$
  select p.id, p.start_date, p.end_date from pay_period p
  where p.employer_id = p_employer and p.end_date > p_date
$$;
