import type { EntityClass, EntitySchema } from '@mikro-orm/core';
import type { Id, IdKind } from '../kernel/ids.js';
import type { TenantCtx } from './context.js';
import type { Platform } from './platform.js';
import type { Scope } from './scope.js';
import type { Tx } from './transaction.js';

/** What `app.ts` composes of a module. */
export interface Module {
  readonly name: string;
  readonly entities: ReadonlyArray<EntityClass<unknown> | EntitySchema>;
  /** type-graphql resolver classes. */
  readonly resolvers: readonly ResolverClass[];
  readonly jobs: readonly Job[];
  /** Registers what it does when something changes in a module to its right. Called once, module by module from the right: an order that followers may rely on. */
  follow?(): void;
  /** How `node(id)` finds the module's things; null for what is not there or not this employer's. */
  readonly nodes: readonly NodeSource[];
  /** What `npm run verify` looks at; none when left out. */
  readonly checks?: readonly Check[];
}

/** A law of the stored data. */
export interface Check {
  /** The law, as a sentence that is true. */
  readonly law: string;
  /** The ids of things that break it within one employer, the first ones at least; empty when it holds. */
  readonly find: (tx: Tx) => Promise<string[]>;
}

export type ResolverClass = new () => object;

/** One kind of node: its GraphQL type, and its look-up within the tenant. */
export interface NodeSource<K extends IdKind = IdKind> {
  readonly kind: K;
  readonly typeName: string;
  readonly scope: Scope;
  /** A method, so that the source of one kind is a source: it is only ever asked for ids of its own `kind`. */
  find(ctx: TenantCtx, id: Id<K>): Promise<object | null>;
}

/** Work that runs outside a request. Safe to run twice, late, or at the same time in two processes. */
export interface Job {
  readonly name: string;
  /** Cron expression in UTC, or null for jobs that are only sent. */
  readonly cron: string | null;
  /** `EACH_EMPLOYER` runs once per employer; `SENT` takes the employer and payload it was sent with. */
  readonly kind: 'EACH_EMPLOYER' | 'SENT';
  readonly scopes: readonly Scope[];
  readonly run: (ctx: TenantCtx, payload: JobPayload) => Promise<void>;
}

export type JobPayload = Readonly<Record<string, string>>;
export type { Platform };
