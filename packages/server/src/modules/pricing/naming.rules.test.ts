import { describe, expect, it } from '@jest/globals';
import type { MatchLogic } from '@pydantic/genai-prices';
import { decimalOf } from '../../kernel/money.js';
import { catalogue } from './catalogue.js';

const november = new Date('2026-11-21T12:00:00Z');

/** Every name the list has as it is, with its row. */
const listed = catalogue.providers.flatMap(({ id: provider, models }) =>
  models.flatMap((model) => [...new Set([model.id, ...equalsOf(model.match)])].map((name) => ({ provider, model: model.id, name }))),
);
/** And what it says to be the beginning of one; of any provider, since one may charge the prices of another. */
const own = new Set(listed.map(({ name }) => name.toLowerCase()));
// It never goes without.
own.add('computer-use-preview');
for (const { models } of catalogue.providers)
  for (const { match } of models) for (const name of beginningsOf(match)) own.add(name.toLowerCase());

function equalsOf(logic: MatchLogic): string[] {
  if ('or' in logic) return logic.or.flatMap(equalsOf);
  return 'equals' in logic ? [logic.equals] : [];
}

function beginningsOf(logic: MatchLogic): string[] {
  if ('or' in logic) return logic.or.flatMap(beginningsOf);
  if ('and' in logic) return logic.and.flatMap(beginningsOf);
  return 'starts_with' in logic ? [logic.starts_with] : [];
}

describe('a name that goes on behind one of the list', () => {
  const suffixes = [
    '-mini',
    '-nano',
    '-pro',
    '.1',
    '-fast',
    ':batch',
    '-prod',
    '-preview',
    '-turbo',
    '-lite',
    '-v2',
    '-2',
    '-high',
    ':flex',
    '/x',
    ' 2',
    '@x',
  ];
  it.each(suffixes)('with %s is another model, unless the list has it', (suffix) => {
    const shorter = listed.filter(({ provider, model, name }) => {
      const longer = `${name}${suffix}`;
      if (own.has(longer.toLowerCase())) return false;
      return catalogue.findPrice(provider, longer, november)?.model === model;
    });
    expect(shorter.map(({ provider, name }) => `${provider} ${name}`)).toEqual([]);
  });

  it.each(['my-', 'x', 'us-gov.', 'eu-west-1/', 'ft:', '../'])('and one that begins with %s is another model', (prefix) => {
    const same = listed.filter(({ provider, model, name }) => {
      const longer = `${prefix}${name}`;
      if (own.has(longer.toLowerCase())) return false;
      return catalogue.findPrice(provider, longer, november)?.model === model;
    });
    // The list itself says that a government region of Bedrock costs what other regions do, row by row.
    expect(
      same.filter(({ provider }) => !(provider === 'aws' && prefix === 'us-gov.')).map(({ provider, name }) => `${provider} ${name}`),
    ).toEqual([]);
  });
});

it.each([
  'models/',
  'publishers/google/models/',
  'publishers/anthropic/models/',
  'projects/p-1/locations/global/publishers/google/models/',
])('a name at Google costs the same behind %s, also one whose price it takes from another list', (path) => {
  const names = [...new Set(listed.filter(({ provider }) => provider === 'google' || provider === 'anthropic').map(({ name }) => name))];
  const dated = names.map((name) => `${name}@20251101`);
  const idOf = (name: string) => catalogue.findPrice('google', name, november)?.id;
  expect(names.filter((name) => catalogue.findPrice('google', name, november)?.borrowedFrom === 'anthropic').length).toBeGreaterThan(3);
  expect([...names, ...dated].filter((name) => !name.includes('/') && idOf(`${path}${name}`) !== idOf(name))).toEqual([]);
});

const UNPRICED = 'UNPRICED';

