import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Id } from '../../kernel/ids.js';
import type { Connection } from '../../kernel/page.js';
import { Refusal } from '../../kernel/refusal.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { PageArgs } from '../../platform/graphql.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { userErrorOf } from '../../platform/user-errors.js';
import { EmployeeView, employeeLoader } from '../directory/index.js';
import { PolicyVersionView, PolicyView, policyById, policyVersionById } from '../policies/index.js';
import { assignStipends } from './assign-stipends.js';
import { findStipend, findStipends, findStipendsOf, type StipendNow, stipendById, termsOfStipend } from './find-stipends.js';
import {
  StipendByInput,
  StipendConnection,
  StipendFilterInput,
  StipendIssueProblemView,
  StipendsAssignInput,
  StipendsAssignPayload,
  StipendTermsView,
  StipendView,
} from './stipend.graphql.js';

@Resolver(() => StipendView)
export class StipendResolver {
  @Requires('stipends:read')
  @Query(() => StipendConnection, { description: 'The stipends of the employer, by id.' })
  stipends(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('where', () => StipendFilterInput, { nullable: true, description: 'Which stipends; left out, all.' })
    where?: StipendFilterInput | null,
  ): Promise<Connection<StipendNow>> {
    return findStipends(tenant(ctx), where ?? {}, page);
  }

  @Requires('stipends:read')
  @Query(() => StipendView, { nullable: true, description: 'One stipend; null where there is none for this employer.' })
  stipend(
    @Context() ctx: Ctx,
    @Arg('by', () => StipendByInput, { description: 'Which one.' }) by: StipendByInput,
  ): Promise<StipendNow | null> {
    return findStipend(tenant(ctx), by);
  }

  @Requires('stipends:write')
  @Mutation(() => StipendsAssignPayload, {
    description:
      'Enrols people under policies; there is no other way to be enrolled under one. The months that have begun are granted at once, each later one when it begins.',
  })
  async stipendsAssign(
    @Context() ctx: Ctx,
    @Arg('input', () => StipendsAssignInput, { description: 'Whom, and under what.' }) input: StipendsAssignInput,
  ) {
    const outcomes = await assignStipends(tenant(ctx), input);
    return {
      outcomes: await Promise.all(
        outcomes.map(async ({ stipendId, created, refusal }) => ({
          stipend: stipendId === null ? null : await load(tenant(ctx), stipendById, stipendId),
          created,
          userErrors: refusal.map(({ code, message, path, details }) => userErrorOf(ctx, new Refusal(code, message, path, details[0]))),
        })),
      ),
    };
  }

  @Requires('employees:read')
  @FieldResolver(() => EmployeeView, { nullable: true, description: 'Whose it is; null while AWAITING_EMPLOYEE.' })
  employee(@Context() ctx: Ctx, @Root() stipend: StipendNow) {
    return stipend.employeeId === null ? null : load(tenant(ctx), employeeLoader, stipend.employeeId);
  }

  @Requires('policies:read')
  @FieldResolver(() => PolicyView, { nullable: true, description: 'The policy; null for the terms of an offer.' })
  policy(@Context() ctx: Ctx, @Root() stipend: StipendNow) {
    return stipend.policyId === null ? null : load(tenant(ctx), policyById, stipend.policyId);
  }

  @Requires('policies:read')
  @FieldResolver(() => PolicyVersionView, {
    nullable: true,
    description: 'The version of the policy at enrolment, which counts while the stipend is guaranteed; null for the terms of an offer.',
  })
  policyVersion(@Context() ctx: Ctx, @Root() stipend: StipendNow) {
    return stipend.policyVersionId === null ? null : load(tenant(ctx), policyVersionById, stipend.policyVersionId);
  }

  @FieldResolver(() => StipendTermsView, {
    nullable: true,
    description:
      'The terms of the newest month issued, before that of the first; null where no version of the policy counts then, and for grants by hand.',
  })
  async terms(@Context() ctx: Ctx, @Root() stipend: StipendNow) {
    const terms = await load(tenant(ctx), termsOfStipend, stipend.id);
    if (terms === null) return null;
    const { amountType, period, payPeriodsPerYear = null } = terms;
    return {
      amountType,
      period,
      amount: terms.amountType === 'PERCENT_OF_BASE' ? null : terms.amount,
      dayCount: terms.amountType === 'PER_DAY' ? terms.dayCount : null,
      percent: terms.amountType === 'PERCENT_OF_BASE' ? terms.percent : null,
      payPeriodsPerYear,
    };
  }

  @FieldResolver(() => StipendIssueProblemView, {
    nullable: true,
    description:
      'Why its next grant will not be issued, or is late; null where nothing keeps it back. While it stands the status is BLOCKED.',
  })
  issueProblem(@Root() { issueProblemCode, issueProblemMessage }: StipendNow) {
    return issueProblemCode === null ? null : { code: issueProblemCode, message: issueProblemMessage };
  }
}

@Resolver(() => EmployeeView)
export class EmployeeStipendsResolver {
  @Requires('stipends:read')
  @FieldResolver(() => StipendConnection, {
    nullable: true,
    description: 'The stipends of the person, ended ones included, by id; null where the key may not read stipends.',
  })
  stipends(
    @Context() ctx: Ctx,
    @Root() employee: { id: Id<'employee'> },
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Connection<StipendNow>> {
    return findStipendsOf(tenant(ctx), employee.id, page);
  }
}
