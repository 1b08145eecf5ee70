import type { Id } from '../../kernel/ids.js';
import { load } from '../../platform/loader.js';
import type { Module } from '../../platform/module.js';
import { whenTerminated } from '../directory/index.js';
import { endHolds, expireHolds } from './hold-expiry.js';
import { holdById } from './hold-loader.js';
import { LimitResolver } from './limit.resolver.js';
import { limitById } from './limit-list.js';
import { SpendLevelResolver, SpendResolver } from './spend.resolver.js';
import { spendChecks } from './spending.checks.js';

export const spendingModule: Module = {
  name: 'spending',
  entities: [],
  resolvers: [SpendResolver, SpendLevelResolver, LimitResolver],
  jobs: [expireHolds],
  follow() {
    // No hold outlives the employment. The stipends end before: what a hold gives back finds its grant ended.
    whenTerminated(endHolds);
  },
  checks: spendChecks,
  nodes: [
    { kind: 'hold', typeName: 'Hold', scope: 'spend:write', find: (ctx, id) => load(ctx, holdById, id as Id<'hold'>) },
    { kind: 'limit', typeName: 'Limit', scope: 'limits:read', find: (ctx, id) => load(ctx, limitById, id as Id<'limit'>) },
  ],
};
