import { type Id, newId } from '../../src/kernel/ids.js';
import { Money } from '../../src/kernel/money.js';
import type { LetterInput } from '../../src/modules/offers/letter.js';
import type {
  Allowance,
  AmountPeriod,
  BaseSalary,
  Bonus,
  BonusType,
  CompleteComputeStipend,
  ComputeStipend,
  Equity,
  OtherComponent,
  PaymentPeriod,
} from '../../src/modules/offers/offers.rules.js';

const common = { label: null, effectiveDate: null };

export function baseSalary(amount: string, currency = 'USD'): BaseSalary {
  return { kind: 'BASE_SALARY', id: newId('offerComponent'), ...common, amount: Money.of(amount, currency), period: 'ANNUAL' };
}

export function bonus(type: BonusType, amount: string): Bonus {
  return { kind: 'BONUS', id: newId('offerComponent'), ...common, type, amount: Money.of(amount, 'USD') };
}

export function equity(grantValue: string, vestingYears: number, id: Id<'offerComponent'> = newId('offerComponent')): Equity {
  const valuationBasis = 'the preferred share price of the last round';
  return { kind: 'EQUITY', id, ...common, grantValue: Money.of(grantValue, 'USD'), vestingYears, valuationBasis };
}

export function other(label: string, amount: string, period: PaymentPeriod): OtherComponent {
  return { kind: 'OTHER', id: newId('offerComponent'), ...common, label, amount: Money.of(amount, 'USD'), period };
}

export function fixed(amount: string, currency = 'USD', period: AmountPeriod = 'ANNUAL'): Allowance {
  return { amountType: 'FIXED', period, amount: Money.of(amount, currency) };
}

export function percentOfBase(percent: number, period: AmountPeriod = 'ANNUAL'): Allowance {
  return { amountType: 'PERCENT_OF_BASE', period, percent };
}

/** Pay, guaranteed for a year from the start date of `letterInput`, with every term stated. */
export function computeStipend<T extends Partial<ComputeStipend>>(allowance: Allowance, terms?: T): CompleteComputeStipend & T {
  return {
    kind: 'COMPUTE_STIPEND',
    id: newId('offerComponent'),
    ...common,
    allowance,
    framing: 'COMPENSATION',
    scope: null,
    expectation: null,
    guarantee: { kind: 'GUARANTEED', until: '2028-01-04' },
    expiry: 'PERIOD_END',
    rollover: 'NONE',
    onTermination: 'ENDS',
    onLeave: 'CONTINUES',
    taxTreatment: 'TAXABLE_FRINGE',
    personalUse: 'NOT_ALLOWED',
    usageVisibility: { seenBy: 'your manager and the finance team', detail: 'TOTALS', ranked: false },
    ...(terms as T),
  };
}

/** A letter of 375,000 and 100,000 of compute, from the first of its kind to the last detail the same each time. */
export function letterInput(change: Partial<LetterInput> = {}): LetterInput {
  return {
    locale: 'en-US',
    employerName: 'Northwind Robotics',
    candidateName: 'Nguyễn Thị Ánh',
    title: 'Senior Machine Learning Engineer',
    startDate: '2027-01-04',
    expiresAt: new Date('2026-12-12T01:00:00.000Z'),
    zone: 'America/New_York',
    reference: 'offer_01kb0q4xk8fvw9zt3m5n7p2r6s',
    versionNumber: 1,
    sentOn: '2026-11-23',
    components: [baseSalary('375000'), computeStipend(fixed('100000'))],
    ...change,
  };
}
