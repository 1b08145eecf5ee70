import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';
import type { LocalDate } from '../../kernel/period.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Tx } from '../../platform/transaction.js';
import { employmentsOn } from '../directory/index.js';
import { type AmountTerms, type PolicyVersion, periodAmounts, versionOn, versionsOf } from '../policies/index.js';
import type { Stipend } from './stipend.entity.js';
import { isGuaranteed, type StipendPeriod, stipendPeriod } from './stipends.rules.js';

/** A stipend with an employee and a start: the only kind that comes due. */
export type DueStipend = Stipend & { readonly employeeId: Id<'employee'>; readonly startDate: LocalDate };

/** What the next month of a stipend grants. */
export interface DueMonth {
  readonly stipend: DueStipend;
  readonly month: StipendPeriod;
  readonly amount: Money;
  readonly versionId: Id<'policyVersion'> | null;
}

/** Why the next month of a stipend cannot be granted. */
export interface Problem {
  readonly stipend: DueStipend;
  readonly refusal: Refusal;
}

/** What the next month of each stipend grants, or why it cannot be granted. */
export async function decideMonths(tx: Tx, due: readonly DueStipend[]): Promise<{ months: DueMonth[]; problems: Problem[] }> {
  const versions = await versionsOf(
    tx,
    due.flatMap(({ policyId }) => policyId ?? []),
  );
  const termed = due.map((stipend) => {
    const month = stipendPeriod({ startDate: stipend.startDate, zone: stipend.timeZone, cadence: stipend.cadence }, stipend.issuedMonths);
    return { stipend, month, ...termsOf(stipend, month, versions) };
  });
  const bases = await basesOf(tx, termed);

  const months: DueMonth[] = [];
  const problems: Problem[] = [];
  for (const { stipend, month, terms, versionId } of termed) {
    try {
      if (terms === null) throw new Refusal('VALIDATION', 'No version of the policy counts on the first day of the month.');
      const base = bases.get(baseKey(stipend.employeeId, baseDate(terms, month)));
      const amount = amountOf(stipend, month, terms, base ?? null);
      if (amount !== undefined) months.push({ stipend, month, amount, versionId });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({ stipend, refusal: error });
    }
  }
  return { months, problems };
}

/**
 * The terms of a month: those of the offer, or of the policy version that counts on its first day; while the stipend is
 * guaranteed, of the version it was enrolled under, so that a new version cuts nobody who was promised otherwise.
 */
export function termsOf(
  stipend: Pick<Stipend, 'policyId' | 'policyVersionId' | 'guaranteedUntil' | 'timeZone'> & { offerTerms(): AmountTerms | null },
  month: Pick<StipendPeriod, 'start' | 'firstDate'>,
  versions: ReadonlyMap<Id<'policy'>, readonly PolicyVersion[]>,
): { terms: AmountTerms | null; versionId: Id<'policyVersion'> | null } {
  if (stipend.policyId === null) return { terms: stipend.offerTerms(), versionId: null };
  const own = versions.get(stipend.policyId) ?? [];
  const version = isGuaranteed({ guaranteedUntil: stipend.guaranteedUntil, zone: stipend.timeZone }, month.start)
    ? own.find(({ id }) => id === stipend.policyVersionId)
    : versionOn(own, month.firstDate);
  return { terms: version?.terms() ?? null, versionId: version?.id ?? null };
}

/**
 * What the terms grant in a month. Of a share of base that was accepted, what the letter said is the least while it is
 * guaranteed, and what is granted where no base salary is on record.
 * @throws Refusal as `periodAmounts`
 */
function amountOf(stipend: DueStipend, period: StipendPeriod, terms: AmountTerms, base: Money | null): Money | undefined {
  // Only offers were accepted, and theirs are months.
  const accepted = stipend.acceptedMonths()?.[period.placeInYear];
  if (accepted !== undefined && base === null) return accepted;
  const guaranteed = isGuaranteed({ guaranteedUntil: stipend.guaranteedUntil, zone: stipend.timeZone }, period.start);
  if (accepted === undefined || !guaranteed) return amountAt(period, terms, base);
  // A salary in another currency is no reason to grant less than was promised.
  if (base?.currency !== accepted.currency) return accepted;
  const amount = amountAt(period, terms, base);
  return amount === undefined || amount.compare(accepted) < 0 ? accepted : amount;
}

function amountAt({ placeInYear }: StipendPeriod, terms: AmountTerms, base: Money | null): Money | undefined {
  const amounts = periodAmounts(terms, base ?? undefined);
  return amounts[placeInYear % amounts.length];
}

/** The day whose base salary a share is taken of: an annual amount keeps that of the first day of its stipend year. */
function baseDate(terms: AmountTerms, month: Pick<StipendPeriod, 'firstDate' | 'yearFirstDate'>): LocalDate {
  return terms.period === 'ANNUAL' ? month.yearFirstDate : month.firstDate;
}

interface Termed {
  readonly stipend: DueStipend;
  readonly month: StipendPeriod;
  readonly terms: AmountTerms | null;
}

/** Base salaries by employee and date, one look-up a date: people share few anchors. */
async function basesOf(tx: Tx, termed: readonly Termed[]): Promise<Map<string, Money | null>> {
  const bases = new Map<string, Money | null>();
  const shares = termed.flatMap(({ stipend, month, terms }) =>
    terms?.amountType === 'PERCENT_OF_BASE' ? [{ employeeId: stipend.employeeId, date: baseDate(terms, month) }] : [],
  );
  for (const [date, sharers] of Map.groupBy(shares, (share) => share.date)) {
    const employments = await employmentsOn(
      tx,
      sharers.map(({ employeeId }) => employeeId),
      date,
    );
    for (const [employeeId, { baseSalary }] of employments) bases.set(baseKey(employeeId, date), baseSalary);
  }
  return bases;
}

const baseKey = (employeeId: Id<'employee'>, date: LocalDate): string => `${employeeId} ${date}`;
