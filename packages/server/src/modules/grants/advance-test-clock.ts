import { setTimeout as wait } from 'node:timers/promises';
import { invariant } from '../../kernel/invariant.js';
import { Fault, Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { sqlStateOf } from '../../platform/sql-state.js';
import { inTransaction, once, THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { EmployerSettings, lockEmployer } from '../access/index.js';
import { expireNextHolds } from '../spending/index.js';
import { PASS_SIZE } from './due-scope.js';
import { runPass } from './run-due-work.js';
import type { TestClockAdvanceInput } from './test-clock.graphql.js';

/** Where the clock stands, and what came due on the way. */
export interface ClockAdvance {
  readonly now: string;
  readonly grantsIssued: number;
  readonly grantsExpired: number;
}

const YEAR_MS = 366 * 86_400_000;
const MAX_YEARS = 5;

/**
 * Moves the clock of a sandbox employer ahead, stopping at every instant at which something is due: what is booked on the
 * way is booked at its own time, as if the time had passed. Each step is a short transaction, so that nobody waits for the
 * whole way; others see the clock at the stops, as they would see the jobs of a live employer at work. What was interrupted
 * goes on from where the clock stands, under the same key or by another advance; several at once take turns.
 * @throws Refusal `VALIDATION` for a live employer, a time before the clock, or more than five years ahead
 * @throws Fault `TRANSIENT_CONFLICT` when others keep what is due locked
 */
export async function advanceTestClock(ctx: TenantCtx, input: TestClockAdvanceInput): Promise<ClockAdvance> {
  allow(ctx, 'sandbox:write');
  const { advanceId } = await once(ctx, { operation: 'testClockAdvance', key: input.idempotencyKey, input }, (tx) => begin(tx, input.to));
  for (let looks = 0, failed = 0; looks < MAX_LOOKS && failed <= MAX_RETRIES; looks += 1) {
    const step = await unlessBusy(() => inTransaction(ctx, (tx) => takeStep(tx, advanceId)));
    if (typeof step !== 'string') return step;
    if (step !== 'NOT_MY_TURN') failed = step === 'MOVED' ? 0 : failed + 1;
    // Who waits has no connection meanwhile, and asks seldom: others need them.
    if (step === 'NOT_MY_TURN') await wait(100 + Math.random() * 200);
    else if (step === 'IDLE') await wait(Math.random() * 30 * 2 ** failed);
  }
  throw new Fault('TRANSIENT_CONFLICT', 'What is due stayed locked. Retry with the same key: the clock goes on from where it stands.');
}

/**
 * Stops of holds alone are many and near to each other, so that a step makes many: more than are authorized meanwhile, or the
 * clock would never come to its end.
 */
const STOPS_OF_HOLDS = 100;
/** Steps in a row that did nothing. */
const MAX_RETRIES = 5;
/** Steps of one call, its own and those in which it found another at work. */
const MAX_LOOKS = 100_000;

async function begin(tx: Tx, to: Date): Promise<{ advanceId: string }> {
  const now = await holdClock(tx);
  if (to < now) throw new Refusal('VALIDATION', `The test clock stands at ${now.toISOString()} and never goes back.`, ['input', 'to']);
  if (to.getTime() - now.getTime() > MAX_YEARS * YEAR_MS) {
    throw new Refusal('VALIDATION', `The test clock moves at most ${MAX_YEARS} years at once.`, ['input', 'to']);
  }
  const [advance] = await tx.sql<{ id: string }>(
    `insert into clock_advance (employer_id, id, to_at) values (${THIS_EMPLOYER}, uuid_v7(), $1) returning id`,
    [to],
  );
  invariant(advance !== undefined, 'an insert returns its row');
  return { advanceId: advance.id };
}

/** The clock is held for one step at a time, so that each goes on from where it stands. */
async function holdClock(tx: Tx): Promise<Date> {
  await lockEmployer(tx, 'CHANGE');
  const [clock] = await tx.sql<{ test_now: Date | null }>(`select test_now from employer_settings where employer_id = ${THIS_EMPLOYER}`);
  if (clock?.test_now == null) throw new Refusal('VALIDATION', 'Only a sandbox employer has a test clock.');
  return clock.test_now;
}

/**
 * Brings the clock to the next instant at which something is due, and does some of it; else to the end of the advance. Locks
 * no more than one pass of a job would, in the order in which everybody does.
 * @returns the outcome at the end
 */
async function takeStep(tx: Tx, advanceId: string): Promise<ClockAdvance | 'MOVED' | 'IDLE' | 'NOT_MY_TURN'> {
  const advance = await findAdvance(tx, advanceId);
  if (advance.reached_at !== null) return outcomeOf(advance, advance.reached_at);
  if (!(await isMyTurn(tx))) {
    // Whoever is at work may have brought it this far already.
    const hasArrived = tx.now >= advance.to_at && (await nextDue(tx, advance)).at === null;
    return hasArrived ? arrive(tx, advanceId, advance, tx.now) : 'NOT_MY_TURN';
  }

  const now = await holdClock(tx);
  const due = await nextDue(tx, advance);
  if (due.holdsAreFirst) {
    return (await expireNextHolds(tx, due.before ?? advance.to_at, STOPS_OF_HOLDS)) > 0 ? 'MOVED' : 'IDLE';
  }
  const at = await moveClock(tx, now, due.at ?? advance.to_at);
  if (due.at === null) return arrive(tx, advanceId, advance, at);
  const done = await passOver(tx, advanceId, at, advance.started_at);
  return done > 0 || at > now ? 'MOVED' : 'IDLE';
}

async function arrive(tx: Tx, advanceId: string, advance: AdvanceRow, at: Date): Promise<ClockAdvance> {
  await tx.sql(`update clock_advance set reached_at = $2 where employer_id = ${THIS_EMPLOYER} and id = $1`, [advanceId, at]);
  return outcomeOf(advance, at);
}

/** Never back, where something is late. */
async function moveClock(tx: Tx, now: Date, to: Date): Promise<Date> {
  if (to <= now) return now;
  await tx.em.nativeUpdate(EmployerSettings, { employerId: tx.ctx.employerId }, { testNow: to });
  return to;
}

/** Of several advances one takes a step at a time: whoever has the oldest of them, whose ever that is. */
async function isMyTurn(tx: Tx): Promise<boolean> {
  const turns = await tx.sql(
    `select 1 as turn from clock_advance where employer_id = ${THIS_EMPLOYER} and id = (
       select id from clock_advance where employer_id = ${THIS_EMPLOYER} and reached_at is null order by id limit 1)
     for no key update skip locked`,
  );
  return turns.length > 0;
}

interface AdvanceRow {
  readonly to_at: Date;
  readonly started_at: Date;
  readonly grants_issued: number;
  readonly grants_expired: number;
  readonly reached_at: Date | null;
}

async function findAdvance(tx: Tx, advanceId: string): Promise<AdvanceRow> {
  const [advance] = await tx.sql<AdvanceRow>(
    `select to_at, started_at, grants_issued, grants_expired, reached_at from clock_advance where employer_id = ${THIS_EMPLOYER} and id = $1`,
    [advanceId],
  );
  invariant(advance !== undefined, 'an advance is stored before it moves the clock');
  return advance;
}

function outcomeOf({ grants_issued, grants_expired }: AdvanceRow, now: Date): ClockAdvance {
  return { now: now.toISOString(), grantsIssued: grants_issued, grantsExpired: grants_expired };
}

interface Due {
  /** Null when nothing is left by the end of the advance. */
  readonly at: Date | null;
  /** What holds give back counts for the grants that end at the same time. */
  readonly holdsAreFirst: boolean;
  /** The next instant of anything else than a hold. */
  readonly before: Date | null;
}

/** The next instant by the end of the advance at which a month begins, or a grant or a hold ends. */
async function nextDue(tx: Tx, { to_at, started_at }: AdvanceRow): Promise<Due> {
  const [row] = await tx.sql<{ at: Date | null; before: Date | null; holds_are_first: boolean | null }>(
    `select least(issue_at, end_at, holds_at) as at, least(issue_at, end_at) as before,
       holds_at <= least(issue_at, end_at, holds_at) as holds_are_first from (select
       (select min(next_issue_at) from stipend
        where employer_id = ${THIS_EMPLOYER} and next_issue_at <= $1 and (issue_tried_at is null or issue_tried_at < $2)) as issue_at,
       (select min(ends_at) from stipend_grant where employer_id = ${THIS_EMPLOYER} and ends_at <= $1 and expired_at is null) as end_at,
       (select min(expires_at) from hold where employer_id = ${THIS_EMPLOYER} and expires_at <= $1 and status = 'AUTHORIZED') as holds_at) as due`,
    [to_at, started_at],
  );
  return { at: row?.at ?? null, before: row?.before ?? null, holdsAreFirst: row?.holds_are_first === true };
}

/** @returns how many grants and months were looked at */
async function passOver(tx: Tx, advanceId: string, until: Date, startedAt: Date): Promise<number> {
  const { tried, issued, expired } = await runPass(tx, { until, startedAt, limit: PASS_SIZE });
  // Counted where it is booked, so that an advance that was interrupted tells all of it.
  await tx.sql(
    `update clock_advance set grants_issued = grants_issued + $2, grants_expired = grants_expired + $3
     where employer_id = ${THIS_EMPLOYER} and id = $1`,
    [advanceId, issued, expired],
  );
  return tried;
}

/** What others hold for longer than one may wait is tried again: they may be doing the very work. */
async function unlessBusy<T>(step: () => Promise<T>): Promise<T | 'IDLE'> {
  try {
    return await step();
  } catch (error) {
    if (sqlStateOf(error) === '55P03') return 'IDLE';
    throw error;
  }
}
