import { Arg, Ctx as Context, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { type Ctx, tenant } from '../../platform/context.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { userErrorOf } from '../../platform/user-errors.js';
import { EmployeeView, employeeLoader } from '../directory/index.js';
import { authorizeSpend } from './authorize-spend.js';
import type { Hold } from './call-spend.js';
import { limitById } from './limit-list.js';
import type { DecidedLevel } from './read-decision.js';
import { captureSpend, releaseSpend } from './resolve-spend.js';
import {
  HoldView,
  SpendAuthorizeInput,
  SpendAuthorizePayload,
  SpendCaptureInput,
  SpendCapturePayload,
  SpendLevelView,
  SpendReleaseInput,
  SpendReleasePayload,
} from './spend.graphql.js';

@Resolver(() => HoldView)
export class SpendResolver {
  @Requires('spend:write')
  @Mutation(() => SpendAuthorizePayload, {
    description:
      'Asks whether an amount may be spent, and sets it aside if so. What is held counts as spent for every later decision. Capture or release the hold when the cost is known; until then it ends by itself at `expiresAt`.',
  })
  async spendAuthorize(
    @Context() ctx: Ctx,
    @Arg('input', () => SpendAuthorizeInput, { description: 'Who wants to spend what.' }) input: SpendAuthorizeInput,
  ) {
    const { hold, decision, refusal } = await authorizeSpend(tenant(ctx), input);
    return { hold, decision, userErrors: refusal === null ? [] : [userErrorOf(ctx, refusal)] };
  }

  @Requires('spend:write')
  @Mutation(() => SpendCapturePayload, {
    description:
      'Charges what a hold really cost. Less gives the rest back; more is recorded in full, since it happened: first from what is available, then as overage.',
  })
  async spendCapture(
    @Context() ctx: Ctx,
    @Arg('input', () => SpendCaptureInput, { description: 'The hold and its cost.' }) input: SpendCaptureInput,
  ) {
    return { hold: await captureSpend(tenant(ctx), input) };
  }

  @Requires('spend:write')
  @Mutation(() => SpendReleasePayload, {
    description: 'Gives back all of a hold. What belonged to a grant that has ended meanwhile expires at once.',
  })
  async spendRelease(@Context() ctx: Ctx, @Arg('input', () => SpendReleaseInput, { description: 'The hold.' }) input: SpendReleaseInput) {
    return { hold: await releaseSpend(tenant(ctx), input) };
  }

  @Requires('employees:read')
  @FieldResolver(() => EmployeeView, { nullable: true, description: 'Whose money it is.' })
  employee(@Context() ctx: Ctx, @Root() hold: Hold) {
    return load(tenant(ctx), employeeLoader, hold.employeeId);
  }
}

@Resolver(() => SpendLevelView)
export class SpendLevelResolver {
  @FieldResolver(() => String, { nullable: true, description: 'TOOL: the tool, as it was first given. Null otherwise.' })
  async tool(@Context() ctx: Ctx, @Root() { limitId, tool }: DecidedLevel) {
    return tool === null ? null : ((await load(tenant(ctx), limitById, limitId))?.tool ?? tool);
  }
}
