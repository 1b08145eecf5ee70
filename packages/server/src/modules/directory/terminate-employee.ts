import type { Id } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { Refusal } from '../../kernel/refusal.js';
import { optional, readText } from '../../kernel/text.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once } from '../../platform/transaction.js';
import { lockEmployer } from '../access/index.js';
import { recordEvents } from '../events/index.js';
import type { EmployeeTerminateInput } from './employee.graphql.js';
import { type Timeline, terminate } from './employment.rules.js';
import { zoneOf } from './employments-on.js';
import { findEmployee } from './find-employees.js';
import { lockEmployees } from './lock-employees.js';
import { loadPeople, type Person, savePeople } from './people.js';
import { followTermination } from './when-terminated.js';

/**
 * Ends a person's employment, or puts its end or its reason right, also long after; told as `employee.offboarded` with what the employee
 * says then. Without an end the person stays after all, told as `employee.reinstated`. Who works again since has neither left nor come
 * back where the end of a former employment is put right: nothing is told, and the reason is not that of the present employment.
 * @throws Refusal `VALIDATION` before the first day of the employment, `NOT_FOUND`
 */
export async function terminateEmployee(ctx: Ctx, input: EmployeeTerminateInput): Promise<Id<'employee'>> {
  allow(ctx, 'employees:write');
  const said = optional(input.reason, readText, ['input', 'reason']);
  const { terminatedOn } = input;
  if (terminatedOn === undefined) {
    const sentence = 'Say the first day without employment, or null where the person stays after all.';
    throw new Refusal('VALIDATION', sentence, ['input', 'terminatedOn']);
  }
  const claim = { operation: 'employeeTerminate', key: input.idempotencyKey, input };
  const { employeeId } = await once(tenant(ctx), claim, async (tx) => {
    await lockEmployer(tx, 'CHANGE');
    const id = await findEmployee(tx, input.employee, ['input', 'employee']);
    await lockEmployees(tx, [id]);
    const before = (await loadPeople(tx, [id])).get(id);
    invariant(before !== undefined, 'an employee that was found is there');

    const { timeline, moved } = terminate(before.timeline, terminatedOn, tx.today(await zoneOf(tx, id)));
    const isFormer = terminatedOn !== null && timeline.employments.some(({ startDate }) => startDate >= terminatedOn);
    const reason = reasonAfter(before, isFormer ? undefined : said, timeline);
    if (timeline === before.timeline && reason === before.terminationReason) return { employeeId: id };

    await savePeople(tx, [{ before, after: { ...before, timeline, terminationReason: reason } }]);
    if (!isFormer) {
      const { source, externalId } = before;
      const snapshot = { id, source, externalId, terminatedOn: timeline.terminatedOn, reason };
      const type = timeline.terminatedOn === null ? 'employee.reinstated' : 'employee.offboarded';
      await recordEvents(tx, [{ type, subjectId: id, occurredAt: tx.now, snapshot }]);
    }
    await followTermination(tx, id, moved);
    return { employeeId: id };
  });
  return employeeId;
}

/** Why the person left: what is left out stays as it was, null clears it, and who has not left has no reason. */
function reasonAfter(before: Person, said: string | null | undefined, { terminatedOn }: Timeline): string | null {
  if (terminatedOn === null) return null;
  return said === undefined ? before.terminationReason : said;
}
