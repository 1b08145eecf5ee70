import { type ClassType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { LocalDate as BusinessDate } from '../../kernel/period.js';
import {
  CurrencyCode,
  connectionOf,
  DateTime,
  enumOf,
  LocalDate,
  MoneyInput,
  MoneyView,
  NodeView,
  OneOf,
  StringFilterInput,
  UserErrorView,
} from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import { Framing } from '../access/index.js';
import { GrantFiltersInput, GrantFiltersView } from './filters.graphql.js';
import type {
  AmountPeriod,
  AmountType,
  DayCount,
  Framing as FramingValue,
  PolicyStatus,
  PolicyVersionStatus,
  Rollover,
  Stacking,
  Transfer,
} from './policies.rules.js';

export const AmountTypeEnum = enumOf('AmountType', 'How an allowance is measured.', {
  FIXED: 'An amount of money.',
  PERCENT_OF_BASE: 'A share of the annual base salary, in basis points.',
  PER_DAY: 'An amount of money for each day, granted at the start of each month for its days: 100 a day is 3,000 in a month of 30.',
});

export const DayCountEnum = enumOf('DayCount', 'Which days of a month a PER_DAY allowance counts.', {
  CALENDAR: 'Every day.',
  WORKING: 'Mondays to Fridays.',
});

export const AmountPeriodEnum = enumOf(
  'AmountPeriod',
  'What the amount is for, counted from the start of the stipend. A day of the anchor that a month lacks is its last.',
  {
    MONTHLY:
      'Each month, and the only one of PER_DAY. A share of base is a twelfth of the annual share, of the base salary at the start of that month.',
    ANNUAL:
      'A stipend year, granted in twelve monthly parts, or in `payPeriodsPerYear` parts, in whole minor units that sum to it; the earliest get the extra one. Where what counts changes within the year, each part is what is left of it ÷ the parts left, rounded up: 100,000.00 is 4 × 8,333.34 and 8 × 8,333.33. A share is of the base salary at the start of the stipend year.',
    DAY: 'Each calendar day. FIXED amounts only.',
    WORKING_DAY: 'Each Monday to Friday; that of Friday lasts over the weekend. FIXED amounts only.',
    WEEK: 'Every seven days. FIXED amounts only.',
    QUARTER:
      'Every three months, granted at their start. A share of base is a quarter of the annual share, of the base salary at that start.',
    YEAR: 'A stipend year, granted as a whole at its start.',
    PAY_PERIOD:
      'Each pay period of the calendar that payroll sends, granted at its start, in the zone of the person; the first is the one that holds the start of the stipend, with the whole amount. FIXED amounts only.',
  },
);

export const StackingEnum = enumOf('Stacking', 'What becomes of a policy when an offer promises the same person compute.', {
  OFFER_REPLACES: 'The offer stands instead: the stipend under the policy ends on the day the one of the offer starts.',
  ADD: 'Both are granted.',
});

export const GrantExpiryEnum = enumOf('GrantExpiry', 'When what is left of a grant expires.', {
  PERIOD_END: 'At the end of its period, local midnight.',
});

export const RolloverEnum = enumOf('Rollover', 'What is carried into the next period.', {
  NONE: 'Nothing.',
  CAPPED: 'What is left, within `rolloverTerms`. Terms of an offer carry nothing.',
});

export const TransferEnum = enumOf('GrantTransfer', 'What unused compute may be handed to while it lasts. Never to another person.', {
  NONE: 'Nothing.',
  COST_CENTER: 'The pool of the cost center where the person works, by `grantTransfer`.',
});

export const PolicyStatusEnum = enumOf('PolicyStatus', 'Where a policy stands.', {
  DRAFT: 'No version was published yet.',
  PUBLISHED: 'People can be enrolled.',
  ARCHIVED: 'Nobody is enrolled any more. Who is enrolled keeps the terms until the stipend ends.',
});

export const PolicyVersionStatusEnum = enumOf('PolicyVersionStatus', 'Where a version of a policy stands.', {
  DRAFT: 'Can be edited; nothing is granted under it.',
  PUBLISHED: 'The newest published version. It is never edited.',
  SUPERSEDED: 'A later version was published; it counts up to `effectiveTo`.',
  ARCHIVED: 'The policy was archived while this was its newest published version.',
});

const payPeriodsPerYear = (more: string): string =>
  `How many pay periods make a year: an ANNUAL amount is granted in so many parts, one at the start of each pay period that payroll sends. Of an amount by PAY_PERIOD it says what that comes to in a year. ${more}`;

@ObjectType('RolloverTerms', {
  description:
    'How much of what is left of a period is carried into the next, as a grant of kind ROLLOVER: MIN(max, MAX(left, min)), and no more than `maxPercent` allows.',
})
export class RolloverTermsView {
  @Field(() => MoneyView, { description: 'At most so much.' })
  readonly max!: MoneyView;

  @Field(() => MoneyView, { description: 'At least so much, also where less is left.' })
  readonly min!: MoneyView;

  @Field(() => Int, {
    nullable: true,
    description: 'At most this share of what the period granted, in basis points: 5000 is 50 %. Null where no share caps it.',
  })
  readonly maxPercent!: number | null;

  @Field(() => Int, { description: 'How many periods what is carried lasts.' })
  readonly lastsPeriods!: number;
}

@InputType('RolloverTermsInput', { description: 'How much of what is left of a period is carried into the next.' })
export class RolloverTermsInput {
  @Field(() => MoneyInput, { description: 'At most so much, more than zero, in whole minor units of the currency of the policy.' })
  max!: MoneyInput;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'At least so much, also where less is left; zero up to `max`, in whole minor units. Left out, zero.',
  })
  min?: MoneyInput | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'At most this share of what the period granted, in basis points, 1 to 10000, rounded half-even to the minor unit. Left out, no share caps it.',
  })
  maxPercent?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many periods what is carried lasts, 1 to 12. Left out, one.' })
  lastsPeriods?: number | null;
}

