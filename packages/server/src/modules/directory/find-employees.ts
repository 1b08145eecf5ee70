import { type Id, idOf, parseId, uuidOf } from '../../kernel/ids.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import { type Lookup, lookup, type Rows } from '../../platform/pipeline.js';
import { THIS_EMPLOYER, type Tx } from '../../platform/transaction.js';
import { DEFAULT_SOURCE, emailKey } from './fields.rules.js';

/** Names one employee in one of four ways; `externalId` alone is that of the source `default`. */
export interface EmployeeBy {
  readonly id?: string;
  readonly externalId?: string;
  readonly sourcedId?: { readonly source: string; readonly externalId: string };
  readonly email?: string;
}

/** The employees named, in order; null for what is unknown, whatever the reason. One statement, however many. */
export async function findEmployees(tx: Tx, by: readonly EmployeeBy[]): Promise<Array<Id<'employee'> | null>> {
  if (by.length === 0) return [];
  return tx.ask(employeeLookup(by));
}

/** @throws Refusal `NOT_FOUND` at `path` */
export async function findEmployee(tx: Tx, by: EmployeeBy, path: InputPath): Promise<Id<'employee'>> {
  const [employeeId] = await findEmployees(tx, [by]);
  if (employeeId == null) throw new Refusal('NOT_FOUND', 'No employee of this employer matches.', path);
  return employeeId;
}

/** The same as a query, for the pipelined paths. Its rows have the uuids as `id`. */
export function employeeLookup(by: readonly EmployeeBy[]): Lookup<Array<Id<'employee'> | null>> {
  return lookup(
    {
      name: 'find-employees',
      text: `select id, source, external_id, email_key from employee
             where employer_id = ${THIS_EMPLOYER} and (id = any($1::uuid[]) or external_id = any($2::text[]) or email_key = any($3::text[]))`,
      values: [
        by.flatMap(({ id }) => employeeUuid(id) ?? []),
        by.flatMap((one) => sourcedIdOf(one)?.externalId ?? []).filter(isStorable),
        by.flatMap(({ email }) => (email === undefined ? [] : emailKey(email))).filter(isStorable),
      ],
    },
    (rows) => inOrderOf(by, rows),
  );
}

function inOrderOf(by: readonly EmployeeBy[], rows: Rows): Array<Id<'employee'> | null> {
  const found = new Map<string, string>();
  for (const row of rows) {
    found.set(keyOfId(row.id), row.id);
    found.set(keyOfSourcedId(row.source, row.external_id), row.id);
    if (row.email_key !== null) found.set(keyOfEmail(row.email_key), row.id);
  }
  return by.map((one) => {
    const uuid = found.get(keyOf(one));
    return uuid === undefined ? null : idOf('employee', uuid);
  });
}

function keyOf(by: EmployeeBy): string {
  const sourced = sourcedIdOf(by);
  if (sourced !== undefined) return keyOfSourcedId(sourced.source, sourced.externalId);
  return by.email === undefined ? keyOfId(employeeUuid(by.id) ?? '') : keyOfEmail(emailKey(by.email));
}

const keyOfId = (uuid: string): string => `id ${uuid}`;
const keyOfSourcedId = (source: string, externalId: string): string => JSON.stringify([source, externalId]);
const keyOfEmail = (key: string): string => `email ${key}`;

function sourcedIdOf({ externalId, sourcedId }: EmployeeBy): EmployeeBy['sourcedId'] {
  return sourcedId ?? (externalId === undefined ? undefined : { source: DEFAULT_SOURCE, externalId });
}

function employeeUuid(id: string | undefined): string | undefined {
  const parsed = id === undefined ? undefined : parseId('employee', id);
  return parsed === undefined ? undefined : uuidOf(parsed);
}

/** Text that Postgres cannot hold names nobody. */
function isStorable(text: string): boolean {
  return !text.includes('\0');
}
