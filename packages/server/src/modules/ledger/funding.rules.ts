import { invariant } from '../../kernel/invariant.js';
import { foldedName } from '../../kernel/name.js';
import type { GrantFilters } from './ledger.rules.js';

/** When a grant pays: from `effectiveAt` up to and without `expiresAt`; null never expires. */
export interface GrantValidity {
  readonly effectiveAt: Date;
  readonly expiresAt: Date | null;
}

export function isExpired({ expiresAt }: Pick<GrantValidity, 'expiresAt'>, at: Date): boolean {
  return expiresAt !== null && expiresAt <= at;
}

/** What money is spent on, as the filters of grants see it. */
export interface Use {
  readonly provider: string | null;
  readonly model: string | null;
  /** The product through which it was used; nothing where it is not known. */
  readonly tool?: string | null;
}

/** A grant as the burn order sees it. */
export interface FundableGrant extends GrantValidity {
  readonly id: string;
  /** The lower number pays first. */
  readonly priority: number;
  readonly createdAt: Date;
  /** What it pays for; left out, anything. */
  readonly filters?: GrantFilters;
  /** It has nothing of its own and pays all that is left to pay at its place. Left out: it pays what it has. */
  readonly uncapped?: boolean;
  /** In 10⁻¹⁰ units of the currency that is asked for; zero where it has no cap. */
  readonly availableUnits: bigint;
}

export interface FundingSlice {
  readonly grantId: string;
  /** More than zero. */
  readonly units: bigint;
}

export interface Funding {
  /** Which grant pays how much, in burn order. */
  readonly slices: readonly FundingSlice[];
  /** What no grant pays: overage. */
  readonly uncovered: bigint;
}

/** Burn order: priority, what pays only for some uses before what pays for all, what expires first, the oldest, the id (C2; domain.md §6). */
export function byBurnOrder(a: FundableGrant, b: FundableGrant): number {
  return (
    a.priority - b.priority ||
    Number(isFiltered(b)) - Number(isFiltered(a)) ||
    compare(a.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY, b.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) ||
    compare(a.createdAt.getTime(), b.createdAt.getTime()) ||
    compare(a.id, b.id)
  );
}

export function isFiltered({ filters }: Pick<FundableGrant, 'filters'>): boolean {
  return filters !== undefined && (filters.providers !== null || filters.models !== null || filters.tools !== null);
}

/** Whether a grant pays for a use: each of its lists names it. One with filters pays for nothing that is not known. */
export function paysFor({ filters }: Pick<FundableGrant, 'filters'>, use: Use | undefined): boolean {
  if (filters === undefined) return true;
  const { providers, models, tools } = filters;
  return isNamed(providers, use?.provider) && isNamed(models, use?.model) && isNamed(tools, use?.tool);
}

/** Whether a value is on a list, however both are written, `x*` all that begin with x; no list takes any. */
export function isNamed(list: readonly string[] | null, value: string | null | undefined): boolean {
  if (list === null) return true;
  if (value == null) return false;
  const folded = foldedName(value);
  return list.map(foldedName).some((name) => (name.endsWith('*') ? folded.startsWith(name.slice(0, -1)) : name === folded));
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Which grants pay `amount` for something that happened `at`: only grants in force at that instant that pay for this use,
 * in burn order, each up to what it has; exact, nothing is rounded. Slices and `uncovered` sum to `amount`.
 *
 * One without a cap (B3) pays all that those before it do not; nothing is left for those behind it.
 *
 * C2: A (priority 1, ends day 10, 10 left), B (1, day 15, 15), C (2, never, 20) pay 12 as A 10 and B 2.
 * @param amount in 10⁻¹⁰ units, not negative, of the grants' currency
 */
export function decideFunding(grants: readonly FundableGrant[], amount: bigint, at: Date, use?: Use): Funding {
  invariant(amount >= 0n, 'what is funded is not negative; corrections unwind slices');
  const slices: FundingSlice[] = [];
  let uncovered = amount;
  for (const grant of grants.filter((one) => canPay(one, at) && paysFor(one, use)).sort(byBurnOrder)) {
    if (uncovered === 0n) break;
    const units = grant.uncapped === true ? uncovered : lesser(grant.availableUnits, uncovered);
    slices.push({ grantId: grant.id, units });
    uncovered -= units;
  }
  return { slices, uncovered };
}

/** Whether a grant is in force and has something to pay with. */
export function canPay(grant: FundableGrant, at: Date): boolean {
  return isInForce(grant, at) && (grant.uncapped === true || grant.availableUnits > 0n);
}

export function isInForce(grant: GrantValidity, at: Date): boolean {
  return grant.effectiveAt <= at && !isExpired(grant, at);
}

/**
 * Gives `amount` of a charge back in the reverse order of its slices, overage first because it was charged last (C2: a
 * correction of 3 to A 10, B 2 gives B 2 and A 1).
 * @returns what each grant gets back, in the order it is given, and what comes off the overage as `uncovered`
 */
export function decideRestoration(funding: Funding, amount: bigint): Funding {
  const fromOverage = lesser(amount, funding.uncovered);
  let left = amount - fromOverage;
  const slices: FundingSlice[] = [];
  for (const { grantId, units: paid } of funding.slices.toReversed()) {
    if (left === 0n) break;
    const units = lesser(paid, left);
    slices.push({ grantId, units });
    left -= units;
  }
  invariant(left === 0n, 'a correction gives back at most what was charged');
  return { slices, uncovered: fromOverage };
}

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}
