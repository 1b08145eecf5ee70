create or replace function employers_for_job(p_name text, p_after uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
  select id from employer where p_name <> '' and (p_after is null or id > p_after) order by id limit 500
$$;
