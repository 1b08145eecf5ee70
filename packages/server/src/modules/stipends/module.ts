import type { Id } from '../../kernel/ids.js';
import { load } from '../../platform/loader.js';
import type { Module } from '../../platform/module.js';
import { whenCalendarChanges } from '../calendar/index.js';
import { whenEmploymentsChange, whenTerminated } from '../directory/index.js';
import { endStipends } from './end-stipends.js';
import { PolicyExplanationResolver, PolicyReasonResolver } from './explain.resolver.js';
import { grantById, stipendById } from './find-stipends.js';
import { followEmployments } from './follow-employments.js';
import { GrantChangesResolver } from './grant.resolver.js';
import { endHolds, expireHolds } from './hold-expiry.js';
import { holdById } from './hold-loader.js';
import { LimitResolver } from './limit.resolver.js';
import { limitById } from './limit-list.js';
import { followPayCalendar } from './pay-calendar.js';
import { expireGrants, issueGrants } from './run-due-work.js';
import { spendChecks } from './spend.checks.js';
import { SpendLevelResolver, SpendResolver } from './spend.resolver.js';
import { Stipend, StipendGrant } from './stipend.entity.js';
import { EmployeeStipendsResolver, GrantResolver, StipendResolver } from './stipend.resolver.js';
import { stipendChecks } from './stipends.checks.js';

// Whoever leaves keeps no stipend: it ends in the transaction that ends the employment.
whenTerminated(endStipends);
// Nor does a hold outlive the employment.
whenTerminated(endHolds);
// Another salary may be one that nothing can be granted of.
whenEmploymentsChange(followEmployments);
// Whoever is granted by the pay period follows it in the transaction that moves it.
whenCalendarChanges(followPayCalendar);

const scope = 'stipends:read';

export const stipendsModule: Module = {
  name: 'stipends',
  entities: [Stipend, StipendGrant],
  resolvers: [
    StipendResolver,
    GrantResolver,
    GrantChangesResolver,
    EmployeeStipendsResolver,
    PolicyExplanationResolver,
    PolicyReasonResolver,
    SpendResolver,
    SpendLevelResolver,
    LimitResolver,
  ],
  jobs: [issueGrants, expireGrants, expireHolds],
  checks: [...stipendChecks, ...spendChecks],
  nodes: [
    { kind: 'stipend', typeName: 'Stipend', scope, find: (ctx, id) => load(ctx, stipendById, id as Id<'stipend'>) },
    { kind: 'grant', typeName: 'Grant', scope, find: (ctx, id) => load(ctx, grantById, id as Id<'grant'>) },
    { kind: 'hold', typeName: 'Hold', scope: 'spend:write', find: (ctx, id) => load(ctx, holdById, id as Id<'hold'>) },
    { kind: 'limit', typeName: 'Limit', scope: 'limits:read', find: (ctx, id) => load(ctx, limitById, id as Id<'limit'>) },
  ],
};
