-- Makes a key, or finds the one that was made under the same claim; the caller compares its fingerprint.
create or replace function api_key_create(p_id uuid, p_partner uuid, p_employer uuid, p_name text, p_mode text, p_hash bytea,
  p_last_four text, p_scopes text[], p_expires_at timestamptz, p_claim text default null, p_fingerprint bytea default null)
returns table (id uuid, fingerprint bytea)
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
begin
  insert into api_key (id, partner_id, employer_id, name, mode, hash, last_four, scopes, expires_at, claim, fingerprint)
  values (p_id, p_partner, p_employer, p_name, p_mode, p_hash, p_last_four, p_scopes, p_expires_at, p_claim, p_fingerprint)
  on conflict on constraint api_key_claim do nothing;
  return query select k.id, k.fingerprint from api_key k
  where k.partner_id = p_partner and k.mode = p_mode and (k.id = p_id or k.claim = p_claim);
end $$;
