import { type Id, newId, uuidOf } from '@compute-stipends/server/kernel/ids.js';
import type pg from 'pg';
import { withClient } from './company.js';

/** An employer whose stipends are all due. */
export interface IssuingEmployer {
  readonly employerId: Id<'employer'>;
}

/** The tables a month is written into, in an order in which each refers to those before it. */
export const tables = [
  'account',
  'posting',
  'entry',
  'grant_account',
  'stipend_grant',
  'stipend_period',
  'stipend',
  'outbox_event',
] as const;

/** With their columns beside the tenant's; filled by `readColumns`. */
export const tablesOfAMonth: ReadonlyArray<{ readonly table: (typeof tables)[number]; readonly columns: string[] }> = tables.map(
  (table) => ({
    table,
    columns: [],
  }),
);

export async function readColumns(superuser: pg.Client): Promise<void> {
  for (const { table, columns } of tablesOfAMonth) {
    const { rows } = await superuser.query<{ attname: string }>(
      `select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attname <> 'employer_id'`,
      [table],
    );
    columns.splice(0, columns.length, ...rows.map(({ attname }) => attname));
  }
}

const START = '2026-11-01';

/**
 * Makes an employer with people, each with a monthly stipend under one policy, none of whose months is issued. Employers made
 * one after another have the same people and stipends, ids and all, so that the rows of one fit the other.
 */
export async function openIssuingEmployer(superuserUrl: string, stipends: number): Promise<IssuingEmployer> {
  const employerId = newId('employer');
  const employer = uuidOf(employerId);
  await withClient(superuserUrl, async (superuser) => {
    await readColumns(superuser);
    await superuser.query('begin');
    await superuser.query(`set local app.employer_id = '${employer}'`);
    // In order, and of the shape of our own.
    const uuid = (kind: number, n = 'n') => `('01900000-000${kind}-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
    const [policy, version] = [uuid(3, '1'), uuid(4, '1')];
    const at = `timestamptz '${START}T00:00:00Z'`;
    await superuser.query("insert into employer (id, name, mode) values ($1, 'Measured', 'SANDBOX')", [employer]);
    await superuser.query(
      `insert into employer_settings (employer_id, mode, time_zone, currency, test_now) values ($1, 'SANDBOX', 'UTC', 'USD', ${at} + interval '12 hours')`,
      [employer],
    );
    await superuser.query(
      `insert into employee (employer_id, id, source, external_id, name, created_at, updated_at)
       select $1, ${uuid(1)}, 'default', 'person-' || n, 'Person ' || n, ${at}, ${at} from generate_series(1, ${stipends}) n`,
      [employer],
    );
    await superuser.query(
      `insert into policy (employer_id, id, name, status, version, created_at, updated_at)
       select $1, ${policy}, 'Compute', 'PUBLISHED', 2, ${at}, ${at}`,
      [employer],
    );
    await superuser.query(
      `insert into policy_version (employer_id, id, policy_id, number, status, amount_type, period, amount, currency, framing, stacking,
         effective_from, published_at, created_at)
       select $1, ${version}, ${policy}, 1, 'PUBLISHED', 'FIXED', 'MONTHLY', 1000, 'USD', 'EMPLOYER_TOOL', 'ADD',
         '2026-01-01', ${at}, ${at}`,
      [employer],
    );
    await superuser.query(
      `insert into stipend (employer_id, id, employee_id, origin, policy_id, policy_version_id, currency, framing, start_date, time_zone, next_issue_at, created_at, updated_at)
       select $1, ${uuid(2)}, ${uuid(1)}, 'POLICY', ${policy}, ${version}, 'USD', 'EMPLOYER_TOOL', '${START}', 'UTC', ${at}, ${at}, ${at}
       from generate_series(1, ${stipends}) n`,
      [employer],
    );
    await superuser.query('commit');
    await superuser.query('vacuum analyze');
    await superuser.query('checkpoint');
  });
  return { employerId };
}
