import { newId, uuidOf } from '../../kernel/ids.js';
import { readText } from '../../kernel/text.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { type ItemOutcome, outcomeOf } from '../../platform/item-outcomes.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { lockEmployer } from '../access/index.js';
import { type CalendarPeriod, changePeriod } from './calendar.rules.js';
import { PayPeriod } from './pay-period.entity.js';
import type { PayPeriodsUpsertInput } from './pay-period.graphql.js';
import { changeCalendar } from './when-calendar-changes.js';

/** Creates or changes pay periods by their external id: one outcome per item, in order. */
export async function upsertPayPeriods(ctx: Ctx, input: PayPeriodsUpsertInput): Promise<Array<ItemOutcome<'payPeriod'>>> {
  allow(ctx, 'payroll:write');
  const claim = { operation: 'payPeriodsUpsert', key: input.idempotencyKey, input };
  const { outcomes } = await once(tenant(ctx), claim, async (tx) => {
    await lockEmployer(tx, 'CHANGE');
    const calendar = await loadCalendar(tx);
    const changed = new Map<string, CalendarPeriod>();

    const taken = input.payPeriods.map((item, index) =>
      outcomeOf(() => {
        const path = ['input', 'payPeriods', `${index}`];
        const externalId = readText(item.externalId, [...path, 'externalId']);
        const known = calendar.get(externalId);
        const period = changePeriod(known, calendar.values(), item, { id: newId('payPeriod'), externalId }, path);
        if (period !== known) changed.set(externalId, period);
        calendar.set(externalId, period);
        return { id: period.id, created: known === undefined };
      }),
    );

    if (changed.size > 0) await changeCalendar(tx, () => savePeriods(tx, [...changed.values()]));
    return { outcomes: taken };
  });
  return [...outcomes];
}

/** Every pay period of the employer, by external id: a few dozen a year. */
async function loadCalendar(tx: Tx): Promise<Map<string, CalendarPeriod>> {
  const periods = await tx.em.find(PayPeriod, { employerId: tx.ctx.employerId }, { disableIdentityMap: true });
  return new Map(periods.map((period) => [period.externalId, period]));
}

async function savePeriods(tx: Tx, periods: readonly CalendarPeriod[]): Promise<void> {
  await tx.sql(
    `insert into pay_period (employer_id, created_at, id, external_id, start_date, end_date, check_date)
     select ${THIS_EMPLOYER}, $1::timestamptz, * from unnest($2::uuid[], $3::text[], $4::date[], $5::date[], $6::date[])
     on conflict (employer_id, id) do update set start_date = excluded.start_date, end_date = excluded.end_date, check_date = excluded.check_date`,
    [
      tx.now,
      periods.map(({ id }) => uuidOf(id)),
      periods.map(({ externalId }) => externalId),
      periods.map(({ startDate }) => startDate),
      periods.map(({ endDate }) => endDate),
      periods.map(({ checkDate }) => checkDate),
    ],
  );
}
