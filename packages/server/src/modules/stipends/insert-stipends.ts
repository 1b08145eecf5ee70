import { type Id, newId, uuidOf } from '../../kernel/ids.js';
import { type CurrencyCode, decimalOf, type Money } from '../../kernel/money.js';
import type { LocalDate, TimeZone } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { lockEmployer } from '../access/index.js';
import { type AmountTerms, type Cadence, currencyOf } from '../policies/index.js';
import { nextIssues } from './next-periods.js';

/** What a stipend is enrolled under. */
export type EnrolledUnder =
  | {
      readonly origin: 'POLICY';
      readonly policyId: Id<'policy'>;
      readonly policyVersionId: Id<'policyVersion'>;
      readonly currency: CurrencyCode;
      readonly cadence: Cadence;
    }
  | {
      readonly origin: 'OFFER';
      readonly offerId: Id<'offer'>;
      readonly offerComponentId: Id<'offerComponent'>;
      readonly terms: AmountTerms;
      /** What a share of base came to in a year when it was accepted; null for a fixed amount. */
      readonly acceptedYear: Money | null;
    }
  /** Carries grants by hand; it has no months of its own. */
  | { readonly origin: 'EXCEPTION'; readonly currency: CurrencyCode };

export interface NewStipend {
  readonly under: EnrolledUnder;
  readonly externalId: string | null;
  /** Null while the candidate is no employee; then it does not come due. */
  readonly employeeId: Id<'employee'> | null;
  readonly startDate: LocalDate | null;
  /** The first day of the capped terms; null where they count from the start. */
  readonly cappedFrom: LocalDate | null;
  /** No month begins then or later; null while no end is set. */
  readonly endDate: LocalDate | null;
  readonly timeZone: TimeZone;
  readonly framing: 'EMPLOYER_TOOL' | 'COMPENSATION';
  readonly guaranteedUntil: LocalDate | null;
  /** What the terms are worth in a year; null where that is not known yet, and for grants by hand. */
  readonly yearly: Money | null;
}

/**
 * Stores new stipends, in one statement.
 * @returns their ids in order; null for one that stands already: the same offer component, the same person and policy on the
 *   same days, or by hand the same person and currency
 */
export async function insertStipends(tx: Tx, stipends: readonly NewStipend[]): Promise<Array<Id<'stipend'> | null>> {
  if (stipends.length === 0) return [];
  const ids = stipends.map(() => newId('stipend'));
  const rows = stipends.map((stipend) => ({ ...stipend, ...columnsOf(stipend) }));
  const nextIssueAt = await firstIssues(tx, stipends, ids);
  const optionalUuid = (id: Id | null): string | null => (id === null ? null : uuidOf(id));

  const inserted = await tx.sql<{ id: string }>(
    `insert into stipend (employer_id, id, external_id, employee_id, origin, policy_id, policy_version_id, offer_id, offer_component_id,
       amount_type, period, amount, percent, currency, framing, start_date, time_zone, guaranteed_until, next_issue_at,
       end_date, accepted_year, cadence, annual_amount, capped_from, created_at, updated_at)
     select ${THIS_EMPLOYER}, s.*, $24, $24
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::text[], $10::text[],
       $11::numeric[], $12::int[], $13::text[], $14::text[], $15::date[], $16::text[], $17::date[], $18::timestamptz[], $19::date[], $20::numeric[],
       $21::text[], $22::numeric[], $23::date[]) as s
     on conflict do nothing returning id`,
    [
      ids.map(uuidOf),
      rows.map(({ externalId }) => externalId),
      rows.map(({ employeeId }) => optionalUuid(employeeId)),
      rows.map(({ under }) => under.origin),
      rows.map(({ policyId }) => optionalUuid(policyId)),
      rows.map(({ policyVersionId }) => optionalUuid(policyVersionId)),
      rows.map(({ offerId }) => optionalUuid(offerId)),
      rows.map(({ offerComponentId }) => optionalUuid(offerComponentId)),
      rows.map(({ terms }) => terms?.amountType ?? null),
      rows.map(({ terms }) => terms?.period ?? null),
      rows.map(({ terms }) => (terms?.amountType === 'FIXED' ? decimalOf(terms.amount.units) : null)),
      rows.map(({ terms }) => (terms?.amountType === 'PERCENT_OF_BASE' ? terms.percent : null)),
      rows.map((row) => row.currency),
      rows.map(({ framing }) => framing),
      rows.map(({ startDate }) => startDate),
      rows.map(({ timeZone }) => timeZone),
      rows.map(({ guaranteedUntil }) => guaranteedUntil),
      nextIssueAt,
      rows.map(({ endDate }) => endDate),
      rows.map(({ acceptedYear }) => (acceptedYear === null ? null : decimalOf(acceptedYear.units))),
      rows.map(({ under }) => cadenceOf(under)),
      rows.map(({ yearly }) => (yearly === null ? null : decimalOf(yearly.units))),
      rows.map(({ cappedFrom }) => cappedFrom),
      tx.now,
    ],
  );
  const stored = new Set(inserted.map(({ id }) => id));
  return ids.map((id) => (stored.has(uuidOf(id)) ? id : null));
}

/** When each comes due first; null where nothing does: grants by hand have no periods, and a candidate is no employee yet. */
async function firstIssues(tx: Tx, stipends: readonly NewStipend[], ids: readonly Id<'stipend'>[]): Promise<Array<Date | null>> {
  const due = stipends.flatMap(({ under, employeeId, startDate, ...rest }, place) => {
    const id = ids[place];
    if (id === undefined || under.origin === 'EXCEPTION' || employeeId === null || startDate === null) return [];
    return [
      { ...rest, place, id, employeeId, startDate, cadence: cadenceOf(under), issuedMonths: 0, trialGrantId: null, trialEndAt: null },
    ];
  });
  // Whoever changes the calendar tells those that are enrolled: one that is being enrolled comes before that, or reads the new one.
  if (due.some(({ cadence }) => cadence === 'PAY_PERIOD')) await lockEmployer(tx, 'KEEP');
  const starts = await nextIssues(tx, due);
  const first = stipends.map((): Date | null => null);
  due.forEach(({ place }, index) => {
    first[place] = starts[index] ?? null;
  });
  return first;
}

function cadenceOf(under: EnrolledUnder): Cadence {
  return under.origin === 'POLICY' ? under.cadence : 'MONTH';
}

function columnsOf({ under }: NewStipend) {
  switch (under.origin) {
    case 'POLICY': {
      const { policyId, policyVersionId, currency } = under;
      return { policyId, policyVersionId, currency, offerId: null, offerComponentId: null, terms: null, acceptedYear: null };
    }
    case 'OFFER': {
      const { offerId, offerComponentId, terms, acceptedYear } = under;
      return { policyId: null, policyVersionId: null, currency: currencyOf(terms), offerId, offerComponentId, terms, acceptedYear };
    }
    case 'EXCEPTION': {
      const { currency } = under;
      return { policyId: null, policyVersionId: null, currency, offerId: null, offerComponentId: null, terms: null, acceptedYear: null };
    }
  }
}
