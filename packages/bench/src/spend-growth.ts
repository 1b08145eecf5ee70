import { randomUUID } from 'node:crypto';
import { type Id, uuidOf } from '@compute-stipends/server/kernel/ids.js';
import { authorizeSpend, captureSpend } from '@compute-stipends/server/modules/spending/index.js';
import type { TenantCtx } from '@compute-stipends/server/platform/context.js';
import { type Company, openCompany, withClient } from './company.js';
import { type Bench, interleave } from './measure.js';
import type { FloorPurse } from './spend.floor.js';
import { openContext, openPurses } from './spend.wallets.js';

const FEW = 10_000;
const MANY = 1_000_000;
const ROUNDS = 7;
const SPENDS = 200;

/** The same spend, authorized and captured, of a person with 10⁶ entries behind it, against one with 10⁴: time over time. */
export const spendGrowth: Bench = {
  name: 'spend-growth',
  async measure() {
    const company = await openCompany(2);
    const { ctx, close } = await openContext(company);
    try {
      const [much, little] = company.employeeIds;
      if (much === undefined || little === undefined) throw new Error('Two people spend.');
      const [muchPurse, littlePurse] = await openPurses(ctx, [much, little]);
      if (muchPurse === undefined || littlePurse === undefined) throw new Error('Both have a wallet.');
      await leaveBehind(company, muchPurse, MANY);
      await leaveBehind(company, littlePurse, FEW);
      await withClient(company.superuserUrl, (client) => client.query('vacuum analyze'));
      for (const person of [much, little]) await spends(ctx, person);
      const named = { name: 'spend-growth', unit: 'ms a spend', wanted: '≤ 1.2 × with 10⁴ entries' };
      return [await interleave(named, ROUNDS, { ours: () => spends(ctx, much), floor: () => spends(ctx, little) })];
    } finally {
      await close();
      await company.close();
    }
  },
};

/** Entries of the past, two a posting, written past the triggers. */
async function leaveBehind({ superuserUrl, employerId }: Company, { accountUuid }: FloorPurse, entries: number): Promise<void> {
  const values = [uuidOf(employerId as Id<'employer'>), accountUuid, entries / 2];
  await withClient(superuserUrl, async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(
      `with p as (
         insert into posting (employer_id, id, account_id, sequence, kind, key, effective_at, booked_at, hash)
         select $1::uuid, gen_random_uuid(), $2::uuid, i + 1, 'CORRECTED', 'past:' || $2::uuid || ':' || i, now() - interval '1 year' + i * interval '1 second', now(), '\\x00'
         from generate_series(1, $3::int) as i returning id)
       insert into entry (employer_id, posting_id, leg, account_id, side, currency, amount)
       select $1::uuid, p.id, l.leg, $2::uuid, l.side, 'USD', l.amount from p, (values (0, 'EXPIRED', 1), (1, 'REVOKED', -1)) as l (leg, side, amount)`,
      values,
    );
    await client.query('update account set version = $3::int + 1 where employer_id = $1 and id = $2', values);
  });
}

/** @returns milliseconds of one, over many after another */
async function spends(ctx: TenantCtx, id: string): Promise<number> {
  const began = performance.now();
  for (let spend = 0; spend < SPENDS; spend += 1) {
    const amount = { amount: '0.01', currency: 'USD' };
    const { hold, refusal } = await authorizeSpend(ctx, { employee: { id }, amount, idempotencyKey: randomUUID() });
    if (hold === null) throw refusal;
    await captureSpend(ctx, { holdId: hold.id, amount, idempotencyKey: randomUUID() });
  }
  return (performance.now() - began) / SPENDS;
}
