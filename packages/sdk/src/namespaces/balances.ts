import { BalancesGetDocument, BalancesHistoryDocument, BalancesListDocument, BalancesMovementDocument } from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** What people have left. granted + overage + chargedToCostCenter = available + held + consumed + expired + revoked, to the tenth decimal. */
export const balances = (call: Operations) => ({
  /**
   * Balances by person and currency; pages of up to 200. All pages are read at one recorded instant: `asOf`, or the newest settled one,
   * which every balance names. `effectiveAt` (default `asOf`) moves the instant in effect apart from it.
   * `expiringSoon` is what is available of grants that end `withinDays` of it, 1 to 366 (default 30).
   *
   * Scope: `balances:read`. Fails with `VALIDATION` for other days, `AS_OF_TOO_RECENT` for an instant that is not settled yet.
   */
  list: call.list(BalancesListDocument, (data) => data.balances),

  /**
   * The balances of one `employee`, one per currency; none before the first grant. `expiringSoon` as in `list`.
   *
   * Scope: `balances:read`. Fails with `NOT_FOUND` for an unknown person, `VALIDATION` for other days, `AS_OF_TOO_RECENT` for an instant that is not settled yet.
   */
  get: call.get(BalancesGetDocument, (data) => data.balance.nodes),

  /**
   * The balances of one `employee` with their `movement` in the span from `from` up to and without `to`:
   * opening + granted + rolledIn − consumed − expired − revoked + adjusted = closing. Spans that touch add up; nothing behind `effectiveAt` is told.
   *
   * Scope: `balances:read`. Fails with `NOT_FOUND` for an unknown person, `VALIDATION` for an end before the start, `AS_OF_TOO_RECENT`.
   */
  movement: call.get(BalancesMovementDocument, (data) => data.balance.nodes),

  /**
   * The postings that made the balances of one `employee`, in the order in which they count, newest last, each with the balance of its
   * currency after it. `from` and `to` are a half-open span of effective time.
   *
   * Scope: `balances:read`. Fails with `NOT_FOUND` for an unknown person, `AS_OF_TOO_RECENT` for an instant that is not settled yet.
   */
  history: call.list(BalancesHistoryDocument, (data) => data.balanceHistory),
});
