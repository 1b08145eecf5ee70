-- What is used of a shared limit and when that was so. Of many people the sum is kept for five seconds.
create or replace function shared_limit_used(p_employer uuid, p_limit spend_limit, p_shared shared_limit, p_starts timestamptz, p_now timestamptz, out used numeric, out as_of timestamptz)
language plpgsql volatile as $$
declare
  v_clock timestamptz := date_trunc('milliseconds', clock_timestamp());
  v_count integer;
begin
  if p_shared.window_start = p_starts and p_shared.summed_of > 200 and p_shared.summed_at > v_clock - interval '5 seconds' then
    used := p_shared.summed;
    as_of := p_now - (v_clock - p_shared.summed_at);
    return;
  end if;
  select least(coalesce(sum(c.used), 0), 9999999999999999999999999999.9999999999), count(*) into used, v_count from spend_counter c
  where c.employer_id = p_employer and c.limit_id = p_shared.limit_id and c.window_start = p_starts;
  as_of := p_now;
  if v_count > 200 then
    -- Whoever finds it locked goes without.
    update shared_limit p set summed = used, summed_of = v_count, summed_at = v_clock, notified = p.notified and p.window_start = p_starts, window_start = p_starts
    from (select o.limit_id from shared_limit o where o.employer_id = p_employer and o.limit_id = p_shared.limit_id
            and (o.window_start = p_starts or (o.window_start < p_starts and p_limit.mode <> 'HARD'))
          for no key update skip locked) o
    where p.employer_id = p_employer and p.limit_id = o.limit_id;
  end if;
end $$;
