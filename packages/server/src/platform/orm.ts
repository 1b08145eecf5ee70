import { MikroORM } from '@mikro-orm/postgresql';
import type { Pool, PoolClient } from 'pg';
import type { Module } from './module.js';
import { TENANT_FILTER } from './tenant.js';
import { typeRules } from './type-rules.js';

/** Opens MikroORM as the app role: an explicit list of entities, no schema generation. Connects on first use. */
export function openOrm(databaseUrl: string, modules: readonly Module[], poolMax: number): MikroORM {
  return new MikroORM({
    clientUrl: databaseUrl,
    entities: modules.flatMap(({ entities }) => [...entities]),
    discovery: { warnWhenNoEntities: false },
    // Every entity is a tenant's. Where no transaction has said whose, it throws.
    filters: { [TENANT_FILTER]: { cond: ({ employerId }) => ({ employerId }) } },
    pool: { min: 0, max: poolMax },
    driverOptions: {
      application_name: 'compute-stipends',
      types: typeRules,
      onPoolCreated: giveBackLost,
    },
    forceUtcTimezone: true,
    // Every transaction works on a fork of its own; the global identity map is never used.
    allowGlobalContext: false,
  });
}

/**
 * Gives a connection that was lost within a transaction back to the pool. The library does so when ROLLBACK has succeeded, which
 * it cannot any more: without this, as many lost connections as the pool is large would be the end of it.
 */
function giveBackLost(pool: Pool): void {
  const taken = new Set<PoolClient>();
  pool.on('acquire', (client) => taken.add(client));
  pool.on('release', (_error, client) => taken.delete(client));
  pool.on('connect', (client) => {
    // By now each of its statements has failed.
    client.once('end', () => {
      if (!taken.has(client)) return;
      client.release(true);
      // Whoever had it may give it back all the same.
      client.release = () => undefined;
    });
  });
}
