import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startWorker } from '../../src/jobs/worker.js';
import { uuidOf } from '../../src/kernel/ids.js';
import { type JobQueue, openJobQueue, sendJob } from '../../src/platform/job-queue.js';
import type { Job, Module } from '../../src/platform/module.js';
import { inTransaction, type Tx } from '../../src/platform/transaction.js';
import { testDatabase, testEmployer } from '../support/database.js';

const ran: string[] = [];
const job = (name: string, kind: Job['kind']): Job => ({
  name,
  kind,
  cron: null,
  scopes: [],
  run: async (ctx, payload) => {
    const [row] = await inTransaction(ctx, (tx) => tx.sql<{ role: string }>('select current_user as role'));
    ran.push(`${name} ${ctx.employerId} ${payload.of} as ${row?.role}`);
  },
});
const module: Module = {
  name: 'queued',
  entities: [],
  resolvers: [],
  nodes: [],
  jobs: [job('queued-each', 'EACH_EMPLOYER'), job('queued-sent', 'SENT')],
};

const opened: JobQueue[] = [];

async function open(timers = false): Promise<JobQueue> {
  const queue = await openJobQueue((await testDatabase()).queueUrl, [module], {
    poolMax: 3,
    timers,
    onError: (error) => {
      throw error;
    },
  });
  opened.push(queue);
  return queue;
}

afterEach(async () => {
  for (const queue of opened.splice(0)) await queue.close();
});

async function asRole<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const stateOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: { code?: string }) => String(error.code),
  );

describe('the job queue', () => {
  it('holds a job of every employer at most once at work and once waiting, in all processes', async () => {
    const [one, other] = [await open(), await open()];
    expect(await one.boss.send('queued-each', {})).not.toBeNull();
    expect(await other.boss.send('queued-each', {})).toBeNull();
    const [running] = await one.boss.fetch('queued-each');
    expect(running).toBeDefined();
    expect(await other.boss.fetch('queued-each')).toEqual([]);
    expect(await other.boss.send('queued-each', {})).not.toBeNull();
    expect(await one.boss.send('queued-each', {})).toBeNull();
    expect(await other.boss.fetch('queued-each')).toEqual([]);
    await one.boss.complete('queued-each', running?.id ?? '');
    const [last] = await other.boss.fetch('queued-each');
    expect(last).toBeDefined();
    await other.boss.complete('queued-each', last?.id ?? '');
  });

  it('keeps every job that was sent, since each has work of its own', async () => {
    const { boss } = await open();
    const ids = [await boss.send('queued-sent', { a: 1 }), await boss.send('queued-sent', { a: 2 })];
    const fetched = [...(await boss.fetch('queued-sent')), ...(await boss.fetch('queued-sent'))];
    expect(fetched.map(({ id }) => id)).toEqual(ids);
  });

  it('brings a queue that is there up to date', async () => {
    const { boss } = await open();
    await boss.updateQueue('queued-sent', { retryLimit: 1 });
    await open();
    expect(await boss.getQueue('queued-sent')).toMatchObject({ policy: 'standard', retryLimit: 10, retryBackoff: true });
    expect(await boss.getQueue('queued-each')).toMatchObject({ policy: 'stately' });
  });
});

