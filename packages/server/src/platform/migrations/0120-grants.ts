import { type SchemaStep, tenantTable } from './migration.js';

/** Grants by hand, what they pay for, what becomes of them; cadences and rollover of recurring ones. */
export const grants: SchemaStep = {
  name: '0120-grants',
  sql: `
    alter table posting
      drop constraint posting_kind_known,
      add constraint posting_kind_known check (kind in
        ('GRANTED', 'CONSUMED', 'EXPIRED', 'REVOKED', 'HELD', 'CAPTURED', 'RELEASED', 'CORRECTED', 'ADJUSTED', 'ROLLED_OVER'));

    -- What a grant pays for, beside the rest of the burn order. Null: anything.
    alter table grant_account
      add column providers text[],
      add column models text[],
      add column tools text[],
      add constraint grant_account_filters check (cardinality(providers) > 0 and cardinality(models) > 0 and cardinality(tools) > 0);

    -- Grants by hand that belong to no other stipend have one of their own, one a person and currency at a time.
    alter table stipend
      drop constraint stipend_origin,
      add constraint stipend_origin check (
        (origin = 'POLICY' and policy_id is not null and policy_version_id is not null and offer_id is null and offer_component_id is null
          and amount_type is null and period is null and amount is null and percent is null)
        or (origin = 'OFFER' and policy_id is null and policy_version_id is null and offer_id is not null and offer_component_id is not null
          and period in ('MONTHLY', 'ANNUAL')
          and ((amount_type = 'FIXED' and amount > 0 and percent is null) or (amount_type = 'PERCENT_OF_BASE' and percent > 0 and amount is null)))
        or (origin = 'EXCEPTION' and policy_id is null and policy_version_id is null and offer_id is null and offer_component_id is null
          and amount_type is null and period is null and amount is null and percent is null and employee_id is not null and next_issue_at is null)
      );
    create unique index stipend_one_by_hand on stipend (employer_id, employee_id, currency) where origin = 'EXCEPTION' and end_date is null;

    alter table stipend_grant
      add column providers text[],
      add column models text[],
      add column tools text[],
      add column guaranteed_until date,
      add column extended_to timestamptz(3),
      add column revoked_at timestamptz(3),
      add column carried_from uuid,
      drop constraint stipend_grant_kind_known,
      add constraint stipend_grant_kind_known check (kind in ('RECURRING', 'ROLLOVER', 'SIGN_ON', 'TRIAL', 'BONUS', 'TOP_UP', 'EXCEPTION')),
      drop constraint stipend_grant_source_known,
      add constraint stipend_grant_source_known check (source in ('POLICY', 'OFFER', 'EXCEPTION')),
      drop constraint stipend_grant_span,
      add constraint stipend_grant_span check (
        expires_at > effective_at and ends_at >= effective_at and (extended_to is null or extended_to > effective_at)
        and ends_at <= coalesce(extended_to, expires_at)),
      add constraint stipend_grant_filters check (cardinality(providers) > 0 and cardinality(models) > 0 and cardinality(tools) > 0),
      add constraint stipend_grant_carried check ((kind = 'ROLLOVER') = (carried_from is not null)),
      add constraint stipend_grant_carried_from foreign key (employer_id, carried_from) references stipend_grant (employer_id, id),
      -- What is left of a grant is carried once.
      add constraint stipend_grant_carried_once unique (employer_id, carried_from);

    alter table policy_version
      add column rollover_max numeric(38,10),
      add column rollover_min numeric(38,10),
      add column rollover_percent integer,
      add column rollover_periods integer,
      drop constraint policy_version_period_known,
      add constraint policy_version_period_known check (
        period in ('MONTHLY', 'ANNUAL', 'QUARTER', 'YEAR') or (period in ('DAY', 'WORKING_DAY', 'WEEK') and amount_type = 'FIXED')),
      drop constraint policy_version_rollover_known,
      add constraint policy_version_rollover_known check (case rollover
        when 'NONE' then num_nonnulls(rollover_max, rollover_min, rollover_percent, rollover_periods) = 0
        when 'CAPPED' then rollover_max > 0 and rollover_min between 0 and rollover_max and num_nonnulls(rollover_max, rollover_min, rollover_periods) = 3
          and coalesce(rollover_percent between 1 and 10000, true) and rollover_periods between 1 and 12
        else false end);

    create or replace function published_terms_stand() returns trigger language plpgsql as $$
    begin
      if old.status <> 'DRAFT' and
         row(new.amount_type, new.period, new.amount, new.percent, new.currency, new.framing, new.stacking, new.guarantee_months, new.expiry,
             new.rollover, new.rollover_max, new.rollover_min, new.rollover_percent, new.rollover_periods, new.effective_from, new.published_at)
         is distinct from
         row(old.amount_type, old.period, old.amount, old.percent, old.currency, old.framing, old.stacking, old.guarantee_months, old.expiry,
             old.rollover, old.rollover_max, old.rollover_min, old.rollover_percent, old.rollover_periods, old.effective_from, old.published_at)
      then
        raise exception 'a published policy version is never edited' using errcode = '42501';
      end if;
      return new;
    end $$;

    -- How long a period of the stipend is; a policy keeps its cadence.
    alter table stipend
      add column cadence text not null default 'MONTH',
      add constraint stipend_cadence_known check (
        cadence = 'MONTH' or (cadence in ('DAY', 'WORKING_DAY', 'WEEK', 'QUARTER', 'YEAR') and origin = 'POLICY'));

    -- What was done to a grant after it was issued, in order.
    create table grant_change (
      employer_id uuid not null,
      grant_id uuid not null,
      number integer not null,
      kind text not null,
      amount numeric(38,10),
      ends_at timestamptz(3),
      reason text not null,
      actor text not null,
      posting_id uuid,
      at timestamptz(3) not null,
      constraint grant_change_pk primary key (employer_id, grant_id, number),
      constraint grant_change_grant foreign key (employer_id, grant_id) references stipend_grant (employer_id, id),
      constraint grant_change_posting foreign key (employer_id, posting_id) references posting (employer_id, id),
      constraint grant_change_kind_known check (kind in ('INCREASED', 'REDUCED', 'EXTENDED', 'SHORTENED', 'REVOKED')),
      constraint grant_change_says check (case when kind in ('EXTENDED', 'SHORTENED') then ends_at is not null and amount is null
        else ends_at is null and amount is not null end),
      constraint grant_change_sign check (case kind when 'INCREASED' then amount > 0 else amount <= 0 end),
      constraint grant_change_books check ((coalesce(amount, 0) <> 0) = (posting_id is not null)),
      constraint grant_change_number check (number > 0)
    );
    ${tenantTable('grant_change', { appendOnly: true })}
    create unique index grant_change_revoked_once on grant_change (employer_id, grant_id) where kind = 'REVOKED';

    create or replace function grant_terms_stand() returns trigger language plpgsql as $$
    begin
      if row(new.stipend_id, new.employee_id, new.kind, new.source, new.amount, new.currency, new.priority, new.effective_at, new.expires_at,
             new.providers, new.models, new.tools, new.guaranteed_until, new.carried_from)
         is distinct from
         row(old.stipend_id, old.employee_id, old.kind, old.source, old.amount, old.currency, old.priority, old.effective_at, old.expires_at,
             old.providers, old.models, old.tools, old.guaranteed_until, old.carried_from)
      then
        raise exception 'the terms of a grant are never edited' using errcode = '42501';
      end if;
      if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
        raise exception 'a grant is revoked once' using errcode = '42501';
      end if;
      return new;
    end $$;
  `,
};
