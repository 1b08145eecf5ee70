import { type Id, idOf, uuidOf } from '../../kernel/ids.js';
import { currency, decimalOf, unitsOf } from '../../kernel/money.js';
import { effects, insertSelect, type Query, type Rows, type Statement } from '../../platform/pipeline.js';
import { THIS_EMPLOYER } from '../../platform/transaction.js';
import { EMPLOYER_CLOCK } from '../access/index.js';
import {
  type AccountState,
  type GrantFilters,
  type GrantState,
  type LedgerState,
  type Side,
  sides,
  type WritePlan,
} from './ledger.rules.js';

const ACCOUNT_COLUMNS =
  'id, employee_id, stipend_id, cost_center_id, currency, commitment, available, held, consumed, expired, revoked, overage, version, last_hash';
const GRANT_COLUMNS =
  'grant_id, account_id, employee_id, currency, priority, effective_at, expires_at, created_at, providers, models, tools, uncapped, available';

/**
 * Locks accounts in id order and reads what a decision needs. The clock and the grants are read by later statements, so
 * that they see what the locks waited for. FOR NO KEY UPDATE: inserts that reference the account do not wait.
 */
export function lockAccounts(accountUuids: readonly string[]): Query<LedgerState> {
  const grants = {
    name: 'grants-of-accounts',
    text: `select ${GRANT_COLUMNS} from grant_account where employer_id = ${THIS_EMPLOYER} and account_id = any($1::uuid[]) and (available > 0 or uncapped)`,
    values: [accountUuids],
  };
  return ledgerState(lockWhere('lock-accounts', 'id = any($1::uuid[])', [accountUuids]), grants);
}

/** As `lockAccounts`, for every account of these employees; of a pool beside them too, in one order of ids. */
export function lockEmployeeAccounts(employeeUuids: readonly string[], poolUuid: string | null = null): Query<LedgerState> {
  const employees = 'employee_id = any($1::uuid[])';
  const lock =
    poolUuid === null
      ? lockWhere('lock-accounts-of-employees', employees, [employeeUuids])
      : lockWhere('lock-accounts-of-employees-and-pool', `(${employees} or id = $2)`, [employeeUuids, poolUuid]);
  return ledgerState(lock, grantsWhere('employees', employees, [employeeUuids]));
}

/**
 * As `lockAccounts`, for every account of the employees a statement finds: found and locked in one flush.
 * @param found answers the uuids of employees as `id`
 */
export function lockAccountsOfFound({ name = 'found', text, values = [] }: Statement): Query<LedgerState> {
  const employees = `employee_id = any(array(select id from (${text}) as found))`;
  return ledgerState(lockWhere(`lock-accounts-of-${name}`, employees, values), grantsWhere(name, employees, values));
}

function lockWhere(name: string, condition: string, values: readonly unknown[]): Statement {
  return {
    name,
    text: `select ${ACCOUNT_COLUMNS} from account where employer_id = ${THIS_EMPLOYER} and ${condition} order by id for no key update`,
    values,
  };
}

function grantsWhere(name: string, condition: string, values: readonly unknown[]): Statement {
  return {
    name: `grants-of-${name}`,
    text: `select ${GRANT_COLUMNS} from grant_account where employer_id = ${THIS_EMPLOYER} and ${condition} and (available > 0 or uncapped)`,
    values,
  };
}

const clock: Statement = { name: 'employer-clock', text: EMPLOYER_CLOCK };

const periodLocks: Statement = {
  name: 'period-locks',
  text: `select lower(during) as start, upper(during) as "end" from period_lock where employer_id = ${THIS_EMPLOYER} order by during`,
};

function ledgerState(lock: Statement, grants: Statement): Query<LedgerState> {
  return {
    statements: [lock, grants, clock, periodLocks],
    read: ([accountRows = [], grantRows = [], clockRows = [], lockRows = []]) => ({
      accounts: new Map(accountRows.map(readAccount).map((account) => [account.accountId, account])),
      grants: new Map(grantRows.map(readGrant).map((grant) => [grant.grantId, grant])),
      bookedAt: clockRows[0]?.now,
      locks: lockRows.map(({ start, end }) => ({ start, end })),
    }),
  };
}

function readAccount(row: Rows[number]): AccountState {
  const balances = Object.fromEntries(sides.map((side) => [side, unitsOf(row[side.toLowerCase()])])) as Record<Side, bigint>;
  return {
    accountId: idOf('account', row.id),
    employeeId: row.employee_id === null ? null : idOf('employee', row.employee_id),
    stipendId: row.stipend_id === null ? null : idOf('stipend', row.stipend_id),
    costCenterId: row.cost_center_id === null ? null : idOf('costCenter', row.cost_center_id),
    currency: currency(row.currency),
    balances,
    version: BigInt(row.version),
    lastHash: row.last_hash,
  };
}

function readGrant(row: Rows[number]): GrantState {
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
    uncapped: row.uncapped,
    available: unitsOf(row.available),
  };
}

