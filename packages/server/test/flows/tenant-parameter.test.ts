import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { modules } from '../../src/app.js';
import { EmployerSettings } from '../../src/modules/access/employer-settings.entity.js';
import { Department } from '../../src/modules/directory/organization.entity.js';
import { OfferComponentRow } from '../../src/modules/offers/offer.entity.js';
import { inTransaction } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { openApi } from '../support/api.js';
import { loadInBulk } from '../support/bulk-load.js';
import { testDatabase } from '../support/database.js';
import { sourceFiles } from '../support/schema-order.js';
import { seedEverything } from '../support/seed.js';
import { statementsOf } from '../support/statement-log.js';
import { steps } from '../support/steps.js';
import { statementsIn, withoutTenant } from '../support/tenant-statements.js';

const known = new Set(['hold', 'employee', 'entry', 'posting']);

describe('a statement', () => {
  it.each([
    ['select * from hold where employer_id = $1::uuid and id = $2'],
    ['select h.id from hold as h join employee e on e.employer_id = $1 and e.id = h.employee_id where $1::uuid = h.employer_id'],
    ['select 1 from hold h, employee e where h.employer_id = $1 and e.employer_id = $1 for no key update of h'],
    ['select exists (select from entry n where n.employer_id = $2 and n.id = a.id) from unnest($1::uuid[]) as a (id)'],
    ['with x as (select id from hold where employer_id = $1) select id from x union all select id from employee where employer_id = $1'],
    ['update hold h set status = $1 from employee e where e.employer_id = $2 and h.employer_id = $2 and h.employee_id = e.id'],
    ['update "hold" set "a" = case when ("employer_id" = $1) then $3 end where ("employer_id", "id") in (($1, $2), ($1, $4))'],
    ['insert into hold (employer_id, id) values ($1, $2), ($1::uuid, $3) on conflict (employer_id, id) do update set id = $2 returning 1'],
    ['insert into hold (id, employer_id) select x.id, $2::uuid from unnest($1::uuid[]) as x (id) where x.id is distinct from $3'],
    ["select 'from hold' as a, e.hold from outside e -- from hold"],
    ["select * from hold as h where h.employer_id = '01a2301a-5aa5-7009-82f2-8cb68223bbf7'"],
    ['select spend($1::uuid, $2)'],
  ])('says its tenant: %s', (text) => {
    expect(withoutTenant(text, known)).toEqual([]);
  });

  it.each([
    ['select * from hold where id = $1', ['hold']],
    ["select * from hold where employer_id = current_setting('app.employer_id')::uuid", ['hold']],
    ['select h.id from hold h join employee e on e.employer_id = h.employer_id where h.employer_id = $1', ['employee e']],
    ['select 1 from hold h, employee e where h.employer_id = $1 for no key update', ['employee e']],
    ['select 1 from (select 1 as id) x, hold h where x.id = h.id', ['hold h']],
    [
      'select 1 from (hold h join employee e on e.employer_id = $1 and e.id = h.employee_id), posting where posting.employer_id = $1',
      ['hold h'],
    ],
    ['select 1 from hold h left join lateral (select from entry n where n.id = h.id) x on true where h.employer_id = $1', ['entry n']],
    ['select 1 from a where exists (select from entry where a.employer_id = $1)', ['entry']],
    ['select id from hold where employer_id = $1 union select id from employee', ['employee']],
    ['update hold h set status = $1 from employee e where e.employer_id = $2', ['hold h']],
    ['delete from hold using employee e where e.employer_id = $1', ['hold']],
    ['insert into hold (employer_id, id) values ($1, $2), (default, $3)', ['insert into hold']],
    ['insert into hold (id) values ($1)', ['insert into hold']],
    ['insert into hold (employer_id, id) select e.employer_id, e.id from employee e where e.employer_id = $1', ['insert into hold']],
    ['select f(array(select id from (select id from hold where id = $1) as found))', ['hold']],
  ])('does not: %s', (text, offenders) => {
    expect(withoutTenant(text, known)).toEqual(offenders);
  });
});

describe('the tenant is a parameter on each of its tables', () => {
  let tables: ReadonlySet<string>;

  beforeAll(async () => {
    const superuser = new pg.Client({ connectionString: (await testDatabase()).superuserUrl });
    await superuser.connect();
    const { rows } = await superuser.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'employer_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and (c.relrowsecurity or c.relkind = 'v')`,
    );
    await superuser.end();
    tables = new Set(rows.map(({ name }) => name));
  });

  const offenders = (texts: readonly string[]): string[] =>
    [...new Set(texts)].flatMap((text) => {
      const without = withoutTenant(text, tables);
      return without.length === 0 ? [] : [`${without.join(', ')}: ${text.replaceAll(/\s+/g, ' ').trim()}`];
    });

  const about = (texts: readonly string[]): string[] =>
    [...new Set(texts)].filter((text) => [...tables].some((table) => text.includes(table)));

  it('in every statement that stands in the source', () => {
    const texts = sourceFiles(path.join(path.dirname(fileURLToPath(import.meta.url)), '../../src')).flatMap(({ path: file, text }) =>
      file.endsWith('.ts') ? statementsIn(text) : [],
    );
    expect(about(texts).length).toBeGreaterThan(150);
    expect(offenders(texts)).toEqual([]);
  });

  it('in everything that is sent', async () => {
    const [bulk, seeded] = [await openApi(), await openApi()];
    const texts = await statementsOf(async () => {
      await loadInBulk(bulk, { people: 100, eventsEach: 4 });
      for (const step of steps) await step.run(bulk);
      await seedEverything(seeded.ctx);
      expect(await verify(bulk.ctx.platform, modules, [bulk.ctx.employerId, seeded.ctx.employerId])).toEqual([]);
    });
    expect(about(texts).length).toBeGreaterThan(200);
    expect(texts.filter((text) => text.includes('app.employer_id') && !text.startsWith('SET LOCAL'))).toEqual([]);
    expect(offenders(texts)).toEqual([]);
  }, 120_000);

  it('in reads, updates and deletes of entities that do not say whose they are, and none is made outside of a transaction', async () => {
    const { ctx } = await openApi();
    const texts = await statementsOf(() =>
      inTransaction(ctx, async (tx) => {
        await tx.em.find(Department, { name: 'Zoë' });
        await tx.em.nativeUpdate(EmployerSettings, {}, { minimumCohort: 6 });
        await tx.em.nativeDelete(OfferComponentRow, {});
        expect((await tx.em.findOneOrFail(EmployerSettings, {})).minimumCohort).toBe(6);
      }),
    );
    expect(about(texts)).toHaveLength(5);
    expect(offenders(texts)).toEqual([]);
    await expect(ctx.platform.orm.em.fork().find(Department, {})).rejects.toThrow("No arguments provided for filter 'tenant'");
  });
});
