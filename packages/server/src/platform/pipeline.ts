import type { Socket } from 'node:net';
import { Pool, type PoolClient, type PoolConfig, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import type { Id } from '../kernel/ids.js';
import { invariant } from '../kernel/invariant.js';
import type { TenantCtx } from './context.js';
import { repeated } from './repeat.js';
import { setTenant, withTenant } from './tenant.js';
import { typeRules } from './type-rules.js';

/** A statement with `$1` parameters and `THIS_EMPLOYER`; a `name` lets the connection keep its plan, where statements are prepared. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

/**
 * An insert that selects what it writes, which answers how many rows that were: a cluster sends the bare form past the policies of
 * row-level security.
 */
export function insertSelect(text: string): string {
  return `with written as (${text} returning 1) select count(*) from written`;
}

export type Rows = QueryResultRow[];

/** What the database is asked: statements that belong together, none or more, and what their rows say. */
export interface Query<T> {
  readonly statements: readonly Statement[];
  /** The rows of each statement, in their order. */
  readonly read: (answers: readonly Rows[]) => T;
}

/** A query of one statement, whose text others may stand around. */
export interface Lookup<T> extends Query<T> {
  readonly statement: Statement;
}

/** Queries by the name under which they are answered; sent in the order in which they are named. */
export type Queries = Readonly<Record<string, Query<unknown>>>;

export type Answers<Q extends Queries> = { readonly [Name in keyof Q]: Q[Name] extends Query<infer T> ? T : never };

export function lookup<T>(statement: Statement, read: (rows: Rows) => T): Lookup<T> {
  return { statement, statements: [statement], read: ([rows = []]) => read(rows) };
}

/** Statements that are sent for what they do. */
export function effects(...statements: readonly Statement[]): Query<void> {
  return { statements, read: () => undefined };
}

/** Queries of one kind as one, answered in their order. */
export function together<T>(queries: readonly Query<T>[]): Query<T[]> {
  return { statements: queries.flatMap(({ statements }) => statements), read: (answers) => readEach(queries, answers) };
}

/** Hands each query the rows of its own statements. */
function readEach<T>(queries: readonly Query<T>[], answers: readonly Rows[]): T[] {
  let next = 0;
  return queries.map(({ statements, read }) => {
    const first = next;
    next += statements.length;
    return read(answers.slice(first, next));
  });
}

/**
 * A transaction whose statements travel together: the first flush carries BEGIN and the tenant before its statements,
 * the last one COMMIT behind them. Two flushes are two round trips, whatever they carry.
 */
export interface Pipeline {
  /** Sends queries in one flush and answers each under its name. Not after `finish`. */
  ask<Q extends Queries>(queries: Q): Promise<Answers<Q>>;
  /** As `ask`, with COMMIT in the same flush. */
  finish<Q extends Queries>(queries: Q): Promise<Answers<Q>>;
}

/**
 * The pool of the hot paths: few connections, `pipeline: true`, the same type rules as everywhere. It asks for no setting of the
 * session, which a pooler in between would refuse or forget.
 */
export function openPipelinePool(databaseUrl: string, max: number, onError: (error: Error) => void): Pool {
  const config: PoolConfig & { pipeline: boolean } = {
    connectionString: databaseUrl,
    max,
    // Many queries of one connection are on the wire at once; without it each waits for the one before.
    pipeline: true,
    application_name: 'compute-stipends',
    types: typeRules,
  };
  const pool = new Pool(config);
  // A connection the server drops while idle reports here; the pool has discarded it already.
  pool.on('error', onError);
  // One that is dropped while somebody has it fails their statements, and tells itself, too: unheard, that would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * Runs work in one pipelined transaction, `repeated` when Postgres asks for that, as `inTransaction` does.
 * What `work` has not finished when it returns is rolled back.
 * @throws Fault `TRANSIENT_CONFLICT` when the repeats are used up
 */
export function inPipeline<T>(ctx: TenantCtx, work: (pipeline: Pipeline) => Promise<T>): Promise<T> {
  return repeated(() => attempt(ctx, work));
}

async function attempt<T>(ctx: TenantCtx, work: (pipeline: Pipeline) => Promise<T>): Promise<T> {
  const client = await ctx.platform.pool.connect();
  const session = new PipelineSession(client, ctx.employerId, ctx.platform.config.preparedStatements);
  try {
    const result = await work(session);
    await session.rollBackUnlessFinished();
    client.release();
    return result;
  } catch (error) {
    await endBroken(client, session);
    throw error;
  }
}

/**
 * Plans are kept for as long as a connection lives. One made while a table is small would read it from end to end when it
 * is large: what runs here knows the keys of what it wants, also where a trigger asks. Said in each transaction, in the message
 * of its BEGIN, since a pooler gives each another session.
 */
const BEGIN = 'BEGIN; SET LOCAL enable_seqscan = off';

class PipelineSession implements Pipeline {
  private state: 'NEW' | 'OPEN' | 'FINISHED' = 'NEW';

  constructor(
    private readonly client: PoolClient,
    private readonly employerId: Id<'employer'>,
    private readonly named: boolean,
  ) {}

  async ask<Q extends Queries>(queries: Q): Promise<Answers<Q>> {
    const { opening, work } = this.flush(together(Object.values(queries)).statements);
    await settled([...opening, ...work]);
    return this.answers(queries, work);
  }

  async finish<Q extends Queries>(queries: Q): Promise<Answers<Q>> {
    const { opening, work, closing } = this.flush(together(Object.values(queries)).statements, ['COMMIT']);
    this.state = 'FINISHED';
    await settled([...opening, ...work, ...closing]);
    // After an error in between, COMMIT resolves all the same and only its tag tells.
    for (const commit of closing) invariant((await commit).command === 'COMMIT', 'a transaction without error commits');
    return this.answers(queries, work);
  }

  private async answers<Q extends Queries>(queries: Q, work: ReadonlyArray<Promise<QueryResult>>): Promise<Answers<Q>> {
    const rows = (await Promise.all(work)).map((result): Rows => result.rows);
    const answers = together(Object.values(queries)).read(rows);
    return Object.fromEntries(Object.keys(queries).map((name, index) => [name, answers[index]])) as Answers<Q>;
  }

  async rollBackUnlessFinished(): Promise<void> {
    if (this.state !== 'OPEN') return;
    this.state = 'FINISHED';
    await this.client.query('ROLLBACK');
  }

  private flush(statements: readonly Statement[], end: readonly string[] = []) {
    invariant(this.state !== 'FINISHED', 'nothing is sent after COMMIT');
    const begin = this.state === 'NEW' ? [BEGIN, setTenant(this.employerId)] : [];
    this.state = 'OPEN';
    // Written as one: each write would wake the database, and cost more than most of the statements.
    const { stream } = (this.client as PoolClient & { readonly connection: { readonly stream: Socket } }).connection;
    stream.cork();
    try {
      const opening = begin.map((text) => this.client.query(text));
      const work = statements.map((statement) => this.client.query(this.configOf(statement)));
      const closing = end.map((text) => this.client.query(text));
      return { opening, work, closing };
    } finally {
      stream.uncork();
    }
  }

  private configOf({ name, text, values = [] }: Statement): QueryConfig {
    return { ...withTenant(text, values, this.employerId), ...(this.named && name !== undefined ? { name } : {}) };
  }
}

/** Waits for all, then throws the first error: the ones behind it only say that the transaction is aborted. */
async function settled(queries: ReadonlyArray<Promise<unknown>>): Promise<void> {
  for (const outcome of await Promise.allSettled(queries)) if (outcome.status === 'rejected') throw outcome.reason;
}

/** A connection whose ROLLBACK fails is not given back to the pool. */
async function endBroken(client: PoolClient, session: PipelineSession): Promise<void> {
  try {
    await session.rollBackUnlessFinished();
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : true);
  }
}
