create or replace function api_keys_of(p_partner uuid, p_mode text, p_bound uuid, p_after uuid, p_limit integer)
returns table (id uuid, employer_id uuid, name text, mode text, last_four text, scopes text[], created_at timestamptz,
  expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
  select k.id, k.employer_id, k.name, k.mode, k.last_four, k.scopes, k.created_at, k.expires_at, k.revoked_at, k.last_used_at
  from api_key k where k.partner_id = p_partner and k.mode = p_mode and (p_bound is null or k.employer_id = p_bound)
    and (p_after is null or k.id > p_after)
  order by k.id limit p_limit
$$;
