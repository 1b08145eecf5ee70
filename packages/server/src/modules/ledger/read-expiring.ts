import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { type CurrencyCode, Money } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Loader } from '../../platform/loader.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import type { Instants } from './read-balances.js';

/** A balance, and how far ahead of its `effectiveAt` to look. */
export interface ExpiringSoonRequest extends Instants {
  readonly employeeId: Id<'employee'>;
  readonly currency: CurrencyCode;
  readonly withinDays: number;
}

const LONGEST_DAYS = 366;
const DAY = 86_400_000;

/**
 * What is available of grants that end soon: all balances of a list in one query. Days have 24 hours.
 * @throws Refusal `VALIDATION` for days that are not 1 to 366
 */
export const expiringSoonLoader: Loader<ExpiringSoonRequest, Money> = {
  name: 'expiring-soon',
  load: (ctx, requests) =>
    inTransaction(ctx, async (tx) => {
      const amounts = new Map<ExpiringSoonRequest, Money>();
      for (const group of Map.groupBy(requests, spanOf).values()) {
        const found = await readExpiring(tx, group);
        for (const request of group) {
          amounts.set(request, Money.of(found.get(`${request.employeeId} ${request.currency}`) ?? '0', request.currency));
        }
      }
      return requests.map((request) => amounts.get(request) ?? null);
    }),
};

/** Balances that are read at the same instants, and as far ahead, are read together. */
function spanOf({ asOf, effectiveAt, withinDays }: ExpiringSoonRequest): string {
  if (withinDays < 1 || withinDays > LONGEST_DAYS) {
    throw new Refusal('VALIDATION', `\`withinDays\` is between 1 and ${LONGEST_DAYS}.`, ['withinDays']);
  }
  return `${asOf.getTime()} ${effectiveAt.getTime()} ${withinDays}`;
}

/** By person and currency. As for balances: the newest state is stored, and what came later is taken off again. */
async function readExpiring(tx: Tx, group: readonly ExpiringSoonRequest[]): Promise<Map<string, string>> {
  const [first] = group;
  if (first === undefined) return new Map();
  const { asOf, effectiveAt, withinDays } = first;
  const rows = await tx.sql<{ employee_id: string; currency: string; amount: string }>(EXPIRING, [
    asOf,
    effectiveAt,
    new Date(effectiveAt.getTime() + withinDays * DAY),
    [...new Set(group.map(({ employeeId }) => uuidOf(employeeId)))],
  ]);
  return new Map(rows.map(({ employee_id, currency, amount }) => [`${idOf('employee', employee_id)} ${currency}`, amount]));
}

const EXPIRING = `
  with ending as materialized (
    -- Where it ended as recorded then: the end that the first move since has replaced, else the one it has.
    select g.grant_id, g.account_id, g.employee_id, g.currency, g.available
    from (
        -- What has something left and what has not, each by an index of its own. Both in one would be found only by reading all
        -- grants of the employer.
        select * from grant_account where employer_id = ${THIS_EMPLOYER} and employee_id = any($4::uuid[]) and available > 0
        union all
        select * from grant_account where employer_id = ${THIS_EMPLOYER} and employee_id = any($4::uuid[]) and available = 0
      ) as g left join lateral (
        select true as is_moved, m.expires_at from grant_end_moved m
        where m.employer_id = ${THIS_EMPLOYER} and m.grant_id = g.grant_id and m.moved_at > $1::timestamptz order by m.moved_at limit 1
      ) m on true
    where case when m.is_moved then m.expires_at else g.expires_at end > $2::timestamptz
      and case when m.is_moved then m.expires_at else g.expires_at end <= $3::timestamptz
  ), later as (
    select n.grant_id, sum(n.amount) as amount
    from posting p join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id
    where p.employer_id = ${THIS_EMPLOYER} and (p.booked_at > $1::timestamptz or p.effective_at > $2::timestamptz)
      and p.account_id in (select account_id from ending) and n.side = 'AVAILABLE'
    group by n.grant_id
  )
  select e.employee_id, e.currency, sum(e.available - coalesce(l.amount, 0)) as amount
  from ending e left join later l on l.grant_id = e.grant_id group by e.employee_id, e.currency`;
