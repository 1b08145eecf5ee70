import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type Connection, pageSize } from '../../kernel/page.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { PageArgs } from '../../platform/graphql.js';
import { userErrorsOf } from '../../platform/item-outcomes.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { inTransaction } from '../../platform/transaction.js';
import type { Employee, Employment } from './employee.entity.js';
import {
  EmployeeByInput,
  EmployeeConnection,
  EmployeeFilterInput,
  EmployeeStatusEnum,
  EmployeesUpsertInput,
  EmployeesUpsertPayload,
  EmployeeTerminateInput,
  EmployeeTerminatePayload,
  EmployeeView,
  EmploymentConnection,
  EmploymentView,
} from './employee.graphql.js';
import type { EmployeeStatus } from './employment.rules.js';
import { findEmployees } from './find-employees.js';
import { listEmployees } from './list-employees.js';
import { careerLoader, costCenterLoader, departmentLoader, employeeLoader, legalEntityLoader } from './loaders.js';
import type { CostCenter, Department, LegalEntity } from './organization.entity.js';
import { CostCenterView, DepartmentView, LegalEntityView } from './organization.graphql.js';
import { terminateEmployee } from './terminate-employee.js';
import { upsertEmployees } from './upsert-employees.js';

@Resolver(() => EmployeeView)
export class EmployeeResolver {
  @Requires('employees:read')
  @Query(() => EmployeeConnection, { description: 'Employees, in the order in which they were first sent.' })
  employees(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('where', () => EmployeeFilterInput, {
      nullable: true,
      description: 'Which employees; all of them by default, also those who left.',
    })
    where?: EmployeeFilterInput | null,
  ): Promise<Connection<Employee>> {
    return listEmployees(ctx, where, page);
  }

  @Requires('employees:read')
  @Query(() => EmployeeView, { nullable: true, description: 'One employee; null where none matches.' })
  async employee(
    @Context() ctx: Ctx,
    @Arg('by', () => EmployeeByInput, { description: 'Who.' }) by: EmployeeByInput,
  ): Promise<Employee | null> {
    const tenantCtx = tenant(ctx);
    const [employeeId] = await inTransaction(tenantCtx, (tx) => findEmployees(tx, [by]));
    return employeeId == null ? null : load(tenantCtx, employeeLoader, employeeId);
  }

  @Requires('employees:write')
  @Mutation(() => EmployeesUpsertPayload, {
    description:
      'Creates or changes employees by their `externalId`. Sending the same again changes nothing, so a nightly run may send everybody. People who are not sent stay as they are; to end an employment use `employeeTerminate`.',
  })
  async employeesUpsert(
    @Context() ctx: Ctx,
    @Arg('input', () => EmployeesUpsertInput, { description: 'The employees.' }) input: EmployeesUpsertInput,
  ): Promise<Omit<EmployeesUpsertPayload, 'userErrors'>> {
    const outcomes = await upsertEmployees(ctx, input);
    const answers = outcomes.map(async (outcome) => ({
      employee: outcome.id === null ? null : await load(tenant(ctx), employeeLoader, outcome.id),
      created: outcome.created,
      userErrors: userErrorsOf(ctx, outcome),
    }));
    return { outcomes: await Promise.all(answers) };
  }

  @Requires('employees:write')
  @Mutation(() => EmployeeTerminatePayload, {
    description:
      'Ends the employment of a person, or puts its end right, also long after: from that day on no stipend is granted and nothing can be spent. What was booked otherwise until then is put right by entries, in closed pay periods by entries of the open one; what was used stays used. Sends `employee.offboarded` with the `terminatedOn` and the reason that the employee has then, or `employee.reinstated` where the person stays after all; nothing where a former employment ends on another day and the person works again since.',
  })
  async employeeTerminate(
    @Context() ctx: Ctx,
    @Arg('input', () => EmployeeTerminateInput, { description: 'Who leaves, and when.' }) input: EmployeeTerminateInput,
  ): Promise<Omit<EmployeeTerminatePayload, 'userErrors'>> {
    return { employee: await load(tenant(ctx), employeeLoader, await terminateEmployee(ctx, input)) };
  }

  @FieldResolver(() => EmployeeStatusEnum, { description: 'Whether the person works for the employer today, where they work.' })
  async status(@Context() ctx: Ctx, @Root() { id }: Employee): Promise<EmployeeStatus> {
    return (await load(tenant(ctx), careerLoader, id))?.status ?? 'TERMINATED';
  }

  @FieldResolver(() => EmploymentView, { nullable: true, description: 'The employment that holds today; null where none does.' })
  async currentEmployment(@Context() ctx: Ctx, @Root() { id }: Employee): Promise<Employment | null> {
    return (await load(tenant(ctx), careerLoader, id))?.current ?? null;
  }

  @FieldResolver(() => EmploymentConnection, { description: 'All employments, past and future ones too, oldest first.' })
  async employments(@Context() ctx: Ctx, @Root() { id }: Employee, @Args(() => PageArgs) page: PageArgs): Promise<Connection<Employment>> {
    const tenantCtx = tenant(ctx);
    const size = pageSize(page);
    const { cursors } = ctx.platform;
    const list = `employments ${tenantCtx.employerId} ${id}`;
    const after = page.after == null ? '' : (cursors.open(list, page.after)[0] ?? '');
    const all = (await load(tenantCtx, careerLoader, id))?.employments ?? [];
    const rest = all.filter(({ startDate }) => startDate > after);
    return cursors.connection(list, rest.slice(0, size + 1), size, page, ({ startDate, id: employmentId }) => [startDate, employmentId]);
  }
}

@Resolver(() => EmploymentView)
export class EmploymentResolver {
  @FieldResolver(() => LegalEntityView, { nullable: true, description: 'The company that employs the person; null where none is known.' })
  async legalEntity(@Context() ctx: Ctx, @Root() { legalEntityId }: Employment): Promise<LegalEntity | null> {
    return legalEntityId === null ? null : load(tenant(ctx), legalEntityLoader, legalEntityId);
  }

  @FieldResolver(() => DepartmentView, {
    nullable: true,
    description: 'Where in the organization the person works; null where none is known.',
  })
  async department(@Context() ctx: Ctx, @Root() { departmentId }: Employment): Promise<Department | null> {
    return departmentId === null ? null : load(tenant(ctx), departmentLoader, departmentId);
  }

  @FieldResolver(() => CostCenterView, { nullable: true, description: 'Where the cost of the person is booked; null where none is known.' })
  async costCenter(@Context() ctx: Ctx, @Root() { costCenterId }: Employment): Promise<CostCenter | null> {
    return costCenterId === null ? null : load(tenant(ctx), costCenterLoader, costCenterId);
  }
}
