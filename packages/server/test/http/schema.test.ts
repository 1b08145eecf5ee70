import { describe, expect, it } from '@jest/globals';
import { buildSchema, GraphQLError, type GraphQLObjectType, type GraphQLSchema, graphql } from 'graphql';
import { buildApiSchema, printApiSchema } from '../../src/http/schema.js';
import { schemaFaults } from '../../src/http/schema-faults.js';
import { allScopes, type Scope } from '../../src/platform/scope.js';
import { failure, toyCtx, toyModule, toyPlatform, toys } from './toy.js';

const schema = buildApiSchema([toyModule]);
const platform = toyPlatform('test');

async function ask(source: string, scopes: readonly Scope[] = allScopes) {
  const ctx = toyCtx(platform, scopes);
  const { data, errors = [] } = await graphql({ schema, source, contextValue: ctx });
  const codes = errors.map((error) => {
    let cause: unknown = error;
    while (cause instanceof GraphQLError && cause.originalError !== undefined) cause = cause.originalError;
    return (cause as { code?: string }).code ?? (cause as Error).message;
  });
  return { data: JSON.parse(JSON.stringify(data ?? null)), codes, redactions: ctx.answer.redactions };
}

describe('the printed schema', () => {
  const text = printApiSchema(schema);

  it('can be built again, and is sorted', () => {
    expect(printApiSchema(buildSchema(text))).toBe(text);
    expect(text.indexOf('type Person')).toBeLessThan(text.indexOf('type Toy'));
  });

  it('marks inputs of which exactly one field is given', () => {
    expect(text).toContain('input ToyByInput @oneOf {');
  });

  it('says the scope of root fields, types, sensitive fields and relations', () => {
    for (const line of [
      'Toys. Requires scope: `offers:read`.',
      'Sends a toy. Requires scope: `offers:write`.',
      'A person. Requires scope: `employees:read`.',
      'The salary. Requires scope: `pay:read`.',
      'Who has it. Requires scope: `employees:read`.',
      'The credential this request was made with. Requires scope: any.',
    ]) {
      expect(text).toContain(line);
    }
  });
});

describe('a scope that the key lacks', () => {
  it('refuses a root field and names itself', async () => {
    expect(await ask('{ toys { nodes { id } } }', ['employees:read'])).toMatchObject({ data: null, codes: ['FORBIDDEN'] });
    expect(await ask('mutation { toySend(input: { how: "ok" }) { sent } }', ['offers:read'])).toMatchObject({
      data: null,
      codes: ['FORBIDDEN'],
    });
  });

  it('nulls a sensitive field and names it once for all rows', async () => {
    const { data, redactions } = await ask('{ toys(first: 3) { nodes { owner { name salary { amount } } } } }', [
      'offers:read',
      'employees:read',
    ]);
    expect(data.toys.nodes.slice(1)).toEqual([
      { owner: { name: 'Person 1', salary: null } },
      { owner: { name: 'Person 2', salary: null } },
    ]);
    expect(redactions).toEqual([{ path: 'toys.nodes.owner.salary', scope: 'pay:read' }]);
  });

  it('nulls a relation to a type it is needed for', async () => {
    const { data, redactions } = await ask('{ toys(first: 2) { nodes { name owner { name } } } }', ['offers:read', 'pay:read']);
    expect(data.toys.nodes[1]).toEqual({ name: toys[1]?.name, owner: null });
    expect(redactions).toEqual([{ path: 'toys.nodes.owner', scope: 'employees:read' }]);
  });

  it('lets a mutation happen and nulls what it would show', async () => {
    const { data, redactions } = await ask('mutation { toySend(input: { how: "ok" }) { sent toy { id } userErrors { code } } }', [
      'offers:write',
    ]);
    expect(data.toySend).toEqual({ sent: 1, toy: null, userErrors: [] });
    expect(redactions).toEqual([{ path: 'toySend.toy', scope: 'offers:read' }]);
  });

  it('makes node(id) null, whether or not there is such a thing', async () => {
    const there = await ask(`{ node(id: "${toys[0]?.id}") { id } }`, ['employees:read']);
    const gone = await ask('{ node(id: "offer_01k8r9j9e6e0rv5dhx0zq9k7yv") { id } }', ['employees:read']);
    expect(there).toEqual({ data: { node: null }, codes: [], redactions: [{ path: 'node', scope: 'offers:read' }] });
    expect(gone).toEqual(there);
  });
});

