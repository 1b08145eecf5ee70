import { type Id, uuidOf } from '../../kernel/ids.js';
import { earlierOf, startOfDay } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import { readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER } from '../../platform/transaction.js';
import { endGrantsAt } from '../ledger/index.js';
import type { GrantExtendInput } from './grant-changes.graphql.js';
import { recordChange } from './grant-changes.js';
import { lockGrant, requireCuttable, requireLive } from './lock-grant.js';

/**
 * Moves the end of a grant, later or earlier. The end as granted stays on record; a grant never outlives its stipend. Moving
 * it to where it is changes nothing.
 * @throws Refusal `NOT_FOUND`, `VALIDATION` for an end that is not ahead, `INVALID_TRANSITION` when it ended or was revoked,
 *   `GUARANTEED_GRANT` for an earlier end
 */
export async function extendGrant(ctx: TenantCtx, input: GrantExtendInput): Promise<Id<'grant'>> {
  allow(ctx, 'grants:write');
  const { grantId } = await once(ctx, { operation: 'grantExtend', key: input.idempotencyKey, input }, async (tx) => {
    const reason = readText(input.reason, ['input', 'reason']);
    const held = await lockGrant(tx, input.grantId);
    const { grant, stipend, state, nextChange } = held;
    requireLive(held, held.status);

    const { expiresAt } = input;
    const current = grant.extendedTo ?? grant.expiresAt;
    if (expiresAt <= held.changesFrom) {
      throw new Refusal('VALIDATION', 'The new end is ahead, and after the grant begins. To end it now, revoke it.', [
        'input',
        'expiresAt',
      ]);
    }
    if (expiresAt.getTime() === current.getTime()) return { grantId: grant.id };
    if (expiresAt < current) requireCuttable(held);

    const endsAt = stipend.endDate === null ? expiresAt : earlierOf(expiresAt, startOfDay(stipend.endDate, stipend.timeZone));
    const kind = expiresAt > current ? 'EXTENDED' : 'SHORTENED';
    await recordChange(tx, grant.id, {
      number: nextChange,
      kind,
      amount: null,
      endsAt: expiresAt,
      reason,
      at: state.bookedAt,
      postingId: null,
    });
    await tx.sql(`update stipend_grant set extended_to = $2, ends_at = $3 where employer_id = ${THIS_EMPLOYER} and id = $1`, [
      uuidOf(grant.id),
      expiresAt,
      endsAt,
    ]);
    await endGrantsAt(tx, [{ grantId: grant.id, endsAt }]);
    return { grantId: grant.id };
  });
  return grantId;
}
