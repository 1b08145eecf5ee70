import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import {
  type ExecutionResult,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { compileOperation } from '../../src/http/compile.js';
import { formatError } from '../../src/http/errors.js';
import { type ExecutionRequest, interpret, openExecutor, runCompiled } from '../../src/http/executor.js';
import { buildApiSchema } from '../../src/http/schema.js';
import type { Scope } from '../../src/platform/scope.js';
import { happened, toyCtx, toyModule, toyPlatform, toys } from './toy.js';

const schema = buildApiSchema([toyModule]);
const platform = toyPlatform('test');

function request(source: string, variables: Record<string, unknown> = {}, operationName?: string, scopes?: Scope[]): ExecutionRequest {
  const document = parse(source);
  const faults = validate(schema, document, specifiedRules);
  if (faults.length > 0) throw new Error(`The corpus is valid: ${faults.map(({ message }) => message).join(' ')}`);
  const operation = getOperationAST(document, operationName) as OperationDefinitionNode;
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (coerced.errors !== undefined) throw coerced.errors[0] ?? new Error('The variables of the corpus are valid.');
  return { document, operation, rawVariables: variables, variables: coerced.coerced, context: toyCtx(platform, scopes) };
}

/** What a caller would see: the data, and the errors by the place that became null for them. */
interface Seen {
  readonly data: unknown;
  readonly nulled: ReadonlyMap<string, ReadonlySet<string>>;
}

function seen({ data, errors = [] }: ExecutionResult): Seen {
  const plain: unknown = JSON.parse(JSON.stringify(data ?? null));
  const nulled = new Map<string, Set<string>>();
  for (const error of errors) {
    const told = JSON.stringify(formatError({ ...error.toJSON(), extensions: { code: 'INTERNAL_SERVER_ERROR' } }, error));
    const place = JSON.stringify(placeOf(plain, error.path ?? []));
    nulled.set(place, (nulled.get(place) ?? new Set()).add(told));
  }
  return { data: plain, nulled };
}

function placeOf(data: unknown, path: ReadonlyArray<string | number>): ReadonlyArray<string | number> {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null) return path.slice(0, depth);
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}

/**
 * The same data, and the same errors. Of several errors for which one place is null, an executor may stop at the first:
 * there, they have one in common.
 */
function expectSame(compiled: Seen, interpreted: Seen): void {
  expect(withoutKeys(compiled.data)).toEqual(withoutKeys(interpreted.data));
  expect([...compiled.nulled.keys()].sort()).toEqual([...interpreted.nulled.keys()].sort());
  for (const [place, errors] of interpreted.nulled) {
    const others = compiled.nulled.get(place) ?? new Set();
    if (errors.size === 1 && others.size === 1) expect([...others]).toEqual([...errors]);
    expect([...others].some((error) => errors.has(error))).toBe(true);
  }
}

/** Ids of keys differ from context to context. */
function withoutKeys(data: unknown): string {
  return JSON.stringify(data, null, 1).replaceAll(/key_\w{26}/g, 'key');
}

async function both(make: () => ExecutionRequest): Promise<{ interpreted: Seen; compiled: Seen; isCompiled: boolean }> {
  const interpreted = seen(await interpret(schema, make()));
  const again = make();
  const operation = compileOperation(schema, again.document, again.operation);
  const compiled = operation === undefined ? interpreted : seen(await runCompiled(schema, again, operation));
  return { interpreted, compiled, isCompiled: operation !== undefined };
}

const first = toys[0]?.id ?? '';
const second = toys[1]?.id ?? '';

