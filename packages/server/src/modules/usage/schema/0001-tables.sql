-- One row per event for ever, whatever its time: the events themselves are partitioned by time, and a unique key
-- there would let the same event in again with another time. Kept when the event itself has gone.
create table usage_key (
  employer_id uuid not null,
  source text not null,
  event_id text not null,
  usage_id uuid not null,
  fingerprint bytea not null,
  constraint usage_key_pk primary key (employer_id, source, event_id),
  constraint usage_key_employer foreign key (employer_id) references employer (id)
);
call make_tenant_table('usage_key', append_only => true);

create table usage_event (
  employer_id uuid not null,
  id uuid not null,
  source text not null,
  event_id text not null,
  employee_id uuid,
  reference jsonb not null,
  provider text not null,
  model text not null,
  occurred_at timestamptz(3) not null,
  counts jsonb not null,
  status text not null,
  recorded_at timestamptz(3) not null,
  constraint usage_event_pk primary key (employer_id, occurred_at, id),
  constraint usage_event_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
  constraint usage_event_status_known check (status in ('RECORDED', 'UNPRICED', 'UNATTRIBUTED')),
  constraint usage_event_attributed check ((status = 'UNATTRIBUTED') = (employee_id is null))
) partition by range (occurred_at);
create index usage_event_by_id on usage_event (employer_id, id);
create index usage_event_by_employee on usage_event (employer_id, employee_id, occurred_at, id);
create index usage_event_unresolved on usage_event (employer_id, status, occurred_at, id) where status <> 'RECORDED';
call make_tenant_table('usage_event', append_only => true);

-- A partition a month, ahead of time, and one for all other times (test clocks). A partition has no privileges of its
-- own for anyone, and the tenant's policy too, since that of the parent does not guard a direct look at it.
do $partitions$
declare
  v_month timestamp;
  v_name text;
begin
  for v_month in select generate_series('2026-10-01'::timestamp, '2028-12-01'::timestamp, interval '1 month') loop
    v_name := 'usage_event_' || to_char(v_month, 'YYYY_MM');
    execute format('create table %I partition of usage_event for values from (%L) to (%L)',
      v_name, v_month at time zone 'UTC', (v_month + interval '1 month') at time zone 'UTC');
  end loop;
  create table usage_event_other partition of usage_event default;
  for v_name in select inhrelid::regclass::text from pg_inherits where inhparent = 'usage_event'::regclass loop
    execute format('alter table %s enable row level security', v_name);
    execute format('alter table %s force row level security', v_name);
    execute format('alter table %s alter column employer_id set statistics 0', v_name);
    execute format('create policy %s_tenant on %s
      using (employer_id = nullif(current_setting(''app.employer_id'', true), '''')::uuid)
      with check (employer_id = nullif(current_setting(''app.employer_id'', true), '''')::uuid)', v_name, v_name);
  end loop;
end $partitions$;

create table usage_charge (
  employer_id uuid not null,
  usage_id uuid not null,
  employee_id uuid not null,
  occurred_at timestamptz(3) not null,
  price_id uuid not null,
  lines jsonb not null,
  list_amount money_amount not null,
  list_currency text not null,
  fx_rate_id uuid,
  amount money_amount not null,
  currency text not null,
  booked_at timestamptz(3) not null,
  -- The model as the price list names it, and the tokens of all classes.
  listed_provider text,
  listed_model text,
  tokens token_count,
  cost_center_id uuid,
  department_id uuid,
  constraint usage_charge_pk primary key (employer_id, usage_id),
  constraint usage_charge_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
  constraint usage_charge_fx_rate foreign key (employer_id, fx_rate_id) references fx_rate (employer_id, id),
  constraint usage_charge_converted check ((fx_rate_id is null) = (list_currency = currency)),
  constraint usage_charge_not_negative check (list_amount >= 0 and amount >= 0)
);
call make_tenant_table('usage_charge', append_only => true);

-- Which grant paid what part of a charge, in burn order; without grant it is overage.
create table usage_funding (
  employer_id uuid not null,
  usage_id uuid not null,
  seq smallint not null,
  grant_id uuid,
  amount money_amount not null,
  constraint usage_funding_pk primary key (employer_id, usage_id, seq),
  constraint usage_funding_charge foreign key (employer_id, usage_id) references usage_charge (employer_id, usage_id),
  constraint usage_funding_grant foreign key (employer_id, grant_id) references grant_account (employer_id, grant_id),
  constraint usage_funding_positive check (amount > 0)
);
create index usage_funding_by_grant on usage_funding (employer_id, grant_id) where grant_id is not null;
call make_tenant_table('usage_funding', append_only => true);

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
call make_tenant_table('usage_correction', append_only => true);
