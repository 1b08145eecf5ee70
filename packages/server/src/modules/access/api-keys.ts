import { isolated } from '../../kernel/direction.js';
import { type Id, idOf, newId, parseId, uuidOf } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import { type PageRequest, pageSize } from '../../kernel/page.js';
import { Refusal } from '../../kernel/refusal.js';
import { readText } from '../../kernel/text.js';
import type { Ctx } from '../../platform/context.js';
import { allow, allScopes, type Scope } from '../../platform/scope.js';
import { assertKey, fingerprintOf, idempotencyConflict } from '../../platform/transaction.js';
import { hashKey, type KeyMode, newKey } from './api-key.js';
import { boundOf, findEmployer } from './employers.js';

export interface ApiKey {
  readonly id: Id<'apiKey'>;
  readonly name: string;
  readonly mode: KeyMode;
  readonly lastFour: string;
  readonly scopes: string[];
  readonly employerId: Id<'employer'> | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

interface KeyRow {
  id: string;
  employer_id: string | null;
  name: string;
  mode: KeyMode;
  last_four: string;
  scopes: string[];
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

const keyOf = (row: KeyRow): ApiKey => ({
  id: idOf('apiKey', row.id),
  name: row.name,
  mode: row.mode,
  lastFour: row.last_four,
  scopes: row.scopes,
  employerId: row.employer_id === null ? null : idOf('employer', row.employer_id),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  lastUsedAt: row.last_used_at,
});

function partnerOf(ctx: Ctx): string {
  invariant(ctx.partnerId !== null, 'a request has a partner');
  return uuidOf(ctx.partnerId);
}

export interface KeyRequest {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly employer?: { id?: string; externalId?: string } | null;
  readonly expiresAt?: Date | null;
  readonly idempotencyKey?: string | null;
}

/**
 * Makes a key of the caller's mode. The secret is in the answer and nowhere else; a replay answers the key without it.
 * @throws Refusal `VALIDATION` for an unknown scope, or one that the calling key lacks; `NOT_FOUND` for the employer;
 * `IDEMPOTENCY_CONFLICT`
 */
export async function createKey(ctx: Ctx, request: KeyRequest): Promise<{ apiKey: ApiKey; secret: string | null }> {
  allow(ctx, 'keys:write');
  const claim = claimOf(ctx, request.idempotencyKey);
  const name = readText(request.name, ['input', 'name']);
  const scopes = checkedScopes(ctx, request.scopes);
  const employerId = await boundEmployer(ctx, request.employer);

  const newKeyId = uuidOf(newId('apiKey'));
  const secret = newKey(ctx.mode);
  const fingerprint = claim === null ? null : fingerprintOf(request);
  const { rows } = await ctx.platform.pool.query<{ id: string; fingerprint: Buffer | null }>(
    'select * from api_key_create($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [
      newKeyId,
      partnerOf(ctx),
      employerId === null ? null : uuidOf(employerId),
      name,
      ctx.mode,
      hashKey(secret, ctx.platform.keys.pepper),
      secret.slice(-4),
      scopes,
      request.expiresAt ?? null,
      claim,
      fingerprint,
    ],
  );
  const [row] = rows;
  invariant(row !== undefined, 'a key is made or found');
  const isReplay = row.id !== newKeyId;
  if (isReplay && fingerprint !== null && row.fingerprint?.equals(fingerprint) !== true) throw idempotencyConflict();
  if (isReplay) ctx.answer.replayed = true;
  const apiKey = await findApiKey(ctx, idOf('apiKey', row.id));
  invariant(apiKey !== null, 'a key that was made is there');
  return { apiKey, secret: isReplay ? null : secret };
}

/** An idempotency key is the partner's, or that of the employer its key is bound to: they do not meet. */
function claimOf({ boundTo }: Ctx, key: string | null | undefined): string | null {
  if (key === null || key === undefined) return null;
  assertKey(key);
  return `${boundTo ?? 'partner'} ${key}`;
}

function checkedScopes(ctx: Ctx, asked: readonly string[]): Scope[] {
  if (asked.length === 0 || asked.length > allScopes.length) {
    throw new Refusal('VALIDATION', 'A key has at least one scope.', ['input', 'scopes']);
  }
  return asked.map((scope, index) => {
    const known = allScopes.find((name) => name === scope);
    if (known === undefined)
      throw new Refusal('VALIDATION', `${isolated(scope.slice(0, 60).toWellFormed())} is no scope.`, ['input', 'scopes', `${index}`]);
    if (!ctx.actor.scopes.has(known)) {
      throw new Refusal('VALIDATION', `Your own key lacks ${known} and cannot pass it on.`, ['input', 'scopes', `${index}`]);
    }
    return known;
  });
}

/** A bound key makes keys for its own employer only: it finds no other. */
async function boundEmployer(ctx: Ctx, by: KeyRequest['employer']): Promise<Id<'employer'> | null> {
  if (by == null) return ctx.boundTo;
  const employer = await findEmployer(ctx, by);
  if (employer === null) throw new Refusal('NOT_FOUND', 'No such employer.', ['input', 'employer']);
  return employer.id;
}

/** Every key of the partner, of the caller's mode, by id; for a bound key those of its employer. */
export async function listKeys(ctx: Ctx, request: PageRequest) {
  allow(ctx, 'keys:write');
  const size = pageSize(request);
  const list = `apiKeys ${ctx.partnerId} ${ctx.mode} ${ctx.boundTo}`;
  const after = request.after == null ? null : (ctx.platform.cursors.open(list, request.after)[0] ?? null);
  const { rows } = await ctx.platform.pool.query<KeyRow>('select * from api_keys_of($1, $2, $3, $4, $5)', [
    partnerOf(ctx),
    ctx.mode,
    boundOf(ctx),
    after,
    size + 1,
  ]);
  return ctx.platform.cursors.connection(list, rows.map(keyOf), size, request, ({ id }) => [uuidOf(id)]);
}

/** A key of the partner and of the caller's mode, for a bound key one of its employer; null for any other. */
export async function findApiKey(ctx: Ctx, id: Id<'apiKey'>): Promise<ApiKey | null> {
  const { rows } = await ctx.platform.pool.query<KeyRow>('select * from api_key_of($1, $2, $3, $4)', [
    partnerOf(ctx),
    ctx.mode,
    boundOf(ctx),
    uuidOf(id),
  ]);
  return rows[0] === undefined ? null : keyOf(rows[0]);
}

/**
 * Revokes a key for good; revoking it again changes nothing.
 * @throws Refusal `NOT_FOUND`
 */
export async function revokeKey(ctx: Ctx, id: string): Promise<ApiKey> {
  allow(ctx, 'keys:write');
  const keyId = parseId('apiKey', id);
  if (keyId !== undefined) {
    await ctx.platform.pool.query('select api_key_revoke($1, $2, $3, $4)', [partnerOf(ctx), ctx.mode, boundOf(ctx), uuidOf(keyId)]);
    const apiKey = await findApiKey(ctx, keyId);
    if (apiKey !== null) return apiKey;
  }
  throw new Refusal('NOT_FOUND', 'No such key.', ['input', 'id']);
}
