import { derivedId, type Id, type IdKind, uuidOf } from '../../kernel/ids.js';
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
  return derived('statement', [uuidOf(payPeriodId), uuidOf(employeeId), currency, legalEntityId === null ? '' : uuidOf(legalEntityId)]);
}

/** The id of a line: there is one of each kind on a statement. */
export function lineIdOf(statementId: Id<'statement'>, kind: LineKind): Id<'statementLine'> {
  return derived('statementLine', [uuidOf(statementId), kind]);
}

/** The kind is said, too: a statement and a line of the same words are two things. */
function derived<K extends IdKind>(kind: K, parts: readonly string[]): Id<K> {
  return derivedId(kind, [kind, ...parts].join('\0'));
}
