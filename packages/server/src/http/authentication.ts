import { Fault } from '../kernel/refusal.js';
import type { Ctx } from '../platform/context.js';
import type { Platform } from '../platform/platform.js';

/** What a request says about who makes it and for whom; nothing else of it is believed. */
export interface Credentials {
  /** The header `Authorization` as sent. */
  readonly authorization: string | undefined;
  /** The header `X-Employer` as sent. */
  readonly employer: string | undefined;
  readonly requestId: string;
}

/** @throws Fault `UNAUTHENTICATED` for every reason alike */
export type Authenticate = (credentials: Credentials) => Promise<Ctx>;

const ANONYMOUS = 'anonymous';

/** The context of a caller without any credential, let in outside production to read the schema. */
export function anonymousCtx(platform: Platform, requestId: string): Ctx {
  return {
    platform,
    requestId,
    actor: { kind: 'KEY', id: ANONYMOUS, scopes: new Set() },
    partnerId: null,
    boundTo: null,
    mode: 'TEST',
    employerId: null,
    loaders: new Map(),
    answer: { replayed: false, redactions: [] },
  };
}

export function isAnonymous(ctx: Ctx): boolean {
  return ctx.actor.id === ANONYMOUS;
}

/** In the words of the gate of *access*, so that nobody can tell which of them refused. */
export function unauthenticated(): Fault {
  return new Fault('UNAUTHENTICATED', 'Send a current API key as `Authorization: Bearer csk_…`.');
}
