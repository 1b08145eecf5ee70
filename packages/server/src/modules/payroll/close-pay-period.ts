import { type Id, newId } from '../../kernel/ids.js';
import { startOfDay } from '../../kernel/period.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { sendJob } from '../../platform/job-queue.js';
import { allow } from '../../platform/scope.js';
import { once, type Tx } from '../../platform/transaction.js';
import { lockEmployer } from '../access/index.js';
import { lockPeriod, PayPeriod, requirePayPeriod } from '../calendar/index.js';
import { zonesInUse } from '../directory/index.js';
import type { PayPeriodCloseInput } from './close-pay-period.graphql.js';
import { assertClosable } from './closing.rules.js';
import { Job } from './job.entity.js';
import { MAKE_STATEMENTS } from './make-statements.js';

/**
 * Closes a pay period for postings and leaves the making of its statements to a job.
 * @throws Refusal `NOT_FOUND`, `INVALID_TRANSITION` `{ from, to }`, `PERIOD_NOT_ENDED`
 */
export async function closePayPeriod(ctx: Ctx, input: PayPeriodCloseInput): Promise<{ payPeriodId: Id<'payPeriod'>; jobId: Id<'job'> }> {
  allow(ctx, 'payroll:close');
  const claim = { operation: 'payPeriodClose', key: input.idempotencyKey, input };
  return once(tenant(ctx), claim, async (tx) => {
    await lockEmployer(tx, 'CHANGE');
    const period = await requirePayPeriod(tx, input.payPeriod, ['input', 'payPeriod']);
    const endsAt = await lastEndOf(tx, period);
    assertClosable(period, await earlierOpen(tx, period), endsAt, tx.now);

    const job = tx.em.create(Job, {
      employerId: tx.ctx.employerId,
      id: newId('job'),
      kind: 'PAY_PERIOD_CLOSE',
      state: 'QUEUED',
      progress: 0,
      createdAt: tx.now,
      finishedAt: null,
      refusal: null,
    });
    await tx.em.flush();
    const start = await lockedSoFar(tx, period);
    // Where a zone fell out of use, the lock before may reach further than this day; a lock is never empty.
    const lockedUntil = new Date(Math.max(endsAt.getTime(), start.getTime() + 1));
    Object.assign(period, { status: 'CLOSING', lockedUntil, closeJobId: job.id });

    await lockPeriod(tx, period.id, { start, end: lockedUntil });
    await sendJob(tx, MAKE_STATEMENTS, { payPeriodId: period.id });
    return { payPeriodId: period.id, jobId: job.id };
  });
}

/** The end of the period in the last of the employer's zones: from then on it is over for everybody. */
async function lastEndOf(tx: Tx, { endDate }: PayPeriod): Promise<Date> {
  const ends = (await zonesInUse(tx)).map((zone) => startOfDay(endDate, zone).getTime());
  return new Date(Math.max(...ends));
}

async function earlierOpen(tx: Tx, { startDate }: PayPeriod): Promise<PayPeriod | undefined> {
  const [earlier] = await tx.em.find(
    PayPeriod,
    { employerId: tx.ctx.employerId, status: 'OPEN', startDate: { $lt: startDate } },
    { orderBy: { startDate: 'asc' }, limit: 1 },
  );
  return earlier;
}

/**
 * Where the lock begins: where the one before it ends, or with time itself. Gaps of the calendar and the hours in which
 * a period has ended in one zone and not in another are thus locked with the period that follows them, and nothing
 * booked later can change the balance a closed statement ends with.
 */
async function lockedSoFar(tx: Tx, { startDate }: PayPeriod): Promise<Date> {
  const [former] = await tx.em.find(
    PayPeriod,
    { employerId: tx.ctx.employerId, startDate: { $lt: startDate } },
    { orderBy: { startDate: 'desc' }, limit: 1 },
  );
  return former?.lockedUntil ?? new Date(0);
}
