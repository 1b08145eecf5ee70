import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { isStipendError, type StipendError, TimeoutError } from '../src/index.js';
import { type CallOptions, type ClientOptions, settingsOf } from '../src/settings.js';
import type { Operation } from '../src/transport.js';
import { Transport } from '../src/transport.js';
import { breakOff, data, type FakeServer, failure, hangUp, type Reply, raw, stall, startFakeServer } from './support/fake-server.js';

let server: FakeServer;
beforeAll(async () => {
  server = await startFakeServer();
});
afterAll(() => server.close());
afterEach(() => {
  jest.restoreAllMocks();
});

const query: Operation = { name: 'Me', text: '{ me { name } }', variables: {}, repeatable: true };
const unsafe: Operation = { name: 'Send', text: 'mutation { send }', variables: {}, repeatable: false };
const ann = { me: { name: 'Ann' } };

function transport(options: ClientOptions = {}): Transport {
  return new Transport(settingsOf({ apiKey: 'csk_test_1', baseUrl: server.url, ...options }));
}

const send = (operation: Operation, call: CallOptions = {}, options: ClientOptions = {}) => transport(options).request(operation, call);

async function refused(work: Promise<unknown>): Promise<StipendError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isStipendError(error)) throw new Error('No error of this package was thrown.');
  return error;
}

describe('a request', () => {
  it('posts the operation to /graphql and asks for the GraphQL media type first', async () => {
    server.answer(data(ann));
    await send({ ...query, variables: { id: 'offer_1', note: null, left: undefined } });
    expect(server.seen[0]).toMatchObject({
      url: '/graphql',
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        'content-type': 'application/json',
        authorization: 'Bearer csk_test_1',
      },
      body: { query: '{ me { name } }', variables: { id: 'offer_1', note: null } },
    });
    expect(server.seen[0]?.body.variables).not.toHaveProperty('left');
  });

  it.each(['', '/', '/graphql', '/graphql/'])('finds the endpoint from an address that ends in "%s"', async (ending) => {
    server.answer(data(ann));
    await send(query, {}, { baseUrl: `${server.url}/hr${ending}` });
    expect(server.seen[0]?.url).toBe('/hr/graphql');
  });

  it.each([
    [{ id: 'employer_01k' }, 'employer_01k'],
    [{ externalId: 'acme' }, 'ext:acme'],
    // Node reads headers as Latin-1; these are the bytes of UTF-8.
    [{ externalId: 'zoë' }, 'ext:zo\u00c3\u00ab'],
    [{ externalId: '株式会社' }, Buffer.from('ext:株式会社').toString('latin1')],
  ])('about employer %j says so in X-Employer', async (employer, header) => {
    server.answer(data(ann));
    await send(query, {}, { employer });
    await send(query, { employer }, { employer: { id: 'employer_other' } });
    expect(server.seen.map(({ headers }) => headers['x-employer'])).toEqual([header, header]);
  });

  it('names this package, the runtime and the product it serves', async () => {
    server.answer(data(ann));
    await send(query, {}, { appInfo: { name: 'Acme HR™', version: '4.2', url: 'https://acme.example' } });
    expect(server.seen[0]?.headers['user-agent']).toMatch(
      /^compute-stipends-node\/\d+\.\d+\.\d+ \(node [\d.]+\) app\/Acme-HR-\/4\.2 \(https:\/\/acme\.example\)$/,
    );
  });

  it('carries own headers, the call’s before the client’s, and never in place of ours', async () => {
    server.answer(data(ann));
    const headers = { 'X-Trace': 'client', 'x-team': 'hr', Authorization: 'Basic no' };
    await send(query, { headers: { 'x-trace': 'call', 'Content-Type': 'text/plain' } }, { headers });
    expect(server.seen[0]?.headers).toMatchObject({
      'x-trace': 'call',
      'x-team': 'hr',
      authorization: 'Bearer csk_test_1',
      'content-type': 'application/json',
    });
  });

  it('is known by one id on both sides, which errors carry even without an answer', async () => {
    server.answer(hangUp, data(ann));
    jest.spyOn(Math, 'random').mockReturnValue(0);
    const { response } = await send(query);
    expect(server.seen.map(({ headers }) => headers['x-request-id'])).toEqual([response.requestId, response.requestId]);

    server.answer(hangUp);
    const error = await refused(send(query, { headers: { 'X-Request-Id': 'mine-7' }, maxRetries: 0 }));
    expect(error.requestId).toBe('mine-7');
  });

  it.each([
    ['a key with a line break', { apiKey: 'csk_test_1\n' }],
    ['an employer that does not fit a header', { employer: { externalId: 'a\nb' } }],
    ['an employer named twice', { employer: { id: 'a', externalId: 'b' } as unknown as { id: string } }],
    ['no address', { baseUrl: '' }],
    ['an address without https', { baseUrl: 'stipends.example' }],
    ['a timeout of nothing', { timeout: 0 }],
    ['a number of retries that is none', { maxRetries: 1.5 }],
  ])('is not sent with %s', async (_name, options: ClientOptions) => {
    server.answer(data(ann));
    const error = await refused(send(query, {}, options));
    expect(error).toMatchObject({ code: 'CONFIGURATION', retryable: false });
    expect(JSON.stringify(error)).not.toContain('csk_test');
    expect(server.seen).toHaveLength(0);
  });
});

