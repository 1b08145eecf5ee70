import type { Id } from '../../kernel/ids.js';
import type { CurrencyCode, Money } from '../../kernel/money.js';
import type { CostCenterSpan } from '../directory/index.js';
import type { AccountOwner, EndedGrant, LedgerState } from '../ledger/index.js';
import { decideFunding, type FundableGrant } from '../ledger/index.js';
import { convert, type PricedLine, type PriceEntry, type Rate, rateAt } from '../pricing/index.js';
import type { Repayment } from './decide-reversals.js';
import type { ListedUse } from './price-event.js';

/** A priced event of a known person, to be charged. */
export interface Chargeable {
  readonly usageId: Id<'usageEvent'>;
  readonly usageUuid: string;
  readonly employeeId: Id<'employee'>;
  readonly occurredAt: Date;
  /** When it counts, see `countsAt`. */
  readonly countsAt: Date;
  readonly provider: string;
  readonly model: string;
  readonly price: PriceEntry;
  readonly lines: readonly PricedLine[];
  readonly listed: ListedUse;
  /** At list price, in the currency of the price. */
  readonly listCost: Money;
}

/** What part of a charge comes from where; without grant it is overage. */
export interface FundingPart {
  readonly accountId: Id<'account'>;
  readonly grantId: Id<'grant'> | null;
  /** The grant has no cap: the part comes out of the commitment. */
  readonly uncapped: boolean;
  /** The grant had ended when the event was reported, and in its time it had not: so much of what its end took pays. */
  readonly reopened: { readonly ended: EndedGrant; readonly units: bigint } | null;
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
  | {
      readonly kind: 'CHARGED';
      readonly charges: readonly Charge[];
      /** What came back to grants that have ended and that no charge took again: it expires. */
      readonly unclaimed: readonly Repayment[];
    }
  /** These have to be converted and no rate holds at their time. */
  | { readonly kind: 'RATE_MISSING'; readonly events: ReadonlyArray<{ readonly event: Chargeable; readonly quote: CurrencyCode }> }
  /** These accounts, which carry what no grant covers, have to be opened first. */
  | { readonly kind: 'ACCOUNT_MISSING'; readonly owners: readonly AccountOwner[] };

/** What a decision looks at. */
export interface Funds {
  readonly state: LedgerState;
  readonly ended: readonly EndedGrant[];
  readonly rates: readonly Rate[];
  /** What corrections give back before anything is charged. */
  readonly repayments: readonly Repayment[];
  /** Which cost centers pay what no grant covers, person by person; none where the employer does not charge them. */
  readonly costCenters: readonly CostCenterSpan[];
}

/**
 * Charges events to the grants of their people, in the order given. An event is paid by the grants in force when it
 * happened, in burn order, however late it is reported (C15); what they do not cover is overage: on the account of the cost
 * center where the person worked then, if the employer charges it, else on the person's own.
 *
 * An event is charged in one currency: that of its price where a grant in it can pay, else that of the grant that pays
 * first, else that of an account of the person, else that of its price.
 * @param events by occurrence, so that the order of arrival within a batch decides nothing
 */
export function decideCharges(events: readonly Chargeable[], { state, ended, rates, repayments, costCenters }: Funds): ChargesDecision {
  const wallets = walletsOf(state, ended, repayments);
  const withoutRate: Array<{ event: Chargeable; quote: CurrencyCode }> = [];
  const withoutAccount = new Map<string, AccountOwner>();
  const charges: Charge[] = [];

  for (const event of events) {
    const wallet = wallets.get(event.employeeId) ?? emptyWallet;
    const currency = currencyOf(event, wallet);
    const rate = currency === event.listCost.currency ? null : rateAt(rates, event.listCost.currency, currency, event.occurredAt);
    if (rate === undefined) {
      withoutRate.push({ event, quote: currency });
      continue;
    }
    const cost = rate === null ? event.listCost : convert(event.listCost, rate);
    const { parts, uncovered } = allocate(wallet, cost, event);
    const costCenterId = uncovered === 0n ? null : costCenterAt(costCenters, event);
    const accountId = wallet.uncovered.get(uncoveredKey(currency, costCenterId));
    if (uncovered > 0n && accountId === undefined) {
      const owner = { employeeId: event.employeeId, stipendId: null, costCenterId, currency };
      withoutAccount.set(`${event.employeeId} ${uncoveredKey(currency, costCenterId)}`, owner);
      continue;
    }
    const overage =
      uncovered > 0n && accountId !== undefined ? [{ accountId, grantId: null, uncapped: false, reopened: null, units: uncovered }] : [];
    charges.push({ ...event, cost, fxRateId: rate?.id ?? null, funding: [...parts, ...overage] });
  }

  if (withoutRate.length > 0) return { kind: 'RATE_MISSING', events: withoutRate };
  if (withoutAccount.size > 0) return { kind: 'ACCOUNT_MISSING', owners: [...withoutAccount.values()] };
  return { kind: 'CHARGED', charges, unclaimed: unclaimedOf(repayments, wallets, state) };
}

function costCenterAt(spans: readonly CostCenterSpan[], { employeeId, countsAt }: Chargeable): Id<'costCenter'> | null {
  const span = spans.find((one) => one.employeeId === employeeId && one.starts <= countsAt && (one.ends === null || countsAt < one.ends));
  return span?.costCenterId ?? null;
}

const uncoveredKey = (currency: CurrencyCode, costCenterId: Id<'costCenter'> | null): string => `${currency} ${costCenterId ?? ''}`;

/** What a person can pay with; `availableUnits` falls as the batch is charged. */
interface Wallet {
  readonly grants: PurseGrant[];
  /** The accounts that carry what no grant covers, by `uncoveredKey`. */
  readonly uncovered: Map<string, Id<'account'>>;
  /** Of their accounts, each once, by account id. */
  readonly currencies: CurrencyCode[];
}

interface PurseGrant extends FundableGrant {
  readonly id: Id<'grant'>;
  readonly accountId: Id<'account'>;
  readonly currency: CurrencyCode;
  readonly uncapped: boolean;
  /** Where its end is booked: what that took can be claimed, behind what the grant has. */
  readonly ended: EndedGrant | null;
  /** What its end took; part of `availableUnits`. */
  endedUnits: bigint;
  availableUnits: bigint;
}

const emptyWallet: Wallet = { grants: [], uncovered: new Map(), currencies: [] };

function walletsOf(state: LedgerState, ended: readonly EndedGrant[], repayments: readonly Repayment[]): Map<Id<'employee'>, Wallet> {
  const wallets = new Map<Id<'employee'>, Wallet>();
  for (const { accountId, employeeId, stipendId, costCenterId, currency } of state.accounts.values()) {
    // Pools pay no usage.
    if (employeeId === null) continue;
    let wallet = wallets.get(employeeId);
    if (wallet === undefined) {
      wallet = { grants: [], uncovered: new Map(), currencies: [] };
      wallets.set(employeeId, wallet);
    }
    if (!wallet.currencies.includes(currency)) wallet.currencies.push(currency);
    if (stipendId === null) wallet.uncovered.set(uncoveredKey(currency, costCenterId), accountId);
  }
  for (const grant of state.grants.values()) {
    wallets
      .get(grant.employeeId)
      ?.grants.push({ ...grant, id: grant.grantId, availableUnits: grant.available, ended: null, endedUnits: 0n });
  }
  for (const grant of ended) {
    const units = grant.expired;
    wallets.get(grant.employeeId)?.grants.push({ ...grant, id: grant.grantId, availableUnits: units, ended: grant, endedUnits: units });
  }
  for (const { grant, units } of repayments) {
    const grants = wallets.get(grant.employeeId)?.grants;
    const known = grants?.find(({ id }) => id === grant.grantId);
    if (known === undefined) grants?.push({ ...grant, id: grant.grantId, availableUnits: units, ended: null, endedUnits: 0n });
    else known.availableUnits += units;
  }
  return wallets;
}

/**
 * Grants whose end is booked keep nothing: what came back to them and is still there goes where the rest went. One that has
 * something left beside it has ended, if at all, without its end being booked; that takes all.
 */
function unclaimedOf(
  repayments: readonly Repayment[],
  wallets: ReadonlyMap<Id<'employee'>, Wallet>,
  { grants, bookedAt }: LedgerState,
): Repayment[] {
  const left = new Map(
    [...wallets.values()].flatMap((wallet) => wallet.grants.map(({ id, availableUnits, endedUnits }) => [id, availableUnits - endedUnits])),
  );
  return repayments.flatMap((repayment) => {
    const { grantId, expiresAt } = repayment.grant;
    if (expiresAt === null || expiresAt > bookedAt || grants.has(grantId)) return [];
    const has = left.get(grantId) ?? 0n;
    const units = lesser(has, repayment.units);
    left.set(grantId, has - units);
    return units === 0n ? [] : { ...repayment, units };
  });
}

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function currencyOf(event: Chargeable, { grants, currencies }: Wallet): CurrencyCode {
  const { listCost } = event;
  const [first = listCost.currency] = currencies;
  if (currencies.length <= 1) return first;
  const ownPayer = payerOf(inCurrency(grants, listCost.currency), event);
  const payer = ownPayer ?? payerOf(grants, event);
  return payer?.currency ?? (currencies.includes(listCost.currency) ? listCost.currency : first);
}

/** The grant that pays first for an event; undefined where none can. */
function payerOf(grants: readonly PurseGrant[], event: Chargeable): PurseGrant | undefined {
  const [slice] = decideFunding(grants, 1n, event.countsAt, event).slices;
  return grants.find(({ id }) => id === slice?.grantId);
}

function inCurrency(grants: readonly PurseGrant[], currency: CurrencyCode): PurseGrant[] {
  return grants.filter((grant) => grant.currency === currency);
}

function allocate(wallet: Wallet, cost: Money, event: Chargeable): { parts: FundingPart[]; uncovered: bigint } {
  const grants = inCurrency(wallet.grants, cost.currency);
  const { slices, uncovered } = decideFunding(grants, cost.units, event.countsAt, event);
  const parts = slices.flatMap(({ grantId, units }) => {
    const grant = grants.find(({ id }) => id === grantId);
    if (grant === undefined) return [];
    if (grant.uncapped) return { accountId: grant.accountId, grantId: grant.id, uncapped: true, reopened: null, units };
    const direct = grant.availableUnits - grant.endedUnits;
    const claimed = units > direct ? units - direct : 0n;
    grant.availableUnits -= units;
    grant.endedUnits -= claimed;
    const reopened = grant.ended !== null && claimed > 0n ? { ended: grant.ended, units: claimed } : null;
    return { accountId: grant.accountId, grantId: grant.id, uncapped: false, reopened, units };
  });
  return { parts, uncovered };
}
