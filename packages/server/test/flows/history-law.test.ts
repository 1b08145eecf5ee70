import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Id, idOf, newId } from '../../src/kernel/ids.js';
import { currency, decimalOf, Money, unitsOf } from '../../src/kernel/money.js';
import { createEmployee } from '../../src/modules/directory/index.js';
import { advanceTestClock } from '../../src/modules/grants/advance-test-clock.js';
import { findGrants, grantById } from '../../src/modules/grants/find-grants.js';
import { issueByHand } from '../../src/modules/grants/issue-by-hand.js';
import { revokeGrant } from '../../src/modules/grants/revoke-grant.js';
import { readBalances } from '../../src/modules/ledger/index.js';
import { publishPolicy } from '../../src/modules/policies/change-policy.js';
import { createPolicy } from '../../src/modules/policies/create-policy.js';
import { authorizeSpend } from '../../src/modules/spending/authorize-spend.js';
import { captureSpend, releaseSpend } from '../../src/modules/spending/resolve-spend.js';
import { assignStipends } from '../../src/modules/stipends/assign-stipends.js';
import { type ReportedEvent, reportUsage } from '../../src/modules/usage/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { expectNoViolations } from '../support/books.js';
import { testEmployer } from '../support/database.js';
import { type DueJob, passTime, runLate } from '../support/spending.js';

/** `LAW_RUNS=400` looks longer. */
const RUNS = Number(process.env.LAW_RUNS ?? 8);
const START = Date.parse('2026-11-01T00:00:00.000Z');
const HOUR = 3_600_000;
const USD = currency('USD');
const CENT = unitsOf('0.01');
const at = (hour: number): Date => new Date(START + hour * HOUR);

const cents = (max: number) => fc.bigInt({ min: 1n, max: BigInt(max) }).map((count) => count * CENT);
const which = fc.nat(9);

/** What happens, each at the hour the clock then stands at; other hours are relative to it. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('GRANT' as const),
      amount: cents(2_000),
      priority: fc.integer({ min: 1, max: 3 }),
      startsIn: fc.integer({ min: -20, max: 10 }).filter((hours) => hours !== 0),
      lasts: fc.integer({ min: 21, max: 80 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('AUTHORIZE' as const), amount: cents(1_000), hours: fc.integer({ min: 1, max: 24 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('CAPTURE' as const), which, tenths: fc.integer({ min: 1, max: 18 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('RELEASE' as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('REPORT' as const), cost: cents(1_000), ago: fc.integer({ min: 0, max: 40 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('CORRECT' as const), which, cost: fc.oneof(cents(1_000), fc.constant(0n)) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('REVOKE' as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('WAIT' as const), hours: fc.integer({ min: 1, max: 30 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

// ---------------------------------------------------------------------------------------------- the model

interface Slice {
  readonly grant: number;
  readonly units: bigint;
}

interface PaperGrant {
  readonly amount: bigint;
  readonly priority: number;
  readonly from: number;
  until: number;
  left: bigint;
  revoked: bigint;
}

interface PaperHold {
  readonly amount: bigint;
  readonly until: number;
  held: readonly Slice[];
  /** What paid for its capture; empty while it is open, and for one that was given back. */
  paid: readonly Slice[];
  overage: bigint;
  state: 'OPEN' | 'CAPTURED' | 'GONE';
}

interface Charge {
  readonly occurredAt: number;
  readonly slices: readonly Slice[];
  readonly overage: bigint;
}

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

const sumOf = (slices: readonly Slice[]): bigint => slices.reduce((sum, { units }) => sum + units, 0n);

/** The books of somebody with paper. What is left of a grant that has ended is what has expired. */
class Paper {
  hour = 100;
  readonly grants: PaperGrant[] = [];
  readonly holds: PaperHold[] = [];
  readonly charges: Charge[] = [];
  consumed = 0n;
  overage = 0n;

