import { defineEntity, p } from '@mikro-orm/core';
import type { RefusalCode } from '../../kernel/codes.js';
import { instantColumn, tenantKey } from '../../platform/columns.js';

export type JobKind = 'PAY_PERIOD_CLOSE';
export type JobState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';

const JobSchema = defineEntity({
  name: 'Job',
  tableName: 'job',
  properties: {
    ...tenantKey('job'),
    kind: p.string().$type<JobKind>(),
    state: p.string().$type<JobState>(),
    progress: p.integer(),
    createdAt: instantColumn(),
    finishedAt: instantColumn().strictNullable(),
    refusal: p.json<{ code: RefusalCode; message: string }>().strictNullable(),
  },
});

export class Job extends JobSchema.class {}
JobSchema.setClass(Job);
