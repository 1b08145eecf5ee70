import { uuidOf } from '../../kernel/ids.js';
import { limits } from '../../kernel/limits.js';
import { decimalOf } from '../../kernel/money.js';
import { effects, insertSelect, type Query, type Rows, type Statement } from '../../platform/pipeline.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';
import { EMPLOYER_CLOCK } from '../access/index.js';
import { employmentAt } from '../directory/index.js';
import type { CorrectedUsage } from './corrections.statements.js';
import type { Charge } from './decide-charges.js';
import type { PricedEvent } from './price-event.js';
import { eventKey } from './usage.rules.js';

/**
 * Claims the keys of events within the window of the employer's clock, then reads who holds those of all of them, by `eventKey`. In
 * one order for everybody: two batches with the same events wait for each other and do not lock each other out. The second
 * statement sees what the first waited for.
 */
export function claimKeys(events: readonly PricedEvent[]): Query<ReadonlyMap<string, KeyHolder>> {
  const sources = events.map(({ event }) => event.source);
  const ids = events.map(({ event }) => event.id);
  const claim = {
    name: 'claim-usage-keys',
    text: `insert into usage_key (employer_id, source, event_id, usage_id, fingerprint)
           select ${THIS_EMPLOYER}, e.source, e.event_id, e.usage_id, e.fingerprint
           from unnest($1::text[], $2::text[], $3::uuid[], $4::bytea[], $5::timestamptz[])
             with ordinality as e (source, event_id, usage_id, fingerprint, occurred_at, place)
           cross join (${EMPLOYER_CLOCK}) as clock
           where e.occurred_at between clock.now - interval '${limits.usageMaxAgeDays * 24} hours'
             and clock.now + interval '${limits.usageMaxFutureMinutes} minutes'
           order by e.source, e.event_id, e.place
           on conflict (employer_id, source, event_id) do nothing`,
    values: [
      sources,
      ids,
      events.map(({ usageUuid }) => usageUuid),
      events.map(({ fingerprint }) => fingerprint),
      events.map(({ event }) => event.occurredAt.toISOString()),
    ],
  };
  const holders = {
    name: 'read-usage-keys',
    text: `select k.source, k.event_id, k.usage_id, k.fingerprint from unnest($1::text[], $2::text[]) as e (source, event_id)
           join usage_key k on k.employer_id = ${THIS_EMPLOYER} and k.source = e.source and k.event_id = e.event_id`,
    values: [sources, ids],
  };
  return { statements: [claim, holders], read: ([, rows = []]) => new Map(rows.map(readHolder)) };
}

/** Who holds a key. */
export interface KeyHolder {
  readonly usageUuid: string;
  readonly fingerprint: Buffer;
}

function readHolder(row: Rows[number]): [string, KeyHolder] {
  return [eventKey({ source: row.source, id: row.event_id }), { usageUuid: row.usage_id, fingerprint: row.fingerprint }];
}

/** An event as it is stored. */
export interface StoredEvent extends PricedEvent {
  readonly status: 'RECORDED' | 'UNPRICED' | 'UNATTRIBUTED';
  readonly employeeUuid: string | null;
}

export function writeEvents(events: readonly StoredEvent[], recordedAt: Date): Query<void> {
  return effects({
    name: 'write-usage-events',
    text: insertSelect(`insert into usage_event (employer_id, recorded_at, id, source, event_id, employee_id, reference, provider, model, occurred_at, counts, status)
           select ${THIS_EMPLOYER}, $1::timestamptz, *
           from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::jsonb[], $7::text[], $8::text[], $9::timestamptz[], $10::jsonb[], $11::text[])`),
    values: [
      recordedAt,
      events.map(({ usageUuid }) => usageUuid),
      events.map(({ event }) => event.source),
      events.map(({ event }) => event.id),
      events.map(({ employeeUuid }) => employeeUuid),
      events.map(({ event }) => JSON.stringify(event.employee)),
      events.map(({ event }) => event.provider),
      events.map(({ event }) => event.model),
      events.map(({ event }) => event.occurredAt.toISOString()),
      events.map(({ event }) => JSON.stringify(Object.fromEntries(event.counts.map(({ usageClass, count }) => [usageClass, `${count}`])))),
      events.map(({ status }) => status),
    ],
  });
}

