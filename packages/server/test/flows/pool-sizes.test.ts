import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { closePlatform, openPlatform } from '../../src/app.js';
import { loadConfig } from '../../src/platform/config.js';
import { type JobQueue, openJobQueue } from '../../src/platform/job-queue.js';
import type { Platform } from '../../src/platform/platform.js';
import { inTransaction } from '../../src/platform/transaction.js';
import { testDatabase, testEmployer } from '../support/database.js';

/** More at once than any pool here may hold, and each holds its connection long enough to be met by the others. */
const ASKERS = 12;
const HELD = 'select pg_backend_pid() as pid, pg_sleep(0.2)';

interface Held {
  readonly pid: number;
}

let platform: Platform;
let jobs: JobQueue;

beforeAll(async () => {
  const { url, queueUrl } = await testDatabase();
  const config = loadConfig({
    ENVIRONMENT: 'test',
    DATABASE_URL: url,
    DATABASE_POOL_PIPELINE: '4',
    DATABASE_POOL_TRANSACTIONS: '2',
    DATABASE_POOL_JOBS: '5',
    MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  });
  platform = await openPlatform(config, url, pino({ level: 'silent' }));
  jobs = await openJobQueue(queueUrl, [], {
    poolMax: config.pools.jobs,
    timers: false,
    onError: (error) => {
      throw error;
    },
  });
});

afterAll(async () => {
  await jobs.close();
  await closePlatform(platform);
});

/** How many connections answer many askers. */
async function connectionsOf(ask: () => Promise<readonly Held[]>): Promise<number> {
  const answers = await Promise.all(Array.from({ length: ASKERS }, ask));
  return new Set(answers.flat().map(({ pid }) => pid)).size;
}

describe('the size of a pool', () => {
  it('is that of the configuration: for keys, spends and usage', async () => {
    expect(await connectionsOf(async () => (await platform.pool.query<Held>(HELD)).rows)).toBe(4);
  });

  it('for transactions', async () => {
    const ctx = { ...(await testEmployer()), platform };
    expect(await connectionsOf(() => inTransaction(ctx, (tx) => tx.sql<Held>(HELD)))).toBe(2);
  });

  it('for jobs', async () => {
    expect(await connectionsOf(async () => (await jobs.boss.getDb().executeSql(HELD)).rows)).toBe(5);
  });
});
