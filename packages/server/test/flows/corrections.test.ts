import { beforeAll, describe, expect, it } from '@jest/globals';
import { newId, uuidOf } from '../../src/kernel/ids.js';
import { Money } from '../../src/kernel/money.js';
import { lockPeriod } from '../../src/modules/calendar/index.js';
import { type ReportedEvent, reportUsage } from '../../src/modules/usage/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { ask } from '../support/ask.js';
import { balanceOf, bookEnds, expectNoViolations, leftOn, passTime, person, use } from '../support/books.js';
import { testEmployer } from '../support/database.js';

const NOW = '2026-11-02T09:00:00.000Z';
const correcting = ({ id, source }: ReportedEvent, change: ReportedEvent): ReportedEvent => ({ ...change, corrects: { id, source } });
const told = (outcomes: ReadonlyArray<{ status: string; code: string | null }>) => outcomes.map(({ status, code }) => code ?? status);

/** The legs of the postings that took an event back, in order. */
async function takenBack(ctx: TenantCtx, usageId: string): Promise<string[]> {
  const rows = await inTransaction(ctx, (tx) =>
    tx.sql<{ side: string; amount: string; currency: string; reverses_id: string | null }>(
      `select n.side, n.amount, n.currency, p.reverses_id from posting p
         join entry n on n.employer_id = p.employer_id and n.posting_id = p.id
       where p.employer_id = ${THIS_EMPLOYER} and p.subject_id = $1 and p.kind = 'CORRECTED' order by p.booked_at, p.id, n.leg`,
      [uuidOf(usageId as never)],
    ),
  );
  expect(rows.every(({ reverses_id }) => reverses_id !== null)).toBe(true);
  return rows.map(({ side, amount, currency }) => `${side} ${Money.of(amount, currency).amount}`);
}

