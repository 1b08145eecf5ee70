import type { Id } from '../../kernel/ids.js';
import { invariant } from '../../kernel/invariant.js';
import type { LocalDate } from '../../kernel/period.js';
import { type InputPath, Refusal } from '../../kernel/refusal.js';
import { optional, readEmail, readText } from '../../kernel/text.js';
import type { Tx } from '../../platform/transaction.js';
import { lockEmployer } from '../access/index.js';
import type { TermsChange } from './employment.rules.js';
import { DEFAULT_SOURCE } from './fields.rules.js';
import { findEmployees } from './find-employees.js';
import { writeEmployees } from './upsert-employees.js';

/** A person who starts on a date, with terms whose organization is resolved; what is left out is unknown. */
export interface NewEmployee {
  readonly externalId: string;
  /** Default `default`. */
  readonly source?: string;
  readonly name: string;
  readonly email?: string | null;
  readonly startDate: LocalDate;
  readonly terms: TermsChange;
}

/**
 * Makes an employee within the caller's transaction.
 * @param path where the caller's input names the person
 * @throws Refusal `VALIDATION` when the external id or the e-mail address is taken, or a field breaks its rule
 */
export async function createEmployee(tx: Tx, employee: NewEmployee, path: InputPath): Promise<Id<'employee'>> {
  const { source = DEFAULT_SOURCE, externalId, name, email = null, startDate, terms } = employee;
  const draft = {
    source: readText(source, [...path, 'source']),
    externalId: readText(externalId, [...path, 'externalId']),
    name: readText(name, [...path, 'name']),
    email: optional(email, readEmail, [...path, 'email']),
    employment: { effectiveDate: startDate, change: terms },
    path,
  };
  await lockEmployer(tx, 'CHANGE');
  const [known] = await findEmployees(tx, [{ sourcedId: draft }]);
  if (known != null) {
    throw new Refusal('VALIDATION', 'An employee with this external id exists already; link it instead.', [...path, 'externalId']);
  }
  const [outcome] = await writeEmployees(
    tx,
    [draft],
    (read) => read,
    (read) => read,
  );
  const [refusal] = outcome?.refusal ?? [];
  if (refusal !== undefined) throw new Refusal(refusal.code, refusal.message, refusal.path);
  invariant(outcome?.id, 'an item is taken or refused');
  return outcome.id;
}
