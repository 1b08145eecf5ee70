import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CurrencyCode, connectionOf, DateTime, enumOf, NodeView, OneOf, timeZoneNames, UserErrorView } from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import type { OverageHandling, WeekStart } from './employer-settings.entity.js';

export const EmployerMode = enumOf('EmployerMode', 'Whether an employer is real.', {
  LIVE: 'A real employer, on real time.',
  SANDBOX: 'A trial employer with a test clock; only test keys see it.',
});

export const Framing = enumOf('Framing', 'What compute is to the person; letters, totals and tax follow it.', {
  EMPLOYER_TOOL: 'A tool the employer provides; never part of a total compensation.',
  COMPENSATION: 'Part of what the person is paid.',
});

export const OverageHandlingEnum = enumOf(
  'OverageHandling',
  'What becomes of a spend that no grant covers. HARD limits refuse all the same.',
  {
    BLOCK: '`spendAuthorize` refuses it. What was used or captured beyond the grants all the same is recorded as overage of the person.',
    ALLOW_RECORD: 'It is allowed, and recorded as overage of the person.',
    CHARGE_COST_CENTER:
      'It is allowed, and charged to the cost center where the person works on that day; without one it is overage of the person.',
  } satisfies Record<OverageHandling, string>,
);

export const Weekday = enumOf('Weekday', 'A day of the week.', {
  MONDAY: 'Monday.',
  TUESDAY: 'Tuesday.',
  WEDNESDAY: 'Wednesday.',
  THURSDAY: 'Thursday.',
  FRIDAY: 'Friday.',
  SATURDAY: 'Saturday.',
  SUNDAY: 'Sunday.',
});

export const ApiKeyMode = enumOf('ApiKeyMode', 'Which employers a key reaches.', {
  LIVE: 'Live employers.',
  TEST: 'Sandbox employers.',
});

@ObjectType('EmployerSettings', { description: 'What an employer decided once for everybody.' })
export class EmployerSettingsView {
  @Field(() => String, { description: 'IANA time zone of business dates where neither employee nor legal entity has one.' })
  timeZone!: string;

  @Field(() => CurrencyCode, { description: 'Reporting currency.' })
  currency!: string;

  @Field(() => Boolean, { description: 'An accepted offer becomes an employee with a stipend at once, without `offerConvert`.' })
  convertOnAccept!: boolean;

  @Field(() => Framing, { description: 'Default framing of policies and offers.' })
  framing!: 'EMPLOYER_TOOL' | 'COMPENSATION';

  @Field(() => Int, { description: 'Groups smaller than this are suppressed in summaries.' })
  minimumCohort!: number;

  @Field(() => OverageHandlingEnum, { description: 'What becomes of a spend that no grant covers.' })
  overage!: OverageHandling;

  @Field(() => Weekday, { description: 'The day on which the weeks of limits begin.' })
  weekStart!: WeekStart;

  @Field(() => DateTime, { nullable: true, description: 'The test clock; null for a live employer.' })
  testNow!: Date | null;

  @Field(() => Int, { description: 'Grows with every change; send it as `expectedVersion`.' })
  version!: number;
}

@Requires('employers:read')
@ObjectType('Employer', {
  implements: NodeView,
  description: 'A company whose people have stipends; connected to the partner that acts for it.',
})
export class EmployerView extends NodeView {
  @Field(() => ID, { description: 'Send it in the header `X-Employer`.' })
  id!: string;

  @Field(() => String, { description: "The partner's own id of the employer." })
  externalId!: string;

  @Field(() => String, { description: 'Name, as candidates read it in letters.' })
  name!: string;

  @Field(() => EmployerMode, { description: 'Live or sandbox.' })
  mode!: 'LIVE' | 'SANDBOX';

  @Field(() => DateTime, { description: 'When it was first sent.' })
  createdAt!: Date;
}

export const EmployerConnection = connectionOf('Employer', () => EmployerView);

@Requires('keys:write')
@ObjectType('ApiKey', { implements: NodeView, description: 'A credential of a server. Its secret is shown once, when it is made.' })
export class ApiKeyView extends NodeView {
  @Field(() => ID, { description: 'Id of the key, not its secret.' })
  id!: string;

  @Field(() => String, { description: 'What the key is for.' })
  name!: string;

  @Field(() => ApiKeyMode, { description: 'Which employers it reaches.' })
  mode!: 'LIVE' | 'TEST';

  @Field(() => String, { description: 'The last four characters of the secret.' })
  lastFour!: string;

  @Field(() => [String], { description: 'What it may do.' })
  scopes!: string[];

  @Field(() => ID, { nullable: true, description: 'The one employer it acts for; null: every employer connected to the partner.' })
  employerId!: string | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it stops working by itself.' })
  expiresAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked. It stops working within five seconds.' })
  revokedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was last used, to the minute.' })
  lastUsedAt!: Date | null;
}

export const ApiKeyConnection = connectionOf('ApiKey', () => ApiKeyView);

@OneOf('EmployerByInput')
@InputType('EmployerByInput', { description: 'Names an employer by one of its ids.' })
export class EmployerByInput {
  @Field(() => ID, { nullable: true, description: 'Our id.' })
  id?: string;

  @Field(() => String, { nullable: true, description: "The partner's own id." })
  externalId?: string;
}

@InputType('EmployerUpsertInput', { description: 'An employer to make or change. Omitted fields stay as they are.' })
export class EmployerUpsertInput {
  @Field(() => String, { description: "The partner's own id of the employer; the employer is found by it." })
  externalId!: string;