  /** Takes up to `amount` from the grants in force then: priority, what ends first, the older. */
  private draw(amount: bigint, hour: number): { slices: Slice[]; uncovered: bigint } {
    const payers = [...this.grants.entries()]
      .filter(([, { from, until, left }]) => from <= hour && hour < until && left > 0n)
      .sort(([i, a], [j, b]) => a.priority - b.priority || a.until - b.until || i - j);
    let uncovered = amount;
    const slices: Slice[] = [];
    for (const [index, grant] of payers) {
      const units = lesser(grant.left, uncovered);
      if (units === 0n) continue;
      grant.left -= units;
      uncovered -= units;
      slices.push({ grant: index, units });
    }
    return { slices, uncovered };
  }

  private giveBack(slices: readonly Slice[]): void {
    for (const { grant: index, units } of slices) {
      const grant = this.grants[index];
      if (grant !== undefined) grant.left += units;
    }
  }

  authorize(amount: bigint, hours: number): boolean {
    const { slices, uncovered } = this.draw(amount, this.hour);
    if (uncovered > 0n) {
      this.giveBack(slices);
      return false;
    }
    this.holds.push({ amount, until: this.hour + hours, held: slices, paid: [], overage: 0n, state: 'OPEN' });
    return true;
  }

  resolve(hold: PaperHold, captured: bigint): void {
    let open = captured;
    const paid: Slice[] = [];
    for (const { grant, units } of hold.held) {
      const taken = lesser(open, units);
      open -= taken;
      if (taken > 0n) paid.push({ grant, units: taken });
      this.giveBack([{ grant, units: units - taken }]);
    }
    const beyond = this.draw(open, this.hour);
    hold.paid = [...paid, ...beyond.slices];
    hold.overage = beyond.uncovered;
    hold.state = captured > 0n ? 'CAPTURED' : 'GONE';
    this.consumed += captured;
    this.overage += beyond.uncovered;
  }

  charge(cost: bigint, occurredAt: number): Charge {
    const { slices, uncovered } = this.draw(cost, occurredAt);
    const charge = { occurredAt, slices, overage: uncovered };
    this.consumed += cost;
    this.overage += uncovered;
    this.charges.push(charge);
    return charge;
  }

  takeBack({ slices, overage }: Charge): void {
    this.giveBack(slices);
    this.consumed -= sumOf(slices) + overage;
    this.overage -= overage;
  }

  wait(hours: number): void {
    this.hour += hours;
    for (const hold of this.holds) if (hold.state === 'OPEN' && hold.until <= this.hour) this.resolve(hold, 0n);
  }

  balance(): Record<string, string> {
    const begun = this.grants.filter(({ from }) => from <= this.hour);
    const total = (units: Iterable<bigint>) =>
      decimalOf(
        [...units].reduce((sum, one) => sum + one, 0n),
        2,
      );
    return {
      granted: total(begun.map(({ amount }) => amount)),
      available: total(begun.map(({ left, until }) => (until > this.hour ? left : 0n))),
      held: total(this.holds.map(({ state, amount }) => (state === 'OPEN' ? amount : 0n))),
      consumed: total([this.consumed]),
      expired: total(begun.map(({ left, until }) => (until <= this.hour ? left : 0n))),
      revoked: total(begun.map(({ revoked }) => revoked)),
      overage: total([this.overage]),
    };
  }
}

// ---------------------------------------------------------------------------------------------- the product

class Books {
  readonly grantIds: Array<Id<'grant'>> = [];
  readonly holdIds: Array<Id<'hold'>> = [];
  readonly events: ReportedEvent[] = [];
  private keys = 0;

  constructor(
    readonly ctx: TenantCtx,
    readonly employeeId: Id<'employee'>,
  ) {}

  static async open(testNow: Date): Promise<Books> {
    const ctx = await testEmployer({ testNow: testNow.toISOString() });
    const person = { externalId: 'ada', name: 'Ada Ọlá', startDate: '2026-01-01', terms: {} };
    return new Books(ctx, await inTransaction(ctx, (tx) => createEmployee(tx, person, ['input'])));
  }