@Requires('policies:read')
@ObjectType('PolicyVersion', { implements: NodeView, description: 'The terms of a policy over a span of dates.' })
export class PolicyVersionView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `policyversion_01k…`.' })
  override readonly id!: string;

  @Field(() => Int, { description: '1, 2, 3 … within the policy.' })
  readonly number!: number;

  @Field(() => PolicyVersionStatusEnum, { description: 'Where the version stands.' })
  readonly status!: PolicyVersionStatus;

  @Field(() => AmountTypeEnum, { description: 'How the allowance is measured.' })
  readonly amountType!: AmountType;

  @Field(() => AmountPeriodEnum, { description: 'What the amount or the share is for.' })
  readonly period!: AmountPeriod;

  @Field(() => MoneyView, {
    nullable: true,
    description: 'The amount of a FIXED allowance, per `period`, or of a PER_DAY one, for a day; null for a share of base.',
  })
  readonly amount!: MoneyView | null;

  @Field(() => DayCountEnum, { nullable: true, description: 'Which days a PER_DAY allowance counts; null for all else.' })
  readonly dayCount!: DayCount | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The share of a PERCENT_OF_BASE allowance in basis points of the annual base salary: 5000 is 50 %. Null for an amount.',
  })
  readonly percent!: number | null;

  @Field(() => Int, { nullable: true, description: payPeriodsPerYear('Null for ANNUAL: in twelve months.') })
  readonly payPeriodsPerYear!: number | null;

  @Field(() => CurrencyCode, { description: 'The currency of the grants, ISO 4217.' })
  readonly currency!: string;

  @Field(() => GrantExpiryEnum, { description: 'When what is left of a grant expires.' })
  readonly expiry!: 'PERIOD_END';

  @Field(() => RolloverEnum, { description: 'What is carried into the next period.' })
  readonly rollover!: Rollover;

  @Field(() => RolloverTermsView, { nullable: true, description: 'How much is carried; null where nothing is.' })
  readonly rolloverTerms!: RolloverTermsView | null;

  @Field(() => TransferEnum, { description: 'What unused compute of its grants, and what is carried of them, may be handed to.' })
  readonly transfer!: Transfer;

  @Field(() => GrantFiltersView, {
    description: 'What its grants pay for; where every list is null, anything, also models that come later.',
  })
  readonly filters!: GrantFiltersView;

  @Field(() => Framing, { description: 'What the compute is to the person.' })
  readonly framing!: FramingValue;

  @Field(() => StackingEnum, { description: 'What becomes of a stipend under the policy when an offer promises the same person compute.' })
  readonly stacking!: Stacking;

  @Field(() => Int, {
    nullable: true,
    description:
      'Months from the start of a stipend in which these terms are not cut: later versions count for that person only afterwards. Null promises nothing.',
  })
  readonly guaranteeMonths!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Days from the start of a stipend in which the person is granted compute without a cap; the terms count from the day after. Null: from the start.',
  })
  readonly uncappedDays!: number | null;

  @Field(() => LocalDate, { nullable: true, description: 'The first day the version counts; null for a draft.' })
  readonly effectiveFrom!: BusinessDate | null;

  @Field(() => LocalDate, { nullable: true, description: 'The first day it counts no longer; null while no later version is published.' })
  readonly effectiveTo!: BusinessDate | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was published; null for a draft.' })
  readonly publishedAt!: Date | null;
}

