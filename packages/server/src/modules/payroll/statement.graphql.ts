import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { CurrencyCode, connectionOf, DateTime, enumOf, MoneyView, NodeView, PayrollPageArgs } from '../../platform/graphql.js';
import { Requires } from '../../platform/scope.js';
import { PayPeriodByInput } from '../calendar/index.js';
import { MovementView } from '../ledger/index.js';
import type { LineKind } from './statement.rules.js';

export const PayrollStatementLineKind = enumOf('PayrollStatementLineKind', 'What a line of a statement tells.', {
  GRANTED_INFO: 'Compute that was granted.',
  ROLLED_IN_INFO: 'Compute that was carried over from grants that ended.',
  CONSUMED_INFO: 'Compute that was used and that grants paid for.',
  EXPIRED_INFO: 'Compute that ended unused with its grant, also where it was carried over.',
  REVOKED_INFO: 'Compute that was taken back unused.',
  CORRECTION: 'Compute that was given (positive) or taken (negative) by hand.',
  OVERAGE_INFO:
    "Usage that no grant covered: the employer's cost, never charged to the person and no part of the balance. What a cost center pays of it is not told here but in `Balance.chargedToCostCenter`.",
});

@ObjectType('PayrollStatementLine', { description: 'One line of a statement. `amount` + `rounding` = `exactAmount`.' })
export class PayrollStatementLineView {
  @Field(() => ID, { description: 'Opaque and stable: the same line has the same id on every read, before and after closing.' })
  readonly id!: string;

  @Field(() => PayrollStatementLineKind, { description: 'What the line tells.' })
  readonly kind!: LineKind;

  @Field(() => MoneyView, { description: 'In whole minor units: the number for payroll.' })
  readonly amount!: MoneyView;

  @Field(() => MoneyView, { description: 'What the ledger says, to the tenth decimal.' })
  readonly exactAmount!: MoneyView;

  @Field(() => MoneyView, {
    description:
      'The remainder the ledger keeps, less than one minor unit. It enters a later statement as soon as it makes up a minor unit, so the sum of statements never strays from the ledger.',
  })
  readonly rounding!: MoneyView;
}

@Requires('payroll:read')
@ObjectType('PayrollStatement', {
  implements: NodeView,
  description:
    'What compute came to for one person in one pay period, currency and legal entity. `node(id)` finds it once its pay period is CLOSED.',
})
export class PayrollStatementView extends NodeView {
  @Field(() => ID, { description: 'Opaque and stable: the same on every read, before and after closing.' })
  override readonly id!: string;

  @Field(() => CurrencyCode, { description: 'The currency of every amount here; nothing is converted.' })
  readonly currency!: string;

  @Field(() => [PayrollStatementLineView], { description: 'What happened, one line a kind; empty for a person with nothing to report.' })
  readonly lines!: readonly PayrollStatementLineView[];

  @Field(() => MovementView, { description: 'How the balance moved.' })
  readonly movement!: MovementView;

  @Field(() => Boolean, { description: 'True while the pay period is not CLOSED: the numbers may still change.' })
  readonly provisional!: boolean;

  @Field(() => DateTime, {
    description:
      'Everything recorded up to this instant is in the numbers. While they are provisional, send it as `asOf` to read the same numbers again.',
  })
  readonly asOf!: Date;
}

export const PayrollStatementConnection = connectionOf('PayrollStatement', () => PayrollStatementView);

@ArgsType()
export class PayrollStatementsArgs extends PayrollPageArgs {
  @Field(() => PayPeriodByInput, { description: 'Which pay period.' })
  payPeriod!: PayPeriodByInput;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'As recorded at this instant. Omitted: final numbers of a CLOSED pay period, else the newest instant at which every write is settled; a later one is refused with `AS_OF_TOO_RECENT`. Before the closing of a CLOSED pay period: the provisional numbers of then. Later pages keep the instant of the first.',
  })
  asOf?: Date | null;
}
