import type { FastifyReply, FastifyRequest } from 'fastify';
import { sqlStateOf } from '../platform/sql-state.js';

/** Options of the logger: credentials never reach it, wherever an object that carries them is logged. */
export const logRedaction = {
  paths: ['authorization', '*.authorization', '*.headers.authorization', 'headers.authorization', 'headers["x-employer"]'],
  remove: true,
};

/** One line per request. Neither bodies nor query strings: both carry what people earn. */
export function logRequest(request: FastifyRequest, reply: FastifyReply): void {
  const { method, url } = request;
  const entry = {
    method,
    path: url.split('?', 1)[0],
    status: reply.statusCode,
    milliseconds: Math.round(reply.elapsedTime * 10) / 10,
  };
  request.log.info(entry, 'request');
}

/**
 * An error as the log may have it. The message of a database error quotes statements and values, so only its state,
 * the names of what it is about, and where in our code it came up are kept.
 */
export function describeFailure(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const sqlState = sqlStateOf(error);
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  if (sqlState === undefined) return { type: error.name, message: error.message, frames };
  return { type: error.name, sqlState, ...namesIn(error), frames };
}

function namesIn(error: Error): object {
  const named: Record<string, string> = {};
  for (let link: unknown = error; link instanceof Error; link = link.cause) {
    for (const key of ['constraint', 'table', 'column', 'routine']) {
      const value: unknown = Reflect.get(link, key);
      if (typeof value === 'string') named[key] = value;
    }
  }
  return named;
}
