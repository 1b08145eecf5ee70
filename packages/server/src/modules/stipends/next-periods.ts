import { type Id, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { daysBetween, type LocalDate, plusDays, startOfDay, type TimeZone } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import type { Cadence } from '../policies/index.js';
import {
  anchorDate,
  dueTrial,
  nextPeriodStart,
  type PayPeriodDates,
  payPeriod,
  type StipendPeriod,
  stipendPeriod,
  type Trialed,
} from './stipends.rules.js';

/** What the periods of a stipend are counted by. */
export interface Counted extends Trialed {
  readonly id: Id<'stipend'>;
  readonly timeZone: TimeZone;
  readonly cadence: Cadence;
  readonly endDate: LocalDate | null;
  /** Periods issued so far. */
  readonly issuedMonths: number;
}

/**
 * The next period of each stipend, in order; null for one that is granted by the pay period and whose next is not known.
 * A pay period that was moved before it was issued is where it is now; one that was issued stands, and no later one overlaps it.
 */
export async function nextPeriods(tx: Tx, stipends: readonly Counted[]): Promise<Array<StipendPeriod | null>> {
  const known = await nextPayPeriods(
    tx,
    stipends.filter(({ cadence }) => cadence === 'PAY_PERIOD'),
  );
  return stipends.map((stipend) => {
    const { id, timeZone: zone, cadence, issuedMonths } = stipend;
    if (cadence !== 'PAY_PERIOD') return stipendPeriod({ startDate: anchorDate(stipend), zone, cadence }, issuedMonths);
    const dates = known.get(id);
    return dates === undefined ? null : payPeriod(dates, zone, issuedMonths);
  });
}

/** When each stipend comes due next, in order: its trial, or its next period. Null when none will, or the next pay period is not known. */
export async function nextIssues(tx: Tx, stipends: readonly Counted[]): Promise<Array<Date | null>> {
  const known = await nextPayPeriods(
    tx,
    stipends.filter(({ cadence }) => cadence === 'PAY_PERIOD'),
  );
  return stipends.map((stipend) => {
    const { id, timeZone: zone, cadence, endDate, issuedMonths } = stipend;
    const trial = dueTrial(stipend, zone);
    if (trial === null && cadence !== 'PAY_PERIOD') {
      return nextPeriodStart({ startDate: anchorDate(stipend), zone, cadence, endDate, issuedMonths });
    }
    const dates = trial ?? known.get(id);
    return dates === undefined || (endDate !== null && dates.firstDate >= endDate) ? null : startOfDay(dates.firstDate, zone);
  });
}

/** By stipend, the dates of its next pay period, which begins no earlier than the stipend and where the issued ones end. */
async function nextPayPeriods(tx: Tx, stipends: readonly Counted[]): Promise<Map<Id<'stipend'>, PayPeriodDates>> {
  if (stipends.length === 0) return new Map();
  const rows = await tx.sql<{ place: number; id: string; start_date: LocalDate; end_date: LocalDate; first_date: LocalDate }>(
    `select s.place::int as place, c.id, c.start_date, c.end_date, greatest(c.start_date, f.first_date) as first_date
     from unnest($1::uuid[], $2::date[]) with ordinality as s (id, start_date, place)
       cross join lateral (
         select coalesce((select p.end_date from stipend_period p where p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = s.id
                          order by p.month_index desc limit 1), s.start_date) as first_date) f
       cross join lateral (
         select a.id, a.start_date, a.end_date from pay_periods_after(f.first_date) a
         where not exists (select 1 from stipend_period p
                           where p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = s.id and p.pay_period_id = a.id)
         order by a.start_date limit 1) c`,
    [stipends.map(({ id }) => uuidOf(id)), stipends.map(anchorDate)],
  );
  return new Map(
    rows.map((row) => {
      const stipend = stipends[row.place - 1];
      invariant(stipend !== undefined, 'a pay period is found for a stipend that was asked for');
      const days = daysBetween(row.start_date, row.end_date);
      return [stipend.id, { payPeriod: { uuid: row.id, days }, firstDate: row.first_date, endDate: row.end_date }];
    }),
  );
}

/** The end of the last of some periods after one that ended: how long what is carried lasts. */
export interface Lasting {
  /** Where the periods are counted from. */
  readonly anchor: LocalDate;
  readonly timeZone: TimeZone;
  readonly cadence: Cadence;
  /** The period that ended. */
  readonly index: number;
  readonly firstDate: LocalDate;
  readonly endDate: LocalDate;
  readonly lastsPeriods: number;
}

/**
 * When the last of the periods ends in which carried money may be spent, in order. Pay periods that are not known yet are
 * taken to be as long as the last that is.
 */
export async function lastEnds(tx: Tx, lasting: readonly Lasting[]): Promise<Date[]> {
  const calendar = lasting.some(({ cadence }) => cadence === 'PAY_PERIOD') ? await calendarAfter(tx, lasting) : [];
  return lasting.map(({ anchor, timeZone: zone, cadence, index, firstDate, endDate, lastsPeriods }) => {
    if (cadence !== 'PAY_PERIOD') return stipendPeriod({ startDate: anchor, zone, cadence }, index + lastsPeriods).end;
    const known = calendar.filter((period) => period.endDate > endDate).slice(0, lastsPeriods);
    const last = known.at(-1) ?? { firstDate, endDate };
    return startOfDay(plusDays(last.endDate, (lastsPeriods - known.length) * daysBetween(last.firstDate, last.endDate)), zone);
  });
}

async function calendarAfter(tx: Tx, ended: readonly Lasting[]): Promise<Array<{ firstDate: LocalDate; endDate: LocalDate }>> {
  const rows = await tx.sql<{ start_date: LocalDate; end_date: LocalDate }>(
    'select start_date, end_date from pay_periods_after((select min(date) from unnest($1::date[]) as date)) order by start_date',
    [ended.map(({ endDate }) => endDate)],
  );
  return rows.map((row) => ({ firstDate: row.start_date, endDate: row.end_date }));
}
