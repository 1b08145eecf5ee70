import type { UsageEventInput, UsageOutcome } from '@compute-stipends/sdk';
import { decimalOf, divideHalfEven, grouped, shown, unitsOf } from '../amounts.js';
import type { Page } from '../page.js';
import { type Use, usesOfDemo, usesOfResponses } from '../responses.js';
import type { Company } from './employer.js';

/** What was sent, and what became of it. */
export interface Reported {
  readonly events: readonly UsageEventInput[];
  readonly outcomes: readonly UsageOutcome[];
}

const people = ['k-01', 'k-02', 'k-03', 'k-04'];
const source = 'kestrel-gateway';

/** Real usage: priced, debited, and never twice. */
export async function tellUsage(page: Page, { vendor, acme, monthStart }: Company): Promise<Reported> {
  page.chapter('usage', 'The usage');
  const real = await usesOfResponses();
  const uses = real ?? (await usesOfDemo(vendor));
  const events = eventsOf(uses, monthStart(12));
  page.note('source', real === null ? 'demo company' : 'provider responses');
  const what =
    real === null
      ? `${uses.length} uses of models by the demo company`
      : `${uses.length} real responses of providers, read by the extractors of the price package,`;
  page.say(
    `${what} are reported for four people over the first weeks of the twelfth month; with them, one use of a model nobody has a price for and one by
    a person nobody knows. Yen and euro stipends pay for dollars at the rates sent before.`,
  );
  await acme.fxRates
    .upsert({
      rates: [
        { base: 'USD', quote: 'EUR', rate: '0.92', asOf: `${monthStart(11)}T00:00:00Z`, source: 'ECB' },
        { base: 'USD', quote: 'JPY', rate: '149.2', asOf: `${monthStart(11)}T00:00:00Z`, source: 'ECB' },
      ],
    })
    .orThrow();

  const report = await acme.usage.report(events);
  const { outcomes } = report;
  const count = (status: string) => outcomes.filter((outcome) => outcome.status === status).length;
  const recorded = count('RECORDED');
  page.table(
    ['outcome', '>events', 'what it means'],
    [
      ['recorded', `${recorded}`, 'priced, and debited to its person'],
      ['unpriced', `${report.unpriced}`, 'stored; no price is known, nothing debited'],
      ['unattributed', `${report.unattributed}`, 'stored; nobody matches, nothing debited'],
    ],
  );
  page.must('events', outcomes.length, events.length);
  page.check('recorded, unpriced and unattributed events together', recorded + report.unpriced + report.unattributed, events.length);
  page.note('recorded', recorded);
  page.note('unpriced', report.unpriced);
  page.note('unattributed', report.unattributed);
  page.must('unknownModel', statusOf(outcomes, 'unknown-model'), 'UNPRICED');
  page.must('unknownPerson', statusOf(outcomes, 'unknown-person'), 'UNATTRIBUTED');
  page.must('rejected', report.failed.length, 0);
  page.check('most is priced', recorded > events.length / 2, true);

  await tellOneEvent(page, acme, outcomes);
  await tellSecondSend(page, acme, events);
  return { events, outcomes };
}

function eventsOf(uses: readonly Use[], firstDay: Temporal.PlainDate): UsageEventInput[] {
  const start = firstDay.add({ days: 1 }).toZonedDateTime('UTC').toInstant();
  const seventeenDays = 17 * 24 * 60 * 60;
  const seconds = Math.floor(seventeenDays / Math.max(1, uses.length));
  const events = uses.map((use, index) => ({
    ...use,
    id: `response-${index + 1}`,
    source,
    employee: { externalId: people[index % people.length] ?? '' },
    occurredAt: start.add({ seconds: seconds * index }).toString(),
  }));
  const stray = {
    source,
    provider: 'anthropic',
    occurredAt: start.toString(),
    counts: [{ usageClass: 'INPUT', count: '120000' } as const],
  };
  return [
    ...events,
    { ...stray, id: 'unknown-model', employee: { externalId: 'k-01' }, model: 'in-house-prototype' },
    { ...stray, id: 'unknown-person', employee: { externalId: 'contractor-17' }, model: 'claude-sonnet-4-5' },
  ];
}

function statusOf(outcomes: readonly UsageOutcome[], eventId: string): string {
  return outcomes.find((outcome) => outcome.eventId === eventId)?.status ?? '';
}

function costOf({ cost }: UsageOutcome): bigint {
  return unitsOf(cost?.amount ?? '0');
}

/** How one charge came about: its lines, and who paid. */
async function tellOneEvent(page: Page, acme: Company['acme'], outcomes: readonly UsageOutcome[]): Promise<void> {
  const dearest = outcomes
    .filter(({ cost }) => cost?.currency === 'USD')
    .reduce((most, outcome) => (costOf(outcome) > costOf(most) ? outcome : most));
  const events = await acme.usage.events({ pageSize: 100 }).toArray({ limit: 10_000 });
  const event = events.find(({ id }) => id === dearest.usageId);
  if (!event?.charge) throw new Error('A recorded event has a charge.');
  page.say(`The dearest in dollars was ${event.provider}'s ${event.model}, used by ${event.employee?.name}:`);
  const { lines, cost } = event.charge;
  page.table(
    ['class', '>units', '>price', '>per'],
    lines.map(({ usageClass, count, price, unitQuantity }) => [usageClass, grouped(count), price, grouped(unitQuantity)]),
  );
  page.say(`Together ${shown(cost)}: summed first, and rounded once, at the tenth decimal.`);
  // Over one denominator, so that nothing is rounded before the sum.
  const denominator = lines.reduce((product, { unitQuantity }) => product * BigInt(unitQuantity), 1n);
  const sum = lines.reduce(
    (total, line) => total + (BigInt(line.count) * unitsOf(line.price) * denominator) / BigInt(line.unitQuantity),
    0n,
  );
  page.must('dearest', decimalOf(unitsOf(cost.amount)), decimalOf(divideHalfEven(sum, denominator)));
}

/** The same again, and once more with another content. */
async function tellSecondSend(page: Page, acme: Company['acme'], events: readonly UsageEventInput[]): Promise<void> {
  const before = await amountsOf(acme);
  const again = await acme.usage.report(events);
  const [first] = events;
  if (first === undefined) throw new Error('There are events.');
  const [differing] = (await acme.usage.report([{ ...first, counts: [{ usageClass: 'OUTPUT', count: '1000000000' }] }])).outcomes;
  page.must('duplicatesOnTheSecondSend', again.duplicates, events.length);
  page.must('sameIdOtherContent', `${differing?.status} ${differing?.differs ? 'differs' : 'the same'}`, 'DUPLICATE differs');
  page.check('the balances after the second send', await amountsOf(acme), before);
  page.say(
    `The whole report is sent a second time: ${again.duplicates} duplicates, and no balance moves. One event comes with its old id and a billion
    tokens: a duplicate, too, marked as differing; what was stored first stands.`,
  );
}

/** Every balance, as text to compare. */
export async function amountsOf(acme: Company['acme']): Promise<string[]> {
  const balances = await acme.balances.list({ pageSize: 200 }).toArray({ limit: 1_000 });
  return balances.map(
    ({ employee, currency, granted, available, consumed, expired, overage }) =>
      `${employee?.externalId} ${currency} ${[granted, available, consumed, expired, overage].map(({ amount }) => amount).join(' ')}`,
  );
}