/** Everything a plan writes, set by set: one statement a table, whatever the number of postings. */
export function writePlan({ postings, accounts, openedGrants, changedGrants }: WritePlan): Query<void> {
  const uuids = memoized();
  const statements = postings.length === 0 ? [] : postingStatements({ postings, accounts }, uuids);
  if (openedGrants.length > 0) {
    statements.push({
      name: 'open-grants',
      text: insertSelect(`insert into grant_account (employer_id, grant_id, account_id, employee_id, currency, priority, effective_at, expires_at, granted, available, created_at, uncapped, guaranteed_until, providers, models, tools)
             select ${THIS_EMPLOYER}, g.id, g.account_id, g.employee_id, g.currency, g.priority, g.effective_at, g.expires_at, g.granted, g.available, g.created_at, g.uncapped, g.guaranteed_until,
                    ${['providers', 'models', 'tools'].map((list) => `case when g.filters is not null then (select array_agg(value) from jsonb_array_elements_text(g.filters -> '${list}') as value) end`).join(', ')}
             from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::timestamptz[], $7::timestamptz[], $8::numeric[], $9::numeric[], $10::timestamptz[], $11::jsonb[], $12::boolean[], $13::timestamptz[])
               as g (id, account_id, employee_id, currency, priority, effective_at, expires_at, granted, available, created_at, filters, uncapped, guaranteed_until)`),
      values: [
        openedGrants.map(({ grantId }) => uuids(grantId)),
        openedGrants.map(({ accountId }) => uuids(accountId)),
        openedGrants.map(({ employeeId }) => uuids(employeeId)),
        openedGrants.map((grant) => grant.currency),
        openedGrants.map(({ priority }) => priority),
        openedGrants.map(({ effectiveAt }) => effectiveAt.toISOString()),
        openedGrants.map(({ expiresAt }) => expiresAt?.toISOString() ?? null),
        openedGrants.map(({ granted }) => decimalOf(granted)),
        openedGrants.map(({ available }) => decimalOf(available)),
        openedGrants.map(({ createdAt }) => createdAt.toISOString()),
        openedGrants.map(({ filters }) => writtenFilters(filters)),
        openedGrants.map(({ uncapped }) => uncapped),
        openedGrants.map(({ guaranteedUntil }) => guaranteedUntil?.toISOString() ?? null),
      ],
    });
  }
  if (changedGrants.length > 0) {
    statements.push({
      name: 'move-grants',
      text: `update grant_account g set available = g.available + d.delta from unnest($1::uuid[], $2::numeric[]) as d (id, delta)
             where g.employer_id = ${THIS_EMPLOYER} and g.grant_id = d.id`,
      values: [changedGrants.map(({ grantId }) => uuids(grantId)), changedGrants.map(({ delta }) => decimalOf(delta))],
    });
  }
  return effects(...statements);
}

function postingStatements({ postings, accounts }: Pick<WritePlan, 'postings' | 'accounts'>, uuids: (id: Id) => string): Statement[] {
  const legs = postings.flatMap((posting) => posting.legs.map((leg, index) => ({ posting, leg, index })));

  return [
    {
      name: 'write-postings',
      text: insertSelect(`insert into posting (employer_id, id, account_id, sequence, kind, key, effective_at, booked_at, subject_id, reverses_id, hash)
             select ${THIS_EMPLOYER}, * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::uuid[], $9::uuid[], $10::bytea[])`),
      values: [
        postings.map(({ id }) => uuids(id)),
        postings.map(({ accountId }) => uuids(accountId)),
        postings.map(({ sequence }) => sequence.toString()),
        postings.map(({ kind }) => kind),
        postings.map(({ key }) => key),
        postings.map(({ effectiveAt }) => effectiveAt.toISOString()),
        postings.map(({ bookedAt }) => bookedAt.toISOString()),
        postings.map(({ subjectId }) => (subjectId === undefined ? null : uuids(subjectId))),
        postings.map(({ reversesId }) => (reversesId === undefined ? null : uuids(reversesId))),
        postings.map(({ hash }) => hash),
      ],
    },
    {
      name: 'write-entries',
      text: insertSelect(`insert into entry (employer_id, posting_id, leg, account_id, side, grant_id, currency, amount)
             select ${THIS_EMPLOYER}, * from unnest($1::uuid[], $2::smallint[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::numeric[])`),
      values: [
        legs.map(({ posting }) => uuids(posting.id)),
        legs.map(({ index }) => index),
        legs.map(({ posting }) => uuids(posting.accountId)),
        legs.map(({ leg }) => leg.side),
        legs.map(({ leg }) => (leg.grantId === undefined ? null : uuids(leg.grantId))),
        legs.map(({ posting }) => posting.currency),
        legs.map(({ leg }) => decimalOf(leg.units)),
      ],
    },
    {
      name: 'move-accounts',
      text: `update account a set ${sides.map((side) => `${side.toLowerCase()} = a.${side.toLowerCase()} + d.${side.toLowerCase()}`).join(', ')},
               version = d.version, last_hash = d.last_hash
             from unnest($1::uuid[], $2::bigint[], $3::bytea[], ${sides.map((_, index) => `$${index + 4}::numeric[]`).join(', ')})
               as d (id, version, last_hash, ${sides.map((side) => side.toLowerCase()).join(', ')})
             where a.employer_id = ${THIS_EMPLOYER} and a.id = d.id`,
      values: [
        accounts.map(({ accountId }) => uuids(accountId)),
        accounts.map(({ version }) => version.toString()),
        accounts.map(({ lastHash }) => lastHash),
        ...sides.map((side) => accounts.map(({ deltas }) => decimalOf(deltas[side]))),
      ],
    },
  ];
}

/** Null where a grant pays for anything, as most do; else the lists it has. */
function writtenFilters(filters: GrantFilters): string | null {
  const lists = Object.entries(filters).filter(([, list]) => list !== null);
  return lists.length === 0 ? null : JSON.stringify(Object.fromEntries(lists));
}

/** A batch names the same accounts and postings many times; each id is decoded once. */
function memoized(): (id: Id) => string {
  const known = new Map<Id, string>();
  return (id) => {
    let uuid = known.get(id);
    if (uuid === undefined) {
      uuid = uuidOf(id);
      known.set(id, uuid);
    }
    return uuid;
  };
}