describe('an answer', () => {
  const result = JSON.stringify({ data: ann });
  const refusal = JSON.stringify({ errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] });

  it.each([
    ['application/graphql-response+json', 200],
    ['application/graphql-response+json; charset=utf-8', 200],
    ['application/json', 200],
    ['Application/JSON; charset=utf-8', 200],
    // The media type says that this is the answer; the status then says nothing.
    ['application/graphql-response+json', 294],
    ['application/graphql-response+json', 418],
  ])('of type %s counts with HTTP %i', async (type, status) => {
    server.answer(raw(status, type, result));
    expect((await send(query)).data).toEqual(ann);
  });

  it.each([
    ['application/graphql-response+json', 200],
    ['application/graphql-response+json', 403],
    ['application/json', 400],
    ['application/json; charset=utf-8', 500],
  ])('with errors, of type %s and HTTP %i, is read and not dropped', async (type, status) => {
    server.answer(raw(status, type, refusal));
    expect(await refused(send(query))).toMatchObject({ code: 'FORBIDDEN', message: 'No.', status });
  });

  it.each([
    ['a page of HTML', raw(200, 'text/html', '<html>secret page</html>'), 'INVALID_RESPONSE', 'ServerError', false],
    ['a wrong address', raw(404, 'text/html', '<html>secret page</html>'), 'INVALID_RESPONSE', 'ServerError', false],
    ['a gateway’s 502', raw(502, 'text/html', '<html>secret page</html>'), 'UNAVAILABLE', 'ServerError', true],
    ['a gateway’s 504', raw(504, '', ''), 'DEADLINE_EXCEEDED', 'ServerError', true],
    ['a proxy’s 401', raw(401, 'text/plain', 'no'), 'UNAUTHENTICATED', 'AuthError', false],
    ['a proxy’s 429', raw(429, 'text/plain', 'slow'), 'RATE_LIMITED', 'RateLimitError', true],
    ['a body that is not JSON', raw(200, 'application/json', '{"data":'), 'INVALID_RESPONSE', 'ServerError', false],
    ['a body that is no object', raw(200, 'application/json', '[1]'), 'INVALID_RESPONSE', 'ServerError', false],
    ['a body without a result', raw(200, 'application/json', '{}'), 'INVALID_RESPONSE', 'ServerError', false],
    ['a result of null', raw(200, 'application/json', '{"data":null}'), 'INVALID_RESPONSE', 'ServerError', false],
    ['a status against JSON with a result', raw(500, 'application/json', result), 'INTERNAL', 'ServerError', false],
    ['errors that are none', raw(200, 'application/json', '{"errors":[7]}'), 'INVALID_RESPONSE', 'ServerError', false],
  ])('that is %s fails with its own code', async (_name, reply: Reply, code, name, retryable) => {
    server.answer(reply);
    const error = await refused(send(query, { maxRetries: 0 }));
    expect(error).toMatchObject({ code, name, retryable });
    expect(error.message).not.toContain('secret page');
  });

  it('of a helper endpoint gives its own words', async () => {
    server.answer(raw(413, 'application/problem+json', '{"title":"Too large","detail":"The body is larger than 1 MiB."}'));
    expect((await refused(send(query))).message).toBe('The server answered HTTP 413: The body is larger than 1 MiB.');
  });

  it('with a result and errors throws, and keeps the result', async () => {
    server.answer(failure('UNAVAILABLE', { status: 200, data: ann, extensions: { retryable: false } }));
    expect((await refused(send(query))).partialData).toEqual(ann);
    const { data: both, errors } = await send({ ...query, errorPolicy: 'all' });
    expect({ both, codes: errors.map(({ extensions }) => extensions.code) }).toEqual({ both: ann, codes: ['UNAVAILABLE'] });
  });

  it('without any result throws under either policy', async () => {
    server.answer(failure('FORBIDDEN', { data: null }));
    expect(await refused(send({ ...query, errorPolicy: 'all' }))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is frozen through and through', async () => {
    server.answer(data({ offers: [{ total: { amount: '1.00' } }] }));
    const { data: answered } = await transport().request<{ offers: Array<{ total: { amount: string } }> }>(query, {});
    expect([answered, answered.offers, answered.offers[0], answered.offers[0]?.total].every(Object.isFrozen)).toBe(true);
  });
});

