import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CurrencyCode, connectionOf, DateTime, Decimal, MoneyView, NodeView, UserErrorView } from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import { EmployeeByInput } from '../directory/index.js';
import { LimitModeEnum, LimitScopeEnum, LimitWindowEnum } from './spend.graphql.js';
import type { LimitMode, LimitScope, LimitWindow } from './spend.rules.js';

@Requires('limits:read')
@ObjectType('Limit', {
  implements: NodeView,
  description:
    'What each person, or one person, may hold and capture in a span of time. One for a person takes the place of the one for everybody with the same scope, window and currency. Usage that is reported without a hold is recorded whatever the limits say, and is not counted here.',
})
export class LimitView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `limit_01k…`.' })
  override readonly id!: string;

  @Field(() => LimitScopeEnum, { description: 'What it counts.' })
  readonly scope!: LimitScope;

  @Field(() => ID, { nullable: true, description: 'The one person it is for; null for everybody, each apart.' })
  readonly employeeId!: string | null;

  @Field(() => String, { nullable: true, description: 'MODEL: the provider, as in `prices`. Null otherwise.' })
  readonly provider!: string | null;

  @Field(() => String, { nullable: true, description: 'MODEL: the model, as in `prices`, however a spend writes it. Null otherwise.' })
  readonly model!: string | null;

  @Field(() => String, { nullable: true, description: 'TOOL: the tool. Null otherwise.' })
  readonly tool!: string | null;

  @Field(() => LimitWindowEnum, { description: 'The span it counts in.' })
  readonly window!: LimitWindow;

  @Field(() => LimitModeEnum, { description: 'What it does when it would be passed.' })
  readonly mode!: LimitMode;

  @Field(() => CurrencyCode, { description: 'It counts spends of this currency and no other.' })
  readonly currency!: string;

  @Field(() => MoneyView, { nullable: true, description: 'What may be spent in a window: zero allows nothing, null sets no limit.' })
  readonly amount!: MoneyView | null;

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
}

@InputType('LimitSetInput', {
  description:
    'A limit. One with the same scope, person, tool or model, window and currency is changed; what was spent in its window stays counted.',
})
export class LimitSetInput {
  @Field(() => LimitScopeEnum, { description: 'What it counts.' })
  scope!: LimitScope;

  @Field(() => EmployeeByInput, { nullable: true, description: 'For this person alone; left out, for everybody, each apart.' })
  employee?: EmployeeByInput | null;

  @Field(() => String, { nullable: true, description: 'MODEL: the provider, as in `usageReport`.' })
  provider?: string | null;

  @Field(() => String, { nullable: true, description: 'MODEL: the model, as in `usageReport`; one without a price is refused.' })
  model?: string | null;

  @Field(() => String, { nullable: true, description: 'TOOL: the tool.' })
  tool?: string | null;

  @Field(() => LimitWindowEnum, { description: 'The span it counts in.' })
  window!: LimitWindow;

  @Field(() => LimitModeEnum, { description: 'What it does when it would be passed.' })
  mode!: LimitMode;

  @Field(() => CurrencyCode, { description: 'It counts spends of this currency and no other.' })
  currency!: string;

  @Field(() => Decimal, { nullable: true, description: 'What may be spent in a window: `"0"` allows nothing, null sets no limit.' })
  amount?: string | null;

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
