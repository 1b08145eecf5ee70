import { GraphQLError, graphql } from 'graphql';
import { modules } from '../../src/app.js';
import { buildApiSchema } from '../../src/http/schema.js';
import { Fault, Refusal } from '../../src/kernel/refusal.js';
import type { Ctx } from '../../src/platform/context.js';

let schema: ReturnType<typeof buildApiSchema> | undefined;

export interface Answer<Data> {
  /** Plain JSON, as a client reads it. */
  readonly data: Data;
  /** Codes of the top-level errors. */
  readonly errors: readonly string[];
  /** Fields the key may not read. */
  readonly redactions: readonly string[];
}

/**
 * Runs one operation on the schema the server serves, as one request: data loaders remember nothing of the one before.
 * @typeParam Data what the test expects of the answer; whether it is so, its assertions tell
 */
export async function ask<Data = unknown>(ctx: Ctx, source: string, variableValues: Record<string, unknown> = {}): Promise<Answer<Data>> {
  schema ??= buildApiSchema(modules);
  const request: Ctx = { ...ctx, loaders: new Map(), answer: { replayed: false, redactions: [] } };
  const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue: request });
  return {
    data: JSON.parse(JSON.stringify(data ?? {})) as Data,
    errors: errors.map((error) => codeOf(error) ?? error.message),
    redactions: request.answer.redactions.map(({ path }) => path),
  };
}

/** The error we threw stands behind one or two of the library's. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof Refusal || error instanceof Fault) return error.code;
  return error instanceof GraphQLError ? codeOf(error.originalError) : undefined;
}
