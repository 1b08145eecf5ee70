import { invariant } from '../../kernel/invariant.js';
import { divideHalfEven, unitsPerMinor } from '../../kernel/money.js';
import { type LocalDate, startOfDay, type TimeZone } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import { type GrantValidity, isExpired } from '../ledger/index.js';
import type { RolloverTerms } from '../policies/index.js';

export type GrantStatus = 'PENDING' | 'ACTIVE' | 'EXHAUSTED' | 'EXPIRED' | 'REVOKED';

/**
 * Derived from time and entries (domain.md §2): what was revoked stays REVOKED, what has ended is EXPIRED whether or not
 * anything was left, and EXHAUSTED becomes ACTIVE again when a correction gives money back.
 * @param remainingUnits what the entries leave on the grant, holds included, in 10⁻¹⁰ units; one without a cap is never EXHAUSTED
 */
export function grantStatus(
  grant: GrantValidity & { readonly revokedAt: Date | null; readonly remainingUnits: bigint; readonly uncapped?: boolean },
  now: Date,
): GrantStatus {
  if (grant.revokedAt !== null && grant.revokedAt <= now) return 'REVOKED';
  if (now < grant.effectiveAt) return 'PENDING';
  if (isExpired(grant, now)) return 'EXPIRED';
  return grant.remainingUnits > 0n || grant.uncapped === true ? 'ACTIVE' : 'EXHAUSTED';
}

/**
 * What the EXPIRED entry of a grant takes, in 10⁻¹⁰ units: everything that is available at its end, nothing before it
 * and nothing when nothing is left. What is held stays held: its capture or release comes later.
 */
export function decideExpiry(grant: Pick<GrantValidity, 'expiresAt'> & { readonly availableUnits: bigint }, now: Date): bigint {
  return isExpired(grant, now) && grant.availableUnits > 0n ? grant.availableUnits : 0n;
}

/**
 * What is carried of a grant into the next period, in 10⁻¹⁰ units: MIN(max, MAX(left, min)) of everything the stipend has left,
 * less what was carried before and goes on; capped by a share of the grant, rounded half-even to the minor unit. What is left after uses
 * finer than that is carried exactly. It may be more than is left
 * where `min` is. Source: requirements C4 — of 100, 60 spent, at most 50 are carried: 40.
 */
export function decideRollover(
  terms: RolloverTerms,
  { left, carriedBefore, granted }: { readonly left: bigint; readonly carriedBefore: bigint; readonly granted: bigint },
): bigint {
  const wanted = lesser(terms.max.units, greater(left + carriedBefore, terms.min.units)) - carriedBefore;
  const minor = unitsPerMinor(terms.max.currency);
  const cap = terms.maxPercent === null ? wanted : divideHalfEven(granted * BigInt(terms.maxPercent), 10_000n * minor) * minor;
  return greater(lesser(wanted, cap), 0n);
}

/** What a reduction takes of a grant, in 10⁻¹⁰ units: never more than is left, so that what was used stays paid (L46). */
export function decideReduction(availableUnits: bigint, asked: bigint): bigint {
  invariant(asked > 0n, 'a reduction takes something');
  return lesser(availableUnits, asked);
}

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function greater(a: bigint, b: bigint): bigint {
  if (a < b) return b;
  return a;
}

/** Recurring grants pay after trials and before what is granted by hand; the lower number pays first. */
export const RECURRING_PRIORITY = 100;

export const TRIAL_PRIORITY = 50;

const BY_HAND_PRIORITY = 200;

const PRIORITY_MAX = 1_000;

/** @throws Refusal `VALIDATION` outside 0 to 1,000 */
export function priorityOf(kind: string, wanted: number | null): number {
  if (wanted === null) return kind === 'TRIAL' ? TRIAL_PRIORITY : BY_HAND_PRIORITY;
  if (Number.isInteger(wanted) && wanted >= 0 && wanted <= PRIORITY_MAX) return wanted;
  throw new Refusal('VALIDATION', `The priority is 0 to ${PRIORITY_MAX}.`, ['input', 'priority']);
}

/** The same as an instant: what a grant is worth is promised before the first one of that date where the person is. */
export function guaranteeEnd(guaranteedUntil: LocalDate | null, zone: TimeZone): Date | null {
  return guaranteedUntil === null ? null : startOfDay(guaranteedUntil, zone);
}
