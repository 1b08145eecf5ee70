import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { modules } from '../../src/app.js';
import { uuidOf } from '../../src/kernel/ids.js';
import { inTransaction } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { employersMade, testDatabase, testEmployer } from '../support/database.js';

async function asApp<T>(work: (client: pg.Client) => Promise<T>, as: 'url' | 'superuserUrl' = 'url'): Promise<T> {
  const client = new pg.Client({ connectionString: (await testDatabase())[as] });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Tables that belong to an employer, partitions included. */
async function tenantTables(): Promise<string[]> {
  return asApp(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'employer_id' and not a.attisdropped
       where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname not in ('connection', 'api_key') order by 1`,
    );
    return rows.map(({ name }) => name);
  }, 'superuserUrl');
}

describe('tenancy, enforced by the database', () => {
  it('forces row-level security on every tenant table', async () => {
    const tables = await tenantTables();
    expect(tables.length).toBeGreaterThan(10);
    await asApp(async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any($1) and not (c.relrowsecurity and c.relforcerowsecurity
           and exists (select from pg_policy p where p.polrelid = c.oid))`,
        [tables],
      );
      expect(rows).toEqual([]);
    }, 'superuserUrl');
  });

  it('shows nothing and takes nothing while no tenant is set, also after a transaction that had one', async () => {
    const ctx = await testEmployer();
    await asApp(async (client) => {
      await client.query('begin');
      await client.query(`set local app.employer_id = '${uuidOf(ctx.employerId)}'`);
      expect((await client.query('select * from employer_settings')).rowCount).toBe(1);
      await client.query('commit');
      for (const table of await tenantTables()) {
        const privileged = await client.query('select has_table_privilege($1, $2) as may', [table, 'select']);
        if (privileged.rows[0]?.may)
          expect({ table, rows: (await client.query(`select * from ${table} limit 1`)).rowCount }).toEqual({ table, rows: 0 });
      }
      await expect(
        client.query(
          "insert into employer_settings (employer_id, mode, time_zone, currency) values (gen_random_uuid(), 'LIVE', 'UTC', 'USD')",
        ),
      ).rejects.toMatchObject({ code: '42501' });
    });
  });

  it('keeps a row of another employer out of reach of every write', async () => {
    const [mine, other] = [await testEmployer(), await testEmployer()];
    await asApp(async (client) => {
      await client.query('begin');
      await client.query(`set local app.employer_id = '${uuidOf(mine.employerId)}'`);
      const updated = await client.query('update employer_settings set minimum_cohort = 9 where employer_id = $1', [
        uuidOf(other.employerId),
      ]);
      expect(updated.rowCount).toBe(0);
      await expect(client.query('update employer_settings set employer_id = $1', [uuidOf(other.employerId)])).rejects.toMatchObject({
        code: '42501',
      });
    });
  });

  it('starts every key, unique constraint and foreign key of a tenant table with the tenant', async () => {
    await asApp(async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select k.conname as name from pg_constraint k join pg_class c on c.oid = k.conrelid
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
         where c.relnamespace = 'public'::regnamespace and c.relname = any($1) and k.contype in ('p', 'u', 'x', 'f') and a.attname <> 'employer_id' order by 1`,
        [await tenantTables()],
      );
      expect(rows).toEqual([]);
      const { rows: indexes } = await client.query<{ name: string }>(
        `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
         join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
         where c.relnamespace = 'public'::regnamespace and c.relname = any($1) and i.indisunique and a.attname <> 'employer_id'`,
        [await tenantTables()],
      );
      expect(indexes).toEqual([]);
    }, 'superuserUrl');
  });

  it('gives the app role no privilege on global tables and no way to become another role', async () => {
    await asApp(async (client) => {
      for (const table of ['partner', 'employer', 'connection', 'api_key']) {
        await expect(client.query(`select * from ${table}`)).rejects.toMatchObject({ code: '42501' });
      }
      await expect(client.query('set role stipends_owner')).rejects.toMatchObject({ code: '42501' });
      await expect(client.query('alter table entry disable row level security')).rejects.toMatchObject({ code: '42501' });
      await expect(client.query("copy (select 1) to program 'true'")).rejects.toMatchObject({ code: '42501' });
    });
  });

  it('has a column of a fitting kind for every property of every entity', async () => {
    const { platform } = await testDatabase();
    const columns = await asApp(async (client) => {
      const { rows } = await client.query<{ table_name: string; column_name: string; is_nullable: 'YES' | 'NO' }>(
        "select table_name, column_name, is_nullable from information_schema.columns where table_schema = 'public'",
      );
      return new Map(rows.map((row) => [`${row.table_name}.${row.column_name}`, row.is_nullable === 'YES']));
    }, 'superuserUrl');
    const faults: string[] = [];
    for (const meta of platform.orm.getMetadata().getAll().values()) {
      for (const property of meta.props.filter(({ persist }) => persist !== false)) {
        const column = `${meta.tableName}.${property.fieldNames[0]}`;
        const nullable = columns.get(column);
        if (nullable === undefined) faults.push(`${column} does not exist`);
        else if (nullable && property.nullable !== true)
          faults.push(`${column} may be null, and ${meta.className}.${property.name} says it may not`);
      }
    }
    expect(faults).toEqual([]);
    expect(modules.flatMap(({ entities }) => entities).length).toBeGreaterThan(0);
  });

  it('reads the clock of the employer, not of the process', async () => {
    const sandbox = await testEmployer({ testNow: '2028-02-29T12:00:00.000Z', timeZone: 'Pacific/Apia' });
    await inTransaction(sandbox, async (tx) => {
      expect(tx.now.toISOString()).toBe('2028-02-29T12:00:00.000Z');
      expect(tx.today()).toBe('2028-03-01');
      expect(tx.today('America/New_York')).toBe('2028-02-29');
    });
  });
});

describe('afterwards', () => {
  it('every law holds for every employer of these tests', async () => {
    const { platform } = await testDatabase();
    expect(await verify(platform, modules, employersMade)).toEqual([]);
  });
});
