import { type Id, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { decimalOf, type Money } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { insertSelect } from '../../platform/pipeline.js';
import { inTransaction, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { PayPeriod } from '../calendar/index.js';
import { countEmployees } from '../directory/index.js';
import { recordEvents } from '../events/index.js';
import { movementNames, totalNames, waitUntilSafe } from '../ledger/index.js';
import { type ComputedStatement, computeStatements } from './compute-statements.js';
import { lineIdOf, statementIdOf } from './statement-id.js';

/** The name of the job. */
export const MAKE_STATEMENTS = 'make-statements';
/** Employees whose statements are stored in one transaction: each reads the postings of the period anew. */
const EMPLOYEES_AT_ONCE = 1_000;
/** Nobody waits for an answer here, so a large employer may take longer than a request, and a second run its turn. */
const STATEMENT_SECONDS = 60;

/**
 * Makes the statements of a pay period that is CLOSING, and then it is CLOSED. Goes on where an earlier run stopped;
 * two runs at once take turns; after the last it does nothing.
 */
export async function makeStatements(ctx: TenantCtx, payPeriodId: Id<'payPeriod'>): Promise<void> {
  const begun = await beginRun(ctx, payPeriodId);
  if (begun === null) return;
  // Whoever began before the lock was visible may still post into the period.
  await waitUntilSafe(ctx, begun);
  try {
    while (!(await storeNextStatements(ctx, payPeriodId)));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await failJob(ctx, payPeriodId, error);
  }
}

/** The database's time, later than the lock; null where there is nothing to do. */
async function beginRun(ctx: TenantCtx, payPeriodId: Id<'payPeriod'>): Promise<Date | null> {
  return inTransaction(ctx, async (tx) => {
    const period = await lockClosing(tx, payPeriodId);
    if (period === null) return null;
    await tx.sql(`update job set state = 'RUNNING', finished_at = null, refusal = null where employer_id = ${THIS_EMPLOYER} and id = $1`, [
      jobOf(period),
    ]);
    const [clock] = await tx.sql<{ now: Date }>('select clock_timestamp() as now');
    invariant(clock !== undefined, 'the database has a clock');
    return clock.now;
  });
}

/** @returns whether that was the last of them */
async function storeNextStatements(ctx: TenantCtx, payPeriodId: Id<'payPeriod'>): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const period = await lockClosing(tx, payPeriodId);
    if (period === null) return true;
    const { statements, through } = await computeStatements(tx, period, { after: period.statedThrough }, EMPLOYEES_AT_ONCE, null);
    if (through === null) {
      await closePeriod(tx, period);
      return true;
    }
    await storeStatements(tx, period, statements);
    period.statedThrough = through;
    await tx.em.flush();
    await tellProgress(tx, period);
    return false;
  });
}

/** The period under lock; null when it is not CLOSING. */
async function lockClosing(tx: Tx, payPeriodId: Id<'payPeriod'>): Promise<PayPeriod | null> {
  await tx.sql(`set local statement_timeout = '${STATEMENT_SECONDS}s'`);
  await tx.sql(`set local lock_timeout = '${STATEMENT_SECONDS}s'`);
  await tx.sql(`select 1 as locked from pay_period where employer_id = ${THIS_EMPLOYER} and id = $1 for no key update`, [
    uuidOf(payPeriodId),
  ]);
  const period = await tx.em.findOne(PayPeriod, { employerId: tx.ctx.employerId, id: payPeriodId });
  return period?.status === 'CLOSING' ? period : null;
}

async function closePeriod(tx: Tx, period: PayPeriod): Promise<void> {
  Object.assign(period, { status: 'CLOSED', closedAt: tx.now });
  await tx.em.flush();
  await tx.sql(`update job set state = 'SUCCEEDED', progress = 100, finished_at = $2 where employer_id = ${THIS_EMPLOYER} and id = $1`, [
    jobOf(period),
    tx.now,
  ]);
  const { id, externalId, startDate, endDate, checkDate, closedAt } = period;
  const snapshot = { id, externalId, startDate, endDate, checkDate, closedAt };
  await recordEvents(tx, [{ type: 'period.closed', subjectId: id, occurredAt: tx.now, snapshot }]);
}

