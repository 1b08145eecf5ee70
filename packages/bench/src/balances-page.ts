import { type Id, newId, uuidOf } from '@compute-stipends/server/kernel/ids.js';
import { currency, unitsOf } from '@compute-stipends/server/kernel/money.js';
import { openAccounts, type PostingDraft, post, recipes } from '@compute-stipends/server/modules/ledger/index.js';
import type { Tx } from '@compute-stipends/server/platform/transaction.js';
import type { FloorTask } from './balances-page.floor.js';
import type { PeerTask } from './balances-page.peer.js';
import { makePeerSchema } from './balances-page.peer-schema.js';
import { type Company, openCompany, withClient } from './company.js';
import { fillLedger } from './ledger.js';
import { Clients } from './load.js';
import type { LoadTask } from './load.process.js';
import { type Bench, interleave } from './measure.js';
import { forkHelper } from './processes.js';

const EMPLOYEES = 1_000;
const PAGE = 200;
const CONNECTIONS = 8;
const ROUNDS = 5;
const SECONDS = 3;

/**
 * A page of 200 balances with all their money, over HTTP on 8 connections.
 *
 * Floor: `node:http` with our key check (hash, cached for 2 s), the tenant and one `json_agg` statement, all of a transaction
 * in one flush. It adds up what the accounts hold, which is right as long as every expiry is booked and nothing takes effect
 * later: no `asOf`, no `effectiveAt`, no cursor. Peer: PostGraphile on a view of the same tables, same key and tenant.
 */
export const balancesPage: Bench = {
  name: 'balances-page',
  async measure() {
    const company = await openCompany(EMPLOYEES);
    try {
      await fillLedger(company, fillAccounts);
      await makePeerSchema(company.ownerUrl);
      await withClient(company.superuserUrl, (client) => client.query('vacuum analyze'));

      const [clients, floor, peer] = await Promise.all([
        Clients.open(),
        forkHelper<{ port: number }>('balances-page.floor.process.js', taskOf(company) satisfies FloorTask),
        forkHelper<{ port: number }>('balances-page.peer.process.js', taskOf(company) satisfies PeerTask),
      ]);
      const contenders = {
        ours: pageRequest(company, company.server.port, '/graphql', { query: ourDocument, variables: { first: PAGE } }),
        floor: pageRequest(company, floor.ready.port, '/balances', { first: PAGE }),
        peer: pageRequest(company, peer.ready.port, '/graphql', { query: peerDocument, variables: { first: PAGE } }),
      };
      await assertSameNumbers(Object.values(contenders));

      const run = async (task: LoadTask) => (await clients.send(task)).requestsPerSecond;
      for (const task of Object.values(contenders)) await run({ ...task, seconds: 2 });
      const measurement = await interleave(
        { name: 'balances-page', unit: 'requests/s', wanted: '≥ 0.8 × floor, ≥ 1.2 × PostGraphile 5.1.5' },
        ROUNDS,
        {
          ours: () => run(contenders.ours),
          floor: () => run(contenders.floor),
          peer: () => run(contenders.peer),
        },
      );
      await Promise.all([clients.close(), floor.stop(), peer.stop()]);
      return [measurement];
    } finally {
      await company.close();
    }
  },
};

const money = ['granted', 'available', 'held', 'consumed', 'expired', 'revoked', 'overage'];
const ourDocument = `query Page($first: Int!) {
  balances(first: $first) { nodes { employeeId currency ${money.map((name) => `${name} { amount currency rounded }`).join(' ')} } }
}`;
const peerDocument = `query Page($first: Int!) {
  allBalances(first: $first) { nodes { employeeId currency ${money.map((name) => `${name}Amount ${name}Rounded`).join(' ')} } }
}`;

function taskOf({ databaseUrl, masterKey }: Company): FloorTask {
  return { databaseUrl, masterKey };
}

function pageRequest({ headers }: Company, port: number, path: string, body: object): LoadTask {
  return { port, path, headers, body: JSON.stringify(body), connections: CONNECTIONS, seconds: SECONDS };
}

