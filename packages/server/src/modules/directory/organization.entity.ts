import { defineEntity, p } from '@mikro-orm/core';
import type { CurrencyCode } from '../../kernel/money.js';
import type { TimeZone } from '../../kernel/period.js';
import { instantColumn, tenantKey } from '../../platform/columns.js';

const LegalEntitySchema = defineEntity({
  name: 'LegalEntity',
  tableName: 'legal_entity',
  properties: {
    ...tenantKey('legalEntity'),
    externalId: p.string(),
    name: p.string(),
    country: p.string(),
    timeZone: p.string().$type<TimeZone>(),
    currency: p.string().$type<CurrencyCode>(),
    createdAt: instantColumn(),
  },
});

export class LegalEntity extends LegalEntitySchema.class {}
LegalEntitySchema.setClass(LegalEntity);

const DepartmentSchema = defineEntity({
  name: 'Department',
  tableName: 'department',
  properties: { ...tenantKey('department'), externalId: p.string(), name: p.string(), createdAt: instantColumn() },
});

export class Department extends DepartmentSchema.class {}
DepartmentSchema.setClass(Department);

const CostCenterSchema = defineEntity({
  name: 'CostCenter',
  tableName: 'cost_center',
  properties: { ...tenantKey('costCenter'), externalId: p.string(), code: p.string(), name: p.string(), createdAt: instantColumn() },
});

export class CostCenter extends CostCenterSchema.class {}
CostCenterSchema.setClass(CostCenter);
