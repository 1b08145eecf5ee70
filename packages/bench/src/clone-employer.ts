import type pg from 'pg';

/** What is set while a clone is written: neither triggers nor foreign keys look again at what was right the first time. */
const PAST_THE_TRIGGERS = 'set session_replication_role = replica';

/**
 * Copies all rows of an employer to new employers, a transaction each. Ids are those of somebody who came before; what is written
 * as text (external ids, keys) stays.
 * @param superuser no row-level security, and no triggers
 * @param source its uuid
 * @param employers uuids of employers that exist nowhere yet
 */
export async function cloneEmployer(superuser: pg.Client, source: string, employers: readonly string[]): Promise<void> {
  const tables = await tenantColumns(superuser);
  await superuser.query(PAST_THE_TRIGGERS);
  for (const [index, to] of employers.entries()) {
    // Ids begin with milliseconds: minutes earlier.
    const shift = -(index + 1) * 60_000;
    await superuser.query('begin');
    await superuser.query('insert into employer (id, name, mode) select $2, name, mode from employer where id = $1', [source, to]);
    await superuser.query(
      'insert into connection (partner_id, employer_id, mode, external_id) select partner_id, $2::uuid, mode, $2::uuid::text from connection where employer_id = $1',
      [source, to],
    );
    for (const { table, columns } of tables) {
      const values = columns.map(({ name, isOwn }) => (isOwn ? shifted(name, shift) : `"${name}"`));
      await superuser.query(
        `insert into ${table} (employer_id, ${columns.map(({ name }) => `"${name}"`).join(', ')}) select $2::uuid, ${values.join(', ')} from ${table} where employer_id = $1`,
        [source, to],
      );
    }
    await superuser.query('commit');
  }
  await superuser.query('reset session_replication_role');
}

function shifted(column: string, milliseconds: number): string {
  const hex = `replace("${column}"::text, '-', '')`;
  return `(lpad(to_hex(('x' || left(${hex}, 12))::bit(48)::bigint + ${milliseconds}), 12, '0') || substr(${hex}, 13))::uuid`;
}

interface TenantColumns {
  readonly table: string;
  /** Beside the tenant's. `isOwn`: an id of the employer's own, not one of a table that all share. */
  readonly columns: ReadonlyArray<{ readonly name: string; readonly isOwn: boolean }>;
}

async function tenantColumns(superuser: pg.Client): Promise<TenantColumns[]> {
  const { rows } = await superuser.query<{ table: string; name: string; is_own: boolean }>(`
    select c.oid::regclass::text as "table", a.attname as name,
      a.atttypid = 'uuid'::regtype and not a.attname in ('price_id') and not exists (
        select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid and f.conkey = array[a.attnum]) as is_own
    from pg_class c join pg_attribute e on e.attrelid = c.oid and e.attname = 'employer_id' and not e.attisdropped
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> 'employer_id'
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
      and c.relname not in ('api_key', 'connection')
    order by c.oid, a.attnum`);
  return [...Map.groupBy(rows, ({ table }) => table)].map(([table, columns]) => ({
    table,
    columns: columns.map(({ name, is_own: isOwn }) => ({ name, isOwn })),
  }));
}
