import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { uuidOf } from '../../src/kernel/ids.js';
import { openApi, usd } from '../support/api.js';
import { testDatabase } from '../support/database.js';

let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: (await testDatabase()).ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());

/** Every number that is neither whole nor a duration: by its base type, since a domain hides it. */
async function numericColumns(): Promise<ReadonlyArray<{ column: string; type: string; domain: boolean }>> {
  const { rows } = await owner.query(`
    select c.oid::regclass || '.' || a.attname as column, format_type(a.atttypid, null) as type, t.typtype = 'd' as domain
    from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      and (case t.typtype when 'd' then t.typbasetype else t.oid end) in ('numeric'::regtype, 'float4'::regtype, 'float8'::regtype, 'money'::regtype)
    order by 1`);
  return rows;
}

describe('the database stores numbers only', () => {
  it('in every numeric column of every table, through a type that refuses what is none', async () => {
    const columns = await numericColumns();
    expect(columns.length).toBeGreaterThan(40);
    expect(columns.filter(({ domain }) => !domain)).toEqual([]);

    const taken: string[] = [];
    for (const type of new Set(columns.map((column) => column.type))) {
      for (const value of ['NaN', 'Infinity', '-Infinity']) {
        const code = await owner.query(`select $1::${type}`, [value]).then(
          () => 'taken',
          (error: { code: string }) => error.code,
        );
        // A check, or more than the precision holds.
        if (code !== '23514' && code !== '22003') taken.push(`${type} ${value}: ${code}`);
      }
      const { rows } = await owner.query(`select $1::${type} as least, null::${type} as none`, [`-${'9'.repeat(28)}`]);
      expect([String(rows[0].least).split('.')[0], rows[0].none]).toEqual([`-${'9'.repeat(28)}`, null]);
    }
    expect(taken).toEqual([]);
  });

  it('in no array and no composite of a table, where such a type could be passed by', async () => {
    const { rows } = await owner.query(`
      select c.oid::regclass || '.' || a.attname as column
      from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
        and (t.typtype in ('c', 'r', 'm') or t.typelem in ('numeric'::regtype, 'float4'::regtype, 'float8'::regtype))
        and not t.oid in ('daterange'::regtype, 'tstzrange'::regtype)`);
    expect(rows).toEqual([]);
  });

  it('also when a function of ours is handed something else', async () => {
    const api = await openApi();
    const zoe = await api.hire();
    await api.grant(zoe, '100');
    const { hold } = await api.authorize(zoe, '40');
    const { pool } = api.ctx.platform;
    const client = await pool.connect();
    try {
      for (const value of ['NaN', 'Infinity', '-Infinity']) {
        await client.query('begin');
        await client.query(`set local app.employer_id = '${uuidOf(api.ctx.employerId)}'`);
        await expect(
          client.query(
            `select settle_hold(h.employer_id, h, 'CAPTURED', $1::numeric, clock_timestamp(), clock_timestamp(), 'UTC') from hold h
             where h.employer_id = current_setting('app.employer_id')::uuid`,
            [value],
          ),
        ).rejects.toThrow(/money_amount|infinite|overflow/);
        await client.query('rollback');
      }
    } finally {
      client.release();
    }
    expect(hold?.status).toBe('AUTHORIZED');
    expect(await api.balances(zoe)).toEqual(['USD: 60.00 left, 40.00 held']);
    expect(await api.codeOf('spendCapture', { holdId: hold?.id, amount: usd('NaN'), idempotencyKey: 'nan' })).not.toBe('OK');
    expect(await api.violations()).toEqual([]);
  });
});
