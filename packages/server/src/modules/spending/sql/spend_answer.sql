-- Stores an answer under its key. One request with the same key and another person may be faster: all is undone and asked again.
create or replace function spend_answer(p_employer uuid, p_operation text, p_key text, p_fingerprint bytea, p_hold uuid, p_decision jsonb, p_hold_json jsonb) returns jsonb
language plpgsql volatile as $$
declare
  v_result jsonb := jsonb_build_object('holdId', p_hold, 'decision', p_decision);
begin
  insert into idempotency_claim (employer_id, operation, key, fingerprint, result)
  values (p_employer, p_operation, p_key, p_fingerprint, v_result) on conflict (employer_id, operation, key) do nothing;
  if not found then
    raise exception 'the key was claimed at the same time' using errcode = '40001';
  end if;
  return v_result || jsonb_build_object('hold', p_hold_json);
end $$;