async function tellProgress(tx: Tx, period: PayPeriod): Promise<void> {
  await tx.sql(
    `update job set progress = least(99, 100 * (select count(*) from employee e where e.employer_id = ${THIS_EMPLOYER} and e.id <= $2) / $3)
     where employer_id = ${THIS_EMPLOYER} and id = $1`,
    [jobOf(period), period.statedThrough === null ? null : uuidOf(period.statedThrough), Math.max(1, await countEmployees(tx))],
  );
}

/** What no retry mends: a person's sums beyond the range of money. The period stays locked until it is mended. */
async function failJob(ctx: TenantCtx, payPeriodId: Id<'payPeriod'>, { code, message }: Refusal): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const period = await lockClosing(tx, payPeriodId);
    if (period === null) return;
    await tx.sql(`update job set state = 'FAILED', finished_at = $2, refusal = $3 where employer_id = ${THIS_EMPLOYER} and id = $1`, [
      jobOf(period),
      tx.now,
      JSON.stringify({ code, message }),
    ]);
  });
}

function jobOf({ closeJobId }: PayPeriod): string {
  invariant(closeJobId !== null, 'a period that is closing has a job');
  return uuidOf(closeJobId);
}

/** Two statements, however many people. */
async function storeStatements(tx: Tx, { id: payPeriodId }: PayPeriod, statements: readonly ComputedStatement[]): Promise<void> {
  if (statements.length === 0) return;
  const identified = statements.map((statement) => ({ ...statement, id: statementIdOf({ payPeriodId, ...statement }) }));
  const column = (read: (statement: ComputedStatement) => Money) => identified.map((statement) => decimalOf(read(statement).units));
  await tx.sql(
    insertSelect(`insert into payroll_statement (employer_id, pay_period_id, id, employee_id, currency, legal_entity_id, covers_until,
       opening, granted, rolled_in, consumed, expired, revoked, adjusted, closing,
       granted_to_date, rolled_in_to_date, consumed_to_date, expired_to_date, revoked_to_date, adjusted_to_date, overage_to_date)
     select ${THIS_EMPLOYER}, $1::uuid, * from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::timestamptz[],
       ${Array.from({ length: movementNames.length + totalNames.length }, (_, index) => `$${index + 7}::numeric[]`).join(', ')})`),
    [
      uuidOf(payPeriodId),
      identified.map(({ id }) => uuidOf(id)),
      identified.map(({ employeeId }) => uuidOf(employeeId)),
      identified.map(({ currency }) => currency),
      identified.map(({ legalEntityId }) => (legalEntityId === null ? null : uuidOf(legalEntityId))),
      identified.map(({ coversUntil }) => coversUntil),
      ...movementNames.map((name) => column(({ movement }) => movement[name])),
      ...totalNames.map((name) => column(({ totals }) => totals[name])),
    ],
  );

  const lines = identified.flatMap((statement) =>
    statement.lines.map((line, position) => ({ ...line, position, statementId: statement.id })),
  );
  await tx.sql(
    insertSelect(`insert into payroll_statement_line (employer_id, id, statement_id, position, kind, amount, exact_amount)
     select ${THIS_EMPLOYER}, * from unnest($1::uuid[], $2::uuid[], $3::smallint[], $4::text[], $5::numeric[], $6::numeric[])`),
    [
      lines.map(({ statementId, kind }) => uuidOf(lineIdOf(statementId, kind))),
      lines.map(({ statementId }) => uuidOf(statementId)),
      lines.map(({ position }) => position),
      lines.map(({ kind }) => kind),
      lines.map(({ amount }) => decimalOf(amount.units)),
      lines.map(({ exactAmount }) => decimalOf(exactAmount.units)),
    ],
  );
}