describe('a failed request', () => {
  const safeToRepeat: ReadonlyArray<readonly [string, Reply]> = [
    ['a closed connection', hangUp],
    ['a connection that breaks off in the body', breakOff],
    ['HTTP 408', raw(408, 'text/plain', '')],
    ['409 IDEMPOTENCY_IN_PROGRESS', failure('IDEMPOTENCY_IN_PROGRESS', { status: 409, headers: { 'retry-after': '0' } })],
    ['429 RATE_LIMITED', failure('RATE_LIMITED', { status: 429, headers: { 'retry-after': '0' } })],
    ['HTTP 502 with HTML', raw(502, 'text/html', '<html>', { 'retry-after': '0' })],
    ['HTTP 503', failure('TRANSIENT_CONFLICT', { status: 503, headers: { 'retry-after': '0' } })],
    ['HTTP 504', raw(504, 'text/html', '')],
  ];
  const final: ReadonlyArray<readonly [string, Reply]> = [
    ['409 IDEMPOTENCY_CONFLICT', failure('IDEMPOTENCY_CONFLICT', { status: 409 })],
    ['400 BAD_USER_INPUT', failure('BAD_USER_INPUT')],
    ['401', failure('UNAUTHENTICATED', { status: 401 })],
    ['500 INTERNAL', failure('INTERNAL', { status: 500 })],
    ['503 that the server says is final', failure('UNAVAILABLE', { status: 503, extensions: { retryable: false } })],
    ['a body that is not JSON', raw(200, 'application/json', '{')],
  ];

  it.each(safeToRepeat)('is repeated after %s when that is safe', async (_name, reply) => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    server.answer(reply, reply, data(ann));
    expect((await send(query)).data).toEqual(ann);
    expect(server.seen).toHaveLength(3);
  });

  it.each(safeToRepeat)('is not repeated after %s when it might happen twice', async (_name, reply) => {
    server.answer(reply, data(ann));
    await refused(send(unsafe));
    expect(server.seen).toHaveLength(1);
  });

  it.each(final)('is not repeated after %s', async (_name, reply) => {
    server.answer(reply, data(ann));
    await refused(send(query));
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    [undefined, undefined, 3],
    [0, undefined, 1],
    [4, undefined, 5],
    [4, 1, 2],
  ])('with maxRetries %s for the client and %s for the call is sent %i times', async (ofClient, ofCall, times) => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    server.answer(raw(502, 'text/html', ''));
    await refused(send(query, { maxRetries: ofCall }, { maxRetries: ofClient }));
    expect(server.seen).toHaveLength(times);
  });

  it('waits as long as the server asks', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    server.answer(failure('RATE_LIMITED', { status: 429, headers: { 'retry-after': '1' } }), data(ann));
    const startedAt = performance.now();
    await send(query);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(990);
  });

  it('tells a logger about each attempt, without the key, the variables or the body', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    server.answer(raw(502, 'text/html', ''), data(ann));
    const lines: unknown[] = [];
    const logger = { debug: (...line: unknown[]) => lines.push(line), warn: (...line: unknown[]) => lines.push(line) };
    await send({ ...query, variables: { salary: '475000.00' } }, { headers: { 'x-request-id': 'req_1' } }, { logger });
    const milliseconds = expect.any(Number);
    expect(lines).toEqual([
      [{ operation: 'Me', attempt: 0, status: 502, milliseconds, requestId: 'req_1' }, 'Got an answer.'],
      [{ operation: 'Me', attempt: 0, waitMs: 0, code: 'UNAVAILABLE', requestId: 'req_1' }, 'Repeating a request.'],
      [{ operation: 'Me', attempt: 1, status: 200, milliseconds, requestId: 'req_1' }, 'Got an answer.'],
    ]);
  });
});