/** Charges with their fundings: two statements, none for none. */
export function writeCharges(charges: readonly Charge[], bookedAt: Date): Query<void> {
  if (charges.length === 0) return effects();
  const parts = charges.flatMap(({ usageUuid, funding }) => funding.map((part, seq) => ({ usageUuid, seq, ...part })));
  const written: Statement[] = [
    {
      name: 'write-usage-charges',
      text: insertSelect(`insert into usage_charge (employer_id, booked_at, usage_id, employee_id, occurred_at, price_id, lines, list_amount, list_currency, fx_rate_id, amount, currency,
               listed_provider, listed_model, tokens, cost_center_id, department_id)
             select ${THIS_EMPLOYER}, $1::timestamptz, u.*, m.cost_center_id, m.department_id
             from unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::uuid[], $6::jsonb[], $7::numeric[], $8::text[], $9::uuid[], $10::numeric[], $11::text[],
               $12::text[], $13::text[], $14::numeric[]) as u (usage_id, employee_id, occurred_at, price_id, lines, list_amount, list_currency, fx_rate_id,
                 amount, currency, listed_provider, listed_model, tokens)
               left join lateral (${employmentAt('u.employee_id', 'least(u.occurred_at, $1::timestamptz)')}) as m on true`),
      values: [
        bookedAt,
        charges.map(({ usageUuid }) => usageUuid),
        charges.map(({ employeeId }) => uuidOf(employeeId)),
        charges.map(({ occurredAt }) => occurredAt.toISOString()),
        charges.map(({ price }) => uuidOf(price.id)),
        charges.map(({ lines }) => JSON.stringify(lines.map(storedLine))),
        charges.map(({ listCost }) => decimalOf(listCost.units)),
        charges.map(({ listCost }) => listCost.currency),
        charges.map(({ fxRateId }) => (fxRateId === null ? null : uuidOf(fxRateId))),
        charges.map(({ cost }) => decimalOf(cost.units)),
        charges.map(({ cost }) => cost.currency),
        charges.map(({ listed }) => listed.provider),
        charges.map(({ listed }) => listed.model),
        charges.map(({ listed }) => `${listed.tokens}`),
      ],
    },
  ];
  if (parts.length > 0) {
    written.push({
      name: 'write-usage-fundings',
      text: insertSelect(`insert into usage_funding (employer_id, usage_id, seq, grant_id, amount)
             select ${THIS_EMPLOYER}, * from unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::numeric[])`),
      values: [
        parts.map(({ usageUuid }) => usageUuid),
        parts.map(({ seq }) => seq),
        parts.map(({ grantId }) => (grantId === null ? null : uuidOf(grantId))),
        parts.map(({ units }) => decimalOf(units)),
      ],
    });
  }
  return effects(...written);
}

/**
 * Counts charges in the limits of their people, less what they correct. Send it behind the charges and the ledger, which
 * say what is left of what is guaranteed, under the locks of all accounts. Nothing is done where there is no limit.
 */
export function countInLimits(charges: readonly Charge[], corrected: readonly CorrectedUsage[], bookedAt: Date): Query<void> {
  const takenBack = corrected.filter(({ charge }) => charge !== null);
  if (charges.length === 0 && takenBack.length === 0) return effects();
  return effects({
    name: 'count-usage-in-limits',
    text: `select usage_count(${THIS_EMPLOYER}, $1::uuid[], $2::uuid[], $3::timestamptz) where exists (select from spend_limit where employer_id = ${THIS_EMPLOYER})`,
    values: [charges.map(({ usageUuid }) => usageUuid), takenBack.map(({ correctsUuid }) => correctsUuid), bookedAt],
  });
}

/** How a priced line is kept: the price as a decimal, so that it can be read without this code. */
export interface StoredLine {
  readonly usageClass: string;
  readonly count: string;
  readonly price: string;
  readonly unitQuantity: string;
}

function storedLine({ usageClass, count, price, unitQuantity }: Charge['lines'][number]): StoredLine {
  return { usageClass, count: `${count}`, price: decimalOf(price), unitQuantity: `${unitQuantity}` };
}
