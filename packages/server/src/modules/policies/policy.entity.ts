import { defineEntity, type OptionalProps, p } from '@mikro-orm/core';
import { invariant } from '../../kernel/invariant.js';
import { type CurrencyCode, Money } from '../../kernel/money.js';
import { dateColumn, idColumn, instantColumn, tenantKey, unitsColumn } from '../../platform/columns.js';
import type { GrantFilters } from '../ledger/index.js';
import {
  type AmountPeriod,
  type AmountTerms,
  type AmountType,
  type DayCount,
  type Framing,
  isAnnual,
  type PayPeriodsPerYear,
  type PolicyStatus,
  type PolicyVersionStatus,
  type Rollover,
  type RolloverTerms,
  type Stacking,
  type Transfer,
} from './policies.rules.js';

const PolicySchema = defineEntity({
  name: 'Policy',
  tableName: 'policy',
  properties: {
    ...tenantKey('policy'),
    externalId: p.string().strictNullable(),
    name: p.string(),
    status: p.string().$type<PolicyStatus>(),
    /** Counts changes: what `expectedVersion` is compared with. */
    version: p.integer(),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  },
});

export class Policy extends PolicySchema.class {}
PolicySchema.setClass(Policy);

const PolicyVersionSchema = defineEntity({
  name: 'PolicyVersion',
  tableName: 'policy_version',
  properties: {
    ...tenantKey('policyVersion'),
    policyId: idColumn('policy'),
    number: p.integer(),
    status: p.string().$type<PolicyVersionStatus>(),
    amountType: p.string().$type<AmountType>(),
    period: p.string().$type<AmountPeriod>(),
    amountUnits: unitsColumn().strictNullable().fieldName('amount'),
    percent: p.integer().strictNullable(),
    dayCount: p.string().$type<DayCount>().strictNullable(),
    payPeriodsPerYear: p.integer().$type<PayPeriodsPerYear>().strictNullable(),
    currency: p.string().$type<CurrencyCode>(),
    framing: p.string().$type<Framing>(),
    stacking: p.string().$type<Stacking>(),
    guaranteeMonths: p.integer().strictNullable(),
    uncappedDays: p.integer().strictNullable(),
    expiry: p.string().$type<'PERIOD_END'>(),
    rollover: p.string().$type<Rollover>(),
    rolloverMaxUnits: unitsColumn().strictNullable().fieldName('rollover_max'),
    rolloverMinUnits: unitsColumn().strictNullable().fieldName('rollover_min'),
    rolloverPercent: p.integer().strictNullable(),
    rolloverPeriods: p.integer().strictNullable(),
    transfer: p.string().$type<Transfer>(),
    providers: p.array().$type<string[]>().strictNullable(),
    models: p.array().$type<string[]>().strictNullable(),
    tools: p.array().$type<string[]>().strictNullable(),
    effectiveFrom: dateColumn().strictNullable(),
    effectiveTo: dateColumn().strictNullable(),
    publishedAt: instantColumn().strictNullable(),
    createdAt: instantColumn(),
  },
});

export class PolicyVersion extends PolicyVersionSchema.class {
  declare [OptionalProps]?: 'filters';

  get amount(): Money | null {
    return this.amountUnits === null ? null : new Money(this.amountUnits, this.currency);
  }

  /** What its grants pay for. */
  get filters(): GrantFilters {
    const { providers, models, tools } = this;
    return { providers, models, tools };
  }

  /** How much is carried into the next period; null where nothing is. */
  get rolloverTerms(): RolloverTerms | null {
    const { rolloverMaxUnits, rolloverMinUnits, rolloverPercent, rolloverPeriods, currency } = this;
    if (rolloverMaxUnits === null || rolloverMinUnits === null || rolloverPeriods === null) return null;
    return {
      max: new Money(rolloverMaxUnits, currency),
      min: new Money(rolloverMinUnits, currency),
      maxPercent: rolloverPercent,
      lastsPeriods: rolloverPeriods,
    };
  }

  /** How much it grants, as the rules read it. */
  terms(): AmountTerms {
    const { amountType, period, amount, percent, dayCount, payPeriodsPerYear, currency } = this;
    if (amountType === 'FIXED') {
      invariant(amount !== null, 'a FIXED version has an amount');
      return { amountType, period, amount, payPeriodsPerYear };
    }
    if (amountType === 'PER_DAY') {
      invariant(amount !== null && dayCount !== null && period === 'MONTHLY', 'a PER_DAY version has an amount for a day of a month');
      return { amountType, period, amount, dayCount };
    }
    invariant(percent !== null && isAnnual(period), 'a PERCENT_OF_BASE version has a percentage of a year');
    return { amountType, period, percent, currency, payPeriodsPerYear };
  }
}
PolicyVersionSchema.setClass(PolicyVersion);
