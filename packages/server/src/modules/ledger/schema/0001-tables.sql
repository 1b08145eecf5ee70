-- One row per person, stipend and currency. Without stipend: the person's own account, which carries the overage.
-- Each column is an account of the double entry; together they are always zero.
create table account (
  employer_id uuid not null,
  id uuid not null,
  employee_id uuid,
  stipend_id uuid,
  currency text not null,
  commitment money_amount not null default 0,
  available money_amount not null default 0,
  held money_amount not null default 0,
  consumed money_amount not null default 0,
  expired money_amount not null default 0,
  revoked money_amount not null default 0,
  overage money_amount not null default 0,
  version bigint not null default 0,
  last_hash bytea not null default '\x'::bytea,
  created_at timestamptz(3) not null default now(),
  cost_center_id uuid,
  constraint account_pk primary key (employer_id, id),
  constraint account_currency unique (employer_id, id, currency),
  constraint account_owner unique nulls not distinct (employer_id, employee_id, currency, stipend_id, cost_center_id),
  constraint account_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
  constraint account_cost_center foreign key (employer_id, cost_center_id) references cost_center (employer_id, id),
  constraint account_currency_shape check (currency ~ '^[A-Z]{3}$'),
  constraint account_one_purpose check (num_nonnulls(stipend_id, cost_center_id) < 2),
  constraint account_balanced check (commitment + available + held + consumed + expired + revoked + overage = 0),
  constraint account_available_limit check (available >= 0),
  constraint account_held_limit check (held >= 0),
  constraint account_of_someone check (employee_id is not null
    or (stipend_id is null and cost_center_id is not null and held = 0 and consumed = 0 and expired = 0 and revoked = 0 and overage = 0)),
  constraint account_signs check (commitment <= 0 and consumed >= 0 and expired >= 0 and revoked >= 0 and overage <= 0)
);
create index account_by_stipend on account (employer_id, stipend_id);
call make_tenant_table('account');
revoke delete on account from stipends_app;

-- AVAILABLE of one grant, with what the burn order needs. The grant's terms are the stipends module's.
create table grant_account (
  employer_id uuid not null,
  grant_id uuid not null,
  account_id uuid not null,
  employee_id uuid not null,
  currency text not null,
  priority integer not null,
  effective_at timestamptz(3) not null,
  expires_at timestamptz(3),
  granted money_amount not null,
  available money_amount not null,
  created_at timestamptz(3) not null,
  providers text[],
  models text[],
  tools text[],
  uncapped boolean not null default false,
  -- Before this instant what is left of it was promised, to whoever reads it: limits reserve it, and nobody cuts it. Null: it was not.
  guaranteed_until timestamptz(3),
  -- When its end was booked; null while that is ahead, and again where it was taken back.
  end_booked_at timestamptz(3),
  constraint grant_account_pk primary key (employer_id, grant_id),
  constraint grant_account_account foreign key (employer_id, account_id, currency) references account (employer_id, id, currency),
  constraint grant_account_filters check (cardinality(providers) > 0 and cardinality(models) > 0 and cardinality(tools) > 0),
  constraint grant_account_span check (expires_at is null or expires_at > effective_at or (uncapped and expires_at = effective_at)),
  constraint grant_account_uncapped check (not uncapped or (granted = 0 and available = 0)),
  constraint grant_account_limit check (available >= 0)
);
create index grant_account_expiring on grant_account (employer_id, expires_at) where available > 0;
-- Late usage looks for the grants that were in force in its time.
create index grant_account_ended on grant_account (employer_id, employee_id, expires_at) where available = 0;
create index grant_account_guaranteed on grant_account (employer_id, guaranteed_until) where guaranteed_until is not null;
create index grant_account_fundable on grant_account (employer_id, employee_id) where available > 0 or uncapped;
call make_tenant_table('grant_account');
revoke delete on grant_account from stipends_app;

create table posting (
  employer_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  sequence bigint not null,
  kind text not null,
  key text not null,
  effective_at timestamptz(3) not null,
  booked_at timestamptz(3) not null,
  subject_id uuid,
  reverses_id uuid,
  hash bytea not null,
  constraint posting_pk primary key (employer_id, id),
  constraint posting_sequence unique (employer_id, account_id, sequence),
  constraint posting_key unique (employer_id, key),
  constraint posting_account foreign key (employer_id, account_id) references account (employer_id, id),
  constraint posting_reverses foreign key (employer_id, reverses_id) references posting (employer_id, id),
  constraint posting_kind_known check (kind in
    ('GRANTED', 'CONSUMED', 'EXPIRED', 'REVOKED', 'HELD', 'CAPTURED', 'RELEASED', 'CORRECTED', 'ADJUSTED', 'ROLLED_OVER', 'TRANSFERRED')),
  constraint posting_sequence_from_one check (sequence > 0)
);
create index posting_by_subject on posting (employer_id, subject_id) where subject_id is not null;
-- The history of a balance, in its order.
create index posting_history on posting (employer_id, account_id, effective_at, booked_at, id);
create index posting_by_hand on posting (employer_id, account_id) where kind in ('ADJUSTED', 'ROLLED_OVER', 'TRANSFERRED');
create index posting_booked on posting (employer_id, booked_at) where sequence > 0;
create index posting_effective on posting (employer_id, effective_at) where sequence > 0;
call make_tenant_table('posting', append_only => true);

create table entry (
  employer_id uuid not null,
  posting_id uuid not null,
  leg smallint not null,
  account_id uuid not null,
  side text not null,
  grant_id uuid,
  currency text not null,
  amount money_amount not null,
  constraint entry_pk primary key (employer_id, posting_id, leg),
  constraint entry_posting foreign key (employer_id, posting_id) references posting (employer_id, id),
  constraint entry_account foreign key (employer_id, account_id, currency) references account (employer_id, id, currency),
  constraint entry_side_known check (side in ('COMMITMENT', 'AVAILABLE', 'HELD', 'CONSUMED', 'EXPIRED', 'REVOKED', 'OVERAGE')),
  constraint entry_amount_not_zero check (amount <> 0)
);
create index entry_by_account on entry (employer_id, account_id);
create index entry_by_grant on entry (employer_id, grant_id) where grant_id is not null;
call make_tenant_table('entry', append_only => true);

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
call make_tenant_table('grant_end_moved', append_only => true);
