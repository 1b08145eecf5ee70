create table stipend (
  employer_id uuid not null,
  id uuid not null,
  external_id text,
  employee_id uuid,
  origin text not null,
  policy_id uuid,
  policy_version_id uuid,
  offer_id uuid,
  offer_component_id uuid,
  amount_type text,
  period text,
  amount money_amount,
  percent integer,
  accepted_year money_amount,
  currency text not null,
  framing text not null,
  start_date date,
  end_date date,
  time_zone text not null,
  guaranteed_until date,
  issued_periods integer not null default 0,
  next_issue_at timestamptz(3),
  issue_tried_at timestamptz,
  issue_problem_code text,
  issue_problem_message text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  cadence text not null default 'MONTH',
  annual_amount money_amount,
  -- The first day of the capped terms, from which the periods are counted: a trial without a cap comes before. Null: the start.
  capped_from date,
  -- The trial without a cap, once it is issued, and when it ends as granted.
  trial_grant_id uuid,
  trial_end_at timestamptz(3),
  year_first_date date,
  -- The year in equal shares, and how many of them are over.
  year_shares integer,
  year_shares_over integer,
  year_granted money_amount,
  -- How much more that is than what is over was worth, exactly: in 1 / year_shares of the currency.
  year_ahead money_amount,
  own_end_date date,
  constraint stipend_pk primary key (employer_id, id),
  constraint stipend_external_id unique (employer_id, external_id),
  constraint stipend_offer_component unique (employer_id, offer_component_id),
  constraint stipend_employer foreign key (employer_id) references employer (id),
  constraint stipend_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
  constraint stipend_policy foreign key (employer_id, policy_id) references policy (employer_id, id),
  constraint stipend_policy_version foreign key (employer_id, policy_version_id) references policy_version (employer_id, id),
  constraint stipend_awaiting check (employee_id is not null or (origin = 'OFFER' and next_issue_at is null)),
  constraint stipend_dated check (start_date is not null or employee_id is null),
  constraint stipend_currency_shape check (currency ~ '^[A-Z]{3}$'),
  constraint stipend_framing_known check (framing in ('EMPLOYER_TOOL', 'COMPENSATION')),
  constraint stipend_issued_months check (issued_periods >= 0),
  constraint stipend_issue_problem check ((issue_problem_code is null) = (issue_problem_message is null)),
  constraint stipend_capped_from check (capped_from is null or (capped_from > start_date and origin = 'POLICY')),
  constraint stipend_trial check (num_nonnulls(trial_grant_id, trial_end_at) in (0, 2) and (trial_grant_id is null or capped_from is not null)),
  constraint stipend_cadence_known check (
    cadence = 'MONTH' or (cadence in ('DAY', 'WORKING_DAY', 'WEEK', 'QUARTER', 'YEAR', 'PAY_PERIOD') and origin = 'POLICY')),
  constraint stipend_year_shares check (year_shares > 0 and year_shares_over between 0 and year_shares),
  constraint stipend_time_zone_known check (
    time_zone = 'UTC' or (time_zone ~ '^[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+$' and timestamptz 'epoch' at time zone time_zone is not null)),
  constraint stipend_own_end check (end_date <= own_end_date),
  constraint stipend_origin check (
    (origin = 'POLICY' and policy_id is not null and policy_version_id is not null and offer_id is null and offer_component_id is null
    and amount_type is null and period is null and amount is null and percent is null)
    or (origin = 'OFFER' and policy_id is null and policy_version_id is null and offer_id is not null and offer_component_id is not null
    and period in ('MONTHLY', 'ANNUAL')
    and ((amount_type = 'FIXED' and amount > 0 and percent is null) or (amount_type = 'PERCENT_OF_BASE' and percent > 0 and amount is null)))
    or (origin = 'EXCEPTION' and policy_id is null and policy_version_id is null and offer_id is null and offer_component_id is null
    and amount_type is null and period is null and amount is null and percent is null and employee_id is not null and next_issue_at is null)
  ),
  constraint stipend_year_whole check (num_nonnulls(year_first_date, year_shares, year_shares_over, year_granted, year_ahead) in (0, 5)),
  constraint stipend_accepted_year check (accepted_year is null or (amount_type = 'PERCENT_OF_BASE' and accepted_year > 0)),
  -- A person is enrolled under a policy once at a time. One that ended before it began holds no day.
  constraint stipend_one_per_policy exclude using gist (employer_id with =, employee_id with =, policy_id with =,
    daterange(start_date, case when end_date < start_date then start_date else end_date end) with &&) where (origin = 'POLICY')
);
create index stipend_by_employee on stipend (employer_id, employee_id);
create index stipend_by_policy on stipend (employer_id, policy_id) where policy_id is not null;
create index stipend_by_offer on stipend (employer_id, offer_id) where offer_id is not null;
create index stipend_due on stipend (employer_id, next_issue_at) where next_issue_at is not null;
create unique index stipend_one_by_hand on stipend (employer_id, employee_id, currency) where origin = 'EXCEPTION' and end_date is null;
call make_tenant_table('stipend');
revoke delete on stipend from stipends_app;

-- Each month of a stipend is issued once, for ever. A month that came to nothing has no grant.
create table stipend_period (
  employer_id uuid not null,
  stipend_id uuid not null,
  period_index integer not null,
  start_date date not null,
  end_date date not null,
  start_at timestamptz(3) not null,
  end_at timestamptz(3) not null,
  policy_version_id uuid,
  -- The grant it brought, of the module to the left.
  grant_id uuid,
  issued_at timestamptz(3) not null,
  pay_period_id uuid,
  constraint stipend_period_pk primary key (employer_id, stipend_id, period_index),
  constraint stipend_period_stipend foreign key (employer_id, stipend_id) references stipend (employer_id, id),
  constraint stipend_period_policy_version foreign key (employer_id, policy_version_id) references policy_version (employer_id, id),
  constraint stipend_period_span check (period_index >= 0 and (end_at > start_at or (end_at = start_at and grant_id is null)))
);
create unique index stipend_period_one_per_pay_period on stipend_period (employer_id, stipend_id, pay_period_id) where pay_period_id is not null;
call make_tenant_table('stipend_period', append_only => true);
