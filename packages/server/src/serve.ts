import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import pino from 'pino';
import { closePlatform, modules, openPlatform, readSchemaFault } from './app.js';
import { openDemo } from './demo/open-demo.js';
import { describeFailure, logRedaction } from './http/log.js';
import { buildApiSchema } from './http/schema.js';
import { openHttp } from './http/server.js';
import { startWorker } from './jobs/worker.js';
import { openGate } from './modules/access/index.js';
import { priceWarnings } from './modules/pricing/index.js';
import type { Config } from './platform/config.js';
import { type JobQueue, openJobQueue } from './platform/job-queue.js';
import type { Platform } from './platform/platform.js';
import { openReadiness, type Readiness } from './platform/readiness.js';
import { migrate } from './platform/schema/migrate.js';
import { errorCode, StartRefused } from './platform/start-refused.js';
import { ourSchema } from './schema.js';

export interface ServeOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  /** As the queue role; needed by a process that works. */
  readonly queueUrl: string | undefined;
  /** Given, the schema is migrated first; else it must be this version's. */
  readonly ownerUrl: string | undefined;
  /** Given, the demo company is loaded with it once requests are answered. */
  readonly demoOwnerUrl: string | undefined;
  readonly stopping: AbortSignal;
}

/** Serves, works, or both, until `stopping`; then not ready, the requests under way, the jobs, the connections. */
export async function serve({ config, databaseUrl, queueUrl, ownerUrl, demoOwnerUrl, stopping }: ServeOptions): Promise<void> {
  const log = pino({ level: config.logLevel, redact: logRedaction });
  const worksFrom = config.role === 'server' ? undefined : queueUrlOf(queueUrl);
  if (ownerUrl !== undefined) await migrateIfNeeded(ownerUrl);
  const platform = await openPlatform(config, databaseUrl, log);
  const readiness = openReadiness(databaseUrl, readSchemaFault, (error) => log.warn({ failure: describeFailure(error) }, 'not ready'));
  let jobs: JobQueue | undefined;
  let http: Listening | undefined;
  try {
    // Before anybody is answered: a start that is refused has served nothing.
    if (worksFrom !== undefined) {
      jobs = await openJobQueue(worksFrom, modules, {
        poolMax: config.pools.jobs,
        onError: (error) => log.error({ failure: describeFailure(error) }, 'a connection of the job queue failed'),
      });
    }
    if (config.role !== 'worker') http = await listen(platform, readiness, stopping);
    if (jobs !== undefined) await startWorker(platform, jobs, modules);
    for (const warning of priceWarnings) log.warn({ warning }, 'a price of the list is left out');
    if (http !== undefined && demoOwnerUrl !== undefined) {
      openDemo(platform, demoOwnerUrl, http.address).catch((error: unknown) =>
        log.error({ failure: describeFailure(error) }, 'the demo company is not loaded'),
      );
    }
    if (!stopping.aborted) await once(stopping, 'abort');
  } finally {
    await http?.app.close();
    await jobs?.close();
    await readiness.close();
    await closePlatform(platform);
  }
}

function queueUrlOf(url: string | undefined): string {
  if (url !== undefined) return url;
  throw new StartRefused(
    'DATABASE_QUEUE_URL is not set (or DATABASE_QUEUE_URL_FILE): a process that runs jobs needs it beside DATABASE_URL; ROLE=server runs none.',
  );
}

/** Most starts find nothing to do, and asking takes no lock. */
async function migrateIfNeeded(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const found = await client.query("select to_regclass('schema_file') is not null as known");
    if (found.rows[0]?.known === true && (await readSchemaFault(client)) === undefined) return;
  } finally {
    await client.end();
  }
  await migrate(ownerUrl, ourSchema());
}

type Listening = Awaited<ReturnType<typeof listen>>;

async function listen(platform: Platform, readiness: Readiness, stopping: AbortSignal) {
  const { config } = platform;
  const notReady = async () => (stopping.aborted ? 'The server is stopping.' : readiness.reason());
  const http = await openHttp({ schema: buildApiSchema(modules), platform, authenticate: openGate(platform), notReady });
  await http.listen({ host: config.host, port: config.port }).catch(refusePort(config));
  const { port } = http.server.address() as AddressInfo;
  const address = `http://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${port}`;
  process.stdout.write(`Compute Stipends answers at ${address}/graphql\n`);
  return { app: http, address };
}

/** A taken or forbidden port is the operator's to change; all else is a bug. */
function refusePort({ port }: Config): (error: unknown) => never {
  return (error) => {
    const code = errorCode(error);
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new StartRefused(`Port ${port} ${code === 'EACCES' ? 'may not be used by this user' : 'is in use'}: set PORT to another one.`, {
      cause: error,
    });
  };
}
