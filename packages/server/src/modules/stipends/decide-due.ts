import type { Id } from '../../kernel/ids.js';
import { Money } from '../../kernel/money.js';
import type { LocalDate } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import { employmentsOn } from '../directory/index.js';
import { type GrantFilters, noFilters } from '../ledger/index.js';
import {
  type AmountTerms,
  currencyOf,
  grantOfPeriod,
  type PeriodGrant,
  type PolicyVersion,
  partOfYear,
  unitsInYear,
  versionOn,
  versionsOf,
  worthInYear,
  type YearSoFar,
} from '../policies/index.js';
import { issueOf, type Next, type NextPeriod, type NextTrial, nextPeriods, nextTrials } from './next-periods.js';
import { isGuaranteedOn, MONTHS_PER_YEAR, type StipendPeriod, type StipendProblem } from './periods.rules.js';
import type { Stipend } from './stipend.entity.js';

/** A stipend with an employee and a start: the only kind that comes due. */
export type DueStipend = Stipend & { readonly employeeId: Id<'employee'>; readonly startDate: LocalDate };

/** What the next month of a stipend grants. */
export interface DuePeriod {
  readonly stipend: DueStipend;
  readonly month: NextPeriod;
  readonly amount: Money;
  /** The stipend year with it; null where it is for no part of one. */
  readonly year: YearSoFar | null;
  /** Every later one is granted as this one, whatever becomes of salaries and calendars. */
  readonly isSteady: boolean;
  /** What the terms are worth in a year; null where that is not known. */
  readonly yearly: Money | null;
  readonly versionId: Id<'policyVersion'> | null;
  /** What it pays for. */
  readonly filters: GrantFilters;
}

/** The trial without a cap that a stipend begins with. */
export interface DueTrial {
  readonly stipend: DueStipend;
  readonly trial: NextTrial;
  /** What the capped terms are worth in a year, as the base salary is now; null where that is not known. */
  readonly yearly: Money | null;
  readonly filters: GrantFilters;
}

/** Why the next month of a stipend cannot be granted. */
export interface Problem {
  readonly stipend: DueStipend;
  readonly problem: StipendProblem;
}

/** What each stipend grants next: its trial, or its next month. Or why that cannot be granted. */
export async function decideDue(tx: Tx, due: readonly DueStipend[]): Promise<Decided> {
  const begun = await nextTrials(tx, due);
  const trials = due.flatMap((stipend, place) => {
    const trial = begun[place] ?? null;
    return trial === null ? [] : [{ stipend, trial }];
  });
  const capped = trials.length === 0 ? due : due.filter((_, place) => begun[place] === null);
  return { ...(await decidePeriods(tx, capped, await nextPeriods(tx, capped))), trials: await decideTrials(tx, trials) };
}

/**
 * What will keep the next grant of each stipend from being issued, as salaries, policies and the pay calendar are known now; in
 * order, null where nothing will. A gap before the next pay period is one, too: it will be issued, but later than it should.
 */
export async function foreseeProblems(tx: Tx, stipends: readonly DueStipend[], now: Date): Promise<Array<StipendProblem | null>> {
  const trials = await nextTrials(tx, stipends);
  const periods = await nextPeriods(tx, stipends);
  const coming = stipends.flatMap((stipend, place) => {
    const next = periods[place];
    // A trial is granted whatever the capped terms come to, and behind the end of a stipend nothing is expected.
    if (trials[place] !== null || next === undefined || !isExpected(stipend, next)) return [];
    return [{ stipend, next }];
  });
  const { months, problems } = await decidePeriods(
    tx,
    coming.map(({ stipend }) => stipend),
    coming.map(({ next }) => next),
  );
  const known = new Map(problems.map(({ stipend, problem }) => [stipend.id, problem]));
  for (const { stipend, month, amount } of months) {
    if (amount.isPositive || month.start.getTime() === month.end.getTime()) continue;
    known.set(stipend.id, {
      code: 'AMOUNT_ZERO',
      message: `The period from ${month.firstDate} on comes to ${amount.amount} ${amount.currency}.`,
    });
  }
  for (const { stipend, next } of coming) {
    const gap = next.period !== null && next.period.start > now ? calendarProblem(next) : null;
    if (gap !== null && !known.has(stipend.id)) known.set(stipend.id, gap);
  }
  return stipends.map(({ id }) => known.get(id) ?? null);
}

/** Whether another period comes before the stipend ends. */
export function isExpected(stipend: Pick<DueStipend, 'endDate'>, { due, period }: Next): boolean {
  return period === null ? stipend.endDate === null || due < stipend.endDate : issueOf(stipend, period) !== null;
}

