import { type Id, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { Money } from '../../kernel/money.js';
import type { TenantCtx } from '../../platform/context.js';
import { inPipeline, type Pipeline, type Query, together } from '../../platform/pipeline.js';
import { chargedCostCenters, type EmployeeBy, employeeLookup } from '../directory/index.js';
import { type Fact, insertEvents } from '../events/index.js';
import {
  endedGrantsOfFound,
  insertAccounts,
  type LedgerState,
  lockAccountsOfFound,
  openEffectiveAt,
  type PostingDraft,
  planPostings,
  recipes,
  writePlan,
} from '../ledger/index.js';
import { fxRatesBetween, keepPrices, type Rate } from '../pricing/index.js';
import { expireHoldsOfFound } from '../spending/index.js';
import {
  type CorrectedUsage,
  type Correcting,
  claimCorrections,
  correctedUsage,
  correctingOf,
  peopleOfCorrected,
} from './corrections.statements.js';
import { type Charge, type Chargeable, type ChargesDecision, decideCharges, type Funds } from './decide-charges.js';
import { decideReversals, type Repayment, type Reversals } from './decide-reversals.js';
import type { PricedEvent } from './price-event.js';
import { byOccurrence, correctionFault, countsAt, inCorrectionOrder, type Rejection, timeFault } from './usage.rules.js';
import { claimKeys, countInLimits, type KeyHolder, type StoredEvent, writeCharges, writeEvents } from './usage.statements.js';

/** What the booking made of an event. */
export type Booked =
  | { readonly status: 'RECORDED'; readonly usageUuid: string; readonly charge: Charge }
  | { readonly status: 'UNPRICED' | 'UNATTRIBUTED'; readonly usageUuid: string; readonly reason: string }
  | { readonly status: 'DUPLICATE'; readonly usageUuid: string; readonly differs: boolean }
  | { readonly status: 'REJECTED'; readonly rejection: Rejection };

/** By the `usageUuid` an event was to be stored under. */
type Results = ReadonlyMap<string, Booked>;

/** Books events in one transaction; those that correct events of the same batch in another one behind it. */
export async function bookUsage(ctx: TenantCtx, events: readonly PricedEvent[]): Promise<Results> {
  const results = new Map<string, Booked>();
  for (const part of inCorrectionOrder(events)) {
    for (const [usageUuid, booked] of await bookPart(ctx, part)) results.set(usageUuid, booked);
  }
  return results;
}

/**
 * An event that has to be converted and finds no rate, or corrects what cannot be corrected, is rejected: the transaction
 * is rolled back and repeated without it, so that nothing of it stays, not even its key, and it can be sent again.
 */
async function bookPart(ctx: TenantCtx, events: readonly PricedEvent[]): Promise<Results> {
  const rejected = new Map<string, Booked>();
  for (;;) {
    const left = events.filter(({ usageUuid }) => !rejected.has(usageUuid));
    if (left.length === 0) return rejected;
    // A period may close between the two flushes; the repeat reads the lock and books into the open period.
    const booking = await inPipeline(ctx, (pipeline) => book(pipeline, left));
    if (booking.kind === 'BOOKED') return new Map([...rejected, ...booking.results]);
    for (const [usageUuid, rejection] of booking.rejections) rejected.set(usageUuid, { status: 'REJECTED', rejection });
  }
}

type Booking =
  | { readonly kind: 'BOOKED'; readonly results: Results }
  | { readonly kind: 'REJECTED'; readonly rejections: ReadonlyMap<string, Rejection> };

/** Loads in one flush, decides, saves in another. An account that is not open yet takes a third between them. */
async function book(pipeline: Pipeline, events: readonly PricedEvent[]): Promise<Booking> {
  const references = distinct(events.map(({ event }) => event.employee));
  const people = employeeLookup(references);
  const correcting = correctingOf(events);
  const charged = peopleOfCorrected(people.statement, correcting);
  const locking = { state: lockAccountsOfFound(charged), ended: endedGrantsOfFound(charged, earliest(events)) };
  // Sent in this order: who claims a key or locks an account waits, and what is behind reads what that waited for.
  const found = await pipeline.ask({
    keys: claimKeys(events),
    corrections: claimCorrections(correcting),
    people,
    costCenters: chargedCostCenters(people.statement),
    holds: expireHoldsOfFound(charged),
    ...locking,
    corrected: correctedUsage(correcting),
    rates: ratesFor(events),
  });

  const employeeOf = new Map(references.map((reference, index) => [keyOf(reference), found.people[index] ?? null]));
  const attributed = events.map((priced) => ({ ...priced, employeeId: employeeOf.get(keyOf(priced.event.employee)) ?? null }));
  const fresh = attributed.filter(({ key, usageUuid }) => found.keys.get(key)?.usageUuid === usageUuid);
  const faults = correctionFaults(correctingOf(fresh), found.corrected);
  if (faults.size > 0) return { kind: 'REJECTED', rejections: faults };

  const corrected = fresh.flatMap(({ usageUuid }) => found.corrected.get(usageUuid) ?? []);
  const read = { rates: found.rates.flat(), costCenters: found.costCenters };
  let funds: BatchFunds = { ...read, state: found.state, ended: found.ended, ...decideReversals(corrected, found.state) };
  let decision = decideCharges(chargeablesOf(fresh, funds.state), funds);
  while (decision.kind === 'ACCOUNT_MISSING') {
    const { state, ended } = await pipeline.ask({ opened: insertAccounts(decision.owners), ...locking });
    funds = { ...read, state, ended, ...decideReversals(corrected, state) };
    decision = decideCharges(chargeablesOf(fresh, state), funds);
  }
  if (decision.kind === 'RATE_MISSING') return { kind: 'REJECTED', rejections: rejectionsOf(decision) };

  if (fresh.length > 0) await pipeline.finish(writesOf(fresh, decision, funds, corrected));
  return { kind: 'BOOKED', results: resultsOf(attributed, found.keys, decision.charges, funds.state) };
}

/** What became of each event: who holds its key was first. */
function resultsOf(
  events: readonly AttributedEvent[],
  keys: ReadonlyMap<string, KeyHolder>,
  charges: readonly Charge[],
  { bookedAt }: LedgerState,
): Results {
  const chargeOf = new Map(charges.map((charge) => [charge.usageUuid, charge]));
  const results = events.map(({ usageUuid, ...item }): [string, Booked] => {
    const holder = keys.get(item.key);
    if (holder === undefined) return [usageUuid, { status: 'REJECTED', rejection: timeFault(item.event.occurredAt, bookedAt) }];
    if (holder.usageUuid !== usageUuid) {
      return [usageUuid, { status: 'DUPLICATE', usageUuid: holder.usageUuid, differs: !holder.fingerprint.equals(item.fingerprint) }];
    }
    const charge = chargeOf.get(usageUuid);
    return [usageUuid, charge === undefined ? { usageUuid, ...uncharged(item) } : { status: 'RECORDED', usageUuid, charge }];
  });
  return new Map(results);
}

/** An event with the person it belongs to; null where nobody matches its reference. */
type AttributedEvent = PricedEvent & { readonly employeeId: Id<'employee'> | null };

/** A batch names the same people again and again; each is looked up once. */
function distinct(references: readonly EmployeeBy[]): EmployeeBy[] {
  return [...new Map(references.map((reference) => [keyOf(reference), reference])).values()];
}

const keyOf = (reference: EmployeeBy): string => JSON.stringify(reference);

/** What a decision looks at, and what corrections take back before. */
type BatchFunds = Funds & Pick<Reversals, 'drafts'>;

/** What corrects an event that is not stored, or that another event corrected before. */
function correctionFaults(events: readonly Correcting[], correctedBy: ReadonlyMap<string, CorrectedUsage>): ReadonlyMap<string, Rejection> {
  return new Map(
    events.flatMap(({ usageUuid, event }): Array<[string, Rejection]> => {
      const target = correctedBy.get(usageUuid);
      if (target === undefined) return [[usageUuid, correctionFault(event.corrects, 'UNKNOWN')]];
      return target.holderUuid === usageUuid ? [] : [[usageUuid, correctionFault(event.corrects, 'CORRECTED')]];
    }),
  );
}

function earliest(events: readonly PricedEvent[]): Date {
  return new Date(events.reduce((first, { event }) => Math.min(first, event.occurredAt.getTime()), Number.POSITIVE_INFINITY));
}

/** The rates at which any of the events may have to be converted: one statement for each currency of a price. */
function ratesFor(events: readonly PricedEvent[]): Query<Rate[][]> {
  const priced = events.filter(({ quote }) => quote.known);
  const byCurrency = Map.groupBy(priced, ({ quote }) => (quote.known ? quote.cost.currency : ''));
  const queries = [...byCurrency].map(([base, group]) => {
    const times = group.map(({ event }) => event.occurredAt.getTime());
    const [first, last] = times.reduce(([from, to], time) => [Math.min(from, time), Math.max(to, time)], [Infinity, -Infinity]);
    return fxRatesBetween(base, new Date(first), new Date(last));
  });
  return together(queries);
}

/** The events that are charged, as they happened. */
function chargeablesOf(events: readonly AttributedEvent[], { bookedAt }: LedgerState): Chargeable[] {
  return events
    .toSorted((a, b) => byOccurrence(a.event, b.event))
    .flatMap(({ usageId, usageUuid, employeeId, event, quote }) => {
      if (employeeId === null || !quote.known) return [];
      const { price, lines, cost, listed } = quote;
      const { occurredAt, provider, model } = event;
      const at = countsAt(occurredAt, bookedAt);
      return { usageId, usageUuid, employeeId, occurredAt, countsAt: at, provider, model, price, lines, listed, listCost: cost };
    });
}

function rejectionsOf({ events }: Extract<ChargesDecision, { kind: 'RATE_MISSING' }>): ReadonlyMap<string, Rejection> {
  return new Map(
    events.map(({ event: { usageUuid, listCost, occurredAt }, quote }) => [
      usageUuid,
      {
        code: 'FX_RATE_MISSING',
        message: `No rate from ${listCost.currency} to ${quote} holds at ${occurredAt.toISOString()}. Send it with \`fxRatesUpsert\`, then the event again.`,
      },
    ]),
  );
}

/** Why an event is stored and not charged; who used it comes before what it costs. */
function uncharged({ employeeId, quote }: Pick<AttributedEvent, 'employeeId' | 'quote'>): {
  readonly status: 'UNPRICED' | 'UNATTRIBUTED';
  readonly reason: string;
} {
  if (employeeId === null) return { status: 'UNATTRIBUTED', reason: 'No employee matches the reference.' };
  invariant(!quote.known, 'an event with a person and a price is charged');
  return { status: 'UNPRICED', reason: quote.reason };
}

function writesOf(
  events: readonly AttributedEvent[],
  { charges, unclaimed }: Extract<ChargesDecision, { kind: 'CHARGED' }>,
  { state, drafts }: BatchFunds,
  corrected: readonly CorrectedUsage[],
): Readonly<Record<string, Query<void>>> {
  const charged = new Set(charges.map(({ usageUuid }) => usageUuid));
  const stored = events.map((event): StoredEvent => {
    const status = charged.has(event.usageUuid) ? 'RECORDED' : uncharged(event).status;
    return { ...event, status, employeeUuid: event.employeeId === null ? null : uuidOf(event.employeeId) };
  });
  const facts = [...stored.flatMap((event) => factOf(event, state.bookedAt)), ...unclaimed.map((repayment) => expiryOf(repayment, state))];
  const plan = planPostings(state, [
    ...drafts,
    ...charges.flatMap((charge) => postingsOf(charge, state)),
    ...unclaimed.map((repayment) => expiryPosting(repayment, state)),
  ]);
  const prices = charges.map(({ price }) => price);
  return {
    events: writeEvents(stored, state.bookedAt),
    prices: keepPrices(prices, state.bookedAt),
    charges: writeCharges(charges, state.bookedAt),
    books: writePlan(plan),
    limits: countInLimits(charges, corrected, state.bookedAt),
    facts: insertEvents(facts),
  };
}

/** What comes back to a grant that has ended leaves it again at its end, or where that is closed, as soon as it is back. */
function expiryPosting({ grant, units, effectiveAt, correctsUuid }: Repayment, { locks }: LedgerState): PostingDraft {
  const { grantId, accountId, expiresAt } = grant;
  const ended = openEffectiveAt(locks, expiresAt ?? effectiveAt);
  const key = `expire:${uuidOf(grantId)}:${correctsUuid}`;
  return recipes.expired(accountId, grantId, units, ended > effectiveAt ? ended : effectiveAt, key);
}

function expiryOf({ grant, units }: Repayment, { accounts, bookedAt }: LedgerState): Fact {
  const { grantId, accountId, employeeId, expiresAt, currency } = grant;
  const stipendId = accounts.get(accountId)?.stipendId ?? null;
  const snapshot = { id: grantId, stipendId, employeeId, expiresAt, expired: new Money(units, currency) };
  return { type: 'grant.expired', subjectId: grantId, occurredAt: bookedAt, snapshot };
}

/**
 * One posting for each account that pays; before it, for each grant that had ended, one that gives back what its end took.
 * What counts in a closed period is booked where the next open one begins.
 */
function postingsOf({ usageId, usageUuid, countsAt: at, funding }: Charge, { locks }: LedgerState): PostingDraft[] {
  const gaveBack = funding.flatMap(({ accountId, reopened }) => {
    if (reopened === null) return [];
    const { ended, units } = reopened;
    return recipes.reopened(
      accountId,
      ended,
      units,
      openEffectiveAt(locks, ended.expiresAt),
      `reopen:${usageUuid}:${uuidOf(ended.grantId)}`,
    );
  });
  const consumed = [...Map.groupBy(funding, ({ accountId }) => accountId)].map(([accountId, parts]) =>
    recipes.consumed(accountId, {
      key: `usage:${usageUuid}:${uuidOf(accountId)}`,
      effectiveAt: openEffectiveAt(locks, at),
      subjectId: usageId,
      slices: parts.flatMap(({ grantId, units, uncapped }) => (grantId === null ? [] : { grantId, units, uncapped })),
      overage: parts.reduce((units, part) => (part.grantId === null ? units + part.units : units), 0n),
    }),
  );
  return [...gaveBack, ...consumed];
}

/** What was stored without being charged is told, so that somebody resolves it. */
function factOf({ usageId, event, status }: StoredEvent, occurredAt: Date): Fact[] {
  if (status === 'RECORDED') return [];
  const { source, id, employee, provider, model, counts } = event;
  const snapshot = {
    id: usageId,
    source,
    eventId: id,
    employee,
    provider,
    model,
    occurredAt: event.occurredAt.toISOString(),
    counts: counts.map(({ usageClass, count }) => ({ usageClass, count: `${count}` })),
  };
  return [{ type: status === 'UNPRICED' ? 'usage.unpriced' : 'usage.unattributed', subjectId: usageId, occurredAt, snapshot }];
}
