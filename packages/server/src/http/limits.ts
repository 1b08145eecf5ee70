import {
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationRule,
  visit,
} from 'graphql';
import { limits } from '../kernel/limits.js';
import { Fault } from '../kernel/refusal.js';
import { type Fragments, fieldsIn, fragmentsOf } from './document.js';

/** Levels of `__schema` and `__type`: what IDEs and generators ask is 15 deep. */
const INTROSPECTION_DEPTH = 20;
/** How long a list without `first` is taken to be: components of an offer, lines of a statement. */
const ASSUMED_ROWS = 5;
const MUTATION_COST = 10;
/** Levels of objects and lists in the variables; no input of ours is half as deep. */
const VARIABLES_DEPTH = 24;

/** Arrays that may be longer, or must be shorter, than `limits.arrayItems`, by root field: its `input`'s, or its own. */
export const itemsPerCall: { readonly [rootField: string]: number } = {
  usageReport: limits.usageEventsPerReport,
  employeesUpsert: limits.employeesPerUpsert,
  stipendsAssign: limits.stipendsPerAssign,
  employersUpsert: limits.employersPerUpsert,
  nodes: limits.idsPerLookup,
};

// What a document alone tells: checked once per document, since validation of a known one is skipped.

/** Depth, aliases, directives and root mutations of the document. */
export const documentLimits: ValidationRule = (context) => ({
  Document(document) {
    for (const fault of documentFaults(document)) {
      context.reportError(new GraphQLError(fault.message, { originalError: fault }));
    }
  },
});

function documentFaults(document: DocumentNode): Fault[] {
  const fragments = fragmentsOf(document);
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const depths = operations.map(({ selectionSet }) => depthsOf(selectionSet, fragments));
  const { aliases, directives } = countsIn(document);
  const mutations = operations
    .filter(({ operation }) => operation === 'mutation')
    .map(({ selectionSet }) => [...fieldsIn(selectionSet, fragments)].length);

  return [
    ...exceeded('depth', 'levels deep', Math.max(0, ...depths.map(({ data }) => data)), limits.documentDepth),
    ...exceeded('introspection depth', 'levels deep', Math.max(0, ...depths.map(({ meta }) => meta)), INTROSPECTION_DEPTH),
    ...exceeded('aliases', 'aliases', aliases, limits.documentAliases),
    ...exceeded('directives', 'directives', directives, limits.documentDirectives),
    ...exceeded('root mutations', 'root mutations', Math.max(0, ...mutations), limits.rootMutations),
  ];
}

function exceeded(limit: string, unit: string, measured: number, most: number): Fault[] {
  if (measured <= most) return [];
  return [
    new Fault('QUERY_TOO_COMPLEX', `The document has ${measured} ${unit}; the limit of ${limit} is ${most}.`, { limit, most, measured }),
  ];
}

function countsIn(document: DocumentNode): { aliases: number; directives: number } {
  const counts = { aliases: 0, directives: 0 };
  visit(document, {
    Field(node) {
      if (node.alias !== undefined) counts.aliases += 1;
    },
    Directive() {
      counts.directives += 1;
    },
  });
  return counts;
}

/** The deepest field below the root, apart for what is data and what is introspection. A fragment is walked once. */
function depthsOf(root: SelectionSetNode, fragments: Fragments): { data: number; meta: number } {
  const known = new Map<string, number>();

  const depthOf = (selectionSet: SelectionSetNode): number => {
    let deepest = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        deepest = Math.max(deepest, 1 + (selection.selectionSet === undefined ? 0 : depthOf(selection.selectionSet)));
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        deepest = Math.max(deepest, depthOf(selection.selectionSet));
      } else {
        deepest = Math.max(deepest, depthOfFragment(selection.name.value));
      }
    }
    return deepest;
  };
  const depthOfFragment = (name: string): number => {
    const depth = known.get(name);
    if (depth !== undefined) return depth;
    // A cycle meets its own name here; another rule refuses it.
    known.set(name, 0);
    const fragment = fragments.get(name);
    const measured = fragment === undefined ? 0 : depthOf(fragment.selectionSet);
    known.set(name, measured);
    return measured;
  };

  const depths = { data: 0, meta: 0 };
  for (const field of fieldsIn(root, fragments)) {
    const kind = field.name.value.startsWith('__') ? 'meta' : 'data';
    depths[kind] = Math.max(depths[kind], 1 + (field.selectionSet === undefined ? 0 : depthOf(field.selectionSet)));
  }
  return depths;
}

