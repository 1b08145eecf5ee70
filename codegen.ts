import { readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { type DocumentNode, Kind, type OperationDefinitionNode, parse, type TypeNode } from 'graphql';

/**
 * Types of the SDK's operations from the schema: `npm run generate`. String mode leaves the client without a runtime
 * dependency; beside each document stands what the client must know of it and should not parse for: name, kind, and whether
 * its input takes an idempotency key.
 */
const operations = codegenOf('schema.graphql', 'packages/sdk/src/operations/**/*.graphql', 'packages/sdk/src/generated/operations.ts');

export default {
  ...operations,
  // The table of every method with its field, scope and key comes from the same two sources.
  generates: { ...operations.generates, 'docs/contract.md': { plugins: ['./packages/sdk/contract-table.ts'] } },
} satisfies CodegenConfig;

/** The same settings for any schema; the SDK's tests use them on a small one. Paths are relative to the working directory. */
export function codegenOf(schema: string, documents: string, output: string): CodegenConfig {
  const keyedInputs = lazily(() => inputsWithKey(parse(readFileSync(schema, 'utf8'), { noLocation: true })));
  return {
    schema,
    documents,
    generates: {
      [output]: {
        plugins: ['typescript-operations', 'typed-document-node'],
        config: {
          documentMode: 'string',
          enumType: 'string-literal',
          futureProofEnums: true,
          immutableTypes: true,
          inlineFragmentTypes: 'combine',
          extractAllFieldsToTypesCompact: true,
          importExtension: '.js',
          pureMagicComment: true,
          useTypeImports: true,
          strictScalars: true,
          // Exact values stay text both ways: a number would lose money, a Date would lose time zones.
          scalars: {
            ID: { input: 'string', output: 'string' },
            Decimal: 'string',
            BigInt: 'string',
            CurrencyCode: 'string',
            Date: 'string',
            DateTime: 'string',
          },
          unstable_onExecutableDocumentNode: (document: DocumentNode) => factsOf(document, keyedInputs()),
        },
      },
    },
  };
}

function factsOf(document: DocumentNode, keyedInputs: ReadonlySet<string>) {
  const operation = document.definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION);
  const input = operation?.variableDefinitions?.find(({ variable }) => variable.name.value === 'input');
  const keyed = input !== undefined && keyedInputs.has(typeNameOf(input.type));
  return { name: operation?.name?.value, kind: operation?.operation, ...(keyed ? { keyed } : {}) };
}

function inputsWithKey(schema: DocumentNode): ReadonlySet<string> {
  const inputs = schema.definitions.filter((node) => node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION);
  const keyed = inputs.filter(({ fields }) => fields?.some((field) => field.name.value === 'idempotencyKey'));
  return new Set(keyed.map(({ name }) => name.value));
}

function typeNameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeNameOf(type.type);
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
