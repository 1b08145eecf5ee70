import type { Id } from '../../kernel/ids.js';
import type { Module } from '../../platform/module.js';
import { ApiKeyResolver, EmployerResolver } from './access.resolver.js';
import { findApiKey } from './api-keys.js';
import { EmployerSettings } from './employer-settings.entity.js';
import { findEmployer } from './employers.js';

export const accessModule: Module = {
  name: 'access',
  entities: [EmployerSettings],
  resolvers: [EmployerResolver, ApiKeyResolver],
  jobs: [],
  nodes: [
    { kind: 'employer', typeName: 'Employer', scope: 'employers:read', find: (ctx, id) => findEmployer(ctx, { id }) },
    { kind: 'apiKey', typeName: 'ApiKey', scope: 'keys:write', find: (ctx, id) => findApiKey(ctx, id as Id<'apiKey'>) },
  ],
};
