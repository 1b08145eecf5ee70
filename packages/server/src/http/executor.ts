import { type DocumentNode, type ExecutionResult, execute, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { limits } from '../kernel/limits.js';
import { Fault } from '../kernel/refusal.js';
import { type CompiledOperation, compileOperation, type Variables } from './compile.js';

/** One validated operation with what it is run with. */
export interface ExecutionRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As sent: graphql-js coerces them again where it executes. */
  readonly rawVariables: Variables;
  readonly variables: Variables;
  readonly context: object;
}

export type Executor = (request: ExecutionRequest) => Promise<ExecutionResult>;

/** Documents whose compiled operations are kept. */
const KEPT_DOCUMENTS = 500;

/**
 * Executes operations, those that come again by compiled code. One that was seen once is interpreted: compiling costs
 * more than it saves, and a stream of ever new documents buys no compilations.
 * @returns after 10 s an error `DEADLINE_EXCEEDED`, whatever still runs
 */
export function openExecutor(schema: GraphQLSchema): Executor {
  const kept = new LRUCache<DocumentNode, Map<string, CompiledOperation | 'INTERPRETED' | 'SEEN'>>({
    max: KEPT_DOCUMENTS,
    memoMethod: () => new Map(),
  });

  const compiledOf = ({ document, operation }: ExecutionRequest): CompiledOperation | undefined => {
    const operations = kept.memo(document);
    const name = operation.name?.value ?? '';
    const known = operations.get(name);
    if (known === undefined) {
      operations.set(name, 'SEEN');
      return undefined;
    }
    if (known === 'INTERPRETED') return undefined;
    if (known !== 'SEEN') return known;
    const compiled = compileOperation(schema, document, operation);
    operations.set(name, compiled ?? 'INTERPRETED');
    return compiled;
  };

  return (request) => {
    const compiled = compiledOf(request);
    return withinDeadline(compiled === undefined ? interpret(schema, request) : runCompiled(schema, request, compiled));
  };
}

/** Executes by graphql-js. */
export function interpret(schema: GraphQLSchema, request: ExecutionRequest): ExecutionResult | Promise<ExecutionResult> {
  const { document, operation, rawVariables, context } = request;
  return execute({
    schema,
    document,
    contextValue: context,
    variableValues: rawVariables,
    operationName: operation.name?.value ?? null,
    options: { maxCoercionErrors: limits.errorsPerAnswer },
  });
}

/** Executes by compiled code; by graphql-js where an argument cannot be coerced, which is an error of its field only. */
export function runCompiled(
  schema: GraphQLSchema,
  request: ExecutionRequest,
  compiled: CompiledOperation,
): ExecutionResult | Promise<ExecutionResult> {
  return compiled.run(request.variables, request.context) ?? interpret(schema, request);
}

async function withinDeadline(running: ExecutionResult | Promise<ExecutionResult>): Promise<ExecutionResult> {
  if (!(running instanceof Promise)) return running;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<ExecutionResult>((resolve) => {
    timer = setTimeout(() => resolve({ errors: [outOfTime()] }), limits.deadlineSeconds * 1_000);
  });
  try {
    return await Promise.race([running, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function outOfTime(): GraphQLError {
  const fault = new Fault('DEADLINE_EXCEEDED', `The request took more than ${limits.deadlineSeconds} s. Ask for less, or retry.`, {
    seconds: limits.deadlineSeconds,
  });
  return new GraphQLError(fault.message, { originalError: fault });
}
