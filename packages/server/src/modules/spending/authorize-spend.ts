import { newId, parseId, uuidOf } from '../../kernel/ids.js';
import { limits } from '../../kernel/limits.js';
import { decimalOf, Money } from '../../kernel/money.js';
import { foldedName, readKeyName } from '../../kernel/name.js';
import { Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import type { Statement } from '../../platform/pipeline.js';
import { allow } from '../../platform/scope.js';
import { assertKey, fingerprintOf, THIS_EMPLOYER } from '../../platform/transaction.js';
import { DEFAULT_SOURCE, emailKey } from '../directory/index.js';
import { catalogue, type ListedModel } from '../pricing/index.js';
import { callSpend, type Hold } from './call-spend.js';
import { decisionOf, type SpendDecision } from './read-decision.js';
import { refusalOf } from './refuse-spend.js';
import type { SpendAuthorizeInput } from './spend.graphql.js';

const DEFAULT_TTL_SECONDS = 300;
const MAX_TTL_SECONDS = 86_400;

export interface Authorization {
  readonly hold: Hold | null;
  readonly decision: SpendDecision;
  /** Why nothing is held; stored under the key. */
  readonly refusal: Refusal | null;
}

/**
 * Sets money aside for a spend, in one flush. The decision is made under the lock of the person's accounts, so that of
 * concurrent spends no more are allowed than the grants and the HARD limits cover.
 * @returns with the refusal, not thrown, so that the decision reaches the caller: `NOT_FOUND`, `INVALID_TRANSITION` after the
 * employment has ended, `UNKNOWN_MODEL`, `CURRENCY_MISMATCH`, `MODEL_NOT_ALLOWED`, `VALIDATION` where a limit in tokens is not told how
 * many, `CIRCUIT_BROKEN`, `LIMIT_EXCEEDED`, `INSUFFICIENT_BALANCE`
 * @throws Refusal `VALIDATION`, `AMOUNT_OUT_OF_RANGE`, `IDEMPOTENCY_CONFLICT`
 */
export async function authorizeSpend(ctx: TenantCtx, input: SpendAuthorizeInput): Promise<Authorization> {
  allow(ctx, 'spend:write');
  const shown = shownNames(input);
  const { hold: held, decision } = await callSpend(ctx, ...authorizeCalls(input, shown));
  const hold = held && { ...held, ...shown };
  const told = decisionOf(decision, hold, shown.tool);
  return { hold, decision: told, refusal: decision.allowed ? null : refusalOf(decision, told, input) };
}

/** A call of `spend_authorize`, and where its names are not written as they are compared, what keeps how they are written. */
function authorizeCalls(input: SpendAuthorizeInput, shown: ShownNames): readonly [Statement, ...Statement[]] {
  const holdUuid = uuidOf(newId('hold'));
  const call = authorizeCall(input, shown, holdUuid);
  if (Object.values(shown).every((name) => name === folded(name))) return [call];
  const keep = {
    name: 'keep-shown-names',
    text: `update hold set shown = $1::jsonb where employer_id = ${THIS_EMPLOYER} and id = $2`,
    values: [JSON.stringify(Object.fromEntries(Object.entries(shown).filter(([, name]) => name !== null))), holdUuid],
  };
  return [call, keep];
}

type ShownNames = Readonly<Record<'provider' | 'model' | 'tool', string | null>>;

/** The names of a use as they are shown. @throws Refusal `VALIDATION` */
function shownNames({ provider, model, tool }: SpendAuthorizeInput): ShownNames {
  const read = (name: string | null | undefined, field: string): string | null =>
    name == null ? null : readKeyName(name, ['input', field]);
  return { provider: read(provider, 'provider'), model: read(model, 'model'), tool: read(tool, 'tool') };
}

const folded = (name: string | null): string | null => (name === null ? null : foldedName(name));

function authorizeCall(input: SpendAuthorizeInput, { provider, model, tool }: ShownNames, holdUuid: string): Statement {
  const { idempotencyKey, employee, amount } = input;
  assertKey(idempotencyKey);
  const money = positive(Money.of(amount.amount, amount.currency), ['input', 'amount']);
  const ttlSeconds = input.ttlSeconds ?? DEFAULT_TTL_SECONDS;
  if (ttlSeconds < 1 || ttlSeconds > MAX_TTL_SECONDS) {
    throw new Refusal('VALIDATION', `\`ttlSeconds\` is 1 to ${MAX_TTL_SECONDS}.`, ['input', 'ttlSeconds']);
  }
  const tokens = readTokens(input.tokens);
  if (model !== null && provider === null) throw new Refusal('VALIDATION', 'A model is named with its provider.', ['input', 'provider']);
  const listed = listedModel(provider, model);

  const id = parseId('employee', employee.id ?? '');
  const { source, externalId } = employee.sourcedId ?? { source: DEFAULT_SOURCE, externalId: employee.externalId ?? null };
  return {
    name: 'spend-authorize',
    text: `select spend_authorize(${THIS_EMPLOYER}, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) as answer`,
    values: [
      idempotencyKey,
      fingerprintOf(input),
      holdUuid,
      id === undefined ? null : uuidOf(id),
      storable(source),
      storable(externalId),
      employee.email == null ? null : storable(emailKey(employee.email)),
      decimalOf(money.units),
      money.currency,
      folded(provider),
      folded(model),
      folded(tool),
      listed?.provider ?? null,
      listed?.model ?? null,
      ttlSeconds,
      tokens,
    ],
  };
}

/** Tokens of one spend, as the database takes them. @throws Refusal `VALIDATION` */
export function readTokens(tokens: bigint | null | undefined, least = 1n): string | null {
  if (tokens == null) return null;
  if (tokens < least || tokens > limits.tokensPerClass) {
    throw new Refusal('VALIDATION', `\`tokens\` is ${least} to ${limits.tokensPerClass}.`, ['input', 'tokens']);
  }
  return `${tokens}`;
}

/** The model as the price list names it, under the provider that sells it; undefined where it is unknown. */
export function listedModel(provider: string | null, model: string | null): ListedModel | undefined {
  return provider === null || model === null ? undefined : catalogue.findModel(provider, model);
}

/** Text that Postgres cannot hold names nobody. */
function storable(text: string | null): string | null {
  return text?.includes('\0') ? null : text;
}

/** @throws Refusal `VALIDATION` for zero and less */
export function positive(money: Money, path: readonly string[]): Money {
  if (!money.isPositive) throw new Refusal('VALIDATION', 'The amount is more than zero.', [...path]);
  return money;
}
