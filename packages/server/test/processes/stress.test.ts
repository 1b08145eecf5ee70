import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const main = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'stress', 'main.mjs');

describe('a twentieth of the stress over three servers', () => {
  it('holds, and leaves books without a fault', async () => {
    const { stdout } = await run(process.execPath, [main, '--share', '20'], { timeout: 170_000 });
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(13);
    expect(lines.filter((line) => !line.endsWith('verify 0'))).toEqual([]);
  }, 180_000);
});
