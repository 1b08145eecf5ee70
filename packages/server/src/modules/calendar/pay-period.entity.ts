import { defineEntity, p } from '@mikro-orm/core';
import { dateColumn, idColumn, instantColumn, tenantKey } from '../../platform/columns.js';
import type { PayPeriodStatus } from './calendar.rules.js';

const PayPeriodSchema = defineEntity({
  name: 'PayPeriod',
  tableName: 'pay_period',
  properties: {
    ...tenantKey('payPeriod'),
    externalId: p.string(),
    startDate: dateColumn(),
    endDate: dateColumn(),
    checkDate: dateColumn().strictNullable(),
    status: p.string().$type<PayPeriodStatus>(),
    lockedUntil: instantColumn().strictNullable(),
    closedAt: instantColumn().strictNullable(),
    closeJobId: idColumn('job').strictNullable(),
    statedThrough: idColumn('employee').strictNullable(),
    createdAt: instantColumn(),
  },
});

export class PayPeriod extends PayPeriodSchema.class {}
PayPeriodSchema.setClass(PayPeriod);
