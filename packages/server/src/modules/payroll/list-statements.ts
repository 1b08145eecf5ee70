import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { limits } from '../../kernel/limits.js';
import { type CurrencyCode, currency, Money } from '../../kernel/money.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import { Refusal } from '../../kernel/refusal.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { type PayPeriod, type PayPeriodByInput, requirePayPeriod } from '../calendar/index.js';
import { type Movement, safeInstant } from '../ledger/index.js';
import { type ComputedStatement, computeStatements } from './compute-statements.js';
import type { LineKind, StatementLine } from './statement.rules.js';
import { lineIdOf, statementIdOf } from './statement-id.js';

/** A statement as it is shown, computed or stored. */
export interface Statement {
  readonly id: Id<'statement'>;
  readonly payPeriodId: Id<'payPeriod'>;
  readonly employeeId: Id<'employee'>;
  readonly legalEntityId: Id<'legalEntity'> | null;
  readonly currency: CurrencyCode;
  readonly lines: ReadonlyArray<StatementLine & { readonly id: Id<'statementLine'> }>;
  readonly movement: Movement;
  readonly provisional: boolean;
  readonly asOf: Date;
}

export interface StatementsRequest extends PageRequest {
  readonly payPeriod: PayPeriodByInput;
  readonly asOf?: Date | null;
}

/** Where a list stands: behind a statement, in the order of employee, currency and legal entity. */
type Place = readonly [employeeId: Id<'employee'>, currency: string, legalEntityId: string];

/**
 * A page of the statements of a pay period. Those of a CLOSED one are read as they were stored; else they are computed
 * as recorded by one instant, which the cursor carries, so that all pages tell of the same ledger.
 * @throws Refusal `NOT_FOUND`, `AS_OF_TOO_RECENT` `{ newest }`
 */
export async function listStatements(ctx: Ctx, request: StatementsRequest): Promise<Connection<Statement>> {
  allow(ctx, 'payroll:read');
  const tenantCtx = tenant(ctx);
  const size = pageSize(request, limits.payrollPageMax);
  const { cursors } = ctx.platform;

  return inTransaction(tenantCtx, async (tx) => {
    const period = await requirePayPeriod(tx, request.payPeriod, ['payPeriod']);
    const list = `payrollStatements ${tenantCtx.employerId} ${period.id}`;
    const [instant, ...rest] = request.after == null ? [] : cursors.open(list, request.after);
    const after = instant === undefined ? null : (rest as readonly string[] as Place);

    const asOf =
      instant === undefined ? await chooseInstant(tx, period, request.asOf ?? null) : instant === FINAL ? null : new Date(instant);
    const statements =
      asOf === null ? await readStatements(tx, period, after, size + 1) : await computePage(tx, period, after, size + 1, asOf);
    return cursors.connection(list, statements, size, request, ({ employeeId, currency: code, legalEntityId }) => [
      asOf?.toISOString() ?? FINAL,
      employeeId,
      code,
      legalEntityId ?? '',
    ]);
  });
}

/** In a cursor, in place of an instant: the stored statements. */
const FINAL = 'FINAL';

/** The instant to compute at; null for the stored statements. */
async function chooseInstant(tx: Tx, { closedAt }: PayPeriod, asOf: Date | null): Promise<Date | null> {
  if (closedAt !== null && (asOf === null || asOf >= closedAt)) return null;
  const newest = await safeInstant(tx);
  if (asOf !== null && asOf > newest) {
    throw new Refusal('AS_OF_TOO_RECENT', `Writes are settled up to ${newest.toISOString()}.`, ['asOf'], { newest: newest.toISOString() });
  }
  return asOf ?? newest;
}

async function computePage(tx: Tx, period: PayPeriod, after: Place | null, rows: number, asOf: Date): Promise<Statement[]> {
  const statements: Statement[] = [];
  let place: Parameters<typeof computeStatements>[2] = { from: after?.[0] ?? null };
  while (statements.length < rows) {
    const page = await computeStatements(tx, period, place, rows, asOf);
    if (page.through === null) break;
    statements.push(
      ...page.statements.filter((statement) => isBehind(after, statement)).map((statement) => shown(period, statement, asOf)),
    );
    place = { after: page.through };
  }
  return statements.slice(0, rows);
}

