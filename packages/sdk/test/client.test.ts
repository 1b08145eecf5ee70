import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Call } from '../src/call.js';
import { type ClientOptions, isStipendError, StipendClient, UserInputError } from '../src/index.js';
import { MeGetDocument, OffersGetDocument, OffersSendDocument } from './fixtures/generated/operations.js';
import { data, type FakeServer, failure, hangUp, startFakeServer } from './support/fake-server.js';
import { smallClient } from './support/small-client.js';

let server: FakeServer;
beforeAll(async () => {
  server = await startFakeServer();
});
afterAll(() => server.close());
beforeEach(() => {
  delete process.env.STIPENDS_API_KEY;
  delete process.env.STIPENDS_BASE_URL;
});

const ann = { me: { name: 'Ann' } };
const client = (options: ClientOptions = {}) => new StipendClient({ apiKey: 'csk_test_1', baseUrl: server.url, maxRetries: 0, ...options });

describe('a client', () => {
  it.each([
    ['csk_live_abc', 'live'],
    ['csk_test_abc', 'test'],
    ['csk_other_abc', undefined],
    [undefined, undefined],
  ])('with the key %s is of mode %s', (apiKey, mode) => {
    expect(new StipendClient({ apiKey }).mode).toBe(mode);
  });

  it('takes key and address from the environment, and from its options first', async () => {
    process.env.STIPENDS_API_KEY = 'csk_live_env';
    process.env.STIPENDS_BASE_URL = server.url;
    server.answer(data(ann));
    await new StipendClient().query('{ me { name } }');
    await new StipendClient({ apiKey: 'csk_test_option' }).query('{ me { name } }');
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer csk_live_env', 'Bearer csk_test_option']);
    expect(new StipendClient().mode).toBe('live');
  });

  it('without a key can be made, and says at the first request what is missing and where to read on', async () => {
    const keyless = new StipendClient({ baseUrl: server.url });
    await expect(keyless.query('{ me { name } }')).rejects.toMatchObject({
      code: 'CONFIGURATION',
      message: `No API key. Pass \`apiKey\` to \`new StipendClient()\` or set the environment variable STIPENDS_API_KEY. See ${server.url}/docs/errors#UNAUTHENTICATED`,
      docUrl: `${server.url}/docs/errors#UNAUTHENTICATED`,
    });
  });

  it('without an address says so in the same manner', async () => {
    await expect(new StipendClient({ apiKey: 'csk_test_1' }).query('{ me { name } }')).rejects.toThrow('STIPENDS_BASE_URL');
  });

  it('makes clients for employers that share everything else', async () => {
    server.answer(data(ann));
    const hr = client({ headers: { 'x-team': 'hr' } });
    const acme = hr.forEmployer({ externalId: 'acme' });
    await acme.query('{ me { name } }');
    await acme.forEmployer({ id: 'employer_2' }).query('{ me { name } }');
    await hr.query('{ me { name } }');
    expect(acme.mode).toBe('test');
    expect(server.seen.map(({ headers }) => [headers['x-employer'], headers['x-team'], headers.authorization])).toEqual([
      ['ext:acme', 'hr', 'Bearer csk_test_1'],
      ['employer_2', 'hr', 'Bearer csk_test_1'],
      [undefined, 'hr', 'Bearer csk_test_1'],
    ]);
  });
});

