export { GrantFiltersInput, GrantFiltersView } from './filters.graphql.js';
export { readFilters } from './filters.rules.js';
export { policyById, policyByRef, policyVersionById, requirePolicy, versionsOf } from './find-policies.js';
export {
  type AmountPeriod,
  type AmountTerms,
  type AmountType,
  type AnnualPeriod,
  type Cadence,
  type CountedCadence,
  cadenceOf,
  currencyOf,
  type DayCount,
  grantOfPeriod,
  type PeriodGrant,
  partOfYear,
  type Rollover,
  type RolloverTerms,
  type Transfer,
  unitsInYear,
  versionOn,
  worthInYear,
  type YearSoFar,
} from './policies.rules.js';
export { Policy, PolicyVersion } from './policy.entity.js';
export {
  AmountPeriodEnum,
  AmountTypeEnum,
  DayCountEnum,
  GrantExpiryEnum,
  PolicyByInput,
  PolicyVersionView,
  PolicyView,
  RolloverEnum,
} from './policy.graphql.js';
