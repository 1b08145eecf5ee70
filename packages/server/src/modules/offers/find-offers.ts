import type { FilterQuery } from '@mikro-orm/core';
import { type Id, parseId, uuidOf } from '../../kernel/ids.js';
import { unreachable } from '../../kernel/invariant.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import { Fault, type InputPath, Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { inOrder, type Loader } from '../../platform/loader.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { Offer, OfferAcceptance, OfferComponentRow, OfferLetter, OfferVersion } from './offer.entity.js';
import type { OfferByInput, OfferFilterInput } from './offer.graphql.js';
import type { OfferComponent, OfferStatus } from './offers.rules.js';

/** The `source` of an offer whose caller names none. */
export const DEFAULT_SOURCE = 'default';

/** A page of offers, oldest first. */
export async function findOffers(ctx: TenantCtx, where: OfferFilterInput, request: PageRequest): Promise<Connection<Offer>> {
  allow(ctx, 'offers:read');
  const size = pageSize(request);
  const list = `offers ${ctx.employerId} ${JSON.stringify(where)}`;
  const after = request.after == null ? undefined : (ctx.platform.cursors.open(list, request.after)[0] as Id<'offer'> | undefined);

  const rows = await inTransaction(ctx, async (tx) => {
    const { employerId } = ctx;
    const all = [...(after === undefined ? [] : [{ id: { $gt: after } }]), ...conditions(where, tx.now)];
    return readAt(tx, await tx.em.find(Offer, { employerId, $and: all }, { orderBy: { id: 'asc' }, limit: size + 1 }));
  });
  return ctx.platform.cursors.connection(list, rows, size, request, ({ id }) => [id]);
}

function conditions({ status, externalId, candidateEmail }: OfferFilterInput, now: Date): FilterQuery<Offer>[] {
  const all: FilterQuery<Offer>[] = [];
  if (status?.eq != null) all.push(inStatus(status.eq, now));
  if (status?.in != null) all.push({ $or: status.in.map((one) => inStatus(one, now)) });
  if (externalId?.eq != null) all.push({ externalId: externalId.eq });
  if (externalId?.in != null) all.push({ externalId: { $in: externalId.in } });
  if (candidateEmail?.eq != null) all.push({ candidateEmail: candidateEmail.eq });
  if (candidateEmail?.in != null) all.push({ candidateEmail: { $in: candidateEmail.in } });
  return all;
}

/** `statusAt` as a condition: EXPIRED is a SENT offer whose expiry has come. */
function inStatus(status: OfferStatus, now: Date): FilterQuery<Offer> {
  switch (status) {
    case 'EXPIRED':
      return { storedStatus: 'SENT', expiresAt: { $lte: now } };
    case 'SENT':
      return { storedStatus: 'SENT', $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] };
    case 'DRAFT':
    case 'ACCEPTED':
    case 'DECLINED':
    case 'WITHDRAWN':
      return { storedStatus: status };
    default:
      return unreachable(status);
  }
}

/** The offer, or null where there is none for this employer. */
export async function findOffer(ctx: TenantCtx, by: OfferByInput): Promise<Offer | null> {
  allow(ctx, 'offers:read');
  return inTransaction(ctx, async (tx) => {
    const offer = await offerBy(tx, by);
    return offer === null ? null : (readAt(tx, [offer])[0] ?? null);
  });
}

/**
 * The offer, locked until the transaction ends: whoever changes it next waits and sees this change.
 * @throws Refusal `NOT_FOUND` at `path`, the same for what is not there and what is another employer's
 */
export async function lockOffer(tx: Tx, by: OfferByInput, path: InputPath = ['input', 'offer']): Promise<Offer> {
  const found = await offerBy(tx, by);
  if (found === null) throw new Refusal('NOT_FOUND', 'No offer of this employer matches.', path);
  await tx.sql(`select 1 as locked from offer where employer_id = ${THIS_EMPLOYER} and id = $1 for no key update`, [uuidOf(found.id)]);
  // Read again: it may have changed while this waited for the lock.
  await tx.em.refresh(found);
  readAt(tx, [found]);
  return found;
}

/** @throws Refusal `VERSION_CONFLICT` with `currentVersion` */
export function requireVersion({ version }: Offer, expected: number | null | undefined): void {
  if (expected == null || expected === version) return;
  throw new Refusal('VERSION_CONFLICT', `The offer is at version ${version}.`, ['input', 'expectedVersion'], { currentVersion: version });
}

async function offerBy(tx: Tx, { id, externalId, sourcedId }: OfferByInput): Promise<Offer | null> {
  const { employerId } = tx.ctx;
  if (id != null) {
    const offerId = parseId('offer', id);
    return offerId === undefined ? null : tx.em.findOne(Offer, { employerId, id: offerId });
  }
  const named = sourcedId ?? (externalId == null ? undefined : { source: DEFAULT_SOURCE, externalId });
  // Text that Postgres cannot hold names nothing.
  if (named === undefined || `${named.source}${named.externalId}`.includes('\0')) return null;
  return tx.em.findOne(Offer, { employerId, source: named.source, externalId: named.externalId });
}

