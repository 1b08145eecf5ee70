import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { Money } from '../../kernel/money.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import type { TenantCtx } from '../../platform/context.js';
import { inOrder, type Loader } from '../../platform/loader.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { availableOf } from '../ledger/index.js';
import { StipendGrant } from './grant.entity.js';
import { type GrantStatus, grantStatus } from './grants.rules.js';

/** A grant as it is then, with what is left of it. */
export type GrantNow = StipendGrant & { readonly status: GrantStatus; readonly amount: Money; readonly available: Money };

/** A page of the grants of a stipend, oldest first. */
export async function findGrants(ctx: TenantCtx, stipendId: Id<'stipend'>, request: PageRequest): Promise<Connection<GrantNow>> {
  allow(ctx, 'stipends:read');
  const size = pageSize(request);
  const list = `grants ${ctx.employerId} ${stipendId}`;
  const [effectiveAt, id] = request.after == null ? [] : ctx.platform.cursors.open(list, request.after);

  const rows = await inTransaction(ctx, async (tx) => {
    const found = await tx.sql<{ id: string }>(
      `select id from stipend_grant where employer_id = ${THIS_EMPLOYER} and stipend_id = $1
         ${effectiveAt === undefined ? '' : 'and (effective_at, id) > ($2, $3::uuid)'}
       order by effective_at, id limit ${size + 1}`,
      [uuidOf(stipendId), ...(effectiveAt === undefined ? [] : [effectiveAt, uuidOf(id as Id<'grant'>)])],
    );
    return grantsNow(
      tx,
      found.map((row) => idOf('grant', row.id)),
    );
  });
  return ctx.platform.cursors.connection(list, rows, size, request, (grant) => [grant.effectiveAt.toISOString(), grant.id]);
}

async function grantsNow(tx: Tx, ids: readonly Id<'grant'>[]): Promise<GrantNow[]> {
  const grants = await tx.em.find(
    StipendGrant,
    { employerId: tx.ctx.employerId, id: { $in: [...ids] } },
    // What changes a grant writes past the identity map.
    { orderBy: { effectiveAt: 'asc', id: 'asc' }, disableIdentityMap: true },
  );
  const available = await availableOf(tx, ids);
  return grants.map((grant) => {
    const remainingUnits = available.get(grant.id) ?? 0n;
    const status = grantStatus({ ...validityOf(grant), remainingUnits }, tx.now);
    return Object.assign(grant, {
      status,
      amount: new Money(grant.amountUnits, grant.currency),
      // What is left at the end expires, also in the moment before that is booked.
      available: new Money(status === 'EXPIRED' || status === 'REVOKED' ? 0n : remainingUnits, grant.currency),
    });
  });
}

/** What the status of a grant is derived from, beside what is left. */
export function validityOf({ effectiveAt, endsAt, revokedAt, uncapped }: StipendGrant) {
  return { effectiveAt, expiresAt: endsAt, revokedAt, uncapped };
}

/** A grant by its id; for relations. */
export const grantById: Loader<Id<'grant'>, GrantNow> = {
  name: 'grantById',
  load: (ctx, ids) => inTransaction(ctx, async (tx) => inOrder(ids, await grantsNow(tx, ids), ({ id }) => id)),
};
