import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import pino from 'pino';
import { closePlatform, modules, openPlatform, readSchemaFault } from './app.js';
import { logRedaction } from './http/log.js';
import { buildApiSchema } from './http/schema.js';
import { openHttp } from './http/server.js';
import { startWorker } from './jobs/worker.js';
import { openGate } from './modules/access/index.js';
import type { Config } from './platform/config.js';
import { migrate } from './platform/migrate.js';
import type { Platform } from './platform/platform.js';

export interface ServeOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  /** Given, the schema is migrated first; else it must be this version's. */
  readonly ownerUrl: string | undefined;
  readonly stopping: AbortSignal;
}

/** Serves, works, or both, until `stopping`; then not ready, the requests under way, the jobs, the connections. */
export async function serve({ config, databaseUrl, ownerUrl, stopping }: ServeOptions): Promise<void> {
  const log = pino({ level: config.logLevel, redact: logRedaction });
  if (ownerUrl !== undefined) await migrateIfNeeded(ownerUrl);
  const platform = await openPlatform(config, databaseUrl, log);
  try {
    const http = config.role === 'worker' ? undefined : await listen(platform, stopping);
    if (config.role !== 'server') await startWorker(platform, modules);
    if (!stopping.aborted) await once(stopping, 'abort');
    await http?.close();
  } finally {
    await closePlatform(platform);
  }
}

/** Loading the migrator costs more than asking; most starts find nothing to do. */
async function migrateIfNeeded(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const found = await client.query("select to_regclass('schema_migration') is not null as known");
    if (found.rows[0]?.known === true && (await readSchemaFault(client)) === undefined) return;
  } finally {
    await client.end();
  }
  await migrate(ownerUrl);
}

async function listen(platform: Platform, stopping: AbortSignal) {
  const { config } = platform;
  const notReady = async () => {
    if (stopping.aborted) return 'The server is stopping.';
    try {
      return (await readSchemaFault(platform.pool)) ?? null;
    } catch (error) {
      platform.log.warn({ err: error }, 'not ready');
      return 'The database does not answer.';
    }
  };
  const http = await openHttp({ schema: buildApiSchema(modules), platform, modules, authenticate: openGate(platform), notReady });
  await http.listen({ host: config.host, port: config.port });
  const { port } = http.server.address() as AddressInfo;
  process.stdout.write(`Compute Stipends answers at http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}/graphql\n`);
  return http;
}
