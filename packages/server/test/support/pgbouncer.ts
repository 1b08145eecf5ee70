import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { unprivilegedUser } from '../../src/platform/embedded/os-user.js';

/** The version of the PgBouncer at hand, such as `[1, 18]`; undefined where there is none. */
export function pgbouncerVersion(): readonly [number, number] | undefined {
  try {
    const [, major, minor] = /PgBouncer (\d+)\.(\d+)/.exec(execFileSync('pgbouncer', ['--version'], { encoding: 'utf8', env })) ?? [];
    return [Number(major), Number(minor)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Debian keeps it where not everybody looks. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` };

export interface PooledBy {
  /** `transaction` where it is not said. */
  readonly mode?: 'transaction' | 'session' | 'statement';
  /** Sessions of PostgreSQL for each user. */
  readonly size: number;
  /** 0 where it is not said: prepared statements are passed on as they are, as before 1.21. */
  readonly preparedStatements?: number;
}

export interface Pooler {
  /** The same database, user and password through the pooler. */
  through(url: string): string;
  stop(): Promise<void>;
}

/** Starts a PgBouncer on a free port of 127.0.0.1, for the users and passwords of these connection strings. */
export async function startPooler(
  urls: readonly string[],
  { mode = 'transaction', size, preparedStatements = 0 }: PooledBy,
): Promise<Pooler> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stipends-pgbouncer-'));
  const port = await freePort();
  const [first] = urls.map((url) => new URL(url));
  const [major, minor] = pgbouncerVersion() ?? [0, 0];
  const knowsStatements = major > 1 || (major === 1 && minor >= 21);
  await writeFile(
    path.join(folder, 'users'),
    urls.map((url) => `"${new URL(url).username}" "${decodeURIComponent(new URL(url).password)}"\n`).join(''),
  );
  await writeFile(
    path.join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=${first?.hostname} port=${first?.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${path.join(folder, 'users')}
pool_mode = ${mode}
default_pool_size = ${size}
max_client_conn = 300
query_wait_timeout = 30
${knowsStatements ? `max_prepared_statements = ${preparedStatements}` : ''}
`,
  );
  const user = await unprivilegedUser();
  for (const file of ['.', 'users', 'pgbouncer.ini']) if (user !== undefined) await chown(path.join(folder, file), user.uid, user.gid);

  const child = spawn('pgbouncer', ['-q', path.join(folder, 'pgbouncer.ini')], { ...user, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const told: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => told.push(chunk.toString()));
  const ended = once(child, 'exit');
  await answers(port, child, told);

  return {
    through(url) {
      const changed = new URL(url);
      changed.hostname = '127.0.0.1';
      changed.port = String(port);
      return changed.href;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answers(port: number, child: ChildProcess, told: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (child.exitCode !== null) break;
    const socket = connect(port, '127.0.0.1');
    const open = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false);
    socket.destroy();
    if (open) return;
    await wait(100);
  }
  throw new Error(`PgBouncer does not answer: ${told.join('')}`);
}
