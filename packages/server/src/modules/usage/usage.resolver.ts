import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Ctx, tenant } from '../../platform/context.js';
import { PageArgs } from '../../platform/graphql.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { EmployeeView, employeeLoader } from '../directory/index.js';
import { chargeLoader, listUsageEvents } from './find-usage.js';
import { reportUsage, type UsageOutcome } from './report-usage.js';
import {
  DEFAULT_USAGE_SOURCE,
  UsageChargeView,
  UsageEventConnection,
  UsageEventFilterInput,
  type UsageEventInput,
  UsageEventView,
  type UsageReportCountsView,
  UsageReportInput,
  UsageReportPayload,
} from './usage.graphql.js';
import type { OutcomeStatus, ReportedEvent } from './usage.rules.js';
import type { UsageEvent } from './usage-event.entity.js';

@Resolver(() => UsageEventView)
export class UsageResolver {
  @Requires('usage:write')
  @Mutation(() => UsageReportPayload, {
    description:
      'Takes usage: each event is stored once, priced as of the time it happened and charged to the grants of its person, in burn order; what they do not cover is overage. An unknown model or person is stored and not charged. Every event has its outcome, in order; a bad one does not hold up the others. Safe to repeat, whole or in part: no idempotency key is needed.',
  })
  async usageReport(
    @Arg('input', () => UsageReportInput, { description: 'The usage.' }) { events }: UsageReportInput,
    @Context() ctx: Ctx,
  ) {
    const outcomes = await reportUsage(tenant(ctx), events.map(reportedEvent));
    return { outcomes, counts: countsOf(outcomes) };
  }

  @Requires('usage:read')
  @Query(() => UsageEventConnection, { description: 'Stored usage, the latest first.' })
  usageEvents(
    @Arg('where', () => UsageEventFilterInput, { nullable: true, description: 'Which events; left out, all.' })
    where: UsageEventFilterInput | null,
    @Args(() => PageArgs) page: PageArgs,
    @Context() ctx: Ctx,
  ) {
    return listUsageEvents(tenant(ctx), where ?? {}, page);
  }

  @FieldResolver(() => EmployeeView, { nullable: true, description: 'Who used it; null while UNATTRIBUTED.' })
  employee(@Root() { employeeId }: UsageEvent, @Context() ctx: Ctx) {
    return employeeId == null ? null : load(tenant(ctx), employeeLoader, employeeId);
  }

  @FieldResolver(() => UsageChargeView, { nullable: true, description: 'What it cost and who paid; null where it was not charged.' })
  charge(@Root() { id, status }: UsageEvent, @Context() ctx: Ctx) {
    return status === 'RECORDED' ? load(tenant(ctx), chargeLoader, id) : null;
  }
}

function reportedEvent({ source, ...event }: UsageEventInput): ReportedEvent {
  return { ...event, source: source ?? DEFAULT_USAGE_SOURCE };
}

function countsOf(outcomes: readonly UsageOutcome[]): UsageReportCountsView {
  const count = (status: OutcomeStatus) => outcomes.filter((outcome) => outcome.status === status).length;
  return {
    recorded: count('RECORDED'),
    duplicate: count('DUPLICATE'),
    unpriced: count('UNPRICED'),
    unattributed: count('UNATTRIBUTED'),
    rejected: count('REJECTED'),
  };
}
