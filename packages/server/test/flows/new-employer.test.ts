import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { cloneEmployer } from '../../../bench/src/clone-employer.js';
import { newId, uuidOf } from '../../src/kernel/ids.js';
import type { TenantCtx } from '../../src/platform/context.js';
import type { Platform } from '../../src/platform/platform.js';
import { apiOf, openApi } from '../support/api.js';
import { loadInBulk } from '../support/bulk-load.js';
import { closeTestPlatform, openTestPlatform, ownTestDatabase } from '../support/database.js';
import { pagesOf, type RanStatement, recordPlans, tellPlans, wastefulScans } from '../support/plans.js';
import { steps } from '../support/steps.js';

/** Beside them the new employer is large; what the planner knows of tables is theirs. */
const OTHER = { people: 60, eventsEach: 10 };
const OTHERS = 30;
const NEW = { people: 200, eventsEach: 10 };

/** For one operation: what it may touch more while the statistics do not know the employer. Pages of 8 kB. */
const MORE_PAGES = 1.5;
/** A list by key may read all of an employer while the whole table is small: `employees` was seen at 79 above the half more. */
const PAGES_OF_CHANCE = 300;

let superuser: pg.Client;
const platforms: Platform[] = [];
/** What each step ran, before the statistics knew its employer and after. */
const ran = new Map<string, { readonly before: readonly RanStatement[]; after: readonly RanStatement[] }>();

beforeAll(async () => {
  const { superuserUrl, url } = await ownTestDatabase('new_employer');
  superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  const { rows: tables } = await superuser.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of tables) await superuser.query(`alter table ${name} set (autovacuum_enabled = off)`);

  const other = await openApi();
  await loadInBulk(other, OTHER);
  await cloneEmployer(
    superuser,
    uuidOf(other.ctx.employerId),
    Array.from({ length: OTHERS }, () => uuidOf(newId('employer'))),
  );
  await superuser.query('analyze');

  const unknown = await openApi();
  await loadInBulk(unknown, NEW);
  const twin = newId('employer');
  await cloneEmployer(superuser, uuidOf(unknown.ctx.employerId), [uuidOf(twin)]);

  await tellPlans(superuser);
  // New connections, which say how their statements run, and have no plan from earlier.
  const open = (ctx: TenantCtx) => {
    const platform = openTestPlatform(url);
    platforms.push(platform);
    return apiOf({ ...ctx, platform });
  };
  const before = open(unknown.ctx);
  for (const step of steps) ran.set(step.name, { before: await recordPlans(superuser, () => step.run(before)), after: [] });
  await superuser.query('analyze');
  const after = open({ ...unknown.ctx, employerId: twin });
  for (const step of steps) {
    const told = ran.get(step.name);
    if (told !== undefined) told.after = await recordPlans(superuser, () => step.run(after));
  }
}, 180_000);

afterAll(async () => {
  for (const platform of platforms) await closeTestPlatform(platform);
  await superuser.end();
});

describe('of an employer that was loaded in bulk and that the statistics do not know', () => {
  it.each(steps.map(({ name }) => name))('%s reads by key, and as little as when they know it', (name) => {
    const { before = [], after = [] } = ran.get(name) ?? {};
    expect(before.length).toBeGreaterThan(0);
    expect({ wasteful: wastefulScans(before) }).toEqual({ wasteful: [] });
    expect(pagesOf(before)).toBeLessThanOrEqual(MORE_PAGES * pagesOf(after) + PAGES_OF_CHANCE);
  });
});

it('no table keeps statistics of the tenant, so all employers have the same plans', async () => {
  const { rows } = await superuser.query(`
    select c.oid::regclass::text as "table" from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'employer_id'
    where c.relkind in ('r', 'p') and c.relrowsecurity
      and (a.attstattarget is distinct from 0 or exists (select from pg_statistic s where s.starelid = c.oid and s.staattnum = a.attnum))`);
  expect(rows).toEqual([]);
});
