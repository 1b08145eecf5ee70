import type { FilterQuery } from '@mikro-orm/core';
import { type Id, parseId } from '../../kernel/ids.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { inOrder, type Loader } from '../../platform/loader.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, type Tx } from '../../platform/transaction.js';
import { versionOn } from './policies.rules.js';
import { Policy, PolicyVersion } from './policy.entity.js';
import type { PolicyByInput, PolicyFilterInput } from './policy.graphql.js';

/** A page of policies, oldest first. */
export async function findPolicies(ctx: TenantCtx, where: PolicyFilterInput, request: PageRequest): Promise<Connection<Policy>> {
  allow(ctx, 'policies:read');
  const size = pageSize(request);
  const list = `policies ${ctx.employerId} ${JSON.stringify(where)}`;
  const after = request.after == null ? undefined : ctx.platform.cursors.open(list, request.after)[0];

  const rows = await inTransaction(ctx, (tx) =>
    tx.em.find(Policy, { employerId: ctx.employerId, $and: conditions(where, after) }, { orderBy: { id: 'asc' }, limit: size + 1 }),
  );
  return ctx.platform.cursors.connection(list, rows, size, request, ({ id }) => [id]);
}

function conditions({ status, externalId, name }: PolicyFilterInput, after: string | undefined): FilterQuery<Policy>[] {
  const all: FilterQuery<Policy>[] = [];
  if (after !== undefined) all.push({ id: { $gt: after as Id<'policy'> } });
  if (status?.eq != null) all.push({ status: status.eq });
  if (status?.in != null) all.push({ status: { $in: status.in } });
  if (externalId?.eq != null) all.push({ externalId: externalId.eq });
  if (externalId?.in != null) all.push({ externalId: { $in: externalId.in } });
  if (name?.eq != null) all.push({ name: name.eq });
  if (name?.in != null) all.push({ name: { $in: name.in } });
  return all;
}

/** The policy, or null where there is none for this employer. */
export async function findPolicy(ctx: TenantCtx, by: PolicyByInput): Promise<Policy | null> {
  allow(ctx, 'policies:read');
  return inTransaction(ctx, (tx) => policyByRef(tx, by));
}

/** @throws Refusal `NOT_FOUND` at `path`, the same for what is not there and what is another employer's */
export async function requirePolicy(tx: Tx, by: PolicyByInput, path: InputPath = ['input', 'policy']): Promise<Policy> {
  const policy = await policyByRef(tx, by);
  if (policy === null) throw new Refusal('NOT_FOUND', 'No policy of this employer matches.', path);
  return policy;
}

/** The policy, or null; within a transaction. */
export async function policyByRef(tx: Tx, { id, externalId }: PolicyByInput): Promise<Policy | null> {
  const { employerId } = tx.ctx;
  if (id != null) {
    const policyId = parseId('policy', id);
    return policyId === undefined ? null : tx.em.findOne(Policy, { employerId, id: policyId });
  }
  return externalId == null ? null : tx.em.findOne(Policy, { employerId, externalId });
}

/** A policy by its id; for relations. */
export const policyById: Loader<Id<'policy'>, Policy> = {
  name: 'policyById',
  load: async (ctx, ids) => {
    const rows = await inTransaction(ctx, (tx) => tx.em.find(Policy, { employerId: ctx.employerId, id: { $in: [...ids] } }));
    return inOrder(ids, rows, ({ id }) => id);
  },
};

/** A version by its id; for relations. */
export const policyVersionById: Loader<Id<'policyVersion'>, PolicyVersion> = {
  name: 'policyVersionById',
  load: async (ctx, ids) => {
    const rows = await inTransaction(ctx, (tx) => tx.em.find(PolicyVersion, { employerId: ctx.employerId, id: { $in: [...ids] } }));
    return inOrder(ids, rows, ({ id }) => id);
  },
};

/** What a policy shows of its versions: the one that counts today, and the draft. */
export interface LiveVersions {
  readonly current: PolicyVersion | undefined;
  readonly draft: PolicyVersion | undefined;
}

export const liveVersions: Loader<Id<'policy'>, LiveVersions> = {
  name: 'liveVersions',
  load: (ctx, ids) =>
    inTransaction(ctx, async (tx) => {
      const versions = await versionsOf(tx, ids);
      const today = tx.today();
      return ids.map((id) => {
        const own = versions.get(id) ?? [];
        return { current: versionOn(own, today), draft: own.find(({ status }) => status === 'DRAFT') };
      });
    }),
};

/** Every version of these policies, oldest first. */
export async function versionsOf(tx: Tx, policyIds: readonly Id<'policy'>[]): Promise<Map<Id<'policy'>, PolicyVersion[]>> {
  if (policyIds.length === 0) return new Map();
  const rows = await tx.em.find(
    PolicyVersion,
    { employerId: tx.ctx.employerId, policyId: { $in: [...new Set(policyIds)] } },
    { orderBy: { number: 'asc' } },
  );
  return Map.groupBy(rows, ({ policyId }) => policyId);
}

/** A page of the versions of a policy, newest first. */
export async function findPolicyVersions(ctx: TenantCtx, policyId: Id<'policy'>, request: PageRequest): Promise<Connection<PolicyVersion>> {
  allow(ctx, 'policies:read');
  const size = pageSize(request);
  const list = `policy-versions ${ctx.employerId} ${policyId}`;
  const after = request.after == null ? undefined : Number(ctx.platform.cursors.open(list, request.after)[0]);

  const rows = await inTransaction(ctx, (tx) =>
    tx.em.find(
      PolicyVersion,
      { employerId: ctx.employerId, policyId, ...(after === undefined ? {} : { number: { $lt: after } }) },
      { orderBy: { number: 'desc' }, limit: size + 1 },
    ),
  );
  return ctx.platform.cursors.connection(list, rows, size, request, ({ number }) => [String(number)]);
}
