import type { Id } from '../../kernel/ids.js';
import type { LocalDate } from '../../kernel/period.js';
import { inOrder, type Loader } from '../../platform/loader.js';
import { inTransaction } from '../../platform/transaction.js';
import { Employee, Employment } from './employee.entity.js';
import { currentEmployment, type EmployeeStatus, employeeStatus } from './employment.rules.js';
import { CostCenter, Department, LegalEntity } from './organization.entity.js';

export const employeeLoader: Loader<Id<'employee'>, Employee> = {
  name: 'employee',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) =>
      inOrder(ids, await tx.em.find(Employee, { employerId: ctx.employerId, id: { $in: [...ids] } }), ({ id }) => id),
    ),
};

export const legalEntityLoader: Loader<Id<'legalEntity'>, LegalEntity> = {
  name: 'legalEntity',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) =>
      inOrder(ids, await tx.em.find(LegalEntity, { employerId: ctx.employerId, id: { $in: [...ids] } }), ({ id }) => id),
    ),
};

export const departmentLoader: Loader<Id<'department'>, Department> = {
  name: 'department',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) =>
      inOrder(ids, await tx.em.find(Department, { employerId: ctx.employerId, id: { $in: [...ids] } }), ({ id }) => id),
    ),
};

export const costCenterLoader: Loader<Id<'costCenter'>, CostCenter> = {
  name: 'costCenter',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) =>
      inOrder(ids, await tx.em.find(CostCenter, { employerId: ctx.employerId, id: { $in: [...ids] } }), ({ id }) => id),
    ),
};

export const employmentLoader: Loader<Id<'employment'>, Employment> = {
  name: 'employment',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) =>
      inOrder(ids, await tx.em.find(Employment, { employerId: ctx.employerId, id: { $in: [...ids] } }), ({ id }) => id),
    ),
};

/** A person's employments, oldest first, with what they come to today. */
export interface Career {
  readonly employeeId: Id<'employee'>;
  readonly employments: readonly Employment[];
  readonly current: Employment | null;
  readonly status: EmployeeStatus;
}

export const careerLoader: Loader<Id<'employee'>, Career> = {
  name: 'career',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) => {
      const { employerId } = ctx;
      const found = await tx.em.find(Employment, { employerId, employeeId: { $in: [...ids] } }, { orderBy: { startDate: 'asc' } });
      const legalEntityIds = [...new Set(found.flatMap(({ legalEntityId }) => legalEntityId ?? []))];
      const legalEntities = await tx.em.find(LegalEntity, { employerId, id: { $in: legalEntityIds } });
      const zones = new Map(legalEntities.map(({ id, timeZone }) => [id, timeZone]));
      const todayOf = ({ legalEntityId }: Employment): LocalDate => tx.today(legalEntityId === null ? undefined : zones.get(legalEntityId));

      const byEmployee = Map.groupBy(found, ({ employeeId }) => employeeId);
      const careers = [...byEmployee].map(([employeeId, employments]): Career => {
        const current = currentEmployment(employments, todayOf) ?? null;
        return { employeeId, employments, current, status: employeeStatus(employments, todayOf) };
      });
      return inOrder(ids, careers, ({ employeeId }) => employeeId);
    }),
};
