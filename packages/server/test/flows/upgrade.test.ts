import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { modules } from '../../src/app.js';
import { idOf, newId, uuidOf } from '../../src/kernel/ids.js';
import { migrate } from '../../src/platform/migrate.js';
import { schemaSteps } from '../../src/platform/migrations/index.js';
import { verify } from '../../src/verify.js';
import { ask } from '../support/ask.js';
import { closeTestPlatform, openTestPlatform, testCtx, testDatabase } from '../support/database.js';

const database = `stipends_older_${process.env.JEST_WORKER_ID ?? '1'}`;
let superuser: pg.Client;
let urls: { readonly superuser: string; readonly owner: string; readonly app: string };

beforeAll(async () => {
  const { url, ownerUrl, superuserUrl } = await testDatabase();
  superuser = new pg.Client({ connectionString: superuserUrl });
  await superuser.connect();
  urls = { superuser: named(superuserUrl), owner: named(ownerUrl), app: named(url) };
});
beforeEach(async () => {
  await superuser.query(`drop database if exists ${database} with (force)`);
  await superuser.query(`create database ${database} owner stipends_owner`);
  await using(urls.superuser, (client) => client.query('create extension btree_gist; create extension pgcrypto'));
});
afterAll(async () => {
  await superuser.query(`drop database ${database} with (force)`);
  await superuser.end();
});

