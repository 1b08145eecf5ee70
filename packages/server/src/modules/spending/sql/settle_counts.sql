-- Counts what became of a hold in the limits that count it, also in those that were set after it. What a counter says of the
-- present window is what the rows say; a decision in a later one counts anew.
create or replace function settle_counts(p_employer uuid, p_hold hold, p_amount numeric, p_tokens numeric, p_now timestamptz, p_zone text) returns void
language plpgsql volatile as $$
declare
  v_limits spend_limit[];
  v_limit spend_limit;
  v_asked numeric;
  v_spent numeric;
begin
  -- What comes back to somebody who has moved since may be guaranteed, and is to be kept in shared limits that do not count the hold.
  if p_amount < p_hold.amount and not exists (
    select from employment m where m.employer_id = p_employer and m.employee_id = p_hold.employee_id
      and daterange(m.start_date, m.end_date) @> (p_now at time zone p_zone)::date
      and (m.cost_center_id, m.department_id) is not distinct from (p_hold.cost_center_id, p_hold.department_id)) then
    perform mark_hard_shared_limits(p_employer);
  end if;
  select array_agg(l order by l.id) into v_limits from spend_limit l
  where l.employer_id = p_employer and (l.currency is null or l.currency = p_hold.currency)
    and (l.employee_id is null or l.employee_id = p_hold.employee_id) and (l.tool is null or l.tool = p_hold.tool)
    and (l.model is null or (l.provider = p_hold.listed_provider and l.model = p_hold.listed_model))
    and (l.cost_center_id is null or l.cost_center_id = p_hold.cost_center_id)
    and (l.department_id is null or l.department_id = p_hold.department_id);
  if v_limits is null then return; end if;
  if p_amount > p_hold.amount or coalesce(p_tokens, 0) > coalesce(p_hold.tokens, 0) then
    perform from shared_limit p
    where p.employer_id = p_employer and p.limit_id in (select l.id from unnest(v_limits) as l where l.mode = 'HARD')
    order by p.limit_id for no key update;
  end if;
  foreach v_limit in array v_limits loop
    v_asked := case v_limit.unit when 'MONEY' then p_hold.amount else coalesce(p_hold.tokens, 0) end;
    v_spent := case when p_amount = 0 then 0 when v_limit.unit = 'MONEY' then p_amount else coalesce(p_tokens, v_asked) end;
    continue when v_spent = v_asked;
    if v_limit.scope in ('COST_CENTER', 'DEPARTMENT', 'EMPLOYER') then
      perform shared_limit_add(p_employer, v_limit, p_hold.employee_id, v_spent - v_asked, case when v_spent > v_asked then p_now else p_hold.authorized_at end,
        p_now, p_zone);
    else
      update spend_counter set
        used = greatest(used + case when p_hold.authorized_at >= window_start then v_spent - v_asked else greatest(v_spent - v_asked, 0) end, 0)
      where employer_id = p_employer and employee_id = p_hold.employee_id and limit_id = v_limit.id;
    end if;
  end loop;
end $$;
