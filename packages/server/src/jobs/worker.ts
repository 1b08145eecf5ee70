import { idOf } from '../kernel/ids.js';
import { invariant } from '../kernel/invariant.js';
import type { JobQueue } from '../platform/job-queue.js';
import type { Job, JobPayload, Module } from '../platform/module.js';
import type { Platform } from '../platform/platform.js';
import { runForEachEmployer, runSentJob } from './run-job.js';

/** As `send_job` writes it. */
interface SentWork {
  /** A uuid: the employer that was set when it was sent. */
  readonly employerId: string;
  readonly payload: JobPayload;
}

/** Makes this process a worker: timers send the `EACH_EMPLOYER` jobs, and every job waits for its queue. */
export async function startWorker(platform: Platform, { boss }: JobQueue, modules: readonly Module[]): Promise<void> {
  for (const job of modules.flatMap(({ jobs }) => jobs)) {
    await boss.work(job.name, { pollingIntervalSeconds: 1 }, async ([sent]) => {
      invariant(sent !== undefined, 'a worker is called with work');
      await run(platform, job, sent.data as SentWork | null);
    });
    if (job.cron !== null) await boss.schedule(job.name, job.cron, null);
  }
}

function run(platform: Platform, job: Job, sent: SentWork | null): Promise<void> {
  if (job.kind === 'EACH_EMPLOYER') return runForEachEmployer(platform, job);
  invariant(sent !== null, 'a sent job names its employer');
  return runSentJob(platform, job, idOf('employer', sent.employerId), sent.payload);
}
