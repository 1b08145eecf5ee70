import pg from 'pg';
import { PgBoss } from 'pg-boss';
import type { Job, JobPayload, Module } from './module.js';
import { assertQueueRole } from './roles.js';
import { THIS_EMPLOYER, type Tx } from './transaction.js';

/**
 * Leaves a `SENT` job for the worker, for this transaction's employer: there when it commits, never when it does not. The app role
 * has no other way to the queue.
 */
export async function sendJob(tx: Tx, name: string, payload: JobPayload): Promise<void> {
  await tx.sql(`select send_job(${THIS_EMPLOYER}, $1, $2)`, [name, JSON.stringify(payload)]);
}

/** Where a worker finds its work. */
export interface JobQueue {
  readonly boss: PgBoss;
  close(): Promise<void>;
}

export interface JobQueueOptions {
  /** The most connections. */
  readonly poolMax: number;
  /** Whether it keeps time and cleans up. */
  readonly timers?: boolean;
  readonly onError: (error: Error) => void;
}

/**
 * Opens the queue for a worker: timers, maintenance, and the queues of the modules' jobs. Its schema is made by a migration; its
 * own installer is off.
 * @param queueUrl connection string of the queue role, which reaches no row of an employer
 * @throws StartRefused for a role that does
 */
export async function openJobQueue(
  queueUrl: string,
  modules: readonly Module[],
  { poolMax, timers = true, onError }: JobQueueOptions,
): Promise<JobQueue> {
  await assertRole(queueUrl);
  const boss = new PgBoss({
    connectionString: queueUrl,
    application_name: 'compute-stipends-jobs',
    max: poolMax,
    migrate: false,
    createSchema: false,
    supervise: timers,
    schedule: timers,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', onError);
  await boss.start();
  await openQueues(
    boss,
    modules.flatMap(({ jobs }) => jobs),
  );
  return { boss, close: () => boss.stop({ graceful: true, timeout: 10_000 }) };
}

async function assertRole(queueUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: queueUrl });
  // A lost connection also rejects the running statement, where it counts.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await assertQueueRole(client);
  } finally {
    await client.end();
  }
}

/** A run that fails is tried again with growing pauses. `send_job` makes a queue that is missing with the same. */
const settings = { retryLimit: 10, retryBackoff: true, retryDelay: 2, expireInSeconds: 900 };

/**
 * A job of each employer runs at most once at a time, with at most one more run waiting: a timer that ticks faster than
 * the work is done leaves no heap. Every job that was sent has work of its own and is kept.
 */
const policies = { EACH_EMPLOYER: 'stately', SENT: 'standard' } as const;

/** Makes the queues that are missing; the policy of one that is there stays as it was made. */
async function openQueues(boss: PgBoss, jobs: readonly Job[]): Promise<void> {
  const known = new Set((await boss.getQueues()).map(({ name }) => name));
  for (const { name, kind } of jobs) {
    if (known.has(name)) await boss.updateQueue(name, settings);
    else await boss.createQueue(name, { policy: policies[kind], ...settings });
  }
}
