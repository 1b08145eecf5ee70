import { type Id, idOf } from '../../kernel/ids.js';
import { currency, unitsOf } from '../../kernel/money.js';
import { lookup, type Query, type Rows, type Statement } from '../../platform/pipeline.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';
import type { GrantState } from './ledger.rules.js';

/** A grant whose end is booked. */
export interface EndedGrant extends GrantState {
  /** What its end took and nothing has claimed since, in 10⁻¹⁰ units. More than zero. */
  readonly expired: bigint;
  readonly expiresAt: Date;
  readonly expiryId: Id<'posting'>;
}

/**
 * The grants of employees that ended after `since` and whose end took something: what late usage of their time may still
 * claim. Send it behind the statement that locks the accounts.
 * @param found answers the uuids of employees as `id`
 */
export function endedGrantsOfFound(found: Statement, since: Date): Query<EndedGrant[]> {
  const values = found.values ?? [];
  const statement = {
    name: `ended-grants-of-${found.name ?? 'found'}`,
    text: `select g.grant_id, g.account_id, g.employee_id, g.currency, g.priority, g.effective_at, g.expires_at, g.created_at, g.providers, g.models, g.tools, x.expired, x.expiry_id
           from grant_account g cross join lateral (
             select sum(n.amount) as expired, (array_agg(p.id) filter (where p.kind = 'EXPIRED'))[1] as expiry_id
             from posting p join entry n on n.employer_id = ${THIS_EMPLOYER} and n.posting_id = p.id
             where p.employer_id = ${THIS_EMPLOYER} and p.subject_id = g.grant_id and n.side = 'EXPIRED'
           ) x
           where g.employer_id = ${THIS_EMPLOYER} and g.employee_id = any(array(select id from (${found.text}) as found))
             and g.available = 0 and g.expires_at > $${values.length + 1}::timestamptz and x.expired > 0`,
    values: [...values, since],
  };
  return lookup(statement, (rows) => rows.map(readEndedGrant));
}

function readEndedGrant(row: Rows[number]): EndedGrant {
  return {
    grantId: idOf('grant', row.grant_id),
    accountId: idOf('account', row.account_id),
    employeeId: idOf('employee', row.employee_id),
    currency: currency(row.currency),
    priority: row.priority,
    effectiveAt: row.effective_at,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    filters: { providers: row.providers, models: row.models, tools: row.tools },
    uncapped: false,
    available: 0n,
    expired: unitsOf(row.expired),
    expiryId: idOf('posting', row.expiry_id),
  };
}
