import { type SchemaStep, tenantTable } from './migration.js';

/** Policies and their versions. What was published stands: the database refuses to edit it. */
export const policies: SchemaStep = {
  name: '0060-policies',
  sql: `
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
    ${tenantTable('policy')}

    create table policy_version (
      employer_id uuid not null,
      id uuid not null,
      policy_id uuid not null,
      number integer not null,
      status text not null default 'DRAFT',
      amount_type text not null,
      period text not null,
      amount numeric(38,10),
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
      constraint policy_version_pk primary key (employer_id, id),
      constraint policy_version_number unique (employer_id, policy_id, number),
      constraint policy_version_policy foreign key (employer_id, policy_id) references policy (employer_id, id),
      constraint policy_version_status_known check (status in ('DRAFT', 'PUBLISHED', 'SUPERSEDED', 'ARCHIVED')),
      constraint policy_version_period_known check (period in ('MONTHLY', 'ANNUAL')),
      constraint policy_version_amount check (
        (amount_type = 'FIXED' and amount > 0 and percent is null)
        or (amount_type = 'PERCENT_OF_BASE' and percent between 1 and 1000000 and amount is null)
      ),
      constraint policy_version_currency_shape check (currency ~ '^[A-Z]{3}$'),
      constraint policy_version_framing_known check (framing in ('EMPLOYER_TOOL', 'COMPENSATION')),
      constraint policy_version_stacking_known check (stacking in ('OFFER_REPLACES', 'ADD')),
      constraint policy_version_guarantee check (guarantee_months between 1 and 120),
      constraint policy_version_expiry_known check (expiry = 'PERIOD_END'),
      constraint policy_version_rollover_known check (rollover = 'NONE'),
      constraint policy_version_published check ((status = 'DRAFT') = (effective_from is null) and (effective_from is null) = (published_at is null)),
      constraint policy_version_span check (effective_to is null or effective_to > effective_from),
      constraint policy_version_no_overlap exclude using gist
        (employer_id with =, policy_id with =, daterange(effective_from, effective_to) with &&) where (effective_from is not null)
    );
    create unique index policy_version_one_draft on policy_version (employer_id, policy_id) where status = 'DRAFT';
    ${tenantTable('policy_version')}
    revoke delete on policy, policy_version from stipends_app;

    -- After publication only the status and the end of a version move.
    create function published_terms_stand() returns trigger language plpgsql as $$
    begin
      if old.status <> 'DRAFT' and
         row(new.amount_type, new.period, new.amount, new.percent, new.currency, new.framing, new.stacking, new.guarantee_months,
             new.expiry, new.rollover, new.effective_from, new.published_at)
         is distinct from
         row(old.amount_type, old.period, old.amount, old.percent, old.currency, old.framing, old.stacking, old.guarantee_months,
             old.expiry, old.rollover, old.effective_from, old.published_at)
      then
        raise exception 'a published policy version is never edited' using errcode = '42501';
      end if;
      return new;
    end $$;
    create trigger policy_version_terms_stand before update on policy_version
      for each row execute function published_terms_stand();
    revoke execute on function published_terms_stand from public;
    grant execute on function published_terms_stand to stipends_app;
  `,
};
