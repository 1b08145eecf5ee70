import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { getOperationAST, getVariableValues, parse } from 'graphql';
import { buildApiSchema } from '../../src/http/schema.js';
import { openHttp } from '../../src/http/server.js';
import { coerceVariables } from '../../src/http/variables.js';
import { toyAuthenticate, toyModule, toyPlatform } from './toy.js';

const schema = buildApiSchema([toyModule]);
const platform = toyPlatform('production');
let app: FastifyInstance;

beforeAll(async () => {
  app = await openHttp({ schema, platform, authenticate: toyAuthenticate(platform), notReady: async () => null });
});
afterAll(() => app.close());

async function ask(query: string, variables: unknown = {}) {
  const response = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: 'Bearer all' },
    payload: { query, variables } as object,
  });
  return { status: response.statusCode, text: response.body, errors: response.json().errors };
}

const document = parse(
  'query ($leaf: LeafInput, $list: [LeafInput!] = [], $text: String!, $at: DateTime) { echo(leaf: $leaf, list: $list, text: $text, at: $at) }',
);
const definitions = getOperationAST(document)?.variableDefinitions ?? [];

describe('variables', () => {
  it('are coerced as graphql-js coerces them, and refused where it refuses them', () => {
    const key = fc.constantFrom(
      'leaf',
      'list',
      'text',
      'at',
      'decimal',
      'currency',
      'on',
      'tokens',
      'color',
      'count',
      'flag',
      'more',
      'grid',
      'by',
      'id',
      'x',
    );
    const scalar = fc.oneof(
      fc.constantFrom<unknown>(
        '1.50',
        'USD',
        '2026-11-21',
        '2026-11-21T09:30:00Z',
        '12',
        'RED',
        7,
        2 ** 31,
        1.5,
        true,
        null,
        '',
        'a'.repeat(100),
      ),
      fc.string(),
    );
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        scalar,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(key, tree, { maxKeys: 5 }), (raw) => {
        const theirs = getVariableValues(schema, definitions, raw);
        const ours = coerceVariables(schema, definitions, raw);
        if (theirs.errors !== undefined) {
          expect('errors' in ours && ours.errors.length).toBe(Math.min(theirs.errors.length, 5));
        } else expect(ours).toEqual({ variables: theirs.coerced });
      }),
      { numRuns: 500 },
    );
  });

  it('that are wrong are told by path and rule, five at most, the last of which says that there are more', async () => {
    const query = 'query ($list: [LeafInput!]!) { echo(list: $list) }';
    for (const wrong of [1, 4, 5, 6, 250]) {
      const { status, errors } = await ask(query, { list: Array.from({ length: wrong }, () => ({ on: 'soon' })) });
      expect([status, errors.length]).toEqual([400, Math.min(wrong, 5)]);
      for (const { extensions } of errors) expect(extensions).toMatchObject({ code: 'BAD_USER_INPUT', retryable: false });
      expect(errors[0]).toMatchObject({
        message: expect.stringMatching(/^Variable `\$list` at `0\.on`: .*"soon" is no Date/),
        extensions: { details: { variable: 'list', path: '0.on' } },
      });
      expect(/listed/.test(errors.at(-1).message)).toBe(wrong > 4);
    }
  });

  const secret = 'Noor de Wit, 180000.00, noor@example.com';
  const long = `${secret} ${'x'.repeat(5_000)}`;

  it.each<[what: string, query: string, variables: unknown]>([
    ['an unknown field', 'query ($leaf: LeafInput!) { echo(leaf: $leaf) }', { leaf: { name: secret } }],
    [
      'a field that is missing',
      'mutation ($input: ToySendInput!) { toySend(input: $input) { sent } }',
      { input: { milliseconds: 1, name: secret } },
    ],
    ['an object for a text', 'query ($text: String!) { echo(text: $text) }', { text: { name: secret } }],
    ['a list for a text', 'query ($text: String!) { echo(text: $text) }', { text: [secret] }],
    ['an object for an id', 'query ($id: ID!) { toy(by: { id: $id }) { id } }', { id: { name: secret } }],
    ['an object for an enum', 'query ($color: Color!) { echo(color: $color) }', { color: { name: secret } }],
    ['an object for a decimal', 'query ($leaf: LeafInput!) { echo(leaf: $leaf) }', { leaf: { decimal: { name: secret } } }],
    ['a list for an object', 'query ($leaf: LeafInput!) { echo(leaf: $leaf) }', { leaf: [[secret]] }],
    ['an object for a number', 'query ($leaf: LeafInput!) { echo(leaf: $leaf) }', { leaf: { count: { name: secret } } }],
    ['an object for a flag', 'query ($leaf: LeafInput!) { echo(leaf: $leaf) }', { leaf: { flag: { name: secret } } }],
    ['a oneOf of two', 'query ($by: ToyByInput!) { toy(by: $by) { id } }', { by: { id: secret, externalId: secret } }],
    ['a literal object', `{ echo(leaf: { name: "${secret}" }) }`, {}],
    ['a literal object for a text', `{ echo(text: { name: "${secret}" }) }`, {}],
    ['a literal list for a text', `{ echo(text: ["${secret}"]) }`, {}],
    ['a literal object for a decimal', `{ echo(leaf: { decimal: { name: "${secret}" } }) }`, {}],
    ['a literal oneOf of two', `{ toy(by: { id: "${secret}", externalId: "${secret}" }) { id } }`, {}],
    ['a default', `query ($leaf: LeafInput = { name: "${secret}" }) { echo(leaf: $leaf) }`, {}],
    ['a literal object of a mutation', `mutation { toySend(input: { name: "${secret}" }) { sent } }`, {}],
  ])('are not repeated for %s', async (_what, query, variables) => {
    const { status, text, errors } = await ask(query, variables);
    expect([status, errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    for (const part of ['Noor', '180000', 'noor@']) expect(text).not.toContain(part);
  });

  it.each<[what: string, query: string, variables: unknown]>([
    ['a text for a date', 'query ($leaf: LeafInput!) { echo(leaf: $leaf) }', { leaf: { on: long } }],
    ['a text for a number', 'query ($leaf: LeafInput!) { echo(leaf: $leaf) }', { leaf: { count: long } }],
    ['a text for an enum', 'query ($color: Color!) { echo(color: $color) }', { color: long }],
    ['the name of a field', 'query ($leaf: LeafInput!) { echo(leaf: $leaf) }', { leaf: { [long]: 1 } }],
    ['a literal for a date', `{ echo(leaf: { on: "${long}" }) }`, {}],
    ['a literal for an enum', `{ echo(color: "${long}") }`, {}],
    ['a text that does not belong there', `{ "${long}" }`, {}],
  ])('are shortened where one scalar is the fault: %s', async (_what, query, variables) => {
    const { status, text } = await ask(query, variables);
    expect(status).toBe(400);
    expect(text).not.toContain('x'.repeat(100));
  });
});

describe('an operation of a kind that the schema does not have', () => {
  it.each([
    'subscription { __typename }',
    'subscription S { toys { id } }',
    'subscription { a: __typename ...F } fragment F on Toy { id }',
  ])('is a mistake of the caller: %s', async (query) => {
    const { status, errors } = await ask(query);
    expect([status, errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });
});
