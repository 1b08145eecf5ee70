import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { type CurrencyCode, currency, Money } from '../../kernel/money.js';
import type { Rows, Statement } from '../../platform/pipeline.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { sides } from './ledger.rules.js';

/** What a person has of one currency at an instant. All amounts are positive or zero. */
export interface BalanceOf<Amount> {
  readonly employeeId: Id<'employee'>;
  readonly currency: CurrencyCode;
  readonly granted: Amount;
  readonly available: Amount;
  readonly held: Amount;
  readonly consumed: Amount;
  readonly expired: Amount;
  readonly revoked: Amount;
  readonly overage: Amount;
}

export type Balance = BalanceOf<Money>;

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
 *
 * Sums are made as the index of owners delivers the rows, so that a page costs a page. Corrections are looked up from their
 * own end, later postings and unbooked expiries, which are few when the instants are near.
 */
export function balancesStatement({ asOf, effectiveAt }: Instants, { after, limit, employeeIds }: BalanceRange): Statement {
  return {
    name: employeeIds === null ? 'balances' : 'balances-of-employees',
    text: `
      with page as materialized (
        select employee_id, currency, array_agg(id) as accounts, ${columns.map((column) => `sum(${column}) as ${column}`).join(', ')}
        from account
        where employer_id = ${THIS_EMPLOYER} and (employee_id, currency) > ($3::uuid, $4::text)
          ${employeeIds === null ? '' : 'and employee_id = any($6::uuid[])'}
        group by employee_id, currency order by employee_id, currency limit $5
      ), later as materialized (
        select n.account_id, n.grant_id, n.side, sum(n.amount) as amount
        from posting p join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id
        where p.employer_id = ${THIS_EMPLOYER} and (p.booked_at > $1::timestamptz or p.effective_at > $2::timestamptz)
          and p.account_id in (select unnest(accounts) from page)
        group by n.account_id, n.grant_id, n.side
      ), lapsed as (
        select account_id, available as amount from grant_account
        where employer_id = ${THIS_EMPLOYER} and available > 0 and expires_at <= $2::timestamptz
          and account_id in (select unnest(accounts) from page)
        union all
        select g.account_id, -l.amount
        from later l join grant_account g on g.employer_id = ${THIS_EMPLOYER} and g.grant_id = l.grant_id
        where l.side = 'AVAILABLE' and g.expires_at <= $2::timestamptz
      ), correction as (
        select a.employee_id, a.currency, ${columns.map((column, index) => `sum(c.amount) filter (where c.side = '${sides[index]}') as ${column}`).join(', ')}
        from (
          select account_id, side, -amount as amount from later
          union all select account_id, 'AVAILABLE', -amount from lapsed
          union all select account_id, 'EXPIRED', amount from lapsed
        ) as c join account a on a.employer_id = ${THIS_EMPLOYER} and a.id = c.account_id
        group by a.employee_id, a.currency
      )
      select page.employee_id, page.currency, ${columns.map((column) => `${signOf(column)}(page.${column} + coalesce(c.${column}, 0)) as ${column}`).join(', ')}
      from page left join correction c on c.employee_id = page.employee_id and c.currency = page.currency
      order by page.employee_id, page.currency`,
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

/** What the employer owes is negative in the books, and what was granted or overdrawn positive in a balance. */
function signOf(column: string): string {
  return column === 'commitment' || column === 'overage' ? '-' : '';
}

/** @param amountOf what becomes of an amount as the database writes it */
export function readBalance<Amount>(row: Rows[number], amountOf: (decimal: string, code: CurrencyCode) => Amount): BalanceOf<Amount> {
  const code = currency(row.currency);
  return {
    employeeId: idOf('employee', row.employee_id),
    currency: code,
    granted: amountOf(row.commitment, code),
    available: amountOf(row.available, code),
    held: amountOf(row.held, code),
    consumed: amountOf(row.consumed, code),
    expired: amountOf(row.expired, code),
    revoked: amountOf(row.revoked, code),
    overage: amountOf(row.overage, code),
  };
}

/** The same within a transaction, for statements and reports. */
export async function readBalances(tx: Tx, instants: Instants, range: Partial<BalanceRange> = {}): Promise<Balance[]> {
  const { text, values } = balancesStatement(instants, { after: null, limit: 2_147_483_647, employeeIds: null, ...range });
  return (await tx.sql<Rows[number]>(text, values)).map((row) => readBalance(row, Money.of));
}
