import { type Id, uuidOf } from '../../kernel/ids.js';
import { type CurrencyCode, currency, Money } from '../../kernel/money.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { sides } from './ledger.rules.js';
import type { LedgerTotals } from './movement.rules.js';

/** A person at the end of a span of effective time: everything before the instant is in, the instant itself is not. */
export interface LedgerPoint {
  readonly employeeId: Id<'employee'>;
  readonly before: Date;
}

/** Where the ledger stands, by currency. */
export type TotalsByCurrency = ReadonlyMap<CurrencyCode, LedgerTotals>;

const columns = sides.map((side) => side.toLowerCase());
const laterSums = sides.map((side) => `coalesce(sum(amount) filter (where side = '${side}'), 0) as ${side.toLowerCase()}`).join(', ');

/**
 * Where the ledger stood at each point, as recorded by `asOf` (null: everything recorded), one entry per currency and in
 * the order of the points. A grant that ends at the very instant ends before it: what it leaves is expired on this
 * side, while a grant that begins there, or that it is carried over to, is on the other. That holds also while the expiry
 * is not booked yet.
 */
export async function readTotals(tx: Tx, points: readonly LedgerPoint[], asOf: Date | null): Promise<TotalsByCurrency[]> {
  const totals = points.map(() => new Map<CurrencyCode, LedgerTotals>());
  if (points.length === 0) return totals;
  const rows = await tx.sql<Record<string, string> & { point: number }>(TOTALS, [
    asOf,
    points.map((_, index) => index),
    points.map(({ employeeId }) => uuidOf(employeeId)),
    points.map(({ before }) => before),
    new Date(Math.min(...points.map(({ before }) => before.getTime()))),
  ]);
  for (const row of rows) totals[row.point]?.set(currency(row.currency ?? ''), totalsOf(row));
  return totals;
}

/** Reads one row of sides into what they mean: what grants gave, what left them, and what moved by hand or over an end. */
function totalsOf(row: Record<string, string>): LedgerTotals {
  const code = currency(row.currency ?? '');
  const money = (column: string) => Money.of(row[column] ?? '0', code);
  // By hand: signed, for what was handed to a pool is the commitment's again.
  const increased = money('increased');
  const reduced = money('reduced');
  const rolledIn = money('rolled_in');
  // Of what was carried over, the part that entered the books anew rather than moving from grant to grant.
  const recommitted = money('recommitted');
  // What no grant covered: of the sides that carry it, less what is only held.
  const uncovered = money('overage').negated().minus(money('held_uncovered'));
  return {
    granted: money('commitment').negated().minus(increased).minus(recommitted),
    rolledIn,
    consumed: money('consumed').minus(uncovered),
    expired: money('expired').plus(rolledIn).minus(recommitted),
    revoked: money('revoked').minus(reduced),
    adjusted: increased.minus(reduced),
    overage: uncovered.minus(money('charged')),
  };
}

/** As for balances: the newest state is stored, and what came later is taken off again. */
const TOTALS = `
  with mine as materialized (
    select p.point, p.before, a.id as account_id, a.employee_id, a.stipend_id, a.cost_center_id, a.currency, ${columns.map((column) => `a.${column}`).join(', ')}
    from unnest($2::int[], $3::uuid[], $4::timestamptz[]) as p (point, employee_id, before)
      join account a on a.employer_id = ${THIS_EMPLOYER} and a.employee_id = p.employee_id
  ), gone as (
    -- Apart, so that each finds its index: what takes effect later, and the little that was recorded later of what was in effect.
    select m.point, p.id from mine m join posting p on p.employer_id = ${THIS_EMPLOYER} and p.account_id = m.account_id
      and p.effective_at >= $5::timestamptz and p.effective_at >= m.before
    union all
    select m.point, p.id from mine m join posting p on p.employer_id = ${THIS_EMPLOYER} and p.account_id = m.account_id
      and p.booked_at > $1::timestamptz and p.effective_at < m.before
  ), later as materialized (
    select g.point, n.account_id, n.grant_id, n.side, sum(n.amount) as amount
    from gone g join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = g.id
    group by g.point, n.account_id, n.grant_id, n.side
  ), undone as (
    select point, account_id, ${laterSums} from later group by point, account_id
  ), lapsed as (
    select point, account_id, sum(amount) as amount from (
      select m.point, g.account_id, g.available as amount
      from mine m join grant_account g on g.employer_id = ${THIS_EMPLOYER} and g.employee_id = m.employee_id and g.account_id = m.account_id
      where g.available > 0 and g.expires_at <= m.before
      union all
      select l.point, g.account_id, -l.amount
      from later l join mine m on m.point = l.point and m.account_id = l.account_id
        join grant_account g on g.employer_id = ${THIS_EMPLOYER} and g.grant_id = l.grant_id
      where l.side = 'AVAILABLE' and g.expires_at <= m.before
    ) as ended group by point, account_id
  ), moved as (
    select m.point, m.account_id,
      -sum(n.amount) filter (where p.kind in ('ADJUSTED', 'TRANSFERRED') and n.side = 'COMMITMENT') as increased,
      sum(n.amount) filter (where p.kind = 'ADJUSTED' and n.side = 'REVOKED') as reduced,
      sum(n.amount) filter (where p.kind = 'ROLLED_OVER' and n.side = 'AVAILABLE' and n.grant_id = p.subject_id) as rolled_in,
      -sum(n.amount) filter (where p.kind = 'ROLLED_OVER' and n.side = 'COMMITMENT') as recommitted
    from mine m
      join posting p on p.employer_id = ${THIS_EMPLOYER} and p.account_id = m.account_id and p.kind in ('ADJUSTED', 'ROLLED_OVER', 'TRANSFERRED')
        and p.booked_at <= coalesce($1::timestamptz, 'infinity') and p.effective_at < m.before
      join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id
    group by m.point, m.account_id
  )
  select m.point, m.currency, ${columns.map((column) => `sum(m.${column} - coalesce(u.${column}, 0)${column === 'expired' ? ' + coalesce(x.amount, 0)' : ''}) as ${column}`).join(', ')},
    coalesce(sum(m.held - coalesce(u.held, 0)) filter (where m.stipend_id is null), 0) as held_uncovered,
    coalesce(sum(m.consumed - coalesce(u.consumed, 0)) filter (where m.cost_center_id is not null), 0) as charged,
    ${['increased', 'reduced', 'rolled_in', 'recommitted'].map((column) => `coalesce(sum(h.${column}), 0) as ${column}`).join(', ')}
  from mine m
    left join undone u on u.point = m.point and u.account_id = m.account_id
    left join lapsed x on x.point = m.point and x.account_id = m.account_id
    left join moved h on h.point = m.point and h.account_id = m.account_id
  group by m.point, m.currency order by m.point, m.currency`;
