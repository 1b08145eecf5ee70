import type { SchemaStep } from './migration.js';

const employerId = "current_setting('app.employer_id')::uuid";

/** What is promised of a grant stands with the grant, whatever kind it is: one place that every reader asks. */
export const grantGuarantees: SchemaStep = {
  name: '0205-grant-guarantees',
  sql: `
    drop index if exists stipend_guaranteed;

    -- Until now the allowance, what was carried of it, and the trial before it were under the promise of their stipend without saying so.
    -- Tenant by tenant: row security holds for the owner too.
    alter table stipend_grant disable trigger stipend_grant_terms_stand;
    do $$
    declare
      v_employer uuid;
    begin
      for v_employer in select e.id from employer e loop
        perform set_config('app.employer_id', v_employer::text, true);
        update stipend_grant g set guaranteed_until = s.guaranteed_until from stipend s
        where g.employer_id = v_employer and s.employer_id = v_employer and s.id = g.stipend_id and s.guaranteed_until is not null
          and (g.kind in ('RECURRING', 'ROLLOVER') or g.id = s.trial_grant_id);
      end loop;
      perform set_config('app.employer_id', '', true);
    end $$;
    alter table stipend_grant enable trigger stipend_grant_terms_stand;

    -- What is left of the grants that are guaranteed to people now and may be spent in the window, of those whose spends a pool of
    -- money counts. What is held since before the window is left, too: it counts there, and may come back.
    create or replace function guaranteed_left(p_limit spend_limit, p_starts timestamptz, p_now timestamptz, p_zone text) returns table (employee_id uuid, amount numeric)
    language plpgsql stable as $$
    declare
      v_today date := p_now at time zone p_zone;
      v_ends timestamptz := (select w.ends from spend_window(p_limit.time_window, p_now, p_zone) w);
    begin
      return query
      -- Looked up one by one: where the plan was made of a small company, a join may compare each with each.
      select a.employee_id, sum(a.available + coalesce(o.held, 0)) from (
        -- The first bound is for the index: the day of no zone is further on or back than one.
        select g.id from stipend_grant g
        where g.employer_id = ${employerId} and g.guaranteed_until > (p_now at time zone 'UTC')::date - 1 and g.ends_at > p_now and g.guaranteed_until > (
          select (p_now at time zone s.time_zone)::date from stipend s where s.employer_id = ${employerId} and s.id = g.stipend_id)) x
        cross join lateral (
          select a.* from grant_account a where a.employer_id = ${employerId} and a.grant_id = x.id offset 0) a
        left join lateral (
          select sum(s.held) as held from hold h join hold_slice s on s.employer_id = ${employerId} and s.hold_id = h.id
          where h.employer_id = ${employerId} and h.employee_id = a.employee_id and h.status = 'AUTHORIZED' and h.authorized_at < p_starts
            and s.grant_id = a.grant_id) o on true
      where p_limit.unit = 'MONEY' and a.currency = p_limit.currency and (a.available > 0 or o.held > 0) and (a.expires_at is null or a.expires_at > p_now)
        and (v_ends is null or a.effective_at < v_ends)
        and (p_limit.scope = 'EMPLOYER' or exists (
          select from employment m where m.employer_id = ${employerId} and m.employee_id = a.employee_id and m.start_date <= v_today
            and (m.end_date is null or m.end_date > v_today)
            and (m.cost_center_id = p_limit.cost_center_id or m.department_id = p_limit.department_id)))
      group by a.employee_id;
    end $$;

    -- How much of what pays a spend comes from grants that are guaranteed now.
    create or replace function guaranteed_part(p_grants uuid[], p_amounts numeric[], p_now timestamptz) returns numeric language plpgsql stable as $$
    begin
      return (
        select coalesce(sum(f.amount), 0) from unnest(p_grants, p_amounts) as f (grant_id, amount)
          join stipend_grant g on g.employer_id = ${employerId} and g.id = f.grant_id
          join stipend s on s.employer_id = ${employerId} and s.id = g.stipend_id
        where g.guaranteed_until > (p_now at time zone s.time_zone)::date);
    end $$;

    revoke execute on function guaranteed_left, guaranteed_part from public;
    grant execute on function guaranteed_left, guaranteed_part to stipends_app;
  `,
};
