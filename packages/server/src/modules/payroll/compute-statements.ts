import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { currency, Money } from '../../kernel/money.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { settingsOf } from '../access/index.js';
import type { PayPeriod } from '../calendar/index.js';
import { type RosterEntry, readRoster } from '../directory/index.js';
import { type LedgerPoint, type LedgerTotals, readTotals, type TotalsByCurrency } from '../ledger/index.js';
import { type EntitySpan, spansOf } from './spans.rules.js';
import { type PersonStatement, statementsOf } from './statement.rules.js';

/** A statement that was computed, not read. */
export interface ComputedStatement extends PersonStatement {
  readonly employeeId: Id<'employee'>;
}

/** Statements of the next employees. */
export interface ComputedPage {
  readonly statements: readonly ComputedStatement[];
  /** The last employee looked at; null where there was none. */
  readonly through: Id<'employee'> | null;
}

/**
 * Computes the statements of the next `limit` employees of a pay period, in the order of employee, currency and legal
 * entity, set by set: as recorded by `asOf` and no further than to that instant, or with null everything recorded.
 */
export async function computeStatements(
  tx: Tx,
  period: PayPeriod,
  place: Parameters<typeof readRoster>[1],
  limit: number,
  asOf: Date | null,
): Promise<ComputedPage> {
  const roster = await readRoster(tx, place, limit);
  const { currency: employerCurrency } = await settingsOf(tx);
  const people = roster.map((person) => ({
    ...person,
    spans: upTo(latestOf(period, asOf), spansOf(person.employments, period, tx.employer.timeZone)),
  }));
  const boundaries = await readBoundaries(tx, period, people, asOf);

  return {
    statements: people.flatMap(({ employeeId, spans }, index) =>
      statementsOf(spans, boundaries[index] ?? [], currency(employerCurrency)).map((statement) => ({ ...statement, employeeId })),
    ),
    through: roster.at(-1)?.employeeId ?? null,
  };
}

/**
 * What lies ahead is not told: a grant that is to end next week has not expired. A closed period ends with its lock,
 * also for a legal entity that was added since in a zone further west.
 */
function latestOf({ lockedUntil }: PayPeriod, asOf: Date | null): Date | null {
  // Spans are half-open, and what is recorded at `asOf` itself is in.
  return asOf === null ? lockedUntil : new Date(asOf.getTime() + 1);
}

function upTo(latest: Date | null, spans: readonly EntitySpan[]): readonly EntitySpan[] {
  if (latest === null) return spans;
  const capped = (instant: Date) => (instant > latest ? latest : instant);
  return spans.map((span) => ({ ...span, start: capped(span.start), end: capped(span.end) }));
}

type Person = RosterEntry & { readonly spans: readonly EntitySpan[] };

/**
 * Where the ledger stood for each person at the start of the first span and at the end of each. A statement goes on from
 * where the closed one before it ended, in the numbers that were stored then: no fact found later can come between them.
 */
async function readBoundaries(tx: Tx, period: PayPeriod, people: readonly Person[], asOf: Date | null): Promise<TotalsByCurrency[][]> {
  const former = await closedTotals(tx, period, people, asOf);
  const pointsOf = people.map(({ employeeId, spans }): LedgerPoint[] => {
    const instants = [...spans.slice(0, 1).map(({ start }) => start), ...spans.map(({ end }) => end)];
    return instants.map((before) => ({ employeeId, before }));
  });
  const totals = await readTotals(tx, pointsOf.flat(), asOf);

  let next = 0;
  return people.map(({ employeeId }, index) => {
    const [start, ...ends] = (pointsOf[index] ?? []).map((): TotalsByCurrency => totals[next++] ?? new Map());
    return [new Map([...(start ?? []), ...(former.get(employeeId) ?? [])]), ...ends];
  });
}

interface ToDateRow {
  readonly employee_id: string;
  readonly currency: string;
  readonly granted: string;
  readonly rolled_in: string;
  readonly consumed: string;
  readonly expired: string;
  readonly revoked: string;
  readonly adjusted: string;
  readonly overage: string;
}

/**
 * Where the statements of the newest pay period closed before this one left off, if they were made by `asOf`. A calendar may
 * have gaps: what was booked in one belongs to the next statement, as it opens where the last one closed.
 */
async function closedTotals(
  tx: Tx,
  period: PayPeriod,
  people: readonly Person[],
  asOf: Date | null,
): Promise<Map<Id<'employee'>, TotalsByCurrency>> {
  const rows = await tx.sql<ToDateRow>(
    `select distinct on (s.employee_id, s.currency) s.employee_id, s.currency, s.granted_to_date as granted, s.rolled_in_to_date as rolled_in, s.consumed_to_date as consumed,
       s.expired_to_date as expired, s.revoked_to_date as revoked, s.adjusted_to_date as adjusted, s.overage_to_date as overage
     from pay_period p join payroll_statement s on s.employer_id = ${THIS_EMPLOYER} and s.pay_period_id = p.id
     where p.employer_id = ${THIS_EMPLOYER} and p.end_date = (
         select max(c.end_date) from pay_period c
         where c.employer_id = ${THIS_EMPLOYER} and c.end_date <= $1 and c.closed_at <= coalesce($2::timestamptz, 'infinity'))
       and s.employee_id = any($3::uuid[])
     order by s.employee_id, s.currency, s.covers_until desc`,
    [period.startDate, asOf, people.map(({ employeeId }) => uuidOf(employeeId))],
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.employee_id)].map(([uuid, own]) => [
      idOf('employee', uuid),
      new Map(own.map((row) => [currency(row.currency), totalsOf(row)])),
    ]),
  );
}

function totalsOf({ currency: code, ...row }: ToDateRow): LedgerTotals {
  return {
    granted: Money.of(row.granted, code),
    rolledIn: Money.of(row.rolled_in, code),
    consumed: Money.of(row.consumed, code),
    expired: Money.of(row.expired, code),
    revoked: Money.of(row.revoked, code),
    adjusted: Money.of(row.adjusted, code),
    overage: Money.of(row.overage, code),
  };
}
