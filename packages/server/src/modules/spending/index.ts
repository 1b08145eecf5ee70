export { authorizeSpend } from './authorize-spend.js';
export { expireHoldsBefore, expireHoldsOfFound, expireNextHolds } from './hold-expiry.js';
export { captureSpend } from './resolve-spend.js';
