import { execFile } from 'node:child_process';
import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { errorCode, StartRefused } from '../start-refused.js';

/** An operating system user by number. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

const run = promisify(execFile);

/**
 * The user PostgreSQL runs as when this process is root, which PostgreSQL refuses to be: `postgres`, made when missing;
 * `nobody` where a slim or read-only container offers no way to make one.
 * @returns `undefined` when this process is an ordinary user: PostgreSQL then runs as the same
 */
export async function unprivilegedUser(): Promise<OsUser | undefined> {
  if (!isRoot()) return undefined;
  const user = (await findUser('postgres')) ?? (await makeUser('postgres')) ?? (await findUser('nobody'));
  if (user === undefined) {
    throw new StartRefused(
      'PostgreSQL does not run as root and no other user could be made: start as an ordinary user or set DATABASE_URL.',
    );
  }
  return user;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function findUser(name: string): Promise<OsUser | undefined> {
  return (await findInPasswd(name)) ?? (await findInDirectory(name));
}

/** Reading the file costs less than starting `id`, and every container has it. */
async function findInPasswd(name: string): Promise<OsUser | undefined> {
  try {
    const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((each) => each.startsWith(`${name}:`));
    return userOf(line?.split(':').slice(2, 4));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Users of LDAP or macOS stand in no file. */
async function findInDirectory(name: string): Promise<OsUser | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return userOf([uid.stdout, gid.stdout]);
  } catch {
    // `id` fails for a user that does not exist, and may itself be missing: both mean that there is none.
    return undefined;
  }
}

function userOf(numbers: readonly string[] | undefined): OsUser | undefined {
  const [uid, gid] = (numbers ?? []).map((each) => Number.parseInt(each, 10));
  return uid !== undefined && gid !== undefined && uid > 0 && gid >= 0 ? { uid, gid } : undefined;
}

/** A system user without home or shell. Another process may be making the same one, and its group may exist: the look-up decides. */
async function makeUser(name: string): Promise<OsUser | undefined> {
  const options = ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  for (const group of [['--user-group'], ['--gid', name]]) {
    try {
      await run('useradd', [...options, ...group, name]);
    } catch {
      // Not fatal: the group or user exists, /etc is read-only, or there is no useradd; `nobody` remains.
    }
    const made = await findUser(name);
    if (made !== undefined) return made;
  }
  return undefined;
}

const needs = { pass: 1, read: 4, run: 5 } as const;

/** May this user pass every folder above `target`, and do with the thing itself what is needed? */
export async function canReach(user: OsUser, target: string, need: keyof typeof needs): Promise<boolean> {
  if (!allows(await stat(target), user, needs[need])) return false;
  for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
    if (!allows(await stat(folder), user, needs.pass)) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

/** @param bits as in a mode: 4 read, 1 pass or execute */
function allows(entry: Stats, user: OsUser, bits: number): boolean {
  const shift = entry.uid === user.uid ? 6 : entry.gid === user.gid ? 3 : 0;
  return ((entry.mode >> shift) & bits) === bits;
}