describe('a refused mutation', () => {
  it.each([
    ['NOT_FOUND', { __typename: 'GenericUserError', path: ['input', 'id'] }],
    [
      'INSUFFICIENT_BALANCE',
      {
        __typename: 'InsufficientBalanceError',
        path: ['input', 'amount'],
        available: { amount: '1.00', currency: 'USD' },
        requested: { amount: '2.50', currency: 'USD' },
      },
    ],
    ['INVALID_TRANSITION', { __typename: 'InvalidTransitionError', path: ['input'], from: 'SENT', to: 'DRAFT' }],
    ['VERSION_CONFLICT', { __typename: 'VersionConflictError', path: ['input', 'expectedVersion'], currentVersion: 4 }],
  ])('answers %s in its payload', async (code, expected) => {
    const { data, codes } = await ask(`mutation { toySend(input: { how: "${code}" }) { toy { id } sent userErrors {
      __typename code message path docUrl
      ... on InsufficientBalanceError { available { amount currency } requested { amount currency } }
      ... on InvalidTransitionError { from to }
      ... on VersionConflictError { currentVersion }
    } } }`);
    expect(codes).toEqual([]);
    expect(data.toySend).toEqual({
      toy: null,
      sent: null,
      userErrors: [{ code, message: failure(code).message, docUrl: `https://stipends.example/docs/errors#${code}`, ...expected }],
    });
  });

  it('stays an error of the request when it was no refusal', async () => {
    expect(await ask('mutation { toySend(input: { how: "RATE_LIMITED" }) { sent } }')).toMatchObject({
      data: null,
      codes: ['RATE_LIMITED'],
    });
  });
});

describe('@oneOf', () => {
  it.each(['{}', '{ id: "a", externalId: "b" }', '{ id: null }'])('refuses %s', async (by) => {
    const { codes } = await ask(`{ toy(by: ${by}) { id } }`);
    expect(codes).toHaveLength(1);
  });
});

describe('the check of the schema', () => {
  it('finds in the toys only the list of mixed nodes', () => {
    expect(schemaFaults(schema)).toEqual(['Query.mixed leads to Node, behind which nothing asks for the scope of each type.']);
  });

  it('finds every rule that is broken', () => {
    const broken: GraphQLSchema = buildSchema(`
      type Query { things: [Thing!]!, pages(first: Int): ThingConnection!, "Old." old: Int @deprecated(reason: "Do not.") }
      type ThingConnection { nodes: [Thing!]! }
      type Thing implements Node { id: ID! owner(of: Int): Person! }
      type Person implements Node { id: ID! }
      "A node." interface Node { "The id." id: ID! }
      type Mutation { sendThing(thing: Int): Thing, thingSend(input: ThingSendInput!): ThingSendPayload }
      type ThingSendPayload { thing: Thing! userErrors: [String!] }
      input ThingSendInput @oneOf { a: Int b: String }
      enum Color { RED }
      "What was replaced." type Old { "Gone." gone: Int @deprecated(reason: "Use x. Removal on 2026-01-01 UTC.") }
    `);
    const declare = (extended: { extensions: object }, scope: string) => {
      extended.extensions = { scope };
    };
    declare(broken.getType('Person') as GraphQLObjectType, 'employees:read');
    const faults = schemaFaults(broken, '2026-11-21');
    for (const fault of [
      'Query.old is deprecated without "Use x. Removal on YYYY-MM-DD UTC."',
      'Old.gone was to be removed on 2026-01-01.',
      'Thing is a Node and declares no scope with @Requires.',
      'Thing.owner needs employees:read, which a reader of Thing may lack, and cannot be null.',
      'Query.things declares no scope with @Requires.',
      'Query.things is a plain list; lists are connections (ThingConnection).',
      'Mutation.sendThing is not named noun-verb.',
      'Mutation.sendThing does not take exactly one argument `input: SendThingInput!`.',
      'Mutation.sendThing does not answer SendThingPayload.',
      'ThingSendPayload has no `userErrors: [UserError!]!`.',
      'ThingSendPayload.thing cannot be null, and a refused mutation has none.',
    ]) {
      expect(faults).toContain(fault);
    }
  });
});
