import type { Id } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { type CurrencyCode, divideHalfEven, Money } from '../../kernel/money.js';

/**
 * What usage is counted in. The classes do not overlap: cached input is not INPUT, reasoning is not OUTPUT. All but
 * REQUEST and TOOL_CALL count tokens.
 * Source: domain.md §8; the audio, image, video and citation classes beyond it are those that published prices tell apart.
 */
export const usageClassMeanings = {
  INPUT: 'Text tokens read, without those of any other class.',
  CACHE_READ: 'Input tokens read from the cache.',
  CACHE_WRITE_5M: 'Input tokens written to the cache for five minutes, or for the time the provider sets by default.',
  CACHE_WRITE_1H: 'Input tokens written to the cache for one hour.',
  AUDIO_IN: 'Audio tokens read.',
  AUDIO_CACHE_READ: 'Audio tokens read from the cache.',
  IMAGE_IN: 'Image tokens read.',
  IMAGE_CACHE_READ: 'Image tokens read from the cache.',
  VIDEO_IN: 'Video tokens read.',
  VIDEO_CACHE_READ: 'Video tokens read from the cache.',
  OUTPUT: 'Text tokens produced, without those of any other class.',
  REASONING: 'Tokens produced while reasoning.',
  AUDIO_OUT: 'Audio tokens produced.',
  IMAGE: 'Image tokens produced.',
  VIDEO: 'Video tokens produced.',
  CITATION: 'Tokens of the sources cited.',
  REQUEST: 'Requests, where the provider charges for each. One is assumed where it does and none is given.',
  TOOL_CALL: 'Web searches made by the provider on behalf of the model.',
} as const;

export type UsageClass = keyof typeof usageClassMeanings;
export const usageClasses = Object.keys(usageClassMeanings) as readonly UsageClass[];

/** How much was used, by class; a class left out counts zero. */
export type UsageCounts = Readonly<Partial<Record<UsageClass, bigint>>>;

/** What a model reads; together they are the context a tiered price looks at. */
const inputClasses = [
  'INPUT',
  'CACHE_READ',
  'CACHE_WRITE_5M',
  'CACHE_WRITE_1H',
  'AUDIO_IN',
  'AUDIO_CACHE_READ',
  'IMAGE_IN',
  'IMAGE_CACHE_READ',
  'VIDEO_IN',
  'VIDEO_CACHE_READ',
] as const satisfies readonly UsageClass[];

/** Takes the place of the base price, for the whole request, when the context is longer than `contextAbove` tokens. */
export interface PriceTier {
  readonly contextAbove: bigint;
  readonly price: bigint;
}

export interface ClassPrice {
  /** Money per `unitQuantity` units, in 10⁻¹⁰ of the entry's currency. Zero is a price: free. */
  readonly price: bigint;
  readonly unitQuantity: bigint;
  /** By `contextAbove`, ascending. */
  readonly tiers: readonly PriceTier[];
  /** The class this one is part of and takes its price from; `null` where the price is its own. */
  readonly inheritedFrom: UsageClass | null;
  /** The source had more than ten decimals and was rounded half-even. */
  readonly rounded: boolean;
}

export type ClassPrices = Readonly<Partial<Record<UsageClass, ClassPrice>>>;

/** Half-open, in seconds after midnight UTC; one that ends before it starts runs over midnight. */
export interface DailyWindow {
  readonly startSecond: number;
  readonly endSecond: number;
}

/** When a price holds: a half-open span, null where it has no bound, and in it every day or a part of each day. */
export interface PriceSpan {
  readonly effectiveFrom: Date | null;
  readonly effectiveTo: Date | null;
  readonly daily: DailyWindow | null;
}

export interface PriceEntry extends PriceSpan {
  readonly id: Id<'price'>;
  /** Who sells the model. */
  readonly provider: string;
  readonly model: string;
  /** Whose price list it stands in, where the provider publishes no price of its own for the model; null for the provider's own. */
  readonly borrowedFrom: string | null;
  readonly currency: CurrencyCode;
  readonly prices: ClassPrices;
  /** What the list says and is not believed. */
  readonly warnings: readonly PriceWarning[];
  /** The list it comes from, with its version. */
  readonly source: string;
}

