import { decimalOf } from '../../kernel/money.js';
import { type ClassPrice, type ClassPrices, type PriceWarning, priceInContext, type UsageClass, usageClasses } from './pricing.rules.js';

/**
 * What of a list is believed. A price that cannot be right is left out, with a warning, and so is every class that would take it
 * over; usage of them is unpriced. Nobody is charged a mistake of the list, and nothing is put in its place by guessing.
 *
 * - What is read from a cache costs at most what is read without, of its own kind: audio as audio.
 * - Who sells a model that only its maker runs for the same money, or for one multiple of it, does not take more than twice as much
 *   for reading from the cache. (Hosts of open weights have caches of their own.)
 * - Writing to a cache costs at most three times what reading input costs, and for an hour at least what it costs for five minutes.
 *
 * Source: cases.md C9. Each was broken by a published list, by a slip or by staying behind: `openrouter` has 0.31 for reading what
 * Google took 0.31 for once and 0.125 now (cases.md §7, 53). The list does not say until when such a price was right, so it is left
 * out for all times: who pays is asked nothing rather than two and a half times too much.
 * @param makers what the maker of the model takes for it; none where it sells the model itself
 */
export function believedPrices(
  prices: ClassPrices,
  makers: readonly ClassPrices[],
): { readonly prices: ClassPrices; readonly warnings: PriceWarning[] } {
  const warnings = suspicionsOf(prices, makers);
  const left = new Set<UsageClass>(warnings.flatMap(({ usageClass }) => usageClass ?? []));
  const believed = usageClasses.flatMap((usageClass) => {
    const price = prices[usageClass];
    const doubted = left.has(usageClass) || (price?.inheritedFrom != null && left.has(price.inheritedFrom));
    return price === undefined || doubted ? [] : [[usageClass, price] as const];
  });
  return { prices: Object.fromEntries(believed), warnings };
}

const cachedAs = {
  CACHE_READ: 'INPUT',
  AUDIO_CACHE_READ: 'AUDIO_IN',
  IMAGE_CACHE_READ: 'IMAGE_IN',
  VIDEO_CACHE_READ: 'VIDEO_IN',
} as const satisfies Partial<Record<UsageClass, UsageClass>>;

function suspicionsOf(prices: ClassPrices, makers: readonly ClassPrices[]): PriceWarning[] {
  const { INPUT: input, CACHE_READ: read, CACHE_WRITE_5M: shortWrite, CACHE_WRITE_1H: longWrite } = prices;
  const found: PriceWarning[] = [];
  const doubt = (usageClass: UsageClass, rule: string): void => {
    if (!found.some((warning) => warning.usageClass === usageClass)) {
      found.push({ usageClass, message: `The list has ${textOf(prices[usageClass])} for ${usageClass}. ${rule} It is left out.` });
    }
  };

  for (const [cached, plain] of Object.entries(cachedAs) as Array<[keyof typeof cachedAs, UsageClass]>) {
    if (exceeds(prices[cached], prices[plain], 1n))
      doubt(cached, `Reading from a cache costs at most ${textOf(prices[plain])}, as ${plain}.`);
  }
  const alike = read?.inheritedFrom === null ? makers.filter((maker) => isInProportion(prices, maker)) : [];
  const makersRead = alike.every((maker) => readsDearer(prices, maker)) ? alike.at(-1)?.CACHE_READ : undefined;
  if (makersRead !== undefined) doubt('CACHE_READ', `The maker takes ${textOf(makersRead)}, and the same as this one for all else.`);
  for (const [written, write] of [
    ['CACHE_WRITE_5M', shortWrite],
    ['CACHE_WRITE_1H', longWrite],
  ] as const) {
    if (exceeds(write, input, 3n)) doubt(written, `Writing to a cache costs at most three times INPUT, which is ${textOf(input)}.`);
  }
  if (exceeds(shortWrite, longWrite, 1n)) {
    doubt('CACHE_WRITE_1H', `Writing for an hour costs at least what it costs for five minutes, ${textOf(shortWrite)}.`);
  }
  return found;
}

/** Whether a price is more than a multiple of another, for a request of any length. */
function exceeds(price: ClassPrice | undefined, other: ClassPrice | undefined, times: bigint): boolean {
  if (price === undefined || other === undefined) return false;
  const lengths = [0n, ...[...price.tiers, ...other.tiers].map(({ contextAbove }) => contextAbove + 1n)];
  return lengths.some((context) => priceInContext(price, context) > times * priceInContext(other, context));
}

/** Whether input and output cost one multiple of what the maker takes, which has a price of its own for reading from the cache. */
function isInProportion({ INPUT: input, OUTPUT: output }: ClassPrices, maker: ClassPrices): boolean {
  if (input === undefined || output === undefined || maker.INPUT === undefined || maker.OUTPUT === undefined) return false;
  return maker.CACHE_READ?.inheritedFrom === null && input.price * maker.OUTPUT.price === output.price * maker.INPUT.price;
}

/** Whether reading from the cache costs more than twice the maker's share of input. */
function readsDearer({ INPUT: input, CACHE_READ: read }: ClassPrices, maker: ClassPrices): boolean {
  if (input === undefined || read === undefined || maker.INPUT === undefined || maker.CACHE_READ === undefined) return false;
  return read.price * maker.INPUT.price > 2n * maker.CACHE_READ.price * input.price;
}

const textOf = (price: ClassPrice | undefined): string => (price === undefined ? 'nothing' : decimalOf(price.price));
