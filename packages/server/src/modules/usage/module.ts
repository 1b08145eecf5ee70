import type { Module } from '../../platform/module.js';
import { findUsageEvent } from './find-usage.js';
import { usageChecks } from './usage.checks.js';
import { BalanceEntryUsageResolver, GrantChargeResolver, GrantChargesResolver, UsageResolver } from './usage.resolver.js';
import { UsageEvent } from './usage-event.entity.js';

export const usageModule: Module = {
  name: 'usage',
  entities: [UsageEvent],
  resolvers: [UsageResolver, GrantChargesResolver, GrantChargeResolver, BalanceEntryUsageResolver],
  jobs: [],
  nodes: [{ kind: 'usageEvent', typeName: 'UsageEvent', scope: 'usage:read', find: findUsageEvent }],
  checks: usageChecks,
};
