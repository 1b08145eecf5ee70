import path from 'node:path';
import { type GraphQLField, type GraphQLSchema, isInputObjectType, isNonNullType, Kind, type OperationDefinitionNode } from 'graphql';

// A plugin of graphql-codegen: docs/contract.md from the schema and the SDK's operations, `npm run generate`.

interface OperationFile {
  readonly location?: string;
  readonly document?: { readonly definitions: ReadonlyArray<{ readonly kind: string }> };
}

/** One line of the contract. */
export interface ContractRow {
  /** `offers.send`; `me` for a method of the client itself. */
  readonly method: string;
  /** Name of the root field. */
  readonly field: string;
  readonly takes: readonly string[];
  /** A scope, or `any` for every credential. */
  readonly scope: string;
  readonly key: 'required' | 'optional' | 'none';
}

const introduction = `<!-- Made by \`npm run generate\` from schema.graphql and packages/sdk/src/operations. Do not edit. -->

# The contract

Every method of the SDK, the GraphQL field behind it, the scope a key needs for it, and whether it takes an idempotency key: **✓** where the
schema requires one (money moves, or a retry would double something people see; the SDK always sends one), *optional* where it may be
given. \`me\`, \`node\` and \`nodes\` are methods of the client itself. Queries name their arguments; lists take \`first\` and \`after\` besides.
Mutations take one \`input\`.

| SDK | GraphQL | scope | key |
|---|---|---|---|
`;

/** The file, as graphql-codegen asks for it. */
export function plugin(schema: GraphQLSchema, files: readonly OperationFile[]): string {
  return introduction + contractRows(schema, files).map(lineOf).join('');
}

/**
 * The rows, by method. An operation says its method by its file and its name: \`PayPeriodsClose\` in pay-periods.graphql is
 * \`payPeriods.close\`.
 */
export function contractRows(schema: GraphQLSchema, files: readonly OperationFile[]): readonly ContractRow[] {
  const rows = files.flatMap(({ location = '', document }) =>
    (document?.definitions ?? []).filter(isOperation).map((operation) => rowOf(schema, path.basename(location, '.graphql'), operation)),
  );
  return [...rows, ...rows.flatMap(composedOf)].sort((left, right) => (left.method < right.method ? -1 : 1));
}

/** Methods that are made of another one. */
const composed: Readonly<Record<string, string>> = { 'jobs.get': 'jobs.wait' };

function composedOf(row: ContractRow): readonly ContractRow[] {
  const method = composed[row.method];
  return method === undefined ? [] : [{ ...row, method }];
}

function isOperation(definition: { readonly kind: string }): definition is OperationDefinitionNode {
  return definition.kind === Kind.OPERATION_DEFINITION;
}

function rowOf(schema: GraphQLSchema, file: string, operation: OperationDefinitionNode): ContractRow {
  const isMutation = operation.operation === 'mutation';
  const [selection] = operation.selectionSet.selections;
  const name = selection?.kind === Kind.FIELD ? selection.name.value : '';
  const field = (isMutation ? schema.getMutationType() : schema.getQueryType())?.getFields()[name];
  if (field === undefined) throw new Error(`${operation.name?.value} asks for no root field.`);
  return {
    method: methodOf(file, operation.name?.value ?? ''),
    field: name,
    takes: isMutation ? [] : field.args.map((argument) => argument.name).filter((argument) => argument !== 'first' && argument !== 'after'),
    scope: /Requires scope: `?([a-z:]+)`?\./.exec(field.description ?? '')?.[1] ?? '',
    key: keyOf(field),
  };
}

function methodOf(file: string, operation: string): string {
  const namespace = file.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
  if (namespace === 'client') return uncapitalized(operation);
  const prefix = namespace.charAt(0).toUpperCase() + namespace.slice(1);
  if (!operation.startsWith(prefix)) throw new Error(`${operation} in ${file}.graphql does not begin with ${prefix}.`);
  return `${namespace}.${uncapitalized(operation.slice(prefix.length))}`;
}

function keyOf({ args }: GraphQLField<unknown, unknown>): ContractRow['key'] {
  const input = args.find(({ name }) => name === 'input')?.type;
  const type = isNonNullType(input) ? input.ofType : input;
  const key = isInputObjectType(type) ? type.getFields().idempotencyKey : undefined;
  return key === undefined ? 'none' : isNonNullType(key.type) ? 'required' : 'optional';
}

function lineOf({ method, field, takes, scope, key }: ContractRow): string {
  const mark = { required: '✓', optional: 'optional', none: '' }[key];
  const graphql = takes.length === 0 ? field : `${field}(${takes.join(', ')})`;
  return `| \`${method}\` | \`${graphql}\` | ${scope === 'any' ? 'any' : `\`${scope}\``} | ${mark} |\n`;
}

function uncapitalized(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
