import type { MatchLogic, ModelInfo, Provider } from '@pydantic/genai-prices';

/**
 * Which provider and model of the price data a caller means. The data decides: its match logic, in its order, the first
 * that matches. Source: the resolution of @pydantic/genai-prices 0.1.8 (`calcPrice`), so that both find the same model.
 */
export interface FoundModel {
  readonly provider: Provider;
  readonly model: ModelInfo;
}

/** @returns `undefined` where the provider or the model is unknown: usage of it is unpriced */
export function findModel(providers: readonly Provider[], providerName: string, modelName: string): FoundModel | undefined {
  const { providerId, modelId } = throughGateway(providers, normalized(providerName), normalized(modelName));
  const provider = findProvider(providers, providerId) ?? (providerId === GATEWAY ? providerOfModel(providers, modelId) : undefined);
  if (provider === undefined) return undefined;

  const model = findModelOf(provider, modelId, providers) ?? findModelOf(provider, withDashedDate(modelId), providers);
  return model === undefined ? undefined : { provider, model };
}

/** By id, else by what the data says the provider is also called. */
export function findProvider(providers: readonly Provider[], name: string): Provider | undefined {
  const id = normalized(name);
  return (
    providers.find((provider) => provider.id === id) ??
    providers.find((provider) => provider.provider_match !== undefined && matches(provider.provider_match, id))
  );
}

const GATEWAY = 'litellm';

/** The gateway writes `anthropic/claude-…` as a model: the provider is what stands before the slash. */
function throughGateway(providers: readonly Provider[], providerId: string, modelId: string): { providerId: string; modelId: string } {
  const slash = modelId.indexOf('/');
  if (providerId !== GATEWAY || slash < 1 || slash === modelId.length - 1) return { providerId, modelId };
  const behind = modelId.slice(0, slash);
  return findProvider(providers, behind) === undefined
    ? { providerId, modelId }
    : { providerId: behind, modelId: modelId.slice(slash + 1) };
}

function providerOfModel(providers: readonly Provider[], modelId: string): Provider | undefined {
  return providers.find((provider) => provider.model_match !== undefined && matches(provider.model_match, modelId));
}

function findModelOf(provider: Provider, modelId: string, providers: readonly Provider[]): ModelInfo | undefined {
  const own = provider.models.find((model) => matches(model.match, modelId));
  if (own !== undefined) return own;
  for (const fallbackId of provider.fallback_model_providers ?? []) {
    const fallback = providers.find((other) => other.id === fallbackId);
    const found = fallback === undefined ? undefined : findModelOf(fallback, modelId, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `…-20260131` is written `…-2026-01-31` by some providers; only real dates are rewritten. */
function withDashedDate(modelId: string): string {
  return modelId.replace(/(-)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=-|:|$)/g, (text, dash, year, month, day) => {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    return date.getUTCMonth() === Number(month) - 1 ? `${dash}${year}-${month}-${day}` : text;
  });
}

function normalized(name: string): string {
  return name.trim().toLowerCase();
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
  return new RegExp(logic.regex).test(text);
}
