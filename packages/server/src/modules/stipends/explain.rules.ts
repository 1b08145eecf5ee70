import type { LocalDate } from '../../kernel/period.js';
import type { StipendProblem } from './periods.rules.js';

/** Why a policy, or the terms of an offer, count for a person on a day, or do not. */
export type ExplanationReason =
  | 'ENROLLED'
  | 'OFFER_TERMS'
  | 'GRANTED_BY_HAND'
  | 'BLOCKED'
  | 'REPLACED_BY_OFFER'
  | 'NOT_STARTED'
  | 'ENDED'
  | 'NOT_EMPLOYED'
  | 'NOT_IN_FORCE'
  | 'NOT_ENROLLED';

/** A stipend of the person, ended ones too. */
export interface ExplainedStipend<S = string, P = string> {
  readonly id: S;
  readonly origin: keyof typeof standing;
  /** Of origin POLICY alone. */
  readonly policyId: P | null;
  readonly startDate: LocalDate;
  readonly endDate: LocalDate | null;
  /** What keeps it from paying on the day; null where nothing does. */
  readonly problem: StipendProblem | null;
}

/** A published policy, with the version that counts on the day. */
export interface ExplainedPolicy<P = string> {
  readonly id: P;
  /** Null where no version counts. */
  readonly stacking: 'OFFER_REPLACES' | 'ADD' | null;
}

export interface Explanation<S = string, P = string> {
  readonly origin: keyof typeof standing;
  readonly policyId: P | null;
  readonly stipendId: S | null;
  readonly applies: boolean;
  readonly reason: ExplanationReason;
  /** Of reason BLOCKED alone. */
  readonly problem: StipendProblem | null;
}

/**
 * What counts for a person on a day, and why not the rest: what counts comes first. Terms of an offer stand instead of a policy's
 * unless its `stacking` is ADD (M4). Of several stipends under one policy the one of the day is told of, else the latest.
 */
export function explain<S, P>(
  on: LocalDate,
  stipends: ReadonlyArray<ExplainedStipend<S, P>>,
  policies: ReadonlyArray<ExplainedPolicy<P>>,
  employed: boolean,
): Explanation<S, P>[] {
  const held = stipends.filter(({ startDate, endDate }) => endDate === null || endDate > startDate);
  const offered = held.some((stipend) => stipend.origin === 'OFFER' && holds(stipend, on));
  const replaces = (policyId: P): boolean => offered && policies.find(({ id }) => id === policyId)?.stacking !== 'ADD';

  const latest = new Map<unknown, ExplainedStipend<S, P>>();
  for (const stipend of held.toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1))) {
    const place = stipend.policyId ?? stipend.id;
    const before = latest.get(place);
    if (before === undefined || !holds(before, on)) latest.set(place, stipend);
  }
  const told = [...latest.values()].map((stipend): Explanation<S, P> => {
    const { id: stipendId, origin, policyId } = stipend;
    if (!holds(stipend, on)) return { origin, policyId, stipendId, applies: false, reason: absence(stipend), problem: null };
    const { problem } = stipend;
    // It stands, also against a policy, but it pays nothing.
    return { origin, policyId, stipendId, applies: problem === null, reason: problem === null ? standing[origin] : 'BLOCKED', problem };
  });
  const others = policies
    .filter(({ id }) => !latest.has(id))
    .map(({ id: policyId, stacking }): Explanation<S, P> => {
      const reason =
        stacking === null ? 'NOT_IN_FORCE' : !employed ? 'NOT_EMPLOYED' : replaces(policyId) ? 'REPLACED_BY_OFFER' : 'NOT_ENROLLED';
      return { origin: 'POLICY', policyId, stipendId: null, applies: false, reason, problem: null };
    });
  return [...told, ...others].toSorted((a, b) => Number(b.applies) - Number(a.applies));

  function absence({ startDate, policyId }: ExplainedStipend<S, P>): ExplanationReason {
    if (startDate > on) return 'NOT_STARTED';
    return policyId !== null && replaces(policyId) ? 'REPLACED_BY_OFFER' : 'ENDED';
  }
}

const standing = { POLICY: 'ENROLLED', OFFER: 'OFFER_TERMS', EXCEPTION: 'GRANTED_BY_HAND' } as const;

function holds({ startDate, endDate }: ExplainedStipend<unknown, unknown>, on: LocalDate): boolean {
  return startDate <= on && (endDate === null || on < endDate);
}
