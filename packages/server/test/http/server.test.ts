import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { getIntrospectionQuery } from 'graphql';
import { serverAudits } from 'graphql-http';
import { buildApiSchema } from '../../src/http/schema.js';
import { openHttp } from '../../src/http/server.js';
import { happened, toyAuthenticate, toyModule, toyPlatform, toys } from './toy.js';

const logged: string[] = [];
let development: FastifyInstance;
let production: FastifyInstance;
let address: string;
let notReady: string | null = null;

async function open(environment: 'test' | 'production'): Promise<FastifyInstance> {
  const platform = toyPlatform(environment, logged);
  return openHttp({
    schema: buildApiSchema([toyModule]),
    platform,
    authenticate: toyAuthenticate(platform),
    notReady: async () => notReady,
  });
}

beforeAll(async () => {
  [development, production] = [await open('test'), await open('production')];
  address = await development.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await development.close();
  await production.close();
});

const key = { authorization: 'Bearer all' };
const json = { 'content-type': 'application/json' };

async function post(payload: object | string, headers: Record<string, string> = key, app = production) {
  const response = await app.inject({ method: 'POST', url: '/graphql', headers: { ...json, ...headers }, payload });
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    body: parsed(response.body),
  };
}

function parsed(text: string) {
  return text.startsWith('{') ? JSON.parse(text) : undefined;
}

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

