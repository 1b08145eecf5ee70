import type { Id } from '../../kernel/ids.js';
import { type Money, requireWholeMinor } from '../../kernel/money.js';
import type { LocalDate } from '../../kernel/period.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';

/*
 * What an offer may become.
 */

/** As it is stored: EXPIRED follows from time. */
export type StoredStatus = 'DRAFT' | 'SENT' | 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN';
export type OfferStatus = StoredStatus | 'EXPIRED';
/** A version that a newer one replaced is SUPERSEDED; otherwise a version has the status of its offer. */
export type OfferVersionStatus = OfferStatus | 'SUPERSEDED';
/** `REVISE` edits a draft in place; on a letter that was sent it opens the next version. `EXPIRE` is done by time. */
export type OfferAction = 'REVISE' | 'SEND' | 'ACCEPT' | 'DECLINE' | 'WITHDRAW' | 'EXPIRE';

const targetOf = {
  REVISE: 'DRAFT',
  SEND: 'SENT',
  ACCEPT: 'ACCEPTED',
  DECLINE: 'DECLINED',
  WITHDRAW: 'WITHDRAWN',
  EXPIRE: 'EXPIRED',
} as const satisfies Record<OfferAction, OfferStatus>;

/** From each status, what may be done. An expired offer may be revised: its next version carries a new expiry. */
const allowedIn: Record<OfferStatus, readonly OfferAction[]> = {
  DRAFT: ['REVISE', 'SEND', 'WITHDRAW'],
  SENT: ['REVISE', 'ACCEPT', 'DECLINE', 'WITHDRAW', 'EXPIRE'],
  EXPIRED: ['REVISE'],
  ACCEPTED: [],
  DECLINED: [],
  WITHDRAWN: [],
};

/**
 * The status an action leads to.
 * @throws Refusal `INVALID_TRANSITION` with `from` and `to`, for every pair the table does not allow
 */
export function transition<A extends OfferAction>(from: OfferStatus, action: A): (typeof targetOf)[A] {
  const to = targetOf[action];
  if (!allowedIn[from].includes(action)) {
    throw new Refusal('INVALID_TRANSITION', `An offer that is ${from} cannot become ${to}.`, ['input'], { from, to });
  }
  return to;
}

/** The status at an instant: a SENT offer is EXPIRED from its expiry on, whether or not anyone looked. */
export function statusAt(stored: OfferStatus, expiresAt: Date | null, now: Date): OfferStatus {
  return stored === 'SENT' && expiresAt !== null && now.getTime() >= expiresAt.getTime() ? 'EXPIRED' : stored;
}

/**
 * Whether an offer can be accepted at this instant.
 * @throws Refusal `OFFER_EXPIRED` from its expiry on, `INVALID_TRANSITION` in any other status than SENT
 */
export function requireAcceptable(stored: OfferStatus, expiresAt: Date | null, now: Date): void {
  const status = statusAt(stored, expiresAt, now);
  if (status === 'EXPIRED') {
    throw new Refusal('OFFER_EXPIRED', `The offer expired at ${expiresAt?.toISOString()}.`, ['input'], {
      expiredAt: expiresAt?.toISOString() ?? null,
    });
  }
  transition(status, 'ACCEPT');
}

/*
 * What an offer consists of. Component ids survive versions.
 */

interface ComponentCommon {
  readonly id: Id<'offerComponent'>;
  /** What the employer calls it; `null` where its kind says enough. */
  readonly label: string | null;
  /** From when it counts; `null` means from the start date, as compute always does. */
  readonly effectiveDate: LocalDate | null;
}

export type AmountPeriod = 'MONTHLY' | 'ANNUAL';
export type BonusType = 'TARGET' | 'GUARANTEED' | 'SIGN_ON';
export type PaymentPeriod = AmountPeriod | 'ONCE';

export interface BaseSalary extends ComponentCommon {
  readonly kind: 'BASE_SALARY';
  readonly amount: Money;
  readonly period: AmountPeriod;
}

/** A year's amount, except SIGN_ON, which is paid once. */
export interface Bonus extends ComponentCommon {
  readonly kind: 'BONUS';
  readonly type: BonusType;
  readonly amount: Money;
}

