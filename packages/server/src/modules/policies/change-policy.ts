import { type Id, newId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { Refusal } from '../../kernel/refusal.js';
import { readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { sqlStateOf } from '../../platform/sql-state.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { recordEvents } from '../events/index.js';
import { externalIdTaken } from './create-policy.js';
import { comparable, draftTerms } from './draft-terms.js';
import { requirePolicy, versionsOf } from './find-policies.js';
import { requireLater, requireSameCadence, requireSameCurrency, transition } from './policies.rules.js';
import { Policy, PolicyVersion } from './policy.entity.js';
import type { PolicyArchiveInput, PolicyByInput, PolicyPublishInput, PolicyUpdateInput } from './policy.graphql.js';

const UNIQUE_VIOLATION = '23505';

/**
 * Renames a policy, or drafts new terms; what was published stays as it is.
 * @throws Refusal `NOT_FOUND`, `INVALID_TRANSITION` when archived, `VERSION_CONFLICT` `{ currentVersion }`, `VALIDATION`, `CURRENCY_MISMATCH`
 */
export async function updatePolicy(ctx: TenantCtx, input: PolicyUpdateInput): Promise<Id<'policy'>> {
  allow(ctx, 'policies:write');
  const { policyId } = await once(ctx, { operation: 'policyUpdate', key: input.idempotencyKey, input: comparable(input) }, async (tx) => {
    const { policy, versions } = await lockPolicy(tx, input.policy, input.expectedVersion);
    requireNotArchived(policy);

    if (input.name === null) throw new Refusal('VALIDATION', 'The name of a policy cannot be cleared.', ['input', 'name']);
    if (input.name !== undefined) policy.name = readText(input.name, ['input', 'name']);
    if (input.externalId !== undefined) await changeExternalId(tx, policy, input.externalId);
    if (input.terms === null) throw new Refusal('VALIDATION', 'The terms of a policy cannot be cleared.', ['input', 'terms']);
    if (input.terms !== undefined) {
      const terms = await draftTerms(tx, input.terms);
      const last = versions.at(-1);
      invariant(last !== undefined, 'a policy has a version');
      const published = versions.findLast(({ status }) => status === 'PUBLISHED');
      if (published !== undefined) {
        requireSameCurrency(published.currency, terms.currency);
        requireSameCadence(published, terms);
      }

      if (last.status === 'DRAFT') Object.assign(last, terms);
      else tx.em.create(PolicyVersion, { ...draftAfter(last), ...terms, createdAt: tx.now });
    }
    touch(policy, tx);
    return { policyId: policy.id };
  });
  return policyId;
}

/**
 * Publishes the draft: from `effectiveFrom` on it decides the months that are not granted yet; the version before counts
 * up to that day.
 * @throws Refusal `NOT_FOUND`, `INVALID_TRANSITION` without a draft or when archived, `VERSION_CONFLICT` `{ currentVersion }`,
 *   `VALIDATION` when the version before does not take effect earlier
 */
export async function publishPolicy(ctx: TenantCtx, input: PolicyPublishInput): Promise<Id<'policy'>> {
  allow(ctx, 'policies:write');
  const { policyId } = await once(ctx, { operation: 'policyPublish', key: input.idempotencyKey, input }, async (tx) => {
    const { policy, versions } = await lockPolicy(tx, input.policy, input.expectedVersion);
    requireNotArchived(policy);
    const draft = versions.findLast(({ status }) => status === 'DRAFT');
    if (draft === undefined) {
      throw new Refusal('INVALID_TRANSITION', 'There is no draft to publish. Draft new terms with `policyUpdate`.', ['input', 'policy'], {
        from: 'PUBLISHED',
        to: 'PUBLISHED',
      });
    }
    const previous = versions.findLast(({ status }) => status === 'PUBLISHED');

    if (previous !== undefined) {
      requireLater(previous.effectiveFrom, input.effectiveFrom);
      previous.status = transition(previous.status, 'SUPERSEDED');
      previous.effectiveTo = input.effectiveFrom;
      // The span of the version before is cut first: two never overlap, not even between statements.
      await tx.em.flush();
    }
    draft.status = transition(draft.status, 'PUBLISHED');
    draft.effectiveFrom = input.effectiveFrom;
    draft.publishedAt = tx.now;
    policy.status = 'PUBLISHED';
    touch(policy, tx);
    await tx.em.flush();
    await recordEvents(tx, [{ type: 'policy.published', subjectId: policy.id, occurredAt: tx.now, snapshot: snapshotOf(policy, draft) }]);
    return { policyId: policy.id };
  });
  return policyId;
}

/**
 * Ends enrolment. Who is enrolled keeps the terms until the stipend ends.
 * @throws Refusal `NOT_FOUND`, `INVALID_TRANSITION` when never published or archived before, `VERSION_CONFLICT` `{ currentVersion }`
 */
export async function archivePolicy(ctx: TenantCtx, input: PolicyArchiveInput): Promise<Id<'policy'>> {
  allow(ctx, 'policies:write');
  const { policyId } = await once(ctx, { operation: 'policyArchive', key: input.idempotencyKey, input }, async (tx) => {
    const { policy, versions } = await lockPolicy(tx, input.policy, input.expectedVersion);
    requireNotArchived(policy);
    const newest = versions.findLast(({ status }) => status !== 'DRAFT') ?? versions.at(-1);
    invariant(newest !== undefined, 'a policy has a version');
    newest.status = transition(newest.status, 'ARCHIVED');
    policy.status = 'ARCHIVED';
    touch(policy, tx);
    return { policyId: policy.id };
  });
  return policyId;
}

/** Holds the policy until the transaction ends, so that changes come one after another, and reads its versions. */
async function lockPolicy(
  tx: Tx,
  by: PolicyByInput,
  expectedVersion: number | null | undefined,
): Promise<{ policy: Policy; versions: PolicyVersion[] }> {
  const { id } = await requirePolicy(tx, by);
  await tx.sql(`select 1 as locked from policy where employer_id = ${THIS_EMPLOYER} and id = $1 for no key update`, [uuidOf(id)]);
  const policy = await tx.em.findOneOrFail(Policy, { employerId: tx.ctx.employerId, id }, { refresh: true });
  if (expectedVersion != null && expectedVersion !== policy.version) {
    throw new Refusal('VERSION_CONFLICT', `The policy is at version ${policy.version}.`, ['input', 'expectedVersion'], {
      currentVersion: policy.version,
    });
  }
  return { policy, versions: (await versionsOf(tx, [id])).get(id) ?? [] };
}

function requireNotArchived(policy: Policy): void {
  if (policy.status !== 'ARCHIVED') return;
  throw new Refusal('INVALID_TRANSITION', 'The policy is archived.', ['input', 'policy'], { from: 'ARCHIVED', to: 'ARCHIVED' });
}

async function changeExternalId(tx: Tx, policy: Policy, externalId: string | null): Promise<void> {
  const path = ['input', 'externalId'];
  policy.externalId = externalId === null ? null : readText(externalId, path);
  await tx.em.flush().catch((error: unknown) => {
    if (sqlStateOf(error) === UNIQUE_VIOLATION) throw externalIdTaken(path);
    throw error;
  });
}

function touch(policy: Policy, tx: Tx): void {
  policy.version += 1;
  policy.updatedAt = tx.now;
}

function draftAfter({ employerId, policyId, number }: PolicyVersion) {
  return {
    employerId,
    id: newId('policyVersion'),
    policyId,
    number: number + 1,
    status: 'DRAFT' as const,
    effectiveFrom: null,
    effectiveTo: null,
    publishedAt: null,
  };
}

function snapshotOf(policy: Policy, version: PolicyVersion): object {
  const {
    number,
    amountType,
    period,
    amount,
    percent,
    dayCount,
    payPeriodsPerYear,
    currency,
    framing,
    stacking,
    guaranteeMonths,
    uncappedDays,
    rolloverTerms,
    filters,
    effectiveFrom,
  } = version;
  return {
    id: policy.id,
    externalId: policy.externalId,
    name: policy.name,
    version: {
      id: version.id,
      number,
      amountType,
      period,
      amount,
      percent,
      dayCount,
      payPeriodsPerYear,
      currency,
      framing,
      stacking,
      guaranteeMonths,
      uncappedDays,
      rolloverTerms,
      filters,
      effectiveFrom,
    },
  };
}
