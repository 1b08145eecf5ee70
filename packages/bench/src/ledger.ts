import { closePlatform, openPlatform } from '@compute-stipends/server/app.js';
import type { Id } from '@compute-stipends/server/kernel/ids.js';
import { loadConfig } from '@compute-stipends/server/platform/config.js';
import { systemCtx } from '@compute-stipends/server/platform/context.js';
import { allScopes } from '@compute-stipends/server/platform/scope.js';
import { inTransaction, type Tx } from '@compute-stipends/server/platform/transaction.js';
import pino from 'pino';
import type { Company } from './company.js';

/** Fills the books through the ledger's own front doors, a hundred people a transaction. */
export async function fillLedger(
  { databaseUrl, masterKey, employerId, employeeIds }: Company,
  fill: (tx: Tx, people: readonly Id<'employee'>[], start: number) => Promise<void>,
): Promise<void> {
  const config = loadConfig({ ENVIRONMENT: 'production', DATABASE_URL: databaseUrl, MASTER_KEY: masterKey, ROLE: 'server' });
  const platform = await openPlatform(config, databaseUrl, pino({ level: 'warn' }));
  try {
    const ctx = systemCtx(platform, 'bench', employerId as Id<'employer'>, new Set(allScopes));
    for (let start = 0; start < employeeIds.length; start += 100) {
      const people = employeeIds.slice(start, start + 100) as Id<'employee'>[];
      await inTransaction(ctx, (tx) => fill(tx, people, start));
    }
  } finally {
    await closePlatform(platform);
  }
}
