import type { Id } from '../../kernel/ids.js';
import { optional } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, type Tx } from '../../platform/transaction.js';
import { readSentence } from './fields.rules.js';
import { lockOffer, requireVersion } from './find-offers.js';
import type { Offer } from './offer.entity.js';
import type { OfferDeclineInput, OfferWithdrawInput } from './offer.graphql.js';
import { recordOfferEvent } from './offer-events.js';
import { newestVersion } from './offer-terms.js';
import { transition } from './offers.rules.js';

/**
 * The employer takes a draft or sent offer back. Records `offer.withdrawn`.
 * @throws Refusal `NOT_FOUND`, `VERSION_CONFLICT`, `INVALID_TRANSITION`, `VALIDATION`
 */
export async function withdrawOffer(ctx: TenantCtx, input: OfferWithdrawInput): Promise<Id<'offer'>> {
  allow(ctx, 'offers:write');
  const { offerId } = await once(ctx, { operation: 'offerWithdraw', key: input.idempotencyKey, input }, async (tx) => {
    const offer = await lockOffer(tx, input.offer);
    requireVersion(offer, input.expectedVersion);
    return close(tx, offer, 'WITHDRAW', input.reason);
  });
  return offerId;
}

/**
 * The candidate declines a sent offer. Records `offer.declined`.
 * @throws Refusal `NOT_FOUND`, `INVALID_TRANSITION` (also once it expired), `VALIDATION`
 */
export async function declineOffer(ctx: TenantCtx, input: OfferDeclineInput): Promise<Id<'offer'>> {
  allow(ctx, 'offers:write');
  const { offerId } = await once(ctx, { operation: 'offerDecline', key: input.idempotencyKey, input }, async (tx) =>
    close(tx, await lockOffer(tx, input.offer), 'DECLINE', input.reason),
  );
  return offerId;
}

async function close(tx: Tx, offer: Offer, action: 'WITHDRAW' | 'DECLINE', reason: string | null | undefined) {
  offer.storedStatus = transition(offer.status, action);
  offer.closedAt = tx.now;
  offer.closingReason = optional(reason, readSentence, ['input', 'reason']) ?? null;
  offer.version += 1;
  offer.updatedAt = tx.now;
  const { components } = await newestVersion(tx, offer);
  await recordOfferEvent(tx, action === 'DECLINE' ? 'offer.declined' : 'offer.withdrawn', offer, components);
  return { offerId: offer.id };
}
