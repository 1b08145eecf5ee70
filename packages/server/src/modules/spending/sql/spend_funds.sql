-- What pays an amount: the grants in force in burn order (domain.md, section 6), each up to what it has, one without a cap all
-- that is left to pay; then, where the employer allows it, nobody: a last part without grant, of the account that carries it if there is one. What is available is
-- null where a grant without a cap pays. Sides say where each part comes from.
create or replace function spend_funds(p_employer uuid, p_employee uuid, p_currency text, p_amount numeric, p_at timestamptz, p_provider text, p_model text, p_tool text,
  out available numeric, out uncovered numeric, out accounts uuid[], out grants uuid[], out amounts numeric[], out sides text[])
language plpgsql volatile as $$
begin
  select case when bool_or(f.uncapped) then null else coalesce(sum(f.available), 0) end, greatest(p_amount - coalesce(sum(f.capacity), 0), 0),
    coalesce(array_agg(f.account_id order by f.place) filter (where f.before < p_amount), '{}'),
    coalesce(array_agg(f.grant_id order by f.place) filter (where f.before < p_amount), '{}'),
    coalesce(array_agg(least(f.capacity, p_amount - f.before) order by f.place) filter (where f.before < p_amount), '{}'),
    coalesce(array_agg(case when f.uncapped then 'COMMITMENT' else 'AVAILABLE' end order by f.place) filter (where f.before < p_amount), '{}')
  into available, uncovered, accounts, grants, amounts, sides
  from (
    select g.account_id, g.grant_id, g.available, g.uncapped, c.capacity, row_number() over burn as place, sum(c.capacity) over burn - c.capacity as before
    from grant_account g, lateral (select case when g.uncapped then p_amount else g.available end as capacity) c
    where g.employer_id = p_employer and g.employee_id = p_employee and g.currency = p_currency and (g.available > 0 or g.uncapped)
      and g.effective_at <= p_at and (g.expires_at is null or g.expires_at > p_at)
      and (g.providers is null or is_named(g.providers, p_provider)) and (g.models is null or is_named(g.models, p_model))
      and (g.tools is null or is_named(g.tools, p_tool))
    window burn as (order by g.priority, num_nulls(g.providers, g.models, g.tools) = 3, g.expires_at nulls last, g.created_at, g.grant_id
      rows unbounded preceding)) f;

  if uncovered > 0 and (select s.overage <> 'BLOCK' from employer_settings s where s.employer_id = p_employer) then
    -- Of somebody who had no account when the locks were taken, one may be there by now; or there is still none to wait for, and
    -- the first spends of a person come one after another all the same.
    perform from account a where a.employer_id = p_employer and a.employee_id = p_employee order by a.id for no key update;
    if not found then
      perform from employee e where e.employer_id = p_employer and e.id = p_employee for no key update;
      perform from account a where a.employer_id = p_employer and a.employee_id = p_employee order by a.id for no key update;
    end if;
    if found and not exists (select from account a where a.employer_id = p_employer and a.employee_id = p_employee and a.currency = p_currency) then
      -- In another currency than the person has: nothing is converted silently.
      return;
    end if;
    accounts := accounts || (
      select a.id from account a
      where a.employer_id = p_employer and a.employee_id = p_employee and a.currency = p_currency and a.stipend_id is null
        and a.cost_center_id is not distinct from overage_center(p_employer, p_employee, p_at));
    grants := grants || null::uuid;
    amounts := amounts || uncovered;
    sides := sides || 'OVERAGE'::text;
    uncovered := 0;
  end if;
end $$;
