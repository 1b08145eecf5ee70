import { closePlatform, openPlatform } from '@compute-stipends/server/app.js';
import { type Id, newId, uuidOf } from '@compute-stipends/server/kernel/ids.js';
import { currency, Money } from '@compute-stipends/server/kernel/money.js';
import { openAccounts, post, recipes } from '@compute-stipends/server/modules/ledger/index.js';
import { loadConfig } from '@compute-stipends/server/platform/config.js';
import { systemCtx, type TenantCtx } from '@compute-stipends/server/platform/context.js';
import { allScopes } from '@compute-stipends/server/platform/scope.js';
import { inTransaction } from '@compute-stipends/server/platform/transaction.js';
import pino from 'pino';
import type { Company } from './company.js';
import { answerOf, forkHelper } from './processes.js';
import type { FloorPurse } from './spend.floor.js';

/** A context that may do everything for the company, in this process. */
export async function openContext({ databaseUrl, masterKey, employerId }: Company): Promise<{ ctx: TenantCtx; close(): Promise<void> }> {
  const config = loadConfig({ ENVIRONMENT: 'production', DATABASE_URL: databaseUrl, MASTER_KEY: masterKey, ROLE: 'server' });
  const platform = await openPlatform(config, databaseUrl, pino({ level: 'warn' }));
  return { ctx: systemCtx(platform, 'bench', employerId as Id<'employer'>, new Set(allScopes)), close: () => closePlatform(platform) };
}

/** Gives each person one grant that is never used up; the same for ours and for the floor. */
export function openPurses(ctx: TenantCtx, people: readonly string[]): Promise<FloorPurse[]> {
  return inTransaction(ctx, async (tx) => {
    const owners = people.map((id) => ({ employeeId: id as Id<'employee'>, stipendId: newId('stipend'), currency: currency('USD') }));
    const accounts = await openAccounts(tx, owners);
    const { units } = Money.of('100000000', 'USD');
    const drafts = accounts.map((accountId) => {
      const terms = {
        grantId: newId('grant'),
        priority: 10,
        effectiveAt: new Date('2026-01-01T00:00:00Z'),
        expiresAt: new Date('2099-01-01T00:00:00Z'),
        units,
      };
      return recipes.granted(accountId, terms, `bench:${terms.grantId}`);
    });
    await post(tx, drafts);
    return drafts.map(({ accountId, opens }, index) => ({
      employeeUuid: uuidOf(people[index] as Id<'employee'>),
      accountUuid: uuidOf(accountId),
      grantUuid: opens === undefined ? '' : uuidOf(opens.grantId),
    }));
  });
}

/** A helper process that is told how long to run and answers how much it did a second. */
export interface Runner {
  run(seconds: number): Promise<number>;
  stop(): Promise<void>;
}

export async function openRunner(file: string, task: object): Promise<Runner> {
  const { child, stop } = await forkHelper(file, task);
  return {
    stop,
    async run(seconds) {
      child.send({ seconds });
      const result = await answerOf<{ readonly perSecond?: number; readonly failed?: string }>(child);
      if (result.perSecond === undefined) throw new Error(result.failed);
      return result.perSecond;
    },
  };
}
