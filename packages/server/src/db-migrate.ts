import { parseArgs } from 'node:util';
import pg from 'pg';
import { createPartner, newPartner } from './modules/access/index.js';
import { type Config, loadConfig } from './platform/config.js';
import { openEmbedded } from './platform/embedded/index.js';
import { migrate } from './platform/schema/migrate.js';
import { openKeys } from './platform/secrets.js';
import { runOrRefuse, StartRefused } from './platform/start-refused.js';
import { ourSchema } from './schema.js';

/**
 * `npm run db:migrate`: brings the schema to this version's, as the owner. With `-- --partner NAME` it also makes a partner
 * and prints its first live key, once.
 */
async function main(): Promise<void> {
  const config = loadConfig(process.env, 'migrate');
  const embedded = config.databaseOwnerUrl === undefined ? await openEmbedded(config) : undefined;
  try {
    const ownerUrl = config.databaseOwnerUrl ?? embedded?.databaseOwnerUrl;
    if (ownerUrl === undefined) throw new StartRefused('DATABASE_OWNER_URL is not set: the connection of the role that owns the database.');
    const ran = await migrate(ownerUrl, ourSchema());
    process.stdout.write(ran.length === 0 ? 'The schema is up to date.\n' : `Applied ${ran.length} files: ${ran.join(', ')}.\n`);

    const { partner } = parseArgs({ options: { partner: { type: 'string' } } }).values;
    if (partner !== undefined) await addPartner(config, ownerUrl, partner);
  } finally {
    await embedded?.stop();
  }
}

async function addPartner(config: Config, ownerUrl: string, name: string): Promise<void> {
  const { pepper } = await openKeys(config);
  const partner = newPartner(name, 'LIVE');
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await createPartner(owner, pepper, partner);
  } finally {
    await owner.end();
  }
  process.stdout.write(`${name} may act with this key, which is shown only now: ${partner.keys[0]?.secret}\n`);
}

await runOrRefuse(main);
