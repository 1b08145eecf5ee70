import type { Id } from '../../kernel/ids.js';
import { load } from '../../platform/loader.js';
import type { Module } from '../../platform/module.js';
import { calendarChecks } from './calendar.checks.js';
import { PayPeriod } from './pay-period.entity.js';
import { PayPeriodResolver } from './pay-period.resolver.js';
import { payPeriodLoader } from './pay-period-loader.js';

const scope = 'payroll:read';

export const calendarModule: Module = {
  name: 'calendar',
  entities: [PayPeriod],
  resolvers: [PayPeriodResolver],
  jobs: [],
  checks: calendarChecks,
  nodes: [{ kind: 'payPeriod', typeName: 'PayPeriod', scope, find: (ctx, id) => load(ctx, payPeriodLoader, id as Id<'payPeriod'>) }],
};
