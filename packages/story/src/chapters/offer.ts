import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OfferCreateInput } from '@compute-stipends/sdk';
import { shown } from '../amounts.js';
import type { Page } from '../page.js';
import type { Company } from './employer.js';

const usd = (amount: string) => ({ amount, currency: 'USD' });

const candidate = 'Nguyễn Thị Ánh';

/** An offer of salary and compute: draft, letter, acceptance, first day. */
export async function tellOffer(page: Page, { acme, monthStart }: Company, folder: string): Promise<void> {
  page.chapter('offer', 'The offer');
  const startDate = monthStart(1);
  const offer = { externalId: 'greenhouse:8812' };
  const { offer: draft } = await acme.offers.create({ ...offer, ...termsOf(startDate) }).orThrow();
  const totals = draft.totalCompensation;
  if (!totals?.compute) throw new Error('The offer has totals.');

  page.say(`A recruiter offers ${candidate} a base salary and a compute stipend, from ${startDate} on. Cash comes first:`);
  page.table(
    ['a year', '>amount'],
    [
      ['cash', shown(totals.cash)],
      ['compute', shown(totals.compute.annualised)],
      ['total compensation', shown(totals.headline)],
      ['compute in percent of it', `${totals.computeShare} %`],
    ],
  );
  page.must('cash', totals.cash.amount, '375000.00');
  page.must('compute', totals.compute.annualised.amount, '100000.00');
  page.must('total', shown(totals.headline), '475,000.00 USD');
  page.must('computeShare', totals.computeShare, '21.05');

  const { offer: sent } = await acme.offers.send({ offer, expectedVersion: draft.version }, { idempotencyKey: 'send-8812' }).orThrow();
  if (!sent.letter) throw new Error('An offer that was sent has a letter.');
  const letterFile = path.join(folder, 'offer-letter.html');
  await writeFile(letterFile, sent.letter.html);
  page.say(`It is sent, and the letter stands: every read gives the same bytes (SHA-256 ${sent.letter.sha256.slice(0, 16)}…).`);
  page.say(`Read it as the candidate would: ${letterFile}`);
  const said = sent.letter.blocks.filter(({ kind }) => kind === 'COMPUTE_LEAD').map(({ text }) => text);
  if (said.length > 0) page.say(`“${said.join(' ')}”`);
  page.note('letterFile', letterFile);
  page.must('letterSha256', sent.letter.sha256, createHash('sha256').update(sent.letter.html).digest('hex'));
  page.must('letterShowsCashFirst', isBefore(sent.letter.html, '375,000.00', '475,000.00'), true);
  page.must('letterNamesTheCandidate', sent.letter.html.includes(candidate), true);

  const { offer: accepted } = await acme.offers
    .accept({ offer, versionNumber: sent.versionNumber, via: 'ESIGN', evidence: { signerName: candidate, reference: 'envelope 4711' } })
    .orThrow();
  page.must('statusAfterAcceptance', accepted.status, 'ACCEPTED');
  page.must('acceptedLetter', accepted.acceptance?.letterSha256 ?? null, sent.letter.sha256);
  const { offer: converted } = await acme.offers
    .convert({
      offer,
      startDate: startDate.toString(),
      employee: {
        create: {
          externalId: 'k-04',
          country: 'US',
          legalEntity: { externalId: 'us' },
          department: { externalId: 'research' },
          level: 'L6',
        },
      },
    })
    .orThrow();
  const [stipend] = converted.stipends ?? [];
  page.must('employee', converted.employee?.name ?? null, candidate);
  page.must('stipendStatus', stipend?.status ?? null, 'SCHEDULED');
  const firstMidnight = startDate.toZonedDateTime('America/New_York').toInstant().toString({ fractionalSecondDigits: 3 });
  page.must('firstGrantAt', stipend?.nextIssueAt ?? null, firstMidnight);
  page.say(
    `${candidate} signs, and becomes an employee: ${converted.employee?.externalId}. The compute line is a stipend now, and its first month is
    scheduled for the first second of ${startDate} in New York.`,
  );

  const { clock } = await acme.testClock.advance({ to: firstMidnight }).orThrow();
  const { grants } = (await acme.stipends.get({ id: stipend?.id ?? '' })) ?? {};
  const [first] = grants?.nodes ?? [];
  page.must('grantsOnTheFirstDay', clock.grantsIssued, 1);
  page.must('firstGrant', [first?.status ?? '', first ? shown(first.amount) : ''], ['ACTIVE', '8,333.34 USD']);
  page.say(`The clock moves there, and the first of twelve grants appears: ${first ? shown(first.amount) : ''}.`);
}

function termsOf(startDate: Temporal.PlainDate): Omit<OfferCreateInput, 'externalId' | 'idempotencyKey'> {
  return {
    candidateName: candidate,
    candidateEmail: 'anh@candidate.example',
    title: 'Senior researcher',
    startDate: startDate.toString(),
    components: [
      { baseSalary: { amount: usd('375000.00') } },
      {
        computeStipend: {
          amountType: 'FIXED',
          period: 'ANNUAL',
          amount: usd('100000.00'),
          framing: 'COMPENSATION',
          guarantee: {
            kind: 'GUARANTEED',
            until: startDate.add({ years: 1 }).toString(),
            onTermination: 'ENDS',
            onLeave: 'CONTINUES',
          },
          expiry: 'PERIOD_END',
          rollover: 'NONE',
          taxTreatment: 'WORKING_CONDITION_FRINGE',
          personalUse: 'INCIDENTAL',
          usageVisibility: { seenBy: 'your manager and the finance team', detail: 'TOTALS', ranked: false },
        },
      },
    ],
  };
}

function isBefore(text: string, first: string, second: string): boolean {
  const [left, right] = [text.indexOf(first), text.indexOf(second)];
  return left >= 0 && left < right;
}
