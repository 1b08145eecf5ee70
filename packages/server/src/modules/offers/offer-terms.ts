import { type Id, newId } from '../../kernel/ids.js';
import type { LocalDate } from '../../kernel/period.js';
import type { Tx } from '../../platform/transaction.js';
import { columnsOf, type Offer, OfferComponentRow, OfferVersion } from './offer.entity.js';
import type { OfferComponent } from './offers.rules.js';

/** What the letter says besides the components; offer and version hold it alike. */
export interface LetterTerms {
  readonly candidateName: string;
  readonly title: string;
  readonly startDate: LocalDate | null;
  readonly expiresAt: Date | null;
  readonly locale: string;
}

export function letterTermsOf({ candidateName, title, startDate, expiresAt, locale }: LetterTerms): LetterTerms {
  return { candidateName, title, startDate, expiresAt, locale };
}

/** Opens a version as a draft. */
export function openVersion(tx: Tx, offerId: Id<'offer'>, number: number, terms: LetterTerms): OfferVersion {
  const { employerId } = tx.ctx;
  return tx.em.create(OfferVersion, {
    employerId,
    id: newId('offerVersion'),
    offerId,
    number,
    ...letterTermsOf(terms),
    sentAt: null,
    createdAt: tx.now,
  });
}

/** Writes the components of a version that has none yet. */
export function addComponents(tx: Tx, offerVersionId: Id<'offerVersion'>, components: readonly OfferComponent[]): void {
  const { employerId } = tx.ctx;
  components.forEach((component, position) => {
    tx.em.create(OfferComponentRow, { employerId, offerVersionId, position, ...columnsOf(component) });
  });
}

/** The newest version of an offer with its components, in order. */
export async function newestVersion(tx: Tx, offer: Offer): Promise<{ version: OfferVersion; components: readonly OfferComponent[] }> {
  const { employerId } = tx.ctx;
  const version = await tx.em.findOneOrFail(OfferVersion, { employerId, offerId: offer.id, number: offer.versionNumber });
  version.offer = offer;
  const rows = await tx.em.find(
    OfferComponentRow,
    { employerId, offerVersionId: version.id },
    // Kept out of the identity map: a draft replaces them.
    { orderBy: { position: 'asc' }, disableIdentityMap: true },
  );
  return { version, components: rows.map((row) => row.component()) };
}
