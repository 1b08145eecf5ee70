import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { startOfDay } from '../../kernel/period.js';
import type { TenantCtx } from '../../platform/context.js';
import type { Job } from '../../platform/module.js';
import { effects, type Query, type Statement } from '../../platform/pipeline.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { EMPLOYER_CLOCK } from '../access/index.js';
import { type MovedEnd, zonesOn } from '../directory/index.js';

/**
 * Ends the holds of a person who leaves: none lives on past the first instant without employment where the person is then, also where that
 * is long ago, and those whose end has come are given back in this transaction. A later authorization reads the date under the same
 * lock. What has ended does not come back where a later end is said; nor does the end of a former employment end holds of the present one.
 */
export async function endHolds(tx: Tx, employeeId: Id<'employee'>, { until, nextStart }: MovedEnd): Promise<void> {
  if (until === null) return;
  const [zone = tx.employer.timeZone, nextZone = zone] = await zonesOn(
    tx,
    [until, nextStart ?? until].map((date) => ({ employeeId, date })),
  );
  if (nextStart !== null && startOfDay(nextStart, nextZone) <= tx.now) return;
  await expireHoldsOf(tx, employeeId, startOfDay(until, zone));
}

/**
 * Gives back every hold whose time is over by the employer's clock, in a transaction for each person: their accounts are
 * locked for a moment, and what is done stays done.
 * @returns how many
 */
export async function expireDueHolds(ctx: TenantCtx): Promise<number> {
  let expired = 0;
  for (const employeeId of await inTransaction(ctx, peopleWithDueHolds)) {
    expired += await inTransaction(ctx, (tx) => expireHoldsOf(tx, employeeId));
  }
  return expired;
}

/**
 * Ends the next holds of a sandbox employer, each when its test clock has come to its end.
 * @param most how many
 * @returns how many times the clock stopped
 */
export async function expireNextHolds(tx: Tx, by: Date, most: number): Promise<number> {
  const [row] = await tx.sql<{ stops: number }>(`select expire_next_holds(${THIS_EMPLOYER}, $1, $2) as stops`, [by, most]);
  return row?.stops ?? 0;
}

/**
 * Gives back what these people held until now, before the end of their grants is booked: a hold that ended while its grant went
 * on leaves the money to that grant, whichever job comes first. Locks accounts, if it has anything to do.
 */
export async function expireHoldsBefore(tx: Tx, employeeIds: readonly Id<'employee'>[]): Promise<void> {
  await tx.sql(`select expire_holds_before(${THIS_EMPLOYER}, $1::uuid[], false)`, [[...new Set(employeeIds.map(uuidOf))]]);
}

/**
 * The same on the way to charging usage, which is paid with what is given back.
 * @param found answers the uuids of employees as `id`
 */
export function expireHoldsOfFound(found: Statement): Query<void> {
  return effects({
    name: `expire-holds-of-${found.name ?? 'found'}`,
    text: `select expire_holds_before(${THIS_EMPLOYER}, array(select id from (${found.text}) as found), true)`,
    values: found.values ?? [],
  });
}

/** People in one order for everybody, so that two runs do not lock each other out. */
async function peopleWithDueHolds(tx: Tx): Promise<Array<Id<'employee'>>> {
  const rows = await tx.sql<{ employee_id: string }>(
    `select distinct employee_id from hold
     where employer_id = ${THIS_EMPLOYER} and status = 'AUTHORIZED'
       and expires_at <= (select now from (${EMPLOYER_CLOCK}) as clock)
     order by employee_id`,
  );
  return rows.map(({ employee_id }) => idOf('employee', employee_id));
}

async function expireHoldsOf(tx: Tx, employeeId: Id<'employee'>, endsAt: Date | null = null): Promise<number> {
  const [row] = await tx.sql<{ expired: number }>(`select expire_holds(${THIS_EMPLOYER}, $1, $2) as expired`, [uuidOf(employeeId), endsAt]);
  return row?.expired ?? 0;
}

export const expireHolds: Job = {
  name: 'expire-holds',
  cron: '* * * * *',
  kind: 'EACH_EMPLOYER',
  scopes: [],
  run: async (ctx) => {
    await expireDueHolds(ctx);
  },
};
