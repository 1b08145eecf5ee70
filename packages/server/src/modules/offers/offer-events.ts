import type { Tx } from '../../platform/transaction.js';
import { type EventType, recordEvents } from '../events/index.js';
import { totalCompensation } from './compensation.rules.js';
import type { Offer } from './offer.entity.js';
import type { OfferComponent } from './offers.rules.js';

/** Tells what happened to an offer, as it is now; names stay out of it, the offer has them. */
export async function recordOfferEvent(
  tx: Tx,
  type: Extract<EventType, `offer.${string}`>,
  offer: Offer,
  components: readonly OfferComponent[],
  more: { readonly letterSha256?: string } = {},
): Promise<void> {
  const { id, source, externalId, storedStatus, version, versionNumber, startDate, expiresAt } = offer;
  const totals = totalCompensation(components);
  const compensation = totals && { cash: totals.cash, headline: totals.headline, computeShare: totals.computeShare };
  const snapshot = { id, source, externalId, status: storedStatus, version, versionNumber, startDate, expiresAt, compensation, ...more };
  await recordEvents(tx, [{ type, subjectId: id, occurredAt: tx.now, snapshot }]);
}
