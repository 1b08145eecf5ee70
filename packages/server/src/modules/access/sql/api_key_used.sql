create or replace function api_key_used(p_key uuid) returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
  update api_key set last_used_at = now()
  where id = p_key and (last_used_at is null or last_used_at < now() - interval '1 minute')
$$;
