import 'reflect-metadata';
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isAbstractType,
  isInputObjectType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { buildSchemaSync, getMetadataStorage } from 'type-graphql';
import { kindOf } from '../kernel/ids.js';
import { invariant } from '../kernel/invariant.js';
import type { Ctx } from '../platform/context.js';
import { oneOfInputs } from '../platform/graphql.js';
import type { Module, NodeSource } from '../platform/module.js';
import { guardFields, requirementIn, scopeIn, scopesNeeded } from './guard.js';
import { NodeResolver } from './node.resolver.js';
import { answeringRefusals, placingRefusals } from './user-errors.js';
import '../platform/user-errors.js';

/**
 * The schema of all modules, ready to be served: scopes are enforced and written into the descriptions, refusals of
 * mutations are answered in their payloads, `@oneOf` is in force.
 *
 * Objects, interfaces and unions are told apart by `typeName` or `__typename`, else by the prefix of `id`; a plain
 * property is read as it is, so it holds a value and no promise or function.
 */
export function buildApiSchema(modules: readonly Module[]): GraphQLSchema {
  const sources = modules.flatMap((module) => module.nodes);
  readPropertiesInPlace();
  const schema = buildSchemaSync({
    resolvers: [NodeResolver, ...modules.flatMap((module) => module.resolvers)] as never,
    container: containerOf(new NodeResolver(sources)),
    // Rules are checked by use cases and limits by `limits.ts`; nothing is declared to class-validator.
    validate: false,
  });

  for (const source of sources) {
    invariant(isObjectType(schema.getType(source.typeName)), `${source.typeName}, found by node(id), is a type of the schema`);
  }
  const resolveType = typeResolver(sources);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInputObjectType(type) && oneOfInputs.has(type.name)) type.isOneOf = true;
    // Entities are answered as they are: nothing is an instance of its view.
    if (isObjectType(type)) type.isTypeOf = undefined;
    if (isAbstractType(type)) type.resolveType = resolveType;
  }
  describe(schema.getQueryType(), 'What can be read.');
  describe(
    schema.getMutationType(),
    'What can be changed. Every mutation takes one `input` and answers `userErrors`, empty where it succeeded.',
  );
  describeScopes(schema);
  answerRefusals(schema);
  guardFields(schema);
  return schema;
}

/** The schema as `schema.graphql` holds it: sorted, with the directives of the specification. */
export function printApiSchema(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** Without this the library puts a resolver on every field, which neither executor can skip. */
function readPropertiesInPlace(): void {
  for (const type of getMetadataStorage().objectTypes) {
    type.simpleResolvers = true;
  }
  for (const field of getMetadataStorage().fields) {
    if (field.schemaName !== field.name) field.simple = false;
  }
}

function containerOf(nodeResolver: NodeResolver): { get(resolver: new () => object): object } {
  const instances = new Map<unknown, object>([[NodeResolver, nodeResolver]]);
  return {
    get(resolver) {
      let instance = instances.get(resolver);
      if (instance === undefined) {
        instance = new resolver();
        instances.set(resolver, instance);
      }
      return instance;
    },
  };
}

/** Never throws and never waits: the compiled executor could do neither. */
function typeResolver(sources: readonly NodeSource[]): GraphQLTypeResolver<unknown, Ctx> {
  const typeNameOfKind = new Map(sources.map((source) => [source.kind, source.typeName]));
  return (value) => {
    const { typeName, __typename, id } = value as { typeName?: unknown; __typename?: unknown; id?: unknown };
    if (typeof typeName === 'string') return typeName;
    if (typeof __typename === 'string') return __typename;
    const kind = typeof id === 'string' ? kindOf(id) : undefined;
    return kind && typeNameOfKind.get(kind);
  };
}

function describe(type: GraphQLObjectType | null | undefined, description: string): void {
  if (type) type.description = description;
}

function describeScopes(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
    const typeScope = scopeIn(type.extensions);
    if (typeScope !== undefined) tell(type, [typeScope]);
    if (/(Connection|Edge)$/.test(type.name)) continue;
    for (const field of Object.values(type.getFields())) {
      const scopes = isRoot ? rootScopes(field) : scopesNeeded(field, typeScope);
      if (scopes.length > 0) tell(field, scopes);
    }
  }
}

function rootScopes(field: Parameters<typeof scopesNeeded>[0]): readonly string[] {
  const scopes = scopesNeeded(field, undefined);
  return scopes.length === 0 && requirementIn(field.extensions) === 'ANY' ? ['any'] : scopes;
}

function tell(described: Pick<GraphQLNamedType, 'description'>, scopes: readonly string[]): void {
  const names = scopes.map((scope) => `\`${scope}\``).join(', ');
  described.description = `${described.description ?? ''} Requires scope: ${scopes[0] === 'any' ? 'any' : names}.`.trim();
}

function answerRefusals(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const answering = type === schema.getMutationType() ? answeringRefusals : placingRefusals;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve !== undefined) field.resolve = answering(field.resolve);
    }
  }
}
