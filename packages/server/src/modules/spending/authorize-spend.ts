import { isolated } from '../../kernel/direction.js';
import { type Id, newId, parseId, uuidOf } from '../../kernel/ids.js';
import { limits } from '../../kernel/limits.js';
import { currency, decimalOf, Money, unitsOf } from '../../kernel/money.js';
import { foldedName, readKeyName } from '../../kernel/name.js';
import { Refusal, type RefusalDetails } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import type { Statement } from '../../platform/pipeline.js';
import { allow } from '../../platform/scope.js';
import { assertKey, fingerprintOf, THIS_EMPLOYER } from '../../platform/transaction.js';
import { DEFAULT_SOURCE, emailKey } from '../directory/index.js';
import type { Use } from '../ledger/index.js';
import { catalogue, type ListedModel } from '../pricing/index.js';
import { callSpend, type Hold, type ReadLevel, readLevel, type StoredDecision, shownMoney } from './call-spend.js';
import type { SpendAuthorizeInput } from './spend.graphql.js';
import { bindingLevel, isShared, type LimitLevel } from './spend.rules.js';

const DEFAULT_TTL_SECONDS = 300;
const MAX_TTL_SECONDS = 86_400;

/** A level, with what is left of it once the decision has taken effect. */
export interface DecidedLevel {
  readonly limitId: Id<'limit'>;
  readonly kind: LimitLevel['kind'];
  readonly unit: LimitLevel['unit'];
  readonly scope: LimitLevel['scope'];
  readonly window: LimitLevel['window'];
  readonly mode: LimitLevel['mode'];
  /** In money; null for a limit in tokens. */
  readonly amount: Money | null;
  readonly used: Money | null;
  readonly remaining: Money | null;
  /** What is kept for what is guaranteed to others; null where people do not share it. */
  readonly reserved: Money | null;
  /** In tokens; null for a limit in money. */
  readonly tokens: bigint | null;
  readonly usedTokens: bigint | null;
  readonly remainingTokens: bigint | null;
  readonly exceeded: boolean;
  readonly resetsAt: Date | null;
  /** Of the cost center or department whose people share it. */
  readonly name: string | null;
  /** Of a limit of scope MODEL, as the price list names it. */
  readonly provider: string | null;
  readonly model: string | null;
  /** Of a limit of scope TOOL, as the caller writes it. */
  readonly tool: string | null;
  /** When the sum over the people who share it was true; null where it is exact. */
  readonly asOf: Date | null;
}

/** The one shape of every answer to "may this be spent?". */
export interface SpendDecision {
  readonly allowed: boolean;
  /** Null where it is allowed. */
  readonly reasonCode: string | null;
  /** What the grants that pay for this use had left; null where one of them has no cap, or nobody was found. */
  readonly available: Money | null;
  /** A grant without a cap pays for this use. */
  readonly uncapped: boolean;
  readonly bindingLimit: DecidedLevel | null;
  readonly levels: readonly DecidedLevel[];
  readonly resetsAt: Date | null;
  readonly retryAfterSeconds: number | null;
  /** What the grants are for that come closest; empty unless MODEL_NOT_ALLOWED. */
  readonly allowedProviders: readonly string[];
  readonly allowedModels: readonly string[];
  readonly allowedTools: readonly string[];
  /** A limit refused money of a grant that is guaranteed. */
  readonly guaranteed: boolean;
  readonly holdId: Id<'hold'> | null;
}

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

