import { type Id, newId } from '../../kernel/ids.js';
import { unreachable } from '../../kernel/invariant.js';
import { Money } from '../../kernel/money.js';
import type { LocalDate } from '../../kernel/period.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import { optional, readText } from '../../kernel/text.js';
import type { MoneyInput } from '../../platform/graphql.js';
import { totalCompensation } from './compensation.rules.js';
import type { ComputeGuaranteeInput, ComputeStipendInput, OfferComponentInput, UsageVisibilityInput } from './component.graphql.js';
import { readSentence } from './fields.rules.js';
import {
  type Allowance,
  type ComputeStipend,
  type Framing,
  type Guarantee,
  type OfferComponent,
  type OfferComponentKind,
  requireValidComponents,
  type UsageVisibility,
} from './offers.rules.js';

/** What components are read against. */
export interface ComponentSetting {
  /** Components of the offer so far: their ids may be named again. */
  readonly known: readonly OfferComponent[];
  readonly startDate: LocalDate | null;
  /** Of the employer. */
  readonly defaultFraming: Framing;
}

const here: InputPath = ['input', 'components'];

/**
 * Reads the components of an offer from outside.
 * @throws Refusal `VALIDATION` and `CURRENCY_MISMATCH` as `requireValidComponents`; `AMOUNT_OUT_OF_RANGE` for a total beyond 10^28; `NOT_FOUND` for an id that is no component
 *   of this offer, or one of another kind
 */
export function readComponents(inputs: readonly OfferComponentInput[], setting: ComponentSetting): readonly OfferComponent[] {
  const components = inputs.map((input, index) => readComponent(input, setting, [...here, String(index)]));
  requireValidComponents(components, setting.startDate, here);
  // A sum that is out of range is refused here, not when somebody reads the total.
  totalCompensation(components);
  return components;
}

function readComponent(input: OfferComponentInput, setting: ComponentSetting, path: InputPath): OfferComponent {
  const { baseSalary, bonus, equity, computeStipend, other } = input;
  if (baseSalary != null) {
    const { period } = baseSalary;
    const at = [...path, 'baseSalary'];
    if (period === 'ONCE') throw new Refusal('VALIDATION', 'A base salary is paid each month or each year.', [...at, 'period']);
    return {
      kind: 'BASE_SALARY',
      ...common('BASE_SALARY', baseSalary, setting, at),
      amount: moneyOf(baseSalary.amount),
      period: period ?? 'ANNUAL',
    };
  }
  if (bonus != null) {
    return { kind: 'BONUS', ...common('BONUS', bonus, setting, [...path, 'bonus']), type: bonus.type, amount: moneyOf(bonus.amount) };
  }
  if (equity != null) {
    const at = [...path, 'equity'];
    const { grantValue, vestingYears } = equity;
    const valuationBasis = readSentence(equity.valuationBasis, [...at, 'valuationBasis']);
    return { kind: 'EQUITY', ...common('EQUITY', equity, setting, at), grantValue: moneyOf(grantValue), vestingYears, valuationBasis };
  }
  if (computeStipend != null) return readComputeStipend(computeStipend, setting, [...path, 'computeStipend']);
  if (other != null) {
    const at = [...path, 'other'];
    const label = readText(other.label, [...at, 'label']);
    return { kind: 'OTHER', ...common('OTHER', other, setting, at), label, amount: moneyOf(other.amount), period: other.period };
  }
  // The schema lets exactly one of them through.
  return unreachable(input as never);
}

function readComputeStipend(input: ComputeStipendInput, setting: ComponentSetting, path: InputPath): ComputeStipend {
  const guarantee = input.guarantee ?? null;
  return {
    kind: 'COMPUTE_STIPEND',
    ...common('COMPUTE_STIPEND', input, setting, path),
    allowance: readAllowance(input, path),
    framing: input.framing ?? setting.defaultFraming,
    guarantee: guarantee === null ? null : readGuarantee(guarantee, [...path, 'guarantee']),
    onTermination: guarantee?.onTermination ?? null,
    onLeave: guarantee?.onLeave ?? null,
    expiry: input.expiry ?? null,
    rollover: readRollover(input.rollover ?? null, path),
    taxTreatment: input.taxTreatment ?? null,
    personalUse: input.personalUse ?? null,
    usageVisibility: input.usageVisibility == null ? null : readVisibility(input.usageVisibility, [...path, 'usageVisibility']),
    scope: optional(input.scope, readSentence, [...path, 'scope']) ?? null,
    expectation: optional(input.expectation, readSentence, [...path, 'expectation']) ?? null,
  };
}

function readRollover(rollover: (ComputeStipendInput['rollover'] & {}) | null, path: InputPath): 'NONE' | null {
  if (rollover !== 'CAPPED') return rollover;
  throw new Refusal('VALIDATION', 'Only the terms of a policy carry anything over.', [...path, 'rollover']);
}

function readAllowance({ amountType, period, amount, percent }: ComputeStipendInput, path: InputPath): Allowance {
  const refuse = (field: string, message: string): Refusal => new Refusal('VALIDATION', message, [...path, field]);
  if (period !== 'MONTHLY' && period !== 'ANNUAL') throw refuse('period', 'The allowance of an offer is MONTHLY or ANNUAL.');
  switch (amountType) {
    case 'FIXED':
      if (percent != null) throw refuse('percent', 'A FIXED allowance has an amount and no percentage.');
      if (amount == null) throw refuse('amount', 'A FIXED allowance needs an amount.');
      return { amountType, period, amount: moneyOf(amount) };
    case 'PERCENT_OF_BASE':
      if (amount != null) throw refuse('amount', 'A PERCENT_OF_BASE allowance has a percentage and no amount.');
      if (percent == null) throw refuse('percent', 'A PERCENT_OF_BASE allowance needs a percentage in basis points.');
      return { amountType, period, percent };
    case 'PER_DAY':
      throw refuse('amountType', 'The allowance of an offer is FIXED or PERCENT_OF_BASE.');
  }
}

function readGuarantee({ kind, until }: ComputeGuaranteeInput, path: InputPath): Guarantee {
  switch (kind) {
    case 'GUARANTEED':
      if (until == null) throw new Refusal('VALIDATION', 'A guarantee says until when.', [...path, 'until']);
      return { kind, until };
    case 'DISCRETIONARY':
      if (until != null)
        throw new Refusal('VALIDATION', 'What is discretionary has no date until which it is guaranteed.', [...path, 'until']);
      return { kind };
  }
}

function readVisibility({ seenBy, detail, ranked }: UsageVisibilityInput, path: InputPath): UsageVisibility {
  return { seenBy: readSentence(seenBy, [...path, 'seenBy']), detail, ranked };
}

interface CommonInput {
  readonly id?: string | null;
  readonly label?: string | null;
  readonly effectiveDate?: LocalDate | null;
}

function common(kind: OfferComponentKind, { id, label, effectiveDate }: CommonInput, { known }: ComponentSetting, path: InputPath) {
  return {
    id: id == null ? newId('offerComponent') : knownId(id, kind, known, [...path, 'id']),
    label: optional(label, readText, [...path, 'label']) ?? null,
    effectiveDate: effectiveDate ?? null,
  };
}

function knownId(id: string, kind: OfferComponentKind, known: readonly OfferComponent[], path: InputPath): Id<'offerComponent'> {
  const component = known.find((one) => one.id === id && one.kind === kind);
  if (component === undefined) throw new Refusal('NOT_FOUND', 'This offer has no such component of this kind.', path);
  return component.id;
}

function moneyOf({ amount, currency }: MoneyInput): Money {
  return Money.of(amount, currency);
}
