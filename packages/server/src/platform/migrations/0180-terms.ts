import type { SchemaStep } from './migration.js';

/**
 * What stipends under a policy may say: a trial to begin with, pay periods of the calendar of payroll, an amount for each day, and
 * what is paid for; and what they are worth in a year.
 */
export const terms: SchemaStep = {
  name: '0180-terms',
  sql: `
    alter table policy_version
      add column day_count text,
      add column uncapped_days integer,
      add constraint policy_version_uncapped_days check (uncapped_days between 1 and 366),
      add column pay_periods_per_year integer,
      -- What its grants pay for. Null: anything.
      add column providers text[],
      add column models text[],
      add column tools text[],
      add constraint policy_version_filters check (cardinality(providers) > 0 and cardinality(models) > 0 and cardinality(tools) > 0),
      add constraint policy_version_pay_periods check (pay_periods_per_year is null
        or (pay_periods_per_year in (12, 24, 26, 27, 52, 53) and period in ('ANNUAL', 'PAY_PERIOD'))),
      drop constraint policy_version_amount,
      add constraint policy_version_amount check (case amount_type
        when 'FIXED' then amount > 0 and num_nonnulls(percent, day_count) = 0
        when 'PERCENT_OF_BASE' then percent between 1 and 1000000 and num_nonnulls(amount, day_count) = 0
        when 'PER_DAY' then amount > 0 and percent is null and period = 'MONTHLY' and day_count in ('CALENDAR', 'WORKING') and day_count is not null
        else false end),
      drop constraint policy_version_period_known,
      add constraint policy_version_period_known check (
        period in ('MONTHLY', 'ANNUAL', 'QUARTER', 'YEAR') or (period in ('DAY', 'WORKING_DAY', 'WEEK', 'PAY_PERIOD') and amount_type = 'FIXED'));

    create or replace function published_terms_stand() returns trigger language plpgsql as $$
    begin
      if old.status <> 'DRAFT' and
         row(new.amount_type, new.period, new.amount, new.percent, new.day_count, new.pay_periods_per_year, new.currency, new.framing, new.stacking,
             new.guarantee_months, new.uncapped_days, new.expiry, new.rollover, new.rollover_max, new.rollover_min, new.rollover_percent, new.rollover_periods,
             new.providers, new.models, new.tools, new.effective_from, new.published_at)
         is distinct from
         row(old.amount_type, old.period, old.amount, old.percent, old.day_count, old.pay_periods_per_year, old.currency, old.framing, old.stacking,
             old.guarantee_months, old.uncapped_days, old.expiry, old.rollover, old.rollover_max, old.rollover_min, old.rollover_percent, old.rollover_periods,
             old.providers, old.models, old.tools, old.effective_from, old.published_at)
      then
        raise exception 'a published policy version is never edited' using errcode = '42501';
      end if;
      return new;
    end $$;

    -- What the terms are worth in a year: the pace that spending is compared with. Null where it is not known yet.
    alter table stipend
      add column if not exists annual_amount numeric(38,10),
      -- The first day of the capped terms, from which the periods are counted: a trial without a cap comes before. Null: the start.
      add column capped_from date,
      add column trial_grant_id uuid,
      add constraint stipend_capped_from check (capped_from is null or (capped_from > start_date and origin = 'POLICY')),
      add constraint stipend_trial check (trial_grant_id is null or capped_from is not null),
      add constraint stipend_trial_grant foreign key (employer_id, trial_grant_id) references stipend_grant (employer_id, id),
      drop constraint stipend_cadence_known,
      add constraint stipend_cadence_known check (
        cadence = 'MONTH' or (cadence in ('DAY', 'WORKING_DAY', 'WEEK', 'QUARTER', 'YEAR', 'PAY_PERIOD') and origin = 'POLICY'));

    -- The trial of a stipend under a policy, once for ever. By hand there may be more.
    create unique index stipend_grant_one_trial on stipend_grant (employer_id, stipend_id) where kind = 'TRIAL' and source = 'POLICY';

    -- Which pay period a period is; each is granted once. A day that the zone leaves out has no length, and grants nothing.
    alter table stipend_period
      add column pay_period_id uuid,
      drop constraint stipend_period_span,
      add constraint stipend_period_span check (month_index >= 0 and (end_at > start_at or (end_at = start_at and grant_id is null)));
    create unique index stipend_period_one_per_pay_period on stipend_period (employer_id, stipend_id, pay_period_id) where pay_period_id is not null;

    -- The pay calendar as those see it who may not look up to payroll: the pay periods that end after a day.
    create function pay_periods_after(p_date date) returns table (id uuid, start_date date, end_date date) language sql stable as $$
      select p.id, p.start_date, p.end_date from pay_period p
      where p.employer_id = nullif(current_setting('app.employer_id', true), '')::uuid and p.end_date > p_date
    $$;
    revoke execute on function pay_periods_after from public;
    grant execute on function pay_periods_after to stipends_app;
  `,
};
