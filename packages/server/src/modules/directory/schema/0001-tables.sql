create table legal_entity (
  employer_id uuid not null,
  id uuid not null,
  external_id text not null,
  name text not null,
  country text not null,
  time_zone text not null,
  currency text not null,
  created_at timestamptz(3) not null,
  constraint legal_entity_pk primary key (employer_id, id),
  constraint legal_entity_external_id unique (employer_id, external_id),
  constraint legal_entity_employer foreign key (employer_id) references employer (id),
  constraint legal_entity_time_zone_known check (
    time_zone = 'UTC' or (time_zone ~ '^[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+$' and timestamptz 'epoch' at time zone time_zone is not null))
);
call make_tenant_table('legal_entity');
revoke delete on legal_entity from stipends_app;

create table department (
  employer_id uuid not null,
  id uuid not null,
  external_id text not null,
  name text not null,
  created_at timestamptz(3) not null,
  constraint department_pk primary key (employer_id, id),
  constraint department_external_id unique (employer_id, external_id),
  constraint department_employer foreign key (employer_id) references employer (id)
);
call make_tenant_table('department');
revoke delete on department from stipends_app;

create table cost_center (
  employer_id uuid not null,
  id uuid not null,
  external_id text not null,
  code text not null,
  name text not null,
  created_at timestamptz(3) not null,
  constraint cost_center_pk primary key (employer_id, id),
  constraint cost_center_external_id unique (employer_id, external_id),
  constraint cost_center_employer foreign key (employer_id) references employer (id)
);
call make_tenant_table('cost_center');
revoke delete on cost_center from stipends_app;

create table employee (
  employer_id uuid not null,
  id uuid not null,
  source text not null,
  external_id text not null,
  name text not null,
  email text,
  -- The address as it is compared: lower case as the application knows it, whatever the collation here.
  email_key text,
  terminated_on date,
  termination_reason text,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  constraint employee_pk primary key (employer_id, id),
  constraint employee_external_id unique (employer_id, external_id, source),
  constraint employee_email unique (employer_id, email_key),
  constraint employee_employer foreign key (employer_id) references employer (id),
  constraint employee_email_key check ((email is null) = (email_key is null))
);
call make_tenant_table('employee');
revoke delete on employee from stipends_app;

create table employment (
  employer_id uuid not null,
  id uuid not null,
  employee_id uuid not null,
  start_date date not null,
  end_date date,
  title text,
  job_family text,
  level text,
  country text,
  employment_type text not null,
  fte_basis_points integer not null,
  base_salary_amount money_amount,
  base_salary_currency text,
  legal_entity_id uuid,
  department_id uuid,
  cost_center_id uuid,
  created_at timestamptz(3) not null,
  constraint employment_pk primary key (employer_id, id),
  constraint employment_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
  constraint employment_legal_entity foreign key (employer_id, legal_entity_id) references legal_entity (employer_id, id),
  constraint employment_department foreign key (employer_id, department_id) references department (employer_id, id),
  constraint employment_cost_center foreign key (employer_id, cost_center_id) references cost_center (employer_id, id),
  constraint employment_span check (end_date > start_date),
  constraint employment_type_known check (employment_type in ('FULL_TIME', 'PART_TIME', 'TEMPORARY', 'INTERN', 'CONTRACTOR')),
  constraint employment_fte check (fte_basis_points between 1 and 20000),
  constraint employment_salary check ((base_salary_amount is null) = (base_salary_currency is null) and base_salary_amount >= 0),
  constraint employment_no_overlap
    exclude using gist (employer_id with =, employee_id with =, daterange(start_date, end_date) with &&)
);
create index employment_by_employee on employment (employee_id, start_date);
call make_tenant_table('employment');

-- Terms that were to begin when the employment had ended: they come back where a later end is said.
create table lapsed_employment (
  employer_id uuid not null,
  id uuid not null,
  employee_id uuid not null,
  start_date date not null,
  begins boolean not null,
  title text,
  job_family text,
  level text,
  country text,
  employment_type text not null,
  fte_basis_points integer not null,
  base_salary_amount money_amount,
  base_salary_currency text,
  legal_entity_id uuid,
  department_id uuid,
  cost_center_id uuid,
  created_at timestamptz(3) not null,
  constraint lapsed_employment_pk primary key (employer_id, id),
  constraint lapsed_employment_start unique (employer_id, employee_id, start_date),
  constraint lapsed_employment_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
  constraint lapsed_employment_legal_entity foreign key (employer_id, legal_entity_id) references legal_entity (employer_id, id),
  constraint lapsed_employment_department foreign key (employer_id, department_id) references department (employer_id, id),
  constraint lapsed_employment_cost_center foreign key (employer_id, cost_center_id) references cost_center (employer_id, id)
);
call make_tenant_table('lapsed_employment');
