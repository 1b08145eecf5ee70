import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Id, newId, uuidOf } from '../../src/kernel/ids.js';
import { currency, Money } from '../../src/kernel/money.js';
import { openAccounts, type PostingDraft, post, recipes } from '../../src/modules/ledger/index.js';
import { listBalances, type ShownBalance } from '../../src/modules/ledger/list-balances.js';
import { type BalanceOf, readBalances } from '../../src/modules/ledger/read-balances.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { testEmployer } from '../support/database.js';

const DAY = 86_400_000;
const start = new Date('2026-11-02T09:00:00.000Z');
const day = (count: number) => new Date(start.getTime() + count * DAY);
const codes = (['USD', 'JPY'] as const).map(currency);
const usd = (amount: string) => Money.of(amount, 'USD').units;

interface Account {
  readonly employeeId: Id<'employee'>;
  /** Of a stipend. */
  readonly accountId: Id<'account'>;
  /** What no grant covers: the person's own, and that of a cost center. */
  readonly ownId: Id<'account'>;
  readonly chargedId: Id<'account'>;
  readonly currency: string;
}

/** What was booked, as this test remembers it. */
interface Booked {
  readonly account: Account;
  readonly bookedAt: Date;
  readonly effectiveAt: Date;
  readonly side: 'GRANTED' | 'CONSUMED' | 'EXPIRED' | 'REVOKED';
  readonly units: bigint;
  readonly grantId: Id<'grant'> | null;
  /** A cost center pays it. */
  readonly isCharged?: boolean;
}

interface Step {
  readonly kind: 'GRANT' | 'USE' | 'OVERUSE' | 'EXPIRE' | 'REVOKE' | 'WAIT';
  readonly account: number;
  readonly grant: number;
  readonly days: number;
  readonly lasts: number | null;
  readonly units: bigint;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('GRANT', 'GRANT', 'USE', 'USE', 'OVERUSE', 'EXPIRE', 'REVOKE', 'WAIT'),
    account: fc.nat({ max: 4 }),
    grant: fc.nat({ max: 20 }),
    days: fc.integer({ min: -6, max: 6 }),
    lasts: fc.option(fc.integer({ min: 1, max: 8 })),
    units: fc.bigInt({ min: 1n, max: usd('50') }),
  }),
  { minLength: 12, maxLength: 30 },
);

describe('balances', () => {
  it('are what was booked by then and in effect by then, whatever was booked since and whenever a job ran', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const ctx = await testEmployer();
        const accounts = await openPeople(ctx, 3);
        const { booked, endOf, today } = await live(ctx, accounts, history);

        for (const asOf of [-1, 0, Math.floor(today / 2), today].map(day)) {
          for (const effectiveAt of [-7, -1, Math.floor(today / 2), today, today + 5, today + 20].map(day)) {
            const wanted = accounts
              .map((account) => expected(account, booked, endOf, { asOf, effectiveAt }))
              .sort((a, b) => (uuidOf(a.employeeId) + a.currency < uuidOf(b.employeeId) + b.currency ? -1 : 1));
            expect((await allPages(ctx, asOf, effectiveAt)).map(numbersOf)).toEqual(wanted);
            const read = await inTransaction(ctx, (tx) => readBalances(tx, { asOf, effectiveAt }));
            expect(read.map(numbersOf)).toEqual(wanted);
          }
        }
      }),
      { numRuns: 6 },
    );
  }, 120_000);

  it('read again at the same instant are the same, and add up, however many write at once', async () => {
    const ctx = await testEmployer({ mode: 'LIVE' });
    const accounts = await openPeople(ctx, 2);
    const grantIds = accounts.map(() => newId('grant'));
    await inTransaction(ctx, (tx) =>
      post(
        tx,
        accounts.map(({ accountId }, index) => granted(accountId, grantIds[index] ?? newId('grant'), tx.now, null, usd('100'))),
      ),
    );
    const write = (index: number) =>
      inTransaction(ctx, async (tx) => {
        const { accountId } = accounts[index % accounts.length] ?? fail();
        const grantId = grantIds[index % accounts.length] ?? fail();
        await post(tx, [used(accountId, { grantId, units: usd('0.5') }, tx.now)]);
      });

    const pages: ShownBalance[][] = [];
    const writing = Promise.all(Array.from({ length: 60 }, (_, index) => write(index)));
    for (let round = 0; round < 30; round += 1) pages.push([...(await listBalances(ctx, { first: 200 })).nodes]);
    await writing;
    pages.push([...(await listBalances(ctx, { first: 200 })).nodes]);

    for (const page of pages) {
      const [{ asOf, effectiveAt }] = page as [ShownBalance];
      expect([...(await listBalances(ctx, { first: 200, asOf, effectiveAt })).nodes]).toEqual(page);
      for (const { granted: grant, available, held, consumed, expired, revoked, overage } of page) {
        const units = ({ amount, currency: code }: ShownBalance['granted']) => Money.of(amount, code).units;
        expect(units(grant) + units(overage)).toBe(units(available) + units(held) + units(consumed) + units(expired) + units(revoked));
      }
    }
    expect(pages.at(-1)?.reduce((total, { consumed }) => total + Money.of(consumed.amount, consumed.currency).units, 0n)).toBe(usd('30'));
  }, 60_000);
});

