import { type CurrencyCode, type Money, splitEvenly } from '../../kernel/money.js';
import type { LocalDate } from '../../kernel/period.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';

/** How an allowance is measured: a fixed amount of money, or a share of the annual base salary. */
export type AmountType = 'FIXED' | 'PERCENT_OF_BASE';
/** What the amount is for: each month, or a stipend year that is granted in twelve monthly parts. */
export type AmountPeriod = 'MONTHLY' | 'ANNUAL';

/** How much a stipend grants; a policy version and the compute line of an offer say it in the same words. */
export type AmountTerms =
  | { readonly amountType: 'FIXED'; readonly period: AmountPeriod; readonly amount: Money }
  | {
      readonly amountType: 'PERCENT_OF_BASE';
      /** MONTHLY takes the base salary anew at the start of each month, ANNUAL at the start of each stipend year. */
      readonly period: AmountPeriod;
      /** Basis points of the annual base salary: 100 is 1 %, 5,000 is 50 %. */
      readonly percent: number;
      readonly currency: CurrencyCode;
    };

/** What the compute is to the person: a tool for the job, or part of what they are paid. */
export type Framing = 'EMPLOYER_TOOL' | 'COMPENSATION';
/** What the policy does beside compute that an offer promises the same person (M4). */
export type Stacking = 'OFFER_REPLACES' | 'ADD';

export const MONTHS_PER_YEAR = 12;
/** 10,000 %: beyond it a percentage is taken for a slip of the keyboard. */
export const PERCENT_MAX = 1_000_000;
const WHOLE = 10_000n;

/**
 * The twelve monthly grants of one stipend year, in order; they sum to {@link annualAmount} exactly.
 *
 * A MONTHLY fixed amount comes twelve times; everything else is an annual amount split by largest remainder on minor
 * units, the earliest months getting the extra unit. Source: requirements B1 and L3 — 50 % of 500,000.00 USD is
 * 4 × 20,833.34 and then 8 × 20,833.33.
 *
 * @param annualBase the annual base salary at the start of the period the amount is for (SNAPSHOT); FIXED ignores it
 * @throws Refusal `VALIDATION` without a base salary, `CURRENCY_MISMATCH` where it is paid in another currency
 */
export function periodAmounts(terms: AmountTerms, annualBase?: Money): readonly Money[] {
  return terms.amountType === 'FIXED' && terms.period === 'MONTHLY'
    ? Array.from({ length: MONTHS_PER_YEAR }, () => terms.amount)
    : splitEvenly(annualAmount(terms, annualBase), MONTHS_PER_YEAR);
}

/**
 * What twelve months of these terms grant: 250,000.00 for 50 % of 500,000.00. A share is rounded half-even to 10⁻¹⁰.
 * @throws Refusal as {@link periodAmounts}
 */
export function annualAmount(terms: AmountTerms, annualBase?: Money): Money {
  if (terms.amountType === 'FIXED') {
    return terms.period === 'MONTHLY' ? terms.amount.scaledBy(BigInt(MONTHS_PER_YEAR), 1n) : terms.amount;
  }
  if (annualBase === undefined) {
    throw new Refusal('VALIDATION', 'A percentage of base salary needs the base salary at the start of the period, and none is known.');
  }
  if (annualBase.currency !== terms.currency) {
    throw new Refusal(
      'CURRENCY_MISMATCH',
      `The stipend is in ${terms.currency} and the base salary in ${annualBase.currency}; nothing is converted.`,
    );
  }
  return annualBase.scaledBy(BigInt(terms.percent), WHOLE);
}

/** The currency the terms grant in. */
export function currencyOf(terms: AmountTerms): CurrencyCode {
  return terms.amountType === 'FIXED' ? terms.amount.currency : terms.currency;
}

/** Amount terms as they come from outside: what does not belong to the amount type is absent or null. */
export interface AmountDraft {
  readonly amountType: AmountType;
  readonly period: AmountPeriod;
  readonly amount?: Money | null | undefined;
  readonly percent?: number | null | undefined;
  readonly currency?: CurrencyCode | null | undefined;
}

/**
 * Reads a draft into terms, so that nothing after it checks them again.
 * @param path where the draft stands in the input
 * @throws Refusal `VALIDATION` naming the field: FIXED takes a positive `amount` and no `percent`; PERCENT_OF_BASE takes
 *   a `percent` of 1 to 1,000,000 basis points, a `currency` and no `amount`; `CURRENCY_MISMATCH` where FIXED names a
 *   `currency` other than its amount's
 */
