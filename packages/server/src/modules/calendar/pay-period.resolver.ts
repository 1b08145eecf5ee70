import { Arg, Args, Ctx as Context, Mutation, Query, Resolver } from 'type-graphql';
import type { Connection } from '../../kernel/page.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { userErrorsOf } from '../../platform/item-outcomes.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { inTransaction } from '../../platform/transaction.js';
import { findPayPeriod, listPayPeriods } from './find-pay-periods.js';
import type { PayPeriod } from './pay-period.entity.js';
import {
  PayPeriodByInput,
  PayPeriodConnection,
  PayPeriodsArgs,
  PayPeriodsUpsertInput,
  PayPeriodsUpsertPayload,
  PayPeriodView,
} from './pay-period.graphql.js';
import { payPeriodLoader } from './pay-period-loader.js';
import { upsertPayPeriods } from './upsert-pay-periods.js';

@Resolver(() => PayPeriodView)
export class PayPeriodResolver {
  @Requires('payroll:read')
  @Query(() => PayPeriodConnection, { description: 'Pay periods, by date.' })
  payPeriods(@Context() ctx: Ctx, @Args(() => PayPeriodsArgs) args: PayPeriodsArgs): Promise<Connection<PayPeriod>> {
    return listPayPeriods(ctx, args);
  }

  @Requires('payroll:read')
  @Query(() => PayPeriodView, { nullable: true, description: 'One pay period; null where none matches.' })
  payPeriod(
    @Context() ctx: Ctx,
    @Arg('by', () => PayPeriodByInput, { description: 'Which one.' }) by: PayPeriodByInput,
  ): Promise<PayPeriod | null> {
    return inTransaction(tenant(ctx), (tx) => findPayPeriod(tx, by));
  }

  @Requires('payroll:write')
  @Mutation(() => PayPeriodsUpsertPayload, { description: 'Creates pay periods, or changes open ones, by their `externalId`.' })
  async payPeriodsUpsert(
    @Context() ctx: Ctx,
    @Arg('input', () => PayPeriodsUpsertInput, { description: 'The pay periods.' }) input: PayPeriodsUpsertInput,
  ): Promise<Omit<PayPeriodsUpsertPayload, 'userErrors'>> {
    const outcomes = await upsertPayPeriods(ctx, input);
    const answers = outcomes.map(async (outcome) => ({
      payPeriod: outcome.id === null ? null : await load(tenant(ctx), payPeriodLoader, outcome.id),
      created: outcome.created,
      userErrors: userErrorsOf(ctx, outcome),
    }));
    return { outcomes: await Promise.all(answers) };
  }
}
