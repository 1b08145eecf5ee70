import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Id, idOf, newId } from '../../src/kernel/ids.js';
import { Money } from '../../src/kernel/money.js';
import { reportUsage } from '../../src/modules/usage/index.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { ask } from '../support/ask.js';
import { bookEnds, expectNoViolations, type Person, passTime, person, use } from '../support/books.js';
import { testEmployer } from '../support/database.js';

const NOW = '2026-11-02T09:00:00.000Z';
type MoneyAnswer = { readonly amount: string; readonly rounded: string };
const names = ['opening', 'granted', 'rolledIn', 'consumed', 'expired', 'revoked', 'adjusted', 'closing'] as const;
type MovementAnswer = Record<(typeof names)[number], MoneyAnswer>;

interface Entry {
  readonly kind: string;
  readonly currency: string;
  readonly effectiveAt: string;
  readonly change: Record<'available' | 'consumed' | 'expired' | 'overage', MoneyAnswer>;
  readonly balance: Record<'available' | 'consumed' | 'expired' | 'overage', MoneyAnswer>;
  readonly grants: ReadonlyArray<{ grantId: string; amount: MoneyAnswer }>;
  readonly subjectId: string | null;
  readonly usageEvent: { eventId: string } | null;
}

async function movement(ctx: TenantCtx, externalId: string, from: string, to: string, at: object = {}): Promise<MovementAnswer[]> {
  const { data, errors } = await ask<{ balance: { nodes: Array<{ movement: MovementAnswer }> } }>(
    ctx,
    `query($employee: EmployeeByInput!, $from: DateTime!, $to: DateTime!, $asOf: DateTime, $effectiveAt: DateTime) {
       balance(employee: $employee, asOf: $asOf, effectiveAt: $effectiveAt) { nodes { movement(from: $from, to: $to) {
         ${names.map((name) => `${name} { amount rounded }`).join(' ')} } } } }`,
    { employee: { externalId }, from, to, ...at },
  );
  expect(errors).toEqual([]);
  return data.balance.nodes.map((node) => node.movement);
}

const amounts = (one: MovementAnswer | undefined) => names.map((name) => one?.[name].amount).join(' ');

async function history(ctx: TenantCtx, externalId: string, variables: object = {}) {
  const { data, errors } = await ask<{ balanceHistory: { nodes: Entry[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } } }>(
    ctx,
    `query($employee: EmployeeByInput!, $currency: CurrencyCode, $from: DateTime, $to: DateTime, $asOf: DateTime, $first: Int, $after: String) {
       balanceHistory(employee: $employee, currency: $currency, from: $from, to: $to, asOf: $asOf, first: $first, after: $after) {
         nodes { kind currency effectiveAt subjectId usageEvent { eventId } grants { grantId amount { amount rounded } }
           ${['change', 'balance'].map((name) => `${name} { ${['available', 'consumed', 'expired', 'overage'].map((side) => `${side} { amount rounded }`).join(' ')} }`).join(' ')} }
         pageInfo { endCursor hasNextPage } } }`,
    { employee: { externalId }, ...variables },
  );
  expect(errors).toEqual([]);
  return data.balanceHistory;
}

const written = ({ kind, change, balance }: Entry) =>
  `${kind} ${change.available.amount} → ${balance.available.amount} left, ${balance.consumed.amount} used, ${balance.expired.amount} expired`;