export interface Equity extends ComponentCommon {
  readonly kind: 'EQUITY';
  /** Of the whole grant, over all years. */
  readonly grantValue: Money;
  readonly vestingYears: number;
  /** How the value was arrived at, in words: `the preferred price of the last round`. */
  readonly valuationBasis: string;
}

export interface OtherComponent extends ComponentCommon {
  readonly kind: 'OTHER';
  readonly label: string;
  readonly amount: Money;
  readonly period: PaymentPeriod;
}

/** How much compute, in the words of a policy version; whatever the period, it is granted month by month. */
export type Allowance =
  | { readonly amountType: 'FIXED'; readonly period: AmountPeriod; readonly amount: Money }
  | {
      readonly amountType: 'PERCENT_OF_BASE';
      /** MONTHLY follows the base salary from month to month, ANNUAL from stipend year to stipend year. */
      readonly period: AmountPeriod;
      /** Basis points of the annual base salary of the same offer: 5,000 is 50 %. */
      readonly percent: number;
    };

/** `until` is the first day on which it may be cut. */
export type Guarantee = { readonly kind: 'GUARANTEED'; readonly until: LocalDate } | { readonly kind: 'DISCRETIONARY' };
/** A tool for the job is never part of a total compensation. */
export type Framing = 'EMPLOYER_TOOL' | 'COMPENSATION';
export type Expiry = 'PERIOD_END';
export type Rollover = 'NONE';
export type OnTermination = 'ENDS';
export type OnLeave = 'CONTINUES';
export type PersonalUse = 'NOT_ALLOWED' | 'INCIDENTAL' | 'ALLOWED';
/** The treatments of domain.md §9 that fit compute, which is never cash. */
export type TaxTreatment =
  | 'WORKING_CONDITION_FRINGE'
  | 'DE_MINIMIS'
  | 'BENEFIT_IN_KIND_EXEMPT'
  | 'BUSINESS_EXPENSE_NO_BENEFIT'
  | 'TAXABLE_FRINGE'
  | 'BENEFIT_IN_KIND_TAXABLE'
  | 'PERQUISITE'
  | 'NEEDS_REVIEW';

export interface UsageVisibility {
  /** In words that follow "can be seen by": `your manager and the finance team`. */
  readonly seenBy: string;
  readonly detail: 'TOTALS' | 'EACH_USE';
  readonly ranked: boolean;
}

/** The terms a candidate must be told before the offer can be sent. */
export interface ComputeTerms {
  readonly guarantee: Guarantee;
  readonly expiry: Expiry;
  readonly rollover: Rollover;
  readonly onTermination: OnTermination;
  readonly onLeave: OnLeave;
  readonly taxTreatment: TaxTreatment;
  readonly personalUse: PersonalUse;
  readonly usageVisibility: UsageVisibility;
}

/** A draft may still lack terms: those are `null`. */
export type ComputeStipend = ComponentCommon & {
  readonly kind: 'COMPUTE_STIPEND';
  readonly allowance: Allowance;
  readonly framing: Framing;
  /** Providers and models in words; `null` means all that the employer makes available. */
  readonly scope: string | null;
  /** What the employer expects of its use, in words the candidate reads; `null` means nothing is expected. */
  readonly expectation: string | null;
} & { readonly [Term in keyof ComputeTerms]: ComputeTerms[Term] | null };

/** A compute stipend with every term stated. */
export type CompleteComputeStipend = Omit<ComputeStipend, keyof ComputeTerms> & ComputeTerms;

export type OfferComponent = BaseSalary | Bonus | Equity | ComputeStipend | OtherComponent;
export type OfferComponentKind = OfferComponent['kind'];

export function hasCompute(components: readonly OfferComponent[]): boolean {
  return components.some(({ kind }) => kind === 'COMPUTE_STIPEND');
}

/** The money a component names, or `null` for a percentage. */
export function moneyOf(component: OfferComponent): Money | null {
  switch (component.kind) {
    case 'EQUITY':
      return component.grantValue;
    case 'COMPUTE_STIPEND':
      return component.allowance.amountType === 'FIXED' ? component.allowance.amount : null;
    default:
      return component.amount;
  }
}

/** More lines than a person reads. */
export const COMPONENTS_MAX = 20;
const PERCENT_MAX = 1_000_000;
const VESTING_YEARS_MAX = 50;

