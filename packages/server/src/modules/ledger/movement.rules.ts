import { invariant } from '../../kernel/invariant.js';
import { type CurrencyCode, Money } from '../../kernel/money.js';

/**
 * What the ledger says of one person in one currency from its beginning up to an instant. Amounts are exact and, but
 * for `adjusted`, not negative; `consumed` is what grants paid for.
 */
export interface LedgerTotals {
  readonly granted: Money;
  /** Carried over from grants that ended, into grants of their own. */
  readonly rolledIn: Money;
  readonly consumed: Money;
  /** What grants had left at their end, also where it was carried over. */
  readonly expired: Money;
  readonly revoked: Money;
  /** Signed: what was given (+) or taken (−) by hand, or handed to a pool (−). */
  readonly adjusted: Money;
  /**
   * Usage that no grant covered; the employer's, never the person's, so it is no part of the balance. What a cost center pays
   * of it is not told here, and what is only held neither.
   */
  readonly overage: Money;
}

export const totalNames = ['granted', 'rolledIn', 'consumed', 'expired', 'revoked', 'adjusted', 'overage'] as const;

/** A stretch of time, with where the ledger stood at both its ends. */
export interface LedgerSpan {
  readonly start: LedgerTotals;
  readonly end: LedgerTotals;
}

/**
 * How a balance came from `opening` to `closing`, exact:
 * opening + granted + rolledIn − consumed − expired − revoked + adjusted = closing.
 */
export interface Movement {
  readonly opening: Money;
  readonly granted: Money;
  readonly rolledIn: Money;
  readonly consumed: Money;
  readonly expired: Money;
  readonly revoked: Money;
  readonly adjusted: Money;
  readonly closing: Money;
}

export const movementNames = ['opening', 'granted', 'rolledIn', 'consumed', 'expired', 'revoked', 'adjusted', 'closing'] as const;

export function noTotals(currency: CurrencyCode): LedgerTotals {
  const zero = Money.zero(currency);
  return { granted: zero, rolledIn: zero, consumed: zero, expired: zero, revoked: zero, adjusted: zero, overage: zero };
}

/** What a person may still use when the ledger stands at `totals`: available and held together. */
export function balanceOf({ granted, rolledIn, consumed, expired, revoked, adjusted }: LedgerTotals): Money {
  return granted.plus(rolledIn).minus(consumed).minus(expired).minus(revoked).plus(adjusted);
}

/**
 * The movement over spans of one person and currency, in order; they need not touch. It opens with the balance at the
 * start of the first. Spans that touch add up: the closing of the one is the opening of the other. Source: requirements
 * M14, M17.
 */
export function movementOf(spans: readonly LedgerSpan[]): Movement {
  const [first] = spans;
  invariant(first !== undefined, 'a movement covers a span');
  const total = (name: keyof LedgerTotals) => differenceOf(spans, name);
  const moved = {
    granted: total('granted'),
    rolledIn: total('rolledIn'),
    consumed: total('consumed'),
    expired: total('expired'),
    revoked: total('revoked'),
    adjusted: total('adjusted'),
  };
  const opening = balanceOf(first.start);
  return { opening, ...moved, closing: opening.plus(balanceOf({ ...moved, overage: Money.zero(opening.currency) })) };
}

/** By how much one of the totals grew over all spans. */
export function differenceOf(spans: readonly LedgerSpan[], name: keyof LedgerTotals): Money {
  const [first] = spans;
  invariant(first !== undefined, 'a movement covers a span');
  return spans.reduce((total, { start, end }) => total.plus(end[name].minus(start[name])), Money.zero(first.start[name].currency));
}
