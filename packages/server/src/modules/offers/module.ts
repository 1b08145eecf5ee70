import type { Id } from '../../kernel/ids.js';
import { load } from '../../platform/loader.js';
import type { Module } from '../../platform/module.js';
import { offerById, offerVersionById } from './find-offers.js';
import { Offer, OfferAcceptance, OfferComponentRow, OfferLetter, OfferVersion } from './offer.entity.js';
import { OfferResolver, OfferVersionResolver } from './offer.resolver.js';

export const offersModule: Module = {
  name: 'offers',
  entities: [Offer, OfferVersion, OfferComponentRow, OfferLetter, OfferAcceptance],
  resolvers: [OfferResolver, OfferVersionResolver],
  jobs: [],
  nodes: [
    { kind: 'offer', typeName: 'Offer', scope: 'offers:read', find: (ctx, id: Id<'offer'>) => load(ctx, offerById, id) },
    {
      kind: 'offerVersion',
      typeName: 'OfferVersion',
      scope: 'offers:read',
      find: (ctx, id: Id<'offerVersion'>) => load(ctx, offerVersionById, id),
    },
  ],
};
