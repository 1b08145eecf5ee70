import { type ConditionalPrice, type ModelInfo, type ModelPrice, type Provider, waitForUpdate } from '@pydantic/genai-prices';
import { LRUCache } from 'lru-cache';
import { derivedId, type Id } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { currency, divideHalfEven, MONEY_DECIMALS } from '../../kernel/money.js';
import { believedPrices } from './believed.rules.js';
import { type FoundModel, findMaker, findModel, lendersTo } from './matching.rules.js';
import {
  type ClassPrice,
  type ClassPrices,
  type DailyWindow,
  entryAt,
  type PriceEntry,
  type PriceWarning,
  type UsageClass,
  usageClasses,
} from './pricing.rules.js';

/**
 * List prices, read from the data of `@pydantic/genai-prices`: in USD, effective-dated. The data holds JavaScript
 * numbers; here, and nowhere else, each becomes a decimal, through the shortest text that names it (`String(n)`).
 *
 * What a price is, and its id, follow from the data alone: never from which provider was asked for first.
 */
export class Catalogue {
  private readonly entriesOf = new Map<string, readonly PriceEntry[]>();
  private byId: ReadonlyMap<Id<'price'>, PriceEntry> | undefined;
  /** Names come from outside, so the memory is bounded; finding a model again costs little. */
  private readonly found = new LRUCache<string, readonly PriceEntry[]>({ max: REMEMBERED_NAMES });

  constructor(
    readonly providers: readonly Provider[],
    readonly source = PRICE_SOURCE,
  ) {}

  /** The price of a model at an instant; `undefined` where the provider or the model is unknown. */
  findPrice(provider: string, model: string, at: Date): PriceEntry | undefined {
    return entryAt(this.entriesFor(provider, model), at);
  }

  /** The model by the names of the price list; `undefined` where it is unknown. */
  findModel(provider: string, model: string): ListedModel | undefined {
    const [entry] = this.entriesFor(provider, model);
    return entry === undefined ? undefined : { provider: entry.provider, model: entry.model };
  }

  /** Every model's price at an instant, by provider and model. */
  pricesAt(at: Date): PriceEntry[] {
    return this.providers.flatMap((provider) =>
      provider.models.flatMap((model) => entryAt(this.entries({ provider, publisher: provider, model }), at) ?? []),
    );
  }

  /** A price by its id; `undefined` where there is none. */
  priceOf(id: Id<'price'>): PriceEntry | undefined {
    this.byId ??= new Map(this.all().map((entry) => [entry.id, entry]));
    return this.byId.get(id);
  }

  /** What of the list is not believed, as sentences. Reads the whole list; `priceWarnings` has the answer for the one in use. */
  warnings(): string[] {
    const own = this.providers.flatMap((provider) =>
      provider.models.flatMap((model) => this.entries({ provider, publisher: provider, model })),
    );
    return own.flatMap(({ provider, model, warnings }) => warnings.map(({ message }) => `${provider} ${model}: ${message}`));
  }

  private all(): PriceEntry[] {
    return this.providers.flatMap((provider) =>
      [provider, ...lendersTo(provider, this.providers)].flatMap((publisher) =>
        publisher.models.flatMap((model) => this.entries({ provider, publisher, model })),
      ),
    );
  }

  private entriesFor(provider: string, model: string): readonly PriceEntry[] {
    const key = JSON.stringify([provider, model]);
    const known = this.found.get(key);
    if (known !== undefined) return known;

    const match = findModel(this.providers, provider, model);
    const entries = match === undefined ? [] : this.entries(match);
    this.found.set(key, entries);
    return entries;
  }

  private entries(found: FoundModel): readonly PriceEntry[] {
    const key = JSON.stringify([found.provider.id, found.publisher.id, found.model.id]);
    let entries = this.entriesOf.get(key);
    if (entries === undefined) {
      entries = entriesOfModel(found, makersPrices(this.providers, found), this.source);
      this.entriesOf.set(key, entries);
    }
    return entries;
  }
}

/** A model by the names of the price list. */
export interface ListedModel {
  readonly provider: string;
  readonly model: string;
}

const REMEMBERED_NAMES = 5_000;
const USD = currency('USD');

/** Where list prices come from. */
export const PRICE_SOURCE = 'genai-prices 0.1.8';

/** Without an update the package answers with the data it was published with. */
const bundled = await waitForUpdate();
invariant(bundled !== null, 'the price data is part of its package');
export const catalogue = new Catalogue(bundled);

