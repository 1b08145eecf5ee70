import type { Balance, PayrollStatement } from '@compute-stipends/sdk';
import { decimalOf, shown, unitsOf } from '../amounts.js';
import type { Page } from '../page.js';
import { type Company, zones } from './employer.js';

/** The pay run: a calendar, a closing, statements that say what the ledger says. */
export async function tellPayroll(page: Page, { acme, monthStart }: Company, balances: readonly Balance[]): Promise<void> {
  page.chapter('payroll', 'The pay run');
  const [startDate, endDate] = [monthStart(12), monthStart(13)];
  const payPeriod = { externalId: startDate.toString().slice(0, 7) };
  await acme.payPeriods.upsert({ payPeriods: [{ ...payPeriod, startDate: startDate.toString(), endDate: endDate.toString() }] }).orThrow();
  const provisional = await acme.payroll.statements({ payPeriod });
  page.must(
    'provisionalBeforeClosing',
    provisional.nodes.every((statement) => statement.provisional),
    true,
  );

  await acme.testClock.advance({ to: endDate.add({ days: 1 }).toZonedDateTime(zones.us).toInstant().toString() }).orThrow();
  const closing = await acme.payPeriods.close({ payPeriod }, { idempotencyKey: `close-${payPeriod.externalId}` }).orThrow();
  const job = await acme.jobs.wait(closing.job, { waitAtMost: 60_000 });
  const closed = await acme.payPeriods.get(payPeriod);
  page.must('job', job.state, 'SUCCEEDED');
  page.must('payPeriod', closed?.status ?? null, 'CLOSED');
  page.say(
    `The payroll system sends its calendar and, when the month is over everywhere, closes ${payPeriod.externalId}: nothing is booked into it any
    more, and a job makes the statements, which never change.`,
  );

  const statements = await acme.payroll.statements({ payPeriod, pageSize: 200 }).toArray({ limit: 1_000 });
  page.table(
    ['person', '>opening', '>granted', '>consumed', '>expired', '>closing', '>overage'],
    statements.map(({ employee, movement, lines, currency }) => [
      employee?.name ?? '',
      ...[movement.opening, movement.granted, movement.consumed, movement.expired, movement.closing].map(shown),
      lines.find(({ kind }) => kind === 'OVERAGE_INFO') ? shown(exactOf(lines, 'OVERAGE_INFO', currency)) : '',
    ]),
  );
  page.must(
    'statements',
    statements.map(({ employee }) => employee?.externalId ?? ''),
    balances.map(({ employee }) => employee?.externalId ?? ''),
  );

  page.note('lines', statements.flatMap(linesByPerson));
  for (const statement of statements) {
    const person = statement.employee?.externalId ?? '';
    const balance = balances.find(({ employee }) => employee?.externalId === person);
    if (balance === undefined) throw new Error(`${person} has a balance.`);
    compare(page, person, statement, balance);
  }
  const [first] = statements;
  if (first !== undefined) {
    page.say(
      `Payroll books whole minor units; the exact number stands beside each, and the remainder is kept. ${first.employee?.name}'s lines:`,
    );
    page.table(
      ['line', '>amount', '>exact', '>remainder'],
      first.lines.map(({ kind, amount, exactAmount, rounding }) => [kind, shown(amount), shown(exactAmount), shown(rounding)]),
    );
  }
  page.say(
    `What the statements say is what the ledger says: consumed and overage are those of the balances before, and what was left when the month
    ended has expired.`,
  );
}

function linesByPerson({ employee, currency, lines }: PayrollStatement) {
  return lines.map(({ kind, amount, exactAmount, rounding }) => ({
    employee: employee?.externalId ?? '',
    currency,
    kind,
    amount: amount.amount,
    exactAmount: exactAmount.amount,
    rounding: rounding.amount,
  }));
}

/** All of a person's usage was in this period, so the ledger's sums are those of the statement. */
function compare(page: Page, person: string, { movement, lines, currency, provisional }: PayrollStatement, balance: Balance): void {
  const { opening, granted, consumed, expired, revoked, adjusted, closing } = movement;
  const units = ({ amount }: { readonly amount: string }) => unitsOf(amount);
  page.check(`whether the statement is final of ${person}`, !provisional, true);
  page.check(
    `consumed on the statement of ${person}`,
    decimalOf(units(consumed)),
    decimalOf(units(balance.consumed) - units(balance.overage)),
  );
  page.check(
    `overage on the statement of ${person}`,
    decimalOf(units(exactOf(lines, 'OVERAGE_INFO', currency))),
    decimalOf(units(balance.overage)),
  );
  page.check(`expired on the statement of ${person}`, decimalOf(units(expired)), decimalOf(units(balance.available)));
  const moved = units(opening) + units(granted) - units(consumed) - units(expired) - units(revoked) + units(adjusted);
  page.check(`closing balance on the statement of ${person}`, decimalOf(units(closing)), decimalOf(moved));
  const isExact = lines.every(({ amount, rounding, exactAmount }) => units(amount) + units(rounding) === units(exactAmount));
  page.check(
    `whether lines add up on the statement of ${person}`,
    isExact && lines.every(({ amount }) => amount.amount === amount.rounded),
    true,
  );
}

function exactOf(lines: PayrollStatement['lines'], kind: string, currency: string) {
  return lines.find((line) => line.kind === kind)?.exactAmount ?? { amount: '0', currency };
}
