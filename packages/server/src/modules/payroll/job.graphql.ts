import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime, enumOf, NodeView, UserErrorView } from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import type { JobKind, JobState } from './job.entity.js';

export const JobKindEnum = enumOf('JobKind', 'What a job does.', {
  PAY_PERIOD_CLOSE: 'Makes the statements of a pay period.',
});

export const JobStateEnum = enumOf('JobState', 'How far a job is.', {
  QUEUED: 'It waits for a worker.',
  RUNNING: 'A worker is at it.',
  SUCCEEDED: 'It is done.',
  FAILED: 'It cannot be done; `userErrors` say why.',
});

@Requires('payroll:read')
@ObjectType('Job', { implements: NodeView, description: 'Work that goes on after the answer of the mutation that began it.' })
export class JobView extends NodeView {
  @Field(() => ID, { description: 'Opaque: `job_01k…`.' })
  override readonly id!: string;

  @Field(() => JobKindEnum, { description: 'What it does.' })
  readonly kind!: JobKind;

  @Field(() => JobStateEnum, { description: 'How far it is.' })
  readonly state!: JobState;

  @Field(() => Int, { description: 'How much of it is done, in percent: 0 to 100.' })
  readonly progress!: number;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  readonly createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it succeeded or failed; null before.' })
  readonly finishedAt!: Date | null;

  @Field(() => [UserErrorView], { description: 'Why it failed; empty in every other state.' })
  readonly userErrors!: UserErrorView[];
}
