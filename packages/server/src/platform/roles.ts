import pg from 'pg';
import { assertDirect } from './pooler.js';
import { StartRefused } from './start-refused.js';

/** Owns the database and runs migrations; neither superuser nor able to make roles. */
export const ownerRole = 'stipends_owner';
/** What the server connects as: owns nothing, and row-level security binds it. */
export const appRole = 'stipends_app';
/** What a worker takes its jobs as: reaches the job queue, and no row of an employer. */
export const queueRole = 'stipends_queue';
/** Reads everything, for backups; has no password until an operator gives it one. */
export const backupRole = 'stipends_backup';

export interface DatabaseToPrepare {
  readonly database: string;
  readonly ownerPassword: string;
  readonly appPassword: string;
  readonly queuePassword: string;
}

/** Any number: it only has to be the same wherever roles are made. */
const rolesLock = 4_207_301;

/**
 * Makes the four roles and the database, as far as they are missing, and sets the three passwords. Safe to run at every start, and by
 * several processes at once: it holds a lock in database `postgres`, which all of them share.
 * @param superuserUrl a superuser's connection string; its database is ignored
 */
export async function prepareDatabase(superuserUrl: string, { database, ...passwords }: DatabaseToPrepare): Promise<void> {
  await withClient(urlOf(superuserUrl, 'postgres'), async (client) => {
    await assertDirect(client, 'DATABASE_SUPERUSER_URL');
    await client.query(`select pg_advisory_lock(${rolesLock})`);
    await client.query(rolesSql(passwords));
    const found = await client.query('select from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await makeDatabase(client, superuserUrl, database);
    // Also where an earlier version made the database, which knew fewer roles.
    await client.query(`grant connect on database ${pg.escapeIdentifier(database)} to ${appRole}, ${queueRole}, ${backupRole}`);
    // The lock ends with the connection.
  });
}

/** One message, one round trip. Another installation in the same cluster may have made the roles: 42710 is success. */
function rolesSql({ ownerPassword, appPassword, queuePassword }: Omit<DatabaseToPrepare, 'database'>): string {
  const make = (role: string) => `begin create role ${role}; exception when duplicate_object then null; end;`;
  return `
    do $$ begin ${make(ownerRole)} ${make(appRole)} ${make(queueRole)} ${make(backupRole)} end $$;
    alter role ${ownerRole} login nosuperuser nocreatedb nocreaterole nobypassrls password ${pg.escapeLiteral(ownerPassword)};
    alter role ${appRole} login nosuperuser nocreatedb nocreaterole nobypassrls password ${pg.escapeLiteral(appPassword)};
    alter role ${appRole} set statement_timeout = '8s';
    alter role ${appRole} set lock_timeout = '3s';
    alter role ${appRole} set idle_in_transaction_session_timeout = '15s';
    -- Its function that finds the newest settled instant sees the writers of all roles.
    grant pg_read_all_stats to ${ownerRole};
    alter role ${queueRole} login nosuperuser nocreatedb nocreaterole nobypassrls password ${pg.escapeLiteral(queuePassword)};
    alter role ${queueRole} set statement_timeout = '30s';
    alter role ${queueRole} set lock_timeout = '3s';
    alter role ${queueRole} set idle_in_transaction_session_timeout = '15s';
    -- The tenant setting is a message of its own; this lets a sharded engine pass it on, and plain PostgreSQL ignores it.
    alter role ${appRole} set citus.propagate_set_commands = 'local';
    alter role ${backupRole} login nosuperuser nocreatedb nocreaterole bypassrls;
    alter role ${backupRole} set default_transaction_read_only = on;
    grant pg_read_all_data to ${backupRole};
  `;
}

/** The database gets its name last, so that it exists complete or not at all. */
async function makeDatabase(client: pg.Client, superuserUrl: string, database: string): Promise<void> {
  const draft = `${database}_making`;
  await client.query(`drop database if exists ${pg.escapeIdentifier(draft)}`);
  await client.query(`create database ${pg.escapeIdentifier(draft)} owner ${ownerRole}`);
  await withClient(urlOf(superuserUrl, draft), async (inside) => {
    await inside.query(`
      create extension if not exists btree_gist;
      create extension if not exists pgcrypto;
      revoke all on database ${pg.escapeIdentifier(draft)} from public;
      revoke create on schema public from public;
    `);
  });
  await client.query(`alter database ${pg.escapeIdentifier(draft)} rename to ${pg.escapeIdentifier(database)}`);
}

function urlOf(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  // A lost connection also rejects the running statement, where it counts.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

/** What the checks below need of a connection: `pg`'s client and pool both fit. */
export interface Queries {
  query<Row extends pg.QueryResultRow>(text: string): Promise<{ rows: Row[] }>;
}

/**
 * Row-level security binds neither superusers nor BYPASSRLS nor owners who switch it off, nor whoever may become one of these.
 * @throws StartRefused when the connected role could pass it
 */
export async function assertAppRole(client: Queries): Promise<void> {
  const { rows } = await client.query<{ me: string; role: string; superuser: boolean; bypass: boolean; owns: string | null }>(`
    select current_user as me, r.rolname as role, r.rolsuper as superuser, r.rolbypassrls as bypass,
      (select c.oid::regclass::text from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p') limit 1) as owns
    from pg_roles r where pg_has_role(current_user, r.oid, 'member')
    order by r.rolname <> current_user, r.rolname`);
  for (const { me, role, superuser, bypass, owns } of rows) {
    const fault = superuser ? 'is a superuser' : bypass ? 'has BYPASSRLS' : owns !== null ? `owns table ${owns}` : undefined;
    if (fault === undefined) continue;
    const who = role === me ? me : `${me}, a member of ${role}`;
    throw new StartRefused(
      `DATABASE_URL connects as ${who}, which ${fault}: use a role that row-level security binds, such as ${appRole}.`,
    );
  }
}

/**
 * A worker takes jobs of every employer, so the role it takes them as reaches no row of theirs: it runs each as the app role.
 * @throws StartRefused when the connected role could read or change one
 */
export async function assertQueueRole(client: Queries): Promise<void> {
  const { rows } = await client.query<{ me: string; reaches: string | null; queue: boolean }>(`
    select current_user as me, coalesce(has_schema_privilege(to_regnamespace('pgboss'), 'usage'), false) as queue,
      (select c.oid::regclass::text from pg_class c join pg_roles r on pg_has_role(current_user, r.oid, 'member')
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
         -- What an extension brings holds nothing of ours, and is often open to everybody.
         and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
         and (has_table_privilege(r.oid, c.oid, 'select, insert, update, delete, truncate')
           or has_any_column_privilege(r.oid, c.oid, 'select, insert, update'))
       order by 1 limit 1) as reaches`);
  const [{ me, reaches, queue } = { me: '', reaches: null, queue: false }] = rows;
  const fault = reaches !== null ? `reaches table ${reaches}` : queue ? undefined : 'does not reach the job queue';
  if (fault !== undefined) {
    throw new StartRefused(
      `DATABASE_QUEUE_URL connects as ${me}, which ${fault}: use a role that reaches the queue alone, such as ${queueRole}.`,
    );
  }
}

/**
 * A reading of settled books waits for every writer, so it must see those of all roles.
 * @throws StartRefused when the owner of the function that looks for them cannot
 */
export async function assertSeesWriters(client: Queries): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(`
    select proowner::regrole::text as owner from pg_proc
    where oid = 'safe_instant(uuid)'::regprocedure and not pg_has_role(proowner, 'pg_read_all_stats', 'usage')`);
  for (const { owner } of rows) {
    throw new StartRefused(
      `${owner} cannot see the transactions of other roles: run prepare-database again, or \`grant pg_read_all_stats to ${owner}\` as a superuser.`,
    );
  }
}

/**
 * Steps grant rights to roles that only a superuser can make.
 * @throws StartRefused when one of them is missing
 */
export async function assertRolesExist(client: Queries): Promise<void> {
  const { rows } = await client.query<{ role: string }>(`
    select role from unnest(array['${ownerRole}', '${appRole}', '${queueRole}']) as role where to_regrole(role) is null order by role`);
  if (rows.length > 0) {
    throw new StartRefused(
      `The database roles are of an earlier version (missing ${rows.map(({ role }) => role).join(', ')}): run prepare-database again, as a superuser.`,
    );
  }
}

/**
 * Money that a power cut could take back is not served.
 * @throws StartRefused unless everything committed is on disk; `test` may go without
 */
export async function assertDurable(client: Queries, environment: string): Promise<void> {
  if (environment === 'test') return;
  const { rows } = await client.query<{ name: string }>(`
    select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name`);
  if (rows.length > 0) {
    throw new StartRefused(
      `The database runs with ${rows.map(({ name }) => `${name} = off`).join(', ')}: switch ${rows.length > 1 ? 'them' : 'it'} on.`,
    );
  }
}
