import type { SchemaStep } from './migration.js';

/** Unused compute handed to the pool of a cost center, where a policy allows it, and grants that such a pool pays. */
export const transfers: SchemaStep = {
  name: '0190-transfers',
  sql: `
    alter table policy_version
      add column transfer text not null default 'NONE',
      add constraint policy_version_transfer_known check (transfer in ('NONE', 'COST_CENTER'));

    create or replace function published_terms_stand() returns trigger language plpgsql as $$
    begin
      if old.status <> 'DRAFT' and
         row(new.amount_type, new.period, new.amount, new.percent, new.day_count, new.pay_periods_per_year, new.currency, new.framing, new.stacking,
             new.guarantee_months, new.uncapped_days, new.expiry, new.rollover, new.rollover_max, new.rollover_min, new.rollover_percent, new.rollover_periods,
             new.transfer, new.providers, new.models, new.tools, new.effective_from, new.published_at)
         is distinct from
         row(old.amount_type, old.period, old.amount, old.percent, old.day_count, old.pay_periods_per_year, old.currency, old.framing, old.stacking,
             old.guarantee_months, old.uncapped_days, old.expiry, old.rollover, old.rollover_max, old.rollover_min, old.rollover_percent, old.rollover_periods,
             old.transfer, old.providers, old.models, old.tools, old.effective_from, old.published_at)
      then
        raise exception 'a published policy version is never edited' using errcode = '42501';
      end if;
      return new;
    end $$;

    -- A pool is the account of a cost center and no person: all that asks for the accounts of people passes it by, and only what
    -- was handed over is on it.
    alter table account
      alter column employee_id drop not null,
      add constraint account_of_someone check (employee_id is not null
        or (stipend_id is null and cost_center_id is not null and held = 0 and consumed = 0 and expired = 0 and revoked = 0 and overage = 0));

    alter table posting
      drop constraint posting_kind_known,
      add constraint posting_kind_known check (kind in
        ('GRANTED', 'CONSUMED', 'EXPIRED', 'REVOKED', 'HELD', 'CAPTURED', 'RELEASED', 'CORRECTED', 'ADJUSTED', 'ROLLED_OVER', 'TRANSFERRED'));
    drop index posting_by_hand;
    create index posting_by_hand on posting (employer_id, account_id) where kind in ('ADJUSTED', 'ROLLED_OVER', 'TRANSFERRED');

    -- The pool that pays a grant; all others are paid by the employer's commitment.
    alter table stipend_grant
      add column from_cost_center_id uuid,
      add constraint stipend_grant_from_cost_center foreign key (employer_id, from_cost_center_id) references cost_center (employer_id, id),
      drop constraint stipend_grant_kind_known,
      add constraint stipend_grant_kind_known check (
        kind in ('RECURRING', 'ROLLOVER', 'SIGN_ON', 'TRIAL', 'BONUS', 'TOP_UP', 'EXCEPTION', 'TRANSFER')),
      add constraint stipend_grant_paid_by_pool check ((kind = 'TRANSFER') = (from_cost_center_id is not null));

    create or replace function grant_terms_stand() returns trigger language plpgsql as $$
    begin
      if row(new.stipend_id, new.employee_id, new.kind, new.source, new.amount, new.uncapped, new.currency, new.priority, new.effective_at, new.expires_at,
             new.providers, new.models, new.tools, new.guaranteed_until, new.carried_from, new.from_cost_center_id)
         is distinct from
         row(old.stipend_id, old.employee_id, old.kind, old.source, old.amount, old.uncapped, old.currency, old.priority, old.effective_at, old.expires_at,
             old.providers, old.models, old.tools, old.guaranteed_until, old.carried_from, old.from_cost_center_id)
      then
        raise exception 'the terms of a grant are never edited' using errcode = '42501';
      end if;
      if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
        raise exception 'a grant is revoked once' using errcode = '42501';
      end if;
      return new;
    end $$;

    -- Whose pool got what was handed over.
    alter table grant_change
      add column cost_center_id uuid,
      add constraint grant_change_cost_center foreign key (employer_id, cost_center_id) references cost_center (employer_id, id),
      drop constraint grant_change_kind_known,
      add constraint grant_change_kind_known check (kind in ('INCREASED', 'REDUCED', 'EXTENDED', 'SHORTENED', 'REVOKED', 'TRANSFERRED')),
      add constraint grant_change_transfer check (case kind when 'TRANSFERRED' then cost_center_id is not null and amount < 0 else cost_center_id is null end);
  `,
};
