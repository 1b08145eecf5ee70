import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Id, idOf, newId, uuidOf } from '../../src/kernel/ids.js';
import { currency, Money, unitsOf } from '../../src/kernel/money.js';
import { lockPeriod } from '../../src/modules/calendar/index.js';
import {
  movementOf,
  noTotals,
  openAccounts,
  openEffectiveAt,
  post,
  readBalances,
  readTotals,
  recipes,
} from '../../src/modules/ledger/index.js';
import { type ReportedEvent, reportUsage } from '../../src/modules/usage/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { bookEnds, expectNoViolations, passTime, person, use } from '../support/books.js';
import { testEmployer } from '../support/database.js';

const START = Date.parse('2026-11-01T00:00:00.000Z');
const HOUR = 3_600_000;
const USD = currency('USD');
const at = (hour: number): Date => new Date(START + hour * HOUR);

/** What happens, each at the hour the clock then stands at; other hours are relative to it. */
type Step =
  | {
      readonly kind: 'GRANT';
      readonly amount: bigint | null;
      readonly priority: number;
      readonly startsIn: number;
      readonly lasts: number | null;
    }
  | { readonly kind: 'SPEND'; readonly cost: bigint; readonly ago: number }
  | { readonly kind: 'CORRECT'; readonly which: number; readonly cost: bigint }
  | { readonly kind: 'WAIT'; readonly hours: number }
  | { readonly kind: 'BOOK_ENDS' }
  | { readonly kind: 'CLOSE' };

