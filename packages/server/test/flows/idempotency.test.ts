import { beforeAll, describe, expect, it } from '@jest/globals';
import { modules } from '../../src/app.js';
import { newId, uuidOf } from '../../src/kernel/ids.js';
import { Refusal } from '../../src/kernel/refusal.js';
import { recordEvents } from '../../src/modules/events/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, once, THIS_EMPLOYER, type Tx } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { ask } from '../support/ask.js';
import { employersMade, testCtx, testDatabase, testEmployer } from '../support/database.js';
import { seedEverything } from '../support/seed.js';

describe('an idempotency key', () => {
  let ctx: TenantCtx;
  beforeAll(async () => {
    ctx = await testEmployer();
  });

  const again = async (): Promise<TenantCtx> => testCtx((await testDatabase()).platform, ctx.employerId, ctx.partnerId ?? newId('partner'));

  /** One fact in the outbox per effect. */
  async function act(
    key: string,
    input: object,
    outcome: () => void = () => undefined,
  ): Promise<{ ids: readonly string[]; replayed: boolean }> {
    const request = await again();
    const { subject } = await once(request, { operation: 'testAct', key, input }, async (tx) => {
      const subjectId = newId('stipend');
      await recordEvents(tx, [{ type: 'stipend.changed', subjectId, occurredAt: tx.now, snapshot: { key } }]);
      outcome();
      return { subject: subjectId };
    });
    return { ids: [subject], replayed: request.answer.replayed };
  }

  async function effects(key: string): Promise<number> {
    return inTransaction(ctx, async (tx) => {
      const [row] = await tx.sql<{ count: number }>(
        `select count(*)::int as count from outbox_event where employer_id = ${THIS_EMPLOYER} and snapshot->>'key' = $1`,
        [key],
      );
      return row?.count ?? -1;
    });
  }

  it('has one effect however many ask at once, and all get the same ids', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => act('at-once', { amount: '1.00' })));
    expect(new Set(answers.map(({ ids }) => ids[0])).size).toBe(1);
    expect(answers.filter(({ replayed }) => replayed)).toHaveLength(99);
    expect(await effects('at-once')).toBe(1);
  });

  it('compares parsed input, whatever the order of its fields', async () => {
    const first = await act('order', { a: 1, b: { c: '2', d: null } });
    const second = await act('order', { b: { d: null, c: '2' }, a: 1, idempotencyKey: 'order' });
    expect(second.ids).toEqual(first.ids);
  });

  it('is refused with other input, and nothing happens', async () => {
    await act('conflict', { amount: '1.00' });
    await expect(act('conflict', { amount: '1.01' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(await effects('conflict')).toBe(1);
  });

  it('keeps a refusal refused, and leaves nothing of the work', async () => {
    let attempts = 0;
    const refuse = () => {
      attempts += 1;
      throw new Refusal('INSUFFICIENT_BALANCE', 'The balance is 0.', ['input', 'amount'], { available: '0.00' });
    };
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(act('refused', {}, refuse)).rejects.toMatchObject({ code: 'INSUFFICIENT_BALANCE', details: { available: '0.00' } });
    }
    expect(attempts).toBe(1);
    expect(await effects('refused')).toBe(0);
  });

  it('is free again after a failure that was no refusal', async () => {
    await expect(
      act('crash', {}, () => {
        throw new Error('the disk is gone');
      }),
    ).rejects.toThrow('the disk is gone');
    expect(await effects('crash')).toBe(0);
    expect((await act('crash', {})).replayed).toBe(false);
    expect(await effects('crash')).toBe(1);
  });

  it('is its own for every employer', async () => {
    await act('tenant', { amount: '1.00' });
    const other = await testEmployer();
    const outcome = await once(other, { operation: 'testAct', key: 'tenant', input: { amount: '9.00' } }, async () => ({
      subject: 'other',
    }));
    expect(outcome).toEqual({ subject: 'other' });
  });

  it.each(['', 'x'.repeat(256), 'tab\there', 'ünïcode'])('is printable ASCII of 1 to 255 characters, unlike %j', async (key) => {
    await expect(act(key, {})).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('cannot be taken back by the app role', async () => {
    await act('kept', {});
    await expect(
      inTransaction(ctx, (tx) => tx.sql('delete from idempotency_claim where employer_id = $1', [uuidOf(ctx.employerId)])),
    ).rejects.toThrow(/permission denied/);
  });
});

describe('a mutation sent a hundred times at once', () => {
  interface Assigned {
    readonly stipendsAssign: {
      readonly outcomes: Array<{ created: boolean; stipend: { id: string } | null; userErrors: unknown[] }> | null;
      readonly userErrors: unknown[];
    };
  }

  it('has one effect, and every sender reads the same ids', async () => {
    const ctx = await testEmployer();
    await seedEverything(ctx);
    await ask(
      ctx,
      'mutation { employeesUpsert(input: { employees: [{ externalId: "e-2", name: "Second", employment: { effectiveDate: "2026-01-01", country: "US" } }] }) { outcomes { created } } }',
    );
    const assign = () =>
      ask<Assigned>(
        ctx,
        'mutation ($input: StipendsAssignInput!) { stipendsAssign(input: $input) { outcomes { created stipend { id } userErrors { code } } userErrors { code } } }',
        {
          input: {
            idempotencyKey: 'assign-at-once',
            assignments: [{ employee: { externalId: 'e-2' }, policy: { externalId: 'p-1' }, startDate: '2026-11-01' }],
          },
        },
      );
    const count = (tx: Tx, table: string) =>
      tx.sql<{ count: number }>(`select count(*)::int as count from ${table} where employer_id = ${THIS_EMPLOYER}`);
    const counts = () =>
      inTransaction(ctx, async (tx) => [await count(tx, 'stipend'), await count(tx, 'stipend_grant'), await count(tx, 'outbox_event')]);
    const before = await counts();

    const [first, ...others] = await Promise.all(Array.from({ length: 100 }, assign));

    expect(first).toMatchObject({
      errors: [],
      data: { stipendsAssign: { userErrors: [], outcomes: [{ created: true, userErrors: [] }] } },
    });
    expect(others).toEqual(others.map(() => first));
    const after = await counts();
    expect(after[0]?.[0]?.count).toBe((before[0]?.[0]?.count ?? 0) + 1);
    await assign();
    expect(await counts()).toEqual(after);
  });
});

describe('afterwards', () => {
  it('every law holds for every employer of these tests', async () => {
    const { platform } = await testDatabase();
    expect(await verify(platform, modules, employersMade)).toEqual([]);
  });
});
