export { endStipends } from './end-stipends.js';
export { convertStipends, enrolStipend, type OfferEnrolment } from './enrol-stipend.js';
export { stipendById, stipendsOfOffer } from './find-stipends.js';
export { expireHoldsOfFound } from './hold-expiry.js';
export { runDueWork } from './run-due-work.js';
export { authorizeSpend } from './spend-authorize.js';
export { captureSpend } from './spend-resolve.js';
export { GrantView, StipendView } from './stipend.graphql.js';
export { decideFunding, decideRestoration, type FundableGrant, isStartInReach, requireStartInReach } from './stipends.rules.js';
