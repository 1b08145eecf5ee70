import { type Id, uuidOf } from '../kernel/ids.js';
import { invariant } from '../kernel/invariant.js';

/**
 * The tenant of the transaction, for the equality that every statement carries on every table, and for the functions it calls.
 * `withTenant` makes a parameter of it, so a statement neither counts it nor holds its value.
 */
export const THIS_EMPLOYER = '$employer';

/** A statement as it is sent: the tenant stands behind the values it has already, once, wherever its text says it. */
export function withTenant(
  text: string,
  values: readonly unknown[],
  employerId: Id<'employer'>,
): { readonly text: string; readonly values: unknown[] } {
  if (!text.includes(THIS_EMPLOYER)) return { text, values: [...values] };
  return { text: text.replaceAll(THIS_EMPLOYER, () => `$${values.length + 1}::uuid`), values: [...values, uuidOf(employerId)] };
}

/** What says the tenant to row-level security. `SET` takes no parameters; nothing but hex and dashes of a parsed id reaches the text. */
export function setTenant(employerId: Id<'employer'>): string {
  const uuid = uuidOf(employerId);
  invariant(/^[0-9a-f-]{36}$/.test(uuid), 'a tenant is a uuid');
  return `SET LOCAL app.employer_id = '${uuid}'`;
}

/** What narrows entities to the tenant of their transaction: their reads, updates and deletes say it as a parameter, too. */
export const TENANT_FILTER = 'tenant';
