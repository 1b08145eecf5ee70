import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { limits } from '../../kernel/limits.js';
import {
  BigIntText,
  connectionOf,
  DateTime,
  DateTimeFilterInput,
  Decimal,
  enumOf,
  MoneyView,
  NodeView,
  UserErrorView,
} from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import { EmployeeByInput } from '../directory/index.js';
import { type UsageClass, UsageClassEnum } from '../pricing/index.js';
import { type OutcomeStatus, outcomeMeanings } from './usage.rules.js';
import type { UsageStatus } from './usage-event.entity.js';

/** The `source` of an event whose sender names none. */
export const DEFAULT_USAGE_SOURCE = 'default';

export const UsageOutcomeStatusEnum = enumOf('UsageOutcomeStatus', 'What became of a reported event.', outcomeMeanings);

export const UsageStatusEnum = enumOf('UsageStatus', 'What a stored event is.', {
  RECORDED: 'Priced and charged.',
  UNPRICED: 'Not charged: no price is known for the model, or for a class that was used.',
  UNATTRIBUTED: 'Not charged: no employee matched the reference.',
});

@ObjectType('UsageCount', { description: 'How much of one class was used.' })
export class UsageCountView {
  @Field(() => UsageClassEnum, { description: 'The class.' })
  readonly usageClass!: UsageClass;

  @Field(() => BigIntText, { description: 'Units: tokens, requests or searches.' })
  readonly count!: string;
}

@ObjectType('UsageChargeLine', {
  description: 'The price that was used for one class: `count × price / unitQuantity`, not rounded by itself.',
})
export class UsageChargeLineView {
  @Field(() => UsageClassEnum, { description: 'The class.' })
  readonly usageClass!: UsageClass;

  @Field(() => BigIntText, { description: 'Units used.' })
  readonly count!: string;

  @Field(() => Decimal, { description: 'Money per `unitQuantity`, in the currency of `listCost`.' })
  readonly price!: string;

  @Field(() => BigIntText, { description: 'How many units the price is for.' })
  readonly unitQuantity!: string;
}

@ObjectType('UsageFunding', { description: 'What part of a charge comes from where.' })
export class UsageFundingView {
  @Field(() => ID, { nullable: true, description: 'The grant that paid; null for overage, which no grant covered.' })
  readonly grantId!: string | null;

  @Field(() => MoneyView, { description: 'How much, in the currency of the charge.' })
  readonly amount!: MoneyView;
}

@ObjectType('UsageCharge', { description: 'What an event cost, and who paid it.' })
export class UsageChargeView {
  @Field(() => MoneyView, { description: 'At list price: the sum of all lines, rounded half-even once to ten decimals.' })
  readonly listCost!: MoneyView;

  @Field(() => MoneyView, {
    description:
      'What was debited, in the currency of the stipend: the list cost, converted where the currencies differ and rounded half-even once more.',
  })
  readonly cost!: MoneyView;

  @Field(() => ID, { nullable: true, description: 'The exchange rate that was used; null where nothing was converted.' })
  readonly fxRateId!: string | null;

  @Field(() => ID, { description: 'The list price that was used; `node` finds it for ever, also when the list has another.' })
  readonly priceId!: string;

  @Field(() => [UsageChargeLineView], { description: 'The prices that were used, by class.' })
  readonly lines!: UsageChargeLineView[];

  @Field(() => [UsageFundingView], {
    description: 'Which grants paid, in burn order, overage last. They sum to `cost`; none where it is zero.',
  })
  readonly fundings!: UsageFundingView[];

  @Field(() => DateTime, { description: 'When it was booked.' })
  readonly bookedAt!: Date;
}

