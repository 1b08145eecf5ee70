import { type Id, uuidOf } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { LocalDate, TimeZone } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { Employment } from './employee.entity.js';

/** The employments that hold on a date, by employee; who has none then has no entry. One statement, however many. */
export async function employmentsOn(
  tx: Tx,
  employeeIds: ReadonlyArray<Id<'employee'>>,
  date: LocalDate,
): Promise<Map<Id<'employee'>, Employment>> {
  const employments = await tx.em.find(
    Employment,
    {
      employerId: tx.ctx.employerId,
      employeeId: { $in: [...employeeIds] },
      startDate: { $lte: date },
      $or: [{ endDate: null }, { endDate: { $gt: date } }],
    },
    // They may have been written in this very transaction, past the identity map.
    { disableIdentityMap: true },
  );
  return new Map(employments.map((employment) => [employment.employeeId, employment]));
}

/** Base salary per year on a date; null where none is known, or no employment holds then. */
export async function baseSalaryOn(tx: Tx, employeeId: Id<'employee'>, date: LocalDate): Promise<Money | null> {
  return (await employmentsOn(tx, [employeeId], date)).get(employeeId)?.baseSalary ?? null;
}

/** Where a person's business dates begin and end: the zone of the legal entity, else that of the employer. */
export async function zoneOf(tx: Tx, employeeId: Id<'employee'>): Promise<TimeZone> {
  return (await zonesOf(tx, [employeeId])).get(employeeId) ?? tx.employer.timeZone;
}

/** As `zoneOf`, for many in one statement; every employee asked for has an entry. */
export async function zonesOf(tx: Tx, employeeIds: ReadonlyArray<Id<'employee'>>): Promise<Map<Id<'employee'>, TimeZone>> {
  const today = tx.today();
  const zones = await zonesOn(
    tx,
    employeeIds.map((employeeId) => ({ employeeId, date: today })),
  );
  return new Map(employeeIds.map((id, index) => [id, zones[index] ?? tx.employer.timeZone]));
}

/**
 * Where people are on a date each, in order, in one statement. The employment that decides is the one that started last by then,
 * or for a new hire the first; moves that are known and lie ahead count.
 */
export async function zonesOn(
  tx: Tx,
  asked: ReadonlyArray<{ readonly employeeId: Id<'employee'>; readonly date: LocalDate }>,
): Promise<TimeZone[]> {
  if (asked.length === 0) return [];
  const rows = await tx.sql<{ place: number; time_zone: TimeZone }>(
    `select place, time_zone from person_zones(${THIS_EMPLOYER}, $1::uuid[], $2::date[])`,
    [asked.map(({ employeeId }) => uuidOf(employeeId)), asked.map(({ date }) => date)],
  );
  const zones = asked.map(() => tx.employer.timeZone);
  for (const { place, time_zone } of rows) zones[place - 1] = time_zone;
  return zones;
}
