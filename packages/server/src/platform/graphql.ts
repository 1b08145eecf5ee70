// type-graphql looks for it when its first decorator runs.
import 'reflect-metadata';
import { GraphQLScalarType, Kind } from 'graphql';
import { ArgsType, type ClassType, Field, ID, InputType, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { isolated } from '../kernel/direction.js';
import { limits } from '../kernel/limits.js';
import { decimalOf, parseCurrency, parseDecimal } from '../kernel/money.js';
import { parseInstant, parseLocalDate } from '../kernel/period.js';
import { Fault } from '../kernel/refusal.js';

/** @param hint how to write it right, for who wrote it wrong */
function textScalar(
  name: string,
  description: string,
  hint: string,
  parse: (text: string) => unknown,
  serialize: (value: unknown) => string,
): GraphQLScalarType {
  const read = (value: unknown): unknown => {
    const parsed = typeof value === 'string' ? parse(value) : undefined;
    if (parsed === undefined) throw new Fault('BAD_USER_INPUT', `${quoted(value)} is no ${name}. ${hint}`);
    return parsed;
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize,
    parseValue: read,
    // Literals are text too: a number literal in the document would have passed a float on its way.
    parseLiteral: (node) =>
      read(node.kind === Kind.STRING ? node.value : node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : null),
  });
}

/** A scalar, shortened; of all else, which may hold anything, only what it is. */
function quoted(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'A list' : 'An object';
  return isolated(JSON.stringify(value)?.slice(0, 60).toWellFormed() ?? 'Nothing');
}

const asText = (value: unknown): string => String(value);

/** In code the shortest text of the value, so that `1.5` and `1.50` are one input; `Money` reads it. */
export const Decimal = textScalar(
  'Decimal',
  'An exact decimal as a string, both ways and never a JSON number: `-?digits`, then up to 10 decimals; no exponent, no plus sign, no leading zeros. `1.5` and `1.50` are equal.',
  'Write a decimal as a string with at most 10 decimals, such as "1500.00".',
  (text) => {
    const units = parseDecimal(text);
    return units === undefined ? undefined : decimalOf(units);
  },
  asText,
);

export const CurrencyCode = textScalar(
  'CurrencyCode',
  'An ISO 4217 currency code in upper case, such as `USD`: the money of a country today. Input refuses withdrawn codes (`HRK`), units that are no money of a country (`CLF`, `XDR`), metals (`XAU`) and the codes for tests (`XTS`, `XXX`). Minor units are those of ISO 4217.',
  'Write a current ISO 4217 code in upper case, such as "USD".',
  parseCurrency,
  asText,
);

export const DateTime = textScalar(
  'DateTime',
  'An instant, RFC 3339 in UTC with milliseconds: `2026-11-21T09:30:00.000Z`. Input may carry another offset; it is converted, and lies from `1970-01-01T00:00:00.000Z` to `2199-12-31T23:59:59.999Z`. `9999-12-31T23:59:59.999Z` is an end that never comes.',
  'Write an RFC 3339 instant with its zone, of the years 1970 to 2199, such as "2026-11-21T09:30:00.000Z".',
  parseInstant,
  (value) => (value instanceof Date ? value : new Date(asText(value))).toISOString(),
);

export const LocalDate = textScalar(
  'Date',
  'A business date without zone: `2026-11-21`. Input lies from `1970-01-01` to `2199-12-31`.',
  'Write a calendar date that exists, of the years 1970 to 2199, such as "2026-11-21".',
  parseLocalDate,
  asText,
);

/** Of a time zone that is given. */
export const timeZoneNames =
  'Every name of IANA is taken, in any case, and kept as the canonical one: `Asia/Calcutta` as `Asia/Kolkata`. Offsets (`+05:30`) and other abbreviations (`AET`) are refused with `VALIDATION`.';

export const BigIntText = textScalar(
  'BigInt',
  'A whole number as a string, so that it survives every JSON parser: token counts up to 10^15.',
  'Write a whole number as a string, such as "120000".',
  (text) => (/^-?(0|[1-9]\d{0,37})$/.test(text) ? BigInt(text) : undefined),
  asText,
);

@InterfaceType('Node', { description: 'A thing with an id that is stable for life. `node(id)` finds it again.' })
export abstract class NodeView {
  @Field(() => ID, { description: 'Opaque and prefixed with the type, such as `offer_01k…`.' })
  abstract id: string;
}

@ObjectType('Money', { description: 'An exact amount of one currency.' })
export class MoneyView {
  @Field(() => Decimal, { description: 'Exact: at least the minor digits of the currency, up to 10 decimals (`475000.00`, `0.009`).' })
  readonly amount!: string;

  @Field(() => CurrencyCode, { description: 'ISO 4217.' })
  readonly currency!: string;

