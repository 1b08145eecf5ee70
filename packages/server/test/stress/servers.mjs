import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import pino from 'pino';

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, '..', '..', 'dist');
const load = (file) => import(path.join(dist, file));

/**
 * Server processes on one database, spoken to over HTTP as a partner would. Everything here works on the compiled server.
 * @param {{ databaseUrl: string, ownerUrl: string }} database migrated
 * @param {number} count how many processes
 */
export async function openServers({ databaseUrl, ownerUrl }, count) {
  const masterKey = randomBytes(32).toString('base64');
  const [{ createPartner, newPartner }, { deriveKeys }] = await Promise.all([load('modules/access/index.js'), load('platform/secrets.js')]);
  const [sandbox, live] = ['TEST', 'LIVE'].map((mode) => newPartner('Stress', mode));
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  for (const partner of [sandbox, live]) await createPartner(owner, deriveKeys(masterKey).pepper, partner);
  await owner.end();
  const secretOf = (employer) => (employer?.live ? live : sandbox).keys[0].secret;

  // The first is right, and the others are wrong by an hour, this way and that: no promise rests on the clock of a server.
  const clockOffsets = Array.from({ length: count }, (_, slot) => [0, HOUR_MS, -HOUR_MS][slot % 3]);
  const start = (slot) => startServer(databaseUrl, masterKey, clockOffsets[slot]);
  const slots = await Promise.all(clockOffsets.map((_, slot) => start(slot)));
  let next = 0;

  const servers = {
    count,
    clockOffsets,
    /** Asks one of the servers, each in turn, for an employer `{ externalId, live }`. */
    ask: (employer, document, variables) => send(slots[next++ % count].address, secretOf(employer), employer, document, variables),
    /** Asks one server in particular. */
    askAt: (slot, employer, document, variables) => send(slots[slot].address, secretOf(employer), employer, document, variables),
    /** Resolves when the process of a slot has died; the slot is served by a new one then. */
    async revived(slot) {
      if (slots[slot].process.exitCode === null && slots[slot].process.signalCode === null) await once(slots[slot].process, 'exit');
      const { signalCode } = slots[slot].process;
      slots[slot] = await start(slot);
      return signalCode;
    },
    /** The laws that do not hold, over every employer. */
    async violations() {
      const [{ closePlatform, modules, openPlatform }, { loadConfig }, { verify }] = await Promise.all([
        load('app.js'),
        load('platform/config.js'),
        load('verify.js'),
      ]);
      const config = loadConfig({ ENVIRONMENT: 'test', DATABASE_URL: databaseUrl, MASTER_KEY: masterKey, ROLE: 'server' });
      const platform = await openPlatform(config, databaseUrl, pino({ level: 'silent' }));
      try {
        return await verify(platform, modules);
      } finally {
        await closePlatform(platform);
      }
    },
    async close() {
      for (const { process: child } of slots) child.kill('SIGTERM');
      await Promise.all(slots.map(({ process: child }) => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
    },
  };
  return servers;
}

const HOUR_MS = 3_600_000;

/** Servers that were started end with this process, however it ends. */
const children = new Set();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

/** A server that dies of `kill -9` behind the COMMIT of a request whose key begins with `crash-`, and whose clock is wrong. */
async function startServer(databaseUrl, masterKey, clockOffsetMs) {
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: databaseUrl,
    MASTER_KEY: masterKey,
    ENVIRONMENT: 'test',
    ROLE: 'server',
    PORT: '0',
    LOG_LEVEL: 'error',
    CLOCK_OFFSET_MS: `${clockOffsetMs}`,
  };
  const preloads = ['wrong-clock.mjs', 'die-after-commit.mjs'].flatMap((file) => ['--import', path.join(here, file)]);
  const child = spawn(process.execPath, [...preloads, path.join(dist, 'main.js')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  child.once('exit', () => children.delete(child));
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /at (http\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      child.stdout.resume();
      return { process: child, address };
    }
  }
  throw new Error('The server ended before it answered.');
}

async function send(address, secret, employer, query, variables) {
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      ...(employer?.externalId === undefined ? {} : { 'x-employer': `ext:${employer.externalId}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors !== undefined) return { code: errors[0]?.extensions?.code ?? 'INTERNAL', message: errors[0]?.message, data: null };
  const [payload] = Object.values(data);
  return { code: payload?.userErrors?.[0]?.code ?? 'OK', data: payload };
}

const mutations = {
  employersUpsert: 'outcomes { employer { id } userErrors { code message } }',
  employeesUpsert: 'outcomes { employee { id } userErrors { code message } }',
  grantIssue: 'grant { id }',
  grantAdjust: 'grant { id }',
  grantRevoke: 'grant { id }',
  payPeriodsUpsert: 'outcomes { userErrors { code message } }',
  policyCreate: 'policy { id }',
  policyPublish: 'policy { id }',
  stipendsAssign: 'outcomes { created stipend { id } userErrors { code message } }',
  testClockAdvance: 'clock { now }',
  limitSet: 'limit { id }',
  usageReport: 'outcomes { status code }',
  spendAuthorize: 'hold { id status authorizedAt expiresAt }',
  spendCapture: 'hold { id status }',
  spendRelease: 'hold { id status }',
};

/** A mutation as text with the variable `$input`. */
export function mutation(name) {
  const input = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return `mutation($input: ${input}!) { ${name}(input: $input) { ${mutations[name]} userErrors { code message } } }`;
}

/** An employer of its own, a sandbox unless `live`, with people who have `amount` USD each. */
export async function openEmployer(servers, people, amount, { live = false } = {}) {
  const externalId = `stress-${randomUUID()}`;
  const employer = { externalId, live };
  const none = { live };
  const change = async (name, input, of = employer) => {
    const { code, message, data } = await servers.ask(of, mutation(name), { input });
    const refused = code !== 'OK' ? code : data.outcomes?.flatMap(({ userErrors = [] }) => userErrors)[0]?.message;
    if (refused !== undefined) throw new Error(`${name} was refused: ${refused} ${message ?? JSON.stringify(data)}`);
    return data;
  };
  await change('employersUpsert', { employers: [{ externalId, name: 'Stress', timeZone: 'UTC', currency: 'USD' }] }, none);
  const names = Array.from({ length: people }, (_, index) => `person-${index}`);
  await change('employeesUpsert', {
    employees: names.map((name) => ({ externalId: name, name, employment: { effectiveDate: '2020-01-01' } })),
  });
  for (const name of amount === '0' ? [] : names) await issue(name, amount);

  async function issue(name, units) {
    return change('grantIssue', {
      employee: { externalId: name },
      kind: 'BONUS',
      amount: { amount: units, currency: 'USD' },
      expiresAt: '2031-01-01T00:00:00.000Z',
      reason: 'Stress',
      idempotencyKey: randomUUID(),
    });
  }

  return {
    people: names,
    change,
    issue,
    ask: (name, input) => servers.ask(employer, mutation(name), { input }),
    askAt: (slot, name, input) => servers.askAt(slot, employer, mutation(name), { input }),
    authorize: (name, amountText, more = {}) =>
      servers.ask(employer, mutation('spendAuthorize'), {
        input: { employee: { externalId: name }, amount: { amount: amountText, currency: 'USD' }, idempotencyKey: randomUUID(), ...more },
      }),
    capture: (holdId, amountText, idempotencyKey = randomUUID()) =>
      servers.ask(employer, mutation('spendCapture'), {
        input: { holdId, amount: { amount: amountText, currency: 'USD' }, idempotencyKey },
      }),
    release: (holdId) => servers.ask(employer, mutation('spendRelease'), { input: { holdId, idempotencyKey: randomUUID() } }),
    async balance(name) {
      const { data: page } = await servers.ask(
        employer,
        'query($employee: EmployeeByInput!) { balance(employee: $employee) { nodes { available { amount } held { amount } consumed { amount } revoked { amount } } } }',
        { employee: { externalId: name } },
      );
      const [node] = page.nodes;
      const amounts = ['available', 'held', 'consumed', 'revoked'].map((side) => [side, node?.[side].amount]);
      return Object.fromEntries(amounts);
    },
    /** Where the test clock stands, in milliseconds. */
    async now() {
      const { data: found } = await servers.ask(none, 'query($by: EmployerByInput!) { employer(by: $by) { settings { testNow } } }', {
        by: { externalId },
      });
      return Date.parse(found.settings.testNow);
    },
  };
}
