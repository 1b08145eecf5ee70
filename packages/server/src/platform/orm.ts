import { MikroORM } from '@mikro-orm/postgresql';
import type { Module } from './module.js';
import { typeRules } from './type-rules.js';

/** Opens MikroORM as the app role: an explicit list of entities, no schema generation. Connects on first use. */
export function openOrm(databaseUrl: string, modules: readonly Module[], poolMax: number): MikroORM {
  return new MikroORM({
    clientUrl: databaseUrl,
    entities: modules.flatMap(({ entities }) => [...entities]),
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: poolMax },
    driverOptions: {
      application_name: 'compute-stipends',
      types: typeRules,
    },
    forceUtcTimezone: true,
    // Every transaction works on a fork of its own; the global identity map is never used.
    allowGlobalContext: false,
  });
}
