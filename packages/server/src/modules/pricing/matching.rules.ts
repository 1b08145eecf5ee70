import type { MatchLogic, ModelInfo, Provider } from '@pydantic/genai-prices';
import { foldedName } from '../../kernel/name.js';
import { expressionOf, readsAs, sameNames, withoutPath } from './naming.rules.js';

/** Which provider and model of the price data a caller means. The data decides, as far as it says so; nothing is guessed. */
export interface FoundModel {
  /** Who sells it. */
  readonly provider: Provider;
  /** Whose price list it stands in: the provider's own, or one the provider charges the prices of. */
  readonly publisher: Provider;
  readonly model: ModelInfo;
}

/** @returns `undefined` where the provider or the model is unknown: usage of it is unpriced */
export function findModel(providers: readonly Provider[], providerName: string, modelName: string): FoundModel | undefined {
  const { providerId, modelId, borrows } = throughGateway(providers, foldedName(providerName), foldedName(modelName));
  const provider = findProvider(providers, providerId) ?? (providerId === GATEWAY ? providerOfModel(providers, modelId) : undefined);
  if (provider === undefined) return undefined;

  for (const publisher of [provider, ...(borrows ? lendersTo(provider, providers) : [])]) {
    const model = modelOf(publisher, modelId, provider) ?? modelOf(publisher, withDashedDate(modelId), provider);
    if (model !== undefined) return { provider, publisher, model };
  }
  return undefined;
}

/** Whose prices a provider charges for what it has no price of its own for. */
export function lendersTo(provider: Provider, providers: readonly Provider[]): Provider[] {
  return (provider.fallback_model_providers ?? []).flatMap((id) => providers.find((other) => other.id === id) ?? []);
}

/** By id, else by what the data, or `otherNames`, says the provider is also called. */
export function findProvider(providers: readonly Provider[], name: string): Provider | undefined {
  const id = foldedName(name);
  const known = otherNames[id.replace(/[^a-z0-9]+/g, ' ')] ?? id;
  return (
    providers.find((provider) => provider.id === known) ??
    providers.find((provider) => provider.provider_match !== undefined && isProviderName(provider, provider.provider_match, id))
  );
}

/** Names that hold the name of one provider and mean another. */
const otherNames: Readonly<Record<string, string>> = {
  'azure ai': 'azure',
  'azure ai inference': 'azure',
  'azure ai openai': 'azure',
  'azure openai': 'azure',
  azureopenai: 'azure',
};

/** The data names providers by a part of their names: what is beside that part has to be a word that says nothing of its own. */
function isProviderName({ id }: Provider, logic: MatchLogic, name: string): boolean {
  return partsOf(logic, name).some((parts) => {
    const rest = parts.reduce((text, part) => text.replace(part, ' '), name);
    return rest.split(/[^a-z0-9]+/).every((word) => word === '' || plainWords.includes(word) || (wordsOf[id] ?? []).includes(word));
  });
}

/** The alternatives of a rule that a name fits, each as the parts of the name that it speaks of. */
function partsOf(logic: MatchLogic, name: string): string[][] {
  if ('or' in logic) return logic.or.flatMap((part) => partsOf(part, name));
  if ('and' in logic) {
    return logic.and.reduce<string[][]>(
      (all, part) => all.flatMap((parts) => partsOf(part, name).map((more) => [...parts, ...more])),
      [[]],
    );
  }
  if (!matches(logic, name)) return [];
  if ('equals' in logic || 'regex' in logic) return [[name]];
  return [Object.values(logic).map((literal: string) => literal.toLowerCase())];
}

const plainWords = ['ai', 'api', 'chat', 'com', 'completions', 'models', 'responses', 'sdk'];

/** A host is called by the makers whose models it runs as well. */
const wordsOf: Readonly<Record<string, readonly string[]>> = {
  aws: ['amazon', 'anthropic', 'aws', 'bedrock', 'converse', 'runtime'],
  cloudflare: ['workers'],
  'github-copilot': ['github'],
  google: ['anthropic', 'cloud', 'gcp', 'gemini', 'gen', 'genai', 'generative', 'gla', 'google', 'vertex'],
};

const GATEWAY = 'litellm';

interface Asked {
  readonly providerId: string;
  readonly modelId: string;
  /** Whether the name may take the price of another provider's list. */
  readonly borrows: boolean;
}

/**
 * The gateway writes `anthropic/claude-…` as a model: the provider is what stands before the slash. Its `azure/…` are deployments in
 * one region, which have prices of their own; `azure/global-standard/…` have those of the maker.
 */
