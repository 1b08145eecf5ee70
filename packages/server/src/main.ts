import { loadConfig } from './platform/config.js';
import { openEmbedded } from './platform/embedded/index.js';
import { runOrRefuse } from './platform/start-refused.js';

/**
 * The process: reads its configuration, brings up the embedded database where none is given, and serves until it is told to
 * stop. The database starts while the rest of the server is still being loaded.
 */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  // Before anything that a signal would leave behind.
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());
  const opening = config.databaseUrl === undefined ? openEmbedded(config) : undefined;
  const [{ serve }, embedded] = await Promise.all([import('./serve.js'), opening]);

  try {
    const databaseUrl = embedded?.databaseUrl ?? config.databaseUrl;
    const ownerUrl = embedded?.databaseOwnerUrl ?? config.databaseOwnerUrl;
    const queueUrl = embedded?.databaseQueueUrl ?? config.databaseQueueUrl;
    await serve({
      config,
      databaseUrl: databaseUrl ?? '',
      queueUrl,
      ownerUrl,
      demoOwnerUrl: embedded?.databaseOwnerUrl,
      stopping: stopping.signal,
    });
  } finally {
    await embedded?.stop();
  }
}

await runOrRefuse(main);
