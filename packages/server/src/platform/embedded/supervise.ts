import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import type { Cluster } from './cluster.js';
import { isRunning, type Postmaster, type RunOptions, runPostmaster } from './postmaster.js';

/** Keeps a server of ours up for as long as this process uses it. */
export interface Supervision {
  /** The server that runs now, or ran last. */
  readonly current: () => Postmaster;
  /** Ends the watch, also one that is just starting the server. */
  stop(): Promise<void>;
}

const LOOK_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Starts the server again whenever it has ended without us: killed, crashed, or given up since its disk was full, from which
 * PostgreSQL does not come back by itself. The pauses between attempts grow to ten seconds and go on for as long as the process
 * lives. Of several processes that use the server, one starts it and the others find it there. It keeps its port, since that is
 * in every connection string.
 */
export function supervise(cluster: Cluster, binaries: Binaries, first: Postmaster, options: RunOptions): Supervision {
  let server = first;
  let attempt: Promise<void> = Promise.resolve();
  let pauseMs = LOOK_MS;
  const stopping = new AbortController();

  const again = { port: first.port, isWanted: () => !stopping.signal.aborted };

  const look = async (): Promise<void> => {
    try {
      const runs = await isRunning(cluster, server);
      if (!runs) server = await runPostmaster(cluster, binaries, { ...options, again });
      pauseMs = LOOK_MS;
    } catch {
      // Its log says why, and who asks is told that it does not answer. Whatever it was may pass: the next attempt tells.
      pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs);
    }
  };
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await sleep(pauseMs, undefined, { ref: false, signal: stopping.signal });
      } catch {
        return;
      }
      attempt = look();
      await attempt;
    }
  };
  const watching = watch();
  return {
    current: () => server,
    async stop() {
      stopping.abort();
      await attempt;
      await watching;
    },
  };
}
