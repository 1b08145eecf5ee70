-- The window an instant lies in, in the zone of the employer. A lifetime begins in 1970 and has no end.
create or replace function calendar_window(p_employer uuid, p_window text, p_at timestamptz, p_zone text, out starts timestamptz, out ends timestamptz)
language plpgsql stable as $$
declare
  v_local timestamp := p_at at time zone p_zone;
  v_first date;
  v_next date;
  v_offset integer;
begin
  case p_window
    when 'LIFETIME' then
      starts := '1970-01-01T00:00:00Z';
      return;
    when 'HOUR' then
      -- Counted from a midnight on, so that an hour that comes twice is two hours, and none overlaps another where the clock
      -- changes by less than an hour.
      starts := date_bin('1 hour', p_at, start_of_day('2026-01-01', p_zone));
      ends := starts + interval '1 hour';
      return;
    when 'DAY' then
      v_first := v_local::date;
      v_next := v_first + 1;
    when 'WEEK' then
      select array_position(array['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'], s.week_start) - 1 into v_offset
      from employer_settings s where s.employer_id = p_employer;
      v_first := date_trunc('week', v_local - make_interval(days => v_offset))::date + v_offset;
      v_next := v_first + 7;
    else
      if p_window = 'PERIOD' then
        select p.start_date, p.end_date into v_first, v_next from pay_period_at(p_employer, v_local::date) p;
      end if;
      if v_first is null then
        v_first := date_trunc('month', v_local)::date;
        v_next := (v_first + interval '1 month')::date;
        if p_window = 'PERIOD' then
          -- As much of the month as lies between the pay periods that are known: windows never overlap.
          select greatest(v_first, max(p.end_date) filter (where p.end_date <= v_local::date)),
            least(v_next, min(p.start_date) filter (where p.start_date > v_local::date)) into v_first, v_next
          from pay_period p where p.employer_id = p_employer and p.end_date > v_first and p.start_date < v_next;
        end if;
      end if;
  end case;
  starts := start_of_day(v_first, p_zone);
  ends := start_of_day(v_next, p_zone);
end $$;
