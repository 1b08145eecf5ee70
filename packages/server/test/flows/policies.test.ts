import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { uuidOf } from '../../src/kernel/ids.js';
import { Refusal } from '../../src/kernel/refusal.js';
import { archivePolicy, publishPolicy, updatePolicy } from '../../src/modules/policies/change-policy.js';
import { createPolicy } from '../../src/modules/policies/create-policy.js';
import { findPolicies, findPolicy, findPolicyVersions } from '../../src/modules/policies/find-policies.js';
import type { PolicyTermsInput } from '../../src/modules/policies/policy.graphql.js';
import type { TenantCtx } from '../../src/platform/context.js';
import { inTransaction, THIS_EMPLOYER } from '../../src/platform/transaction.js';
import { testDatabase, testEmployer } from '../support/database.js';

const halfOfBase: PolicyTermsInput = { amountType: 'PERCENT_OF_BASE', period: 'ANNUAL', percent: 5_000, currency: 'USD' };
const monthly = (amount: string, currency = 'USD'): PolicyTermsInput => ({
  amountType: 'FIXED',
  period: 'MONTHLY',
  amount: { amount, currency },
});

async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (error) {
    if (error instanceof Refusal) return `${error.code} ${error.path.join('.')}`;
    throw error;
  }
}

describe('a policy', () => {
  let ctx: TenantCtx;
  beforeAll(async () => {
    ctx = await testEmployer();
  });

  const versions = async (policyId: string) => {
    const policy = await findPolicy(ctx, { id: policyId });
    if (policy === null) throw new Error('no policy');
    const { nodes } = await findPolicyVersions(ctx, policy.id, {});
    return nodes.map(({ number, status, effectiveFrom, effectiveTo }) => [number, status, effectiveFrom, effectiveTo]);
  };

  it('is drafted, published, followed by a later version and archived', async () => {
    const id = await createPolicy(ctx, { name: 'Engineering', externalId: 'eng', terms: halfOfBase });
    expect(await findPolicy(ctx, { externalId: 'eng' })).toMatchObject({ id, status: 'DRAFT', version: 1 });
    expect(await versions(id)).toEqual([[1, 'DRAFT', null, null]]);

    await updatePolicy(ctx, { policy: { id }, terms: monthly('1000'), expectedVersion: 1 });
    await publishPolicy(ctx, { policy: { id }, effectiveFrom: '2026-01-01', expectedVersion: 2 });
    expect(await versions(id)).toEqual([[1, 'PUBLISHED', '2026-01-01', null]]);

    await updatePolicy(ctx, { policy: { id }, terms: monthly('1200') });
    expect(await versions(id)).toEqual([
      [2, 'DRAFT', null, null],
      [1, 'PUBLISHED', '2026-01-01', null],
    ]);
    await publishPolicy(ctx, { policy: { id }, effectiveFrom: '2026-07-01', expectedVersion: 4 });
    await archivePolicy(ctx, { policy: { id } });
    expect(await versions(id)).toEqual([
      [2, 'ARCHIVED', '2026-07-01', null],
      [1, 'SUPERSEDED', '2026-01-01', '2026-07-01'],
    ]);
    expect(await findPolicy(ctx, { id })).toMatchObject({ status: 'ARCHIVED', version: 6 });
  });

  it('takes the framing of the employer where none is given', async () => {
    const id = await createPolicy(ctx, { name: 'Framed', terms: halfOfBase });
    const policy = await findPolicy(ctx, { id });
    const { nodes } = await findPolicyVersions(ctx, policy?.id ?? id, {});
    expect(nodes[0]).toMatchObject({
      framing: 'EMPLOYER_TOOL',
      stacking: 'OFFER_REPLACES',
      guaranteeMonths: null,
      amount: null,
      percent: 5_000,
    });
  });

  it('refuses what its state, its version or its currency does not allow, and changes nothing', async () => {
    const id = await createPolicy(ctx, { name: 'Refusing', externalId: 'refusing', terms: monthly('10') });
    const policy = { id };
    const before = await findPolicy(ctx, policy);
    const refused = async (work: Promise<unknown>, expected: string): Promise<void> => expect(await refusalOf(work)).toBe(expected);

    await refused(archivePolicy(ctx, { policy }), 'INVALID_TRANSITION input');
    await refused(
      publishPolicy(ctx, { policy, effectiveFrom: '2026-01-01', expectedVersion: 7 }),
      'VERSION_CONFLICT input.expectedVersion',
    );
    await refused(updatePolicy(ctx, { policy, name: ' ' }), 'VALIDATION input.name');
    await refused(updatePolicy(ctx, { policy, externalId: 'eng' }), 'VALIDATION input.externalId');
    await refused(
      updatePolicy(ctx, { policy, terms: { ...monthly('10'), guaranteeMonths: 121 } }),
      'VALIDATION input.terms.guaranteeMonths',
    );
    await refused(createPolicy(ctx, { name: 'Twin', externalId: 'refusing', terms: monthly('10') }), 'VALIDATION input.externalId');
    await refused(createPolicy(ctx, { name: 'None', terms: monthly('0') }), 'VALIDATION input.terms.amount');
    expect(await findPolicy(ctx, policy)).toEqual(before);

    await publishPolicy(ctx, { policy, effectiveFrom: '2026-03-01', expectedVersion: 1 });
    await refused(publishPolicy(ctx, { policy, effectiveFrom: '2026-04-01', expectedVersion: 2 }), 'INVALID_TRANSITION input.policy');
    await refused(updatePolicy(ctx, { policy, terms: monthly('10', 'EUR') }), 'CURRENCY_MISMATCH input.terms');
    await updatePolicy(ctx, { policy, terms: monthly('20') });
    await refused(publishPolicy(ctx, { policy, effectiveFrom: '2026-03-01', expectedVersion: 3 }), 'VALIDATION input.effectiveFrom');
    await archivePolicy(ctx, { policy });
    await refused(archivePolicy(ctx, { policy }), 'INVALID_TRANSITION input.policy');
    await refused(updatePolicy(ctx, { policy, name: 'New' }), 'INVALID_TRANSITION input.policy');
  });

  it('of another employer answers like one that never existed', async () => {
    const id = await createPolicy(ctx, { name: 'Mine', externalId: 'mine', terms: monthly('10') });
    const other = await testEmployer();
    expect(await findPolicy(other, { id })).toBeNull();
    expect(await findPolicy(other, { externalId: 'mine' })).toBeNull();
    expect(await refusalOf(publishPolicy(other, { policy: { id }, effectiveFrom: '2026-01-01', expectedVersion: 1 }))).toBe(
      'NOT_FOUND input.policy',
    );
    expect((await findPolicies(other, {}, {})).nodes).toEqual([]);
  });

  it('is created once, and published once, however often the same request comes', async () => {
    const input = { name: 'Once', terms: monthly('10'), idempotencyKey: 'create-once' };
    const ids = await Promise.all(Array.from({ length: 20 }, () => createPolicy(ctx, input)));
    expect(new Set(ids).size).toBe(1);
    // The same amount, written otherwise, is the same request.
    expect(await createPolicy(ctx, { ...input, terms: monthly('10.00') })).toBe(ids[0]);
    expect(await refusalOf(createPolicy(ctx, { ...input, name: 'Twice' }))).toBe('IDEMPOTENCY_CONFLICT input.idempotencyKey');

    const [id = ''] = ids;
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => refusalOf(publishPolicy(ctx, { policy: { id }, effectiveFrom: '2026-01-01', expectedVersion: 1 }))),
    );
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
    expect(await versions(id)).toEqual([[1, 'PUBLISHED', '2026-01-01', null]]);
  });

  it('is listed in pages that miss and repeat nothing', async () => {
    const mine = await testEmployer();
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) ids.push(await createPolicy(mine, { name, terms: monthly('10') }));

    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const page = await findPolicies(mine, {}, { first: 2, after });
      seen.push(...page.nodes.map(({ id }) => id));
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(ids);
    const filtered = await findPolicies(mine, { name: { in: ['b', 'd'] }, status: { eq: 'DRAFT' } }, {});
    expect(filtered.nodes.map(({ name }) => name)).toEqual(['b', 'd']);
  });

  it('cannot be edited behind our back once it is published', async () => {
    const id = await createPolicy(ctx, { name: 'Stands', terms: monthly('10') });
    await publishPolicy(ctx, { policy: { id }, effectiveFrom: '2026-01-01', expectedVersion: 1 });
    const { ownerUrl } = await testDatabase();
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      await owner.query('begin');
      await owner.query(`set local app.employer_id = '${uuidOf(ctx.employerId)}'`);
      await expect(owner.query('update policy_version set amount = 11 where policy_id = $1', [uuidOf(id)])).rejects.toMatchObject({
        code: '42501',
      });
    } finally {
      await owner.end();
    }
  });

  it('tells the world when it is published, as it was then', async () => {
    const id = await createPolicy(ctx, { name: 'Told', terms: monthly('10') });
    await publishPolicy(ctx, { policy: { id }, effectiveFrom: '2026-01-01', expectedVersion: 1 });
    const events = await inTransaction(ctx, (tx) =>
      tx.sql<{ type: string; snapshot: object }>(
        `select type, snapshot from outbox_event where employer_id = ${THIS_EMPLOYER} and subject_id = $1`,
        [uuidOf(id)],
      ),
    );
    expect(events).toMatchObject([
      {
        type: 'policy.published',
        snapshot: { id, version: { number: 1, amount: { amount: '10.00', currency: 'USD' }, effectiveFrom: '2026-01-01' } },
      },
    ]);
  });
});
