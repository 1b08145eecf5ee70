import { createHash } from 'node:crypto';
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
  limit: 'limit',
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

/**
 * The id of what is known by what it says: the same in every process, on every read. A UUIDv8, RFC 9562: 122 bits of SHA-256.
 * @param said all that makes it this one; where ids of two kinds could say the same, the kind too
 */
export function derivedId<K extends IdKind>(kind: K, said: string): Id<K> {
  const bytes = createHash('sha256').update(said).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return idOf(kind, bytes.toString('hex'));
}

/** The id of a database `uuid`, in lower case as the database writes it. */
export function idOf<K extends IdKind>(kind: K, uuid: string): Id<K> {
  return branded(`${idPrefixes[kind]}_${suffixOf(uuid)}`);
}

/** The database `uuid` of an id that was parsed before. */
export function uuidOf(id: Id): string {
  let uuid = '';
  let bits = 0;
  let count = -LEADING_ZEROS;
  for (let at = id.length - SUFFIX_LENGTH; at < id.length; at += 1) {
    bits = (bits << 5) | (suffixValues[id.charCodeAt(at)] ?? 0);
    count += 5;
    while (count >= 4) {
      count -= 4;
      uuid += hexDigits.charAt((bits >> count) & 15);
      if (uuid.length === 8 || uuid.length === 13 || uuid.length === 18 || uuid.length === 23) uuid += '-';
    }
  }
  return uuid;
}

// Every row of every list passes here in both directions; the library checks what it is given and takes its time.
// What it makes of an id is what these make of it, a law in ids.test.ts.

/** The 128 bits of a uuid in digits of 5 bits; 26 digits hold two more, which are zero and lead. */
function suffixOf(uuid: string): string {
  let suffix = '';
  let bits = 0;
  let count = LEADING_ZEROS;
  for (let at = 0; at < uuid.length; at += 1) {
    const value = hexValues[uuid.charCodeAt(at)];
    if (value === undefined) continue;
    bits = (bits << 4) | value;
    count += 4;
    if (count >= 5) {
      count -= 5;
      suffix += suffixDigits.charAt((bits >> count) & 31);
    }
  }
  return suffix;
}

const SUFFIX_LENGTH = 26;
const LEADING_ZEROS = 2;
const suffixDigits = '0123456789abcdefghjkmnpqrstvwxyz';
const hexDigits = '0123456789abcdef';
const suffixValues = valuesOf(suffixDigits);
const hexValues = valuesOf(hexDigits);

/** The value of each digit, by its character code; nothing for what is no digit. */
function valuesOf(digits: string): ReadonlyArray<number | undefined> {
  const values: Array<number | undefined> = new Array(128).fill(undefined);
  for (let value = 0; value < digits.length; value += 1) values[digits.charCodeAt(value)] = value;
  return values;
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
