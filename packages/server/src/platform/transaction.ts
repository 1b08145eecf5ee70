import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import canonicalize from 'canonicalize';
import { CompiledQuery, type Kysely } from 'kysely';
import { invariant } from '../kernel/invariant.js';
import { limits } from '../kernel/limits.js';
import { dateIn, type LocalDate, type TimeZone } from '../kernel/period.js';
import { Fault, Refusal } from '../kernel/refusal.js';
import type { TenantCtx } from './context.js';
import type { Query, Rows } from './pipeline.js';
import { repeated } from './repeat.js';
import { sqlStateOf } from './sql-state.js';
import { setTenant, TENANT_FILTER, THIS_EMPLOYER, withTenant } from './tenant.js';

export { THIS_EMPLOYER };

/** One open transaction of one employer. */
export interface Tx {
  readonly ctx: TenantCtx;
  /** Flushed when the work ends, before COMMIT. */
  readonly em: EntityManager;
  /** The employer's clock: database time for a live employer, the stored test time for a sandbox one. */
  readonly now: Date;
  readonly employer: EmployerClock;
  /** The employer's business date, or that of another zone. */
  today(zone?: TimeZone): LocalDate;
  /**
   * A statement on this connection, with `$1` parameters and `THIS_EMPLOYER`; numerics and dates come back as text, instants as `Date`.
   */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** What the statements of a query say, sent one after another. */
  ask<T>(query: Query<T>): Promise<T>;
}

export interface EmployerClock {
  readonly mode: 'LIVE' | 'SANDBOX';
  readonly timeZone: TimeZone;
}

/** JSON of ids: what an idempotency claim keeps of an outcome. */
export type Outcome = { readonly [name: string]: string | number | boolean | null | readonly Outcome[] | readonly string[] };

/** A mutation that has one effect per key. */
export interface Claim {
  /** The mutation's name. */
  readonly operation: string;
  /** Null or undefined: no claim is made. */
  readonly key: string | null | undefined;
  /** The parsed input; compared on replay, whatever the order of its fields. */
  readonly input: object;
}

/**
 * The only way to tenant data, for reads too: one transaction with the tenant set first, as a message of its own.
 * It is `repeated` when Postgres asks for it, so `work` has no effect outside `tx`.
 * @throws Fault `TRANSIENT_CONFLICT` when the repeats are used up
 */
export function inTransaction<T>(ctx: TenantCtx, work: (tx: Tx) => Promise<T>): Promise<T> {
  return repeated(() => attempt(ctx, work));
}

async function attempt<T>(ctx: TenantCtx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const fork = ctx.platform.orm.em.fork();
  fork.setFilterParams(TENANT_FILTER, { employerId: ctx.employerId });
  return fork.transactional(async (em) => {
    const client = em.getTransactionContext<Kysely<unknown>>();
    invariant(client !== undefined, 'a transaction has a connection');
    const sql = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
      const sent = withTenant(text, values, ctx.employerId);
      return (await client.executeQuery<Row>(CompiledQuery.raw(sent.text, sent.values))).rows;
    };

    await sql(setTenant(ctx.employerId));
    const [clock] = await sql<{ now: Date; mode: 'LIVE' | 'SANDBOX'; time_zone: string }>(ctx.platform.employerClock);
    if (clock === undefined) throw new Fault('BAD_USER_INPUT', 'The employer chosen by `X-Employer` does not exist.');

    return work({
      ctx,
      em: em as EntityManager,
      now: clock.now,
      employer: { mode: clock.mode, timeZone: clock.time_zone },
      today: (zone = clock.time_zone) => dateIn(clock.now, zone),
      sql,
      ask: async ({ statements, read }) => {
        const answers: Rows[] = [];
        for (const { text, values } of statements) answers.push(await sql(text, values));
        return read(answers);
      },
    });
  });
}

/**
 * `inTransaction` with one effect per idempotency key. The key is claimed first; the work runs in a savepoint. A
 * `Refusal` undoes the work and is stored under the key, so a retry is refused the same way; every other error leaves
 * no claim. A replay returns the stored outcome: ids, which the caller reads again.
 * @throws Refusal `IDEMPOTENCY_CONFLICT` for the same key with other input
 * @throws Fault `IDEMPOTENCY_IN_PROGRESS` when the first request with the key still runs after the lock timeout
 */
