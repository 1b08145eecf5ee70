import { type Answer, readAnswer } from './answer.js';
import { Deadline, pause } from './deadline.js';
import { AbortedError, ApiError, ConnectionError, isStipendError, type StipendError, TimeoutError } from './errors.js';
import { backoffMs } from './retry.js';
import { type CallOptions, type Parcel, parcelOf, type Settings } from './settings.js';

/** One operation, ready to be sent. */
export interface Operation {
  /** For logs; `undefined` for an anonymous operation. */
  readonly name: string | undefined;
  readonly text: string;
  readonly variables: object | undefined;
  /** Whether sending it twice does what sending it once does: queries, and mutations with an idempotency key. */
  readonly repeatable: boolean;
  /** `all`: a result with errors beside it is an answer; `none`, the default: it is a failure. */
  readonly errorPolicy?: 'none' | 'all' | undefined;
}

/** Carries operations to the server: the one place that knows HTTP. */
export class Transport {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /**
   * Sends an operation, and again where that is safe and may help: `repeatable`, at most `maxRetries` times, after a lost
   * connection or an error whose `retryable` is true.
   * @throws StipendError of the class that belongs to what went wrong last
   */
  async request<Data>(operation: Operation, options: CallOptions): Promise<Answer<Data>> {
    const parcel = parcelOf(this.#settings, options);
    const body = JSON.stringify({ query: operation.text, variables: operation.variables });
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#attempt<Data>(operation, parcel, body, options.signal, attempt);
      } catch (error) {
        const mayRepeat = isStipendError(error) && error.retryable && operation.repeatable && attempt < parcel.maxRetries;
        if (!mayRepeat) throw error;
        const waitMs = backoffMs(attempt, retryAfterMsOf(error), Math.random());
        this.#settings.logger?.warn(
          { operation: operation.name, attempt, waitMs, code: error.code, requestId: error.requestId },
          'Repeating a request.',
        );
        if (!(await pause(waitMs, options.signal))) throw abortedBy(options.signal, parcel);
      }
    }
  }

  async #attempt<Data>(operation: Operation, parcel: Parcel, body: string, signal: AbortSignal | undefined, attempt: number) {
    if (signal?.aborted) throw abortedBy(signal, parcel);
    const { url, headers, requestId, timeout } = parcel;
    const { fetch = globalThis.fetch, logger } = this.#settings;
    const startedAt = performance.now();
    const deadline = new Deadline(timeout, signal);
    try {
      const response = await deadline.within(fetch(url, { method: 'POST', headers, body, signal: deadline.signal }));
      const text = await deadline.within(response.text());
      const milliseconds = Math.round(performance.now() - startedAt);
      logger?.debug({ operation: operation.name, attempt, status: response.status, milliseconds, requestId }, 'Got an answer.');
      return readAnswer<Data>({ status: response.status, headers: response.headers, text }, requestId, operation.errorPolicy ?? 'none');
    } catch (error) {
      if (isStipendError(error)) throw error;
      if (deadline.reason === 'abort') throw abortedBy(signal, parcel);
      if (deadline.reason === 'timeout') throw timedOut(parcel);
      throw new ConnectionError({
        code: 'CONNECTION',
        message: `The connection to ${new URL(url).origin} failed: ${reasonOf(error)}.`,
        requestId,
        retryable: true,
        cause: error,
      });
    } finally {
      deadline.close();
    }
  }
}

function retryAfterMsOf(error: StipendError): number | undefined {
  return error instanceof ApiError ? error.retryAfterMs : undefined;
}

function abortedBy(signal: AbortSignal | undefined, { requestId }: Parcel): AbortedError {
  return new AbortedError({ code: 'ABORTED', message: 'The caller cancelled the request.', requestId, cause: signal?.reason });
}

function timedOut({ timeout, requestId }: Parcel): TimeoutError {
  return new TimeoutError({
    code: 'TIMEOUT',
    message: `No complete answer within ${timeout} ms.`,
    requestId,
    retryable: true,
  });
}

/** What the runtime says went wrong: `fetch failed` hides it in `cause`. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}
