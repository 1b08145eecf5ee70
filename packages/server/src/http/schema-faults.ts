import {
  type GraphQLArgument,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { requirementIn, scopeIn, scopesNeeded } from './guard.js';

type Deprecable = GraphQLField<unknown, unknown> | GraphQLArgument | GraphQLInputField | GraphQLEnumValue;

/** Noun, then one of the verbs of the contract: `offerSend`, `employeesUpsert`. */
const nounVerb = new RegExp(
  `^[a-z][a-zA-Z]*(${[
    'Accept Acknowledge Adjust Advance Approve Archive Assign Authorize Capture Close Convert Correct Counter Create Decide Decline',
    'Delete End Export Extend Finalize Issue Leave Link Override Pause Ping Publish Reattribute Rehire Reject Release Reopen Replay Report',
    'Rerate Rescind Respond Retract Retry Return Revoke Rotate Send Set Sign Submit Terminate Test Transfer Unlink Update Upsert Verify Withdraw',
  ]
    .join(' ')
    .replaceAll(' ', '|')})$`,
);
const deprecation = /Use .+\. Removal on (\d{4}-\d\d-\d\d) UTC\.$/;

/**
 * What is wrong with the schema, one sentence each; none when it keeps the rules of our contract. Run by `npm run check`, which
 * holds it to the rules of any schema (descriptions, cases of names, connections) by `eslint.config.js`.
 * @param today `YYYY-MM-DD`; what is deprecated must be gone by its date
 */
export function schemaFaults(schema: GraphQLSchema, today = new Date().toISOString().slice(0, 10)): string[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type));
  return [
    ...types.flatMap((type) => deprecable(type).flatMap(([name, thing]) => deprecationFaults(name, thing, today))),
    ...types.filter(isObjectType).flatMap((type) => objectFaults(type, schema)),
    ...rootFields(schema.getQueryType()).flatMap(queryFaults),
    ...rootFields(schema.getMutationType()).flatMap(mutationFaults),
  ];
}

function deprecable(type: GraphQLNamedType): Array<[name: string, thing: Deprecable]> {
  const things: Array<[string, Deprecable]> = [];
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      things.push([`${type.name}.${field.name}`, field]);
      for (const argument of field.args) things.push([`${type.name}.${field.name}(${argument.name})`, argument]);
    }
  } else if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields())) things.push([`${type.name}.${field.name}`, field]);
  } else if (isEnumType(type)) {
    for (const value of type.getValues()) things.push([`${type.name}.${value.name}`, value]);
  }
  return things;
}

function deprecationFaults(name: string, thing: Deprecable, today: string): string[] {
  if (typeof thing.deprecationReason !== 'string') return [];
  const [, removal] = deprecation.exec(thing.deprecationReason) ?? [];
  if (removal === undefined) return [`${name} is deprecated without "Use x. Removal on YYYY-MM-DD UTC."`];
  return removal <= today ? [`${name} was to be removed on ${removal}.`] : [];
}

function objectFaults(type: GraphQLObjectType, schema: GraphQLSchema): string[] {
  const faults: string[] = [];
  const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
  const scope = scopeIn(type.extensions);
  if (type.getInterfaces().some(({ name }) => name === 'Node') && scope === undefined) {
    faults.push(`${type.name} is a Node and declares no scope with @Requires.`);
  }
  for (const field of Object.values(type.getFields())) {
    const target = getNamedType(field.type);
    const isGuarded = isRoot && (field.name === 'node' || field.name === 'nodes');
    if (
      isAbstractType(target) &&
      !isGuarded &&
      schema.getPossibleTypes(target).some(({ extensions }) => scopeIn(extensions) !== undefined)
    ) {
      faults.push(`${type.name}.${field.name} leads to ${target.name}, behind which nothing asks for the scope of each type.`);
    }
  }
  if (isRoot || /(Connection|Edge)$/.test(type.name)) return faults;
  for (const field of Object.values(type.getFields())) {
    const [needed] = scopesNeeded(field, scope);
    if (needed !== undefined && isNonNullType(field.type)) {
      faults.push(`${type.name}.${field.name} needs ${needed}, which a reader of ${type.name} may lack, and cannot be null.`);
    }
  }
  return faults;
}

function rootFields(type: GraphQLObjectType | null | undefined): Array<GraphQLField<unknown, unknown>> {
  return Object.values(type?.getFields() ?? {});
}

function queryFaults(field: GraphQLField<unknown, unknown>): string[] {
  const name = `Query.${field.name}`;
  const faults = scopeFaults(name, field);
  const target = getNamedType(field.type);
  if (isListType(getNullableType(field.type)) && isObjectType(target)) {
    faults.push(`${name} is a plain list; lists are connections (${target.name}Connection).`);
  }
  return faults;
}

function mutationFaults(field: GraphQLField<unknown, unknown>): string[] {
  const name = `Mutation.${field.name}`;
  const faults = scopeFaults(name, field);
  const capital = field.name.charAt(0).toUpperCase() + field.name.slice(1);
  if (!nounVerb.test(field.name)) faults.push(`${name} is not named noun-verb.`);

  const [input, ...more] = field.args;
  if (input?.name !== 'input' || more.length > 0 || String(input.type) !== `${capital}Input!`) {
    faults.push(`${name} does not take exactly one argument \`input: ${capital}Input!\`.`);
  }

  const payload = getNamedType(field.type);
  if (payload.name !== `${capital}Payload` || !isObjectType(payload)) return [...faults, `${name} does not answer ${capital}Payload.`];
  if (String(payload.getFields().userErrors?.type) !== '[UserError!]!')
    faults.push(`${payload.name} has no \`userErrors: [UserError!]!\`.`);
  for (const { name: fieldName, type } of Object.values(payload.getFields())) {
    if (fieldName !== 'userErrors' && isNonNullType(type)) {
      faults.push(`${payload.name}.${fieldName} cannot be null, and a refused mutation has none.`);
    }
  }
  return faults;
}

function scopeFaults(name: string, field: GraphQLField<unknown, unknown>): string[] {
  return requirementIn(field.extensions) === undefined ? [`${name} declares no scope with @Requires.`] : [];
}
