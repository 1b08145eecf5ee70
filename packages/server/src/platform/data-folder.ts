import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCode, StartRefused } from './start-refused.js';

/**
 * Makes the data folder where it is missing and gives its real path. A folder that is ours alone (just made, or empty)
 * may be passed through but not listed by other users: the database runs as one of them when this process is root.
 * Every secret in it is a file of mode 0600.
 */
export async function openDataFolder(dataDir: string): Promise<string> {
  try {
    const madeNow = await mkdir(dataDir, { recursive: true });
    const folder = await realpath(dataDir);
    if (madeNow !== undefined || (await readdir(folder)).length === 0) await chmod(folder, 0o711);
    return folder;
  } catch (error) {
    if (errorCode(error) === 'EACCES') throw unreadable(path.resolve(dataDir), error);
    throw new StartRefused(
      `The data folder ${path.resolve(dataDir)} cannot be used (${errorCode(error)}): set DATA_DIR to a writable folder.`,
      {
        cause: error,
      },
    );
  }
}

/**
 * The text of a secret file, made on first use. Of two processes that make it at once both get the same text: the file
 * appears complete or not at all.
 */
export async function keepSecret(file: string, make: () => string): Promise<string> {
  const known = await readSecret(file);
  if (known !== undefined) return known;
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${make()}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(draft, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return (await readFile(file, 'utf8')).trim();
}

async function readSecret(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw unreadable(file, error);
  }
}

/** The one-line reason for a file or folder of ours that this user may not use. */
export function unreadable(file: string, error: unknown): StartRefused {
  return new StartRefused(
    `${file} cannot be used (${errorCode(error)}), it belongs to another user: start as that user or set DATA_DIR to another folder.`,
    { cause: error },
  );
}
