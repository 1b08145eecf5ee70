import type { Id } from '../../kernel/ids.js';
import { load } from '../../platform/loader.js';
import type { Module } from '../../platform/module.js';
import { whenStipendsChange } from '../stipends/index.js';
import { grantById } from './find-grants.js';
import { StipendGrant } from './grant.entity.js';
import { GrantResolver, StipendGrantsResolver } from './grant.resolver.js';
import { GrantChangesResolver } from './grant-changes.resolver.js';
import { grantChecks } from './grants.checks.js';
import { moveGrantEnds } from './move-grant-ends.js';
import { expireGrants, issueBegun, issueGrants, runDueWork } from './run-due-work.js';
import { TestClockResolver } from './test-clock.resolver.js';

export const grantsModule: Module = {
  name: 'grants',
  entities: [StipendGrant],
  resolvers: [GrantResolver, GrantChangesResolver, StipendGrantsResolver, TestClockResolver],
  jobs: [issueGrants, expireGrants],
  follow() {
    whenStipendsChange({
      endsMoved: moveGrantEnds,
      comeDue: (tx, stipendIds) => runDueWork(tx, { until: tx.now, stipendIds }),
      enrolled: issueBegun,
    });
  },
  checks: grantChecks,
  nodes: [{ kind: 'grant', typeName: 'Grant', scope: 'stipends:read', find: (ctx, id) => load(ctx, grantById, id as Id<'grant'>) }],
};
