import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Id, idOf, uuidOf } from '../../src/kernel/ids.js';
import { currency, decimalOf } from '../../src/kernel/money.js';
import { Fault, Refusal } from '../../src/kernel/refusal.js';
import { Catalogue, catalogue } from '../../src/modules/pricing/catalogue.js';
import { fxRatesBetween, rateAt } from '../../src/modules/pricing/index.js';
import { listFxRates } from '../../src/modules/pricing/list-fx-rates.js';
import { listPrices } from '../../src/modules/pricing/list-prices.js';
import { type FxRatesRequest, upsertFxRates } from '../../src/modules/pricing/upsert-fx-rates.js';
import { setLimit } from '../../src/modules/spending/limit-set.js';
import { reportUsage } from '../../src/modules/usage/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { ask } from '../support/ask.js';
import { expectNoViolations, person, use } from '../support/books.js';
import { testEmployer } from '../support/database.js';
import { authorize, newKey, request } from '../support/spending.js';

const rate = (quote: string, asOf: string, decimal: string) => ({ base: 'USD', quote, rate: decimal, asOf: new Date(asOf), source: 'ECB' });

function outcome(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'stored',
    (error: unknown) => (error instanceof Refusal || error instanceof Fault ? error.code : String(error)),
  );
}

async function stored(ctx: TenantCtx): Promise<string[]> {
  const { nodes } = await listFxRates(ctx, {}, { first: 100 });
  return nodes.map((one) => `${one.base}/${one.quote} ${one.rate} ${one.asOf.toISOString().slice(0, 10)}`);
}

describe('exchange rates', () => {
  let ctx: TenantCtx;
  beforeAll(async () => {
    ctx = await testEmployer();
  });

  it('are stored once, however often they are sent, and answered in the order of the input', async () => {
    const rates = [rate('GBP', '2026-11-02', '0.78'), rate('EUR', '2026-11-01', '0.91'), rate('EUR', '2026-11-02', '0.92')];
    const first = await upsertFxRates(ctx, { rates });
    const again = await upsertFxRates(ctx, { rates: [...rates, rate('EUR', '2026-11-01', '0.910')] });

    expect(first.map((one) => `${one.quote} ${one.rate}`)).toEqual(['GBP 0.78', 'EUR 0.91', 'EUR 0.92']);
    expect(again.map(({ id }) => id)).toEqual([...first.map(({ id }) => id), first[1]?.id]);
    expect(await stored(ctx)).toHaveLength(3);
  });

  it.each<[string, Partial<ReturnType<typeof rate>>, string]>([
    ['another rate for a stored instant', { rate: '0.93' }, 'VALIDATION'],
    ['a rate of zero', { rate: '0' }, 'VALIDATION'],
    ['a negative rate', { rate: '-1' }, 'VALIDATION'],
    ['a rate of 10^12', { rate: '1000000000000' }, 'VALIDATION'],
    ['a pair of one currency', { quote: 'USD' }, 'VALIDATION'],
    ['no source', { source: '' }, 'VALIDATION'],
  ])('%s is refused, with everything sent beside it', async (_, change, code) => {
    const before = await stored(ctx);
    const rates = [rate('CHF', '2026-11-01', '0.8'), { ...rate('EUR', '2026-11-01', '0.91'), ...change }];
    expect(await outcome(upsertFxRates(ctx, { rates }))).toBe(code);
    expect(await stored(ctx)).toEqual(before);
  });

  it.each([0, 251])('a batch of %s is no batch', async (length) => {
    const rates = Array.from({ length }, () => rate('EUR', '2026-11-01', '0.91'));
    expect(await outcome(upsertFxRates(ctx, { rates }))).toBe('BAD_USER_INPUT');
  });

  it('a key is for one input', async () => {
    const request: FxRatesRequest = { rates: [rate('SEK', '2026-11-01', '9.5')], idempotencyKey: 'rates-1' };
    expect(await outcome(upsertFxRates(ctx, request))).toBe('stored');
    expect(await outcome(upsertFxRates(ctx, request))).toBe('stored');
    expect(await outcome(upsertFxRates(ctx, { ...request, rates: [rate('SEK', '2026-11-01', '9.6')] }))).toBe('IDEMPOTENCY_CONFLICT');
  });

  it('need the scope', async () => {
    const reader = await testEmployer({ scopes: ['prices:read'] });
    expect(await outcome(upsertFxRates(reader, { rates: [rate('EUR', '2026-11-01', '0.91')] }))).toBe('FORBIDDEN');
  });

  it('of another employer are not seen', async () => {
    expect(await stored(await testEmployer())).toEqual([]);
  });

  it('are listed the newest first, page by page', async () => {
    const other = await testEmployer();
    const days = Array.from({ length: 9 }, (_, day) => rate('EUR', `2026-11-0${day + 1}`, `0.9${day}`));
    await upsertFxRates(other, { rates: days });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listFxRates>> = await listFxRates(other, { quote: 'EUR' }, { first: 4, after });
      seen.push(...page.nodes.map((one) => one.rate));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(['0.98', '0.97', '0.96', '0.95', '0.94', '0.93', '0.92', '0.91', '0.9']);
    expect((await listFxRates(other, { asOf: { gte: new Date('2026-11-03'), lt: new Date('2026-11-05') } }, {})).nodes).toHaveLength(2);
  });

  it('the ones loaded for a span answer every instant in it as all of them would', async () => {
    const other = await testEmployer();
    const quotes = ['EUR', 'GBP', 'INR'];
    const rates = quotes.flatMap((quote) => [1, 4, 7, 12].map((day) => rate(quote, `2026-10-${`${day}`.padStart(2, '0')}`, `${day}.5`)));
    await upsertFxRates(other, { rates: [...rates, { ...rate('USD', '2026-10-05', '2'), base: 'EUR' }] });

    const load = (first: string, last: string) =>
      inTransaction(other, (tx) => tx.ask(fxRatesBetween('USD', new Date(first), new Date(last))));
    const all = await load('2026-01-01', '2027-01-01');
    const some = await load('2026-10-05', '2026-10-08');

    expect([all.length, some.length]).toEqual([12, 6]);
    for (const quote of quotes) {
      for (const day of ['05', '06', '07', '08']) {
        const at = new Date(`2026-10-${day}`);
        const [one, other] = [some, all].map((list) => rateAt(list, currency('USD'), currency(quote), at));
        expect(one && decimalOf(one.rate)).toBe(other && decimalOf(other.rate));
        expect(one).toBeDefined();
      }
    }
  });
});

