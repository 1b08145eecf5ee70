import { type Id, uuidOf } from '../../kernel/ids.js';
import { Money, requireWholeMinor } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import { readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { employmentsOn, zoneOf } from '../directory/index.js';
import { recordEvents } from '../events/index.js';
import { openPool, recipes } from '../ledger/index.js';
import type { Transfer } from '../policies/index.js';
import type { GrantPool } from './book-grant.js';
import type { StipendGrant } from './grant.entity.js';
import type { GrantTransferInput } from './grant-changes.graphql.js';
import { recordChange } from './grant-changes.js';
import { type LockedGrant, lockGrant, requireCuttable, requireLive, writePosting } from './lock-grant.js';

/**
 * Hands what is left of a grant, or a part of it, to the pool of the cost center where the person works today: two postings, each
 * zero on its own account, and both tell of the grant. What is held or used stays (C17). Between people nothing is handed over.
 * @throws Refusal `VALIDATION` also for a person without cost center, `NOT_FOUND`, `INVALID_TRANSITION`
 *   where its policy does not allow it or it does not count now, `GUARANTEED_GRANT`, `CURRENCY_MISMATCH`, `INSUFFICIENT_BALANCE`
 *   `{ available, requested }`, `PERIOD_CLOSED`, `AMOUNT_OUT_OF_RANGE`
 */
export async function transferGrant(ctx: TenantCtx, input: GrantTransferInput): Promise<Id<'grant'>> {
  allow(ctx, 'grants:write');
  const asked = input.amount == null ? null : Money.of(input.amount.amount, input.amount.currency);
  const claim = { operation: 'grantTransfer', key: input.idempotencyKey, input: { ...input, amount: asked } };
  const { grantId } = await once(ctx, claim, async (tx) => {
    const reason = readText(input.reason, ['input', 'reason']);
    if (asked !== null && !asked.isPositive) {
      throw new Refusal('VALIDATION', 'The amount is more than zero.', ['input', 'amount', 'amount']);
    }
    if (asked !== null) requireWholeMinor(asked, ['input', 'amount', 'amount']);
    const held = await lockGrant(tx, input.grantId, (grant) => poolFor(tx, grant));
    await requireTransferable(tx, held);
    await book(tx, held, requirePool(held), amountOf(held, asked), reason);
    return { grantId: held.grant.id };
  });
  return grantId;
}

/** The pool of the cost center where the person works on this day of theirs; null where there is none. */
async function poolFor(tx: Tx, { employeeId, currency }: StipendGrant): Promise<Id<'account'> | null> {
  const employments = await employmentsOn(tx, [employeeId], tx.today(await zoneOf(tx, employeeId)));
  const costCenterId = employments.get(employeeId)?.costCenterId ?? null;
  return costCenterId === null ? null : openPool(tx, costCenterId, currency);
}

/** The pool that is held with the grant. @throws Refusal `VALIDATION` */
function requirePool({ state }: LockedGrant): GrantPool {
  for (const { accountId, employeeId, costCenterId } of state.accounts.values()) {
    if (employeeId === null && costCenterId !== null) return { accountId, costCenterId };
  }
  throw new Refusal('VALIDATION', 'The person works in no cost center today, so no pool can take it.', ['input', 'grantId']);
}

/** @throws Refusal `INVALID_TRANSITION`, `VALIDATION`, `GUARANTEED_GRANT` */
async function requireTransferable(tx: Tx, held: LockedGrant): Promise<void> {
  const { grant, status } = held;
  const refuse = (sentence: string) =>
    new Refusal('INVALID_TRANSITION', sentence, ['input', 'grantId'], { from: status, to: 'TRANSFERRED' });
  requireLive(held, 'TRANSFERRED');
  if ((await transferOf(tx, grant.id)) !== 'COST_CENTER') throw refuse('The terms of the grant do not let it be handed over.');
  if (status === 'PENDING') throw refuse('A grant that does not count yet is not handed over.');
  requireCuttable(held);
}

/** What the version of the policy says under which the grant, or the one it was carried from, was issued; all others stay where they are. */
async function transferOf(tx: Tx, grantId: Id<'grant'>): Promise<Transfer> {
  const [row] = await tx.sql<{ transfer: Transfer }>(
    `select v.transfer from stipend_grant g
       join stipend_period p on p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = g.stipend_id and p.grant_id = coalesce(g.carried_from, g.id)
       join policy_version v on v.employer_id = ${THIS_EMPLOYER} and v.id = p.policy_version_id
     where g.employer_id = ${THIS_EMPLOYER} and g.id = $1`,
    [uuidOf(grantId)],
  );
  return row?.transfer ?? 'NONE';
}

/** What is asked for, or all that is left. The books refuse more than that. */
function amountOf({ grant, available }: LockedGrant, asked: Money | null): Money {
  const left = new Money(available, grant.currency);
  if (asked !== null && asked.currency !== grant.currency) {
    throw new Refusal('CURRENCY_MISMATCH', `The grant is in ${grant.currency}.`, ['input', 'amount', 'currency']);
  }
  if (left.isZero) {
    throw new Refusal('INSUFFICIENT_BALANCE', 'Nothing is left of the grant.', ['input', 'amount'], {
      available: left.amount,
      requested: (asked ?? left).amount,
      currency: grant.currency,
    });
  }
  return asked ?? left;
}

async function book(tx: Tx, held: LockedGrant, pool: GrantPool, amount: Money, reason: string): Promise<void> {
  const { grant, accountId, state, available, nextChange } = held;
  const { id, stipendId, employeeId } = grant;
  const { bookedAt } = state;
  const key = `transfer:${uuidOf(id)}:${nextChange}`;
  const postingId = await writePosting(
    tx,
    state,
    recipes.transferred(accountId, id, amount.units, bookedAt, key),
    recipes.pooled(pool.accountId, id, amount.units, bookedAt, `${key}:pool`),
  );
  await recordChange(tx, id, {
    number: nextChange,
    kind: 'TRANSFERRED',
    amount: amount.negated(),
    endsAt: null,
    costCenterId: pool.costCenterId,
    reason,
    at: bookedAt,
    postingId,
  });
  await recordEvents(tx, [
    {
      type: 'grant.transferred',
      subjectId: id,
      occurredAt: bookedAt,
      snapshot: {
        id,
        stipendId,
        employeeId,
        costCenterId: pool.costCenterId,
        transferred: amount,
        available: new Money(available - amount.units, amount.currency),
        effectiveAt: bookedAt,
        reason,
      },
    },
  ]);
}
