import type { Module } from '../../platform/module.js';
import { BalanceResolver } from './balance.resolver.js';
import { ledgerChecks } from './ledger.checks.js';

export const ledgerModule: Module = {
  name: 'ledger',
  entities: [],
  resolvers: [BalanceResolver],
  jobs: [],
  nodes: [],
  checks: ledgerChecks,
};
