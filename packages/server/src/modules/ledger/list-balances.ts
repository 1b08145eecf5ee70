import { type Id, parseId } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { limits } from '../../kernel/limits.js';
import { type WrittenMoney, writtenMoney } from '../../kernel/money.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import { Refusal } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { inPipeline, type Statement } from '../../platform/pipeline.js';
import { allow } from '../../platform/scope.js';
import { EMPLOYER_CLOCK } from '../../platform/transaction.js';
import { type BalanceOf, balancesStatement, type Instants, readBalance } from './read-balances.js';

export interface BalancesRequest extends PageRequest {
  /** As recorded then; omitted: the newest instant at which every write is settled. */
  readonly asOf?: Date | null | undefined;
  /** As effective then; omitted: `asOf`. */
  readonly effectiveAt?: Date | null | undefined;
  readonly employeeIds?: readonly Id<'employee'>[] | null;
}

/** A balance as it is shown, with the instants at which it was read. */
export type DatedBalance = BalanceOf<WrittenMoney> & Instants;

const settledNow: readonly Statement[] = [
  { name: 'employer-clock', text: EMPLOYER_CLOCK },
  { name: 'safe-instant', text: 'select safe_instant() as safe' },
];

/**
 * A page of balances by person and currency, in two flushes. Every page of a list is read at the instant of its first one:
 * the cursor carries it.
 * @throws Refusal `AS_OF_TOO_RECENT` `{ newest }`
 */
export async function listBalances(ctx: TenantCtx, request: BalancesRequest): Promise<Connection<DatedBalance>> {
  allow(ctx, 'balances:read');
  const size = pageSize(request, limits.payrollPageMax);
  const { cursors } = ctx.platform;
  const employeeIds = request.employeeIds ?? null;
  const list = `balances ${ctx.employerId} ${employeeIds?.join(' ') ?? ''}`;
  const resumed = request.after == null ? null : cursors.open(list, request.after);

  return inPipeline(ctx, async (pipe) => {
    const [clock = [], safe = []] = await pipe.send(settledNow);
    const newest: Date = clock[0]?.mode === 'SANDBOX' ? clock[0].now : safe[0]?.safe;
    const instants =
      resumed === null ? chosen(request, newest) : { asOf: new Date(resumed[2] ?? ''), effectiveAt: new Date(resumed[3] ?? '') };
    const after = resumed === null ? null : { employeeId: checkedEmployee(resumed[0]), currency: resumed[1] ?? '' };

    const [rows = []] = await pipe.finish([balancesStatement(instants, { after, limit: size + 1, employeeIds })]);

    const balances = rows.map((row): DatedBalance => ({ ...readBalance(row, writtenMoney), ...instants }));
    const asOf = instants.asOf.toISOString();
    const effectiveAt = instants.effectiveAt.toISOString();
    return cursors.connection(list, balances, size, request, ({ employeeId, currency }) => [employeeId, currency, asOf, effectiveAt]);
  });
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