// What depends on variables: checked on every request, before anything runs.

/** What an operation may ask for at most: points, and rows of lists. */
export interface Measure {
  readonly cost: number;
  readonly nodes: number;
}

/**
 * Refuses an operation above the limits of cost and nodes.
 *
 * An object costs 1 point, a scalar and `Money` 0, a mutation 10; lists multiply by `first`, by the length of the list
 * they are asked for with (`ids`, a batch), or by 5. Introspection costs nothing.
 * @throws Fault `QUERY_TOO_COMPLEX`, naming the limit
 */
export function assertWithinLimits(measured: Measure): void {
  for (const [limit, most] of [
    ['nodes', limits.documentNodes],
    ['cost', limits.documentCost],
  ] as const) {
    if (measured[limit] > most) {
      throw new Fault('QUERY_TOO_COMPLEX', `The operation asks for up to ${measured[limit]} ${limit}; the limit of ${limit} is ${most}.`, {
        limit,
        most,
        measured: measured[limit],
      });
    }
  }
}

/**
 * Bounds the variables before they are coerced, which goes as deep as they do.
 * @throws Fault `BAD_USER_INPUT`
 */
export function assertShallow(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > VARIABLES_DEPTH) {
    throw new Fault('BAD_USER_INPUT', `The variables are nested more than ${VARIABLES_DEPTH} levels deep.`, { limit: VARIABLES_DEPTH });
  }
  for (const inner of Object.values(value)) assertShallow(inner, depth + 1);
}

/**
 * Adds up what an operation may ask for.
 * @param variables coerced
 * @throws Fault `BAD_USER_INPUT` for an array above its limit, and for text that could not be kept as it was sent
 */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Measure {
  const fragments = fragmentsOf(document);
  const known = new Map<string, Measure>();

  const ofSelection = (type: GraphQLCompositeType, selectionSet: SelectionSetNode, rows: number): Measure => {
    let cost = 0;
    let nodes = 0;
    for (const selection of selectionSet.selections) {
      let part: Measure;
      if (selection.kind === Kind.FIELD) part = ofField(type, selection, rows);
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        part = ofSelection(conditionOf(selection.typeCondition?.name.value, type), selection.selectionSet, rows);
      else part = ofFragment(selection.name.value, type, rows);
      cost += part.cost;
      nodes += part.nodes;
    }
    return { cost, nodes };
  };

  const ofFragment = (name: string, type: GraphQLCompositeType, rows: number): Measure => {
    const key = `${name} ${rows}`;
    let measured = known.get(key);
    if (measured === undefined) {
      const fragment = fragments.get(name);
      measured =
        fragment === undefined ? nothing : ofSelection(conditionOf(fragment.typeCondition.name.value, type), fragment.selectionSet, rows);
      known.set(key, measured);
    }
    return measured;
  };

  const ofField = (type: GraphQLCompositeType, node: FieldNode, rowsOfParent: number): Measure => {
    const name = node.name.value;
    const field = fieldOf(type, name);
    if (field === undefined) return nothing;
    const args = field.args.length === 0 ? noArguments : argumentsOf(field, node, variables);
    const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
    assertArguments(args, isRoot ? name : '');

    const base = type === schema.getMutationType() ? MUTATION_COST : 0;
    const target = getNamedType(field.type);
    if (!isCompositeType(target) || target.name === 'Money' || target.name === 'UserError') return { cost: base, nodes: 0 };

    const rows = rowsAskedFor(args, target);
    const one = node.selectionSet === undefined ? nothing : ofSelection(target, node.selectionSet, rows ?? ASSUMED_ROWS);
    const times = isList(field.type) ? (rows ?? rowsOfParent) : 1;
    return { cost: base + times * (1 + one.cost), nodes: isList(field.type) ? times * (1 + one.nodes) : one.nodes };
  };

  const conditionOf = (name: string | undefined, parent: GraphQLCompositeType): GraphQLCompositeType => {
    const condition = name === undefined ? parent : schema.getType(name);
    return isCompositeType(condition) ? condition : parent;
  };

  const root = schema.getRootType(operation.operation);
  return root === undefined || root === null ? nothing : ofSelection(root, operation.selectionSet, ASSUMED_ROWS);
}

function fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  return name.startsWith('__') || isUnionType(type) ? undefined : type.getFields()[name];
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type));
}

const nothing: Measure = { cost: 0, nodes: 0 };
const noArguments: Arguments = {};
type Arguments = Readonly<Record<string, unknown>>;

function argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Arguments): Arguments {
  try {
    return getArgumentValues(field, node, variables);
  } catch (error) {
    // The executor meets the same error and answers it where it belongs, at the field.
    if (error instanceof GraphQLError) return noArguments;
    throw error;
  }
}

/** `undefined` where the arguments do not say. A `first` out of range is left to the list, which names its range. */
function rowsAskedFor(args: Arguments, target: GraphQLCompositeType): number | undefined {
  if (typeof args.first === 'number') return Math.min(Math.max(args.first, 1), limits.payrollPageMax);
  if (target.name.endsWith('Connection')) return limits.pageDefault;
  const lengths = [...listsIn(args), ...listsIn(args.input)].map(([, list]) => list.length);
  return lengths.length === 0 ? undefined : Math.max(...lengths);
}

function listsIn(value: unknown): Array<[name: string, list: unknown[]]> {
  if (!isPlainObject(value)) return [];
  return Object.entries(value).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
}

/** Looks at every argument as it will reach the resolver, from variables, literals and defaults alike. */
function assertArguments(args: Arguments, rootField: string): void {
  const most = itemsPerCall[rootField] ?? limits.arrayItems;
  for (const [name, value] of Object.entries(args)) {
    if (name === 'input' && isPlainObject(value)) {
      for (const [field, inner] of Object.entries(value)) assertValue([name, field], inner, most, rootField);
    } else {
      assertValue([name], value, most, rootField);
    }
  }
}

/** @param most of the array itself; arrays inside its items have the general limit */
function assertValue(path: readonly string[], value: unknown, most: number, rootField: string): void {
  if (typeof value === 'string') assertStorable(path, value);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    if (value.length > most) {
      const taker = most === limits.arrayItems ? 'a list' : `\`${rootField}\``;
      throw new Fault('BAD_USER_INPUT', `\`${path.join('.')}\` has ${value.length} items; ${taker} takes at most ${most}.`, {
        limit: most,
      });
    }
    for (const [index, item] of value.entries()) assertValue([...path, `${index}`], item, limits.arrayItems, rootField);
  } else if (isPlainObject(value)) {
    for (const [name, inner] of Object.entries(value)) assertValue([...path, name], inner, limits.arrayItems, rootField);
  }
}

/** Postgres has no U+0000, and would be sent another character for half of a surrogate pair. */
function assertStorable(path: readonly string[], text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) {
    throw new Fault('BAD_USER_INPUT', `\`${path.join('.')}\` has U+0000 or half of a surrogate pair, which no text may have.`);
  }
}

/** Input objects, and not what scalars parse to (`Date`). */
function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
