import { TypeID, typeid } from 'typeid-js';

/** The one table of prefixes: what a caller sees of an id before the first underscore. */
export const idPrefixes = {
  partner: 'partner',
  employer: 'employer',
  connection: 'connection',
  apiKey: 'key',
  legalEntity: 'entity',
  department: 'department',
  costCenter: 'costcenter',
  employee: 'employee',
  employment: 'employment',
  policy: 'policy',
  policyVersion: 'policyversion',
  stipend: 'stipend',
  grant: 'grant',
  account: 'account',
  posting: 'posting',
  hold: 'hold',
  usageEvent: 'usage',
  price: 'price',
  fxRate: 'fxrate',
  offer: 'offer',
  offerVersion: 'offerversion',
  offerComponent: 'component',
  payPeriod: 'payperiod',
  statement: 'statement',
  statementLine: 'line',
  event: 'event',
  job: 'job',
} as const;

export type IdKind = keyof typeof idPrefixes;
/** `employee_01k…`: opaque, time-ordered, stable for life; a `uuid` in the database. */
export type Id<K extends IdKind = IdKind> = string & { readonly __idOf: K };

function branded<K extends IdKind>(text: string): Id<K> {
  return text as Id<K>;
}

/** A new time-ordered id (UUIDv7). */
export function newId<K extends IdKind>(kind: K): Id<K> {
  return branded(typeid(idPrefixes[kind]).toString());
}

/** The id of a database `uuid`. */
export function idOf<K extends IdKind>(kind: K, uuid: string): Id<K> {
  return branded(TypeID.fromUUID(idPrefixes[kind], uuid).toString());
}

/** The database `uuid` of an id that was parsed before. */
export function uuidOf(id: Id): string {
  return TypeID.fromString(id).toUUID();
}

/** Parses text from outside; `undefined` where it is no id of this kind. */
export function parseId<K extends IdKind>(kind: K, text: string): Id<K> | undefined {
  if (!text.startsWith(`${idPrefixes[kind]}_`)) return undefined;
  try {
    const parsed = TypeID.fromString(text, idPrefixes[kind]);
    parsed.toUUID();
    return branded(parsed.toString());
  } catch {
    // Not an id: the library only tells by throwing.
    return undefined;
  }
}

const kindOfPrefix = new Map<string, IdKind>(Object.entries(idPrefixes).map(([kind, prefix]) => [prefix, kind as IdKind]));

/** The kind an id claims to be, or `undefined` for text that is no id of ours. */
export function kindOf(text: string): IdKind | undefined {
  const kind = kindOfPrefix.get(text.slice(0, text.lastIndexOf('_')));
  return kind !== undefined && parseId(kind, text) !== undefined ? kind : undefined;
}
