import type { Id } from '../../kernel/ids.js';
import { load } from '../../platform/loader.js';
import type { Module } from '../../platform/module.js';
import { whenTerminated } from '../directory/index.js';
import { endStipends } from './end-stipends.js';
import { grantById, stipendById } from './find-stipends.js';
import { expireGrants, issueGrants } from './run-due-work.js';
import { Stipend, StipendGrant } from './stipend.entity.js';
import { EmployeeStipendsResolver, GrantResolver, StipendResolver } from './stipend.resolver.js';
import { stipendChecks } from './stipends.checks.js';

// Whoever leaves keeps no stipend: it ends in the transaction that ends the employment.
whenTerminated(endStipends);

const scope = 'stipends:read';

export const stipendsModule: Module = {
  name: 'stipends',
  entities: [Stipend, StipendGrant],
  resolvers: [StipendResolver, GrantResolver, EmployeeStipendsResolver],
  jobs: [issueGrants, expireGrants],
  checks: stipendChecks,
  nodes: [
    { kind: 'stipend', typeName: 'Stipend', scope, find: (ctx, id) => load(ctx, stipendById, id as Id<'stipend'>) },
    { kind: 'grant', typeName: 'Grant', scope, find: (ctx, id) => load(ctx, grantById, id as Id<'grant'>) },
  ],
};
