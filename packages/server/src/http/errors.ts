import { AsyncLocalStorage } from 'node:async_hooks';
import { HeaderMap } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import type { FastifyBaseLogger } from 'fastify';
import { type ASTNode, type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type FaultCode, faultCodes } from '../kernel/codes.js';
import { balanced } from '../kernel/direction.js';
import { limits } from '../kernel/limits.js';
import { Fault, Refusal, type RefusalDetails } from '../kernel/refusal.js';
import { type DatabaseFailure, databaseFailureOf, sqlStateOf } from '../platform/sql-state.js';
import { docUrl } from '../platform/user-errors.js';
import { describeFailure } from './log.js';
import { shortened, withoutLiterals } from './quoting.js';

/** What the answer to a request needs to know of it wherever an error comes up, also before there is a context. */
export interface RequestScene {
  readonly requestId: string;
  /** Writes the request id into every line. */
  readonly log: FastifyBaseLogger;
  readonly publicUrl: string;
  /** Names near a misspelt one are told outside production only: they give away the schema. */
  readonly suggestNames: boolean;
}

export const requestScene = new AsyncLocalStorage<RequestScene>();

/** The extensions of every error of the API. */
export interface ErrorExtensions {
  readonly [name: string]: unknown;
  readonly code: string;
  readonly retryable: boolean;
  readonly requestId: string;
  readonly docUrl: string;
  /** What the caller needs to act, by code. */
  readonly details?: object;
}

const LONGEST_MESSAGE = 1_000;

/**
 * The one place where an error gets the shape in which it leaves the server: a code of ours, whether a retry may help,
 * the request id, and a message that holds no SQL, path or stack. What is nobody's fault but ours is logged and masked.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const scene = requestScene.getStore();
  const cause = causeOf(error, formatted);
  logFailure(cause, scene);
  const masked = cause instanceof Fault && ourFailures.has(cause.code);
  return {
    message: masked ? cause.message : sentence(formatted.message, nodesOf(error), scene?.suggestNames ?? false),
    ...(formatted.locations !== undefined && { locations: formatted.locations }),
    ...(formatted.path !== undefined && { path: formatted.path }),
    extensions: extensionsOf(cause, scene),
  };
}

export function extensionsOf(cause: Refusal | Fault, scene: Pick<RequestScene, 'requestId' | 'publicUrl'> | undefined): ErrorExtensions {
  return {
    code: cause.code,
    retryable: cause instanceof Fault && faultCodes[cause.code].retryable,
    requestId: scene?.requestId ?? '',
    docUrl: docUrl(scene?.publicUrl ?? '', cause.code),
    ...(cause instanceof Refusal && { inputPath: cause.path }),
    ...(Object.keys(cause.details).length > 0 && { details: cause.details }),
  };
}

/** Codes whose cause is told to the log and not to the caller. */
const ourFailures = new Set<string>(['INTERNAL', 'UNAVAILABLE', 'TRANSIENT_CONFLICT', 'DEADLINE_EXCEEDED'] satisfies FaultCode[]);

/** What Apollo says of requests that do not parse, do not fit the schema or name no operation. */
const callersMistakes = new Set<unknown>([
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.BAD_USER_INPUT,
  ApolloServerErrorCode.BAD_REQUEST,
  ApolloServerErrorCode.OPERATION_RESOLUTION_FAILURE,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_FOUND,
  ApolloServerErrorCode.PERSISTED_QUERY_NOT_SUPPORTED,
]);

function causeOf(error: unknown, formatted: GraphQLFormattedError): Refusal | Fault {
  for (const link of chainOf(error)) {
    if (link instanceof Refusal || link instanceof Fault) return link;
  }
  if (callersMistakes.has(formatted.extensions?.code)) return callersMistake(formatted.message);
  return failureOf(error);
}

/** The parser counts tokens and recurses; both limits come as plain messages of the library or the engine. */
function callersMistake(message: string): Fault {
  if (/more (than|that) \d+ tokens/.test(message)) {
    return new Fault('QUERY_TOO_COMPLEX', message, { limit: 'tokens', most: limits.documentTokens });
  }
  if (message.includes('call stack')) return new Fault('QUERY_TOO_COMPLEX', message, { limit: 'depth', most: limits.documentDepth });
  return new Fault('BAD_USER_INPUT', message);
}

