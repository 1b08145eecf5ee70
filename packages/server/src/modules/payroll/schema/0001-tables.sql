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
call make_tenant_table('job');
revoke delete on job from stipends_app;

create table payroll_statement (
  employer_id uuid not null,
  id uuid not null,
  pay_period_id uuid not null,
  employee_id uuid not null,
  currency text not null,
  legal_entity_id uuid,
  opening money_amount not null,
  granted money_amount not null,
  consumed money_amount not null,
  expired money_amount not null,
  revoked money_amount not null,
  adjusted money_amount not null,
  closing money_amount not null,
  -- Where the ledger stood at the end, from its beginning: the next statement goes on from here.
  covers_until timestamptz(3) not null,
  granted_to_date money_amount not null,
  consumed_to_date money_amount not null,
  expired_to_date money_amount not null,
  revoked_to_date money_amount not null,
  adjusted_to_date money_amount not null,
  overage_to_date money_amount not null,
  rolled_in money_amount not null default 0,
  rolled_in_to_date money_amount not null default 0,
  constraint payroll_statement_pk primary key (employer_id, id),
  constraint payroll_statement_place unique nulls not distinct (employer_id, pay_period_id, employee_id, currency, legal_entity_id),
  constraint payroll_statement_period foreign key (employer_id, pay_period_id) references pay_period (employer_id, id),
  constraint payroll_statement_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
  constraint payroll_statement_legal_entity foreign key (employer_id, legal_entity_id) references legal_entity (employer_id, id),
  constraint payroll_statement_adds_up
    check (opening + granted + rolled_in - consumed - expired - revoked + adjusted = closing)
);
create index payroll_statement_by_employee on payroll_statement (employer_id, employee_id);
call make_tenant_table('payroll_statement', append_only => true);

create table payroll_statement_line (
  employer_id uuid not null,
  id uuid not null,
  statement_id uuid not null,
  position smallint not null,
  kind text not null,
  amount money_amount not null,
  exact_amount money_amount not null,
  constraint payroll_statement_line_pk primary key (employer_id, id),
  constraint payroll_statement_line_place unique (employer_id, statement_id, position),
  constraint payroll_statement_line_statement foreign key (employer_id, statement_id) references payroll_statement (employer_id, id),
  constraint payroll_statement_line_kind_known check (
    kind in ('GRANTED_INFO', 'ROLLED_IN_INFO', 'CONSUMED_INFO', 'EXPIRED_INFO', 'REVOKED_INFO', 'CORRECTION', 'OVERAGE_INFO'))
);
call make_tenant_table('payroll_statement_line', append_only => true);
