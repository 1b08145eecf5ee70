import { type Id, idOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { type CurrencyCode, currency, unitsOf } from '../../kernel/money.js';
import { effects, type Query, type Rows, type Statement } from '../../platform/pipeline.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';
import type { GrantState } from '../ledger/index.js';
import type { PricedEvent } from './price-event.js';
import type { EventName } from './usage.rules.js';

/** An event that takes the place of another one. */
export type Correcting = PricedEvent & { readonly event: { readonly corrects: EventName } };

export function correctingOf(events: readonly PricedEvent[]): Correcting[] {
  return events.filter((event): event is Correcting => event.event.corrects != null);
}

/**
 * Claims the events that are corrected, each for ever by the first to correct it: only stored ones, and only for events
 * whose own key was claimed. In one order for everybody, as keys are. Send it behind `claimKeys`.
 */
export function claimCorrections(events: readonly Correcting[]): Query<void> {
  if (events.length === 0) return effects();
  return effects({
    name: 'claim-usage-corrections',
    text: `insert into usage_correction (employer_id, corrects_id, usage_id)
           select ${THIS_EMPLOYER}, k.usage_id, e.usage_id
           from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[])
             with ordinality as e (source, event_id, corrects_source, corrects_event_id, usage_id, place)
             join usage_key own on own.employer_id = ${THIS_EMPLOYER} and own.source = e.source and own.event_id = e.event_id and own.usage_id = e.usage_id
             join usage_key k on k.employer_id = ${THIS_EMPLOYER} and k.source = e.corrects_source and k.event_id = e.corrects_event_id
           where k.usage_id <> all($5::uuid[])
           order by k.usage_id, e.place
           on conflict (employer_id, corrects_id) do nothing`,
    values: [
      events.map(({ event }) => event.source),
      events.map(({ event }) => event.id),
      events.map(({ event }) => event.corrects.source),
      events.map(({ event }) => event.corrects.id),
      events.map(({ usageUuid }) => usageUuid),
    ],
  });
}

/** The people who were charged for what is corrected: their accounts are locked, too. Answers `id`. */
export function peopleOfCorrected(found: Statement, events: readonly Correcting[]): Statement {
  if (events.length === 0) return found;
  const values = found.values ?? [];
  const [sources, ids] = [values.length + 1, values.length + 2];
  return {
    name: `${found.name ?? 'found'}-and-corrected`,
    text: `select id from (${found.text}) as named
           union
           select c.employee_id from unnest($${sources}::text[], $${ids}::text[]) as e (source, event_id)
             join usage_key k on k.employer_id = ${THIS_EMPLOYER} and k.source = e.source and k.event_id = e.event_id
             join usage_charge c on c.employer_id = ${THIS_EMPLOYER} and c.usage_id = k.usage_id`,
    values: [...values, events.map(({ event }) => event.corrects.source), events.map(({ event }) => event.corrects.id)],
  };
}

/** A grant that something comes back to. */
export type RepaidGrant = Omit<GrantState, 'available'>;

/** What was charged for an event, as it was charged. */
export interface CorrectedCharge {
  readonly employeeId: Id<'employee'>;
  readonly currency: CurrencyCode;
  /** In the order in which they paid; null for overage. */
  readonly parts: ReadonlyArray<{ readonly grant: RepaidGrant | null; readonly units: bigint }>;
  readonly postings: ReadonlyArray<{
    readonly id: Id<'posting'>;
    readonly accountId: Id<'account'>;
    readonly effectiveAt: Date;
    /** What of it no grant covered, in 10⁻¹⁰ units. */
    readonly overage: bigint;
  }>;
}

export interface CorrectedUsage {
  /** The event that takes the place. */
  readonly usageUuid: string;
  readonly correctsUuid: string;
  /** Who corrects it; another event where this one came second. */
  readonly holderUuid: string | null;
  /** Null where it was not charged. */
  readonly charge: CorrectedCharge | null;
}

/**
 * What was charged for the events that are corrected, and who corrects them, by the event that takes the place. Send it behind
 * the locks.
 */
export function correctedUsage(events: readonly Correcting[]): Query<ReadonlyMap<string, CorrectedUsage>> {
  if (events.length === 0) return { statements: [], read: () => new Map() };
  const named = `from unnest($1::text[], $2::text[], $3::uuid[]) as e (source, event_id, usage_id)
                   join usage_key k on k.employer_id = ${THIS_EMPLOYER} and k.source = e.source and k.event_id = e.event_id and k.usage_id <> all($3::uuid[])`;
  const values = [
    events.map(({ event }) => event.corrects.source),
    events.map(({ event }) => event.corrects.id),
    events.map(({ usageUuid }) => usageUuid),
  ];
  const statements = [
    {
      name: 'corrected-usage',
      text: `select e.usage_id, k.usage_id as corrects_id, t.usage_id as holder_id, c.employee_id, c.currency ${named}
               left join usage_correction t on t.employer_id = ${THIS_EMPLOYER} and t.corrects_id = k.usage_id
               left join usage_charge c on c.employer_id = ${THIS_EMPLOYER} and c.usage_id = k.usage_id`,
      values,
    },
    {
      name: 'corrected-fundings',
      text: `select distinct f.usage_id, f.seq, f.grant_id, f.amount, g.account_id, g.priority, g.effective_at, g.expires_at, g.created_at,
               g.providers, g.models, g.tools, g.uncapped ${named}
               join usage_funding f on f.employer_id = ${THIS_EMPLOYER} and f.usage_id = k.usage_id
               left join grant_account g on g.employer_id = ${THIS_EMPLOYER} and g.grant_id = f.grant_id
             order by f.usage_id, f.seq`,
      values,
    },
    {
      name: 'corrected-postings',
      text: `select distinct p.id, p.account_id, p.subject_id, p.effective_at, coalesce((
               select -sum(n.amount) from entry n where n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id and n.side = 'OVERAGE'), 0) as overage ${named}
               join posting p on p.employer_id = ${THIS_EMPLOYER} and p.subject_id = k.usage_id and p.kind = 'CONSUMED'`,
      values,
    },
  ];
  return { statements, read: ([eventRows = [], fundings = [], postings = []]) => readCorrected(eventRows, fundings, postings) };
}

function readCorrected(events: Rows, fundings: Rows, postings: Rows): Map<string, CorrectedUsage> {
  const fundingsOf = Map.groupBy(fundings, (row) => row.usage_id as string);
  const postingsOf = Map.groupBy(postings, (row) => row.subject_id as string);
  return new Map(
    events.map((row): [string, CorrectedUsage] => {
      const charge =
        row.employee_id === null ? null : chargeOf(row, fundingsOf.get(row.corrects_id) ?? [], postingsOf.get(row.corrects_id) ?? []);
      return [row.usage_id, { usageUuid: row.usage_id, correctsUuid: row.corrects_id, holderUuid: row.holder_id, charge }];
    }),
  );
}

function chargeOf(charge: Rows[number], fundings: Rows, postings: Rows): CorrectedCharge {
  const employeeId = idOf('employee', charge.employee_id);
  const code = currency(charge.currency);
  return {
    employeeId,
    currency: code,
    parts: fundings.map((row) => ({ units: unitsOf(row.amount), grant: row.grant_id === null ? null : grantOf(row, employeeId, code) })),
    postings: postings.map((row) => ({
      id: idOf('posting', row.id),
      accountId: idOf('account', row.account_id),
      effectiveAt: row.effective_at,
      overage: unitsOf(row.overage),
    })),
  };
}

function grantOf(row: Rows[number], employeeId: Id<'employee'>, code: CurrencyCode): RepaidGrant {
  invariant(row.account_id !== null, 'a grant that paid is in the books');
  return {
    grantId: idOf('grant', row.grant_id),
    accountId: idOf('account', row.account_id),
    employeeId,
    currency: code,
    priority: row.priority,
    effectiveAt: row.effective_at,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    filters: { providers: row.providers, models: row.models, tools: row.tools },
    uncapped: row.uncapped,
  };
}
