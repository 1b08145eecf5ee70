import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, open, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';

// A server with its embedded database, as `npm start` runs it, whose database is killed, cut off and left without space.

const run = promisify(execFile);
const serverPackage = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
let folder = '';
let isMounted = false;
let server: ChildProcess;
let address = '';
let key = '';

beforeAll(async () => {
  await run(process.execPath, [path.join(serverPackage, 'build.mjs')]);
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'full-disk-')));
  isMounted = await mount();
  await chmod(folder, 0o755);
  const env = { PATH: process.env.PATH, DATA_DIR: path.join(folder, 'data'), ENVIRONMENT: 'test', PORT: '0', LOG_LEVEL: 'fatal' };
  server = spawn(process.execPath, [path.join(serverPackage, 'dist', 'main.js')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  if (server.stdout === null) throw new Error('the output of the server is read');
  for await (const line of createInterface({ input: server.stdout })) {
    address = /answers at (http:\/\/[^/]+)/.exec(line)?.[1] ?? address;
    key = /Bearer (\S+) {3}\(every scope\)/.exec(line)?.[1] ?? key;
    if (key !== '') break;
  }
  server.stdout.resume();
}, 180_000);

afterAll(async () => {
  if (server !== undefined && server.exitCode === null && server.signalCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
  if (isMounted) await run('umount', [folder]);
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** A disk of its own in memory, small enough to be filled; where that is not allowed, the test that needs one says so. */
async function mount(): Promise<boolean> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=320m,mode=0755', 'tmpfs', folder]);
    return true;
  } catch {
    return false;
  }
}

interface Answer<Data = object> {
  readonly status: number;
  readonly code: string;
  readonly retryable: boolean | undefined;
  readonly retryAfter: string | null;
  readonly data: Data | null | undefined;
}

async function ask<Data extends object>(query: string, variables: object = {}): Promise<Answer<Data>> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'x-employer': 'ext:halden', 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as {
    data?: Data | null;
    errors?: ReadonlyArray<{ readonly extensions: { readonly code: string; readonly retryable: boolean } }>;
  };
  const extensions = body.errors?.[0]?.extensions;
  return {
    status: response.status,
    code: extensions?.code ?? 'OK',
    retryable: extensions?.retryable,
    retryAfter: response.headers.get('retry-after'),
    data: body.data,
  };
}

const READ = '{ balances(first: 5) { nodes { available { amount } } } }';
const REPORT = 'mutation($input: UsageReportInput!) { usageReport(input: $input) { outcomes { status } userErrors { code } } }';

let person = '';

/** One event of a person of the demo company. */
async function report(id: string): Promise<Answer & { readonly outcome: string }> {
  const answer = await ask<{ usageReport: { outcomes: ReadonlyArray<{ status: string }> | null } | null }>(REPORT, {
    input: {
      events: [
        {
          id,
          source: 'full-disk',
          employee: { externalId: person },
          provider: 'anthropic',
          model: 'claude-haiku-4-5',
          occurredAt,
          counts: [{ usageClass: 'INPUT', count: '1000' }],
        },
      ],
    },
  });
  return { ...answer, outcome: answer.data?.usageReport?.outcomes?.[0]?.status ?? answer.code };
}

let occurredAt = '';
let events = 0;
const acknowledged: string[] = [];

async function reportSome(count: number): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let index = 0; index < count; index += 1) {
    const id = `event-${events++}`;
    const answer = await report(id);
    if (answer.outcome === 'RECORDED') acknowledged.push(id);
    answers.push(answer);
  }
  return answers;
}

async function readyz(): Promise<{ readonly status: number; readonly reason: string | undefined }> {
  const response = await fetch(`${address}/readyz`);
  const { detail } = (await response.json()) as { detail?: string };
  return { status: response.status, reason: detail };
}

async function until(seconds: number, holds: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (performance.now() - began < seconds * 1_000) {
    if (await holds()) return performance.now() - began;
    await sleep(100);
  }
  throw new Error(`It did not come to hold within ${seconds} s.`);
}

const isReady = async () => (await readyz()).status === 200;

async function asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const place = path.join(folder, 'data', 'postgres');
  const { superuser: password } = JSON.parse(await readFile(path.join(place, 'passwords.json'), 'utf8')) as { superuser: string };
  const port = Number(await readFile(path.join(place, 'port'), 'utf8'));
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'stipends' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Every answer is what was asked for, or says that one may ask again. */
function expectCoded(answers: readonly Answer[]): void {
  for (const answer of answers) {
    if (answer.code === 'OK') expect(answer.status).toBe(200);
    else expect(answer).toMatchObject({ code: 'UNAVAILABLE', status: 503, retryable: true, retryAfter: '1' });
  }
}

