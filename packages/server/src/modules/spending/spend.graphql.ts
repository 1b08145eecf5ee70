import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { limits } from '../../kernel/limits.js';
import { BigIntText, DateTime, enumOf, MoneyInput, MoneyView, NodeView, UserErrorView } from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import { EmployeeByInput } from '../directory/index.js';
import type { HoldStatus } from './call-spend.js';
import type { LimitKind, LimitMode, LimitScope, LimitUnit, LimitWindow } from './limits.rules.js';

export const HoldStatusEnum = enumOf('HoldStatus', 'Where a hold stands. It is resolved once.', {
  AUTHORIZED: 'The money is set aside.',
  CAPTURED: 'What was spent was charged; the rest was given back.',
  RELEASED: 'All was given back.',
  EXPIRED: 'Its time to live passed, or the employment ended, and all was given back.',
});

export const LimitKindEnum = enumOf('LimitKind', 'What a limit does once it is reached.', {
  LIMIT: 'Refuses what does not fit into what is left.',
  CIRCUIT_BREAKER:
    'Trips, once a person asks for or uses too much in a window, and from then on refuses all that the person spends, money without a cap too, until the window ends or it is set higher. What is asked for and refused trips it too: who runs away asks.',
});

export const LimitUnitEnum = enumOf('LimitUnit', 'What a limit counts in.', {
  MONEY: 'Money of one currency.',
  TOKENS: 'Tokens, whatever they cost and in any currency.',
});

export const LimitScopeEnum = enumOf(
  'LimitScope',
  'What a limit counts: the first three for each person apart, the others for many together.',
  {
    PERSON: 'All that the person spends.',
    TOOL: 'What the person spends through one tool. Reported usage names no tool and is not counted.',
    MODEL: 'What the person spends on one model.',
    COST_CENTER: 'What all people of a cost center spend together. Whoever belongs to it on the day of the spend counts.',
    DEPARTMENT: 'What all people of a department spend together. Whoever belongs to it on the day of the spend counts.',
    EMPLOYER: 'What all people of the employer spend together.',
  },
);

export const LimitWindowEnum = enumOf(
  'LimitWindow',
  "The span a limit counts in: calendar spans in the employer's time zone, from one midnight to another.",
  {
    HOUR: 'The clock hour.',
    DAY: 'The day.',
    WEEK: 'The week, from the `weekStart` of the employer.',
    MONTH: 'The calendar month.',
    PERIOD:
      'The pay period of the payroll system that holds the day; where none is known as much of the calendar month as lies between those that are.',
    LIFETIME: 'All time; it never resets.',
  },
);

export const LimitModeEnum = enumOf('LimitMode', 'What a limit does when it would be passed.', {
  HARD: 'Refuses. It holds under any number of concurrent spends, also where many people share it.',
  SOFT: 'Allows, and tells it as `limit.exceeded`, once a window and person, or once a window where many people share it.',
  OBSERVE: 'Allows, and only counts.',
});

@ObjectType('HoldFunding', { description: 'The part of a hold that one grant stands for, or none.' })
export class HoldFundingView {
  @Field(() => ID, {
    nullable: true,
    description: 'The grant; null for what no grant covers and the employer allows (`overage` of the settings).',
  })
  readonly grantId!: string | null;

  @Field(() => MoneyView, { description: 'What was set aside; zero for what was captured beyond the hold.' })
  readonly held!: MoneyView;

  @Field(() => MoneyView, { description: 'What was charged to it; zero before the hold is captured.' })
  readonly captured!: MoneyView;
}

@Requires('spend:write')
@ObjectType('Hold', {
  implements: NodeView,
  description: 'Money set aside for one spend, until it is captured or released, or its time is over. It is resolved once.',
})
export class HoldView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `hold_01k…`.' })
  override readonly id!: string;

  @Field(() => ID, { description: 'Whose money it is.' })
  readonly employeeId!: string;

  @Field(() => HoldStatusEnum, { description: 'Where it stands.' })
  readonly status!: HoldStatus;

  @Field(() => MoneyView, { description: 'What was set aside.' })
  readonly amount!: MoneyView;

  @Field(() => String, { nullable: true, description: 'The provider it was authorized for; null where none was named.' })
  readonly provider!: string | null;

  @Field(() => String, { nullable: true, description: 'The model it was authorized for; null where none was named.' })
  readonly model!: string | null;

  @Field(() => String, { nullable: true, description: 'The tool it was authorized for, as it was given; null where none was named.' })
  readonly tool!: string | null;

  @Field(() => DateTime, { description: 'When the money was set aside.' })
  readonly authorizedAt!: Date;

  @Field(() => DateTime, { description: 'From this instant on it is over: what it holds is available again.' })
  readonly expiresAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was captured, released or found to be over; null before.' })
  readonly resolvedAt!: Date | null;

  @Field(() => MoneyView, { nullable: true, description: 'What was charged, overage included; null unless CAPTURED.' })
  readonly captured!: MoneyView | null;

  @Field(() => MoneyView, {
    nullable: true,
    description:
      "What of it no grant covered, whoever pays it; a cost center's part is in `Balance.chargedToCostCenter`. Null unless CAPTURED.",
  })
  readonly overage!: MoneyView | null;

  @Field(() => BigIntText, { nullable: true, description: 'How many tokens it was expected to take; null where that was not said.' })
  readonly tokens!: bigint | null;

  @Field(() => BigIntText, {
    nullable: true,
    description: 'How many tokens it took; null where that was not said, or before it is captured.',
  })
  readonly capturedTokens!: bigint | null;

  @Field(() => [HoldFundingView], {
    description:
      'The grants that stand for it, in burn order, then what no grant covers; behind them, likewise, what was captured beyond the hold. `held` sums to `amount`, `captured` to that of the hold.',
  })
  readonly fundings!: readonly HoldFundingView[];
}

