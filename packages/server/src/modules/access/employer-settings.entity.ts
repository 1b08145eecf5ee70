import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, instantColumn } from '../../platform/columns.js';

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
    testNow: instantColumn().nullable(),
    version: p.integer(),
  },
});

export class EmployerSettings extends EmployerSettingsSchema.class {}
EmployerSettingsSchema.setClass(EmployerSettings);
