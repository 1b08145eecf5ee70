import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { type CurrencyCode, currency, Money } from '../../kernel/money.js';
import { lookup, type Query, type Rows } from '../../platform/pipeline.js';
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
  /** Of the person alone. */
  readonly overage: Amount;
  /** Overage that cost centers pay. */
  readonly chargedToCostCenter: Amount;
  /** As recorded by then. */
  readonly asOf: Date;
  /** As effective then. */
  readonly effectiveAt: Date;
}

export type Balance = BalanceOf<Money>;

/** At which instants balances are read. */
export type Instants = Pick<Balance, 'asOf' | 'effectiveAt'>;

/** Which balances: those behind a person and currency, at most `limit`; `employeeIds` narrows them. */
export interface BalanceRange {
  readonly after: { readonly employeeId: Id<'employee'>; readonly currency: string } | null;
  readonly limit: number;
  readonly employeeIds: readonly Id<'employee'>[] | null;
}

/** Postings that are sooner read than looked for on each account of a page. */
const FEW = 1_000;
const FIRST_UUID = '00000000-0000-0000-0000-000000000000';
/** What a balance is made of: the sides, and of OVERAGE apart what cost centers pay. */
const parts = [
  ...sides.map((side) => ({ column: side.toLowerCase(), side, of: side === 'OVERAGE' ? 'cost_center_id is null' : 'true' })),
  { column: 'charged', side: 'OVERAGE', of: 'cost_center_id is not null' },
];
const columns = parts.map(({ column }) => column);

/**
 * Balances by person and currency. What is stored is the newest state; what was booked later than `asOf`, or takes effect
 * after `effectiveAt`, is taken off again. A grant that ended by `effectiveAt` counts as expired, also while its expiry is
 * not yet booked, so the answer does not depend on when a job ran.
 */
