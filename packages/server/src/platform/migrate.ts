import { Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import { Client } from 'pg';
import { schemaSteps } from './migrations/index.js';
import type { SchemaStep } from './migrations/migration.js';
import { assertDirect } from './pooler.js';
import { assertRolesExist } from './roles.js';

const MIGRATION_LOCK = 7_301_990_001n;

/**
 * Brings the schema to this version's, as the owner. Safe in several processes at once: one migrates, the others wait.
 * @param ownerUrl connection of the role that owns the database
 * @returns the names of the steps that ran
 * @throws StartRefused behind a connection pooler, where the lock that keeps the others waiting would not last, and where a role is missing
 */
export async function migrate(ownerUrl: string, steps: readonly SchemaStep[] = schemaSteps): Promise<string[]> {
  for (const step of steps) refuseUnseenChanges(step);

  const lock = new Client({ connectionString: ownerUrl });
  await lock.connect();
  try {
    await assertDirect(lock, 'DATABASE_OWNER_URL');
    await assertRolesExist(lock);
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK.toString()]);
    const orm = await MikroORM.init(migratorOptions(ownerUrl, steps));
    try {
      const ran = await orm.migrator.up();
      return ran.map(({ name }) => name);
    } finally {
      await orm.close(true);
    }
  } finally {
    await lock.end();
  }
}

function migratorOptions(ownerUrl: string, steps: readonly SchemaStep[]): Options {
  return {
    clientUrl: ownerUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    pool: { min: 0, max: 1 },
    driverOptions: { options: '-c lock_timeout=1000' },
    migrations: {
      tableName: 'schema_migration',
      snapshot: false,
      disableForeignKeys: false,
      silent: true,
      migrationsList: steps.map((step) => ({
        name: step.name,
        class: class extends Migration {
          override up(): void {
            this.addSql(step.sql);
          }
        },
      })),
    },
  };
}

/**
 * The owner is under forced row-level security: without a tenant an UPDATE or DELETE of a tenant table changes nothing
 * and says nothing. A step that changes rows loops over employers and sets each as the tenant.
 */
export function refuseUnseenChanges(step: SchemaStep): void {
  const statements = step.sql.replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, '').split(';');
  const blind = statements.find((statement) => /^\s*(update|delete\s+from)\s/i.test(statement));
  if (blind !== undefined) {
    throw new Error(`Step ${step.name} changes rows with no tenant set, which would change none: ${blind.trim().slice(0, 80)}`);
  }
}

/**
 * Whether the database has exactly this version's schema.
 * @returns undefined when it does, else a sentence that says what to do
 */
export function schemaFault(applied: readonly string[], steps: readonly SchemaStep[] = schemaSteps): string | undefined {
  const known = new Set(steps.map(({ name }) => name));
  const newer = applied.filter((name) => !known.has(name));
  if (newer.length > 0) return `The database schema is newer than this server (${newer.join(', ')}). Start a newer server.`;
  const missing = steps.filter(({ name }) => !applied.includes(name));
  if (missing.length > 0)
    return `The database schema is older than this server: run \`npm run db:migrate\` (missing ${missing.map(({ name }) => name).join(', ')}).`;
  return undefined;
}
