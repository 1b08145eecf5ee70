import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { limits } from '../../kernel/limits.js';
import { CurrencyCode, connectionOf, NodeView, OneOf, timeZoneNames, UserErrorView } from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';

@Requires('employees:read')
@ObjectType('LegalEntity', {
  implements: NodeView,
  description: 'A company of the employer that has people on its payroll. Statements are made per legal entity.',
})
export class LegalEntityView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `entity_01k…`.' })
  override readonly id!: string;

  @Field(() => String, { description: 'Your own id, unique within the employer.' })
  readonly externalId!: string;

  @Field(() => String, { description: 'The name, as it appears on statements.' })
  readonly name!: string;

  @Field(() => String, { description: 'ISO 3166 alpha-2, such as `US`.' })
  readonly country!: string;

  @Field(() => String, { description: 'IANA time zone: where business dates of its people begin and end, such as `America/New_York`.' })
  readonly timeZone!: string;

  @Field(() => CurrencyCode, { description: 'The currency of its payroll, ISO 4217.' })
  readonly currency!: string;
}

@Requires('employees:read')
@ObjectType('Department', { implements: NodeView, description: 'A part of the organization in which people work.' })
export class DepartmentView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `department_01k…`.' })
  override readonly id!: string;

  @Field(() => String, { description: 'Your own id, unique within the employer.' })
  readonly externalId!: string;

  @Field(() => String, { description: 'The name.' })
  readonly name!: string;
}

@Requires('employees:read')
@ObjectType('CostCenter', { implements: NodeView, description: 'Where the cost of compute is booked.' })
export class CostCenterView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `costcenter_01k…`.' })
  override readonly id!: string;

  @Field(() => String, { description: 'Your own id, unique within the employer.' })
  readonly externalId!: string;

  @Field(() => String, { description: 'The code in your accounts, such as `4100`.' })
  readonly code!: string;

  @Field(() => String, { description: 'The name.' })
  readonly name!: string;
}

export const LegalEntityConnection = connectionOf('LegalEntity', () => LegalEntityView);
export const DepartmentConnection = connectionOf('Department', () => DepartmentView);
export const CostCenterConnection = connectionOf('CostCenter', () => CostCenterView);

@OneOf('LegalEntityByInput')
@InputType('LegalEntityByInput', { description: 'Names one legal entity. Exactly one field is given.' })
export class LegalEntityByInput {
  @Field(() => ID, { nullable: true, description: 'Our id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Your own id.' })
  externalId?: string;
}

@OneOf('DepartmentByInput')
@InputType('DepartmentByInput', { description: 'Names one department. Exactly one field is given.' })
export class DepartmentByInput {
  @Field(() => ID, { nullable: true, description: 'Our id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Your own id.' })
  externalId?: string;
}

@OneOf('CostCenterByInput')
@InputType('CostCenterByInput', { description: 'Names one cost center. Exactly one field is given.' })
export class CostCenterByInput {
  @Field(() => ID, { nullable: true, description: 'Our id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: 'Your own id.' })
  externalId?: string;
}

const omitted = 'Required for a new one; left out, it stays as it was. It cannot be cleared.';

@InputType('LegalEntityUpsertInput', { description: 'A legal entity to create, or to change where its `externalId` is known.' })
export class LegalEntityUpsertInput {
  @Field(() => String, { description: 'Your own id, 1 to 255 characters; finds the legal entity again.' })
  externalId!: string;

  @Field(() => String, { nullable: true, description: `The name, 1 to 255 characters. ${omitted}` })
  name?: string | null;

  @Field(() => String, { nullable: true, description: `ISO 3166 alpha-2 in upper case. ${omitted}` })
  country?: string | null;

  @Field(() => String, { nullable: true, description: `IANA time zone such as \`Europe/Berlin\`. ${timeZoneNames} ${omitted}` })
  timeZone?: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: `The currency of its payroll, ISO 4217. ${omitted}` })
  currency?: string | null;
}

@InputType('DepartmentUpsertInput', { description: 'A department to create, or to change where its `externalId` is known.' })
export class DepartmentUpsertInput {
  @Field(() => String, { description: 'Your own id, 1 to 255 characters; finds the department again.' })
  externalId!: string;

  @Field(() => String, { nullable: true, description: `The name, 1 to 255 characters. ${omitted}` })
  name?: string | null;
}

