create table partner (
  id uuid not null,
  name text not null,
  created_at timestamptz(3) not null default now(),
  constraint partner_pk primary key (id)
);

create table employer (
  id uuid not null,
  name text not null,
  mode text not null,
  created_at timestamptz(3) not null default now(),
  constraint employer_pk primary key (id),
  constraint employer_mode unique (id, mode),
  constraint employer_mode_known check (mode in ('LIVE', 'SANDBOX'))
);

create table connection (
  partner_id uuid not null,
  employer_id uuid not null,
  mode text not null,
  external_id text not null,
  created_at timestamptz(3) not null default now(),
  constraint connection_pk primary key (partner_id, employer_id),
  constraint connection_external_id unique (partner_id, mode, external_id),
  constraint connection_partner foreign key (partner_id) references partner (id),
  constraint connection_employer foreign key (employer_id, mode) references employer (id, mode)
);
create index connection_by_employer on connection (employer_id);

create table api_key (
  id uuid not null,
  partner_id uuid not null,
  employer_id uuid,
  name text not null,
  mode text not null,
  hash bytea not null,
  last_four text not null,
  scopes text[] not null,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  claim text,
  fingerprint bytea,
  constraint api_key_pk primary key (id),
  constraint api_key_hash unique (hash),
  constraint api_key_claim unique (partner_id, mode, claim),
  constraint api_key_partner foreign key (partner_id) references partner (id),
  constraint api_key_connection foreign key (partner_id, employer_id) references connection (partner_id, employer_id),
  constraint api_key_claim_whole check ((claim is null) = (fingerprint is null)),
  constraint api_key_mode_known check (mode in ('LIVE', 'TEST'))
);
create index api_key_by_partner on api_key (partner_id);

create table employer_settings (
  employer_id uuid not null,
  mode text not null,
  time_zone text not null,
  currency text not null,
  convert_on_accept boolean not null default false,
  framing text not null default 'EMPLOYER_TOOL',
  minimum_cohort integer not null default 5,
  test_now timestamptz(3),
  version integer not null default 1,
  week_start text not null default 'MONDAY',
  overage text not null default 'BLOCK',
  constraint employer_settings_pk primary key (employer_id),
  constraint employer_settings_employer foreign key (employer_id) references employer (id),
  constraint employer_settings_clock check ((mode = 'SANDBOX') = (test_now is not null)),
  constraint employer_settings_framing_known check (framing in ('EMPLOYER_TOOL', 'COMPENSATION')),
  constraint employer_settings_cohort check (minimum_cohort >= 2),
  constraint employer_settings_week_start check (week_start in
    ('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY')),
  constraint employer_settings_overage_known check (overage in ('BLOCK', 'ALLOW_RECORD', 'CHARGE_COST_CENTER')),
  constraint employer_settings_time_zone_known check (
    time_zone = 'UTC' or (time_zone ~ '^[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+$' and timestamptz 'epoch' at time zone time_zone is not null))
);
call make_tenant_table('employer_settings');
