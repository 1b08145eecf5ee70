import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { limits } from '../../kernel/limits.js';
import type { LocalDate as BusinessDate } from '../../kernel/period.js';
import {
  connectionOf,
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
import { type EmployeeStatus, type EmploymentType, FULL_FTE } from './employment.rules.js';
import { DEFAULT_SOURCE } from './fields.rules.js';
import { CostCenterByInput, DepartmentByInput, LegalEntityByInput } from './organization.graphql.js';

export const EmployeeStatusEnum = enumOf('EmployeeStatus', 'Whether a person works for the employer today, where they work.', {
  ACTIVE: 'An employment holds today.',
  SCHEDULED: 'No employment holds today and one starts later: a new hire, or a rehire.',
  TERMINATED: 'The employment ended and none starts later.',
});

export const EmploymentTypeEnum = enumOf('EmploymentType', 'How a person is employed.', {
  FULL_TIME: 'Full time.',
  PART_TIME: 'Part time; `fteBasisPoints` says how much.',
  TEMPORARY: 'For a limited time.',
  INTERN: 'An internship or apprenticeship.',
  CONTRACTOR: 'Not an employee in law.',
});

@Requires('employees:read')
@ObjectType('Employment', {
  implements: NodeView,
  description: 'What is agreed with an employee from one date to the next: a change of terms ends one employment and starts another.',
})
export class EmploymentView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `employment_01k…`.' })
  override readonly id!: string;

  @Field(() => LocalDate, { description: 'The first day these terms hold.' })
  readonly startDate!: BusinessDate;

  @Field(() => LocalDate, { nullable: true, description: 'The first day they hold no longer; null while they go on.' })
  readonly endDate!: BusinessDate | null;

  @Field(() => String, { nullable: true, description: 'Job title.' })
  readonly title!: string | null;

  @Field(() => String, { nullable: true, description: 'Job family, such as `ENG`.' })
  readonly jobFamily!: string | null;

  @Field(() => String, { nullable: true, description: 'Level or grade, such as `L5`.' })
  readonly level!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the person works, ISO 3166 alpha-2.' })
  readonly country!: string | null;

  @Field(() => EmploymentTypeEnum, { description: 'How the person is employed.' })
  readonly employmentType!: EmploymentType;

  @Field(() => Int, { description: `Share of full time in basis points: ${FULL_FTE} is 100 %, 6000 is three days of five.` })
  readonly fteBasisPoints!: number;

  @Requires('pay:read')
  @Field(() => MoneyView, { nullable: true, description: 'Base salary per year at this FTE; null where none is known.' })
  readonly baseSalary!: MoneyView | null;
}

@Requires('employees:read')
@ObjectType('Employee', { implements: NodeView, description: 'A person who works, worked or will work for the employer.' })
export class EmployeeView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `employee_01k…`.' })
  override readonly id!: string;

  @Field(() => String, { description: 'Your own id of the person, unique within the employer and `source`.' })
  readonly externalId!: string;

  @Field(() => String, { description: `The system \`externalId\` comes from; \`${DEFAULT_SOURCE}\` where none was named.` })
  readonly source!: string;

  @Field(() => String, { description: 'The name as the person writes it.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'Work e-mail address, unique within the employer.' })
  readonly email!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day without employment: the day after the last day of work. Null while the employment goes on, and after a rehire.',
  })
  readonly terminatedOn!: BusinessDate | null;
}

export const EmployeeConnection = connectionOf('Employee', () => EmployeeView);
export const EmploymentConnection = connectionOf('Employment', () => EmploymentView);

@InputType('SourcedIdInput', { description: 'An id of yours together with the system it comes from.' })
export class SourcedIdInput {
  @Field(() => String, { description: 'The system, as it was named when the employee was sent.' })
  source!: string;

  @Field(() => String, { description: 'The id in that system.' })
  externalId!: string;
}

