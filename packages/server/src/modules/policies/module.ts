import type { Id } from '../../kernel/ids.js';
import { load } from '../../platform/loader.js';
import type { Module } from '../../platform/module.js';
import { policyById, policyVersionById } from './find-policies.js';
import { Policy, PolicyVersion } from './policy.entity.js';
import { PolicyResolver } from './policy.resolver.js';

export const policiesModule: Module = {
  name: 'policies',
  entities: [Policy, PolicyVersion],
  resolvers: [PolicyResolver],
  jobs: [],
  nodes: [
    { kind: 'policy', typeName: 'Policy', scope: 'policies:read', find: (ctx, id) => load(ctx, policyById, id as Id<'policy'>) },
    {
      kind: 'policyVersion',
      typeName: 'PolicyVersion',
      scope: 'policies:read',
      find: (ctx, id) => load(ctx, policyVersionById, id as Id<'policyVersion'>),
    },
  ],
};
