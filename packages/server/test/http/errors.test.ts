import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { errorsMarkdown, errorsPage } from '../../src/http/errors-page.js';
import { buildApiSchema } from '../../src/http/schema.js';
import { openHttp } from '../../src/http/server.js';
import { faultCodes, refusalCodes } from '../../src/kernel/codes.js';
import { toyAuthenticate, toyModule, toyPlatform } from './toy.js';

const logged: string[] = [];
const platform = toyPlatform('production', logged);
let app: FastifyInstance;

beforeAll(async () => {
  app = await openHttp({
    schema: buildApiSchema([toyModule]),
    platform,
    authenticate: toyAuthenticate(platform),
    notReady: async () => null,
  });
});
afterAll(() => app.close());

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const response = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: 'Bearer all', 'x-request-id': 'req-1' },
    payload: { query, variables },
  });
  return { status: response.statusCode, headers: response.headers, body: response.json(), text: response.body };
}

describe('what fails inside leaves with a code of the contract', () => {
  it.each<{ how: string; code: string; status: number; retryAfter?: string }>([
    { how: '40001', code: 'TRANSIENT_CONFLICT', status: 503, retryAfter: '1' },
    { how: '40P01', code: 'TRANSIENT_CONFLICT', status: 503, retryAfter: '1' },
    { how: '55P03', code: 'TRANSIENT_CONFLICT', status: 503, retryAfter: '1' },
    { how: '57014', code: 'DEADLINE_EXCEEDED', status: 503, retryAfter: '1' },
    { how: '25P03', code: 'DEADLINE_EXCEEDED', status: 503, retryAfter: '1' },
    { how: '57P01', code: 'UNAVAILABLE', status: 503, retryAfter: '1' },
    { how: '53300', code: 'UNAVAILABLE', status: 503, retryAfter: '1' },
    // Disk full, starting, crashed, read-only, an input or output error, no such database, not let in, commit unknown.
    ...['53100', '57P03', '57P02', '25006', '58030', '58P01', '3D000', '28P01', '40003', '08006', '08001'].map((how) => ({
      how,
      code: 'UNAVAILABLE',
      status: 503,
      retryAfter: '1',
    })),
    { how: '25P04', code: 'DEADLINE_EXCEEDED', status: 503, retryAfter: '1' },
    { how: '25001', code: 'INTERNAL', status: 500 },
    { how: 'network', code: 'UNAVAILABLE', status: 503, retryAfter: '1' },
    { how: '23505', code: 'INTERNAL', status: 500 },
    { how: '22P02', code: 'INTERNAL', status: 500 },
    { how: 'bug', code: 'INTERNAL', status: 500 },
    { how: 'IDEMPOTENCY_IN_PROGRESS', code: 'IDEMPOTENCY_IN_PROGRESS', status: 409, retryAfter: '3' },
    { how: 'RATE_LIMITED', code: 'RATE_LIMITED', status: 429, retryAfter: '1' },
    { how: 'FORBIDDEN', code: 'FORBIDDEN', status: 403 },
    { how: 'BAD_USER_INPUT', code: 'BAD_USER_INPUT', status: 400 },
    { how: 'NOT_FOUND', code: 'NOT_FOUND', status: 200 },
  ])('$how as $code', async ({ how, code, status, retryAfter }) => {
    // Twice over the answer, and often enough to be answered by compiled code too.
    for (let round = 0; round < 3; round += 1) {
      for (const field of ['fail', 'failHard']) {
        const answer = await ask(`query ($how: String!) { ${field}(how: $how) }`, { how });
        expect(answer.status).toBe(status);
        expect(answer.headers['retry-after']).toBe(retryAfter);
        expect(answer.body.errors).toHaveLength(1);
        expect(answer.body.errors[0]).toMatchObject({
          path: [field],
          extensions: {
            code,
            retryable: retryAfter !== undefined,
            requestId: 'req-1',
            docUrl: `https://stipends.example/docs/errors#${code}`,
          },
        });
        expect(answer.text).not.toMatch(/insert|select|Ánh|pay_amount|pay\.ts|\/srv|10\.0\.0\.7|stack/i);
      }
    }
  });

  it('with 200 as long as one root field was answered', async () => {
    const answer = await ask('{ me { mode } fail(how: "40001") }');
    expect(answer.status).toBe(200);
    expect(answer.headers['retry-after']).toBeUndefined();
    expect(answer.body.data).toEqual({ me: { mode: 'TEST' }, fail: null });
    expect(answer.body.errors[0].extensions).toMatchObject({ code: 'TRANSIENT_CONFLICT', retryable: true });
  });

  it('with what a caller needs to act on a refusal of a query', async () => {
    const { body } = await ask('{ fail(how: "AS_OF_TOO_RECENT") }');
    expect(body.errors[0]).toMatchObject({
      message: 'No such thing.',
      extensions: { code: 'AS_OF_TOO_RECENT', inputPath: ['input', 'id'], details: { newest: '2026-11-21T00:00:00.000Z' } },
    });
  });

  it('five errors at most', async () => {
    const { body } = await ask(`{ ${Array.from({ length: 9 }, (_, index) => `a${index}: fail(how: "bug")`).join(' ')} }`);
    expect(body.errors).toHaveLength(5);
  });

  it('and is logged under the request id, without the values a statement held', async () => {
    logged.length = 0;
    await ask('{ fail(how: "23514") a: fail(how: "bug") }');
    const entries = logged.map((line) => JSON.parse(line)).filter(({ level }) => level === 50);
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({ requestId: 'req-1', code: 'INTERNAL', failure: { sqlState: '23514' } });
    expect(entries[0].failure.frames.join()).toContain('http/toy');
    expect(entries[1].failure).toMatchObject({ type: 'TypeError', message: expect.stringContaining('reading') });
    expect(logged.join()).not.toMatch(/Ánh|insert into|Bearer/);
  });

  it('while mistakes of callers are not logged as ours', async () => {
    logged.length = 0;
    await ask('{ nothing }');
    await ask('{ fail(how: "NOT_FOUND") }');
    expect(logged.map((line) => JSON.parse(line).level)).toEqual([30, 30]);
  });
});

