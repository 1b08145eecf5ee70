-- The limits that apply to a spend and how far each is used up in its window; CIRCUIT_BROKEN where a breaker trips or has
-- tripped, LIMIT_EXCEEDED where a HARD limit has not enough left, TOKENS_MISSING where one in tokens is not told how many.
create or replace function spend_levels(p_employer uuid, p_employee uuid, p_amount numeric, p_tokens numeric, p_currency text, p_tool text, p_listed_provider text,
  p_listed_model text, p_cost_center uuid, p_department uuid, p_grants uuid[], p_amounts numeric[], p_now timestamptz, p_zone text,
  out levels jsonb, out limit_ids uuid[], out starts timestamptz[], out useds numeric[], out notifieds boolean[], out code text)
language plpgsql volatile as $$
declare
  v_limits spend_limit[];
  v_limit spend_limit;
  v_starts timestamptz[] := '{}';
  v_ends timestamptz[] := '{}';
  v_asking uuid[] := '{}';
  v_window record;
  v_counter spend_counter;
  v_shared shared_limit;
  v_sum record;
  v_amount numeric;
  v_used numeric;
  v_need numeric;
  v_rest numeric;
  v_reserved numeric;
  v_as_of timestamptz;
  v_name text;
  v_notified boolean;
  v_exceeded boolean;
  v_broken boolean := false;
  v_stopped boolean := false;
  v_untold boolean := false;
  v_guaranteed numeric;
