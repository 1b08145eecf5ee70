import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { unitsOf } from '../../kernel/money.js';
import { NEVER } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import {
  endGrantsAt,
  type LedgerState,
  lockLedger,
  openEffectiveAt,
  type PostingDraft,
  planPostings,
  recipes,
  writePlan,
} from '../ledger/index.js';
import { expireHoldsBefore } from '../spending/index.js';
import type { StipendEndMoved } from '../stipends/index.js';
import type { GrantKind } from './grant.entity.js';
import { type CarriedSoFar, carriedSoFar, rolloverInstant } from './roll-over.js';

/**
 * Moves the ends of the grants of stipends whose end moved. An end that is booked, and would be another now, is taken back by entries:
 * what expired is there again, and what is left of what was carried over goes back to where it came from. The grant is then due like
 * any other, and `expireDue` books its end anew. A grant that begins when its stipend has ended by now ends as it begins: what is left
 * of it expires, what it paid stays paid. What was revoked stays so.
 */
export async function moveGrantEnds(tx: Tx, moves: readonly StipendEndMoved[]): Promise<void> {
  const grants = await lockMoved(tx, moves);
  if (grants.length === 0) return;
  const people = moves.map(({ employeeId }) => employeeId);
  // What was held until before an end is part of what that end took.
  await expireHoldsBefore(tx, people);
  // Accounts come before the rows of their grants, here as for whoever spends.
  const state = await lockLedger(tx, people);
  const booked = grants.filter((grant) => grant.isBooked);
  const reopened = await reopenedOf(tx, booked);
  const drafts = [...reopened.map((one) => reopeningDraft(state, one)), ...(await carryBacks(tx, state, booked, reopened))];
  await tx.ask(writePlan(planPostings(state, drafts)));

  await tx.sql(
    `update stipend_grant g set ends_at = e.ends_at, expired_at = null, reopened = g.reopened + e.reopened
     from unnest($1::uuid[], $2::timestamptz[], $3::int[]) as e (id, ends_at, reopened) where g.employer_id = ${THIS_EMPLOYER} and g.id = e.id`,
    [grants.map(({ grantId }) => uuidOf(grantId)), grants.map(({ endsAt }) => endsAt), grants.map(({ isBooked }) => (isBooked ? 1 : 0))],
  );
  await endGrantsAt(
    tx,
    // What is carried counts, to the burn order, from where the grant did that it comes from.
    grants.map(({ grantId, endsAt, effectiveAt, kind }) => ({ grantId, endsAt, beginsAt: kind === 'ROLLOVER' ? null : effectiveAt })),
  );
}

interface MovedGrant {
  readonly grantId: Id<'grant'>;
  readonly kind: GrantKind;
  readonly effectiveAt: Date;
  readonly formerEnd: Date;
  readonly endsAt: Date;
  /** Whether its end is booked. */
  readonly isBooked: boolean;
  /** How often its end was taken back before. */
  readonly times: number;
}

/**
 * The grants whose end moves, or, of recurring ones that ended with their period, may have another effect: nothing is carried out of
 * the last period. Ends before both ends of the stipend stand; the zone in which they were midnights may have been another.
 */
async function lockMoved(tx: Tx, moves: readonly StipendEndMoved[]): Promise<MovedGrant[]> {
  const rows = await tx.sql<MovedRow>(
    `select g.id, g.kind, g.effective_at, g.ends_at, g.expired_at is not null as booked, g.reopened, n.ends_at as new_end
     from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as e (stipend_id, since, until)
       join stipend_grant g on g.employer_id = ${THIS_EMPLOYER} and g.stipend_id = e.stipend_id
       cross join lateral (select greatest(g.effective_at, least(coalesce(g.extended_to, g.expires_at), e.until)) as ends_at) n
     where g.revoked_at is null and g.ends_at >= e.since - interval '26 hours'
       and (g.ends_at <> n.ends_at or (g.ends_at >= e.since and g.expired_at is not null and g.kind = 'RECURRING' and g.ends_at = g.expires_at and exists (
         select from stipend_period p join policy_version v on v.employer_id = ${THIS_EMPLOYER} and v.id = p.policy_version_id and v.rollover = 'CAPPED'
         where p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = g.stipend_id and p.grant_id = g.id)))
     order by g.id for no key update of g`,
    [
      moves.map(({ stipendId }) => uuidOf(stipendId)),
      moves.map(({ formerly, until }) => new Date(Math.min((formerly ?? NEVER).getTime(), (until ?? NEVER).getTime()))),
      moves.map(({ until }) => until ?? NEVER),
    ],
  );
  return rows.map((row) => ({
    grantId: idOf('grant', row.id),
    kind: row.kind,
    effectiveAt: row.effective_at,
    formerEnd: row.ends_at,
    endsAt: row.new_end,
    isBooked: row.booked,
    times: row.reopened,
  }));
}

