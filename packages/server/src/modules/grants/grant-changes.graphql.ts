import { type ClassType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { LocalDate as BusinessDate } from '../../kernel/period.js';
import { CurrencyCode, DateTime, enumOf, LocalDate, MoneyInput, UserErrorView } from '../../platform/graphql.js';
import { CostCenterByInput, EmployeeByInput } from '../directory/index.js';
import { GrantFiltersInput } from '../policies/index.js';
import { StipendByInput } from '../stipends/index.js';
import type { GrantKindByHand } from './grant.entity.js';
import { GrantView } from './grant.graphql.js';

export const GrantKindByHandEnum = enumOf('GrantKindByHand', 'What a grant is that somebody issues.', {
  SIGN_ON: 'Once, for joining.',
  TRIAL: 'To try something out; by default it pays before all others.',
  BONUS: 'For something done.',
  TOP_UP: 'More than the allowance, once.',
  EXCEPTION: 'An exception for one person.',
  TRANSFER: 'Out of the pool of a cost center, which pays it: `fromCostCenter`.',
});

const idempotencyKey = 'The same key answers the same outcome and changes nothing twice. 1 to 255 printable ASCII characters.';
const why = 'Why, in words for the person and the auditor; 1 to 255 characters.';

@InputType('GrantIssueInput', { description: 'Input of `grantIssue`.' })
export class GrantIssueInput {
  @Field(() => EmployeeByInput, { description: 'Whose it is; employed on the day the grant begins to count.' })
  employee!: EmployeeByInput;

  @Field(() => GrantKindByHandEnum, { description: 'What it is.' })
  kind!: GrantKindByHand;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'How much, more than zero, in whole minor units. Left out only where it is `uncapped`.',
  })
  amount?: MoneyInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'A TRIAL without a cap, instead of an amount: while it counts it pays whatever there is to pay at its place. Limits hold all the same. Left out, false.',
  })
  uncapped?: boolean | null;

  @Field(() => CurrencyCode, {
    nullable: true,
    description: 'What an `uncapped` one pays in; of another the currency is that of its amount.',
  })
  currency?: string | null;

  @Field(() => CostCenterByInput, {
    nullable: true,
    description:
      'Whose pool pays a TRANSFER, and only that; the person works there on the day the grant begins to count. What is not used does not go back.',
  })
  fromCostCenter?: CostCenterByInput | null;

  @Field(() => StipendByInput, {
    nullable: true,
    description:
      'The stipend it belongs to and ends with, in the same currency. Left out, it belongs to a stipend of origin EXCEPTION that the person has for grants by hand.',
  })
  stipend?: StipendByInput | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'From this instant on it pays; ahead, or back in a period that is not closed. Left out, now.',
  })
  effectiveAt?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'What is left expires at this instant: ahead, after `effectiveAt`, at most ten years later. Left out, it never expires, and of the same priority it pays last; it ends with its stipend all the same. An `uncapped` one needs an end.',
  })
  expiresAt?: Date | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The lower number pays first, 0 to 1000. Left out: 50 for TRIAL, else 200; the allowance of a month has 100.',
  })
  priority?: number | null;

  @Field(() => GrantFiltersInput, { nullable: true, description: 'What it pays for. Left out, anything.' })
  filters?: GrantFiltersInput | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Before this day, in the zone of the person, it is neither reduced nor shortened nor revoked. Left out, nothing is promised.',
  })
  guaranteedUntil?: BusinessDate | null;

  @Field(() => String, { description: why })
  reason!: string;

  @Field(() => String, { description: idempotencyKey })
  idempotencyKey!: string;
}

@InputType('GrantAdjustInput', { description: 'Input of `grantAdjust`.' })
export class GrantAdjustInput {
  @Field(() => ID, { description: 'Which grant.' })
  grantId!: string;

  @Field(() => MoneyInput, {
    description:
      'By how much, not zero, in whole minor units. A negative amount takes back at most what is left: a grant of 1,000 of which 700 are used, less 400, leaves 0.',
  })
  delta!: MoneyInput;

