import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { CurrencyCode, connectionOf, DateTime, MoneyView, PayrollPageArgs } from '../../platform/graphql.js';
import { EmployeeByInput } from '../directory/index.js';

@ObjectType('Balance', {
  description: 'What a person has of one currency, over all stipends. granted + overage = available + held + consumed + expired + revoked.',
})
export class BalanceView {
  @Field(() => ID, { description: 'Whose balance.' })
  employeeId!: string;

  @Field(() => CurrencyCode, { description: 'The currency of every amount here; nothing is converted.' })
  currency!: string;

  @Field(() => MoneyView, { description: 'Everything granted and in effect.' })
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

  @Field(() => MoneyView, { description: 'Usage that no grant covered; part of `consumed`.' })
  overage!: MoneyView;

  @Field(() => DateTime, {
    description: 'Everything recorded up to this instant is in the numbers; send it as `asOf` to read the same numbers again.',
  })
  asOf!: Date;

  @Field(() => DateTime, { description: 'Everything in effect at this instant is in the numbers.' })
  effectiveAt!: Date;
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