@ObjectType('SpendLevel', { description: 'How far one limit is used up, this spend included where it was allowed.' })
export class SpendLevelView {
  @Field(() => ID, { description: 'The limit.' })
  readonly limitId!: string;

  @Field(() => LimitKindEnum, { description: 'A limit or a circuit breaker.' })
  readonly kind!: LimitKind;

  @Field(() => LimitUnitEnum, { description: 'Whether it counts money or tokens.' })
  readonly unit!: LimitUnit;

  @Field(() => LimitScopeEnum, { description: 'What it counts.' })
  readonly scope!: LimitScope;

  @Field(() => String, { nullable: true, description: 'The name of the cost center or department whose people share it; null otherwise.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: 'MODEL: the provider, as in `prices`. Null otherwise.' })
  readonly provider!: string | null;

  @Field(() => String, { nullable: true, description: 'MODEL: the model, as in `prices`. Null otherwise.' })
  readonly model!: string | null;

  @Field(() => LimitWindowEnum, { description: 'The span it counts in.' })
  readonly window!: LimitWindow;

  @Field(() => LimitModeEnum, { description: 'What it does when it would be passed.' })
  readonly mode!: LimitMode;

  @Field(() => MoneyView, { nullable: true, description: 'What may be spent in a window; null for a limit in tokens.' })
  readonly amount!: MoneyView | null;

  @Field(() => MoneyView, { nullable: true, description: 'What was spent in this window, holds included; null for a limit in tokens.' })
  readonly used!: MoneyView | null;

  @Field(() => MoneyView, {
    nullable: true,
    description: 'What is left in this window, without what is reserved; never less than zero; null for a limit in tokens.',
  })
  readonly remaining!: MoneyView | null;

  @Field(() => MoneyView, {
    nullable: true,
    description:
      'What of a HARD limit that many people share is kept for grants that are guaranteed to others, beyond what they have of it already; null for other limits.',
  })
  readonly reserved!: MoneyView | null;

  @Field(() => BigIntText, { nullable: true, description: 'How many tokens may be used in a window; null for a limit in money.' })
  readonly tokens!: bigint | null;

  @Field(() => BigIntText, {
    nullable: true,
    description: 'How many tokens were used in this window, holds included; null for a limit in money.',
  })
  readonly usedTokens!: bigint | null;

  @Field(() => BigIntText, { nullable: true, description: 'How many tokens are left in this window; null for a limit in money.' })
  readonly remainingTokens!: bigint | null;

  @Field(() => Boolean, { description: 'This spend does not fit into what was left, or the breaker has tripped.' })
  readonly exceeded!: boolean;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When what is said to be used was true, at most five seconds ago, of a limit that many people share. What a HARD one refuses is decided exactly all the same. Null for the limits of one person, which are exact.',
  })
  readonly asOf!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When the next window begins; null for a lifetime.' })
  readonly resetsAt!: Date | null;
}

@ObjectType('SpendDecision', { description: 'Whether a spend was allowed, and why not: one shape for all answers.' })
export class SpendDecisionView {
  @Field(() => Boolean, { description: 'The money is held.' })
  readonly allowed!: boolean;

  @Field(() => String, { nullable: true, description: 'The code of the refusal, as in `userErrors`; null where it is allowed.' })
  readonly reasonCode!: string | null;

  @Field(() => MoneyView, {
    nullable: true,
    description:
      'What the grants that pay for this use had left before it; null where one of them is `uncapped`, or the person is unknown.',
  })
  readonly available!: MoneyView | null;

  @Field(() => Boolean, { description: 'A grant without a cap pays for this use, whatever it costs. Limits hold all the same.' })
  readonly uncapped!: boolean;

  @Field(() => SpendLevelView, {
    nullable: true,
    description:
      'The HARD limit or breaker that refused it, or that has to be told `tokens`; else the one that has the least left; null where none applies.',
  })
  readonly bindingLimit!: SpendLevelView | null;

  @Field(() => [SpendLevelView], { description: 'Every limit that applies, by id.' })
  readonly levels!: readonly SpendLevelView[];

  @Field(() => DateTime, { nullable: true, description: 'When the limit that refused it resets; null where none did, or never.' })
  readonly resetsAt!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Seconds until `resetsAt`.' })
  readonly retryAfterSeconds!: number | null;

