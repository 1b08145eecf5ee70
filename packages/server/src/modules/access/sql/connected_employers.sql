create or replace function connected_employers(p_partner uuid, p_mode text, p_bound uuid, p_after uuid, p_limit integer)
returns table (id uuid, name text, mode text, external_id text, created_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
  select e.id, e.name, e.mode, c.external_id, e.created_at
  from connection c join employer e on e.id = c.employer_id
  where c.partner_id = p_partner and c.mode = p_mode and (p_bound is null or c.employer_id = p_bound)
    and (p_after is null or e.id > p_after)
  order by e.id limit p_limit
$$;
