import { type SchemaStep, tenantTable } from './migration.js';

/** The pay calendar, the statements of closed periods, which never change, and the jobs callers see. */
export const payroll: SchemaStep = {
  name: '0100-payroll',
  sql: `
    create table job (
      employer_id uuid not null,
      id uuid not null,
      kind text not null,
      state text not null default 'QUEUED',
      progress integer not null default 0,
      created_at timestamptz(3) not null,
      finished_at timestamptz(3),
      refusal jsonb,
      constraint job_pk primary key (employer_id, id),
      constraint job_employer foreign key (employer_id) references employer (id),
      constraint job_kind_known check (kind in ('PAY_PERIOD_CLOSE')),
      constraint job_state_known check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED')),
      constraint job_progress_percent check (progress between 0 and 100),
      constraint job_finished check ((finished_at is not null) = (state in ('SUCCEEDED', 'FAILED'))),
      constraint job_refusal check (refusal is null or state = 'FAILED')
    );
    ${tenantTable('job')}
    revoke delete on job from stipends_app;

    create table pay_period (
      employer_id uuid not null,
      id uuid not null,
      external_id text not null,
      start_date date not null,
      end_date date not null,
      check_date date,
      status text not null default 'OPEN',
      -- Where the lock of the ledger ends: the latest end of the period in any zone.
      locked_until timestamptz(3),
      closed_at timestamptz(3),
      close_job_id uuid,
      -- The last employee whose statements are stored while the period is closing.
      stated_through uuid,
      created_at timestamptz(3) not null,
      constraint pay_period_pk primary key (employer_id, id),
      constraint pay_period_external_id unique (employer_id, external_id),
      constraint pay_period_employer foreign key (employer_id) references employer (id),
      constraint pay_period_close_job foreign key (employer_id, close_job_id) references job (employer_id, id),
      constraint pay_period_status_known check (status in ('OPEN', 'CLOSING', 'CLOSED')),
      constraint pay_period_span check (end_date > start_date),
      constraint pay_period_locked check ((status = 'OPEN') = (locked_until is null) and (status = 'OPEN') = (close_job_id is null)),
      constraint pay_period_closed check ((status = 'CLOSED') = (closed_at is not null)),
      -- Looked at when a statement ends, so that one statement may move several periods of a calendar.
      constraint pay_period_no_overlap exclude using gist (employer_id with =, daterange(start_date, end_date) with &&)
        deferrable initially immediate
    );
    create index pay_period_by_start on pay_period (employer_id, start_date, id);
    ${tenantTable('pay_period')}
    revoke delete on pay_period from stipends_app;

    create table payroll_statement (
      employer_id uuid not null,
      id uuid not null,
      pay_period_id uuid not null,
      employee_id uuid not null,
      currency text not null,
      legal_entity_id uuid,
      opening numeric(38,10) not null,
      granted numeric(38,10) not null,
      consumed numeric(38,10) not null,
      expired numeric(38,10) not null,
      revoked numeric(38,10) not null,
      adjusted numeric(38,10) not null,
      closing numeric(38,10) not null,
      -- Where the ledger stood at the end, from its beginning: the next statement goes on from here.
      covers_until timestamptz(3) not null,
      granted_to_date numeric(38,10) not null,
      consumed_to_date numeric(38,10) not null,
      expired_to_date numeric(38,10) not null,
      revoked_to_date numeric(38,10) not null,
      adjusted_to_date numeric(38,10) not null,
      overage_to_date numeric(38,10) not null,
      constraint payroll_statement_pk primary key (employer_id, id),
      constraint payroll_statement_place unique nulls not distinct (employer_id, pay_period_id, employee_id, currency, legal_entity_id),
      constraint payroll_statement_period foreign key (employer_id, pay_period_id) references pay_period (employer_id, id),
      constraint payroll_statement_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
      constraint payroll_statement_legal_entity foreign key (employer_id, legal_entity_id) references legal_entity (employer_id, id),
      constraint payroll_statement_adds_up check (opening + granted - consumed - expired - revoked + adjusted = closing)
    );
    create index payroll_statement_by_employee on payroll_statement (employer_id, employee_id);
    ${tenantTable('payroll_statement', { appendOnly: true })}

    create table payroll_statement_line (
      employer_id uuid not null,
      id uuid not null,
      statement_id uuid not null,
      position smallint not null,
      kind text not null,
      amount numeric(38,10) not null,
      exact_amount numeric(38,10) not null,
      constraint payroll_statement_line_pk primary key (employer_id, id),
      constraint payroll_statement_line_place unique (employer_id, statement_id, position),
      constraint payroll_statement_line_statement foreign key (employer_id, statement_id) references payroll_statement (employer_id, id),
      constraint payroll_statement_line_kind_known check (
        kind in ('GRANTED_INFO', 'CONSUMED_INFO', 'EXPIRED_INFO', 'REVOKED_INFO', 'CORRECTION', 'OVERAGE_INFO'))
    );
    ${tenantTable('payroll_statement_line', { appendOnly: true })}

    -- A closed period gets no further statement, and its dates stand.
    create function statements_while_closing() returns trigger language plpgsql as $$
    begin
      if exists (
        select from added a join pay_period p on p.employer_id = a.employer_id and p.id = a.pay_period_id where p.status <> 'CLOSING'
      ) then
        raise exception 'statements are made while a period is closing' using errcode = 'SP001';
      end if;
      return null;
    end $$;
    create trigger payroll_statement_while_closing after insert on payroll_statement referencing new table as added
      for each statement execute function statements_while_closing();

    create function closed_periods_stand() returns trigger language plpgsql as $$
    begin
      if old.status = 'CLOSED' or (old.status = 'CLOSING' and (new.status = 'OPEN' or (new.start_date, new.end_date, new.check_date)
        is distinct from (old.start_date, old.end_date, old.check_date))) then
        raise exception 'the pay period is closed' using errcode = 'SP001';
      end if;
      return new;
    end $$;
    create trigger pay_period_stands before update on pay_period for each row execute function closed_periods_stand();

    revoke execute on function statements_while_closing, closed_periods_stand from public;
    grant execute on function statements_while_closing, closed_periods_stand to stipends_app;
  `,
};
