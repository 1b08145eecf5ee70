import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { startEmbedded } from '@compute-stipends/server/platform/embedded/index.js';
import { openFolder, withClient } from './company.js';
import { type Bench, type Measurement, measurementOf } from './measure.js';
import { eventually, forkHelper, type RunningServer, startServer } from './processes.js';

const ROUNDS = 7;

/**
 * What `npm start` runs, on an empty data folder, with `dist/` and Node's compile cache present: from the start of the process to
 * the first answered `{ me }`. The demo company is loaded after that, and with it the memory of the server's process is read.
 *
 * Floor: `initdb` and start of the same embedded database with the same settings, to the first answered `select 1`. Floor of the
 * memory: a Node process that listens and does nothing.
 */
export const coldStart: Bench = {
  name: 'cold-start',
  async measure() {
    const time = { ours: [] as number[], floor: [] as number[] };
    const memory = { ours: [] as number[], floor: [] as number[] };
    // The first start fills the compile cache and reads everything from disk.
    await ourStart();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { milliseconds, megabytes } = await ourStart();
      time.ours.push(milliseconds);
      memory.ours.push(megabytes);
      time.floor.push(await databaseStart());
      memory.floor.push(await idleMegabytes());
    }
    return [
      measurementOf({ name: 'cold-start', unit: 'ms', wanted: '≤ 6 × floor' }, time),
      measurementOf({ name: 'cold-start-memory', unit: 'MB resident', wanted: '< 300 MB' }, memory),
    ] satisfies Measurement[];
  },
};

async function ourStart(): Promise<{ milliseconds: number; megabytes: number }> {
  const { folder, remove } = await openFolder();
  const began = performance.now();
  const server = await startServer({ DATA_DIR: folder, NODE_ENV: 'production' });
  try {
    const key = await eventually('a demo key', () => demoKey(folder), 5);
    await eventually('an answer to { me }', () => asked(server, key, '{ me { keyId } }', ({ me }) => me != null), 5);
    const milliseconds = performance.now() - began;

    // The employer first: one that was asked for in vain is not found for the next two seconds either.
    const employer = '{ employer(by: { externalId: "halden" }) { id } }';
    await eventually('the demo employer', () => asked(server, key, employer, (data) => data.employer != null), 250);
    const lastOffer = '{ offer(by: { externalId: "halden-offer-4" }) { status } }';
    await eventually('the demo company', () => asked(server, key, lastOffer, ({ offer }) => offer != null, 'ext:halden'), 250);
    return { milliseconds, megabytes: await residentMegabytes(server.pid) };
  } finally {
    await server.stop();
    await remove();
  }
}

async function demoKey(folder: string): Promise<string | undefined> {
  const text = await readFile(path.join(folder, 'demo-keys.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { keys: Array<{ secret: string }> }).keys[0]?.secret;
}

/** True once the answer pleases; undefined while nobody answers, the key is not known yet, or the employer is not there. */
async function asked(
  { origin, hasEnded }: RunningServer,
  key: string,
  query: string,
  pleases: (data: Record<string, unknown>) => boolean,
  employer?: string,
): Promise<true | undefined> {
  if (hasEnded()) throw new Error('The server ended instead of answering.');
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
      ...(employer === undefined ? {} : { 'x-employer': employer }),
    },
    body: JSON.stringify({ query }),
  }).catch(() => undefined);
  const { data } = ((await response?.json()) ?? {}) as { data?: Record<string, unknown> | null };
  return data != null && pleases(data) ? true : undefined;
}

async function databaseStart(): Promise<number> {
  const { folder, remove } = await openFolder();
  const began = performance.now();
  const embedded = await startEmbedded(folder);
  try {
    await withClient(embedded.superuserUrl(), (client) => client.query('select 1'));
    return performance.now() - began;
  } finally {
    await embedded.stop();
    await remove();
  }
}

async function idleMegabytes(): Promise<number> {
  const idle = await forkHelper('idle.process.js', {});
  const megabytes = await residentMegabytes(idle.child.pid ?? 0);
  await idle.stop();
  return megabytes;
}

/** `VmRSS`, as the kernel counts it. */
async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
}
