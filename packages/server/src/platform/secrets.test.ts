import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { deriveKeys, openKeys, parseMasterKey } from './secrets.js';

const bytes = Buffer.from(Array.from({ length: 32 }, (_, index) => index));

describe('the master key', () => {
  it.each<[string, boolean]>([
    [bytes.toString('base64'), true],
    [bytes.toString('base64url'), true],
    [bytes.toString('hex'), true],
    [bytes.subarray(1).toString('base64'), false],
    [bytes.subarray(1).toString('hex'), false],
    [`${bytes.toString('base64')} and more`, false],
    ['', false],
  ])('%s is taken: %s', (text, taken) => {
    expect(parseMasterKey(text) !== undefined).toBe(taken);
  });

  it('gives the same keys in base64 and hex, a different one per purpose', () => {
    const keys = deriveKeys(bytes.toString('hex'));
    expect(deriveKeys(bytes.toString('base64'))).toEqual(keys);
    const texts = [keys.pepper, keys.cursors, keys.links, keys.fields].map((key) => key.toString('hex'));
    expect(new Set(texts).size).toBe(4);
    for (const text of texts) expect(text).toHaveLength(64);
  });

  it('gives the keys that stored hashes were made with', () => {
    // Changing a label would lock every partner out; so the values themselves are written down.
    const { pepper, cursors, links, fields, keyId } = deriveKeys(bytes.toString('hex'));
    expect([pepper, cursors, links, fields].map((key) => key.subarray(0, 4).toString('hex')).concat(keyId)).toEqual([
      '16838531',
      '3a8c6d12',
      'f218c27e',
      'cd518676',
      '0878250f',
    ]);
  });

  it('is made once in the data folder, readable by its owner only', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'secrets-'));
    const source = { masterKey: undefined, environment: 'development', dataDir: path.join(folder, 'new') };
    const [first, second] = await Promise.all([openKeys(source), openKeys(source)]);
    expect(second).toEqual(first);
    expect(await openKeys(source)).toEqual(first);
    const file = path.join(folder, 'new', 'master-key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(deriveKeys((await readFile(file, 'utf8')).trim())).toEqual(first);
    await rm(folder, { recursive: true });
  });

  it('is never made up in production', async () => {
    await expect(openKeys({ masterKey: undefined, environment: 'production', dataDir: '/nowhere' })).rejects.toThrow(
      'MASTER_KEY is not set',
    );
  });
});
