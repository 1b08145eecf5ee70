import { Ctx as Context, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { MoneyView } from '../../platform/graphql.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { CostCenterView } from '../directory/index.js';
import { poolsOfCostCenter } from './pools.js';

@Resolver(() => CostCenterView)
export class PoolResolver {
  @Requires('balances:read')
  @FieldResolver(() => [MoneyView], {
    nullable: true,
    description:
      'Unused compute that people of the cost center handed over (`grantTransfer`) and `grantIssue` has not taken out yet, one amount per currency; empty before the first. Null where the key may not read balances.',
  })
  async pools(@Context() ctx: Ctx, @Root() costCenter: { id: Id<'costCenter'> }): Promise<readonly Money[]> {
    return (await load(tenant(ctx), poolsOfCostCenter, costCenter.id)) ?? [];
  }
}
