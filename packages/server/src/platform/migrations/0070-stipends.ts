import { type SchemaStep, tenantTable } from './migration.js';

/** Who is granted what: enrolments, their months, and the terms of each grant. The money itself is in the ledger. */
export const stipends: SchemaStep = {
  name: '0070-stipends',
  sql: `
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
      amount numeric(38,10),
      percent integer,
      accepted_year numeric(38,10),
      currency text not null,
      framing text not null,
      start_date date,
      end_date date,
      time_zone text not null,
      guaranteed_until date,
      issued_months integer not null default 0,
      next_issue_at timestamptz(3),
      issue_tried_at timestamptz,
      issue_problem_code text,
      issue_problem_message text,
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      constraint stipend_pk primary key (employer_id, id),
      constraint stipend_external_id unique (employer_id, external_id),
      constraint stipend_offer_component unique (employer_id, offer_component_id),
      constraint stipend_employer foreign key (employer_id) references employer (id),
      constraint stipend_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
      constraint stipend_policy foreign key (employer_id, policy_id) references policy (employer_id, id),
      constraint stipend_policy_version foreign key (employer_id, policy_version_id) references policy_version (employer_id, id),
      constraint stipend_origin check (
        (origin = 'POLICY' and policy_id is not null and policy_version_id is not null and offer_id is null and offer_component_id is null
          and amount_type is null and period is null and amount is null and percent is null)
        or (origin = 'OFFER' and policy_id is null and policy_version_id is null and offer_id is not null and offer_component_id is not null
          and period in ('MONTHLY', 'ANNUAL')
          and ((amount_type = 'FIXED' and amount > 0 and percent is null) or (amount_type = 'PERCENT_OF_BASE' and percent > 0 and amount is null)))
      ),
      constraint stipend_accepted_year check (accepted_year is null or (amount_type = 'PERCENT_OF_BASE' and accepted_year > 0)),
      constraint stipend_awaiting check (employee_id is not null or (origin = 'OFFER' and next_issue_at is null)),
      constraint stipend_dated check (start_date is not null or employee_id is null),
      constraint stipend_currency_shape check (currency ~ '^[A-Z]{3}$'),
      constraint stipend_framing_known check (framing in ('EMPLOYER_TOOL', 'COMPENSATION')),
      constraint stipend_issued_months check (issued_months >= 0),
      constraint stipend_issue_problem check ((issue_problem_code is null) = (issue_problem_message is null)),
      -- A person is enrolled under a policy once at a time. One that ended before it began holds no day.
      constraint stipend_one_per_policy exclude using gist (employer_id with =, employee_id with =, policy_id with =,
        daterange(start_date, case when end_date < start_date then start_date else end_date end) with &&) where (origin = 'POLICY')
    );
    create index stipend_by_employee on stipend (employer_id, employee_id);
    create index stipend_by_policy on stipend (employer_id, policy_id) where policy_id is not null;
    create index stipend_by_offer on stipend (employer_id, offer_id) where offer_id is not null;
    create index stipend_due on stipend (employer_id, next_issue_at) where next_issue_at is not null;
    ${tenantTable('stipend')}

    create table stipend_grant (
      employer_id uuid not null,
      id uuid not null,
      stipend_id uuid not null,
      employee_id uuid not null,
      kind text not null,
      source text not null,
      reason text not null,
      amount numeric(38,10) not null,
      currency text not null,
      priority integer not null,
      effective_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      ends_at timestamptz(3) not null,
      expired_at timestamptz(3),
      created_at timestamptz(3) not null,
      constraint stipend_grant_pk primary key (employer_id, id),
      constraint stipend_grant_stipend foreign key (employer_id, stipend_id) references stipend (employer_id, id),
      constraint stipend_grant_kind_known check (kind = 'RECURRING'),
      constraint stipend_grant_source_known check (source in ('POLICY', 'OFFER')),
      constraint stipend_grant_amount check (amount > 0),
      constraint stipend_grant_span check (expires_at > effective_at and ends_at between effective_at and expires_at)
    );
    create index stipend_grant_by_stipend on stipend_grant (employer_id, stipend_id, effective_at, id);
    create index stipend_grant_due on stipend_grant (employer_id, ends_at) where expired_at is null;
    ${tenantTable('stipend_grant')}

    -- Each month of a stipend is issued once, for ever. A month that came to nothing has no grant.
    create table stipend_period (
      employer_id uuid not null,
      stipend_id uuid not null,
      month_index integer not null,
      start_date date not null,
      end_date date not null,
      start_at timestamptz(3) not null,
      end_at timestamptz(3) not null,
      policy_version_id uuid,
      grant_id uuid,
      issued_at timestamptz(3) not null,
      constraint stipend_period_pk primary key (employer_id, stipend_id, month_index),
      constraint stipend_period_stipend foreign key (employer_id, stipend_id) references stipend (employer_id, id),
      constraint stipend_period_policy_version foreign key (employer_id, policy_version_id) references policy_version (employer_id, id),
      constraint stipend_period_grant foreign key (employer_id, grant_id) references stipend_grant (employer_id, id),
      constraint stipend_period_span check (end_at > start_at and month_index >= 0)
    );
    ${tenantTable('stipend_period', { appendOnly: true })}
    revoke delete on stipend, stipend_grant from stipends_app;

    -- The terms of a grant stand; only its end moves, when the stipend ends early.
    create function grant_terms_stand() returns trigger language plpgsql as $$
    begin
      if row(new.stipend_id, new.employee_id, new.kind, new.source, new.amount, new.currency, new.priority, new.effective_at, new.expires_at)
         is distinct from
         row(old.stipend_id, old.employee_id, old.kind, old.source, old.amount, old.currency, old.priority, old.effective_at, old.expires_at)
      then
        raise exception 'the terms of a grant are never edited' using errcode = '42501';
      end if;
      return new;
    end $$;
    create trigger stipend_grant_terms_stand before update on stipend_grant for each row execute function grant_terms_stand();
    revoke execute on function grant_terms_stand from public;
    grant execute on function grant_terms_stand to stipends_app;
  `,
};
