import type { Module } from '../../platform/module.js';
import { ApiKeyResolver, EmployerResolver } from './access.resolver.js';
import { EmployerSettings } from './employer-settings.entity.js';
import { findEmployer } from './employers.js';

export const accessModule: Module = {
  name: 'access',
  entities: [EmployerSettings],
  resolvers: [EmployerResolver, ApiKeyResolver],
  jobs: [],
  nodes: [{ kind: 'employer', typeName: 'Employer', scope: 'employers:read', find: (ctx, id) => findEmployer(ctx, { id }) }],
};
