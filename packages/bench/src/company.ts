import { randomBytes } from 'node:crypto';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPartner, newPartner } from '@compute-stipends/server/modules/access/index.js';
import { reapThrowaways, startEmbedded } from '@compute-stipends/server/platform/embedded/index.js';
import { prepareDatabase } from '@compute-stipends/server/platform/roles.js';
import { migrate } from '@compute-stipends/server/platform/schema/migrate.js';
import { deriveKeys } from '@compute-stipends/server/platform/secrets.js';
import { ourSchema } from '@compute-stipends/server/schema.js';
import pg from 'pg';
import { type RunningServer, startServer, whenReady } from './processes.js';

/** An employer on a database and a server of its own, as the measurements need it. */
export interface Company {
  readonly server: RunningServer;
  readonly databaseUrl: string;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  readonly masterKey: string;
  /** `employer_…`, live: its clock is the database's. */
  readonly employerId: string;
  /** In the order of their external ids, `person-0` and on. */
  readonly employeeIds: readonly string[];
  /** What a request to the API carries. */
  readonly headers: Readonly<Record<string, string>>;
  /** Asks the API. */
  ask<Answer>(document: string, variables?: object): Promise<Answer>;
  close(): Promise<void>;
}

const folderPrefix = 'stipends-bench-';

/** A folder that is removed by `remove`, with whatever a database in it leads to. */
export async function openFolder(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  await reapThrowaways(tmpdir(), folderPrefix);
  const folder = await mkdtemp(path.join(tmpdir(), folderPrefix));
  return {
    folder,
    async remove() {
      const linked = await realpath(path.join(folder, 'postgres')).catch(() => folder);
      for (const each of [linked, folder]) await rm(each, { recursive: true, force: true });
    },
  };
}

/**
 * Opens a company with employees and a running server (`ENVIRONMENT=production`, its log going nowhere). The database is the
 * embedded one with the settings of `npm start`: `fsync`, `synchronous_commit` and `full_page_writes` are on for everyone.
 */
export async function openCompany(employees: number): Promise<Company> {
  const { folder, remove } = await openFolder();
  const embedded = await startEmbedded(folder);
  await prepareDatabase(embedded.superuserUrl(), { database: 'stipends', ...embedded.passwords });
  const ownerUrl = embedded.ownerUrl('stipends');
  const databaseUrl = embedded.appUrl('stipends');
  await migrate(ownerUrl, ourSchema());

  const masterKey = randomBytes(32).toString('base64');
  const partner = newPartner('Measured vendor', 'LIVE');
  const [key] = partner.keys;
  if (key === undefined) throw new Error('A new partner has a key.');
  await withClient(ownerUrl, (owner) => createPartner(owner, deriveKeys(masterKey).pepper, partner));
  const server = await startServer({
    ENVIRONMENT: 'production',
    NODE_ENV: 'production',
    ROLE: 'server',
    DATABASE_URL: databaseUrl,
    MASTER_KEY: masterKey,
  });
  await whenReady(server);

  const headers = { authorization: `Bearer ${key.secret}`, 'x-employer': 'ext:measured' };
  const ask = askerOf(server, headers);
  const employerId = await makeEmployer(askerOf(server, { authorization: headers.authorization }), 'measured');
  return {
    server,
    databaseUrl,
    ownerUrl,
    superuserUrl: embedded.superuserUrl('stipends'),
    masterKey,
    employerId,
    employeeIds: await makeEmployees(ask, employees),
    headers,
    ask,
    async close() {
      await server.stop();
      await embedded.stop();
      await remove();
    },
  };
}

type Ask = Company['ask'];

function askerOf({ origin }: RunningServer, headers: Record<string, string>): Ask {
  return async <Answer>(document: string, variables: object = {}) => {
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: document, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: Answer; errors?: unknown };
    if (errors !== undefined || data === undefined) throw new Error(`The server refused: ${JSON.stringify(errors)}`);
    return data;
  };
}

/** Another employer on the same server and database, with employees of its own. */
export async function openSecondEmployer(company: Company, employees: number): Promise<Company> {
  const { server } = company;
  const { 'x-employer': _first, ...key } = company.headers;
  const headers = { ...key, 'x-employer': 'ext:second' };
  const ask = askerOf(server, headers);
  const employerId = await makeEmployer(askerOf(server, key), 'second');
  return { ...company, headers, ask, employerId, employeeIds: await makeEmployees(ask, employees) };
}

async function makeEmployer(ask: Ask, externalId: string): Promise<string> {
  const { employersUpsert } = await ask<{ employersUpsert: { outcomes: Array<{ employer: { id: string } }> } }>(
    'mutation ($input: EmployersUpsertInput!) { employersUpsert(input: $input) { outcomes { employer { id } } } }',
    { input: { employers: [{ externalId, name: 'Measured Ltd', currency: 'USD' }] } },
  );
  return idIn(employersUpsert.outcomes[0]?.employer);
}

async function makeEmployees(ask: Ask, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const employees = Array.from({ length: Math.min(500, count - ids.length) }, (_, index) => ({
      externalId: `person-${ids.length + index}`,
      name: `Person ${ids.length + index}`,
      employment: {
        effectiveDate: '2026-01-01',
        country: 'US',
        jobFamily: 'ENG',
        level: 'L5',
        baseSalary: { amount: '200000', currency: 'USD' },
      },
    }));
    const { employeesUpsert } = await ask<{ employeesUpsert: { outcomes: Array<{ employee: { id: string } | null }> } }>(
      'mutation ($input: EmployeesUpsertInput!) { employeesUpsert(input: $input) { outcomes { employee { id } } } }',
      { input: { employees } },
    );
    ids.push(...employeesUpsert.outcomes.map(({ employee }) => idIn(employee)));
  }
  return ids;
}

function idIn(thing: { readonly id: string } | null | undefined): string {
  if (thing === null || thing === undefined) throw new Error('What a measurement needs was refused.');
  return thing.id;
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