  key(): string {
    this.keys += 1;
    return `key-${this.keys}`;
  }

  private money(units: bigint) {
    return { amount: decimalOf(units), currency: 'USD' };
  }

  async grant(amount: bigint, priority: number, from: Date, until: Date): Promise<void> {
    const id = await issueByHand(this.ctx, {
      employee: { id: this.employeeId },
      kind: 'BONUS',
      amount: this.money(amount),
      priority,
      effectiveAt: from,
      expiresAt: until,
      reason: 'As the law says',
      idempotencyKey: this.key(),
    });
    this.grantIds.push(id);
  }

  async authorize(amount: bigint, hours: number): Promise<boolean> {
    const input = { employee: { id: this.employeeId }, amount: this.money(amount), ttlSeconds: hours * 3_600, idempotencyKey: this.key() };
    const { hold } = await authorizeSpend(this.ctx, input);
    if (hold !== null) this.holdIds.push(hold.id);
    return hold !== null;
  }

  capture(index: number, amount: bigint) {
    return captureSpend(this.ctx, { holdId: this.holdIds[index] ?? '', amount: this.money(amount), idempotencyKey: this.key() });
  }

  release(index: number) {
    return releaseSpend(this.ctx, { holdId: this.holdIds[index] ?? '', idempotencyKey: this.key() });
  }

  /** Haiku costs a dollar for a million tokens of input. */
  async report(cost: bigint, occurredAt: Date, corrects: ReportedEvent | null = null): Promise<ReportedEvent> {
    const event = usage(this.key(), cost, occurredAt, corrects);
    expect((await reportUsage(this.ctx, [event])).map(({ status }) => status)).toEqual(['RECORDED']);
    this.events.push(event);
    return event;
  }

  revoke(index: number) {
    return revokeGrant(this.ctx, { grantId: this.grantIds[index] ?? '', reason: 'As the law says', idempotencyKey: this.key() });
  }

  advance(to: Date) {
    return advanceTestClock(this.ctx, { to });
  }

  /** Time passes, and only then the jobs run. */
  async passLate(to: Date, order: readonly DueJob[]): Promise<void> {
    await passTime(this.ctx, to.toISOString());
    await runLate(this.ctx, order);
  }

  async balance(): Promise<Record<string, string>> {
    const [found] = await inTransaction(this.ctx, (tx) =>
      readBalances(tx, { asOf: tx.now, effectiveAt: tx.now }, { employeeIds: [this.employeeId] }),
    );
    const sides = ['granted', 'available', 'held', 'consumed', 'expired', 'revoked', 'overage'] as const;
    return Object.fromEntries(sides.map((side) => [side, found?.[side].amount ?? '0.00']));
  }

  /** What paid for each hold and each event, by the place of the grant. */
  async fundings(): Promise<readonly string[]> {
    const rows = await inTransaction(this.ctx, (tx) =>
      tx.sql<{ id: string; grant_id: string | null; amount: string }>(
        `select 'hold ' || h.id as id, s.grant_id, s.captured as amount from hold h
           join hold_slice s on s.employer_id = ${THIS_EMPLOYER} and s.hold_id = h.id
         where h.employer_id = ${THIS_EMPLOYER} and s.captured > 0 order by h.id, s.slice`,
      ),
    );
    const used = await inTransaction(this.ctx, (tx) =>
      tx.sql<{ id: string; grant_id: string | null; amount: string }>(
        `select 'use ' || e.event_id as id, f.grant_id, f.amount from usage_event e
           join usage_funding f on f.employer_id = ${THIS_EMPLOYER} and f.usage_id = e.id
         where e.employer_id = ${THIS_EMPLOYER} order by e.id, f.seq`,
      ),
    );
    return [...rows, ...used].map(({ grant_id, amount }) =>
      written(grant_id === null ? 'overage' : this.grantIds.indexOf(idOf('grant', grant_id)), unitsOf(amount)),
    );
  }
}

