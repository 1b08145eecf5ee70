import { describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery, getOperationAST, getVariableValues, type OperationDefinitionNode, parse, validate } from 'graphql';
import { assertShallow, assertWithinLimits, documentLimits, measure } from '../../src/http/limits.js';
import { buildApiSchema } from '../../src/http/schema.js';
import { limits } from '../../src/kernel/limits.js';
import { toyModule } from './toy.js';

const schema = buildApiSchema([toyModule]);

function faultsOf(source: string): string[] {
  return validate(schema, parse(source), [documentLimits]).map(({ message }) => message);
}

function measured(source: string, variables: Record<string, unknown> = {}) {
  const document = parse(source);
  const operation = getOperationAST(document) as OperationDefinitionNode;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return measure(schema, document, operation, coerced ?? {});
}

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');
/** `levels` fields below each other. */
const nested = (levels: number): string => (levels === 1 ? 'name' : `twin { ${nested(levels - 1)} }`);

describe('what a document may be at most', () => {
  it.each<[limit: string, most: number, make: (size: number) => string]>([
    ['depth', limits.documentDepth, (levels) => `{ toy(by: { id: "x" }) { ${nested(levels - 1)} } }`],
    [
      'depth',
      limits.documentDepth,
      (levels) =>
        `{ toy(by: { id: "x" }) { ...F0 } } ${times(levels - 2, (index) => `fragment F${index} on Toy { twin { ...F${index + 1} } }`)} fragment F${levels - 2} on Toy { name }`,
    ],
    [
      'depth',
      limits.documentDepth,
      (levels) => `{ ... on Query { toy(by: { id: "x" }) { ... on Node { ... on Toy { ${nested(levels - 1)} } } } } }`,
    ],
    ['introspection depth', 20, (levels) => `{ __schema { types { ${'ofType { '.repeat(levels - 3)} name ${' }'.repeat(levels - 3)} } } }`],
    ['aliases', limits.documentAliases, (count) => `{ ${times(count, (index) => `a${index}: __typename`)} }`],
    ['directives', limits.documentDirectives, (count) => `{ ${times(count, (index) => `a${index}: __typename @include(if: true)`)} }`],
    [
      'root mutations',
      limits.rootMutations,
      (count) => `mutation { ${times(count, (index) => `a${index}: toySend(input: { how: "ok" }) { sent }`)} }`,
    ],
    [
      'root mutations',
      limits.rootMutations,
      (count) =>
        `mutation { ...M } fragment M on Mutation { ... { ${times(count, (index) => `a${index}: toySend(input: { how: "ok" }) { sent }`)} } }`,
    ],
  ])('%s: %d and not one more', (limit, most, make) => {
    expect(faultsOf(make(most))).toEqual([]);
    const [fault, ...others] = faultsOf(make(most + 1));
    expect(fault).toMatch(new RegExp(`has ${most + 1} .*the limit of ${limit} is ${most}\\.`));
    expect(others).toEqual([]);
  });

  it('leaves room for the introspection of IDEs and generators', () => {
    const query = getIntrospectionQuery({
      inputValueDeprecation: true,
      oneOf: true,
      specifiedByUrl: true,
      schemaDescription: true,
      directiveIsRepeatable: true,
    });
    expect(faultsOf(query)).toEqual([]);
    expect(measured(query)).toEqual({ cost: 0, nodes: 0 });
  });

  it('is found in no time when fragments spread each other twice', () => {
    const doubling = times(100, (index) => `fragment F${index} on Toy { a: twin { id } ...F${index + 1} ...F${index + 1} }`);
    const source = `{ toy(by: { id: "x" }) { ...F0 } } ${doubling} fragment F100 on Toy { id }`;
    expect(faultsOf(source).length).toBeGreaterThan(0);
    measured(source);
  });

  it('is found also where fragments go in circles', () => {
    expect(faultsOf('{ toy(by: { id: "x" }) { ...A } } fragment A on Toy { twin { ...B } } fragment B on Toy { twin { ...A } }')).toEqual(
      [],
    );
  });
});

describe('what an operation costs', () => {
  it.each<[source: string, cost: number, nodes: number, variables?: Record<string, unknown>]>([
    ['{ me { mode scopes } }', 1, 0],
    ['{ __typename echo }', 0, 0],
    ['{ toys { nodes { id price { amount currency } } } }', 1 + 50, 50],
    ['{ toys(first: 100) { nodes { id owner { name } } pageInfo { hasNextPage } } }', 1 + 100 * 2 + 1, 100],
    ['query ($n: Int = 7) { toys(first: $n) { edges { node { id } } } }', 1 + 7 * 2, 7],
    ['query ($n: Int = 7) { toys(first: $n) { edges { node { id } } } }', 1 + 20 * 2, 20, { n: 20 }],
    ['{ toys(first: 10) { nodes { parts { number } } } }', 1 + 10 * (1 + 5), 10 * (1 + 5)],
    ['{ nodes(ids: ["a", "b", "c"]) { id ... on Toy { owner { id } } } }', 3 * 2, 3],
    ['mutation { toySend(input: { how: "ok" }) { toy { id price { amount } } userErrors { code } } }', 10 + 1 + 1, 0],
    ['{ ...A ...A } fragment A on Query { me { mode } }', 2, 0],
    // A page size out of range is the list's to refuse, with its range; here it counts as the nearest that is allowed.
    ['{ toys(first: -1) { nodes { id } } }', 2, 1],
    ['{ toys(first: 2147483647) { nodes { id } } }', 201, 200],
  ])('%s', (source, cost, nodes, variables = {}) => {
    expect(measured(source, variables)).toEqual({ cost, nodes });
  });

  it.each(['cost', 'nodes'] as const)('%s: ten thousand and not one more', (limit) => {
    const none = { cost: 0, nodes: 0 };
    expect(() => assertWithinLimits({ ...none, [limit]: 10_000 })).not.toThrow();
    expect(() => assertWithinLimits({ ...none, [limit]: 10_001 })).toThrow(
      `asks for up to 10001 ${limit}; the limit of ${limit} is 10000.`,
    );
  });
});

