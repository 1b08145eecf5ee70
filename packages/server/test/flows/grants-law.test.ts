import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { modules } from '../../src/app.js';
import { type Id, newId, uuidOf } from '../../src/kernel/ids.js';
import { unitsOf } from '../../src/kernel/money.js';
import { Refusal } from '../../src/kernel/refusal.js';
import { createEmployee } from '../../src/modules/directory/index.js';
import { adjustGrant } from '../../src/modules/grants/adjust-grant.js';
import { advanceTestClock } from '../../src/modules/grants/advance-test-clock.js';
import { extendGrant } from '../../src/modules/grants/extend-grant.js';
import { grantById } from '../../src/modules/grants/find-grants.js';
import { issueByHand } from '../../src/modules/grants/issue-by-hand.js';
import { revokeGrant } from '../../src/modules/grants/revoke-grant.js';
import { reportUsage } from '../../src/modules/usage/report-usage.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { verify } from '../../src/verify.js';
import { testDatabase, testEmployer } from '../support/database.js';

const HOUR = 3_600_000;
const ONE = unitsOf('1');

/** A grant as anybody would keep it on paper. Amounts are whole dollars, times are hours since the beginning. */
interface PaperGrant {
  readonly id: Id<'grant'>;
  readonly priority: number;
  readonly models: string[] | null;
  readonly from: number;
  readonly issuedAt: number;
  until: number;
  left: number;
  state: 'OPEN' | 'REVOKED' | 'EXPIRED';
}

type Step =
  | {
      readonly do: 'issue';
      readonly amount: number;
      readonly starts: number;
      readonly lasts: number;
      readonly priority: number;
      readonly narrow: boolean;
    }
  | { readonly do: 'adjust'; readonly which: number; readonly by: number }
  | { readonly do: 'extend'; readonly which: number; readonly to: number }
  | { readonly do: 'revoke'; readonly which: number }
  | { readonly do: 'spend'; readonly amount: number; readonly narrow: boolean }
  | { readonly do: 'wait'; readonly hours: number };

const which = fc.nat(5);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('issue' as const),
    amount: fc.integer({ min: 1, max: 40 }),
    starts: fc.constantFrom(0, 0, 0, 5),
    lasts: fc.integer({ min: 1, max: 60 }),
    priority: fc.constantFrom(50, 200),
    narrow: fc.boolean(),
  }),
  fc.record({ do: fc.constant('adjust' as const), which, by: fc.integer({ min: -30, max: 30 }).filter((by) => by !== 0) }),
  fc.record({ do: fc.constant('extend' as const), which, to: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ do: fc.constant('revoke' as const), which }),
  fc.record({ do: fc.constant('spend' as const), amount: fc.integer({ min: 1, max: 30 }), narrow: fc.boolean() }),
  fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 20 }) }),
);

const START = Date.parse('2026-11-02T00:00:00Z');
const instant = (hours: number): Date => new Date(START + hours * HOUR);
const HAIKU = 'claude-haiku-4-5';
const OPUS = 'claude-opus-4-5';
/** What a million tokens of input cost, in dollars. */
const prices = { [HAIKU]: 1, [OPUS]: 5 };

class Paper {
  readonly grants: PaperGrant[] = [];
  hour = 0;
  consumed = 0;
  overage = 0;

  wait(hours: number): void {
    this.hour += hours;
    for (const grant of this.grants) {
      if (grant.state !== 'OPEN' || grant.until > this.hour) continue;
      grant.state = 'EXPIRED';
      grant.left = 0;
    }
  }

  spend(amount: number, model: string): void {
    const payers = this.grants
      .filter(({ state, from, models }) => state === 'OPEN' && from <= this.hour && (models === null || models.includes(model)))
      .sort(
        (a, b) =>
          a.priority - b.priority ||
          Number(a.models === null) - Number(b.models === null) ||
          a.until - b.until ||
          a.issuedAt - b.issuedAt ||
          (a.id < b.id ? -1 : 1),
      );
    let open = amount;
    for (const grant of payers) {
      const part = Math.min(grant.left, open);
      grant.left -= part;
      open -= part;
    }
    this.consumed += amount;
    this.overage += open;
  }
}

