import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { limits } from '../../kernel/limits.js';
import type { LocalDate as BusinessDate } from '../../kernel/period.js';
import {
  connectionOf,
  DateTime,
  enumOf,
  LocalDate,
  NodeView,
  OneOf,
  PageArgs,
  StringFilterInput,
  UserErrorView,
} from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import type { PayPeriodStatus } from './calendar.rules.js';

export const PayPeriodStatusEnum = enumOf('PayPeriodStatus', 'How final the numbers of a pay period are.', {
  OPEN: 'Statements are computed on every read and may change.',
  CLOSING: 'Locked: nothing is booked into it any more, and its statements are being made.',
  CLOSED: 'Its statements are made and never change. What is found later appears in the next open pay period.',
});

@Requires('payroll:read')
@ObjectType('PayPeriod', {
  implements: NodeView,
  description: 'A span of business dates that is paid together. The payroll system owns the calendar.',
})
export class PayPeriodView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `payperiod_01k…`.' })
  override readonly id!: string;

  @Field(() => String, { description: 'Your own id, unique within the employer.' })
  readonly externalId!: string;

  @Field(() => LocalDate, { description: 'The first day.' })
  readonly startDate!: BusinessDate;

  @Field(() => LocalDate, { description: 'The first day after it. A day begins at midnight where the person works.' })
  readonly endDate!: BusinessDate;

  @Field(() => LocalDate, { nullable: true, description: 'The day on which people are paid.' })
  readonly checkDate!: BusinessDate | null;

  @Field(() => PayPeriodStatusEnum, { description: 'How final its numbers are.' })
  readonly status!: PayPeriodStatus;

  @Field(() => DateTime, { nullable: true, description: 'When its statements became final; null before.' })
  readonly closedAt!: Date | null;
}

export const PayPeriodConnection = connectionOf('PayPeriod', () => PayPeriodView);

@OneOf('PayPeriodByInput')
@InputType('PayPeriodByInput', { description: 'Names one pay period. Exactly one field is given.' })
export class PayPeriodByInput {
  @Field(() => ID, { nullable: true, description: 'Our id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Your own id.' })
  externalId?: string;
}

@InputType('PayPeriodStatusFilterInput', { description: 'Compares the status. All that is given must hold.' })
export class PayPeriodStatusFilterInput {
  @Field(() => PayPeriodStatusEnum, { nullable: true, description: 'Equal to this status.' })
  eq?: PayPeriodStatus | null;

  @Field(() => [PayPeriodStatusEnum], { nullable: true, description: 'Equal to one of these.' })
  in?: PayPeriodStatus[] | null;
}

@InputType('PayPeriodFilterInput', { description: 'Which pay periods a list holds. All that is given must hold.' })
export class PayPeriodFilterInput {
  @Field(() => PayPeriodStatusFilterInput, { nullable: true, description: 'By status.' })
  status?: PayPeriodStatusFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By your own id.' })
  externalId?: StringFilterInput | null;
}

@ArgsType()
export class PayPeriodsArgs extends PageArgs {
  @Field(() => PayPeriodFilterInput, { nullable: true, description: 'Which pay periods; all of them by default.' })
  where?: PayPeriodFilterInput | null;
}

@InputType('PayPeriodUpsertInput', { description: 'A pay period to create, or to change where its `externalId` is known and it is OPEN.' })
export class PayPeriodUpsertInput {
  @Field(() => String, { description: 'Your own id, 1 to 255 characters; finds the pay period again.' })
  externalId!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day. Required for a new one; left out, it stays as it was. It cannot be cleared.',
  })
  startDate?: BusinessDate | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day after it: 16 December for the first half of December. Required for a new one; left out, it stays as it was. It cannot be cleared. At most 367 days after the first.',
  })
  endDate?: BusinessDate | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The day on which people are paid. Left out, it stays as it was; null clears it.',
  })
  checkDate?: BusinessDate | null;
}

@InputType('PayPeriodsUpsertInput', { description: 'Input of `payPeriodsUpsert`.' })
export class PayPeriodsUpsertInput {
  @Field(() => [PayPeriodUpsertInput], {
    description: `At most ${limits.arrayItems}, taken in order. No two pay periods overlap; they may touch, and there may be gaps.`,
  })
  payPeriods!: PayPeriodUpsertInput[];

  @Field(() => String, {
    nullable: true,
    description: 'Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters.',
  })
  idempotencyKey?: string | null;
}

@ObjectType('PayPeriodUpsertOutcome', { description: 'What became of one pay period of the input.' })
export class PayPeriodUpsertOutcome {
  @Field(() => PayPeriodView, { nullable: true, description: 'The pay period as it is now; null where the item was refused.' })
  payPeriod!: PayPeriodView | null;

  @Field(() => Boolean, { description: 'True where it did not exist before.' })
  created!: boolean;

  @Field(() => [UserErrorView], {
    description:
      'Why this item was refused (VALIDATION, PERIOD_OVERLAP, PERIOD_CLOSED); empty where it was taken. Other items are not affected.',
  })
  userErrors!: UserErrorView[];
}

@ObjectType('PayPeriodsUpsertPayload', { description: 'Outcome of `payPeriodsUpsert`.' })
export class PayPeriodsUpsertPayload {
  @Field(() => [PayPeriodUpsertOutcome], {
    nullable: true,
    description: 'One outcome per item, in the order of the input; null when the whole mutation was refused.',
  })
  outcomes!: PayPeriodUpsertOutcome[] | null;

  @Field(() => [UserErrorView], {
    description: 'Why the whole mutation was refused (IDEMPOTENCY_CONFLICT); empty where the items were looked at one by one.',
  })
  userErrors!: UserErrorView[];
}
