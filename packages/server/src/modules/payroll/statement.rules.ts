import type { Id } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { type CurrencyCode, Money } from '../../kernel/money.js';
import {
  differenceOf,
  type LedgerSpan,
  type LedgerTotals,
  type Movement,
  movementOf,
  noTotals,
  type TotalsByCurrency,
} from '../ledger/index.js';
import type { EntitySpan } from './spans.rules.js';

export type LineKind =
  | 'GRANTED_INFO'
  | 'ROLLED_IN_INFO'
  | 'CONSUMED_INFO'
  | 'EXPIRED_INFO'
  | 'REVOKED_INFO'
  | 'CORRECTION'
  | 'OVERAGE_INFO';

/** A line of a statement: `amount` + `rounding` = `exactAmount`. */
export interface StatementLine {
  readonly kind: LineKind;
  /** In whole minor units: what payroll books. */
  readonly amount: Money;
  /** What the ledger says. */
  readonly exactAmount: Money;
  /** The remainder the ledger keeps; it enters the amount of a later statement as soon as it makes up a minor unit. */
  readonly rounding: Money;
}

const kindOfTotal: ReadonlyArray<readonly [keyof LedgerTotals, LineKind]> = [
  ['granted', 'GRANTED_INFO'],
  ['rolledIn', 'ROLLED_IN_INFO'],
  ['consumed', 'CONSUMED_INFO'],
  ['expired', 'EXPIRED_INFO'],
  ['revoked', 'REVOKED_INFO'],
  ['adjusted', 'CORRECTION'],
  ['overage', 'OVERAGE_INFO'],
];

/** A person's statement in one currency and with one legal entity. */
export interface PersonStatement {
  readonly legalEntityId: Id<'legalEntity'> | null;
  readonly currency: CurrencyCode;
  readonly movement: Movement;
  readonly lines: readonly StatementLine[];
  /** The instant up to which it covers the ledger, and where the ledger stood there: the next statement goes on from it. */
  readonly coversUntil: Date;
  readonly totals: LedgerTotals;
}

/**
 * The statements of one person for one pay period, in the order of currency and legal entity: one for each currency and
 * legal entity that has something to report, and for each legal entity the person is employed by at least one, with zero.
 *
 * Who moves from one legal entity to another takes the balance along: the closing of the one is the opening of the other.
 * @param boundaries where the ledger stood at the start of the first span and at the end of each
 * @param employerCurrency of the statement with zero where there is no legal entity to tell
 */
export function statementsOf(
  spans: readonly EntitySpan[],
  boundaries: readonly TotalsByCurrency[],
  employerCurrency: CurrencyCode,
): readonly PersonStatement[] {
  invariant(boundaries.length === spans.length + 1, 'there is one boundary more than spans');
  const currencies = new Set(boundaries.flatMap((totals) => [...totals.keys()]));
  const places = Map.groupBy(spans.keys(), (index) => spans[index]?.legalEntity?.id ?? null);

  const statements = [...places].flatMap(([legalEntityId, indexes]) => {
    const own = indexes.flatMap((index) => spans[index] ?? []);
    const last = own.at(-1);
    invariant(last !== undefined, 'a statement covers a span');
    const statementIn = (currency: CurrencyCode): PersonStatement => {
      const totalsAt = (boundary: number) => boundaries[boundary]?.get(currency) ?? noTotals(currency);
      const covered = indexes.map((index) => ({ start: totalsAt(index), end: totalsAt(index + 1) }));
      const totals = totalsAt((indexes.at(-1) ?? 0) + 1);
      return { legalEntityId, currency, movement: movementOf(covered), lines: linesOf(covered), coversUntil: last.end, totals };
    };
    const told = [...currencies].map(statementIn).filter(hasSomethingToReport);
    if (told.length > 0 || !own.some(({ isEmployed }) => isEmployed)) return told;
    return [statementIn(last.legalEntity?.currency ?? employerCurrency)];
  });
  return statements.toSorted((left, right) => (placeOf(left) < placeOf(right) ? -1 : 1));
}

function hasSomethingToReport({ lines, movement }: PersonStatement): boolean {
  return lines.length > 0 || !movement.opening.isZero || !movement.closing.isZero;
}

function placeOf({ currency, legalEntityId }: PersonStatement): string {
  return `${currency} ${legalEntityId ?? ''}`;
}

/**
 * The lines of one statement, in a fixed order; a kind of which the ledger says nothing has no line.
 *
 * The amount is what all statements up to here must come to, rounded half-even to the minor unit, less what they came
 * to before. So each is less than one minor unit away from the ledger, and their sum over any run of periods is less
 * than one minor unit away too, however many there are: Σ amount + Σ rounding = Σ ledger. Source: domain.md §3.
 */
export function linesOf(spans: readonly LedgerSpan[]): readonly StatementLine[] {
  return kindOfTotal.flatMap(([name, kind]) => {
    const exactAmount = differenceOf(spans, name);
    const booked = spans.map(({ start, end }) => end[name].toMinor().minus(start[name].toMinor()));
    const amount = booked.reduce((left, right) => left.plus(right), Money.zero(exactAmount.currency));
    return exactAmount.isZero && amount.isZero ? [] : [{ kind, amount, exactAmount, rounding: exactAmount.minus(amount) }];
  });
}
