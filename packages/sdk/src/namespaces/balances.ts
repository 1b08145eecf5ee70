import { BalancesGetDocument, BalancesListDocument } from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** What people have left. granted + overage = available + held + consumed + expired + revoked, to the tenth decimal. */
export const balances = (call: Operations) => ({
  /**
   * Balances by person and currency; pages of up to 200. All pages are read at one recorded instant: `asOf`, or the newest settled one,
   * which every balance names. `effectiveAt` (default `asOf`) moves the instant in effect apart from it.
   *
   * Scope: `balances:read`. Fails with `AS_OF_TOO_RECENT` for an instant that is not settled yet.
   */
  list: call.list(BalancesListDocument, (data) => data.balances),

  /**
   * The balances of one `employee`, one per currency; none before the first grant.
   *
   * Scope: `balances:read`. Fails with `NOT_FOUND` for an unknown person, `AS_OF_TOO_RECENT` for an instant that is not settled yet.
   */
  get: call.get(BalancesGetDocument, (data) => data.balance.nodes),
});