describe('model ids as they are logged (cases.md §7)', () => {
  it.each<[string, string, string]>([
    ['anthropic', 'claude-sonnet-4-5-20250929', '3/15'],
    ['anthropic', 'claude-sonnet-4-5', '3/15'],
    ['openrouter', 'anthropic/claude-sonnet-4.5', '3/15'],
    ['google', 'claude-sonnet-4-5@20250929', '3/15'],
    ['litellm', 'vertex_ai/claude-sonnet-4-5@20250929', '3/15'],
    ['aws', 'anthropic.claude-sonnet-4-5-20250929-v1:0', '3.3/16.5'],
    ['aws', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', '3.3/16.5'],
    ['aws', 'global.anthropic.claude-sonnet-4-5-20250929-v1:0', '3/15'],
    ['litellm', 'bedrock/us.anthropic.claude-3-5-haiku-20241022-v1:0', '0.8/4'],
    ['litellm', 'bedrock/us-gov-west-1/anthropic.claude-3-5-sonnet-20240620-v1:0', UNPRICED],
    ['aws', 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/0xumpou8xusv', UNPRICED],
    ['aws', 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0', '3.3/16.5'],
    ['aws', 'apac.anthropic.claude-sonnet-4-20250514-v1:0', '3/15'],
    ['aws', 'us.anthropic.claude-opus-4-1-20250805-v1:0', '15/75'],
    ['aws', 'us.anthropic.claude-opus-4-5-20251101-v1:0', '5.5/27.5'],
    ['aws', 'us.anthropic.claude-haiku-4-5-20251001-v1:0', '1.1/5.5'],
    ['aws', 'global.anthropic.claude-opus-4-6-v1', '5/25'],
    ['anthropic', 'claude-opus-5', '5/25'],
    ['anthropic', 'claude-opus-5-5', '4/20'],
    ['google', 'claude-opus-5@default', '5/25'],
    ['google', 'claude-opus-4-5@20251101', '5/25'],
    ['google', 'publishers/anthropic/models/claude-opus-4-5@20251101', '5/25'],
    ['google', 'projects/acme/locations/global/publishers/anthropic/models/claude-opus-4-5@20251101', '5/25'],
    ['google', 'projects/acme/locations/us-east5/publishers/anthropic/models/claude-opus-4-5@20251101', UNPRICED],
    ['litellm', 'vertex_ai/publishers/anthropic/models/claude-opus-4-5@20251101', '5/25'],
    ['anthropic', 'publishers/anthropic/models/claude-opus-4-5', UNPRICED],
    ['google', 'publishers/meta/models/claude-opus-4-5', UNPRICED],
    ['litellm', 'vertex_ai/claude-opus-5@default', '5/25'],
    ['anthropic', 'claude-3-haiku-20240307', '0.25/1.25'],
    ['anthropic', 'claude-sonnet-5', '2/10'],
    ['openai', 'gpt-4o', '2.5/10'],
    ['openai', 'gpt-4o-2024-08-06', '2.5/10'],
    ['openai', 'gpt-4o-2024-11-20', '2.5/10'],
    ['openai', 'chatgpt-4o-latest', '5/15'],
    ['openai', 'gpt-4o-mini-2024-07-18', '0.15/0.6'],
    ['openai', 'ft:gpt-4o-mini-2024-07-18:personal::AbCdEfGh', '0.3/1.2'],
    ['openai', 'ft:gpt-4o-2024-08-06:acme::x1', '3.75/15'],
    ['openai', 'ft:gpt-4.1-mini-2025-04-14:acme::x1', UNPRICED],
    ['openai', 'ft:o4-mini-2025-04-16:acme::x1', UNPRICED],
    ['azure', 'GPT4-TURBO', UNPRICED],
    ['azure', 'chatgpt-v-2', UNPRICED],
    ['azure', 'gpt4-11', UNPRICED],
    ['litellm', 'azure/global-standard/gpt-4o-2024-08-06', '2.5/10'],
    ['litellm', 'azure/gpt-4o-mini', UNPRICED],
    ['openai', 'gpt-5.4', '2.5/15'],
    ['openai', 'gpt-5-4', '2.5/15'],
    ['openai', 'gpt-5.4-2026-03-05', '2.5/15'],
    ['openai', 'gpt-5.4-mini', '0.75/4.5'],
    ['openai', 'gpt-5.4-nano', '0.2/1.25'],
    ['openai', 'gpt-5.6-luna', '0.2/1.2'],
    ['openai', 'gpt-5.6', '4/20'],
    ['openai', 'gpt-5.6-sol', '4/20'],
    ['google', 'models/gemini-2.5-pro', '1.25/10'],
    ['litellm', 'gemini/gemini-2.5-pro', '1.25/10'],
    ['openrouter', 'google/gemini-2.5-pro', '1.25/10'],
    ['openrouter', 'anthropic/claude-3.7-sonnet:thinking', '3/15'],
    ['openrouter', 'anthropic/claude-3.7-sonnet:beta', '3/15'],
    ['openrouter', 'deepseek/deepseek-r1:free', '0/0'],
    ['openrouter', 'z-ai/glm-4.6:exacto', UNPRICED],
    ['github-copilot', 'Auto: Claude Haiku 4.5', UNPRICED],
    ['github-copilot', 'claude-opus-4.8-fast', '10/50'],
    ['github-copilot', 'claude-opus-4.8', '5/25'],
    ['x-ai', 'grok-4', '3/15'],
    ['x-ai', 'grok-4-0709', '3/15'],
    ['litellm', 'xai/grok-4-latest', '3/15'],
    ['aws', 'us.amazon.nova-pro-v1:0', '0.8/3.2'],
    ['aws', 'us.meta.llama3-3-70b-instruct-v1:0', '0.72/0.72'],
    // Siblings.
    ['anthropic', 'claude-opus-4-8:batch', UNPRICED],
    ['anthropic', 'claude-opus-4-8-fast', UNPRICED],
    ['anthropic', 'claude-haiku-4-5-prod', UNPRICED],
    ['anthropic', 'claude-opus-4-15', UNPRICED],
    ['anthropic', 'claude-2.1', UNPRICED],
    ['aws', 'amazon.nova-pro-v2:0', UNPRICED],
    ['aws', 'amazon.titan-embed-text-v3:0', UNPRICED],
    ['openai', 'ft:gpt-4o-2024-08-06:acme::x1:batch', UNPRICED],
    ['openai', 'gpt-5-nano-2025-08-07', '0.05/0.4'],
    ['deepseek', 'deepseek-r1-distill-llama-70b', UNPRICED],
    ['mistral', 'magistral-medium-2506', '2/5'],
    ['google', 'gemini-2.5-pro-preview-tts', '1/20'],
    ['google', 'gemini-2.5-pro-something-tts', UNPRICED],
    ['google', 'gemini-3.5-flash-001', '1.5/9'],
    ['google', 'gemini-3.5-flash-2', UNPRICED],
    ['aws', 'regional.anthropic.claude-opus-5', '5.5/27.5'],
    ['openai', 'computer-use-preview-2025-03-11', '3/12'],
  ])('%s %s costs %s', (provider, model, expected) => {
    const entry = catalogue.findPrice(provider, model, november);
    const prices = [entry?.prices.INPUT, entry?.prices.OUTPUT].map((price) => price && decimalOf(price.price));
    expect(entry === undefined ? UNPRICED : prices.join('/')).toBe(expected);
  });

  it.each([
    ['2026-07-29T23:59:59.999Z', 'gpt-5.6-luna', '1'],
    ['2026-07-30T00:00:00.000Z', 'gpt-5.6-luna', '0.2'],
    ['2026-08-20T23:59:59.999Z', 'gpt-5.6', '5'],
    ['2026-08-21T00:00:00.000Z', 'gpt-5.6', '4'],
  ])('at %s the input of %s costs %s', (at, model, expected) => {
    const price = catalogue.findPrice('openai', model, new Date(at))?.prices.INPUT?.price;
    expect(price && decimalOf(price)).toBe(expected);
  });
});

describe('the name of a provider', () => {
  it.each([
    ['OpenAI', 'openai'],
    ['openai-chat', 'openai'],
    ['openai-responses', 'openai'],
    ['azure.ai.openai', 'azure'],
    ['azure_openai', 'azure'],
    ['aws.bedrock', 'aws'],
    ['amazon-bedrock', 'aws'],
    ['anthropic_bedrock', 'aws'],
    ['vertex_ai', 'google'],
    ['google-vertex', 'google'],
    ['gcp.vertex_ai', 'google'],
    ['github_copilot', 'github-copilot'],
    ['xAI', 'x-ai'],
    ['mistral_ai', 'mistral'],
    ['openai-compatible', undefined],
    ['not-anthropic', undefined],
    ['openai proxy of somebody', undefined],
  ])('%s means %s', (name, expected) => {
    const models = { openai: 'gpt-4o', azure: 'gpt-4o', aws: 'amazon.nova-pro-v1:0', google: 'gemini-2.5-pro', 'x-ai': 'grok-4' };
    const model = { ...models, mistral: 'mistral-large-latest', 'github-copilot': 'gpt-5-mini' }[expected ?? 'openai'] ?? '';
    expect(catalogue.findModel(name, model)?.provider).toBe(expected);
  });
});