describe('list prices', () => {
  it('are those of the employer’s clock, and all pages show one moment', async () => {
    const ctx = await testEmployer({ testNow: '2026-03-01T00:00:00.000Z' });
    const now = await listPrices(ctx, { provider: 'anthropic', model: 'claude-sonnet-4-6' }, {});
    const later = await listPrices(ctx, { provider: 'anthropic', model: 'claude-sonnet-4-6', on: new Date('2026-04-01T00:00:00Z') }, {});
    expect([now.nodes[0]?.prices.INPUT?.tiers.length, later.nodes[0]?.prices.INPUT?.tiers.length]).toEqual([1, 0]);

    const names: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listPrices>> = await listPrices(ctx, { provider: 'Anthropic' }, { first: 7, after });
      names.push(...page.nodes.map(({ model }) => model));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names.length).toBeGreaterThan(14);
  });

  it('of an unknown model are none, and a model needs its provider', async () => {
    const ctx = await testEmployer();
    expect((await listPrices(ctx, { provider: 'anthropic', model: 'no-such-model' }, {})).nodes).toEqual([]);
    expect((await listPrices(ctx, { provider: 'nobody' }, {})).nodes).toEqual([]);
    expect(await outcome(listPrices(ctx, { model: 'gpt-4o' }, {}))).toBe('BAD_USER_INPUT');
  });
});

