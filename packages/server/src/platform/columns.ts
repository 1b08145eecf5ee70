import { type Platform, p, Type } from '@mikro-orm/core';
import { type Id, type IdKind, idOf, uuidOf } from '../kernel/ids.js';
import { decimalOf, MONEY_DECIMALS, unitsOf } from '../kernel/money.js';

/** `uuid` in the database, `employee_01k…` in code. */
class IdColumn<K extends IdKind> extends Type<Id<K> | null, string | null> {
  constructor(private readonly kind: K) {
    super();
  }

  override convertToDatabaseValue(value: Id<K> | null): string | null {
    if (value === null || value === undefined) return null;
    // For an update or a delete the library converts the condition of a filter twice.
    return value.includes('_') ? uuidOf(value) : value;
  }

  override convertToJSValue(value: string | null): Id<K> | null {
    if (value === null || value === undefined) return null;
    return value.includes('_') ? (value as Id<K>) : idOf(this.kind, value);
  }

  override getColumnType(): string {
    return 'uuid';
  }
}

/** `money_amount` in the database, which is a `numeric(38,10)` without `NaN`; a bigint of 10⁻¹⁰ units in code. */
class UnitsColumn extends Type<bigint | null, string | null> {
  override convertToDatabaseValue(value: bigint | null): string | null {
    // As the database writes it, with all ten places: a loaded row that nobody changed compares as unchanged.
    return value === null || value === undefined ? null : decimalOf(value, MONEY_DECIMALS);
  }

  override convertToJSValue(value: string | null): bigint | null {
    return value === null || value === undefined ? null : unitsOf(value);
  }

  override getColumnType(): string {
    return 'numeric(38,10)';
  }

  override compareAsType(): string {
    return 'bigint';
  }

  override ensureComparable(): boolean {
    return false;
  }
}

/** `date` in the database, `2026-11-21` in code. */
class LocalDateColumn extends Type<string | null, string | null> {
  override getColumnType(): string {
    return 'date';
  }

  override convertToJSValue(value: string | null, _platform: Platform): string | null {
    return value;
  }
}

/** The id of another thing; add `.nullable()` as needed. */
export function idColumn<K extends IdKind>(kind: K) {
  return p.type(new IdColumn(kind)).$type<Id<K>>();
}

/** The first two columns of every tenant table: the tenant, and the thing's own id; together the primary key. */
export function tenantKey<K extends IdKind>(kind: K) {
  return {
    employerId: idColumn('employer').primary(),
    id: idColumn(kind).primary(),
  };
}

/** Money as 10⁻¹⁰ units; its currency is a column of its own. */
export function unitsColumn() {
  return p.type(new UnitsColumn()).$type<bigint>();
}

export function dateColumn() {
  return p.type(new LocalDateColumn()).$type<string>();
}

/** `timestamptz(3)`. */
export function instantColumn() {
  return p.datetime(3);
}
