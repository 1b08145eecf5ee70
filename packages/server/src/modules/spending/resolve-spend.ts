import { parseId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { decimalOf, Money } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import type { Statement } from '../../platform/pipeline.js';
import { allow } from '../../platform/scope.js';
import { assertKey, fingerprintOf, THIS_EMPLOYER } from '../../platform/transaction.js';
import { positive, readTokens } from './authorize-spend.js';
import { callSpend, type Hold } from './call-spend.js';
import type { SpendCaptureInput, SpendReleaseInput } from './spend.graphql.js';

/**
 * Charges what was really spent of a hold, in one flush: less gives the rest back, more is paid by what is available and, beyond
 * that, becomes overage, since it happened.
 * @throws Refusal `NOT_FOUND`, `HOLD_RESOLVED`, `HOLD_EXPIRED`, `CURRENCY_MISMATCH`, `VALIDATION`, `AMOUNT_OUT_OF_RANGE`
 */
export async function captureSpend(ctx: TenantCtx, input: SpendCaptureInput): Promise<Hold> {
  allow(ctx, 'spend:write');
  const money = positive(Money.of(input.amount.amount, input.amount.currency), ['input', 'amount']);
  return resolved(ctx, resolveCall('spendCapture', input, money, readTokens(input.tokens, 0n)));
}

/**
 * Gives back all of a hold, in one flush. What belonged to a grant that has ended since expires at once.
 * @throws Refusal `NOT_FOUND`, `HOLD_RESOLVED`, `HOLD_EXPIRED`
 */
export async function releaseSpend(ctx: TenantCtx, input: SpendReleaseInput): Promise<Hold> {
  allow(ctx, 'spend:write');
  return resolved(ctx, resolveCall('spendRelease', input, null));
}

export function resolveCall(
  operation: 'spendCapture' | 'spendRelease',
  input: SpendReleaseInput,
  money: Money | null,
  tokens: string | null = null,
): Statement {
  assertKey(input.idempotencyKey);
  const id = parseId('hold', input.holdId);
  return {
    name: 'spend-resolve',
    text: `select spend_resolve(${THIS_EMPLOYER}, $1, $2, $3, $4, $5, $6, $7) as answer`,
    values: [
      operation,
      input.idempotencyKey,
      fingerprintOf(input),
      id === undefined ? null : uuidOf(id),
      money === null ? null : decimalOf(money.units),
      money?.currency ?? null,
      tokens,
    ],
  };
}

async function resolved(ctx: TenantCtx, call: Statement): Promise<Hold> {
  const { hold, decision } = await callSpend(ctx, call);
  if (decision.code !== null) throw refusalOf(decision.code, hold);
  invariant(hold !== null, 'a hold that was resolved is there');
  return hold;
}

function refusalOf(code: string, hold: Hold | null): Refusal {
  const path = ['input', 'holdId'];
  switch (code) {
    case 'NOT_FOUND':
      return new Refusal('NOT_FOUND', 'No hold of this employer matches.', path);
    case 'HOLD_EXPIRED':
      return new Refusal('HOLD_EXPIRED', `The hold ended at ${hold?.expiresAt.toISOString()} and what it held was given back.`, path);
    case 'CURRENCY_MISMATCH':
      return new Refusal('CURRENCY_MISMATCH', `The hold is in ${hold?.amount.currency}.`, ['input', 'amount', 'currency']);
    default:
      return new Refusal('HOLD_RESOLVED', 'The hold was captured or released before.', path);
  }
}
