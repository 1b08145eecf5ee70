import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { BigIntText, CurrencyCode, connectionOf, DateTime, Decimal, MoneyView, NodeView, UserErrorView } from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import { CostCenterByInput, DepartmentByInput, EmployeeByInput } from '../directory/index.js';
import type { LimitKind, LimitMode, LimitScope, LimitUnit, LimitWindow } from './limits.rules.js';
import { LimitKindEnum, LimitModeEnum, LimitScopeEnum, LimitUnitEnum, LimitWindowEnum } from './spend.graphql.js';

@Requires('limits:read')
@ObjectType('Limit', {
  implements: NodeView,
  description:
    'What each person, one person, or many people together may spend in a span of time. One for a person takes the place of the one for everybody with the same kind, scope, window and currency. Usage that is reported without a hold is recorded whatever the limits say, and counts: the next `spendAuthorize` sees it. It counts when it happened; what was corrected does not.',
})
export class LimitView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `limit_01k…`.' })
  override readonly id!: string;

  @Field(() => LimitKindEnum, { description: 'A limit or a circuit breaker.' })
  readonly kind!: LimitKind;

  @Field(() => LimitUnitEnum, { description: 'Whether it counts money or tokens.' })
  readonly unit!: LimitUnit;

  @Field(() => LimitScopeEnum, { description: 'What it counts.' })
  readonly scope!: LimitScope;

  @Field(() => ID, { nullable: true, description: 'The one person it is for; null for everybody.' })
  readonly employeeId!: string | null;

  @Field(() => ID, { nullable: true, description: 'COST_CENTER: whose people share it. Null otherwise.' })
  readonly costCenterId!: string | null;

  @Field(() => ID, { nullable: true, description: 'DEPARTMENT: whose people share it. Null otherwise.' })
  readonly departmentId!: string | null;

  @Field(() => String, { nullable: true, description: 'MODEL: the provider, as in `prices`. Null otherwise.' })
  readonly provider!: string | null;

  @Field(() => String, { nullable: true, description: 'MODEL: the model, as in `prices`, however a spend writes it. Null otherwise.' })
  readonly model!: string | null;

  @Field(() => String, { nullable: true, description: 'TOOL: the tool, as it was first given. Null otherwise.' })
  readonly tool!: string | null;

  @Field(() => LimitWindowEnum, { description: 'The span it counts in.' })
  readonly window!: LimitWindow;

  @Field(() => LimitModeEnum, { description: 'What it does when it would be passed.' })
  readonly mode!: LimitMode;

  @Field(() => CurrencyCode, { nullable: true, description: 'It counts spends of this currency and no other; null for a limit in tokens.' })
  readonly currency!: string | null;

  @Field(() => MoneyView, {
    nullable: true,
    description: 'What may be spent in a window: zero allows nothing, null sets no limit, or one in tokens or by `velocityMultiple`.',
  })
  readonly amount!: MoneyView | null;

  @Field(() => BigIntText, {
    nullable: true,
    description: 'How many tokens may be used in a window: zero allows none; null sets no limit, or one in money.',
  })
  readonly tokens!: bigint | null;

  @Field(() => Decimal, {
    nullable: true,
    description:
      "CIRCUIT_BREAKER: it trips at this multiple of the person's pace: what the running stipends are worth in a year ÷ 365 a day, ÷ 24 of that an hour, × 7 a week, ÷ 12 of the year a month, and by its days a pay period. Null otherwise.",
  })
  readonly velocityMultiple!: string | null;

  @Field(() => Int, { description: 'Counts its changes, from 1.' })
  readonly version!: number;

  @Field(() => DateTime, { description: 'When it was first set.' })
  readonly createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was last set.' })
  readonly updatedAt!: Date;
}

export const LimitConnection = connectionOf('Limit', () => LimitView);

@InputType('LimitFilterInput', { description: 'Which limits. All that is given must hold.' })
export class LimitFilterInput {
  @Field(() => EmployeeByInput, { nullable: true, description: 'Those for this person alone; none where nobody matches.' })
  employee?: EmployeeByInput | null;

