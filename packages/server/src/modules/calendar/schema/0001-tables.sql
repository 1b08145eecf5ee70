create table period_lock (
  employer_id uuid not null,
  id uuid not null,
  during tstzrange not null,
  locked_at timestamptz not null default clock_timestamp(),
  constraint period_lock_pk primary key (employer_id, id),
  constraint period_lock_employer foreign key (employer_id) references employer (id),
  constraint period_lock_no_overlap exclude using gist (employer_id with =, during with &&)
);
call make_tenant_table('period_lock', append_only => true);

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
  constraint pay_period_status_known check (status in ('OPEN', 'CLOSING', 'CLOSED')),
  constraint pay_period_span check (end_date > start_date),
  constraint pay_period_locked check ((status = 'OPEN') = (locked_until is null) and (status = 'OPEN') = (close_job_id is null)),
  constraint pay_period_closed check ((status = 'CLOSED') = (closed_at is not null)),
  -- Looked at when a statement ends, so that one statement may move several periods of a calendar.
  constraint pay_period_no_overlap exclude using gist (employer_id with =, daterange(start_date, end_date) with &&)
    deferrable initially immediate
);
create index pay_period_by_start on pay_period (employer_id, start_date, id);
call make_tenant_table('pay_period');
revoke delete on pay_period from stipends_app;
