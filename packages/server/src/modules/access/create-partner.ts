import type { Client } from 'pg';
import { type Id, newId, uuidOf } from '../../kernel/ids.js';
import { allScopes, type Scope } from '../../platform/scope.js';
import { hashKey, type KeyMode, newKey } from './api-key.js';

export interface NewPartner {
  readonly partnerId: Id<'partner'>;
  /** The first key of the partner; every further one is made with it. */
  readonly secret: string;
}

/**
 * Makes a partner and its first key, with every scope. There is no request that does this: an operator does, with the
 * connection of the owner role.
 */
export async function createPartner(
  owner: Client,
  pepper: Buffer,
  { name, mode, keyName = 'First key', scopes = allScopes }: { name: string; mode: KeyMode; keyName?: string; scopes?: readonly Scope[] },
): Promise<NewPartner> {
  const partnerId = newId('partner');
  await owner.query('insert into partner (id, name) values ($1, $2)', [uuidOf(partnerId), name]);
  return { partnerId, secret: await createFirstKey(owner, pepper, { partnerId, mode, name: keyName, scopes }) };
}

/** A further key made by an operator, such as one bound to fewer scopes. */
export async function createFirstKey(
  owner: Client,
  pepper: Buffer,
  { partnerId, mode, name, scopes }: { partnerId: Id<'partner'>; mode: KeyMode; name: string; scopes: readonly Scope[] },
): Promise<string> {
  const secret = newKey(mode);
  await owner.query('select api_key_create($1, $2, null, $3, $4, $5, $6, $7, null)', [
    uuidOf(newId('apiKey')),
    uuidOf(partnerId),
    name,
    mode,
    hashKey(secret, pepper),
    secret.slice(-4),
    scopes,
  ]);
  return secret;
}