function named(url: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function using<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A comparison is written with a cast where its column has a domain; it is the same to the planner. */
const uncast = (definitions: readonly unknown[]): string[] =>
  definitions.map((each) => String(each).replace(/\(([\w.]+)\)::numeric/gi, '$1'));

const columnOf = async (client: pg.Client, text: string): Promise<unknown[]> =>
  (await client.query({ text, rowMode: 'array' })).rows.flat();

describe('a database of an earlier version', () => {
  it('keeps its numbers, triggers and indexes when its columns refuse what is no number, and closes the queue to the app role', async () => {
    const first = schemaSteps.findIndex(({ name }) => name === '0270-numbers');
    await migrate(urls.owner, schemaSteps.slice(0, first));
    const employerId = uuidOf(newId('employer'));
    const triggers = `select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1`;
    const indexes = `select indexdef from pg_indexes where schemaname = 'public' order by 1`;
    const rates = 'select rate::text from fx_rate order by rate';
    const before = await using(urls.owner, async (client) => {
      // What an earlier version granted, and a later one takes back.
      await client.query(
        'grant usage on schema pgboss to stipends_app; grant select, insert on all tables in schema pgboss to stipends_app',
      );
      await client.query(`begin; set local app.employer_id = '${employerId}'`);
      await client.query("insert into employer (id, name, mode) values ($1, 'Older', 'LIVE')", [employerId]);
      for (const rate of ['0.0000000001', '1', '9999999999999999999999999999.9999999999']) {
        await client.query(
          `insert into fx_rate (employer_id, id, base, quote, rate, as_of, source, recorded_at)
           values ($1, gen_random_uuid(), 'EUR', 'USD', $2, now() + random() * interval '1 day', 'test', now())`,
          [employerId, rate],
        );
      }
      await client.query('commit');
      return [uncast(await columnOf(client, triggers)), uncast(await columnOf(client, indexes))];
    });

    const last = schemaSteps.findIndex(({ name }) => name === '0272-queue');
    const ran = await migrate(urls.owner, schemaSteps.slice(0, last + 1));
    expect(ran).toEqual(['0270-numbers', '0271-pooled-plans', '0272-queue']);
    await using(urls.owner, async (client) => {
      await client.query(`begin; set local app.employer_id = '${employerId}'`);
      expect(await columnOf(client, rates)).toEqual(['0.0000000001', '1.0000000000', '9999999999999999999999999999.9999999999']);
      const none = client.query(
        `insert into fx_rate (employer_id, id, base, quote, rate, as_of, source, recorded_at)
         values ($1, gen_random_uuid(), 'EUR', 'GBP', 'NaN', now(), 'test', now())`,
        [employerId],
      );
      await expect(none).rejects.toMatchObject({ code: '23514' });
      await client.query('rollback');
      expect([uncast(await columnOf(client, triggers)), uncast(await columnOf(client, indexes))]).toEqual(before);
      await client.query('set enable_seqscan = off');
      const plan = await columnOf(
        client,
        `explain select from grant_account where employer_id = '${employerId}' and employee_id = '${employerId}' and (available > 0 or uncapped)`,
      );
      expect(plan.join()).toContain('grant_account_fundable');
    });
    await using(urls.app, async (client) => {
      await expect(client.query('select * from pgboss.job')).rejects.toMatchObject({ code: '42501' });
    });
    expect(await migrate(urls.owner)).toEqual(schemaSteps.slice(last + 1).map(({ name }) => name));
    expect(await migrate(urls.owner)).toEqual([]);
  }, 60_000);

  it('keeps the prices of its charges, from what they say: each is found by its id, and the books agree', async () => {
    const before = schemaSteps.findIndex(({ name }) => name === '0220-used-prices');
    await migrate(urls.owner, schemaSteps.slice(0, before));
    const prices = { long: newId('price'), old: newId('price'), free: newId('price') };
    const line = (usageClass: string, count: string, price: string) => ({ usageClass, count, price, unitQuantity: '1000000' });
    const charges = [
      // A request over 200,000 tokens, at the price for those, and a short one.
      { priceId: prices.long, listed: ['google', 'gemini-2.5-pro'], lines: [line('INPUT', '200001', '2.5'), line('OUTPUT', '9', '15')] },
      { priceId: prices.long, listed: ['google', 'gemini-2.5-pro'], lines: [line('INPUT', '1000', '1.25')] },
      // Made before charges said how the list names the model.
      { priceId: prices.old, listed: [null, null], lines: [line('INPUT', '7', '0.15')] },
      { priceId: prices.free, listed: ['openrouter', 'some/model:free'], lines: [] },
    ];
    const employers = [newId('employer'), newId('employer')];
    await using(urls.owner, async (client) => {
      for (const employerId of employers.map(uuidOf)) {
        const employeeId = uuidOf(newId('employee'));
        await client.query(`begin; set local app.employer_id = '${employerId}'`);
        await client.query("insert into employer (id, name, mode) values ($1, 'Older', 'LIVE')", [employerId]);
        await client.query(
          "insert into employer_settings (employer_id, mode, time_zone, currency) values ($1, 'LIVE', 'Europe/Berlin', 'USD')",
          [employerId],
        );
        await client.query(
          "insert into employee (employer_id, id, source, external_id, name, created_at, updated_at) values ($1, $2, 'test', 'ada', 'Ada', now(), now())",
          [employerId, employeeId],
        );
        for (const [index, { priceId, listed, lines }] of charges.entries()) {
          const usageId = uuidOf(newId('usageEvent'));
          await client.query(
            "insert into usage_key (employer_id, source, event_id, usage_id, fingerprint) values ($1, 'test', $2, $3, '')",
            [employerId, `u${index}`, usageId],
          );
          await client.query(
            `insert into usage_event (employer_id, id, source, event_id, employee_id, reference, provider, model, occurred_at, counts, status, recorded_at)
             values ($1, $2, 'test', $3, $4, '{}', 'Azure', 'GPT-4o-mini', '2026-11-02T09:00:00Z', '[]', 'RECORDED', now())`,
            [employerId, usageId, `u${index}`, employeeId],
          );
          // What was paid is not looked at here.
          await client.query(
            `insert into usage_charge (employer_id, usage_id, employee_id, occurred_at, price_id, lines, list_amount, list_currency, amount, currency,
               listed_provider, listed_model, booked_at) values ($1, $2, $3, '2026-11-02T09:00:00Z', $4, $5, 0, 'USD', 0, 'USD', $6, $7, $8)`,
            [employerId, usageId, employeeId, uuidOf(priceId), JSON.stringify(lines), ...listed, `2026-11-02T10:0${index}:00Z`],
          );
        }
        await client.query('commit');
      }
    });

    await migrate(urls.owner);
    const platform = openTestPlatform(urls.app);
    try {
      expect(await verify(platform, modules, employers)).toEqual([]);
      const node = `query ($id: ID!) { node(id: $id) { ... on Price { id provider model warnings { usageClass } classPrices { usageClass price } } } }`;
      for (const employerId of employers) {
        const ctx = testCtx(platform, employerId, idOf('partner', uuidOf(newId('partner'))), 'LIVE');
        const told = async (id: string) => (await ask<{ node: object | null }>(ctx, node, { id })).data.node;
        const warnings = [{ usageClass: null }];
        expect(await told(prices.long)).toEqual({
          id: prices.long,
          provider: 'google',
          model: 'gemini-2.5-pro',
          warnings,
          classPrices: [
            { usageClass: 'INPUT', price: '1.25' },
            { usageClass: 'OUTPUT', price: '15' },
          ],
        });
        expect(await told(prices.old)).toMatchObject({ provider: 'Azure', model: 'GPT-4o-mini', warnings });
        expect(await told(prices.free)).toMatchObject({ provider: 'openrouter', model: 'some/model:free', classPrices: [] });
        expect(await told(newId('price'))).toBeNull();
      }
    } finally {
      await closeTestPlatform(platform);
    }
  }, 60_000);
});