export function readAmountTerms(draft: AmountDraft, path: InputPath = ['input']): AmountTerms {
  const refuse = (field: string, sentence: string): Refusal => new Refusal('VALIDATION', sentence, [...path, field]);
  const { amountType, period } = draft;

  switch (amountType) {
    case 'FIXED': {
      if (draft.percent != null) throw refuse('percent', 'A FIXED stipend has an amount and no percentage.');
      if (draft.amount == null) throw refuse('amount', 'A FIXED stipend needs an amount.');
      if (!draft.amount.isPositive) throw refuse('amount', 'The amount is more than zero.');
      if (draft.currency != null && draft.currency !== draft.amount.currency) {
        throw new Refusal('CURRENCY_MISMATCH', `The amount is in ${draft.amount.currency}.`, [...path, 'currency']);
      }
      return { amountType, period, amount: draft.amount };
    }
    case 'PERCENT_OF_BASE': {
      if (draft.amount != null) throw refuse('amount', 'A PERCENT_OF_BASE stipend has a percentage and no amount.');
      if (draft.percent == null) throw refuse('percent', 'A PERCENT_OF_BASE stipend needs a percentage in basis points.');
      if (!Number.isInteger(draft.percent) || draft.percent < 1 || draft.percent > PERCENT_MAX) {
        throw refuse('percent', 'The percentage is 1 to 1,000,000 basis points; 5,000 is 50 %.');
      }
      if (draft.currency == null) throw refuse('currency', 'A PERCENT_OF_BASE stipend names the currency it is granted in.');
      return { amountType, period, percent: draft.percent, currency: draft.currency };
    }
  }
}

export type PolicyStatus = 'DRAFT' | 'PUBLISHED' | 'ARCHIVED';
export type PolicyVersionStatus = 'DRAFT' | 'PUBLISHED' | 'SUPERSEDED' | 'ARCHIVED';

/** What may follow what. A version is never edited after DRAFT; SUPERSEDED and ARCHIVED are final. Source: domain.md §2. */
const nextStatuses: Readonly<Record<PolicyVersionStatus, readonly PolicyVersionStatus[]>> = {
  DRAFT: ['PUBLISHED'],
  PUBLISHED: ['SUPERSEDED', 'ARCHIVED'],
  SUPERSEDED: [],
  ARCHIVED: [],
};

/** @throws Refusal `INVALID_TRANSITION` with `from` and `to` */
export function transition(from: PolicyVersionStatus, to: PolicyVersionStatus): PolicyVersionStatus {
  if (!nextStatuses[from].includes(to)) {
    throw new Refusal('INVALID_TRANSITION', `A policy version that is ${from} does not become ${to}.`, ['input'], { from, to });
  }
  return to;
}

/** When a version counts: from `effectiveFrom` up to and without `effectiveTo`. A draft has no dates, an open end is null. */
export interface EffectiveSpan {
  readonly effectiveFrom: LocalDate | null;
  readonly effectiveTo: LocalDate | null;
}

/** The one version that counts on a date; `undefined` before the first. Spans of a policy never overlap. */
export function versionOn<T extends EffectiveSpan>(versions: readonly T[], date: LocalDate): T | undefined {
  return versions.find(
    ({ effectiveFrom, effectiveTo }) => effectiveFrom !== null && effectiveFrom <= date && (effectiveTo === null || date < effectiveTo),
  );
}

/**
 * Whether a version may follow the one before it.
 * @throws Refusal `VALIDATION` at `effectiveFrom`: a later version takes effect later
 */
export function requireLater(previousFrom: LocalDate | null, effectiveFrom: LocalDate): void {
  if (previousFrom === null || effectiveFrom > previousFrom) return;
  throw new Refusal('VALIDATION', `The version before takes effect on ${previousFrom}; this one does later.`, ['input', 'effectiveFrom']);
}

/** @throws Refusal `CURRENCY_MISMATCH`: a policy keeps its currency, so that a stipend is one account from first month to last */
export function requireSameCurrency(published: CurrencyCode, proposed: CurrencyCode): void {
  if (published === proposed) return;
  throw new Refusal('CURRENCY_MISMATCH', `The policy grants in ${published}. Create another policy for ${proposed}.`, ['input', 'terms']);
}

const GUARANTEE_MAX_MONTHS = 120;

/** @throws Refusal `VALIDATION` outside 1 to 120 months; null promises nothing */
export function requireGuarantee(months: number | null, path: InputPath): number | null {
  if (months === null || (Number.isInteger(months) && months >= 1 && months <= GUARANTEE_MAX_MONTHS)) return months;
  throw new Refusal('VALIDATION', `A guarantee is 1 to ${GUARANTEE_MAX_MONTHS} months.`, path);
}