/**
 * Whether components can stand on one offer, also while it is a draft.
 * @param startDate the planned first day; a guarantee that ends on or before it would promise nothing
 * @param path where the components stand in the input
 * @throws Refusal `VALIDATION` with the path of the field, `CURRENCY_MISMATCH` where two currencies meet
 */
export function requireValidComponents(
  components: readonly OfferComponent[],
  startDate: LocalDate | null,
  path: InputPath = ['input', 'components'],
): void {
  if (components.length > COMPONENTS_MAX) {
    throw new Refusal('VALIDATION', `An offer has at most ${COMPONENTS_MAX} components.`, path, { limit: COMPONENTS_MAX });
  }
  const currency = components.map(moneyOf).find((money) => money !== null)?.currency;
  components.forEach((component, index) => {
    const at = (...rest: string[]): InputPath => [...path, String(index), ...rest];
    const refuse = (message: string, ...rest: string[]): never => {
      throw new Refusal('VALIDATION', message, at(...rest));
    };
    const money = moneyOf(component);
    if (money !== null) {
      const field = [inputFieldOf(component), component.kind === 'EQUITY' ? 'grantValue' : 'amount'];
      if (!money.isPositive) refuse('An amount on an offer is greater than zero.', ...field);
      requireWholeMinor(money, at(...field));
      if (money.currency !== currency) {
        throw new Refusal('CURRENCY_MISMATCH', `An offer has one currency; this one has ${currency} and ${money.currency}.`, at(...field), {
          expected: currency ?? null,
          found: money.currency,
        });
      }
    }
    if (component.kind === 'BASE_SALARY' && components.findIndex(({ kind }) => kind === 'BASE_SALARY') !== index) {
      refuse('An offer has one base salary.', inputFieldOf(component));
    }
    if (component.kind === 'EQUITY' && (component.vestingYears < 1 || component.vestingYears > VESTING_YEARS_MAX)) {
      refuse(`Equity vests over 1 to ${VESTING_YEARS_MAX} years.`, 'equity', 'vestingYears');
    }
    if (component.effectiveDate !== null && startDate !== null && component.effectiveDate < startDate) {
      refuse('Nothing counts before the start date.', inputFieldOf(component), 'effectiveDate');
    }
    if (component.kind !== 'COMPUTE_STIPEND') return;
    const { allowance, guarantee } = component;
    if (allowance.amountType === 'PERCENT_OF_BASE' && (allowance.percent < 1 || allowance.percent > PERCENT_MAX)) {
      refuse('The percentage is 1 to 1,000,000 basis points; 5,000 is 50 %.', 'computeStipend', 'percent');
    }
    if (guarantee?.kind === 'GUARANTEED' && startDate !== null && guarantee.until <= startDate) {
      refuse('A guarantee ends after the start date.', 'computeStipend', 'guarantee', 'until');
    }
  });
  const ids = new Set(components.map(({ id }) => id));
  if (ids.size !== components.length) throw new Refusal('VALIDATION', 'A component id appears once on an offer.', path);
}

const inputFields: Record<OfferComponentKind, string> = {
  BASE_SALARY: 'baseSalary',
  BONUS: 'bonus',
  EQUITY: 'equity',
  COMPUTE_STIPEND: 'computeStipend',
  OTHER: 'other',
};

/** The field of `OfferComponentInput` that carries a component. */
export function inputFieldOf(component: OfferComponent): string {
  return inputFields[component.kind];
}

const requiredTerms = {
  guarantee: 'whether it can be cut',
  expiry: 'when it expires',
  rollover: 'whether unused amounts roll over',
  onTermination: 'what happens when the person leaves',
  onLeave: 'what happens on leave',
  taxTreatment: 'whether it is taxed',
  personalUse: 'whether private use is allowed',
  usageVisibility: 'who sees the use',
} as const satisfies Record<keyof ComputeTerms, string>;

/** @throws Refusal `VALIDATION` where compute is guaranteed until a day that has come: the letter would promise nothing */
export function requireLastingGuarantees(components: readonly OfferComponent[], today: LocalDate): void {
  for (const component of components) {
    if (component.kind !== 'COMPUTE_STIPEND' || component.guarantee?.kind !== 'GUARANTEED' || component.guarantee.until > today) continue;
    throw new Refusal('VALIDATION', `The compute is guaranteed until ${component.guarantee.until}, which has come.`, ['input', 'offer']);
  }
}