describe('the timeout', () => {
  it('covers the body: a server that stalls halfway is left', async () => {
    server.answer(stall);
    const startedAt = performance.now();
    const error = await refused(send(query, { timeout: 150, maxRetries: 0 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code: 'TIMEOUT', retryable: true, message: 'No complete answer within 150 ms.' });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('covers the headers', async () => {
    server.answer(() => undefined);
    expect(await refused(send(query, { maxRetries: 0 }, { timeout: 100 }))).toMatchObject({ code: 'TIMEOUT' });
  });

  it('is one per attempt, and a query is repeated after it', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    server.answer(stall, data(ann));
    expect((await send(query, { timeout: 150 })).data).toEqual(ann);
  });

  it('holds also where a custom fetch ignores its signal', async () => {
    const never = () => new Promise<never>(() => undefined);
    const silentBody = async () => ({ status: 200, headers: new Headers(), text: never });
    for (const fetch of [never, silentBody]) {
      expect(await refused(send(query, { timeout: 50, maxRetries: 0 }, { fetch }))).toMatchObject({ code: 'TIMEOUT' });
    }
  });

  it('may be none', async () => {
    server.answer(data(ann));
    expect((await send(query, { timeout: Number.POSITIVE_INFINITY })).data).toEqual(ann);
  });
});

describe('cancelling', () => {
  const reason = new Error('The page was left.');

  it('before the request sends nothing', async () => {
    server.answer(data(ann));
    expect(await refused(send(query, { signal: AbortSignal.abort(reason) }))).toMatchObject({ code: 'ABORTED', cause: reason });
    expect(server.seen).toHaveLength(0);
  });

  it('in the middle of the body ends the wait, and nothing is repeated', async () => {
    const controller = new AbortController();
    server.answer((response, request) => {
      stall(response, request);
      setTimeout(() => controller.abort(reason), 50);
    });
    const error = await refused(send(query, { signal: controller.signal, maxRetries: 0 }));
    expect(error).toMatchObject({ code: 'ABORTED', name: 'AbortedError', retryable: false, cause: reason });
    expect(server.seen).toHaveLength(1);
  });

  it('while a request waits to be repeated ends that, too', async () => {
    const controller = new AbortController();
    server.answer((response, request) => {
      failure('RATE_LIMITED', { status: 429, headers: { 'retry-after': '50' } })(response, request);
      setTimeout(() => controller.abort(reason), 50);
    });
    const startedAt = performance.now();
    expect(await refused(send(query, { signal: controller.signal }))).toMatchObject({ code: 'ABORTED', cause: reason });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('a custom fetch', () => {
  it('is called with plain values and without a `this`', async () => {
    let receiver: unknown = 'not called';
    const fetch = async function (this: unknown, url: string, init: { method: string; body: string }) {
      receiver = this;
      expect(url).toBe(`${server.url}/graphql`);
      expect(init).toMatchObject({ method: 'POST', body: '{"query":"{ me { name } }","variables":{}}' });
      return new Response(JSON.stringify({ data: ann }), { headers: { 'content-type': 'application/json' } });
    };
    expect((await send(query, {}, { fetch })).data).toEqual(ann);
    expect(receiver).toBeUndefined();
  });
});
