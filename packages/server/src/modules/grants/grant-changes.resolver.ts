import { Arg, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import type { Id } from '../../kernel/ids.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { adjustGrant } from './adjust-grant.js';
import { extendGrant } from './extend-grant.js';
import { grantById } from './find-grants.js';
import { GrantView } from './grant.graphql.js';
import {
  GrantAdjustInput,
  GrantAdjustPayload,
  GrantExtendInput,
  GrantExtendPayload,
  GrantIssueInput,
  GrantIssuePayload,
  GrantRevokeInput,
  GrantRevokePayload,
  GrantTransferInput,
  GrantTransferPayload,
} from './grant-changes.graphql.js';
import { issueByHand } from './issue-by-hand.js';
import { revokeGrant } from './revoke-grant.js';
import { transferGrant } from './transfer-grant.js';

/** The grant as it now is, under the name of the payload. */
async function answer(ctx: Ctx, id: Id<'grant'>) {
  return { grant: await load(tenant(ctx), grantById, id) };
}

@Resolver(() => GrantView)
export class GrantChangesResolver {
  @Requires('grants:write')
  @Mutation(() => GrantIssuePayload, { description: 'Issues one grant to one person.' })
  async grantIssue(
    @Context() ctx: Ctx,
    @Arg('input', () => GrantIssueInput, { description: 'To whom, and what.' }) input: GrantIssueInput,
  ) {
    return answer(ctx, await issueByHand(tenant(ctx), input));
  }

  @Requires('grants:write')
  @Mutation(() => GrantAdjustPayload, {
    description: 'Grants more, or takes back a part of what is left. What was used stays paid, and nothing falls below zero.',
  })
  async grantAdjust(
    @Context() ctx: Ctx,
    @Arg('input', () => GrantAdjustInput, { description: 'Which grant, and by how much.' }) input: GrantAdjustInput,
  ) {
    return answer(ctx, await adjustGrant(tenant(ctx), input));
  }

  @Requires('grants:write')
  @Mutation(() => GrantExtendPayload, { description: 'Moves the end of a grant, later or earlier.' })
  async grantExtend(
    @Context() ctx: Ctx,
    @Arg('input', () => GrantExtendInput, { description: 'Which grant, and its new end.' }) input: GrantExtendInput,
  ) {
    return answer(ctx, await extendGrant(tenant(ctx), input));
  }

  @Requires('grants:write')
  @Mutation(() => GrantRevokePayload, {
    description: 'Takes back what is left of a grant, from now on. Revoking again changes nothing and answers the same.',
  })
  async grantRevoke(
    @Context() ctx: Ctx,
    @Arg('input', () => GrantRevokeInput, { description: 'Which grant, and why.' }) input: GrantRevokeInput,
  ) {
    return answer(ctx, await revokeGrant(tenant(ctx), input));
  }

  @Requires('grants:write')
  @Mutation(() => GrantTransferPayload, {
    description:
      'Hands what is left of a grant, or a part of it, to the pool of the cost center where the person works today, if the policy allows it. The balance of the person is `adjusted`; `grantIssue` of kind TRANSFER takes it out of the pool again.',
  })
  async grantTransfer(
    @Context() ctx: Ctx,
    @Arg('input', () => GrantTransferInput, { description: 'Which grant, and how much.' }) input: GrantTransferInput,
  ) {
    return answer(ctx, await transferGrant(tenant(ctx), input));
  }
}
