import type { Id } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { currency, type Money, unitsOf } from '../../kernel/money.js';
import { type Hold, type ReadLevel, readLevel, type StoredDecision, shownMoney } from './call-spend.js';
import { bindingLevel, isShared, type LimitLevel } from './limits.rules.js';

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

/** What a decision says to whoever asked, with what is left of each level once it has taken effect. */
export function decisionOf(decision: StoredDecision, hold: Hold | null, tool: string | null): SpendDecision {
  const { allowed, code, at = 0, available } = decision;
  const spent = decision.currency === undefined ? null : shownMoney(unitsOf(decision.requested ?? '0'), currency(decision.currency));
  const levels = (decision.levels ?? []).map(readLevel);
  const tokens = BigInt(decision.tokens ?? '0');
  const tell = (level: ReadLevel): DecidedLevel => shownLevel(level.tool === null ? level : { ...level, tool }, spentOn(), tokens, allowed);
  function spentOn(): Money {
    invariant(spent !== null, 'a decision with levels says what was asked for');
    return spent;
  }
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
