import type { Id } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { Refusal } from '../../kernel/refusal.js';
import { readOptionalText } from '../../kernel/text.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once } from '../../platform/transaction.js';
import { recordEvents } from '../events/index.js';
import type { EmployeeTerminateInput } from './employee.graphql.js';
import { terminate } from './employment.rules.js';
import { zoneOf } from './employments-on.js';
import { findEmployee } from './find-employees.js';
import { lockDirectory } from './lock-directory.js';
import { lockEmployees } from './lock-employees.js';
import { loadPeople, savePeople } from './people.js';
import { followTermination } from './when-terminated.js';

/**
 * Ends a person's employment, or puts its end right, also long after; told as `employee.offboarded`. Without an end the person stays
 * after all, told as `employee.reinstated`.
 * @throws Refusal `VALIDATION` before the first day of the employment, `NOT_FOUND`
 */
export async function terminateEmployee(ctx: Ctx, input: EmployeeTerminateInput): Promise<Id<'employee'>> {
  allow(ctx, 'employees:write');
  const reason = readOptionalText(input.reason, ['input', 'reason']) ?? null;
  const { terminatedOn } = input;
  if (terminatedOn === undefined) {
    const sentence = 'Say the first day without employment, or null where the person stays after all.';
    throw new Refusal('VALIDATION', sentence, ['input', 'terminatedOn']);
  }
  const claim = { operation: 'employeeTerminate', key: input.idempotencyKey, input };
  const { employeeId } = await once(tenant(ctx), claim, async (tx) => {
    await lockDirectory(tx);
    const id = await findEmployee(tx, input.employee, ['input', 'employee']);
    await lockEmployees(tx, [id]);
    const before = (await loadPeople(tx, [id])).get(id);
    invariant(before !== undefined, 'an employee that was found is there');

    const { timeline, moved } = terminate(before.timeline, terminatedOn, tx.today(await zoneOf(tx, id)));
    if (timeline === before.timeline) return { employeeId: id };

    await savePeople(tx, [{ before, after: { ...before, timeline, terminationReason: reason } }]);
    const { source, externalId } = before;
    const snapshot = { id, source, externalId, terminatedOn, reason };
    const type = terminatedOn === null ? 'employee.reinstated' : 'employee.offboarded';
    await recordEvents(tx, [{ type, subjectId: id, occurredAt: tx.now, snapshot }]);
    await followTermination(tx, id, moved);
    return { employeeId: id };
  });
  return employeeId;
}
