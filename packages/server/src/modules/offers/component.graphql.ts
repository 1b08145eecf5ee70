import { Field, ID, InputType, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { LocalDate as BusinessDate } from '../../kernel/period.js';
import { Decimal, enumOf, LocalDate, MoneyInput, MoneyView, OneOf } from '../../platform/graphql.js';
import { Framing } from '../access/index.js';
import {
  AmountPeriodEnum,
  type AmountType,
  AmountTypeEnum,
  GrantExpiryEnum,
  type AmountPeriod as PolicyAmountPeriod,
  type Rollover as PolicyRollover,
  RolloverEnum,
} from '../policies/index.js';
import type {
  AmountPeriod,
  BonusType,
  Expiry,
  Framing as FramingValue,
  OfferComponent,
  OfferComponentKind,
  OnLeave,
  OnTermination,
  PaymentPeriod,
  PersonalUse,
  Rollover,
  TaxTreatment,
  UsageVisibility,
} from './offers.rules.js';

export const OfferComponentKindEnum = enumOf('OfferComponentKind', 'What a component of an offer is.', {
  BASE_SALARY: 'Base salary, paid in cash.',
  BONUS: 'A bonus, paid in cash.',
  EQUITY: 'A grant of equity that vests over years.',
  COMPUTE_STIPEND: 'AI compute the employer pays for.',
  OTHER: 'Anything else that is worth money.',
});

export const PaymentPeriodEnum = enumOf('PaymentPeriod', 'How often an amount is paid.', {
  MONTHLY: 'Each month.',
  ANNUAL: 'Each year.',
  ONCE: 'Once; it is not part of a year.',
});

export const BonusTypeEnum = enumOf('BonusType', 'When a bonus is paid.', {
  TARGET: 'Each year, if goals are met; the amount is that at target.',
  GUARANTEED: 'Each year.',
  SIGN_ON: 'Once; it is not part of a year.',
});

export const GuaranteeKindEnum = enumOf('GuaranteeKind', 'Whether compute can be cut.', {
  GUARANTEED: 'Not before a date, unless the person signs a change.',
  DISCRETIONARY: 'At any time.',
});

export const OnTerminationEnum = enumOf('OnTermination', 'What becomes of compute when the employment ends.', {
  ENDS: 'It ends with the employment; what is unused is gone.',
});

export const OnLeaveEnum = enumOf('OnLeave', 'What becomes of compute on leave.', {
  CONTINUES: 'It goes on.',
});

export const PersonalUseEnum = enumOf('PersonalUse', 'Whether compute may be used privately.', {
  NOT_ALLOWED: 'For work only.',
  INCIDENTAL: 'Now and then, a little.',
  ALLOWED: 'Yes.',
});

export const TaxTreatmentEnum = enumOf(
  'TaxTreatment',
  'How the employer treats compute for tax. What is chosen here is told to the candidate; it is no tax advice.',
  {
    WORKING_CONDITION_FRINGE: 'Not taxed: something the person could have deducted as a cost of the job.',
    DE_MINIMIS: 'Not taxed: too small to account for.',
    BENEFIT_IN_KIND_EXEMPT: 'Not taxed: an exempt benefit in kind.',
    BUSINESS_EXPENSE_NO_BENEFIT: 'Not taxed: an expense of the business and no benefit to the person.',
    TAXABLE_FRINGE: 'Taxed as a fringe benefit.',
    BENEFIT_IN_KIND_TAXABLE: 'Taxed as a benefit in kind.',
    PERQUISITE: 'Taxed as a perquisite.',
    NEEDS_REVIEW: 'Not decided yet, and the candidate is told so.',
  },
);

export const UsageDetailEnum = enumOf('UsageDetail', 'How closely the use of a person can be seen.', {
  TOTALS: 'Totals only.',
  EACH_USE: 'Each use with its time, model and cost.',
});

const typeNames: Readonly<Record<OfferComponentKind, string>> = {
  BASE_SALARY: 'BaseSalaryComponent',
  BONUS: 'BonusComponent',
  EQUITY: 'EquityComponent',
  COMPUTE_STIPEND: 'ComputeStipendComponent',
  OTHER: 'OtherComponent',
};

@InterfaceType('OfferComponent', {
  description: 'A part of an offer. Ask for more with a fragment on its type.',
})
export abstract class OfferComponentView {
  /** The GraphQL type; no field. */
  readonly typeName!: string;

  @Field(() => ID, { description: 'Opaque: `component_01k…`. A component keeps its id from version to version.' })
  readonly id!: string;

  @Field(() => OfferComponentKindEnum, { description: 'What it is.' })
  readonly kind!: OfferComponentKind;

  @Field(() => String, { nullable: true, description: 'What the letter calls it; null where its kind says enough.' })
  readonly label!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'From when it counts; null means from the start date, as compute always does.' })
  readonly effectiveDate!: BusinessDate | null;
}

