create table stipend_grant (
  employer_id uuid not null,
  id uuid not null,
  stipend_id uuid not null,
  employee_id uuid not null,
  kind text not null,
  source text not null,
  reason text not null,
  amount money_amount not null,
  currency text not null,
  priority integer not null,
  effective_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  expired_at timestamptz(3),
  created_at timestamptz(3) not null,
  providers text[],
  models text[],
  tools text[],
  guaranteed_until date,
  extended_to timestamptz(3),
  revoked_at timestamptz(3),
  carried_from uuid,
  uncapped boolean not null default false,
  from_cost_center_id uuid,
  reopened integer not null default 0,
  constraint stipend_grant_pk primary key (employer_id, id),
  -- What is left of a grant is carried once.
  constraint stipend_grant_carried_once unique (employer_id, carried_from),
  constraint stipend_grant_stipend foreign key (employer_id, stipend_id) references stipend (employer_id, id),
  constraint stipend_grant_carried_from foreign key (employer_id, carried_from) references stipend_grant (employer_id, id),
  constraint stipend_grant_from_cost_center foreign key (employer_id, from_cost_center_id) references cost_center (employer_id, id),
  constraint stipend_grant_source_known check (source in ('POLICY', 'OFFER', 'EXCEPTION')),
  constraint stipend_grant_span check (
    expires_at > effective_at and ends_at >= effective_at and (extended_to is null or extended_to > effective_at)
    and ends_at <= coalesce(extended_to, expires_at)),
  constraint stipend_grant_filters check (cardinality(providers) > 0 and cardinality(models) > 0 and cardinality(tools) > 0),
  constraint stipend_grant_carried check ((kind = 'ROLLOVER') = (carried_from is not null)),
  constraint stipend_grant_kind_known check (
    kind in ('RECURRING', 'ROLLOVER', 'SIGN_ON', 'TRIAL', 'BONUS', 'TOP_UP', 'EXCEPTION', 'TRANSFER')),
  constraint stipend_grant_paid_by_pool check ((kind = 'TRANSFER') = (from_cost_center_id is not null)),
  -- How often the end of the grant was booked and taken back.
  constraint stipend_grant_reopened check (reopened >= 0),
  constraint stipend_grant_amount check (case when uncapped then amount = 0 and kind = 'TRIAL' else amount > 0 end)
);
create index stipend_grant_by_stipend on stipend_grant (employer_id, stipend_id, effective_at, id);
create index stipend_grant_due on stipend_grant (employer_id, ends_at) where expired_at is null;
-- The trial of a stipend under a policy, once for ever. By hand there may be more.
create unique index stipend_grant_one_trial on stipend_grant (employer_id, stipend_id) where kind = 'TRIAL' and source = 'POLICY';
call make_tenant_table('stipend_grant');
revoke delete on stipend_grant from stipends_app;

-- What was done to a grant after it was issued, in order.
create table grant_change (
  employer_id uuid not null,
  grant_id uuid not null,
  number integer not null,
  kind text not null,
  amount money_amount,
  ends_at timestamptz(3),
  reason text not null,
  actor text not null,
  posting_id uuid,
  at timestamptz(3) not null,
  cost_center_id uuid,
  constraint grant_change_pk primary key (employer_id, grant_id, number),
  constraint grant_change_grant foreign key (employer_id, grant_id) references stipend_grant (employer_id, id),
  constraint grant_change_posting foreign key (employer_id, posting_id) references posting (employer_id, id),
  constraint grant_change_cost_center foreign key (employer_id, cost_center_id) references cost_center (employer_id, id),
  constraint grant_change_number check (number > 0),
  constraint grant_change_kind_known check (kind in ('INCREASED', 'REDUCED', 'EXTENDED', 'SHORTENED', 'REVOKED', 'TRANSFERRED')),
  constraint grant_change_says check (case when kind in ('EXTENDED', 'SHORTENED') then ends_at is not null and amount is null
    else ends_at is null and amount is not null end),
  constraint grant_change_sign check (case kind when 'INCREASED' then amount > 0 else amount <= 0 end),
  constraint grant_change_books check ((coalesce(amount, 0) <> 0) = (posting_id is not null)),
  constraint grant_change_transfer check (case kind when 'TRANSFERRED' then cost_center_id is not null and amount < 0 else cost_center_id is null end)
);
create unique index grant_change_revoked_once on grant_change (employer_id, grant_id) where kind = 'REVOKED';
call make_tenant_table('grant_change', append_only => true);

create table clock_advance (
  employer_id uuid not null,
  id uuid not null,
  to_at timestamptz(3) not null,
  -- Database time: what could not be issued since then is not tried again by this advance.
  started_at timestamptz not null default clock_timestamp(),
  grants_issued integer not null default 0,
  grants_expired integer not null default 0,
  reached_at timestamptz(3),
  constraint clock_advance_pk primary key (employer_id, id),
  constraint clock_advance_employer foreign key (employer_id) references employer (id),
  constraint clock_advance_reached check (reached_at >= to_at)
);
create index clock_advance_under_way on clock_advance (employer_id, id) where reached_at is null;
call make_tenant_table('clock_advance');
