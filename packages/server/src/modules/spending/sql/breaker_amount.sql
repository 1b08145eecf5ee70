-- From what on a breaker trips for a person: its amount, or a multiple of the person's pace, which is what the stipends that run
-- today are worth in a year by the span of the window, rounded down; at most what money can be. Null where there is no pace.
create or replace function breaker_amount(p_employer uuid, p_limit spend_limit, p_employee uuid, p_starts timestamptz, p_ends timestamptz, p_now timestamptz, p_zone text)
returns numeric language plpgsql stable as $$
declare
  v_today date := p_now at time zone p_zone;
  v_year numeric;
begin
  if p_limit.velocity_multiple is null then return p_limit.amount; end if;
  select sum(s.annual_amount) into v_year from stipend s
  where s.employer_id = p_employer and s.employee_id = p_employee and s.currency = p_limit.currency and s.annual_amount > 0
    and s.start_date <= v_today and (s.end_date is null or s.end_date > v_today);
  if v_year is null then return null; end if;
  return least(div(v_year * p_limit.velocity_multiple * 10000000000 * case p_limit.time_window when 'HOUR' then 1 when 'MONTH' then 1
      else (p_ends at time zone p_zone)::date - (p_starts at time zone p_zone)::date end,
    case p_limit.time_window when 'HOUR' then 8760 when 'MONTH' then 12 else 365 end) * 0.0000000001, 9999999999999999999999999999.9999999999);
end $$;