describe('the movement of a balance', () => {
  let ctx: TenantCtx;
  let ada: Person;
  beforeAll(async () => {
    ctx = await testEmployer({ testNow: NOW });
    ada = await person(ctx, 'ada', [
      { amount: '100', from: '2026-10-01', until: '2026-11-01' },
      { amount: '100', from: '2026-11-01', until: '2026-12-01' },
    ]);
    await reportUsage(ctx, [use('ada', '30', { occurredAt: new Date('2026-10-10T00:00:00Z') }), use('ada', '0.0055'), use('ada', '250')]);
  });

  it('leads from opening to closing, exact and rounded, whether or not the end of a grant is booked', async () => {
    const [october] = await movement(ctx, 'ada', '2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    expect(amounts(october)).toBe('0.00 100.00 0.00 30.00 70.00 0.00 0.00 0.00');
    const [november] = await movement(ctx, 'ada', '2026-11-01T00:00:00Z', '2026-11-02T08:00:00.001Z');
    expect(amounts(november)).toBe('0.00 100.00 0.00 100.00 0.00 0.00 0.00 0.00');
    await bookEnds(ctx);
    expect(await movement(ctx, 'ada', '2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z')).toEqual([october]);
  });

  it('counts what grants paid: overage is no part of a balance', async () => {
    const { grantIds } = await person(ctx, 'bo', [{ amount: '1' }]);
    await reportUsage(ctx, [use('bo', '0.0055')]);
    const [moved] = await movement(ctx, 'bo', '2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z');
    expect([moved?.consumed, moved?.closing]).toEqual([
      { amount: '0.0055', rounded: '0.01' },
      { amount: '0.9945', rounded: '0.99' },
    ]);
    expect(grantIds).toHaveLength(1);
  });

  it('tells nothing that lies ahead: a grant that is to end has not expired', async () => {
    await person(ctx, 'cy', [{ amount: '7', until: '2026-12-01' }]);
    const [moved] = await movement(ctx, 'cy', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z');
    expect(amounts(moved)).toBe('0.00 7.00 0.00 0.00 0.00 0.00 0.00 7.00');
  });

  it('is that of each currency', async () => {
    await person(ctx, 'di', [{ amount: '7' }, { amount: '8', currency: 'EUR' }]);
    const moved = await movement(ctx, 'di', '2026-01-01T00:00:00Z', NOW);
    expect(moved.map(({ closing }) => closing.amount)).toEqual(['8.00', '7.00']);
  });

  it('splits at any instant: the parts sum to the whole, and one closing is the next opening', async () => {
    const instants = [
      '2026-09-01T00:00:00Z',
      '2026-10-10T00:00:00Z',
      '2026-11-01T00:00:00Z',
      '2026-11-02T08:00:00Z',
      '2026-11-03T00:00:00Z',
    ];
    const parts: MovementAnswer[] = [];
    for (const [index, from] of instants.slice(0, -1).entries())
      parts.push(...(await movement(ctx, 'ada', from, instants[index + 1] ?? '')));
    const [whole] = await movement(ctx, 'ada', instants[0] ?? '', instants.at(-1) ?? '');
    for (const name of names.slice(1, -1)) {
      const total = parts.reduce((sum, part) => sum.plus(Money.of(part[name].amount, 'USD')), Money.of('0', 'USD'));
      expect(total.amount).toBe(whole?.[name].amount);
    }
    parts.forEach((part, index) => {
      const next = parts[index + 1];
      if (next !== undefined) expect(next.opening).toEqual(part.closing);
    });
    expect(parts.at(-1)?.closing).toEqual(whole?.closing);
  });

  it('of a span that ends before it starts is VALIDATION', async () => {
    const { data, errors } = await ask<{ balance: { nodes: unknown[] } }>(
      ctx,
      '{ balance(employee: { externalId: "ada" }) { nodes { movement(from: "2026-11-02T00:00:00Z", to: "2026-11-01T00:00:00Z") { closing { amount } } } } }',
    );
    expect([errors, data.balance.nodes]).toEqual([['VALIDATION'], [{ movement: null }]]);
  });

  it('as of an instant is the same when more was booked later', async () => {
    const asOf = NOW;
    const before = await movement(ctx, 'ada', '2026-10-01T00:00:00Z', '2026-11-02T00:00:00Z', { asOf });
    await passTime(ctx, '2026-11-02T10:00:00.000Z');
    await reportUsage(ctx, [use('ada', '20', { occurredAt: new Date('2026-10-11T00:00:00Z') })]);
    expect(await movement(ctx, 'ada', '2026-10-01T00:00:00Z', '2026-11-02T00:00:00Z', { asOf })).toEqual(before);
    const [now] = await movement(ctx, 'ada', '2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z');
    expect(amounts(now)).toBe('0.00 100.00 0.00 50.00 50.00 0.00 0.00 0.00');
    expect(ada.grantIds).toHaveLength(2);
  });

  it('keeps the ledger sound', () => expectNoViolations(ctx));
});

describe('the history of a balance', () => {
  let ctx: TenantCtx;
  let eve: Person;
  beforeAll(async () => {
    ctx = await testEmployer({ testNow: NOW });
    eve = await person(ctx, 'eve', [
      { amount: '10', from: '2026-10-01', until: '2026-11-01' },
      { amount: '5', from: '2026-11-01' },
      { amount: '3', currency: 'EUR', from: '2026-10-15' },
    ]);
    await reportUsage(ctx, [
      use('eve', '4', { id: 'october', occurredAt: new Date('2026-10-10T00:00:00Z') }),
      use('eve', '7', { id: 'november' }),
    ]);
    await bookEnds(ctx);
  });

  const usd = [
    'GRANTED 10.00 → 10.00 left, 0.00 used, 0.00 expired',
    'CONSUMED -4.00 → 6.00 left, 4.00 used, 0.00 expired',
    'GRANTED 5.00 → 11.00 left, 4.00 used, 0.00 expired',
    'EXPIRED -6.00 → 5.00 left, 4.00 used, 6.00 expired',
    'CONSUMED -5.00 → 0.00 left, 9.00 used, 6.00 expired',
    'CONSUMED 0.00 → 0.00 left, 11.00 used, 6.00 expired',
  ];

  it('is every posting in the order in which it counts, with the balance after it', async () => {
    const { nodes } = await history(ctx, 'eve', { currency: 'USD' });
    expect(nodes.map(written)).toEqual(usd);
    expect(nodes.at(-1)?.balance).toMatchObject({
      available: { amount: '0.00' },
      consumed: { amount: '11.00' },
      overage: { amount: '2.00' },
    });
    expect(nodes.map(({ effectiveAt }) => effectiveAt)).toEqual(nodes.map(({ effectiveAt }) => effectiveAt).toSorted());
    expect(nodes[1]).toMatchObject({
      usageEvent: { eventId: 'october' },
      grants: [{ grantId: eve.grantIds[0], amount: { amount: '-4.00' } }],
    });
    expect(nodes[0]).toMatchObject({ subjectId: eve.grantIds[0], usageEvent: null });
  });

  it.each([1, 2, 3])(
    'is the same in pages of %i, each currency with its own balance, also when more is booked in between',
    async (first) => {
      const whole = (await history(ctx, 'eve')).nodes;
      expect(whole).toHaveLength(7);
      const pages: Entry[] = [];
      for (let after: string | null = null; ; ) {
        const page = await history(ctx, 'eve', { first, after });
        pages.push(...page.nodes);
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
      }
      expect(pages).toEqual(whole);
    },
  );

  it('of a part of it goes on from the balance at its start', async () => {
    const { nodes } = await history(ctx, 'eve', { currency: 'USD', from: '2026-11-02T00:00:00Z' });
    expect(nodes.map(written)).toEqual(usd.slice(-2));
    const { nodes: october } = await history(ctx, 'eve', { currency: 'USD', to: '2026-11-01T00:00:00Z' });
    expect(october.map(written)).toEqual(usd.slice(0, 2));
  });

  it('of an unknown person is NOT_FOUND, needs the scope, and a cursor of another list is refused', async () => {
    const ask1 = (who: string, after: string | null = null, context = ctx) =>
      ask(context, 'query($by: EmployeeByInput!, $after: String) { balanceHistory(employee: $by, after: $after) { nodes { id } } }', {
        by: { externalId: who },
        after,
      });
    expect((await ask1('nobody')).errors).toEqual(['NOT_FOUND']);
    const { pageInfo } = await history(ctx, 'eve', { first: 1, currency: 'USD' });
    expect((await ask1('eve', pageInfo.endCursor)).errors).toEqual(['BAD_USER_INPUT']);
    const reader = await testEmployer({ scopes: ['usage:read'] });
    expect((await ask1('eve', null, reader)).errors).toEqual(['FORBIDDEN']);
  });

  it('keeps the ledger sound', () => expectNoViolations(ctx));
});

describe('what a grant paid for', () => {
  it('is found from the grant, and says what was taken back', async () => {
    const ctx = await testEmployer({ testNow: NOW });
    await person(ctx, 'gus');
    const grantId = await issuedGrant(ctx, 'gus');
    const first = use('gus', '5', { id: 'first', occurredAt: new Date('2026-11-02T07:00:00Z') });
    await reportUsage(ctx, [first, use('gus', '2', { id: 'second' })]);
    await reportUsage(ctx, [{ ...use('gus', '1', { id: 'third' }), corrects: { id: 'first', source: 'test' } }]);
    const { data, errors } = await ask<{ node: { charges: { nodes: unknown[] } } }>(
      ctx,
      'query($id: ID!) { node(id: $id) { ... on Grant { charges { nodes { amount { amount } takenBack usageEvent { eventId } } } } } }',
      { id: grantId },
    );
    expect(errors).toEqual([]);
    expect(data.node.charges.nodes).toEqual([
      { amount: { amount: '5.00' }, takenBack: true, usageEvent: { eventId: 'first' } },
      { amount: { amount: '2.00' }, takenBack: false, usageEvent: { eventId: 'second' } },
      { amount: { amount: '1.00' }, takenBack: false, usageEvent: { eventId: 'third' } },
    ]);
    await expectNoViolations(ctx);
  });
});

/** A grant of a monthly stipend, as the product issues it. */
async function issuedGrant(ctx: TenantCtx, externalId: string): Promise<Id<'grant'>> {
  const change = async (name: string, input: object) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const { data, errors } = await ask<Record<string, { userErrors: unknown[] }>>(
      ctx,
      `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code message } } }`,
      { input },
    );
    expect([errors, data[name]?.userErrors]).toEqual([[], []]);
  };
  await change('policyCreate', {
    externalId: 'p',
    name: 'Compute',
    terms: { amountType: 'FIXED', period: 'MONTHLY', amount: { amount: '100', currency: 'USD' } },
  });
  await change('policyPublish', { policy: { externalId: 'p' }, effectiveFrom: '2026-10-01', expectedVersion: 1 });
  await change('stipendsAssign', {
    idempotencyKey: newId('event'),
    assignments: [{ employee: { externalId }, policy: { externalId: 'p' }, startDate: '2026-11-01' }],
  });
  return inTransaction(ctx, async (tx) => {
    const [grant] = await tx.sql<{ id: string }>(`select id from stipend_grant where employer_id = ${THIS_EMPLOYER}`);
    return idOf('grant', grant?.id ?? '');
  });
}
