import { decimalOf, shown, unitsOf } from '../amounts.js';
import type { Page } from '../page.js';
import { type Company, zones } from './employer.js';

const employee = { externalId: 'k-05' };
const policy = { externalId: 'agents' };
const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Spending that is asked for first: a hold, refusals that say why, a correction, a month that rolls over. */
export async function tellSpending(page: Page, company: Company): Promise<void> {
  const { acme, monthStart } = company;
  page.chapter('spending', 'The spending');
  const [first, second] = [monthStart(13), monthStart(14)];
  await openStipend(company, first);
  const day = first.add({ days: 1 });
  page.say(
    `Adaeze Okafor joins on ${first}, with 100.00 USD of compute a month for her agents; up to 50.00 of what is left rolls over into the next. An
    agent's platform asks before it spends, and says afterwards what it cost.`,
  );

  const { hold, decision } = await acme.spend.authorize({ employee, amount: usd('25.00'), tool: 'agent' }).orThrow();
  page.must('allowed', decision?.allowed ?? null, true);
  page.must('held', await left(company), '75.00 left, 25.00 held, 0.00 used');
  const captured = await acme.spend.capture({ holdId: hold.id, amount: usd('18.40') }).orThrow();
  page.must('captured', `${captured.hold.status} ${captured.hold.captured?.amount}`, 'CAPTURED 18.40');
  page.must('afterCapture', await left(company), '81.60 left, 0.00 held, 18.40 used');
  page.say('25.00 is set aside, so that nobody else can spend it; 18.40 is what it came to, and 6.60 is there again at once.');

  await tellRefusedSpends(page, company, day);
  await tellCorrection(page, company, day.add({ days: 1 }));

  const { clock } = await acme.testClock.advance({ to: second.toZonedDateTime(zones.us).toInstant().toString() }).orThrow();
  page.check('what the clock issued when the month ended', clock.grantsIssued > 0, true);
  const [stipend] = (await acme.stipends.get({ externalId: 'stipend-k-05' }))?.grants.nodes.filter(({ kind }) => kind === 'ROLLOVER') ?? [];
  page.must('carried', stipend ? shown(stipend.amount) : '', '40.00 USD');
  page.must('nextMonth', await left(company), '140.00 left, 0.00 held, 60.00 used');
  page.say(
    `When ${second} begins, 60.00 of the 100.00 have been used and 40.00 are left, which is less than 50.00: all of it rolls over, and the new month
    has 140.00.`,
  );
}

async function openStipend({ acme }: Company, startDate: Temporal.PlainDate): Promise<void> {
  const since = startDate.toString();
  const employment = { effectiveDate: since, title: 'Engineer', legalEntity: { externalId: 'us' }, department: { externalId: 'eng' } };
  await acme.employees.upsert({ employees: [{ ...employee, name: 'Adaeze Okafor', employment }] }).orThrow();
  const terms = { amountType: 'FIXED', period: 'MONTHLY', amount: usd('100.00'), rolloverTerms: { max: usd('50.00') } } as const;
  const { policy: draft } = await acme.policies.create({ ...policy, name: 'Agents', terms }).orThrow();
  await acme.policies.publish({ policy, effectiveFrom: since, expectedVersion: draft.version }).orThrow();
  await acme.stipends.assign({ assignments: [{ employee, policy, startDate: since, externalId: 'stipend-k-05' }] }).orThrow();
}

/** `81.60 left, 0.00 held, 18.40 used`. */
async function left({ acme }: Company): Promise<string> {
  const [balance] = await acme.balances.get({ employee });
  return balance ? `${balance.available.amount} left, ${balance.held.amount} held, ${balance.consumed.amount} used` : 'nothing';
}

