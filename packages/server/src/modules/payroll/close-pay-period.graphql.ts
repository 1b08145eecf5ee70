import { Field, InputType, ObjectType } from 'type-graphql';
import { UserErrorView } from '../../platform/graphql.js';
import { PayPeriodByInput, PayPeriodView } from '../calendar/index.js';
import { JobView } from './job.graphql.js';

@InputType('PayPeriodCloseInput', { description: 'Input of `payPeriodClose`.' })
export class PayPeriodCloseInput {
  @Field(() => PayPeriodByInput, { description: 'Which pay period.' })
  payPeriod!: PayPeriodByInput;

  @Field(() => String, {
    description: 'The same key answers the same outcome and closes nothing twice. 1 to 255 printable ASCII characters.',
  })
  idempotencyKey!: string;
}

@ObjectType('PayPeriodClosePayload', { description: 'Outcome of `payPeriodClose`.' })
export class PayPeriodClosePayload {
  @Field(() => PayPeriodView, { nullable: true, description: 'The pay period, CLOSING now; null when the mutation was refused.' })
  payPeriod!: PayPeriodView | null;

  @Field(() => JobView, { nullable: true, description: 'The job that makes the statements; null when the mutation was refused.' })
  job!: JobView | null;

  @Field(() => [UserErrorView], {
    description: 'Why the mutation was refused: NOT_FOUND, INVALID_TRANSITION, PERIOD_NOT_ENDED, IDEMPOTENCY_CONFLICT.',
  })
  userErrors!: UserErrorView[];
}
