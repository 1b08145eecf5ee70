import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import pino from 'pino';
import { closePlatform, openPlatform } from '../../src/app.js';
import { uuidOf } from '../../src/kernel/ids.js';
import { createPartner, newPartner } from '../../src/modules/access/index.js';
import { loadConfig } from '../../src/platform/config.js';
import { openJobQueue, sendJob } from '../../src/platform/job-queue.js';
import { inPipeline, lookup } from '../../src/platform/pipeline.js';
import type { Platform } from '../../src/platform/platform.js';
import { prepareDatabase } from '../../src/platform/roles.js';
import { migrate } from '../../src/platform/schema/migrate.js';
import { deriveKeys } from '../../src/platform/secrets.js';
import { inTransaction } from '../../src/platform/transaction.js';
import { ourSchema } from '../../src/schema.js';
import { type Api, fresh, openApi } from '../support/api.js';
import { ask } from '../support/ask.js';
import { testDatabase } from '../support/database.js';
import { type PooledBy, type Pooler, pgbouncerVersion, startPooler } from '../support/pgbouncer.js';

const version = pgbouncerVersion();
const keepsStatements = version !== undefined && (version[0] > 1 || version[1] >= 21);
const skipped = (what: string, tool: string) => process.stderr.write(`${what} is not tested: ${tool} is not at hand.\n`);
if (version === undefined) skipped('A connection pooler', 'pgbouncer');
else if (!keepsStatements) skipped('A connection pooler that keeps prepared statements', 'pgbouncer 1.21 or newer');

