import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { unitsOf } from '../../kernel/money.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { EMPLOYER_CLOCK } from '../access/index.js';

/** What is left on each of these grants, in 10⁻¹⁰ units; no entry for a grant that was never opened. */
export async function availableOf(tx: Tx, grantIds: readonly Id<'grant'>[]): Promise<Map<Id<'grant'>, bigint>> {
  if (grantIds.length === 0) return new Map();
  const rows = await tx.sql<{ grant_id: string; available: string }>(
    `select grant_id, available from grant_account where employer_id = ${THIS_EMPLOYER} and grant_id = any($1::uuid[])`,
    [grantIds.map(uuidOf)],
  );
  return new Map(rows.map(({ grant_id, available }) => [idOf('grant', grant_id), unitsOf(available)]));
}

/** What was left of these grants at their end is booked: what comes back to one of them later expires by itself. */
export async function markEndsBooked(tx: Tx, grantIds: readonly Id<'grant'>[], at: Date): Promise<void> {
  await tx.sql(`update grant_account set end_booked_at = $2 where employer_id = ${THIS_EMPLOYER} and grant_id = any($1::uuid[])`, [
    grantIds.map(uuidOf),
    at,
  ]);
}

/**
 * Grants pay up to and without `endsAt` from now on. What is left then is the caller's to expire. One that ends as it begins has a
 * span all the same, the millisecond before: at its end it has ended, so that what a hold gives back to it expires like the rest.
 * One without a cap has none: it would pay all of that millisecond. Where it ended until now is kept for who reads as of before;
 * of several moves at one instant the first tells. The new end is to be booked.
 */
export async function endGrantsAt(tx: Tx, ends: readonly GrantEnd[]): Promise<void> {
  if (ends.length === 0) return;
  await tx.sql(
    `with moved as (
       insert into grant_end_moved (employer_id, grant_id, moved_at, expires_at)
       select ${THIS_EMPLOYER}, g.grant_id, c.now, g.expires_at
       from unnest($1::uuid[], $2::timestamptz[]) as e (grant_id, ends_at)
         join grant_account g on g.employer_id = ${THIS_EMPLOYER} and g.grant_id = e.grant_id and g.expires_at is distinct from e.ends_at
         cross join (${EMPLOYER_CLOCK}) as c
       on conflict on constraint grant_end_moved_pk do nothing
     )
     update grant_account g set expires_at = e.ends_at, end_booked_at = null,
       effective_at = least(coalesce(e.begins_at, g.effective_at), e.ends_at - case when g.uncapped then interval '0' else interval '1 millisecond' end)
     from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as e (grant_id, ends_at, begins_at)
     where g.employer_id = ${THIS_EMPLOYER} and g.grant_id = e.grant_id`,
    [ends.map(({ grantId }) => uuidOf(grantId)), ends.map(({ endsAt }) => endsAt), ends.map(({ beginsAt = null }) => beginsAt)],
  );
}

/** Where a grant ends from now on. */
export interface GrantEnd {
  readonly grantId: Id<'grant'>;
  readonly endsAt: Date;
  /** When it begins to pay, for one that ended as it began and goes on again. Left out or null: as before. */
  readonly beginsAt?: Date | null;
}
