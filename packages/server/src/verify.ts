import { employersForJob } from './jobs/run-job.js';
import type { Id } from './kernel/ids.js';
import { systemCtx } from './platform/context.js';
import type { Module } from './platform/module.js';
import type { Platform } from './platform/platform.js';
import { inTransaction } from './platform/transaction.js';

/** A law that does not hold for an employer, and the first things that break it. */
export interface Violation {
  readonly employerId: Id<'employer'>;
  readonly law: string;
  readonly ids: readonly string[];
}

/** Looks at every law of every module, for these employers or for all; an empty answer is the good one. */
export async function verify(platform: Platform, modules: readonly Module[], employers?: Iterable<Id<'employer'>>): Promise<Violation[]> {
  const violations: Violation[] = [];
  for await (const employerId of employers ?? employersForJob(platform, 'verify')) {
    const ctx = systemCtx(platform, 'verify', employerId, new Set());
    for (const { law, find } of modules.flatMap(({ checks = [] }) => checks)) {
      const ids = await inTransaction(ctx, async (tx) => {
        // A law of large books takes longer than any request may.
        await tx.sql("set local statement_timeout = '15min'");
        return find(tx);
      });
      if (ids.length > 0) violations.push({ employerId, law, ids });
    }
  }
  return violations;
}
