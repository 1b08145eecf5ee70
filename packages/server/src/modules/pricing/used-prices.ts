import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { currency, decimalOf, unitsOf } from '../../kernel/money.js';
import type { TenantCtx } from '../../platform/context.js';
import { effects, type Query } from '../../platform/pipeline.js';
import { inTransaction, THIS_EMPLOYER } from '../../platform/transaction.js';
import type { ClassPrice, DailyWindow, PriceEntry, PriceWarning, UsageClass } from './pricing.rules.js';

/**
 * Keeps the prices that charges are made at, so that each is found for ever, whatever a later list says. Send it with the charges.
 * None for none. A price that is kept already is only looked up.
 */
export function keepPrices(prices: readonly PriceEntry[], bookedAt: Date): Query<void> {
  const used = [...new Map(prices.map((price) => [price.id, price])).values()];
  if (used.length === 0) return effects();
  return effects({
    name: 'keep-used-prices',
    text: `insert into used_price (employer_id, id, price, recorded_at)
           select ${THIS_EMPLOYER}, u.id, u.price, $3::timestamptz from unnest($1::uuid[], $2::jsonb[]) as u (id, price)
           where not exists (select from used_price p where p.employer_id = ${THIS_EMPLOYER} and p.id = u.id)
           order by u.id on conflict (employer_id, id) do nothing`,
    values: [used.map(({ id }) => uuidOf(id)), used.map((price) => JSON.stringify(stored(price))), bookedAt],
  });
}

/** A price that a charge of this employer was made at, or null. */
export function findUsedPrice(ctx: TenantCtx, id: Id<'price'>): Promise<PriceEntry | null> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.sql<{ id: string; price: StoredPrice }>(
      `select id, price from used_price where employer_id = ${THIS_EMPLOYER} and id = $1`,
      [uuidOf(id)],
    );
    return row === undefined ? null : read(row.id, row.price);
  });
}

/** How a price is kept: amounts as decimals, so that it can be read without this code. */
interface StoredPrice {
  readonly provider: string;
  readonly model: string;
  readonly borrowedFrom: string | null;
  readonly currency: string;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly daily: DailyWindow | null;
  readonly prices: Partial<Record<UsageClass, StoredClassPrice>>;
  readonly warnings: readonly PriceWarning[];
  readonly source: string;
}

interface StoredClassPrice {
  readonly price: string;
  readonly unitQuantity: string;
  readonly tiers: ReadonlyArray<{ readonly contextAbove: string; readonly price: string }>;
  readonly inheritedFrom: UsageClass | null;
  readonly rounded: boolean;
}

function stored({ id: _, effectiveFrom, effectiveTo, prices, ...price }: PriceEntry): StoredPrice {
  return {
    ...price,
    effectiveFrom: effectiveFrom?.toISOString() ?? null,
    effectiveTo: effectiveTo?.toISOString() ?? null,
    prices: eachClass(prices, (one: ClassPrice) => ({
      ...one,
      price: decimalOf(one.price),
      unitQuantity: `${one.unitQuantity}`,
      tiers: one.tiers.map((tier) => ({ contextAbove: `${tier.contextAbove}`, price: decimalOf(tier.price) })),
    })),
  };
}

function read(uuid: string, { currency: code, effectiveFrom, effectiveTo, prices, ...price }: StoredPrice): PriceEntry {
  return {
    ...price,
    id: idOf('price', uuid),
    currency: currency(code),
    effectiveFrom: effectiveFrom === null ? null : new Date(effectiveFrom),
    effectiveTo: effectiveTo === null ? null : new Date(effectiveTo),
    prices: eachClass(prices, (one: StoredClassPrice) => ({
      ...one,
      price: unitsOf(one.price),
      unitQuantity: BigInt(one.unitQuantity),
      tiers: one.tiers.map((tier) => ({ contextAbove: BigInt(tier.contextAbove), price: unitsOf(tier.price) })),
    })),
  };
}

function eachClass<A, B>(prices: Partial<Record<UsageClass, A>>, change: (price: A) => B): Partial<Record<UsageClass, B>> {
  return Object.fromEntries(Object.entries(prices).map(([usageClass, price]) => [usageClass, change(price)])) as Partial<
    Record<UsageClass, B>
  >;
}
