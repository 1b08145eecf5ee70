-- The terms of a grant stand; only its end moves, when the stipend ends early.
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
