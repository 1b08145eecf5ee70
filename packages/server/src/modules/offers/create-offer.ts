import { type Id, newId } from '../../kernel/ids.js';
import { Refusal } from '../../kernel/refusal.js';
import { optional, readEmail, readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { sqlStateOf } from '../../platform/sql-state.js';
import { once, type Tx } from '../../platform/transaction.js';
import { settingsOf } from '../access/index.js';
import { readEnd, readLocale } from './fields.rules.js';
import { DEFAULT_SOURCE } from './find-offers.js';
import { Offer } from './offer.entity.js';
import type { OfferCreateInput } from './offer.graphql.js';
import { addComponents, openVersion } from './offer-terms.js';
import { readComponents } from './read-components.js';

/**
 * Creates an offer as a draft.
 * @throws Refusal `VALIDATION`, `CURRENCY_MISMATCH`, `AMOUNT_OUT_OF_RANGE`
 */
export async function createOffer(ctx: TenantCtx, input: OfferCreateInput): Promise<Id<'offer'>> {
  allow(ctx, 'offers:write');
  const { offerId } = await once(ctx, { operation: 'offerCreate', key: input.idempotencyKey, input }, async (tx) => {
    const terms = {
      candidateName: readText(input.candidateName, ['input', 'candidateName']),
      title: readText(input.title, ['input', 'title']),
      startDate: input.startDate ?? null,
      expiresAt: readEnd(input.expiresAt),
      locale: optional(input.locale, readLocale, ['input', 'locale']) ?? 'en-US',
    };
    const { framing } = await settingsOf(tx);
    const components = readComponents(input.components ?? [], { known: [], startDate: terms.startDate, defaultFraming: framing });

    const offer = tx.em.create(Offer, {
      employerId: ctx.employerId,
      id: newId('offer'),
      source: optional(input.source, readText, ['input', 'source']) ?? DEFAULT_SOURCE,
      externalId: optional(input.externalId, readText, ['input', 'externalId']) ?? null,
      storedStatus: 'DRAFT',
      version: 1,
      versionNumber: 1,
      ...terms,
      candidateEmail: optional(input.candidateEmail, readEmail, ['input', 'candidateEmail']) ?? null,
      employeeId: null,
      employmentStartDate: null,
      convertedAt: null,
      closedAt: null,
      closingReason: null,
      createdAt: tx.now,
      updatedAt: tx.now,
    });
    await flushUnlessTaken(tx);
    const version = openVersion(tx, offer.id, 1, terms);
    await tx.em.flush();
    addComponents(tx, version.id, components);
    return { offerId: offer.id };
  });
  return offerId;
}

/** @throws Refusal `VALIDATION` where another offer has the external id; two at once wait for each other in the index */
export async function flushUnlessTaken(tx: Tx): Promise<void> {
  try {
    await tx.em.flush();
  } catch (error) {
    if (sqlStateOf(error) !== '23505') throw error;
    throw new Refusal('VALIDATION', 'Another offer has this `externalId`.', ['input', 'externalId']);
  }
}
