import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { getConstructionPlans } from 'pg-boss';
import { modules } from '../../src/app.js';
import { MADE_BEFORE, migrate } from '../../src/platform/schema/migrate.js';
import { APPLIED_FILES, type AppliedFile, schemaFault } from '../../src/platform/schema/schema-fault.js';
import { type Schema, type SqlFile, sqlFile } from '../../src/platform/schema/sql-files.js';
import { ourSchema, rooms } from '../../src/schema.js';
import { testDatabase } from '../support/database.js';
import { schemaText } from '../support/schema-text.js';

const database = `stipends_older_${process.env.JEST_WORKER_ID ?? '1'}`;
let superuser: pg.Client;
let superuserUrl: string;
let ownerUrl: string;
let owner: pg.Client;

beforeAll(async () => {
  const urls = await testDatabase();
  superuser = new pg.Client({ connectionString: urls.superuserUrl });
  await superuser.connect();
  superuserUrl = inside(urls.superuserUrl);
  ownerUrl = inside(urls.ownerUrl);
});
beforeEach(async () => {
  await superuser.query(`drop database if exists ${database} with (force)`);
  await superuser.query(`create database ${database} owner stipends_owner`);
  const admin = new pg.Client({ connectionString: superuserUrl });
  await admin.connect();
  await admin.query('create extension btree_gist; create extension pgcrypto');
  await admin.end();
  owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
});
afterEach(() => owner.end());
afterAll(async () => {
  await superuser.query(`drop database if exists ${database} with (force)`);
  await superuser.end();
});

