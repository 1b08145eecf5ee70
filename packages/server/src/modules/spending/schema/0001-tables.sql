create table hold (
  employer_id uuid not null,
  id uuid not null,
  employee_id uuid not null,
  currency text not null,
  amount money_amount not null,
  status text not null,
  provider text,
  model text,
  tool text,
  -- The model as the price list names it, however it was written: what limits compare.
  listed_provider text,
  listed_model text,
  -- The limits that counted it.
  limit_ids uuid[] not null,
  authorized_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  resolved_at timestamptz(3),
  captured money_amount,
  overage money_amount,
  tokens token_count,
  captured_tokens token_count,
  -- Whose budget it is: those of the employment on the day. No foreign key: its lock would be shared by all who spend.
  cost_center_id uuid,
  department_id uuid,
  -- Provider, model and tool as they were given, where that is not how they are folded.
  shown jsonb,
  constraint hold_pk primary key (employer_id, id),
  constraint hold_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
  constraint hold_currency_shape check (currency ~ '^[A-Z]{3}$'),
  constraint hold_status_known check (status in ('AUTHORIZED', 'CAPTURED', 'RELEASED', 'EXPIRED')),
  constraint hold_resolved check ((status = 'AUTHORIZED') = (resolved_at is null)),
  constraint hold_span check (expires_at >= authorized_at),
  constraint hold_shown check (jsonb_typeof(shown) = 'object'),
  constraint hold_tokens check (tokens > 0 and captured_tokens >= 0 and (captured_tokens is null or status = 'CAPTURED')),
  constraint hold_amount check (amount > 0),
  constraint hold_captured check (
    (status = 'CAPTURED') = (captured is not null) and (status = 'CAPTURED') = (overage is not null) and captured > 0 and overage between 0 and captured)
);
create index hold_open on hold (employer_id, employee_id, expires_at) where status = 'AUTHORIZED';
create index hold_by_employee on hold (employee_id, authorized_at);
call make_tenant_table('hold');
revoke delete on hold from stipends_app;

-- Which grant stands for which part. What was captured beyond the hold has slices with nothing held.
create table hold_slice (
  employer_id uuid not null,
  hold_id uuid not null,
  slice smallint not null,
  account_id uuid not null,
  grant_id uuid,
  held money_amount not null,
  captured money_amount not null default 0,
  paid_from text not null default 'AVAILABLE',
  constraint hold_slice_pk primary key (employer_id, hold_id, slice),
  constraint hold_slice_hold foreign key (employer_id, hold_id) references hold (employer_id, id),
  constraint hold_slice_account foreign key (employer_id, account_id) references account (employer_id, id),
  constraint hold_slice_grant foreign key (employer_id, grant_id) references grant_account (employer_id, grant_id),
  constraint hold_slice_paid_from check (paid_from in ('AVAILABLE', 'COMMITMENT', 'OVERAGE') and (paid_from = 'OVERAGE') = (grant_id is null)),
  constraint hold_slice_amounts check (held >= 0 and captured >= 0 and held + captured > 0)
);
call make_tenant_table('hold_slice');
revoke delete on hold_slice from stipends_app;