describe('prices over the API', () => {
  it('are shown with every class, and found again by their id', async () => {
    const ctx = await testEmployer();
    const shown = `id provider model currency effectiveFrom effectiveTo source timeOfDay { start end }
      classPrices { usageClass price unitQuantity inheritedFrom rounded tiers { contextAbove price } }`;
    const { data, errors } = await ask<{ prices: { nodes: Array<{ id: string }> } }>(
      ctx,
      `{ prices(where: { provider: "anthropic", model: "claude-sonnet-4-5" }) { nodes { ${shown} } } }`,
    );
    expect(errors).toEqual([]);
    const [price] = data.prices.nodes;
    expect(price).toMatchObject({
      provider: 'anthropic',
      currency: 'USD',
      effectiveTo: null,
      timeOfDay: null,
      classPrices: expect.arrayContaining([
        {
          usageClass: 'INPUT',
          price: '3',
          unitQuantity: '1000000',
          inheritedFrom: null,
          rounded: false,
          tiers: [{ contextAbove: '200000', price: '6' }],
        },
        expect.objectContaining({ usageClass: 'REASONING', inheritedFrom: 'OUTPUT' }),
        expect.objectContaining({ usageClass: 'TOOL_CALL', price: '10', unitQuantity: '1000' }),
      ]),
    });
    expect((await ask(ctx, `query ($id: ID!) { node(id: $id) { ... on Price { ${shown} } } }`, { id: price?.id })).data).toEqual({
      node: price,
    });
  });

  it('exchange rates are sent and read back', async () => {
    const ctx = await testEmployer();
    const upsert = `mutation ($input: FxRatesUpsertInput!) {
      fxRatesUpsert(input: $input) { fxRates { id base quote rate asOf source } userErrors { code path } }
    }`;
    const sent = { base: 'USD', quote: 'EUR', rate: '0.9210', asOf: '2026-11-01T00:00:00Z', source: 'ECB' };
    const { data } = await ask<{ fxRatesUpsert: { fxRates: [{ id: string }] } }>(ctx, upsert, { input: { rates: [sent] } });
    const shown = { ...sent, rate: '0.921', asOf: '2026-11-01T00:00:00.000Z' };
    expect(data).toMatchObject({ fxRatesUpsert: { fxRates: [shown], userErrors: [] } });
    expect((await ask(ctx, '{ fxRates { nodes { base quote rate asOf source } } }')).data).toEqual({ fxRates: { nodes: [shown] } });
    expect((await ask(ctx, upsert, { input: { rates: [{ ...sent, rate: '0.93' }] } })).data).toEqual({
      fxRatesUpsert: { fxRates: null, userErrors: [{ code: 'VALIDATION', path: ['input', 'rates', '0', 'rate'] }] },
    });
    expect((await ask(ctx, upsert, { input: { rates: [{ ...sent, rate: 0.93 }] } })).errors).not.toEqual([]);
  });
});