/** name, document, variables, whether it is compiled. */
const corpus: Array<[name: string, source: string, variables?: Record<string, unknown>, compiled?: boolean]> = [
  ['scalars in place', '{ toys(first: 3) { nodes { id name color tags price { amount currency rounded } note __typename } } }'],
  ['edges and page info', '{ toys(first: 2) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }'],
  [
    'aliases of one field with different arguments',
    '{ a: toys(first: 1) { nodes { id } } b: toys(first: 2) { nodes { other: name id } } }',
  ],
  ['the same field twice, merged', '{ toys(first: 1) { nodes { price { amount } } nodes { price { currency } id } } }'],
  [
    'fragments in fragments',
    'query { ...Q } fragment Q on Query { toys(first: 2) { nodes { ...T } } } fragment T on Toy { id ...N } fragment N on Node { id __typename }',
  ],
  ['a list of lists of one argument', '{ echo(leaf: { grid: [[1, 2], [3]], by: { id: "x" } }) }'],
  ['a single value where a list is wanted', '{ echo(list: { count: 1 }, leaf: { grid: 4 }) }'],
  ['a default of an argument', '{ echo }'],
  ['a null where a default is not used', 'query ($c: Color) { echo(color: $c, leaf: null) }', { c: null }],
  ['an omitted variable keeps the default', 'query ($t: String! = "given") { echo(text: $t) }'],
  ['a nullable variable for an argument with a default', 'query ($t: String) { echo(text: $t) }', {}],
  ['null for an argument that may not be null, an error of the field', 'query ($t: String) { echo(text: $t) other: echo }', { t: null }],
  [
    'scalars that parse to objects, in variables',
    'query ($at: DateTime, $n: BigInt) { echo(at: $at, tokens: $n) }',
    { at: '2026-11-21T10:00:00+02:00', n: '123456789012345678901234567890' },
  ],
  ['scalars that parse to objects, in literals', '{ echo(at: "2026-11-21T10:00:00Z", tokens: "12", color: RED) }'],
  [
    'scalars that parse to objects, in lists within inputs',
    '{ echo(list: [{ at: "2026-11-21T10:00:00Z", tokens: "1" }, { decimal: "1.50", on: "2028-02-29" }]) }',
  ],
  [
    'a variable within an input literal',
    'query ($d: Decimal, $n: BigInt) { echo(leaf: { decimal: $d, tokens: $n, more: [{ decimal: $d }] }) }',
    { d: '0.0000000001', n: '7' },
  ],
  ['a variable left out within an input literal', 'query ($d: Decimal, $c: Int!) { echo(leaf: { decimal: $d, count: $c }) }', { c: 3 }],
  ['an enum in a variable with a default', 'query ($c: Color = GREEN) { echo(color: $c, leaf: { color: $c }) }'],
  ['an input of defaults', 'query ($l: LeafInput) { echo(leaf: $l) }', { l: {} }],
  ['omitted and null kept apart', 'query ($l: LeafInput) { echo(leaf: $l) }', { l: { decimal: null, more: [] } }],
  ['@oneOf in a variable', 'query ($by: ToyByInput!) { toy(by: $by) { id } }', { by: { id: first } }],
  ['@oneOf in a literal', '{ toy(by: { externalId: "first" }) { id } }'],
  ['@oneOf with a variable inside', 'query ($id: ID!) { toy(by: { id: $id }) { name } }', { id: second }],
  ['an id given as a number', 'query ($id: ID!) { toy(by: { id: $id }) { name } }', { id: 12 }],
  ['a field that is null though it may not be, up to the nearest that may', `{ toy(by: { id: "${first}" }) { id strict } me { mode } }`],
  ['the same in every row of a list that may not hold null', '{ toys(first: 3) { nodes { id strict } } me { mode } }'],
  ['items that may be null', '{ toys(first: 4) { nodes { parts(count: 5) { number label } } } }'],
  [
    'items that fail in lists within lists',
    '{ toys(first: 7) { nodes { id parts(count: 4) { __typename label } twin { id parts(count: 2) { label } } } } }',
  ],
  [
    'refusals and failures of fields',
    '{ toys(first: 6) { nodes { id twin { twin { id } } } } fail(how: "NOT_FOUND") x: fail(how: "bug") }',
  ],
  ['a failure of the whole answer', '{ toys(first: 1) { nodes { id } } failHard(how: "RATE_LIMITED") }'],
  [
    'interfaces',
    `query ($id: ID!) { node(id: $id) { id __typename ... on Toy { name price { amount } owner { id name } } ... on Person { name } } }`,
    { id: first },
  ],
  [
    'interfaces in lists, with what is not there',
    '{ mixed { __typename id ... on Toy { color twin { id } } ... on Person { name salary { amount } } } }',
  ],
  [
    'many by id, in order',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Toy { name } } }',
    { ids: [second, 'nothing', first, 'offer_01k8r9j9e6e0rv5dhx0zq9k7yv', ''] },
  ],
  ['an empty list', '{ nodes(ids: []) { id } }'],
  [
    'relations through promises',
    '{ toys(first: 9) { nodes { owner { id name salary { rounded } } twin { owner { name } twin { name } } } } }',
  ],
  [
    'the arguments of a field in a fragment used twice',
    'query ($n: Int!) { a: toys(first: 2) { nodes { ...P } } b: toys(first: 1) { nodes { ...P } } } fragment P on Toy { parts(count: $n) { number } }',
    { n: 1 },
  ],
  ['only one of several operations', 'query A { me { mode } } query B($n: Int!) { slow(milliseconds: $n) }', { n: 1 }],
  [
    'mutations',
    'mutation ($i: ToySendInput!) { toySend(input: $i) { sent toy { id price { amount } owner { name } } userErrors { code } } }',
    { i: { how: 'ok' } },
  ],
  ...['INSUFFICIENT_BALANCE', 'INVALID_TRANSITION', 'VERSION_CONFLICT', 'NOT_FOUND'].map((code): [string, string] => [
    `a mutation refused with ${code}`,
    `mutation { toySend(input: { how: "${code}" }) { ...P } } fragment P on ToySendPayload { sent toy { id } userErrors { __typename code message path docUrl ... on InsufficientBalanceError { available { amount currency rounded } requested { amount } } ... on InvalidTransitionError { from to } ... on VersionConflictError { currentVersion } } }`,
  ]),
  [
    'a mutation that fails behind one that does not',
    'mutation { a: toySend(input: { how: "ok" }) { sent } b: toySend(input: { how: "40001" }) { sent } c: toySend(input: { how: "ok" }) { sent } }',
    {},
    false,
  ],
  ['a mutation that fails', 'mutation { toySend(input: { how: "40001" }) { sent } }'],
  [
    'conditions',
    'query ($yes: Boolean!) { me @include(if: $yes) { mode keyId @skip(if: $yes) } toys(first: 1) @skip(if: $yes) { nodes { id } } }',
    { yes: true },
    false,
  ],
  ['introspection', '{ __schema { queryType { name } } __type(name: "Toy") { fields { name } } }', {}, false],
  ['aliases that are names of every object', '{ toString: me { constructor: mode __proto__: mode } }', {}, false],
];