begin
  levels := '[]';
  limit_ids := '{}';
  starts := '{}';
  useds := '{}';
  notifieds := '{}';
  select array_agg(l order by l.id) into v_limits from spend_limit l
  where l.employer_id = p_employer and (l.amount is not null or l.velocity_multiple is not null)
    and (l.currency is null or l.currency = p_currency) and (l.employee_id is null or l.employee_id = p_employee)
    and (l.tool is null or l.tool = p_tool) and (l.model is null or (l.provider = p_listed_provider and l.model = p_listed_model))
    and (l.cost_center_id is null or l.cost_center_id = p_cost_center) and (l.department_id is null or l.department_id = p_department)
    and (l.employee_id is not null or l.scope in ('COST_CENTER', 'DEPARTMENT', 'EMPLOYER') or not exists (
      select from spend_limit o where o.employer_id = p_employer and o.employee_id = p_employee
        and (o.kind, o.unit, o.scope, o.provider, o.model, o.tool, o.time_window, o.currency)
          is not distinct from (l.kind, l.unit, l.scope, l.provider, l.model, l.tool, l.time_window, l.currency)));
  if v_limits is null then return; end if;

  foreach v_limit in array v_limits loop
    v_window := calendar_window(p_employer, v_limit.time_window, p_now, p_zone);
    v_starts := v_starts || v_window.starts;
    v_ends := v_ends || v_window.ends;
    if v_limit.mode = 'HARD' and v_limit.scope in ('COST_CENTER', 'DEPARTMENT', 'EMPLOYER') then
      v_need := case v_limit.unit when 'MONEY' then p_amount else coalesce(p_tokens, 0) end;
      if not exists (
        select from spend_counter c where c.employer_id = p_employer and c.employee_id = p_employee and c.limit_id = v_limit.id
          and c.window_start = v_window.starts and c.leased - c.used >= v_need)
        or exists (select from shared_limit_mark m where m.employer_id = p_employer and m.limit_id = v_limit.id)
        or exists (select from shared_limit p where p.employer_id = p_employer and p.limit_id = v_limit.id
          and p.settled_on < (p_now at time zone p_zone)::date) then
        v_asking := v_asking || v_limit.id;
      end if;
    end if;
  end loop;
  if cardinality(v_asking) > 0 then
    perform from shared_limit p where p.employer_id = p_employer and p.limit_id = any(v_asking) order by p.limit_id for no key update;
    v_guaranteed := guaranteed_part(p_employer, p_grants, p_amounts, p_now);
  end if;

  for i in 1 .. cardinality(v_limits) loop
    v_limit := v_limits[i];
    v_need := case v_limit.unit when 'MONEY' then p_amount else coalesce(p_tokens, 0) end;
    v_amount := v_limit.amount;
    v_reserved := null;
    v_as_of := null;
    v_name := null;
    if v_limit.scope in ('COST_CENTER', 'DEPARTMENT', 'EMPLOYER') then
      v_exceeded := false;
      if v_limit.mode = 'HARD' then
        if v_limit.id = any(v_asking) then
          v_exceeded := not spend_lease(p_employer, v_limit, p_employee, v_starts[i], v_need,
            case v_limit.unit when 'MONEY' then v_guaranteed else 0 end, p_now, p_zone);
        else
          perform from spend_counter c where c.employer_id = p_employer and c.employee_id = p_employee and c.limit_id = v_limit.id
            and c.window_start = v_starts[i] and c.leased - c.used >= v_need for no key update;
          -- It was called back meanwhile. To wait for the shared limit now would be against the order of locks: all is done again.
          if not found then
            raise exception 'the lease was called back' using errcode = '40001';
          end if;
        end if;
      end if;
      select p.* into v_shared from shared_limit p where p.employer_id = p_employer and p.limit_id = v_limit.id;
      if not found then
        raise exception 'the limit was set anew' using errcode = '40001';
      end if;
      v_sum := shared_limit_used(p_employer, v_limit, v_shared, v_starts[i], p_now);
      select c.* into v_counter from spend_counter c where c.employer_id = p_employer and c.employee_id = p_employee and c.limit_id = v_limit.id;
      v_amount := v_shared.amount;
      v_as_of := v_sum.as_of;
      if v_exceeded then
        -- All leases were called back: what is leased is used.
        v_sum.used := v_shared.leased;
        v_as_of := p_now;
      end if;
      v_used := v_sum.used;
      v_notified := v_shared.notified and v_shared.window_start = v_starts[i];
      if v_limit.mode = 'HARD' then
        v_reserved := case when v_shared.window_start = v_starts[i] then v_shared.reserved - case
          when v_counter.window_start = v_starts[i] then least(v_counter.reserved, coalesce(v_guaranteed, v_counter.reserved)) else 0 end else 0 end;
      end if;
      -- A HARD one has decided by its lease, unless it was not told how many tokens.
      if v_limit.mode <> 'HARD' or v_need = 0 then
        v_exceeded := v_used + v_need > v_amount;
      end if;
      v_name := case v_limit.scope
        when 'COST_CENTER' then (select u.name from cost_center u where u.employer_id = p_employer and u.id = v_limit.cost_center_id)
        when 'DEPARTMENT' then (select u.name from department u where u.employer_id = p_employer and u.id = v_limit.department_id) end;
    else
      if v_limit.kind = 'CIRCUIT_BREAKER' then
        v_amount := breaker_amount(p_employer, v_limit, p_employee, v_starts[i], v_ends[i], p_now, p_zone);
        continue when v_amount is null;
      end if;
      select c.* into v_counter from spend_counter c where c.employer_id = p_employer and c.employee_id = p_employee and c.limit_id = v_limit.id;
      v_notified := v_counter.window_start = v_starts[i];
      v_used := case when v_notified then v_counter.used else spend_counted(p_employer, p_employee, v_limit, v_starts[i]) end;
      v_notified := v_notified and v_counter.notified;
      v_exceeded := v_used + v_need > v_amount;
      -- What has tripped stays so until the window ends.
      if v_limit.kind = 'CIRCUIT_BREAKER' then
        v_exceeded := v_exceeded or coalesce(v_notified, false);
        v_broken := v_broken or v_exceeded;
      end if;
    end if;
    if v_limit.mode = 'HARD' and v_limit.kind = 'LIMIT' then
      v_stopped := v_stopped or v_exceeded;
      v_untold := v_untold or (v_limit.unit = 'TOKENS' and p_tokens is null);
    end if;
    levels := levels || jsonb_build_object('limitId', v_limit.id, 'kind', v_limit.kind, 'unit', v_limit.unit, 'scope', v_limit.scope,
      'window', v_limit.time_window, 'mode', v_limit.mode, 'amount', v_amount::text, 'used', v_used::text, 'exceeded', v_exceeded,
      'reserved', v_reserved::text, 'name', v_name, 'provider', v_limit.provider, 'model', v_limit.model, 'tool', v_limit.tool, 'asOf', epoch_ms(v_as_of),
      'windowStart', epoch_ms(v_starts[i]), 'resetsAt', epoch_ms(v_ends[i]));
    limit_ids := limit_ids || v_limit.id;
    starts := starts || v_starts[i];
    useds := useds || v_used;
    notifieds := notifieds || coalesce(v_notified, false);
  end loop;
  code := case when v_untold then 'TOKENS_MISSING' when v_broken then 'CIRCUIT_BROKEN' when v_stopped then 'LIMIT_EXCEEDED' end;
end $$;
