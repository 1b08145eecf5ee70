import { Args, Ctx as Context, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { currency } from '../../kernel/money.js';
import { type Ctx, type TenantCtx, tenant } from '../../platform/context.js';
import { MoneyView } from '../../platform/graphql.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { inTransaction } from '../../platform/transaction.js';
import { type EmployeeByInput, EmployeeView, employeeLoader, findEmployee, findEmployees } from '../directory/index.js';
import {
  BalanceArgs,
  BalanceConnection,
  BalanceEntryConnection,
  BalanceHistoryArgs,
  BalancesArgs,
  BalanceView,
  ExpiringSoonArgs,
  MovementArgs,
  MovementView,
} from './balance.graphql.js';
import { listBalances, type ShownBalance } from './list-balances.js';
import { listHistory } from './list-history.js';
import { expiringSoonLoader } from './read-expiring.js';
import { movementLoader } from './read-movement.js';

@Resolver(() => BalanceView)
export class BalanceResolver {
  @Requires('balances:read')
  @Query(() => BalanceConnection, {
    description: 'Balances of people by currency, ordered by person; `first` up to 200. All pages of a list are read at one instant.',
  })
  async balances(@Args(() => BalancesArgs) { where, ...request }: BalancesArgs, @Context() ctx: Ctx) {
    const by = where?.employees ?? null;
    const employeeIds = by === null ? null : await idsOf(tenant(ctx), by);
    return listBalances(tenant(ctx), { ...request, employeeIds });
  }

  @Requires('balances:read')
  @Query(() => BalanceConnection, {
    description: 'The balances of one person, one per currency; none before the first grant. An unknown person is `NOT_FOUND`.',
  })
  async balance(@Args(() => BalanceArgs) { employee, ...request }: BalanceArgs, @Context() ctx: Ctx) {
    const employeeId = await inTransaction(tenant(ctx), (tx) => findEmployee(tx, employee, ['employee']));
    return listBalances(tenant(ctx), { ...request, employeeIds: [employeeId] });
  }

  @Requires('balances:read')
  @Query(() => BalanceEntryConnection, {
    description:
      'The postings that made the balances of one person, in the order in which they count, newest last, each with the balance after it. An unknown person is `NOT_FOUND`.',
  })
  balanceHistory(@Args(() => BalanceHistoryArgs) { currency: code, ...request }: BalanceHistoryArgs, @Context() ctx: Ctx) {
    return listHistory(tenant(ctx), { ...request, currency: code == null ? null : currency(code) });
  }

  @FieldResolver(() => MovementView, {
    nullable: true,
    description: 'How the balance moved in a span of effective time, as recorded by `asOf`. An end before the start is `VALIDATION`.',
  })
  movement(
    @Root() { employeeId, currency: code, asOf, effectiveAt }: ShownBalance,
    @Args(() => MovementArgs) span: MovementArgs,
    @Context() ctx: Ctx,
  ) {
    return load(tenant(ctx), movementLoader, { employeeId, currency: code, asOf, effectiveAt, from: span.from, to: span.to });
  }

  @FieldResolver(() => MoneyView, {
    description:
      'Of `available`, what is of grants that end after `effectiveAt` and by so many days later, their last instant included. Days that are not 1 to 366 are `VALIDATION`.',
  })
  expiringSoon(
    @Root() { employeeId, currency: code, asOf, effectiveAt }: ShownBalance,
    @Args(() => ExpiringSoonArgs) { withinDays }: ExpiringSoonArgs,
    @Context() ctx: Ctx,
  ) {
    return load(tenant(ctx), expiringSoonLoader, { employeeId, currency: code, asOf, effectiveAt, withinDays });
  }

  @FieldResolver(() => EmployeeView, { nullable: true, description: 'The person.' })
  employee(@Root() { employeeId }: ShownBalance, @Context() ctx: Ctx) {
    return load(tenant(ctx), employeeLoader, employeeId);
  }
}

/** People who are not there have no balance to list. */
async function idsOf(ctx: TenantCtx, by: readonly EmployeeByInput[]) {
  const found = await inTransaction(ctx, (tx) => findEmployees(tx, by));
  return found.filter((id) => id !== null);
}
