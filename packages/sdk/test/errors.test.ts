import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { clientCodes, faultCodes, refusalCodes } from '../src/codes.js';
import { isStipendError, StipendClient, StipendError } from '../src/index.js';
import { type FakeServer, failure, hangUp, startFakeServer } from './support/fake-server.js';

const secretKey = 'csk_test_a1b2c3d4e5f6';
const salary = '475000.00';

let server: FakeServer;
beforeAll(async () => {
  server = await startFakeServer();
});
afterAll(() => server.close());

async function errorOf(work: PromiseLike<unknown>): Promise<StipendError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof StipendError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

const failed = (options: object = {}) =>
  errorOf(
    new StipendClient({
      apiKey: secretKey,
      baseUrl: server.url,
      maxRetries: 0,
      ...options,
    }).query('query Find($salary: Decimal!) { offers(above: $salary) { id } }', { salary }, { headers: { 'x-proxy-token': 'hush-hush' } }),
  );

describe('the class and code of an error', () => {
  it.each([
    ['UNAUTHENTICATED', 401, 'AuthError', ['ApiError']],
    ['FORBIDDEN', 403, 'PermissionError', ['ApiError']],
    ['BAD_USER_INPUT', 400, 'UserInputError', ['ApiError']],
    ['PAYLOAD_TOO_LARGE', 413, 'UserInputError', ['ApiError']],
    ['AS_OF_TOO_RECENT', 200, 'UserInputError', ['ApiError']],
    ['NOT_FOUND', 200, 'NotFoundError', ['UserInputError', 'ApiError']],
    ['VERSION_CONFLICT', 200, 'ConflictError', ['UserInputError', 'ApiError']],
    ['INVALID_TRANSITION', 200, 'ConflictError', ['UserInputError', 'ApiError']],
    ['IDEMPOTENCY_CONFLICT', 200, 'IdempotencyError', ['UserInputError', 'ApiError']],
    ['IDEMPOTENCY_IN_PROGRESS', 409, 'IdempotencyError', ['UserInputError', 'ApiError']],
    ['RATE_LIMITED', 429, 'RateLimitError', ['ApiError']],
    ['QUERY_TOO_COMPLEX', 400, 'QueryTooComplexError', ['ApiError']],
    ['DEADLINE_EXCEEDED', 503, 'ServerError', ['ApiError']],
    ['TRANSIENT_CONFLICT', 503, 'ServerError', ['ApiError']],
    ['UNAVAILABLE', 503, 'ServerError', ['ApiError']],
    ['INTERNAL', 500, 'ServerError', ['ApiError']],
    ['INTERNAL', 200, 'ServerError', ['ApiError']],
    ['NEWER_THAN_THIS_RELEASE', 200, 'ApiError', []],
    ['NEWER_THAN_THIS_RELEASE', 500, 'ServerError', ['ApiError']],
    ['constructor', 200, 'ApiError', []],
  ])('%s with HTTP %i is a %s', async (code, status, name, parents) => {
    server.answer(failure(code, { status }));
    const error = await failed();
    expect(error).toMatchObject({ code, name, status });
    const chain = [];
    for (let proto = Object.getPrototypeOf(Object.getPrototypeOf(error)); proto !== Error.prototype; proto = Object.getPrototypeOf(proto)) {
      chain.push(proto.constructor.name);
    }
    expect(chain).toEqual([...parents, 'StipendError']);
  });

  it('has every code of the server, and only those beside its own', () => {
    const source = readFileSync(new URL('../../server/src/kernel/codes.ts', import.meta.url), 'utf8');
    const ofServer = [...source.matchAll(/^ {2}([A-Z][A-Z_]+): \{/gm)].map(([, code]) => code);
    expect([...refusalCodes, ...faultCodes].toSorted()).toEqual(ofServer.toSorted());
    expect(new Set([...ofServer, ...clientCodes]).size).toBe(ofServer.length + clientCodes.length);
  });

  it('carries what the server says: where, why, and what helps', async () => {
    const extensions = {
      requestId: 'req_7',
      docUrl: 'https://stipends.example/docs/errors#AS_OF_TOO_RECENT',
      inputPath: ['asOf'],
      details: { newest: '2026-11-21T09:59:58.000Z' },
      retryable: false,
      stacktrace: ['at secret.ts:1'],
    };
    server.answer(
      failure('AS_OF_TOO_RECENT', {
        status: 200,
        message: 'Too recent.',
        extensions,
        data: { offers: null },
      }),
    );
    const error = await failed();
    expect(error).toMatchObject({
      requestId: 'req_7',
      docUrl: extensions.docUrl,
      details: extensions.details,
      userErrors: [
        {
          code: 'AS_OF_TOO_RECENT',
          message: 'Too recent.',
          path: ['asOf'],
          docUrl: extensions.docUrl,
        },
      ],
    });
    expect(error.partialData).toEqual({ offers: null });
    expect(inspect(error)).not.toContain('secret.ts');
  });
});

describe('several errors of one answer', () => {
  it('are all told: their sentences in the message, each with code and place in `errors`', async () => {
    server.answer((response) => {
      response.writeHead(400, { 'content-type': 'application/graphql-response+json' }).end(
        JSON.stringify({
          errors: [
            { message: 'Variable `$input` at `amount`: no Decimal.', extensions: { code: 'BAD_USER_INPUT', details: { path: 'amount' } } },
            { message: 'Variable `$input` at `day`: no Date.', extensions: { code: 'BAD_USER_INPUT', details: { path: 'day' } } },
            { message: 'No such offer.', path: ['offer', 0], extensions: { code: 'NOT_FOUND', inputPath: ['by', 'id'] } },
            { message: 'No such offer.', path: ['offer', 1], extensions: { code: 'NOT_FOUND', inputPath: ['by', 'id'] } },
          ],
        }),
      );
    });
    const error = await failed();
    expect(error).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'Variable `$input` at `amount`: no Decimal. Variable `$input` at `day`: no Date. No such offer.',
      errors: [
        { code: 'BAD_USER_INPUT', details: { path: 'amount' } },
        { code: 'BAD_USER_INPUT', details: { path: 'day' } },
        { code: 'NOT_FOUND', path: ['offer', 0], inputPath: ['by', 'id'], message: 'No such offer.' },
        { code: 'NOT_FOUND', path: ['offer', 1] },
      ],
      userErrors: [{ code: 'NOT_FOUND' }, { code: 'NOT_FOUND' }],
    });
  });
});

