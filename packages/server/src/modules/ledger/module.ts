import type { Module } from '../../platform/module.js';
import { BalanceResolver } from './balance.resolver.js';
import { ledgerChecks } from './ledger.checks.js';
import { PoolResolver } from './pool.resolver.js';

export const ledgerModule: Module = {
  name: 'ledger',
  entities: [],
  resolvers: [BalanceResolver, PoolResolver],
  jobs: [],
  nodes: [],
  checks: ledgerChecks,
};
