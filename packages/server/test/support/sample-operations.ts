import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** Where in the arguments of a root field an id stands: `['input', 'employee', 'id']`. */
export type IdPath = readonly string[];

export interface RootField {
  readonly operation: 'query' | 'mutation';
  readonly field: GraphQLField<unknown, unknown>;
}

export function rootFields(schema: GraphQLSchema): RootField[] {
  const fieldsOf = (operation: RootField['operation']) =>
    Object.values((operation === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {}).map((field) => ({
      operation,
      field,
    }));
  return [...fieldsOf('query'), ...fieldsOf('mutation')];
}

const MAX_DEPTH = 8;

/** Every place of a field's arguments where the schema takes an id. */
export function idPaths({ field }: RootField): IdPath[] {
  return field.args.flatMap((arg) => pathsIn(arg.type, [arg.name], 'ID'));
}

/** Every place where it takes a text. */
export function textPaths({ field }: RootField): IdPath[] {
  return field.args.flatMap((arg) => pathsIn(arg.type, [arg.name], 'String'));
}

/** Every place where it takes a day or an instant. */
export function timePaths({ field }: RootField): IdPath[] {
  return (['Date', 'DateTime'] as const).flatMap((leaf) => field.args.flatMap((arg) => pathsIn(arg.type, [arg.name], leaf)));
}

function pathsIn(type: GraphQLInputType, path: IdPath, leaf: 'ID' | 'String' | 'Date' | 'DateTime'): IdPath[] {
  const named = getNamedType(type);
  if (path.length > MAX_DEPTH) return [];
  if (isInputObjectType(named))
    return Object.values(named.getFields()).flatMap((inner) => pathsIn(inner.type, [...path, inner.name], leaf));
  return named.name === leaf ? [path] : [];
}

/** The smallest arguments that reach `target` and parse; `id` stands there, and `unique` where a key must be new. */
export function sampleArguments({ field }: RootField, target: IdPath, id: string, unique: string): Record<string, unknown> {
  const entries = field.args
    .filter((arg) => arg.name === target[0] || isNonNullType(arg.type))
    .map((arg) => [arg.name, sample(arg.type, arg.name === target[0] ? target.slice(1) : null, arg.name, id, unique)]);
  return Object.fromEntries(entries);
}

function sample(type: GraphQLInputType, target: IdPath | null, name: string, id: string, unique: string): unknown {
  if (isNonNullType(type)) return sample(type.ofType, target, name, id, unique);
  if (isListType(type)) return [sample(type.ofType, target, name, id, unique)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const wanted = type.isOneOf
      ? fields.filter((inner, index) => (target === null ? index === 0 : inner.name === target[0]))
      : fields.filter((inner) => inner.name === target?.[0] || (isNonNullType(inner.type) && inner.defaultValue === undefined));
    return Object.fromEntries(
      wanted.map((inner) => [inner.name, sample(inner.type, inner.name === target?.[0] ? target.slice(1) : null, inner.name, id, unique)]),
    );
  }
  if (type.name === 'ID' || target?.length === 0) return id;
  const samples: Record<string, unknown> = {
    // An idempotency key, and the sender's id of an event: what may be used once.
    String: name === 'idempotencyKey' || name === 'id' ? unique : 'x',
    Int: 1,
    Boolean: true,
    Decimal: '1.00',
    CurrencyCode: 'USD',
    DateTime: '2026-11-02T08:00:00.000Z',
    Date: '2026-12-01',
    BigInt: '1',
  };
  return samples[type.name];
}

/** An operation that asks for everything plain within two steps. */
export function documentFor({ operation, field }: RootField): string {
  const variables = field.args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const given = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  return `${operation}${variables === '' ? '' : `(${variables})`} { ${field.name}${given === '' ? '' : `(${given})`} ${selection(field.type, 3)} }`;
}

function selection(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (!isObjectType(named) && !isInterfaceType(named)) return '{ __typename }';
  const fields = Object.values(named.getFields())
    .filter((field) => field.args.every((arg) => !isNonNullType(arg.type)) && (depth > 0 || isLeafType(getNamedType(field.type))))
    // What is asked of a list within is one row, so that the whole stays within the limits.
    .map(
      (field) => `${field.name}${field.args.some(({ name }) => name === 'first') ? '(first: 1)' : ''} ${selection(field.type, depth - 1)}`,
    );
  return `{ __typename ${fields.join(' ')} }`;
}
