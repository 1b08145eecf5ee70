import { LRUCache } from 'lru-cache';
import { type Id, idOf, parseId, uuidOf } from '../../kernel/ids.js';
import { Fault } from '../../kernel/refusal.js';
import type { Ctx } from '../../platform/context.js';
import type { Platform } from '../../platform/platform.js';
import { allScopes, type Scope } from '../../platform/scope.js';
import { hashKey, isKeyShaped, type KeyMode } from './api-key.js';

/** What a request brings to say who it is. */
export interface Credentials {
  /** `Bearer csk_…` */
  readonly authorization: string | undefined;
  /** `X-Employer`: `employer_…` or `ext:<externalId>`. */
  readonly employer: string | undefined;
  readonly requestId: string;
}

interface KnownKey {
  readonly keyId: Id<'apiKey'>;
  readonly partnerId: Id<'partner'>;
  readonly boundTo: Id<'employer'> | null;
  readonly mode: KeyMode;
  readonly scopes: ReadonlySet<Scope>;
}

/** How long an answer of the database is believed: a revoked key stops within this time on every process. */
const BELIEVED_MS = 2_000;

/**
 * Makes the gate every request passes.
 * @returns a function from credentials to the request's context
 * @throws Fault `UNAUTHENTICATED`, the same for a missing, malformed, unknown, expired and revoked key; `BAD_USER_INPUT`,
 * the same for an employer that does not exist and one the key may not act for
 */
export function openGate(platform: Platform): (credentials: Credentials) => Promise<Ctx> {
  const keys = new Believed<KnownKey | null>();
  const employers = new Believed<Id<'employer'> | null>();

  return async ({ authorization, employer, requestId }) => {
    const secret = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    const key =
      secret !== undefined && isKeyShaped(secret)
        ? await keys.get(hashKey(secret, platform.keys.pepper).toString('base64'), (hash) => findKey(platform, hash))
        : null;
    if (key === null) {
      throw new Fault('UNAUTHENTICATED', 'Send a current API key as `Authorization: Bearer csk_…`.');
    }

    let employerId = key.boundTo;
    if (employer !== undefined && employer !== '') {
      const chosen = await employers.get(`${key.partnerId} ${key.mode} ${employer}`, () => findEmployer(platform, key, employer));
      // A key bound to one employer may name it, and no other.
      if (chosen === null || (key.boundTo !== null && key.boundTo !== chosen)) {
        throw new Fault('BAD_USER_INPUT', 'The employer chosen by `X-Employer` does not exist.');
      }
      employerId = chosen;
    }

    return {
      platform,
      requestId,
      actor: { kind: 'KEY', id: key.keyId, scopes: key.scopes },
      partnerId: key.partnerId,
      boundTo: key.boundTo,
      mode: key.mode,
      employerId,
      loaders: new Map(),
      answer: { replayed: false, redactions: [] },
    };
  };
}

async function findKey(platform: Platform, hash: string): Promise<KnownKey | null> {
  const { rows } = await platform.pool.query<{
    key_id: string;
    partner_id: string;
    employer_id: string | null;
    mode: KeyMode;
    scopes: string[];
  }>('select * from authenticate($1)', [Buffer.from(hash, 'base64')]);
  const [row] = rows;
  if (row === undefined) return null;
  await platform.pool.query('select api_key_used($1)', [row.key_id]);
  const known = new Set<string>(allScopes);
  return {
    keyId: idOf('apiKey', row.key_id),
    partnerId: idOf('partner', row.partner_id),
    boundTo: row.employer_id === null ? null : idOf('employer', row.employer_id),
    mode: row.mode,
    scopes: new Set(row.scopes.filter((scope): scope is Scope => known.has(scope))),
  };
}

async function findEmployer(platform: Platform, { partnerId, mode }: KnownKey, header: string): Promise<Id<'employer'> | null> {
  const external = header.startsWith('ext:') ? header.slice(4) : null;
  const id = external === null ? parseId('employer', header) : undefined;
  if (external === null && id === undefined) return null;
  const { rows } = await platform.pool.query<{ id: string | null }>('select act_for($1, $2, $3, $4) as id', [
    uuidOf(partnerId),
    employerModeOf(mode),
    id === undefined ? null : uuidOf(id),
    external,
  ]);
  const found = rows[0]?.id ?? null;
  return found === null ? null : idOf('employer', found);
}

/** Test keys see sandbox employers only, live keys live ones only. */
export function employerModeOf(mode: KeyMode): 'LIVE' | 'SANDBOX' {
  return mode === 'LIVE' ? 'LIVE' : 'SANDBOX';
}

/** What was found is believed for a short time, in bounded memory; concurrent askers share one look-up. */
class Believed<T> {
  // Promises, and not the `fetchMethod` of the cache: that fails a look-up which finds nothing when its place is taken meanwhile.
  private readonly answers = new LRUCache<string, Promise<T>>({ max: 10_000, ttl: BELIEVED_MS });

  get(question: string, ask: (question: string) => Promise<T>): Promise<T> {
    const known = this.answers.get(question);
    if (known !== undefined) return known;

    const answer = ask(question);
    this.answers.set(question, answer);
    // A look-up that failed, or found nothing, is an answer to nobody after the ones who wait for it: what was asked for may
    // be made the next moment.
    const forget = () => this.answers.delete(question);
    answer.then((found) => found === null && forget(), forget);
    return answer;
  }
}
