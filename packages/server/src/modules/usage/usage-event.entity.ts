import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, instantColumn, tenantKey } from '../../platform/columns.js';
import type { EmployeeBy } from '../directory/index.js';
import { type UsageClass, usageClasses } from '../pricing/index.js';

/** What a stored event is: charged, or waiting for a price or a person. */
export type UsageStatus = 'RECORDED' | 'UNPRICED' | 'UNATTRIBUTED';

const UsageEventSchema = defineEntity({
  name: 'UsageEvent',
  tableName: 'usage_event',
  properties: {
    ...tenantKey('usageEvent'),
    source: p.string(),
    eventId: p.string(),
    employeeId: idColumn('employee').nullable(),
    /** As the sender named the person. */
    reference: p.json<EmployeeBy>(),
    provider: p.string(),
    model: p.string(),
    occurredAt: instantColumn().primary(),
    countOf: p.json<Partial<Record<UsageClass, string>>>().fieldName('counts'),
    status: p.string().$type<UsageStatus>(),
    recordedAt: instantColumn(),
  },
});

/** A reported event; never changed. */
export class UsageEvent extends UsageEventSchema.class {
  /** What was counted, in the order of the classes; counts as text. */
  get counts(): Array<{ usageClass: UsageClass; count: string }> {
    return usageClasses.flatMap((usageClass) => {
      const count = this.countOf[usageClass];
      return count === undefined ? [] : { usageClass, count };
    });
  }
}
UsageEventSchema.setClass(UsageEvent);
