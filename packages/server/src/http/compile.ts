import { createRequire } from 'node:module';
import {
  type ArgumentNode,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLArgument,
  GraphQLError,
  type GraphQLField,
  GraphQLScalarType,
  type GraphQLSchema,
  getArgumentValues,
  isAbstractType,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { fieldsIn, fragmentsOf } from './document.js';

const require = createRequire(import.meta.url);
// By `require`, so that the runtime is the one the compiler uses: as modules they may be loaded twice.
const { compileQuery, isCompiledQuery } = require('graphql-jit') as typeof import('graphql-jit');
const { jitRuntime } = require('graphql-jit/dist/runtime') as typeof import('graphql-jit/dist/runtime');

/**
 * An operation compiled to one JavaScript function: fields without a resolver are read in place.
 *
 * `graphql-jit` shapes the answer and nothing else. It has its own reading of variables, literals, `@oneOf`, `@skip` and
 * `@include`, and graphql-js' is the one we promise; so every argument is coerced by graphql-js first and handed over
 * as a value, and what cannot be handed over is not compiled.
 */
export interface CompiledOperation {
  /** `undefined` where the arguments of a field cannot be coerced: nothing has run, and graphql-js knows the answer. */
  run(variables: Variables, context: object): ExecutionResult | Promise<ExecutionResult> | undefined;
}

/** Coerced by graphql-js' `getVariableValues`. */
export type Variables = Readonly<Record<string, unknown>>;

/** A field with arguments: their values come from graphql-js and enter the compiled function as variables. */
interface ArgumentSlot {
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
  readonly variableOf: ReadonlyArray<readonly [argument: string, variable: string]>;
}

/** `undefined` where graphql-js is to execute the operation. */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledOperation | undefined {
  if (!isCompilable(document) || hasOrder(document, operation)) return undefined;
  const hoisted = hoistArguments(schema, document, operation);
  if (hoisted === undefined) return undefined;
  const compiled = compileQuery(withPassThrough(schema), hoisted.document, operation.name?.value ?? '', {
    disablingCapturingStackErrors: true,
  });
  if (!isCompiledQuery(compiled)) return undefined;

  return {
    run(variables, context) {
      const values = valuesOf(hoisted.slots, variables);
      if (values === undefined) return undefined;
      const result: ExecutionResult | Promise<ExecutionResult> = compiled.query(undefined, context, values);
      return result instanceof Promise ? result.then(withOwnErrors) : withOwnErrors(result);
    },
  };
}

/** The library's errors lack what Apollo relies on in every error: extensions, if only empty ones. */
function withOwnErrors(result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result;
  const errors = result.errors.map(({ message, path, originalError, locations }) =>
    Object.assign(new GraphQLError(message, { path, originalError }), { locations }),
  );
  return { ...result, errors };
}

function valuesOf(slots: readonly ArgumentSlot[], variables: Variables): Variables | undefined {
  const values: Record<string, unknown> = {};
  for (const { field, node, variableOf } of slots) {
    let args: Variables;
    try {
      args = getArgumentValues(field, node, variables);
    } catch (error) {
      if (error instanceof GraphQLError) return undefined;
      throw error;
    }
    for (const [argument, variable] of variableOf) {
      if (Object.hasOwn(args, argument)) values[variable] = args[argument];
    }
  }
  return values;
}

/** Names that every object has: generated code would meet them where it looks for none. */
function isUnusualName(name: string): boolean {
  return name in Object.prototype || (name.startsWith('__') && name !== '__typename');
}

/**
 * Of several mutations those behind one that failed are not run, since its failure makes the whole answer null. The
 * library would run them.
 */
function hasOrder(document: DocumentNode, operation: OperationDefinitionNode): boolean {
  return operation.operation === 'mutation' && [...fieldsIn(operation.selectionSet, fragmentsOf(document))].length > 1;
}

/** Conditions, introspection and unusual names are rare, and read differently by the two executors. */
function isCompilable(document: DocumentNode): boolean {
  let compilable = true;
  visit(document, {
    Directive() {
      compilable = false;
    },
    Field({ name, alias }) {
      if (isUnusualName(name.value) || isUnusualName(alias?.value ?? '')) compilable = false;
    },
  });
  return compilable;
}

function hoistArguments(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): { document: DocumentNode; slots: ArgumentSlot[] } | undefined {
  const slots: ArgumentSlot[] = [];
  let compilable = true;
  const types = new TypeInfo(schema);

  const hoisted = visit(
    document,
    visitWithTypeInfo(types, {
      OperationDefinition: (node) => (node === operation ? undefined : null),
      VariableDefinition: () => null,
      Field(node) {
        const field = types.getFieldDef();
        const parent = types.getParentType();
        if (field === null || field === undefined || field.args.length === 0) return undefined;
        // Which field it is would only be known with the row: a type may give an argument another default.
        if (isAbstractType(parent)) compilable = false;
        const variableOf = field.args.map(({ name }) => [name, `slot${slots.length}_${name}`] as const);
        slots.push({ field, node, variableOf });
        return { ...node, arguments: variableOf.map(([argument, variable]) => variableArgument(argument, variable)) };
      },
    }),
  );
  if (!compilable) return undefined;

  const variableDefinitions = slots
    .flatMap(({ variableOf }) => variableOf)
    .map(([, variable]) => ({
      kind: Kind.VARIABLE_DEFINITION as const,
      variable: { kind: Kind.VARIABLE as const, name: named(variable) },
      type: { kind: Kind.NAMED_TYPE as const, name: named(PASS_THROUGH) },
    }));
  return {
    document: visit(hoisted, { OperationDefinition: (node) => ({ ...node, variableDefinitions }) }),
    slots,
  };
}

function variableArgument(argument: GraphQLArgument['name'], variable: string): ArgumentNode {
  return { kind: Kind.ARGUMENT, name: named(argument), value: { kind: Kind.VARIABLE, name: named(variable) } };
}

function named(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

const PASS_THROUGH = 'Coerced';
const passThrough = new GraphQLScalarType({ name: PASS_THROUGH, parseValue: (value) => value });
const extended = new WeakMap<GraphQLSchema, GraphQLSchema>();

/** The schema with a type for variables that are values already; only the compiler sees it. */
function withPassThrough(schema: GraphQLSchema): GraphQLSchema {
  let compiling = extended.get(schema);
  if (compiling === undefined) {
    compiling = Object.create(schema, {
      getType: { value: (name: string) => (name === PASS_THROUGH ? passThrough : schema.getType(name)) },
    }) as GraphQLSchema;
    extended.set(schema, compiling);
  }
  return compiling;
}

/**
 * A property that throws while an answer is shaped (a getter, with a bug of ours) is an error of the field or row in
 * hand. The library lets it escape from the callback of a promise, where it would end the process.
 */
function catchWhileShaping(): void {
  const { handleResolverResult, handleListItemResult } = jitRuntime;
  jitRuntime.handleResolverResult = (context, value, onSuccess, onError) =>
    handleResolverResult.call(jitRuntime, context, value, attempt(onSuccess, onError), onError);
  jitRuntime.handleListItemResult = (context, value, onSuccess, onError) =>
    handleListItemResult.call(jitRuntime, context, value, attempt(onSuccess, onError), onError);
}

function attempt(onSuccess: (result: unknown) => void, onError: (error: unknown) => void): (result: unknown) => void {
  return (result) => {
    try {
      onSuccess(result);
    } catch (error) {
      onError(error);
    }
  };
}

catchWhileShaping();
