import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Connection } from '../../kernel/page.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { PageArgs } from '../../platform/graphql.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { archivePolicy, publishPolicy, updatePolicy } from './change-policy.js';
import { createPolicy } from './create-policy.js';
import { findPolicies, findPolicy, findPolicyVersions, liveVersions, policyById } from './find-policies.js';
import type { Policy, PolicyVersion } from './policy.entity.js';
import {
  PolicyArchiveInput,
  PolicyArchivePayload,
  PolicyByInput,
  PolicyConnection,
  PolicyCreateInput,
  PolicyCreatePayload,
  PolicyFilterInput,
  type PolicyPayload,
  PolicyPublishInput,
  PolicyPublishPayload,
  PolicyUpdateInput,
  PolicyUpdatePayload,
  PolicyVersionConnection,
  PolicyVersionView,
  PolicyView,
} from './policy.graphql.js';

type Outcome = Pick<PolicyPayload, 'policy'>;

@Resolver(() => PolicyView)
export class PolicyResolver {
  @Requires('policies:read')
  @Query(() => PolicyConnection, { description: 'The policies of the employer, oldest first.' })
  policies(
    @Context() ctx: Ctx,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('where', () => PolicyFilterInput, { nullable: true, description: 'Which policies; left out, all.' })
    where?: PolicyFilterInput | null,
  ): Promise<Connection<Policy>> {
    return findPolicies(tenant(ctx), where ?? {}, page);
  }

  @Requires('policies:read')
  @Query(() => PolicyView, { nullable: true, description: 'One policy; null where there is none for this employer.' })
  policy(@Context() ctx: Ctx, @Arg('by', () => PolicyByInput, { description: 'Which one.' }) by: PolicyByInput): Promise<Policy | null> {
    return findPolicy(tenant(ctx), by);
  }

  @Requires('policies:write')
  @Mutation(() => PolicyCreatePayload, { description: 'Creates a policy with a first version, a draft.' })
  async policyCreate(
    @Context() ctx: Ctx,
    @Arg('input', () => PolicyCreateInput, { description: 'The policy.' }) input: PolicyCreateInput,
  ): Promise<Outcome> {
    return { policy: await load(tenant(ctx), policyById, await createPolicy(tenant(ctx), input)) };
  }

  @Requires('policies:write')
  @Mutation(() => PolicyUpdatePayload, { description: 'Changes a name, or drafts new terms. What was published stays as it is.' })
  async policyUpdate(
    @Context() ctx: Ctx,
    @Arg('input', () => PolicyUpdateInput, { description: 'What changes.' }) input: PolicyUpdateInput,
  ): Promise<Outcome> {
    return { policy: await load(tenant(ctx), policyById, await updatePolicy(tenant(ctx), input)) };
  }

  @Requires('policies:write')
  @Mutation(() => PolicyPublishPayload, { description: 'Publishes the draft. From its first day it decides the months not granted yet.' })
  async policyPublish(
    @Context() ctx: Ctx,
    @Arg('input', () => PolicyPublishInput, { description: 'Which policy, and from when.' }) input: PolicyPublishInput,
  ): Promise<Outcome> {
    return { policy: await load(tenant(ctx), policyById, await publishPolicy(tenant(ctx), input)) };
  }

  @Requires('policies:write')
  @Mutation(() => PolicyArchivePayload, { description: 'Ends enrolment. Who is enrolled keeps the terms until the stipend ends.' })
  async policyArchive(
    @Context() ctx: Ctx,
    @Arg('input', () => PolicyArchiveInput, { description: 'Which policy.' }) input: PolicyArchiveInput,
  ): Promise<Outcome> {
    return { policy: await load(tenant(ctx), policyById, await archivePolicy(tenant(ctx), input)) };
  }

  @FieldResolver(() => PolicyVersionView, {
    nullable: true,
    description: 'The version that counts today in the zone of the employer; null before the first.',
  })
  async currentVersion(@Context() ctx: Ctx, @Root() policy: Policy): Promise<PolicyVersion | null> {
    return (await load(tenant(ctx), liveVersions, policy.id))?.current ?? null;
  }

  @FieldResolver(() => PolicyVersionView, { nullable: true, description: 'The version that is being drafted; null where there is none.' })
  async draftVersion(@Context() ctx: Ctx, @Root() policy: Policy): Promise<PolicyVersion | null> {
    return (await load(tenant(ctx), liveVersions, policy.id))?.draft ?? null;
  }

  @FieldResolver(() => PolicyVersionConnection, { description: 'Every version, newest first.' })
  versions(@Context() ctx: Ctx, @Root() policy: Policy, @Args(() => PageArgs) page: PageArgs): Promise<Connection<PolicyVersion>> {
    return findPolicyVersions(tenant(ctx), policy.id, page);
  }
}
