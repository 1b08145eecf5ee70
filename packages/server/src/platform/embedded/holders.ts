import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive, processFields } from './places.js';

/**
 * Who uses a running cluster: one small file for each user, named after its process. The last to leave stops the
 * database, so a server, a worker and a command may share one, and the file of a killed process counts for nothing.
 */
export class Holder {
  private constructor(
    private readonly folder: string,
    private readonly file: string,
  ) {}

  static async join(clusterFolder: string): Promise<Holder> {
    const folder = path.join(clusterFolder, 'holders');
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, `${process.pid}-${randomBytes(4).toString('hex')}`);
    await writeFile(file, startOf(process.pid) ?? '', { mode: 0o644 });
    return new Holder(folder, file);
  }

  /** Is another living process using the cluster? */
  hasCompany(): boolean {
    return readdirSync(this.folder).some((name) => path.join(this.folder, name) !== this.file && isHeld(path.join(this.folder, name)));
  }

  /**
   * Leaves, and says whether nobody else is there. Without waiting in between, so that no other can join after the
   * answer and before the caller acts on it; also usable while the process exits.
   */
  leave(): boolean {
    rmSync(this.file, { force: true });
    return !this.hasCompany();
  }
}

function isHeld(file: string): boolean {
  const pid = Number.parseInt(path.basename(file), 10);
  const held = isAlive(pid) && isSameProcess(pid, file);
  if (!held) rmSync(file, { force: true });
  return held;
}

/** Process numbers are used again; the start time tells two of them apart where the system gives it. */
function isSameProcess(pid: number, file: string): boolean {
  const now = startOf(pid);
  if (now === undefined) return true;
  try {
    return readFileSync(file, 'utf8') === now;
  } catch {
    // It left in this moment.
    return false;
  }
}

/** Linux: clock ticks from boot to the start of the process. */
function startOf(pid: number): string | undefined {
  return processFields(pid)[19];
}
