import { execFile, spawnSync } from 'node:child_process';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const serverPackage = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const sentence =
  /^Node \d+\.\d+\.\d+ is too old, 26 is needed: run `npm ci`, which installs it as the npm package `node`, and start through npm \(`npm start`\)\.\n$/;

/** The Node of this machine, when it is older than the one npm installed here. */
async function olderNode(): Promise<string | undefined> {
  for (const folder of ['/usr/local/bin', '/usr/bin']) {
    const program = path.join(folder, 'node');
    try {
      await access(program);
    } catch {
      continue;
    }
    if (Number.parseInt((await run(program, ['--version'])).stdout.slice(1), 10) < 26) return program;
  }
  return undefined;
}

describe('start', () => {
  it('says in one line what is wrong under an older Node', () => {
    const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.1.0'}})`;
    const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', pretend, path.join(serverPackage, 'start.mjs')]);
    expect([status, String(stderr), String(stdout)]).toEqual([1, expect.stringMatching(sentence), '']);
  });

  it('says so under a Node that is really older', async () => {
    const older = await olderNode();
    if (older === undefined) {
      process.stdout.write('Skipped: this machine has no Node older than 26.\n');
      return;
    }
    const { status, stderr } = spawnSync(older, [path.join(serverPackage, 'start.mjs')]);
    expect([status, String(stderr)]).toEqual([1, expect.stringMatching(sentence)]);
  });

  it('compiles nothing that is current', async () => {
    await run(process.execPath, [path.join(serverPackage, 'build.mjs')]);
    const { stdout } = await run(process.execPath, [path.join(serverPackage, 'build.mjs')]);
    expect(stdout).toBe('dist/ is current; 0 files compiled.\n');
  });
});
