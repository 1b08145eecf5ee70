create table offer (
  employer_id uuid not null,
  id uuid not null,
  source text not null,
  external_id text,
  status text not null,
  version integer not null,
  version_number integer not null,
  candidate_name text not null,
  candidate_email text,
  title text not null,
  start_date date,
  expires_at timestamptz(3),
  locale text not null,
  employee_id uuid,
  employment_start_date date,
  converted_at timestamptz(3),
  closed_at timestamptz(3),
  closing_reason text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint offer_pk primary key (employer_id, id),
  constraint offer_external_id unique (employer_id, source, external_id),
  constraint offer_employer foreign key (employer_id) references employer (id),
  constraint offer_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
  constraint offer_status_known check (status in ('DRAFT', 'SENT', 'ACCEPTED', 'DECLINED', 'WITHDRAWN')),
  constraint offer_converted check (
    num_nulls(employee_id, employment_start_date, converted_at) in (0, 3) and (employee_id is null or status = 'ACCEPTED')
  ),
  constraint offer_closed check ((status in ('DECLINED', 'WITHDRAWN')) = (closed_at is not null) and (closing_reason is null or closed_at is not null))
);
create index offer_by_status on offer (employer_id, status, id);
call make_tenant_table('offer');
revoke delete on offer from stipends_app;

create table offer_version (
  employer_id uuid not null,
  id uuid not null,
  offer_id uuid not null,
  number integer not null,
  candidate_name text not null,
  title text not null,
  start_date date,
  expires_at timestamptz(3),
  locale text not null,
  sent_at timestamptz(3),
  created_at timestamptz(3) not null,
  constraint offer_version_pk primary key (employer_id, id),
  constraint offer_version_number unique (employer_id, offer_id, number),
  constraint offer_version_offer foreign key (employer_id, offer_id) references offer (employer_id, id)
);
create unique index offer_version_one_draft on offer_version (employer_id, offer_id) where sent_at is null;
call make_tenant_table('offer_version');
revoke delete on offer_version from stipends_app;

create table offer_component (
  employer_id uuid not null,
  offer_version_id uuid not null,
  id uuid not null,
  position integer not null,
  kind text not null,
  label text,
  effective_date date,
  amount money_amount,
  currency text,
  terms jsonb not null,
  constraint offer_component_pk primary key (employer_id, offer_version_id, id),
  constraint offer_component_version foreign key (employer_id, offer_version_id) references offer_version (employer_id, id),
  constraint offer_component_kind_known check (kind in ('BASE_SALARY', 'BONUS', 'EQUITY', 'COMPUTE_STIPEND', 'OTHER')),
  constraint offer_component_money check ((amount is null) = (currency is null) and (amount > 0 or (amount is null and kind = 'COMPUTE_STIPEND')))
);
call make_tenant_table('offer_component');

create table offer_letter (
  employer_id uuid not null,
  offer_version_id uuid not null,
  sha256 text not null,
  locale text not null,
  text_version text not null,
  html text not null,
  blocks jsonb not null,
  written_at timestamptz(3) not null,
  constraint offer_letter_pk primary key (employer_id, offer_version_id),
  constraint offer_letter_sha256 unique (employer_id, offer_version_id, sha256),
  constraint offer_letter_version foreign key (employer_id, offer_version_id) references offer_version (employer_id, id),
  constraint offer_letter_hash check (sha256 = encode(sha256(convert_to(html, 'UTF8')), 'hex'))
);
call make_tenant_table('offer_letter', append_only => true);

create table offer_acceptance (
  employer_id uuid not null,
  offer_id uuid not null,
  offer_version_id uuid not null,
  letter_sha256 text not null,
  accepted_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  via text not null,
  evidence jsonb not null,
  constraint offer_acceptance_pk primary key (employer_id, offer_id),
  constraint offer_acceptance_offer foreign key (employer_id, offer_id) references offer (employer_id, id),
  constraint offer_acceptance_letter foreign key (employer_id, offer_version_id, letter_sha256)
    references offer_letter (employer_id, offer_version_id, sha256),
  constraint offer_acceptance_via_known check (via in ('PAGE', 'PARTNER', 'ESIGN'))
);
call make_tenant_table('offer_acceptance', append_only => true);
