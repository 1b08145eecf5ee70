import graphql from '@graphql-eslint/eslint-plugin';

/**
 * The rules of any GraphQL schema. What is ours alone (scopes, the names and shape of mutations, dates of removal) is in
 * `packages/server/src/http/schema-faults.ts`.
 */
const rules = {
  'require-description': [
    {
      types: true,
      rootField: true,
      FieldDefinition: true,
      InputValueDefinition: true,
      EnumValueDefinition: true,
      DirectiveDefinition: true,
    },
  ],
  'naming-convention': [
    {
      types: 'PascalCase',
      FieldDefinition: 'camelCase',
      InputValueDefinition: 'camelCase',
      Argument: 'camelCase',
      DirectiveDefinition: 'camelCase',
      EnumValueDefinition: 'UPPER_CASE',
    },
  ],
  'description-style': [{ style: 'block' }],
  'no-hashtag-description': [],
  'no-root-type': [{ disallow: ['subscription'] }],
  'no-scalar-result-type-on-mutation': [],
  'no-unreachable-types': [],
  // Pages go forward only, and nodes may be read without their edges.
  'relay-arguments': [{ includeBoth: false }],
  'relay-connection-types': [],
  'relay-edge-types': [{ shouldImplementNode: false, listTypeCanWrapOnlyEdgeType: false }],
  'relay-page-info': [],
  'require-deprecation-reason': [],
  'require-nullable-fields-with-oneof': [],
};

// Left out, since the schema cannot keep them without another contract: `alphabetize` (it sorts by the name without its suffix),
// `input-name` (ours begin with a capital), `no-typename-prefix` (`Employment.employmentType`), `require-deprecation-date` (ours stands in
// the reason), `require-field-of-type-query-in-mutation-result`, `require-nullable-result-in-root` (a payload is never null),
// `strict-id-in-types` (much has no id), `unique-enum-value-names` (the same value has the same name everywhere).
export default [
  {
    files: ['schema.graphql'],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: 'schema.graphql' } } },
    plugins: { graphql },
    rules: Object.fromEntries(Object.entries(rules).map(([name, options]) => [`graphql/${name}`, ['error', ...options]])),
  },
];
