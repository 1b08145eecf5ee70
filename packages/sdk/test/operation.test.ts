import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ApiError, UserInputError } from '../src/index.js';
import { data, type FakeServer, failure, hangUp, raw, startFakeServer } from './support/fake-server.js';
import { smallClient } from './support/small-client.js';

let server: FakeServer;
beforeAll(async () => {
  server = await startFakeServer();
});
afterAll(() => server.close());
afterEach(() => {
  jest.restoreAllMocks();
});

const client = () => smallClient({ apiKey: 'csk_test_1', baseUrl: server.url });
const offer = { id: 'offer_1', externalId: null, status: 'DRAFT', total: { amount: '1200.00', currency: 'USD' } };
const total = { amount: '1200.00', currency: 'USD' };
const inputs = () => server.seen.map(({ body }) => body.variables.input as Record<string, unknown>);

const refusal = {
  __typename: 'InvalidTransitionError',
  code: 'INVALID_TRANSITION',
  message: 'The offer was accepted.',
  path: ['input', 'offerId'],
  docUrl: 'https://stipends.example/docs/errors#INVALID_TRANSITION',
  from: 'ACCEPTED',
  to: 'SENT',
};

describe('a query', () => {
  it('answers what is picked, and null where there is nothing', async () => {
    server.answer(data({ offer }), data({ offer: null }));
    expect(await client().offers.get({ id: 'offer_1' })).toEqual(offer);
    expect(await client().offers.get({ externalId: 'greenhouse:8812' })).toBeNull();
    expect(server.seen[0]?.body.variables).toEqual({ by: { id: 'offer_1' } });
  });

  it('without variables takes no object', async () => {
    server.answer(data({ me: { name: 'Ann' } }));
    expect(await client().me()).toEqual({ name: 'Ann' });
    expect(await client().me({}, { timeout: 5_000 })).toEqual({ name: 'Ann' });
  });

  it('has its response: status, headers, request id and what the server says beside the data', async () => {
    const body = JSON.stringify({ data: { me: { name: 'Ann' } }, extensions: { redactions: [{ path: ['me'], scope: 'pay:read' }] } });
    server.answer(raw(200, 'application/json', body, { 'x-request-id': 'req_9', deprecation: '@1' }));
    const { data: me, response } = await client().me().withResponse();
    expect(me).toEqual({ name: 'Ann' });
    expect(response).toMatchObject({
      status: 200,
      requestId: 'req_9',
      replayed: false,
      extensions: { redactions: [{ scope: 'pay:read' }] },
    });
    expect(response.headers.get('Deprecation')).toBe('@1');
  });
});

describe('a mutation that changed something', () => {
  it('is ok, and what was changed is on it, not null', async () => {
    server.answer(data({ offerCreate: { offer, userErrors: [] } }));
    const result = await client().offers.create({ total });
    expect(result).toEqual({ ok: true, offer });
    expect(result.ok && result.offer.id).toBe('offer_1');
    expect(Object.isFrozen(result)).toBe(true);
  });

  it('gives it without `ok` to those who prefer exceptions', async () => {
    server.answer(data({ offerCreate: { offer, userErrors: [] } }, { headers: { 'idempotent-replayed': 'true' } }));
    expect(await client().offers.create({ total }).orThrow()).toEqual({ offer });
    const { data: changed, response } = await client().offers.create({ total }).orThrow().withResponse();
    expect([changed.offer.id, response.replayed]).toEqual(['offer_1', true]);
    expect(server.seen).toHaveLength(2);
  });
});

