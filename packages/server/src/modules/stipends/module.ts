import type { Id } from '../../kernel/ids.js';
import { load } from '../../platform/loader.js';
import type { Module } from '../../platform/module.js';
import { whenCalendarChanges } from '../calendar/index.js';
import { whenEmploymentsChange, whenTerminated } from '../directory/index.js';
import { endStipends } from './end-stipends.js';
import { PolicyExplanationResolver, PolicyReasonResolver } from './explain.resolver.js';
import { stipendById } from './find-stipends.js';
import { followEmployments } from './follow-employments.js';
import { followPayCalendar } from './pay-calendar.js';
import { Stipend } from './stipend.entity.js';
import { EmployeeStipendsResolver, StipendResolver } from './stipend.resolver.js';
import { stipendChecks } from './stipends.checks.js';

export const stipendsModule: Module = {
  name: 'stipends',
  entities: [Stipend],
  resolvers: [StipendResolver, EmployeeStipendsResolver, PolicyExplanationResolver, PolicyReasonResolver],
  jobs: [],
  follow() {
    // Whoever leaves keeps no stipend: it ends in the transaction that ends the employment.
    whenTerminated(endStipends);
    // Another salary may be one that nothing can be granted of.
    whenEmploymentsChange(followEmployments);
    // Whoever is granted by the pay period follows it in the transaction that moves it.
    whenCalendarChanges(followPayCalendar);
  },
  checks: stipendChecks,
  nodes: [{ kind: 'stipend', typeName: 'Stipend', scope: 'stipends:read', find: (ctx, id) => load(ctx, stipendById, id as Id<'stipend'>) }],
};
