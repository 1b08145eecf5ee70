import { Call, type WithResponse } from '../call.js';
import { pause } from '../deadline.js';
import { AbortedError, apiErrorOf, callSiteOf, TimeoutError, withCallSite } from '../errors.js';
import { type JobFieldsFragment, JobsGetDocument } from '../generated/operations.js';
import type { Operations } from '../operation.js';
import type { CallOptions } from '../settings.js';

/** How long to wait, and how often to look. */
export interface WaitOptions extends CallOptions {
  /** Milliseconds to wait for the end at most. Default 600,000. `timeout` is that of one look. */
  readonly waitAtMost?: number | undefined;
}

/** Work that goes on after the answer of the mutation that began it. */
export const jobs = (call: Operations) => {
  const get = call.get(JobsGetDocument, (data) => data.job);

  const wait = ({ id }: { readonly id: string }, { waitAtMost = defaultWaitMs, ...options }: WaitOptions = {}): Call<JobFieldsFragment> => {
    const site = callSiteOf(wait);
    const look = () => get({ id }, options).withResponse();
    return new Call(
      endOf(look, id, waitAtMost, options.signal).catch((error: unknown) => {
        throw withCallSite(error, site);
      }),
    );
  };

  return {
    /**
     * One job by `{ id }`, with its state and its progress in percent; `null` where none has this id.
     *
     * Scope: `payroll:read`.
     */
    get,

    /**
     * The job with this `id` once it has SUCCEEDED or FAILED: look at its `state`. Cancel the waiting with `signal`; the job goes on.
     *
     * Scope: `payroll:read`. Throws `NotFoundError` for a job that is not there, `TimeoutError` after `waitAtMost`.
     */
    wait,
  };
};

const defaultWaitMs = 600_000;
const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** Looks again and again, less often with time. */
async function endOf(
  look: () => Promise<WithResponse<JobFieldsFragment | null>>,
  id: string,
  waitAtMostMs: number,
  signal: AbortSignal | undefined,
): Promise<WithResponse<JobFieldsFragment>> {
  const giveUpAt = performance.now() + waitAtMostMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const { data, response } = await look();
    const { requestId, status } = response;
    if (data === null) throw apiErrorOf({ code: 'NOT_FOUND', message: `There is no job ${id}.`, status, requestId });
    if (data.state === 'SUCCEEDED' || data.state === 'FAILED') return { data, response };
    if (performance.now() + pauseMs > giveUpAt) {
      const message = `The job ${id} is still ${data.state} after ${waitAtMostMs} ms; it goes on.`;
      throw new TimeoutError({ code: 'TIMEOUT', message, requestId, retryable: true });
    }
    if (!(await pause(pauseMs, signal))) {
      throw new AbortedError({
        code: 'ABORTED',
        message: 'The caller stopped waiting; the job goes on.',
        requestId,
        cause: signal?.reason,
      });
    }
  }
}
