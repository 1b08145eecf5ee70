import type { Id } from '../../kernel/ids.js';
import type { CurrencyCode, Money } from '../../kernel/money.js';
import type { AccountOwner, EndedGrant, LedgerState } from '../ledger/index.js';
import { convert, type PricedLine, type Rate, rateAt } from '../pricing/index.js';
import { decideFunding, type FundableGrant } from '../stipends/index.js';

/** A priced event of a known person, to be charged. */
export interface Chargeable {
  readonly usageId: Id<'usageEvent'>;
  readonly usageUuid: string;
  readonly employeeId: Id<'employee'>;
  readonly occurredAt: Date;
  readonly priceId: Id<'price'>;
  readonly lines: readonly PricedLine[];
  /** At list price, in the currency of the price. */
  readonly listCost: Money;
}

/** What part of a charge comes from where; without grant it is overage. */
export interface FundingPart {
  readonly accountId: Id<'account'>;
  readonly grantId: Id<'grant'> | null;
  /** The grant had ended when the event was reported, and in its time it had not: what its end took pays. */
  readonly ended: EndedGrant | null;
  /** More than zero. */
  readonly units: bigint;
}

export interface Charge extends Chargeable {
  /** What is debited, in the currency of the stipend. */
  readonly cost: Money;
  readonly fxRateId: Id<'fxRate'> | null;
  /** In burn order, overage last; they sum to `cost`. None for what is free. */
  readonly funding: readonly FundingPart[];
}

/** Every event is charged, unless something is missing; then nothing is, and the decision is taken again. */
export type ChargesDecision =
  | { readonly kind: 'CHARGED'; readonly charges: readonly Charge[] }
  /** These have to be converted and no rate holds at their time. */
  | { readonly kind: 'RATE_MISSING'; readonly events: ReadonlyArray<{ readonly event: Chargeable; readonly quote: CurrencyCode }> }
  /** These people's own accounts, which carry the overage, have to be opened first. */
  | { readonly kind: 'ACCOUNT_MISSING'; readonly owners: readonly AccountOwner[] };

/** What a decision looks at. */
export interface Funds {
  readonly state: LedgerState;
  readonly ended: readonly EndedGrant[];
  readonly rates: readonly Rate[];
}

/**
 * Charges events to the grants of their people, in the order given. An event is paid by the grants in force when it
 * happened, in burn order, however late it is reported (C15); what they do not cover is overage on the person's own
 * account.
 *
 * An event is charged in one currency: that of its price where a grant in it can pay, else that of the grant that pays
 * first, else that of an account of the person, else that of its price.
 * @param events by occurrence, so that the order of arrival within a batch decides nothing
 */
export function decideCharges(events: readonly Chargeable[], { state, ended, rates }: Funds): ChargesDecision {
  const purses = pursesOf(state, ended);
  const withoutRate: Array<{ event: Chargeable; quote: CurrencyCode }> = [];
  const withoutAccount = new Map<string, AccountOwner>();
  const charges: Charge[] = [];

  for (const event of events) {
    const purse = purses.get(event.employeeId) ?? emptyPurse;
    const currency = currencyOf(event, purse);
    const rate = currency === event.listCost.currency ? null : rateAt(rates, event.listCost.currency, currency, event.occurredAt);
    if (rate === undefined) {
      withoutRate.push({ event, quote: currency });
      continue;
    }
    const cost = rate === null ? event.listCost : convert(event.listCost, rate);
    const { parts, uncovered } = draw(purse, cost, event.occurredAt);
    const own = purse.own.get(currency);
    if (uncovered > 0n && own === undefined) {
      const owner = { employeeId: event.employeeId, stipendId: null, currency };
      withoutAccount.set(`${event.employeeId} ${currency}`, owner);
      continue;
    }
    const overage = uncovered > 0n && own !== undefined ? [{ accountId: own, grantId: null, ended: null, units: uncovered }] : [];
    charges.push({ ...event, cost, fxRateId: rate?.id ?? null, funding: [...parts, ...overage] });
  }

  if (withoutRate.length > 0) return { kind: 'RATE_MISSING', events: withoutRate };
  if (withoutAccount.size > 0) return { kind: 'ACCOUNT_MISSING', owners: [...withoutAccount.values()] };
  return { kind: 'CHARGED', charges };
}

/** What a person can pay with; `availableUnits` falls as the batch is charged. */
interface Purse {
  readonly grants: PurseGrant[];
  /** The person's own account of each currency. */
  readonly own: Map<CurrencyCode, Id<'account'>>;
  /** Of their accounts, each once, by account id. */
  readonly currencies: CurrencyCode[];
}

interface PurseGrant extends FundableGrant {
  readonly id: Id<'grant'>;
  readonly accountId: Id<'account'>;
  readonly currency: CurrencyCode;
  readonly ended: EndedGrant | null;
  availableUnits: bigint;
}

const emptyPurse: Purse = { grants: [], own: new Map(), currencies: [] };

function pursesOf(state: LedgerState, ended: readonly EndedGrant[]): Map<Id<'employee'>, Purse> {
  const purses = new Map<Id<'employee'>, Purse>();
  for (const { accountId, employeeId, stipendId, currency } of state.accounts.values()) {
    let purse = purses.get(employeeId);
    if (purse === undefined) {
      purse = { grants: [], own: new Map(), currencies: [] };
      purses.set(employeeId, purse);
    }
    if (!purse.currencies.includes(currency)) purse.currencies.push(currency);
    if (stipendId === null) purse.own.set(currency, accountId);
  }
  for (const grant of state.grants.values()) {
    purses.get(grant.employeeId)?.grants.push({ ...grant, id: grant.grantId, availableUnits: grant.available, ended: null });
  }
  for (const grant of ended) {
    purses.get(grant.employeeId)?.grants.push({ ...grant, id: grant.grantId, availableUnits: grant.expired, ended: grant });
  }
  return purses;
}

function currencyOf({ listCost, occurredAt }: Chargeable, { grants, currencies }: Purse): CurrencyCode {
  const [first = listCost.currency] = currencies;
  if (currencies.length <= 1) return first;
  const ownPayer = payerOf(inCurrency(grants, listCost.currency), occurredAt);
  const payer = ownPayer ?? payerOf(grants, occurredAt);
  return payer?.currency ?? (currencies.includes(listCost.currency) ? listCost.currency : first);
}

/** The grant that pays first at an instant; undefined where none can. */
function payerOf(grants: readonly PurseGrant[], at: Date): PurseGrant | undefined {
  const [slice] = decideFunding(grants, 1n, at).slices;
  return grants.find(({ id }) => id === slice?.grantId);
}

function inCurrency(grants: readonly PurseGrant[], currency: CurrencyCode): PurseGrant[] {
  return grants.filter((grant) => grant.currency === currency);
}

function draw(purse: Purse, cost: Money, at: Date): { parts: FundingPart[]; uncovered: bigint } {
  const grants = inCurrency(purse.grants, cost.currency);
  const { slices, uncovered } = decideFunding(grants, cost.units, at);
  const parts = slices.flatMap(({ grantId, units }) => {
    const grant = grants.find(({ id }) => id === grantId);
    if (grant === undefined) return [];
    grant.availableUnits -= units;
    return { accountId: grant.accountId, grantId: grant.id, ended: grant.ended, units };
  });
  return { parts, uncovered };
}
