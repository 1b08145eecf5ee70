import { invariant } from './invariant.js';

/** Half-open: an instant belongs to exactly one of two periods that touch. */
export interface Period {
  readonly start: Date;
  readonly end: Date;
}

/** `2026-11-21`: a business date, without zone. */
export type LocalDate = string;
/** IANA name, `America/New_York`; from outside read by `parseTimeZone`. */
export type TimeZone = string;

/** The days that are taken from outside: the same everywhere, so that whatever is reckoned from one stays a day too. */
export const FIRST_DAY: LocalDate = '1970-01-01';
export const LAST_DAY: LocalDate = '2199-12-31';

/** As an end: it never comes. The one instant that is taken from outside beyond the last day. */
export const NEVER = new Date('9999-12-31T23:59:59.999Z');

/** `undefined` for anything but an existing calendar date `YYYY-MM-DD` from the first day to the last. */
export function parseLocalDate(text: string): LocalDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST_DAY || text > LAST_DAY) return undefined;
  return isCalendarDate(text) ? text : undefined;
}

/** `undefined` for anything but an RFC 3339 instant with its zone, from the first day to the last as UTC has them, or `NEVER`. */
export function parseInstant(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  // The platform reads 30 February as 2 March.
  if (!isCalendarDate(text.slice(0, 10))) return undefined;
  const instant = new Date(text);
  if (instant.getTime() === NEVER.getTime()) return instant;
  return instant >= FIRST_INSTANT && instant <= LAST_INSTANT ? instant : undefined;
}

const FIRST_INSTANT = new Date(`${FIRST_DAY}T00:00:00.000Z`);
const LAST_INSTANT = new Date(`${LAST_DAY}T23:59:59.999Z`);

function isCalendarDate(text: string): boolean {
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    // 2027-02-29 has the shape of a date and is none.
    return false;
  }
}

/** The first instant of a date in a zone: where midnight is missing the next valid one, where it comes twice the first. */
export function startOfDay(date: LocalDate, zone: TimeZone): Date {
  const instant = Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant();
  return new Date(instant.epochMilliseconds);
}

/** The business date of an instant in a zone. */
export function dateIn(instant: Date, zone: TimeZone): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** `start` of the first date to `start` of the date after the last. */
export function periodOfDates(first: LocalDate, endExclusive: LocalDate, zone: TimeZone): Period {
  invariant(first < endExclusive, 'a period ends after it starts');
  return { start: startOfDay(first, zone), end: startOfDay(endExclusive, zone) };
}

/** `anchor + n months`, always from the original anchor: an anchor on the 31st falls on the last day of short months. */
export function plusMonths(anchor: LocalDate, months: number): LocalDate {
  return Temporal.PlainDate.from(anchor).add({ months }).toString();
}

export function plusDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The weekday `count` weekdays after the first one on or after a date: 0 on a Saturday is the Monday after. */
export function plusWeekdays(date: LocalDate, count: number): LocalDate {
  const from = Temporal.PlainDate.from(date);
  const place = Math.min(from.dayOfWeek - 1, WEEKDAYS) + count;
  const monday = from.subtract({ days: from.dayOfWeek - 1 });
  return monday.add({ weeks: Math.floor(place / WEEKDAYS), days: place % WEEKDAYS }).toString();
}

const WEEKDAYS = 5;

/** Mondays to Fridays from `first` up to and without `endExclusive`. */
export function weekdaysBetween(first: LocalDate, endExclusive: LocalDate): number {
  const days = daysBetween(first, endExclusive);
  const { dayOfWeek } = Temporal.PlainDate.from(first);
  const rest = Array.from({ length: days % 7 }, (_, day) => ((dayOfWeek - 1 + day) % 7) + 1).filter((day) => day <= WEEKDAYS);
  return Math.floor(days / 7) * WEEKDAYS + rest.length;
}

/** Calendar days from `first` up to and without `endExclusive`. */
export function daysBetween(first: LocalDate, endExclusive: LocalDate): number {
  return Temporal.PlainDate.from(first).until(endExclusive, { largestUnit: 'days' }).days;
}

export function contains(period: Period, instant: Date): boolean {
  return period.start.getTime() <= instant.getTime() && instant.getTime() < period.end.getTime();
}

export function earlierOf(a: Date, b: Date): Date {
  return a < b ? a : b;
}

export function laterOf(a: Date, b: Date): Date {
  return a < b ? b : a;
}
