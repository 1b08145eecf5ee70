-- Captures a hold, or lets it go. Whoever comes second, or late, learns what became of it.
create or replace function spend_resolve(p_employer uuid, p_operation text, p_key text, p_fingerprint bytea, p_hold uuid, p_amount numeric, p_currency text, p_tokens numeric)
returns jsonb language plpgsql volatile as $$
declare
  v_hold hold;
  v_replay jsonb;
  v_now timestamptz;
  v_zone text;
  v_code text;
begin
  perform from account a
  where a.employer_id = p_employer and a.employee_id = (select h.employee_id from hold h where h.employer_id = p_employer and h.id = p_hold)
  order by a.id for no key update;
  v_replay := spend_replay(p_employer, p_operation, p_key, p_fingerprint);
  if v_replay is not null then return v_replay; end if;
  select h.* into v_hold from hold h where h.employer_id = p_employer and h.id = p_hold;
  if not found then
    return spend_answer(p_employer, p_operation, p_key, p_fingerprint, null, jsonb_build_object('allowed', false, 'code', 'NOT_FOUND'), null);
  end if;
  select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into strict v_now, v_zone
  from employer_settings s where s.employer_id = p_employer;
  if v_hold.status = 'AUTHORIZED' and v_hold.expires_at <= v_now then
    perform expire_holds_of(p_employer, v_hold.employee_id, v_now, v_zone);
    v_code := 'HOLD_EXPIRED';
  elsif v_hold.status = 'EXPIRED' then
    v_code := 'HOLD_EXPIRED';
  elsif v_hold.status <> 'AUTHORIZED' then
    v_code := 'HOLD_RESOLVED';
  elsif p_currency <> v_hold.currency then
    v_code := 'CURRENCY_MISMATCH';
  elsif p_operation = 'spendCapture' then
    v_hold := settle_hold(p_employer, v_hold, 'CAPTURED', p_amount, v_now, v_now, v_zone, p_tokens);
  else
    v_hold := settle_hold(p_employer, v_hold, 'RELEASED', 0, v_now, v_now, v_zone);
  end if;
  return spend_answer(p_employer, p_operation, p_key, p_fingerprint, p_hold, jsonb_build_object('allowed', v_code is null, 'code', v_code,
    'currency', v_hold.currency),
    case when v_code is null then hold_row_json(v_hold, fundings_json(p_employer, p_hold)) else hold_json(p_employer, p_hold) end);
end $$;
