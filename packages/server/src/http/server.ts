import { randomUUID } from 'node:crypto';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { faultCodes } from '../kernel/codes.js';
import { limits } from '../kernel/limits.js';
import { Fault } from '../kernel/refusal.js';
import type { Ctx } from '../platform/context.js';
import type { Platform } from '../platform/platform.js';
import { openApollo } from './apollo.js';
import { type Authenticate, anonymousCtx } from './authentication.js';
import { assertUtf8Address, takeJsonOnly, utf8Header } from './decoding.js';
import { asGraphQLError, extensionsOf, failureOf, type RequestScene, requestScene } from './errors.js';
import { errorsPage, errorsPagePolicy } from './errors-page.js';
import { serveIde } from './ide.js';
import { describeFailure, logRequest } from './log.js';

export interface HttpOptions {
  readonly schema: GraphQLSchema;
  readonly platform: Platform;
  readonly authenticate: Authenticate;
  /** Null when requests are welcome, else why not: the database, the schema's version, or that the server is about to stop. */
  readonly notReady: () => Promise<string | null>;
}

/**
 * The HTTP face: `/graphql`, `/healthz`, `/readyz`, `/docs/errors`, and outside production the IDE at `/`. Not listening
 * yet. `close()` refuses new connections and waits for the requests under way; let `notReady` tell before.
 */
export async function openHttp({ schema, platform, authenticate, notReady }: HttpOptions): Promise<FastifyInstance> {
  const isProduction = platform.config.environment === 'production';
  const app = Fastify({
    loggerInstance: platform.log,
    // One line per request, see `logRequest`.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit: limits.bodyBytes,
    genReqId: ({ headers }) => requestIdFrom(headers['x-request-id']),
    // A client that sends its request byte by byte is cut off; one that waits for an answer is not.
    requestTimeout: 30_000,
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
    keepAliveTimeout: 65_000,
  }) as unknown as FastifyInstance;

  const sceneOf = (request: FastifyRequest): RequestScene => ({
    requestId: request.id,
    log: request.log,
    publicUrl: platform.config.publicUrl,
    suggestNames: !isProduction,
  });

  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') throw new Fault('BAD_USER_INPUT', 'Send bodies without `Content-Encoding`.', { status: 415 });
    assertUtf8Address(request.url);
  });
  app.addHook('onSend', async (_request, reply) => {
    // A connection that is kept open would keep the server from closing.
    if (closing) reply.header('connection', 'close');
  });
  app.addHook('onResponse', async (request, reply) => logRequest(request, reply));
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(faultOfRequest(error), request, reply, sceneOf(request)));
  app.setNotFoundHandler((request, reply) => problem(reply, 404, 'Not found', `There is nothing at ${request.method} ${pathOf(request)}.`));
  takeJsonOnly(app);

  const apollo = openApollo(schema, platform);
  await apollo.start();
  app.addHook('onClose', () => apollo.stop());
  const answer = fastifyApolloHandler(apollo, {
    context: (request) => contextOf(request, { platform, authenticate, isProduction }),
  });
  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    handler: (request, reply) => requestScene.run(sceneOf(request), () => answer.call(app, request, reply)),
  });

  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const reason = await notReady();
    return reason === null ? { status: 'ready' } : problem(reply.header('retry-after', '1'), 503, 'Not ready', reason);
  });
  const page = errorsPage();
  app.get('/docs/errors', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', errorsPagePolicy).send(page),
  );
  if (!isProduction) await serveIde(app);
  return app;
}

const GRAPHQL_PATH = '/graphql';

/** The caller's id when it is printable and short, so that it can be found in both logs; else one of ours. */
function requestIdFrom(sent: string | string[] | undefined): string {
  return typeof sent === 'string' && /^[\w.:/+=@-]{1,128}$/.test(sent) ? sent : randomUUID();
}

interface Gate {
  readonly platform: Platform;
  readonly authenticate: Authenticate;
  readonly isProduction: boolean;
}

async function contextOf({ headers, id }: FastifyRequest, { platform, authenticate, isProduction }: Gate): Promise<Ctx> {
  // The IDE sends headers that were not filled in; they count as not sent.
  const authorization = headers.authorization || undefined;
  const sent = [headers['x-employer']].flat()[0] || undefined;
  if (authorization === undefined && !isProduction) return anonymousCtx(platform, id);
  try {
    const employer = sent === undefined ? undefined : utf8Header('X-Employer', sent);
    return await authenticate({ authorization, employer, requestId: id });
  } catch (error) {
    throw error instanceof Fault ? asGraphQLError(error) : asGraphQLError(failureOf(error));
  }
}

/** What went wrong before a handler, or in one of ours: the body, its media type, its size. */
function faultOfRequest(error: FastifyError): Fault {
  if (error instanceof Fault) return error;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new Fault('PAYLOAD_TOO_LARGE', `The body is larger than ${limits.bodyBytes} bytes.`, { limit: limits.bodyBytes });
  }
  // The header `Host` becomes part of an address on its way to Apollo.
  const status = error.code === 'ERR_INVALID_URL' ? 400 : error.statusCode;
  return status !== undefined && status < 500 ? new Fault('BAD_USER_INPUT', error.message, { status }) : failureOf(error);
}

function answerError(fault: Fault, request: FastifyRequest, reply: FastifyReply, scene: RequestScene): FastifyReply {
  const { status: own } = fault.details;
  const status = typeof own === 'number' ? own : faultCodes[fault.code].status;
  if (status >= 500) request.log.error({ failure: describeFailure(fault.cause ?? fault) }, 'A request failed.');
  const extensions = extensionsOf(fault, scene);
  if (extensions.retryable) reply.header('retry-after', '1');
  if (pathOf(request) === GRAPHQL_PATH) {
    return reply
      .code(status)
      .type('application/json; charset=utf-8')
      .send({ errors: [{ message: fault.message, extensions }] });
  }
  const { docUrl, ...members } = extensions;
  return problem(reply, status, fault.code, fault.message, { type: docUrl, ...members });
}

/** RFC 9457. */
function problem(reply: FastifyReply, status: number, title: string, detail: string, members: object = {}): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', ...members, title, status, detail }));
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}
