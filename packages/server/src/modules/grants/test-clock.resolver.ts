import { Arg, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { type Ctx, tenant } from '../../platform/context.js';
import { Requires } from '../../platform/scope.js';
import { advanceTestClock } from './advance-test-clock.js';
import { TestClockAdvanceInput, TestClockAdvancePayload } from './test-clock.graphql.js';

@Resolver()
export class TestClockResolver {
  @Requires('sandbox:write')
  @Mutation(() => TestClockAdvancePayload, {
    description:
      'Moves the clock of a sandbox employer ahead, stop by stop: what comes due on the way is booked at its own time, and other requests see the clock at the stops. A long way may take longer than a request: after DEADLINE_EXCEEDED or UNAVAILABLE send the same key again, and it answers when the clock has arrived.',
  })
  async testClockAdvance(
    @Context() ctx: Ctx,
    @Arg('input', () => TestClockAdvanceInput, { description: 'The new time.' }) input: TestClockAdvanceInput,
  ) {
    const { now, grantsIssued, grantsExpired } = await advanceTestClock(tenant(ctx), input);
    return { clock: { now: new Date(now), grantsIssued, grantsExpired } };
  }
}
