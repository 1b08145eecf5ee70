-- Tells that a limit is exceeded, or that a breaker has tripped.
create or replace function notify_level(p_employer uuid, p_employee uuid, p_limit uuid, p_level jsonb, p_used numeric, p_requested numeric, p_currency text, p_allowed boolean,
  p_now timestamptz)
returns void language sql volatile as $$
  insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
  values (p_employer, uuid_v7(), case p_level ->> 'kind' when 'LIMIT' then 'limit.exceeded' else 'breaker.tripped' end, p_limit, p_now,
    jsonb_build_object('id', type_id('limit', p_limit), 'employeeId', type_id('employee', p_employee), 'scope', p_level ->> 'scope',
      'window', p_level ->> 'window', 'mode', p_level ->> 'mode', 'allowed', p_allowed)
    || case p_level ->> 'unit'
      when 'MONEY' then jsonb_build_object('amount', money_json((p_level ->> 'amount')::numeric, p_currency),
        'used', money_json(p_used, p_currency), 'requested', money_json(p_requested, p_currency))
      else jsonb_build_object('tokens', trim_scale((p_level ->> 'amount')::numeric)::text, 'usedTokens', trim_scale(p_used)::text,
        'requestedTokens', trim_scale(p_requested)::text) end)
$$;