function isBehind(after: Place | null, { employeeId, currency: code, legalEntityId }: ComputedStatement): boolean {
  return after === null || [employeeId, code, legalEntityId ?? ''].join(' ') > after.join(' ');
}

function shown({ id: payPeriodId }: PayPeriod, statement: ComputedStatement, asOf: Date): Statement {
  const { employeeId, legalEntityId, currency: code, movement } = statement;
  const id = statementIdOf({ payPeriodId, ...statement });
  const lines = statement.lines.map((line) => ({ ...line, id: lineIdOf(id, line.kind) }));
  return { id, payPeriodId, employeeId, legalEntityId, currency: code, lines, movement, provisional: true, asOf };
}

interface StatementRow extends Readonly<Record<Exclude<keyof Movement, 'rolledIn'>, string>> {
  readonly rolled_in: string;
  readonly id: string;
  readonly pay_period_id: string;
  readonly employee_id: string;
  readonly currency: string;
  readonly legal_entity_id: string | null;
  readonly closed_at: Date;
  readonly lines: ReadonlyArray<readonly [id: string, kind: LineKind, amount: string, exactAmount: string]> | null;
}

const STATEMENTS = `
  select s.id, s.pay_period_id, s.employee_id, s.currency, s.legal_entity_id, s.opening, s.granted, s.rolled_in, s.consumed, s.expired, s.revoked, s.adjusted,
    s.closing, p.closed_at,
    (select json_agg(json_build_array(l.id, l.kind, l.amount::text, l.exact_amount::text) order by l.position)
     from payroll_statement_line l where l.employer_id = ${THIS_EMPLOYER} and l.statement_id = s.id) as lines
  from payroll_statement s join pay_period p on p.employer_id = ${THIS_EMPLOYER} and p.id = s.pay_period_id
  where s.employer_id = ${THIS_EMPLOYER} and p.status = 'CLOSED'`;
const FIRST_UUID = '00000000-0000-0000-0000-000000000000';

async function readStatements(tx: Tx, period: PayPeriod, after: Place | null, rows: number): Promise<Statement[]> {
  const [employeeId, code, legalEntityId] = after ?? [];
  const found = await tx.sql<StatementRow>(
    `${STATEMENTS} and s.pay_period_id = $1
       and (s.employee_id, s.currency, coalesce(s.legal_entity_id, '${FIRST_UUID}')) > ($2::uuid, $3::text, $4::uuid)
     order by s.employee_id, s.currency, s.legal_entity_id nulls first limit $5`,
    [
      uuidOf(period.id),
      employeeId === undefined ? FIRST_UUID : uuidOf(employeeId),
      code ?? '',
      legalEntityId === undefined || legalEntityId === '' ? FIRST_UUID : uuidOf(legalEntityId as Id<'legalEntity'>),
      rows,
    ],
  );
  return found.map(statementOf);
}

/** Statements of closed pay periods by their ids, in no order. */
export async function findStatements(tx: Tx, ids: ReadonlyArray<Id<'statement'>>): Promise<Statement[]> {
  return (await tx.sql<StatementRow>(`${STATEMENTS} and s.id = any($1::uuid[])`, [ids.map(uuidOf)])).map(statementOf);
}

function statementOf(row: StatementRow): Statement {
  const code = currency(row.currency);
  const money = (decimal: string) => Money.of(decimal, code);
  return {
    id: idOf('statement', row.id),
    payPeriodId: idOf('payPeriod', row.pay_period_id),
    employeeId: idOf('employee', row.employee_id),
    legalEntityId: row.legal_entity_id === null ? null : idOf('legalEntity', row.legal_entity_id),
    currency: code,
    lines: (row.lines ?? []).map(([id, kind, amount, exactAmount]) => ({
      id: idOf('statementLine', id),
      kind,
      amount: money(amount),
      exactAmount: money(exactAmount),
      rounding: money(exactAmount).minus(money(amount)),
    })),
    movement: {
      opening: money(row.opening),
      granted: money(row.granted),
      rolledIn: money(row.rolled_in),
      consumed: money(row.consumed),
      expired: money(row.expired),
      revoked: money(row.revoked),
      adjusted: money(row.adjusted),
      closing: money(row.closing),
    },
    provisional: false,
    asOf: row.closed_at,
  };
}