describe('a corrected event', () => {
  let ctx: TenantCtx;
  beforeAll(async () => {
    ctx = await testEmployer({ testNow: NOW });
  });

  it('gives back in the reverse order in which grants paid: 12 paid as A 10 and B 2, corrected by 3, leave A 1 and B 15 (C2)', async () => {
    const { employeeId, grantIds } = await person(ctx, 'ada', [
      { amount: '10', priority: 1, until: '2026-11-10' },
      { amount: '15', priority: 1, until: '2026-11-15' },
      { amount: '20', priority: 2 },
    ]);
    const first = use('ada', '12');
    const [original] = await reportUsage(ctx, [first]);
    expect(await leftOn(ctx, grantIds)).toEqual(['0', '13', '20']);

    const [corrected] = await reportUsage(ctx, [correcting(first, use('ada', '9'))]);
    expect([corrected?.status, corrected?.cost?.amount]).toEqual(['RECORDED', '9.00']);
    expect(await leftOn(ctx, grantIds)).toEqual(['1', '15', '20']);
    expect(await balanceOf(ctx, employeeId)).toBe('36.00 left, 9.00 used, 0.00 expired, 0.00 over');
    expect((await takenBack(ctx, original?.usageId ?? '')).sort()).toEqual([
      'AVAILABLE 10.00',
      'AVAILABLE 2.00',
      'CONSUMED -10.00',
      'CONSUMED -2.00',
    ]);
  });

  it('gives overage back first, and is charged more where it was more', async () => {
    const { employeeId, grantIds } = await person(ctx, 'bob', [{ amount: '10' }]);
    const first = use('bob', '12');
    await reportUsage(ctx, [first]);
    expect(await balanceOf(ctx, employeeId)).toBe('0.00 left, 12.00 used, 0.00 expired, 2.00 over');
    const less = use('bob', '9');
    await reportUsage(ctx, [correcting(first, less)]);
    expect(await balanceOf(ctx, employeeId)).toBe('1.00 left, 9.00 used, 0.00 expired, 0.00 over');
    await reportUsage(ctx, [correcting(less, use('bob', '30'))]);
    expect(await leftOn(ctx, grantIds)).toEqual(['0']);
    expect(await balanceOf(ctx, employeeId)).toBe('0.00 left, 30.00 used, 0.00 expired, 20.00 over');
  });

  it('is taken back for good by counts of zero, and moves to another person where the person was wrong', async () => {
    const { employeeId: carol } = await person(ctx, 'carol', [{ amount: '10' }]);
    const { employeeId: dan } = await person(ctx, 'dan', [{ amount: '10' }]);
    const [first, second] = [use('carol', '3'), use('carol', '4')];
    await reportUsage(ctx, [first, second]);
    await reportUsage(ctx, [correcting(first, use('carol', '0')), correcting(second, use('dan', '4'))]);
    expect(await balanceOf(ctx, carol)).toBe('10.00 left, 0.00 used, 0.00 expired, 0.00 over');
    expect(await balanceOf(ctx, dan)).toBe('6.00 left, 4.00 used, 0.00 expired, 0.00 over');
  });

  it('is corrected once, however often and by how many at once; its correction can be corrected in turn', async () => {
    const { employeeId } = await person(ctx, 'eve', [{ amount: '100' }]);
    const first = use('eve', '12');
    await reportUsage(ctx, [first]);
    const rivals = Array.from({ length: 10 }, () => correcting(first, use('eve', '9')));
    const outcomes = (await Promise.all(rivals.map((rival) => reportUsage(ctx, [rival])))).map(([outcome]) => outcome);
    expect(outcomes.filter((outcome) => outcome?.status === 'RECORDED')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome?.code === 'INVALID_TRANSITION')).toHaveLength(9);
    expect(await balanceOf(ctx, employeeId)).toBe('91.00 left, 9.00 used, 0.00 expired, 0.00 over');

    const winner = rivals[outcomes.findIndex((outcome) => outcome?.status === 'RECORDED')];
    if (winner === undefined) throw new Error('one was taken');
    expect(told(await reportUsage(ctx, [winner]))).toEqual(['DUPLICATE']);
    const next = use('eve', '6');
    expect(told(await reportUsage(ctx, [correcting(first, use('eve', '1'))]))).toEqual(['INVALID_TRANSITION']);
    expect(told(await reportUsage(ctx, [correcting(winner, next)]))).toEqual(['RECORDED']);
    expect(await balanceOf(ctx, employeeId)).toBe('94.00 left, 6.00 used, 0.00 expired, 0.00 over');
  });

  it('that was never stored is NOT_FOUND, of another employer too, and leaves nothing: sent again later it is taken', async () => {
    const { employeeId } = await person(ctx, 'finn', [{ amount: '10' }]);
    const first = use('finn', '5');
    const correction = correcting(first, use('finn', '2'));
    const other = await testEmployer({ testNow: NOW });
    await person(other, 'finn', [{ amount: '10' }]);
    await reportUsage(other, [first]);
    expect(told(await reportUsage(ctx, [correction, use('finn', '1')]))).toEqual(['NOT_FOUND', 'RECORDED']);
    await reportUsage(ctx, [first]);
    expect(told(await reportUsage(ctx, [correction]))).toEqual(['RECORDED']);
    expect(await balanceOf(ctx, employeeId)).toBe('7.00 left, 3.00 used, 0.00 expired, 0.00 over');
  });

  it('may come in one batch with its corrections, in any order', async () => {
    const { employeeId } = await person(ctx, 'gil', [{ amount: '10' }]);
    const first = use('gil', '5');
    const second = correcting(first, use('gil', '4'));
    const third = correcting(second, use('gil', '3'));
    expect(told(await reportUsage(ctx, [third, first, second]))).toEqual(['RECORDED', 'RECORDED', 'RECORDED']);
    expect(await balanceOf(ctx, employeeId)).toBe('7.00 left, 3.00 used, 0.00 expired, 0.00 over');
  });

  it('does not correct itself, nor do two correct each other', async () => {
    await person(ctx, 'hal', [{ amount: '10' }]);
    const [one, two] = [use('hal', '1'), use('hal', '2')];
    expect(told(await reportUsage(ctx, [correcting(one, one)]))).toEqual(['VALIDATION']);
    expect(told(await reportUsage(ctx, [correcting(two, one), correcting(one, two)]))).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });

  it('with other content under the same id is a DUPLICATE that differs, and nothing changes', async () => {
    const { employeeId } = await person(ctx, 'ivy', [{ amount: '10' }]);
    const [one, two] = [use('ivy', '1'), use('ivy', '2')];
    await reportUsage(ctx, [one, two]);
    const correction = correcting(one, use('ivy', '3'));
    await reportUsage(ctx, [correction]);
    const [again] = await reportUsage(ctx, [{ ...correction, corrects: { id: two.id, source: two.source } }]);
    expect([again?.status, again?.differs]).toEqual(['DUPLICATE', true]);
    expect(await balanceOf(ctx, employeeId)).toBe('5.00 left, 5.00 used, 0.00 expired, 0.00 over');
  });

  it('that nobody was charged for can be corrected: a model that was misspelt is priced', async () => {
    const { employeeId } = await person(ctx, 'jo', [{ amount: '10' }]);
    const [misspelt, stranger] = [use('jo', '1', { model: 'claude-sonet' }), use('nobody-yet', '2')];
    expect(told(await reportUsage(ctx, [misspelt, stranger]))).toEqual(['UNPRICED', 'UNATTRIBUTED']);
    const corrections = [correcting(misspelt, use('jo', '1')), correcting(stranger, use('jo', '2'))];
    expect(told(await reportUsage(ctx, corrections))).toEqual(['RECORDED', 'RECORDED']);
    expect(await balanceOf(ctx, employeeId)).toBe('7.00 left, 3.00 used, 0.00 expired, 0.00 over');
  });

  it('shows what it corrects, what corrects it, and which grant paid for which', async () => {
    const { grantIds } = await person(ctx, 'kim', [{ amount: '10' }]);
    const first = use('kim', '5');
    const counts = (cost: string) => use('kim', cost).counts.map(({ usageClass, count }) => ({ usageClass, count: `${count}` }));
    const input = (id: string, cost: string, corrects?: object) => {
      const { provider, model, occurredAt } = first;
      return {
        events: [
          { id, employee: { externalId: 'kim' }, provider, model, occurredAt: occurredAt.toISOString(), counts: counts(cost), corrects },
        ],
      };
    };
    const report = 'mutation($input: UsageReportInput!) { usageReport(input: $input) { outcomes { status code } userErrors { code } } }';
    await ask(ctx, report, { input: input('kim-1', '5') });
    await ask(ctx, report, { input: input('kim-2', '3', { id: 'kim-1' }) });

    const { data, errors } = await ask<{ usageEvents: { nodes: Array<Record<string, unknown>> } }>(
      ctx,
      `{ usageEvents(where: { employee: { externalId: "kim" } }) { nodes { eventId corrects { eventId } correctedBy { eventId } charge { cost { amount } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data.usageEvents.nodes.toSorted((a, b) => `${a.eventId}`.localeCompare(`${b.eventId}`))).toEqual([
      { eventId: 'kim-1', corrects: null, correctedBy: { eventId: 'kim-2' }, charge: { cost: { amount: '5.00' } } },
      { eventId: 'kim-2', corrects: { eventId: 'kim-1' }, correctedBy: null, charge: { cost: { amount: '3.00' } } },
    ]);
    expect(await leftOn(ctx, grantIds)).toEqual(['7']);
  });

  it('keeps the ledger sound', () => expectNoViolations(ctx));
});

describe('a correction that comes late', () => {
  it('gives back to a grant that has ended what then expires, and takes from it what it takes now', async () => {
    const ctx = await testEmployer({ testNow: NOW });
    const { employeeId, grantIds } = await person(ctx, 'lea', [
      { amount: '10', until: '2026-11-05' },
      { amount: '10', from: '2026-11-05' },
    ]);
    const first = use('lea', '10');
    await reportUsage(ctx, [first]);
    await passTime(ctx, '2026-11-06T00:00:00Z');
    await bookEnds(ctx);

    const less = use('lea', '4');
    await reportUsage(ctx, [correcting(first, less)]);
    expect(await leftOn(ctx, grantIds)).toEqual(['0', '10']);
    expect(await balanceOf(ctx, employeeId)).toBe('10.00 left, 4.00 used, 6.00 expired, 0.00 over');
    // In its time it was there.
    expect(await balanceOf(ctx, employeeId, '2026-11-04T00:00:00Z')).toBe('6.00 left, 4.00 used, 0.00 expired, 0.00 over');

    // And more again: what had expired pays, and beyond it nothing that was not in force.
    await reportUsage(ctx, [correcting(less, use('lea', '12'))]);
    expect(await leftOn(ctx, grantIds)).toEqual(['0', '10']);
    expect(await balanceOf(ctx, employeeId)).toBe('10.00 left, 12.00 used, 0.00 expired, 2.00 over');
    await expectNoViolations(ctx);
  });

  it('into a closed period leaves it as it was, and the difference lands in the open one', async () => {
    const ctx = await testEmployer({ testNow: NOW });
    const { employeeId } = await person(ctx, 'max', [{ amount: '100' }]);
    const october = new Date('2026-10-20T00:00:00Z');
    const first = use('max', '12', { occurredAt: october });
    await reportUsage(ctx, [first]);
    const closed = { start: new Date('2026-10-01T00:00:00Z'), end: new Date('2026-11-01T00:00:00Z') };
    await inTransaction(ctx, (tx) => lockPeriod(tx, newId('payPeriod'), closed));
    const before = await balanceOf(ctx, employeeId, '2026-10-31T23:59:59.999Z');

    expect(told(await reportUsage(ctx, [correcting(first, use('max', '9', { occurredAt: october }))]))).toEqual(['RECORDED']);
    expect(await balanceOf(ctx, employeeId, '2026-10-31T23:59:59.999Z')).toBe(before);
    expect(await balanceOf(ctx, employeeId)).toBe('91.00 left, 9.00 used, 0.00 expired, 0.00 over');

    const { data } = await ask<{ balance: { nodes: Array<{ movement: Record<string, { amount: string }> }> } }>(
      ctx,
      `query($from: DateTime!, $to: DateTime!) { balance(employee: { externalId: "max" }) { nodes {
         movement(from: $from, to: $to) { opening { amount } granted { amount } consumed { amount } closing { amount } } } } }`,
      { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
    );
    expect(data.balance.nodes[0]?.movement).toEqual({
      opening: { amount: '88.00' },
      granted: { amount: '0.00' },
      consumed: { amount: '-3.00' },
      closing: { amount: '91.00' },
    });
    await expectNoViolations(ctx);
  });
});
