import type { Module } from '../../platform/module.js';
import { ledgerChecks } from './ledger.checks.js';

export const ledgerModule: Module = { name: 'ledger', entities: [], resolvers: [], jobs: [], nodes: [], checks: ledgerChecks };
