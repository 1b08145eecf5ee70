import { GraphQLError, type GraphQLFieldResolver } from 'graphql';
import { Refusal } from '../kernel/refusal.js';
import type { Ctx } from '../platform/context.js';
import { userErrorOf } from '../platform/user-errors.js';

type Resolver = GraphQLFieldResolver<unknown, Ctx>;

/**
 * Answers a mutation as its payload: what it returned with no user errors, or, for a refusal, nothing but the user
 * error. All else stays an error of the whole request.
 */
export function answeringRefusals(resolve: Resolver): Resolver {
  return async (source, args, ctx, info) => {
    // Neither what an earlier mutation loaded for its answer is still so, nor what this one loaded before it wrote.
    ctx.loaders.clear();
    try {
      const payload = (await resolve(source, args, ctx, info)) as object;
      ctx.loaders.clear();
      return 'userErrors' in payload ? payload : { ...payload, userErrors: [] };
    } catch (error) {
      if (error instanceof Refusal) return { userErrors: [userErrorOf(ctx, error)] };
      throw error;
    }
  };
}

/**
 * Lets a refusal keep its place in the answer. graphql-js takes an error with a `path` for one that was placed before,
 * and a refusal has one: that in the input.
 */
export function placingRefusals(resolve: Resolver): Resolver {
  return (source, args, ctx, info) => {
    try {
      const result = resolve(source, args, ctx, info);
      return result instanceof Promise ? result.catch(rethrowPlaceable) : result;
    } catch (error) {
      return rethrowPlaceable(error);
    }
  };
}

function rethrowPlaceable(error: unknown): never {
  throw error instanceof Refusal ? new GraphQLError(error.message, { originalError: error }) : error;
}
