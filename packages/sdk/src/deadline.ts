/** Why waiting ended before the work did. */
export type Expiry = 'timeout' | 'abort';

// Beyond this a timer of the runtime fires at once instead of late.
const longestTimerMs = 2_147_483_647;

/**
 * One time limit over several awaits, headers and then body, joined with the caller's own signal. It holds also where
 * the function waited for ignores its signal.
 */
export class Deadline {
  /** What ended the waiting, once something has. */
  reason: Expiry | undefined;

  readonly #controller = new AbortController();
  readonly #expired: Promise<never>;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #caller: AbortSignal | undefined;
  readonly #abort: () => void;

  constructor(timeoutMs: number, caller: AbortSignal | undefined) {
    const { promise, reject } = settleable<never>();
    const expire = (reason: Expiry) => {
      this.reason ??= reason;
      this.#controller.abort();
      reject(new Error(reason));
    };
    this.#expired = promise;
    this.#abort = () => expire('abort');
    this.#caller = caller;
    this.#timer = timeoutMs <= longestTimerMs ? setTimeout(() => expire('timeout'), timeoutMs) : undefined;
    caller?.addEventListener('abort', this.#abort, { once: true });
    if (caller?.aborted) this.#abort();
  }

  /** To be handed to what is waited for, so that it stops working, too. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The work's result, or a rejection as soon as the deadline expires. */
  within<T>(work: Promise<T>): Promise<T> {
    return Promise.race([this.#expired, work]);
  }

  /** Ends the timer and forgets the caller's signal. */
  close(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#abort);
  }
}

// `Promise.withResolvers` is newer than Node 20.
function settleable<T>(): { promise: Promise<T>; reject: (reason: Error) => void } {
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<T>((_resolve, fail) => {
    reject = fail;
  });
  // It may expire between two awaits; whoever waits next still gets the rejection.
  promise.catch(() => undefined);
  return { promise, reject };
}

/** Waits, or stops waiting when the signal fires. @returns whether the time passed in full */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  if (signal?.aborted) return false;
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve(true);
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
