import type { Id } from '../../kernel/ids.js';
import { type Connection, type PageRequest, pageSize } from '../../kernel/page.js';
import { Fault } from '../../kernel/refusal.js';
import type { TenantCtx } from '../../platform/context.js';
import { allow } from '../../platform/scope.js';
import { inTransaction } from '../../platform/transaction.js';
import { catalogue } from './catalogue.js';
import { findProvider } from './matching.rules.js';
import type { PriceEntry } from './pricing.rules.js';
import { findUsedPrice } from './used-prices.js';

export interface PriceFilter {
  readonly provider?: string | null;
  readonly model?: string | null;
  readonly on?: Date | null;
}

/**
 * List prices at an instant, by provider and model.
 * @throws Fault `BAD_USER_INPUT` for a model without its provider: two providers may sell one name
 */
export async function listPrices(ctx: TenantCtx, filter: PriceFilter, request: PageRequest): Promise<Connection<PriceEntry>> {
  allow(ctx, 'prices:read');
  const size = pageSize(request);
  // The instant of the first page is part of the key, so that all pages show the prices of one moment.
  const list = `prices ${ctx.employerId} ${JSON.stringify(filter)}`;
  const after = request.after == null ? undefined : ctx.platform.cursors.open(list, request.after);
  const on = after === undefined ? (filter.on ?? (await now(ctx))) : new Date(after[0] ?? '');

  const prices = matching(filter, on).sort(byName);
  const start = after === undefined ? 0 : prices.findIndex((price) => compare(nameOf(price), after[1] ?? '') > 0);
  const rows = start < 0 ? [] : prices.slice(start, start + size + 1);
  return ctx.platform.cursors.connection(list, rows, size, request, (price) => [on.toISOString(), nameOf(price)]);
}

/** One price of the list, or of an earlier one that usage was charged at; or null. */
export async function findPrice(ctx: TenantCtx, id: Id<'price'>): Promise<PriceEntry | null> {
  return catalogue.priceOf(id) ?? findUsedPrice(ctx, id);
}

function now(ctx: TenantCtx): Promise<Date> {
  return inTransaction(ctx, async (tx) => tx.now);
}

function matching({ provider, model }: PriceFilter, on: Date): PriceEntry[] {
  if (provider == null) {
    if (model != null) throw new Fault('BAD_USER_INPUT', 'Name the `provider` of the model as well.');
    return catalogue.pricesAt(on);
  }
  if (model != null) {
    const price = catalogue.findPrice(provider, model, on);
    return price === undefined ? [] : [price];
  }
  const id = findProvider(catalogue.providers, provider)?.id;
  return catalogue.pricesAt(on).filter((price) => price.provider === id);
}

function nameOf({ provider, model, id }: PriceEntry): string {
  return `${provider}\0${model}\0${id}`;
}

function byName(a: PriceEntry, b: PriceEntry): number {
  return compare(nameOf(a), nameOf(b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