export async function once<T extends Outcome>(ctx: TenantCtx, claim: Claim, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { key } = claim;
  if (key === null || key === undefined) return inTransaction(ctx, work);
  assertKey(key);
  const fingerprint = fingerprintOf(claim.input);

  const result = await inTransaction(ctx, async (tx) => {
    if (!(await claimKey(tx, claim.operation, key, fingerprint))) return replay<T>(tx, claim.operation, key, fingerprint);
    await tx.sql('SAVEPOINT work');
    try {
      const outcome = await work(tx);
      await tx.em.flush();
      await storeOutcome(tx, claim.operation, key, { outcome });
      return { outcome };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tx.em.clear();
      await tx.sql('ROLLBACK TO SAVEPOINT work');
      await storeOutcome(tx, claim.operation, key, { refusal: refusalJson(error) });
      return { refusal: error };
    }
  });

  if (result.refusal !== undefined) throw result.refusal;
  invariant(result.outcome !== undefined, 'a claim without refusal has an outcome');
  return result.outcome;
}

interface Settled<T> {
  readonly outcome?: T;
  readonly refusal?: Refusal;
}

/** @throws Fault `BAD_USER_INPUT` outside 1–255 printable ASCII characters */
export function assertKey(key: string): void {
  if (key.length < 1 || key.length > limits.idempotencyKeyLength || !/^[\x20-\x7e]+$/.test(key)) {
    throw new Fault('BAD_USER_INPUT', `\`idempotencyKey\` has 1 to ${limits.idempotencyKeyLength} printable ASCII characters.`);
  }
}

/** SHA-256 of the canonical JSON of parsed input without its key; amounts compare by value, dates by instant. */
export function fingerprintOf(input: object): Buffer {
  const { idempotencyKey: _, ...rest } = input as { idempotencyKey?: unknown };
  const text = canonicalize(JSON.parse(JSON.stringify(rest, (_name, value) => (typeof value === 'bigint' ? `${value}` : value))));
  return createHash('sha256')
    .update(text ?? '')
    .digest();
}

/** True for the one caller that may act. Concurrent claims of a key wait here for the first to end. */
async function claimKey(tx: Tx, operation: string, key: string, fingerprint: Buffer): Promise<boolean> {
  try {
    const rows = await tx.sql(
      `insert into idempotency_claim (employer_id, operation, key, fingerprint)
       values (${THIS_EMPLOYER}, $1, $2, $3) on conflict do nothing returning 1 as claimed`,
      [operation, key, fingerprint],
    );
    return rows.length === 1;
  } catch (error) {
    if (sqlStateOf(error) !== '55P03') throw error;
    throw new Fault(
      'IDEMPOTENCY_IN_PROGRESS',
      'The first request with this idempotency key still runs.',
      { retryAfterSeconds: 1 },
      { cause: error },
    );
  }
}

async function replay<T>(tx: Tx, operation: string, key: string, fingerprint: Buffer): Promise<Settled<T>> {
  const [stored] = await tx.sql<{ fingerprint: Buffer; result: { outcome?: T; refusal?: ReturnType<typeof refusalJson> } }>(
    `select fingerprint, result from idempotency_claim
     where employer_id = ${THIS_EMPLOYER} and operation = $1 and key = $2`,
    [operation, key],
  );
  invariant(stored?.result, 'a committed claim has a result');
  if (!fingerprint.equals(stored.fingerprint)) throw idempotencyConflict();
  tx.ctx.answer.replayed = true;
  const { outcome, refusal } = stored.result;
  if (refusal !== undefined) return { refusal: new Refusal(refusal.code, refusal.message, refusal.path, refusal.details) };
  return outcome === undefined ? {} : { outcome };
}

export function idempotencyConflict(): Refusal {
  return new Refusal('IDEMPOTENCY_CONFLICT', 'This idempotency key was used before with other input. Use a new key for a new intent.', [
    'input',
    'idempotencyKey',
  ]);
}

function storeOutcome(tx: Tx, operation: string, key: string, result: object): Promise<object[]> {
  return tx.sql(
    `update idempotency_claim set result = $3
     where employer_id = ${THIS_EMPLOYER} and operation = $1 and key = $2`,
    [operation, key, JSON.stringify(result)],
  );
}

function refusalJson(refusal: Refusal): Pick<Refusal, 'code' | 'message' | 'path' | 'details'> {
  return { code: refusal.code, message: refusal.message, path: refusal.path, details: refusal.details };
}