function entriesOfModel({ provider, publisher, model }: FoundModel, maker: readonly ClassPrices[], source: string): PriceEntry[] {
  const conditional = conditionalPrices(model);
  const starts = conditional.map(({ constraint }) => startOf(constraint));
  const [hourly, whole] = [conditional.filter(hasHours), conditional.filter((price) => !hasHours(price))];
  const undated = hourly.some((price) => firstDayOf(conditional, price) === null);
  return conditional.flatMap((price, index) => {
    const daily = dailyOf(price.constraint);
    const effectiveFrom = daily === null ? (starts[index] ?? null) : firstDayOf(conditional, price);
    // Hours that nobody says the first day of would reach back to prices that never had them.
    if (daily !== null && effectiveFrom === null) return [];
    const believed = believedPrices(classPricesOf(price.prices, model), maker);
    const span = {
      effectiveFrom,
      // A price ends when a later one begins; those of a part of the day stand beside it.
      effectiveTo: daily === null ? (starts.slice(index + 1).find((start) => start !== null) ?? null) : null,
      daily,
    };
    const listed = {
      provider: provider.id,
      model: model.id,
      borrowedFrom: publisher === provider ? null : publisher.id,
      currency: USD,
      ...span,
      prices: believed.prices,
      warnings: undated && price === whole.at(-1) ? [...believed.warnings, HOURS_WITHOUT_DAY] : believed.warnings,
    };
    return { id: priceId(listed), source, ...listed };
  });
}

const HOURS_WITHOUT_DAY: PriceWarning = {
  usageClass: null,
  message: 'The list has prices for hours of the day and does not say from which day on they hold; they are not applied.',
};

const hasHours = ({ constraint }: ConditionalPrice): boolean => dailyOf(constraint) !== null;

/** A price for hours of the day belongs to the dated price that the list has before it, and begins with that. */
function firstDayOf(conditional: readonly ConditionalPrice[], price: ConditionalPrice): Date | null {
  const before = conditional.slice(0, conditional.indexOf(price)).findLast((other) => !hasHours(other));
  return before === undefined ? null : startOf(before.constraint);
}

/** They run their models themselves: whoever else sells one passes it on. */
const CLOSED_MAKERS: readonly string[] = ['anthropic', 'cursor', 'google', 'openai', 'x-ai'];

/** What the maker of a model takes for it, where another sells it; none where the maker is not known, or others run it too. */
function makersPrices(providers: readonly Provider[], { publisher, model }: FoundModel): ClassPrices[] {
  // Only a price of its own for reading from the cache is compared with the maker's.
  if (conditionalPrices(model).every(({ prices }) => prices.cache_read_mtok === undefined)) return [];
  const maker = findMaker(providers, model.id);
  if (maker === undefined || maker.provider === publisher || !CLOSED_MAKERS.includes(maker.provider.id)) return [];
  return conditionalPrices(maker.model).map(({ prices }) => classPricesOf(prices, maker.model));
}

function conditionalPrices({ prices }: ModelInfo): readonly ConditionalPrice[] {
  return Array.isArray(prices) ? prices : [{ prices }];
}

/**
 * The id of a price comes from what it says: the same in every process, and another one where the list says something else, so
 * that what was charged keeps its price. Only its end is not part of it, which a later list may add.
 */
function priceId({
  provider,
  model,
  borrowedFrom,
  currency,
  effectiveFrom,
  daily,
  prices,
}: Omit<PriceEntry, 'id' | 'source'>): Id<'price'> {
  const said = usageClasses.map((usageClass) => {
    const price = prices[usageClass];
    return price && [price.price, price.unitQuantity, price.tiers.flatMap((tier) => [tier.contextAbove, tier.price]), price.inheritedFrom];
  });
  return derivedId('price', JSON.stringify([provider, model, borrowedFrom, currency, effectiveFrom, daily, said], bigintText));
}

const bigintText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);

/** The repository's own files leave `type` out; the fields tell the two kinds of constraint apart as well. */
function startOf(constraint: ConditionalPrice['constraint']): Date | null {
  return constraint !== undefined && 'start_date' in constraint ? new Date(`${constraint.start_date}T00:00:00Z`) : null;
}

function dailyOf(constraint: ConditionalPrice['constraint']): DailyWindow | null {
  if (constraint === undefined || 'start_date' in constraint) return null;
  return { startSecond: secondOfDay(constraint.start_time), endSecond: secondOfDay(constraint.end_time) };
}

