import { isStipendError, OffersCreateDocument, StipendClient, UsageReportDocument } from '@compute-stipends/sdk';
import type { Page } from '../page.js';
import type { Server } from '../server.js';
import type { Company } from './employer.js';
import { amountsOf } from './usage.js';

interface Refused {
  readonly code: string;
  readonly sentence: string;
}

/** What is not accepted, with code and sentence; the books are as before. */
export async function tellRefusals(page: Page, { vendor, acme }: Company, server: Server): Promise<void> {
  page.chapter('refusals', 'What is refused');
  const before = await amountsOf(acme);
  const foreign = await offerOfAnotherEmployer(vendor);
  const missing = `${foreign.slice(0, -4)}0000`;

  const offer = (amount: unknown, currency = 'USD') => ({
    input: { candidateName: 'Nobody', title: 'Nothing', components: [{ baseSalary: { amount: { amount, currency } } }] },
  });
  const create = (variables: Record<string, unknown>) => acme.query(OffersCreateDocument.toString(), variables);
  const key = { idempotencyKey: 'same-key' };
  const draft = (amount: string) => acme.offers.create({ candidateName: 'Twice', title: 'Engineer', ...componentsOf(amount) }, key);
  await draft('100000.00').orThrow();
  const eventsAboveLimit = Array.from({ length: 1_001 }, (_, index) => ({
    id: `many-${index}`,
    employee: { externalId: 'k-01' },
    provider: 'openai',
    model: 'gpt-5',
    occurredAt: '2026-01-01T00:00:00Z',
    counts: [{ usageClass: 'INPUT', count: '1' }],
  }));

  const attempts: ReadonlyArray<readonly [name: string, code: string, attempt: () => Promise<unknown>]> = [
    ['a wrong key', 'UNAUTHENTICATED', () => new StipendClient({ apiKey: 'csk_test_wrong', baseUrl: server.url }).me()],
    ["another employer's offer", 'NOT_FOUND', () => acme.offers.send({ offer: { id: foreign } }).orThrow()],
    ['an offer that never was', 'NOT_FOUND', () => acme.offers.send({ offer: { id: missing } }).orThrow()],
    ['an amount that is a JSON number', 'BAD_USER_INPUT', () => create(offer(100_000))],
    ['an amount with an exponent, "1e3"', 'BAD_USER_INPUT', () => create(offer('1e3'))],
    ['an amount that is "NaN"', 'BAD_USER_INPUT', () => create(offer('NaN'))],
    ['an amount with eleven decimals', 'BAD_USER_INPUT', () => create(offer('1.00000000001'))],
    ['a negative salary', 'VALIDATION', () => acme.offers.create({ candidateName: 'N', title: 'T', ...componentsOf('-1.00') }).orThrow()],
    ['an unknown currency', 'BAD_USER_INPUT', () => create(offer('1.00', 'XXQ'))],
    ['a field nobody knows', 'BAD_USER_INPUT', () => acme.query('{ me { salary } }')],
    [
      '1,001 events in one request',
      'BAD_USER_INPUT',
      () => acme.query(UsageReportDocument.toString(), { input: { events: eventsAboveLimit } }),
    ],
    ['the same key, another amount', 'IDEMPOTENCY_CONFLICT', () => draft('900000.00').orThrow()],
  ];

  const told: Array<readonly [string, Refused]> = [];
  for (const [name, code, attempt] of attempts) {
    const refused = await refusalOf(attempt);
    page.must(name, refused.code, code);
    told.push([name, refused]);
  }
  page.list(
    told.map(([name, { code, sentence }], index) => [`${name}: ${code}`, withoutRepetition(sentence, told[index - 1]?.[1].sentence)]),
  );

  const sentenceOf = (name: string) => told.find(([attempt]) => attempt === name)?.[1].sentence ?? '';
  page.must('foreignReadsLikeMissing', sentenceOf("another employer's offer"), sentenceOf('an offer that never was'));
  page.must('foreignIsNull', (await acme.offers.get({ id: foreign })) === null && (await acme.node({ id: foreign })) === null, true);
  page.check('the balances after all that', await amountsOf(acme), before);
  page.say("Another employer's id reads like one that never was. Every balance is as before.");
}

function componentsOf(amount: string) {
  return { components: [{ baseSalary: { amount: { amount, currency: 'USD' } } }] };
}

/** Another employer of the same vendor, with an offer of its own. */
async function offerOfAnotherEmployer(vendor: StipendClient): Promise<string> {
  await vendor.employers.upsert({ employers: [{ externalId: 'merlin', name: 'Merlin Works' }] }).orThrow();
  const { offer } = await vendor.forEmployer({ externalId: 'merlin' }).offers.create({ candidateName: 'Ada', title: 'Engineer' }).orThrow();
  return offer.id;
}

async function refusalOf(attempt: () => Promise<unknown>): Promise<Refused> {
  try {
    await attempt();
  } catch (error) {
    if (!isStipendError(error)) throw error;
    return { code: error.code, sentence: error.message };
  }
  return { code: 'accepted', sentence: '' };
}

/** What is valid is told at length; once is enough for a reader. */
function withoutRepetition(sentence: string, before = ''): string {
  const [fault = '', rule] = sentence.split(' is not valid. ');
  return rule !== undefined && before.endsWith(rule) ? `${fault} is not valid. …` : sentence;
}