describe('a job that is sent', () => {
  it('is there when its transaction commits, and runs as the app role for the employer that was set', async () => {
    const [one, other] = [await testEmployer(), await testEmployer()];
    const failed = inTransaction(one, async (tx) => {
      await sendJob(tx, 'queued-sent', { of: 'none' });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    await inTransaction(one, (tx) => sendJob(tx, 'queued-sent', { of: 'one' }));
    await inTransaction(other, (tx) => sendJob(tx, 'queued-sent', { of: 'other' }));

    ran.splice(0);
    await startWorker(one.platform, await open(true), [module]);
    for (let attempt = 0; attempt < 100 && ran.length < 2; attempt += 1) await wait(100);
    expect(ran).toEqual([`queued-sent ${one.employerId} one as stipends_app`, `queued-sent ${other.employerId} other as stipends_app`]);
  }, 30_000);

  it('lies there as if the queue had sent it itself', async () => {
    const ctx = await testEmployer();
    const { boss } = await open();
    const data = { employerId: uuidOf(ctx.employerId), payload: { of: 'same' } };
    await boss.send('queued-sent', data);
    await inTransaction(ctx, (tx) => sendJob(tx, 'queued-sent', { of: 'same' }));
    const rows = await asRole((await testDatabase()).queueUrl, async (client) => {
      const found = await client.query(
        `select to_jsonb(j) - 'id' - 'created_on' - 'start_after' - 'keep_until'
           || jsonb_build_object('waits', start_after - created_on, 'kept', keep_until - start_after) as job
         from pgboss.job j where name = 'queued-sent' and data = $1`,
        [JSON.stringify(data)],
      );
      return found.rows.map(({ job: row }) => row);
    });
    expect(rows).toHaveLength(2);
    expect(rows[1]).toEqual(rows[0]);
    expect(await boss.fetch('queued-sent', { batchSize: 10 })).toHaveLength(2);
  });

  it('makes its queue as a worker does, where none has been started', async () => {
    const ctx = await testEmployer();
    await inTransaction(ctx, (tx) => sendJob(tx, 'queued-early', { of: 'early' }));
    const { boss } = await open();
    const { name: _, createdOn: _1, updatedOn: _2, ...early } = (await boss.getQueue('queued-early')) as unknown as Record<string, unknown>;
    const sent = await boss.getQueue('queued-sent');
    expect(sent).toMatchObject({ policy: early.policy, retryLimit: early.retryLimit, retryDelay: early.retryDelay });
    expect(sent).toMatchObject({ retryBackoff: early.retryBackoff, expireInSeconds: early.expireInSeconds });
    expect(await boss.fetch('queued-early')).toHaveLength(1);
  });

  it('is refused without an employer, for another than the one that is set, and to a queue that timers fill', async () => {
    await open();
    const { platform } = await testDatabase();
    expect(await stateOf(platform.pool.query("select send_job(null, 'queued-sent', '{}')"))).toBe('42501');
    const [ctx, other] = [await testEmployer(), await testEmployer()];
    expect(await stateOf(platform.pool.query(`select send_job('${uuidOf(other.employerId)}', 'queued-sent', '{}')`))).toBe('42501');
    const forOther = (tx: Tx) => tx.sql("select send_job($1, 'queued-sent', '{}')", [uuidOf(other.employerId)]);
    expect(await stateOf(inTransaction(ctx, forOther))).toBe('42501');
    expect(await stateOf(inTransaction(ctx, (tx) => sendJob(tx, 'queued-each', {})))).toBe('42501');
  });
});

describe('between the queue and what belongs to employers', () => {
  it('the app role reaches nothing of the queue but through the one function', async () => {
    const { url, superuserUrl } = await testDatabase();
    const names = await asRole(superuserUrl, async (client) => {
      const { rows } = await client.query(`
        select c.oid::regclass::text as name from pg_class c where relnamespace = 'pgboss'::regnamespace and relkind in ('r', 'p', 'S', 'v')`);
      return rows.map(({ name }) => String(name));
    });
    expect(names.length).toBeGreaterThan(8);
    await asRole(url, async (client) => {
      for (const name of names) expect([name, await stateOf(client.query(`select * from ${name} limit 1`))]).toEqual([name, '42501']);
      expect(await stateOf(client.query("select pgboss.create_queue('mine', '{}')"))).toBe('42501');
      const { rows } = await client.query(`
        select c.relname as name from pg_class c where c.relnamespace = 'pgboss'::regnamespace and c.relkind in ('r', 'p')
          and has_table_privilege(c.oid, 'select, insert, update, delete, truncate, references, trigger')
        union all select p.proname from pg_proc p where p.pronamespace = 'pgboss'::regnamespace and has_function_privilege(p.oid, 'execute')`);
      expect(rows).toEqual([]);
    });
  });

  it('the queue role reaches no row of an employer, and no function that does', async () => {
    const { queueUrl } = await testDatabase();
    const ctx = await testEmployer();
    await asRole(queueUrl, async (client) => {
      await client.query('begin');
      await client.query(`set local app.employer_id = '${uuidOf(ctx.employerId)}'`);
      expect(await stateOf(client.query('select * from employer_settings'))).toBe('42501');
      await client.query('rollback');
      const { rows } = await client.query(`
        select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and has_table_privilege(c.oid, 'select, insert, update, delete, truncate, references, trigger')
        union all select p.proname from pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.prosecdef and has_function_privilege(p.oid, 'execute')`);
      expect(rows).toEqual([]);
    });
  });

  it('a worker is not started as a role that reaches both', async () => {
    const { url, superuserUrl } = await testDatabase();
    for (const queueUrl of [url, superuserUrl]) {
      const starting = openJobQueue(queueUrl, [module], { poolMax: 3, onError: () => undefined });
      await expect(starting).rejects.toThrow(
        /^DATABASE_QUEUE_URL connects as \S+, which reaches table \S+: use a role that reaches the queue alone, such as stipends_queue\.$/,
      );
    }
  });

  it('nor does such a process answer anybody before it ends, with one line', async () => {
    const { url } = await testDatabase();
    const start = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..', 'start.mjs');
    const env = { ...process.env, DATABASE_URL: url, DATABASE_QUEUE_URL: url, ENVIRONMENT: 'test', PORT: '0', LOG_LEVEL: 'silent' };
    const ended = await promisify(execFile)(process.execPath, [start], { env, timeout: 25_000 }).catch((error: unknown) => error);
    expect(ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^DATABASE_QUEUE_URL connects as stipends_app, which reaches table \S+: use a role that .+\n$/),
    });
  });
});