function decisionOf(decision: StoredDecision, hold: Hold | null, tool: string | null): SpendDecision {
  const { allowed, code, at = 0, available } = decision;
  const spent = decision.currency === undefined ? null : shownMoney(unitsOf(decision.requested ?? '0'), currency(decision.currency));
  const levels = (decision.levels ?? []).map(readLevel);
  const tokens = BigInt(decision.tokens ?? '0');
  const tell = (level: ReadLevel): DecidedLevel =>
    shownLevel(level.tool === null ? level : { ...level, tool }, spent ?? Money.of('0', 'USD'), tokens, allowed);
  const asking = levels.filter(({ unit, mode }) => code !== 'TOKENS_MISSING' || (unit === 'TOKENS' && mode === 'HARD'));
  const binding = bindingLevel(asking) as ReadLevel | null;
  const limited = code === 'LIMIT_EXCEEDED' || code === 'CIRCUIT_BROKEN';
  const resetsAt = limited ? (binding?.resetsAt ?? null) : null;
  return {
    allowed,
    reasonCode: code === null ? null : reasonOf(code),
    available: spent === null || available == null ? null : shownMoney(unitsOf(available), spent.currency),
    uncapped: available === null,
    bindingLimit: binding === null ? null : tell(binding),
    levels: levels.map(tell),
    resetsAt,
    retryAfterSeconds: resetsAt === null ? null : Math.ceil((resetsAt.getTime() - at) / 1_000),
    allowedProviders: decision.allowedProviders ?? [],
    allowedModels: decision.allowedModels ?? [],
    allowedTools: decision.allowedTools ?? [],
    guaranteed: decision.guaranteed ?? false,
    holdId: hold?.id ?? null,
  };
}

function shownLevel(
  { amountUnits, usedUnits, reservedUnits, windowStart, id, ...level }: ReadLevel,
  spent: Money,
  spentTokens: bigint,
  allowed: boolean,
): DecidedLevel {
  const inMoney = level.unit === 'MONEY';
  const used = allowed ? usedUnits + (inMoney ? spent.units : spentTokens) : usedUnits;
  const left = amountUnits - reservedUnits - used;
  const remaining = left > 0n ? left : 0n;
  const money = (units: bigint): Money | null => (inMoney ? shownMoney(units, spent.currency) : null);
  const tokens = (count: bigint): bigint | null => (inMoney ? null : count);
  return {
    ...level,
    limitId: id,
    amount: money(amountUnits),
    used: money(used),
    remaining: money(remaining),
    reserved: level.mode === 'HARD' && isShared(level.scope) ? money(reservedUnits) : null,
    tokens: tokens(amountUnits),
    usedTokens: tokens(used),
    remainingTokens: tokens(remaining),
  };
}

const reasons: Readonly<Record<string, string>> = { TERMINATED: 'INVALID_TRANSITION', TOKENS_MISSING: 'VALIDATION' };
const reasonOf = (code: string): string => reasons[code] ?? code;

function refusalOf(
  { code, requested, currency: inCurrency, notAllowed }: StoredDecision,
  decision: SpendDecision,
  input: SpendAuthorizeInput,
): Refusal {
  const amount = ['input', 'amount'];
  const asked = Money.of(requested ?? '0', inCurrency ?? 'USD');
  const has = decision.available ?? Money.zero(asked.currency);
  switch (code) {
    case 'NOT_FOUND':
      return new Refusal('NOT_FOUND', 'No employee of this employer matches.', ['input', 'employee']);
    case 'TERMINATED':
      return new Refusal('INVALID_TRANSITION', 'The employment has ended; nothing more can be spent.', ['input', 'employee'], {
        from: 'TERMINATED',
        to: 'AUTHORIZED',
      });
    case 'UNKNOWN_MODEL':
      return new Refusal(
        'UNKNOWN_MODEL',
        `No price is known for the model ${isolated(input.model ?? '')} of ${isolated(input.provider ?? '')}.`,
        ['input', 'model'],
      );
    case 'CURRENCY_MISMATCH':
      return new Refusal('CURRENCY_MISMATCH', `The person has no grant in ${asked.currency}; nothing is converted silently.`, amount);
    case 'MODEL_NOT_ALLOWED':
      return allowlistRefusal(notAllowed ?? 'model', decision, input);
    case 'TOKENS_MISSING':
      return tokensRefusal(decision.bindingLimit);
    case 'CIRCUIT_BROKEN':
    case 'LIMIT_EXCEEDED':
      return limitRefusal(code, decision, input, asked);
    default:
      return new Refusal(
        'INSUFFICIENT_BALANCE',
        `The balance is ${has.amount} ${has.currency}; ${asked.amount} ${asked.currency} was asked for.`,
        amount,
        { available: has.amount, requested: asked.amount, currency: has.currency },
      );
  }
}

