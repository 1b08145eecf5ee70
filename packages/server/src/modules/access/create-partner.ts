import type { Client } from 'pg';
import { type Id, newId, uuidOf } from '../../kernel/ids.js';
import { allScopes, type Scope } from '../../platform/scope.js';
import { hashKey, type KeyMode, newKey } from './api-key.js';

/** A key an operator gives out; whoever holds one with `keys:write` makes further ones. */
export interface FirstKey {
  readonly name: string;
  readonly secret: string;
  readonly scopes: readonly Scope[];
}

/** A partner with its first keys, as text to keep: nothing here can be read out of the database again. */
export interface NewPartner {
  readonly partnerId: Id<'partner'>;
  readonly name: string;
  readonly mode: KeyMode;
  readonly keys: readonly FirstKey[];
}

/** Decides a partner and its keys without writing anything; by default one key with every scope. */
export function newPartner(
  name: string,
  mode: KeyMode,
  keys: ReadonlyArray<Omit<FirstKey, 'secret'>> = [{ name: 'First key', scopes: allScopes }],
): NewPartner {
  return { partnerId: newId('partner'), name, mode, keys: keys.map((key) => ({ ...key, secret: newKey(mode) })) };
}

/**
 * Makes the partner and its keys where they are missing; safe to repeat. No request does this: an operator does, with the
 * connection of the owner role.
 */
export async function createPartner(owner: Client, pepper: Buffer, { partnerId, name, mode, keys }: NewPartner): Promise<void> {
  await owner.query('insert into partner (id, name) values ($1, $2) on conflict do nothing', [uuidOf(partnerId), name]);
  for (const key of keys) {
    const hash = hashKey(key.secret, pepper);
    const known = await owner.query('select from authenticate($1)', [hash]);
    if (known.rowCount !== 0) continue;
    await owner.query('select api_key_create($1, $2, null, $3, $4, $5, $6, $7, null)', [
      uuidOf(newId('apiKey')),
      uuidOf(partnerId),
      key.name,
      mode,
      hash,
      key.secret.slice(-4),
      key.scopes,
    ]);
  }
}
