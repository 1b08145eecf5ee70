import type { Balance } from '@compute-stipends/sdk';
import { type Amount, decimalOf, shown, sumOf, unitsOf } from '../amounts.js';
import type { Page } from '../page.js';
import type { Company } from './employer.js';
import type { Reported } from './usage.js';

/** What everybody has left, to the tenth decimal. */
export async function tellBalance(page: Page, { acme }: Company, { events, outcomes }: Reported): Promise<readonly Balance[]> {
  page.chapter('balance', 'The balance');
  const balances = await acme.balances.list({ pageSize: 200 }).toArray({ limit: 1_000 });
  page.say(
    `What was granted, less what was consumed and what expired, is what is left, to the tenth decimal. Usage that no grant covered is overage: it
    happened, so it is recorded, and the next month begins without a debt.`,
  );
  page.table(
    ['person', '>granted', '>expired', '>consumed', '>of it overage', '>available'],
    balances.map(({ employee, granted, expired, consumed, overage, available }) => [
      employee?.name ?? '',
      ...[granted, expired, consumed, overage, available].map(shown),
    ]),
  );
  page.must('people', balances.length, 4);
  page.note('balances', balances.map(amountsByName));

  for (const { employee, granted, overage, available, held, consumed, expired, revoked } of balances) {
    const person = employee?.externalId ?? '';
    const mine = outcomes.filter((_, index) => events[index]?.employee.externalId === person);
    const total = (amounts: ReadonlyArray<Amount | null>) => decimalOf(sumOf(amounts.flatMap((amount) => amount?.amount ?? [])));
    page.check(`consumed by ${person}`, total([consumed]), total(mine.map(({ cost }) => cost)));
    page.check(`overage of ${person}`, total([overage]), total(mine.map((outcome) => outcome.overage)));
    page.check(`granted to ${person}, and overage`, total([granted, overage]), total([available, held, consumed, expired, revoked]));
  }
  const trial = balances.find(({ employee }) => employee?.externalId === 'k-03');
  page.must('trialWentOver', unitsOf(trial?.overage.amount ?? '0') > 0n, true);
  page.say(
    `Every consumed amount is what that person's events were answered with, added up here a second time. The trial of 50 yen did not cover
    everything 李小龍 used: ${trial ? shown(trial.overage) : ''} of it is overage.`,
  );
  return balances;
}

function amountsByName(balance: Balance) {
  const { employee, currency, granted, available, held, consumed, expired, revoked, overage } = balance;
  const amounts = Object.entries({ granted, available, held, consumed, expired, revoked, overage }).map(([name, { amount }]) => [
    name,
    amount,
  ]);
  return { employee: employee?.externalId ?? '', currency, ...(Object.fromEntries(amounts) as Record<string, string>) };
}
