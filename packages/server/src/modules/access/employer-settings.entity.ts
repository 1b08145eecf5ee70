import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, instantColumn } from '../../platform/columns.js';

/** What becomes of a spend that no grant covers. */
export type OverageHandling = 'BLOCK' | 'ALLOW_RECORD' | 'CHARGE_COST_CENTER';

export type WeekStart = 'MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY' | 'SUNDAY';

const EmployerSettingsSchema = defineEntity({
  name: 'EmployerSettings',
  tableName: 'employer_settings',
  properties: {
    employerId: idColumn('employer').primary(),
    mode: p.string().$type<'LIVE' | 'SANDBOX'>(),
    timeZone: p.string(),
    currency: p.string(),
    convertOnAccept: p.boolean(),
    framing: p.string().$type<'EMPLOYER_TOOL' | 'COMPENSATION'>(),
    minimumCohort: p.integer(),
    overage: p.string().$type<OverageHandling>(),
    weekStart: p.string().$type<WeekStart>(),
    testNow: instantColumn().nullable(),
    version: p.integer(),
  },
});

export class EmployerSettings extends EmployerSettingsSchema.class {}
EmployerSettingsSchema.setClass(EmployerSettings);
