import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { calcPrice, type Provider } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { itWithSharedData } from '../../../test/support/shared-data.js';
import { decimalOf, divideHalfEven, unitsOf } from '../../kernel/money.js';
import { Catalogue, catalogue, decimalUnits, PRICE_SOURCE } from './catalogue.js';
import { extractUsage } from './extract-usage.js';
import { priceWarnings } from './generated/price-warnings.js';
import { costOf, priceUsage, type UsageClass, usageClasses } from './pricing.rules.js';

const november = new Date('2026-11-21T12:00:00Z');

function priceOf(provider: string, model: string, usageClass: UsageClass, at = november): string | undefined {
  const found = catalogue.findPrice(provider, model, at)?.prices[usageClass];
  return found === undefined ? undefined : `${decimalOf(found.price)}/${found.unitQuantity}`;
}

describe('a number of the price data', () => {
  it.each([
    [0.1, '0.1', false],
    [3, '3', false],
    [0, '0', false],
    [1e-7, '0.0000001', false],
    [2.5e-7, '0.00000025', false],
    [1e21, '1000000000000000000000', false],
    [1.5e21, '1500000000000000000000', false],
    [1e-10, '0.0000000001', false],
    [0.18000000000000002, '0.18', true],
    [0.08333333333333334, '0.0833333333', true],
    [2.5e-10, '0.0000000002', true],
    [3.5e-10, '0.0000000004', true],
  ])('%s is the decimal %s (rounded: %s)', (number, decimal, rounded) => {
    expect(decimalUnits(number)).toEqual({ units: unitsOf(decimal), rounded });
  });

  it('a decimal of ten places survives being a number, as long as a number can tell it from its neighbors', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 15n), (units) => {
        expect(decimalUnits(Number(decimalOf(units)))).toEqual({ units, rounded: false });
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1])('%s is no price', (number) => {
    expect(() => decimalUnits(number)).toThrow('a price is a number that is not negative');
  });
});