  @Field(() => Decimal, { description: '`amount` rounded half-even to the minor unit of the currency.' })
  readonly rounded!: string;
}

/** Registers an enum from its values and their descriptions; gives back the object to name in `@Field(() => X)`. */
export function enumOf<const T extends Record<string, string>>(
  name: string,
  description: string,
  values: T,
): { readonly [K in keyof T & string]: K } {
  const members = Object.fromEntries(Object.keys(values).map((value) => [value, value])) as { readonly [K in keyof T & string]: K };
  const valuesConfig = Object.fromEntries(Object.entries(values).map(([value, text]) => [value, { description: text }]));
  registerEnumType(members, { name, description, valuesConfig: valuesConfig as never });
  return members;
}

/** Marks an input `@oneOf`: exactly one field is given. Applied after the schema is built, see `http/schema.ts`. */
export const oneOfInputs = new Set<string>();
export function OneOf(name: string): ClassDecorator {
  return () => {
    oneOfInputs.add(name);
  };
}

@InterfaceType('UserError', {
  description: 'Why a mutation was refused. Nothing was changed. Codes: see `docUrl`.',
  resolveType: (error: { typeName?: string }) => error.typeName ?? 'GenericUserError',
})
export abstract class UserErrorView {
  @Field(() => String, {
    description: 'Machine-readable code such as `NOT_FOUND`: one of a list that may grow. `docUrl` leads to the list.',
  })
  code!: string;

  @Field(() => String, { description: 'A sentence for a person.' })
  message!: string;

  @Field(() => [String], { description: 'Where in the input, with list indexes as text: `["input", "events", "3", "id"]`.' })
  path!: string[];

  @Field(() => String, { description: 'The documentation of the code.' })
  docUrl!: string;
}

@ObjectType('PageInfo', { description: 'Where a page stands in its list.' })
export class PageInfoView {
  @Field(() => Boolean, { description: 'More rows follow `endCursor`.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'The page was asked for with `after`.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first row; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last row: send it as `after` for the next page.' })
  endCursor!: string | null;
}

/** The Relay connection of a node type: `XConnection { edges nodes pageInfo }`. */
export function connectionOf<T extends object>(name: string, nodeType: () => ClassType<T>): ClassType<ConnectionView<T>> {
  @ObjectType(`${name}Edge`, { description: `A row of a list of ${name}.` })
  class EdgeView {
    @Field(() => String, { description: 'Opaque; resumes the list behind this row.' })
    cursor!: string;

    @Field(nodeType, { description: 'The row.' })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class ListView implements ConnectionView<T> {
    @Field(() => [EdgeView], { description: 'The rows with their cursors.' })
    edges!: ReadonlyArray<{ readonly cursor: string; readonly node: T }>;

    @Field(() => [nodeType()], { description: 'The rows.' })
    nodes!: readonly T[];

    @Field(() => PageInfoView, { description: 'Where the page stands in the list.' })
    pageInfo!: PageInfoView;
  }
  return ListView;
}

export interface ConnectionView<T> {
  edges: ReadonlyArray<{ readonly cursor: string; readonly node: T }>;
  nodes: readonly T[];
  pageInfo: PageInfoView;
}

/** `first` and `after` of a list. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: `Rows to answer, 1 to ${limits.pageMax}; default ${limits.pageDefault}.` })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor behind which to go on: `pageInfo.endCursor` of the page before.' })
  after?: string | null;
}

/** The same for the lists that payroll pulls, whose pages are larger. */
@ArgsType()
export class PayrollPageArgs {
  @Field(() => Int, { nullable: true, description: `Rows to answer, 1 to ${limits.payrollPageMax}; default ${limits.pageDefault}.` })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The cursor behind which to go on: `pageInfo.endCursor` of the page before.' })
  after?: string | null;
}

@InputType('MoneyInput', { description: 'An exact amount of one currency.' })
export class MoneyInput {
  @Field(() => Decimal, { description: 'A decimal as a string with up to 10 decimals, such as `"475000.00"`.' })
  amount!: string;

  @Field(() => CurrencyCode, { description: 'ISO 4217.' })
  currency!: string;
}

@InputType('StringFilterInput', { description: 'Compares a text exactly, upper and lower case apart. All that is given must hold.' })
export class StringFilterInput {
  @Field(() => String, { nullable: true, description: 'Equal to this text.' })
  eq?: string | null;

  @Field(() => [String], { nullable: true, description: `Equal to one of these texts, at most ${limits.arrayItems}.` })
  in?: string[] | null;
}

@InputType('DateTimeFilterInput', { description: 'Compares an instant. All that is given must hold; together they are a half-open span.' })
export class DateTimeFilterInput {
  @Field(() => DateTime, { nullable: true, description: 'At this instant or later.' })
  gte?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Before this instant.' })
  lt?: Date | null;
}
