import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { LocalDate } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';

export type EmploymentType = 'FULL_TIME' | 'PART_TIME' | 'TEMPORARY' | 'INTERN' | 'CONTRACTOR';
export type EmployeeStatus = 'ACTIVE' | 'SCHEDULED' | 'TERMINATED';

/** 100 %; 6,000 is a person who works three days of five. */
export const FULL_FTE = 10_000;

/** What is agreed from one date to the next. */
export interface EmploymentTerms {
  readonly title: string | null;
  readonly jobFamily: string | null;
  readonly level: string | null;
  /** ISO 3166 alpha-2: where the person works. */
  readonly country: string | null;
  readonly employmentType: EmploymentType;
  /** Basis points of full time. */
  readonly fteBasisPoints: number;
  /** Per year, at the stated FTE. */
  readonly baseSalary: Money | null;
  readonly legalEntityId: Id<'legalEntity'> | null;
  readonly departmentId: Id<'department'> | null;
  readonly costCenterId: Id<'costCenter'> | null;
}

/** What an upsert says: a field that is left out stays as it was, null clears it (employment type and FTE fall back to their defaults). */
export type TermsChange = { readonly [K in keyof EmploymentTerms]?: EmploymentTerms[K] | null | undefined };

/** Terms with the dates they hold: half-open, `endDate` is the first day they hold no longer. */
export interface EmploymentSpan {
  /** Null until it is stored. */
  readonly id: Id<'employment'> | null;
  readonly startDate: LocalDate;
  readonly endDate: LocalDate | null;
  readonly terms: EmploymentTerms;
}

/** A person's employments, oldest first, never two on one day. */
export interface Timeline {
  readonly employments: readonly EmploymentSpan[];
  /** The first day without employment; null while the employment goes on, and again after a rehire. */
  readonly terminatedOn: LocalDate | null;
}

export const noEmployment: Timeline = { employments: [], terminatedOn: null };

const firstTerms: EmploymentTerms = {
  title: null,
  jobFamily: null,
  level: null,
  country: null,
  employmentType: 'FULL_TIME',
  fteBasisPoints: FULL_FTE,
  baseSalary: null,
  legalEntityId: null,
  departmentId: null,
  costCenterId: null,
};

/**
 * The timeline after terms change on a date. What held on earlier days stays as it was.
 *
 * - An employment that starts on the date gets the terms.
 * - One that started earlier and still goes on ends there, and a new one goes on to where it would have ended. Terms
 *   that are the same as before change nothing.
 * - Outside of every employment a new one opens, up to the next one or to the termination, if either lies ahead. After
 *   the termination that is a rehire; terms that are left out are those the person left with.
 */
export function changeTerms(timeline: Timeline, effectiveDate: LocalDate, change: TermsChange): Timeline {
  const { employments } = timeline;
  const current = employmentOn(employments, effectiveDate);

  if (current === undefined) {
    const former = employments.findLast((span) => span.startDate < effectiveDate);
    const next = employments.find((span) => span.startDate > effectiveDate);
    const leaving = timeline.terminatedOn !== null && timeline.terminatedOn > effectiveDate ? timeline.terminatedOn : null;
    const endDate = next?.startDate ?? leaving;
    const opened: EmploymentSpan = { id: null, startDate: effectiveDate, endDate, terms: changed(former?.terms ?? firstTerms, change) };
    return { employments: inDateOrder([...employments, opened]), terminatedOn: endDate === null ? null : timeline.terminatedOn };
  }

  const terms = changed(current.terms, change);
  if (sameTerms(current.terms, terms)) return timeline;
  const others = employments.filter((span) => span !== current);
  const replaced =
    current.startDate === effectiveDate
      ? [{ ...current, terms }]
      : [
          { ...current, endDate: effectiveDate },
          { id: null, startDate: effectiveDate, endDate: current.endDate, terms },
        ];
  return { ...timeline, employments: inDateOrder([...others, ...replaced]) };
}

/**
 * The timeline of a person who leaves: `terminatedOn` is the first day without employment. Terms that were to start on
 * that day or later fall away. Until the day has come it can be moved; a person who never started may leave too.
 * @param today the business date where the person works
 * @throws Refusal `INVALID_TRANSITION` when the person has left before on another date
 */