describe('the catalogue', () => {
  it.each<[string, string, UsageClass, string | undefined]>([
    ['anthropic', 'claude-sonnet-4-5-20250929', 'INPUT', '3/1000000'],
    ['Anthropic', 'CLAUDE-SONNET-4-5', 'CACHE_WRITE_5M', '3.75/1000000'],
    ['anthropic', 'claude-sonnet-4-5', 'CACHE_WRITE_1H', '6/1000000'],
    ['anthropic', 'claude-sonnet-4-5', 'TOOL_CALL', '10/1000'],
    ['openai', 'gpt-4o-mini', 'REASONING', '0.6/1000000'],
    ['litellm', 'anthropic/claude-sonnet-4-5', 'OUTPUT', '15/1000000'],
    ['perplexity', 'sonar', 'REQUEST', '12/1000'],
    ['openai', 'gpt-realtime', 'IMAGE_CACHE_READ', '0.5/1000000'],
    ['groq', 'llama-3.3-70b-versatile', 'TOOL_CALL', undefined],
    ['openai', 'whisper-1', 'AUDIO_IN', undefined],
    ['openai', 'claude-sonnet-4-5', 'INPUT', undefined],
    ['nobody', 'gpt-4o-mini', 'INPUT', undefined],
    ['openai', 'no-such-model', 'INPUT', undefined],
  ])('%s %s %s is %s', (provider, model, usageClass, expected) => {
    expect(priceOf(provider, model, usageClass)).toBe(expected);
  });

  it.each([
    ['2026-03-12T23:59:59.999Z', '1.200006'],
    ['2026-03-13T00:00:00.000Z', '0.600003'],
  ])('a prompt of 200,001 tokens at %s costs %s: the price is that of its own time', (at, expected) => {
    const entry = catalogue.findPrice('anthropic', 'claude-sonnet-4-6', new Date(at));
    const pricing = entry && priceUsage({ INPUT: 200_001n }, entry);
    expect(pricing).toMatchObject({ status: 'PRICED' });
    expect(pricing?.status === 'PRICED' && decimalOf(pricing.cost.units)).toBe(expected);
  });

  it.each([
    ['2026-08-16T02:00:00.000Z', '0.435', '0.87'],
    ['2026-08-16T23:59:59.999Z', '0.435', '0.87'],
    ['2026-08-17T00:00:00.000Z', '0.66', '1.98'],
    ['2026-08-17T00:59:59.999Z', '0.66', '1.98'],
    ['2026-08-17T01:00:00.000Z', '1.32', '3.96'],
    ['2026-08-17T03:59:59.999Z', '1.32', '3.96'],
    ['2026-08-17T04:00:00.000Z', '0.66', '1.98'],
    ['2026-11-21T06:00:00.000Z', '1.32', '3.96'],
  ])('at %s deepseek-v4-pro costs %s and %s: a price for hours of the day holds from its first day on', (at, input, output) => {
    const instant = new Date(at);
    expect(['INPUT', 'OUTPUT'].map((one) => priceOf('deepseek', 'deepseek-v4-pro', one as UsageClass, instant))).toEqual([
      `${input}/1000000`,
      `${output}/1000000`,
    ]);
  });

  it('a price for hours of the day without a first day is not applied, and that is said', () => {
    const instants = [new Date('2026-11-21T00:30:00Z'), new Date('2026-11-21T16:30:00Z')];
    const [day, night] = instants.map((at) => catalogue.findPrice('deepseek', 'deepseek-reasoner', at));
    expect(day).toBe(night);
    expect(day?.daily).toBeNull();
    expect(day?.warnings.map(({ message }) => message)).toEqual([expect.stringContaining('from which day on')]);
  });

  it.each([
    ['github-copilot', 'claude-fable-5.1', 'CACHE_READ'],
    // Behind a maker who takes less now.
    ['openrouter', 'google/gemini-2.5-pro', 'CACHE_READ'],
    ['openrouter', 'google/gemini-2.5-flash', 'CACHE_READ'],
    ['openrouter', 'google/gemini-2.5-flash-preview-09-2025', 'CACHE_READ'],
  ] as const)('%s %s: what is read from its cache is dearer than at its maker, and unpriced', (provider, model, usageClass) => {
    const entry = catalogue.findPrice(provider, model, november);
    expect(entry?.prices[usageClass]).toBeUndefined();
    expect(entry?.prices.INPUT).toBeDefined();
    expect(entry?.warnings.map((warning) => warning.usageClass)).toEqual([usageClass]);
    expect(catalogue.warnings()).toContainEqual(expect.stringContaining(`${provider} ${model}: `));
  });

  it('leaves little of the list out, and a server knows what before it starts', () => {
    expect(catalogue.warnings().length).toBeLessThan(10);
    expect(priceWarnings).toEqual(catalogue.warnings());
  });

  it('says which price comes from a wider class', () => {
    const prices = catalogue.findPrice('openai', 'gpt-4o-mini', november)?.prices;
    expect(prices?.REASONING?.inheritedFrom).toBe('OUTPUT');
    expect(prices?.OUTPUT?.inheritedFrom).toBeNull();
  });

  it('flags the prices that were rounded, and only those', () => {
    const rounded = catalogue
      .pricesAt(november)
      .filter((entry) =>
        usageClasses.some((usageClass) => entry.prices[usageClass]?.inheritedFrom === null && entry.prices[usageClass]?.rounded),
      );
    expect(rounded.map((entry) => entry.model)).toContain('Qwen/Qwen3-VL-8B-Instruct');
    expect(rounded.length).toBeLessThan(20);
  });

  it('says the same of every name in whatever order it is asked, and finds each price by its id in another process', () => {
    const names = [
      ['azure', 'gpt-4o-mini'],
      ['openai', 'gpt-4o-mini'],
      ['google', 'claude-sonnet-4-5'],
      ['azure', 'claude-sonnet-4-5'],
      ['anthropic', 'claude-sonnet-4-5'],
    ] as const;
    const asked = (order: ReadonlyArray<(typeof names)[number]>) => {
      const fresh = new Catalogue(catalogue.providers);
      const found = order.map(([provider, model]) => [`${provider} ${model}`, fresh.findPrice(provider, model, november)] as const);
      return Object.fromEntries(found.map(([name, entry]) => [name, entry && [entry.id, entry.provider, entry.borrowedFrom]]));
    };
    expect(asked(names)).toEqual(asked(names.toReversed()));
    const { id } = catalogue.findPrice('azure', 'gpt-4o-mini', november) ?? {};
    expect(id && new Catalogue(catalogue.providers).priceOf(id)).toMatchObject({
      provider: 'azure',
      borrowedFrom: 'openai',
      model: 'gpt-4o-mini',
    });
  });

  it('a price that the provider publishes itself is not borrowed; one that it does not is, and is another price', () => {
    const [own, borrowed] = ['openai', 'azure'].map((provider) => catalogue.findPrice(provider, 'gpt-4o-mini', november));
    expect([own?.provider, own?.borrowedFrom, borrowed?.provider, borrowed?.borrowedFrom]).toEqual(['openai', null, 'azure', 'openai']);
    expect(borrowed?.id).not.toBe(own?.id);
    expect(borrowed?.prices).toEqual(own?.prices);
    expect(catalogue.findPrice('azure', 'o4-mini', november)?.borrowedFrom).toBeNull();
  });

  it('a price that says something else has another id; its end is not part of it', () => {
    const list = (prices: unknown) =>
      new Catalogue([
        { id: 'p', name: 'P', api_pattern: '', models: [{ id: 'm', match: { equals: 'm' }, prices }] },
      ] as unknown as Provider[]);
    const before = list({ input_mtok: 1 }).findPrice('p', 'm', november)?.id;
    expect(list({ input_mtok: 2 }).findPrice('p', 'm', november)?.id).not.toBe(before);
    const later = { constraint: { start_date: '2026-12-01', type: 'start_date' }, prices: { input_mtok: 2 } };
    expect(list([{ prices: { input_mtok: 1 } }, later]).findPrice('p', 'm', november)?.id).toBe(before);
  });

  it('gives every price an id of its own, and finds it by that', () => {
    const prices = catalogue.pricesAt(november);
    expect(new Set(prices.map(({ id }) => id)).size).toBe(prices.length);
    expect(prices.every((price) => catalogue.priceOf(price.id) === price)).toBe(true);
  });

  it('ends a price where the next one begins', () => {
    const before = catalogue.findPrice('anthropic', 'claude-sonnet-4-6', new Date('2026-03-12T00:00:00Z'));
    const after = catalogue.findPrice('anthropic', 'claude-sonnet-4-6', november);
    expect([before?.effectiveFrom, before?.effectiveTo]).toEqual([null, new Date('2026-03-13T00:00:00Z')]);
    expect([after?.effectiveFrom, after?.effectiveTo]).toEqual([new Date('2026-03-13T00:00:00Z'), null]);
  });

  it('names the version of the price list that is installed', () => {
    const { dependencies } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    expect(PRICE_SOURCE).toBe(`genai-prices ${dependencies['@pydantic/genai-prices']}`);
  });

  it('lists every model once at an instant', () => {
    const names = catalogue.pricesAt(november).map((entry) => `${entry.provider} ${entry.model}`);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(1_600);
  });

  it('finds the model and the price that the package finds, for every model of every provider', () => {
    const counts = { INPUT: 1_000_000n, OUTPUT: 1_000_000n };
    const differing = catalogue.providers.flatMap((provider) =>
      provider.models.flatMap((model) => {
        const theirs = calcPrice({ input_tokens: 1_000_000, output_tokens: 1_000_000 }, model.id, {
          providerId: provider.id,
          timestamp: november,
        });
        const entry = catalogue.findPrice(provider.id, model.id, november);
        // Some rows have no name at all for the package; what the list calls them is one for us.
        if (theirs == null && entry?.model === model.id) return [];
        if (theirs?.model.id !== entry?.model) return [`${provider.id} ${model.id}`];
        // Hours without a first day are applied by the package.
        if (entry?.warnings.some(({ usageClass }) => usageClass === null)) return [];
        const ours = entry && priceUsage(counts, entry);
        // The package charges nothing for a class without price and adds floats; we do neither, so close is equal.
        if (ours?.status !== 'PRICED' || theirs === null) return [];
        return Math.abs(Number(decimalOf(ours.cost.units)) - theirs.total_price) < 1e-6 ? [] : [`${provider.id} ${model.id}`];
      }),
    );
    expect(differing).toEqual([]);
  });
});

