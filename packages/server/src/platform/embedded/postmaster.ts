import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { open, readdir, readFile, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { errorCode, StartRefused } from '../start-refused.js';
import type { Binaries } from './binaries.js';
import { type Cluster, quietEnvironment } from './cluster.js';

/** The running database server of a cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Set when this process started it. */
  readonly child: ChildProcess | undefined;
}

export interface RunOptions {
  /** Fast and unsafe: for tests and stories whose data nobody will miss. */
  readonly throwaway: boolean;
  /** Is another living process using the cluster? Then it is never replaced. */
  readonly hasCompany: () => boolean;
  /** Of a server that comes again: its port stands in connection strings, and one that serves there is never replaced. */
  readonly again?: { readonly port: number; readonly isWanted: () => boolean };
}

const patienceSeconds = 60;
const attempts = 6;
const logBytesKept = 10_000_000;

/**
 * Attaches to the cluster's server when one runs, else starts one. What a killed process left behind is met here: a
 * server without a master, one that is still ending, one that hangs, and a lock file whose server is gone.
 */
export async function runPostmaster(cluster: Cluster, binaries: Binaries, options: RunOptions): Promise<Postmaster> {
  const deadline = Date.now() + patienceSeconds * 1_000;
  const failures: string[] = [];
  const { again } = options;
  while (failures.length < attempts && Date.now() < deadline && again?.isWanted() !== false) {
    const lock = await readLock(cluster);
    if (lock !== undefined && (await isServing(lock.pid, cluster))) {
      if (lock.status !== 'ready') {
        await sleep(20);
      } else if (again !== undefined) {
        if (lock.port === again.port) return { pid: lock.pid, port: lock.port, child: undefined };
        failures.push(`it runs on port ${lock.port}, not ${again.port}`);
        await sleep(1_000);
      } else if ((options.hasCompany() || (await runsFrom(binaries, lock.pid))) && (await answers(cluster, lock.port))) {
        return { pid: lock.pid, port: lock.port, child: undefined };
      } else {
        await stopPostmaster(cluster, { pid: lock.pid, port: lock.port, child: undefined }, 'fast');
      }
      continue;
    }
    const started = await launch(cluster, binaries, options, deadline);
    if (typeof started !== 'string') return started;
    failures.push(started);
    // Once is not enough: children of a killed server need a moment to end, and another process may be starting it now.
    if (failures.length >= 3) await setAsideDeadLock(cluster);
    await sleep(50 * 2 ** failures.length);
  }
  const reason = failures.at(-1) ?? `it did not get ready within ${patienceSeconds} s`;
  throw new StartRefused(`The embedded PostgreSQL did not start (${reason}); its log is ${logOf(cluster)}.`);
}

function logOf(cluster: Cluster): string {
  return path.join(cluster.folder, 'postgres.log');
}

interface Lock {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

/** PostgreSQL's own lock file: process number, data folder, start, port, socket folder, address, memory key, status, a line each. */
async function readLock(cluster: Cluster): Promise<Lock | undefined> {
  try {
    const lines = (await readFile(path.join(cluster.pgdata, 'postmaster.pid'), 'utf8')).split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 1 ? { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? 'starting' } : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** A server works in its data folder, so its working directory tells it from a process that got its number later. */
async function isServing(pid: number, cluster: Cluster): Promise<boolean> {
  if (process.platform !== 'linux') return (await commandOf(pid)).includes(cluster.pgdata);
  return (await followed(`/proc/${pid}/cwd`)) === cluster.pgdata;
}

/** Where there is no /proc, the command line names the data folder. */
async function commandOf(pid: number): Promise<string> {
  try {
    return (await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    // `ps` fails for a process that does not exist.
    return '';
  }
}

/** After `npm ci` the running program is another file than the installed one, and could no longer load its libraries. */
async function runsFrom(binaries: Binaries, pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  return (await followed(`/proc/${pid}/exe`)) === (await realpath(binaries.postgres));
}

/** Where a link of /proc leads; `undefined` for a process that ended or is another user's. */
async function followed(link: string): Promise<string | undefined> {
  try {
    return await readlink(link);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EPERM' || code === 'ESRCH') return undefined;
    throw error;
  }
}

/** Is it ours: does it take our password and serve our folder? */
async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const { superuser: password } = cluster.passwords;
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 3_000,
    query_timeout: 3_000,
  });
  // A lost connection also rejects the query below, where it counts.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
    return rows[0]?.folder === cluster.pgdata;
  } catch {
    // Whatever the reason, a server that does not answer us is replaced.
    return false;
  } finally {
    await client.end();
  }
}

