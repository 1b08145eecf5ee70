import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Id, parseId } from '../../kernel/ids.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { PageArgs } from '../../platform/graphql.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { EmployeeView, employeeLoader } from '../directory/index.js';
import { GrantView } from '../grants/index.js';
import { BalanceEntryView } from '../ledger/index.js';
import { chargeLoader, correctionsLoader, listUsageEvents, usageEventLoader } from './find-usage.js';
import { type GrantCharge, listGrantCharges } from './list-grant-charges.js';
import { reportUsage, type UsageOutcome } from './report-usage.js';
import {
  DEFAULT_USAGE_SOURCE,
  GrantChargeConnection,
  GrantChargeView,
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

  @FieldResolver(() => UsageEventView, { nullable: true, description: 'The event it takes the place of; null where it corrects none.' })
  async corrects(@Root() { id }: UsageEvent, @Context() ctx: Ctx) {
    const corrections = await load(tenant(ctx), correctionsLoader, id);
    return corrections?.correctsId == null ? null : load(tenant(ctx), usageEventLoader, corrections.correctsId);
  }

  @FieldResolver(() => UsageEventView, {
    nullable: true,
    description: 'The event that took its place: then its `charge` was given back. Null where it stands.',
  })
  async correctedBy(@Root() { id }: UsageEvent, @Context() ctx: Ctx) {
    const corrections = await load(tenant(ctx), correctionsLoader, id);
    return corrections?.correctedById == null ? null : load(tenant(ctx), usageEventLoader, corrections.correctedById);
  }
}

@Resolver(() => GrantView)
export class GrantChargesResolver {
  @Requires('usage:read')
  @FieldResolver(() => GrantChargeConnection, {
    nullable: true,
    description: 'What it paid for, as it happened; null where the key may not read usage.',
  })
  charges(@Root() grant: { id: Id<'grant'> }, @Args(() => PageArgs) page: PageArgs, @Context() ctx: Ctx) {
    return listGrantCharges(tenant(ctx), grant.id, page);
  }
}

@Resolver(() => GrantChargeView)
export class GrantChargeResolver {
  @FieldResolver(() => UsageEventView, { nullable: true, description: 'The usage event that was charged.' })
  usageEvent(@Root() { usageId }: GrantCharge, @Context() ctx: Ctx) {
    return load(tenant(ctx), usageEventLoader, usageId);
  }
}

@Resolver(() => BalanceEntryView)
export class BalanceEntryUsageResolver {
  @Requires('usage:read')
  @FieldResolver(() => UsageEventView, {
    nullable: true,
    description: 'The usage it tells of; null where it tells of something else, or the key may not read usage.',
  })
  usageEvent(@Root() { subjectId }: { subjectId: string | null }, @Context() ctx: Ctx) {
    const id = subjectId === null ? undefined : parseId('usageEvent', subjectId);
    return id === undefined ? null : load(tenant(ctx), usageEventLoader, id);
  }
}

function reportedEvent({ source: given, corrects, ...event }: UsageEventInput): ReportedEvent {
  const source = given ?? DEFAULT_USAGE_SOURCE;
  return { ...event, source, corrects: corrects == null ? null : { id: corrects.id, source: corrects.source ?? source } };
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
