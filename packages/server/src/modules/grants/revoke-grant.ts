import { type Id, uuidOf } from '../../kernel/ids.js';
import { Money } from '../../kernel/money.js';
import { readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { recordEvents } from '../events/index.js';
import { endGrantsAt, recipes, refuseByState } from '../ledger/index.js';
import type { GrantRevokeInput } from './grant-changes.graphql.js';
import { recordChange } from './grant-changes.js';
import { type LockedGrant, lockGrant, requireCuttable, requireLive, writePosting } from './lock-grant.js';

/**
 * Takes back what is left of a grant, from now on; what was consumed is untouched. What is held stays so until its hold is
 * resolved, or with `cancelHolds` is given back first: every open hold that the grant stands for is released whole. Revoking again changes nothing and answers the same, whatever the key (C6).
 * @throws Refusal `NOT_FOUND`, `VALIDATION`, `INVALID_TRANSITION` when it has ended, `GUARANTEED_GRANT`
 */
export async function revokeGrant(ctx: TenantCtx, input: GrantRevokeInput): Promise<Id<'grant'>> {
  allow(ctx, 'grants:write');
  const { grantId } = await once(ctx, { operation: 'grantRevoke', key: input.idempotencyKey, input }, async (tx) => {
    const reason = readText(input.reason, ['input', 'reason']);
    const held = await lockGrant(tx, input.grantId);
    if (held.status !== 'REVOKED') {
      requireLive(held, 'REVOKED');
      requireCuttable(held);
      const released = input.cancelHolds === true ? await releaseHolds(tx, held.grant.id) : 0;
      // What was released is on the grant again, or on others of the person.
      await book(tx, released === 0 ? held : await lockGrant(tx, input.grantId), reason);
    }
    return { grantId: held.grant.id };
  });
  return grantId;
}

/** Ends the open holds the grant stands for, each told as `hold.released`. @returns how many holds came to their end, by time too */
async function releaseHolds(tx: Tx, grantId: Id<'grant'>): Promise<number> {
  const [row] = await tx
    .sql<{ released: number }>(`select release_holds_on(${THIS_EMPLOYER}, $1) as released`, [uuidOf(grantId)])
    .catch(refuseByState);
  return row?.released ?? 0;
}

async function book(tx: Tx, { grant, accountId, state, available, changesFrom, nextChange }: LockedGrant, reason: string): Promise<void> {
  const { id, stipendId, employeeId, currency } = grant;
  const revoked = new Money(available, currency);
  const postingId = revoked.isZero
    ? null
    : await writePosting(tx, state, recipes.revoked(accountId, id, available, changesFrom, `revoke:${uuidOf(id)}`));
  await recordChange(tx, id, {
    number: nextChange,
    kind: 'REVOKED',
    amount: revoked.negated(),
    endsAt: null,
    reason,
    at: state.bookedAt,
    postingId,
  });
  await tx.sql(`update stipend_grant set revoked_at = $2, ends_at = $3 where employer_id = ${THIS_EMPLOYER} and id = $1`, [
    uuidOf(id),
    state.bookedAt,
    changesFrom,
  ]);
  await endGrantsAt(tx, [{ grantId: id, endsAt: changesFrom }]);
  await recordEvents(tx, [
    {
      type: 'grant.revoked',
      subjectId: id,
      occurredAt: state.bookedAt,
      snapshot: { id, stipendId, employeeId, revoked, effectiveAt: changesFrom, reason },
    },
  ]);
}
