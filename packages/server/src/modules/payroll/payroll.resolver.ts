import { Arg, Args, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { parseId } from '../../kernel/ids.js';
import type { Connection } from '../../kernel/page.js';
import { Refusal } from '../../kernel/refusal.js';
import { type Ctx, tenant } from '../../platform/context.js';
import type { UserErrorView } from '../../platform/graphql.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { userErrorOf } from '../../platform/user-errors.js';
import { type PayPeriod, PayPeriodView, payPeriodLoader } from '../calendar/index.js';
import { EmployeeView, employeeLoader, LegalEntityView, legalEntityLoader } from '../directory/index.js';
import { PayPeriodCloseInput, PayPeriodClosePayload } from './close-pay-period.graphql.js';
import { closePayPeriod } from './close-pay-period.js';
import type { Job } from './job.entity.js';
import { JobView } from './job.graphql.js';
import { listStatements, type Statement } from './list-statements.js';
import { jobLoader } from './loaders.js';
import { PayrollStatementConnection, PayrollStatementsArgs, PayrollStatementView } from './statement.graphql.js';

@Resolver(() => PayPeriodView)
export class PayPeriodCloseResolver {
  @Requires('payroll:close')
  @Mutation(() => PayPeriodClosePayload, {
    description:
      'Closes a pay period that has ended: nothing is booked into it from now on, and a job makes its statements, which never change. Pay periods are closed in order. Sends `period.closed` when the job is done.',
  })
  async payPeriodClose(
    @Context() ctx: Ctx,
    @Arg('input', () => PayPeriodCloseInput, { description: 'Which pay period.' }) input: PayPeriodCloseInput,
  ): Promise<{ payPeriod: PayPeriod | null; job: Job | null }> {
    const { payPeriodId, jobId } = await closePayPeriod(ctx, input);
    return { payPeriod: await load(tenant(ctx), payPeriodLoader, payPeriodId), job: await load(tenant(ctx), jobLoader, jobId) };
  }

  @FieldResolver(() => JobView, { nullable: true, description: 'The job that makes its statements; null while it is OPEN.' })
  async closeJob(@Context() ctx: Ctx, @Root() { closeJobId }: PayPeriod): Promise<Job | null> {
    return closeJobId === null ? null : load(tenant(ctx), jobLoader, closeJobId);
  }
}

@Resolver(() => JobView)
export class JobResolver {
  @Requires('payroll:read')
  @Query(() => JobView, { nullable: true, description: 'One job; null where none has this id.' })
  async job(@Context() ctx: Ctx, @Arg('id', () => ID, { description: 'Its id: `job_01k…`.' }) text: string): Promise<Job | null> {
    const id = parseId('job', text);
    return id === undefined ? null : load(tenant(ctx), jobLoader, id);
  }

  @FieldResolver()
  userErrors(@Context() ctx: Ctx, @Root() { refusal }: Job): UserErrorView[] {
    return refusal === null ? [] : [userErrorOf(ctx, new Refusal(refusal.code, refusal.message, []))];
  }
}

@Resolver(() => PayrollStatementView)
export class StatementResolver {
  @Requires('payroll:read')
  @Query(() => PayrollStatementConnection, {
    description:
      'The statements of a pay period, by person, currency and legal entity; `first` up to 200. Who is employed on a day of the period has one, with zero where there is nothing to report.',
  })
  payrollStatements(@Context() ctx: Ctx, @Args(() => PayrollStatementsArgs) args: PayrollStatementsArgs): Promise<Connection<Statement>> {
    return listStatements(ctx, args);
  }

  @FieldResolver(() => EmployeeView, { nullable: true, description: 'Whose statement.' })
  employee(@Context() ctx: Ctx, @Root() { employeeId }: Statement) {
    return load(tenant(ctx), employeeLoader, employeeId);
  }

  @FieldResolver(() => LegalEntityView, {
    nullable: true,
    description: 'The company on whose payroll the person is; null where none is known.',
  })
  async legalEntity(@Context() ctx: Ctx, @Root() { legalEntityId }: Statement) {
    return legalEntityId === null ? null : load(tenant(ctx), legalEntityLoader, legalEntityId);
  }

  @FieldResolver(() => PayPeriodView, { nullable: true, description: 'For which pay period.' })
  payPeriod(@Context() ctx: Ctx, @Root() { payPeriodId }: Statement): Promise<PayPeriod | null> {
    return load(tenant(ctx), payPeriodLoader, payPeriodId);
  }
}
