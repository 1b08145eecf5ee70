-- Counts what was reported in the limits it counts in, under the locks of the accounts: charges, less those that are corrected.
create or replace function usage_count(p_employer uuid, p_usage_ids uuid[], p_corrected_ids uuid[], p_now timestamptz) returns void language plpgsql volatile as $$
declare
  v_zone text;
  v_people uuid[];
  v_limit record;
  v_person record;
  v_counter spend_counter;
  v_amount numeric;
begin
  select array_agg(distinct c.employee_id) into v_people from usage_charge c
  where c.employer_id = p_employer and c.usage_id = any(p_usage_ids || p_corrected_ids);
  select s.time_zone into strict v_zone from employer_settings s where s.employer_id = p_employer;
  if cardinality(p_corrected_ids) > 0 then
    -- What was corrected comes back to grants; they may be guaranteed, and it may be of a window that is over.
    perform mark_hard_shared_limits(p_employer);
  end if;
  perform from shared_limit p join spend_limit l on l.employer_id = p_employer and l.id = p.limit_id and l.mode = 'HARD'
  where p.employer_id = p_employer and exists (
    select from usage_charge c
    where c.employer_id = p_employer and c.usage_id = any(p_usage_ids || p_corrected_ids) and (l.currency is null or l.currency = c.currency)
      and (l.cost_center_id is null or l.cost_center_id = c.cost_center_id) and (l.department_id is null or l.department_id = c.department_id))
  order by p.limit_id for no key update of p;
  for v_limit in
    select l as terms, l.scope, l.kind, w.starts, w.ends from spend_limit l, calendar_window(p_employer, l.time_window, p_now, v_zone) w
    where l.employer_id = p_employer and l.tool is null and (l.amount is not null or l.velocity_multiple is not null)
      and (l.employee_id is null or l.employee_id = any(v_people)) order by l.id
  loop
    if v_limit.scope not in ('COST_CENTER', 'DEPARTMENT', 'EMPLOYER') then
      -- Of another window, to which the calendar may come back: it would not know of this usage.
      delete from spend_counter c where c.employer_id = p_employer and c.limit_id = (v_limit.terms).id and c.employee_id = any(v_people)
        and c.window_start <> v_limit.starts;
    end if;
    for v_person in
      select c.employee_id, sum(case when c.usage_id = any(p_usage_ids) then 1 else -1 end
        * case (v_limit.terms).unit when 'MONEY' then c.amount else coalesce(c.tokens, 0) end) as delta
      from usage_charge c
      where c.employer_id = p_employer and c.usage_id = any(p_usage_ids || p_corrected_ids) and least(c.occurred_at, c.booked_at) >= v_limit.starts
        and ((v_limit.terms).currency is null or (v_limit.terms).currency = c.currency)
        and ((v_limit.terms).employee_id is null or (v_limit.terms).employee_id = c.employee_id)
        and ((v_limit.terms).model is null or ((v_limit.terms).provider = c.listed_provider and (v_limit.terms).model = c.listed_model))
        and ((v_limit.terms).cost_center_id is null or (v_limit.terms).cost_center_id = c.cost_center_id)
        and ((v_limit.terms).department_id is null or (v_limit.terms).department_id = c.department_id)
      group by c.employee_id order by c.employee_id
    loop
      continue when v_person.delta = 0;
      if v_limit.scope in ('COST_CENTER', 'DEPARTMENT', 'EMPLOYER') then
        perform shared_limit_add(p_employer, v_limit.terms, v_person.employee_id, v_person.delta, p_now, p_now, v_zone);
        continue;
      end if;
      update spend_counter c set used = greatest(c.used + v_person.delta, 0)
      where c.employer_id = p_employer and c.employee_id = v_person.employee_id and c.limit_id = (v_limit.terms).id and c.window_start = v_limit.starts
      returning c.* into v_counter;
      continue when v_limit.kind = 'LIMIT' or v_counter.notified or exists (
        select from spend_limit o where o.employer_id = p_employer and (v_limit.terms).employee_id is null and o.employee_id = v_person.employee_id
          and (o.kind, o.time_window, o.currency) = ('CIRCUIT_BREAKER', (v_limit.terms).time_window, (v_limit.terms).currency));
      -- A breaker trips on the day it is crossed, whoever notices first.
      v_amount := breaker_amount(p_employer, v_limit.terms, v_person.employee_id, v_limit.starts, v_limit.ends, p_now, v_zone);
      continue when v_amount is null;
      if v_counter.used is null then
        -- Counted from the rows once, and from then on by what is added.
        insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, notified)
        values (p_employer, v_person.employee_id, (v_limit.terms).id, v_limit.starts,
          spend_counted(p_employer, v_person.employee_id, v_limit.terms, v_limit.starts), false)
        on conflict (employer_id, employee_id, limit_id) do update set window_start = excluded.window_start, used = excluded.used, notified = false
        returning * into v_counter;
      end if;
      continue when v_counter.used <= v_amount;
      update spend_counter c set notified = true
      where c.employer_id = p_employer and c.employee_id = v_person.employee_id and c.limit_id = (v_limit.terms).id;
      perform notify_level(p_employer, v_person.employee_id, (v_limit.terms).id, jsonb_build_object('kind', 'CIRCUIT_BREAKER', 'unit', 'MONEY', 'scope', 'PERSON',
        'window', (v_limit.terms).time_window, 'mode', 'HARD', 'amount', v_amount::text), v_counter.used, 0, (v_limit.terms).currency, true, p_now);
    end loop;
  end loop;
end $$;
