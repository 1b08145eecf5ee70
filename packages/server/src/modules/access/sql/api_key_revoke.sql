create or replace function api_key_revoke(p_partner uuid, p_mode text, p_bound uuid, p_key uuid) returns boolean
language sql volatile security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
  update api_key set revoked_at = coalesce(revoked_at, now())
  where id = p_key and partner_id = p_partner and mode = p_mode and (p_bound is null or employer_id = p_bound) returning true
$$;