const CENT = unitsOf('0.01');
const cents = (max: number) => fc.bigInt({ min: 1n, max: BigInt(max) }).map((count) => count * CENT);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('GRANT' as const),
      amount: fc.option(cents(2_000), { freq: 6 }),
      priority: fc.integer({ min: 1, max: 3 }),
      startsIn: fc.integer({ min: -30, max: 20 }),
      lasts: fc.option(fc.integer({ min: 1, max: 60 })),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('SPEND' as const), cost: cents(1_500), ago: fc.integer({ min: 0, max: 60 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('CORRECT' as const), which: fc.nat(20), cost: fc.oneof(cents(1_500), fc.constant(0n)) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('WAIT' as const), hours: fc.integer({ min: 1, max: 24 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('BOOK_ENDS' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('CLOSE' as const) }) },
);

interface Slice {
  readonly grant: number;
  readonly units: bigint;
}

/** A charge of the model; a negative sign takes it back. */
interface Fact {
  readonly recordedAt: Date;
  readonly effectiveAt: Date;
  readonly sign: 1n | -1n;
  readonly slices: readonly Slice[];
  readonly overage: bigint;
}

interface ModelGrant {
  /** Null: it has no cap. */
  readonly amount: bigint | null;
  readonly priority: number;
  readonly from: Date;
  readonly until: Date | null;
  readonly recordedAt: Date;
  readonly effectiveAt: Date;
  left: bigint;
}

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

/** The books as somebody would keep them who never books an end: what is left of a grant that has ended is what expired. */
class Model {
  now = at(72);
  openFrom = new Date(0);
  readonly grants: ModelGrant[] = [];
  readonly facts: Fact[] = [];

  open(instant: Date): Date {
    return instant < this.openFrom ? this.openFrom : instant;
  }

  grant(amount: bigint | null, priority: number, from: Date, until: Date | null): void {
    this.grants.push({ amount, priority, from, until, recordedAt: this.now, effectiveAt: this.open(from), left: amount ?? 0n });
  }

  charge(cost: bigint, occurredAt: Date): Fact {
    const payers = [...this.grants.keys()].filter((index) => {
      const grant = this.grants[index];
      if (grant === undefined || (grant.left === 0n && grant.amount !== null)) return false;
      return grant.from <= occurredAt && (grant.until === null || occurredAt < grant.until);
    });
    const end = (index: number) => this.grants[index]?.until?.getTime() ?? Number.POSITIVE_INFINITY;
    const prior = (index: number) => this.grants[index]?.priority ?? 0;
    // Later grants are younger, by time or by id.
    payers.sort((a, b) => prior(a) - prior(b) || (end(a) === end(b) ? a - b : end(a) - end(b)));
    let open = cost;
    const slices: Slice[] = [];
    for (const index of payers) {
      const grant = this.grants[index];
      if (grant === undefined || open === 0n) continue;
      const units = grant.amount === null ? open : lesser(grant.left, open);
      if (grant.amount !== null) grant.left -= units;
      open -= units;
      slices.push({ grant: index, units });
    }
    const fact: Fact = { recordedAt: this.now, effectiveAt: this.open(occurredAt), sign: 1n, slices, overage: open };
    this.facts.push(fact);
    return fact;
  }

  takeBack(fact: Fact): void {
    for (const { grant: index, units } of fact.slices) {
      const grant = this.grants[index];
      if (grant !== undefined && grant.amount !== null) grant.left += units;
    }
    this.facts.push({ ...fact, recordedAt: this.now, effectiveAt: this.open(fact.effectiveAt), sign: -1n });
  }

  answer(asOf: Date, effectiveAt: Date): Record<'granted' | 'available' | 'consumed' | 'expired' | 'overage', bigint> {
    const facts = this.facts.filter((fact) => fact.recordedAt <= asOf && fact.effectiveAt <= effectiveAt);
    const total = { granted: 0n, available: 0n, consumed: 0n, expired: 0n, overage: 0n };
    for (const [index, grant] of this.grants.entries()) {
      if (grant.recordedAt > asOf || grant.effectiveAt > effectiveAt) continue;
      const used = facts.reduce(
        (sum, { sign, slices }) => slices.reduce((more, slice) => (slice.grant === index ? more + sign * slice.units : more), sum),
        0n,
      );
      // What is drawn without a cap is granted then, and nothing is ever left of it.
      total.granted += grant.amount ?? used;
      total[grant.until !== null && grant.until <= effectiveAt ? 'expired' : 'available'] += (grant.amount ?? used) - used;
    }
    for (const { sign, slices, overage } of facts) {
      total.consumed += sign * slices.reduce((sum, { units }) => sum + units, overage);
      total.overage += sign * overage;
    }
    return total;
  }
}

/** The same history in the product. */
class Books {
  private readonly accountIds: Array<Id<'account'>> = [];
  readonly grantIds: Array<Id<'grant'>> = [];

  constructor(
    readonly ctx: TenantCtx,
    readonly employeeId: Id<'employee'>,
  ) {}

  /** Every other grant shares an account with the one before. */
  async grant(amount: bigint | null, priority: number, from: Date, until: Date | null, openFrom: Date): Promise<void> {
    await inTransaction(this.ctx, async (tx) => {
      const shared = this.grantIds.length % 2 === 1 ? this.accountIds.at(-1) : undefined;
      const [accountId] =
        shared === undefined
          ? await openAccounts(tx, [{ employeeId: this.employeeId, stipendId: newId('stipend'), currency: USD }])
          : [shared];
      if (accountId === undefined) throw new Error('no account');
      const grantId = newId('grant');
      const granted = recipes.granted(
        accountId,
        { grantId, priority, effectiveAt: from, expiresAt: until, units: amount ?? 0n, uncapped: amount === null },
        `grant:${grantId}`,
      );
      await post(tx, [{ ...granted, effectiveAt: openEffectiveAt([{ start: new Date(0), end: openFrom }], from) }]);
      this.accountIds.push(accountId);
      this.grantIds.push(grantId);
    });
  }

  async report(event: ReportedEvent): Promise<string | undefined> {
    const [outcome] = await reportUsage(this.ctx, [event]);
    return outcome?.code ?? outcome?.status;
  }

  /** Which grant paid how much for an event, as the model writes it. */
  async fundings(): Promise<Map<string, string>> {
    const rows = await inTransaction(this.ctx, (tx) =>
      tx.sql<{ event_id: string; grant_id: string | null; amount: string }>(
        `select e.event_id, f.grant_id, f.amount from usage_event e
           join usage_funding f on f.employer_id = ${THIS_EMPLOYER} and f.usage_id = e.id
         where e.employer_id = ${THIS_EMPLOYER} order by e.id, f.seq`,
      ),
    );
    const text = rows.map(({ event_id, grant_id, amount }): [string, string] => [
      event_id,
      `${grant_id === null ? 'overage' : this.grantIds.indexOf(idOf('grant', grant_id))} ${unitsOf(amount)}`,
    ]);
    return new Map([...Map.groupBy(text, ([id]) => id)].map(([id, parts]) => [id, parts.map(([, part]) => part).join(', ')]));
  }

  async answer(asOf: Date, effectiveAt: Date): Promise<ReturnType<Model['answer']>> {
    const [found] = await inTransaction(this.ctx, (tx) => readBalances(tx, { asOf, effectiveAt }, { employeeIds: [this.employeeId] }));
    const units = (amount: Money | undefined) => amount?.units ?? 0n;
    return {
      granted: units(found?.granted),
      available: units(found?.available),
      consumed: units(found?.consumed),
      expired: units(found?.expired),
      overage: units(found?.overage),
    };
  }
}

async function play(steps: readonly Step[]): Promise<{ model: Model; books: Books; instants: Date[]; paid: Map<string, Fact> }> {
  const model = new Model();
  const ctx = await testEmployer({ testNow: model.now.toISOString() });
  const { employeeId } = await person(ctx, 'ada');
  const books = new Books(ctx, employeeId);
  const paid = new Map<string, Fact>();
  const standing: Array<{ event: ReportedEvent; fact: Fact }> = [];
  const instants = [model.now];

  for (const happens of steps) {
    switch (happens.kind) {
      case 'GRANT': {
        const from = new Date(model.now.getTime() + happens.startsIn * HOUR);
        const until = happens.lasts === null ? null : new Date(from.getTime() + happens.lasts * HOUR);
        model.grant(happens.amount, happens.priority, from, until);
        await books.grant(happens.amount, happens.priority, from, until, model.openFrom);
        break;
      }
      case 'SPEND': {
        const event = use('ada', Money.zero(USD).plus(new Money(happens.cost, USD)).amount, {
          occurredAt: new Date(model.now.getTime() - happens.ago * HOUR),
        });
        expect(await books.report(event)).toBe('RECORDED');
        const fact = model.charge(happens.cost, event.occurredAt);
        paid.set(event.id, fact);
        standing.push({ event, fact });
        break;
      }
      case 'CORRECT': {
        const index = standing.length === 0 ? -1 : happens.which % standing.length;
        const [corrected] = index === -1 ? [] : standing.splice(index, 1);
        if (corrected === undefined) break;
        const { id, source, occurredAt } = corrected.event;
        const event = { ...use('ada', new Money(happens.cost, USD).amount, { occurredAt }), corrects: { id, source } };
        expect(await books.report(event)).toBe('RECORDED');
        model.takeBack(corrected.fact);
        const fact = model.charge(happens.cost, occurredAt);
        paid.set(event.id, fact);
        standing.push({ event, fact });
        break;
      }
      case 'WAIT':
        model.now = new Date(model.now.getTime() + happens.hours * HOUR);
        await passTime(ctx, model.now.toISOString());
        instants.push(model.now);
        break;
      case 'BOOK_ENDS':
        await bookEnds(ctx);
        break;
      case 'CLOSE': {
        const end = new Date(model.now.getTime() - 12 * HOUR);
        if (end <= model.openFrom) break;
        const span = { start: model.openFrom, end };
        await inTransaction(ctx, (tx) => lockPeriod(tx, newId('payPeriod'), span));
        model.openFrom = end;
      }
    }
  }
  return { model, books, instants, paid };
}

const written = ({ slices, overage }: Fact): string =>
  [...slices.map(({ grant, units }) => `${grant} ${units}`), ...(overage > 0n ? [`overage ${overage}`] : [])].join(', ');

describe('whatever happens, in whatever order', () => {
  it('grants, usage, corrections, ends and closed periods leave the balances and the funding that a model of them says, at 1,000 random pairs of instants', async () => {
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 30 }),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 240 * 4 })), { minLength: 40, maxLength: 40 }),
        async (steps, questions) => {
          const { model, books, instants, paid } = await play(steps);
          expect(await books.answer(model.now, model.now)).toEqual(model.answer(model.now, model.now));
          const fundings = await books.fundings();
          for (const [id, fact] of paid) expect(`${id}: ${fundings.get(id) ?? ''}`).toBe(`${id}: ${written(fact)}`);
          for (const [which, quarter] of questions) {
            const asOf = instants[which % instants.length] ?? model.now;
            const effectiveAt = new Date(START + quarter * (HOUR / 4));
            const told = { asOf, effectiveAt };
            expect({ ...told, ...(await books.answer(asOf, effectiveAt)) }).toEqual({ ...told, ...model.answer(asOf, effectiveAt) });
            asked += 1;
          }
          // Ends are booked once: what came back to a grant after its end left it at once.
          await bookEnds(books.ctx);
          expect(await books.answer(model.now, model.now)).toEqual(model.answer(model.now, model.now));
          await expectNoViolations(books.ctx);
        },
      ),
      { numRuns: 25, endOnFailure: true },
    );
    expect(asked).toBeGreaterThanOrEqual(1_000);
  }, 180_000);

  it('a span that is split at random instants moves in parts that sum to the whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 15, maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 240 * 4 }), { minLength: 2, maxLength: 9 }),
        async (steps, quarters) => {
          const { books } = await play(steps);
          const instants = quarters.toSorted((a, b) => a - b).map((quarter) => new Date(START + quarter * (HOUR / 4)));
          const totals = await inTransaction(books.ctx, (tx) =>
            readTotals(
              tx,
              instants.map((before) => ({ employeeId: books.employeeId, before })),
              null,
            ),
          );
          const spans = instants
            .slice(1)
            .map((_, index) => ({ start: totals[index]?.get(USD) ?? noTotals(USD), end: totals[index + 1]?.get(USD) ?? noTotals(USD) }));
          const parts = spans.map((span) => movementOf([span]));
          const [first, last] = [spans[0], spans.at(-1)];
          if (first === undefined || last === undefined) return;
          const whole = movementOf([{ start: first.start, end: last.end }]);
          for (const name of ['granted', 'rolledIn', 'consumed', 'expired', 'revoked', 'adjusted'] as const) {
            expect(parts.reduce((sum, part) => sum + part[name].units, 0n)).toBe(whole[name].units);
          }
          expect([parts[0]?.opening.units, parts.at(-1)?.closing.units]).toEqual([whole.opening.units, whole.closing.units]);
          parts.slice(1).forEach((part, index) => {
            expect(part.opening.units).toBe(parts[index]?.closing.units);
          });
        },
      ),
      { numRuns: 10, endOnFailure: true },
    );
  }, 120_000);

  it('the order of arrival changes nothing where one grant at a time is in force, and never what was used in all', async () => {
    const grant = fc.record({ amount: cents(2_000), hours: fc.integer({ min: 1, max: 20 }) });
    const spend = fc.record({ cost: cents(1_500), hour: fc.integer({ min: 0, max: 60 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(grant, { minLength: 1, maxLength: 4 }),
        fc.array(spend, { minLength: 2, maxLength: 8 }),
        fc.boolean(),
        fc.nat(),
        async (grants, spends, overlapping, turn) => {
          const outcomes = [];
          for (const order of [
            spends,
            spends.toReversed(),
            spends.map((_, index) => spends[(index + turn) % spends.length] ?? spends[index]),
          ]) {
            const ctx = await testEmployer({ testNow: at(72).toISOString() });
            const { employeeId } = await person(ctx, 'ada');
            const books = new Books(ctx, employeeId);
            let from = 0;
            for (const { amount, hours } of grants) {
              await books.grant(amount, 100, at(from), at(from + hours), new Date(0));
              from += overlapping ? Math.ceil(hours / 2) : hours;
            }
            for (const one of order)
              if (one !== undefined) await reportUsage(ctx, [use('ada', new Money(one.cost, USD).amount, { occurredAt: at(one.hour) })]);
            const left = await inTransaction(ctx, (tx) =>
              tx.sql<{ available: string }>(
                `select available from grant_account where employer_id = ${THIS_EMPLOYER} and employee_id = $1 order by effective_at`,
                [uuidOf(employeeId)],
              ),
            );
            const { consumed, overage } = await books.answer(at(72), at(72));
            outcomes.push(overlapping ? { consumed } : { consumed, overage, left: left.map(({ available }) => unitsOf(available)) });
          }
          expect(outcomes[1]).toEqual(outcomes[0]);
          expect(outcomes[2]).toEqual(outcomes[0]);
        },
      ),
      { numRuns: 12, endOnFailure: true },
    );
  }, 120_000);
});
