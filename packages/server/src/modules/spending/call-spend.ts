import { type Id, idOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { type CurrencyCode, currency, LARGEST_UNITS, Money, unitsOf } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { effects, inPipeline, lookup, type Statement } from '../../platform/pipeline.js';
import type { Use } from '../ledger/index.js';
import { refuseByState } from '../ledger/index.js';
import type { LimitKind, LimitLevel, LimitMode, LimitScope, LimitUnit, LimitWindow } from './limits.rules.js';

export type HoldStatus = 'AUTHORIZED' | 'CAPTURED' | 'RELEASED' | 'EXPIRED';

/** Money set aside for a spend, until it is captured, released or its time is over. */
export interface Hold {
  readonly id: Id<'hold'>;
  readonly employeeId: Id<'employee'>;
  readonly status: HoldStatus;
  readonly amount: Money;
  readonly provider: string | null;
  readonly model: string | null;
  readonly tool: string | null;
  readonly authorizedAt: Date;
  readonly expiresAt: Date;
  readonly resolvedAt: Date | null;
  /** Null unless CAPTURED. */
  readonly captured: Money | null;
  readonly overage: Money | null;
  /** What it was expected to take, and what it took; null where that was not said. */
  readonly tokens: bigint | null;
  readonly capturedTokens: bigint | null;
  /** In burn order; without grant what none covers. */
  readonly fundings: ReadonlyArray<{ readonly grantId: Id<'grant'> | null; readonly held: Money; readonly captured: Money }>;
}

/** What the database decided. The fields of a decision are those of its function; a refused one has a code. */
export interface SpendAnswer {
  readonly hold: Hold | null;
  readonly decision: StoredDecision;
}

export interface StoredDecision {
  readonly allowed: boolean;
  readonly code: string | null;
  /** Milliseconds since 1970. */
  readonly at?: number;
  readonly currency?: string;
  readonly requested?: string;
  readonly tokens?: string | null;
  /** Null where a grant without a cap pays. */
  readonly available?: string | null;
  readonly levels?: readonly StoredLevel[];
  /** Null where no allowlist refused it; providers and tools were not stored before limits knew, nor which of the names is not allowed. */
  readonly allowedProviders?: readonly string[] | null;
  readonly allowedModels?: readonly string[] | null;
  readonly allowedTools?: readonly string[] | null;
  readonly notAllowed?: keyof Use | null;
  /** What a limit refused was guaranteed. Not in decisions that were stored before limits knew. */
  readonly guaranteed?: boolean;
}

interface StoredLevel {
  readonly limitId: string;
  /** What follows was not stored before there were limits other than those in money of one person. */
  readonly kind?: LimitKind;
  readonly unit?: LimitUnit;
  readonly reserved?: string | null;
  readonly name?: string | null;
  readonly provider?: string | null;
  readonly model?: string | null;
  readonly tool?: string | null;
  /** Milliseconds since 1970, of a shared limit. */
  readonly asOf?: number | null;
  readonly scope: LimitScope;
  readonly window: LimitWindow;
  readonly mode: LimitMode;
  readonly amount: string;
  readonly used: string;
  readonly exceeded: boolean;
  readonly windowStart: number;
  readonly resetsAt: number | null;
}

export interface StoredHold {
  readonly id: string;
  readonly employeeId: string;
  readonly currency: string;
  readonly amount: string;
  readonly status: HoldStatus;
  readonly provider: string | null;
  readonly model: string | null;
  readonly tool: string | null;
  readonly authorizedAt: number;
  readonly expiresAt: number;
  readonly resolvedAt: number | null;
  readonly captured: string | null;
  readonly overage: string | null;
  readonly tokens: string | null;
  readonly capturedTokens: string | null;
  readonly fundings: ReadonlyArray<{ readonly grantId: string | null; readonly held: string; readonly captured: string }>;
}

/**
 * Sends one call of a spend function, with BEGIN, tenant and COMMIT in the same flush. Refusals are rows like other answers,
 * stored under the key by the function itself.
 * @param more what goes with it in the same transaction
 * @throws Refusal `IDEMPOTENCY_CONFLICT`; `AMOUNT_OUT_OF_RANGE`, `PERIOD_CLOSED`, which leave nothing behind
 */
export async function callSpend(ctx: TenantCtx, ...[call, ...more]: readonly [Statement, ...Statement[]]): Promise<SpendAnswer> {
  const answered = lookup(call, ([row]) => row?.answer as StoredAnswer | undefined);
  const { answer } = await inPipeline(ctx, (pipeline) => pipeline.finish({ answer: answered, more: effects(...more) })).catch(
    (error: unknown) => refuseByState(error, ['input', 'amount']),
  );
  invariant(answer !== undefined, 'a function answers one row');
  if (answer.conflict === true) {
    throw new Refusal('IDEMPOTENCY_CONFLICT', 'This idempotency key was used before with other input. Use a new key for a new intent.', [
      'input',
      'idempotencyKey',
    ]);
  }
  if (answer.replayed === true) ctx.answer.replayed = true;
  return { decision: answer.decision, hold: answer.hold === null ? null : readHold(answer.hold) };
}

type StoredAnswer = SpendAnswer & { readonly conflict?: boolean; readonly replayed?: boolean; readonly hold: StoredHold | null };

/** Reads what `hold_json` answers. */
export function readHold(row: StoredHold): Hold {
  const code = currency(row.currency);
  const money = (amount: string): Money => new Money(unitsOf(amount), code);
  return {
    id: idOf('hold', row.id),
    employeeId: idOf('employee', row.employeeId),
    status: row.status,
    amount: money(row.amount),
    provider: row.provider,
    model: row.model,
    tool: row.tool,
    authorizedAt: new Date(row.authorizedAt),
    expiresAt: new Date(row.expiresAt),
    resolvedAt: row.resolvedAt === null ? null : new Date(row.resolvedAt),
    captured: row.captured === null ? null : money(row.captured),
    overage: row.overage === null ? null : money(row.overage),
    tokens: row.tokens === null ? null : BigInt(row.tokens),
    capturedTokens: row.capturedTokens === null ? null : BigInt(row.capturedTokens),
    fundings: row.fundings.map(({ grantId, held, captured }) => ({
      grantId: grantId === null ? null : idOf('grant', grantId),
      held: money(held),
      captured: money(captured),
    })),
  };
}

/** A level with what the rules need not know: the name of what it is for or belongs to, and when the sum of a shared limit was true. */
export interface ReadLevel extends LimitLevel {
  readonly id: Id<'limit'>;
  readonly name: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly tool: string | null;
  readonly asOf: Date | null;
}

export function readLevel({ kind = 'LIMIT', unit = 'MONEY', ...level }: StoredLevel): ReadLevel {
  const units = (text: string): bigint => (unit === 'MONEY' ? unitsOf(text) : unitsOf(text) / TOKEN_UNITS);
  return {
    id: idOf('limit', level.limitId),
    kind,
    unit,
    scope: level.scope,
    window: level.window,
    mode: level.mode,
    amountUnits: units(level.amount),
    usedUnits: units(level.used),
    reservedUnits: units(level.reserved ?? '0'),
    exceeded: level.exceeded,
    windowStart: new Date(level.windowStart),
    resetsAt: level.resetsAt === null ? null : new Date(level.resetsAt),
    name: level.name ?? null,
    provider: level.provider ?? null,
    model: level.model ?? null,
    tool: level.tool ?? null,
    asOf: level.asOf == null ? null : new Date(level.asOf),
  };
}

/** Tokens are whole; the database keeps them in the column of amounts. */
export const TOKEN_UNITS = 10n ** 10n;

/** A sum that is told of a decision. It was made, and the money may be held: what passes the range of money is told as its end. */
export function shownMoney(units: bigint, code: CurrencyCode): Money {
  return new Money(units < LARGEST_UNITS ? units : LARGEST_UNITS, code);
}
