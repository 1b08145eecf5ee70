import { invariant } from '../../kernel/invariant.js';
import { dateIn, type LocalDate, type Period, periodOfDates, plusMonths, startOfDay, type TimeZone } from '../../kernel/period.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';

export const MONTHS_PER_YEAR = 12;

/** A month of a stipend, half-open in the stipend's zone. */
export interface StipendMonth extends Period {
  /** Months since the start of the stipend: 0, 1, 2 … */
  readonly index: number;
  /** Stipend years since the start, from 0; a stipend year is twelve months from the anchor. */
  readonly year: number;
  /** Place within the stipend year, 0 to 11: which of its twelve grants this month gets. */
  readonly monthOfYear: number;
  /** The first business date. */
  readonly firstDate: LocalDate;
  /** The business date after the last. */
  readonly endDate: LocalDate;
  /** The first business date of the stipend year: where an annual amount takes its base salary. */
  readonly yearFirstDate: LocalDate;
}

/** What the months of a stipend are counted from. */
export interface StipendAnchor {
  /** The first business date: the anchor of every month. */
  readonly startDate: LocalDate;
  /** Midnight is the midnight of this zone, so that a day of 23 or 25 hours is still one day. */
  readonly zone: TimeZone;
  /** No month starts on this business date or later; null while the stipend goes on. */
  readonly endDate: LocalDate | null;
}

/**
 * Month `index` of a stipend. Every month is counted from the original anchor: a stipend that starts on 31 January has
 * months from 28 February and again from 31 March (C3).
 */
export function stipendMonth(anchor: Pick<StipendAnchor, 'startDate' | 'zone'>, index: number): StipendMonth {
  const year = Math.floor(index / MONTHS_PER_YEAR);
  const firstDate = plusMonths(anchor.startDate, index);
  const endDate = plusMonths(anchor.startDate, index + 1);
  return {
    index,
    year,
    monthOfYear: index % MONTHS_PER_YEAR,
    firstDate,
    endDate,
    yearFirstDate: plusMonths(anchor.startDate, year * MONTHS_PER_YEAR),
    ...periodOfDates(firstDate, endDate, anchor.zone),
  };
}

/** How far back a stipend may start: grants of months that are over expire as they are issued. */
const BACKDATED_MONTHS = 12;
/** Further ahead a start is taken for a slip of the keyboard. */
const YEARS_AHEAD = 5;

/** Whether a stipend may start on a date, seen from today. */
export function isStartInReach(startDate: LocalDate, today: LocalDate): boolean {
  return startDate >= plusMonths(today, -BACKDATED_MONTHS) && startDate <= plusMonths(today, YEARS_AHEAD * MONTHS_PER_YEAR);
}

/** @throws Refusal `VALIDATION` at `path` for a start that is out of reach */
export function requireStartInReach(startDate: LocalDate, today: LocalDate, path: InputPath): void {
  if (isStartInReach(startDate, today)) return;
  throw new Refusal('VALIDATION', `A stipend starts at most ${BACKDATED_MONTHS} months back and ${YEARS_AHEAD} years ahead.`, path);
}

/** The instant the next month begins, or null when the stipend has ended by then. */
export function nextPeriodStart(stipend: StipendAnchor & { readonly issuedMonths: number }): Date | null {
  const firstDate = plusMonths(stipend.startDate, stipend.issuedMonths);
  return stipend.endDate !== null && firstDate >= stipend.endDate ? null : startOfDay(firstDate, stipend.zone);
}

export type StipendStatus = 'AWAITING_EMPLOYEE' | 'SCHEDULED' | 'ACTIVE' | 'ENDED';

/** Derived from time alone. AWAITING_EMPLOYEE: the offer was accepted and its candidate is no employee yet. */
export function stipendStatus(
  stipend: {
    /** Null while nobody is hired; only then the start may be open. */
    readonly employeeId: unknown;
    readonly startDate: LocalDate | null;
    readonly endDate: LocalDate | null;
    readonly zone: TimeZone;
  },
  now: Date,
): StipendStatus {
  const { employeeId, startDate, endDate } = stipend;
  const today = dateIn(now, stipend.zone);
  if (endDate !== null && (endDate <= today || (startDate !== null && endDate <= startDate))) return 'ENDED';
  if (employeeId === null || startDate === null) return 'AWAITING_EMPLOYEE';
  return today < startDate ? 'SCHEDULED' : 'ACTIVE';
}

