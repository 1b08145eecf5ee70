import { type Id, parseId } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { limits } from '../../kernel/limits.js';
import { type WrittenMoney, writtenMoney } from '../../kernel/money.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import { Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { inPipeline, lookup, type Rows } from '../../platform/pipeline.js';
import { allow } from '../../platform/scope.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';
import {
  type BalanceOf,
  type BalanceRange,
  BOOKS_END,
  type BooksEnd,
  balanceRows,
  type Instants,
  isStoredState,
  readBalance,
  storedBalanceRows,
} from './read-balances.js';

export interface BalancesRequest extends PageRequest {
  /** As recorded then; omitted: the newest instant at which every write is settled. */
  readonly asOf?: Date | null | undefined;
  /** As effective then; omitted: `asOf`. */
  readonly effectiveAt?: Date | null | undefined;
  readonly employeeIds?: readonly Id<'employee'>[] | null;
}

/** A balance as it is shown. */
export type ShownBalance = BalanceOf<WrittenMoney>;

/**
 * The newest instant that may be asked for: live, at which every write is settled; in a sandbox the test time, which moves
 * only when it is told to. With it, where the books end.
 */
const NEWEST = lookup(
  {
    name: 'newest-balances',
    text: `select coalesce(test_now, safe_instant(${THIS_EMPLOYER})) as newest, ${BOOKS_END} from employer_settings where employer_id = ${THIS_EMPLOYER}`,
  },
  ([row]) => row as Settled | undefined,
);

interface Settled extends BooksEnd {
  readonly newest: Date;
}

/**
 * A page of balances by person and currency, in two flushes. Every page of a list is read at the instant of its first one:
 * the cursor carries it.
 * @throws Refusal `AS_OF_TOO_RECENT` `{ newest }`
 */
export async function listBalances(ctx: TenantCtx, request: BalancesRequest): Promise<Connection<ShownBalance>> {
  allow(ctx, 'balances:read');
  const size = pageSize(request, limits.payrollPageMax);
  const { cursors } = ctx.platform;
  const employeeIds = request.employeeIds ?? null;
  const list = `balances ${ctx.employerId} ${employeeIds?.join(' ') ?? ''}`;
  const resumed = request.after == null ? null : cursors.open(list, request.after);
  const after = resumed === null ? null : { employeeId: checkedEmployee(resumed[0]), currency: resumed[1] ?? '' };

  const { instants, rows } = await readPage(ctx, { after, limit: size + 1, employeeIds }, (newest) =>
    resumed === null ? chosen(request, newest) : { asOf: new Date(resumed[2] ?? ''), effectiveAt: new Date(resumed[3] ?? '') },
  );

  const balances = rows.map((row) => readBalance(row, instants, writtenMoney));
  const asOf = instants.asOf.toISOString();
  const effectiveAt = instants.effectiveAt.toISOString();
  return cursors.connection(list, balances, size, request, ({ employeeId, currency }) => [employeeId, currency, asOf, effectiveAt]);
}

/** Mostly the stored state is what is asked for; that it still is, the page itself tells. */
async function readPage(
  ctx: TenantCtx,
  range: BalanceRange,
  instantsOf: (newest: Date) => Instants,
): Promise<{ instants: Instants; rows: Rows }> {
  const { instants, rows } = await inPipeline(ctx, async (pipeline) => {
    const { settled } = await pipeline.ask({ settled: NEWEST });
    invariant(settled !== undefined, 'an employer has settings');
    const instants = instantsOf(settled.newest);
    const page = isStoredState(instants, settled) ? storedBalanceRows(instants, range) : balanceRows(instants, range);
    return { instants, rows: (await pipeline.finish({ page })).page };
  });
  if (rows !== null) return { instants, rows };
  const { page } = await inPipeline(ctx, (pipeline) => pipeline.finish({ page: balanceRows(instants, range) }));
  return { instants, rows: page };
}

function chosen({ asOf, effectiveAt }: BalancesRequest, newest: Date): Instants {
  if (asOf != null && asOf > newest) {
    throw new Refusal('AS_OF_TOO_RECENT', `Writes are settled up to ${newest.toISOString()}.`, ['asOf'], { newest: newest.toISOString() });
  }
  const recorded = asOf ?? newest;
  return { asOf: recorded, effectiveAt: effectiveAt ?? recorded };
}

function checkedEmployee(text: string | undefined): Id<'employee'> {
  const id = text === undefined ? undefined : parseId('employee', text);
  invariant(id !== undefined, 'a sealed cursor holds what we put into it');
  return id;
}
