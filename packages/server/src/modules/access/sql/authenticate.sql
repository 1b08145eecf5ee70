-- The app role reaches the global tables only through these functions. p_bound is the one employer a bound key acts for.
create or replace function authenticate(p_hash bytea)
returns table (key_id uuid, partner_id uuid, employer_id uuid, mode text, scopes text[])
language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
  select k.id, k.partner_id, k.employer_id, k.mode, k.scopes from api_key k
  where k.hash = p_hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
$$;
