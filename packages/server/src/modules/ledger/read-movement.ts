import type { Id } from '../../kernel/ids.js';
import type { CurrencyCode } from '../../kernel/money.js';
import { Refusal } from '../../kernel/refusal.js';
import type { Loader } from '../../platform/loader.js';
import { inTransaction } from '../../platform/transaction.js';
import { type Movement, movementOf, noTotals } from './movement.rules.js';
import type { Instants } from './read-balances.js';
import { readTotals } from './read-totals.js';

/** A balance and a half-open span of effective time. */
export interface MovementRequest extends Instants {
  readonly employeeId: Id<'employee'>;
  readonly currency: CurrencyCode;
  readonly from: Date;
  readonly to: Date;
}

/** How balances moved: all of a request in one query. Nothing behind a balance's `effectiveAt` is told. */
export const movementLoader: Loader<MovementRequest, Movement> = {
  name: 'movement',
  load: (ctx, requests) =>
    inTransaction(ctx, async (tx) => {
      const movements = new Map<MovementRequest, Movement>();
      for (const [asOf, group] of Map.groupBy(requests, (request) => request.asOf.getTime())) {
        const points = group.flatMap(({ employeeId, from, to, effectiveAt }) => {
          if (to < from) throw new Refusal('VALIDATION', '`to` does not lie before `from`.', ['to']);
          return [from, to].map((instant) => ({ employeeId, before: upTo(effectiveAt, instant) }));
        });
        const totals = await readTotals(tx, points, new Date(asOf));
        group.forEach((request, index) => {
          const at = (point: number) => totals[point]?.get(request.currency) ?? noTotals(request.currency);
          movements.set(request, movementOf([{ start: at(2 * index), end: at(2 * index + 1) }]));
        });
      }
      return requests.map((request) => movements.get(request) ?? null);
    }),
};

/** What lies ahead is not told: a grant that is to end next week has not expired. The instant itself is in. */
function upTo(effectiveAt: Date, instant: Date): Date {
  return instant > effectiveAt ? new Date(effectiveAt.getTime() + 1) : instant;
}
