import type { Id } from '../../kernel/ids.js';
import { load } from '../../platform/loader.js';
import type { Module } from '../../platform/module.js';
import { Employee, Employment, LapsedEmployment } from './employee.entity.js';
import { EmployeeResolver, EmploymentResolver } from './employee.resolver.js';
import { costCenterLoader, departmentLoader, employeeLoader, employmentLoader, legalEntityLoader } from './loaders.js';
import { CostCenter, Department, LegalEntity } from './organization.entity.js';
import { OrganizationResolver } from './organization.resolver.js';

const scope = 'employees:read';

export const directoryModule: Module = {
  name: 'directory',
  entities: [LegalEntity, Department, CostCenter, Employee, Employment, LapsedEmployment],
  resolvers: [OrganizationResolver, EmployeeResolver, EmploymentResolver],
  jobs: [],
  nodes: [
    { kind: 'legalEntity', typeName: 'LegalEntity', scope, find: (ctx, id) => load(ctx, legalEntityLoader, id as Id<'legalEntity'>) },
    { kind: 'department', typeName: 'Department', scope, find: (ctx, id) => load(ctx, departmentLoader, id as Id<'department'>) },
    { kind: 'costCenter', typeName: 'CostCenter', scope, find: (ctx, id) => load(ctx, costCenterLoader, id as Id<'costCenter'>) },
    { kind: 'employee', typeName: 'Employee', scope, find: (ctx, id) => load(ctx, employeeLoader, id as Id<'employee'>) },
    { kind: 'employment', typeName: 'Employment', scope, find: (ctx, id) => load(ctx, employmentLoader, id as Id<'employment'>) },
  ],
};