function usage(id: string, cost: bigint, occurredAt: Date, corrects: ReportedEvent | null = null): ReportedEvent {
  return {
    id,
    source: 'law',
    employee: { externalId: 'ada' },
    provider: 'anthropic',
    model: 'claude-haiku-4-5',
    occurredAt,
    counts: [{ usageClass: 'INPUT', count: (cost * 1_000_000n) / unitsOf('1') }],
    ...(corrects !== null && { corrects: { id: corrects.id, source: corrects.source } }),
  };
}

const written = (payer: number | 'overage', units: bigint): string => `${payer} ${decimalOf(units)}`;

// ---------------------------------------------------------------------------------------------- what holds

/** Plays a history in the product; `paper` keeps the books beside it, or says nothing. `wait` moves the clock of both. */
async function play(
  steps: readonly Step[],
  wait: (books: Books, from: Date, to: Date) => Promise<void>,
): Promise<{ paper: Paper; books: Books }> {
  const paper = new Paper();
  const books = await Books.open(at(paper.hour));
  const standing: Array<{ event: ReportedEvent; charge: Charge }> = [];
  for (const happens of steps) {
    const { hour } = paper;
    switch (happens.do) {
      case 'GRANT': {
        const [from, until] = [hour + happens.startsIn, hour + happens.startsIn + happens.lasts];
        await books.grant(happens.amount, happens.priority, at(from), at(until));
        paper.grants.push({ amount: happens.amount, priority: happens.priority, from, until, left: happens.amount, revoked: 0n });
        break;
      }
      case 'AUTHORIZE':
        expect(await books.authorize(happens.amount, happens.hours)).toBe(paper.authorize(happens.amount, happens.hours));
        break;
      case 'CAPTURE':
      case 'RELEASE': {
        const hold = paper.holds[happens.which];
        if (hold === undefined) break;
        const amount = happens.do === 'CAPTURE' ? (hold.amount * BigInt(happens.tenths)) / 10n : 0n;
        const work = happens.do === 'CAPTURE' ? books.capture(happens.which, amount) : books.release(happens.which);
        if (hold.state === 'OPEN') {
          await work;
          paper.resolve(hold, amount);
        } else {
          const isCaptured = hold.state === 'CAPTURED' || hold.until > hour;
          await expect(work).rejects.toMatchObject({
            code: isCaptured ? 'HOLD_RESOLVED' : expect.stringMatching(/^HOLD_(RESOLVED|EXPIRED)$/),
          });
        }
        break;
      }
      case 'REPORT': {
        const occurredAt = hour - happens.ago;
        const event = await books.report(happens.cost, at(occurredAt));
        standing.push({ event, charge: paper.charge(happens.cost, occurredAt) });
        break;
      }
      case 'CORRECT': {
        const [corrected] = standing.length === 0 ? [] : standing.splice(happens.which % standing.length, 1);
        if (corrected === undefined) break;
        const { occurredAt } = corrected.charge;
        const event = await books.report(happens.cost, at(occurredAt), corrected.event);
        paper.takeBack(corrected.charge);
        standing.push({ event, charge: paper.charge(happens.cost, occurredAt) });
        break;
      }
      case 'REVOKE': {
        const grant = paper.grants[happens.which];
        // Before it counts, and after its end, there is nothing to take back.
        if (grant === undefined || grant.from >= hour || grant.until <= hour) break;
        await books.revoke(happens.which);
        Object.assign(grant, { revoked: grant.left, left: 0n, until: hour });
        break;
      }
      case 'WAIT':
        await wait(books, at(hour), at(hour + happens.hours));
        paper.wait(happens.hours);
    }
  }
  return { paper, books };
}

const inOneGo = async (books: Books, _: Date, to: Date) => {
  await books.advance(to);
};

/** The jobs that time brings, in any order. */
const order = fc.shuffledSubarray<DueJob>(['expire-holds', 'expire-grants', 'issue-grants'], { minLength: 3 });

const history = fc.array(step, { minLength: 12, maxLength: 32 });

