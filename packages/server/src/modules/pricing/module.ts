import type { Id } from '../../kernel/ids.js';
import type { TenantCtx } from '../../platform/context.js';
import type { Module } from '../../platform/module.js';
import { FxRate } from './fx-rate.entity.js';
import { findFxRate } from './list-fx-rates.js';
import { findPrice } from './list-prices.js';
import { type PriceView, priceView } from './price.graphql.js';
import { PricingResolver } from './pricing.resolver.js';

export const pricingModule: Module = {
  name: 'pricing',
  entities: [FxRate],
  resolvers: [PricingResolver],
  jobs: [],
  nodes: [
    { kind: 'fxRate', typeName: 'FxRate', scope: 'prices:read', find: findFxRate },
    { kind: 'price', typeName: 'Price', scope: 'prices:read', find: findPriceView },
  ],
};

async function findPriceView(ctx: TenantCtx, id: Id<'price'>): Promise<PriceView | null> {
  const price = await findPrice(ctx, id);
  return price === null ? null : priceView(price);
}
