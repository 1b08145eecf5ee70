import { loadConfig } from './platform/config.js';
import { openEmbedded } from './platform/embedded/index.js';
import { migrate } from './platform/migrate.js';
import { StartRefused } from './platform/start-refused.js';

/** `npm run db:migrate`: brings the schema to this version's, as the owner. */
async function main(): Promise<void> {
  const config = loadConfig(process.env, 'migrate');
  const embedded = config.databaseOwnerUrl === undefined ? await openEmbedded(config) : undefined;
  try {
    const ownerUrl = config.databaseOwnerUrl ?? embedded?.databaseOwnerUrl;
    if (ownerUrl === undefined) throw new StartRefused('DATABASE_OWNER_URL is not set: the connection of the role that owns the database.');
    const ran = await migrate(ownerUrl);
    process.stdout.write(ran.length === 0 ? 'The schema is up to date.\n' : `Applied ${ran.join(', ')}.\n`);
  } finally {
    await embedded?.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof StartRefused ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