export function terminate(timeline: Timeline, terminatedOn: LocalDate, today: LocalDate): Timeline {
  if (timeline.terminatedOn === terminatedOn) return timeline;
  if (timeline.terminatedOn !== null && timeline.terminatedOn <= today) {
    throw new Refusal('INVALID_TRANSITION', `The employment ended on ${timeline.terminatedOn} already.`, ['input', 'terminatedOn'], {
      from: 'TERMINATED',
      to: 'TERMINATED',
    });
  }
  const kept = timeline.employments.filter((span) => span.startDate < terminatedOn);
  const employments = kept.map((span, index) =>
    index === kept.length - 1 && endsAfter(span, terminatedOn, timeline.terminatedOn) ? { ...span, endDate: terminatedOn } : span,
  );
  return { employments, terminatedOn: employments.at(-1)?.endDate ?? terminatedOn };
}

/** An end that was set by a termination moves with it; an end before a rehire stays. */
function endsAfter(span: EmploymentSpan, terminatedOn: LocalDate, formerTermination: LocalDate | null): boolean {
  return span.endDate === null || span.endDate > terminatedOn || span.endDate === formerTermination;
}

/** The employment that holds on a date; at most one does. */
export function employmentOn<T extends Dates>(employments: readonly T[], date: LocalDate): T | undefined {
  return employments.find((span) => span.startDate <= date && (span.endDate === null || date < span.endDate));
}

/**
 * The first day without employment after a date with it: terms that follow each other without a gap are one employment.
 * Null where it goes on; undefined where none holds on the date.
 */
export function employedUntil<T extends Dates>(employments: readonly T[], date: LocalDate): LocalDate | null | undefined {
  const current = employmentOn(employments, date);
  if (current === undefined || current.endDate === null) return current?.endDate;
  const until = employedUntil(employments, current.endDate);
  return until === undefined ? current.endDate : until;
}

type Dates = Pick<EmploymentSpan, 'startDate' | 'endDate'>;

/** The employment that holds today, each in its own zone: who moves between legal entities may sleep through a change of zones. */
export function currentEmployment<T extends Dates>(employments: readonly T[], todayOf: (span: T) => LocalDate): T | undefined {
  return employments.find((span) => employmentOn([span], todayOf(span)) !== undefined);
}

/** ACTIVE on a day with employment, SCHEDULED while one lies ahead (also a rehire), TERMINATED otherwise. */
export function employeeStatus<T extends Dates>(employments: readonly T[], todayOf: (span: T) => LocalDate): EmployeeStatus {
  if (currentEmployment(employments, todayOf) !== undefined) return 'ACTIVE';
  return employments.some((span) => span.startDate > todayOf(span)) ? 'SCHEDULED' : 'TERMINATED';
}

function changed(former: EmploymentTerms, change: TermsChange): EmploymentTerms {
  const keep = <K extends keyof EmploymentTerms>(field: K): EmploymentTerms[K] => {
    const value = change[field];
    if (value === undefined) return former[field];
    return value === null ? firstTerms[field] : (value as EmploymentTerms[K]);
  };
  return {
    title: keep('title'),
    jobFamily: keep('jobFamily'),
    level: keep('level'),
    country: keep('country'),
    employmentType: keep('employmentType'),
    fteBasisPoints: keep('fteBasisPoints'),
    baseSalary: keep('baseSalary'),
    legalEntityId: keep('legalEntityId'),
    departmentId: keep('departmentId'),
    costCenterId: keep('costCenterId'),
  };
}

function sameTerms(left: EmploymentTerms, right: EmploymentTerms): boolean {
  return (Object.keys(firstTerms) as Array<keyof EmploymentTerms>).every((field) =>
    field === 'baseSalary' ? sameMoney(left.baseSalary, right.baseSalary) : left[field] === right[field],
  );
}

function sameMoney(left: Money | null, right: Money | null): boolean {
  return left === null || right === null ? left === right : left.equals(right);
}

function inDateOrder(spans: readonly EmploymentSpan[]): readonly EmploymentSpan[] {
  return spans.toSorted((left, right) => (left.startDate < right.startDate ? -1 : 1));
}
