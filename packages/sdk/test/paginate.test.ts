import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { data, type FakeServer, failure, type Reply, startFakeServer } from './support/fake-server.js';
import { smallClient } from './support/small-client.js';

let server: FakeServer;
beforeAll(async () => {
  server = await startFakeServer();
});
afterAll(() => server.close());

const asOf = '2026-11-21T10:00:00.000Z';
const offer = (id: string) => ({ id, externalId: null, status: 'DRAFT', total: { amount: '1.00', currency: 'USD' } });

function page(ids: readonly string[], next: string | null, hasNextPage = next !== null): Reply {
  return data({ offers: { nodes: ids.map(offer), pageInfo: { hasNextPage, endCursor: next }, totalCount: 5, asOf } });
}

/** Five offers on three pages. */
function answerThreePages(): void {
  server.answer(page(['a', 'b'], 'after-b'), page(['c', 'd'], 'after-d'), page(['e'], 'after-e', false));
}

const list = (request?: Parameters<ReturnType<typeof smallClient>['offers']['list']>[0]) =>
  smallClient({ apiKey: 'csk_test_1', baseUrl: server.url }).offers.list(request);

const sentVariables = () => server.seen.map(({ body }) => body.variables);

async function idsOf(items: AsyncIterable<{ readonly id: string }>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of items) ids.push(id);
  return ids;
}

describe('a list that is awaited', () => {
  it('is its first page, with everything the list answers', async () => {
    answerThreePages();
    const first = await list();
    expect(first.nodes.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(first).toMatchObject({ pageInfo: { hasNextPage: true, endCursor: 'after-b' }, cursor: 'after-b', totalCount: 5, asOf });
    expect(server.seen).toHaveLength(1);
  });

  it('goes on page by page to null', async () => {
    answerThreePages();
    const seen: Array<readonly [string | null, number]> = [];
    for (let page: Awaited<ReturnType<typeof list>> | null = await list(); page; page = await page.nextPage()) {
      seen.push([page.cursor, page.nodes.length]);
    }
    expect(seen).toEqual([
      ['after-b', 2],
      ['after-d', 2],
      ['after-e', 1],
    ]);
  });

  it('can be iterated from there, without loading the first page again', async () => {
    answerThreePages();
    expect(await idsOf(await list())).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(server.seen).toHaveLength(3);
  });

  it('has its response', async () => {
    answerThreePages();
    const { data: first, response } = await list().withResponse();
    expect([first.nodes.length, response.status, response.replayed]).toEqual([2, 200, false]);
  });
});

describe('a list that is iterated', () => {
  it('gives every item of every page once', async () => {
    answerThreePages();
    expect(await idsOf(list())).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('sends the same filter, page size and instant with each page', async () => {
    answerThreePages();
    await idsOf(list({ where: { status: 'DRAFT' }, asOf, pageSize: 2 }));
    const same = { where: { status: 'DRAFT' }, asOf, first: 2 };
    expect(sentVariables()).toEqual([same, { ...same, after: 'after-b' }, { ...same, after: 'after-d' }]);
  });

  it('resumes behind a saved cursor', async () => {
    server.answer(page(['e'], null));
    expect(await idsOf(list({ after: 'after-d' }))).toEqual(['e']);
    expect(sentVariables()).toEqual([{ after: 'after-d' }]);
  });

  it('loads no further than it is read', async () => {
    answerThreePages();
    for await (const { id } of list()) if (id === 'b') break;
    expect(server.seen).toHaveLength(1);
  });

  it('of nothing ends at once', async () => {
    server.answer(page([], null));
    expect(await idsOf(list())).toEqual([]);
  });

  it('passes over an empty page in the middle', async () => {
    server.answer(page(['a'], 'after-a'), page([], 'after-gap'), page(['b'], null));
    expect(await idsOf(list())).toEqual(['a', 'b']);
  });

  it('fails at the page that fails, having given what came before', async () => {
    server.answer(page(['a'], 'after-a'), failure('FORBIDDEN', { status: 403 }));
    const ids: string[] = [];
    const reading = (async () => {
      for await (const { id } of list()) ids.push(id);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(ids).toEqual(['a']);
  });

  it('stops at a cursor that does not move', async () => {
    server.answer(page(['a'], 'same'), page(['b'], 'same'));
    await expect(idsOf(list())).rejects.toMatchObject({ code: 'INVALID_RESPONSE', name: 'ServerError' });
    expect(server.seen).toHaveLength(2);
  });

  it('stops at a next page without a cursor', async () => {
    server.answer(page(['a'], null, true));
    await expect(idsOf(list())).rejects.toMatchObject({ code: 'INVALID_RESPONSE' });
    expect(server.seen).toHaveLength(1);
  });

  it('ends where the last page repeats the cursor it was asked with', async () => {
    server.answer(page(['a'], 'same'), page([], 'same', false));
    expect(await idsOf(list())).toEqual(['a']);
  });
});

describe('toArray', () => {
  it.each([
    [0, []],
    [1, ['a']],
    [2, ['a', 'b']],
    [3, ['a', 'b', 'c']],
    [100, ['a', 'b', 'c', 'd', 'e']],
  ])('with limit %i gathers %j', async (limit, expected) => {
    answerThreePages();
    expect((await list().toArray({ limit })).map(({ id }) => id)).toEqual(expected);
  });

  it('loads no page beyond the limit', async () => {
    answerThreePages();
    await list().toArray({ limit: 2 });
    expect(server.seen).toHaveLength(1);
  });

  it.each([[undefined], [{}], [{ limit: Number.POSITIVE_INFINITY }], [{ limit: -1 }], [{ limit: 1.5 }], [{ limit: '5' }]])(
    'refuses %j: a limit is required',
    async (options) => {
      answerThreePages();
      const call = list();
      await expect(call.toArray(options as { limit: number })).rejects.toMatchObject({ code: 'CONFIGURATION' });
      await expect((await call).toArray(options as { limit: number })).rejects.toMatchObject({ code: 'CONFIGURATION' });
    },
  );
});