/** What was acknowledged is there, once, and more is taken. */
async function expectAllThere(): Promise<void> {
  const again = [];
  for (const id of acknowledged) again.push((await report(id)).outcome);
  expect(again.filter((outcome) => outcome !== 'DUPLICATE')).toEqual([]);
  expect((await reportSome(3)).map(({ code }) => code)).toEqual(['OK', 'OK', 'OK']);
}

/** While it starts, there may be none. */
async function postmasterPid(): Promise<number | undefined> {
  try {
    return Number((await readFile(path.join(folder, 'data', 'postgres', 'pgdata', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  } catch {
    return undefined;
  }
}

describe('a server whose embedded database', () => {
  beforeAll(async () => {
    const { data } = await ask<{
      employees: { nodes: ReadonlyArray<{ externalId: string }> };
      employers: { nodes: ReadonlyArray<{ settings: { testNow: string } }> };
    }>('{ employees(first: 1) { nodes { externalId } } employers(first: 5) { nodes { settings { testNow } } } }');
    person = data?.employees.nodes[0]?.externalId ?? '';
    occurredAt = data?.employers.nodes[0]?.settings.testNow ?? '';
    expectCoded(await reportSome(5));
    expect(acknowledged).toHaveLength(5);
  }, 60_000);

  it('is cut off in all connections goes on', async () => {
    await asSuperuser((client) =>
      client.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename is not null'),
    );
    expectCoded(await reportSome(10));
    await until(10, isReady);
    await expectAllThere();
  }, 60_000);

  it('is killed starts it again, on its port, with all that was acknowledged', async () => {
    const killed = (await postmasterPid()) ?? Number.NaN;
    process.kill(killed, 'SIGKILL');
    const seen: Answer[] = [];
    await until(60, async () => {
      const [reported] = await reportSome(1);
      seen.push(await ask(READ), ...(reported === undefined ? [] : [reported]));
      // What `/readyz` says may be a second old.
      return reported?.code === 'OK' && (await isReady()) && (await postmasterPid()) !== killed;
    });
    expectCoded(seen);
    await expectAllThere();
  }, 120_000);

  it('has a disk that is full says so, and heals when there is space again', async () => {
    if (!isMounted) {
      process.stdout.write('Skipped: a disk of its own needs root and the right to mount a tmpfs.\n');
      return;
    }
    const ballast = path.join(folder, 'ballast');
    await fill(ballast);
    const seen: Answer[] = [];
    await until(60, async () => {
      seen.push(...(await reportSome(2)), await ask(READ));
      await useUpLog();
      return !(await isReady());
    });
    expect((await readyz()).reason).toMatch(/^The (disk of the )?database /);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    // It stays so for as long as there is no space, through several attempts to start it.
    for (let round = 0; round < 20; round += 1) {
      seen.push(...(await reportSome(1)), await ask(READ));
      expect(await isReady()).toBe(false);
      await sleep(200);
    }
    expectCoded(seen);
    expect(seen.filter(({ code }) => code === 'UNAVAILABLE').length).toBeGreaterThan(20);

    const freed = new Date();
    await rm(ballast);
    const healedMs = await until(60, isReady);
    process.stdout.write(`Ready ${Math.round(healedMs)} ms after there was space.\n`);
    await expectAllThere();

    // Jobs are sent every minute, and done.
    await until(90, async () =>
      asSuperuser(async (client) => {
        const { rows } = await client.query("select from pgboss.job where state = 'completed' and created_on > $1 limit 1", [freed]);
        return rows.length > 0;
      }),
    );
  }, 300_000);

  it('went through all that has books without a fault', async () => {
    const env = { PATH: process.env.PATH, DATA_DIR: path.join(folder, 'data'), ENVIRONMENT: 'test', LOG_LEVEL: 'fatal' };
    const { stdout } = await run(process.execPath, [path.join(serverPackage, 'dist', 'run-verify.js')], { env });
    expect(stdout.trim()).toBe('0');
    await expectAllThere();
  }, 120_000);
});

/** Writes until there is no space left. */
async function fill(file: string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    for (const size of [1 << 20, 4_096]) {
      const block = Buffer.alloc(size);
      for (let written = 0; written < 1 << 30; written += size) {
        const full = await handle.write(block).then(
          () => false,
          () => true,
        );
        if (full) break;
      }
    }
  } finally {
    await handle.close();
  }
}

/** Asks PostgreSQL for the next file of its log, which needs space. That it fails, or cannot be reached, is what is wanted. */
async function useUpLog(): Promise<void> {
  try {
    await asSuperuser(async (client) => {
      await client.query("select pg_logical_emit_message(true, 'fill', repeat('x', 1000000)), pg_switch_wal()");
    });
  } catch {
    // As wanted.
  }
}