describe('an error in a log', () => {
  it('is this as JSON, and nothing more', async () => {
    server.answer(
      failure('RATE_LIMITED', {
        status: 429,
        headers: { 'retry-after': '7', 'x-request-id': 'req_1' },
        message: 'Too many requests.',
      }),
    );
    expect(JSON.stringify(await failed(), null, 2)).toMatchInlineSnapshot(`
     "{
       "name": "RateLimitError",
       "code": "RATE_LIMITED",
       "message": "Too many requests.",
       "requestId": "req_1",
       "retryable": true,
       "status": 429,
       "errors": [
         {
           "code": "RATE_LIMITED",
           "message": "Too many requests.",
           "details": {}
         }
       ],
       "userErrors": [],
       "details": {},
       "retryAfterMs": 7000
     }"
    `);
  });

  it.each([
    ['an answer', failure('VALIDATION', { data: { offers: [{ pay: salary }] } })],
    ['a lost connection', hangUp],
  ])('holds no credential, no variable and no result after %s', async (_name, reply) => {
    server.answer(reply);
    const error = await failed();
    const logged = `${JSON.stringify(error)} ${inspect(error, { depth: 10, showHidden: false })} ${String(error)}`;
    for (const secret of [secretKey, 'Bearer', salary, 'hush-hush']) expect(logged).not.toContain(secret);
  });

  it('nor does the client that made it', () => {
    const client = new StipendClient({
      apiKey: secretKey,
      headers: { 'x-proxy-token': 'hush-hush' },
    });
    const logged = `${JSON.stringify(client)} ${inspect(client, { depth: 10, showHidden: true })}`;
    for (const secret of [secretKey, 'hush-hush']) expect(logged).not.toContain(secret);
  });
});

describe('isStipendError', () => {
  it('knows an error of another copy of this package', async () => {
    jest.resetModules();
    const copy = await import('../src/errors.js');
    const foreign = new copy.AbortedError({
      code: 'ABORTED',
      message: 'Cancelled.',
    });
    expect(isStipendError(foreign)).toBe(true);
    expect(foreign instanceof StipendError).toBe(false);
  });

  it.each([null, undefined, 'ABORTED', new Error('ABORTED'), { code: 'ABORTED' }])('is false for %p', (value) => {
    expect(isStipendError(value)).toBe(false);
  });
});