function allowlistRefusal(field: keyof Use, decision: SpendDecision, input: SpendAuthorizeInput): Refusal {
  const { allowedProviders: provider, allowedModels: model, allowedTools: tool } = decision;
  const allowed = { provider, model, tool }[field].join(', ');
  const value = input[field];
  const rule =
    value == null
      ? `The grants of the person pay for named ${field}s only: ${allowed}. Name the ${field}.`
      : `The grants of the person do not pay for the ${field} ${value}${allowed === '' ? '.' : `, only for: ${allowed}.`}`;
  return new Refusal('MODEL_NOT_ALLOWED', rule, ['input', field]);
}

function tokensRefusal(level: DecidedLevel | null): Refusal {
  const limited = level === null ? 'Tokens are limited' : `The tokens${whoseOf(level)} are limited ${windowWords[level.window]}`;
  return new Refusal('VALIDATION', `${limited}: say how many the spend may take.`, ['input', 'tokens']);
}

const windowWords = {
  HOUR: 'this hour',
  DAY: 'today',
  WEEK: 'this week',
  MONTH: 'this month',
  PERIOD: 'this pay period',
  LIFETIME: 'in all',
} as const;

/** What a limit is for, for a sentence: ` of the cost center R&D`, ` for the tool agent`; empty for all of one person. */
function whoseOf({ scope, name, model, tool }: DecidedLevel): string {
  switch (scope) {
    case 'TOOL':
      return tool === null ? '' : ` for the tool ${isolated(tool)}`;
    case 'MODEL':
      return model === null ? '' : ` for ${isolated(model)}`;
    case 'COST_CENTER':
      return ` of the cost center ${isolated(name ?? '')}`;
    case 'DEPARTMENT':
      return ` of the department ${isolated(name ?? '')}`;
    case 'EMPLOYER':
      return ' of the whole company';
    case 'PERSON':
      return '';
  }
}

function limitRefusal(
  code: 'LIMIT_EXCEEDED' | 'CIRCUIT_BROKEN',
  { bindingLimit: level, retryAfterSeconds, resetsAt }: SpendDecision,
  input: SpendAuthorizeInput,
  asked: Money,
): Refusal {
  const path = ['input', level?.unit === 'TOKENS' ? 'tokens' : 'amount'];
  if (level === null) return new Refusal(code, 'A limit would be passed.', path);
  const { amount, remaining, tokens, remainingTokens } = level;
  const reset = resetsAt === null ? '' : ` It resets at ${resetsAt.toISOString()}.`;
  const details: RefusalDetails = {
    limitId: level.limitId,
    limit: amount?.amount ?? null,
    remaining: remaining?.amount ?? null,
    limitTokens: tokens === null ? null : `${tokens}`,
    remainingTokens: remainingTokens === null ? null : `${remainingTokens}`,
    currency: asked.currency,
    resetsAt: resetsAt?.toISOString() ?? null,
    retryAfterSeconds,
  };
  const window = windowWords[level.window];
  if (code === 'CIRCUIT_BROKEN') {
    const pace = `The circuit breaker at ${amount?.rounded} ${amount?.currency} has tripped ${window}`;
    return new Refusal(code, `${pace}: nothing more is spent until it resets.${reset}`, path, details);
  }
  const left =
    amount === null
      ? `${remainingTokens} of ${tokens} tokens ${remainingTokens === 1n ? 'is' : 'are'} left`
      : `${remaining?.amount} of ${amount.amount} ${amount.currency} is left`;
  const wanted = amount === null ? `${input.tokens}` : asked.amount;
  return new Refusal(code, `${left} ${window}${whoseOf(level)}; ${wanted} was asked for.${reset}`, path, details);
}