describe('GraphQL over HTTP', () => {
  it('passes the audits of the specification, but for what Apollo does on purpose', async () => {
    const failed: Record<string, string[]> = { MUST: [], SHOULD: [], MAY: [] };
    const audits = serverAudits({ url: `${address}/graphql`, fetchFn: fetch });
    for (const audit of audits) {
      const result = await audit.fn();
      if (result.status !== 'ok') failed[audit.name.split(' ')[0] ?? '']?.push(audit.id);
      if ('response' in result) await result.response.body?.cancel().catch(() => undefined);
    }
    expect(audits).toHaveLength(61);
    expect(failed).toEqual({
      MUST: [],
      // 400 and not 200 for documents that do not parse or validate, and for variables, under `application/json`.
      SHOULD: ['572B', 'FDE2', '7B9B'],
      // GET needs a header that no other site can make a browser send.
      MAY: ['5A70', 'D6D5', '6A70'],
    });
  });

  it('tells what every operation costs', async () => {
    expect((await post({ query: '{ toys(first: 10) { nodes { id } } }' })).body.extensions).toEqual({
      cost: { requested: 11, limit: 10_000 },
    });
  });

  it('refuses text that the database could not keep, naming the place, and does nothing', async () => {
    happened.length = 0;
    const query = 'mutation ($input: ToySendInput!) { toySend(input: $input) { sent } }';
    for (const how of ['ok\u0000', '\ud800']) {
      const { status, body } = await post({ query, variables: { input: { how } } });
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([
        { message: expect.stringContaining('`input.how` has U+0000'), extensions: { code: 'BAD_USER_INPUT', retryable: false } },
      ]);
    }
    const literal = await post({ query: String.raw`{ toy(by: { externalId: "\u0000" }) { id } }` });
    expect(literal.body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(happened).toEqual([]);
  });

  it('names what the key may not read', async () => {
    const { status, body } = await post(
      { query: '{ toys(first: 2) { nodes { owner { name } } } }' },
      { authorization: 'Bearer some offers:read' },
    );
    expect(status).toBe(200);
    expect(body.extensions.redactions).toEqual([{ path: 'toys.nodes.owner', scope: 'employees:read' }]);
    expect(body.errors).toBeUndefined();
  });

  it('echoes a request id that is fit to be logged, and makes one otherwise', async () => {
    for (const [sent, pattern] of [
      ['abc-123', /^abc-123$/],
      ['a b', /^[0-9a-f-]{36}$/],
      ['"}\\n', /^[0-9a-f-]{36}$/],
      ['x'.repeat(129), /^[0-9a-f-]{36}$/],
    ] as const) {
      const { headers, body } = await post({ query: '{' }, { ...key, 'x-request-id': sent });
      expect(headers['x-request-id']).toMatch(pattern);
      expect(body.errors[0].extensions.requestId).toBe(headers['x-request-id']);
    }
  });

  it('lets nothing be cached or read by another site', async () => {
    const { headers } = await post({ query: '{ me { mode } }' });
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('text', () => {
  const query = 'mutation ($input: ToySendInput!) { toySend(input: $input) { sent } }';
  const bytesOf = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding);
  const send = (payload: Buffer, headers: Record<string, string>) =>
    production.inject({ method: 'POST', url: '/graphql', headers: { ...key, ...headers }, payload });
  const body = (how: string) => JSON.stringify({ query, variables: { input: { how } } });

  it.each([
    ['application/json', 200],
    ['application/json; charset=utf-8', 200],
    ['application/json;charset="UTF-8"', 200],
    ['application/json; charset=utf8', 200],
    ['application/json; charset=iso-8859-1', 415],
    ['application/json; charset=latin1', 415],
    ['application/json; charset=windows-1252', 415],
    ['application/json; charset=utf-16', 415],
    ['application/json; charset=us-ascii', 415],
  ])('in %s is answered %i', async (contentType, status) => {
    happened.length = 0;
    const answer = await send(bytesOf(body('ok'), 'utf8'), { 'content-type': contentType });
    expect(answer.statusCode).toBe(status);
    if (status === 200) return;
    expect(answer.json().errors).toMatchObject([
      { message: expect.stringContaining('UTF-8'), extensions: { code: 'BAD_USER_INPUT', retryable: false } },
    ]);
    expect(happened).toEqual([]);
  });

  it.each([
    ['Latin-1', bytesOf(body('zoë'), 'latin1')],
    ['a character cut in two', bytesOf(body('zoë'), 'utf8').subarray(0, -5)],
    ['an overlong form', Buffer.concat([bytesOf('{"query":"', 'utf8'), Buffer.from([0xc0, 0xaf]), bytesOf('"}', 'utf8')])],
    ['half of a surrogate pair', Buffer.concat([bytesOf('{"query":"', 'utf8'), Buffer.from([0xed, 0xa0, 0x80]), bytesOf('"}', 'utf8')])],
  ])('whose bytes are not UTF-8 is refused: %s', async (_what, payload) => {
    const answer = await send(payload, json);
    expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it.each(['%', '%zz', '%ff', '%c3', '%ed%a0%80'])('in an address is refused where it is not percent-encoded UTF-8: %s', async (text) => {
    const headers = { ...key, 'apollo-require-preflight': 'yes' };
    const answer = await production.inject({ method: 'GET', url: `/graphql?query={me{mode}}&operationName=${text}`, headers });
    expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('of `X-Employer` is UTF-8 too', async () => {
    const answer = await post({ query: '{ me { mode } }' }, { ...key, 'x-employer': bytesOf('ext:zoë', 'latin1').toString('latin1') });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ message: expect.stringContaining('X-Employer'), extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('a caller without a valid key', () => {
  it('gets the same bytes whatever is wrong and whatever was asked', async () => {
    for (const app of [production, development]) {
      const answers = [];
      for (const authorization of ['', 'Bearer', 'Bearer csk_live_unknown', 'Basic all', 'bearer all'])
        for (const query of ['{ me { mode } }', 'mutation { toySend(input: { how: "ok" }) { sent } }'])
          answers.push(await post({ query }, { authorization, 'x-request-id': 'r' }, app));
      answers.push(await post({ query: '{ me { mode } }' }, { 'x-request-id': 'r' }, app));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect(answers[0]).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED', retryable: false } }] } });
    }
  });

  it('is not helped by a key in the address or the body, and it is not logged', async () => {
    logged.length = 0;
    const response = await production.inject({
      method: 'POST',
      url: '/graphql?authorization=Bearer%20all',
      payload: { query: '{ me { mode } }', authorization: 'Bearer all' },
    });
    expect(response.statusCode).toBe(401);
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ method: 'POST', path: '/graphql', status: 401 });
    expect(logged.join()).not.toContain('all');
  });

  it('reads the schema outside production only', async () => {
    const query = getIntrospectionQuery();
    expect((await post({ query }, {}, development)).status).toBe(200);
    expect((await post({ query }, {}, production)).status).toBe(401);
    expect((await post({ query }, key, production)).status).toBe(200);
    expect((await post({ query: '{ ...A } fragment A on Query { __typename me { mode } }' }, {}, development)).status).toBe(401);
  });
});

describe('an authentication that fails', () => {
  it.each([
    ['RATE_LIMITED', 'RATE_LIMITED', 429, '1'],
    ['IDEMPOTENCY_IN_PROGRESS', 'IDEMPOTENCY_IN_PROGRESS', 409, '3'],
    ['network', 'UNAVAILABLE', 503, '1'],
    ['57P01', 'UNAVAILABLE', 503, '1'],
    ['bug', 'INTERNAL', 500, undefined],
  ])('with %s is %s', async (how, code, status, retryAfter) => {
    const answer = await post({ query: '{ me { mode } }' }, { authorization: `Bearer fail ${how}` });
    expect([answer.status, answer.headers['retry-after'], answer.body.errors[0].extensions.code]).toEqual([status, retryAfter, code]);
    expect(answer.text).not.toMatch(/pay\b|\/srv|10\.0\.0\.7/);
  });
});

describe('hostile requests', () => {
  const expectRefused = (answer: Awaited<ReturnType<typeof post>>, code: string, status = 400) => {
    expect(answer.status).toBe(status);
    expect(answer.body.errors.length).toBeLessThanOrEqual(5);
    expect(answer.body.errors[0].extensions).toMatchObject({ code, retryable: false });
    expect(answer.text).not.toMatch(/call stack|Did you mean|node_modules|\.ts:|<html/i);
  };

  it.each<[what: string, query: string, code: string]>([
    ['101 aliases', `{ ${times(101, (index) => `a${index}: __typename`)} }`, 'QUERY_TOO_COMPLEX'],
    ['ten unknown directives', `{ __typename ${'@aa '.repeat(10)} }`, 'QUERY_TOO_COMPLEX'],
    [
      'circular introspection',
      '{ __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }',
      'BAD_USER_INPUT',
    ],
    ['a misspelt field', '{ toyss { nodes { id } } }', 'BAD_USER_INPUT'],
    ['a misspelt enum', '{ echo(color: REDD) }', 'BAD_USER_INPUT'],
    ['selections 100,000 deep', `{ ${'a { '.repeat(100_000)}`, 'QUERY_TOO_COMPLEX'],
    ['selections as deep as tokens allow', `{ ${'a { '.repeat(660)} b ${'} '.repeat(660)} }`, 'QUERY_TOO_COMPLEX'],
    ['a list literal 100,000 deep', `{ echo(leaf: { grid: ${'['.repeat(100_000)} }) }`, 'QUERY_TOO_COMPLEX'],
    ['a list literal as deep as tokens allow', `{ echo(leaf: { grid: ${'['.repeat(990)}${']'.repeat(990)} }) }`, 'BAD_USER_INPUT'],
    ['10,000 aliases', `{ ${times(10_000, (index) => `a${index}: __typename`)} }`, 'QUERY_TOO_COMPLEX'],
    [
      'fragments each a level deeper',
      `{ toy(by: { id: "x" }) { ...F0 } } ${times(40, (index) => `fragment F${index} on Toy { twin { ...F${index + 1} } }`)} fragment F40 on Toy { id }`,
      'QUERY_TOO_COMPLEX',
    ],
    [
      'a chain of fragments',
      `{ toy(by: { id: "x" }) { ...F0 } } ${times(600, (index) => `fragment F${index} on Toy { ...F${index + 1} }`)} fragment F600 on Toy { id }`,
      'QUERY_TOO_COMPLEX',
    ],
    ['fragments in a circle', '{ toy(by: { id: "x" }) { ...A } } fragment A on Toy { ...B } fragment B on Toy { ...A }', 'BAD_USER_INPUT'],
    ['conflicting aliases', `{ ${times(240, (index) => `x: echo(text: "${index}")`)} }`, 'QUERY_TOO_COMPLEX'],
    ['conflicting fields', `{ ${times(240, (index) => `echo(text: "${index}")`)} }`, 'BAD_USER_INPUT'],
    [
      'pages in pages',
      '{ toys(first: 100) { nodes { twin { parts(count: 1) { number } } } } x: nodes(ids: []) { ... on Toy { id } } } ',
      '',
    ],
    ['eleven mutations', `mutation { ${times(11, (index) => `a${index}: toySend(input: { how: "ok" }) { sent }`)} }`, 'QUERY_TOO_COMPLEX'],
    ['an unknown argument', '{ toys(last: 3) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['an amount that is a number', '{ echo(leaf: { decimal: 1.5 }) }', 'BAD_USER_INPUT'],
    ['no operation', 'fragment A on Query { me { mode } }', 'BAD_USER_INPUT'],
    ['a persisted query', '', 'BAD_USER_INPUT'],
  ])('%s', async (_what, query, code) => {
    const answer = await post({ query });
    if (code === '') expect(answer.status).toBe(200);
    else expectRefused(answer, code);
    const after = await post({ query: '{ __typename }' });
    expect(after.body.data).toEqual({ __typename: 'Query' });
  });

  it.each([
    ['500 times the same field', `{ ${'__typename '.repeat(500)} }`],
    ['an alias that is the prototype of every object', '{ __proto__: me { constructor: mode } }'],
  ])('%s is harmless', async (_what, query) => {
    for (let round = 0; round < 3; round += 1) {
      const answer = await post({ query });
      expect(answer.status).toBe(200);
    }
  });

  it.each([0, -1, 101, 2_147_483_647])('`first: %d` is refused with the range', async (first) => {
    const answer = await post({ query: 'query ($first: Int) { toys(first: $first) { nodes { id } } }', variables: { first } });
    expectRefused(answer, 'BAD_USER_INPUT');
    expect(answer.body.errors[0].message).toBe('`first` is between 1 and 100.');
  });

  it.each<[what: string, variables: unknown]>([
    ['a missing variable', {}],
    ['a wrong type', { l: 'text' }],
    ['50,000 wrong items', { l: Array.from({ length: 50_000 }, () => 1) }],
    ['an unknown field', { l: [{ employerId: 'x' }] }],
    ['a number for an amount', { l: [{ decimal: 1.5 }] }],
    ['an exponent', { l: [{ decimal: '1e3' }] }],
    ['eleven decimals', { l: [{ decimal: '0.00000000001' }] }],
    ['a fraction of a token', { l: [{ tokens: '1.5' }] }],
    ['two keys of a @oneOf', { l: [{ by: { id: 'a', externalId: 'b' } }] }],
    ['variables 10,000 deep', { l: JSON.parse(`${'{"more":['.repeat(10_000)}${']}'.repeat(10_000)}`) }],
    ['251 items', { l: Array.from({ length: 251 }, () => ({})) }],
  ])('%s is BAD_USER_INPUT', async (_what, variables) => {
    expectRefused(await post({ query: 'query ($l: [LeafInput!]!) { echo(list: $l) }', variables: variables as object }), 'BAD_USER_INPUT');
  });

  it.each(["' OR 1=1 --", "'; DROP TABLE toys; --", '$1', '$.** ? (@ == 1)', '\\u0000', '{{7*7}}', '\u0024{7*7}', '<script>'])(
    'the text %s arrives as it is',
    async (text) => {
      const { body } = await post({ query: 'query ($t: String!) { echo(text: $t) }', variables: { t: text } });
      expect(JSON.parse(body.data.echo).text).toBe(text);
    },
  );

  it('answers JSON errors also where GraphQL is not reached yet', async () => {
    const query = '{ me { mode } }';
    const cases: Array<[headers: Record<string, string>, payload: string, status: number, code: string]> = [
      [json, '{"query": "', 400, 'BAD_USER_INPUT'],
      [json, '', 400, 'BAD_USER_INPUT'],
      [json, '[]', 400, 'BAD_USER_INPUT'],
      [json, JSON.stringify(Array.from({ length: 10 }, () => ({ query }))), 400, 'BAD_USER_INPUT'],
      [json, JSON.stringify({ query, variables: 'text' }), 400, 'BAD_USER_INPUT'],
      [json, JSON.stringify({ query, variables: [1] }), 400, 'BAD_USER_INPUT'],
      [json, JSON.stringify({ query: { kind: 'Document' } }), 400, 'BAD_USER_INPUT'],
      [json, JSON.stringify({ query, padding: 'x'.repeat(1_048_576) }), 413, 'PAYLOAD_TOO_LARGE'],
      [json, JSON.stringify({ query: `{ ${times(200_000, (index) => `a${index}: __typename`)} }` }), 413, 'PAYLOAD_TOO_LARGE'],
      [{ 'content-type': 'text/plain' }, JSON.stringify({ query }), 415, 'BAD_USER_INPUT'],
      [{ 'content-type': 'application/x-www-form-urlencoded' }, `query=${encodeURIComponent(query)}`, 415, 'BAD_USER_INPUT'],
      [{ 'content-type': 'multipart/form-data; boundary=x' }, '--x--', 415, 'BAD_USER_INPUT'],
    ];
    for (const [headers, payload, status, code] of cases) {
      const answer = await post(payload, { ...key, ...headers });
      expect([headers['content-type'], answer.status, answer.body?.errors[0].extensions.code]).toEqual([
        headers['content-type'],
        status,
        code,
      ]);
      expect(answer.headers['content-type']).toMatch(/^application\/(graphql-response\+)?json/);
    }
  });

  it.each(['a b', '[', '///', '%', 'x'.repeat(300), '[::1', 'a:99999', '🦄'])('the host %s harms nothing', async (host) => {
    const answer = await post({ query: '{ me { mode } }' }, { ...key, host });
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  it('inflates nothing', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const response = await production.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...key, ...json, 'content-encoding': 'gzip' },
      payload: bomb,
    });
    expect(response.statusCode).toBe(415);
    expect(response.json().errors[0].extensions.code).toBe('BAD_USER_INPUT');
  });

  it('runs nothing by GET without a header that no other site can send, and no mutation at all', async () => {
    const get = (query: string, headers: Record<string, string>) =>
      production.inject({ url: `/graphql?query=${encodeURIComponent(query)}`, headers: { ...key, ...headers } });
    expect((await get('{ me { mode } }', {})).statusCode).toBe(400);
    expect((await get('{ me { mode } }', { 'apollo-require-preflight': 'yes' })).statusCode).toBe(200);
    expect((await get('{ me { mode } }', { 'apollo-require-preflight': 'yes', 'content-type': 'text/plain' })).statusCode).toBe(415);
    const mutation = await get('mutation { toySend(input: { how: "ok" }) { sent } }', { 'apollo-require-preflight': 'yes' });
    expect(mutation.statusCode).toBe(405);
    expect(mutation.headers.allow).toBe('POST');
  });

  it('knows no persisted queries', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    expectRefused(await post({ extensions }), 'BAD_USER_INPUT');
  });

  it('cuts off a request that comes byte by byte, not the others', async () => {
    expect(development.server.headersTimeout).toBe(10_000);
    expect(development.server.requestTimeout).toBe(30_000);
    const { port } = development.server.address() as { port: number };
    const slow = Array.from({ length: 50 }, () => connect(port, '127.0.0.1'));
    for (const socket of slow) socket.write('POST /graphql HTTP/1.1\r\nx-a: ');
    const answer = await fetch(`${address}/healthz`);
    expect(await answer.json()).toEqual({ status: 'ok' });
    for (const socket of slow) socket.destroy();
  });
});

describe('beside GraphQL', () => {
  it('/healthz says that the process lives, /readyz whether requests are welcome', async () => {
    expect((await production.inject('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await production.inject('/readyz')).statusCode).toBe(200);
    notReady = 'The server is stopping.';
    try {
      const response = await production.inject('/readyz');
      expect(response.statusCode).toBe(503);
      expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(response.headers['retry-after']).toBe('1');
      expect(response.json()).toMatchObject({ status: 503, detail: notReady });
      expect((await production.inject('/healthz')).statusCode).toBe(200);
    } finally {
      notReady = null;
    }
  });

  it.each(['/nothing', '/graphql/', '/../etc/passwd', '/ide/../package.json', '/ide/%2e%2e/package.json'])(
    '%s is nowhere, and a problem in JSON',
    async (url) => {
      for (const app of [production, development]) {
        const response = await app.inject(url);
        expect(response.statusCode).toBe(404);
        expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
        expect(response.json()).toMatchObject({ status: 404, title: 'Not found' });
      }
    },
  );

  it('closes once what is under way is answered', async () => {
    const app = await open('production');
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    const answer = fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...key, ...json },
      body: JSON.stringify({ query: '{ slow(milliseconds: 200) }' }),
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const closed = app.close();
    expect(await (await answer).json()).toMatchObject({ data: { slow: 'done' } });
    await closed;
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
});

describe('the IDE', () => {
  it('is at / outside production only, and asks no other host', async () => {
    expect((await production.inject('/')).statusCode).toBe(404);
    const page = await development.inject('/');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page.headers['content-security-policy']).toContain("connect-src 'self'");
    const files = [...page.body.matchAll(/(?:src|href)="([\w./-]+\.(?:js|css|ico|svg))"/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const response = await development.inject(`/ide/${file}`);
      expect([file, response.statusCode]).toEqual([file, 200]);
      expect(response.headers).toMatchObject({ 'cache-control': 'public, max-age=3600', 'x-content-type-options': 'nosniff' });
    }
  });

  it('lets its own scripts run and no other, each page under a nonce of its own', async () => {
    const pages = await Promise.all([development.inject('/'), development.inject('/')]);
    const nonces = pages.map(({ body, headers }) => {
      const [, nonce = ''] = /script-src 'self' 'nonce-([\w+/=]+)'/.exec(String(headers['content-security-policy'])) ?? [];
      const inline = [...body.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)].map(([, attributes]) => attributes);
      expect(inline.length).toBeGreaterThan(0);
      for (const attributes of inline) expect(attributes).toContain(`nonce="${nonce}"`);
      return nonce;
    });
    expect(new Set(nonces).size).toBe(2);
  });

  it.each(['/ide', '/ide/', '/ide/assets', '/ide/index.html', '/ide/nothing.js', '/ide//main.js', '/ide/..%2fpackage.json', '/ide/%00'])(
    'has nothing at %s',
    async (url) => {
      const response = await development.inject(url);
      expect([response.statusCode, response.json().title]).toEqual([404, 'Not found']);
    },
  );
});

describe('what is known of the toys', () => {
  it('is found by id, null for what is not there, in the same bytes as for what is not ours', async () => {
    const ask = (id: string) =>
      post({ query: 'query ($id: ID!) { node(id: $id) { __typename id } nodes(ids: [$id]) { id } }', variables: { id } });
    const { body } = await ask(toys[3]?.id ?? '');
    expect(body.data).toEqual({ node: { __typename: 'Toy', id: toys[3]?.id }, nodes: [{ id: toys[3]?.id }] });
    const gone = await Promise.all(
      ['offer_01k8r9j9e6e0rv5dhx0zq9k7yv', 'policy_01k8r9j9e6e0rv5dhx0zq9k7yv', 'offer_', 'nonsense', '', "' or 1=1"].map(ask),
    );
    expect(new Set(gone.map(({ text }) => text)).size).toBe(1);
    expect(gone[0]?.body.data).toEqual({ node: null, nodes: [null] });
  });
});
