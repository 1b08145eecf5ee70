import { type Id, newId, uuidOf } from '../../kernel/ids.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import { readText } from '../../kernel/text.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { comparable, draftTerms } from './draft-terms.js';
import { PolicyVersion } from './policy.entity.js';
import type { PolicyCreateInput } from './policy.graphql.js';

/**
 * Creates a policy with a first version, a draft.
 * @throws Refusal `VALIDATION`, `CURRENCY_MISMATCH`, `AMOUNT_OUT_OF_RANGE`
 */
export async function createPolicy(ctx: TenantCtx, input: PolicyCreateInput): Promise<Id<'policy'>> {
  allow(ctx, 'policies:write');
  const { policyId } = await once(ctx, { operation: 'policyCreate', key: input.idempotencyKey, input: comparable(input) }, async (tx) => {
    const name = readText(input.name, ['input', 'name']);
    const externalId = input.externalId == null ? null : readText(input.externalId, ['input', 'externalId']);
    const terms = await draftTerms(tx, input.terms);

    const policyId = await insertPolicy(tx, name, externalId);
    tx.em.create(PolicyVersion, {
      employerId: ctx.employerId,
      id: newId('policyVersion'),
      policyId,
      number: 1,
      status: 'DRAFT',
      ...terms,
      effectiveFrom: null,
      effectiveTo: null,
      publishedAt: null,
      createdAt: tx.now,
    });
    return { policyId };
  });
  return policyId;
}

async function insertPolicy(tx: Tx, name: string, externalId: string | null): Promise<Id<'policy'>> {
  const id = newId('policy');
  const inserted = await tx.sql(
    `insert into policy (employer_id, id, external_id, name, created_at, updated_at)
     values (${THIS_EMPLOYER}, $1, $2, $3, $4, $4) on conflict (employer_id, external_id) do nothing returning 1 as inserted`,
    [uuidOf(id), externalId, name, tx.now],
  );
  if (inserted.length === 0) throw externalIdTaken(['input', 'externalId']);
  return id;
}

export function externalIdTaken(path: InputPath): Refusal {
  return new Refusal('VALIDATION', 'Another policy has this `externalId`.', path);
}
