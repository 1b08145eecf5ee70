import { Arg, Ctx as Context, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { LocalDate as BusinessDate } from '../../kernel/period.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { LocalDate } from '../../platform/graphql.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { EmployeeByInput } from '../directory/index.js';
import { PolicyView, policyById } from '../policies/index.js';
import { PolicyExplanationView, PolicyReasonView } from './explain.graphql.js';
import { explainPolicies, type PolicyExplanation, type PolicyReason } from './explain-policies.js';
import { stipendById } from './find-stipends.js';
import { StipendView } from './stipend.graphql.js';

@Resolver(() => PolicyExplanationView)
export class PolicyExplanationResolver {
  @Requires('policies:read')
  @Query(() => PolicyExplanationView, {
    description:
      'Which policies and offers count for a person on a day, and why the others do not: terms of an offer stand instead of a policy unless its `stacking` is ADD. NOT_FOUND where nobody matches.',
  })
  policyExplain(
    @Context() ctx: Ctx,
    @Arg('employee', () => EmployeeByInput, { description: 'Whom it is about.' }) employee: EmployeeByInput,
    @Arg('on', () => LocalDate, { nullable: true, description: 'The day; left out, today where the person works.' })
    on?: BusinessDate | null,
  ): Promise<PolicyExplanation> {
    return explainPolicies(tenant(ctx), employee, on ?? null);
  }
}

@Resolver(() => PolicyReasonView)
export class PolicyReasonResolver {
  @Requires('policies:read')
  @FieldResolver(() => PolicyView, { nullable: true, description: 'The policy; null for an offer and for grants by hand.' })
  policy(@Context() ctx: Ctx, @Root() { policyId }: PolicyReason) {
    return policyId === null ? null : load(tenant(ctx), policyById, policyId);
  }

  @Requires('stipends:read')
  @FieldResolver(() => StipendView, {
    nullable: true,
    description: 'The stipend of the person under these terms; null where there is none.',
  })
  stipend(@Context() ctx: Ctx, @Root() { stipendId }: PolicyReason) {
    return stipendId === null ? null : load(tenant(ctx), stipendById, stipendId);
  }
}