@ObjectType('BaseSalaryComponent', { implements: OfferComponentView, description: 'Base salary.' })
export class BaseSalaryComponentView extends OfferComponentView {
  @Field(() => MoneyView, { description: 'The amount per `period`, before tax.' })
  readonly amount!: MoneyView;

  @Field(() => PaymentPeriodEnum, { description: 'MONTHLY or ANNUAL.' })
  readonly period!: AmountPeriod;
}

@ObjectType('BonusComponent', { implements: OfferComponentView, description: 'A bonus.' })
export class BonusComponentView extends OfferComponentView {
  @Field(() => BonusTypeEnum, { description: 'When it is paid.' })
  readonly type!: BonusType;

  @Field(() => MoneyView, { description: 'The amount of a year, before tax; for SIGN_ON the whole amount.' })
  readonly amount!: MoneyView;
}

@ObjectType('EquityComponent', { implements: OfferComponentView, description: 'A grant of equity.' })
export class EquityComponentView extends OfferComponentView {
  @Field(() => MoneyView, { description: 'The value of the whole grant, over all years.' })
  readonly grantValue!: MoneyView;

  @Field(() => Int, { description: 'Years over which it vests; a year counts its share.' })
  readonly vestingYears!: number;

  @Field(() => String, { description: 'How the value was arrived at, in words.' })
  readonly valuationBasis!: string;
}

@ObjectType('OtherComponent', { implements: OfferComponentView, description: 'Anything else that is worth money.' })
export class OtherComponentView extends OfferComponentView {
  @Field(() => MoneyView, { description: 'The amount per `period`.' })
  readonly amount!: MoneyView;

  @Field(() => PaymentPeriodEnum, { description: 'How often it comes.' })
  readonly period!: PaymentPeriod;
}

@ObjectType('ComputeAllowance', { description: 'How much compute. Grants are monthly in either case, counted from the start date.' })
export class ComputeAllowanceView {
  @Field(() => AmountTypeEnum, { description: 'How the allowance is measured.' })
  readonly amountType!: 'FIXED' | 'PERCENT_OF_BASE';

  @Field(() => AmountPeriodEnum, { description: 'What the amount or the share is for.' })
  readonly period!: AmountPeriod;

  @Field(() => MoneyView, { nullable: true, description: 'The amount of a FIXED allowance, per `period`; null for a share of base.' })
  readonly amount?: MoneyView;

  @Field(() => Int, {
    nullable: true,
    description: 'The share of a PERCENT_OF_BASE allowance in basis points of the annual base salary: 5000 is 50 %. Null for an amount.',
  })
  readonly percent?: number;
}

@ObjectType('ComputeGuarantee', { description: 'Whether, and until when, compute can be counted on.' })
export class ComputeGuaranteeView {
  @Field(() => GuaranteeKindEnum, { description: 'Whether it can be cut.' })
  readonly kind!: 'GUARANTEED' | 'DISCRETIONARY';

  @Field(() => LocalDate, { nullable: true, description: 'The first day on which it may be cut; null where it may be at any time.' })
  readonly until!: BusinessDate | null;

  @Field(() => OnTerminationEnum, { nullable: true, description: 'What becomes of it when the employment ends; null while not stated.' })
  readonly onTermination!: OnTermination | null;

  @Field(() => OnLeaveEnum, { nullable: true, description: 'What becomes of it on leave; null while not stated.' })
  readonly onLeave!: OnLeave | null;
}

@ObjectType('UsageVisibility', { description: 'Who sees what a person uses.' })
export class UsageVisibilityView {
  @Field(() => String, { description: 'In words that follow "can be seen by": `your manager and the finance team`.' })
  readonly seenBy!: string;

  @Field(() => UsageDetailEnum, { description: 'How closely.' })
  readonly detail!: UsageVisibility['detail'];

  @Field(() => Boolean, { description: 'Whether people are ranked by it.' })
  readonly ranked!: boolean;
}

@ObjectType('ComputeStipendComponent', {
  implements: OfferComponentView,
  description: 'AI compute the employer pays for. Terms that are null are not stated yet; the offer cannot be sent before they are.',
})
export class ComputeStipendComponentView extends OfferComponentView {
  @Field(() => ComputeAllowanceView, { description: 'How much.' })
  readonly allowance!: ComputeAllowanceView;

  @Field(() => Framing, { description: 'What it is to the person. A tool is never part of the total compensation.' })
  readonly framing!: FramingValue;

  @Field(() => ComputeGuaranteeView, { nullable: true, description: 'Whether it can be counted on.' })
  readonly guarantee!: ComputeGuaranteeView | null;

  @Field(() => GrantExpiryEnum, { nullable: true, description: 'When what is left of a month expires.' })
  readonly expiry!: Expiry | null;

