import { PgBoss } from 'pg-boss';
import type { Job, JobPayload, Module } from './module.js';
import type { Tx } from './transaction.js';

/** Where work is left for a worker. */
export interface JobQueue {
  /** Leaves work in the transaction that asks for it: sent when that commits, never when it does not. */
  send(tx: Tx, name: string, payload: JobPayload): Promise<void>;
  /** The queue itself, for the worker. */
  readonly boss: PgBoss;
  close(): Promise<void>;
}

/**
 * Opens the queue on the app role's database. Its schema is made by a migration; its own installer is off.
 * @param work whether this process also runs timers and maintenance
 */
export async function openJobQueue(
  databaseUrl: string,
  modules: readonly Module[],
  { work, onError }: { work: boolean; onError: (error: Error) => void },
): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'compute-stipends-jobs',
    max: 3,
    migrate: false,
    createSchema: false,
    supervise: work,
    schedule: work,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', onError);
  await boss.start();
  await openQueues(
    boss,
    modules.flatMap(({ jobs }) => jobs),
  );

  return {
    boss,
    async send(tx, name, payload) {
      const db = {
        executeSql: async (text: string, values?: unknown[]) => ({ rows: await tx.sql<Record<string, unknown>>(text, values ?? []) }),
      };
      await boss.send(name, { employerId: tx.ctx.employerId, payload }, { db });
    },
    close: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}

/** A run that fails is tried again with growing pauses. */
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

/** Leaves a `SENT` job for the worker, for this transaction's employer. */
export function sendJob(tx: Tx, name: string, payload: JobPayload): Promise<void> {
  return tx.ctx.platform.jobs.send(tx, name, payload);
}
