import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Money } from '../kernel/money.js';
import type { Refusal, RefusalDetails } from '../kernel/refusal.js';
import type { Ctx } from './context.js';
import { BigIntText, DateTime, MoneyView, UserErrorView } from './graphql.js';

@ObjectType('GenericUserError', { implements: UserErrorView, description: 'A refusal that needs no more than its code and sentence.' })
export class GenericUserErrorView extends UserErrorView {}

@ObjectType('InsufficientBalanceError', { implements: UserErrorView, description: 'The balance does not cover the amount.' })
export class InsufficientBalanceErrorView extends UserErrorView {
  @Field(() => MoneyView, { description: 'What could be spent when this was asked.' })
  available!: MoneyView;

  @Field(() => MoneyView, { description: 'What was asked for.' })
  requested!: MoneyView;
}

@ObjectType('LimitExceededError', {
  implements: UserErrorView,
  description: 'A limit would be passed, or a circuit breaker has tripped. Nothing was held.',
})
export class LimitExceededErrorView extends UserErrorView {
  @Field(() => ID, { description: 'The limit that refused it: of those passed, the one with the least left.' })
  limitId!: string;

  @Field(() => MoneyView, { nullable: true, description: 'What may be spent in a window; null for a limit in tokens.' })
  limit!: MoneyView | null;

  @Field(() => MoneyView, { nullable: true, description: 'What was left of it when this was asked; null for a limit in tokens.' })
  remaining!: MoneyView | null;

  @Field(() => BigIntText, { nullable: true, description: 'How many tokens may be used in a window; null for a limit in money.' })
  limitTokens!: bigint | null;

  @Field(() => BigIntText, { nullable: true, description: 'How many tokens were left when this was asked; null for a limit in money.' })
  remainingTokens!: bigint | null;

  @Field(() => DateTime, { nullable: true, description: 'When its next window begins; null for a lifetime.' })
  resetsAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Seconds from the decision to `resetsAt`; null for a lifetime.' })
  retryAfterSeconds!: number | null;
}

@ObjectType('InvalidTransitionError', { implements: UserErrorView, description: 'The object is in a state that does not allow this.' })
export class InvalidTransitionErrorView extends UserErrorView {
  @Field(() => String, { description: 'The status it has.' })
  from!: string;

  @Field(() => String, { description: 'The status that was asked for.' })
  to!: string;
}

@ObjectType('VersionConflictError', { implements: UserErrorView, description: 'Somebody else changed the object since you read it.' })
export class VersionConflictErrorView extends UserErrorView {
  @Field(() => Int, { description: 'The version it has now.' })
  currentVersion!: number;
}

function limitOf(details: RefusalDetails): object | undefined {
  const { limitId, limit, remaining, limitTokens, remainingTokens, currency, resetsAt, retryAfterSeconds } = details;
  if (typeof limitId !== 'string' || typeof currency !== 'string') return undefined;
  return {
    limitId,
    limit: typeof limit === 'string' ? Money.of(limit, currency) : null,
    remaining: typeof remaining === 'string' ? Money.of(remaining, currency) : null,
    limitTokens: typeof limitTokens === 'string' ? BigInt(limitTokens) : null,
    remainingTokens: typeof remainingTokens === 'string' ? BigInt(remainingTokens) : null,
    resetsAt: typeof resetsAt === 'string' ? new Date(resetsAt) : null,
    retryAfterSeconds: retryAfterSeconds ?? null,
  };
}

/** What a type of `UserError` adds, read from the details of the refusal; `undefined` where they lack it. */
const additions: {
  readonly [code: string]: { readonly typeName: string; readonly read: (details: RefusalDetails) => object | undefined };
} = {
  INSUFFICIENT_BALANCE: {
    typeName: 'InsufficientBalanceError',
    read: ({ available, requested, currency }) =>
      typeof available === 'string' && typeof requested === 'string' && typeof currency === 'string'
        ? { available: Money.of(available, currency), requested: Money.of(requested, currency) }
        : undefined,
  },
  LIMIT_EXCEEDED: { typeName: 'LimitExceededError', read: limitOf },
  CIRCUIT_BROKEN: { typeName: 'LimitExceededError', read: limitOf },
  INVALID_TRANSITION: {
    typeName: 'InvalidTransitionError',
    read: ({ from, to }) => (typeof from === 'string' && typeof to === 'string' ? { from, to } : undefined),
  },
  VERSION_CONFLICT: {
    typeName: 'VersionConflictError',
    read: ({ currentVersion }) => (typeof currentVersion === 'number' ? { currentVersion } : undefined),
  },
};

/**
 * The user error of a refusal. Mutations need not call it: a refusal they throw is answered this way. Batches do, for
 * the items that were refused.
 *
 * Details by code: `INSUFFICIENT_BALANCE { available requested currency }` with decimals as text,
 * `LIMIT_EXCEEDED` and `CIRCUIT_BROKEN { limitId limit remaining limitTokens remainingTokens currency resetsAt retryAfterSeconds }`, `INVALID_TRANSITION { from to }`, `VERSION_CONFLICT { currentVersion }`. With others, or without, a `GenericUserError`.
 */
export function userErrorOf(ctx: Ctx, refusal: Refusal): UserErrorView {
  const addition = additions[refusal.code];
  const added = addition?.read(refusal.details);
  return {
    typeName: added === undefined ? 'GenericUserError' : addition?.typeName,
    code: refusal.code,
    message: refusal.message,
    path: [...refusal.path],
    docUrl: docUrl(ctx.platform.config.publicUrl, refusal.code),
    ...added,
  } as UserErrorView;
}

/** Where the code is explained: a page this server has. */
export function docUrl(publicUrl: string, code: string): string {
  return `${publicUrl.replace(/\/$/, '')}/docs/errors#${code}`;
}