  @Field(() => LimitScopeEnum, { nullable: true, description: 'Those that count this.' })
  scope?: LimitScope | null;

  @Field(() => LimitKindEnum, { nullable: true, description: 'Limits, or circuit breakers.' })
  kind?: LimitKind | null;

  @Field(() => CostCenterByInput, { nullable: true, description: 'Those that its people share; none where no cost center matches.' })
  costCenter?: CostCenterByInput | null;

  @Field(() => DepartmentByInput, { nullable: true, description: 'Those that its people share; none where no department matches.' })
  department?: DepartmentByInput | null;
}

@InputType('LimitSetInput', {
  description:
    'A limit. One with the same kind, scope, person, cost center, department, tool or model, window and currency, or tokens, is changed; what was spent in its window stays counted.',
})
export class LimitSetInput {
  @Field(() => LimitKindEnum, {
    nullable: true,
    description:
      'Default LIMIT. A CIRCUIT_BREAKER is HARD, of scope PERSON, in money and of no LIFETIME, and has an `amount` or a `velocityMultiple`. Set higher, or to null, it has not tripped any more.',
  })
  kind?: LimitKind | null;

  @Field(() => LimitScopeEnum, { description: 'What it counts.' })
  scope!: LimitScope;

  @Field(() => EmployeeByInput, {
    nullable: true,
    description: 'PERSON, TOOL, MODEL: for this person alone; left out, for everybody, each apart.',
  })
  employee?: EmployeeByInput | null;

  @Field(() => CostCenterByInput, { nullable: true, description: 'COST_CENTER: the cost center.' })
  costCenter?: CostCenterByInput | null;

  @Field(() => DepartmentByInput, { nullable: true, description: 'DEPARTMENT: the department.' })
  department?: DepartmentByInput | null;

  @Field(() => String, { nullable: true, description: 'MODEL: the provider, as in `usageReport`.' })
  provider?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'MODEL: the model, as in `usageReport`; one without a price is refused. Example: `claude-opus-4-5`.',
  })
  model?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'TOOL: the tool. `Claude-Code` and ` claude-code ` are one: case, space around or twice in a row, what is not seen, and how characters are composed say nothing.',
  })
  tool?: string | null;

  @Field(() => LimitWindowEnum, {
    nullable: true,
    description: 'The span it counts in; needed, but for a CIRCUIT_BREAKER, whose default is DAY.',
  })
  window?: LimitWindow | null;

  @Field(() => LimitModeEnum, {
    nullable: true,
    description: 'What it does when it would be passed; needed, but for a CIRCUIT_BREAKER, which is HARD.',
  })
  mode?: LimitMode | null;

  @Field(() => CurrencyCode, {
    nullable: true,
    description: 'It counts spends of this currency and no other. Left out with `tokens`, which count in every currency.',
  })
  currency?: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description:
      'What may be spent in a window, in whole minor units of `currency`: `"0"` allows nothing, null sets no limit. One of `amount`, `tokens` and `velocityMultiple` is given, be it null. A HARD one that many people share is not set below what grants guarantee them.',
  })
  amount?: string | null;

  @Field(() => BigIntText, {
    nullable: true,
    description:
      'Instead of `amount` and `currency`: how many tokens may be used in a window, at most 10^18; `"0"` allows none. Without `currency`, null sets no limit.',
  })
  tokens?: bigint | null;

  @Field(() => Decimal, {
    nullable: true,
    description:
      "CIRCUIT_BREAKER, instead of `amount`: the multiple of the person's pace at which it trips; more than zero, at most 1,000,000. Without a pace it does not apply.",
  })
  velocityMultiple?: string | null;

  @Field(() => String, { nullable: true, description: 'One effect per key, for ever.' })
  idempotencyKey?: string | null;
}

@ObjectType('LimitSetPayload', { description: 'The limit that was set.' })
export class LimitSetPayload {
  @Field(() => LimitView, { nullable: true, description: 'The limit; null where it was refused.' })
  readonly limit!: LimitView | null;

  @Field(() => [UserErrorView], { description: 'NOT_FOUND, UNKNOWN_MODEL, VALIDATION, AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT.' })
  readonly userErrors!: UserErrorView[];
}
