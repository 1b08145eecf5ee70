import { Args, Ctx as Context, FieldResolver, Resolver, Root } from 'type-graphql';
import { invariant } from '../../kernel/invariant.js';
import type { Connection } from '../../kernel/page.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { PageArgs } from '../../platform/graphql.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { EmployeeView, employeeLoader } from '../directory/index.js';
import { type StipendNow, StipendView, stipendById } from '../stipends/index.js';
import { findGrants, type GrantNow } from './find-grants.js';
import { GrantChangeView, GrantConnection, GrantView } from './grant.graphql.js';
import { changesOfGrant, type GrantChange } from './grant-changes.js';

@Resolver(() => GrantView)
export class GrantResolver {
  @FieldResolver(() => StipendView, { description: 'The stipend it was issued for.' })
  async stipend(@Context() ctx: Ctx, @Root() grant: GrantNow): Promise<StipendNow> {
    const stipend = await load(tenant(ctx), stipendById, grant.stipendId);
    invariant(stipend !== null, 'a grant belongs to a stipend');
    return stipend;
  }

  @FieldResolver(() => [GrantChangeView], { description: 'What was done to it after it was issued, oldest first.' })
  async changes(@Context() ctx: Ctx, @Root() grant: GrantNow): Promise<readonly GrantChange[]> {
    return (await load(tenant(ctx), changesOfGrant, grant.id)) ?? [];
  }

  @Requires('employees:read')
  @FieldResolver(() => EmployeeView, { nullable: true, description: 'Whose it is.' })
  employee(@Context() ctx: Ctx, @Root() grant: GrantNow) {
    return load(tenant(ctx), employeeLoader, grant.employeeId);
  }
}

@Resolver(() => StipendView)
export class StipendGrantsResolver {
  @FieldResolver(() => GrantConnection, { description: 'Its grants, oldest first.' })
  grants(@Context() ctx: Ctx, @Root() stipend: StipendNow, @Args(() => PageArgs) page: PageArgs): Promise<Connection<GrantNow>> {
    return findGrants(tenant(ctx), stipend.id, page);
  }
}
