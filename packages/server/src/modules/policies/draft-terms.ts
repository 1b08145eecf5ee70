import { currency, Money } from '../../kernel/money.js';
import type { Tx } from '../../platform/transaction.js';
import { settingsOf } from '../access/index.js';
import type { GrantFilters } from '../ledger/index.js';
import { readFilters } from './filters.rules.js';
import { currencyOf, type RolloverDraft, readAmountTerms, readRollover, requireGuarantee, requireUncappedDays } from './policies.rules.js';
import type { PolicyVersion } from './policy.entity.js';
import type { PolicyTermsInput } from './policy.graphql.js';

/** The columns of a version that its terms fill. */
export type VersionTerms = Pick<
  PolicyVersion,
  | 'amountType'
  | 'period'
  | 'amountUnits'
  | 'percent'
  | 'dayCount'
  | 'payPeriodsPerYear'
  | 'currency'
  | 'framing'
  | 'stacking'
  | 'guaranteeMonths'
  | 'uncappedDays'
  | 'expiry'
  | 'rollover'
  | 'rolloverMaxUnits'
  | 'rolloverMinUnits'
  | 'rolloverPercent'
  | 'rolloverPeriods'
  | 'transfer'
  | 'providers'
  | 'models'
  | 'tools'
>;

/** The same input for the same amounts, however they are written: `1.5` is `1.50`. What an idempotency claim compares. */
export function comparable<T extends { terms?: PolicyTermsInput | null }>(input: T): object {
  if (input.terms == null) return input;
  return { ...input, terms: { ...input.terms, amount: amountOf(input.terms), rolloverTerms: rolloverOf(input.terms) } };
}

function rolloverOf({ rolloverTerms }: PolicyTermsInput): RolloverDraft | null {
  if (rolloverTerms == null) return null;
  const { max, min, maxPercent = null, lastsPeriods = null } = rolloverTerms;
  return {
    max: Money.of(max.amount, max.currency),
    min: min == null ? null : Money.of(min.amount, min.currency),
    maxPercent,
    lastsPeriods,
  };
}

function amountOf({ amount }: PolicyTermsInput): Money | null {
  return amount == null ? null : Money.of(amount.amount, amount.currency);
}

/**
 * Reads terms from outside; what is left out gets its default, the framing that of the employer.
 * @throws Refusal `VALIDATION`, `CURRENCY_MISMATCH`, `AMOUNT_OUT_OF_RANGE`
 */
export async function draftTerms(tx: Tx, input: PolicyTermsInput): Promise<VersionTerms> {
  const path = ['input', 'terms'];
  const terms = readAmountTerms(
    {
      amountType: input.amountType,
      period: input.period,
      amount: amountOf(input),
      percent: input.percent,
      payPeriodsPerYear: input.payPeriodsPerYear,
      dayCount: input.dayCount,
      currency: input.currency == null ? null : currency(input.currency),
    },
    path,
  );
  const rollover = readRollover(input.rollover ?? null, rolloverOf(input), currencyOf(terms), path);
  return {
    amountType: terms.amountType,
    period: terms.period,
    amountUnits: terms.amountType === 'PERCENT_OF_BASE' ? null : terms.amount.units,
    percent: terms.amountType === 'PERCENT_OF_BASE' ? terms.percent : null,
    dayCount: terms.amountType === 'PER_DAY' ? terms.dayCount : null,
    payPeriodsPerYear: terms.payPeriodsPerYear ?? null,
    currency: currencyOf(terms),
    framing: input.framing ?? (await settingsOf(tx)).framing,
    stacking: input.stacking ?? 'OFFER_REPLACES',
    uncappedDays: requireUncappedDays(input.uncappedDays ?? null, [...path, 'uncappedDays']),
    guaranteeMonths: requireGuarantee(input.guaranteeMonths ?? null, [...path, 'guaranteeMonths']),
    expiry: 'PERIOD_END',
    rollover: rollover === null ? 'NONE' : 'CAPPED',
    rolloverMaxUnits: rollover?.max.units ?? null,
    rolloverMinUnits: rollover?.min.units ?? null,
    rolloverPercent: rollover?.maxPercent ?? null,
    rolloverPeriods: rollover?.lastsPeriods ?? null,
    transfer: input.transfer ?? 'NONE',
    ...copied(readFilters(input.filters ?? {}, [...path, 'filters'])),
  };
}

function copied({ providers, models, tools }: GrantFilters): Pick<PolicyVersion, 'providers' | 'models' | 'tools'> {
  const copy = (list: readonly string[] | null) => (list === null ? null : [...list]);
  return { providers: copy(providers), models: copy(models), tools: copy(tools) };
}
