export { endStipends } from './end-stipends.js';
export { convertStipends, enrolStipend, type OfferEnrolment } from './enrol-stipend.js';
export { stipendById, stipendsOfOffer } from './find-stipends.js';
export { runDueWork } from './run-due-work.js';
export { StipendView } from './stipend.graphql.js';
export { decideFunding, type FundableGrant, isStartInReach, requireStartInReach } from './stipends.rules.js';
