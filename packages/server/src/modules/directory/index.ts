export { type CostCenterSpan, chargedCostCenters } from './cost-centers.js';
export { createEmployee, type NewEmployee } from './create-employee.js';
export { EmployeeByInput, EmployeeView } from './employee.graphql.js';
export type { MovedEnd } from './employment.rules.js';
export { employmentAt } from './employment-at.js';
export { baseSalaryOn, employmentsOn, zoneOf, zonesOf, zonesOn } from './employments-on.js';
export { DEFAULT_SOURCE, emailKey } from './fields.rules.js';
export { type EmployeeBy, employeeLookup, findEmployee, findEmployees } from './find-employees.js';
export { findUnits, resolveUnit } from './find-organization.js';
export { costCenterLoader, departmentLoader, employeeLoader, legalEntityLoader } from './loaders.js';
export { type EmployedUntil, lockEmployees } from './lock-employees.js';
export {
  CostCenterByInput,
  CostCenterView,
  DepartmentByInput,
  DepartmentView,
  LegalEntityByInput,
  LegalEntityView,
} from './organization.graphql.js';
export { countEmployees, type RosterEmployment, type RosterEntry, readRoster, zonesInUse } from './roster.js';
export { whenEmploymentsChange } from './when-employments-change.js';
export { whenTerminated } from './when-terminated.js';