function secondOfDay(time: string): number {
  const [, hours, minutes, seconds] = /^(\d{2}):(\d{2}):(\d{2})Z$/.exec(time) ?? [];
  invariant(seconds !== undefined, `a daily price says its hours in UTC, not ${time}`);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Where each class finds its price in the data: under its own key, else as part of a wider class. */
const sources: Readonly<Record<UsageClass, { readonly key: string; readonly partOf: readonly UsageClass[] }>> = {
  INPUT: { key: 'input_mtok', partOf: [] },
  CACHE_READ: { key: 'cache_read_mtok', partOf: ['INPUT'] },
  CACHE_WRITE_5M: { key: 'cache_write_mtok', partOf: ['INPUT'] },
  CACHE_WRITE_1H: { key: 'cache_write_1h_mtok', partOf: ['CACHE_WRITE_5M', 'INPUT'] },
  AUDIO_IN: { key: 'input_audio_mtok', partOf: ['INPUT'] },
  AUDIO_CACHE_READ: { key: 'cache_audio_read_mtok', partOf: ['CACHE_READ', 'AUDIO_IN', 'INPUT'] },
  IMAGE_IN: { key: 'input_image_mtok', partOf: ['INPUT'] },
  IMAGE_CACHE_READ: { key: 'cache_image_read_mtok', partOf: ['CACHE_READ', 'IMAGE_IN', 'INPUT'] },
  VIDEO_IN: { key: 'input_video_mtok', partOf: ['INPUT'] },
  VIDEO_CACHE_READ: { key: 'cache_video_read_mtok', partOf: ['CACHE_READ', 'VIDEO_IN', 'INPUT'] },
  OUTPUT: { key: 'output_mtok', partOf: [] },
  REASONING: { key: 'output_reasoning_mtok', partOf: ['OUTPUT'] },
  AUDIO_OUT: { key: 'output_audio_mtok', partOf: ['OUTPUT'] },
  IMAGE: { key: 'output_image_mtok', partOf: ['OUTPUT'] },
  VIDEO: { key: 'output_video_mtok', partOf: ['OUTPUT'] },
  CITATION: { key: 'output_citation_mtok', partOf: ['OUTPUT'] },
  REQUEST: { key: 'requests_kcount', partOf: [] },
  TOOL_CALL: { key: 'web_searches_kcount', partOf: [] },
};

/**
 * The data prices a special class only where it differs: reasoning costs what output costs unless it says otherwise.
 * Prices by the hour, page or message have no class of ours; usage counted so stays unpriced.
 */
function classPricesOf(listed: ModelPrice, { id }: ModelInfo): ClassPrices {
  // `…:free` says its price in its name, and nothing else.
  const prices: ModelPrice = Object.keys(listed).length === 0 && id.endsWith(':free') ? { input_mtok: 0, output_mtok: 0 } : listed;
  const found: Partial<Record<UsageClass, ClassPrice>> = {};
  for (const [usageClass, { key, partOf }] of Object.entries(sources) as [UsageClass, (typeof sources)[UsageClass]][]) {
    const own = prices[key];
    const wider = partOf.find((candidate) => prices[sources[candidate].key] !== undefined);
    if (own !== undefined) found[usageClass] = classPriceOf(key, own);
    else if (wider !== undefined) found[usageClass] = inherited(wider, prices);
  }
  return found;
}

function inherited(wider: UsageClass, prices: ModelPrice): ClassPrice {
  const { key } = sources[wider];
  const price = prices[key];
  invariant(price !== undefined, 'a class inherits from one that has a price');
  return { ...classPriceOf(key, price), inheritedFrom: wider };
}

function classPriceOf(key: string, price: NonNullable<ModelPrice[string]>): ClassPrice {
  const tiered = typeof price === 'number' ? { base: price, tiers: [] } : price;
  const base = decimalUnits(tiered.base);
  const tiers = tiered.tiers
    .map((tier) => ({ contextAbove: wholeNumber(tier.start), ...decimalUnits(tier.price) }))
    .sort((a, b) => (a.contextAbove < b.contextAbove ? -1 : 1));
  return {
    price: base.units,
    unitQuantity: key.endsWith('_mtok') ? 1_000_000n : 1_000n,
    tiers: tiers.map(({ contextAbove, units }) => ({ contextAbove, price: units })),
    inheritedFrom: null,
    rounded: base.rounded || tiers.some((tier) => tier.rounded),
  };
}

/**
 * The decimal a number stands for, in 10⁻¹⁰: 0.1 is 0.1, not its binary neighbour; `1e-7` is read exactly.
 * What has more than ten decimals is float noise (`0.18000000000000002`): rounded half-even, and said so.
 */
export function decimalUnits(number: number): { units: bigint; rounded: boolean } {
  const [, whole, fraction = '', exponent = '0'] = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(number)) ?? [];
  invariant(whole !== undefined, `a price is a number that is not negative, not ${number}`);
  const digits = BigInt(whole + fraction);
  const shift = MONEY_DECIMALS + Number(exponent) - fraction.length;
  if (shift >= 0) return { units: digits * 10n ** BigInt(shift), rounded: false };
  const divisor = 10n ** BigInt(-shift);
  return { units: divideHalfEven(digits, divisor), rounded: digits % divisor !== 0n };
}

function wholeNumber(number: number): bigint {
  invariant(Number.isSafeInteger(number) && number >= 0, `a tier starts at a whole number of tokens, not ${number}`);
  return BigInt(number);
}
