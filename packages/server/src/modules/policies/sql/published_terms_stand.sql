-- After publication only the status and the end of a version move.
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
