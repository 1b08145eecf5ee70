import { defineEntity, p } from '@mikro-orm/core';
import { type CurrencyCode, Money } from '../../kernel/money.js';
import { dateColumn, idColumn, instantColumn, tenantKey, unitsColumn } from '../../platform/columns.js';
import type { EmploymentSpan, EmploymentTerms, EmploymentType, LapsedTerms } from './employment.rules.js';

const EmployeeSchema = defineEntity({
  name: 'Employee',
  tableName: 'employee',
  properties: {
    ...tenantKey('employee'),
    source: p.string(),
    externalId: p.string(),
    name: p.string(),
    email: p.string().strictNullable(),
    emailKey: p.string().strictNullable(),
    terminatedOn: dateColumn().strictNullable(),
    terminationReason: p.string().strictNullable(),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  },
});

export class Employee extends EmployeeSchema.class {}
EmployeeSchema.setClass(Employee);

/** What is agreed, and from when. */
const agreed = {
  ...tenantKey('employment'),
  employeeId: idColumn('employee'),
  startDate: dateColumn(),
  title: p.string().strictNullable(),
  jobFamily: p.string().strictNullable(),
  level: p.string().strictNullable(),
  country: p.string().strictNullable(),
  employmentType: p.string().$type<EmploymentType>(),
  fteBasisPoints: p.integer(),
  baseSalaryAmount: unitsColumn().strictNullable(),
  baseSalaryCurrency: p.string().$type<CurrencyCode>().strictNullable(),
  legalEntityId: idColumn('legalEntity').strictNullable(),
  departmentId: idColumn('department').strictNullable(),
  costCenterId: idColumn('costCenter').strictNullable(),
  createdAt: instantColumn(),
};

const EmploymentSchema = defineEntity({
  name: 'Employment',
  tableName: 'employment',
  properties: { ...agreed, endDate: dateColumn().strictNullable() },
});

export class Employment extends EmploymentSchema.class implements EmploymentTerms {
  /** Per year, at the FTE of this employment. */
  get baseSalary(): Money | null {
    return salaryOf(this);
  }
}
EmploymentSchema.setClass(Employment);

const LapsedEmploymentSchema = defineEntity({
  name: 'LapsedEmployment',
  tableName: 'lapsed_employment',
  properties: { ...agreed, begins: p.boolean() },
});

/** Terms that fell away when somebody left before they began. */
export class LapsedEmployment extends LapsedEmploymentSchema.class implements EmploymentTerms {
  get baseSalary(): Money | null {
    return salaryOf(this);
  }
}
LapsedEmploymentSchema.setClass(LapsedEmployment);

function salaryOf({ baseSalaryAmount, baseSalaryCurrency }: Pick<Employment, 'baseSalaryAmount' | 'baseSalaryCurrency'>): Money | null {
  return baseSalaryAmount === null || baseSalaryCurrency === null ? null : new Money(baseSalaryAmount, baseSalaryCurrency);
}

/** A stored employment as the rules see it. */
export function spanOf(employment: Employment): EmploymentSpan {
  return { id: employment.id, startDate: employment.startDate, endDate: employment.endDate, terms: employment };
}

export function lapsedOf(lapsed: LapsedEmployment): LapsedTerms {
  return { id: lapsed.id, startDate: lapsed.startDate, terms: lapsed, begins: lapsed.begins };
}
