create or replace function act_for(p_partner uuid, p_mode text, p_employer uuid, p_external_id text) returns uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
  select c.employer_id from connection c
  where c.partner_id = p_partner and c.mode = p_mode and (c.employer_id = p_employer or c.external_id = p_external_id)
$$;
