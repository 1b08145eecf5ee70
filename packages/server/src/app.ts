import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from 'pg';
import { describeFailure } from './http/log.js';
import { CursorSealer } from './kernel/page.js';
import { EMPLOYER_CLOCK } from './modules/access/index.js';
import { accessModule } from './modules/access/module.js';
import { calendarModule } from './modules/calendar/module.js';
import { directoryModule } from './modules/directory/module.js';
import { eventsModule } from './modules/events/module.js';
import { grantsModule } from './modules/grants/module.js';
import { ledgerModule } from './modules/ledger/module.js';
import { offersModule } from './modules/offers/module.js';
import { payrollModule } from './modules/payroll/module.js';
import { policiesModule } from './modules/policies/module.js';
import { pricingModule } from './modules/pricing/module.js';
import { spendingModule } from './modules/spending/module.js';
import { stipendsModule } from './modules/stipends/module.js';
import { usageModule } from './modules/usage/module.js';
import type { Config } from './platform/config.js';
import { zonesLackedBy } from './platform/database-zones.js';
import type { Module } from './platform/module.js';
import { openOrm } from './platform/orm.js';
import { openPipelinePool } from './platform/pipeline.js';
import type { Platform } from './platform/platform.js';
import { assertPoolerFits } from './platform/pooler.js';
import { assertAppRole, assertDurable, assertSeesWriters, type Queries } from './platform/roles.js';
import { APPLIED_FILES, type AppliedFile, schemaFault } from './platform/schema/schema-fault.js';
import { openKeys } from './platform/secrets.js';
import { StartRefused } from './platform/start-refused.js';
import { ourSchema } from './schema.js';

/** Every module, lowest first: each may import those before it. */
export const modules: readonly Module[] = [
  eventsModule,
  accessModule,
  calendarModule,
  directoryModule,
  ledgerModule,
  pricingModule,
  policiesModule,
  stipendsModule,
  spendingModule,
  grantsModule,
  usageModule,
  offersModule,
  payrollModule,
];

for (const module of modules) module.follow?.();

/**
 * Opens what every request and job shares, as the app role.
 * @throws StartRefused for a pooler that loses statements, a role that could pass row-level security, a database that may lose
 * writes, or another schema
 */
export async function openPlatform(config: Config, databaseUrl: string, log: FastifyBaseLogger): Promise<Platform> {
  const onError = (error: Error) => log.error({ failure: describeFailure(error) }, 'a database connection failed');
  const pool = openPipelinePool(databaseUrl, config.pools.pipeline, onError);
  try {
    await assertPoolerFits(pool, config.preparedStatements);
    await assertAppRole(pool);
    await assertDurable(pool, config.environment);
    const fault = await readSchemaFault(pool);
    if (fault !== undefined) throw new StartRefused(fault);
    await assertSeesWriters(pool);
    await warnOfLackedZones(pool, log);
    const keys = await openKeys(config);
    return {
      config,
      keys,
      orm: openOrm(databaseUrl, modules, config.pools.transactions),
      pool,
      employerClock: EMPLOYER_CLOCK,
      cursors: new CursorSealer(keys.cursors),
      log,
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

async function warnOfLackedZones(pool: Pool, log: FastifyBaseLogger): Promise<void> {
  const lacked = [...(await zonesLackedBy(pool))];
  if (lacked.length > 0)
    log.warn({ lacked }, 'The time zone data of the database is older than ours: these zones are refused until it is newer.');
}

/** Whether the database answers and has this version's schema; undefined when all is well. */
export async function readSchemaFault(pool: Queries): Promise<string | undefined> {
  return schemaFault(ourSchema(), (await pool.query<AppliedFile>(APPLIED_FILES)).rows);
}

/** After the last request and the last job. */
export async function closePlatform(platform: Platform): Promise<void> {
  await platform.orm.close(true);
  await platform.pool.end();
}
