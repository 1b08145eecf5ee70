import { Arg, Args, Ctx as Context, Mutation, Query, Resolver } from 'type-graphql';
import type { Connection } from '../../kernel/page.js';
import { type Ctx, tenant } from '../../platform/context.js';
import { PageArgs } from '../../platform/graphql.js';
import { userErrorsOf } from '../../platform/item-outcomes.js';
import { load } from '../../platform/loader.js';
import { Requires } from '../../platform/scope.js';
import { listUnits } from './list-organization.js';
import { costCenterLoader, departmentLoader, legalEntityLoader } from './loaders.js';
import { CostCenter, Department, LegalEntity } from './organization.entity.js';
import {
  CostCenterConnection,
  CostCentersUpsertInput,
  CostCentersUpsertPayload,
  DepartmentConnection,
  DepartmentsUpsertInput,
  DepartmentsUpsertPayload,
  LegalEntitiesUpsertInput,
  LegalEntitiesUpsertPayload,
  LegalEntityConnection,
} from './organization.graphql.js';
import { upsertCostCenters, upsertDepartments, upsertLegalEntities } from './upsert-organization.js';

@Resolver()
export class OrganizationResolver {
  @Requires('employees:read')
  @Query(() => LegalEntityConnection, { description: 'The legal entities, in the order in which they were first sent.' })
  legalEntities(@Context() ctx: Ctx, @Args(() => PageArgs) page: PageArgs): Promise<Connection<LegalEntity>> {
    return listUnits(ctx, LegalEntity, page);
  }

  @Requires('employees:read')
  @Query(() => DepartmentConnection, { description: 'The departments, in the order in which they were first sent.' })
  departments(@Context() ctx: Ctx, @Args(() => PageArgs) page: PageArgs): Promise<Connection<Department>> {
    return listUnits(ctx, Department, page);
  }

  @Requires('employees:read')
  @Query(() => CostCenterConnection, { description: 'The cost centers, in the order in which they were first sent.' })
  costCenters(@Context() ctx: Ctx, @Args(() => PageArgs) page: PageArgs): Promise<Connection<CostCenter>> {
    return listUnits(ctx, CostCenter, page);
  }

  @Requires('employees:write')
  @Mutation(() => LegalEntitiesUpsertPayload, { description: 'Creates or changes legal entities by their `externalId`.' })
  async legalEntitiesUpsert(
    @Context() ctx: Ctx,
    @Arg('input', () => LegalEntitiesUpsertInput, { description: 'The legal entities.' }) input: LegalEntitiesUpsertInput,
  ): Promise<Omit<LegalEntitiesUpsertPayload, 'userErrors'>> {
    const outcomes = await upsertLegalEntities(ctx, input);
    const answers = outcomes.map(async (outcome) => ({
      legalEntity: outcome.id === null ? null : await load(tenant(ctx), legalEntityLoader, outcome.id),
      created: outcome.created,
      userErrors: userErrorsOf(ctx, outcome),
    }));
    return { outcomes: await Promise.all(answers) };
  }

  @Requires('employees:write')
  @Mutation(() => DepartmentsUpsertPayload, { description: 'Creates or changes departments by their `externalId`.' })
  async departmentsUpsert(
    @Context() ctx: Ctx,
    @Arg('input', () => DepartmentsUpsertInput, { description: 'The departments.' }) input: DepartmentsUpsertInput,
  ): Promise<Omit<DepartmentsUpsertPayload, 'userErrors'>> {
    const outcomes = await upsertDepartments(ctx, input);
    const answers = outcomes.map(async (outcome) => ({
      department: outcome.id === null ? null : await load(tenant(ctx), departmentLoader, outcome.id),
      created: outcome.created,
      userErrors: userErrorsOf(ctx, outcome),
    }));
    return { outcomes: await Promise.all(answers) };
  }

  @Requires('employees:write')
  @Mutation(() => CostCentersUpsertPayload, { description: 'Creates or changes cost centers by their `externalId`.' })
  async costCentersUpsert(
    @Context() ctx: Ctx,
    @Arg('input', () => CostCentersUpsertInput, { description: 'The cost centers.' }) input: CostCentersUpsertInput,
  ): Promise<Omit<CostCentersUpsertPayload, 'userErrors'>> {
    const outcomes = await upsertCostCenters(ctx, input);
    const answers = outcomes.map(async (outcome) => ({
      costCenter: outcome.id === null ? null : await load(tenant(ctx), costCenterLoader, outcome.id),
      created: outcome.created,
      userErrors: userErrorsOf(ctx, outcome),
    }));
    return { outcomes: await Promise.all(answers) };
  }
}
