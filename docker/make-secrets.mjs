import { randomBytes } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// `node docker/make-secrets.mjs`, once before the first `docker compose up`: makes docker/secrets/ and tells git to
// ignore it. Secrets that exist are kept. The folder is closed; its files are readable, since the user in a container has
// another number.

const folder = process.argv[2] ?? path.join(path.dirname(fileURLToPath(import.meta.url)), 'secrets');
const [superuser, owner, app, queue] = Array.from({ length: 4 }, () => randomBytes(24).toString('base64url'));
const secrets = {
  postgres_password: superuser,
  database_superuser_url: `postgres://postgres:${superuser}@postgres:5432/postgres`,
  database_owner_url: `postgres://stipends_owner:${owner}@postgres:5432/stipends`,
  database_url: `postgres://stipends_app:${app}@postgres:5432/stipends`,
  master_key: randomBytes(32).toString('base64'),
};
// No other names its password, so it is made beside older ones too.
const ownSecrets = { database_queue_url: `postgres://stipends_queue:${queue}@postgres:5432/stipends` };

await mkdir(folder, { recursive: true, mode: 0o700 });
await chmod(folder, 0o700);
await writeFile(path.join(folder, '.gitignore'), '*\n');
// All or none: they name each other's passwords. The first one tells whether they were made.
const made = [...(await make(secrets)), ...(await make(ownSecrets))];
process.stdout.write(made.length > 0 ? `Made ${made.join(', ')} in ${folder}.\n` : `Kept the secrets in ${folder}.\n`);

async function make(values) {
  try {
    for (const [name, value] of Object.entries(values)) await writeFile(path.join(folder, name), `${value}\n`, { flag: 'wx', mode: 0o644 });
    return Object.keys(values);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return [];
  }
}