function inside(url: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

const names = (schema: Schema) => schema.map(({ name }) => name);
const without = (schema: Schema, name: string) => schema.filter((file) => file.name !== name);
const changed = (schema: Schema, name: string, text: (before: string) => string): Schema =>
  schema.map((file) => (file.name === name ? sqlFile(name, file.kind, text(file.text)) : file));
const step = (name: string, text: string): SqlFile => sqlFile(name, 'STEP', text);
const applied = async () => (await owner.query<AppliedFile>(APPLIED_FILES)).rows;

/** Two employers, each with a rate: rows that a step may change. */
async function employers(): Promise<void> {
  for (const name of ['one', 'two']) {
    const { rows } = await owner.query<{ id: string }>(
      `insert into employer (id, name, mode) values (gen_random_uuid(), $1, 'LIVE') returning id`,
      [name],
    );
    await owner.query("select set_config('app.employer_id', $1, false)", [rows[0]?.id]);
    await owner.query(
      `insert into fx_rate (employer_id, id, base, quote, rate, as_of, source, recorded_at)
       values (current_setting('app.employer_id')::uuid, gen_random_uuid(), 'EUR', 'USD', 1.1, now(), 'test', now())`,
    );
    await owner.query(
      `insert into employer_settings (employer_id, mode, time_zone, currency) values (current_setting('app.employer_id')::uuid, 'LIVE', 'UTC', 'USD')`,
    );
  }
  await owner.query('reset app.employer_id');
}

describe('the schema', () => {
  it('stands in the order of the modules', () => {
    const order = modules.map(({ name }) => name);
    expect(rooms.filter((room) => order.includes(room))).toEqual(order);
  });

  it('has the job queue of the installed pg-boss: another version of it comes with a step of its own', () => {
    const frozen = ourSchema().find(({ name }) => name === 'platform/0001-job-queue')?.text ?? '';
    const words = (text: string) => text.replace(/\s+/g, ' ').trim();
    const plan = getConstructionPlans('pgboss')
      .replace(/^\s*BEGIN;/, '')
      .replace(/COMMIT;\s*$/, '')
      .replace(/SET LOCAL [^;]*;/g, '');
    expect(plan.length).toBeGreaterThan(1_000);
    expect(words(frozen)).toContain(words(plan));
  });

  it('is the same in a database that was brought along as in a new one, whatever its functions were before', async () => {
    // The database that every test file is given was made from nothing.
    const fresh = new pg.Client({ connectionString: (await testDatabase()).superuserUrl });
    const older = changed(
      changed(ourSchema(), 'platform/epoch_ms', (text) => text.replace('1000', '1001')),
      'ledger/triggers',
      () => '',
    );
    expect(older).not.toEqual(ourSchema());
    await migrate(ownerUrl, older);
    const renamed = sqlFile(
      'ledger/forgotten',
      'FUNCTION',
      'create or replace function forgotten() returns integer language sql as $$ select 1 $$;',
    );
    await migrate(ownerUrl, [...older, renamed]);
    expect(await migrate(ownerUrl, ourSchema())).toEqual(['platform/epoch_ms', 'ledger/triggers']);
    await fresh.connect();
    try {
      expect(await schemaText(owner)).toBe(await schemaText(fresh));
    } finally {
      await fresh.end();
    }
    expect(await migrate(ownerUrl, ourSchema())).toEqual([]);
    expect(schemaFault(ourSchema(), await applied())).toBeUndefined();
  }, 60_000);

  it('is made once by two processes at the same time', async () => {
    const both = await Promise.all([migrate(ownerUrl, ourSchema()), migrate(ownerUrl, ourSchema())]);
    expect(both.map(({ length }) => length).sort((a, b) => a - b)).toEqual([0, ourSchema().length]);
  }, 60_000);

  it('is not made by halves: what fails undoes all before it, and the next run begins anew', async () => {
    const broken = [...ourSchema(), step('payroll/0002-broken', 'create table half (id uuid); select 1 / 0')];
    await expect(migrate(ownerUrl, broken)).rejects.toThrow('payroll/0002-broken: division by zero');
    expect((await owner.query("select from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'")).rowCount).toBe(0);
    expect(await migrate(ownerUrl, ourSchema())).toEqual(names(ourSchema()));
  }, 60_000);
});

describe('a database of another version', () => {
  it('that was made before the first release is refused with what to do', async () => {
    await owner.query('create table schema_migration (id serial, name varchar(255))');
    await expect(migrate(ownerUrl, ourSchema())).rejects.toThrow(MADE_BEFORE);
  });

  it('says whether it is older, newer, or made by another text', async () => {
    const added = step('payroll/0002-added', 'create table added (id uuid)');
    await migrate(ownerUrl, [...ourSchema(), added]);
    expect(schemaFault(ourSchema(), await applied())).toBe(
      'The database schema is newer than this server (payroll/0002-added). Start a newer server.',
    );
    await expect(migrate(ownerUrl, ourSchema())).rejects.toThrow('newer than this server (payroll/0002-added)');

    const more = step('payroll/0003-more', 'create table more (id uuid)');
    expect(schemaFault([...ourSchema(), added, more], await applied())).toBe(
      'The database schema is older than this server: run `npm run db:migrate` (missing payroll/0003-more).',
    );
    const rewritten = [...ourSchema(), step('payroll/0002-added', 'create table added (id uuid, name text)')];
    expect(schemaFault(rewritten, await applied())).toBe(
      'The database was made by another text of payroll/0002-added, which never changes once it has run. Start the version that made it, or make a new database.',
    );
    await expect(migrate(ownerUrl, rewritten)).rejects.toThrow('another text of payroll/0002-added');
    expect(
      schemaFault(
        changed([...ourSchema(), added], 'platform/epoch_ms', (text) => `${text} `),
        await applied(),
      ),
    ).toBe("The functions of the database are not this server's: run `npm run db:migrate` (platform/epoch_ms).");
    expect(schemaFault(without([...ourSchema(), added], 'platform/epoch_ms'), await applied())).toContain('(platform/epoch_ms)');
    expect(schemaFault(ourSchema(), [])).toMatch(/missing platform\/0001-foundation, .* and \d+ more\)/);
  }, 60_000);
});

