import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Server, startServer } from '../../story/src/server.js';

// readme-snippet.ts is type-checked with everything else; here it is what the README shows, and what a reader gets who runs it
// against the demo company.

let folder = '';
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'readme-snippet-'));
  server = await startServer(folder);
}, 180_000);

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describe('the snippet of the README', () => {
  it('is the one that is compiled', async () => {
    const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
    const [, shown] = /<!-- sdk-snippet -->\s*```ts\n([\s\S]*?)```/.exec(readme) ?? [];
    expect(shown).toBe(await readFile(new URL('./readme-snippet.ts', import.meta.url), 'utf8'));
  });

  it('does what it says', async () => {
    process.env.STIPENDS_API_KEY = server.key;
    process.env.STIPENDS_BASE_URL = server.url;
    const lines: string[] = [];
    const log = jest.spyOn(console, 'log').mockImplementation((...words: unknown[]) => {
      lines.push(words.join(' '));
    });
    try {
      await import('./readme-snippet.js');
    } finally {
      log.mockRestore();
      delete process.env.STIPENDS_API_KEY;
      delete process.env.STIPENDS_BASE_URL;
    }
    const [refusal = '', report, ...balances] = lines;
    expect(refusal).toMatch(/^OFFER_INCOMPLETE .+/);
    expect(report).toBe('1 0 0.0495');
    expect(balances.length).toBeGreaterThan(4);
    for (const balance of balances) expect(balance).toMatch(/^\p{L}.+ \d+(\.\d+)? [A-Z]{3}$/u);
    expect(balances.join('\n')).toContain('Nguyễn Thị Ánh');
  });
});
