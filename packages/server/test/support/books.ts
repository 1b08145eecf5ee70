import { expect } from '@jest/globals';
import { modules } from '../../src/app.js';
import { type Id, idOf, newId, uuidOf } from '../../src/kernel/ids.js';
import { currency, decimalOf, unitsOf } from '../../src/kernel/money.js';
import { createEmployee } from '../../src/modules/directory/index.js';
import { openAccounts, openEffectiveAt, post, readBalances, recipes } from '../../src/modules/ledger/index.js';
import type { ReportedEvent } from '../../src/modules/usage/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';

export interface GrantGiven {
  readonly amount: string;
  readonly currency?: string;
  readonly priority?: number;
  readonly from?: string;
  readonly until?: string | null;
}

export interface Person {
  readonly employeeId: Id<'employee'>;
  /** In the order given. */
  readonly grantIds: ReadonlyArray<Id<'grant'>>;
}

/** An employee with grants, each of a stipend of its own. */
export async function person(ctx: TenantCtx, externalId: string, grants: readonly GrantGiven[] = []): Promise<Person> {
  return inTransaction(ctx, async (tx) => {
    const employeeId = await createEmployee(tx, { externalId, name: externalId, startDate: '2026-01-01', terms: {} }, ['input']);
    const grantIds: Array<Id<'grant'>> = [];
    for (const { amount, currency: code = 'USD', priority = 100, from = '2026-09-01', until = null } of grants) {
      const [accountId] = await openAccounts(tx, [{ employeeId, stipendId: newId('stipend'), currency: currency(code) }]);
      if (accountId === undefined) throw new Error('no account');
      const grantId = newId('grant');
      const expiresAt = until === null ? null : new Date(until);
      const terms = { grantId, priority, effectiveAt: new Date(from), expiresAt, units: unitsOf(amount) };
      await post(tx, [recipes.granted(accountId, terms, `grant:${grantId}`)]);
      grantIds.push(grantId);
    }
    return { employeeId, grantIds };
  });
}

/** Books the end of every grant that has ended by the test clock. */
export async function bookEnds(ctx: TenantCtx): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const ended = await tx.sql<{ grant_id: string; account_id: string; available: string; expires_at: Date }>(
      `select grant_id, account_id, available, expires_at from grant_account where employer_id = ${THIS_EMPLOYER} and expires_at <= $1 and available > 0`,
      [tx.now],
    );
    const locks = await tx.sql<{ start: Date; end: Date }>(
      `select lower(during) as start, upper(during) as "end" from period_lock where employer_id = ${THIS_EMPLOYER} order by during`,
    );
    await post(
      tx,
      ended.map((row) => {
        const grantId = idOf('grant', row.grant_id);
        const at = openEffectiveAt(locks, row.expires_at);
        return recipes.expired(idOf('account', row.account_id), grantId, unitsOf(row.available), at, `expire:${grantId}`);
      }),
    );
  });
}

/** The test clock stands at `to`, and no job runs. */
export async function passTime(ctx: TenantCtx, to: string): Promise<void> {
  await inTransaction(ctx, (tx) =>
    tx.sql(`update employer_settings set test_now = $1 where employer_id = ${THIS_EMPLOYER}`, [new Date(to)]),
  );
}

// In the order of their ids, too: what happens at the same time is charged in it.
let counter = 0;

/** Usage that costs so many USD, at 5 USD per million tokens, an hour before the clock of the tests. */
export function use(externalId: string, cost: string, change: Partial<ReportedEvent> = {}): ReportedEvent {
  counter += 1;
  return {
    id: `use-${`${counter}`.padStart(6, '0')}`,
    source: 'test',
    employee: { externalId },
    provider: 'anthropic',
    model: 'claude-opus-4-5',
    occurredAt: new Date('2026-11-02T08:00:00.000Z'),
    counts: [{ usageClass: 'INPUT', count: (unitsOf(cost) * 1_000_000n) / unitsOf('5') }],
    ...change,
  };
}

/** What each of these grants has left. */
export async function leftOn(ctx: TenantCtx, grantIds: ReadonlyArray<Id<'grant'>>): Promise<string[]> {
  const rows = await inTransaction(ctx, (tx) =>
    tx.sql<{ grant_id: string; available: string }>(
      `select grant_id, available from grant_account where employer_id = ${THIS_EMPLOYER} and grant_id = any($1::uuid[])`,
      [grantIds.map(uuidOf)],
    ),
  );
  const left = new Map(rows.map((row) => [row.grant_id, decimalOf(unitsOf(row.available))]));
  return grantIds.map((id) => left.get(uuidOf(id)) ?? '');
}

/** The newest balance of a person in a currency, in words. */
export async function balanceOf(ctx: TenantCtx, employeeId: Id<'employee'>, effectiveAt?: string): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const instants = { asOf: tx.now, effectiveAt: effectiveAt === undefined ? tx.now : new Date(effectiveAt) };
    const [found] = await readBalances(tx, instants, { employeeIds: [employeeId] });
    if (found === undefined) return 'none';
    const { available, consumed, expired, overage } = found;
    return `${available.amount} left, ${consumed.amount} used, ${expired.amount} expired, ${overage.amount} over`;
  });
}

export async function expectNoViolations(ctx: TenantCtx): Promise<void> {
  expect(await verify(ctx.platform, modules, [ctx.employerId])).toEqual([]);
}