describe('the compiled executor answers what graphql-js answers', () => {
  it.each(corpus)('%s', async (_name, source, variables = {}, compiled = true) => {
    const operationName = source.startsWith('query A') ? 'B' : undefined;
    const outcome = await both(() => request(source, variables, operationName));
    expectSame(outcome.compiled, outcome.interpreted);
    expect(outcome.isCompiled).toBe(compiled);
  });

  it('with scopes missing, the same fields are null and the same are named', async () => {
    const source =
      '{ toys(first: 3) { nodes { id owner { name salary { amount } } } } people: mixed { ... on Person { name salary { amount } } } }';
    for (const scopes of [['offers:read'], ['offers:read', 'employees:read'], ['employees:read', 'pay:read'], []] as Scope[][]) {
      const contexts: Array<ReturnType<typeof toyCtx>> = [];
      const { compiled, interpreted } = await both(() => {
        const made = request(source, {}, undefined, scopes);
        contexts.push(made.context as ReturnType<typeof toyCtx>);
        return made;
      });
      expectSame(compiled, interpreted);
      // Where the whole answer failed, graphql-js stops before it has seen every field.
      if (interpreted.data !== null) expect(contexts[1]?.answer.redactions).toEqual(contexts[0]?.answer.redactions);
    }
  });

  it('for whatever is selected', async () => {
    await fc.assert(
      fc.asyncProperty(operations, async ({ source, variables }) => {
        const { compiled, interpreted, isCompiled } = await both(() => request(source, variables));
        expectSame(compiled, interpreted);
        expect(isCompiled).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

const anyLeaf = fc.constantFrom(
  'id',
  'name',
  'color',
  'note',
  'tags',
  'strict',
  '__typename',
  'price { amount currency rounded }',
  'other: name',
);
const anyParts = fc
  .constantFrom('parts', 'one: parts(count: 1)', 'some: parts(count: $n)', 'four: parts(count: 4)')
  .map((field) => `${field} { number label }`);
const anyToy: fc.Arbitrary<string> = fc.letrec<{ toy: string; field: string }>((tie) => ({
  field: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyLeaf,
    anyParts,
    fc.constant('owner { id name salary { amount } }'),
    tie('toy').map((inner) => `twin { ${inner} }`),
    tie('toy').map((inner) => `... on Toy { ${inner} }`),
    tie('toy').map((inner) => `... on Node { id ... on Toy { ${inner} } }`),
  ),
  toy: fc.array(tie('field'), { minLength: 1, maxLength: 4 }).map((fields) => fields.join(' ')),
})).toy;
const operations = fc
  .record({
    toy: anyToy,
    size: fc.integer({ min: 1, max: 6 }),
    n: fc.integer({ min: 0, max: 5 }),
    root: fc.constantFrom('toys', 'node', 'toy'),
  })
  .map(({ toy, size, n, root }) => {
    const field = {
      toys: `toys(first: $size) { nodes { ${toy} } edges { cursor } }`,
      node: `node(id: "${first}") { ... on Toy { ${toy} } }`,
      toy: `toy(by: { id: $id }) { ${toy} }`,
    }[root];
    return {
      source: `query ($size: Int = 2, $n: Int! = 1, $id: ID! = "${second}", $text: String! = "x") { ${field} echo(text: $text, leaf: { count: $n, grid: [[$size]] }) last: toy(by: { id: $id }) { id parts(count: $n) { number } } }`,
      variables: { size, n },
    };
  });
describe('the executor', () => {
  it('runs root mutations one after another, and none behind one that failed', async () => {
    const of = (how: string) => `${how}: toySend(input: { how: "${how}", milliseconds: 10 }) { toy { twin { id } owner { id } } }`;
    const run = openExecutor(schema);
    const made = request(`mutation { ${of('ok')} ${of('NOT_FOUND')} ${of('replayed')} ${of('bug')} ${of('RATE_LIMITED')} }`);
    for (let round = 0; round < 3; round += 1) {
      happened.length = 0;
      const { data } = await run(made);
      expect(data).toBeNull();
      expect(happened).toEqual(['ok', 'NOT_FOUND', 'replayed', 'bug'].flatMap((how) => [`start ${how}`, `end ${how}`]));
    }
  });

  it('answers a property that throws while it is read with an error, and lives on', async () => {
    const made = request('{ broken { id note } me { mode } }');
    const { data, errors } = await compiledRun(schema, made);
    expect(JSON.parse(JSON.stringify(data))).toEqual({ broken: null, me: { mode: 'TEST' } });
    expect(errors).toHaveLength(1);
  });

  it('compiles what comes a second time, and reads plain properties without a resolver', async () => {
    const run = openExecutor(schema);
    const made = request('{ toys(first: 2) { nodes { name price { amount } } } }');
    const answers = [await run(made), await run(made), await run(made)].map((answer) => JSON.stringify(answer));
    expect(new Set(answers).size).toBe(1);

    for (const [type, field] of [
      ['Toy', 'name'],
      ['Toy', 'price'],
      ['Money', 'amount'],
      ['ToyConnection', 'nodes'],
      ['ToyEdge', 'node'],
      ['UserError', 'code'],
    ] as const) {
      const named = schema.getType(type);
      expect(named !== undefined && 'getFields' in named && Object.hasOwn(named.getFields(), field)).toBe(true);
      if (named !== undefined && 'getFields' in named && type !== 'UserError')
        expect(named.getFields()[field]).toHaveProperty('resolve', undefined);
    }
  });

  it('keeps the compiled operations of a document apart by name', async () => {
    const run = openExecutor(schema);
    const source = 'query A { a: slow(milliseconds: 0) } query B { b: slow(milliseconds: 0) }';
    const document = parse(source);
    for (let round = 0; round < 3; round += 1) {
      for (const name of ['A', 'B']) {
        const operation = getOperationAST(document, name) as OperationDefinitionNode;
        const answer = await run({ document, operation, rawVariables: {}, variables: {}, context: toyCtx(platform) });
        expect(Object.keys(answer.data ?? {})).toEqual([name.toLowerCase()]);
      }
    }
  });

  it('answers DEADLINE_EXCEEDED after ten seconds', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    try {
      const answer = openExecutor(schema)(request('{ slow(milliseconds: 300) }'));
      await jest.advanceTimersByTimeAsync(9_999);
      let settled = false;
      void answer.then(() => {
        settled = true;
      });
      await jest.advanceTimersByTimeAsync(0);
      expect(settled).toBe(false);
      await jest.advanceTimersByTimeAsync(1);
      expect((await answer).errors?.[0]?.originalError).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    } finally {
      jest.useRealTimers();
    }
  });
});

async function compiledRun(_schema: typeof schema, made: ExecutionRequest): Promise<ExecutionResult> {
  const operation = compileOperation(schema, made.document, made.operation);
  if (operation === undefined) throw new Error('This is compiled.');
  return runCompiled(schema, made, operation);
}
