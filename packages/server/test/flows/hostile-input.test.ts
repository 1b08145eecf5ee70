import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { modules } from '../../src/app.js';
import { buildApiSchema } from '../../src/http/schema.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { verify } from '../../src/verify.js';
import { ask } from '../support/ask.js';
import { testDatabase, testEmployer } from '../support/database.js';
import { documentFor, rootFields } from '../support/sample-operations.js';
import { seedEverything } from '../support/seed.js';

const schema = buildApiSchema(modules);

/** What is unusual and still of its type: each was, or could be, a failure somewhere behind the schema. */
const unusual: Readonly<Record<string, readonly unknown[]>> = {
  Int: [0, -1, 1, 100, 2_147_483_647, -2_147_483_648],
  Float: [0, -0.5, 1e308],
  Boolean: [true, false],
  Decimal: ['0', '-1', '0.0000000001', '1.5', '9999999999999999999999999999', '-9999999999999999999999999999.9999999999'],
  BigInt: ['0', '-1', '1000000000000000', '99999999999999999999999999999999999999'],
  CurrencyCode: ['USD', 'JPY', 'KWD', 'EUR'],
  Date: ['1970-01-01', '2026-11-02', '2024-02-29', '2027-03-14', '2199-12-31'],
  DateTime: ['1970-01-01T00:00:00.000Z', '2026-11-02T09:00:00.001Z', '2027-10-31T01:30:00+01:00', '2199-12-31T23:59:59.999Z'],
  ID: ['', 'x', 'grant_01k00000000000000000000000', '00000000-0000-0000-0000-000000000000', 'offer_', '%'],
  String: [
    '',
    ' ',
    'a'.repeat(256),
    "'; drop table entry; --",
    '\u202egnp',
    'ﬀ',
    '😀',
    '\t',
    '{"a":1}',
    '2026-11',
    'UTC',
    'en-GB',
    'DE',
    '*',
    'x*',
    '%_',
  ],
};

/** What is plain, by the name of the field or its type: with it the unusual values beside it get further in. */
const plain: Readonly<Record<string, unknown>> = {
  Int: 1,
  Decimal: '10.00',
  BigInt: '1000',
  CurrencyCode: 'USD',
  Date: '2026-11-02',
  DateTime: '2026-11-02T08:30:00.000Z',
  String: 'x',
  timeZone: 'UTC',
  country: 'US',
  locale: 'en-US',
  provider: 'anthropic',
  model: 'claude-sonnet-4-5',
  expiresAt: '2027-06-01T00:00:00.000Z',
  endDate: '2026-12-01',
};

let keys = 0;

/** What the employer of the test has, by the input that names it. */
const known: Readonly<Record<string, string>> = {
  EmployeeByInput: 'e-1',
  CostCenterByInput: '4100',
  DepartmentByInput: 'eng',
  LegalEntityByInput: 'le',
  OfferByInput: 'o-1',
  PayPeriodByInput: '2026-10',
  PolicyByInput: 'p-1',
  StipendByInput: 's-1',
};

/** Input of a type: mostly what exists and is plain, here and there what is unusual; optional fields come and go. */
function inputOf(type: GraphQLInputType, name: string, depth: number, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return inputOf(type.ofType, name, depth, ids);
  if (isListType(type)) return fc.array(inputOf(type.ofType, name, depth, ids), { minLength: depth > 6 ? 0 : 1, maxLength: 2 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (!isInputObjectType(type)) {
    // A refusal is stored under its key, so a key that comes again would hide everything behind it.
    if (name === 'idempotencyKey') return fc.constant(null).map(() => `hostile-${++keys}`);
    if (name === 'after') return fc.constantFrom(null, null, null, '', 'x', 'eyJ9');
    const values = fc.constantFrom(...(unusual[type.name] ?? []));
    if (type.name === 'ID') return fc.oneof(values, { weight: 3, arbitrary: fc.constantFrom(...ids) });
    const usual = plain[name] ?? plain[type.name];
    return usual === undefined ? values : fc.oneof(values, { weight: 4, arbitrary: fc.constant(usual) });
  }
  const externalId = known[type.name];
  if (externalId !== undefined) {
    return fc.oneof(
      { weight: 5, arbitrary: fc.constant({ externalId }) },
      { weight: 1, arbitrary: oneFieldOf(Object.values(type.getFields()), depth, ids) },
    );
  }
  const fields = Object.values(type.getFields());
  return type.isOneOf ? oneFieldOf(fields, depth, ids) : fieldsOf(fields, depth, ids);
}

function oneFieldOf(fields: readonly GraphQLInputField[], depth: number, ids: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(...fields.map(({ name, type }) => inputOf(type, name, depth + 1, ids).map((value) => ({ [name]: value }))));
}

function fieldsOf(
  fields: ReadonlyArray<GraphQLInputField | GraphQLArgument>,
  depth: number,
  ids: readonly string[],
): fc.Arbitrary<Record<string, unknown>> {
  const needed = fields.filter(({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined).map(({ name }) => name);
  const shapes = fields
    .filter(({ name }) => depth < 7 || needed.includes(name))
    .map(({ name, type }) => {
      const value = inputOf(type, name, depth + 1, ids);
      return [
        name,
        isNonNullType(type) ? value : fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) }),
      ] as const;
    });
  return fc.record(Object.fromEntries(shapes), { requiredKeys: needed }).map((record) => ({ ...record }));
}

describe('whatever a client sends that the schema takes', () => {
  let ctx: TenantCtx;
  let ids: string[];
  const runs = Number(process.env.HOSTILE_RUNS ?? 8);
  const seed = Number(process.env.HOSTILE_SEED ?? 20_261_201);

  beforeAll(async () => {
    ctx = await testEmployer();
    await seedEverything(ctx);
    const { data } = await ask<Record<string, { nodes: Array<{ id: string; grants?: { nodes: Array<{ id: string }> } }> }>>(
      ctx,
      '{ stipends { nodes { id grants { nodes { id } } } } employees { nodes { id } } offers { nodes { id } } usageEvents { nodes { id } } limits { nodes { id } } }',
    );
    ids = Object.values(data).flatMap(({ nodes }) =>
      nodes.flatMap(({ id, grants }) => [id, ...(grants?.nodes ?? []).map((grant) => grant.id)]),
    );
    expect(ids.length).toBeGreaterThan(5);
  }, 60_000);

  it.each(rootFields(schema).map((root) => [root.field.name, root] as const))(
    '%s answers it or refuses it with a code',
    async (name, root) => {
      const document = documentFor(root);
      await fc.assert(
        fc.asyncProperty(fieldsOf(root.field.args, 0, ids), async (variables) => {
          const { errors } = await ask(
            ctx,
            document,
            name === 'testClockAdvance' ? { input: { to: '2026-11-02T09:00:00.000Z' } } : variables,
          );
          // `ask` answers the code of what we throw, and of a bug the bare message. What does not parse has no code here.
          const bugs = errors.filter((error) => !/^[A-Z_]+$/.test(error) && !/^Variable "\$/.test(error));
          expect(bugs).toEqual([]);
        }),
        { numRuns: runs, seed, endOnFailure: true },
      );
    },
    120_000,
  );

  it('leaves the books as they should be', async () => {
    const { platform } = await testDatabase();
    expect(await verify(platform, modules, [ctx.employerId])).toEqual([]);
  });
});
