import { randomUUID } from 'node:crypto';
import { type Id, uuidOf } from '@compute-stipends/server/kernel/ids.js';
import { authorizeSpend } from '@compute-stipends/server/modules/spending/index.js';
import type { TenantCtx } from '@compute-stipends/server/platform/context.js';
import { openCompany, withClient } from './company.js';
import { type Bench, interleave } from './measure.js';
import { type FloorTask, makeFloor } from './spend.floor.js';
import { openContext, openPurses, openRunner } from './spend.wallets.js';

const CLIENTS = 32;
const ROUNDS = 5;
const SECONDS = 4;

/** 32 clients on one person, authorizations alone, at the front door of the ledger. Floor: as of `authorize-capture`, on one other person. */
export const hotEmployee: Bench = {
  name: 'hot-employee',
  async measure() {
    const company = await openCompany(2);
    const { ctx, close } = await openContext(company);
    try {
      const [mine, theirs] = company.employeeIds;
      if (mine === undefined || theirs === undefined) throw new Error('Two people spend.');
      await openPurses(ctx, [mine]);
      const wallets = await openPurses(ctx, [theirs]);
      await makeFloor(company.ownerUrl);
      await withClient(company.superuserUrl, (client) => client.query('vacuum analyze'));
      const employerUuid = uuidOf(company.employerId as Id<'employer'>);
      const floorTask = { databaseUrl: company.databaseUrl, employerUuid, wallets, clients: CLIENTS, captures: false };
      const floor = await openRunner('spend.floor.process.js', floorTask satisfies FloorTask);
      try {
        await authorizations(ctx, mine, 2);
        await floor.run(2);
        const named = { name: 'hot-employee', unit: 'authorizations/s', wanted: '≥ 0.5 × floor, no error' };
        return [await interleave(named, ROUNDS, { ours: () => authorizations(ctx, mine, SECONDS), floor: () => floor.run(SECONDS) })];
      } finally {
        await floor.stop();
      }
    } finally {
      await close();
      await company.close();
    }
  },
};

async function authorizations(ctx: TenantCtx, id: string, seconds: number): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1_000;
  let done = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (performance.now() < until) {
        const amount = { amount: '0.01', currency: 'USD' };
        const { refusal } = await authorizeSpend(ctx, { employee: { id }, amount, idempotencyKey: randomUUID() });
        if (refusal !== null) throw refusal;
        done += 1;
      }
    }),
  );
  return (done * 1_000) / (performance.now() - began);
}
