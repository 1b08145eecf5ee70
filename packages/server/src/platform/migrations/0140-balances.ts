import { type SchemaStep, tenantTable } from './migration.js';

/** Movements that tell what was carried over, and usage that corrects usage. */
export const balances: SchemaStep = {
  name: '0140-balances',
  sql: `
    -- What a movement tells apart from the sides; few among many postings.
    create index posting_by_hand on posting (employer_id, account_id) where kind in ('ADJUSTED', 'ROLLED_OVER');
    -- The history of a balance, in its order.
    create index posting_history on posting (employer_id, account_id, effective_at, booked_at, id);
    create index entry_by_grant on entry (employer_id, grant_id) where grant_id is not null;

    alter table payroll_statement add column rolled_in numeric(38,10) not null default 0;
    alter table payroll_statement add column rolled_in_to_date numeric(38,10) not null default 0;
    alter table payroll_statement drop constraint payroll_statement_adds_up;
    alter table payroll_statement add constraint payroll_statement_adds_up
      check (opening + granted + rolled_in - consumed - expired - revoked + adjusted = closing);
    alter table payroll_statement_line drop constraint payroll_statement_line_kind_known;
    alter table payroll_statement_line add constraint payroll_statement_line_kind_known check (
      kind in ('GRANTED_INFO', 'ROLLED_IN_INFO', 'CONSUMED_INFO', 'EXPIRED_INFO', 'REVOKED_INFO', 'CORRECTION', 'OVERAGE_INFO'));

    -- Which event takes the place of which; an event is corrected once, and its correction may be corrected in turn.
    create table usage_correction (
      employer_id uuid not null,
      corrects_id uuid not null,
      usage_id uuid not null,
      constraint usage_correction_pk primary key (employer_id, corrects_id),
      constraint usage_correction_of unique (employer_id, usage_id),
      constraint usage_correction_employer foreign key (employer_id) references employer (id),
      constraint usage_correction_not_itself check (corrects_id <> usage_id)
    );
    ${tenantTable('usage_correction', { appendOnly: true })}
  `,
};
