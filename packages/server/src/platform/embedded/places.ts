import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { errorCode, StartRefused } from '../start-refused.js';
import { canReach, type OsUser } from './os-user.js';

/**
 * A folder outside the project that the database's user can pass, for a project below a closed one such as /root.
 * /var/lib comes first because /var/tmp is swept for old files on some systems.
 */
export async function openSharedPlace(user: OsUser): Promise<string> {
  for (const base of ['/var/lib', '/var/tmp', tmpdir()]) {
    const place = path.join(base, 'compute-stipends');
    if (await isUsable(place, user)) return await realpath(place);
  }
  throw new StartRefused(
    'PostgreSQL runs as another user than root, who cannot reach this folder nor one below /var/lib, /var/tmp or the temporary folder: set DATABASE_URL.',
  );
}

/** Ours, written by nobody else (others could plant binaries in a world-writable parent), and passable. */
async function isUsable(place: string, user: OsUser): Promise<boolean> {
  try {
    if ((await mkdir(place, { recursive: true })) !== undefined) await chmod(place, 0o755);
    const entry = await lstat(place);
    const onlyOurs = entry.isDirectory() && entry.uid === process.getuid?.() && (entry.mode & 0o022) === 0;
    return onlyOurs && (await canReach(user, place, 'pass'));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOENT' || code === 'ENOTDIR' || code === 'EEXIST')
      return false;
    throw error;
  }
}

/** Things are made under a name of their own and renamed when complete, so that a killed process leaves nothing half made in place. */
export async function openDraft(parent: string): Promise<string> {
  await sweepDrafts(parent);
  const draft = path.join(parent, `making-${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(draft);
  await chmod(draft, 0o711);
  return draft;
}

async function sweepDrafts(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = /^making-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    // What the killed process had started may go on for a moment, and write into what is being removed.
    await rm(path.join(parent, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/**
 * Does a process of this number run? It may be another one than was meant: numbers are used again. One that has ended and
 * was not collected by its parent, as happens in containers, does not count.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false;
  }
  const [state] = processFields(pid);
  return state !== 'Z' && state !== 'X';
}

/** Linux: what /proc tells of a process from its state on; empty elsewhere. */
export function processFields(pid: number): readonly string[] {
  try {
    // The name before it stands in brackets and may hold anything.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    // It has ended, or there is no /proc.
    return [];
  }
}

/** Did a rename or link find its target taken by somebody faster? */
export function isTaken(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'EEXIST' || code === 'ENOTEMPTY';
}
