import { afterAll } from '@jest/globals';
import pg from 'pg';
import pino from 'pino';
import { modules } from '../../src/app.js';
import { type Id, newId, uuidOf } from '../../src/kernel/ids.js';
import { CursorSealer } from '../../src/kernel/page.js';
import { EMPLOYER_CLOCK } from '../../src/modules/access/index.js';
import { loadConfig } from '../../src/platform/config.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { openOrm } from '../../src/platform/orm.js';
import { openPipelinePool } from '../../src/platform/pipeline.js';
import type { Platform } from '../../src/platform/platform.js';
import { allScopes, type Scope } from '../../src/platform/scope.js';
import { deriveKeys } from '../../src/platform/secrets.js';

/** How a test process reaches the cluster of the run; written by `global-setup.mjs`. */
interface ClusterAddress {
  readonly superuserUrl: string;
  readonly template: string;
  readonly ownerPassword: string;
  readonly appPassword: string;
  readonly queuePassword: string;
}

export interface TestDatabase {
  /** As the app role. */
  readonly url: string;
  /** As the queue role. */
  readonly queueUrl: string;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  readonly platform: Platform;
}

let opened: Promise<TestDatabase> | undefined;

const shared = `stipends_w${process.env.JEST_WORKER_ID ?? '1'}`;

/** The database of this test file's process, a copy of the migrated template; closed when the file ends. */
export function testDatabase(): Promise<TestDatabase> {
  opened ??= open(shared);
  return opened;
}

/**
 * A database of this test file alone, for what would disturb others: settings and statistics. Call it before anything else
 * asks for one.
 */
export function ownTestDatabase(name: string): Promise<TestDatabase> {
  if (opened !== undefined) throw new Error('this file has a database already');
  opened = open(`${shared}_${name}`);
  return opened;
}

afterAll(async () => {
  if (opened === undefined) return;
  await closeTestPlatform((await opened).platform);
});

async function open(database: string): Promise<TestDatabase> {
  const address = JSON.parse(process.env.TEST_CLUSTER ?? '') as ClusterAddress;
  await copyTemplate(address, database);

  const url = urlFor(address, database, 'stipends_app', address.appPassword);
  return {
    url,
    queueUrl: urlFor(address, database, 'stipends_queue', address.queuePassword),
    ownerUrl: urlFor(address, database, 'stipends_owner', address.ownerPassword),
    superuserUrl: urlFor(address, database),
    platform: openTestPlatform(url),
  };
}

/** A platform on connections of its own; close it with `closeTestPlatform`. */
export function openTestPlatform(url: string): Platform {
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const keys = deriveKeys(Buffer.alloc(32, 7).toString('base64'));
  return {
    config: loadConfig({ ENVIRONMENT: 'test', DATABASE_URL: url, LOG_LEVEL: 'silent' }),
    keys,
    orm: openOrm(url, modules, 20),
    employerClock: EMPLOYER_CLOCK,
    pool: openPipelinePool(url, 8, (error) => log.error(error)),
    cursors: new CursorSealer(keys.cursors),
    log,
  };
}

export async function closeTestPlatform({ orm, pool }: Platform): Promise<void> {
  await orm.close(true);
  await pool.end();
}

function urlFor(address: ClusterAddress, database: string, user?: string, password?: string): string {
  const url = new URL(address.superuserUrl);
  url.pathname = `/${database}`;
  if (user !== undefined) url.username = user;
  if (password !== undefined) url.password = password;
  return url.href;
}

async function copyTemplate(address: ClusterAddress, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlFor(address, 'postgres') });
  await client.connect();
  try {
    // Copies of one template wait for each other; two at once would find it in use.
    await client.query('select pg_advisory_lock(7301990002)');
    const found = await client.query('select from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${database} template ${address.template} owner stipends_owner`);
  } finally {
    await client.end();
  }
}

export interface TestEmployer {
  readonly mode?: 'LIVE' | 'SANDBOX';
  readonly testNow?: string;
  readonly timeZone?: string;
  readonly currency?: string;
  readonly scopes?: readonly Scope[];
  /** Of the test database where it is not said. */
  readonly platform?: Platform;
}

/** The employers this test file made. */
export const employersMade: Array<Id<'employer'>> = [];

/** A fresh employer, connected to a fresh partner, and a context that may do everything for it. */
export async function testEmployer({
  mode = 'SANDBOX',
  testNow = '2026-11-02T09:00:00.000Z',
  timeZone = 'UTC',
  currency = 'USD',
  scopes = allScopes,
  platform: given,
}: TestEmployer = {}): Promise<TenantCtx> {
  const { platform, ownerUrl } = await testDatabase();
  const employerId = newId('employer');
  const partnerId = newId('partner');
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query('begin');
    await owner.query(`set local app.employer_id = '${uuidOf(employerId)}'`);
    await owner.query('insert into partner (id, name) values ($1, $2)', [uuidOf(partnerId), 'Test partner']);
    await owner.query('insert into employer (id, name, mode) values ($1, $2, $3)', [uuidOf(employerId), 'Test employer', mode]);
    await owner.query('insert into connection (partner_id, employer_id, mode, external_id) values ($1, $2, $3, $4)', [
      uuidOf(partnerId),
      uuidOf(employerId),
      mode,
      employerId,
    ]);
    await owner.query('insert into employer_settings (employer_id, mode, time_zone, currency, test_now) values ($1, $2, $3, $4, $5)', [
      uuidOf(employerId),
      mode,
      timeZone,
      currency,
      mode === 'SANDBOX' ? testNow : null,
    ]);
    await owner.query('commit');
  } finally {
    await owner.end();
  }
  employersMade.push(employerId);
  return testCtx(given ?? platform, employerId, partnerId, mode, scopes);
}

/** A request context for an employer that exists; make a new one for each request, since data loaders remember. */
export function testCtx(
  platform: Platform,
  employerId: Id<'employer'>,
  partnerId: Id<'partner'>,
  mode: 'LIVE' | 'SANDBOX' = 'SANDBOX',
  scopes: readonly Scope[] = allScopes,
): TenantCtx {
  return {
    platform,
    requestId: 'test',
    actor: { kind: 'KEY', id: 'key_test', scopes: new Set(scopes) },
    partnerId,
    boundTo: null,
    mode: mode === 'LIVE' ? 'LIVE' : 'TEST',
    employerId,
    loaders: new Map(),
    answer: { replayed: false, redactions: [] },
  };
}