function throughGateway(providers: readonly Provider[], providerId: string, modelId: string): Asked {
  const slash = modelId.indexOf('/');
  const asked = { providerId, modelId, borrows: true };
  if (providerId !== GATEWAY || slash < 1 || slash === modelId.length - 1) return asked;
  const behind = findProvider(providers, modelId.slice(0, slash));
  if (behind === undefined) return asked;
  const rest = modelId.slice(slash + 1);
  if (behind.id !== 'azure') return { providerId: behind.id, modelId: rest, borrows: true };
  return rest.startsWith(GLOBAL_DEPLOYMENT)
    ? { providerId: behind.id, modelId: rest.slice(GLOBAL_DEPLOYMENT.length), borrows: true }
    : { providerId: behind.id, modelId: rest, borrows: false };
}

const GLOBAL_DEPLOYMENT = 'global-standard/';

function providerOfModel(providers: readonly Provider[], modelId: string): Provider | undefined {
  return providers.find((provider) => provider.model_match !== undefined && matches(provider.model_match, modelId));
}

/** The model in the list of who makes it, by the name that somebody who sells it uses: `anthropic/claude-opus-5.5` is `claude-opus-5-5`. */
export function findMaker(providers: readonly Provider[], modelId: string): Omit<FoundModel, 'publisher'> | undefined {
  const name = foldedName(modelId.slice(modelId.lastIndexOf('/') + 1));
  const provider = providerOfModel(providers, name);
  const model = provider && (modelOf(provider, name) ?? modelOf(provider, name.replace(/\./g, '-')));
  return provider === undefined || model === undefined ? undefined : { provider, model };
}

/** The model with this very name, else the first whose name it is under the rules of the source, without a path of its seller. */
function modelOf(provider: Provider, asWritten: string, seller = provider): ModelInfo | undefined {
  const { exact, expressions, open } = namesOf(provider);
  const name = withoutPath(seller.id, asWritten);
  return (
    exact.get(asWritten) ??
    exact.get(name) ??
    expressions.find(([expression]) => expression.exec(name)?.[0] === name)?.[1] ??
    open.find((model) => readsAs(provider.id, model, name))
  );
}

interface Names {
  readonly exact: ReadonlyMap<string, ModelInfo>;
  readonly expressions: ReadonlyArray<readonly [RegExp, ModelInfo]>;
  /** Models of which the data has parts of names. */
  readonly open: readonly ModelInfo[];
}

/** Read once: names come by the thousand, and the list does not change. */
const namesRead = new WeakMap<Provider, Names>();

function namesOf(provider: Provider): Names {
  const known = namesRead.get(provider);
  if (known !== undefined) return known;
  const all = provider.models.flatMap((model) => sameNames(model.match).map((name) => [name, model] as const));
  const ids = provider.models.map((model) => [model.id.toLowerCase(), model] as const);
  const names: Names = {
    // The first of the list wins. What a row is called in the list is a name of it, too, unless the list says otherwise.
    exact: new Map([...all.filter((one): one is [string, ModelInfo] => typeof one[0] === 'string'), ...ids].reverse()),
    expressions: all.flatMap(([name, model]) => (typeof name === 'string' ? [] : [[name, model] as const])),
    open: provider.models.filter(({ match }) => hasParts(match)),
  };
  namesRead.set(provider, names);
  return names;
}

function hasParts(logic: MatchLogic): boolean {
  if ('or' in logic) return logic.or.some(hasParts);
  if ('and' in logic) return logic.and.some(hasParts);
  return !('equals' in logic);
}

/** `…-20260131` is written `…-2026-01-31` by some providers; only real dates are rewritten. */
function withDashedDate(modelId: string): string {
  return modelId.replace(/(-)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=-|:|$)/g, (text, dash, year, month, day) => {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    return date.getUTCMonth() === Number(month) - 1 ? `${dash}${year}-${month}-${day}` : text;
  });
}

/** Case does not matter, except in a regular expression, which says so itself. */
export function matches(logic: MatchLogic, text: string): boolean {
  const lower = text.toLowerCase();
  if ('or' in logic) return logic.or.some((part) => matches(part, text));
  if ('and' in logic) return logic.and.every((part) => matches(part, text));
  if ('equals' in logic) return lower === logic.equals.toLowerCase();
  if ('starts_with' in logic) return lower.startsWith(logic.starts_with.toLowerCase());
  if ('ends_with' in logic) return lower.endsWith(logic.ends_with.toLowerCase());
  if ('contains' in logic) return lower.includes(logic.contains.toLowerCase());
  return expressionOf(logic.regex).test(text);
}
