import { createHash } from 'node:crypto';
import { type ConditionalPrice, type ModelInfo, type ModelPrice, type Provider, waitForUpdate } from '@pydantic/genai-prices';
import { type Id, idOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { currency, divideHalfEven, MONEY_DECIMALS } from '../../kernel/money.js';
import { findModel } from './matching.rules.js';
import {
  type ClassPrice,
  type ClassPrices,
  type DailyWindow,
  entryAt,
  type PriceEntry,
  type PriceSpan,
  type UsageClass,
} from './pricing.rules.js';

/**
 * List prices, read from the data of `@pydantic/genai-prices`: in USD, effective-dated. The data holds JavaScript
 * numbers; here, and nowhere else, each becomes a decimal, through the shortest text that names it (`String(n)`).
 */
export class Catalogue {
  private readonly entriesOf = new Map<ModelInfo, readonly PriceEntry[]>();
  private byId: ReadonlyMap<Id<'price'>, PriceEntry> | undefined;
  private readonly found = new Map<string, readonly PriceEntry[]>();

  constructor(readonly providers: readonly Provider[]) {}

  /** The price of a model at an instant; `undefined` where the provider or the model is unknown. */
  findPrice(provider: string, model: string, at: Date): PriceEntry | undefined {
    return entryAt(this.entriesFor(provider, model), at);
  }

  /** Every model's price at an instant, by provider and model. */
  pricesAt(at: Date): PriceEntry[] {
    return this.providers.flatMap((provider) => provider.models.flatMap((model) => entryAt(this.entries(provider, model), at) ?? []));
  }

  /** A price by its id; `undefined` where there is none. */
  priceOf(id: Id<'price'>): PriceEntry | undefined {
    this.byId ??= new Map(
      this.providers
        .flatMap((provider) => provider.models.flatMap((model) => this.entries(provider, model)))
        .map((entry) => [entry.id, entry]),
    );
    return this.byId.get(id);
  }

  private entriesFor(provider: string, model: string): readonly PriceEntry[] {
    const key = JSON.stringify([provider, model]);
    const known = this.found.get(key);
    if (known !== undefined) return known;

    const match = findModel(this.providers, provider, model);
    const entries = match === undefined ? [] : this.entries(match.provider, match.model);
    // Names come from outside, so the memory is bounded; finding a model again costs little.
    if (this.found.size >= REMEMBERED_NAMES) this.found.clear();
    this.found.set(key, entries);
    return entries;
  }

  private entries(provider: Provider, model: ModelInfo): readonly PriceEntry[] {
    let entries = this.entriesOf.get(model);
    if (entries === undefined) {
      entries = entriesOfModel(provider, model);
      this.entriesOf.set(model, entries);
    }
    return entries;
  }
}

const REMEMBERED_NAMES = 5_000;
const USD = currency('USD');

/** Where list prices come from. */
export const PRICE_SOURCE = 'genai-prices 0.1.8';

/** Without an update the package answers with the data it was published with. */
const bundled = await waitForUpdate();
invariant(bundled !== null, 'the price data is part of its package');
export const catalogue = new Catalogue(bundled);

function entriesOfModel(provider: Provider, model: ModelInfo): PriceEntry[] {
  const conditional = conditionalPrices(model);
  const starts = conditional.map(({ constraint }) => startOf(constraint));
  return conditional.map(({ constraint, prices }, index) => {
    const span = { effectiveFrom: starts[index] ?? null, effectiveTo: null, daily: dailyOf(constraint) };
    return {
      id: priceId(provider.id, model.id, span),
      provider: provider.id,
      model: model.id,
      currency: USD,
      ...span,
      // A price ends when a later one begins; those of a part of the day stand beside it.
      effectiveTo: span.daily === null ? (starts.slice(index + 1).find((start) => start !== null) ?? null) : null,
      prices: classPricesOf(prices),
    };
  });
}

function conditionalPrices({ prices }: ModelInfo): readonly ConditionalPrice[] {
  return Array.isArray(prices) ? prices : [{ prices }];
}

/** List prices are not in the database, so their id comes from what they are the price of: the same in every process. */
function priceId(provider: string, model: string, { effectiveFrom, daily }: PriceSpan): Id<'price'> {
  const hash = createHash('sha256')
    .update(JSON.stringify([provider, model, effectiveFrom, daily]))
    .digest();
  // Version 8, variant 1: a uuid of our own making.
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return idOf('price', hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
}

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
function classPricesOf(prices: ModelPrice): ClassPrices {
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
