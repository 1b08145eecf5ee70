import { type Id, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { daysBetween, earlierOf, type LocalDate, plusDays, startOfDay } from '../../kernel/period.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { zonesOn } from '../directory/index.js';
import type { Cadence } from '../policies/index.js';
import {
  anchorDate,
  datesOf,
  dueTrialDates,
  type IssuedEnd,
  type PayingUntil,
  type PayPeriodDates,
  type PeriodDates,
  payingUntil,
  payPeriod,
  type StipendPeriod,
  spanAfter,
  stipendPeriod,
  type Trialed,
  type TrialPeriod,
  trialPeriod,
  type ZoneOn,
} from './periods.rules.js';

/** What the periods of a stipend are counted by. */
export interface Counted extends Trialed {
  readonly id: Id<'stipend'>;
  readonly trialGrantId: Id<'grant'> | null;
  /** When that trial ends, as granted; null where none was issued. */
  readonly trialEndAt: Date | null;
  readonly employeeId: Id<'employee'>;
  readonly cadence: Cadence;
  readonly endDate: LocalDate | null;
  /** Periods issued so far. */
  readonly issuedMonths: number;
}

/** The next period of a stipend where the person is, and until when its grant pays. */
export interface NextPeriod extends StipendPeriod {
  readonly paying: PayingUntil;
}

export interface NextTrial extends TrialPeriod {
  readonly paying: PayingUntil;
}

export interface Next {
  /** The business date on which it should begin. */
  readonly due: LocalDate;
  /** Null for one that is granted by the pay period and whose next is not known. */
  readonly period: NextPeriod | null;
}

/**
 * The next period of each stipend, in order. It begins where the one before it ended, also for a person who has moved to another
 * zone since, and ends at midnight where the person is on that day, as far as moves are known now.
 * A pay period that was moved before it was issued is where it is now; one that was issued stands, and no later one overlaps it.
 */
export async function nextPeriods(tx: Tx, stipends: readonly Counted[]): Promise<Next[]> {
  const ends = await issuedEnds(tx, stipends);
  const payPeriods = await nextPayPeriods(tx, stipends, ends);
  const dated = stipends.map((stipend, place) => {
    const { cadence, issuedMonths } = stipend;
    const before = ends[place] ?? null;
    if (cadence === 'PAY_PERIOD') return { stipend, before, due: before?.endDate ?? anchorDate(stipend), dates: payPeriods[place] ?? null };
    const dates = datesOf({ startDate: anchorDate(stipend), cadence }, issuedMonths);
    return { stipend, before, due: dates.firstDate, dates };
  });
  const zonesOf = await zonesAround(
    tx,
    dated.map(({ stipend, dates }) => ({ ...stipend, dates })),
  );
  return dated.map(({ stipend, before, due, dates }) => {
    if (dates === null) return { due, period: null };
    const { cadence, issuedMonths, endDate } = stipend;
    const zoneOn = zonesOf(stipend);
    const span = spanAfter(before, dates, zoneOn);
    const paying = payingUntil(span, dates, endDate, zoneOn);
    if ('payPeriod' in dates) return { due, period: { ...payPeriod(dates, paying.zone, issuedMonths), ...span, paying } };
    invariant(cadence !== 'PAY_PERIOD', 'pay periods are those of the calendar');
    const anchor = { startDate: anchorDate(stipend), zone: paying.zone, cadence };
    return { due, period: { ...stipendPeriod(anchor, issuedMonths), ...span, paying } };
  });
}

/** The trial each stipend begins with where the person is, in order; null where there is none, or it was issued. */
export async function nextTrials(tx: Tx, stipends: readonly Counted[]): Promise<Array<NextTrial | null>> {
  const dated = stipends.map((stipend) => ({ ...stipend, dates: dueTrialDates(stipend) }));
  const zonesOf = await zonesAround(tx, dated);
  return dated.map(({ dates, ...stipend }) => {
    if (dates === null) return null;
    const zoneOn = zonesOf(stipend);
    const trial = trialPeriod(dates, zoneOn);
    return { ...trial, paying: payingUntil(trial, dates, stipend.endDate, zoneOn) };
  });
}

/** When each stipend comes due next, in order: its trial, or its next period. Null when none will, or the next pay period is not known. */
export async function nextIssues(tx: Tx, stipends: readonly Counted[]): Promise<Array<Date | null>> {
  const trials = await nextTrials(tx, stipends);
  const periods = await nextPeriods(tx, stipends);
  return stipends.map((stipend, place) => issueOf(stipend, trials[place] ?? periods[place]?.period ?? null));
}

/** When a stipend comes due whose next is this; null where it has ended by then. */
export function issueOf({ endDate }: Pick<Counted, 'endDate'>, next: Pick<NextPeriod, 'firstDate' | 'start'> | null): Date | null {
  return next === null || (endDate !== null && next.firstDate >= endDate) ? null : next.start;
}

/** Where each person is on the days around the dates of a stipend, and on its last; asked for at once. */
async function zonesAround(
  tx: Tx,
  stipends: ReadonlyArray<Pick<Counted, 'employeeId' | 'endDate'> & { readonly dates: PeriodDates | null }>,
): Promise<(stipend: Pick<Counted, 'employeeId'>) => ZoneOn> {
  const asked = stipends.flatMap(({ employeeId, endDate, dates }) => {
    if (dates === null) return [];
    const days = [dates.firstDate, dates.endDate, ...(endDate !== null && endDate < dates.endDate ? [endDate] : [])];
    return days.map((date) => ({ employeeId, date }));
  });
  const zones = await zonesOn(tx, asked);
  const byDay = new Map(asked.map(({ employeeId, date }, place) => [`${employeeId} ${date}`, zones[place]]));
  return ({ employeeId }) =>
    (date) => {
      const zone = byDay.get(`${employeeId} ${date}`);
      invariant(zone !== undefined, 'the zone of every day was asked for');
      return zone;
    };
}

/** Where the newest period of each stipend ends, or before there is one its trial, in order; null where nothing was issued. */
async function issuedEnds(tx: Tx, stipends: readonly Counted[]): Promise<Array<IssuedEnd | null>> {
  const begun = stipends.map(({ issuedMonths, trialGrantId }) => issuedMonths > 0 || trialGrantId !== null);
  if (!begun.includes(true)) return stipends.map(() => null);
  const rows = await tx.sql<{
    place: number;
    end_at: Date | null;
    end_date: LocalDate | null;
  }>(
    `select s.place::int as place, p.end_at, p.end_date
     from unnest($1::uuid[], $2::int[]) with ordinality as s (id, issued_periods, place)
       left join stipend_period p on p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = s.id and p.period_index = s.issued_periods - 1`,
    [stipends.map(({ id }) => uuidOf(id)), stipends.map(({ issuedMonths }) => issuedMonths)],
  );
  const ends: Array<IssuedEnd | null> = stipends.map(() => null);
  for (const { place, end_at, end_date } of rows) {
    const { issuedMonths, trialEndAt = null, cappedFrom = null } = stipends[place - 1] ?? { issuedMonths: 0 };
    const endAt = end_at ?? (issuedMonths === 0 ? trialEndAt : null);
    const endDate = end_date ?? cappedFrom;
    if (endAt !== null && endDate !== null) ends[place - 1] = { endAt, endDate };
  }
  return ends;
}

/** The dates of the next pay period of each, in order: it begins no earlier than the stipend and where the issued ones end. Null where none is known. */
async function nextPayPeriods(
  tx: Tx,
  stipends: readonly Counted[],
  ends: ReadonlyArray<IssuedEnd | null>,
): Promise<Array<PayPeriodDates | null>> {
  const known: Array<PayPeriodDates | null> = stipends.map(() => null);
  const asked = stipends.flatMap((stipend, place) =>
    stipend.cadence === 'PAY_PERIOD' ? [{ place, id: stipend.id, from: ends[place]?.endDate ?? anchorDate(stipend) }] : [],
  );
  if (asked.length === 0) return known;
  const rows = await tx.sql<{ place: number; id: string; start_date: LocalDate; end_date: LocalDate; first_date: LocalDate }>(
    `select s.place, c.id, c.start_date, c.end_date, greatest(c.start_date, s.first_date) as first_date
     from unnest($1::int[], $2::uuid[], $3::date[]) as s (place, id, first_date)
       cross join lateral (
         select a.id, a.start_date, a.end_date from pay_periods_after(${THIS_EMPLOYER}, s.first_date) a
         where not exists (select 1 from stipend_period p
                           where p.employer_id = ${THIS_EMPLOYER} and p.stipend_id = s.id and p.pay_period_id = a.id)
         order by a.start_date limit 1) c`,
    [asked.map(({ place }) => place), asked.map(({ id }) => uuidOf(id)), asked.map(({ from }) => from)],
  );
  for (const row of rows) {
    const days = daysBetween(row.start_date, row.end_date);
    known[row.place] = { payPeriod: { uuid: row.id, days }, firstDate: row.first_date, endDate: row.end_date };
  }
  return known;
}

/** The end of the last of some periods after one that ended: how long what is carried lasts. */
export interface Lasting {
  readonly employeeId: Id<'employee'>;
  /** Where the periods are counted from. */
  readonly anchor: LocalDate;
  readonly cadence: Cadence;
  /** The period that ended. */
  readonly index: number;
  readonly firstDate: LocalDate;
  readonly endDate: LocalDate;
  readonly lastsPeriods: number;
  /** The first day without the stipend, where it is known. */
  readonly stipendEnds: LocalDate | null;
}

/**
 * When the last of the periods ends in which carried money may be spent, in order: at midnight where the person is on that day, as
 * far as moves are known; and when the stipend ends, where that comes first. Pay periods that are not known yet are taken to be as long as the last
 * that is.
 */
export async function lastEnds(tx: Tx, lasting: readonly Lasting[]): Promise<Array<{ readonly expiresAt: Date; readonly endsAt: Date }>> {
  const calendar = lasting.some(({ cadence }) => cadence === 'PAY_PERIOD') ? await calendarAfter(tx, lasting) : [];
  const last = lasting.map(({ employeeId, anchor, cadence, index, firstDate, endDate, lastsPeriods, stipendEnds }) => {
    const date = cadence === 'PAY_PERIOD' ? lastPayDate() : datesOf({ startDate: anchor, cadence }, index + lastsPeriods).endDate;
    return { employeeId, date, endDate: stipendEnds };

    function lastPayDate(): LocalDate {
      const known = calendar.filter((period) => period.endDate > endDate).slice(0, lastsPeriods);
      const latest = known.at(-1) ?? { firstDate, endDate };
      return plusDays(latest.endDate, (lastsPeriods - known.length) * daysBetween(latest.firstDate, latest.endDate));
    }
  });
  const zonesOf = await zonesAround(
    tx,
    last.map(({ date, ...one }) => ({ ...one, dates: { firstDate: date, endDate: date } })),
  );
  return last.map(({ employeeId, date, endDate }) => {
    const zoneOn = zonesOf({ employeeId });
    const expiresAt = startOfDay(date, zoneOn(date));
    const endsAt = endDate !== null && endDate < date ? earlierOf(expiresAt, startOfDay(endDate, zoneOn(endDate))) : expiresAt;
    return { expiresAt, endsAt };
  });
}

async function calendarAfter(tx: Tx, ended: readonly Lasting[]): Promise<Array<{ firstDate: LocalDate; endDate: LocalDate }>> {
  const rows = await tx.sql<{ start_date: LocalDate; end_date: LocalDate }>(
    `select start_date, end_date from pay_periods_after(${THIS_EMPLOYER}, (select min(date) from unnest($1::date[]) as date)) order by start_date`,
    [ended.map(({ endDate }) => endDate)],
  );
  return rows.map((row) => ({ firstDate: row.start_date, endDate: row.end_date }));
}
