import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, loadConfig } from './platform/config.js';
import { appRole, ownerRole, prepareDatabase, queueRole } from './platform/roles.js';
import { errorCode, runOrRefuse, StartRefused } from './platform/start-refused.js';

// `node packages/server/dist/prepare-database.js`: makes the roles and the database on your own PostgreSQL, once, as a superuser.

const patienceSeconds = 60;
/** A PostgreSQL that is still coming up: not listening, not yet in the name service, or `cannot_connect_now`. */
const notYetCodes = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET', '57P03']);

async function prepare(config: Config): Promise<string> {
  const { databaseSuperuserUrl, databaseUrl, databaseQueueUrl, databaseOwnerUrl } = config;
  const superuserUrl = given('DATABASE_SUPERUSER_URL', databaseSuperuserUrl);
  const app = loginOf('DATABASE_URL', given('DATABASE_URL', databaseUrl), appRole);
  const queue = loginOf('DATABASE_QUEUE_URL', given('DATABASE_QUEUE_URL', databaseQueueUrl), queueRole);
  const owner = loginOf('DATABASE_OWNER_URL', given('DATABASE_OWNER_URL', databaseOwnerUrl), ownerRole);
  if (app.database !== owner.database) throw new StartRefused('DATABASE_URL and DATABASE_OWNER_URL name different databases.');
  if (app.database !== queue.database) throw new StartRefused('DATABASE_URL and DATABASE_QUEUE_URL name different databases.');
  const passwords = { ownerPassword: owner.password, appPassword: app.password, queuePassword: queue.password };
  await patiently(() => prepareDatabase(superuserUrl, { database: app.database, ...passwords }));
  return app.database;
}

function given(name: string, url: string | undefined): string {
  if (url === undefined) throw new StartRefused(`${name} is not set: the roles and the database are made from it (or ${name}_FILE).`);
  return url;
}

function loginOf(name: string, url: string, role: string): { database: string; password: string } {
  const { username, password, pathname } = new URL(url);
  const database = decodeURIComponent(pathname.slice(1));
  if (decodeURIComponent(username) !== role || password === '' || database === '') {
    throw new StartRefused(`${name} must name the user ${role}, a password and a database.`);
  }
  return { database, password: decodeURIComponent(password) };
}

async function patiently(work: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + patienceSeconds * 1_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (!notYetCodes.has(code)) throw error;
      if (Date.now() > deadline)
        throw new StartRefused(`The database did not answer for ${patienceSeconds} s (${code}).`, { cause: error });
      await sleep(500);
    }
  }
}

await runOrRefuse(async () => {
  const database = await prepare(loadConfig(process.env, 'prepare'));
  process.stdout.write(`Database ${database} and its roles are ready.\n`);
});
