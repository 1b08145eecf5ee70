import { defineEntity, p } from '@mikro-orm/core';
import { invariant } from '../../kernel/invariant.js';
import { type CurrencyCode, Money, splitEvenly } from '../../kernel/money.js';
import { dateColumn, idColumn, instantColumn, tenantKey, unitsColumn } from '../../platform/columns.js';
import type { AmountPeriod, AmountTerms, AmountType } from '../policies/index.js';
import { MONTHS_PER_YEAR, type StipendStatus, stipendStatus } from './stipends.rules.js';

export type StipendOrigin = 'POLICY' | 'OFFER';

const StipendSchema = defineEntity({
  name: 'Stipend',
  tableName: 'stipend',
  properties: {
    ...tenantKey('stipend'),
    externalId: p.string().strictNullable(),
    /** Null while the candidate of an accepted offer is no employee yet. */
    employeeId: idColumn('employee').strictNullable(),
    origin: p.string().$type<StipendOrigin>(),
    policyId: idColumn('policy').strictNullable(),
    /** The version at enrolment; it counts while the guarantee lasts. */
    policyVersionId: idColumn('policyVersion').strictNullable(),
    offerId: idColumn('offer').strictNullable(),
    offerComponentId: idColumn('offerComponent').strictNullable(),
    // Terms of the offer; a stipend under a policy has those of the policy's versions.
    amountType: p.string().$type<AmountType>().strictNullable(),
    period: p.string().$type<AmountPeriod>().strictNullable(),
    amountUnits: unitsColumn().strictNullable().fieldName('amount'),
    percent: p.integer().strictNullable(),
    /** What a share of base came to in a year when the offer was accepted: what the letter said. */
    acceptedYearUnits: unitsColumn().strictNullable().fieldName('accepted_year'),
    currency: p.string().$type<CurrencyCode>(),
    framing: p.string().$type<'EMPLOYER_TOOL' | 'COMPENSATION'>(),
    startDate: dateColumn().strictNullable(),
    endDate: dateColumn().strictNullable(),
    timeZone: p.string(),
    guaranteedUntil: dateColumn().strictNullable(),
    issuedMonths: p.integer(),
    nextIssueAt: instantColumn().strictNullable(),
    issueProblemCode: p.string().strictNullable(),
    issueProblemMessage: p.string().strictNullable(),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  },
});

export class Stipend extends StipendSchema.class {
  /** The terms of the offer; null under a policy. */
  offerTerms(): AmountTerms | null {
    const { amountType, period, amountUnits, percent, currency } = this;
    if (amountType === null || period === null) return null;
    if (amountType === 'FIXED') {
      invariant(amountUnits !== null, 'FIXED terms have an amount');
      return { amountType, period, amount: new Money(amountUnits, currency) };
    }
    invariant(percent !== null, 'PERCENT_OF_BASE terms have a percentage');
    return { amountType, period, percent, currency };
  }

  /** What the letter said of each month of a year, for a share of base; null for all else. */
  acceptedMonths(): readonly Money[] | null {
    const { acceptedYearUnits, currency } = this;
    return acceptedYearUnits === null ? null : splitEvenly(new Money(acceptedYearUnits, currency), MONTHS_PER_YEAR);
  }

  /** Derived from time alone. */
  statusAt(now: Date): StipendStatus {
    return stipendStatus({ ...this, zone: this.timeZone }, now);
  }
}
StipendSchema.setClass(Stipend);

const StipendGrantSchema = defineEntity({
  name: 'StipendGrant',
  tableName: 'stipend_grant',
  properties: {
    ...tenantKey('grant'),
    stipendId: idColumn('stipend'),
    employeeId: idColumn('employee'),
    kind: p.string().$type<'RECURRING'>(),
    source: p.string().$type<StipendOrigin>(),
    reason: p.string(),
    amountUnits: unitsColumn().fieldName('amount'),
    currency: p.string().$type<CurrencyCode>(),
    priority: p.integer(),
    effectiveAt: instantColumn(),
    /** As granted. */
    expiresAt: instantColumn(),
    /** When it really ends: `expiresAt`, or earlier where the stipend ended. */
    endsAt: instantColumn(),
    /** When its end was booked; null before. */
    expiredAt: instantColumn().strictNullable(),
    createdAt: instantColumn(),
  },
});

export class StipendGrant extends StipendGrantSchema.class {}
StipendGrantSchema.setClass(StipendGrant);