  @Field(() => RolloverEnum, { nullable: true, description: 'What is carried into the next month.' })
  readonly rollover!: Rollover | null;

  @Field(() => TaxTreatmentEnum, { nullable: true, description: 'How the employer treats it for tax.' })
  readonly taxTreatment!: TaxTreatment | null;

  @Field(() => PersonalUseEnum, { nullable: true, description: 'Whether it may be used privately.' })
  readonly personalUse!: PersonalUse | null;

  @Field(() => UsageVisibilityView, { nullable: true, description: 'Who sees what the person uses.' })
  readonly usageVisibility!: UsageVisibilityView | null;

  @Field(() => String, { nullable: true, description: 'Providers and models in words; null means all the employer makes available.' })
  readonly scope!: string | null;

  @Field(() => String, { nullable: true, description: 'What is expected of its use, as the candidate reads it; null means nothing.' })
  readonly expectation!: string | null;

  @Field(() => Decimal, { description: 'Always `0`: unused compute is never owned.' })
  readonly vestedValue!: string;

  @Field(() => Decimal, { description: 'Always `0`: compute is never paid out.' })
  readonly cashEquivalent!: string;

  @Field(() => Boolean, { description: 'Always false: an unused month does not roll over.' })
  readonly carriesForward!: boolean;
}

/** A component as the API shows it. */
export function shownComponent(component: OfferComponent): OfferComponentView {
  const typeName = typeNames[component.kind];
  if (component.kind !== 'COMPUTE_STIPEND') return { ...component, typeName };
  const { guarantee, onTermination, onLeave } = component;
  const shown: ComputeStipendComponentView = {
    ...component,
    typeName,
    guarantee:
      guarantee === null
        ? null
        : { kind: guarantee.kind, until: guarantee.kind === 'GUARANTEED' ? guarantee.until : null, onTermination, onLeave },
    vestedValue: '0',
    cashEquivalent: '0',
    carriesForward: false,
  };
  return shown;
}

const id =
  'The id of a component of this offer that stays, so that it can be followed from version to version. Left out, the component is new.';
const label = 'What the letter calls it, 1 to 255 characters. Left out, its kind.';
const effectiveDate = 'From when it counts. Left out, from the start date.';

@InputType('BaseSalaryInput', { description: 'Base salary. An offer has one.' })
export class BaseSalaryInput {
  @Field(() => ID, { nullable: true, description: id })
  id?: string | null;

  @Field(() => String, { nullable: true, description: label })
  label?: string | null;

  @Field(() => LocalDate, { nullable: true, description: effectiveDate })
  effectiveDate?: BusinessDate | null;

  @Field(() => MoneyInput, { description: 'Per `period`, before tax; more than zero, in whole minor units.' })
  amount!: MoneyInput;

  @Field(() => PaymentPeriodEnum, { nullable: true, description: 'MONTHLY or ANNUAL, the default.' })
  period?: PaymentPeriod | null;
}

@InputType('BonusInput', { description: 'A bonus.' })
export class BonusInput {
  @Field(() => ID, { nullable: true, description: id })
  id?: string | null;

  @Field(() => String, { nullable: true, description: label })
  label?: string | null;

  @Field(() => LocalDate, { nullable: true, description: effectiveDate })
  effectiveDate?: BusinessDate | null;

  @Field(() => BonusTypeEnum, { description: 'When it is paid.' })
  type!: BonusType;

  @Field(() => MoneyInput, { description: 'Of a year, before tax; for SIGN_ON the whole. More than zero, in whole minor units.' })
  amount!: MoneyInput;
}

@InputType('EquityInput', { description: 'A grant of equity.' })
export class EquityInput {
  @Field(() => ID, { nullable: true, description: id })
  id?: string | null;

  @Field(() => String, { nullable: true, description: label })
  label?: string | null;

  @Field(() => LocalDate, { nullable: true, description: effectiveDate })
  effectiveDate?: BusinessDate | null;

  @Field(() => MoneyInput, { description: 'Of the whole grant, over all years. More than zero, in whole minor units.' })
  grantValue!: MoneyInput;

  @Field(() => Int, { description: 'Years over which it vests, 1 to 50.' })
  vestingYears!: number;

  @Field(() => String, {
    description:
      'How the value was arrived at, in words that follow "valued at": `the preferred price of the last round`. 1 to 2000 characters.',
  })
  valuationBasis!: string;
}

@InputType('OtherComponentInput', { description: 'Anything else that is worth money.' })
export class OtherComponentInput {
  @Field(() => ID, { nullable: true, description: id })
  id?: string | null;

  @Field(() => String, { description: 'What the letter calls it, 1 to 255 characters.' })
  label!: string;

  @Field(() => LocalDate, { nullable: true, description: effectiveDate })
  effectiveDate?: BusinessDate | null;

