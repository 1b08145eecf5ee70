import type { Id } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import type { LocalDate, TimeZone } from '../../kernel/period.js';
import type { TenantCtx } from '../../platform/context.js';
import { type Loader, load } from '../../platform/loader.js';
import { inTransaction } from '../../platform/transaction.js';
import { findEmployer, settingsOf } from '../access/index.js';
import { componentsOf, sentLetterOf } from './find-offers.js';
import { type Letter, writeLetter } from './letter.js';
import type { OfferVersion } from './offer.entity.js';
import { letterTermsOf } from './offer-terms.js';
import { missingTerms, type OfferComponent } from './offers.rules.js';

/** Who writes, and in which zone a deadline is named. */
export interface Letterhead {
  readonly employerName: string;
  readonly zone: TimeZone;
}

export const letterheadOf: Loader<Id<'employer'>, Letterhead> = {
  name: 'letterheadOf',
  load: (ctx, ids) => Promise.all(ids.map((id) => readLetterhead({ ...ctx, employerId: id }))),
};

export async function readLetterhead(ctx: TenantCtx): Promise<Letterhead> {
  const employer = await findEmployer(ctx, { id: ctx.employerId });
  invariant(employer, 'the employer a request acts for is connected to its partner');
  const { timeZone } = await inTransaction(ctx, settingsOf);
  return { employerName: employer.name, zone: timeZone };
}

/** The letter of a version: what was sent, or what a draft would send; `null` while terms a candidate must be told are missing. */
export async function letterOf(ctx: TenantCtx, version: OfferVersion): Promise<Letter | null> {
  if (version.sentAt !== null) return load(ctx, sentLetterOf, version.id);
  const components = (await load(ctx, componentsOf, version.id)) ?? [];
  const letterhead = await load(ctx, letterheadOf, ctx.employerId);
  if (letterhead === null || missingTerms(components).length > 0) return null;
  return letterFor(letterhead, version, components, null);
}

/** @param sentOn `null` for a draft */
export function letterFor(
  letterhead: Letterhead,
  version: OfferVersion,
  components: readonly OfferComponent[],
  sentOn: LocalDate | null,
): Letter {
  const { offerId: reference, number: versionNumber } = version;
  return writeLetter({ ...letterhead, ...letterTermsOf(version), reference, versionNumber, sentOn, components });
}
