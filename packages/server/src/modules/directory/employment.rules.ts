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

/** Terms that fell away when somebody left before they began. They are kept, so that the end can be put right. */
export interface LapsedTerms {
  /** Null until it is stored. */
  readonly id: Id<'employment'> | null;
  readonly startDate: LocalDate;
  readonly terms: EmploymentTerms;
  /** They would have begun an employment; else they would have gone on with the one before. */
  readonly begins: boolean;
}

/** A person's employments, oldest first, never two on one day. */
export interface Timeline {
  readonly employments: readonly EmploymentSpan[];
  /** The first day without employment; null while the employment goes on, and again after a rehire. */
  readonly terminatedOn: LocalDate | null;
  /** Oldest first. */
  readonly lapsed: readonly LapsedTerms[];
}

export const noEmployment: Timeline = { employments: [], terminatedOn: null, lapsed: [] };

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
 * - Outside of every employment a new one opens, up to the next one if that lies ahead. After the termination that is a
 *   rehire; terms that are left out are those the person left with.
 */
export function changeTerms(timeline: Timeline, effectiveDate: LocalDate, change: TermsChange): Timeline {
  const { employments } = timeline;
  const current = employmentOn(employments, effectiveDate);

  if (current === undefined) {
    const former = employments.findLast((span) => span.startDate < effectiveDate);
    const next = employments.find((span) => span.startDate > effectiveDate);
    const endDate = next?.startDate ?? null;
    const known = former ?? timeline.lapsed.findLast((span) => span.startDate <= effectiveDate);
    const opened: EmploymentSpan = { id: null, startDate: effectiveDate, endDate, terms: changed(known?.terms ?? firstTerms, change) };
    // What was agreed for these days before is replaced.
    const lapsed = timeline.lapsed.filter(({ startDate }) => startDate < effectiveDate || (endDate !== null && startDate >= endDate));
    const terminatedOn = endDate === null ? null : timeline.terminatedOn;
    return { employments: inDateOrder([...employments, opened]), terminatedOn, lapsed: withoutPassed({ ...timeline, lapsed }, opened) };
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
 * What fell away, but for whole employments that were passed over: who never came to one and came to a later one cannot have worked
 * in the first, so no end revives it.
 */
function withoutPassed(before: Timeline, held: EmploymentSpan): readonly LapsedTerms[] {
  const passed = jobsOf(before).filter((job) => !isHeld(job) && job.startDate < held.startDate);
  return before.lapsed.filter((one) => !passed.some(({ members }) => members.includes(one)));
}

/** How the end of one employment moves. */
export interface MovedEnd {
  /** Its first day. */
  readonly startDate: LocalDate;
  /** The first day without it as it was; null where none was set. */
  readonly formerly: LocalDate | null;
  /** The first day without it as it is now; null while it goes on. */
  readonly until: LocalDate | null;
  /** When the next employment of the person begins; null where none follows. */
  readonly nextStart: LocalDate | null;
}

/**
 * The timeline of a person who leaves: `until` is the first day without employment, null where the person stays after all. The end
 * that is meant is that of the employment that began last by that day, and may be moved at any time, either way: it is that day
 * afterwards. Terms that were to start on that day or later fall away, a rehire that lies ahead included, and come back where a later
 * end is said. On its first day an employment ends of somebody who never came.
 * @param today the business date where the person works
 * @returns the very timeline that was given where nothing changes
 * @throws Refusal `VALIDATION` before the first day of every employment
 */
export function terminate(
  timeline: Timeline,
  until: LocalDate | null,
  today: LocalDate,
): { readonly timeline: Timeline; readonly moved: readonly MovedEnd[] } {
  const jobs = jobsOf(timeline);
  const meant = until === null ? jobs.at(-1) : jobs.findLast(({ startDate }) => startDate <= until);
  if (meant === undefined) throw beforeTheFirstDay(jobs);
  const place = jobs.indexOf(meant);

  const ended = jobs.map((job, index): Job => {
    if (index > place) return job.startDate > today ? endedOn(job, job.startDate) : job;
    return index < place ? job : endedOn(job, until);
  });

  const members = ended.flatMap((job) => job.members);
  const employments = members.filter((member): member is EmploymentSpan => 'endDate' in member);
  const lapsed = members.filter((member): member is LapsedTerms => 'begins' in member);
  if (isSame(employments, timeline.employments) && isSame(lapsed, timeline.lapsed)) return { timeline, moved: [] };
  const last = employments.at(-1);
  const moved = ended.flatMap(({ startDate, endDate }, index): MovedEnd[] => {
    const formerly = jobs[index]?.endDate ?? null;
    return formerly === endDate ? [] : [{ startDate, formerly, until: endDate, nextStart: jobs[index + 1]?.startDate ?? null }];
  });
  return { timeline: { employments, terminatedOn: last === undefined ? until : last.endDate, lapsed }, moved };
}

function beforeTheFirstDay([first]: readonly Job[]): Refusal {
  const sentence =
    first === undefined
      ? 'No employment of the person is on record. Send one with `employeesUpsert`.'
      : `The employment begins on ${first.startDate}. It ends on that day, of somebody who never came, or later.`;
  return new Refusal('VALIDATION', sentence, ['input', 'terminatedOn']);
}

/** Terms that follow each other without a gap are one employment, with those that fell away at its end. */
interface Job {
  /** Oldest first. */
  readonly members: ReadonlyArray<EmploymentSpan | LapsedTerms>;
  readonly startDate: LocalDate;
  /** The first day without it: the first of all where none of it holds any more. */
  readonly endDate: LocalDate | null;
}

function jobsOf({ employments, lapsed }: Timeline): Job[] {
  const jobs: Job[] = [];
  for (const member of [...employments, ...lapsed].toSorted(byStart)) {
    const job = jobs.at(-1);
    const follows = 'begins' in member ? !member.begins : job?.endDate === member.startDate && isHeld(job);
    if (job === undefined || !follows) {
      jobs.push({ members: [member], startDate: member.startDate, endDate: 'begins' in member ? member.startDate : member.endDate });
    } else {
      const endDate = 'begins' in member ? job.endDate : member.endDate;
      jobs[jobs.length - 1] = { ...job, members: [...job.members, member], endDate };
    }
  }
  return jobs;
}

/** Whether any day of it is left. */
function isHeld({ startDate, endDate }: Job): boolean {
  return endDate === null || startDate < endDate;
}

/** A member that does not change stays the very object it was. */
function endedOn(job: Job, until: LocalDate | null): Job {
  const members = job.members.map((member, index): EmploymentSpan | LapsedTerms => {
    const { id, startDate, terms } = member;
    if (until !== null && startDate >= until) return 'begins' in member ? member : { id, startDate, terms, begins: index === 0 };
    const next = job.members[index + 1]?.startDate;
    const endDate = next !== undefined && (until === null || next < until) ? next : until;
    return 'endDate' in member && member.endDate === endDate ? member : { id, startDate, endDate, terms };
  });
  return { ...job, members, endDate: until };
}

function isSame<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.length === right.length && left.every((one, index) => one === right[index]);
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
  return spans.toSorted(byStart);
}

function byStart(left: { readonly startDate: LocalDate }, right: { readonly startDate: LocalDate }): number {
  return left.startDate < right.startDate ? -1 : 1;
}