  @Field(() => String, { nullable: true, description: 'Name, as candidates read it. Required for a new employer.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: `IANA time zone, such as \`America/New_York\`. Default \`UTC\`. ${timeZoneNames}` })
  timeZone?: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'Reporting currency. Default `USD`.' })
  currency?: string | null;
}

@InputType('EmployersUpsertInput', {
  description: 'Employers to make or change; made in the mode of the key: live, or sandbox for a test key.',
})
export class EmployersUpsertInput {
  @Field(() => [EmployerUpsertInput], { description: 'At most 100.' })
  employers!: EmployerUpsertInput[];
}

@ObjectType('EmployerUpsertOutcome', { description: 'What became of one item.' })
export class EmployerUpsertOutcomeView {
  @Field(() => EmployerView, { nullable: true, description: 'The employer; null where `userErrors` tells why not.' })
  employer!: EmployerView | null;

  @Field(() => Boolean, { description: 'It was made by this call.' })
  created!: boolean;

  @Field(() => [UserErrorView], { description: 'Why this item was refused (VALIDATION).' })
  userErrors!: UserErrorView[];
}

@ObjectType('EmployersUpsertPayload', { description: 'One outcome per item, in order.' })
export class EmployersUpsertPayload {
  @Field(() => [EmployerUpsertOutcomeView], { nullable: true, description: 'One per item, in order.' })
  outcomes!: EmployerUpsertOutcomeView[] | null;

  @Field(() => [UserErrorView], { description: 'Empty: items are looked at one by one, each with an outcome of its own.' })
  userErrors!: UserErrorView[];
}

@InputType('EmployerSettingsUpdateInput', { description: 'Settings to change. Omitted fields stay as they are; null is refused.' })
export class EmployerSettingsUpdateInput {
  @Field(() => String, { nullable: true, description: `IANA time zone. ${timeZoneNames}` })
  timeZone?: string | null;

  @Field(() => CurrencyCode, { nullable: true, description: 'Reporting currency.' })
  currency?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Convert accepted offers at once.' })
  convertOnAccept?: boolean | null;

  @Field(() => Framing, { nullable: true, description: 'Default framing of policies and offers.' })
  framing?: 'EMPLOYER_TOOL' | 'COMPENSATION' | null;

  @Field(() => Int, { nullable: true, description: 'At least 2.' })
  minimumCohort?: number | null;

  @Field(() => OverageHandlingEnum, {
    nullable: true,
    description: 'What becomes of a spend that no grant covers, from now on; BLOCK where it was never set. What is booked stays.',
  })
  overage?: OverageHandling | null;

  @Field(() => Weekday, {
    nullable: true,
    description: 'The day on which the weeks of limits begin; Monday at first. What limits of a week count is counted anew.',
  })
  weekStart?: WeekStart | null;

  @Field(() => Int, { nullable: true, description: 'Refused with `VERSION_CONFLICT` when the settings changed since this version.' })
  expectedVersion?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Optional: the same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters.',
  })
  idempotencyKey?: string | null;
}

@ObjectType('EmployerSettingsUpdatePayload', { description: 'The settings after the change.' })
export class EmployerSettingsUpdatePayload {
  @Field(() => EmployerSettingsView, { nullable: true, description: 'Null where `userErrors` tells why not.' })
  settings!: EmployerSettingsView | null;

  @Field(() => [UserErrorView], { description: 'Why nothing was changed (VALIDATION, VERSION_CONFLICT, IDEMPOTENCY_CONFLICT).' })
  userErrors!: UserErrorView[];
}

@InputType('ApiKeyCreateInput', { description: 'A key to make. It has the mode of the key that makes it, and no scope that one lacks.' })
export class ApiKeyCreateInput {
  @Field(() => String, { description: 'What it is for, 1 to 255 characters.' })
  name!: string;

  @Field(() => [String], { description: 'What it may do, such as `balances:read`.' })
  scopes!: string[];

  @Field(() => EmployerByInput, {
    nullable: true,
    description: 'Binds the key to one employer. A bound key makes keys for its own employer only, also without this.',
  })
  employer?: EmployerByInput | null;

  @Field(() => DateTime, { nullable: true, description: 'When it stops working by itself.' })
  expiresAt?: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Optional: the same idempotency key makes one API key. A replay answers that key with `secret` null, since it cannot be read again. 1 to 255 printable ASCII characters.',
  })
  idempotencyKey?: string | null;
}

@ObjectType('ApiKeyCreatePayload', { description: 'The key and, this once, its secret.' })
export class ApiKeyCreatePayload {
  @Field(() => ApiKeyView, { nullable: true, description: 'Null where `userErrors` tells why not.' })
  apiKey!: ApiKeyView | null;

  @Field(() => String, {
    nullable: true,
    description: 'The secret, `csk_…`. It cannot be read again: null in the replay of an earlier call.',
  })
  secret!: string | null;

  @Field(() => [UserErrorView], { description: 'Why no key was made (VALIDATION, NOT_FOUND, IDEMPOTENCY_CONFLICT).' })
  userErrors!: UserErrorView[];
}

@InputType('ApiKeyRevokeInput', { description: 'A key to revoke, for good.' })
export class ApiKeyRevokeInput {
  @Field(() => ID, { description: 'Id of the key.' })
  id!: string;
}

@ObjectType('ApiKeyRevokePayload', { description: 'The key as it now is.' })
export class ApiKeyRevokePayload {
  @Field(() => ApiKeyView, { nullable: true, description: 'Null where `userErrors` tells why not.' })
  apiKey!: ApiKeyView | null;

  @Field(() => [UserErrorView], { description: 'Why nothing was revoked (NOT_FOUND).' })
  userErrors!: UserErrorView[];
}
