export { type TotalCompensation, totalCompensation } from './compensation.rules.js';
export { componentsOf, offerById, offerVersionById } from './find-offers.js';
export { Offer, OfferVersion } from './offer.entity.js';
export { OfferByInput, OfferVersionView, OfferView } from './offer.graphql.js';
