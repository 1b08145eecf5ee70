import type { Id } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
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
 * Ends a person's employment and tells it as `employee.offboarded`.
 * @throws Refusal `VALIDATION`, `NOT_FOUND`, `INVALID_TRANSITION` when the person has left before on another date
 */
export async function terminateEmployee(ctx: Ctx, input: EmployeeTerminateInput): Promise<Id<'employee'>> {
  allow(ctx, 'employees:write');
  const reason = readOptionalText(input.reason, ['input', 'reason']) ?? null;
  const claim = { operation: 'employeeTerminate', key: input.idempotencyKey, input };
  const { employeeId } = await once(tenant(ctx), claim, async (tx) => {
    await lockDirectory(tx);
    const id = await findEmployee(tx, input.employee, ['input', 'employee']);
    await lockEmployees(tx, [id]);
    const before = (await loadPeople(tx, [id])).get(id);
    invariant(before !== undefined, 'an employee that was found is there');

    const timeline = terminate(before.timeline, input.terminatedOn, tx.today(await zoneOf(tx, id)));
    if (timeline === before.timeline) return { employeeId: id };

    await savePeople(tx, [{ before, after: { ...before, timeline, terminationReason: reason } }]);
    const { source, externalId } = before;
    const { terminatedOn } = timeline;
    const snapshot = { id, source, externalId, terminatedOn, reason };
    await recordEvents(tx, [{ type: 'employee.offboarded', subjectId: id, occurredAt: tx.now, snapshot }]);
    if (terminatedOn !== null) await followTermination(tx, id, terminatedOn, before.timeline.terminatedOn);
    return { employeeId: id };
  });
  return employeeId;
}
