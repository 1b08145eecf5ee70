import { readdir, realpath, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { openDataFolder } from '../data-folder.js';
import { prepareDatabase } from '../roles.js';
import { errorCode, StartRefused } from '../start-refused.js';
import { findBinaries } from './binaries.js';
import { findCluster, makeCluster } from './cluster.js';
import { Holder } from './holders.js';
import { unprivilegedUser } from './os-user.js';
import { isRunning, runPostmaster, signalPostmaster, stopOrphan, stopPostmaster } from './postmaster.js';
import { supervise } from './supervise.js';

/** A PostgreSQL server of our own, on 127.0.0.1. */
export interface Embedded {
  readonly port: number;
  /** Process number of the server that runs now, for tests that kill it. */
  readonly pid: number;
  /** Connection string of the superuser; `database` defaults to `postgres`. */
  superuserUrl(database?: string): string;
  /** Connection string of `stipends_owner`, once `prepareDatabase` made it. */
  ownerUrl(database: string): string;
  /** Connection string of `stipends_app`, once `prepareDatabase` made it. */
  appUrl(database: string): string;
  /** Connection string of `stipends_queue`, once `prepareDatabase` made it. */
  queueUrl(database: string): string;
  /** What to hand to `prepareDatabase`. */
  readonly passwords: { readonly ownerPassword: string; readonly appPassword: string; readonly queuePassword: string };
  /** Leaves the server; the last process to leave stops it. Never fails the second time. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /**
   * For tests and stories: nothing is forced to disk (`fsync`, `synchronous_commit` and `full_page_writes` off), and
   * `stop` removes the data. Never for data that anyone would miss.
   */
  readonly throwaway?: boolean;
}

/**
 * Starts PostgreSQL on `dataDir`, made on first use, or attaches to the server that already runs there.
 * @throws StartRefused one line that says what is wrong
 */
export async function startEmbedded(dataDir: string, { throwaway = false }: EmbeddedOptions = {}): Promise<Embedded> {
  const home = await openDataFolder(dataDir);
  const known = await findCluster(home);
  const user = known === undefined ? await unprivilegedUser() : known.user;
  const binaries = await findBinaries(home, user);
  const cluster = known ?? (await makeCluster(home, user, binaries, { throwaway }));

  const holder = await Holder.join(cluster.folder);
  const leaveAtOnce = () => void holder.leave();
  process.once('exit', leaveAtOnce);
  const options = { throwaway, hasCompany: () => holder.hasCompany() };
  const first = await runPostmaster(cluster, binaries, options).finally(() => process.off('exit', leaveAtOnce));
  const supervision = supervise(cluster, binaries, first, options);

  // A process that exits without `stop`, after an uncaught error say, still takes its database along.
  const stopAtExit = () => {
    if (holder.leave()) signalPostmaster(supervision.current(), throwaway ? 'SIGQUIT' : 'SIGINT');
  };
  process.once('exit', stopAtExit);

  const url = (role: string, password: string, database: string) => `postgres://${role}:${password}@127.0.0.1:${first.port}/${database}`;
  const { passwords } = cluster;
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await supervision.stop();
    process.off('exit', stopAtExit);
    if (!holder.leave()) return;
    const server = supervision.current();
    if (await isRunning(cluster, server)) await stopPostmaster(cluster, server, throwaway ? 'immediate' : 'fast');
    if (throwaway) for (const each of [cluster.folder, path.join(home, 'postgres')]) await rm(each, { recursive: true, force: true });
  };
  return {
    port: first.port,
    get pid() {
      return supervision.current().pid;
    },
    superuserUrl: (database = 'postgres') => url('postgres', passwords.superuser, database),
    ownerUrl: (database) => url('stipends_owner', passwords.owner, database),
    appUrl: (database) => url('stipends_app', passwords.app, database),
    queueUrl: (database) => url('stipends_queue', passwords.queue, database),
    passwords: { ownerPassword: passwords.owner, appPassword: passwords.app, queuePassword: passwords.queue },
    stop: () => (stopped ??= stop()),
  };
}

/**
 * Removes throwaway databases whose processes were all killed before they could stop them.
 * @param prefix how the data folders are named: `stipends-test-` for `mkdtemp(path.join(parent, 'stipends-test-'))`
 * @returns how many were removed
 */
export async function reapThrowaways(parent: string, prefix: string): Promise<number> {
  let reaped = 0;
  for (const name of await readdir(parent)) {
    const home = path.join(parent, name);
    if (name.startsWith(prefix) && (await reap(home))) reaped++;
  }
  return reaped;
}

const reapAfterSeconds = 60;

async function reap(home: string): Promise<boolean> {
  try {
    // One that is being started has no holder yet.
    if (Date.now() - (await stat(home)).mtimeMs < reapAfterSeconds * 1_000) return false;
    const cluster = await findCluster(await realpath(home));
    if (cluster === undefined) {
      // Empty after a regular stop. With anything in it, it is being made, and this fails.
      await rmdir(home);
      return false;
    }
    const holder = await Holder.join(cluster.folder);
    if (!holder.leave()) return false;
    await stopOrphan(cluster);
    for (const each of [cluster.folder, home]) await rm(each, { recursive: true, force: true });
    return true;
  } catch (error) {
    // Another run reaps too, or the folder is another user's.
    if (error instanceof StartRefused || ['ENOENT', 'ENOTEMPTY', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}

/** The database a server uses when it was given none. */
export interface OpenDatabase {
  readonly databaseUrl: string;
  readonly databaseOwnerUrl: string;
  readonly databaseQueueUrl: string;
  stop(): Promise<void>;
}

/**
 * The embedded default in one call: server, roles and the database `stipends`, ready for migrations.
 * @throws StartRefused one line that says what is wrong
 */
export async function openEmbedded({ dataDir }: { readonly dataDir: string }, options: EmbeddedOptions = {}): Promise<OpenDatabase> {
  const embedded = await startEmbedded(dataDir, options);
  try {
    await prepareDatabase(embedded.superuserUrl(), { database: 'stipends', ...embedded.passwords });
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  return {
    databaseUrl: embedded.appUrl('stipends'),
    databaseOwnerUrl: embedded.ownerUrl('stipends'),
    databaseQueueUrl: embedded.queueUrl('stipends'),
    stop: () => embedded.stop(),
  };
}
