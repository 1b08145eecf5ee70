import { type Id, idOf, parseId, uuidOf } from '../../kernel/ids.js';
import { Money } from '../../kernel/money.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, THIS_EMPLOYER } from '../../platform/transaction.js';

/** What a grant paid of a charge. */
export interface GrantCharge {
  readonly usageId: Id<'usageEvent'>;
  readonly amount: Money;
  /** A correction took the charge back. */
  readonly takenBack: boolean;
  readonly occurredAt: Date;
}

/** What a grant paid for, as it happened: the other end of the fundings of a charge (C10). */
export function listGrantCharges(ctx: TenantCtx, grantId: Id<'grant'>, request: PageRequest): Promise<Connection<GrantCharge>> {
  allow(ctx, 'usage:read');
  const size = pageSize(request);
  const { cursors } = ctx.platform;
  const list = `grantCharges ${ctx.employerId} ${grantId}`;
  const [occurredAt, usageId] = request.after == null ? [] : cursors.open(list, request.after);
  const behind = usageId === undefined ? undefined : parseId('usageEvent', usageId);

  return inTransaction(ctx, async (tx) => {
    const rows = await tx.sql<{ usage_id: string; occurred_at: Date; amount: string; currency: string; taken_back: boolean }>(
      `select f.usage_id, c.occurred_at, f.amount, c.currency,
         exists (select from usage_correction t where t.employer_id = ${THIS_EMPLOYER} and t.corrects_id = f.usage_id) as taken_back
       from usage_funding f join usage_charge c on c.employer_id = ${THIS_EMPLOYER} and c.usage_id = f.usage_id
       where f.employer_id = ${THIS_EMPLOYER} and f.grant_id = $1
         and (c.occurred_at, f.usage_id) > ($2::timestamptz, $3::uuid)
       order by c.occurred_at, f.usage_id limit $4`,
      [
        uuidOf(grantId),
        occurredAt ?? '-infinity',
        behind === undefined ? '00000000-0000-0000-0000-000000000000' : uuidOf(behind),
        size + 1,
      ],
    );
    const charges = rows.map(
      (row): GrantCharge => ({
        usageId: idOf('usageEvent', row.usage_id),
        amount: Money.of(row.amount, row.currency),
        takenBack: row.taken_back,
        occurredAt: row.occurred_at,
      }),
    );
    return cursors.connection(list, charges, size, request, (charge) => [charge.occurredAt.toISOString(), charge.usageId]);
  });
}
