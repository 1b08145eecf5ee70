-- The newest instant at which every write is settled: whoever writes later books later. A writer holds a
-- transaction id before it reads the clock, so a transaction without one cannot book before this instant.
-- The clock is read before the writers: one that begins in between is later than it. It runs as the owner, who may see the
-- transactions of all roles (pg_read_all_stats): the owner writes rows of employers too.
create or replace function safe_instant(p_employer uuid) returns timestamptz
language plpgsql volatile security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  v_now timestamptz := clock_timestamp();
  v_oldest timestamptz;
begin
  select min(xact_start) into v_oldest from pg_stat_activity
  where datname = current_database() and backend_xid is not null and pid <> pg_backend_pid();
  return date_trunc('milliseconds', least(v_now, v_oldest)) - interval '1 millisecond';
end $$;