  @Field(() => [String], {
    description:
      'MODEL_NOT_ALLOWED: what providers the grants name that come closest to this use; `x*` is all that begin with x, an empty list is any. Empty otherwise.',
  })
  readonly allowedProviders!: readonly string[];

  @Field(() => [String], {
    description:
      'MODEL_NOT_ALLOWED: what models the grants name that come closest to this use; `x*` is all that begin with x, an empty list is any. Empty otherwise.',
  })
  readonly allowedModels!: readonly string[];

  @Field(() => [String], {
    description:
      'MODEL_NOT_ALLOWED: what tools the grants name that come closest to this use; `x*` is all that begin with x, an empty list is any. Empty otherwise.',
  })
  readonly allowedTools!: readonly string[];

  @Field(() => Boolean, {
    description:
      'A limit or breaker refused money of a grant that is guaranteed. It is told as `guarantee.breached`, too. Always false where it is allowed.',
  })
  readonly guaranteed!: boolean;

  @Field(() => ID, { nullable: true, description: 'The hold; null where it was refused.' })
  readonly holdId!: string | null;
}

@InputType('SpendAuthorizeInput', { description: 'A spend to come.' })
export class SpendAuthorizeInput {
  @Field(() => EmployeeByInput, { description: 'Who spends.' })
  employee!: EmployeeByInput;

  @Field(() => MoneyInput, { description: 'What it may cost; more than zero.' })
  amount!: MoneyInput;

  @Field(() => String, { nullable: true, description: 'The provider, as in `usageReport`; needed with `model`.' })
  provider?: string | null;

  @Field(() => String, { nullable: true, description: 'The model, as in `usageReport`; one without a price is refused.' })
  model?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The product through which it is spent. Names of tools, providers and models are one whatever their case, spaces, dashes, composition or characters that are not seen: `Claude-Code`, ` claude-code ` and full-width letters are `claude-code`. Accents, `ı` without a dot, and look-alikes of other scripts are kept apart.',
  })
  tool?: string | null;

  @Field(() => BigIntText, {
    nullable: true,
    description: `How many tokens it may take, 1 to ${limits.tokensPerClass}; needed where a HARD limit counts tokens.`,
  })
  tokens?: bigint | null;

  @Field(() => Int, { nullable: true, description: 'How long the money stays set aside, 1 to 86,400 seconds; default 300.' })
  ttlSeconds?: number | null;

  @Field(() => String, { description: 'One effect per key, for ever. A refusal is stored under it too: a new attempt needs a new key.' })
  idempotencyKey!: string;
}

@InputType('SpendReleaseInput', { description: 'A hold that is not needed.' })
export class SpendReleaseInput {
  @Field(() => ID, { description: 'The hold.' })
  holdId!: string;

  @Field(() => String, { description: 'One effect per key, for ever.' })
  idempotencyKey!: string;
}

@InputType('SpendCaptureInput', { description: 'What a hold really cost.' })
export class SpendCaptureInput extends SpendReleaseInput {
  @Field(() => MoneyInput, { description: 'More than zero: less than the hold, the same, or more.' })
  amount!: MoneyInput;

  @Field(() => BigIntText, {
    nullable: true,
    description: `How many tokens it took, 0 to ${limits.tokensPerClass}; left out, as many as the hold says.`,
  })
  tokens?: bigint | null;
}

@ObjectType('SpendAuthorizePayload', { description: 'The hold, or why there is none.' })
export class SpendAuthorizePayload {
  @Field(() => HoldView, { nullable: true, description: 'The hold as it is now; null where the spend was refused.' })
  readonly hold!: HoldView | null;

  @Field(() => SpendDecisionView, { nullable: true, description: 'The decision; null where the input was not fit for one.' })
  readonly decision!: SpendDecisionView | null;

  @Field(() => [UserErrorView], {
    description:
      'Why it was refused: NOT_FOUND, INVALID_TRANSITION, UNKNOWN_MODEL, CURRENCY_MISMATCH, MODEL_NOT_ALLOWED, CIRCUIT_BROKEN, LIMIT_EXCEEDED, INSUFFICIENT_BALANCE, VALIDATION, AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT.',
  })
  readonly userErrors!: UserErrorView[];
}

@ObjectType('SpendCapturePayload', { description: 'The captured hold.' })
export class SpendCapturePayload {
  @Field(() => HoldView, { nullable: true, description: 'The hold as it is now; null where the capture was refused.' })
  readonly hold!: HoldView | null;

  @Field(() => [UserErrorView], {
    description: 'NOT_FOUND, HOLD_RESOLVED, HOLD_EXPIRED, CURRENCY_MISMATCH, VALIDATION, AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT.',
  })
  readonly userErrors!: UserErrorView[];
}

@ObjectType('SpendReleasePayload', { description: 'The released hold.' })
export class SpendReleasePayload {
  @Field(() => HoldView, { nullable: true, description: 'The hold as it is now; null where the release was refused.' })
  readonly hold!: HoldView | null;

  @Field(() => [UserErrorView], { description: 'NOT_FOUND, HOLD_RESOLVED, HOLD_EXPIRED, IDEMPOTENCY_CONFLICT.' })
  readonly userErrors!: UserErrorView[];
}
