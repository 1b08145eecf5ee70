import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  concatAST,
  getNamedType,
  getNullableType,
  getOperationAST,
  getVariableValues,
  isInputObjectType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  parse,
  separateOperations,
  specifiedRules,
  validate,
} from 'graphql';
import { modules } from '../../src/app.js';
import { compileOperation } from '../../src/http/compile.js';
import { assertWithinLimits, documentLimits, itemsPerCall, measure } from '../../src/http/limits.js';
import { buildApiSchema } from '../../src/http/schema.js';
import { schemaFaults } from '../../src/http/schema-faults.js';
import { limits } from '../../src/kernel/limits.js';
import { documentFor, idPaths, rootFields, sampleArguments, textPaths } from '../support/sample-operations.js';

const schema = buildApiSchema(modules);
const folder = new URL('../../../sdk/src/operations/', import.meta.url).pathname;
const sources = globSync('*.graphql', { cwd: folder }).map((file) => parse(readFileSync(`${folder}${file}`, 'utf8')));
const documents = Object.entries(separateOperations(concatAST(sources)));

describe('the operations of the SDK', () => {
  it.each(documents)('%s is valid, compiled, and within the limits with the largest page', (name, document) => {
    const operation = getOperationAST(document, name) as OperationDefinitionNode;
    expect(validate(schema, document, [...specifiedRules, documentLimits])).toEqual([]);
    expect(compileOperation(schema, document, operation)).toBeDefined();
    const first = /^(Payroll|Balances)/.test(name) ? limits.payrollPageMax : limits.pageMax;
    expect(() => assertWithinLimits(measure(schema, document, operation, { first, input: largestInputOf(operation) }))).not.toThrow();
  });
});

/** As many items as a batch takes. */
function largestInputOf(operation: OperationDefinitionNode): object {
  const [root] = operation.selectionSet.selections;
  const name = root?.kind === Kind.FIELD ? root.name.value : '';
  const input = schema.getMutationType()?.getFields()[name]?.args[0]?.type;
  const type = input === undefined ? undefined : getNamedType(input);
  if (!isInputObjectType(type)) return {};
  const lists = Object.values(type.getFields()).filter((field) => isListType(getNullableType(field.type)));
  return Object.fromEntries(
    lists.map((field) => [field.name, Array.from({ length: itemsPerCall[name] ?? limits.arrayItems }, () => ({}))]),
  );
}

describe('the schema of all modules', () => {
  it('keeps the rules of the contract', () => {
    expect(schemaFaults(schema)).toEqual([]);
  });

  it.each(rootFields(schema).map((root) => [root.field.name, root] as const))(
    'takes no U+0000 anywhere in the arguments of %s',
    (_name, root) => {
      const document = parse(documentFor(root));
      const operation = getOperationAST(document) as OperationDefinitionNode;
      for (const path of [...textPaths(root), ...idPaths(root)]) {
        const { coerced, errors } = getVariableValues(
          schema,
          operation.variableDefinitions ?? [],
          sampleArguments(root, path, 'a\u0000b', 'unique'),
        );
        expect({ path, errors }).toEqual({ path, errors: undefined });
        expect(() => measure(schema, document, operation, coerced ?? {})).toThrow(/has U\+0000/);
      }
    },
  );
});
