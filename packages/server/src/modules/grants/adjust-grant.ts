import { type Id, uuidOf } from '../../kernel/ids.js';
import { Money, requireWholeMinor } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import { readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, type Tx } from '../../platform/transaction.js';
import { recordEvents } from '../events/index.js';
import { recipes } from '../ledger/index.js';
import type { GrantAdjustInput } from './grant-changes.graphql.js';
import { recordChange } from './grant-changes.js';
import { decideReduction } from './grants.rules.js';
import { type LockedGrant, lockGrant, requireCuttable, requireLive, writePosting } from './lock-grant.js';

/**
 * Grants more, or takes back a part of what is left: never more than that, so that nothing falls below zero and what was
 * used stays paid (L46).
 * @throws Refusal `NOT_FOUND`, `VALIDATION` also for a grant without a cap, `CURRENCY_MISMATCH`, `INVALID_TRANSITION` when it ended or was revoked,
 *   `GUARANTEED_GRANT`, `AMOUNT_OUT_OF_RANGE`
 */
export async function adjustGrant(ctx: TenantCtx, input: GrantAdjustInput): Promise<Id<'grant'>> {
  allow(ctx, 'grants:write');
  const delta = Money.of(input.delta.amount, input.delta.currency);
  const claim = { operation: 'grantAdjust', key: input.idempotencyKey, input: { ...input, delta } };
  const { grantId } = await once(ctx, claim, async (tx) => {
    const reason = readText(input.reason, ['input', 'reason']);
    if (delta.isZero) throw new Refusal('VALIDATION', 'The change is more or less than zero.', ['input', 'delta', 'amount']);
    requireWholeMinor(delta, ['input', 'delta', 'amount']);
    const held = await lockGrant(tx, input.grantId);
    requireLive(held, held.status);
    if (held.grant.uncapped) throw new Refusal('VALIDATION', 'A grant without a cap has no amount to change.', ['input', 'grantId']);
    if (delta.currency !== held.grant.currency) {
      throw new Refusal('CURRENCY_MISMATCH', `The grant is in ${held.grant.currency}.`, ['input', 'delta', 'currency']);
    }
    if (delta.isNegative) requireCuttable(held);

    const change = delta.isNegative ? new Money(-decideReduction(held.available, -delta.units), delta.currency) : delta;
    // Told before it takes effect: the person hears of it at the latest with it.
    if (delta.isNegative) await tellReduced(tx, held, { asked: delta.negated(), taken: change.negated(), reason });
    await book(tx, held, change, delta.isNegative ? 'REDUCED' : 'INCREASED', reason);
    return { grantId: held.grant.id };
  });
  return grantId;
}

async function book(tx: Tx, held: LockedGrant, change: Money, kind: 'REDUCED' | 'INCREASED', reason: string): Promise<void> {
  const { grant, accountId, state, changesFrom, nextChange } = held;
  const key = `adjust:${uuidOf(grant.id)}:${nextChange}`;
  const postingId = change.isZero
    ? null
    : await writePosting(tx, state, recipes.adjusted(accountId, grant.id, change.units, changesFrom, key));
  await recordChange(tx, grant.id, { number: nextChange, kind, amount: change, endsAt: null, reason, at: state.bookedAt, postingId });
}

function tellReduced(
  tx: Tx,
  { grant, state, available, changesFrom }: LockedGrant,
  { asked, taken, reason }: { readonly asked: Money; readonly taken: Money; readonly reason: string },
): Promise<void> {
  const { id, stipendId, employeeId } = grant;
  return recordEvents(tx, [
    {
      type: 'grant.reduced',
      subjectId: id,
      occurredAt: state.bookedAt,
      snapshot: {
        id,
        stipendId,
        employeeId,
        asked,
        reducedBy: taken,
        available: new Money(available - taken.units, taken.currency),
        effectiveAt: changesFrom,
        reason,
      },
    },
  ]);
}