-- What people may spend in a span of time. Without employee: each person, unless there is a row for the person.
create table spend_limit (
  employer_id uuid not null,
  id uuid not null,
  scope text not null,
  employee_id uuid,
  provider text,
  model text,
  tool text,
  time_window text not null,
  mode text not null,
  currency text,
  amount money_amount,
  version integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  kind text not null default 'LIMIT',
  -- What amount is in: money of the currency, or tokens of any.
  unit text not null default 'MONEY',
  cost_center_id uuid,
  department_id uuid,
  velocity_multiple rate_factor,
  tool_shown text,
  constraint spend_limit_pk primary key (employer_id, id),
  constraint spend_limit_level unique nulls not distinct
    (employer_id, kind, unit, scope, employee_id, cost_center_id, department_id, provider, model, tool, time_window, currency),
  constraint spend_limit_employer foreign key (employer_id) references employer (id),
  constraint spend_limit_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
  constraint spend_limit_cost_center foreign key (employer_id, cost_center_id) references cost_center (employer_id, id),
  constraint spend_limit_department foreign key (employer_id, department_id) references department (employer_id, id),
  constraint spend_limit_mode_known check (mode in ('HARD', 'SOFT', 'OBSERVE')),
  constraint spend_limit_currency_shape check (currency ~ '^[A-Z]{3}$'),
  constraint spend_limit_scope check (
    (scope = 'TOOL') = (tool is not null) and (scope = 'MODEL') = (provider is not null) and (scope = 'MODEL') = (model is not null)
    and (scope = 'COST_CENTER') = (cost_center_id is not null) and (scope = 'DEPARTMENT') = (department_id is not null)
    and scope in ('PERSON', 'TOOL', 'MODEL', 'COST_CENTER', 'DEPARTMENT', 'EMPLOYER')
    and (employee_id is null or scope in ('PERSON', 'TOOL', 'MODEL'))),
  constraint spend_limit_window_known check (time_window in ('HOUR', 'DAY', 'WEEK', 'MONTH', 'PERIOD', 'LIFETIME')),
  constraint spend_limit_tool_shown check (tool_shown is null or tool is not null),
  constraint spend_limit_kind check (kind = 'LIMIT' and velocity_multiple is null
    or kind = 'CIRCUIT_BREAKER' and scope = 'PERSON' and mode = 'HARD' and unit = 'MONEY'
    and time_window <> 'LIFETIME'
    and (velocity_multiple is null or (amount is null and velocity_multiple > 0 and velocity_multiple <= 1000000))),
  constraint spend_limit_unit check (case unit when 'MONEY' then currency is not null
    when 'TOKENS' then currency is null and (amount is null or amount = trunc(amount)) else false end),
  constraint spend_limit_amount check (amount >= 0)
);
call make_tenant_table('spend_limit');
revoke delete on spend_limit from stipends_app;

-- What one person has spent of a limit in the window that began last. No row is shared between people.
create table spend_counter (
  employer_id uuid not null,
  employee_id uuid not null,
  limit_id uuid not null,
  window_start timestamptz(3) not null,
  used money_amount not null,
  -- Whether it was told in this window that the limit is exceeded.
  notified boolean not null,
  leased money_amount not null default 0,
  reserved money_amount not null default 0,
  constraint spend_counter_pk primary key (employer_id, employee_id, limit_id),
  constraint spend_counter_limit foreign key (employer_id, limit_id) references spend_limit (employer_id, id),
  constraint spend_counter_leased check (leased >= 0 and reserved >= 0),
  constraint spend_counter_used check (used >= 0)
);
create index spend_counter_by_limit on spend_counter (limit_id, employee_id);
call make_tenant_table('spend_counter');

-- What many people share, in the window that began last.
create table shared_limit (
  employer_id uuid not null,
  limit_id uuid not null,
  amount money_amount not null,
  window_start timestamptz(3) not null,
  leased money_amount not null default 0,
  reserved money_amount not null default 0,
  notified boolean not null default false,
  -- The business date on which reservations were looked at last: people move on a date.
  settled_on date not null default '-infinity'::date,
  -- A sum over the counters of more than a few people is kept for some seconds, of real time.
  summed money_amount not null default 0,
  summed_of integer not null default 0,
  summed_at timestamptz(3) not null,
  constraint shared_limit_pk primary key (employer_id, limit_id),
  constraint shared_limit_limit foreign key (employer_id, limit_id) references spend_limit (employer_id, id),
  constraint shared_limit_amounts check (amount >= 0 and leased >= 0 and reserved >= 0)
);
call make_tenant_table('shared_limit');

-- Says that what is guaranteed to people may have changed since a shared limit counted it. A row of its own each time, so that who
-- grants waits for nobody who spends.
create table shared_limit_mark (
  employer_id uuid not null,
  limit_id uuid not null,
  id uuid not null,
  constraint shared_limit_mark_pk primary key (employer_id, limit_id, id),
  constraint shared_limit_mark_employer foreign key (employer_id) references employer (id)
);
call make_tenant_table('shared_limit_mark');
