import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { LocalDate as BusinessDate } from '../../kernel/period.js';
import { connectionOf, DateTime, enumOf, LocalDate, MoneyView, NodeView } from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import { GrantFiltersView } from '../policies/index.js';
import type { StipendOrigin } from '../stipends/index.js';
import { StipendOriginEnum } from '../stipends/index.js';
import type { GrantKind } from './grant.entity.js';
import type { GrantChangeKind } from './grant-changes.js';
import type { GrantStatus } from './grants.rules.js';

export const GrantKindEnum = enumOf('GrantKind', 'What a grant is.', {
  RECURRING: 'The allowance of one month.',
  ROLLOVER: 'What was left of an allowance and carried into the next.',
  SIGN_ON: 'Once, for joining.',
  TRIAL: 'To try something out; by default it pays before all others.',
  BONUS: 'For something done.',
  TOP_UP: 'More than the allowance, once.',
  EXCEPTION: 'An exception for one person.',
  TRANSFER: 'Out of the pool of a cost center.',
});

export const GrantStatusEnum = enumOf('GrantStatus', 'Where a grant stands, from time and bookings.', {
  PENDING: 'It counts later, from `effectiveAt`.',
  ACTIVE: 'It pays for usage.',
  EXHAUSTED: 'Nothing is left. A correction that gives money back makes it ACTIVE again.',
  EXPIRED: 'Its end has come; what was left expired.',
  REVOKED: 'It was taken back; what was consumed is untouched.',
});

export const GrantChangeKindEnum = enumOf('GrantChangeKind', 'What was done to a grant after it was issued.', {
  INCREASED: 'More was granted.',
  REDUCED: 'A part of what was left was taken back.',
  EXTENDED: 'It ends later.',
  SHORTENED: 'It ends earlier.',
  REVOKED: 'All that was left was taken back.',
  TRANSFERRED: 'What was left, or a part of it, was handed to the pool of a cost center.',
});

@ObjectType('GrantChange', {
  description: 'What was done to a grant after it was issued. Nothing is rewritten: each is an entry of its own.',
})
export class GrantChangeView {
  @Field(() => GrantChangeKindEnum, { description: 'What was done.' })
  readonly kind!: GrantChangeKind;

  @Field(() => MoneyView, {
    nullable: true,
    description: 'By how much what is left changed, negative where it was taken back or handed over; null where only the end moved.',
  })
  readonly amount!: MoneyView | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'The new end, 9999-12-31T23:59:59.999Z for never; null where only the amount changed.',
  })
  readonly endsAt!: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The cost center whose pool got it; null where it was not TRANSFERRED. `node(id)` finds it.',
  })
  readonly costCenterId!: string | null;

  @Field(() => String, { description: 'Why, in words.' })
  readonly reason!: string;

  @Field(() => String, { description: 'Who did it: the id of an API key, or the name of a job.' })
  readonly actor!: string;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  readonly at!: Date;
}

@Requires('stipends:read')
@ObjectType('Grant', {
  implements: NodeView,
  description:
    'An amount a person may spend on compute within a span of time. Its terms never change; what is done to it later is in `changes`.',
})
export class GrantView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `grant_01k…`.' })
  override readonly id!: string;

  @Field(() => GrantKindEnum, { description: 'What it is.' })
  readonly kind!: GrantKind;

  @Field(() => StipendOriginEnum, { description: 'Where it comes from.' })
  readonly source!: StipendOrigin;

  @Field(() => ID, { nullable: true, description: 'The cost center whose pool pays a TRANSFER; null for all others. `node(id)` finds it.' })
  readonly fromCostCenterId!: string | null;

  @Field(() => String, { description: 'Why it was granted, in words.' })
  readonly reason!: string;

  @Field(() => GrantStatusEnum, { description: 'Where it stands.' })
  readonly status!: GrantStatus;

  @Field(() => MoneyView, { description: 'What was granted when it was issued; zero where it is uncapped.' })
  readonly amount!: MoneyView;

  @Field(() => Boolean, {
    description: 'It has no cap: while it counts it pays whatever there is to pay at its place, and what it paid is granted then.',
  })
  readonly uncapped!: boolean;

  @Field(() => MoneyView, { description: 'What is left; zero after its end, and of an uncapped one always.' })
  readonly available!: MoneyView;

  @Field(() => Int, {
    description:
      'The lower number pays first; then what pays only for some usage before what pays for all, then what expires first, then the oldest.',
  })
  readonly priority!: number;

  @Field(() => DateTime, { description: 'From this instant on it pays.' })
  readonly effectiveAt!: Date;

  @Field(() => DateTime, {
    description: 'At this instant, as granted, what is left expires; 9999-12-31T23:59:59.999Z where it never does.',
  })
  readonly expiresAt!: Date;

  @Field(() => DateTime, {
    description:
      'When it really ends: `expiresAt` or where `grantExtend` moved it, or earlier where the stipend ended or it was revoked. 9999-12-31T23:59:59.999Z is never.',
  })
  readonly endsAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked; null when it was not.' })
  readonly revokedAt!: Date | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Before this day, in the zone of the person, it is neither reduced nor shortened nor revoked, such as `2027-11-02`. What a stipend grants, its trial included, has the day of the stipend. Null: nothing is promised.',
  })
  readonly guaranteedUntil!: BusinessDate | null;

  @Field(() => GrantFiltersView, { description: 'What it pays for.' })
  readonly filters!: GrantFiltersView;

  @Field(() => DateTime, { description: 'When it was issued.' })
  readonly createdAt!: Date;
}

export const GrantConnection = connectionOf('Grant', () => GrantView);