interface MovedRow {
  readonly id: string;
  readonly kind: GrantKind;
  readonly effective_at: Date;
  readonly ends_at: Date;
  readonly booked: boolean;
  readonly reopened: number;
  readonly new_end: Date;
}

/** A grant whose end took something that nobody has claimed since. */
interface Reopened extends MovedGrant {
  readonly accountId: Id<'account'>;
  readonly expiryId: Id<'posting'>;
  readonly units: bigint;
}

async function reopenedOf(tx: Tx, booked: readonly MovedGrant[]): Promise<Reopened[]> {
  if (booked.length === 0) return [];
  const rows = await tx.sql<{ grant_id: string; account_id: string; expired: string; expiry_id: string }>(
    `select g.grant_id, g.account_id, x.expired, x.expiry_id
     from grant_account g cross join lateral (
       select sum(n.amount) as expired, (array_agg(p.id order by p.sequence desc) filter (where p.kind = 'EXPIRED'))[1] as expiry_id
       from posting p join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id
       where p.employer_id = ${THIS_EMPLOYER} and p.subject_id = g.grant_id and n.side = 'EXPIRED') x
     where g.employer_id = ${THIS_EMPLOYER} and g.grant_id = any($1::uuid[]) and x.expired > 0`,
    [booked.map(({ grantId }) => uuidOf(grantId))],
  );
  const taken = new Map(rows.map((row) => [idOf('grant', row.grant_id), row]));
  return booked.flatMap((grant) => {
    const row = taken.get(grant.grantId);
    if (row === undefined) return [];
    return {
      ...grant,
      accountId: idOf('account', row.account_id),
      expiryId: idOf('posting', row.expiry_id),
      units: unitsOf(row.expired),
    };
  });
}

/** As if its end had never taken it. */
function reopeningDraft({ locks }: LedgerState, { accountId, grantId, expiryId, units, formerEnd, times }: Reopened): PostingDraft {
  const key = `reopen:${uuidOf(grantId)}:${times + 1}`;
  return recipes.reopened(accountId, { grantId, expiryId }, units, openEffectiveAt(locks, formerEnd), key);
}

/** What is left of what was carried out of these grants goes back to them: whether anything is carried is decided anew. */
async function carryBacks(
  tx: Tx,
  state: LedgerState,
  booked: readonly MovedGrant[],
  reopened: readonly Reopened[],
): Promise<PostingDraft[]> {
  const ended = booked.filter(({ kind }) => kind === 'RECURRING');
  if (ended.length === 0) return [];
  const carried = await carriedSoFar(
    tx,
    ended.map(({ grantId }) => grantId),
  );
  const back = new Map(reopened.map(({ grantId, accountId, units }) => [grantId, { accountId, units }]));
  return ended.flatMap((grant) => {
    const of = carried.get(grant.grantId);
    if (of === undefined) return [];
    const held = state.grants.get(of.carriedId);
    const again = back.get(of.carriedId);
    const accountId = held?.accountId ?? again?.accountId;
    const left = (held?.available ?? 0n) + (again?.units ?? 0n);
    return accountId === undefined || left === 0n ? [] : carryBack(state, grant, of, accountId, left);
  });
}

/** First to the grant as much as came from it, then to the commitment what was carried beyond. */
function carryBack(
  state: LedgerState,
  { grantId, formerEnd, times }: MovedGrant,
  { carriedId, rolloverId, fromLeft }: CarriedSoFar,
  accountId: Id<'account'>,
  left: bigint,
): PostingDraft {
  const units = left < fromLeft ? left : fromLeft;
  const key = `rollback:${uuidOf(grantId)}:${times + 1}`;
  return recipes.rolledBack(accountId, { carriedId, rolloverId }, left, { grantId, units }, rolloverInstant(state, formerEnd), key);
}