/** What the pay calendar lacks for the next period; null where nothing, and for what is not granted by the pay period. */
export function calendarProblem({ due, period }: Next): StipendProblem | null {
  if (period === null) {
    const message = `No pay period of the calendar holds ${due}, on which the next should begin, and none begins later.`;
    return { code: 'PAY_PERIOD_MISSING', message };
  }
  if (period.payPeriod === null || period.firstDate === due) return null;
  const message = `No pay period of the calendar holds ${due}, on which the next should begin; nothing is granted until ${period.firstDate}.`;
  return { code: 'PAY_PERIOD_GAP', message };
}

export interface Decided {
  readonly months: DuePeriod[];
  readonly trials: readonly DueTrial[];
  readonly problems: Problem[];
}

/** A trial has the scope of the version that counts on its first day, and nothing keeps it from being granted. */
async function decideTrials(tx: Tx, due: ReadonlyArray<Pick<DueTrial, 'stipend' | 'trial'>>): Promise<DueTrial[]> {
  if (due.length === 0) return [];
  const versions = await versionsOf(
    tx,
    due.flatMap(({ stipend }) => stipend.policyId ?? []),
  );
  const termed = due.map(({ stipend, trial }) => ({ stipend, trial, ...termsOf(stipend, trial, versions) }));
  const bases = await basesOf(
    tx,
    termed.map(({ stipend, trial, terms }) => ({ stipend, terms, month: trial })),
  );
  return termed.map(({ stipend, trial, terms, filters }) => ({
    stipend,
    trial,
    filters,
    yearly: terms === null ? null : worthIfKnown(terms, bases.get(stipend.id) ?? null),
  }));
}

