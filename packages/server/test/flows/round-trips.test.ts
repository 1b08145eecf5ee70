import { describe, expect, it } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import type { TenantCtx } from '../../src/platform/context.js';
import { effects, inPipeline, lookup, together } from '../../src/platform/pipeline.js';
import { THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { apiOf, fresh, openApi, usd } from '../support/api.js';
import { ask } from '../support/ask.js';
import { event } from '../support/bulk-load.js';
import { statementsOf } from '../support/statement-log.js';

/** How often the pipelines of some work write to their connections. */
async function flushesOf(ctx: TenantCtx, work: (ctx: TenantCtx) => Promise<unknown>): Promise<number> {
  let flushes = 0;
  /** The thing itself, but for some of it. */
  const varied = <T extends object>(thing: T, other: object): T =>
    new Proxy(thing, {
      get(target, name) {
        if (Reflect.has(other, name)) return Reflect.get(other, name);
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  const connect = async () => {
    const client = (await ctx.platform.pool.connect()) as PoolClient & { readonly connection: { readonly stream: NodeJS.WritableStream } };
    const { stream } = client.connection;
    const counting = varied(stream, {
      uncork: () => {
        flushes += 1;
        Reflect.apply(Reflect.get(stream, 'uncork'), stream, []);
      },
    });
    return varied(client, { connection: { stream: counting } });
  };
  await work({ ...ctx, platform: { ...ctx.platform, pool: varied<Pool>(ctx.platform.pool, { connect }) } });
  return flushes;
}

describe('a pipeline', () => {
  const number = (n: number) => lookup({ text: 'select $1::int as n', values: [n] }, ([row]) => row?.n as number);

  it('answers each query under its name, whatever the number of its statements, and sends them as they are named', async () => {
    const { ctx } = await openApi();
    const name = fresh('department');
    const insert = {
      text: `insert into department (employer_id, id, external_id, name, created_at) values (${THIS_EMPLOYER}, gen_random_uuid(), $1::text, $1::text, now())`,
      values: [name],
    };
    const named = lookup({ text: `select name from department where employer_id = ${THIS_EMPLOYER}` }, (rows) =>
      rows.map((row) => row.name),
    );
    const answers = await inPipeline(ctx, (pipeline) =>
      pipeline.finish({
        one: number(1),
        none: together([]),
        before: named,
        several: together([number(2), number(3)]),
        written: effects(insert, { text: 'select 4' }),
        after: named,
        last: number(5),
      }),
    );
    expect(answers).toEqual({ one: 1, none: [], before: [], several: [2, 3], written: undefined, after: [name], last: 5 });
  });
});

describe('what travels to the database in few round trips', () => {
  it('is a spend in one, usage in two, in three where an account has to be opened, and balances in two', async () => {
    const api = await openApi();
    const { ctx } = api;
    const [zoe, jon] = [await api.hire(), await api.hire()];
    await api.grant(zoe, '100.00');

    let held = '';
    const authorize = async (counted: TenantCtx) => {
      held = await apiOf(counted).hold(zoe, '5.00');
    };
    expect(await flushesOf(ctx, authorize)).toBe(1);
    expect(await flushesOf(ctx, (counted) => apiOf(counted).capture(held, '1.00'))).toBe(1);

    const report = (externalId: string, more: object = {}) =>
      flushesOf(ctx, async (counted) => {
        const [outcome] = await apiOf(counted).report(
          event({ id: fresh('u'), employee: { externalId }, occurredAt: '2026-11-02T09:00:00.000Z', ...more }),
        );
        expect(outcome?.status).toBe('RECORDED');
      });
    expect(await report(zoe, { id: 'first' })).toBe(2);
    expect(await report(zoe, { corrects: { id: 'first' } })).toBe(2);
    expect(await report(jon)).toBe(3);
    expect(await report(jon)).toBe(2);

    const balances = '{ balances(first: 5) { nodes { available { amount } } } }';
    expect(await flushesOf(ctx, async (counted) => expect((await ask(counted, balances)).errors).toEqual([]))).toBe(2);
  });
});

describe('what has come due of a new stipend', () => {
  it.each([
    ['once where a month has begun', '2026-11-01', 1],
    ['once for each month that is made up for', '2026-09-01', 3],
  ])('is looked for %s, and not again where nothing more can be', async (_, startDate, looks) => {
    const api = await openApi({ testNow: '2026-11-02T09:00:00.000Z' });
    const person = await api.hire();
    const policy = { externalId: fresh('policy') };
    const terms = { amountType: 'FIXED', period: 'MONTHLY', amount: usd('100') };
    await api.take('policyCreate', { ...policy, name: 'Compute', terms });
    await api.take('policyPublish', { policy, effectiveFrom: '2026-01-01', expectedVersion: 1 });
    const assignments = [{ employee: { externalId: person }, policy, startDate }];
    const texts = await statementsOf(() => api.take('stipendsAssign', { assignments, idempotencyKey: fresh('assign') }));
    expect(texts.filter((text) => text.includes('order by next_issue_at'))).toHaveLength(looks);
    expect(await api.balances(person)).toEqual([expect.stringContaining('USD: 100.00 left')]);
    expect(await api.violations()).toEqual([]);
  });
});