describe('a mutation whose input was refused', () => {
  it('is not ok and says why, and what the answer says beside', async () => {
    server.answer(data({ offerSend: { offer: null, userErrors: [refusal] } }));
    const result = await client().offers.send({ offerId: 'offer_1' });
    expect(result).toEqual({ ok: false, offer: null, userErrors: [refusal] });
    expect(Object.isFrozen(result)).toBe(true);
  });

  it('throws the error of its code where asked to, with all `userErrors` and the request id', async () => {
    const second = { ...refusal, __typename: 'GenericUserError', code: 'VALIDATION', message: 'And more.' };
    server.answer(data({ offerSend: { offer: null, userErrors: [refusal, second] } }, { headers: { 'x-request-id': 'req_3' } }));
    const error = await client()
      .offers.send({ offerId: 'offer_1' })
      .orThrow()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserInputError);
    expect(error).toMatchObject({
      name: 'ConflictError',
      code: 'INVALID_TRANSITION',
      message: 'The offer was accepted. And more.',
      userErrors: [refusal, second],
      requestId: 'req_3',
      docUrl: refusal.docUrl,
      retryable: false,
    });
  });

  it('throws a UserInputError also for a code this release does not know', async () => {
    server.answer(data({ offerSend: { offer: null, userErrors: [{ ...refusal, code: 'MOON_PHASE' }] } }));
    await expect(client().offers.send({ offerId: 'offer_1' }).orThrow()).rejects.toMatchObject({
      name: 'UserInputError',
      code: 'MOON_PHASE',
    });
  });

  it('throws what is not about the input either way', async () => {
    server.answer(failure('FORBIDDEN', { status: 403 }));
    await expect(client().offers.send({ offerId: 'offer_1' })).rejects.toBeInstanceOf(ApiError);
    await expect(client().offers.send({ offerId: 'offer_1' }).orThrow()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('an idempotency key', () => {
  const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

  it('is sent with every mutation whose input has the field, a new one for each call', async () => {
    server.answer(data({ offerCreate: { offer, userErrors: [] } }));
    await client().offers.create({ total });
    await client().offers.create({ total });
    const keys = inputs().map(({ idempotencyKey }) => idempotencyKey);
    expect(keys).toEqual([expect.stringMatching(uuid), expect.stringMatching(uuid)]);
    expect(new Set(keys).size).toBe(2);
  });

  it('is the same for each attempt of a call, which is why it may be repeated', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    server.answer(hangUp, raw(502, 'text/html', ''), data({ offerSend: { offer, userErrors: [] } }));
    await client().offers.send({ offerId: 'offer_1' });
    expect(inputs()).toHaveLength(3);
    expect(new Set(inputs().map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  it('is the caller’s where the caller gives one, as an option or in the input', async () => {
    server.answer(data({ offerSend: { offer, userErrors: [] } }));
    await client().offers.send({ offerId: 'offer_1' }, { idempotencyKey: 'offer-8812-send' });
    const fromElsewhere = { offerId: 'offer_1', idempotencyKey: 'offer-8812-again' };
    await client().offers.send(fromElsewhere);
    expect(inputs().map(({ idempotencyKey }) => idempotencyKey)).toEqual(['offer-8812-send', 'offer-8812-again']);
  });

  it('is not sent where the input has no such field, and the mutation is not repeated', async () => {
    server.answer(hangUp, data({ endpointDelete: { deletedId: 'endpoint_1', userErrors: [] } }));
    await expect(client().endpoints.delete({ endpointId: 'endpoint_1' })).rejects.toMatchObject({ code: 'CONNECTION', retryable: true });
    expect(inputs()).toEqual([{ endpointId: 'endpoint_1' }]);
  });

  it('is refused there rather than ignored', async () => {
    server.answer(data({ endpointDelete: { deletedId: 'endpoint_1', userErrors: [] } }));
    const options: object = { idempotencyKey: 'k' };
    await expect(client().endpoints.delete({ endpointId: 'endpoint_1' }, options)).rejects.toMatchObject({ code: 'CONFIGURATION' });
    expect(server.seen).toHaveLength(0);
  });

  it('is not needed by a mutation that carries ids of its own: it is repeated without', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(0);
    server.answer(hangUp, data({ usageReport: { recorded: 1, userErrors: [] } }));
    const events = [{ id: 'event-1', cost: total }];
    expect(await client().usage.report({ events })).toEqual({ ok: true, recorded: 1 });
    expect(inputs()).toEqual([{ events }, { events }]);
  });
});

describe('a failure nobody awaits twice', () => {
  it.each([
    ['withResponse', () => client().me().withResponse()],
    ['orThrow', () => client().offers.send({ offerId: 'offer_1' }).orThrow()],
    ['orThrow and withResponse', () => client().offers.send({ offerId: 'offer_1' }).orThrow().withResponse()],
    ['toArray', () => client().offers.list().toArray({ limit: 5 })],
    ['nothing more', () => client().offers.send({ offerId: 'offer_1' })],
  ])('is delivered once, by %s', async (_name, call) => {
    const unhandled: unknown[] = [];
    const collect = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', collect);
    server.answer(failure('FORBIDDEN', { status: 403 }));
    await expect(call()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', collect);
    expect(unhandled).toEqual([]);
  });
});
