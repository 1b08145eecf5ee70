import { Arg, Args, Ctx as Context, Mutation, Query, Resolver } from 'type-graphql';
import { type Ctx, tenant } from '../../platform/context.js';
import { PageArgs } from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import { FxRateConnection, FxRateFilterInput, FxRatesUpsertInput, FxRatesUpsertPayload } from './fx-rate.graphql.js';
import { listFxRates } from './list-fx-rates.js';
import { listPrices } from './list-prices.js';
import { PriceConnection, PriceFilterInput, priceView } from './price.graphql.js';
import { upsertFxRates } from './upsert-fx-rates.js';

@Resolver()
export class PricingResolver {
  @Requires('prices:read')
  @Query(() => PriceConnection, {
    description: 'List prices of models at an instant, by provider and model. All pages show the prices of one moment.',
  })
  async prices(
    @Arg('where', () => PriceFilterInput, { nullable: true, description: 'Which prices; left out, all that hold now.' })
    where: PriceFilterInput | null,
    @Args(() => PageArgs) page: PageArgs,
    @Context() ctx: Ctx,
  ) {
    const { edges, nodes, pageInfo } = await listPrices(tenant(ctx), where ?? {}, page);
    return { edges: edges.map(({ cursor, node }) => ({ cursor, node: priceView(node) })), nodes: nodes.map(priceView), pageInfo };
  }

  @Requires('prices:read')
  @Query(() => FxRateConnection, { description: 'The exchange rates the employer sent, the newest first.' })
  fxRates(
    @Arg('where', () => FxRateFilterInput, { nullable: true, description: 'Which rates; left out, all.' }) where: FxRateFilterInput | null,
    @Args(() => PageArgs) page: PageArgs,
    @Context() ctx: Ctx,
  ) {
    return listFxRates(tenant(ctx), where ?? {}, page);
  }

  @Requires('prices:write')
  @Mutation(() => FxRatesUpsertPayload, {
    description:
      'Stores exchange rates. A rate that is stored stays as it is: the same one again is answered as stored, another one for the same pair and instant is refused. Charges that were made keep the rate they were made with. Safe to repeat.',
  })
  async fxRatesUpsert(
    @Arg('input', () => FxRatesUpsertInput, { description: 'The rates.' }) input: FxRatesUpsertInput,
    @Context() ctx: Ctx,
  ) {
    return { fxRates: await upsertFxRates(tenant(ctx), input) };
  }
}
