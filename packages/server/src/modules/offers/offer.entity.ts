import { defineEntity, OptionalProps, p } from '@mikro-orm/core';
import { invariant } from '../../kernel/invariant.js';
import { type CurrencyCode, Money } from '../../kernel/money.js';
import { dateColumn, idColumn, instantColumn, tenantKey, unitsColumn } from '../../platform/columns.js';
import type { LetterBlock } from './letter.js';
import {
  moneyOf,
  type OfferComponent,
  type OfferComponentKind,
  type OfferStatus,
  type OfferVersionStatus,
  type StoredStatus,
  statusAt,
} from './offers.rules.js';

const OfferSchema = defineEntity({
  name: 'Offer',
  tableName: 'offer',
  properties: {
    ...tenantKey('offer'),
    source: p.string(),
    externalId: p.string().strictNullable(),
    /** Never EXPIRED: that follows from time, see `status`. */
    storedStatus: p.string().$type<StoredStatus>().fieldName('status'),
    /** Counts changes: what `expectedVersion` is compared with. */
    version: p.integer(),
    /** Of the newest version; what follows are its terms. */
    versionNumber: p.integer(),
    candidateName: p.string(),
    candidateEmail: p.string().strictNullable(),
    title: p.string(),
    startDate: dateColumn().strictNullable(),
    expiresAt: instantColumn().strictNullable(),
    locale: p.string(),
    employeeId: idColumn('employee').strictNullable(),
    /** The first day of the employment; null until the candidate became an employee. */
    employmentStartDate: dateColumn().strictNullable(),
    convertedAt: instantColumn().strictNullable(),
    closedAt: instantColumn().strictNullable(),
    closingReason: p.string().strictNullable(),
    createdAt: instantColumn(),
    updatedAt: instantColumn(),
  },
});

export class Offer extends OfferSchema.class {
  [OptionalProps]?: 'status';
  /** The employer's time at which it was read. */
  readAt?: Date;

  /** At the time it was read: a sent offer is EXPIRED from its expiry on. */
  get status(): OfferStatus {
    invariant(this.readAt, 'an offer is read at a time');
    return statusAt(this.storedStatus, this.expiresAt, this.readAt);
  }
}
OfferSchema.setClass(Offer);

const OfferVersionSchema = defineEntity({
  name: 'OfferVersion',
  tableName: 'offer_version',
  properties: {
    ...tenantKey('offerVersion'),
    offerId: idColumn('offer'),
    number: p.integer(),
    candidateName: p.string(),
    title: p.string(),
    startDate: dateColumn().strictNullable(),
    expiresAt: instantColumn().strictNullable(),
    locale: p.string(),
    sentAt: instantColumn().strictNullable(),
    createdAt: instantColumn(),
  },
});

export class OfferVersion extends OfferVersionSchema.class {
  [OptionalProps]?: 'status';
  /** The offer it is a version of, as it was read with it. */
  offer?: Offer;

  get status(): OfferVersionStatus {
    invariant(this.offer, 'a version is read with its offer');
    return this.number < this.offer.versionNumber ? 'SUPERSEDED' : this.offer.status;
  }
}
OfferVersionSchema.setClass(OfferVersion);

/** What a component says besides its money: words, dates and counts, never an amount. */
type ComponentTerms = Readonly<Record<string, unknown>>;

const OfferComponentRowSchema = defineEntity({
  name: 'OfferComponentRow',
  tableName: 'offer_component',
  properties: {
    employerId: idColumn('employer').primary(),
    offerVersionId: idColumn('offerVersion').primary(),
    id: idColumn('offerComponent').primary(),
    position: p.integer(),
    kind: p.string().$type<OfferComponentKind>(),
    label: p.string().strictNullable(),
    effectiveDate: dateColumn().strictNullable(),
    amountUnits: unitsColumn().strictNullable().fieldName('amount'),
    currency: p.string().$type<CurrencyCode>().strictNullable(),
    terms: p.json<ComponentTerms>(),
  },
});