@InputType('CostCenterUpsertInput', { description: 'A cost center to create, or to change where its `externalId` is known.' })
export class CostCenterUpsertInput {
  @Field(() => String, { description: 'Your own id, 1 to 255 characters; finds the cost center again.' })
  externalId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The code in your accounts, 1 to 255 characters. Left out, a new one takes its `externalId` and a known one keeps its code. It cannot be cleared.',
  })
  code?: string | null;

  @Field(() => String, { nullable: true, description: `The name, 1 to 255 characters. ${omitted}` })
  name?: string | null;
}

const atMost = `At most ${limits.arrayItems}; a repeated \`externalId\` is taken in order.`;
const key = 'Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters.';

@InputType('LegalEntitiesUpsertInput', { description: 'Input of `legalEntitiesUpsert`.' })
export class LegalEntitiesUpsertInput {
  @Field(() => [LegalEntityUpsertInput], { description: atMost })
  legalEntities!: LegalEntityUpsertInput[];

  @Field(() => String, { nullable: true, description: key })
  idempotencyKey?: string | null;
}

@InputType('DepartmentsUpsertInput', { description: 'Input of `departmentsUpsert`.' })
export class DepartmentsUpsertInput {
  @Field(() => [DepartmentUpsertInput], { description: atMost })
  departments!: DepartmentUpsertInput[];

  @Field(() => String, { nullable: true, description: key })
  idempotencyKey?: string | null;
}

@InputType('CostCentersUpsertInput', { description: 'Input of `costCentersUpsert`.' })
export class CostCentersUpsertInput {
  @Field(() => [CostCenterUpsertInput], { description: atMost })
  costCenters!: CostCenterUpsertInput[];

  @Field(() => String, { nullable: true, description: key })
  idempotencyKey?: string | null;
}

const created = 'True where it did not exist before.';
const itemErrors = 'Why this item was refused; empty where it was taken. Other items are not affected.';
const outcomes = 'One outcome per item, in the order of the input; null when the whole mutation was refused.';
const mutationErrors = 'Why the whole mutation was refused; empty where the items were looked at one by one.';

@ObjectType('LegalEntityUpsertOutcome', { description: 'What became of one legal entity of the input.' })
export class LegalEntityUpsertOutcome {
  @Field(() => LegalEntityView, { nullable: true, description: 'The legal entity as it is now; null where the item was refused.' })
  legalEntity!: LegalEntityView | null;

  @Field(() => Boolean, { description: created })
  created!: boolean;

  @Field(() => [UserErrorView], { description: itemErrors })
  userErrors!: UserErrorView[];
}

@ObjectType('DepartmentUpsertOutcome', { description: 'What became of one department of the input.' })
export class DepartmentUpsertOutcome {
  @Field(() => DepartmentView, { nullable: true, description: 'The department as it is now; null where the item was refused.' })
  department!: DepartmentView | null;

  @Field(() => Boolean, { description: created })
  created!: boolean;

  @Field(() => [UserErrorView], { description: itemErrors })
  userErrors!: UserErrorView[];
}

@ObjectType('CostCenterUpsertOutcome', { description: 'What became of one cost center of the input.' })
export class CostCenterUpsertOutcome {
  @Field(() => CostCenterView, { nullable: true, description: 'The cost center as it is now; null where the item was refused.' })
  costCenter!: CostCenterView | null;

  @Field(() => Boolean, { description: created })
  created!: boolean;

  @Field(() => [UserErrorView], { description: itemErrors })
  userErrors!: UserErrorView[];
}

@ObjectType('LegalEntitiesUpsertPayload', { description: 'Outcome of `legalEntitiesUpsert`.' })
export class LegalEntitiesUpsertPayload {
  @Field(() => [LegalEntityUpsertOutcome], { nullable: true, description: outcomes })
  outcomes!: LegalEntityUpsertOutcome[] | null;

  @Field(() => [UserErrorView], { description: mutationErrors })
  userErrors!: UserErrorView[];
}

@ObjectType('DepartmentsUpsertPayload', { description: 'Outcome of `departmentsUpsert`.' })
export class DepartmentsUpsertPayload {
  @Field(() => [DepartmentUpsertOutcome], { nullable: true, description: outcomes })
  outcomes!: DepartmentUpsertOutcome[] | null;

  @Field(() => [UserErrorView], { description: mutationErrors })
  userErrors!: UserErrorView[];
}

@ObjectType('CostCentersUpsertPayload', { description: 'Outcome of `costCentersUpsert`.' })
export class CostCentersUpsertPayload {
  @Field(() => [CostCenterUpsertOutcome], { nullable: true, description: outcomes })
  outcomes!: CostCenterUpsertOutcome[] | null;

  @Field(() => [UserErrorView], { description: mutationErrors })
  userErrors!: UserErrorView[];
}