/** Null without a base salary to take a share of, and where a year would be beyond any amount: no grant is refused for that. */
function worthIfKnown(terms: AmountTerms, base: Money | null, payPeriodDays: number | null = null): Money | null {
  try {
    return worthInYear(terms, base ?? undefined, payPeriodDays);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** What the next month of each stipend grants, or why it cannot be granted. */
async function decidePeriods(
  tx: Tx,
  due: readonly DueStipend[],
  nexts: readonly Next[],
): Promise<{ months: DuePeriod[]; problems: Problem[] }> {
  const versions = await versionsOf(
    tx,
    due.flatMap(({ policyId }) => policyId ?? []),
  );
  const months: DuePeriod[] = [];
  const problems: Problem[] = [];
  const termed = due.flatMap((stipend, index) => {
    const next = nexts[index];
    if (next?.period != null) return { stipend, month: next.period, ...termsOf(stipend, next.period, versions) };
    const problem = next === undefined ? null : calendarProblem(next);
    if (problem !== null) problems.push({ stipend, problem });
    return [];
  });
  const bases = await basesOf(tx, termed);

  for (const { stipend, month, terms, ...under } of termed) {
    if (terms === null) {
      const message = `No version of the policy counts on ${month.firstDate}.`;
      problems.push({ stipend, problem: { code: 'NO_POLICY_VERSION', message } });
      continue;
    }
    try {
      const base = bases.get(stipend.id) ?? null;
      const granted = grantOf(stipend, month, terms, base);
      months.push({ stipend, month, ...granted, isSteady: isSteady(terms), yearly: yearlyOf(stipend, month, terms, base), ...under });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({ stipend, problem: problemOf(error) });
    }
  }
  return { months, problems };
}

/** Of an amount as it is nothing can be missing; of a share, a split or the calendar there can. */
function isSteady(terms: AmountTerms): boolean {
  return terms.amountType !== 'PERCENT_OF_BASE' && terms.period !== 'ANNUAL' && terms.period !== 'PAY_PERIOD';
}

/** The refusals of `grantOfPeriod`. */
function problemOf({ code, message }: Refusal): StipendProblem {
  if (code === 'CURRENCY_MISMATCH' || code === 'AMOUNT_OUT_OF_RANGE') return { code, message };
  return { code: 'NO_BASE_SALARY', message };
}

/**
 * The terms of a month: those of the offer, or of the policy version that counts on its first day; while the stipend is
 * guaranteed, of the version it was enrolled under, so that a new version cuts nobody who was promised otherwise.
 */
export function termsOf(
  stipend: Pick<Stipend, 'policyId' | 'policyVersionId' | 'guaranteedUntil'> & { offerTerms(): AmountTerms | null },
  month: Pick<StipendPeriod, 'firstDate'>,
  versions: ReadonlyMap<Id<'policy'>, readonly PolicyVersion[]>,
): { terms: AmountTerms | null; versionId: Id<'policyVersion'> | null; filters: GrantFilters } {
  if (stipend.policyId === null) return { terms: stipend.offerTerms(), versionId: null, filters: noFilters };
  const own = versions.get(stipend.policyId) ?? [];
  const version = isGuaranteedOn(stipend, month.firstDate)
    ? own.find(({ id }) => id === stipend.policyVersionId)
    : versionOn(own, month.firstDate);
  return { terms: version?.terms() ?? null, versionId: version?.id ?? null, filters: version?.filters ?? noFilters };
}

/**
 * What the terms grant in a period. Of a share of base that was accepted, what the letter said of the month is the least while it is
 * guaranteed, and what the letter said of the year is what counts where no base salary is on record.
 * @throws Refusal as `grantOfPeriod`
 */
function grantOf(stipend: DueStipend, period: StipendPeriod, terms: AmountTerms, base: Money | null): PeriodGrant {
  // A day that the zone leaves out has no length, and nothing is granted for it: 2011-12-30 in Apia.
  if (period.start.getTime() === period.end.getTime()) return { amount: Money.zero(currencyOf(terms)), year: null };
  const { firstDate, endDate } = period;
  const place = { firstDate, endDate, yearSoFar: stipend.yearSoFar() };
  const accepted = stipend.accepted();
  if (accepted === null) return grantOfPeriod(terms, place, base ?? undefined);
  // Only offers were accepted, and theirs are months.
  const month = accepted.months[period.placeInYear];
  if (base === null) return partOfYear(accepted.year, MONTHS_PER_YEAR, place);
  if (month === undefined || !isGuaranteedOn(stipend, period.firstDate)) {
    return grantOfPeriod(terms, place, base);
  }
  return partOfYear(atLeast(accepted.year, terms, base), MONTHS_PER_YEAR, place, month);
}

/** The share of base where it is more than was accepted. A salary in another currency is no reason to grant less than was promised. */
function atLeast(accepted: Money, terms: AmountTerms, base: Money): Pick<Money, 'units' | 'currency'> {
  if (terms.amountType !== 'PERCENT_OF_BASE' || base.currency !== accepted.currency) return accepted;
  const { currency } = accepted;
  const units = unitsInYear(terms, base);
  return units > accepted.units ? { units, currency } : accepted;
}

/** What the terms are worth in a year; no less than the letter said where that is what is granted. */
function yearlyOf(stipend: DueStipend, { firstDate, payPeriod }: StipendPeriod, terms: AmountTerms, base: Money | null): Money | null {
  const { acceptedYearUnits, currency } = stipend;
  const accepted = acceptedYearUnits === null ? null : new Money(acceptedYearUnits, currency);
  if (accepted !== null && base?.currency !== currency) return accepted;
  const worth = worthIfKnown(terms, base, payPeriod?.days ?? null);
  const guaranteed = isGuaranteedOn(stipend, firstDate);
  return worth !== null && accepted !== null && guaranteed && worth.compare(accepted) < 0 ? accepted : worth;
}

/** The day whose base salary a share is taken of: an annual amount keeps that of the first day of its stipend year. */
function baseDate({ stipend, terms, month }: Based): LocalDate {
  return terms?.period === 'ANNUAL' ? (stipend.yearSoFar()?.firstDate ?? month.firstDate) : month.firstDate;
}

/** What tells the base salary that a share is taken of. */
interface Based {
  readonly stipend: DueStipend;
  readonly month: Pick<StipendPeriod, 'firstDate'>;
  readonly terms: AmountTerms | null;
}

/** By stipend the base salary its share is taken of, one look-up a date: people share few anchors. */
async function basesOf(tx: Tx, termed: readonly Based[]): Promise<Map<Id<'stipend'>, Money | null>> {
  const bases = new Map<Id<'stipend'>, Money | null>();
  const shares = termed.flatMap((one) => {
    const { stipend, terms } = one;
    return terms?.amountType === 'PERCENT_OF_BASE' ? [{ stipendId: stipend.id, employeeId: stipend.employeeId, date: baseDate(one) }] : [];
  });
  for (const [date, sharers] of Map.groupBy(shares, (share) => share.date)) {
    const employments = await employmentsOn(
      tx,
      sharers.map(({ employeeId }) => employeeId),
      date,
    );
    for (const { stipendId, employeeId } of sharers) bases.set(stipendId, employments.get(employeeId)?.baseSalary ?? null);
  }
  return bases;
}
