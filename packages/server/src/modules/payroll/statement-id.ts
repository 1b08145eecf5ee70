import { createHash } from 'node:crypto';
import { type Id, type IdKind, idOf, uuidOf } from '../../kernel/ids.js';
import type { CurrencyCode } from '../../kernel/money.js';
import type { LineKind } from './statement.rules.js';

/** What there is one statement of. */
export interface StatementKey {
  readonly payPeriodId: Id<'payPeriod'>;
  readonly employeeId: Id<'employee'>;
  readonly currency: CurrencyCode;
  /** Null while the person belongs to no legal entity. */
  readonly legalEntityId: Id<'legalEntity'> | null;
}

/** The id of a statement follows from what it is of: the same before and after the period closes, on every read. */
export function statementIdOf({ payPeriodId, employeeId, currency, legalEntityId }: StatementKey): Id<'statement'> {
  return derivedId('statement', [uuidOf(payPeriodId), uuidOf(employeeId), currency, legalEntityId === null ? '' : uuidOf(legalEntityId)]);
}

/** The id of a line: there is one of each kind on a statement. */
export function lineIdOf(statementId: Id<'statement'>, kind: LineKind): Id<'statementLine'> {
  return derivedId('statementLine', [uuidOf(statementId), kind]);
}

/** A UUIDv8, RFC 9562: 122 bits of SHA-256 over what is named. */
function derivedId<K extends IdKind>(kind: K, parts: readonly string[]): Id<K> {
  const bytes = createHash('sha256')
    .update([kind, ...parts].join('\0'))
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return idOf(kind, [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'));
}
