import {
  coerceInputValue,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';
import { limits } from '../kernel/limits.js';
import { Fault } from '../kernel/refusal.js';
import type { Variables } from './compile.js';
import { shortened, shortenedQuotes, shown } from './quoting.js';

/** Every variable of an operation as its type has it, or what is wrong with them. */
export type CoercedVariables = { readonly variables: Variables } | { readonly errors: readonly GraphQLError[] };

/**
 * Coerces the variables as graphql-js does. An error says where and which rule, as `BAD_USER_INPUT` with `details { variable path }`;
 * of what was sent it repeats a single scalar at most, and that shortened: the rest may be a name, an address or a salary.
 * @returns at most as many errors as an answer has; the last says where there are more
 */
export function coerceVariables(schema: GraphQLSchema, definitions: readonly VariableDefinitionNode[], raw: Variables): CoercedVariables {
  const variables: Record<string, unknown> = Object.create(null);
  const errors: GraphQLError[] = [];

  try {
    for (const definition of definitions) {
      const name = definition.variable.name.value;
      const type = typeFromAST(schema, definition.type);
      const refuse = (path: ReadonlyArray<string | number>, rule: string) => {
        // Looking on would cost as much as the caller cares to send.
        if (errors.length === limits.errorsPerAnswer - 1) throw new MoreErrors();
        errors.push(errorAt(definition, path, rule));
      };
      if (!isInputType(type)) refuse([], 'Its type is no input type.');
      else if (!Object.hasOwn(raw, name)) {
        if (definition.defaultValue !== undefined) variables[name] = valueFromAST(definition.defaultValue, type as GraphQLInputType);
        else if (isNonNullType(type)) refuse([], `It is required (\`${type}\`) and was not provided.`);
      } else if (raw[name] === null && isNonNullType(type)) refuse([], `It must not be null (\`${type}\`).`);
      else variables[name] = coerceInputValue(raw[name], type, (path, value, error) => refuse(path, ruleOf(error, value)));
    }
  } catch (error) {
    if (!(error instanceof MoreErrors)) throw error;
    errors.push(badInput('More is wrong with the variables than is listed here. Correct these first.', {}));
  }
  return errors.length > 0 ? { errors } : { variables: { ...variables } };
}

class MoreErrors extends Error {}

function errorAt(definition: VariableDefinitionNode, path: ReadonlyArray<string | number>, rule: string): GraphQLError {
  const variable = definition.variable.name.value;
  const place = path.map(String).join('.');
  const where = place === '' ? `Variable \`$${variable}\`` : `Variable \`$${variable}\` at \`${shortened(place, LONGEST_PLACE)}\``;
  return badInput(`${where}: ${shortened(rule, LONGEST_RULE)}`, { variable, ...(place !== '' && { path: place }) }, definition);
}

/** Names of fields are ours and short; nothing of the caller's makes one longer. */
const LONGEST_PLACE = 200;
const LONGEST_RULE = 400;

function badInput(message: string, details: Record<string, string>, node?: VariableDefinitionNode): GraphQLError {
  return new GraphQLError(message, { nodes: node ?? null, originalError: new Fault('BAD_USER_INPUT', message, details) });
}

/** The library's sentence, in which a scalar may be quoted, and anything larger is only named for what it is. */
function ruleOf({ message }: GraphQLError, value: unknown): string {
  const quoting = /^([^:]* cannot represent [^:]*value): /.exec(message)?.[1];
  return quoting === undefined ? shortenedQuotes(message) : `${quoting}: ${shown(value)}.`;
}
