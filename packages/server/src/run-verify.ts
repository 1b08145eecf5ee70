import pino from 'pino';
import { closePlatform, modules, openPlatform } from './app.js';
import { loadConfig } from './platform/config.js';
import { openEmbedded } from './platform/embedded/index.js';
import { runOrRefuse } from './platform/start-refused.js';
import { verify } from './verify.js';

/** `npm run verify`: the laws of the stored data, for every employer; the count of violations, and the first bad ids. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const embedded = config.databaseUrl === undefined ? await openEmbedded(config) : undefined;
  try {
    const databaseUrl = embedded?.databaseUrl ?? config.databaseUrl ?? '';
    const platform = await openPlatform({ ...config, role: 'server' }, databaseUrl, pino({ level: 'warn' }));
    try {
      const violations = await verify(platform, modules);
      for (const { employerId, law, ids } of violations) process.stdout.write(`${employerId}: not true that ${law}: ${ids.join(', ')}\n`);
      process.stdout.write(`${violations.length}\n`);
      if (violations.length > 0) process.exitCode = 1;
    } finally {
      await closePlatform(platform);
    }
  } finally {
    await embedded?.stop();
  }
}

await runOrRefuse(main);