describe('reading usage out of responses', () => {
  it('Anthropic counts cached tokens beside its input', () => {
    const body = {
      model: 'claude-sonnet-4-5-20250929',
      usage: { input_tokens: 3, cache_creation_input_tokens: 12_304, cache_read_input_tokens: 0, output_tokens: 550 },
    };
    expect(extractUsage('anthropic', body)).toEqual({
      model: 'claude-sonnet-4-5-20250929',
      counts: { INPUT: 3n, CACHE_WRITE_5M: 12_304n, OUTPUT: 550n },
      unclassed: [],
    });
  });

  it('OpenAI counts cached tokens within its input', () => {
    const body = {
      model: 'gpt-4o',
      usage: {
        prompt_tokens: 2_006,
        completion_tokens: 300,
        prompt_tokens_details: { cached_tokens: 1_920 },
        completion_tokens_details: { reasoning_tokens: 100 },
      },
    };
    expect(extractUsage('openai', body, 'chat').counts).toEqual({ INPUT: 86n, CACHE_READ: 1_920n, OUTPUT: 200n, REASONING: 100n });
  });

  it('cache writes are told apart by how long they live', () => {
    const usage = {
      input_tokens: 1,
      output_tokens: 1,
      cache_creation_input_tokens: 30,
      cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 20 },
    };
    expect(extractUsage('anthropic', { model: 'm', usage }).counts).toEqual({
      INPUT: 1n,
      OUTPUT: 1n,
      CACHE_WRITE_5M: 10n,
      CACHE_WRITE_1H: 20n,
    });
  });

  it('names what cannot be priced instead of dropping it', () => {
    expect(extractUsage('mistral', { model: 'mistral-ocr-latest', usage_info: { pages_processed: 4 } }, 'ocr').unclassed).toEqual([
      'input_document_pages',
    ]);
  });

  it.each<[string, string, unknown, string | undefined]>([
    [
      'more cached than read',
      'openai',
      { model: 'gpt-4o', usage: { prompt_tokens: 5, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 6 } } },
      'chat',
    ],
    ['a negative count', 'anthropic', { model: 'm', usage: { input_tokens: -1, output_tokens: 1 } }, undefined],
    ['half a token', 'anthropic', { model: 'm', usage: { input_tokens: 1.5, output_tokens: 1 } }, undefined],
    ['no usage', 'anthropic', { model: 'm' }, undefined],
    ['no object', 'anthropic', 'text', undefined],
    ['an unknown provider', 'nobody', {}, undefined],
    ['an unknown flavor', 'openai', {}, 'telegraph'],
    ['several flavors and none named', 'openai', {}, undefined],
  ])('refuses a body with %s', (_, provider, body, flavor) => {
    expect(() => extractUsage(provider, body, flavor)).toThrow(expect.objectContaining({ code: 'VALIDATION' }));
  });
});

