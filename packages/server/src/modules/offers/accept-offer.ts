import type { Id } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import type { CurrencyCode } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import { optional, readEmail, readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, type Tx } from '../../platform/transaction.js';
import { settingsOf } from '../access/index.js';
import type { AmountTerms } from '../policies/index.js';
import { enrolStipend } from '../stipends/index.js';
import { baseOf, yearlyCompute } from './compensation.rules.js';
import { convertAcceptedOffer } from './convert-offer.js';
import { readSentence, readSha256 } from './fields.rules.js';
import { lockOffer } from './find-offers.js';
import { type AcceptanceEvidence, type Offer, OfferAcceptance, OfferLetter, type OfferVersion } from './offer.entity.js';
import type { AcceptanceEvidenceInput, OfferAcceptInput } from './offer.graphql.js';
import { recordOfferEvent } from './offer-events.js';
import { newestVersion } from './offer-terms.js';
import { type Allowance, type OfferComponent, requireAcceptable, transition } from './offers.rules.js';

/**
 * Records that the candidate accepted: the letter that was sent, the evidence, and a stipend for each compute line,
 * AWAITING_EMPLOYEE. Where the employer converts on acceptance and the first day is known, the candidate becomes an
 * employee at once. Records `offer.accepted`. Twice at the same time, one is accepted and one refused.
 * @throws Refusal `NOT_FOUND`, `OFFER_EXPIRED` from the expiry on, `INVALID_TRANSITION`, `VERSION_CONFLICT` when the candidate
 *   read an earlier version, `VALIDATION`
 */
export async function acceptOffer(ctx: TenantCtx, input: OfferAcceptInput): Promise<Id<'offer'>> {
  allow(ctx, 'offers:write');
  const { offerId } = await once(ctx, { operation: 'offerAccept', key: input.idempotencyKey, input }, async (tx) => {
    const offer = await lockOffer(tx, input.offer);
    requireAcceptable(offer.storedStatus, offer.expiresAt, tx.now);
    requireVersionRead(offer, input.versionNumber);
    const { version, components } = await newestVersion(tx, offer);
    const letter = await tx.em.findOneOrFail(OfferLetter, { employerId: ctx.employerId, offerVersionId: version.id });

    offer.storedStatus = transition('SENT', 'ACCEPT');
    offer.version += 1;
    offer.updatedAt = tx.now;
    tx.em.create(OfferAcceptance, {
      employerId: ctx.employerId,
      offerId: offer.id,
      offerVersionId: version.id,
      letterSha256: letter.sha256,
      acceptedAt: whenAccepted(input, version, tx.now),
      recordedAt: tx.now,
      via: input.via,
      evidence: readEvidence(input.evidence ?? {}),
    });
    await tx.em.flush();
    await enrolAcceptedLines(tx, offer, components);
    await recordOfferEvent(tx, 'offer.accepted', offer, components, { letterSha256: letter.sha256 });

    const { convertOnAccept } = await settingsOf(tx);
    if (convertOnAccept && offer.startDate !== null) await convertAcceptedOffer(tx, offer, components, offer.startDate);
    return { offerId: offer.id };
  });
  return offerId;
}

function requireVersionRead({ versionNumber }: Offer, read: number | null | undefined): void {
  if (read == null || read === versionNumber) return;
  throw new Refusal('VERSION_CONFLICT', `The version that can be accepted is ${versionNumber}.`, ['input', 'versionNumber'], {
    currentVersion: versionNumber,
  });
}

function whenAccepted({ acceptedAt }: OfferAcceptInput, { sentAt }: OfferVersion, now: Date): Date {
  if (acceptedAt == null) return now;
  if (acceptedAt > now || (sentAt !== null && acceptedAt < sentAt)) {
    throw new Refusal('VALIDATION', 'An offer is accepted after it was sent and not in the future.', ['input', 'acceptedAt']);
  }
  return acceptedAt;
}

function readEvidence({ signerName, signerEmail, documentSha256, reference }: AcceptanceEvidenceInput): AcceptanceEvidence {
  const path = ['input', 'evidence'];
  return {
    signerName: optional(signerName, readText, [...path, 'signerName']) ?? null,
    signerEmail: optional(signerEmail, readEmail, [...path, 'signerEmail']) ?? null,
    documentSha256: optional(documentSha256, readSha256, [...path, 'documentSha256']) ?? null,
    reference: optional(reference, readSentence, [...path, 'reference']) ?? null,
  };
}

/** What was accepted is kept as stipends that wait for the employee. */
async function enrolAcceptedLines(tx: Tx, offer: Offer, components: readonly OfferComponent[]): Promise<void> {
  const base = baseOf(components);
  for (const component of components) {
    if (component.kind !== 'COMPUTE_STIPEND') continue;
    const { id: offerComponentId, allowance, framing, guarantee } = component;
    await enrolStipend(tx, {
      offerId: offer.id,
      offerComponentId,
      terms: termsOf(allowance, base?.amount.currency),
      acceptedYear: allowance.amountType === 'PERCENT_OF_BASE' ? yearlyCompute(allowance, base) : null,
      framing,
      guaranteedUntil: guarantee?.kind === 'GUARANTEED' ? guarantee.until : null,
      startDate: offer.startDate,
    });
  }
}

/** A share of base is granted in the currency of the base salary it was offered with. */
function termsOf(allowance: Allowance, currency: CurrencyCode | undefined): AmountTerms {
  if (allowance.amountType === 'FIXED') return allowance;
  invariant(currency !== undefined, 'an offer that was sent states the base salary its compute is a share of');
  return { ...allowance, currency };
}
