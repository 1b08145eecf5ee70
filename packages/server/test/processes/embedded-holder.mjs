import { writeSync } from 'node:fs';
import { openEmbedded, startEmbedded } from '../../dist/platform/embedded/index.js';

// A process that holds an embedded database, for tests that kill it: `node embedded-holder.mjs DATA_DIR [exit]`.
// Prints one line of JSON when the database is up; ends it on SIGTERM, or with `exit` at once and without `stop`.

const [dataDir, then] = process.argv.slice(2);
try {
  const database = await openEmbedded({ dataDir });
  const { pid, port, stop } = await startEmbedded(dataDir);
  writeSync(1, `${JSON.stringify({ pid, port, databaseUrl: database.databaseUrl, databaseOwnerUrl: database.databaseOwnerUrl })}\n`);
  if (then === 'exit') process.exit(0);
  const alive = setInterval(() => undefined, 1_000);
  process.once('SIGTERM', async () => {
    await stop();
    await database.stop();
    clearInterval(alive);
  });
} catch (error) {
  writeSync(1, `${JSON.stringify({ refused: error.message, kind: error.name })}\n`);
  process.exitCode = 1;
}
