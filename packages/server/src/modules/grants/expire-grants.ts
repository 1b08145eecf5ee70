import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { type CurrencyCode, Money } from '../../kernel/money.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { recordEvents } from '../events/index.js';
import { type LedgerState, lockLedger, markEndsBooked, openEffectiveAt, planPostings, recipes, writePlan } from '../ledger/index.js';
import { expireHoldsBefore } from '../spending/index.js';
import { type DueScope, dueClauses } from './due-scope.js';
import { decideExpiry } from './grants.rules.js';
import { type Carried, carryable, decideCarried, rolloverDraft, writeCarried } from './roll-over.js';

/** A grant whose end has come. */
interface EndedGrant {
  readonly id: Id<'grant'>;
  readonly stipendId: Id<'stipend'>;
  readonly employeeId: Id<'employee'>;
  readonly expiresAt: Date;
  /** How often its end was taken back. */
  readonly reopened: number;
}

/** What is left of one. */
interface Expiry extends EndedGrant {
  readonly accountId: Id<'account'>;
  readonly currency: CurrencyCode;
  readonly units: bigint;
}

/**
 * Books the end of grants whose end has come, at most `limit`: what rolls over is carried into a new grant, and what is left
 * then is EXPIRED; no posting where nothing is. What their people held until before the end is given back first.
 * Each once, and to the same effect, however often and late this runs.
 * @returns how many grants were looked at and how many had something left
 */
export async function expireDue(tx: Tx, scope: DueScope): Promise<{ tried: number; expired: number }> {
  const ended = await lockEndedGrants(tx, scope);
  if (ended.length === 0) return { tried: 0, expired: 0 };
  const people = ended.map(({ employeeId }) => employeeId);
  await expireHoldsBefore(tx, people);
  const state = await lockLedger(tx, people);

  const rolling = await carryable(
    tx,
    ended.map(({ id }) => id),
  );
  const carried = await decideCarried(tx, state, rolling);
  const expiries = decideExpiries(state, ended, carried, scope.until);
  const drafts = [
    ...carried.map((one) => rolloverDraft(state, one)),
    ...expiries.map(({ accountId, id, units, expiresAt, reopened }) =>
      recipes.expired(accountId, id, units, openEffectiveAt(state.locks, expiresAt), expiryKey(id, reopened)),
    ),
  ];

  await tx.ask(writePlan(planPostings(state, drafts)));
  await writeCarried(tx, carried, state.bookedAt);
  await tx.sql(`update stipend_grant set expired_at = $2 where employer_id = ${THIS_EMPLOYER} and id = any($1::uuid[])`, [
    ended.map(({ id }) => uuidOf(id)),
    state.bookedAt,
  ]);
  await markEndsBooked(
    tx,
    ended.map(({ id }) => id),
    state.bookedAt,
  );
  await recordEvents(
    tx,
    expiries.map(({ id, stipendId, employeeId, expiresAt, units, currency }) => ({
      type: 'grant.expired',
      subjectId: id,
      occurredAt: state.bookedAt,
      snapshot: { id, stipendId, employeeId, expiresAt, expired: new Money(units, currency) },
    })),
  );
  return { tried: ended.length, expired: expiries.length };
}

async function lockEndedGrants(tx: Tx, scope: DueScope): Promise<EndedGrant[]> {
  const { where, values, lock } = dueClauses(scope, 'ends_at');
  const rows = await tx.sql<{ id: string; stipend_id: string; employee_id: string; ends_at: Date; reopened: number }>(
    `select id, stipend_id, employee_id, ends_at, reopened from stipend_grant
     where employer_id = ${THIS_EMPLOYER} and ${where('stipend_id')} and expired_at is null order by ends_at, id limit ${scope.limit} for no key update ${lock}`,
    values,
  );
  // What is carried depends on what was carried before: the ends of a stipend come one after another, each in a pass of its own.
  const firstEnds = new Map<string, number>();
  for (const { stipend_id, ends_at } of rows) if (!firstEnds.has(stipend_id)) firstEnds.set(stipend_id, ends_at.getTime());
  return rows
    .filter(({ stipend_id, ends_at }) => firstEnds.get(stipend_id) === ends_at.getTime())
    .map((row) => ({
      id: idOf('grant', row.id),
      stipendId: idOf('stipend', row.stipend_id),
      employeeId: idOf('employee', row.employee_id),
      expiresAt: row.ends_at,
      reopened: row.reopened,
    }));
}

/** Each end is booked once; where it was taken back, the next one is another. */
function expiryKey(id: Id<'grant'>, reopened: number): string {
  return reopened === 0 ? `expire:${uuidOf(id)}` : `expire:${uuidOf(id)}:${reopened}`;
}

function decideExpiries(state: LedgerState, ended: readonly EndedGrant[], carried: readonly Carried[], now: Date): Expiry[] {
  const carriedOf = new Map(carried.map(({ grantId, fromLeft }) => [grantId, fromLeft]));
  return ended.flatMap((grant) => {
    const held = state.grants.get(grant.id);
    if (held === undefined) return [];
    const units = decideExpiry({ expiresAt: grant.expiresAt, availableUnits: held.available - (carriedOf.get(grant.id) ?? 0n) }, now);
    return units === 0n ? [] : [{ ...grant, accountId: held.accountId, currency: held.currency, units }];
  });
}
