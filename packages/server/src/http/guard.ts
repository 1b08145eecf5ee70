import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Ctx } from '../platform/context.js';
import { allow, type Requirement, type Scope } from '../platform/scope.js';

type Field = GraphQLField<unknown, Ctx>;
type Resolver = GraphQLFieldResolver<unknown, Ctx>;

/**
 * Puts what `@Requires` declares before the fields of the schema. A root field without its scope is refused as
 * `FORBIDDEN`. Elsewhere a field that needs a scope, or leads to a type that does, is null and named in
 * `extensions.redactions`; where it cannot be null it is refused. All other fields are left as they are, so that the
 * compiled executor reads them in place.
 */
export function guardFields(schema: GraphQLSchema): void {
  for (const [parentScope, field, isRoot] of guardable(schema)) {
    const own = scopeIn(field.extensions);
    const { resolve = defaultFieldResolver } = field;
    const led = readScopeOf(field.type);
    const further = led === own || led === parentScope ? undefined : led;

    if (isRoot) {
      const guarded = further === undefined ? resolve : guard(field, [further], resolve);
      if (own !== undefined) field.resolve = demanding([own], guarded);
      else if (guarded !== resolve) field.resolve = guarded;
    } else {
      const needed = [own, further].filter((scope) => scope !== undefined);
      if (needed.length > 0) field.resolve = guard(field, needed, resolve);
    }
  }
}

/** The fields a guard may stand before: not those inside connections, whose own field is guarded. */
function* guardable(schema: GraphQLSchema): Generator<[parentScope: Scope | undefined, field: Field, isRoot: boolean]> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || /(Connection|Edge)$/.test(type.name)) continue;
    const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
    for (const field of Object.values(type.getFields())) yield [scopeIn(type.extensions), field, isRoot];
  }
}

/** The scopes without which a field is null or refused, besides that of the object it is on; `ANY` is none. */
export function scopesNeeded(field: GraphQLField<unknown, unknown>, parentScope: Scope | undefined): Scope[] {
  const needed = [scopeIn(field.extensions), readScopeOf(field.type)].filter((scope) => scope !== undefined && scope !== parentScope);
  return [...new Set(needed)] as Scope[];
}

/** What `@Requires` declares; `ANY` and no declaration are `undefined`. */
export function scopeIn(extensions: object): Scope | undefined {
  const declared = requirementIn(extensions);
  return declared === 'ANY' ? undefined : declared;
}

export function requirementIn(extensions: object): Requirement | undefined {
  return (extensions as { scope?: Requirement }).scope;
}

/** The scope of the type a field leads to, also through a connection. */
function readScopeOf(type: GraphQLOutputType): Scope | undefined {
  const target = getNamedType(type);
  if (!isObjectType(target) && !isInterfaceType(target)) return undefined;
  if (!target.name.endsWith('Connection')) return scopeIn(target.extensions);
  const nodes = target.getFields().nodes;
  return nodes === undefined ? undefined : scopeIn(getNamedType(nodes.type).extensions);
}

function guard(field: Field, scopes: readonly Scope[], resolve: Resolver): Resolver {
  return isNonNullType(field.type) ? demanding(scopes, resolve) : redacting(scopes, resolve);
}

function demanding(scopes: readonly Scope[], resolve: Resolver): Resolver {
  return (source, args, ctx, info) => {
    for (const scope of scopes) allow(ctx, scope);
    return resolve(source, args, ctx, info);
  };
}

function redacting(scopes: readonly Scope[], resolve: Resolver): Resolver {
  return (source, args, ctx, info) => {
    const missing = scopes.find((scope) => !ctx.actor.scopes.has(scope));
    if (missing === undefined) return resolve(source, args, ctx, info);
    redact(ctx, info, missing);
    return null;
  };
}

/** Notes that a field was nulled; once for all rows of a list. */
export function redact(ctx: Ctx, info: Pick<GraphQLResolveInfo, 'path'>, scope: Scope): void {
  const names: string[] = [];
  for (let step: GraphQLResolveInfo['path'] | undefined = info.path; step !== undefined; step = step.prev) {
    if (typeof step.key === 'string') names.unshift(step.key);
  }
  const path = names.join('.');
  const known = ctx.answer.redactions.some((redaction) => redaction.path === path && redaction.scope === scope);
  if (!known) ctx.answer.redactions.push({ path, scope });
}
