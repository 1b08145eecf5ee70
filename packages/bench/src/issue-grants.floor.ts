import { uuidOf } from '@compute-stipends/server/kernel/ids.js';
import pg from 'pg';
import { withClient } from './company.js';
import { type IssuingEmployer, tablesOfAMonth } from './issue-grants.company.js';

/** Copies the rows a month wrote for one employer, to be written for another. */
export async function stage(superuserUrl: string, from: IssuingEmployer): Promise<void> {
  await withClient(superuserUrl, async (superuser) => {
    for (const { table } of tablesOfAMonth) {
      await superuser.query(`drop table if exists staged_${table}`);
      await superuser.query(`create table staged_${table} as select * from ${table} where employer_id = '${uuidOf(from.employerId)}'`);
      await superuser.query(`grant select on staged_${table} to stipends_app`);
      await superuser.query(`vacuum analyze staged_${table}`);
    }
  });
}

/**
 * Writes the same rows for another employer, one `insert … select` a table and one update, in one transaction of the app role:
 * under row-level security, with every trigger and constraint.
 * @returns milliseconds, COMMIT included
 */
export async function replayMonth(databaseUrl: string, to: IssuingEmployer): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const statements = tablesOfAMonth.map(({ table, columns }) =>
      table === 'stipend'
        ? `update stipend s set issued_periods = f.issued_periods, next_issue_at = f.next_issue_at, annual_amount = f.annual_amount, issue_tried_at = null,
             issue_problem_code = null, issue_problem_message = null, year_first_date = f.year_first_date, year_shares = f.year_shares,
             year_shares_over = f.year_shares_over, year_granted = f.year_granted, year_ahead = f.year_ahead
           from staged_stipend f where s.employer_id = current_setting('app.employer_id')::uuid and s.id = f.id`
        : `insert into ${table} (employer_id, ${columns.join(', ')})
           select current_setting('app.employer_id')::uuid, ${columns.join(', ')} from staged_${table}`,
    );
    const began = performance.now();
    await client.query('begin');
    // One statement writes all rows of a table, which takes longer than a request may.
    await client.query('set local statement_timeout = 0');
    await client.query(`set local app.employer_id = '${uuidOf(to.employerId)}'`);
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
    return performance.now() - began;
  } finally {
    await client.end();
  }
}