describe('the answer to a mutation', () => {
  it('tells in a header that it was replayed', async () => {
    expect((await ask('mutation { toySend(input: { how: "replayed" }) { sent } }')).headers['idempotent-replayed']).toBe('true');
    expect((await ask('mutation { toySend(input: { how: "ok" }) { sent } }')).headers['idempotent-replayed']).toBeUndefined();
  });

  it('has status 200 for a refusal', async () => {
    const { status, body } = await ask('mutation { toySend(input: { how: "NOT_FOUND" }) { sent userErrors { code } } }');
    expect(status).toBe(200);
    expect(body.data.toySend).toEqual({ sent: null, userErrors: [{ code: 'NOT_FOUND' }] });
    expect(body.errors).toBeUndefined();
  });
});

describe('the documentation of errors', () => {
  const codes = [...Object.keys(refusalCodes), ...Object.keys(faultCodes)];

  it.each(codes)('has an entry and an anchor for %s', (code) => {
    expect(errorsMarkdown()).toContain(`### ${code}\n`);
    expect(errorsPage()).toContain(`<h3 id="${code}">`);
  });

  it('is served', async () => {
    const page = await app.inject('/docs/errors');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.body).toBe(errorsPage());
  });

  it('says on the page what the file says', () => {
    const words = (text: string) => text.match(/\w+/g)?.join(' ');
    const file = errorsMarkdown().replace(/<!--.*-->/, '');
    const page = errorsPage().replace(/^.*<\/style>/s, '');
    const text = page
      .replace(/<[^>]+>/g, '')
      .replaceAll('&#39;', "'")
      .replaceAll('&quot;', '"');
    expect(words(text)).toBe(words(file));
    expect(page).toContain('<code>userErrors</code>');
  });

  it('has a policy that lets its style in, and nothing else', async () => {
    const { body, headers } = await app.inject('/docs/errors');
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(body) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(body).not.toMatch(/<script|<link|<img|style=|src=/);
  });
});
