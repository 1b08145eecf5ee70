import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Connection } from '../../kernel/page.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { PageArgs } from '../../platform/graphql.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { CostCenterView, costCenterLoader, DepartmentView, departmentLoader, EmployeeView, employeeLoader } from '../directory/index.js';
import { LimitConnection, LimitFilterInput, LimitSetInput, LimitSetPayload, LimitView } from './limit.graphql.js';
import { type Limit, limitById, listLimits } from './limit-list.js';
import { setLimit } from './limit-set.js';

@Resolver(() => LimitView)
export class LimitResolver {
  @Requires('limits:read')
  @Query(() => LimitConnection, { description: 'The limits of the employer, by id.' })
  limits(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('where', () => LimitFilterInput, { nullable: true, description: 'Which limits; left out, all.' }) where?: LimitFilterInput | null,
  ): Promise<Connection<Limit>> {
    return listLimits(tenant(ctx), where ?? {}, page);
  }

  @Requires('limits:write')
  @Mutation(() => LimitSetPayload, {
    description:
      'Sets what may be spent in a span of time. It counts from the next decision on. A limit of a model counts one row of `prices`: where the list has a region by itself (`us.…`, `global.…`), that is a model of its own, with limits of its own.',
  })
  async limitSet(@Context() ctx: Ctx, @Arg('input', () => LimitSetInput, { description: 'The limit.' }) input: LimitSetInput) {
    return { limit: await load(tenant(ctx), limitById, await setLimit(tenant(ctx), input)) };
  }

  @Requires('employees:read')
  @FieldResolver(() => EmployeeView, { nullable: true, description: 'The one person it is for; null for everybody.' })
  employee(@Context() ctx: Ctx, @Root() limit: Limit) {
    return limit.employeeId === null ? null : load(tenant(ctx), employeeLoader, limit.employeeId);
  }

  @Requires('employees:read')
  @FieldResolver(() => CostCenterView, { nullable: true, description: 'COST_CENTER: whose people share it; null otherwise.' })
  costCenter(@Context() ctx: Ctx, @Root() limit: Limit) {
    return limit.costCenterId === null ? null : load(tenant(ctx), costCenterLoader, limit.costCenterId);
  }

  @Requires('employees:read')
  @FieldResolver(() => DepartmentView, { nullable: true, description: 'DEPARTMENT: whose people share it; null otherwise.' })
  department(@Context() ctx: Ctx, @Root() limit: Limit) {
    return limit.departmentId === null ? null : load(tenant(ctx), departmentLoader, limit.departmentId);
  }
}
