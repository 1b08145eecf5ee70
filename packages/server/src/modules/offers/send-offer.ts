import type { Id } from '../../kernel/ids.js';
import { Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once } from '../../platform/transaction.js';
import { requireStartInReach } from '../stipends/index.js';
import { lockOffer, requireVersion } from './find-offers.js';
import { OfferLetter } from './offer.entity.js';
import type { OfferSendInput } from './offer.graphql.js';
import { recordOfferEvent } from './offer-events.js';
import { letterFor, readLetterhead } from './offer-letter.js';
import { newestVersion } from './offer-terms.js';
import { hasCompute, requireComplete, requireLastingGuarantees, transition } from './offers.rules.js';

/**
 * Sends the draft: its letter is written and, with its terms, stands from now on. Records `offer.sent`.
 * @throws Refusal `NOT_FOUND`, `VERSION_CONFLICT`, `INVALID_TRANSITION`, `OFFER_EXPIRED` when its expiry has come,
 *   `OFFER_INCOMPLETE` naming the terms that are missing, `VALIDATION` for a guarantee that has run out, or compute that would
 *   start more than 12 months back or five years ahead
 */
export async function sendOffer(ctx: TenantCtx, input: OfferSendInput): Promise<Id<'offer'>> {
  allow(ctx, 'offers:write');
  const letterhead = await readLetterhead(ctx);
  const { offerId } = await once(ctx, { operation: 'offerSend', key: input.idempotencyKey, input }, async (tx) => {
    const offer = await lockOffer(tx, input.offer);
    requireVersion(offer, input.expectedVersion);
    const status = transition(offer.status, 'SEND');
    const { version, components } = await newestVersion(tx, offer);
    if (offer.expiresAt !== null && offer.expiresAt <= tx.now) {
      throw new Refusal('OFFER_EXPIRED', `The offer expires at ${offer.expiresAt.toISOString()}, which has passed.`, ['input', 'offer']);
    }
    requireComplete(components);
    requireLastingGuarantees(components, tx.today());
    if (offer.startDate !== null && hasCompute(components)) requireStartInReach(offer.startDate, tx.today(), ['input', 'offer']);

    const { sha256, locale, version: textVersion, html, blocks } = letterFor(letterhead, version, components, tx.today());
    offer.storedStatus = status;
    offer.version += 1;
    offer.updatedAt = tx.now;
    version.sentAt = tx.now;
    const key = { employerId: ctx.employerId, offerVersionId: version.id };
    tx.em.create(OfferLetter, { ...key, sha256, locale, version: textVersion, html, blocks, writtenAt: tx.now });
    await recordOfferEvent(tx, 'offer.sent', offer, components, { letterSha256: sha256 });
    return { offerId: offer.id };
  });
  return offerId;
}