function fail(): never {
  throw new Error('The test has no such account.');
}

/** People with an account in each currency, the last one with one in dollars only. */
async function openPeople(ctx: TenantCtx, count: number): Promise<Account[]> {
  return inTransaction(ctx, async (tx) => {
    const owners = [];
    const costCenterId = newId('costCenter');
    await tx.sql(
      `insert into cost_center (employer_id, id, external_id, code, name, created_at) values (${THIS_EMPLOYER}, $1, '4100', '4100', 'Test', $2)`,
      [uuidOf(costCenterId), tx.now],
    );
    for (let person = 0; person < count; person += 1) {
      const employeeId = newId('employee');
      await tx.sql(
        `insert into employee (employer_id, id, source, external_id, name, created_at, updated_at) values (${THIS_EMPLOYER}, $1, 'API', $2, 'Test', $3, $3)`,
        [uuidOf(employeeId), employeeId, tx.now],
      );
      for (const code of person === count - 1 ? codes.slice(0, 1) : codes)
        owners.push({ employeeId, stipendId: newId('stipend'), currency: code });
    }
    const ids = await openAccounts(tx, owners);
    const own = await openAccounts(
      tx,
      owners.map((owner) => ({ ...owner, stipendId: null })),
    );
    const charged = await openAccounts(
      tx,
      owners.map((owner) => ({ ...owner, stipendId: null, costCenterId })),
    );
    return owners.map(({ employeeId, currency: code }, index) => ({
      employeeId,
      currency: code,
      accountId: ids[index] ?? fail(),
      ownId: own[index] ?? fail(),
      chargedId: charged[index] ?? fail(),
    }));
  });
}

function granted(accountId: Id<'account'>, grantId: Id<'grant'>, effectiveAt: Date, expiresAt: Date | null, units: bigint): PostingDraft {
  return recipes.granted(accountId, { grantId, priority: 100, effectiveAt, expiresAt, units }, `grant:${grantId}`);
}

function used(
  accountId: Id<'account'>,
  slice: { grantId: Id<'grant'>; units: bigint } | { overage: bigint },
  effectiveAt: Date,
): PostingDraft {
  const subjectId = newId('usageEvent');
  const paid = 'overage' in slice ? { slices: [], overage: slice.overage } : { slices: [slice] };
  return recipes.consumed(accountId, { key: `usage:${subjectId}`, effectiveAt, subjectId, ...paid });
}

