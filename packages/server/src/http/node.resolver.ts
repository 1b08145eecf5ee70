import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx as Context, ID, Info, Query, Resolver } from 'type-graphql';
import { type IdKind, kindOf, parseId } from '../kernel/ids.js';
import { limits } from '../kernel/limits.js';
import { type Ctx, tenant } from '../platform/context.js';
import { NodeView } from '../platform/graphql.js';
import type { NodeSource } from '../platform/module.js';
import { Requires } from '../platform/scope.js';
import { redact } from './guard.js';
import { MeView } from './node.graphql.js';

const nodeErrors =
  'Null for what is not there and for what is not of this employer, alike; null and named in `extensions.redactions` where the key may not read it.';

/** What every credential may ask: who it is, and any thing by its id. */
@Resolver()
export class NodeResolver {
  private readonly sources: ReadonlyMap<IdKind, NodeSource>;

  constructor(sources: readonly NodeSource[]) {
    this.sources = new Map(sources.map((source) => [source.kind, source]));
  }

  @Requires('ANY')
  @Query(() => MeView, { description: 'The credential this request was made with.' })
  me(@Context() ctx: Ctx): MeView {
    return {
      keyId: ctx.actor.id,
      partnerId: ctx.partnerId,
      employerId: ctx.employerId,
      mode: ctx.mode,
      scopes: [...ctx.actor.scopes].sort(),
    };
  }

  @Requires('ANY')
  @Query(() => NodeView, { nullable: true, description: `Anything by its id. ${nodeErrors}` })
  node(
    @Context() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
    @Arg('id', () => ID, { description: 'The id of anything: `offer_01k…`.' }) id: string,
  ): Promise<NodeView | null> {
    return this.find(ctx, info, id);
  }

  @Requires('ANY')
  @Query(() => [NodeView], {
    nullable: 'items',
    description: `Many things by their ids, in the order of the ids. ${nodeErrors}`,
  })
  nodes(
    @Context() ctx: Ctx,
    @Info() info: GraphQLResolveInfo,
    @Arg('ids', () => [ID], { description: `At most ${limits.idsPerLookup} ids.` }) ids: string[],
  ): Promise<Array<NodeView | null>> {
    return Promise.all(ids.map((id) => this.find(ctx, info, id)));
  }

  private async find(ctx: Ctx, info: GraphQLResolveInfo, text: string): Promise<NodeView | null> {
    const tenantCtx = tenant(ctx);
    const kind = kindOf(text);
    const source = kind === undefined ? undefined : this.sources.get(kind);
    const id = source === undefined ? undefined : parseId(source.kind, text);
    if (source === undefined || id === undefined) return null;
    if (!ctx.actor.scopes.has(source.scope)) {
      redact(ctx, info, source.scope);
      return null;
    }
    return (await source.find(tenantCtx, id)) as NodeView | null;
  }
}
