import type { Id } from '../../kernel/ids.js';
import type { CurrencyCode } from '../../kernel/money.js';
import { type LocalDate, startOfDay, type TimeZone } from '../../kernel/period.js';

/** What the rules need to know of a legal entity. */
export interface LegalEntityTerms {
  readonly id: Id<'legalEntity'>;
  readonly timeZone: TimeZone;
  readonly currency: CurrencyCode;
}

/** An employment with the legal entity it is with; half-open dates. */
export interface EmploymentDates {
  readonly startDate: LocalDate;
  readonly endDate: LocalDate | null;
  readonly legalEntity: LegalEntityTerms | null;
}

/** Half-open business dates. */
export interface PeriodDates {
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
}

/** The part of a pay period in which a person belongs to one legal entity; half-open instants. */
export interface EntitySpan {
  readonly legalEntity: LegalEntityTerms | null;
  readonly start: Date;
  readonly end: Date;
  /** Whether an employment holds on any of its days. */
  readonly isEmployed: boolean;
}

/**
 * Divides a pay period among the legal entities a person belongs to in it, without gap or overlap. Between employments
 * and after the last a person belongs to the legal entity of the one before; before the first, to that of the first.
 *
 * A day begins at midnight in the zone of the legal entity the person belongs to on that day, else in the employer's:
 * so the end of one pay period is the start of the next, also for a person who changes zones in between.
 */
export function spansOf(employments: readonly EmploymentDates[], period: PeriodDates, employerZone: TimeZone): readonly EntitySpan[] {
  const entityOn = (date: LocalDate) => legalEntityOn(employments, date);
  const instantOf = (date: LocalDate) => startOfDay(date, entityOn(date)?.timeZone ?? employerZone);

  const moves = employments.map(({ startDate }) => startDate).filter((date) => period.startDate < date && date < period.endDate);
  const starts = [period.startDate, ...moves].filter(
    (date, index, all) => index === 0 || entityOn(date)?.id !== entityOn(all[index - 1] ?? date)?.id,
  );

  return starts.map((startDate, index) => {
    const endDate = starts[index + 1] ?? period.endDate;
    const start = instantOf(startDate);
    // Who moves far enough from west to east crosses more hours than a day has; time still does not run backwards.
    const end = new Date(Math.max(start.getTime(), instantOf(endDate).getTime()));
    const isEmployed = employments.some(
      (employment) => employment.startDate < endDate && (employment.endDate === null || startDate < employment.endDate),
    );
    return { legalEntity: entityOn(startDate), start, end, isEmployed };
  });
}

function legalEntityOn(employments: readonly EmploymentDates[], date: LocalDate): LegalEntityTerms | null {
  const started = employments.findLast(({ startDate }) => startDate <= date);
  return (started ?? employments[0])?.legalEntity ?? null;
}
