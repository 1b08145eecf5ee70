import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { modules } from '../../src/app.js';
import { type Id, idOf, newId, uuidOf } from '../../src/kernel/ids.js';
import { currency, decimalOf, Money, unitsOf } from '../../src/kernel/money.js';
import { Refusal } from '../../src/kernel/refusal.js';
import { openAccounts, post, recipes } from '../../src/modules/ledger/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { testDatabase, testEmployer } from '../support/database.js';

const USD = currency('USD');
const units = (amount: string) => Money.of(amount, 'USD').units;

interface Funded {
  readonly employeeId: Id<'employee'>;
  readonly accountId: Id<'account'>;
  readonly grantId: Id<'grant'>;
}

async function funded(ctx: TenantCtx, amount: string): Promise<Funded> {
  return inTransaction(ctx, async (tx) => {
    const employeeId = newId('employee');
    await tx.sql(
      `insert into employee (employer_id, id, source, external_id, name, created_at, updated_at) values (${THIS_EMPLOYER}, $1, 'API', $2, 'Test', $3, $3)`,
      [uuidOf(employeeId), employeeId, tx.now],
    );
    const [accountId] = await openAccounts(tx, [{ employeeId, stipendId: newId('stipend'), currency: USD }]);
    if (accountId === undefined) throw new Error('no account');
    const grantId = newId('grant');
    await post(tx, [
      recipes.granted(
        accountId,
        { grantId, priority: 100, effectiveAt: tx.now, expiresAt: null, units: units(amount) },
        `grant:${grantId}`,
      ),
    ]);
    return { employeeId, accountId, grantId };
  });
}

function debit(ctx: TenantCtx, { accountId, grantId }: Funded, amount: string): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const subjectId = newId('usageEvent');
    await post(tx, [
      recipes.consumed(accountId, {
        key: `usage:${subjectId}`,
        effectiveAt: tx.now,
        subjectId,
        slices: [{ grantId, units: units(amount) }],
      }),
    ]);
    return 'OK';
  }).catch((error: unknown) => (error instanceof Refusal ? error.code : String(error)));
}

async function accountOf(ctx: TenantCtx, { accountId }: Funded): Promise<Record<string, string>> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.sql<Record<string, string>>(`select * from account where employer_id = ${THIS_EMPLOYER} and id = $1`, [
      uuidOf(accountId),
    ]);
    return row ?? {};
  });
}

describe('the ledger', () => {
  let ctx: TenantCtx;
  beforeAll(async () => {
    ctx = await testEmployer();
  });

  it('accepts exactly as many concurrent debits as the balance covers, 20 times over', async () => {
    for (let round = 0; round < 20; round += 1) {
      const account = await funded(ctx, '100');
      const outcomes = await Promise.all(Array.from({ length: 200 }, () => debit(ctx, account, '1')));
      expect(outcomes.filter((outcome) => outcome === 'OK')).toHaveLength(100);
      expect(outcomes.filter((outcome) => outcome === 'INSUFFICIENT_BALANCE')).toHaveLength(100);
      const { available, consumed } = await accountOf(ctx, account);
      expect([decimalOf(unitsOf(available ?? '')), decimalOf(unitsOf(consumed ?? ''))]).toEqual(['0', '100']);
    }
  }, 120_000);

  it('verifies, and notices one changed byte', async () => {
    const { platform, superuserUrl } = await testDatabase();
    expect(await verify(platform, modules, [ctx.employerId])).toEqual([]);

    const superuser = new pg.Client({ connectionString: superuserUrl });
    await superuser.connect();
    try {
      await superuser.query('begin');
      await superuser.query('alter table posting disable trigger posting_append_only');
      const { rows } = await superuser.query(
        "update posting set kind = 'EXPIRED' where employer_id = $1 and id = (select max(id::text)::uuid from posting where employer_id = $1 and kind = 'CONSUMED') returning id",
        [uuidOf(ctx.employerId)],
      );
      await superuser.query('alter table posting enable trigger posting_append_only');
      await superuser.query('commit');
      const changed = idOf('posting', rows[0].id);
      expect(await verify(platform, modules, [ctx.employerId])).toEqual([
        { employerId: ctx.employerId, law: 'the hash chain of every account is unbroken', ids: [changed] },
      ]);
    } finally {
      await superuser.end();
    }
  });

  it('tells what is available when it refuses, and changes nothing', async () => {
    const account = await funded(ctx, '10');
    expect(await debit(ctx, account, '10.0000000001')).toBe('INSUFFICIENT_BALANCE');
    expect(await debit(ctx, account, '10')).toBe('OK');
    expect(await debit(ctx, account, '0.0000000001')).toBe('INSUFFICIENT_BALANCE');
  });

  it('fails a raw unbalanced entry of the app role at COMMIT', async () => {
    const account = await funded(ctx, '10');
    const { url } = await testDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query('begin');
      await client.query(`set local app.employer_id = '${uuidOf(ctx.employerId)}'`);
      await client.query(
        `insert into posting (employer_id, id, account_id, sequence, kind, key, effective_at, booked_at, hash)
         values ($1, $2, $3, 99, 'GRANTED', 'raw', now(), now(), '')`,
        [uuidOf(ctx.employerId), uuidOf(newId('posting')), uuidOf(account.accountId)],
      );
      await client.query(
        `insert into entry (employer_id, posting_id, leg, account_id, side, currency, amount)
         select employer_id, id, 0, account_id, 'CONSUMED', 'USD', 5 from posting where key = 'raw'`,
      );
      await expect(client.query('commit')).rejects.toMatchObject({ code: '23514' });
    } finally {
      await client.end();
    }
  });

  it('lets neither the app role nor the owner change, delete or empty what is only ever added to (promise 6)', async () => {
    const { url, ownerUrl } = await testDatabase();
    for (const connectionString of [url, ownerUrl]) {
      const client = new pg.Client({ connectionString });
      await client.connect();
      try {
        const { rows } = await client.query<{ name: string }>(
          `select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname like '%\\_append\\_only' order by 1`,
        );
        const tables = rows.map(({ name }) => name);
        expect(tables).toEqual(
          expect.arrayContaining(['entry', 'grant_change', 'payroll_statement', 'period_lock', 'posting', 'usage_event']),
        );
        const statements = tables.flatMap((name) => [
          `update ${name} set employer_id = employer_id`,
          `delete from ${name}`,
          `truncate ${name} cascade`,
        ]);
        expect(statements.length).toBeGreaterThan(20);
        // Nor does the app role get around the triggers.
        const detours = [
          'alter table entry disable trigger all',
          'set local session_replication_role = replica',
          'drop table entry cascade',
        ];
        for (const statement of [...statements, ...(connectionString === url ? detours : [])]) {
          await client.query('begin');
          await client.query(`set local app.employer_id = '${uuidOf(ctx.employerId)}'`);
          const code = await client.query(statement).then(
            () => 'accepted',
            (error: { code: string }) => error.code,
          );
          await client.query('rollback');
          expect([statement, code]).toEqual([statement, '42501']);
        }
      } finally {
        await client.end();
      }
    }
  });
});