/** Lives a history on the test clock, and remembers it. */
async function live(ctx: TenantCtx, accounts: readonly Account[], history: readonly Step[]) {
  const booked: Booked[] = [];
  const endOf = new Map<Id<'grant'>, Date | null>();
  const left = new Map<Id<'grant'>, { account: Account; units: bigint }>();
  let today = 0;

  for (const step of history) {
    const account = accounts[step.account % accounts.length] ?? fail();
    const [grantId, grant] = [...left][step.grant % Math.max(left.size, 1)] ?? [null, null];
    const effectiveAt = day(today + step.days);
    const fact = { account, bookedAt: day(today), effectiveAt, grantId };

    if (step.kind === 'WAIT') {
      today += Math.abs(step.days) + 1;
      await inTransaction(ctx, (tx) =>
        tx.sql(`update employer_settings set test_now = $1 where employer_id = ${THIS_EMPLOYER}`, [day(today)]),
      );
    } else if (step.kind === 'GRANT') {
      const opened = newId('grant');
      const expiresAt = step.lasts === null ? null : day(today + step.days + step.lasts);
      await book(ctx, granted(account.accountId, opened, effectiveAt, expiresAt, step.units));
      booked.push({ ...fact, side: 'GRANTED', units: step.units, grantId: opened });
      endOf.set(opened, expiresAt);
      left.set(opened, { account, units: step.units });
    } else if (step.kind === 'OVERUSE') {
      const isCharged = step.grant % 2 === 0;
      await book(ctx, used(isCharged ? account.chargedId : account.ownId, { overage: step.units }, effectiveAt));
      booked.push({ ...fact, side: 'CONSUMED', units: step.units, grantId: null, isCharged });
    } else if (grant !== null && grantId !== null && grant.units > 0n) {
      const end = endOf.get(grantId) ?? null;
      if (step.kind === 'EXPIRE' && (end === null || end > day(today))) continue;
      const units = step.kind === 'EXPIRE' || step.units > grant.units ? grant.units : step.units;
      const at = step.kind === 'EXPIRE' && end !== null ? end : effectiveAt;
      const { accountId } = grant.account;
      if (step.kind === 'USE') await book(ctx, used(accountId, { grantId, units }, at));
      else
        await book(
          ctx,
          recipes[step.kind === 'EXPIRE' ? 'expired' : 'revoked'](accountId, grantId, units, at, `${step.kind}:${newId('event')}`),
        );
      const side = step.kind === 'USE' ? 'CONSUMED' : step.kind === 'EXPIRE' ? 'EXPIRED' : 'REVOKED';
      booked.push({ ...fact, account: grant.account, effectiveAt: at, side, units });
      left.set(grantId, { ...grant, units: grant.units - units });
    }
  }
  return { booked, endOf, today };
}

function book(ctx: TenantCtx, draft: PostingDraft) {
  return inTransaction(ctx, (tx) => post(tx, [draft]));
}

/** The definition of a balance, grant by grant. */
function expected(
  account: Account,
  booked: readonly Booked[],
  endOf: ReadonlyMap<Id<'grant'>, Date | null>,
  { asOf, effectiveAt }: { asOf: Date; effectiveAt: Date },
) {
  const seen = booked.filter((fact) => fact.account === account && fact.bookedAt <= asOf && fact.effectiveAt <= effectiveAt);
  const total = (side: Booked['side'], of: (fact: Booked) => boolean = () => true) =>
    seen.filter((fact) => fact.side === side && of(fact)).reduce((units, fact) => units + fact.units, 0n);

  let lapsed = 0n;
  for (const [grantId, end] of endOf) {
    if (end === null || end > effectiveAt) continue;
    const mine = (fact: Booked) => fact.grantId === grantId;
    lapsed += total('GRANTED', mine) - total('CONSUMED', mine) - total('EXPIRED', mine) - total('REVOKED', mine);
  }
  const uncovered = total('CONSUMED', (fact) => fact.grantId === null);
  const charged = total('CONSUMED', (fact) => fact.isCharged === true);
  const expired = total('EXPIRED') + lapsed;
  const spent = total('CONSUMED') - uncovered;
  const { employeeId } = account;
  const money = (units: bigint) => new Money(units, currency(account.currency)).amount;
  return {
    employeeId,
    currency: account.currency,
    granted: money(total('GRANTED')),
    available: money(total('GRANTED') - spent - expired - total('REVOKED')),
    held: money(0n),
    consumed: money(total('CONSUMED')),
    expired: money(expired),
    revoked: money(total('REVOKED')),
    overage: money(uncovered - charged),
    chargedToCostCenter: money(charged),
  };
}

function numbersOf({ asOf: _asOf, effectiveAt: _effectiveAt, ...balance }: BalanceOf<{ readonly amount: string }>): Record<string, string> {
  return Object.fromEntries(Object.entries(balance).map(([name, value]) => [name, typeof value === 'object' ? value.amount : value]));
}

/** Two rows a page, each page behind the cursor of the one before. */
async function allPages(ctx: TenantCtx, asOf: Date, effectiveAt: Date): Promise<ShownBalance[]> {
  const rows: ShownBalance[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo } = await listBalances(ctx, { first: 2, after, asOf, effectiveAt });
    rows.push(...nodes);
    if (!pageInfo.hasNextPage) return rows;
    after = pageInfo.endCursor;
  }
}
