import DataLoader from 'dataloader';
import type { TenantCtx } from './context.js';

/** A named batch function: many keys in one query, answers in the order of the keys. */
export interface Loader<K, V> {
  readonly name: string;
  readonly load: (ctx: TenantCtx, keys: readonly K[]) => Promise<ReadonlyArray<V | null>>;
}

/** One load through the request's data loader: all loads of a tick become one query. */
export function load<K, V>(ctx: TenantCtx, loader: Loader<K, V>, key: K): Promise<V | null> {
  let existing = ctx.loaders.get(loader) as DataLoader<K, V | null> | undefined;
  if (existing === undefined) {
    existing = new DataLoader<K, V | null>((keys) => loader.load(ctx, keys), { name: loader.name });
    ctx.loaders.set(loader, existing as DataLoader<unknown, unknown>);
  }
  return existing.load(key);
}

/** Brings rows into the order of the keys; null where a key has none. */
export function inOrder<K, V>(keys: readonly K[], rows: readonly V[], keyOf: (row: V) => K): Array<V | null> {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}
