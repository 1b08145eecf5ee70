-- Counts a spend in the limits that apply, where p_code is null; tells once a window that one is exceeded, of a shared limit once for
-- all its people. Of somebody who had no account to lock, p_locked, a refusal is told and not kept: usage may be counted meanwhile.
create or replace function spend_count(p_employer uuid, p_employee uuid, p_amount numeric, p_tokens numeric, p_currency text, p_now timestamptz, p_code text, p_levels jsonb,
  p_limit_ids uuid[], p_starts timestamptz[], p_useds numeric[], p_notifieds boolean[], p_locked boolean)
returns void language plpgsql volatile as $$
declare
  v_telling boolean;
  v_need numeric;
  v_spent numeric;
  v_level jsonb;
begin
  for i in 1 .. cardinality(p_limit_ids) loop
    v_level := p_levels -> (i - 1);
    v_telling := not p_notifieds[i] and (v_level ->> 'exceeded')::boolean and v_level ->> 'mode' <> 'OBSERVE'
      and (p_code is null or v_level ->> 'mode' = 'HARD');
    v_need := case v_level ->> 'unit' when 'MONEY' then p_amount else coalesce(p_tokens, 0) end;
    v_spent := case when p_code is null then v_need else 0 end;
    if v_level ->> 'scope' in ('COST_CENTER', 'DEPARTMENT', 'EMPLOYER') then
      if p_code is null then
        insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, notified)
        values (p_employer, p_employee, p_limit_ids[i], p_starts[i], v_spent, false)
        on conflict (employer_id, employee_id, limit_id) do update
          set used = case when spend_counter.window_start = excluded.window_start then spend_counter.used else 0 end + v_spent,
            window_start = excluded.window_start;
      end if;
      if v_telling then
        -- Whoever finds it locked leaves it to the next.
        update shared_limit p set notified = true, summed_at = case when p.window_start = p_starts[i] then p.summed_at else '-infinity' end,
          window_start = case when v_level ->> 'mode' = 'HARD' then p.window_start else p_starts[i] end
        from (
          select o.limit_id from shared_limit o
          where o.employer_id = p_employer and o.limit_id = p_limit_ids[i] and (not o.notified or o.window_start < p_starts[i])
          for no key update skip locked) o
        where p.employer_id = p_employer and p.limit_id = o.limit_id;
        v_telling := found;
      end if;
    elsif p_code is null or p_locked then
      insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, notified)
      values (p_employer, p_employee, p_limit_ids[i], p_starts[i], p_useds[i] + v_spent, p_notifieds[i] or v_telling)
      on conflict (employer_id, employee_id, limit_id) do update
        set window_start = excluded.window_start, used = excluded.used, notified = excluded.notified;
    end if;
    if v_telling then
      perform notify_level(p_employer, p_employee, p_limit_ids[i], v_level, p_useds[i], v_need, p_currency, p_code is null, p_now);
    end if;
  end loop;
end $$;