@OneOf('EmployeeByInput')
@InputType('EmployeeByInput', { description: 'Names one employee. Exactly one field is given.' })
export class EmployeeByInput {
  @Field(() => ID, { nullable: true, description: 'Our id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: `Your own id, of the source \`${DEFAULT_SOURCE}\`.` })
  externalId?: string;

  @Field(() => SourcedIdInput, { nullable: true, description: 'Your own id, of another source.' })
  sourcedId?: SourcedIdInput;

  @Field(() => String, { nullable: true, description: 'Work e-mail address, compared without regard to case.' })
  email?: string;
}

@InputType('EmployeeStatusFilterInput', { description: 'Compares the status. All that is given must hold.' })
export class EmployeeStatusFilterInput {
  @Field(() => EmployeeStatusEnum, { nullable: true, description: 'Equal to this status.' })
  eq?: EmployeeStatus | null;

  @Field(() => [EmployeeStatusEnum], { nullable: true, description: 'Equal to one of these.' })
  in?: EmployeeStatus[] | null;
}

@InputType('EmployeeFilterInput', {
  description: 'Which employees a list holds. All that is given must hold; what concerns the employment looks at the one that holds today.',
})
export class EmployeeFilterInput {
  @Field(() => EmployeeStatusFilterInput, { nullable: true, description: 'By status today.' })
  status?: EmployeeStatusFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By your own id, in every source.' })
  externalId?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By the system the id comes from.' })
  source?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By job family.' })
  jobFamily?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By level.' })
  level?: StringFilterInput | null;

  @Field(() => StringFilterInput, { nullable: true, description: 'By country, ISO 3166 alpha-2.' })
  country?: StringFilterInput | null;

  @Field(() => LegalEntityByInput, { nullable: true, description: 'By legal entity; an unknown one gives an empty list.' })
  legalEntity?: LegalEntityByInput | null;

  @Field(() => DepartmentByInput, { nullable: true, description: 'By department; an unknown one gives an empty list.' })
  department?: DepartmentByInput | null;

  @Field(() => CostCenterByInput, { nullable: true, description: 'By cost center; an unknown one gives an empty list.' })
  costCenter?: CostCenterByInput | null;
}

const text = '1 to 255 characters. Left out, it stays as it was; null clears it.';

@InputType('EmploymentUpsertInput', {
  description:
    'Terms from a date on. An employment that starts on this date gets the terms; one that started earlier ends here and a new one starts, unless the terms are the same; after a termination this is a rehire. Earlier days never change. Fields that are left out stay as they were in the employment before.',
})
export class EmploymentUpsertInput {
  @Field(() => LocalDate, { description: 'The first day these terms hold.' })
  effectiveDate!: BusinessDate;

  @Field(() => String, { nullable: true, description: `Job title, ${text}` })
  title?: string | null;

  @Field(() => String, { nullable: true, description: `Job family such as \`ENG\`, ${text}` })
  jobFamily?: string | null;

  @Field(() => String, { nullable: true, description: `Level or grade such as \`L5\`, ${text}` })
  level?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where the person works, ISO 3166 alpha-2. Left out, it stays as it was; null clears it.',
  })
  country?: string | null;

  @Field(() => EmploymentTypeEnum, {
    nullable: true,
    description: 'Left out, it stays as it was; at first, or with null, it is FULL_TIME.',
  })
  employmentType?: EmploymentType | null;

  @Field(() => Int, {
    nullable: true,
    description: `Share of full time in basis points, 1 to 20000; ${FULL_FTE} is full time. Left out, it stays as it was; at first, or with null, it is ${FULL_FTE}.`,
  })
  fteBasisPoints?: number | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'Base salary per year at this FTE, not negative, in whole minor units. Left out, it stays as it was; null clears it.',
  })
  baseSalary?: MoneyInput | null;

  @Field(() => LegalEntityByInput, {
    nullable: true,
    description: 'Left out, it stays as it was; null clears it. Its time zone decides when a business date begins.',
  })
  legalEntity?: LegalEntityByInput | null;

  @Field(() => DepartmentByInput, { nullable: true, description: 'Left out, it stays as it was; null clears it.' })
  department?: DepartmentByInput | null;

  @Field(() => CostCenterByInput, { nullable: true, description: 'Left out, it stays as it was; null clears it.' })
  costCenter?: CostCenterByInput | null;
}

