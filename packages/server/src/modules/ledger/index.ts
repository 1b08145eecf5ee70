export { BalanceEntryView, MovementView } from './balance.graphql.js';
export { type EndedGrant, endedGrantsOfFound } from './ended-grants.js';
export {
  canPay,
  decideFunding,
  decideRestoration,
  type FundableGrant,
  type FundingSlice,
  type GrantValidity,
  isExpired,
  isInForce,
  isNamed,
  paysFor,
  type Use,
} from './funding.rules.js';
export { availableOf, endGrantsAt, type GrantEnd, markEndsBooked } from './grant-accounts.js';
export {
  type AccountState,
  accountAfter,
  type GrantFilters,
  type GrantState,
  type GrantTerms,
  type LedgerState,
  noFilters,
  openEffectiveAt,
  type PostingDraft,
  planPostings,
  type WritePlan,
} from './ledger.rules.js';
export { lockAccountsOfFound, lockEmployeeAccounts, writePlan } from './ledger.statements.js';
export { lockLedger } from './lock-ledger.js';
export {
  balanceOf,
  differenceOf,
  type LedgerSpan,
  type LedgerTotals,
  type Movement,
  movementNames,
  movementOf,
  noTotals,
  totalNames,
} from './movement.rules.js';
export { type AccountOwner, insertAccounts, openAccounts } from './open-accounts.js';
export { openPool } from './pools.js';
export { post, refuseByState } from './post.js';
export { type Balance, type Instants, readBalances } from './read-balances.js';
export { type LedgerPoint, readTotals, type TotalsByCurrency } from './read-totals.js';
export { recipes, type Slice } from './recipes.rules.js';
export { safeInstant, waitUntilSafe } from './safe-instant.js';
