import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CurrencyCode, connectionOf, DateTime, enumOf, MoneyView, PageArgs, PayrollPageArgs } from '../../platform/graphql.js';
import { EmployeeByInput } from '../directory/index.js';
import type { PostingKind } from './ledger.rules.js';

@ObjectType('Balance', {
  description:
    'What a person has of one currency, over all stipends. granted + overage + chargedToCostCenter = available + held + consumed + expired + revoked.',
})
export class BalanceView {
  @Field(() => ID, { description: 'Whose balance.' })
  employeeId!: string;

  @Field(() => CurrencyCode, { description: 'The currency of every amount here; nothing is converted.' })
  currency!: string;

  @Field(() => MoneyView, { description: 'Everything granted and in effect, less what was handed to the pool of a cost center.' })
  granted!: MoneyView;

  @Field(() => MoneyView, { description: 'What can be spent.' })
  available!: MoneyView;

  @Field(() => MoneyView, { description: 'Set aside by holds that are neither captured nor released.' })
  held!: MoneyView;

  @Field(() => MoneyView, { description: 'What usage cost, overage included.' })
  consumed!: MoneyView;

  @Field(() => MoneyView, { description: 'What ended unused with its grant.' })
  expired!: MoneyView;

  @Field(() => MoneyView, { description: 'What was taken back unused.' })
  revoked!: MoneyView;

  @Field(() => MoneyView, {
    description: 'What no grant covered, used (part of `consumed`) or held (part of `held`), and no cost center pays.',
  })
  overage!: MoneyView;

  @Field(() => MoneyView, {
    description:
      'What no grant covered, used or held, and is charged to a cost center: where `overage` of the settings is CHARGE_COST_CENTER.',
  })
  chargedToCostCenter!: MoneyView;

  @Field(() => DateTime, {
    description: 'Everything recorded up to this instant is in the numbers; send it as `asOf` to read the same numbers again.',
  })
  asOf!: Date;

  @Field(() => DateTime, { description: 'Everything in effect at this instant is in the numbers.' })
  effectiveAt!: Date;
}

@ObjectType('Movement', {
  description:
    'How a balance came from one end of a span to the other, exact: opening + granted + rolledIn − consumed − expired − revoked + adjusted = closing.',
})
export class MovementView {
  @Field(() => MoneyView, { description: 'The balance at the start: what could be used of grants, holds included.' })
  readonly opening!: MoneyView;

  @Field(() => MoneyView, { description: 'Granted.' })
  readonly granted!: MoneyView;

  @Field(() => MoneyView, { description: 'Carried over from grants that ended, into new ones.' })
  readonly rolledIn!: MoneyView;

  @Field(() => MoneyView, { description: 'Used, as far as grants paid for it.' })
  readonly consumed!: MoneyView;

  @Field(() => MoneyView, {
    description: 'Left at the end of grants, also where it was carried over. What ends at the very end of the span is in it.',
  })
  readonly expired!: MoneyView;

  @Field(() => MoneyView, { description: 'Taken back unused.' })
  readonly revoked!: MoneyView;

  @Field(() => MoneyView, {
    description: 'Given (positive) or taken (negative) by hand, or handed to the pool of a cost center (negative).',
  })
  readonly adjusted!: MoneyView;

  @Field(() => MoneyView, { description: 'The balance at the end.' })
  readonly closing!: MoneyView;
}

export const BalanceConnection = connectionOf('Balance', () => BalanceView);

@InputType('BalanceFilterInput', { description: 'Which balances to list. Omitted: all.' })
export class BalanceFilterInput {
  @Field(() => [EmployeeByInput], { nullable: true, description: 'Only these people, at most 250.' })
  employees?: EmployeeByInput[] | null;
}

@ArgsType()
export class BalancesArgs extends PayrollPageArgs {
  @Field(() => BalanceFilterInput, { nullable: true, description: 'Which balances.' })
  where?: BalanceFilterInput | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'As recorded at this instant. Omitted: the newest one at which every write is settled; a later one is refused with `AS_OF_TOO_RECENT`. Later pages keep the instant of the first.',
  })
  asOf?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'As in effect at this instant. Omitted: `asOf`.' })
  effectiveAt?: Date | null;
}

@ArgsType()
export class BalanceArgs extends PayrollPageArgs {
  @Field(() => EmployeeByInput, { description: 'The person.' })
  employee!: EmployeeByInput;

  @Field(() => DateTime, {
    nullable: true,
    description: 'As recorded at this instant. Omitted: the newest one at which every write is settled.',
  })
  asOf?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'As in effect at this instant. Omitted: `asOf`.' })
  effectiveAt?: Date | null;
}

export const PostingKindEnum = enumOf('PostingKind', 'What a posting books.', {
  GRANTED: 'A grant came into being.',
  CONSUMED: 'Usage was charged.',
  EXPIRED: 'A grant ended with something left.',
  REVOKED: 'What was left of a grant was taken back.',
  HELD: 'An amount was set aside for a spend that is under way.',
  CAPTURED: 'A hold became usage; what it did not need is available again.',
  RELEASED: 'A hold was given up.',
  CORRECTED: 'An earlier posting, which it names, was taken back in whole or in part.',
  ADJUSTED: 'A grant was raised or lowered by hand.',
  ROLLED_OVER: 'What a grant had left was carried over to another, or, where the end of the employment was put right, came back from it.',
  TRANSFERRED: 'What a grant had left was handed to the pool of a cost center, in whole or in part.',
} satisfies Record<PostingKind, string>);