/** Too much for the balance, and too much for a day. */
async function tellRefusedSpends(page: Page, company: Company, day: Temporal.PlainDate): Promise<void> {
  const { acme } = company;
  const short = await acme.spend.authorize({ employee, amount: usd('81.61') });
  if (short.ok) throw new Error('More than the balance was allowed.');
  const [shortage] = short.userErrors;
  page.must('beyondTheBalance', [shortage?.code ?? '', short.decision?.available?.amount ?? ''], ['INSUFFICIENT_BALANCE', '81.60']);

  await acme.limits.set({ scope: 'PERSON', window: 'DAY', mode: 'HARD', currency: 'USD', amount: '30.00', employee }).orThrow();
  const over = await acme.spend.authorize({ employee, amount: usd('15.00') });
  if (over.ok) throw new Error('More than the limit was allowed.');
  const [excess] = over.userErrors;
  const { bindingLimit = null, resetsAt = null } = over.decision ?? {};
  page.must(
    'beyondTheLimit',
    [excess?.code ?? '', bindingLimit?.window ?? '', bindingLimit?.amount?.amount ?? '', bindingLimit?.remaining?.amount ?? ''],
    ['LIMIT_EXCEEDED', 'DAY', '30.00', '11.60'],
  );
  const midnight = day.add({ days: 1 }).toZonedDateTime(zones.us).toInstant().toString({ smallestUnit: 'millisecond' });
  page.check('when the limit resets', resetsAt, midnight);
  page.must('afterRefusals', await left(company), '81.60 left, 0.00 held, 18.40 used');
  page.list([
    [`81.61 of 81.60: ${shortage?.code}`, shortage?.message ?? ''],
    [`15.00 under a limit of 30.00 a day: ${excess?.code}`, excess?.message ?? ''],
  ]);
  page.say('A refusal names the limit that binds, what is left of it and when it resets. Nothing was set aside.');
}

/** An agent that did not ask first is recorded all the same; what it reported wrongly is unwound. */
async function tellCorrection(page: Page, company: Company, day: Temporal.PlainDate): Promise<void> {
  const { acme } = company;
  const noon = day.toZonedDateTime({ timeZone: zones.us, plainTime: '12:00' }).toInstant().toString();
  await acme.testClock.advance({ to: noon }).orThrow();
  const { hold } = await acme.spend.authorize({ employee, amount: usd('30.00') }).orThrow();
  await acme.spend.capture({ holdId: hold.id, amount: usd('30.00') }).orThrow();

  // One dollar for a million tokens.
  const event = { source: 'agents', employee, provider: 'anthropic', model: 'claude-haiku-4-5', occurredAt: noon };
  const tokens = (count: string) => [{ usageClass: 'INPUT', count } as const];
  await acme.usage.report([{ ...event, id: 'run-1', counts: tokens('20000000') }]);
  page.must('reported', await left(company), '31.60 left, 0.00 held, 68.40 used');
  const [outcome] = (
    await acme.usage.report([{ ...event, id: 'run-1-corrected', corrects: { source: 'agents', id: 'run-1' }, counts: tokens('11600000') }])
  ).outcomes;
  page.must('corrected', `${outcome?.status} ${outcome?.cost?.amount}`, 'RECORDED 11.60');
  page.must('afterCorrection', await left(company), '40.00 left, 0.00 held, 60.00 used');
  const [charged, taken] = (await acme.usage.events({ pageSize: 10 }).toArray({ limit: 2 })).map(({ eventId, charge }) => ({
    eventId,
    cost: unitsOf(charge?.cost.amount ?? '0'),
    paid: (charge?.fundings ?? []).reduce((sum, { amount }) => sum + unitsOf(amount.amount), 0n),
  }));
  page.check('who paid for the correction', decimalOf(charged?.paid ?? 0n), decimalOf(charged?.cost ?? 1n));
  page.check('the event that was corrected', taken?.eventId ?? '', 'run-1');
  page.say(
    `The next day 30.00 is allowed again, to the cent. One run did not ask first: it happened, so its 20.00 are recorded. The platform finds that it
    was 11.60; the correction gives back what the first report had taken, and is charged instead.`,
  );
}
