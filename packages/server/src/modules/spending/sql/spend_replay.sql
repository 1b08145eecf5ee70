-- What was answered under a key before; null where it is new. Asked under the locks, so that of two at once the second
-- sees the first.
create or replace function spend_replay(p_employer uuid, p_operation text, p_key text, p_fingerprint bytea) returns jsonb language plpgsql stable as $$
declare
  v_claim record;
begin
  select c.fingerprint, c.result into v_claim from idempotency_claim c
  where c.employer_id = p_employer and c.operation = p_operation and c.key = p_key;
  if not found then return null; end if;
  if v_claim.fingerprint <> p_fingerprint then return jsonb_build_object('conflict', true); end if;
  return v_claim.result || jsonb_build_object('replayed', true, 'hold', hold_json(p_employer, (v_claim.result ->> 'holdId')::uuid));
end $$;