@ObjectType('BalanceAmounts', { description: 'The sides of a balance of one currency. Of a change, amounts are signed.' })
export class BalanceAmountsView {
  @Field(() => MoneyView, { description: 'Granted, less what was handed to the pool of a cost center.' })
  readonly granted!: MoneyView;

  @Field(() => MoneyView, { description: 'What can be spent.' })
  readonly available!: MoneyView;

  @Field(() => MoneyView, { description: 'Set aside by holds.' })
  readonly held!: MoneyView;

  @Field(() => MoneyView, { description: 'What usage cost, overage included.' })
  readonly consumed!: MoneyView;

  @Field(() => MoneyView, { description: 'What ended unused with its grant.' })
  readonly expired!: MoneyView;

  @Field(() => MoneyView, { description: 'What was taken back unused.' })
  readonly revoked!: MoneyView;

  @Field(() => MoneyView, { description: 'What no grant covered, used or held, and no cost center pays.' })
  readonly overage!: MoneyView;

  @Field(() => MoneyView, { description: 'What no grant covered, used or held, and is charged to a cost center.' })
  readonly chargedToCostCenter!: MoneyView;
}

@ObjectType('BalanceEntryGrant', { description: 'By how much a posting changed what a grant has left.' })
export class BalanceEntryGrantView {
  @Field(() => ID, { description: 'The grant; `node(id)` finds it.' })
  readonly grantId!: string;

  @Field(() => MoneyView, { description: 'Signed: negative where it paid or ended, positive where it was given.' })
  readonly amount!: MoneyView;
}

@ObjectType('BalanceEntry', { description: 'One posting of a balance, and the balance of its currency after it. It never changes.' })
export class BalanceEntryView {
  @Field(() => ID, { description: 'The posting: opaque, `posting_01k…`.' })
  readonly id!: string;

  @Field(() => PostingKindEnum, { description: 'What was booked.' })
  readonly kind!: PostingKind;

  @Field(() => CurrencyCode, { description: 'The currency of every amount here.' })
  readonly currency!: string;

  @Field(() => DateTime, { description: 'When it counts.' })
  readonly effectiveAt!: Date;

  @Field(() => DateTime, { description: 'When it was recorded.' })
  readonly bookedAt!: Date;

  @Field(() => BalanceAmountsView, {
    description: 'What it changed, signed. granted + overage + chargedToCostCenter = available + held + consumed + expired + revoked.',
  })
  readonly change!: BalanceAmountsView;

  @Field(() => BalanceAmountsView, { description: 'The balance after it, over all stipends of the person.' })
  readonly balance!: BalanceAmountsView;

  @Field(() => [BalanceEntryGrantView], { description: 'The grants it touched, in the order in which they paid or were given back.' })
  readonly grants!: readonly BalanceEntryGrantView[];

  @Field(() => ID, {
    nullable: true,
    description: 'The cost center that pays it, where what no grant covers is charged to one; else null.',
  })
  readonly costCenterId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The usage event, grant or hold it tells of.' })
  readonly subjectId!: string | null;

  @Field(() => ID, { nullable: true, description: 'CORRECTED, and ROLLED_OVER that puts an earlier one right: that earlier posting.' })
  readonly reversesId!: string | null;

  @Field(() => DateTime, { description: 'Everything recorded up to this instant is in the list.' })
  readonly asOf!: Date;
}

export const BalanceEntryConnection = connectionOf('BalanceEntry', () => BalanceEntryView);

@ArgsType()
export class BalanceHistoryArgs extends PageArgs {
  @Field(() => EmployeeByInput, { description: 'The person.' })
  employee!: EmployeeByInput;

  @Field(() => CurrencyCode, { nullable: true, description: 'Only this currency. Omitted: all, each with a balance of its own.' })
  currency?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'What counts at this instant or later. Omitted: from the beginning.' })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'What counts before this instant. Omitted: up to `asOf`, itself included.' })
  to?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'As recorded at this instant. Omitted: the newest one at which every write is settled; a later one is refused with `AS_OF_TOO_RECENT`. Later pages keep the instant of the first.',
  })
  asOf?: Date | null;
}

@ArgsType()
export class MovementArgs {
  @Field(() => DateTime, { description: 'The start of the span.' })
  from!: Date;

  @Field(() => DateTime, {
    description: 'The end of the span, itself not in it: spans that touch add up. Nothing behind `effectiveAt` is told.',
  })
  to!: Date;
}

@ArgsType()
export class ExpiringSoonArgs {
  @Field(() => Int, { defaultValue: 30, description: 'How many days of 24 hours ahead of `effectiveAt`, 1 to 366.' })
  withinDays!: number;
}
