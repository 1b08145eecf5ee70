import {
  type EmployeeByInput,
  EmployeesGetDocument,
  EmployeesListDocument,
  EmployeesTerminateDocument,
  EmployeesUpsertDocument,
} from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** The people of an employer, with their employment over time. */
export const employees = (call: Operations) => ({
  /**
   * Employees, in the order in which they were first sent, also those who left; fewer with `where`. Each with the employment that
   * holds today.
   *
   * Scope: `employees:read`. Without `pay:read` every `baseSalary` is `null` and named in `extensions.redactions`.
   */
  list: call.list(EmployeesListDocument, (data) => data.employees),

  /**
   * One employee by `{ id }`, `{ externalId }`, `{ sourcedId: { source, externalId } }` or `{ email }`, with every employment, oldest
   * first (the first 50); `null` where none matches.
   *
   * Scope: `employees:read`. Without `pay:read` every `baseSalary` is `null` and named in `extensions.redactions`.
   */
  get: call.get(
    EmployeesGetDocument,
    (data) => data.employee,
    (by: EmployeeByInput) => ({ by }),
  ),

  /**
   * Creates employees, or changes those whose `externalId` is known in the `source`; at most 500, taken in order. Sending the same
   * again changes nothing; people who are not sent stay as they are. `baseSalary` is money per year at the given FTE. One outcome per
   * item, in order, with its own `userErrors` (`VALIDATION`, `NOT_FOUND` for a unit that is not there).
   *
   * Scope: `employees:write`. Refused as a whole with `IDEMPOTENCY_CONFLICT`.
   */
  upsert: call.mutate(EmployeesUpsertDocument, 'employeesUpsert'),

  /**
   * Ends the employment of a person, or puts its end right. `terminatedOn` is the first day without employment, ahead or long ago: from
   * its local midnight nothing is granted and nothing can be spent. Null: the person stays after all.
   *
   * Scope: `employees:write`. Refused with `VALIDATION` (before the first day of the employment), `NOT_FOUND` or `IDEMPOTENCY_CONFLICT`.
   */
  terminate: call.mutate(EmployeesTerminateDocument, 'employeeTerminate'),
});
