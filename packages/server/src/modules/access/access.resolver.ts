import { Arg, Args, Ctx as Context, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { limits } from '../../kernel/limits.js';
import { Fault, Refusal } from '../../kernel/refusal.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { PageArgs } from '../../platform/graphql.js';
import { allow, Requires } from '../../platform/scope.js';
import { inTransaction } from '../../platform/transaction.js';
import { userErrorOf } from '../../platform/user-errors.js';
import {
  ApiKeyConnection,
  ApiKeyCreateInput,
  ApiKeyCreatePayload,
  ApiKeyRevokeInput,
  ApiKeyRevokePayload,
  EmployerByInput,
  EmployerConnection,
  EmployerSettingsUpdateInput,
  EmployerSettingsUpdatePayload,
  EmployerSettingsView,
  EmployersUpsertInput,
  EmployersUpsertPayload,
  EmployerView,
} from './access.graphql.js';
import { createKey, listKeys, revokeKey } from './api-keys.js';
import { type Employer, findEmployer, listEmployers, updateSettings, upsertEmployer } from './employers.js';
import { settingsOf } from './settings-of.js';

@Resolver(() => EmployerView)
export class EmployerResolver {
  @Requires('employers:read')
  @Query(() => EmployerConnection, {
    description:
      'The employers connected to the partner, by id; sandbox ones for a test key, live ones for a live key, its own for a key that is bound to one.',
  })
  employers(@Args(() => PageArgs) page: PageArgs, @Context() ctx: Ctx) {
    return listEmployers(ctx, page);
  }

  @Requires('employers:read')
  @Query(() => EmployerView, { nullable: true, description: 'One connected employer; null for one that is not there or not connected.' })
  employer(@Arg('by', () => EmployerByInput, { description: 'One of its ids.' }) by: EmployerByInput, @Context() ctx: Ctx) {
    allow(ctx, 'employers:read');
    return findEmployer(ctx, by);
  }

  @FieldResolver(() => EmployerSettingsView, { description: 'What the employer decided once for everybody.' })
  settings(@Root() employer: Employer, @Context() ctx: Ctx) {
    return inTransaction({ ...ctx, employerId: employer.id }, settingsOf);
  }

  @Requires('employers:write')
  @Mutation(() => EmployersUpsertPayload, {
    description: 'Makes employers or changes them, each found by its external id. Safe to repeat.',
  })
  async employersUpsert(
    @Arg('input', () => EmployersUpsertInput, { description: 'The employers.' }) { employers }: EmployersUpsertInput,
    @Context() ctx: Ctx,
  ) {
    allow(ctx, 'employers:write');
    if (employers.length > limits.employersPerUpsert) {
      throw new Fault('BAD_USER_INPUT', `At most ${limits.employersPerUpsert} employers a call.`, { limit: limits.employersPerUpsert });
    }
    if (ctx.boundTo !== null) throw new Fault('FORBIDDEN', 'A key that is bound to one employer makes no others.');
    const outcomes = [];
    for (const [index, change] of employers.entries()) {
      try {
        outcomes.push({ ...(await upsertEmployer(ctx, change)), userErrors: [] });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const path = ['input', 'employers', `${index}`, ...error.path.slice(1)];
        outcomes.push({
          employer: null,
          created: false,
          userErrors: [userErrorOf(ctx, new Refusal(error.code, error.message, path, error.details))],
        });
      }
    }
    return { outcomes };
  }

  @Requires('employers:write')
  @Mutation(() => EmployerSettingsUpdatePayload, { description: 'Changes settings of the employer chosen by `X-Employer`.' })
  async employerSettingsUpdate(
    @Arg('input', () => EmployerSettingsUpdateInput, { description: 'What to change.' }) input: EmployerSettingsUpdateInput,
    @Context() ctx: Ctx,
  ) {
    const chosen = tenant(ctx);
    await updateSettings(chosen, input);
    return { settings: await inTransaction(chosen, settingsOf) };
  }
}

@Resolver()
export class ApiKeyResolver {
  @Requires('keys:write')
  @Query(() => ApiKeyConnection, {
    description: 'The keys of the partner, without their secrets; for a key that is bound to one employer, those bound to it.',
  })
  apiKeys(@Args(() => PageArgs) page: PageArgs, @Context() ctx: Ctx) {
    return listKeys(ctx, page);
  }

  @Requires('keys:write')
  @Mutation(() => ApiKeyCreatePayload, { description: 'Makes a key. Its secret is in the answer and cannot be read again.' })
  apiKeyCreate(@Arg('input', () => ApiKeyCreateInput, { description: 'The key.' }) input: ApiKeyCreateInput, @Context() ctx: Ctx) {
    return createKey(ctx, input);
  }

  @Requires('keys:write')
  @Mutation(() => ApiKeyRevokePayload, { description: 'Revokes a key for good, within five seconds everywhere. Safe to repeat.' })
  async apiKeyRevoke(@Arg('input', () => ApiKeyRevokeInput, { description: 'The key.' }) { id }: ApiKeyRevokeInput, @Context() ctx: Ctx) {
    return { apiKey: await revokeKey(ctx, id) };
  }
}
