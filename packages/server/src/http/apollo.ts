import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
  type GraphQLRequestContextDidResolveOperation,
  type GraphQLRequestContextWillSendResponse,
} from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { limits } from '../kernel/limits.js';
import { Fault } from '../kernel/refusal.js';
import type { Ctx } from '../platform/context.js';
import type { Platform } from '../platform/platform.js';
import { isAnonymous, unauthenticated } from './authentication.js';
import type { Variables } from './compile.js';
import { fieldsIn, fragmentsOf } from './document.js';
import { asGraphQLError, formatError, headOf } from './errors.js';
import { openExecutor } from './executor.js';
import { assertShallow, assertWithinLimits, documentLimits, type Measure, measure } from './limits.js';
import { coerceVariables } from './variables.js';

/** What is known of an operation before it runs, kept by its context. */
interface Prepared {
  readonly variables?: Variables;
  readonly variableErrors?: readonly GraphQLError[];
  readonly measured: Measure;
}

/** Apollo, with every limit of `kernel/limits.ts` in force, our executor behind it and our errors in front. */
export function openApollo(schema: GraphQLSchema, platform: Platform): ApolloServer<Ctx> {
  const prepared = new WeakMap<object, Prepared>();
  return new ApolloServer<Ctx>({
    gateway: executing(schema, prepared),
    nodeEnv: platform.config.environment,
    logger: platform.log,
    // Who may read the schema is decided for each caller, see `assertMayAsk`.
    introspection: true,
    hideSchemaDetailsFromClientErrors: platform.config.environment === 'production',
    includeStacktraceInErrorResponses: false,
    formatError,
    stringifyResult: (result) => JSON.stringify(result),
    persistedQueries: false,
    parseOptions: { maxTokens: limits.documentTokens },
    validationRules: [documentLimits],
    validationOptions: { maxErrors: limits.errorsPerAnswer },
    stopOnTerminationSignals: false,
    plugins: [
      // It would instrument every field, for half of the speed.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      answering(schema, prepared),
    ],
  });
}

/** Apollo calls what executes for it a gateway. */
function executing(schema: GraphQLSchema, prepared: WeakMap<object, Prepared>): ApolloServerOptionsWithGateway<Ctx>['gateway'] {
  const execute = openExecutor(schema);
  return {
    onSchemaLoadOrUpdate(listener) {
      listener({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    async load() {
      return {
        async executor({ document, operation, operationName, request, context }) {
          const { variables, variableErrors } = prepared.get(context) ?? {};
          if (variableErrors !== undefined) return { errors: variableErrors };
          if (operation === undefined || variables === undefined) return { errors: [noOperation(operationName ?? request.operationName)] };
          return execute({ document, operation, rawVariables: request.variables ?? {}, variables, context });
        },
      };
    },
    async stop() {},
  };
}

function noOperation(name: string | null | undefined): GraphQLError {
  return new GraphQLError(
    name == null ? 'The document has several operations: name one in `operationName`.' : `The document has no operation \`${name}\`.`,
  );
}

function answering(schema: GraphQLSchema, prepared: WeakMap<object, Prepared>): ApolloServerPlugin<Ctx> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation(request) {
          assertMayAsk(request);
          try {
            prepared.set(request.contextValue, prepare(schema, request));
          } catch (error) {
            throw error instanceof Fault ? asGraphQLError(error) : error;
          }
        },
        async willSendResponse(request) {
          finish(request, prepared.get(request.contextValue)?.measured);
        },
      };
    },
  };
}

/** Anonymous callers, who are let in outside production only, may read the schema and nothing else. */
function assertMayAsk({ document, operation, contextValue }: GraphQLRequestContextDidResolveOperation<Ctx>): void {
  if (!isAnonymous(contextValue) || operation === undefined) return;
  for (const field of fieldsIn(operation.selectionSet, fragmentsOf(document))) {
    if (!field.name.value.startsWith('__')) throw asGraphQLError(unauthenticated());
  }
}

function prepare(schema: GraphQLSchema, { document, operation, request }: GraphQLRequestContextDidResolveOperation<Ctx>): Prepared {
  if (operation === undefined) return { measured: { cost: 0, nodes: 0 } };
  // Validation has nothing to hold the fields of a root type against that is not there.
  if (schema.getRootType(operation.operation) == null) {
    throw new Fault('BAD_USER_INPUT', `This API has no ${operation.operation}s. Send a query or a mutation.`);
  }
  const raw = request.variables ?? {};
  assertShallow(raw);
  const coerced = coerceVariables(schema, operation.variableDefinitions ?? [], raw);
  if ('errors' in coerced) return { variableErrors: coerced.errors, measured: { cost: 0, nodes: 0 } };
  const { variables } = coerced;
  const measured = measure(schema, document, operation, variables);
  assertWithinLimits(measured);
  return { variables, measured };
}

/** Status, headers and extensions of the answer. */
function finish({ response, contextValue }: GraphQLRequestContextWillSendResponse<Ctx>, measured: Measure | undefined): void {
  const { body, http } = response;
  const { answer } = contextValue;
  if (body.kind !== 'single') return;
  const result = body.singleResult;

  if (result.errors !== undefined) {
    const { status, retryAfterSeconds } = headOf(result);
    // Apollo's own 4xx are kept: 405 for a mutation by GET, for one.
    if (http.status === undefined || http.status >= 500 || http.status < 400) http.status = status;
    if (retryAfterSeconds !== undefined) http.headers.set('retry-after', String(retryAfterSeconds));
    if (result.errors.length > limits.errorsPerAnswer) result.errors = result.errors.slice(0, limits.errorsPerAnswer);
  }
  if (answer.replayed) http.headers.set('idempotent-replayed', 'true');
  // A caller who is not known gets the same bytes whatever was asked, and with whatever credential.
  if (measured === undefined && isAnonymous(contextValue)) return;
  result.extensions = {
    ...result.extensions,
    cost: { requested: measured?.cost ?? 0, limit: limits.documentCost },
    ...(answer.redactions.length > 0 && { redactions: answer.redactions }),
  };
}
