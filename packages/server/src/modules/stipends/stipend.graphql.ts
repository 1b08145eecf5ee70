import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { limits } from '../../kernel/limits.js';
import type { LocalDate as BusinessDate } from '../../kernel/period.js';
import {
  CurrencyCode,
  connectionOf,
  DateTime,
  enumOf,
  LocalDate,
  MoneyView,
  NodeView,
  OneOf,
  StringFilterInput,
  UserErrorView,
} from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import { Framing } from '../access/index.js';
import { EmployeeByInput } from '../directory/index.js';
import {
  type AmountPeriod,
  AmountPeriodEnum,
  type AmountType,
  AmountTypeEnum,
  type DayCount,
  DayCountEnum,
  PolicyByInput,
} from '../policies/index.js';
import { type StipendProblemCode, type StipendStatus, stipendProblems } from './periods.rules.js';
import type { StipendOrigin } from './stipend.entity.js';

export const StipendOriginEnum = enumOf('StipendOrigin', 'Where a stipend, or a grant, comes from.', {
  POLICY: 'The person was enrolled under a policy.',
  OFFER: 'The person accepted an offer.',
  EXCEPTION: 'By hand, for one person: `grantIssue`.',
});

export const StipendStatusEnum = enumOf('StipendStatus', 'Where a stipend stands today, in the zone of the person.', {
  AWAITING_EMPLOYEE: 'The offer was accepted and its candidate is no employee yet: `offerConvert` comes next.',
  SCHEDULED: 'It starts later.',
  ACTIVE: 'It runs, and nothing keeps its next grant from being issued.',
  BLOCKED:
    'It has not ended, but its next grant will not be issued, or is late: `issueProblem` says why. What was granted pays on. It is ACTIVE, or SCHEDULED, again by itself when the cause is gone.',
  ENDED: 'No month begins any more.',
});

export const StipendProblemCodeEnum = enumOf(
  'StipendProblemCode',
  'Why the next grant of a stipend will not be issued, or is late.',
  stipendProblems,
);

@ObjectType('StipendTerms', { description: 'How much a stipend grants.' })
export class StipendTermsView {
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

  @Field(() => Int, {
    nullable: true,
    description: 'In how many pay periods a year is granted; null where it is granted in months, or the terms do not say it.',
  })
  readonly payPeriodsPerYear!: number | null;
}

@ObjectType('StipendIssueProblem', {
  description:
    'Why the next grant of a stipend will not be issued, or is late. It is told as `stipend.blocked` when it arises, also where the grant is not due yet, and as `stipend.unblocked` when it is gone. A grant that is due is tried again every minute.',
})
export class StipendIssueProblemView {
  @Field(() => String, { description: 'Why, for programs: a `StipendProblemCode`, such as CURRENCY_MISMATCH.' })
  readonly code!: StipendProblemCode;

  @Field(() => String, { description: 'A sentence for a person.' })
  readonly message!: string;
}

@Requires('stipends:read')
@ObjectType('Stipend', {
  implements: NodeView,
  description:
    'What one person is granted, period by period, under a policy or the terms of an offer. Periods are months, or the days, working days, weeks, quarters, years or pay periods of the terms. They are counted from `startDate`, or from `cappedFrom` where a trial comes first, from the end of the one before to midnight where the person is on that day, as known when it is issued; of a start on the 31st a month begins on its last day where it is shorter. Pay periods are those of the payroll calendar. One of origin EXCEPTION has no periods: it carries grants by hand.',
})
export class StipendView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `stipend_01k…`.' })
  override readonly id!: string;

  @Field(() => String, { nullable: true, description: 'Your own id, unique within the employer.' })
  readonly externalId!: string | null;

  @Field(() => StipendOriginEnum, { description: 'Where it comes from.' })
  readonly origin!: StipendOrigin;

  @Field(() => StipendStatusEnum, { description: 'Where it stands today.' })
  readonly status!: StipendStatus;

  @Field(() => CurrencyCode, { description: 'The currency of its grants, ISO 4217.' })
  readonly currency!: string;

  @Field(() => Framing, { description: 'What the compute is to the person.' })
  readonly framing!: 'EMPLOYER_TOOL' | 'COMPENSATION';

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day; null only while AWAITING_EMPLOYEE, where the offer left it open.',
  })
  readonly startDate!: BusinessDate | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day of the capped terms, from which its periods are counted, where a trial without a cap comes before them: until that midnight one grant of kind TRIAL pays whatever is used. Null where the terms count from the start.',
  })
  readonly cappedFrom!: BusinessDate | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The first day without it: what is left of its grants expires at that midnight. Null while no end is set.',
  })
  readonly endDate!: BusinessDate | null;

  @Field(() => String, {
    description:
      'IANA time zone where the person is when the newest period ends; before the first, where it begins. It follows a person who moves from the next period on.',
  })
  readonly timeZone!: string;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day on which the terms may be cut; until then a new version of the policy changes nothing. Null promises nothing.',
  })
  readonly guaranteedUntil!: BusinessDate | null;

  @Field(() => Int, { description: 'Months issued so far, or the days, weeks, quarters, years or pay periods it is granted by.' })
  readonly issuedMonths!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the next of them begins; null when none will, or while the next pay period is not in the calendar.',
  })
  readonly nextIssueAt!: Date | null;
}