@InputType('EmployeeUpsertInput', { description: 'An employee to create, or to change where `externalId` is known in the `source`.' })
export class EmployeeUpsertInput {
  @Field(() => String, { description: 'Your own id of the person, 1 to 255 characters; finds the employee again.' })
  externalId!: string;

  @Field(() => String, {
    nullable: true,
    description: `The system \`externalId\` comes from, 1 to 255 characters; needed only where several systems send people. Default \`${DEFAULT_SOURCE}\`.`,
  })
  source?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The name as the person writes it, 1 to 255 characters. Required for a new employee; left out, it stays as it was. It cannot be cleared.',
  })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Work e-mail address, at most 254 characters, unique within the employer without regard to case. Left out, it stays as it was; null clears it.',
  })
  email?: string | null;

  @Field(() => EmploymentUpsertInput, {
    nullable: true,
    description: 'Required for a new employee; left out, the employments stay as they were.',
  })
  employment?: EmploymentUpsertInput | null;
}

@InputType('EmployeesUpsertInput', { description: 'Input of `employeesUpsert`.' })
export class EmployeesUpsertInput {
  @Field(() => [EmployeeUpsertInput], {
    description: `At most ${limits.employeesPerUpsert}, taken in order: a history of terms is sent as several items of one employee.`,
  })
  employees!: EmployeeUpsertInput[];

  @Field(() => String, {
    nullable: true,
    description: 'Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters.',
  })
  idempotencyKey?: string | null;
}

@ObjectType('EmployeeUpsertOutcome', { description: 'What became of one employee of the input.' })
export class EmployeeUpsertOutcome {
  @Field(() => EmployeeView, { nullable: true, description: 'The employee as it is now; null where the item was refused.' })
  employee!: EmployeeView | null;

  @Field(() => Boolean, { description: 'True where the employee did not exist before.' })
  created!: boolean;

  @Field(() => [UserErrorView], {
    description: 'Why this item was refused (VALIDATION, NOT_FOUND); empty where it was taken. Other items are not affected.',
  })
  userErrors!: UserErrorView[];
}

@ObjectType('EmployeesUpsertPayload', { description: 'Outcome of `employeesUpsert`.' })
export class EmployeesUpsertPayload {
  @Field(() => [EmployeeUpsertOutcome], {
    nullable: true,
    description: 'One outcome per item, in the order of the input; null when the whole mutation was refused.',
  })
  outcomes!: EmployeeUpsertOutcome[] | null;

  @Field(() => [UserErrorView], {
    description: 'Why the whole mutation was refused (IDEMPOTENCY_CONFLICT); empty where the items were looked at one by one.',
  })
  userErrors!: UserErrorView[];
}

@InputType('EmployeeTerminateInput', { description: 'Input of `employeeTerminate`.' })
export class EmployeeTerminateInput {
  @Field(() => EmployeeByInput, { description: 'Who leaves.' })
  employee!: EmployeeByInput;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'The first day without employment: the day after the last day of work, such as `2026-05-01` after the last day 30 April. It may lie ahead or long ago, and may be said again to put it right: the end that moves is that of the employment that began last by this day. On the first day of an employment it ends of somebody who never came; before it this is VALIDATION. Terms that were to start on this day or later fall away, and come back where a later day is said. Null: the person stays after all. It has to be said: left out is VALIDATION.',
  })
  terminatedOn?: BusinessDate | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Why, for the record; at most 255 characters. Left out, it stays as it was; null clears it. It may be put right with the same day said again. That of a former employment is not kept: with the end of one that is followed by another, it changes nothing.',
  })
  reason?: string | null;

  @Field(() => String, {
    description: 'The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters.',
  })
  idempotencyKey!: string;
}

@ObjectType('EmployeeTerminatePayload', { description: 'Outcome of `employeeTerminate`.' })
export class EmployeeTerminatePayload {
  @Field(() => EmployeeView, { nullable: true, description: 'The employee as it is now; null when the mutation was refused.' })
  employee!: EmployeeView | null;

  @Field(() => [UserErrorView], {
    description: 'Why the mutation was refused: VALIDATION, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  userErrors!: UserErrorView[];
}
