import { defineEntity, p } from '@mikro-orm/core';
import { invariant } from '../../kernel/invariant.js';
import { type CurrencyCode, Money, splitEvenly } from '../../kernel/money.js';
import { dateColumn, idColumn, instantColumn, tenantKey, unitsColumn } from '../../platform/columns.js';
import type { AmountTerms, AmountType, AnnualPeriod, Cadence, YearSoFar } from '../policies/index.js';
import { MONTHS_PER_YEAR, type StipendProblemCode, type StipendStatus, stipendStatus } from './periods.rules.js';

export type StipendOrigin = 'POLICY' | 'OFFER' | 'EXCEPTION';

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
    amountType: p.string().$type<Exclude<AmountType, 'PER_DAY'>>().strictNullable(),
    period: p.string().$type<AnnualPeriod>().strictNullable(),
    amountUnits: unitsColumn().strictNullable().fieldName('amount'),
    percent: p.integer().strictNullable(),
    /** What a share of base came to in a year when the offer was accepted: what the letter said. */
    acceptedYearUnits: unitsColumn().strictNullable().fieldName('accepted_year'),
    currency: p.string().$type<CurrencyCode>(),
    /** How long its periods are. */
    cadence: p.string().$type<Cadence>(),
    framing: p.string().$type<'EMPLOYER_TOOL' | 'COMPENSATION'>(),
    startDate: dateColumn().strictNullable(),
    /** The first day of the capped terms, where a trial without a cap comes before them: the anchor of the periods. */
    cappedFrom: dateColumn().strictNullable(),
    /** That trial, once it is issued. */
    trialGrantId: idColumn('grant').strictNullable(),
    /** When it ends, as granted. */
    trialEndAt: instantColumn().strictNullable(),
    endDate: dateColumn().strictNullable(),
    /** The first day without it for a reason of its own, whenever the employment ends. */
    ownEndDate: dateColumn().strictNullable(),
    /** Where the person is when the newest period ends, or the stipend; before the first, where it begins. */
    timeZone: p.string(),
    guaranteedUntil: dateColumn().strictNullable(),
    /** As the API names it: periods, months where the terms say nothing else. */
    issuedMonths: p.integer().fieldName('issued_periods'),
    // The stipend year under way as far as it was granted; all null before the first part of the first one.
    yearFirstDate: dateColumn().strictNullable(),
    yearShares: p.integer().strictNullable(),
    yearSharesOver: p.integer().strictNullable(),
    yearGrantedUnits: unitsColumn().strictNullable().fieldName('year_granted'),
    yearAheadUnits: unitsColumn().strictNullable().fieldName('year_ahead'),
    nextIssueAt: instantColumn().strictNullable(),
    /** What keeps the next grant from being issued. */
    issueProblemCode: p.string().$type<StipendProblemCode>().strictNullable(),
    issueProblemMessage: p.string().strictNullable(),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  },
});

export class Stipend extends StipendSchema.class {
  /** The terms of the offer; null under a policy and for grants by hand. */
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

  /** What the letter said of a year and of each month of it, for a share of base; null for all else. */
  accepted(): { readonly year: Money; readonly months: readonly Money[] } | null {
    if (this.acceptedYearUnits === null) return null;
    const year = new Money(this.acceptedYearUnits, this.currency);
    return { year, months: splitEvenly(year, MONTHS_PER_YEAR) };
  }

  /** The year that the next period is a part of; null where that begins one. */
  yearSoFar(): YearSoFar | null {
    const {
      yearFirstDate: firstDate,
      yearShares: shares,
      yearSharesOver: sharesOver,
      yearGrantedUnits: granted,
      yearAheadUnits: ahead,
    } = this;
    if (firstDate === null || shares === null || sharesOver === null || granted === null || ahead === null) return null;
    return sharesOver < shares ? { firstDate, shares, sharesOver, granted, ahead } : null;
  }

  /** Derived from time and what keeps the next grant back. */
  statusAt(now: Date): StipendStatus {
    return stipendStatus({ ...this, zone: this.timeZone }, now);
  }
}
StipendSchema.setClass(Stipend);
