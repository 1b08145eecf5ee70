-- Plans of these are made while tables may still be small and are kept: they stay with the indexes, so that the time of a
-- spend does not grow with what is behind it.
create or replace function spend_authorize(p_employer uuid, p_key text, p_fingerprint bytea, p_hold uuid, p_employee uuid, p_source text, p_external_id text, p_email_key text,
  p_amount numeric, p_currency text, p_provider text, p_model text, p_tool text, p_listed_provider text, p_listed_model text, p_ttl_seconds integer,
  p_tokens numeric)
returns jsonb language plpgsql volatile as $$
declare
  v_employee uuid := p_employee;
  v_replay jsonb;
  v_now timestamptz;
  v_zone text;
  v_terminated_on date;
  v_cost_center uuid;
  v_department uuid;
  v_ends_at timestamptz;
  v_code text;
  v_funds record;
  v_limits record;
  v_closest jsonb;
  v_locked boolean;
  v_limited boolean;
  v_due boolean;
  v_guaranteed boolean := false;
  v_hold hold;
begin
  if p_external_id is not null then
    select e.id into v_employee from employee e where e.employer_id = p_employer and e.external_id = p_external_id and e.source = p_source;
  elsif p_email_key is not null then
    select e.id into v_employee from employee e where e.employer_id = p_employer and e.email_key = p_email_key;
  end if;
  perform from account a where a.employer_id = p_employer and a.employee_id = v_employee order by a.id for no key update;
  v_locked := found;
  v_replay := spend_replay(p_employer, 'spendAuthorize', p_key, p_fingerprint);
  if v_replay is not null then return v_replay; end if;

  -- Read behind the locks, as everything that decides.
  select e.terminated_on, s.now, s.time_zone, exists (select from spend_limit l where l.employer_id = p_employer),
    exists (select from hold h where h.employer_id = p_employer and h.employee_id = v_employee and h.status = 'AUTHORIZED' and h.expires_at <= s.now),
    m.cost_center_id, m.department_id
  into v_terminated_on, v_now, v_zone, v_limited, v_due, v_cost_center, v_department
  from employee e cross join (
    select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())) as now, s.time_zone
    from employer_settings s where s.employer_id = p_employer offset 0) s
  left join lateral (
    select m.cost_center_id, m.department_id from employment m
    where m.employer_id = p_employer and m.employee_id = v_employee and m.start_date <= (s.now at time zone s.time_zone)::date
      and (m.end_date is null or m.end_date > (s.now at time zone s.time_zone)::date)
    order by m.start_date desc limit 1) m on true
  where e.employer_id = p_employer and e.id = v_employee;
  if not found then
    return spend_answer(p_employer, 'spendAuthorize', p_key, p_fingerprint, null, jsonb_build_object('allowed', false, 'code', 'NOT_FOUND', 'levels', '[]'::jsonb), null);
  end if;
  if v_due then
    if v_limited then
      perform lock_shared_limits_of(p_employer, v_employee, v_cost_center, v_department);
    end if;
    perform expire_holds_of(p_employer, v_employee, v_now, v_zone);
  end if;
  if v_terminated_on is not null then
    v_ends_at := employment_ends_at(p_employer, v_employee, v_terminated_on, v_now, v_zone);
  end if;
  v_funds := spend_funds(p_employer, v_employee, p_currency, p_amount, v_now, p_provider, p_model, p_tool);
  if v_limited then
    v_limits := spend_levels(p_employer, v_employee, p_amount, p_tokens, p_currency, p_tool, p_listed_provider, p_listed_model, v_cost_center, v_department,
      v_funds.grants, v_funds.amounts, v_now, v_zone);
  else
    select '[]'::jsonb as levels, '{}'::uuid[] as limit_ids, null::text as code into v_limits;
  end if;

  if v_funds.grants[1] is null then
    v_closest := spend_closest(p_employer, v_employee, p_currency, v_now, p_provider, p_model, p_tool);
  end if;

  v_code := case
    when v_ends_at <= v_now then 'TERMINATED'
    when p_model is not null and p_listed_model is null then 'UNKNOWN_MODEL'
    when v_funds.available = 0 and not exists (select from account a where a.employer_id = p_employer and a.employee_id = v_employee and a.currency = p_currency)
      and exists (select from account a where a.employer_id = p_employer and a.employee_id = v_employee) then 'CURRENCY_MISMATCH'
    when v_closest is not null then 'MODEL_NOT_ALLOWED'
    when v_limits.code is not null then v_limits.code
    when v_funds.uncovered > 0 then 'INSUFFICIENT_BALANCE' end;
  if v_code is distinct from 'MODEL_NOT_ALLOWED' then v_closest := null; end if;

  if v_code is null then
    insert into hold (employer_id, id, employee_id, currency, amount, status, provider, model, tool, listed_provider, listed_model, limit_ids,
      authorized_at, expires_at, tokens, cost_center_id, department_id)
    values (p_employer, p_hold, v_employee, p_currency, p_amount, 'AUTHORIZED', p_provider, p_model, p_tool, p_listed_provider,
      p_listed_model, v_limits.limit_ids, v_now, least(v_now + make_interval(secs => p_ttl_seconds), v_ends_at), p_tokens, v_cost_center, v_department)
    returning * into v_hold;
    perform spend_hold(p_employer, v_hold, v_funds.accounts, v_funds.grants, v_funds.amounts, v_funds.sides, v_now);
  elsif v_code in ('LIMIT_EXCEEDED', 'CIRCUIT_BROKEN') then
    v_guaranteed := guaranteed_part(p_employer, v_funds.grants, v_funds.amounts, v_now) > 0;
    if v_guaranteed then
      insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
      values (p_employer, uuid_v7(), 'guarantee.breached', v_employee, v_now, jsonb_build_object('employeeId', type_id('employee', v_employee),
        'code', v_code, 'requested', money_json(p_amount, p_currency), 'grantIds', (
          select jsonb_agg(type_id('grant', g) order by g) from unnest(v_funds.grants) as g where guaranteed_part(p_employer, array[g], array[1], v_now) > 0),
        'limitIds', (select jsonb_agg(type_id('limit', (l ->> 'limitId')::uuid)) from jsonb_array_elements(v_limits.levels) as l
          where (l ->> 'exceeded')::boolean and l ->> 'mode' = 'HARD')));
    end if;
  end if;
  if cardinality(v_limits.limit_ids) > 0 and (v_code is null or v_code in ('LIMIT_EXCEEDED', 'CIRCUIT_BROKEN')) then
    perform spend_count(p_employer, v_employee, p_amount, p_tokens, p_currency, v_now, v_code, v_limits.levels, v_limits.limit_ids, v_limits.starts,
      v_limits.useds, v_limits.notifieds, v_locked);
  end if;

  return spend_answer(p_employer, 'spendAuthorize', p_key, p_fingerprint, v_hold.id,
    jsonb_build_object('allowed', v_code is null, 'code', v_code, 'at', epoch_ms(v_now), 'currency', p_currency, 'requested', p_amount::text,
      'tokens', p_tokens::text, 'available', v_funds.available::text, 'levels', v_limits.levels, 'allowedProviders', v_closest -> 'providers',
      'allowedModels', v_closest -> 'models', 'allowedTools', v_closest -> 'tools', 'notAllowed', v_closest -> 'field', 'guaranteed', v_guaranteed),
    case when v_code is null then hold_row_json(v_hold, (
      select jsonb_agg(jsonb_build_object('grantId', f.grant_id, 'held', f.amount::text, 'captured', '0') order by f.place)
      from unnest(v_funds.grants, v_funds.amounts) with ordinality as f (grant_id, amount, place))) end);
end $$;
