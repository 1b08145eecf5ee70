import { type SchemaStep, tenantTable } from './migration.js';

/** Advances of a test clock: each is many short transactions, and its row says how far they have come. */
export const clockAdvances: SchemaStep = {
  name: '0280-clock-advances',
  sql: `
    create table clock_advance (
      employer_id uuid not null,
      id uuid not null,
      to_at timestamptz(3) not null,
      -- Database time: what could not be issued since then is not tried again by this advance.
      started_at timestamptz not null default clock_timestamp(),
      grants_issued integer not null default 0,
      grants_expired integer not null default 0,
      -- Where the clock stood at the end; null while the advance is under way, or was given up.
      reached_at timestamptz(3),
      constraint clock_advance_pk primary key (employer_id, id),
      constraint clock_advance_employer foreign key (employer_id) references employer (id),
      constraint clock_advance_reached check (reached_at >= to_at)
    );
    create index clock_advance_under_way on clock_advance (employer_id, id) where reached_at is null;
    ${tenantTable('clock_advance')}
  `,
};
