import { type SchemaStep, tenantTable } from './migration.js';

/** Where grants ended before their end was moved, so that a reading as of then still finds it. */
export const grantEnds: SchemaStep = {
  name: '0200-grant-ends',
  sql: `
    create table grant_end_moved (
      employer_id uuid not null,
      grant_id uuid not null,
      -- As recorded before this instant.
      moved_at timestamptz(3) not null,
      -- Null: never.
      expires_at timestamptz(3),
      constraint grant_end_moved_pk primary key (employer_id, grant_id, moved_at),
      constraint grant_end_moved_grant foreign key (employer_id, grant_id) references grant_account (employer_id, grant_id)
    );
    ${tenantTable('grant_end_moved', { appendOnly: true })}
  `,
};
