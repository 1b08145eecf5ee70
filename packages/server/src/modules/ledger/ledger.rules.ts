import { createHash } from 'node:crypto';
import { type Id, newId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { type CurrencyCode, Money } from '../../kernel/money.js';
import type { Period } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';

/** The accounts of the double entry, kept side by side on one row per person, stipend and currency, and on one per pool. */
export const sides = ['COMMITMENT', 'AVAILABLE', 'HELD', 'CONSUMED', 'EXPIRED', 'REVOKED', 'OVERAGE'] as const;
export type Side = (typeof sides)[number];

export type PostingKind =
  | 'GRANTED'
  | 'CONSUMED'
  | 'EXPIRED'
  | 'REVOKED'
  | 'HELD'
  | 'CAPTURED'
  | 'RELEASED'
  | 'CORRECTED'
  | 'ADJUSTED'
  | 'ROLLED_OVER'
  | 'TRANSFERRED';

/**
 * A signed amount, in 10⁻¹⁰ units of the account's currency. AVAILABLE legs name their grant, but for those of a pool, which has
 * none; so do COMMITMENT legs of one without a cap, and no others.
 */
export interface Leg {
  readonly side: Side;
  readonly units: bigint;
  readonly grantId?: Id<'grant'>;
}

/** What a grant pays for; null is anything. A text that ends in `*` stands for all that begin with the rest. */
export interface GrantFilters {
  readonly providers: readonly string[] | null;
  readonly models: readonly string[] | null;
  readonly tools: readonly string[] | null;
}

export const noFilters: GrantFilters = { providers: null, models: null, tools: null };

/** What the burn order needs of a new grant. `units` is its amount; zero where it has no cap. */
export interface GrantTerms {
  readonly grantId: Id<'grant'>;
  readonly priority: number;
  readonly effectiveAt: Date;
  readonly expiresAt: Date | null;
  readonly units: bigint;
  /** Left out: it pays for anything. */
  readonly filters?: GrantFilters;
  /** It pays whatever there is to pay, out of the commitment. Left out: it pays what it has. */
  readonly uncapped?: boolean;
  /** What the burn order takes for its age: money that is carried over keeps its own. Left out: when it is booked. */
  readonly createdAt?: Date;
  /** Before this instant it is promised. Left out or null: it is not. */
  readonly guaranteedUntil?: Date | null;
}

/** A posting to be written. Its legs sum to zero; without legs none is written, and only a grant without a cap is opened. */
export interface PostingDraft {
  readonly accountId: Id<'account'>;
  readonly kind: PostingKind;
  /** One effect per key and employer, for ever. */
  readonly key: string;
  readonly effectiveAt: Date;
  /** The usage event, grant or hold it tells of. */
  readonly subjectId?: Id;
  readonly reversesId?: Id<'posting'>;
  readonly legs: readonly Leg[];
  /** GRANTED postings: the grant that comes into being. */
  readonly opens?: GrantTerms;
}

export interface GrantState {
  readonly grantId: Id<'grant'>;
  readonly accountId: Id<'account'>;
  readonly employeeId: Id<'employee'>;
  readonly currency: CurrencyCode;
  readonly priority: number;
  readonly effectiveAt: Date;
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly filters: GrantFilters;
  /** It has nothing available and pays out of the commitment. */
  readonly uncapped: boolean;
  readonly available: bigint;
}

export interface AccountState {
  readonly accountId: Id<'account'>;
  /** Null: the pool of its cost center. */
  readonly employeeId: Id<'employee'> | null;
  /** Without it, and without cost center: the person's own, which carries what no grant covers. */
  readonly stipendId: Id<'stipend'> | null;
  /** Of a person: it carries what no grant covers and this cost center pays. */
  readonly costCenterId: Id<'costCenter'> | null;
  readonly currency: CurrencyCode;
  readonly balances: Readonly<Record<Side, bigint>>;
  readonly version: bigint;
  readonly lastHash: Buffer;
}

/** Accounts under lock and what was read with them. Grants are guarded by the lock of their account. */
export interface LedgerState {
  readonly accounts: ReadonlyMap<Id<'account'>, AccountState>;
  readonly grants: ReadonlyMap<Id<'grant'>, GrantState>;
  /** The employer's clock, read after the locks were held. */
  readonly bookedAt: Date;
  /** Closed periods, in order. */
  readonly locks: readonly Period[];
}

export interface PlannedPosting extends PostingDraft {
  readonly id: Id<'posting'>;
  readonly sequence: bigint;
  readonly bookedAt: Date;
  readonly hash: Buffer;
  readonly currency: CurrencyCode;
}

/** Everything a set of drafts writes. */
export interface WritePlan {
  readonly postings: readonly PlannedPosting[];
  readonly accounts: ReadonlyArray<{
    readonly accountId: Id<'account'>;
    readonly deltas: Readonly<Record<Side, bigint>>;
    readonly version: bigint;
    readonly lastHash: Buffer;
  }>;
  readonly openedGrants: ReadonlyArray<GrantState & { readonly granted: bigint; readonly guaranteedUntil: Date | null }>;
  readonly changedGrants: ReadonlyArray<{ readonly grantId: Id<'grant'>; readonly delta: bigint }>;
}

interface MovedAccount {
  readonly before: AccountState;
  readonly deltas: Record<Side, bigint>;
  version: bigint;
  lastHash: Buffer;
}

const zeroSides = (): Record<Side, bigint> => ({
  COMMITMENT: 0n,
  AVAILABLE: 0n,
  HELD: 0n,
  CONSUMED: 0n,
  EXPIRED: 0n,
  REVOKED: 0n,
  OVERAGE: 0n,
});

/**
 * Decides what a set of drafts writes onto accounts under lock: sequence, hash chain, new balances.
 * @throws Refusal `INSUFFICIENT_BALANCE` `{ available, requested }` when a grant, AVAILABLE or HELD would fall below zero
 * @throws Refusal `AMOUNT_OUT_OF_RANGE` when a balance, or that of all the person's accounts of the currency, would leave the range of money
 */
export function planPostings(state: LedgerState, drafts: readonly PostingDraft[]): WritePlan {
  const accounts = new Map<Id<'account'>, MovedAccount>();
  const opened = new Map<Id<'grant'>, { state: GrantState; granted: bigint; available: bigint; guaranteedUntil: Date | null }>();
  const changed = new Map<Id<'grant'>, bigint>();
  const postings: PlannedPosting[] = [];

  for (const draft of drafts) {
    const before = state.accounts.get(draft.accountId);
    invariant(before !== undefined, 'a posting is planned on an account under lock');
    invariant(draft.legs.reduce((total, leg) => total + leg.units, 0n) === 0n, 'an entry balances');

    let account = accounts.get(draft.accountId);
    if (account === undefined) {
      account = { before, deltas: zeroSides(), version: before.version, lastHash: before.lastHash };
      accounts.set(draft.accountId, account);
    }

    if (draft.opens !== undefined) {
      const {
        grantId,
        priority,
        effectiveAt,
        expiresAt,
        units,
        filters = noFilters,
        uncapped = false,
        createdAt = state.bookedAt,
        guaranteedUntil = null,
      } = draft.opens;
      invariant(!uncapped || units === 0n, 'a grant without a cap has no amount');
      const { accountId, employeeId, currency } = before;
      invariant(employeeId !== null, 'a grant is on the account of a person');
      const grant = {
        grantId,
        accountId,
        employeeId,
        currency,
        priority,
        effectiveAt,
        expiresAt,
        createdAt,
        filters,
        uncapped,
        available: 0n,
      };
      opened.set(grantId, { state: grant, granted: units, available: 0n, guaranteedUntil });
    }

    if (draft.legs.length === 0) {
      invariant(draft.opens?.uncapped === true, 'a posting has entries');
      continue;
    }

    for (const { side, units, grantId } of draft.legs) {
      account.deltas[side] += units;
      if (side !== 'AVAILABLE') continue;
      if (before.employeeId === null) {
        invariant(grantId === undefined, 'a pool has no grants');
        continue;
      }
      invariant(grantId !== undefined, 'available money of a person belongs to a grant');
      const fresh = opened.get(grantId);
      const held = fresh?.available ?? (state.grants.get(grantId)?.available ?? 0n) + (changed.get(grantId) ?? 0n);
      if (held + units < 0n) throw insufficient(held, -units, before.currency);
      if (fresh === undefined) changed.set(grantId, (changed.get(grantId) ?? 0n) + units);
      else fresh.available += units;
    }

    const { before: opening, deltas } = account;
    for (const side of ['AVAILABLE', 'HELD'] as const) {
      const balance = opening.balances[side] + deltas[side];
      if (balance < 0n) throw insufficient(opening.balances[side], -deltas[side], before.currency);
    }
    requireRange(state, accounts, account);

    account.version += 1n;
    const posting = { ...draft, id: newId('posting'), sequence: account.version, bookedAt: state.bookedAt, currency: before.currency };
    account.lastHash = hashOf(account.lastHash, {
      ...posting,
      postingUuid: uuidOf(posting.id),
      accountUuid: uuidOf(posting.accountId),
      subjectUuid: uuidOrNull(draft.subjectId),
      reversesUuid: uuidOrNull(draft.reversesId),
      legs: draft.legs.map(({ side, grantId, units }) => ({ side, grantUuid: uuidOrNull(grantId), units })),
    });
    postings.push({ ...posting, hash: account.lastHash });
  }

  return {
    postings,
    accounts: [...accounts]
      .filter(([, { before, version }]) => version > before.version)
      .map(([accountId, { deltas, version, lastHash }]) => ({ accountId, deltas, version, lastHash })),
    openedGrants: [...opened.values()].map(({ state: grant, ...rest }) => ({ ...grant, ...rest })),
    changedGrants: [...changed].map(([grantId, delta]) => ({ grantId, delta })),
  };
}

/** An account as a plan leaves it. */
export function accountAfter(
  accounts: LedgerState['accounts'],
  { accountId, deltas, version, lastHash }: WritePlan['accounts'][number],
): AccountState {
  const before = accounts.get(accountId);
  invariant(before !== undefined, 'a plan is about accounts under lock');
  const balances = zeroSides();
  for (const side of sides) balances[side] = before.balances[side] + deltas[side];
  return { ...before, balances, version, lastHash };
}

/**
 * Refuses what takes the employer's part in all accounts of a person and currency out of the range of money: what was granted and what
 * no grant covered. It is what all other sides have together, so none of them leaves the range, nor does a sum of them. The database
 * refuses the same (`account_range`).
 */
function requireRange(state: LedgerState, moved: ReadonlyMap<Id<'account'>, MovedAccount>, { before, deltas }: MovedAccount): void {
  if (putIn(deltas) <= 0n) return;
  let units = 0n;
  for (const { accountId, employeeId, currency, balances } of state.accounts.values()) {
    if (employeeId !== before.employeeId || currency !== before.currency) continue;
    units += putIn(balances) + putIn(moved.get(accountId)?.deltas ?? zeroSides());
  }
  if (units > MOST) throw new Refusal('AMOUNT_OUT_OF_RANGE', 'Amounts stay below 10^28.', ['input']);
}

/** 10²⁸ − 1, in 10⁻¹⁰ units: rounded to the minor unit of any currency, it is still in range. */
const MOST = (10n ** 28n - 1n) * 10n ** 10n;

const putIn = ({ COMMITMENT, OVERAGE }: Readonly<Record<Side, bigint>>): bigint => -(COMMITMENT + OVERAGE);

function insufficient(available: bigint, requested: bigint, code: CurrencyCode): Refusal {
  const has = new Money(available, code).amount;
  const asked = new Money(requested, code).amount;
  return new Refusal('INSUFFICIENT_BALANCE', `The balance is ${has} ${code}; ${asked} ${code} was asked for.`, ['input', 'amount'], {
    available: has,
    requested: asked,
    currency: code,
  });
}

const uuidOrNull = (id: Id | undefined): string | null => (id === undefined ? null : uuidOf(id));

/** What the hash chain covers of a posting: as stored, so that SQL and code compute the same. */
export interface HashedPosting {
  readonly postingUuid: string;
  readonly accountUuid: string;
  readonly sequence: bigint;
  readonly kind: string;
  readonly key: string;
  readonly effectiveAt: Date;
  readonly bookedAt: Date;
  readonly subjectUuid: string | null;
  readonly reversesUuid: string | null;
  /** In order of leg. */
  readonly legs: ReadonlyArray<{ readonly side: Side; readonly grantUuid: string | null; readonly units: bigint }>;
}

/**
 * Chains a posting to the one before it on its account: SHA-256 over the earlier hash and these lines in UTF-8, instants in
 * milliseconds since 1970, amounts in whole 10⁻¹⁰ units, nothing for null. The key comes last: it alone is free text.
 */
export function hashOf(previous: Buffer, posting: HashedPosting): Buffer {
  const { postingUuid, accountUuid, sequence, kind, key, effectiveAt, bookedAt, subjectUuid, reversesUuid, legs } = posting;
  const lines = [
    postingUuid,
    accountUuid,
    sequence,
    kind,
    effectiveAt.getTime(),
    bookedAt.getTime(),
    subjectUuid ?? '',
    reversesUuid ?? '',
    legs.length,
    ...legs.map(({ side, grantUuid, units }) => `${side} ${grantUuid ?? ''} ${units}`),
    key,
  ];
  return createHash('sha256').update(previous).update(lines.join('\n'), 'utf8').digest();
}

/** Moves an instant out of closed periods, to the start of the next open one: where late usage is booked. */
export function openEffectiveAt(locks: readonly Period[], at: Date): Date {
  let open = at;
  for (const { start, end } of locks) if (start <= open && open < end) open = end;
  return open;
}
