import { spawn } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, readlink, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unreadable } from '../data-folder.js';
import { errorCode, StartRefused } from '../start-refused.js';
import type { Binaries } from './binaries.js';
import { canReach, isRoot, type OsUser } from './os-user.js';
import { isTaken, openDraft, openSharedPlace } from './places.js';

/** What the passwords of a cluster open; kept beside the data, mode 0600. */
export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
  /** Not stored: made of the superuser's, so that a cluster of an earlier version has one too, the same for every process. */
  readonly queue: string;
}

type StoredPasswords = Omit<Passwords, 'queue'>;

/** A database cluster on disk: its folder appears complete, with its passwords, or not at all. */
export interface Cluster {
  /** `DATA_DIR/postgres`, or the place that link leads to. */
  readonly folder: string;
  /** PostgreSQL's own data folder in it. */
  readonly pgdata: string;
  readonly passwords: Passwords;
  /** Who runs it: the owner of the data, when this process is root. */
  readonly user: OsUser | undefined;
}

/** The cluster made by an earlier start, if any. */
export async function findCluster(home: string): Promise<Cluster | undefined> {
  const link = path.join(home, 'postgres');
  let folder: string;
  try {
    folder = await realpath(link);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return await refuseLostData(link);
    throw unreadable(link, error);
  }
  const pgdata = path.join(folder, 'pgdata');
  const file = path.join(folder, 'passwords.json');
  try {
    const stored = JSON.parse(await readFile(file, 'utf8')) as StoredPasswords;
    const queue = createHmac('sha256', stored.superuser).update('stipends_queue').digest('base64url');
    const passwords = { ...stored, queue };
    const { uid, gid } = await stat(pgdata);
    return { folder, pgdata, passwords, user: isRoot() ? { uid, gid } : undefined };
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** A link that leads nowhere means that data which existed is gone: never answered with an empty database. */
async function refuseLostData(link: string): Promise<undefined> {
  let target: string;
  try {
    target = await readlink(link);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  throw new StartRefused(
    `The database that ${link} leads to, ${target}, is gone: restore it, or remove the link to begin with an empty one.`,
  );
}

export interface MakeOptions {
  /** Data that may be lost with the machine's power: nothing is forced to disk. */
  readonly throwaway: boolean;
}

/** Makes a new cluster; of two processes that do so at once, both get the one that was complete first. */
export async function makeCluster(home: string, user: OsUser | undefined, binaries: Binaries, options: MakeOptions): Promise<Cluster> {
  const shared = user !== undefined && !(await canReach(user, home, 'pass')) ? await openSharedPlace(user) : undefined;
  const draft = await openDraft(shared ?? home);
  try {
    const passwords: StoredPasswords = { superuser: newPassword(), owner: newPassword(), app: newPassword() };
    await writeFile(path.join(draft, 'passwords.json'), `${JSON.stringify(passwords)}\n`, { mode: 0o600, flush: true });
    await initialize(draft, user, binaries, passwords.superuser, options);
    if (shared === undefined) await rename(draft, path.join(home, 'postgres'));
    else await settleElsewhere(draft, shared, home);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!isTaken(error)) throw error;
  }
  const cluster = await findCluster(home);
  if (cluster === undefined) throw new StartRefused(`${home} was removed while the database was being made: start again.`);
  return cluster;
}

/** The link in the data folder is the record of where the data is; it is made last, and only one process succeeds. */
async function settleElsewhere(draft: string, shared: string, home: string): Promise<void> {
  const project = path.basename(path.dirname(home)).replace(/[^\w.-]/g, '-');
  const name = `${project}-${createHash('sha256').update(home).digest('hex').slice(0, 8)}-${randomBytes(3).toString('hex')}`;
  const settled = path.join(shared, name);
  await rename(draft, settled);
  try {
    await symlink(settled, path.join(home, 'postgres'));
  } catch (error) {
    await rm(settled, { recursive: true });
    throw error;
  }
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

async function initialize(
  draft: string,
  user: OsUser | undefined,
  binaries: Binaries,
  password: string,
  options: MakeOptions,
): Promise<void> {
  const pgdata = path.join(draft, 'pgdata');
  const passwordFile = path.join(draft, 'first-password');
  await mkdir(pgdata, { mode: 0o700 });
  await chmod(pgdata, 0o700);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user !== undefined) for (const each of [pgdata, passwordFile]) await chown(each, user.uid, user.gid);
  // The locale comes with PostgreSQL, not from the host: texts sort alike on every machine.
  await runProgram(binaries.initdb, user, [
    `--pgdata=${pgdata}`,
    `--pwfile=${passwordFile}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    '--set=timezone=UTC',
    '--set=log_timezone=UTC',
    ...(options.throwaway ? ['--no-sync'] : []),
  ]);
  await rm(passwordFile);
}

/** What PostgreSQL's programs need of the environment; `PG…` variables of the person who starts us would change them. */
export function quietEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

async function runProgram(program: string, user: OsUser | undefined, args: readonly string[]): Promise<void> {
  const said: Buffer[] = [];
  const end = await new Promise<string | undefined>((resolve) => {
    const child = spawn(program, args, { ...user, cwd: '/', env: quietEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `${path.basename(program)} ended with ${code ?? signal}`));
  });
  if (end === undefined) return;
  const reason = Buffer.concat(said)
    .toString()
    .split('\n')
    .find((line) => /error|fatal|could not|cannot/i.test(line));
  throw new StartRefused(
    `The embedded PostgreSQL could not be made (${end}${reason === undefined ? '' : `: ${reason.trim()}`}): set DATABASE_URL to use another.`,
  );
}