describe('an operation of your own', () => {
  it('may be text', async () => {
    server.answer(data(ann));
    const { data: answered } = await client().query<typeof ann>('query Me($id: ID) { me { name } }', { id: 'x' });
    expect(answered.me.name).toBe('Ann');
    expect(server.seen[0]?.body).toEqual({ query: 'query Me($id: ID) { me { name } }', variables: { id: 'x' } });
  });

  it('may be a generated document, a String object, and is sent as text', async () => {
    server.answer(data(ann), data({ offer: null }));
    const { data: me } = await client().query(MeGetDocument);
    expect(me.me.name).toBe('Ann');
    const { data: found } = await client().query(OffersGetDocument, { by: { externalId: 'greenhouse:8812' } });
    expect(found.offer).toBeNull();
    expect(server.seen[1]?.body).toEqual({ query: OffersGetDocument.toString(), variables: { by: { externalId: 'greenhouse:8812' } } });
  });

  it('has its response and what the server says beside the data', async () => {
    server.answer(data(ann, { headers: { 'x-request-id': 'req_5' } }));
    const call = client().query(MeGetDocument);
    expect(call).toBeInstanceOf(Call);
    const { data: result, response } = await call.withResponse();
    expect(result).toEqual({ data: ann, errors: [], extensions: {} });
    expect(response.requestId).toBe('req_5');
  });

  it('answers a partial result and its errors where asked to', async () => {
    server.answer(failure('UNAVAILABLE', { status: 200, data: ann }));
    const { data: partial, errors } = await client().query(MeGetDocument, {}, { errorPolicy: 'all' });
    expect([partial.me.name, errors[0]?.extensions.code]).toEqual(['Ann', 'UNAVAILABLE']);
  });

  it.each([
    ['a query', MeGetDocument.toString(), {}, {}, 2],
    ['a mutation without a key', OffersSendDocument.toString(), { input: { offerId: 'o' } }, {}, 1],
    ['a mutation with a key in its input', OffersSendDocument.toString(), { input: { offerId: 'o', idempotencyKey: 'k' } }, {}, 2],
    ['a mutation with the option', OffersSendDocument.toString(), { input: { offerId: 'o' } }, { idempotencyKey: 'k' }, 2],
    ['a mutation with a key somewhere else', 'mutation { a }', { idempotencyKey: 'k' }, {}, 1],
  ])('that is %s is sent as often as is safe', async (_name, document, variables, options, times) => {
    server.answer(hangUp);
    await expect(client({ maxRetries: 1 }).query(document, variables, options)).rejects.toMatchObject({ code: 'CONNECTION' });
    expect(server.seen).toHaveLength(times);
    if (document.includes('OffersSend') && times === 2)
      expect(server.seen[1]?.body.variables).toEqual({ input: { offerId: 'o', idempotencyKey: 'k' } });
  });

  it('rejects, and does not throw, what is no document', async () => {
    const call = client().query('me');
    await expect(call).rejects.toMatchObject({ code: 'CONFIGURATION' });
  });
});

describe('the stack of an error', () => {
  const ask = () => client().query('{ me { name } }');
  const settle = () => smallClient({ apiKey: 'csk_test_1', baseUrl: server.url }).offers.send({ offerId: 'o' }).orThrow();
  const browse = () => smallClient({ apiKey: 'csk_test_1', baseUrl: server.url }).offers.list().toArray({ limit: 1 });

  it.each([
    ['query', ask],
    ['orThrow', settle],
    ['list', browse],
  ])('starts where the caller called %s, not in this package', async (_name, call) => {
    server.answer(failure('FORBIDDEN', { status: 403, message: 'Missing scope.' }));
    const error = await call().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!isStipendError(error)) throw new Error('No error of this package was thrown.');
    const [header, first] = (error.stack ?? '').split('\n');
    expect(header).toBe('PermissionError: Missing scope.');
    expect(first).toMatch(/client\.test\.ts:\d+/);
    expect(error.stack).not.toMatch(/packages\/sdk\/src/);
  });
});

describe('a refused spend', () => {
  it('has its decision where it is thrown, beside the errors and out of logs', async () => {
    const decision = { allowed: false, reasonCode: 'LIMIT_EXCEEDED', resetsAt: '2026-11-03T00:00:00.000Z' };
    const limit = {
      __typename: 'LimitExceededError',
      limitTokens: '1000',
      remainingTokens: '0',
      code: 'LIMIT_EXCEEDED',
      message: 'Too much.',
    };
    const refused = { spendAuthorize: { hold: null, decision, userErrors: [{ ...limit, path: ['input'], docUrl: null }] } };
    server.answer(data(refused));
    const spend = { employee: { externalId: 'h-02' }, amount: { amount: '30.00', currency: 'USD' } };
    const error = await client()
      .spend.authorize(spend)
      .orThrow()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserInputError);
    expect(error).toMatchObject({ code: 'LIMIT_EXCEEDED', decision, partialData: { hold: null, decision }, userErrors: [limit] });
    expect(JSON.stringify(error)).not.toContain('2026-11-03');
    expect(server.seen.at(-1)?.body.query).toMatch(/limitTokens\s+remainingTokens/);

    server.answer(
      data({ spendRelease: { hold: null, userErrors: [{ code: 'HOLD_RESOLVED', message: 'It was.', path: null, docUrl: null }] } }),
    );
    await expect(client().spend.release({ holdId: 'hold_1' }).orThrow()).rejects.toMatchObject({ decision: undefined });
  });
});
