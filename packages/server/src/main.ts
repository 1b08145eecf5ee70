import { loadConfig } from './platform/config.js';
import { openEmbedded } from './platform/embedded/index.js';
import { StartRefused } from './platform/start-refused.js';

/**
 * The process: reads its configuration, brings up the embedded database where none is given, and serves until it is told to
 * stop. The database starts while the rest of the server is still being loaded.
 */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const opening = config.databaseUrl === undefined ? openEmbedded(config) : undefined;
  const [{ serve }, embedded] = await Promise.all([import('./serve.js'), opening]);

  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  try {
    const databaseUrl = embedded?.databaseUrl ?? config.databaseUrl;
    const ownerUrl = embedded?.databaseOwnerUrl ?? config.databaseOwnerUrl;
    await serve({ config, databaseUrl: databaseUrl ?? '', ownerUrl, stopping: stopping.signal });
  } finally {
    await embedded?.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(error instanceof StartRefused ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
