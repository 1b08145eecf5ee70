import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { uuidOf } from '../../src/kernel/ids.js';
import { effects, inPipeline } from '../../src/platform/pipeline.js';
import { inTransaction } from '../../src/platform/transaction.js';
import { type Api, fresh, openApi } from '../support/api.js';
import { testDatabase } from '../support/database.js';

let superuser: pg.Client;

beforeAll(async () => {
  superuser = new pg.Client({ connectionString: (await testDatabase()).superuserUrl });
  await superuser.connect();
});

afterAll(async () => {
  await superuser.end();
});

/** Ends every connection of the server to this database, as a restart of PostgreSQL would. */
async function cutAll(): Promise<number> {
  const { rowCount } = await superuser.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'stipends_app'",
  );
  return rowCount ?? 0;
}

/** Transactions on either pool that are cut while they run, as many as the pools have connections. */
async function loseTransactions({ ctx }: Api): Promise<void> {
  const transactions = [
    ...Array.from({ length: 20 }, () => inTransaction(ctx, (tx) => tx.sql('select pg_sleep(5)'))),
    ...Array.from({ length: 8 }, () => inPipeline(ctx, (pipeline) => pipeline.ask({ asleep: effects({ text: 'select pg_sleep(5)' }) }))),
  ];
  const ended = Promise.allSettled(transactions);
  for (let polls = 0, running = 0; running < 28 && polls < 400; polls += 1) {
    const { rows } = await superuser.query<{ running: number }>(
      "select count(*)::int as running from pg_stat_activity where datname = current_database() and query = 'select pg_sleep(5)' and state = 'active'",
    );
    running = rows[0]?.running ?? 0;
  }
  expect(await cutAll()).toBeGreaterThanOrEqual(28);
  expect((await ended).map(({ status }) => status)).toEqual(Array.from({ length: 28 }, () => 'rejected'));
}

describe('a server whose connections are all cut within their transactions', () => {
  it('has all of them again, however often that happens', async () => {
    const api = await openApi();
    // More than a pool has connections.
    const people = Array.from({ length: 30 }, () => fresh('person'));
    const employees = people.map((externalId) => ({ externalId, name: 'Zoë', employment: { effectiveDate: '2026-01-01' } }));
    await api.take('employeesUpsert', { employees });
    for (let round = 0; round < 3; round += 1) {
      await loseTransactions(api);
      const issued = await Promise.all(people.map((person) => api.codeOf('grantIssue', bonus(person))));
      expect(new Set(issued)).toEqual(new Set(['OK']));
      const authorized = await Promise.all(people.map(async (person) => (await api.authorize(person, '0.25')).code));
      expect(new Set(authorized)).toEqual(new Set(['OK']));
    }
    for (const person of people) expect(await api.balances(person)).toEqual(['USD: 2.25 left, 0.75 held']);
    expect(await api.violations()).toEqual([]);
  }, 60_000);
});

describe('an enrolment of many people with months to make up for', () => {
  it('grants them a few at a time, so that it goes on from where it was cut off, under its key', async () => {
    const api = await openApi({ testNow: '2026-11-02T09:00:00.000Z' });
    const people = Array.from({ length: 60 }, () => fresh('person'));
    const employees = people.map((externalId) => ({ externalId, name: 'Zoë', employment: { effectiveDate: '2025-01-01' } }));
    await api.take('employeesUpsert', { employees });
    const policy = { externalId: fresh('policy') };
    const terms = { amountType: 'FIXED', period: 'MONTHLY', amount: { amount: '100', currency: 'USD' } };
    await api.take('policyCreate', { ...policy, name: 'Compute', terms });
    await api.take('policyPublish', { policy, effectiveFrom: '2025-01-01', expectedVersion: 1 });
    const input = {
      assignments: people.map((externalId) => ({ employee: { externalId }, policy, startDate: '2026-02-01' })),
      idempotencyKey: fresh('assign'),
    };

    const grants = async () => {
      const { rows } = await superuser.query<{ count: number }>('select count(*)::int as count from stipend_grant where employer_id = $1', [
        uuidOf(api.ctx.employerId),
      ]);
      return rows[0]?.count ?? 0;
    };
    let over = false;
    const assigning = api.codeOf('stipendsAssign', input).finally(() => (over = true));
    for (let polls = 0; !over && polls < 5_000 && (await grants()) === 0; polls += 1) await wait(2);
    const seen = await grants();
    // What is granted is there for others before all is.
    expect([seen > 0, seen < 10 * people.length]).toEqual([true, true]);
    await cutAll();
    await assigning;
    expect(await grants()).toBeLessThan(10 * people.length);

    // A connection of the pool may still be one that was cut.
    let code = '';
    for (let tries = 0; tries < 30 && code !== 'OK'; tries += 1) code = await api.codeOf('stipendsAssign', input);
    expect(code).toBe('OK');
    expect(await grants()).toBe(10 * people.length);
    for (const person of people.slice(0, 5)) expect(await api.balances(person)).toEqual(['USD: 100.00 left, 900.00 expired']);
    expect(await api.violations()).toEqual([]);
  }, 60_000);
});

const bonus = (externalId: string) => ({
  employee: { externalId },
  kind: 'BONUS',
  amount: { amount: '1', currency: 'USD' },
  expiresAt: '2028-01-01T00:00:00.000Z',
  reason: 'As agreed',
  idempotencyKey: fresh('bonus'),
});