describe('how deep the variables may be', () => {
  const deep = (levels: number): unknown => (levels === 0 ? 1 : levels % 2 === 0 ? [deep(levels - 1)] : { more: deep(levels - 1) });

  it('24 levels and not one more', () => {
    expect(() => assertShallow({ variable: deep(24) })).not.toThrow();
    expect(() => assertShallow({ variable: deep(25) })).toThrow('nested more than 24 levels deep');
  });
});

describe('how long a list in the input may be', () => {
  const leaves = (count: number) => Array.from({ length: count }, () => ({}));

  it.each<[what: string, most: number, source: string, variables: (size: number) => Record<string, unknown>]>([
    [
      'the events of a report',
      limits.usageEventsPerReport,
      'mutation ($e: [LeafInput!]!) { usageReport(input: { events: $e }) { count } }',
      (size) => ({ e: leaves(size) }),
    ],
    [
      'the ids of a look-up',
      limits.idsPerLookup,
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      (size) => ({ ids: leaves(size).map(String) }),
    ],
    ['any other', limits.arrayItems, 'query ($l: [LeafInput!]!) { echo(list: $l) }', (size) => ({ l: leaves(size) })],
    [
      'one in an item',
      limits.arrayItems,
      'mutation ($e: [LeafInput!]!) { usageReport(input: { events: $e }) { count } }',
      (size) => ({ e: [{}, { more: leaves(size) }] }),
    ],
    [
      'one in an object',
      limits.arrayItems,
      'query ($l: LeafInput!) { echo(leaf: $l) }',
      (size) => ({ l: { more: [{ more: leaves(size) }] } }),
    ],
  ])('%s: %d and not one more', (_what, most, source, variables) => {
    expect(() => measured(source, variables(most))).not.toThrow();
    expect(() => measured(source, variables(most + 1))).toThrow(`has ${most + 1} items`);
  });
});

describe('a text that the database could not keep as it is', () => {
  const bad = ['a\u0000b', '\u0000', '\ud800', 'x\udfffy', '\udc00\ud800'];
  const good = ['', 'a b', '\u{1f600}', '李小龍', 'line\nbreak'];
  const places: Array<[at: string, source: string, variables: (text: string) => Record<string, unknown>]> = [
    ['text', 'query ($t: String!) { echo(text: $t) }', (t) => ({ t })],
    ['text', 'query ($t: String!) { ...F } fragment F on Query { me { mode } ... { echo(text: $t) } }', (t) => ({ t })],
    ['id', 'query ($id: ID!) { node(id: $id) { id } }', (id) => ({ id })],
    ['ids.1', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', (id) => ({ ids: ['x', id] })],
    ['by.externalId', 'query ($by: ToyByInput!) { toy(by: $by) { id } }', (externalId) => ({ by: { externalId } })],
    ['by.id', 'query ($id: ID!) { toy(by: { id: $id }) { id } }', (id) => ({ id })],
    [
      'list.0.more.1.by.externalId',
      'query ($list: [LeafInput!]) { echo(list: $list) }',
      (externalId) => ({ list: [{ more: [{}, { by: { externalId } }] }] }),
    ],
    ['input.how', 'mutation ($input: ToySendInput!) { toySend(input: $input) { sent } }', (how) => ({ input: { how } })],
    ['after', 'query ($after: String) { toys(after: $after) { nodes { id } } }', (after) => ({ after })],
  ];

  it.each(places)('is refused at `%s` in a variable: %s', (at, source, variables) => {
    for (const text of bad) expect(() => measured(source, variables(text))).toThrow(`\`${at}\` has U+0000 or half of a surrogate pair`);
    for (const text of good) expect(() => measured(source, variables(text))).not.toThrow();
  });

  it('is refused in a literal and in the default of a variable', () => {
    for (const source of [
      String.raw`{ toy(by: { externalId: "a\u0000b" }) { id } }`,
      String.raw`query ($by: ToyByInput = { externalId: "a\u0000b" }) { toy(by: $by) { id } }`,
    ]) {
      expect(() => measured(source)).toThrow('`by.externalId` has U+0000');
    }
  });
});
