import { Field, ID, ObjectType } from 'type-graphql';
import type { LocalDate as BusinessDate } from '../../kernel/period.js';
import { enumOf, LocalDate } from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import type { ExplanationReason } from './explain.rules.js';
import type { StipendProblem } from './periods.rules.js';
import type { StipendOrigin } from './stipend.entity.js';
import { StipendIssueProblemView, StipendOriginEnum } from './stipend.graphql.js';

export const PolicyReasonCodeEnum = enumOf(
  'PolicyReasonCode',
  'Why a policy, or the terms of an offer, count for a person on a day, or do not.',
  {
    ENROLLED: 'Counts: the person is enrolled under the policy.',
    OFFER_TERMS: 'Counts: the person accepted an offer with these terms.',
    GRANTED_BY_HAND: 'Counts: the person has grants that were issued by hand.',
    BLOCKED:
      'Does not count, though the person is enrolled or accepted: nothing is granted for this day, as things are now. `problem` says why.',
    REPLACED_BY_OFFER: 'The terms of an offer stand instead: the `stacking` of the policy is not ADD.',
    NOT_STARTED: 'The stipend begins on a later day.',
    ENDED: 'The stipend has ended.',
    NOT_EMPLOYED: 'The person is not employed on this day.',
    NOT_IN_FORCE: 'No version of the policy counts on this day.',
    NOT_ENROLLED: 'Nobody enrolled the person; `stipendsAssign` does.',
  },
);

@ObjectType('PolicyReason', { description: 'Why a policy, or the terms of an offer, count for a person on a day, or do not.' })
export class PolicyReasonView {
  @Field(() => Boolean, { description: 'It counts on this day, and pays.' })
  readonly applies!: boolean;

  @Field(() => PolicyReasonCodeEnum, { description: 'Why, for programs.' })
  readonly reason!: ExplanationReason;

  @Field(() => String, { description: 'Why, for people.' })
  readonly message!: string;

  @Field(() => StipendIssueProblemView, {
    nullable: true,
    description: 'What keeps it from paying on this day; null where the reason is not BLOCKED.',
  })
  readonly problem!: StipendProblem | null;

  @Field(() => StipendOriginEnum, { description: 'Where the terms come from.' })
  readonly origin!: StipendOrigin;

  @Field(() => ID, { nullable: true, description: 'The policy; null for an offer and for grants by hand.' })
  readonly policyId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The stipend of the person under these terms; null where there is none.' })
  readonly stipendId!: string | null;
}

@Requires('policies:read')
@ObjectType('PolicyExplanation', { description: 'What counts for a person on a day, and why not the rest.' })
export class PolicyExplanationView {
  @Field(() => ID, { description: 'The person.' })
  readonly employeeId!: string;

  @Field(() => LocalDate, { description: 'The day.' })
  readonly on!: BusinessDate;

  @Field(() => [PolicyReasonView], {
    description: 'What counts first. Every published policy, every offer and everything granted by hand is told of once.',
  })
  readonly reasons!: readonly PolicyReasonView[];
}
