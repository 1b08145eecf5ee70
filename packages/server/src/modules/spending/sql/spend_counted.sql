-- What a person has spent of a limit since an instant, from the rows: a spend counts when it was authorized, what was
-- captured beyond the hold in a later window counts when it was captured, reported usage when it happened. What was
-- corrected does not count. No sum over usage where nobody reports any.
create or replace function spend_counted(p_employer uuid, p_employee uuid, p_limit spend_limit, p_since timestamptz) returns numeric language plpgsql stable as $$
declare
  v_held numeric;
  v_reported numeric;
begin
  select sum(case
    when v.authorized_at < p_since then case when v.resolved_at >= p_since then greatest(v.spent - v.asked, 0) end
    when v.status = 'AUTHORIZED' then v.asked
    else v.spent end) into v_held
  from (
    select h.authorized_at, h.resolved_at, h.status,
      case p_limit.unit when 'MONEY' then h.amount else coalesce(h.tokens, 0) end as asked,
      case p_limit.unit when 'MONEY' then h.captured else coalesce(h.captured_tokens, h.tokens, 0) end as spent
    from hold h
    where h.employer_id = p_employer and h.employee_id = p_employee and h.authorized_at >= p_since - interval '1 day'
      and h.status in ('AUTHORIZED', 'CAPTURED')
      and (p_limit.currency is null or h.currency = p_limit.currency)
      and (p_limit.tool is null or h.tool = p_limit.tool)
      and (p_limit.model is null or (h.listed_provider = p_limit.provider and h.listed_model = p_limit.model))
      and (p_limit.cost_center_id is null or h.cost_center_id = p_limit.cost_center_id)
      and (p_limit.department_id is null or h.department_id = p_limit.department_id)) v;
  if p_limit.tool is null then
    select sum(case p_limit.unit when 'MONEY' then c.amount else coalesce(c.tokens, 0) end) into v_reported
    from counted_usage c
    where c.employer_id = p_employer and c.employee_id = p_employee and c.occurred_at >= p_since
      and c.booked_at >= p_since
      and (p_limit.currency is null or c.currency = p_limit.currency)
      and (p_limit.model is null or (c.listed_provider = p_limit.provider and c.listed_model = p_limit.model))
      and (p_limit.cost_center_id is null or c.cost_center_id = p_limit.cost_center_id)
      and (p_limit.department_id is null or c.department_id = p_limit.department_id);
  end if;
  return coalesce(v_held, 0) + coalesce(v_reported, 0);
end $$;