describe('what a price and a model are', () => {
  const shownPrice = 'id provider model borrowedFrom warnings { usageClass message } classPrices { usageClass price }';
  const priceOf = async (ctx: TenantCtx, provider: string, model: string) => {
    const { data } = await ask<{ prices: { nodes: Array<{ id: string; provider: string; borrowedFrom: string | null }> } }>(
      ctx,
      `query ($where: PriceFilterInput) { prices(where: $where) { nodes { ${shownPrice} } } }`,
      { where: { provider, model } },
    );
    return data.prices.nodes[0];
  };

  it('does not depend on who was asked first: a HARD limit of a model holds, also in the next process', async () => {
    const ctx = await testEmployer();
    const { employeeId } = await person(ctx, 'ada', [{ amount: '100' }]);
    expect(await priceOf(ctx, 'azure', 'gpt-4o-mini')).toMatchObject({ provider: 'azure', borrowedFrom: 'openai' });
    expect(await priceOf(ctx, 'openai', 'gpt-4o-mini')).toMatchObject({ provider: 'openai', borrowedFrom: null });

    await setLimit(request(ctx), {
      scope: 'MODEL',
      provider: 'openai',
      model: 'gpt-4o-mini-2024-07-18',
      window: 'DAY',
      mode: 'HARD',
      amount: '1',
      currency: 'USD',
      idempotencyKey: newKey(),
    });
    const { data } = await ask(ctx, '{ limits { nodes { provider model } } }');
    expect(data).toEqual({ limits: { nodes: [{ provider: 'openai', model: 'gpt-4o-mini' }] } });

    const asked = async (provider: string, model: string) =>
      (await authorize(ctx, employeeId, '2', { provider, model })).decision.reasonCode;
    expect(await asked('openai', 'gpt-4o-mini')).toBe('LIMIT_EXCEEDED');
    expect(await asked('OpenAI', 'GPT-4o-mini')).toBe('LIMIT_EXCEEDED');
    expect(await asked('azure', 'gpt-4o-mini')).toBeNull();
    // A process that is asked in another order finds the same.
    for (const order of [
      ['azure', 'openai'],
      ['openai', 'azure'],
    ]) {
      const next = new Catalogue(catalogue.providers);
      const found = order.map((provider) => next.findModel(provider, 'gpt-4o-mini')?.provider);
      expect(found).toEqual(order);
    }
  });

  it('the price of a charge is found for ever, also when the list has another', async () => {
    const ctx = await testEmployer();
    await person(ctx, 'ada', [{ amount: '100' }]);
    await reportUsage(ctx, [use('ada', '1', { provider: 'azure', model: 'gpt-4o-mini', id: 'u1' }), use('ada', '1', { id: 'u2' })]);
    const { data } = await ask<{ usageEvents: { nodes: Array<{ eventId: string; charge: { priceId: string } }> } }>(
      ctx,
      '{ usageEvents { nodes { eventId charge { priceId } } } }',
    );
    const priceId = data.usageEvents.nodes.find(({ eventId }) => eventId === 'u1')?.charge.priceId;
    expect(priceId).toBe((await priceOf(ctx, 'azure', 'gpt-4o-mini'))?.id);

    // As a charge at a list that is gone has it.
    const old = '01993f0c-0000-8000-8000-00000000000a';
    await inTransaction(ctx, (tx) =>
      tx.sql<Record<string, never>>(
        `insert into used_price (employer_id, id, price, recorded_at)
         select employer_id, $1, price || '{"source": "genai-prices 0.1.7"}', recorded_at from used_price where employer_id = ${THIS_EMPLOYER} and id = $2`,
        [old, uuidOf(priceId as Id<'price'>)],
      ),
    );
    const node = `query ($id: ID!) { node(id: $id) { ... on Price { ${shownPrice} source timeOfDay { start } } } }`;
    const found = await ask(ctx, node, { id: idOf('price', old) });
    const listed = await ask<{ node: object }>(ctx, node, { id: priceId });
    expect(listed.data).toMatchObject({ node: { provider: 'azure', borrowedFrom: 'openai' } });
    expect(found.data).toEqual({ node: { ...listed.data.node, id: idOf('price', old), source: 'genai-prices 0.1.7' } });
    expect((await ask(await testEmployer(), node, { id: idOf('price', old) })).data).toEqual({ node: null });
    await expectNoViolations(ctx);
  });

  it('a suffix that nobody knows makes another model: its usage is UNPRICED, and nothing is authorized for it', async () => {
    const ctx = await testEmployer();
    const { employeeId } = await person(ctx, 'ada', [{ amount: '100' }]);
    const names = ['claude-opus-4-8:batch', 'claude-haiku-4-5-prod', 'claude-opus-4-8-fast'];
    const outcomes = await reportUsage(
      ctx,
      names.map((model, index) => use('ada', '1', { provider: 'anthropic', model, id: `u${index}` })),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['UNPRICED', 'UNPRICED', 'UNPRICED']);
    for (const model of names) {
      expect((await authorize(ctx, employeeId, '1', { provider: 'anthropic', model })).decision.reasonCode).toBe('UNKNOWN_MODEL');
      expect(await priceOf(ctx, 'anthropic', model)).toBeUndefined();
    }
  });

  it('is one whatever path its seller writes before it, also where its price is of another list: one cost, and one limit', async () => {
    const ctx = await testEmployer();
    const { employeeId } = await person(ctx, 'ada', [{ amount: '100' }]);
    const name = 'claude-opus-4-5@20251101';
    const names = [name, `publishers/anthropic/models/${name}`, `projects/acme/locations/global/publishers/anthropic/models/${name}`];
    const outcomes = await reportUsage(
      ctx,
      names.map((model, index) =>
        use('ada', '200', { provider: 'google', model, id: `u${index}`, counts: [{ usageClass: 'INPUT', count: 200_000n }] }),
      ),
    );
    expect(outcomes.map(({ status, cost }) => [status, cost?.amount])).toEqual(names.map(() => ['RECORDED', '1.00']));
    await setLimit(request(ctx), {
      scope: 'MODEL',
      provider: 'google',
      model: name,
      window: 'DAY',
      mode: 'HARD',
      amount: '1',
      currency: 'USD',
      idempotencyKey: newKey(),
    });
    for (const model of names) {
      expect((await authorize(ctx, employeeId, '2', { provider: 'google', model })).decision.reasonCode).toBe('LIMIT_EXCEEDED');
    }
    await expectNoViolations(ctx);
  });

  it('what the list says and cannot be is left out: usage of it is UNPRICED, and the price says why', async () => {
    const ctx = await testEmployer();
    await person(ctx, 'ada', [{ amount: '100' }]);
    const price = await priceOf(ctx, 'github-copilot', 'claude-fable-5.1');
    expect(price).toMatchObject({ warnings: [{ usageClass: 'CACHE_READ', message: expect.stringContaining('0.25') }] });
    const event = use('ada', '1', { provider: 'github-copilot', model: 'claude-fable-5.1' });
    const [read, input] = await reportUsage(ctx, [
      { ...event, id: 'read', counts: [{ usageClass: 'CACHE_READ', count: 1_000n }] },
      { ...event, id: 'input', counts: [{ usageClass: 'INPUT', count: 1_000n }] },
    ]);
    expect([read?.status, input?.status, input?.cost?.amount]).toEqual(['UNPRICED', 'RECORDED', '0.01']);
  });
});
