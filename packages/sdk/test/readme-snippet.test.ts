import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Server, startServer } from '../../story/src/server.js';

// The snippets are type-checked with everything else; here they are what the README shows, and what a reader gets who runs them
// against the demo company, one after the other.

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

/** What a snippet prints. */
async function linesOf(run: () => Promise<unknown>): Promise<string[]> {
  process.env.STIPENDS_API_KEY = server.key;
  process.env.STIPENDS_BASE_URL = server.url;
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((...words: unknown[]) => {
    lines.push(words.join(' '));
  });
  try {
    await run();
  } finally {
    log.mockRestore();
    delete process.env.STIPENDS_API_KEY;
    delete process.env.STIPENDS_BASE_URL;
  }
  return lines;
}

describe('a snippet of the README', () => {
  it.each([
    ['sdk-snippet', './readme-snippet.ts'],
    ['spending-snippet', './readme-spending.ts'],
  ])('that is marked %s is compiled', async (mark, file) => {
    const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
    const [, shown] = new RegExp(`<!-- ${mark} -->\\s*\`\`\`ts\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
    expect(shown).toBe(await readFile(new URL(file, import.meta.url), 'utf8'));
  });

  it('does what it says of an offer, usage and balances', async () => {
    const [refusal = '', report, ...balances] = await linesOf(() => import('./readme-snippet.js'));
    expect(refusal).toMatch(/^OFFER_INCOMPLETE .+/);
    expect(report).toBe('1 0 0.0495');
    expect(balances.length).toBeGreaterThan(4);
    for (const balance of balances) expect(balance).toMatch(/^\p{L}.+ \d+(\.\d+)? [A-Z]{3}$/u);
    expect(balances.join('\n')).toContain('Nguyễn Thị Ánh');
  });

  it('does what it says of spending', async () => {
    const [captured, refused = '', status] = await linesOf(() => import('./readme-spending.js'));
    expect([captured, status]).toEqual(['CAPTURED 18.40', 'DRAFT']);
    expect(refused).toMatch(/^LIMIT_EXCEEDED DAY 21\.60 \d{4}-.+Z$/);
  });
});
