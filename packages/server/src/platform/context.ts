import type DataLoader from 'dataloader';
import type { Id } from '../kernel/ids.js';
import { Fault } from '../kernel/refusal.js';
import type { Platform } from './platform.js';
import type { Actor } from './scope.js';

/** What a request, or a run of a job, carries through every call. */
export interface Ctx {
  readonly platform: Platform;
  /** Echoed as `X-Request-Id`. */
  readonly requestId: string;
  readonly actor: Actor;
  /** The partner whose credential acts; null for jobs. */
  readonly partnerId: Id<'partner'> | null;
  /** The one employer a bound key may act for; null for keys that act for every connected employer. */
  readonly boundTo: Id<'employer'> | null;
  /** LIVE keys see live employers only, TEST keys sandbox employers only. */
  readonly mode: 'LIVE' | 'TEST';
  /** The employer the request acts for: `X-Employer`, or the one the key is bound to. */
  readonly employerId: Id<'employer'> | null;
  /** Data loaders of this request. */
  readonly loaders: Loaders;
  /** What the answer's headers and extensions must tell; written while the request runs. */
  readonly answer: Answer;
}

/** Each under the `Loader` it was made of. */
export type Loaders = Map<object, DataLoader<unknown, unknown>>;

export interface Answer {
  /** The outcome of at least one mutation was replayed from an idempotency claim. */
  replayed: boolean;
  /** Fields that were nulled because the key may not read them. */
  readonly redactions: Array<{ path: string; scope: string }>;
}

export interface TenantCtx extends Ctx {
  readonly employerId: Id<'employer'>;
}

/** @throws Fault `BAD_USER_INPUT` when no employer is chosen */
export function tenant(ctx: Ctx): TenantCtx {
  if (ctx.employerId === null) {
    throw new Fault('BAD_USER_INPUT', 'Choose the employer with the header `X-Employer: employer_…` or `X-Employer: ext:<externalId>`.');
  }
  return ctx as TenantCtx;
}

/** The context of a job's run for one employer. */
export function systemCtx(platform: Platform, job: string, employerId: Id<'employer'>, scopes: Actor['scopes']): TenantCtx {
  return {
    platform,
    requestId: `job:${job}`,
    actor: { kind: 'SYSTEM', id: job, scopes },
    partnerId: null,
    boundTo: employerId,
    mode: 'LIVE',
    employerId,
    loaders: new Map(),
    answer: { replayed: false, redactions: [] },
  };
}