@Requires('policies:read')
@ObjectType('Policy', {
  implements: NodeView,
  description:
    'A rule of the employer that says how much compute the people enrolled under it are granted. Nobody is enrolled by themselves: `stipendsAssign` does it, person by person.',
})
export class PolicyView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `policy_01k…`.' })
  override readonly id!: string;

  @Field(() => String, { nullable: true, description: 'Your own id, unique within the employer.' })
  readonly externalId!: string | null;

  @Field(() => String, { description: 'The name, as people see it.' })
  readonly name!: string;

  @Field(() => PolicyStatusEnum, { description: 'Where the policy stands.' })
  readonly status!: PolicyStatus;

  @Field(() => Int, { description: 'Counts changes. Send it as `expectedVersion`, so that a change you have not seen is not overwritten.' })
  readonly version!: number;

  @Field(() => DateTime, { description: 'When it was created.' })
  readonly createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  readonly updatedAt!: Date;
}

export const PolicyConnection = connectionOf('Policy', () => PolicyView);
export const PolicyVersionConnection = connectionOf('PolicyVersion', () => PolicyVersionView);

@OneOf('PolicyByInput')
@InputType('PolicyByInput', { description: 'Names one policy. Exactly one field is given.' })
export class PolicyByInput {
  @Field(() => ID, { nullable: true, description: 'Our id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Your own id.' })
  externalId?: string;
}

@InputType('PolicyStatusFilterInput', { description: 'Compares the status. All that is given must hold.' })
export class PolicyStatusFilterInput {
  @Field(() => PolicyStatusEnum, { nullable: true, description: 'Equal to this status.' })
  eq?: PolicyStatus | null;

  @Field(() => [PolicyStatusEnum], { nullable: true, description: 'Equal to one of these.' })
  in?: PolicyStatus[] | null;
}

@InputType('PolicyFilterInput', { description: 'Which policies a list holds. All that is given must hold.' })
export class PolicyFilterInput {
  @Field(() => PolicyStatusFilterInput, { nullable: true, description: 'By status.' })
  status?: PolicyStatusFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By your own id.' })
  externalId?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By name.' })
  name?: StringFilterInput | null;
}

@InputType('PolicyTermsInput', { description: 'What a version of a policy grants. The terms are given as a whole.' })
export class PolicyTermsInput {
  @Field(() => AmountTypeEnum, { description: 'How the allowance is measured.' })
  amountType!: AmountType;

  @Field(() => AmountPeriodEnum, { description: 'What the amount or the share is for.' })
  period!: AmountPeriod;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'For FIXED the amount per `period`, for PER_DAY that for a day, and only there; more than zero, in whole minor units.',
  })
  amount?: MoneyInput | null;

  @Field(() => DayCountEnum, { nullable: true, description: 'For PER_DAY, and only there: which days count. Left out, CALENDAR.' })
  dayCount?: DayCount | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For PERCENT_OF_BASE, and only there: basis points of the annual base salary, 1 to 1000000; 5000 is 50 %.',
  })
  percent?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: payPeriodsPerYear('12, 24, 26, 27, 52 or 53. Left out for ANNUAL, it is granted in twelve months.'),
  })
  payPeriodsPerYear?: number | null;

  @Field(() => CurrencyCode, {
    nullable: true,
    description:
      'The currency of the grants. Required for PERCENT_OF_BASE: people whose base salary is in another currency cannot be enrolled. For FIXED and PER_DAY that of the amount.',
  })
  currency?: string | null;

  @Field(() => GrantExpiryEnum, { nullable: true, description: 'When what is left of a grant expires. Default PERIOD_END.' })
  expiry?: 'PERIOD_END' | null;

  @Field(() => RolloverEnum, { nullable: true, description: 'What is carried into the next period. Default NONE.' })
  rollover?: Rollover | null;

  @Field(() => RolloverTermsInput, {
    nullable: true,
    description: 'For a CAPPED rollover, and only there: how much is carried. Given alone, the rollover is CAPPED.',
  })
  rolloverTerms?: RolloverTermsInput | null;

  @Field(() => TransferEnum, {
    nullable: true,
    description: 'What unused compute of its grants, and what is carried of them, may be handed to by `grantTransfer`. Default NONE.',
  })
  transfer?: Transfer | null;

  @Field(() => GrantFiltersInput, {
    nullable: true,
    description:
      'What its grants pay for, and what is carried of them. Left out, anything, also models that join the price list later. A spend on something else is refused with MODEL_NOT_ALLOWED, unless another grant pays for it. Usage that is reported names no tool, so a grant for tools never pays it.',
  })
  filters?: GrantFiltersInput | null;

  @Field(() => Framing, { nullable: true, description: 'What the compute is to the person. Default: the setting of the employer.' })
  framing?: FramingValue | null;

  @Field(() => StackingEnum, {
    nullable: true,
    description: 'What becomes of a stipend under the policy when an offer promises the same person compute. Default OFFER_REPLACES.',
  })
  stacking?: Stacking | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Months from the start of a stipend in which the terms are not cut, 1 to 120. Left out, nothing is promised.',
  })
  guaranteeMonths?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'A trial to begin with: for so many days from the start of the stipend, 1 to 366, local midnight to local midnight, one grant of kind TRIAL pays without a cap, within the limits. The periods are counted from the day after: 90 days from 2026-03-02 end on 2026-05-31. It counts for people enrolled from then on.',
  })
  uncappedDays?: number | null;
}