/** Before anything is timed: everyone answers the same 200 people with the same amounts, written alike. */
async function assertSameNumbers(tasks: readonly LoadTask[]): Promise<void> {
  const pages = await Promise.all(
    tasks.map(async ({ port, path, headers, body }) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      const answer = (await response.json()) as { data?: Record<string, { nodes: Row[] }> };
      const rows = Object.values(answer.data ?? {})[0]?.nodes;
      if (rows?.length !== PAGE) throw new Error(`${path} answers no page of ${PAGE}: ${JSON.stringify(answer).slice(0, 500)}`);
      return JSON.stringify(rows.map(numbersOf));
    }),
  );
  if (pages.some((page) => page !== pages[0])) throw new Error('The contenders answer different numbers.');
}

/** A balance with its amounts nested, as ours and the floor's, or flat, as the peer's. */
type Row = { readonly employeeId: string; readonly currency: string } & Readonly<
  Record<string, string | { readonly amount: string; readonly currency: string; readonly rounded: string }>
>;

function numbersOf(row: Row): unknown[] {
  const amounts = money.map((name) => {
    const amount = row[name];
    return typeof amount === 'object'
      ? [amount.amount, amount.currency, amount.rounded]
      : [row[`${name}Amount`], row.currency, row[`${name}Rounded`]];
  });
  return [plainId(row.employeeId), row.currency, ...amounts];
}

/** Ours are prefixed, those of the other two as the database has them. */
function plainId(id: string): string {
  return id.includes('_') ? uuidOf(id as Id) : id;
}

/** Each person has a stipend with four grants, of which one ended and one was taken back, and six uses; every tenth an overage. */
async function fillAccounts(tx: Tx, people: readonly Id<'employee'>[], start: number): Promise<void> {
  const codes = (['USD', 'EUR', 'GBP'] as const).map(currency);
  const owners = people.map((employeeId, index) => ({ employeeId, currency: codes[(start + index) % 3] ?? currency('USD') }));
  const stipends = await openAccounts(
    tx,
    owners.map((owner) => ({ ...owner, stipendId: newId('stipend') })),
  );
  const own = await openAccounts(
    tx,
    owners.map((owner) => ({ ...owner, stipendId: null })),
  );
  await post(
    tx,
    stipends.flatMap((accountId, index) => draftsOf(tx.now, accountId, start + index)),
  );
  await post(
    tx,
    own.flatMap((accountId, index) => ((start + index) % 10 === 0 ? [overage(tx.now, accountId, start + index)] : [])),
  );
}

const DAY = 86_400_000;

function draftsOf(now: Date, accountId: Id<'account'>, person: number): PostingDraft[] {
  const grants = [0, 1, 2, 3].map((quarter) => ({
    grantId: newId('grant'),
    priority: quarter,
    effectiveAt: new Date(now.getTime() - (380 - 90 * quarter) * DAY),
    expiresAt: quarter === 0 ? new Date(now.getTime() - 10 * DAY) : quarter === 3 ? null : new Date(now.getTime() + 90 * DAY),
    units: unitsOf('1000') + BigInt(person) * unitsOf('7.13'),
  }));
  const [ended, used, revoked] = grants;
  if (ended === undefined || used === undefined || revoked === undefined) return [];

  const uses = [1, 2, 3, 4, 5, 6].map((use) =>
    recipes.consumed(accountId, {
      key: `use:${accountId}:${use}`,
      effectiveAt: new Date(now.getTime() - use * 3 * DAY),
      subjectId: newId('usageEvent'),
      slices: [{ grantId: used.grantId, units: unitsOf('12.0543990001') * BigInt(use) + BigInt(person) }],
    }),
  );
  return [
    ...grants.map((grant) => recipes.granted(accountId, grant, `grant:${grant.grantId}`)),
    ...uses,
    recipes.expired(accountId, ended.grantId, ended.units, new Date(now.getTime() - 10 * DAY), `expire:${ended.grantId}`),
    recipes.revoked(accountId, revoked.grantId, unitsOf('250.5'), now, `revoke:${revoked.grantId}`),
  ];
}

function overage(now: Date, accountId: Id<'account'>, person: number): PostingDraft {
  return recipes.consumed(accountId, {
    key: `over:${accountId}`,
    effectiveAt: new Date(now.getTime() - DAY),
    subjectId: newId('usageEvent'),
    slices: [],
    overage: unitsOf('3.009') + BigInt(person),
  });
}
