import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { uuidOf } from '../../src/kernel/ids.js';
import { type Api, fresh, openApi, usd } from '../support/api.js';
import { testDatabase } from '../support/database.js';

const START = '2026-11-02T09:00:00.000Z';
const END = '2027-05-15T00:00:00.000Z';
const PEOPLE = 12;
/** Months that begin on the way, from December to May, and as many that end. */
const MONTHS = 6 * PEOPLE;

let owner: pg.Client;

beforeAll(async () => {
  owner = new pg.Client({ connectionString: (await testDatabase()).superuserUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
});

/** People with 100 a month, who hold some of it. */
async function company(): Promise<{ api: Api; people: readonly string[] }> {
  const api = await openApi({ testNow: START });
  const people = Array.from({ length: PEOPLE }, () => fresh('person'));
  const employees = people.map((externalId) => ({ externalId, name: 'Zoë', employment: { effectiveDate: '2026-01-01' } }));
  await api.take('employeesUpsert', { employees });
  const policy = { externalId: fresh('policy') };
  await api.take('policyCreate', { ...policy, name: 'Compute', terms: { amountType: 'FIXED', period: 'MONTHLY', amount: usd('100') } });
  await api.take('policyPublish', { policy, effectiveFrom: '2026-01-01', expectedVersion: 1 });
  const assignments = people.map((externalId) => ({ employee: { externalId }, policy, startDate: '2026-11-01' }));
  await api.take('stipendsAssign', { assignments, idempotencyKey: fresh('assign') });
  for (const [index, person] of people.entries()) await api.hold(person, '10', { ttlSeconds: 60 + index });
  return { api, people };
}

const bonus = (externalId: string) => ({
  employee: { externalId },
  kind: 'BONUS',
  amount: usd('1'),
  expiresAt: '2028-01-01T00:00:00.000Z',
  reason: 'As agreed',
  idempotencyKey: fresh('bonus'),
});

interface Advance {
  readonly clock: { readonly now: string; readonly grantsIssued: number; readonly grantsExpired: number };
}

const advance = (api: Api, to: string, idempotencyKey = fresh('advance')) => api.send<Advance>('testClockAdvance', { to, idempotencyKey });

async function clockOf(api: Api): Promise<string> {
  const { rows } = await owner.query<{ test_now: Date }>('select test_now from employer_settings where employer_id = $1', [
    uuidOf(api.ctx.employerId),
  ]);
  return rows[0]?.test_now.toISOString() ?? '';
}

/** What is left of the last month is all there is: 100 each, and six months of 100 that expired. */
async function expectTheBooks(api: Api, people: readonly string[]): Promise<void> {
  for (const person of people) expect(await api.balances(person)).toEqual(['USD: 100.00 left, 600.00 expired']);
  expect(await api.violations()).toEqual([]);
}

/** Ends every connection of the server to this database, as a restart of PostgreSQL would. */
async function cutAll(): Promise<void> {
  await owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'stipends_app' and application_name = 'compute-stipends'",
  );
}

describe('a test clock on its way', () => {
  it('stops where something is due for others to see, never goes back, and keeps nobody waiting for the whole way', async () => {
    const { api, people } = await company();
    const seen: string[] = [];
    const answered: string[] = [];
    let arrived = false;
    const moving = advance(api, END).finally(() => (arrived = true));
    for (let round = 0; !arrived && round < 1_000; round += 1) {
      seen.push(await clockOf(api));
      // It takes the lock that the clock is moved under.
      answered.push(await api.codeOf('employeesUpsert', { employees: [{ externalId: people[0], name: `Zoë ${round}` }] }));
      answered.push(await api.codeOf('grantIssue', bonus(people[round % PEOPLE] ?? '')));
    }
    expect((await moving).data.clock).toMatchObject({ now: END, grantsIssued: MONTHS });
    expect(new Set(answered)).toEqual(new Set(['OK']));
    expect(seen).toEqual(seen.toSorted());
    expect(seen.filter((at) => at > START && at < END).length).toBeGreaterThan(0);
    expect(await clockOf(api)).toBe(END);
    expect(await api.violations()).toEqual([]);
  }, 60_000);

  it('goes on from where it was cut off, under the same key, and tells all that came due', async () => {
    const { api, people } = await company();
    const key = fresh('advance');
    const codes: string[] = [];
    let last: Advance | undefined;
    for (let cuts = 0; cuts < 40 && last === undefined; cuts += 1) {
      let over = false;
      const moving = advance(api, END, key).finally(() => (over = true));
      const from = await clockOf(api);
      for (let polls = 0; !over && polls < 2_000 && (await clockOf(api)) === from; polls += 1) await wait(2);
      if (!over) await cutAll();
      const { code, data } = await moving;
      codes.push(code);
      if (code === 'OK') last = data;
      else expect(await clockOf(api)).not.toBe(END);
    }
    expect(codes.length).toBeGreaterThan(2);
    expect(last?.clock).toEqual({ now: END, grantsIssued: MONTHS, grantsExpired: MONTHS });
    // Again, it answers the same and moves nothing.
    expect((await advance(api, END, key)).data.clock).toEqual(last?.clock);
    await expectTheBooks(api, people);
  }, 60_000);

  it('that another one has passed meanwhile is not refused, under its key, as a step back', async () => {
    const { api, people } = await company();
    const key = fresh('advance');
    const near = '2027-02-10T00:00:00.000Z';
    const moving = advance(api, near, key);
    for (let polls = 0; polls < 2_000 && (await clockOf(api)) === START; polls += 1) await wait(2);
    await cutAll();
    await moving;
    for (let tries = 0; tries < 5; tries += 1) if ((await advance(api, END)).code === 'OK') break;

    const { code, data } = await advance(api, near, key);
    expect(code).toBe('OK');
    expect(data.clock.now >= near).toBe(true);
    expect(await api.codeOf('testClockAdvance', { to: near, idempotencyKey: fresh('advance') })).toBe('VALIDATION');
    expect(await clockOf(api)).toBe(END);
    await expectTheBooks(api, people);
  }, 60_000);

  it('is moved by several at once as by one', async () => {
    const { api, people } = await company();
    const targets = ['2026-12-10T00:00:00.000Z', '2027-02-10T00:00:00.000Z', END, END];
    const answers = await Promise.all(targets.map((to) => advance(api, to)));
    const taken = answers.filter(({ code }) => code === 'OK');
    // One that came to its turn behind a farther one has nothing to move.
    expect(answers.filter(({ code }) => code !== 'OK').map(({ code }) => code)).toEqual(
      Array.from({ length: answers.length - taken.length }, () => 'VALIDATION'),
    );
    expect(taken.reduce((sum, { data }) => sum + data.clock.grantsIssued, 0)).toBe(MONTHS);
    expect(taken.reduce((sum, { data }) => sum + data.clock.grantsExpired, 0)).toBe(MONTHS);
    expect(await clockOf(api)).toBe(END);
    await expectTheBooks(api, people);
  }, 60_000);
});
