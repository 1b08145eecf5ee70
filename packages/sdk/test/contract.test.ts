import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLField, getNamedType, isEnumType, isInputObjectType, isObjectType, parse } from 'graphql';
import { contractRows, plugin } from '../contract-table.js';
import { refusalCodes } from '../src/codes.js';
import * as sdk from '../src/index.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
const filesIn = (folder: string) => readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`);

const schema = buildSchema(read('schema.graphql'));
const operationFiles = filesIn('packages/sdk/src/operations').map((location) => ({ location, document: parse(read(location)) }));
const rows = contractRows(schema, operationFiles);
const rootFields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) => Object.values(type?.getFields() ?? {}));

type Method = (request: unknown) => Promise<unknown>;

/** Every method there is, by its name in the contract: functions of the client's own properties, and those themselves. */
function methodsOf(client: object): Map<string, Method> {
  const methods = Object.entries(client).flatMap(([name, member]): Array<[string, Method]> => {
    if (typeof member === 'function') return [[name, member]];
    return Object.entries(member as Record<string, Method>).map(([verb, method]) => [`${name}.${verb}`, method]);
  });
  return new Map(methods);
}

describe('the contract', () => {
  it('in docs/contract.md is what the schema and the operations say', () => {
    expect(read('docs/contract.md')).toBe(plugin(schema, operationFiles));
  });

  it('has every root field of the schema', () => {
    const inContract = new Set(rows.map(({ field }) => field));
    expect(rootFields.map(({ name }) => name).filter((name) => !inContract.has(name))).toEqual([]);
    // jobs.wait is made of jobs.get, and balances.movement reads more of what balances.get reads.
    expect(rows).toHaveLength(rootFields.length + 2);
  });

  it('names the scope of every one', () => {
    expect(rows.filter(({ scope }) => scope === '')).toEqual([]);
  });

  it('has the methods the client has, and no other', () => {
    expect([...methodsOf(new sdk.StipendClient()).keys()].sort()).toEqual(rows.map(({ method }) => method).sort());
  });

  it.each(rows.map(({ method, field }) => [method, field]))('%s sends %s', async (name, field) => {
    const sent: string[] = [];
    const fetch: sdk.Fetch = async (_url, { body }) => {
      sent.push((JSON.parse(body) as { query: string }).query);
      throw new Error('no network');
    };
    const client = new sdk.StipendClient({ apiKey: 'csk_test_1', baseUrl: 'http://127.0.0.1', maxRetries: 0, fetch });
    const request = name === 'usage.report' ? [{}] : { id: 'x' };
    await expect(methodsOf(client).get(name)?.(request)).rejects.toMatchObject({ code: 'CONNECTION' });
    const [operation] = parse(sent[0] ?? '').definitions.flatMap((definition) => ('selectionSet' in definition ? [definition] : []));
    expect(operation?.selectionSet.selections).toEqual([expect.objectContaining({ name: expect.objectContaining({ value: field }) })]);
  });
});

describe('the docstring of each method', () => {
  const docs = new Map(filesIn('packages/sdk/src/namespaces').flatMap((file) => [...docstringsIn(read(file))]));

  it.each(rows.map((row) => [row.method, row] as const))('%s says its scope and its codes', (name, { field, scope }) => {
    const text = docs.get(name) ?? '';
    expect(text).toContain(scope === 'any' ? 'Scope: any.' : `Scope: \`${scope}\`.`);
    const codes = codesOf(rootFields.find((candidate) => candidate.name === field));
    expect(codes.filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
  });
});

/** Docstrings by `namespace.method`, from the source: what stands above a property of a function that makes a namespace. */
function* docstringsIn(source: string): Generator<[string, string]> {
  const [, ...parts] = source.split(/^export const (?=\w+ = \(call: Operations\))/m);
  for (const part of parts) {
    const namespace = /^\w+/.exec(part)?.[0] ?? '';
    for (const [, text = '', method = ''] of part.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+(\w+)[:,]/g)) {
      yield [namespace === 'identity' ? method : `${namespace}.${method}`, text.replaceAll(/\s*\n\s*\* ?/g, ' ')];
    }
  }
}

/** The codes a mutation may be refused with, as its payload's `userErrors` names them. */
function codesOf(field: GraphQLField<unknown, unknown> | undefined): readonly string[] {
  const payload = field === undefined ? undefined : getNamedType(field.type);
  const said = isObjectType(payload) ? payload.getFields().userErrors?.description : undefined;
  return refusalCodes.filter((code) => said?.match(/\b[A-Z][A-Z_]+\b/g)?.includes(code));
}

describe('the package exports', () => {
  const generated = read('packages/sdk/src/generated/operations.ts');

  it('the document of every operation', () => {
    const documents = [...generated.matchAll(/^export const (\w+Document) =/gm)].map(([, name]) => name);
    expect(documents).toHaveLength(rows.length - 1);
    expect(documents.filter((name) => name === undefined || !(name in sdk))).toEqual([]);
  });

  it('the type of every input, enum and fragment the operations use', () => {
    const exported = read('packages/sdk/src/types.ts');
    const names = [...generated.matchAll(/^export type (\w+)/gm)].map(([, name = '']) => name);
    const wanted = names.filter((name) => {
      const type = schema.getType(name);
      return name.endsWith('FieldsFragment') || isInputObjectType(type) || isEnumType(type);
    });
    expect(wanted.length).toBeGreaterThan(100);
    expect(wanted.filter((name) => !new RegExp(`\\b${name}\\b`).test(exported))).toEqual([]);
  });
});