export const StipendConnection = connectionOf('Stipend', () => StipendView);

@OneOf('StipendByInput')
@InputType('StipendByInput', { description: 'Names one stipend. Exactly one field is given.' })
export class StipendByInput {
  @Field(() => ID, { nullable: true, description: 'Our id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Your own id.' })
  externalId?: string;
}

@InputType('StipendStatusFilterInput', { description: 'Compares the status. All that is given must hold.' })
export class StipendStatusFilterInput {
  @Field(() => StipendStatusEnum, { nullable: true, description: 'Equal to this status.' })
  eq?: StipendStatus | null;

  @Field(() => [StipendStatusEnum], { nullable: true, description: 'Equal to one of these.' })
  in?: StipendStatus[] | null;
}

@InputType('StipendOriginFilterInput', { description: 'Compares the origin. All that is given must hold.' })
export class StipendOriginFilterInput {
  @Field(() => StipendOriginEnum, { nullable: true, description: 'Equal to this origin.' })
  eq?: StipendOrigin | null;

  @Field(() => [StipendOriginEnum], { nullable: true, description: 'Equal to one of these.' })
  in?: StipendOrigin[] | null;
}

@InputType('StipendProblemFilterInput', {
  description: 'Compares what keeps the next grant back; a stipend that nothing does matches none. All that is given must hold.',
})
export class StipendProblemFilterInput {
  @Field(() => StipendProblemCodeEnum, { nullable: true, description: 'Equal to this code.' })
  eq?: StipendProblemCode | null;

  @Field(() => [StipendProblemCodeEnum], { nullable: true, description: 'Equal to one of these.' })
  in?: StipendProblemCode[] | null;
}

@InputType('StipendFilterInput', { description: 'Which stipends a list holds. All that is given must hold.' })
export class StipendFilterInput {
  @Field(() => StipendStatusFilterInput, { nullable: true, description: 'By status today.' })
  status?: StipendStatusFilterInput | null;

  @Field(() => StipendProblemFilterInput, { nullable: true, description: 'By what keeps the next grant from being issued.' })
  issueProblem?: StipendProblemFilterInput | null;

  @Field(() => StipendOriginFilterInput, { nullable: true, description: 'By origin.' })
  origin?: StipendOriginFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By your own id.' })
  externalId?: StringFilterInput | null;

  @Field(() => EmployeeByInput, { nullable: true, description: 'By person; an unknown one gives an empty list.' })
  employee?: EmployeeByInput | null;

  @Field(() => PolicyByInput, { nullable: true, description: 'By policy; an unknown one gives an empty list.' })
  policy?: PolicyByInput | null;
}

@InputType('StipendAssignmentInput', { description: 'A person to enrol under a policy.' })
export class StipendAssignmentInput {
  @Field(() => EmployeeByInput, { description: 'Who; employed on `startDate`.' })
  employee!: EmployeeByInput;

  @Field(() => PolicyByInput, { description: 'Under which policy; a published one.' })
  policy!: PolicyByInput;

  @Field(() => LocalDate, {
    description:
      'The first day, from which its months are counted; at most 12 months back and five years ahead, a day of the person’s employment, and not before the policy counts. Months that are over are granted and expire at once.',
  })
  startDate!: BusinessDate;

  @Field(() => String, { nullable: true, description: 'Your own id of the stipend, 1 to 255 characters, unique within the employer.' })
  externalId?: string | null;
}

@InputType('StipendsAssignInput', { description: 'Input of `stipendsAssign`.' })
export class StipendsAssignInput {
  @Field(() => [StipendAssignmentInput], { description: `At most ${limits.stipendsPerAssign}, each for itself.` })
  assignments!: StipendAssignmentInput[];

  @Field(() => String, {
    description: 'The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters.',
  })
  idempotencyKey!: string;
}

@ObjectType('StipendAssignOutcome', { description: 'What became of one assignment.' })
export class StipendAssignOutcome {
  @Field(() => StipendView, { nullable: true, description: 'The stipend as it is now; null where the item was refused.' })
  stipend!: StipendView | null;

  @Field(() => Boolean, { description: 'False where the person was enrolled under the policy before: then nothing was changed.' })
  created!: boolean;

  @Field(() => [UserErrorView], {
    description:
      'Why this item was refused (NOT_FOUND, VALIDATION, INVALID_TRANSITION, CURRENCY_MISMATCH); empty where it was taken. Other items are not affected.',
  })
  userErrors!: UserErrorView[];
}

@ObjectType('StipendsAssignPayload', { description: 'Outcome of `stipendsAssign`.' })
export class StipendsAssignPayload {
  @Field(() => [StipendAssignOutcome], {
    nullable: true,
    description: 'One outcome per item, in the order of the input; null when the whole mutation was refused.',
  })
  outcomes!: StipendAssignOutcome[] | null;

  @Field(() => [UserErrorView], {
    description: 'Why the whole mutation was refused (IDEMPOTENCY_CONFLICT); empty where the items were looked at one by one.',
  })
  userErrors!: UserErrorView[];
}
