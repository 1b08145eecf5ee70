import {
  type PayPeriodByInput,
  PayPeriodsCloseDocument,
  PayPeriodsGetDocument,
  PayPeriodsListDocument,
  PayPeriodsUpsertDocument,
  PayrollStatementsDocument,
} from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** The pay calendar, which your payroll system owns. */
export const payPeriods = (call: Operations) => ({
  /**
   * Pay periods, by date; fewer with `where`.
   *
   * Scope: `payroll:read`.
   */
  list: call.list(PayPeriodsListDocument, (data) => data.payPeriods),

  /**
   * One pay period by `{ id }` or `{ externalId }`, with the job that closes it; `null` where there is none.
   *
   * Scope: `payroll:read`.
   */
  get: call.get(
    PayPeriodsGetDocument,
    (data) => data.payPeriod,
    (by: PayPeriodByInput) => ({ by }),
  ),

  /**
   * Creates pay periods, or changes open ones whose `externalId` is known; at most 250. `endDate` is the first day after the period. One
   * outcome per item, in order, with its own `userErrors` (`VALIDATION`, `PERIOD_OVERLAP`, `PERIOD_CLOSED`).
   *
   * Scope: `payroll:write`. Refused as a whole with `IDEMPOTENCY_CONFLICT`.
   */
  upsert: call.mutate(PayPeriodsUpsertDocument, 'payPeriodsUpsert'),

  /**
   * Closes a pay period that has ended, the earliest open one first. From now on nothing is booked into it; a `job` makes its statements,
   * which never change. Follow it with `jobs.wait`.
   *
   * Scope: `payroll:close`. Refused with `NOT_FOUND`, `INVALID_TRANSITION`, `PERIOD_NOT_ENDED` or `IDEMPOTENCY_CONFLICT`.
   */
  close: call.mutate(PayPeriodsCloseDocument, 'payPeriodClose'),
});

/** What compute came to for each person in a pay period. */
export const payroll = (call: Operations) => ({
  /**
   * The statements of a pay period, by person, currency and legal entity; pages of up to 200. Everybody employed in it has one, with zero
   * where there is nothing to report. `amount` is in whole minor units, `exactAmount` what the ledger says. While the pay period is not
   * closed they are `provisional` and as recorded at `asOf`, default the newest settled instant.
   *
   * Scope: `payroll:read`. Fails with `NOT_FOUND` for an unknown pay period, `AS_OF_TOO_RECENT` for an instant that is not settled yet.
   */
  statements: call.list(PayrollStatementsDocument, (data) => data.payrollStatements),
});
