// The house: read right to left it is the product's sentence. A module imports only modules to its right, only their index.ts.
const modules = [
  'webhooks',
  'insights',
  'payroll',
  'offers',
  'usage',
  'grants',
  'spending',
  'stipends',
  'policies',
  'pricing',
  'ledger',
  'directory',
  'calendar',
  'access',
  'events',
];
const server = '^packages/server/src';

const toTheLeft = modules.slice(1).map((module, index) => ({
  name: `${module}-imports-to-its-right`,
  comment: `${module} knows nothing of what stands to its left`,
  severity: 'error',
  from: { path: `${server}/modules/${module}/` },
  to: { path: `${server}/modules/(${modules.slice(0, index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'kernel-imports-nothing-of-ours',
      severity: 'error',
      from: { path: `${server}/kernel/` },
      to: { path: `${server}/`, pathNot: `${server}/kernel/` },
    },
    {
      name: 'platform-imports-kernel-only',
      severity: 'error',
      from: { path: `${server}/platform/` },
      to: { path: `${server}/`, pathNot: `${server}/(kernel|platform)/` },
    },
    {
      name: 'platform-has-no-circle',
      comment: 'nor one of types: each part of the machine room is read without the others',
      severity: 'error',
      from: { path: `${server}/(platform|kernel)/` },
      to: { circular: true },
    },
    {
      name: 'modules-import-no-entry-points',
      severity: 'error',
      from: { path: `${server}/modules/` },
      to: { path: `${server}/`, pathNot: `${server}/(kernel|platform|modules)/` },
    },
    {
      name: 'modules-meet-at-their-index',
      severity: 'error',
      from: { path: `${server}/modules/([^/]+)/` },
      to: { path: `${server}/modules/`, pathNot: [`${server}/modules/$1/`, `${server}/modules/[^/]+/index\\.ts$`] },
    },
    {
      name: 'entry-points-meet-modules-at-index-or-module',
      severity: 'error',
      from: { path: `${server}/`, pathNot: `${server}/(kernel|platform|modules)/` },
      to: { path: `${server}/modules/`, pathNot: `${server}/modules/[^/]+/(index|module)\\.ts$` },
    },
    {
      name: 'rules-are-pure',
      comment: 'rules decide: no ORM, no GraphQL, no I/O; node:crypto only hashes',
      severity: 'error',
      from: { path: '\\.rules\\.ts$' },
      to: {
        path: `(${server}/platform/|@mikro-orm|type-graphql|node_modules/graphql/|node_modules/pg/|^node:|^(fs|net|http|https|child_process|os)$)`,
        pathNot: '^(node:)?crypto$',
      },
    },
    {
      name: 'clients-never-import-the-server',
      severity: 'error',
      from: { path: '^packages/(sdk|story|cli|console)/' },
      to: { path: '^packages/server/' },
    },
    ...toTheLeft,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node'] },
  },
};