describe('a function', () => {
  const file = (text: string) => sqlFile('ledger/told', 'FUNCTION', text);
  const told = file('create or replace function told() returns integer language sql as $$ select 1 $$;');

  it('that has no file any more is dropped, and one that moved to another room is not', async () => {
    await migrate(ownerUrl, [...ourSchema(), told]);
    const moved = sqlFile('grants/told', 'FUNCTION', told.text);
    expect(await migrate(ownerUrl, [...ourSchema(), moved])).toEqual(['grants/told']);
    expect((await owner.query('select told() as told')).rows).toEqual([{ told: 1 }]);
    await migrate(ownerUrl, ourSchema());
    await expect(owner.query('select told()')).rejects.toMatchObject({ code: '42883' });
  }, 60_000);

  it('does not change its signature: the one of before would go on beside it', async () => {
    await migrate(ownerUrl, [...ourSchema(), told]);
    const other = file('create or replace function told(p_more integer) returns integer language sql as $$ select 1 $$;');
    await expect(migrate(ownerUrl, [...ourSchema(), other])).rejects.toThrow(
      'ledger/told must make one function of its name, and there are 2 (told(), told(integer))',
    );
    expect(await migrate(ownerUrl, [...ourSchema(), told])).toEqual([]);
  }, 60_000);
});

describe('a step that changes rows of employers with none set', () => {
  // Each would change nothing and say nothing: row-level security is forced for the owner too.
  const blind: ReadonlyArray<readonly [string, string]> = [
    ['in the open', `update employer_settings set minimum_cohort = 7`],
    ['with a condition of its own', `delete from fx_rate where rate > 1`],
    ['in a block', `do $$ begin update employer_settings set minimum_cohort = 7; end $$`],
    [
      'in a loop that forgets the setting',
      `do $$ declare e uuid; begin for e in select id from employer loop update employer_settings set minimum_cohort = 7 where employer_id = e; end loop; end $$`,
    ],
    ['in a part of a query', `with gone as (delete from spend_counter returning 1) select count(*) from gone`],
    [
      'in a function it calls',
      `create function change_all() returns void language sql as $$ update employer_settings set minimum_cohort = 7 $$; select change_all()`,
    ],
    ['to fill another table', `create temporary table kept on commit drop as select * from stipend`],
    [
      'by a foreign key that looks at what is there',
      `alter table stipend add constraint stipend_extra foreign key (employer_id, offer_id) references offer (employer_id, id)`,
    ],
  ];

  it.each(blind)(
    'is refused, %s',
    async (_how, sql) => {
      await migrate(ownerUrl, ourSchema());
      await employers();
      await expect(migrate(ownerUrl, [...ourSchema(), step('payroll/0002-blind', sql)])).rejects.toThrow(
        /^payroll\/0002-blind: it reads or changes rows of employers with no employer set/,
      );
    },
    60_000,
  );

  it('is not refused where it sets each, and changes every row', async () => {
    await migrate(ownerUrl, ourSchema());
    await employers();
    const loop = step(
      'payroll/0002-loop',
      `do $$ declare v_employer uuid; begin
         for v_employer in select id from employer loop
           perform set_config('app.employer_id', v_employer::text, true);
           update employer_settings set minimum_cohort = 7 where employer_id = v_employer;
         end loop;
       end $$`,
    );
    const after = step('payroll/0003-after', 'update employer_settings set minimum_cohort = 8');
    expect(await migrate(ownerUrl, [...ourSchema(), loop])).toEqual(['payroll/0002-loop']);
    const { rows } = await (async () => {
      const admin = new pg.Client({ connectionString: superuserUrl });
      await admin.connect();
      try {
        return await admin.query('select minimum_cohort from employer_settings');
      } finally {
        await admin.end();
      }
    })();
    expect(rows).toEqual([{ minimum_cohort: 7 }, { minimum_cohort: 7 }]);
    // What one step has set is not there for the next.
    await expect(migrate(ownerUrl, [...ourSchema(), loop, after])).rejects.toThrow('payroll/0003-after: it reads or changes rows');
  }, 60_000);
});
