import { afterEach, describe, expect, it } from '@jest/globals';
import { type JobQueue, openJobQueue } from '../../src/platform/job-queue.js';
import type { Job, Module } from '../../src/platform/module.js';
import { testDatabase } from '../support/database.js';

const job = (name: string, kind: Job['kind']): Job => ({ name, kind, cron: null, scopes: [], run: async () => undefined });
const module: Module = {
  name: 'queued',
  entities: [],
  resolvers: [],
  nodes: [],
  jobs: [job('queued-each', 'EACH_EMPLOYER'), job('queued-sent', 'SENT')],
};

describe('the job queue', () => {
  const opened: JobQueue[] = [];

  async function open(): Promise<JobQueue> {
    const queue = await openJobQueue((await testDatabase()).url, [module], {
      work: false,
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

  it('holds a job of every employer at most once at work and once waiting, in all processes', async () => {
    const [one, other] = [await open(), await open()];
    expect(await one.boss.send('queued-each', {})).not.toBeNull();
    expect(await other.boss.send('queued-each', {})).toBeNull();
    const [running] = await one.boss.fetch('queued-each');
    expect(running).toBeDefined();
    expect(await other.boss.send('queued-each', {})).not.toBeNull();
    expect(await one.boss.send('queued-each', {})).toBeNull();
    expect(await other.boss.fetch('queued-each')).toEqual([]);
    await one.boss.complete('queued-each', running?.id ?? '');
    expect(await other.boss.fetch('queued-each')).toHaveLength(1);
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
