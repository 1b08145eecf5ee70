// type-graphql looks for it when its first decorator runs.
import 'reflect-metadata';
import { Extensions } from 'type-graphql';
import { Fault } from '../kernel/refusal.js';

/** Every scope a credential can carry, with what it allows; `*:write` does not include `*:read`. */
export const scopes = {
  'employers:read': 'Read connected employers and changes.',
  'employers:write': 'Create employers and change their settings.',
  'keys:write': 'Create, list and revoke API keys.',
  'employees:read': 'Read employees, departments, cost centers and legal entities.',
  'employees:write': 'Create, change and terminate employees.',
  'pay:read': 'Read base salaries.',
  'policies:read': 'Read stipend policies.',
  'policies:write': 'Create, publish and archive stipend policies.',
  'offers:read': 'Read offers and letters.',
  'offers:write': 'Create, send, withdraw and convert offers.',
  'stipends:read': 'Read stipends and grants.',
  'stipends:write': 'Assign stipends.',
  'grants:write': 'Issue, adjust, extend and revoke grants.',
  'balances:read': 'Read balances.',
  'spend:write': 'Authorize, capture and release spending.',
  'limits:read': 'Read limits.',
  'limits:write': 'Set limits.',
  'usage:read': 'Read usage events.',
  'usage:write': 'Report usage.',
  'prices:read': 'Read prices and exchange rates.',
  'prices:write': 'Send exchange rates.',
  'payroll:read': 'Read pay periods, statements and jobs.',
  'payroll:write': 'Send the pay calendar.',
  'payroll:close': 'Close pay periods.',
  'sandbox:write': 'Move the test clock of a sandbox employer.',
} as const;

export type Scope = keyof typeof scopes;
export const allScopes = Object.keys(scopes) as Scope[];

/** Who acts. A key of a partner may act for every employer that connected it, a bound key for one. */
export interface Actor {
  readonly kind: 'KEY' | 'SYSTEM';
  /** `key_…`, or the name of the job. */
  readonly id: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** What a field declares: a scope, or `ANY` for every authenticated caller. */
export type Requirement = Scope | 'ANY';

/**
 * Declares what a query, mutation, object type or sensitive field needs. `http/` enforces it and writes it into the
 * schema's description; `npm run check` refuses a root field or node type without one.
 */
export function Requires(scope: Requirement): ClassDecorator & MethodDecorator & PropertyDecorator {
  return Extensions({ scope }) as ClassDecorator & MethodDecorator & PropertyDecorator;
}

/** @throws Fault `FORBIDDEN` that names the missing scope */
export function allow(ctx: { readonly actor: Actor }, scope: Scope): void {
  if (!ctx.actor.scopes.has(scope)) {
    throw new Fault('FORBIDDEN', `This needs the scope \`${scope}\`. Grant it to the key that is used here.`, { scope });
  }
}