  @Field(() => String, { description: why })
  reason!: string;

  @Field(() => String, { description: idempotencyKey })
  idempotencyKey!: string;
}

@InputType('GrantExtendInput', { description: 'Input of `grantExtend`.' })
export class GrantExtendInput {
  @Field(() => ID, { description: 'Which grant.' })
  grantId!: string;

  @Field(() => DateTime, {
    description:
      'The new end, later or earlier than now set, and ahead; 9999-12-31T23:59:59.999Z is never. A grant never outlives its stipend.',
  })
  expiresAt!: Date;

  @Field(() => String, { description: why })
  reason!: string;

  @Field(() => String, { description: idempotencyKey })
  idempotencyKey!: string;
}

@InputType('GrantRevokeInput', { description: 'Input of `grantRevoke`.' })
export class GrantRevokeInput {
  @Field(() => ID, { description: 'Which grant.' })
  grantId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Release the open holds that the grant stands for, each whole, and take back what they held of it. Left out, false: they are honored.',
  })
  cancelHolds?: boolean | null;

  @Field(() => String, { description: why })
  reason!: string;

  @Field(() => String, { description: idempotencyKey })
  idempotencyKey!: string;
}

@InputType('GrantTransferInput', { description: 'Input of `grantTransfer`.' })
export class GrantTransferInput {
  @Field(() => ID, { description: 'Which grant: one of a policy whose `transfer` is COST_CENTER.' })
  grantId!: string;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'How much, more than zero and at most what is left, holds excluded, in whole minor units. Left out, all that is left, exactly.',
  })
  amount?: MoneyInput | null;

  @Field(() => String, { description: why })
  reason!: string;

  @Field(() => String, { description: idempotencyKey })
  idempotencyKey!: string;
}

export interface GrantPayload {
  grant: GrantView | null;
  userErrors: UserErrorView[];
}

/** `{ grant userErrors }` under the name of its mutation. */
function payloadOf(mutation: string, codes: string): ClassType<GrantPayload> {
  @ObjectType(`${mutation[0]?.toUpperCase()}${mutation.slice(1)}Payload`, { description: `Outcome of \`${mutation}\`.` })
  class Payload implements GrantPayload {
    @Field(() => GrantView, { nullable: true, description: 'The grant as it is now; null when the mutation was refused.' })
    grant!: GrantView | null;

    @Field(() => [UserErrorView], { description: `Why the mutation was refused: ${codes}. Empty when it was not.` })
    userErrors!: UserErrorView[];
  }
  return Payload;
}

export const GrantIssuePayload = payloadOf(
  'grantIssue',
  'VALIDATION, NOT_FOUND, CURRENCY_MISMATCH, INVALID_TRANSITION, INSUFFICIENT_BALANCE where a pool has less, PERIOD_CLOSED, AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT',
);
export const GrantAdjustPayload = payloadOf(
  'grantAdjust',
  'VALIDATION, NOT_FOUND, CURRENCY_MISMATCH, INVALID_TRANSITION, GUARANTEED_GRANT, AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT',
);
export const GrantExtendPayload = payloadOf(
  'grantExtend',
  'VALIDATION, NOT_FOUND, INVALID_TRANSITION, GUARANTEED_GRANT, IDEMPOTENCY_CONFLICT',
);
export const GrantRevokePayload = payloadOf(
  'grantRevoke',
  'VALIDATION, NOT_FOUND, INVALID_TRANSITION, GUARANTEED_GRANT, IDEMPOTENCY_CONFLICT',
);
export const GrantTransferPayload = payloadOf(
  'grantTransfer',
  'VALIDATION, NOT_FOUND, INVALID_TRANSITION, GUARANTEED_GRANT, CURRENCY_MISMATCH, INSUFFICIENT_BALANCE, PERIOD_CLOSED, AMOUNT_OUT_OF_RANGE, IDEMPOTENCY_CONFLICT',
);