export function balanceRows({ asOf, effectiveAt }: Instants, range: BalanceRange): Query<Rows> {
  const statement = {
    name: range.employeeIds === null ? 'balances' : 'balances-of-employees',
    text: `
      with page as materialized (${pageText(range, 3)}), recent as materialized (
        select id, account_id from posting
        where employer_id = ${THIS_EMPLOYER} and sequence > 0 and booked_at > $1::timestamptz order by booked_at desc limit ${FEW + 1}
      ), gone as (
        -- Of what was booked later: all of the employer's where that is little, else account by account.
        select r.id from recent r where (select count(*) from recent) <= ${FEW} and r.account_id in (select unnest(accounts) from page)
        union all
        select p.id from page cross join unnest(page.accounts) as a (id)
          join posting p on p.employer_id = ${THIS_EMPLOYER} and p.account_id = a.id and p.booked_at > $1::timestamptz
        where (select count(*) from recent) > ${FEW}
        union all
        select p.id from page cross join unnest(page.accounts) as a (id)
          join posting p on p.employer_id = ${THIS_EMPLOYER} and p.account_id = a.id and p.effective_at > $2::timestamptz and p.booked_at <= $1::timestamptz
      ), later as materialized (
        select n.account_id, n.grant_id, n.side, sum(n.amount) as amount
        from gone g join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = g.id
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
        select a.employee_id, a.currency, ${parts.map(({ column, side, of }) => `sum(c.amount) filter (where c.side = '${side}' and ${of}) as ${column}`).join(', ')}
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
    values: [asOf, effectiveAt, ...pageValues(range)],
  };
  return lookup(statement, (rows) => rows);
}

/** The people and currencies of a page with the sums of their accounts, in the order their index delivers them. */
function pageText({ employeeIds }: BalanceRange, first: number): string {
  return `
    select employee_id, currency, array_agg(id) as accounts, ${parts.map(({ column, side, of }) => `coalesce(sum(${side.toLowerCase()}) filter (where ${of}), 0) as ${column}`).join(', ')}
    from account
    where employer_id = ${THIS_EMPLOYER} and (employee_id, currency) > ($${first}::uuid, $${first + 1}::text)
      ${employeeIds === null ? '' : `and employee_id = any($${first + 3}::uuid[])`}
    group by employee_id, currency order by employee_id, currency limit $${first + 2}`;
}

function pageValues({ after, limit, employeeIds }: BalanceRange): unknown[] {
  const behind = after === null ? [FIRST_UUID, ''] : [uuidOf(after.employeeId), after.currency];
  return [...behind, limit, ...(employeeIds === null ? [] : [employeeIds.map(uuidOf)])];
}

/** Where the books end: what a reading has to know to tell whether the stored state is the state it asks for. */
export interface BooksEnd {
  readonly lastBooked: Date | null;
  readonly lastEffective: Date | null;
  /** Of a grant with something left. */
  readonly firstExpiry: Date | null;
}

// Each is the end of an index; those of postings are named by a condition that is always true.
const LAST_BOOKED = `(select max(booked_at) from posting where employer_id = ${THIS_EMPLOYER} and sequence > 0)`;
const LAST_EFFECTIVE = `(select max(effective_at) from posting where employer_id = ${THIS_EMPLOYER} and sequence > 0)`;
const FIRST_EXPIRY = `(select min(expires_at) from grant_account where employer_id = ${THIS_EMPLOYER} and available > 0)`;

/** The columns of `BooksEnd`. */
export const BOOKS_END = `${LAST_BOOKED} as "lastBooked", ${LAST_EFFECTIVE} as "lastEffective", ${FIRST_EXPIRY} as "firstExpiry"`;

/** Whether nothing was booked after `asOf`, nothing takes effect after `effectiveAt`, and no grant ended by then with something left. */
export function isStoredState({ asOf, effectiveAt }: Instants, { lastBooked, lastEffective, firstExpiry }: BooksEnd): boolean {
  return (
    (lastBooked === null || lastBooked <= asOf) &&
    (lastEffective === null || lastEffective <= effectiveAt) &&
    (firstExpiry === null || firstExpiry > effectiveAt)
  );
}

/**
 * As `balanceRows`, for half the work, where `isStoredState` said that there is nothing to take off. Null where that has changed
 * since it was asked.
 */
export function storedBalanceRows({ asOf, effectiveAt }: Instants, range: BalanceRange): Query<Rows | null> {
  const statement = {
    name: range.employeeIds === null ? 'stored-balances' : 'stored-balances-of-employees',
    text: `
      select employee_id, currency, ${columns.map((column) => `${signOf(column)}${column} as ${column}`).join(', ')},
        coalesce(${LAST_BOOKED} > $1::timestamptz, false) or coalesce(${LAST_EFFECTIVE} > $2::timestamptz, false)
          or coalesce(${FIRST_EXPIRY} <= $2::timestamptz, false) as moved
      from (${pageText(range, 3)}) as page order by employee_id, currency`,
    values: [asOf, effectiveAt, ...pageValues(range)],
  };
  return lookup(statement, (rows) => (rows[0]?.moved === true ? null : rows));
}

/** What the employer owes is negative in the books, and what was granted or overdrawn positive in a balance. */
function signOf(column: string): string {
  return column === 'commitment' || column === 'overage' || column === 'charged' ? '-' : '';
}

/** @param amountOf what becomes of an amount as the database writes it */
export function readBalance<Amount>(
  row: Rows[number],
  { asOf, effectiveAt }: Instants,
  amountOf: (decimal: string, code: CurrencyCode) => Amount,
): BalanceOf<Amount> {
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
    chargedToCostCenter: amountOf(row.charged, code),
    asOf,
    effectiveAt,
  };
}

/** The same within a transaction, for statements and reports. */
export async function readBalances(tx: Tx, instants: Instants, range: Partial<BalanceRange> = {}): Promise<Balance[]> {
  const rows = await tx.ask(balanceRows(instants, { after: null, limit: 2_147_483_647, employeeIds: null, ...range }));
  return rows.map((row) => readBalance(row, instants, Money.of));
}