/** Starts the server. @returns it, or in words why it ended */
async function launch(cluster: Cluster, binaries: Binaries, options: RunOptions, deadline: number): Promise<Postmaster | string> {
  const port = options.again === undefined ? await choosePort(cluster) : await tryPort(options.again.port);
  if (port === undefined) return `port ${options.again?.port} is taken`;
  if (await isLarge(logOf(cluster))) await rm(logOf(cluster), { force: true });
  const log = await open(logOf(cluster), 'a', 0o600);
  const logStart = (await log.stat()).size;
  let ended: string | undefined;
  // A session of its own: Ctrl-C reaches this process alone, which then ends its requests before it ends the database.
  const child = spawn(binaries.postgres, ['-D', cluster.pgdata, '-p', String(port), ...settings(options)], {
    ...cluster.user,
    cwd: '/',
    env: quietEnvironment(),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended ??= `it ended with ${code ?? signal}`));
  await log.close();

  while (ended === undefined) {
    const lock = await readLock(cluster);
    if (lock?.pid === child.pid && lock?.status === 'ready') {
      child.unref();
      if (options.again === undefined) await writeFile(path.join(cluster.folder, 'port'), `${port}\n`);
      return { pid: lock.pid, port, child };
    }
    if (Date.now() > deadline || options.again?.isWanted() === false) {
      child.kill('SIGQUIT');
      return `it did not get ready within ${patienceSeconds} s`;
    }
    await sleep(5);
  }
  return (await lastComplaint(logOf(cluster), logStart)) ?? ended;
}

/** Given at each start, not kept with the data, so that a newer version of ours brings its own. */
function settings({ throwaway }: RunOptions): string[] {
  const values: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    jit: 'off',
    io_method: 'sync',
    max_logical_replication_workers: '0',
    // Statements carry pay and names; the log tells what failed, not whose it was.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    log_checkpoints: 'off',
    ...(throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The port of the last start where it is free, so that a saved connection of yours keeps working. */
async function choosePort(cluster: Cluster): Promise<number> {
  const last = await lastPort(cluster);
  return (last === undefined ? undefined : await tryPort(last)) ?? (await tryPort(0)) ?? refusePort();
}

async function lastPort(cluster: Cluster): Promise<number | undefined> {
  try {
    const port = Number.parseInt(await readFile(path.join(cluster.folder, 'port'), 'utf8'), 10);
    return port > 0 && port < 65_536 ? port : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(undefined));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

function refusePort(): never {
  throw new StartRefused('No port of 127.0.0.1 is free for the embedded PostgreSQL: set DATABASE_URL to use another.');
}

async function isLarge(file: string): Promise<boolean> {
  try {
    return (await stat(file)).size > logBytesKept;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** The last line of the log that says why a start failed. */
async function lastComplaint(file: string, from: number): Promise<string | undefined> {
  const lines = (await readFile(file)).subarray(from).toString().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|error while loading/.test(line))?.replace(/^.*?(FATAL|PANIC): +/, '');
}

/**
 * Moves the lock file of a server that is gone out of the way. PostgreSQL does so itself unless another process of the
 * same user has got the number since, or the killed server is still listed as ended. Only with proof: while any
 * process works in the data folder nothing is touched.
 */
async function setAsideDeadLock(cluster: Cluster): Promise<void> {
  if (process.platform !== 'linux') return;
  for (const name of await readdir('/proc')) {
    if (/^\d+$/.test(name) && (await followed(`/proc/${name}/cwd`)) === cluster.pgdata) return;
  }
  const file = path.join(cluster.pgdata, 'postmaster.pid');
  try {
    await rename(file, `${file}.dead`);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/**
 * Stops the server and waits for its end.
 * @param manner `fast` ends sessions and writes all to disk; `immediate` leaves that to the recovery of the next start
 */
export async function stopPostmaster(cluster: Cluster, server: Postmaster, manner: 'fast' | 'immediate'): Promise<void> {
  if (manner === 'fast') {
    signalPostmaster(server, 'SIGINT');
    if (await hasEnded(cluster, server, 20)) return;
  }
  signalPostmaster(server, 'SIGQUIT');
  if (await hasEnded(cluster, server, 10)) return;
  throw new StartRefused(`The embedded PostgreSQL (process ${server.pid}) does not end: end it, then start again.`);
}

/** Does the server run, as this process started or found it? */
export async function isRunning(cluster: Cluster, { pid, child }: Postmaster): Promise<boolean> {
  return child === undefined ? isServing(pid, cluster) : child.exitCode === null && child.signalCode === null;
}

/** Stops a server that nobody holds any more, where one runs. */
export async function stopOrphan(cluster: Cluster): Promise<void> {
  const lock = await readLock(cluster);
  if (lock === undefined || !(await isServing(lock.pid, cluster))) return;
  await stopPostmaster(cluster, { pid: lock.pid, port: lock.port, child: undefined }, 'immediate');
}

/** `SIGINT` is PostgreSQL's fast shutdown, `SIGQUIT` the immediate one. */
export function signalPostmaster(server: Postmaster, signal: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(server.pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

async function hasEnded(cluster: Cluster, server: Postmaster, seconds: number): Promise<boolean> {
  const deadline = Date.now() + seconds * 1_000;
  while (Date.now() < deadline) {
    if (!(await isRunning(cluster, server))) return true;
    await sleep(10);
  }
  return false;
}
