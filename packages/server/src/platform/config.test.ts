import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configurationMarkdown, loadConfig, type Purpose, settingNames } from './config.js';
import { StartRefused } from './start-refused.js';

const masterKey = Buffer.alloc(32, 7).toString('base64');
const databaseUrl = 'postgres://app:s3cret@db:5432/stipends';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'config-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

function refusalOf(env: NodeJS.ProcessEnv, purpose?: Purpose): string {
  try {
    loadConfig(env, purpose);
  } catch (error) {
    if (error instanceof StartRefused) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('configuration', () => {
  it('is complete when nothing is set', () => {
    expect(loadConfig({})).toEqual({
      databaseUrl: undefined,
      databaseQueueUrl: undefined,
      databaseOwnerUrl: undefined,
      databaseSuperuserUrl: undefined,
      preparedStatements: true,
      pools: { pipeline: 8, transactions: 10, jobs: 3 },
      host: '127.0.0.1',
      port: 4000,
      role: 'all',
      publicUrl: 'http://localhost:4000',
      masterKey: undefined,
      environment: 'development',
      dataDir: path.resolve('.data'),
      logLevel: 'info',
    });
  });

  it('reads every setting from a variable, or from a file that the variable NAME_FILE names', async () => {
    const file = path.join(folder, 'master-key');
    await writeFile(file, `${masterKey}\n`);
    const config = loadConfig({
      DATABASE_URL: databaseUrl,
      MASTER_KEY_FILE: file,
      PORT: '0',
      PUBLIC_URL: 'https://pay.example.com/',
      ROLE: 'worker',
    });
    expect(config).toMatchObject({ databaseUrl, masterKey, port: 0, publicUrl: 'https://pay.example.com', role: 'worker' });
  });

  it('takes an empty variable as unset, and cannot be changed afterwards', () => {
    const config = loadConfig({ DATABASE_URL: '', PORT: '', PORT_FILE: '' });
    expect(config).toMatchObject({ databaseUrl: undefined, port: 4000 });
    expect([config, config.pools].every(Object.isFrozen)).toBe(true);
  });

  it.each<[string, NodeJS.ProcessEnv, Purpose | undefined, string]>([
    ['a port that is no number', { PORT: '4e3' }, undefined, 'PORT must be a port number from 0 to 65535.'],
    ['a port out of range', { PORT: '65536' }, undefined, 'PORT must be a port number from 0 to 65535.'],
    ['a pool of one', { DATABASE_POOL_JOBS: '1' }, undefined, 'DATABASE_POOL_JOBS must be a whole number from 2 to 1000.'],
    ['a pool of 2.5', { DATABASE_POOL_PIPELINE: '2.5' }, undefined, 'DATABASE_POOL_PIPELINE must be a whole number from 2 to 1000.'],
    [
      'a pool of 1001',
      { DATABASE_POOL_TRANSACTIONS: '1001' },
      undefined,
      'DATABASE_POOL_TRANSACTIONS must be a whole number from 2 to 1000.',
    ],
    ['pools at both ends', { DATABASE_POOL_PIPELINE: '2', DATABASE_POOL_TRANSACTIONS: '1000' }, undefined, 'accepted'],
    ['an unknown role', { ROLE: 'both' }, undefined, 'ROLE must be one of server, worker, all.'],
    ['an unknown environment', { ENVIRONMENT: 'prod' }, undefined, 'ENVIRONMENT must be one of development, test, production.'],
    [
      'another database',
      { DATABASE_URL: 'mysql://db/stipends' },
      undefined,
      'DATABASE_URL must be a connection string such as postgres://user:password@host:5432/database.',
    ],
    [
      'a short master key',
      { MASTER_KEY: 'c2hvcnQ=' },
      undefined,
      'MASTER_KEY must be 32 bytes or more in base64 or hex, such as `openssl rand -base64 32` makes.',
    ],
    [
      'a file that is missing',
      { MASTER_KEY_FILE: '/nowhere/key' },
      undefined,
      'MASTER_KEY_FILE names /nowhere/key, which cannot be read (ENOENT).',
    ],
    ['both a value and a file', { PORT: '1', PORT_FILE: '/run/port' }, undefined, 'PORT and PORT_FILE are both set: keep one.'],
    [
      'production without a database',
      { ENVIRONMENT: 'production', MASTER_KEY: masterKey },
      undefined,
      'DATABASE_URL is not set: production needs it (or DATABASE_URL_FILE).',
    ],
    [
      'production without a master key',
      { ENVIRONMENT: 'production', DATABASE_URL: databaseUrl },
      undefined,
      'MASTER_KEY is not set: production needs it (or MASTER_KEY_FILE).',
    ],
    [
      'a production migration without the owner',
      { ENVIRONMENT: 'production', DATABASE_URL: databaseUrl },
      'migrate',
      'DATABASE_OWNER_URL is not set: production needs it (or DATABASE_OWNER_URL_FILE).',
    ],
    [
      'a production migration that knows no master key',
      { ENVIRONMENT: 'production', DATABASE_OWNER_URL: databaseUrl },
      'migrate',
      'accepted',
    ],
  ])('answers %s in one line', (_, env, purpose, sentence) => {
    expect(refusalOf(env, purpose)).toBe(sentence);
  });

  it('never repeats a secret that it refuses', () => {
    expect(refusalOf({ MASTER_KEY: 'hunter2' })).not.toContain('hunter2');
    expect(refusalOf({ DATABASE_URL: 'postgres//app:hunter2@db/x' })).not.toContain('hunter2');
  });

  it('is documented setting by setting, with defaults', () => {
    const markdown = configurationMarkdown();
    for (const name of settingNames) expect(markdown).toMatch(new RegExp(`^\\| \`${name}\` \\| .* \\| \\S.* \\|$`, 'm'));
    expect(markdown).toContain('| `PORT` | `4000` |');
    expect(markdown).not.toContain('undefined');
  });
});