  @Field(() => MoneyInput, { description: 'Per `period`; more than zero, in whole minor units.' })
  amount!: MoneyInput;

  @Field(() => PaymentPeriodEnum, { description: 'How often it comes.' })
  period!: PaymentPeriod;
}

@InputType('ComputeGuaranteeInput', { description: 'Whether, and until when, compute can be counted on.' })
export class ComputeGuaranteeInput {
  @Field(() => GuaranteeKindEnum, { description: 'Whether it can be cut.' })
  kind!: 'GUARANTEED' | 'DISCRETIONARY';

  @Field(() => LocalDate, {
    nullable: true,
    description: 'For GUARANTEED, and only there: the first day on which it may be cut, after the start date.',
  })
  until?: BusinessDate | null;

  @Field(() => OnTerminationEnum, { nullable: true, description: 'Required before the offer is sent.' })
  onTermination?: OnTermination | null;

  @Field(() => OnLeaveEnum, { nullable: true, description: 'Required before the offer is sent.' })
  onLeave?: OnLeave | null;
}

@InputType('UsageVisibilityInput', { description: 'Who sees what a person uses.' })
export class UsageVisibilityInput {
  @Field(() => String, {
    description: 'In words that follow "can be seen by": `your manager and the finance team`. 1 to 2000 characters.',
  })
  seenBy!: string;

  @Field(() => UsageDetailEnum, { description: 'How closely.' })
  detail!: UsageVisibility['detail'];

  @Field(() => Boolean, { description: 'Whether people are ranked by it.' })
  ranked!: boolean;
}

@InputType('ComputeStipendInput', {
  description:
    'AI compute the employer pays for. Terms the candidate must be told may be left out of a draft; `offerSend` names those that are missing.',
})
export class ComputeStipendInput {
  @Field(() => ID, { nullable: true, description: id })
  id?: string | null;

  @Field(() => String, { nullable: true, description: label })
  label?: string | null;

  @Field(() => AmountTypeEnum, { description: 'How the allowance is measured: FIXED or PERCENT_OF_BASE; the others are for policies.' })
  amountType!: AmountType;

  @Field(() => AmountPeriodEnum, { description: 'What the amount or the share is for: MONTHLY or ANNUAL; the others are for policies.' })
  period!: PolicyAmountPeriod;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'For FIXED, and only there: the amount per `period`, more than zero, in whole minor units.',
  })
  amount?: MoneyInput | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For PERCENT_OF_BASE, and only there: basis points of the base salary of this offer, 1 to 1000000; 5000 is 50 %.',
  })
  percent?: number | null;

  @Field(() => Framing, { nullable: true, description: 'What it is to the person. Default: the setting of the employer.' })
  framing?: FramingValue | null;

  @Field(() => ComputeGuaranteeInput, { nullable: true, description: 'Required before the offer is sent.' })
  guarantee?: ComputeGuaranteeInput | null;

  @Field(() => GrantExpiryEnum, { nullable: true, description: 'Required before the offer is sent.' })
  expiry?: Expiry | null;

  @Field(() => RolloverEnum, { nullable: true, description: 'NONE; required before the offer is sent.' })
  rollover?: PolicyRollover | null;

  @Field(() => TaxTreatmentEnum, { nullable: true, description: 'Required before the offer is sent.' })
  taxTreatment?: TaxTreatment | null;

  @Field(() => PersonalUseEnum, { nullable: true, description: 'Required before the offer is sent.' })
  personalUse?: PersonalUse | null;

  @Field(() => UsageVisibilityInput, { nullable: true, description: 'Required before the offer is sent.' })
  usageVisibility?: UsageVisibilityInput | null;

  @Field(() => String, {
    nullable: true,
    description: 'Providers and models in words, as a sentence; 1 to 2000 characters. Left out, all the employer makes available.',
  })
  scope?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What is expected of its use, as a sentence; 1 to 2000 characters. The candidate reads it. Left out, nothing is.',
  })
  expectation?: string | null;
}

@OneOf('OfferComponentInput')
@InputType('OfferComponentInput', { description: 'A part of an offer. Exactly one field is given.' })
export class OfferComponentInput {
  @Field(() => BaseSalaryInput, { nullable: true, description: 'Base salary.' })
  baseSalary?: BaseSalaryInput;

  @Field(() => BonusInput, { nullable: true, description: 'A bonus.' })
  bonus?: BonusInput;

  @Field(() => EquityInput, { nullable: true, description: 'A grant of equity.' })
  equity?: EquityInput;

  @Field(() => ComputeStipendInput, { nullable: true, description: 'AI compute.' })
  computeStipend?: ComputeStipendInput;

  @Field(() => OtherComponentInput, { nullable: true, description: 'Anything else.' })
  other?: OtherComponentInput;
}
