import type { Id } from '../../kernel/ids.js';
import type { GrantTerms, Leg, PostingDraft, Side } from './ledger.rules.js';

/** What part of a charge a grant pays. */
export interface Slice {
  readonly grantId: Id<'grant'>;
  readonly units: bigint;
  /** The grant has no cap: its part comes out of the commitment. Left out: out of what it has. */
  readonly uncapped?: boolean;
}

const sourceOf = ({ uncapped }: Slice): Side => (uncapped === true ? 'COMMITMENT' : 'AVAILABLE');

export interface Consumption {
  readonly key: string;
  readonly effectiveAt: Date;
  readonly subjectId: Id;
  readonly slices: readonly Slice[];
  /** What no grant covers; booked on the person's own account. */
  readonly overage?: bigint;
}

/** The postings of the domain, each summing to zero (domain.md §7). */
export const recipes = {
  /** COMMITMENT −x / AVAILABLE +x; of a grant without a cap nothing, until it pays. */
  granted(accountId: Id<'account'>, terms: GrantTerms, key: string): PostingDraft {
    return {
      accountId,
      kind: 'GRANTED',
      key,
      effectiveAt: terms.effectiveAt,
      subjectId: terms.grantId,
      opens: terms,
      legs:
        terms.uncapped === true
          ? []
          : [
              { side: 'COMMITMENT', units: -terms.units },
              { side: 'AVAILABLE', units: terms.units, grantId: terms.grantId },
            ],
    };
  },

  /** AVAILABLE −slices, or COMMITMENT of grants without a cap / OVERAGE −o / CONSUMED +sum */
  consumed(accountId: Id<'account'>, { key, effectiveAt, subjectId, slices, overage = 0n }: Consumption): PostingDraft {
    const total = slices.reduce((units, slice) => units + slice.units, overage);
    const legs: Leg[] = slices.map((slice) => ({ side: sourceOf(slice), units: -slice.units, grantId: slice.grantId }));
    if (overage !== 0n) legs.push({ side: 'OVERAGE', units: -overage });
    legs.push({ side: 'CONSUMED', units: total });
    return { accountId, kind: 'CONSUMED', key, effectiveAt, subjectId, legs };
  },

  /**
   * CONSUMED −sum / OVERAGE +o / AVAILABLE +slices, or COMMITMENT of grants without a cap: what was charged is given back,
   * overage first and the slices in the order given, which is the reverse of that in which they paid.
   */
  reversed(
    accountId: Id<'account'>,
    reversesId: Id<'posting'>,
    { key, effectiveAt, subjectId, slices, overage = 0n }: Consumption,
  ): PostingDraft {
    const total = slices.reduce((units, slice) => units + slice.units, overage);
    const legs: Leg[] = [{ side: 'CONSUMED', units: -total }];
    if (overage !== 0n) legs.push({ side: 'OVERAGE', units: overage });
    legs.push(...slices.map((slice): Leg => ({ side: sourceOf(slice), units: slice.units, grantId: slice.grantId })));
    return { accountId, kind: 'CORRECTED', key, effectiveAt, subjectId, reversesId, legs };
  },

  /** AVAILABLE −r / EXPIRED +r */
  expired(accountId: Id<'account'>, grantId: Id<'grant'>, units: bigint, effectiveAt: Date, key: string): PostingDraft {
    return {
      accountId,
      kind: 'EXPIRED',
      key,
      effectiveAt,
      subjectId: grantId,
      legs: [
        { side: 'AVAILABLE', units: -units, grantId },
        { side: 'EXPIRED', units },
      ],
    };
  },

  /**
   * EXPIRED −x / AVAILABLE +x: what late usage of the grant's time takes, as if its end had never taken it. It counts
   * where the end counts, so that the balance before the end lacks what was used and the balance after it does not change.
   */
  reopened(
    accountId: Id<'account'>,
    { grantId, expiryId }: { readonly grantId: Id<'grant'>; readonly expiryId: Id<'posting'> },
    units: bigint,
    effectiveAt: Date,
    key: string,
  ): PostingDraft {
    return {
      accountId,
      kind: 'CORRECTED',
      key,
      effectiveAt,
      subjectId: grantId,
      reversesId: expiryId,
      legs: [
        { side: 'EXPIRED', units: -units },
        { side: 'AVAILABLE', units, grantId },
      ],
    };
  },

  /** More: COMMITMENT −d / AVAILABLE +d. Less: AVAILABLE −d / REVOKED +d. */
  adjusted(accountId: Id<'account'>, grantId: Id<'grant'>, delta: bigint, effectiveAt: Date, key: string): PostingDraft {
    return {
      accountId,
      kind: 'ADJUSTED',
      key,
      effectiveAt,
      subjectId: grantId,
      legs: [
        { side: delta > 0n ? 'COMMITMENT' : 'REVOKED', units: -delta },
        { side: 'AVAILABLE', units: delta, grantId },
      ],
    };
  },

  /**
   * AVAILABLE −f of the grant that ended / AVAILABLE +x of the one that carries; where more is carried than was left,
   * COMMITMENT −(x − f).
   */
  rolledOver(accountId: Id<'account'>, terms: GrantTerms, ended: Slice, effectiveAt: Date, key: string): PostingDraft {
    const legs: Leg[] = [];
    if (ended.units !== 0n) legs.push({ side: 'AVAILABLE', units: -ended.units, grantId: ended.grantId });
    if (terms.units !== ended.units) legs.push({ side: 'COMMITMENT', units: ended.units - terms.units });
    legs.push({ side: 'AVAILABLE', units: terms.units, grantId: terms.grantId });
    return { accountId, kind: 'ROLLED_OVER', key, effectiveAt, subjectId: terms.grantId, opens: terms, legs };
  },

  /**
   * AVAILABLE +g of the grant that ended / AVAILABLE −x of the one that carries; the rest is the commitment's. What was carried is
   * taken back (x > 0), or carried anew (x < 0), so that in the end as much is carried as should be.
   */
  rolledBack(
    accountId: Id<'account'>,
    { carriedId, rolloverId }: { readonly carriedId: Id<'grant'>; readonly rolloverId: Id<'posting'> },
    units: bigint,
    ended: Slice,
    effectiveAt: Date,
    key: string,
  ): PostingDraft {
    const legs: Leg[] = [];
    if (ended.units !== 0n) legs.push({ side: 'AVAILABLE', units: ended.units, grantId: ended.grantId });
    if (units !== ended.units) legs.push({ side: 'COMMITMENT', units: units - ended.units });
    legs.push({ side: 'AVAILABLE', units: -units, grantId: carriedId });
    return { accountId, kind: 'ROLLED_OVER', key, effectiveAt, subjectId: carriedId, reversesId: rolloverId, legs };
  },

  /** AVAILABLE −t / COMMITMENT +t on the account of the grant: what a person hands to a pool, where {@link recipes.pooled} has the rest. */
  transferred(accountId: Id<'account'>, grantId: Id<'grant'>, units: bigint, effectiveAt: Date, key: string): PostingDraft {
    return {
      accountId,
      kind: 'TRANSFERRED',
      key,
      effectiveAt,
      subjectId: grantId,
      legs: [
        { side: 'AVAILABLE', units: -units, grantId },
        { side: 'COMMITMENT', units },
      ],
    };
  },

  /** COMMITMENT −t / AVAILABLE +t on a pool: what comes of a grant, or, negative, goes into one. */
  pooled(poolId: Id<'account'>, grantId: Id<'grant'>, units: bigint, effectiveAt: Date, key: string): PostingDraft {
    return {
      accountId: poolId,
      kind: 'TRANSFERRED',
      key,
      effectiveAt,
      subjectId: grantId,
      legs: [
        { side: 'COMMITMENT', units: -units },
        { side: 'AVAILABLE', units },
      ],
    };
  },

  /** AVAILABLE −r / REVOKED +r */
  revoked(accountId: Id<'account'>, grantId: Id<'grant'>, units: bigint, effectiveAt: Date, key: string): PostingDraft {
    return {
      accountId,
      kind: 'REVOKED',
      key,
      effectiveAt,
      subjectId: grantId,
      legs: [
        { side: 'AVAILABLE', units: -units, grantId },
        { side: 'REVOKED', units },
      ],
    };
  },
};