describe('whatever is granted, held, spent, reported, corrected and revoked while time passes', () => {
  it(
    'the balances and what paid for what are those of a model in memory',
    async () => {
      await fc.assert(
        fc.asyncProperty(history, async (steps) => {
          const { paper, books } = await play(steps, inOneGo);
          expect(await books.balance()).toEqual(paper.balance());
          expect(await books.fundings()).toEqual([
            ...paper.holds.flatMap(({ paid }) => paid.map(({ grant, units }) => written(grant, units))),
            ...paper.charges.flatMap(({ slices, overage }) => [
              ...slices.map(({ grant, units }) => written(grant, units)),
              ...(overage > 0n ? [written('overage', overage)] : []),
            ]),
          ]);
          const grants = await grantById.load(books.ctx, books.grantIds);
          expect(grants.map((grant) => grant?.available.units)).toEqual(
            paper.grants.map(({ left, until }) => (until > paper.hour ? left : 0n)),
          );
          await expectNoViolations(books.ctx);
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
    },
    RUNS * 15_000,
  );

  it(
    'a wait that is split at random points into several runs of what is due changes nothing',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          history,
          fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
          async (steps, parts) => {
            const inParts = async (books: Books, from: Date, to: Date) => {
              const span = to.getTime() - from.getTime();
              for (const part of parts.toSorted((a, b) => a - b)) await books.advance(new Date(from.getTime() + Math.floor(span * part)));
              await books.advance(to);
            };
            const [whole, split] = [await play(steps, inOneGo), await play(steps, inParts)];
            expect(await split.books.balance()).toEqual(await whole.books.balance());
            expect(await split.books.fundings()).toEqual(await whole.books.fundings());
            await expectNoViolations(split.books.ctx);
          },
        ),
        { numRuns: RUNS / 2, endOnFailure: true },
      );
    },
    RUNS * 15_000,
  );
});

describe('jobs that run late', () => {
  it(
    'leave the books of jobs that run in time, in whatever order they come',
    async () => {
      await fc.assert(
        fc.asyncProperty(history, fc.infiniteStream(order), async (steps, orders) => {
          const late = async (books: Books, _: Date, to: Date) => {
            await books.passLate(to, orders.next().value ?? []);
          };
          const { paper, books } = await play(steps, late);
          expect(await books.balance()).toEqual(paper.balance());
          await expectNoViolations(books.ctx);
        }),
        { numRuns: RUNS / 2, endOnFailure: true },
      );
    },
    RUNS * 15_000,
  );
});

describe('months that are granted, spent and rolled over', () => {
  it(
    'are the same whether the clock moves in one step or in many, in time or with late jobs in any order, with holds that end on the way',
    async () => {
      const days = fc.array(fc.integer({ min: 1, max: 118 }), { minLength: 1, maxLength: 8 });
      const holds = fc.array(fc.record({ amount: cents(6_000), hours: fc.integer({ min: 1, max: 24 }) }), { minLength: 1, maxLength: 3 });
      await fc.assert(
        fc.asyncProperty(
          holds,
          days,
          cents(10_000),
          fc.integer({ min: 1, max: 3 }),
          order,
          async (asked, stops, max, lastsPeriods, jobs) => {
            const told = [];
            const visited = stops.toSorted((a, b) => a - b);
            const ways = [
              { visits: [], pass: (books: Books, to: Date) => books.advance(to) },
              { visits: visited, pass: (books: Books, to: Date) => books.advance(to) },
              { visits: visited, pass: (books: Books, to: Date) => books.passLate(to, jobs) },
            ];
            for (const { visits, pass } of ways) {
              // An hour before November ends: some of the holds end after it.
              const books = await Books.open(new Date('2026-11-30T23:00:00.000Z'));
              const { ctx, employeeId } = books;
              const policyId = await createPolicy(ctx, {
                name: 'Compute',
                terms: {
                  amountType: 'FIXED',
                  period: 'MONTHLY',
                  amount: { amount: '100', currency: 'USD' },
                  rolloverTerms: { max: { amount: decimalOf(max), currency: 'USD' }, lastsPeriods },
                },
              });
              await publishPolicy(ctx, { policy: { id: policyId }, effectiveFrom: '2026-01-01', expectedVersion: 1 });
              const assignments = [{ employee: { id: employeeId }, policy: { id: policyId }, startDate: '2026-11-01' }];
              const [outcome] = await assignStipends(ctx, { assignments, idempotencyKey: 'assign' });
              for (const { amount, hours } of asked) await books.authorize(amount, hours);
              for (const day of visits) await pass(books, new Date(Date.parse('2026-12-01T12:34:56.789Z') + (day - 1) * 24 * HOUR));
              await pass(books, new Date('2027-04-01T00:00:00.000Z'));
              const grants = await findGrants(ctx, outcome?.stipendId ?? newId('stipend'), { first: 50 });
              told.push({
                balance: await books.balance(),
                grants: grants.nodes
                  .map(
                    ({ kind, amount, available, effectiveAt }) =>
                      `${effectiveAt.toISOString()} ${kind} ${amount.amount} ${available.amount}`,
                  )
                  .sort(),
              });
              await expectNoViolations(ctx);
            }
            for (const other of told) expect(other).toEqual(told[0]);
          },
        ),
        { numRuns: RUNS / 2, endOnFailure: true },
      );
    },
    RUNS * 15_000,
  );
});