const idempotencyKey = 'Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters.';
const expectedVersion = 'The `version` you read. If the policy changed since, the mutation is refused with VERSION_CONFLICT.';

@InputType('PolicyCreateInput', { description: 'Input of `policyCreate`.' })
export class PolicyCreateInput {
  @Field(() => String, { nullable: true, description: 'Your own id, 1 to 255 characters, unique within the employer.' })
  externalId?: string | null;

  @Field(() => String, { description: 'The name, as people see it; 1 to 255 characters.' })
  name!: string;

  @Field(() => PolicyTermsInput, { description: 'The terms of the first version, a draft.' })
  terms!: PolicyTermsInput;

  @Field(() => String, { nullable: true, description: idempotencyKey })
  idempotencyKey?: string | null;
}

@InputType('PolicyUpdateInput', { description: 'Input of `policyUpdate`. What is left out stays as it is.' })
export class PolicyUpdateInput {
  @Field(() => PolicyByInput, { description: 'Which policy.' })
  policy!: PolicyByInput;

  @Field(() => String, { nullable: true, description: 'The new name, 1 to 255 characters. It cannot be cleared.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Your own id, 1 to 255 characters, unique within the employer; null clears it.' })
  externalId?: string | null;

  @Field(() => PolicyTermsInput, {
    nullable: true,
    description:
      'The terms of the draft, as a whole. Where there is no draft, a new version is drafted; the published one stays as it is. The currency and the cadence of a published policy do not change.',
  })
  terms?: PolicyTermsInput | null;

  @Field(() => Int, { nullable: true, description: expectedVersion })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: idempotencyKey })
  idempotencyKey?: string | null;
}

@InputType('PolicyPublishInput', { description: 'Input of `policyPublish`.' })
export class PolicyPublishInput {
  @Field(() => PolicyByInput, { description: 'Which policy; its draft is published.' })
  policy!: PolicyByInput;

  @Field(() => LocalDate, {
    description:
      'The first day the version counts, in the zone of each person; later than that of the version before, which counts up to this day. Months that were granted already are never computed again.',
  })
  effectiveFrom!: BusinessDate;

  @Field(() => Int, { description: expectedVersion })
  expectedVersion!: number;

  @Field(() => String, { nullable: true, description: idempotencyKey })
  idempotencyKey?: string | null;
}

@InputType('PolicyArchiveInput', { description: 'Input of `policyArchive`.' })
export class PolicyArchiveInput {
  @Field(() => PolicyByInput, { description: 'Which policy.' })
  policy!: PolicyByInput;

  @Field(() => Int, { nullable: true, description: expectedVersion })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: idempotencyKey })
  idempotencyKey?: string | null;
}

export interface PolicyPayload {
  policy: PolicyView | null;
  userErrors: UserErrorView[];
}

/** `{ policy userErrors }` under the name of its mutation. */
function payloadOf(mutation: string, codes: string): ClassType<PolicyPayload> {
  @ObjectType(`${mutation[0]?.toUpperCase()}${mutation.slice(1)}Payload`, { description: `Outcome of \`${mutation}\`.` })
  class Payload implements PolicyPayload {
    @Field(() => PolicyView, { nullable: true, description: 'The policy as it is now; null when the mutation was refused.' })
    policy!: PolicyView | null;

    @Field(() => [UserErrorView], { description: `Why the mutation was refused: ${codes}. Empty when it was not.` })
    userErrors!: UserErrorView[];
  }
  return Payload;
}

export const PolicyCreatePayload = payloadOf('policyCreate', 'VALIDATION, CURRENCY_MISMATCH, AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT');
export const PolicyUpdatePayload = payloadOf(
  'policyUpdate',
  'VALIDATION, NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT, CURRENCY_MISMATCH, AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT',
);
export const PolicyPublishPayload = payloadOf(
  'policyPublish',
  'VALIDATION, NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT',
);
export const PolicyArchivePayload = payloadOf('policyArchive', 'NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT');