/** Why a part of the list is left out. */
export interface PriceWarning {
  /** The class that has no price for it; null where it is about the whole price. */
  readonly usageClass: UsageClass | null;
  readonly message: string;
}

/** One class of a priced event: `count × price / unitQuantity`, not rounded by itself. */
export interface PricedLine {
  readonly usageClass: UsageClass;
  readonly count: bigint;
  readonly price: bigint;
  readonly unitQuantity: bigint;
}

export type Pricing =
  | { readonly status: 'PRICED'; readonly cost: Money; readonly lines: readonly PricedLine[] }
  /** Never zero by omission: these classes were used and have no price. */
  | { readonly status: 'UNPRICED'; readonly missing: readonly UsageClass[] };

/** The later entry wins where several hold: lists run from the general price to the special one. */
export function entryAt<T extends PriceSpan>(entries: readonly T[], at: Date): T | undefined {
  return entries.findLast((entry) => holds(entry, at));
}

function holds({ effectiveFrom, effectiveTo, daily }: PriceSpan, at: Date): boolean {
  if (effectiveFrom !== null && at < effectiveFrom) return false;
  if (effectiveTo !== null && at >= effectiveTo) return false;
  if (daily === null) return true;
  const second = (((at.getTime() % DAY_MS) + DAY_MS) % DAY_MS) / 1000;
  return daily.startSecond <= daily.endSecond
    ? daily.startSecond <= second && second < daily.endSecond
    : daily.startSecond <= second || second < daily.endSecond;
}

const DAY_MS = 86_400_000;

/**
 * What usage costs: Σ(count × price / unitQuantity), exact, then rounded half-even once to 10⁻¹⁰.
 * @param counts non-negative
 */
export function priceUsage(counts: UsageCounts, entry: Pick<PriceEntry, 'currency' | 'prices'>): Pricing {
  const used = withRequest(counts, entry.prices);
  const missing = usageClasses.filter((usageClass) => (used[usageClass] ?? 0n) > 0n && entry.prices[usageClass] === undefined);
  if (missing.length > 0) return { status: 'UNPRICED', missing };

  const context = contextTokens(counts);
  const lines: PricedLine[] = [];
  for (const usageClass of usageClasses) {
    const count = used[usageClass] ?? 0n;
    const classPrice = entry.prices[usageClass];
    if (count === 0n || classPrice === undefined) continue;
    lines.push({ usageClass, count, price: priceInContext(classPrice, context), unitQuantity: classPrice.unitQuantity });
  }
  return { status: 'PRICED', cost: new Money(costOf(lines), entry.currency), lines };
}

/** An event is one request unless it says how many, and that counts only where requests have a price. */
function withRequest(counts: UsageCounts, prices: ClassPrices): UsageCounts {
  return prices.REQUEST !== undefined && counts.REQUEST === undefined ? { ...counts, REQUEST: 1n } : counts;
}

/** Everything read, cached or not: what the length of a prompt means in a tiered price. */
export function contextTokens(counts: UsageCounts): bigint {
  return inputClasses.reduce((total, usageClass) => total + (counts[usageClass] ?? 0n), 0n);
}

export function priceInContext({ price, tiers }: ClassPrice, context: bigint): bigint {
  return tiers.findLast((tier) => context > tier.contextAbove)?.price ?? price;
}

/** Σ(count × price / unitQuantity) in 10⁻¹⁰, rounded half-even once: over one denominator, so nothing is lost on the way. */
export function costOf(lines: readonly PricedLine[]): bigint {
  const denominator = lines.reduce((common, line) => leastCommonMultiple(common, line.unitQuantity), 1n);
  const numerator = lines.reduce((total, line) => total + line.count * line.price * (denominator / line.unitQuantity), 0n);
  return divideHalfEven(numerator, denominator);
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  invariant(b > 0n, 'a price is per a positive quantity');
  let [divisor, rest] = [a, b];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  return (a / divisor) * b;
}