@Requires('usage:read')
@ObjectType('UsageEvent', { implements: NodeView, description: 'One use of a model, as it was reported. It never changes.' })
export class UsageEventView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `usage_01k…`.' })
  override readonly id!: string;

  @Field(() => String, { description: 'The system that counted; unique together with `eventId`.' })
  readonly source!: string;

  @Field(() => String, { description: 'What its sender calls the event.' })
  readonly eventId!: string;

  @Field(() => String, { description: 'The provider, as reported.' })
  readonly provider!: string;

  @Field(() => String, { description: 'The model, as reported.' })
  readonly model!: string;

  @Field(() => DateTime, { description: 'When the model was used: its price, and the grants that pay, are those of this instant.' })
  readonly occurredAt!: Date;

  @Field(() => DateTime, { description: 'When the event was stored.' })
  readonly recordedAt!: Date;

  @Field(() => UsageStatusEnum, { description: 'Whether it was charged.' })
  readonly status!: UsageStatus;

  @Field(() => [UsageCountView], { description: 'What was used, as reported.' })
  readonly counts!: UsageCountView[];
}

@ObjectType('GrantCharge', { description: 'What a grant paid of a charge: the other end of `UsageCharge.fundings`.' })
export class GrantChargeView {
  @Field(() => ID, { description: 'The usage event that was charged.' })
  readonly usageId!: string;

  @Field(() => MoneyView, { description: 'What the grant paid.' })
  readonly amount!: MoneyView;

  @Field(() => Boolean, { description: 'True where a correction took the charge back: then the grant has it again, or it expired.' })
  readonly takenBack!: boolean;
}

export const GrantChargeConnection = connectionOf('GrantCharge', () => GrantChargeView);

export const UsageEventConnection = connectionOf('UsageEvent', () => UsageEventView);

@InputType('UsageCountInput', { description: 'How much of one class was used.' })
export class UsageCountInput {
  @Field(() => UsageClassEnum, { description: 'The class; each is named at most once in an event.' })
  usageClass!: UsageClass;

  @Field(() => BigIntText, { description: `Units: tokens, requests or searches, 0 to ${limits.tokensPerClass}.` })
  count!: bigint;
}

@InputType('UsageEventNameInput', { description: 'Names a stored event as its sender does.' })
export class UsageEventNameInput {
  @Field(() => String, { description: 'What its sender calls the event.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'The system that counted; left out, that of the event that names it.' })
  source?: string | null;
}

@InputType('UsageEventInput', { description: 'One use of a model.' })
export class UsageEventInput {
  @Field(() => String, {
    description:
      'Your id of the event, 1 to 255 printable characters. It is taken once for ever within `source`: send the same again as often as you like.',
  })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: `The system that counted, 1 to 255 printable characters; \`${DEFAULT_USAGE_SOURCE}\` where it is left out.`,
  })
  source?: string | null;

  @Field(() => EmployeeByInput, {
    description: 'Who used it. A reference that matches nobody does not reject the event: it is stored as UNATTRIBUTED.',
  })
  employee!: EmployeeByInput;

  @Field(() => String, { description: 'The provider that was called, such as `anthropic` or `openai`.' })
  provider!: string;

  @Field(() => String, {
    description: 'The model as the provider names it, with or without its date. An unknown one is stored as UNPRICED.',
  })
  model!: string;

  @Field(() => DateTime, {
    description: `When it was used: at most ${limits.usageMaxAgeDays} days ago (\`EVENT_TOO_OLD\`) and ${limits.usageMaxFutureMinutes} minutes ahead (\`EVENT_IN_FUTURE\`), by the employer's clock. One that is ahead counts, and is paid, when it is recorded.`,
  })
  occurredAt!: Date;

  @Field(() => [UsageCountInput], {
    description:
      'What was used; at least one class. The classes do not overlap: where a provider counts cached tokens within its input, as OpenAI does, take them out of INPUT.',
  })
  counts!: UsageCountInput[];

  @Field(() => UsageEventNameInput, {
    nullable: true,
    description:
      'The stored event this one takes the place of: what that was charged is given back, in the reverse order of its fundings, and this one is charged instead. Counts of 0 take it back for good. An event is corrected once, its correction may be corrected in turn. REJECTED with `NOT_FOUND` where it is not stored, with `INVALID_TRANSITION` where it was corrected before.',
  })
  corrects?: UsageEventNameInput | null;
}