/** Notes on offers at which time they were read; their status follows from it. */
function readAt(tx: Tx, offers: readonly Offer[]): readonly Offer[] {
  for (const offer of offers) offer.readAt = tx.now;
  return offers;
}

/** An offer by its id; for relations. */
export const offerById: Loader<Id<'offer'>, Offer> = {
  name: 'offerById',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) => {
      const rows = await tx.em.find(Offer, { employerId: ctx.employerId, id: { $in: [...ids] } });
      return inOrder(ids, readAt(tx, rows), ({ id }) => id);
    }),
};

/** A version by its id; for relations. */
export const offerVersionById: Loader<Id<'offerVersion'>, OfferVersion> = {
  name: 'offerVersionById',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) => {
      const versions = await tx.em.find(OfferVersion, { employerId: ctx.employerId, id: { $in: [...ids] } });
      return inOrder(ids, await withOffers(tx, versions), ({ id }) => id);
    }),
};

/** The newest version of an offer. */
export const newestVersionOf: Loader<Id<'offer'>, OfferVersion> = {
  name: 'newestVersionOf',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) => {
      const { employerId } = ctx;
      const offers = await tx.em.find(Offer, { employerId, id: { $in: [...ids] } });
      const newest = offers.map(({ id, versionNumber }) => ({ offerId: id, number: versionNumber }));
      const versions = await tx.em.find(OfferVersion, { employerId, $or: newest });
      return inOrder(ids, await withOffers(tx, versions), ({ offerId }) => offerId);
    }),
};

async function withOffers(tx: Tx, versions: readonly OfferVersion[]): Promise<readonly OfferVersion[]> {
  const offerIds = [...new Set(versions.map(({ offerId }) => offerId))];
  const offers = readAt(tx, await tx.em.find(Offer, { employerId: tx.ctx.employerId, id: { $in: offerIds } }));
  const byId = new Map(offers.map((offer) => [offer.id, offer]));
  for (const version of versions) {
    const offer = byId.get(version.offerId);
    if (offer !== undefined) version.offer = offer;
  }
  return versions;
}

/** A page of the versions of an offer, newest first. */
export async function findOfferVersions(ctx: TenantCtx, offerId: Id<'offer'>, request: PageRequest): Promise<Connection<OfferVersion>> {
  allow(ctx, 'offers:read');
  const size = pageSize(request);
  const list = `offer-versions ${ctx.employerId} ${offerId}`;
  const after = request.after == null ? undefined : Number(ctx.platform.cursors.open(list, request.after)[0]);
  if (after !== undefined && !Number.isInteger(after))
    throw new Fault('BAD_USER_INPUT', 'The cursor in `after` does not belong to this list.');

  const rows = await inTransaction(ctx, async (tx) => {
    const before = after === undefined ? {} : { number: { $lt: after } };
    const where = { employerId: ctx.employerId, offerId, ...before };
    return withOffers(tx, await tx.em.find(OfferVersion, where, { orderBy: { number: 'desc' }, limit: size + 1 }));
  });
  return ctx.platform.cursors.connection(list, rows, size, request, ({ number }) => [String(number)]);
}

/** The components of a version, in order. */
export const componentsOf: Loader<Id<'offerVersion'>, readonly OfferComponent[]> = {
  name: 'componentsOf',
  load: async (ctx, ids) => {
    const where = { employerId: ctx.employerId, offerVersionId: { $in: [...ids] } };
    const rows = await inTransaction(ctx, (tx) => tx.em.find(OfferComponentRow, where, { orderBy: { position: 'asc' } }));
    const byVersion = Map.groupBy(rows, ({ offerVersionId }) => offerVersionId);
    return ids.map((id) => (byVersion.get(id) ?? []).map((row) => row.component()));
  },
};

/** The letter of a version that was sent. */
export const sentLetterOf: Loader<Id<'offerVersion'>, OfferLetter> = {
  name: 'sentLetterOf',
  load: async (ctx, ids) => {
    const rows = await inTransaction(ctx, (tx) =>
      tx.em.find(OfferLetter, { employerId: ctx.employerId, offerVersionId: { $in: [...ids] } }),
    );
    return inOrder(ids, rows, ({ offerVersionId }) => offerVersionId);
  },
};

/** The acceptance of an offer. */
export const acceptanceOf: Loader<Id<'offer'>, OfferAcceptance> = {
  name: 'acceptanceOf',
  load: async (ctx, ids) => {
    const rows = await inTransaction(ctx, (tx) => tx.em.find(OfferAcceptance, { employerId: ctx.employerId, offerId: { $in: [...ids] } }));
    return inOrder(ids, rows, ({ offerId }) => offerId);
  },
};