/** The code of a failure that is not the caller's: what the database or the network says, else a bug of ours. */
export function failureOf(error: unknown): Fault {
  const links = [...chainOf(error)];
  const cause = { cause: links.find((link) => !(link instanceof GraphQLError)) ?? error };
  const state = links.map(sqlStateOf).find((code) => code !== undefined);
  const failure = links.some(isLostConnection) ? 'UNAVAILABLE' : state === undefined ? undefined : databaseFailureOf(state);
  if (failure !== undefined) return new Fault(failure, sentences[failure], {}, cause);
  return new Fault('INTERNAL', 'Something went wrong on our side. Report the request id.', {}, cause);
}

const sentences: Readonly<Record<DatabaseFailure, string>> = {
  TRANSIENT_CONFLICT: 'Concurrent writes kept colliding. Retry with the same idempotency key.',
  DEADLINE_EXCEEDED: 'The request ran out of time. Ask for less, or retry.',
  UNAVAILABLE: 'The database cannot be reached, or cannot write. Retry later.',
};

const lostConnectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ECONNABORTED',
]);
/** Of `pg` and its pool, which give these no code. */
const lostConnectionMessage =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (has encountered a connection error|was closed)|Cannot use a pool after)/;

function isLostConnection(error: Error): boolean {
  return (
    ('code' in error && typeof error.code === 'string' && lostConnectionCodes.has(error.code)) || lostConnectionMessage.test(error.message)
  );
}

function* chainOf(error: unknown): Generator<Error> {
  let link = error;
  for (let depth = 0; depth < 8 && link instanceof Error; depth += 1) {
    yield link;
    link = link instanceof GraphQLError && link.originalError !== undefined ? link.originalError : link.cause;
  }
}

/** What of the document an error of the libraries is about; a refusal or fault of ours is about no node. */
function nodesOf(error: unknown): readonly ASTNode[] {
  return [...chainOf(error)].flatMap((link) => (link instanceof GraphQLError ? (link.nodes ?? []) : []));
}

function sentence(message: string, nodes: readonly ASTNode[], suggestNames: boolean): string {
  if (message.includes('call stack')) return 'The document is nested too deeply.';
  const told = suggestNames ? message : message.replace(/ ?Did you mean .+?\?(?=$|;)/g, '');
  return balanced(shortened(withoutLiterals(told, nodes), LONGEST_MESSAGE));
}

function logFailure(cause: Refusal | Fault, scene: RequestScene | undefined): void {
  if (scene === undefined || !ourFailures.has(cause.code)) return;
  const entry = { code: cause.code, failure: describeFailure(cause.cause ?? cause) };
  if (cause.code === 'INTERNAL') scene.log.error(entry, 'A request failed with a bug of ours.');
  else scene.log.warn(entry, 'A request failed.');
}

/** A fault as GraphQL carries it, for the places that must hand the library an error of its own. */
export function asGraphQLError(fault: Fault): GraphQLError {
  const { status, retryAfterSeconds } = headOfFault(fault.code, fault.details);
  const headers = new HeaderMap();
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
  return new GraphQLError(fault.message, { originalError: fault, extensions: { http: { status, headers } } });
}

/** What HTTP says beside the body. */
export interface HttpHead {
  readonly status: number;
  readonly retryAfterSeconds?: number;
}

/**
 * The status of an answer with errors. While any root field was answered it is 200: the body tells which were not.
 * Where nothing was answered, the status is that of the first error's code; a refusal is an answer, so 200.
 */
export function headOf(result: FormattedExecutionResult): HttpHead {
  const first = result.errors?.[0]?.extensions;
  if (first === undefined || isAnswered(result.data) || !Object.hasOwn(faultCodes, String(first.code))) return { status: 200 };
  return headOfFault(first.code as FaultCode, first.details as RefusalDetails | undefined);
}

function headOfFault(code: FaultCode, details: RefusalDetails | undefined): HttpHead {
  const { status, retryable } = faultCodes[code];
  if (!retryable) return { status };
  const wanted = details?.retryAfterSeconds;
  return { status, retryAfterSeconds: typeof wanted === 'number' ? wanted : 1 };
}

function isAnswered(data: FormattedExecutionResult['data']): boolean {
  return data != null && Object.values(data).some((value) => value !== null);
}
