import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { type CurrencyCode, currency, Money } from '../../kernel/money.js';
import type { Rows, Statement } from '../../platform/pipeline.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { sides } from './ledger.rules.js';

/** What a person has of one currency at an instant. All amounts are positive or zero. */
export interface Balance {
  readonly employeeId: Id<'employee'>;
  readonly currency: CurrencyCode;
  readonly granted: Money;
  readonly available: Money;
  readonly held: Money;
  readonly consumed: Money;
  readonly expired: Money;
  readonly revoked: Money;
  readonly overage: Money;
}

/** At which instant: as recorded by `asOf`, as effective at `effectiveAt`. */
export interface Instants {
  readonly asOf: Date;
  readonly effectiveAt: Date;
}

/** Which balances: those behind a person and currency, at most `limit`; `employeeIds` narrows them. */
export interface BalanceRange {
  readonly after: { readonly employeeId: Id<'employee'>; readonly currency: string } | null;
  readonly limit: number;
  readonly employeeIds: readonly Id<'employee'>[] | null;
}

const FIRST_UUID = '00000000-0000-0000-0000-000000000000';
const columns = sides.map((side) => side.toLowerCase());

/**
 * Balances by person and currency. What is stored is the newest state; what was booked later than `asOf`, or takes effect
 * after `effectiveAt`, is taken off again. A grant that ended by `effectiveAt` counts as expired, also while its expiry is
 * not yet booked, so the answer does not depend on when a job ran.
 */
export function balancesStatement({ asOf, effectiveAt }: Instants, { after, limit, employeeIds }: BalanceRange): Statement {
  return {
    name: employeeIds === null ? 'balances' : 'balances-of-employees',
    text: `
      with page as materialized (
        select employee_id, currency from account
        where employer_id = ${THIS_EMPLOYER} and (employee_id, currency) > ($3::uuid, $4::text)
          ${employeeIds === null ? '' : 'and employee_id = any($6::uuid[])'}
        group by employee_id, currency order by employee_id, currency limit $5
      ), later as materialized (
        select n.account_id, n.grant_id, n.side, sum(n.amount) as amount
        from posting p join entry n on n.employer_id = p.employer_id and n.posting_id = p.id
        where p.employer_id = ${THIS_EMPLOYER} and n.employer_id = ${THIS_EMPLOYER} and (p.booked_at > $1::timestamptz or p.effective_at > $2::timestamptz)
        group by n.account_id, n.grant_id, n.side
      ), undone as (
        select account_id, ${columns.map((column, index) => `coalesce(sum(amount) filter (where side = '${sides[index]}'), 0) as ${column}`).join(', ')}
        from later group by account_id
      ), lapsed as (
        select g.account_id, sum(g.available - coalesce(l.amount, 0)) as amount
        from grant_account g left join later l on l.grant_id = g.grant_id and l.side = 'AVAILABLE'
        where g.employer_id = ${THIS_EMPLOYER} and g.expires_at <= $2::timestamptz
          and (g.available > 0 or g.grant_id in (select grant_id from later))
        group by g.account_id
      )
      select a.employee_id, a.currency,
        ${columns.map((column) => `sum(a.${column} - coalesce(u.${column}, 0))${lapse(column)} as ${column}`).join(', ')}
      from page join account a on a.employer_id = ${THIS_EMPLOYER} and a.employee_id = page.employee_id and a.currency = page.currency
        left join undone u on u.account_id = a.id
        left join lapsed x on x.account_id = a.id
      group by a.employee_id, a.currency order by a.employee_id, a.currency`,
    values: [
      asOf,
      effectiveAt,
      after === null ? FIRST_UUID : uuidOf(after.employeeId),
      after?.currency ?? '',
      limit,
      ...(employeeIds === null ? [] : [employeeIds.map(uuidOf)]),
    ],
  };
}

function lapse(column: string): string {
  if (column === 'available') return ' - coalesce(sum(x.amount), 0)';
  if (column === 'expired') return ' + coalesce(sum(x.amount), 0)';
  return '';
}

export function readBalance(row: Rows[number]): Balance {
  const code = currency(row.currency);
  const money = (text: string) => Money.of(text, code);
  return {
    employeeId: idOf('employee', row.employee_id),
    currency: code,
    granted: money(row.commitment).negated(),
    available: money(row.available),
    held: money(row.held),
    consumed: money(row.consumed),
    expired: money(row.expired),
    revoked: money(row.revoked),
    overage: money(row.overage).negated(),
  };
}

/** The same within a transaction, for statements and reports. */
export async function readBalances(tx: Tx, instants: Instants, range: Partial<BalanceRange> = {}): Promise<Balance[]> {
  const { text, values } = balancesStatement(instants, { after: null, limit: 2_147_483_647, employeeIds: null, ...range });
  return (await tx.sql<Rows[number]>(text, values)).map(readBalance);
}