describe('the order of arrival', () => {
  it(
    'of usage, its corrections and captures changes no total, in whatever batches',
    async () => {
      const items = fc.array(
        fc.record({
          cost: cents(1_000),
          hour: fc.integer({ min: 0, max: 100 }),
          corrected: fc.option(fc.oneof(cents(1_000), fc.constant(0n))),
        }),
        { minLength: 2, maxLength: 10 },
      );
      const orders = fc.array(fc.tuple(fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 8 })), { minLength: 3, maxLength: 3 });
      await fc.assert(
        fc.asyncProperty(items, orders, fc.array(cents(800), { maxLength: 3 }), async (events, ways, spends) => {
          const totals = [];
          for (const [turns, size] of ways) {
            const books = await Books.open(at(100));
            await books.grant(unitsOf('30'), 1, at(0), at(200));
            await books.grant(unitsOf('500'), 2, at(0), at(200));
            const waiting = events.flatMap(({ cost, hour, corrected }, index) => {
              const event = usage(`use-${index}`, cost, at(hour));
              return [event, ...(corrected === null ? [] : [usage(`use-${index}-corrected`, corrected, at(hour), event)])];
            });
            const spending = spends.map(async (amount) => {
              await books.authorize(amount, 24);
            });
            while (waiting.length > 0) {
              const batch: ReportedEvent[] = [];
              while (batch.length < size && waiting.length > 0) {
                // A correction comes with what it corrects, or after it.
                const ready = waiting.filter(({ corrects }) => corrects == null || !waiting.some(({ id }) => id === corrects.id));
                const next = ready[(turns.next().value ?? 0) % ready.length];
                if (next === undefined) break;
                waiting.splice(waiting.indexOf(next), 1);
                batch.push(next);
              }
              expect((await reportUsage(books.ctx, batch)).map(({ status }) => status)).toEqual(batch.map(() => 'RECORDED'));
            }
            await Promise.all(spending);
            const captures = books.holdIds.map((_, index) => books.capture(index, CENT));
            await Promise.all(captures);
            totals.push(await books.balance());
            await expectNoViolations(books.ctx);
          }
          const used = events.reduce((sum, { cost, corrected }) => sum + (corrected ?? cost), CENT * BigInt(spends.length));
          expect(totals.map(({ consumed }) => consumed)).toEqual(totals.map(() => new Money(used, USD).amount));
          expect(new Set(totals.map((total) => JSON.stringify(total))).size).toBe(1);
        }),
        { numRuns: RUNS / 2, endOnFailure: true },
      );
    },
    RUNS * 15_000,
  );
});
