import { FxRatesListDocument, FxRatesUpsertDocument, PricesListDocument } from '../generated/operations.js';
import type { Operations } from '../operation.js';

/** What models cost. */
export const prices = (call: Operations) => ({
  /**
   * List prices at an instant (`where.on`, default now), by provider and model: money per `unitQuantity` units, by class of usage.
   *
   * Scope: `prices:read`.
   */
  list: call.list(PricesListDocument, (data) => data.prices),
});

/** Exchange rates, for usage that is priced in another currency than the stipend. */
export const fxRates = (call: Operations) => ({
  /**
   * The rates the employer sent, newest first.
   *
   * Scope: `prices:read`.
   */
  list: call.list(FxRatesListDocument, (data) => data.fxRates),

  /**
   * Stores rates: one unit of `base` is worth `rate` of `quote` from `asOf` until the next rate of the pair; at most 250, all or none. A
   * stored rate stays as it is, and so do charges made with it.
   *
   * Scope: `prices:write`. Refused with `VALIDATION` or `IDEMPOTENCY_CONFLICT`.
   */
  upsert: call.mutate(FxRatesUpsertDocument, 'fxRatesUpsert'),
});