const opened: Array<() => Promise<void>> = [];
afterAll(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function poolerOf(by: PooledBy): Promise<Pooler> {
  const { url, queueUrl, ownerUrl, superuserUrl } = await testDatabase();
  const pooler = await startPooler([url, queueUrl, ownerUrl, superuserUrl], by);
  opened.push(() => pooler.stop());
  return pooler;
}

/** A server's machine room, as `npm start` opens it. */
async function open(databaseUrl: string, preparedStatements: 'on' | 'off'): Promise<Platform> {
  const config = loadConfig({
    ENVIRONMENT: 'test',
    ROLE: 'server',
    DATABASE_URL: databaseUrl,
    DATABASE_PREPARED_STATEMENTS: preparedStatements,
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  const platform = await openPlatform(config, databaseUrl, pino({ level: 'silent' }));
  opened.push(() => closePlatform(platform));
  return platform;
}

/** A process of the compiled server, which serves and works; the address it answers at. */
async function startProcess(settings: Readonly<Record<string, string>>): Promise<string> {
  const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
  const env = { PATH: process.env.PATH, ENVIRONMENT: 'test', PORT: '0', LOG_LEVEL: 'error', ...settings };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  opened.push(async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /at (http\S+)/.exec(line)?.[1];
    if (address === undefined) continue;
    child.stdout.resume();
    return address;
  }
  throw new Error('The server ended before it answered.');
}

const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: Error) => error.message,
  );

/** What one employer's people do, many at once, and what must come of it. */
async function work(api: Api, name: string, clients: number, amount: string): Promise<void> {
  const people = await Promise.all(Array.from({ length: 4 }, () => api.hire(fresh(name))));
  await Promise.all(people.map((person) => api.grant(person, '1000')));
  await Promise.all(
    Array.from({ length: clients }, async (_, index) => {
      const person = people[index % people.length] ?? '';
      await api.capture(await api.hold(person, amount), amount);
      const seen = await ask<{ employees: { nodes: Array<{ externalId: string }> }; balances: { nodes: unknown[] } }>(
        api.ctx,
        '{ employees(first: 50) { nodes { externalId } } balances(first: 50) { nodes { available { amount } } } }',
      );
      expect(seen.errors).toEqual([]);
      expect(seen.data.employees.nodes.map(({ externalId }) => externalId).sort()).toEqual([...people].sort());
      expect(seen.data.balances.nodes).toHaveLength(people.length);
      const [outcome] = await api.report({
        id: fresh('run'),
        employee: { externalId: person },
        provider: 'anthropic',
        model: 'claude-haiku-4-5',
        occurredAt: '2026-11-02T09:00:00.000Z',
        counts: [{ usageClass: 'INPUT', count: '1000000' }],
      });
      expect(outcome).toMatchObject({ status: 'RECORDED', cost: { amount: '1.00' } });
    }),
  );
  const each = clients / people.length;
  const used = each * Number(amount) + each;
  for (const person of people) expect(await api.balances(person)).toEqual([`USD: ${1000 - used}.00 left, ${used}.00 used`]);
  expect(await api.violations()).toEqual([]);
}

async function twoTenants(platform: Platform, clients: number): Promise<void> {
  const [one, other] = [await openApi({ platform }), await openApi({ platform })];
  await Promise.all([work(one, 'one', clients, '3'), work(other, 'other', clients, '7')]);
  // No session kept a tenant, or a setting, for the next.
  for (let round = 0; round < 6; round += 1) {
    const { rows } = await platform.pool.query(
      "select coalesce(current_setting('app.employer_id', true), '') as tenant, current_setting('enable_seqscan') as reads, (select count(*)::int from employee) as people",
    );
    expect(rows).toEqual([{ tenant: '', reads: 'on', people: 0 }]);
  }
}

describe('statements without names', () => {
  it('do the same, on connections of our own too', async () => {
    await twoTenants(await open((await testDatabase()).url, 'off'), 8);
  }, 60_000);
});

describe('what plans rely on', () => {
  it('is said in each pipelined transaction and ends with it', async () => {
    const { ctx } = await openApi();
    const shown = await inPipeline(ctx, (pipeline) =>
      pipeline.finish({
        settings: lookup(
          { text: "select current_setting('enable_seqscan') as reads, current_setting('app.employer_id') as tenant" },
          (rows) => rows,
        ),
      }),
    );
    expect(shown.settings).toEqual([{ reads: 'off', tenant: uuidOf(ctx.employerId) }]);
    const [inside] = await inTransaction(ctx, (tx) => tx.sql<{ reads: string }>("select current_setting('enable_seqscan') as reads"));
    expect(inside).toEqual({ reads: 'on' });
  });

  it('is said by each function that is called outside of them, and that temporary tables come last', async () => {
    const client = new pg.Client({ connectionString: (await testDatabase()).url });
    await client.connect();
    const { rows } = await client.query(`
      select oid::regprocedure::text as name from pg_proc
      where pronamespace = 'public'::regnamespace and prosecdef and proowner = 'stipends_owner'::regrole
        and not coalesce(proconfig, '{}') @> array['enable_seqscan=off', 'search_path=pg_catalog, public, pg_temp']`);
    await client.end();
    expect(rows).toEqual([]);
  });
});

(version === undefined ? describe.skip : describe)('behind PgBouncer in transaction mode', () => {
  let pooler: Pooler;
  beforeAll(async () => {
    pooler = await poolerOf({ size: 2 });
  });

  it('a start with named statements is refused, and says what to set', async () => {
    const { url } = await testDatabase();
    const lost =
      'DATABASE_URL leads through a connection pooler that does not keep prepared statements: set DATABASE_PREPARED_STATEMENTS=off, or, with PgBouncer 1.21 or newer, its max_prepared_statements above 0.';
    for (let round = 0; round < 3; round += 1) expect(await refusalOf(open(pooler.through(url), 'on'))).toBe(lost);
    expect(await refusalOf(open(url, 'on'))).toBe('accepted');
  }, 30_000);

  it('two tenants work side by side in two sessions of PostgreSQL, and neither sees the other', async () => {
    await twoTenants(await open(pooler.through((await testDatabase()).url), 'off'), 40);
  }, 120_000);

  it('a process answers every request, and runs the jobs they leave', async () => {
    const { url, queueUrl, ownerUrl } = await testDatabase();
    const masterKey = Buffer.alloc(32, 9).toString('base64');
    const address = await startProcess({
      DATABASE_URL: pooler.through(url),
      DATABASE_QUEUE_URL: pooler.through(queueUrl),
      DATABASE_PREPARED_STATEMENTS: 'off',
      MASTER_KEY: masterKey,
    });
    const partners = [newPartner('One', 'TEST'), newPartner('Other', 'TEST')];
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    for (const partner of partners) await createPartner(owner, deriveKeys(masterKey).pepper, partner);
    await owner.end();

    await Promise.all(
      partners.map(async ({ name, keys }) => {
        const send = async <Data>(query: string, variables: object = {}, employer?: string): Promise<Data> => {
          const headers = { authorization: `Bearer ${keys[0]?.secret}`, 'content-type': 'application/json' };
          const response = await fetch(address, {
            method: 'POST',
            headers: employer === undefined ? headers : { ...headers, 'x-employer': `ext:${employer}` },
            body: JSON.stringify({ query, variables }),
          });
          const answer = (await response.json()) as { data: Data; errors?: unknown };
          expect([response.status, answer.errors]).toEqual([200, undefined]);
          return answer.data;
        };
        // The same external ids with both, so that one that is mixed up would be found.
        const employers = ['a', 'b', 'c'];
        const input = { employers: employers.map((externalId) => ({ externalId, name: `${name} ${externalId}` })) };
        await send('mutation($input: EmployersUpsertInput!) { employersUpsert(input: $input) { userErrors { code } } }', { input });
        await Promise.all(
          Array.from({ length: 6 }, async (_, client) => {
            const employer = employers[client % employers.length] ?? '';
            for (let round = 0; round < 4; round += 1) {
              const person = {
                externalId: `e-${client}-${round}`,
                name: `${name} ${employer}`,
                employment: { effectiveDate: '2026-01-01' },
              };
              await send(
                'mutation($input: EmployeesUpsertInput!) { employeesUpsert(input: $input) { userErrors { code } outcomes { userErrors { code } } } }',
                { input: { employees: [person], idempotencyKey: `${name} ${client} ${round}` } },
                employer,
              );
              const seen = await send<{ employees: { nodes: Array<{ name: string }> } }>(
                '{ employees(first: 100) { nodes { name } } }',
                {},
                employer,
              );
              expect(new Set(seen.employees.nodes.map((node) => node.name))).toEqual(new Set([`${name} ${employer}`]));
            }
          }),
        );
        const payPeriods = [{ externalId: '2020-01', startDate: '2020-01-01', endDate: '2020-02-01' }];
        await send(
          'mutation($input: PayPeriodsUpsertInput!) { payPeriodsUpsert(input: $input) { userErrors { code } outcomes { userErrors { code } } } }',
          { input: { payPeriods, idempotencyKey: `${name} periods` } },
          'a',
        );
        const closed = await send<{ payPeriodClose: { job: { id: string } } }>(
          'mutation($input: PayPeriodCloseInput!) { payPeriodClose(input: $input) { job { id } userErrors { code } } }',
          { input: { payPeriod: { externalId: '2020-01' }, idempotencyKey: `${name} close` } },
          'a',
        );
        let state = '';
        for (let attempt = 0; attempt < 150 && state !== 'SUCCEEDED'; attempt += 1) {
          await wait(200);
          ({
            job: { state },
          } = await send<{ job: { state: string } }>('query($id: ID!) { job(id: $id) { state } }', closed.payPeriodClose.job, 'a'));
        }
        expect(state).toBe('SUCCEEDED');
      }),
    );
  }, 120_000);

  it('work that is left for a worker arrives', async () => {
    const { url, queueUrl } = await testDatabase();
    const platform = await open(pooler.through(url), 'off');
    const { ctx } = await openApi({ platform });
    const { boss, close } = await openJobQueue(pooler.through(queueUrl), [], { poolMax: 3, onError: (error) => platform.log.error(error) });
    opened.push(close);
    await inTransaction(ctx, (tx) => sendJob(tx, 'pooled', { of: 'one' }));
    await expect(
      inTransaction(ctx, async (tx) => {
        await sendJob(tx, 'pooled', { of: 'none' });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    const fetched = [...(await boss.fetch('pooled')), ...(await boss.fetch('pooled'))];
    expect(fetched.map(({ data }) => data)).toEqual([{ employerId: uuidOf(ctx.employerId), payload: { of: 'one' } }]);
  }, 30_000);

  it('migrations, and what makes roles, ask for PostgreSQL itself', async () => {
    const { ownerUrl, superuserUrl } = await testDatabase();
    const told = (name: string) =>
      `${name} leads through a connection pooler, where a lock does not last: give the address of PostgreSQL itself.`;
    expect(await refusalOf(migrate(pooler.through(ownerUrl), ourSchema()))).toBe(told('DATABASE_OWNER_URL'));
    expect(await migrate(ownerUrl, ourSchema())).toEqual([]);
    const passwords = { database: 'stipends', ownerPassword: 'none', appPassword: 'none', queuePassword: 'none' };
    expect(await refusalOf(prepareDatabase(pooler.through(superuserUrl), passwords))).toBe(told('DATABASE_SUPERUSER_URL'));
  });

  it('a pooler of single statements is refused', async () => {
    const { url } = await testDatabase();
    const statementMode = await poolerOf({ size: 2, mode: 'statement' });
    for (const prepared of ['on', 'off'] as const) {
      expect(await refusalOf(open(statementMode.through(url), prepared))).toMatch(/runs no transaction .*: set it to transaction mode\.$/);
    }
  });

  it('one of whole sessions serves', async () => {
    const { url } = await testDatabase();
    const sessionMode = await poolerOf({ size: 40, mode: 'session' });
    await twoTenants(await open(sessionMode.through(url), 'off'), 8);
  }, 120_000);

  (keepsStatements ? it : it.skip)(
    'one that keeps prepared statements serves with their names',
    async () => {
      const { url } = await testDatabase();
      const keeping = await poolerOf({ size: 2, preparedStatements: 200 });
      await twoTenants(await open(keeping.through(url), 'on'), 40);
    },
    120_000,
  );
});
