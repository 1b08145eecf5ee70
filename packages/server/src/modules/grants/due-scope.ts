import { type Id, uuidOf } from '../../kernel/ids.js';
import type { Tx } from '../../platform/transaction.js';

/** Which work a run looks at. */
export interface DueScope {
  /** What begins or ends by this instant is due; the employer's clock. */
  readonly until: Date;
  /** When the run began, in database time: what it could not issue is not tried twice by the same run. */
  readonly startedAt: Date;
  /** Rows a pass takes. */
  readonly limit: number;
  /** Only these stipends. */
  readonly stipendIds?: readonly Id<'stipend'>[];
  /** Whether to pass over what a concurrent run holds, rather than to wait for it. */
  readonly passesOverLocked?: boolean;
}

/** Rows of a pass: large enough to be quick, small enough that its locks are short. */
export const PASS_SIZE = 200;

export async function databaseTime(tx: Tx): Promise<Date> {
  const [row] = await tx.sql<{ now: Date }>('select clock_timestamp() as now');
  return row?.now ?? tx.now;
}

/** The conditions that both kinds of due rows share. */
export function dueClauses({ until, stipendIds, passesOverLocked }: DueScope, dueColumn: string) {
  return {
    where: (stipendColumn: string): string =>
      `${dueColumn} <= $1${stipendIds === undefined ? '' : ` and ${stipendColumn} = any($2::uuid[])`}`,
    values: stipendIds === undefined ? [until] : [until, stipendIds.map(uuidOf)],
    lock: passesOverLocked ? 'skip locked' : '',
  };
}