export class OfferComponentRow extends OfferComponentRowSchema.class {
  /** The component as the rules read it. */
  component(): OfferComponent {
    const { kind, id, label, effectiveDate, amountUnits, currency, terms } = this;
    const money = amountUnits === null || currency === null ? null : new Money(amountUnits, currency);
    const common = { kind, id, label, effectiveDate };
    // The terms were parsed before they were stored, and only `columnsOf` writes them.
    if (kind === 'EQUITY') return { ...common, ...terms, grantValue: money } as OfferComponent;
    if (kind !== 'COMPUTE_STIPEND') return { ...common, ...terms, amount: money } as OfferComponent;
    const allowance = { ...(terms.allowance as ComponentTerms), ...(money === null ? {} : { amount: money }) };
    return { ...common, ...terms, allowance } as OfferComponent;
  }
}
OfferComponentRowSchema.setClass(OfferComponentRow);

/** The columns of a component. */
export function columnsOf(
  component: OfferComponent,
): Pick<OfferComponentRow, 'id' | 'kind' | 'label' | 'effectiveDate' | 'amountUnits' | 'currency' | 'terms'> {
  const { id, kind, label, effectiveDate } = component;
  const money = moneyOf(component);
  return {
    id,
    kind,
    label,
    effectiveDate,
    amountUnits: money?.units ?? null,
    currency: money?.currency ?? null,
    terms: termsOf(component),
  };
}

function termsOf(component: OfferComponent): ComponentTerms {
  switch (component.kind) {
    case 'BASE_SALARY':
    case 'OTHER':
      return { period: component.period };
    case 'BONUS':
      return { type: component.type };
    case 'EQUITY':
      return { vestingYears: component.vestingYears, valuationBasis: component.valuationBasis };
    case 'COMPUTE_STIPEND': {
      const { id: _id, kind: _kind, label: _label, effectiveDate: _date, allowance, ...terms } = component;
      const { amountType, period } = allowance;
      const measured = allowance.amountType === 'FIXED' ? { amountType, period } : { amountType, period, percent: allowance.percent };
      return { ...terms, allowance: measured };
    }
  }
}

const OfferLetterSchema = defineEntity({
  name: 'OfferLetter',
  tableName: 'offer_letter',
  properties: {
    employerId: idColumn('employer').primary(),
    offerVersionId: idColumn('offerVersion').primary(),
    sha256: p.string(),
    locale: p.string(),
    /** Of the text catalogue. */
    version: p.string().fieldName('text_version'),
    html: p.text(),
    blocks: p.json<readonly LetterBlock[]>(),
    writtenAt: instantColumn(),
  },
});

/** A letter that was sent; append-only. */
export class OfferLetter extends OfferLetterSchema.class {}
OfferLetterSchema.setClass(OfferLetter);

export type AcceptanceVia = 'PAGE' | 'PARTNER' | 'ESIGN';

/** What shows that the candidate accepted. */
export interface AcceptanceEvidence {
  readonly signerName: string | null;
  readonly signerEmail: string | null;
  /** Lower-case hex, of the signed document. */
  readonly documentSha256: string | null;
  readonly reference: string | null;
}

const OfferAcceptanceSchema = defineEntity({
  name: 'OfferAcceptance',
  tableName: 'offer_acceptance',
  properties: {
    employerId: idColumn('employer').primary(),
    offerId: idColumn('offer').primary(),
    offerVersionId: idColumn('offerVersion'),
    letterSha256: p.string(),
    acceptedAt: instantColumn(),
    recordedAt: instantColumn(),
    via: p.string().$type<AcceptanceVia>(),
    evidence: p.json<AcceptanceEvidence>(),
  },
});

/** That a letter was accepted, and how; append-only, at most one an offer. */
export class OfferAcceptance extends OfferAcceptanceSchema.class {}
OfferAcceptanceSchema.setClass(OfferAcceptance);