/** What a candidate must be told and this offer does not say, as input fields; empty when it can be sent. */
export function missingTerms(components: readonly OfferComponent[]): readonly string[] {
  if (components.length === 0) return ['components'];
  const stipends = components.filter((component) => component.kind === 'COMPUTE_STIPEND');
  const lacksBase =
    stipends.some(({ allowance }) => allowance.amountType === 'PERCENT_OF_BASE') && !components.some(({ kind }) => kind === 'BASE_SALARY');
  const terms = Object.keys(requiredTerms) as Array<keyof ComputeTerms>;
  const missing = terms.filter((term) => stipends.some((stipend) => stipend[term] === null)).map((term) => `computeStipend.${term}`);
  return lacksBase ? ['baseSalary', ...missing] : missing;
}

/**
 * Whether a candidate would be told everything.
 * @throws Refusal `OFFER_INCOMPLETE` that names what is missing in words and, in `missing`, as input fields
 */
export function requireComplete(components: readonly OfferComponent[]): void {
  const missing = missingTerms(components);
  if (missing.length === 0) return;
  const words = missing.map((field) => `${wordsFor(field)} (\`${field}\`)`);
  throw new Refusal('OFFER_INCOMPLETE', `The offer does not say ${words.join(', ')}.`, ['input'], { missing: missing.join(' ') });
}

function wordsFor(field: string): string {
  if (field === 'components') return 'what is offered';
  if (field === 'baseSalary') return 'the base salary that the compute is a percentage of';
  return requiredTerms[field.slice('computeStipend.'.length) as keyof ComputeTerms];
}

/** The stipend as its terms stand once complete; `undefined` while one is missing. */
export function completeTerms(stipend: ComputeStipend): CompleteComputeStipend | undefined {
  const { guarantee, expiry, rollover, onTermination, onLeave, taxTreatment, personalUse, usageVisibility } = stipend;
  if (guarantee === null || expiry === null || rollover === null || onTermination === null) return undefined;
  if (onLeave === null || taxTreatment === null || personalUse === null || usageVisibility === null) return undefined;
  return { ...stipend, guarantee, expiry, rollover, onTermination, onLeave, taxTreatment, personalUse, usageVisibility };
}

/*
 * What follows from the terms.
 */

/** What the candidate is told about a compute stipend; the texts stand in the letter's catalogue. */
export type DisclosureId =
  | 'WHO_PAYS'
  | 'MONTHLY_AMOUNT'
  | 'EXPIRES'
  | 'REVOCABLE'
  | 'NOT_SALARY'
  | 'NOT_CASH'
  | 'DOES_NOT_VEST'
  | 'PRICE_RISK'
  | 'TAXABLE'
  | 'PERSONAL_USE'
  | 'USAGE_VISIBILITY'
  | 'SCOPE'
  | 'EXPECTATION'
  | 'ON_LEAVE'
  | 'ON_EXIT';

/** Every disclosure a letter with a compute stipend carries, in the order it is read. None can be left out or typed by hand. */
export const requiredDisclosures: readonly DisclosureId[] = [
  'WHO_PAYS',
  'MONTHLY_AMOUNT',
  'EXPIRES',
  'REVOCABLE',
  'NOT_SALARY',
  'NOT_CASH',
  'DOES_NOT_VEST',
  'PRICE_RISK',
  'TAXABLE',
  'PERSONAL_USE',
  'USAGE_VISIBILITY',
  'SCOPE',
  'EXPECTATION',
  'ON_LEAVE',
  'ON_EXIT',
];

/** Whether tax is expected: `undefined` while nobody decided. */
export function isTaxed(treatment: TaxTreatment): boolean | undefined {
  switch (treatment) {
    case 'WORKING_CONDITION_FRINGE':
    case 'DE_MINIMIS':
    case 'BENEFIT_IN_KIND_EXEMPT':
    case 'BUSINESS_EXPENSE_NO_BENEFIT':
      return false;
    case 'TAXABLE_FRINGE':
    case 'BENEFIT_IN_KIND_TAXABLE':
    case 'PERQUISITE':
      return true;
    case 'NEEDS_REVIEW':
      return undefined;
  }
}
