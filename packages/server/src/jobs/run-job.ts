import { describeFailure } from '../http/log.js';
import { type Id, idOf } from '../kernel/ids.js';
import { systemCtx } from '../platform/context.js';
import type { Job, JobPayload } from '../platform/module.js';
import type { Platform } from '../platform/platform.js';

/** Runs a `SENT` job for the employer it was sent with. */
export function runSentJob(platform: Platform, job: Job, employerId: Id<'employer'>, payload: JobPayload): Promise<void> {
  return job.run(systemCtx(platform, job.name, employerId, new Set(job.scopes)), payload);
}

/**
 * Runs an `EACH_EMPLOYER` job for every employer. One that fails does not keep the others from their turn.
 * @throws AggregateError after the last employer, with the errors of those that failed
 */
export async function runForEachEmployer(platform: Platform, job: Job): Promise<void> {
  const errors: unknown[] = [];
  for await (const employerId of employersForJob(platform, job.name)) {
    try {
      await runSentJob(platform, job, employerId, {});
    } catch (error) {
      platform.log.error({ failure: describeFailure(error), job: job.name, employerId }, 'a job failed for an employer');
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${job.name} failed for ${errors.length} employers`);
}

/** Every employer, in pages. */
export async function* employersForJob(platform: Platform, name: string): AsyncGenerator<Id<'employer'>> {
  for (let after: string | null = null; ; ) {
    const { rows }: { rows: Array<{ id: string }> } = await platform.pool.query('select employers_for_job($1, $2) as id', [name, after]);
    for (const { id } of rows) yield idOf('employer', id);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
