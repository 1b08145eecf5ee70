export { policyById, policyByRef, policyVersionById, requirePolicy, versionsOf } from './find-policies.js';
export {
  type AmountPeriod,
  type AmountTerms,
  type AmountType,
  currencyOf,
  periodAmounts,
  versionOn,
} from './policies.rules.js';
export { Policy, PolicyVersion } from './policy.entity.js';
export {
  AmountPeriodEnum,
  AmountTypeEnum,
  GrantExpiryEnum,
  PolicyByInput,
  PolicyVersionView,
  PolicyView,
  RolloverEnum,
} from './policy.graphql.js';
