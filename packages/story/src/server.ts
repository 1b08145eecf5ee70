import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The real server, a process of its own on a port of its own, with a database that nobody else uses. */
export interface Server {
  readonly url: string;
  /** A key of the demo's vendor with every scope; it reaches sandbox employers only. */
  readonly key: string;
  /** Runs another entry of the server on the same database; gives back what it printed. */
  run(entry: string): Promise<{ readonly code: number | null; readonly said: string }>;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const startMs = 120_000;
const stopMs = 20_000;

/**
 * Starts it, and waits until it answers.
 * @param signal ends the waiting, and then the server
 * @throws Error with what the server said, where it does not start
 */
export async function startServer(dataDir: string, signal?: AbortSignal): Promise<Server> {
  const environment = { ...withoutSettings(process.env), DATA_DIR: dataDir, PORT: '0', ENVIRONMENT: 'development', LOG_LEVEL: 'error' };
  const start = (...entry: string[]) =>
    spawn(process.execPath, ['packages/server/start.mjs', ...entry], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });

  const child = start();
  const said = listenTo(child, signal);
  // Nobody else would end it should this process fail.
  const abandon = () => child.kill('SIGTERM');
  process.on('exit', abandon);
  const stop = async () => {
    process.off('exit', abandon);
    await end(child);
  };
  try {
    const [, url = ''] = await said.until(/answers at (\S+)\/graphql/);
    // Said last, when the demo company, which every new server loads for itself, is there.
    await said.until(/Demo keys/);
    const run = async (entry: string) => {
      const other = start(entry);
      const heard = listenTo(other);
      const [code] = (await once(other, 'close')) as [number | null];
      return { code, said: heard.all() };
    };
    return { url, key: await demoKey(dataDir), run, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The story is told on a database of its own, whatever this shell is set up for. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isSetting = /^(DATABASE_|HOST$|PUBLIC_URL|MASTER_KEY|ROLE$|STIPENDS_)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !isSetting.test(name)));
}

function listenTo(child: ChildProcess, signal?: AbortSignal) {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
  }
  return {
    all: () => text,
    /** What a pattern matches, as soon as it is said. */
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      const giveUp = AbortSignal.timeout(startMs);
      for (;;) {
        const found = pattern.exec(text);
        if (found) return found;
        signal?.throwIfAborted();
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended:\n${text}`);
        if (giveUp.aborted) throw new Error(`The server did not get ready in ${startMs / 1_000} seconds:\n${text}`);
        await wait(50);
      }
    },
  };
}

async function demoKey(dataDir: string): Promise<string> {
  const { keys } = JSON.parse(await readFile(path.join(dataDir, 'demo-keys.json'), 'utf8')) as {
    readonly keys: ReadonlyArray<{ readonly name: string; readonly secret: string }>;
  };
  const key = keys.find(({ name }) => name === 'everything');
  if (key === undefined) throw new Error('The demo has no key with every scope.');
  return key.secret;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const isEnded = await Promise.race([ended.then(() => true), wait(stopMs, false, { ref: false })]);
  if (!isEnded) {
    child.kill('SIGKILL');
    await ended;
  }
}