interface OracleAnswer {
  readonly provider_id: string;
  readonly api_flavor: string;
  readonly input_price?: string;
  readonly output_price?: string;
  /** Given where it is more than input and output: searches. */
  readonly total_price?: string;
}

interface OracleCase {
  readonly body: Record<string, unknown>;
  readonly extracted: ReadonlyArray<{ readonly extractors: readonly OracleAnswer[] }>;
}

describe('an independent oracle', () => {
  /** The instant the data set was priced at: its generator, pydantic/genai-prices tests/dataset/extract_usages.py, says so. */
  const pricedAt = new Date('2025-11-06T12:00:00Z');

  /**
   * The oracle gives the first two the price of a shorter name (`deepseek-r1`, `claude-sonnet-4`), and knows neither the path of the
   * third nor what the list itself calls the rows of the others.
   */
  const namedOtherwise = new Set([
    'deepseek deepseek-r1-distill-llama-70b',
    'google claude-sonnet-4-5-20250929',
    'google models/gemini-2.5-pro',
    'fireworks gpt-oss-120b',
    'fireworks deepseek-v4-flash',
  ]);

  itWithSharedData(
    'expects of each real response the prices we give it, to the last decimal, and none where we give none',
    ['fixtures/provider-responses-priced/usages.json', 'prices/genai-prices.v2.data.json'],
    (usages, data) => {
      const prices = new Catalogue(data as Provider[]);
      const expected = (usages as OracleCase[]).flatMap(({ body, extracted }) =>
        extracted.flatMap(({ extractors }) => extractors.map((answer) => ({ body, answer }))),
      );

      const differing = expected.filter(({ body, answer }) => {
        if (namedOtherwise.has(`${answer.provider_id} ${body.model ?? body.modelVersion}`)) return false;
        const { input, output, total } = pricesOf(prices, body, answer);
        const expectedTotal =
          answer.total_price === undefined ? plus(answer.input_price, answer.output_price) : decimal(answer.total_price);
        return input !== decimal(answer.input_price) || output !== decimal(answer.output_price) || total !== expectedTotal;
      });

      expect(differing).toEqual([]);
      expect(expected.filter(({ answer }) => answer.input_price !== undefined).length).toBeGreaterThan(1_700);
    },
  );

  const outputClasses: readonly UsageClass[] = ['OUTPUT', 'REASONING', 'AUDIO_OUT', 'IMAGE', 'VIDEO', 'CITATION'];
  const neitherClasses: readonly UsageClass[] = ['REQUEST', 'TOOL_CALL'];

  function pricesOf(prices: Catalogue, body: unknown, answer: OracleAnswer): { input?: string; output?: string; total?: string } {
    const { model, counts } = extractUsage(answer.provider_id, body, answer.api_flavor, prices.providers);
    const entry = model === null ? undefined : prices.findPrice(answer.provider_id, model, pricedAt);
    const pricing = entry && priceUsage(counts, entry);
    if (pricing?.status !== 'PRICED') return {};
    const ofClasses = (keep: (usageClass: UsageClass) => boolean): string =>
      decimalOf(costOf(pricing.lines.filter(({ usageClass }) => keep(usageClass))));
    return {
      input: ofClasses((usageClass) => !outputClasses.includes(usageClass) && !neitherClasses.includes(usageClass)),
      output: ofClasses((usageClass) => outputClasses.includes(usageClass)),
      total: ofClasses(() => true),
    };
  }

  function plus(a: string | undefined, b: string | undefined): string | undefined {
    return a === undefined || b === undefined ? undefined : decimalOf(unitsOf(decimal(a) ?? '') + unitsOf(decimal(b) ?? ''));
  }

  /** The oracle writes Python decimals: `0.00`, `7E-7`. */
  function decimal(text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const [, whole = '', fraction = '', exponent = '0'] = /^(\d+)(?:\.(\d+))?(?:E([+-]\d+))?$/.exec(text) ?? [];
    const shift = 10 + Number(exponent) - fraction.length;
    const digits = BigInt(whole + fraction);
    return decimalOf(shift >= 0 ? digits * 10n ** BigInt(shift) : divideHalfEven(digits, 10n ** BigInt(-shift)));
  }
});
