import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { DateTime, UserErrorView } from '../../platform/graphql.js';

@InputType('TestClockAdvanceInput', { description: 'Input of `testClockAdvance`.' })
export class TestClockAdvanceInput {
  @Field(() => DateTime, { description: 'The new time of the employer: not before its clock, at most five years ahead.' })
  to!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'Optional: the same key answers the same outcome and changes nothing twice, and goes on with an advance that was cut off. 1 to 255 printable ASCII characters.',
  })
  idempotencyKey?: string | null;
}

@ObjectType('TestClock', { description: 'The clock of a sandbox employer, and what came due while it moved.' })
export class TestClockView {
  @Field(() => DateTime, { description: 'Where the clock stands now.' })
  readonly now!: Date;

  @Field(() => Int, { description: 'Monthly grants that were issued on the way, each at its own time.' })
  readonly grantsIssued!: number;

  @Field(() => Int, { description: 'Grants of which something expired on the way, each at its own time.' })
  readonly grantsExpired!: number;
}

@ObjectType('TestClockAdvancePayload', { description: 'Outcome of `testClockAdvance`.' })
export class TestClockAdvancePayload {
  @Field(() => TestClockView, { nullable: true, description: 'The clock; null when the mutation was refused.' })
  clock!: TestClockView | null;

  @Field(() => [UserErrorView], {
    description:
      'Why the mutation was refused: VALIDATION (a live employer has no test clock), IDEMPOTENCY_CONFLICT. Empty when it was not.',
  })
  userErrors!: UserErrorView[];
}