@InputType('UsageReportInput', { description: 'Usage to take.' })
export class UsageReportInput {
  @Field(() => [UsageEventInput], { description: `1 to ${limits.usageEventsPerReport} events.` })
  events!: UsageEventInput[];
}

@ObjectType('UsageOutcome', { description: 'What became of one reported event.' })
export class UsageOutcomeView {
  @Field(() => UsageOutcomeStatusEnum, { description: 'What became of it.' })
  readonly status!: OutcomeStatus;

  @Field(() => String, { description: 'The source it was reported under.' })
  readonly source!: string;

  @Field(() => String, { description: 'What its sender calls the event.' })
  readonly eventId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The id of the stored event, of a DUPLICATE that of the one that was stored first; null for a REJECTED one.',
  })
  readonly usageId!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'DUPLICATE: whether the content is other than what was stored, which stands. Null for every other status.',
  })
  readonly differs!: boolean | null;

  @Field(() => MoneyView, { nullable: true, description: 'RECORDED: what was debited, in the currency of the stipend.' })
  readonly cost!: MoneyView | null;

  @Field(() => MoneyView, {
    nullable: true,
    description:
      "RECORDED: the part of `cost` that no grant covered, whoever pays it; a cost center's part is in `Balance.chargedToCostCenter`.",
  })
  readonly overage!: MoneyView | null;

  @Field(() => String, {
    nullable: true,
    description:
      'REJECTED: `VALIDATION`, `EVENT_TOO_OLD`, `EVENT_IN_FUTURE`, `FX_RATE_MISSING`, `NOT_FOUND` or `INVALID_TRANSITION`; more may come.',
  })
  readonly code!: string | null;

  @Field(() => String, { nullable: true, description: 'A sentence for a person; null where there is nothing to explain.' })
  readonly message!: string | null;
}

@ObjectType('UsageReportCounts', { description: 'How many events of a report came to which outcome; together, all of them.' })
export class UsageReportCountsView {
  @Field(() => Int, { description: 'RECORDED.' })
  readonly recorded!: number;

  @Field(() => Int, { description: 'DUPLICATE.' })
  readonly duplicate!: number;

  @Field(() => Int, { description: 'UNPRICED.' })
  readonly unpriced!: number;

  @Field(() => Int, { description: 'UNATTRIBUTED.' })
  readonly unattributed!: number;

  @Field(() => Int, { description: 'REJECTED.' })
  readonly rejected!: number;
}

@ObjectType('UsageReportPayload', { description: 'One outcome for each event.' })
export class UsageReportPayload {
  @Field(() => [UsageOutcomeView], {
    nullable: true,
    description: 'One per event, in order; null where `userErrors` tells why nothing was taken.',
  })
  outcomes!: UsageOutcomeView[] | null;

  @Field(() => UsageReportCountsView, { nullable: true, description: 'How many came to which outcome; null where nothing was taken.' })
  counts!: UsageReportCountsView | null;

  @Field(() => [UserErrorView], {
    description: 'Why the whole report was refused: `AMOUNT_OUT_OF_RANGE`. Single events are refused in `outcomes`.',
  })
  userErrors!: UserErrorView[];
}

@InputType('UsageStatusFilterInput', { description: 'Compares the status. All that is given must hold.' })
export class UsageStatusFilterInput {
  @Field(() => UsageStatusEnum, { nullable: true, description: 'Equal to this status.' })
  eq?: UsageStatus | null;

  @Field(() => [UsageStatusEnum], { nullable: true, description: 'Equal to one of these.' })
  in?: UsageStatus[] | null;
}

@InputType('UsageEventFilterInput', { description: 'Which events a list holds. All that is given must hold.' })
export class UsageEventFilterInput {
  @Field(() => EmployeeByInput, { nullable: true, description: 'Of one employee; an unknown one gives an empty list.' })
  employee?: EmployeeByInput | null;

  @Field(() => DateTimeFilterInput, { nullable: true, description: 'By when the model was used.' })
  occurredAt?: DateTimeFilterInput | null;

  @Field(() => UsageStatusFilterInput, { nullable: true, description: 'By what became of them.' })
  status?: UsageStatusFilterInput | null;
}
