export { catalogue, type ListedModel } from './catalogue.js';
export { type ExtractedUsage, extractUsage } from './extract-usage.js';
export { convert, type Rate, rateAt } from './fx.rules.js';
export { fxRatesBetween } from './fx-rates-between.js';
export { priceWarnings } from './generated/price-warnings.js';
export { UsageClassEnum } from './price.graphql.js';
export {
  type PricedLine,
  type PriceEntry,
  type Pricing,
  priceUsage,
  type UsageClass,
  type UsageCounts,
  usageClasses,
  usageClassMeanings,
} from './pricing.rules.js';
export { keepPrices } from './used-prices.js';
