create table policy (
  employer_id uuid not null,
  id uuid not null,
  external_id text,
  name text not null,
  status text not null default 'DRAFT',
  version integer not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint policy_pk primary key (employer_id, id),
  constraint policy_external_id unique (employer_id, external_id),
  constraint policy_employer foreign key (employer_id) references employer (id),
  constraint policy_status_known check (status in ('DRAFT', 'PUBLISHED', 'ARCHIVED'))
);
call make_tenant_table('policy');
revoke delete on policy from stipends_app;

create table policy_version (
  employer_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  number integer not null,
  status text not null default 'DRAFT',
  amount_type text not null,
  period text not null,
  amount money_amount,
  percent integer,
  currency text not null,
  framing text not null,
  stacking text not null,
  guarantee_months integer,
  expiry text not null default 'PERIOD_END',
  rollover text not null default 'NONE',
  effective_from date,
  effective_to date,
  published_at timestamptz(3),
  created_at timestamptz(3) not null,
  rollover_max money_amount,
  rollover_min money_amount,
  rollover_percent integer,
  rollover_periods integer,
  day_count text,
  uncapped_days integer,
  pay_periods_per_year integer,
  -- What its grants pay for. Null: anything.
  providers text[],
  models text[],
  tools text[],
  transfer text not null default 'NONE',
  constraint policy_version_pk primary key (employer_id, id),
  constraint policy_version_number unique (employer_id, policy_id, number),
  constraint policy_version_policy foreign key (employer_id, policy_id) references policy (employer_id, id),
  constraint policy_version_status_known check (status in ('DRAFT', 'PUBLISHED', 'SUPERSEDED', 'ARCHIVED')),
  constraint policy_version_currency_shape check (currency ~ '^[A-Z]{3}$'),
  constraint policy_version_framing_known check (framing in ('EMPLOYER_TOOL', 'COMPENSATION')),
  constraint policy_version_stacking_known check (stacking in ('OFFER_REPLACES', 'ADD')),
  constraint policy_version_guarantee check (guarantee_months between 1 and 120),
  constraint policy_version_expiry_known check (expiry = 'PERIOD_END'),
  constraint policy_version_published check ((status = 'DRAFT') = (effective_from is null) and (effective_from is null) = (published_at is null)),
  constraint policy_version_span check (effective_to is null or effective_to > effective_from),
  constraint policy_version_uncapped_days check (uncapped_days between 1 and 366),
  constraint policy_version_filters check (cardinality(providers) > 0 and cardinality(models) > 0 and cardinality(tools) > 0),
  constraint policy_version_pay_periods check (pay_periods_per_year is null
    or (pay_periods_per_year in (12, 24, 26, 27, 52, 53) and period in ('ANNUAL', 'PAY_PERIOD'))),
  constraint policy_version_period_known check (
    period in ('MONTHLY', 'ANNUAL', 'QUARTER', 'YEAR') or (period in ('DAY', 'WORKING_DAY', 'WEEK', 'PAY_PERIOD') and amount_type = 'FIXED')),
  constraint policy_version_transfer_known check (transfer in ('NONE', 'COST_CENTER')),
  constraint policy_version_rollover_known check (case rollover
    when 'NONE' then num_nonnulls(rollover_max, rollover_min, rollover_percent, rollover_periods) = 0
    when 'CAPPED' then rollover_max > 0 and rollover_min between 0 and rollover_max and num_nonnulls(rollover_max, rollover_min, rollover_periods) = 3
    and coalesce(rollover_percent between 1 and 10000, true) and rollover_periods between 1 and 12
    else false end),
  constraint policy_version_amount check (case amount_type
    when 'FIXED' then amount > 0 and num_nonnulls(percent, day_count) = 0
    when 'PERCENT_OF_BASE' then percent between 1 and 1000000 and num_nonnulls(amount, day_count) = 0
    when 'PER_DAY' then amount > 0 and percent is null and period = 'MONTHLY' and day_count in ('CALENDAR', 'WORKING') and day_count is not null
    else false end),
  constraint policy_version_no_overlap exclude using gist
    (employer_id with =, policy_id with =, daterange(effective_from, effective_to) with &&) where (effective_from is not null)
);
create unique index policy_version_one_draft on policy_version (employer_id, policy_id) where status = 'DRAFT';
call make_tenant_table('policy_version');
revoke delete on policy_version from stipends_app;
