import type { SchemaStep } from './migration.js';

/** One row that is written to see whether anything can be. Nobody's data, and no row that a tenant waits for. */
export const writeProbe: SchemaStep = {
  name: '0285-write-probe',
  sql: `
    create table write_probe (
      id boolean not null default true,
      written_at timestamptz not null default clock_timestamp(),
      constraint write_probe_pk primary key (id),
      constraint write_probe_one check (id)
    ) with (fillfactor = 50);
    insert into write_probe default values;

    create function probe_write() returns void language sql volatile security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
      update write_probe set written_at = clock_timestamp() where id
    $$;
    revoke execute on function probe_write from public;
    grant execute on function probe_write to stipends_app;
  `,
};