async function accepted(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

async function take(ctx: TenantCtx, person: Id<'employee'>, paper: Paper, step: Step, key: string): Promise<void> {
  const reason = 'As the law says';
  const idempotencyKey = key;
  const grant = 'which' in step ? paper.grants[step.which] : undefined;
  if ('which' in step && grant === undefined) return;
  switch (step.do) {
    case 'issue': {
      const from = paper.hour + step.starts;
      const until = from + step.lasts;
      const models = step.narrow ? [OPUS] : null;
      const id = await issueByHand(ctx, {
        employee: { id: person },
        kind: 'BONUS',
        amount: { amount: `${step.amount}`, currency: 'USD' },
        effectiveAt: instant(from),
        expiresAt: instant(until),
        priority: step.priority,
        filters: models === null ? null : { models },
        reason,
        idempotencyKey,
      });
      paper.grants.push({ id, priority: step.priority, models, from, issuedAt: paper.hour, until, left: step.amount, state: 'OPEN' });
      return;
    }
    case 'adjust': {
      if (grant === undefined) return;
      const delta = { amount: `${step.by}`, currency: 'USD' };
      expect(await accepted(adjustGrant(ctx, { grantId: grant.id, delta, reason, idempotencyKey }))).toBe(grant.state === 'OPEN');
      if (grant.state === 'OPEN') grant.left = Math.max(grant.left + step.by, 0);
      return;
    }
    case 'extend': {
      if (grant === undefined) return;
      const until = Math.max(paper.hour, grant.from) + step.to;
      const work = extendGrant(ctx, { grantId: grant.id, expiresAt: instant(until), reason, idempotencyKey });
      expect(await accepted(work)).toBe(grant.state === 'OPEN');
      if (grant.state === 'OPEN') grant.until = until;
      return;
    }
    case 'revoke': {
      if (grant === undefined) return;
      expect(await accepted(revokeGrant(ctx, { grantId: grant.id, reason, idempotencyKey }))).toBe(grant.state !== 'EXPIRED');
      if (grant.state === 'OPEN') Object.assign(grant, { state: 'REVOKED', left: 0 });
      return;
    }
    case 'spend': {
      const model = step.narrow ? OPUS : HAIKU;
      const counts = [{ usageClass: 'INPUT' as const, count: (BigInt(step.amount) * 1_000_000n) / BigInt(prices[model]) }];
      const event = {
        source: 'law',
        id: key,
        employee: { id: person },
        provider: 'anthropic',
        model,
        occurredAt: instant(paper.hour),
        counts,
      };
      expect(await reportUsage(ctx, [event])).toMatchObject([{ status: 'RECORDED' }]);
      paper.spend(step.amount, model);
      return;
    }
    case 'wait':
      await advanceTestClock(ctx, { to: instant(paper.hour + step.hours) });
      paper.wait(step.hours);
  }
}

async function booksOf(ctx: TenantCtx, person: Id<'employee'>): Promise<{ consumed: bigint; overage: bigint }> {
  const [row] = await inTransaction(ctx, (tx) =>
    tx.sql<{ consumed: string; overage: string }>(
      `select coalesce(sum(consumed), 0) as consumed, coalesce(-sum(overage), 0) as overage from account
       where employer_id = ${THIS_EMPLOYER} and employee_id = $1`,
      [uuidOf(person)],
    ),
  );
  return { consumed: unitsOf(row?.consumed ?? '0'), overage: unitsOf(row?.overage ?? '0') };
}

it('grants, changes of them, spending and time give what a sheet of paper gives, whatever happens in which order', async () => {
  const { platform } = await testDatabase();
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 4, maxLength: 24 }), async (steps) => {
      const ctx = await testEmployer({ testNow: instant(0).toISOString() });
      const person = await inTransaction(ctx, (tx) =>
        createEmployee(tx, { externalId: newId('employee'), name: 'Oluwaseun Adébáyọ̀', startDate: '2026-01-01', terms: {} }, ['input']),
      );
      const paper = new Paper();
      for (const [index, step] of steps.entries()) await take(ctx, person, paper, step, `step-${index}`);

      const grants = await grantById.load(
        ctx,
        paper.grants.map(({ id }) => id),
      );
      expect(grants.map((grant) => grant?.available.units)).toEqual(paper.grants.map(({ left }) => BigInt(left) * ONE));
      expect(await booksOf(ctx, person)).toEqual({ consumed: BigInt(paper.consumed) * ONE, overage: BigInt(paper.overage) * ONE });
      expect(await verify(platform, modules, [ctx.employerId])).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 120_000);
