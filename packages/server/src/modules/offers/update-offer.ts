import canonicalize from 'canonicalize';
import type { Id } from '../../kernel/ids.js';
import { Refusal } from '../../kernel/refusal.js';
import { given, optional, readEmail, readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, type Tx } from '../../platform/transaction.js';
import { settingsOf } from '../access/index.js';
import { flushUnlessTaken } from './create-offer.js';
import { readEnd, readLocale } from './fields.rules.js';
import { lockOffer, requireVersion } from './find-offers.js';
import { type Offer, OfferComponentRow, type OfferVersion } from './offer.entity.js';
import type { OfferUpdateInput } from './offer.graphql.js';
import { addComponents, type LetterTerms, letterTermsOf, newestVersion, openVersion } from './offer-terms.js';
import { type OfferComponent, requireValidComponents, transition } from './offers.rules.js';
import { readComponents } from './read-components.js';

/**
 * Changes an offer. What the letter says is changed in a draft; an offer that was sent or expired gets its next version,
 * a draft, and the earlier letter can no longer be accepted. A change to what already holds changes nothing.
 * @throws Refusal `NOT_FOUND`, `VERSION_CONFLICT`, `VALIDATION`, `CURRENCY_MISMATCH`, `INVALID_TRANSITION` once it was
 *   accepted, declined or withdrawn
 */
export async function updateOffer(ctx: TenantCtx, input: OfferUpdateInput): Promise<Id<'offer'>> {
  allow(ctx, 'offers:write');
  const { offerId } = await once(ctx, { operation: 'offerUpdate', key: input.idempotencyKey, input }, async (tx) => {
    const offer = await lockOffer(tx, input.offer);
    requireVersion(offer, input.expectedVersion);

    const { version, components } = await newestVersion(tx, offer);
    const terms = readTerms(input, offer);
    const proposed = await proposedComponents(tx, input, terms, components);

    const letterChanges = !same(letterTermsOf(offer), terms) || !same(components, proposed);
    const referenceChanges = changeReferences(offer, input);
    if (letterChanges) await revise(tx, offer, version, terms, proposed);
    if (letterChanges || referenceChanges) {
      offer.version += 1;
      offer.updatedAt = tx.now;
    }
    await flushUnlessTaken(tx);
    return { offerId: offer.id };
  });
  return offerId;
}

/** Omitted is unchanged, null clears what can be cleared. */
function readTerms(input: OfferUpdateInput, offer: Offer): LetterTerms {
  return {
    candidateName: given(input.candidateName, readText, ['input', 'candidateName']) ?? offer.candidateName,
    title: given(input.title, readText, ['input', 'title']) ?? offer.title,
    startDate: input.startDate === undefined ? offer.startDate : input.startDate,
    expiresAt: input.expiresAt === undefined ? offer.expiresAt : readEnd(input.expiresAt),
    locale: given(input.locale, readLocale, ['input', 'locale']) ?? offer.locale,
  };
}

async function proposedComponents(
  tx: Tx,
  { components }: OfferUpdateInput,
  { startDate }: LetterTerms,
  known: readonly OfferComponent[],
): Promise<readonly OfferComponent[]> {
  if (components === null) throw new Refusal('VALIDATION', 'This cannot be cleared with null.', ['input', 'components']);
  if (components !== undefined) {
    const { framing } = await settingsOf(tx);
    return readComponents(components, { known, startDate, defaultFraming: framing });
  }
  // What was valid may not be with another start date.
  requireValidComponents(known, startDate, ['input', 'startDate']);
  return known;
}

/** What the letter does not say: it may change whatever became of the offer. */
function changeReferences(offer: Offer, input: OfferUpdateInput): boolean {
  const externalId =
    input.externalId === undefined ? offer.externalId : (optional(input.externalId, readText, ['input', 'externalId']) ?? null);
  const candidateEmail =
    input.candidateEmail === undefined
      ? offer.candidateEmail
      : (optional(input.candidateEmail, readEmail, ['input', 'candidateEmail']) ?? null);
  const changed = externalId !== offer.externalId || candidateEmail !== offer.candidateEmail;
  offer.externalId = externalId;
  offer.candidateEmail = candidateEmail;
  return changed;
}

async function revise(
  tx: Tx,
  offer: Offer,
  version: OfferVersion,
  terms: LetterTerms,
  components: readonly OfferComponent[],
): Promise<void> {
  offer.storedStatus = transition(offer.status, 'REVISE');
  Object.assign(offer, terms);
  const draft = version.sentAt === null ? await emptyDraft(tx, version, terms) : openVersion(tx, offer.id, version.number + 1, terms);
  offer.versionNumber = draft.number;
  await flushUnlessTaken(tx);
  addComponents(tx, draft.id, components);
}

async function emptyDraft(tx: Tx, draft: OfferVersion, terms: LetterTerms): Promise<OfferVersion> {
  await tx.em.nativeDelete(OfferComponentRow, { employerId: tx.ctx.employerId, offerVersionId: draft.id });
  return Object.assign(draft, terms);
}

/** By value, whatever the order of fields: `1.5` is `1.50`. */
function same(left: unknown, right: unknown): boolean {
  const [one, other] = [left, right].map((value) => canonicalize(JSON.parse(JSON.stringify(value))));
  return one === other;
}
