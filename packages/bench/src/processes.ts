import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const children = new Set<ChildProcess>();

/** Called when this process exits. */
export function endChildren(): void {
  for (const child of children) child.kill('SIGKILL');
}

function adopt<T extends ChildProcess>(child: T): T {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Our server, as `npm start` runs it. */
export interface RunningServer {
  readonly pid: number;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly port: number;
  /** It ended, by itself or because it was told to. */
  hasEnded(): boolean;
  stop(): Promise<void>;
}

const serverPackage = path.dirname(fileURLToPath(import.meta.resolve('@compute-stipends/server/build.mjs')));

/**
 * Starts the compiled server as a process of its own; not ready yet.
 * @param environment beside PORT; nothing of this process' own settings is passed on
 */
export async function startServer(environment: Record<string, string>): Promise<RunningServer> {
  const port = await freePort();
  const child = adopt(
    spawn(process.execPath, [path.join(serverPackage, 'start.mjs')], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, HOST: '127.0.0.1', PORT: String(port), ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
  const { pid } = child;
  if (pid === undefined) throw new Error('The server did not start.');
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid,
    port,
    origin: `http://127.0.0.1:${port}`,
    hasEnded,
    async stop() {
      if (hasEnded()) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Asks until the answer pleases, for a minute at most. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>, everyMs = 20): Promise<T> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error(`Within a minute ${what} did not happen.`);
    await sleep(everyMs);
  }
}

export async function whenReady({ origin, hasEnded }: RunningServer): Promise<void> {
  await eventually('the server becoming ready', async () => {
    if (hasEnded()) throw new Error('The server ended instead of becoming ready.');
    const response = await fetch(`${origin}/readyz`).catch(() => undefined);
    await response?.arrayBuffer();
    return response?.ok === true ? true : undefined;
  });
}

/** One of our own processes: its first message says that it is ready, and it ends when this process does. */
export interface Helper<Ready> {
  readonly child: ChildProcess;
  readonly ready: Ready;
  stop(): Promise<void>;
}

/** Forks a compiled file of this package; `task` reaches it as its first message. */
export async function forkHelper<Ready>(file: string, task: object): Promise<Helper<Ready>> {
  const child = adopt(
    fork(fileURLToPath(import.meta.resolve(`./${file}`)), {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
    }),
  );
  child.send(task);
  const ready = await answerOf<Ready>(child);
  return {
    child,
    ready,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** The next message of a process; an error where it ends instead. */
export async function answerOf<T>(child: ChildProcess): Promise<T> {
  const settled = new AbortController();
  const { signal } = settled;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`A helper process ended with ${code} instead of answering.`);
  });
  try {
    const [answer] = (await Promise.race([once(child, 'message', { signal }), ended])) as [T];
    return answer;
  } finally {
    settled.abort();
    ended.catch(() => undefined);
  }
}

/** For the helper's side: the task; the process ends when its parent goes away. */
export async function readTask<Task>(): Promise<Task> {
  process.once('disconnect', () => process.exit(0));
  const [task] = (await once(process, 'message')) as [Task];
  return task;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
