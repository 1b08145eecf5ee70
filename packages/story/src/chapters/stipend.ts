import { decimalOf, shown, sumOf } from '../amounts.js';
import type { Page } from '../page.js';
import type { Company } from './employer.js';

const policies = [
  {
    externalId: 'half-of-base',
    name: 'Half of base, for research leads',
    terms: { amountType: 'PERCENT_OF_BASE', period: 'ANNUAL', percent: 5_000, currency: 'USD' },
    person: 'k-01',
  },
  {
    externalId: 'managers-ie',
    name: 'Managers in Ireland',
    terms: { amountType: 'FIXED', period: 'MONTHLY', amount: { amount: '1400.00', currency: 'EUR' } },
    person: 'k-02',
  },
  {
    externalId: 'trial-jp',
    name: 'A trial for designers in Japan',
    terms: { amountType: 'FIXED', period: 'MONTHLY', amount: { amount: '50', currency: 'JPY' } },
    person: 'k-03',
  },
] as const;

/** Stipends under policies: a year of one of them, month by month. */
export async function tellStipend(page: Page, { acme, monthStart }: Company): Promise<void> {
  page.chapter('stipend', 'The stipend');
  const startDate = monthStart(1).toString();
  for (const { person: _, ...policy } of policies) {
    const { policy: draft } = await acme.policies.create(policy).orThrow();
    await acme.policies
      .publish({ policy: { externalId: policy.externalId }, effectiveFrom: startDate, expectedVersion: draft.version })
      .orThrow();
  }
  const assignments = policies.map(({ externalId, person }) => ({
    employee: { externalId: person },
    policy: { externalId },
    startDate,
    externalId: `stipend-${person}`,
  }));
  const { outcomes } = await acme.stipends.assign({ assignments }, { idempotencyKey: 'enrol' }).orThrow();
  page.must('enrolled', outcomes.filter(({ created }) => created).length, policies.length);

  page.say(
    `The others get theirs under policies: Łukasz Nowak half of his base salary of 500,000 a year, Siobhan O'Brien 1,400.00 EUR a month, and 李小龍
    a trial of 50 yen a month. All begin on ${startDate}. The clock moves on into the twelfth month:`,
  );
  const noon = monthStart(12).add({ days: 19 }).toZonedDateTime({ timeZone: 'America/New_York', plainTime: '12:00' });
  const { clock } = await acme.testClock.advance({ to: noon.toInstant().toString() }).orThrow();

  const stipend = await acme.stipends.get({ externalId: 'stipend-k-01' });
  const grants = stipend?.grants.nodes ?? [];
  page.table(
    ['Łukasz Nowak, from', 'status', '>granted', '>available'],
    grants.map(({ effectiveAt, status, amount, available }) => [
      Temporal.Instant.from(effectiveAt).toZonedDateTimeISO('America/New_York').toPlainDate().toString(),
      status.toLowerCase(),
      shown(amount),
      shown(available),
    ]),
  );
  const count = (amount: string) => grants.filter((grant) => grant.amount.amount === amount).length;
  const sum = decimalOf(sumOf(grants.map(({ amount }) => amount.amount)), 2);
  page.must('grants', grants.length, 12);
  page.must('grantsOf20833.33', count('20833.33'), 8);
  page.must('grantsOf20833.34', count('20833.34'), 4);
  page.must('sum', sum, '250000.00');
  page.must('statuses', [...new Set(grants.map(({ status }) => status))], ['EXPIRED', 'ACTIVE']);
  page.must('grantsIssued', clock.grantsIssued, 44);
  page.say(
    `Eight grants of 20,833.33 and four of 20,833.34 are ${shown({ amount: sum, currency: 'USD' })}, to the cent. Each month that passed unused has
    expired; on the way the clock issued ${clock.grantsIssued} grants and let ${clock.grantsExpired} expire, each at its own midnight.`,
  );
  page.note('grantsExpired', clock.grantsExpired);
}
