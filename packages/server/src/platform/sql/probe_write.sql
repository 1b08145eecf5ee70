create or replace function probe_write() returns void language sql volatile security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
  update write_probe set written_at = clock_timestamp() where id
$$;
