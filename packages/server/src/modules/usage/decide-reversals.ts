import { idOf, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { decideRestoration, type LedgerState, openEffectiveAt, type PostingDraft, recipes } from '../ledger/index.js';
import type { CorrectedCharge, CorrectedUsage, RepaidGrant } from './corrections.statements.js';

/** What comes back to a grant that has a cap, in 10⁻¹⁰ units; of others it goes back into the commitment. */
export interface Repayment {
  readonly grant: RepaidGrant;
  readonly units: bigint;
  /** From when on it counts. */
  readonly effectiveAt: Date;
  /** The event that is taken back. */
  readonly correctsUuid: string;
}

export interface Reversals {
  readonly drafts: readonly PostingDraft[];
  readonly repayments: readonly Repayment[];
}

/**
 * Takes back what was charged for events that are corrected, whole: for each posting of a charge one that points to it and
 * gives back overage first, then the slices in the reverse order of that in which they paid (C2, C8). It counts when the
 * charge counted, as if that had never been; where that period is closed, from the start of the next open one.
 */
export function decideReversals(corrected: readonly CorrectedUsage[], state: LedgerState): Reversals {
  const all = corrected.flatMap(({ correctsUuid, charge }) => (charge === null ? [] : reversalOf(correctsUuid, charge, state)));
  return { drafts: all.flatMap(({ drafts }) => drafts), repayments: all.flatMap(({ repayments }) => repayments) };
}

function reversalOf(correctsUuid: string, charge: CorrectedCharge, { locks }: LedgerState): Reversals {
  const grants = new Map(charge.parts.flatMap(({ grant }) => (grant === null ? [] : [[grant.grantId as string, grant]])));
  const paid = fundingOf(charge);
  const total = paid.slices.reduce((units, slice) => units + slice.units, paid.uncovered);
  const { slices } = decideRestoration(paid, total);
  const repaid = slices.flatMap(({ grantId, units }) => {
    const grant = grants.get(grantId);
    return grant === undefined ? [] : { grant, units };
  });

  const reversals = charge.postings.map(({ id, accountId, overage, effectiveAt }) => {
    const own = repaid.filter(({ grant }) => grant.accountId === accountId);
    return { id, accountId, own, overage, effectiveAt: openEffectiveAt(locks, effectiveAt) };
  });
  const given = reversals.reduce((units, { own, overage }) => own.reduce((sum, part) => sum + part.units, units + overage), 0n);
  invariant(given === total, 'what was charged is taken back whole');

  const place = ({ own: [first] }: (typeof reversals)[number]): number => (first === undefined ? -1 : repaid.indexOf(first));
  return {
    drafts: reversals
      .toSorted((a, b) => place(a) - place(b))
      .map(({ id, accountId, own, overage, effectiveAt }) =>
        recipes.reversed(accountId, id, {
          key: `correct:${correctsUuid}:${uuidOf(accountId)}`,
          effectiveAt,
          subjectId: idOf('usageEvent', correctsUuid),
          slices: own.map(({ grant, units }) => ({ grantId: grant.grantId, units, uncapped: grant.uncapped })),
          overage,
        }),
      ),
    repayments: reversals.flatMap(({ own, effectiveAt }) =>
      own.filter(({ grant }) => !grant.uncapped).map((part) => ({ ...part, effectiveAt, correctsUuid })),
    ),
  };
}

function fundingOf({ parts }: CorrectedCharge) {
  return {
    slices: parts.flatMap(({ grant, units }) => (grant === null ? [] : { grantId: grant.grantId, units })),
    uncovered: parts.reduce((units, part) => (part.grant === null ? units + part.units : units), 0n),
  };
}