export type GrantStatus = 'PENDING' | 'ACTIVE' | 'EXHAUSTED' | 'EXPIRED' | 'REVOKED';

/** When a grant pays: from `effectiveAt` up to and without `expiresAt`; null never expires. */
export interface GrantValidity {
  readonly effectiveAt: Date;
  readonly expiresAt: Date | null;
}

/**
 * Derived from time and entries (domain.md §2): what was revoked stays REVOKED, what has ended is EXPIRED whether or not
 * anything was left, and EXHAUSTED becomes ACTIVE again when a correction gives money back.
 * @param remainingUnits what the entries leave on the grant, holds included, in 10⁻¹⁰ units
 */
export function grantStatus(
  grant: GrantValidity & { readonly revokedAt: Date | null; readonly remainingUnits: bigint },
  now: Date,
): GrantStatus {
  if (grant.revokedAt !== null && grant.revokedAt <= now) return 'REVOKED';
  if (now < grant.effectiveAt) return 'PENDING';
  if (isExpired(grant, now)) return 'EXPIRED';
  return grant.remainingUnits > 0n ? 'ACTIVE' : 'EXHAUSTED';
}

export function isExpired({ expiresAt }: Pick<GrantValidity, 'expiresAt'>, at: Date): boolean {
  return expiresAt !== null && expiresAt <= at;
}

/**
 * What the EXPIRED entry of a grant takes, in 10⁻¹⁰ units: everything that is available at its end, nothing before it
 * and nothing when nothing is left. What is held stays held: its capture or release comes later.
 */
export function decideExpiry(grant: Pick<GrantValidity, 'expiresAt'> & { readonly availableUnits: bigint }, now: Date): bigint {
  return isExpired(grant, now) && grant.availableUnits > 0n ? grant.availableUnits : 0n;
}

/** A grant as the burn order sees it. */
export interface FundableGrant extends GrantValidity {
  readonly id: string;
  /** The lower number pays first. */
  readonly priority: number;
  readonly createdAt: Date;
  /** In 10⁻¹⁰ units of the currency that is asked for. */
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

/** Burn order: priority, then what expires first, then the oldest, then the id (C2; domain.md §6). */
export function byBurnOrder(a: FundableGrant, b: FundableGrant): number {
  return (
    a.priority - b.priority ||
    compare(a.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY, b.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) ||
    compare(a.createdAt.getTime(), b.createdAt.getTime()) ||
    compare(a.id, b.id)
  );
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Which grants pay `amount` for something that happened `at`: only grants in force at that instant, in burn order, each up
 * to what it has; exact, nothing is rounded. Slices and `uncovered` sum to `amount`.
 *
 * C2: A (priority 1, ends day 10, 10 left), B (1, day 15, 15), C (2, never, 20) pay 12 as A 10 and B 2.
 * @param amount in 10⁻¹⁰ units, not negative, of the grants' currency
 */
export function decideFunding(grants: readonly FundableGrant[], amount: bigint, at: Date): Funding {
  invariant(amount >= 0n, 'what is funded is not negative; corrections unwind slices');
  const slices: FundingSlice[] = [];
  let uncovered = amount;
  for (const grant of grants.filter((one) => isInForce(one, at) && one.availableUnits > 0n).sort(byBurnOrder)) {
    if (uncovered === 0n) break;
    const units = lesser(grant.availableUnits, uncovered);
    slices.push({ grantId: grant.id, units });
    uncovered -= units;
  }
  return { slices, uncovered };
}

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
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

/** True while the employer has promised not to cut: before the first instant of `until` in the zone of the stipend. */
export function isGuaranteed(stipend: { readonly guaranteedUntil: LocalDate | null; readonly zone: TimeZone }, at: Date): boolean {
  return stipend.guaranteedUntil !== null && dateIn(at, stipend.zone) < stipend.guaranteedUntil;
}
