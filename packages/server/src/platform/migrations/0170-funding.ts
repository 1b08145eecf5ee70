import type { SchemaStep } from './migration.js';

const employerId = "current_setting('app.employer_id')::uuid";

/**
 * What pays beyond the money that was granted: the overage an employer allows, the person's own or charged to a cost center, and
 * grants without a cap, whose money comes from the commitment as it is used. And holds that end with the grant they stand on.
 */
export const funding: SchemaStep = {
  name: '0170-funding',
  sql: `
    alter table employer_settings
      add column overage text not null default 'BLOCK',
      add constraint employer_settings_overage_known check (overage in ('BLOCK', 'ALLOW_RECORD', 'CHARGE_COST_CENTER'));

    -- What no grant covers and a cost center pays, stands on an account of its own of the person and the cost center.
    alter table account
      add column cost_center_id uuid,
      add constraint account_cost_center foreign key (employer_id, cost_center_id) references cost_center (employer_id, id),
      add constraint account_one_purpose check (num_nonnulls(stipend_id, cost_center_id) < 2),
      drop constraint account_owner,
      add constraint account_owner unique nulls not distinct (employer_id, employee_id, currency, stipend_id, cost_center_id);

    -- Every amount and every sum of a person in a currency can be told: the employer's part in all accounts, which is what all other
    -- sides have together, is at most 10^28 - 1, which is in range rounded, too. Looked at only where it grows and one account alone is
    -- large: nobody has as many accounts as it would take otherwise. Whoever moves an account holds those of its person.
    create function account_in_range() returns trigger language plpgsql as $$
    begin
      if (
        select sum(a.commitment + a.overage) < 1 - 1e28 from account a
        where a.employer_id = new.employer_id and a.employee_id = new.employee_id and a.currency = new.currency)
      then
        raise exception 'amounts stay below 10^28' using errcode = '22003';
      end if;
      return null;
    end $$;
    create trigger account_range after update on account for each row
      when (new.commitment + new.overage < old.commitment + old.overage and new.commitment + new.overage < -1e20) execute function account_in_range();

    -- A grant without a cap has nothing available: it draws on the commitment what is used or held.
    alter table grant_account
      add column uncapped boolean not null default false,
      add constraint grant_account_uncapped check (not uncapped or (granted = 0 and available = 0)),
      -- One without a cap that ends where it begins pays nothing, not even in that instant.
      drop constraint grant_account_span,
      add constraint grant_account_span check (expires_at is null or expires_at > effective_at or (uncapped and expires_at = effective_at));
    drop index grant_account_fundable;
    create index grant_account_fundable on grant_account (employer_id, employee_id) where available > 0 or uncapped;

    alter table stipend_grant
      add column uncapped boolean not null default false,
      drop constraint stipend_grant_amount,
      add constraint stipend_grant_amount check (case when uncapped then amount = 0 and kind = 'TRIAL' else amount > 0 end);

    create or replace function grant_terms_stand() returns trigger language plpgsql as $$
    begin
      if row(new.stipend_id, new.employee_id, new.kind, new.source, new.amount, new.uncapped, new.currency, new.priority, new.effective_at, new.expires_at,
             new.providers, new.models, new.tools, new.guaranteed_until, new.carried_from)
         is distinct from
         row(old.stipend_id, old.employee_id, old.kind, old.source, old.amount, old.uncapped, old.currency, old.priority, old.effective_at, old.expires_at,
             old.providers, old.models, old.tools, old.guaranteed_until, old.carried_from)
      then
        raise exception 'the terms of a grant are never edited' using errcode = '42501';
      end if;
      if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
        raise exception 'a grant is revoked once' using errcode = '42501';
      end if;
      return new;
    end $$;

    -- Where the money of a slice comes from, and goes back to. Without grant: what no grant covers.
    alter table hold_slice
      add column paid_from text not null default 'AVAILABLE',
      alter column grant_id drop not null,
      add constraint hold_slice_paid_from check (paid_from in ('AVAILABLE', 'COMMITMENT', 'OVERAGE') and (paid_from = 'OVERAGE') = (grant_id is null));

    -- Until now what no grant covered of a capture had no slice. Tenant by tenant: row security holds for the owner too.
    do $$
    declare
      v_employer uuid;
    begin
      for v_employer in select e.id from employer e loop
        perform set_config('app.employer_id', v_employer::text, true);
        insert into hold_slice (employer_id, hold_id, slice, account_id, held, captured, paid_from)
        select v_employer, h.id, (select max(s.slice) + 1 from hold_slice s where s.employer_id = v_employer and s.hold_id = h.id),
          n.account_id, 0, -sum(n.amount), 'OVERAGE'
        from hold h
          join posting p on p.employer_id = v_employer and p.subject_id = h.id and p.kind = 'CAPTURED'
          join entry n on n.employer_id = v_employer and n.posting_id = p.id and n.side = 'OVERAGE'
        where h.employer_id = v_employer and h.status = 'CAPTURED' and h.overage > 0
        group by h.id, n.account_id;
      end loop;
      perform set_config('app.employer_id', '', true);
    end $$;

    -- Who carries what no grant covers of a spend at an instant: the cost center where the person works on that day, if the employer
    -- charges it; null where it is the person.
    create function overage_center(p_employee uuid, p_at timestamptz) returns uuid language plpgsql stable as $$
    begin
      return (
        select m.cost_center_id
        from employer_settings s join employment m on m.employer_id = ${employerId} and m.employee_id = p_employee
          and daterange(m.start_date, m.end_date) @> (p_at at time zone s.time_zone)::date
        where s.employer_id = ${employerId} and s.overage = 'CHARGE_COST_CENTER');
    end $$;

    -- The account that carries what no grant covers of a spend at an instant, under lock. One that was not there when the spend was
    -- decided, p_new, and is there now was opened by somebody who knows more of the person than the decision: all is done again.
    create function overage_account(p_employee uuid, p_currency text, p_at timestamptz, p_new boolean default false) returns uuid
    language plpgsql volatile as $$
    declare
      v_center uuid := overage_center(p_employee, p_at);
      v_account uuid;
    begin
      if not p_new then
        select a.id into v_account from account a
        where a.employer_id = ${employerId} and a.employee_id = p_employee and a.currency = p_currency and a.stipend_id is null
          and a.cost_center_id is not distinct from v_center
        for no key update;
        if found then return v_account; end if;
      end if;
      insert into account (employer_id, id, employee_id, currency, cost_center_id)
      values (${employerId}, uuid_v7(), p_employee, p_currency, v_center)
      on conflict (employer_id, employee_id, currency, stipend_id, cost_center_id) do nothing returning id into v_account;
      if not found then
        raise exception 'the account was opened meanwhile' using errcode = '40001';
      end if;
      return v_account;
    end $$;

    drop function spend_funds;
    -- What pays an amount: the grants in force in burn order (domain.md, section 6), each up to what it has, one without a cap all
    -- that is left to pay; then, where the employer allows it, nobody: a last part without grant, of the account that carries it if there is one. What is available is
    -- null where a grant without a cap pays. Sides say where each part comes from.
    create function spend_funds(p_employee uuid, p_currency text, p_amount numeric, p_at timestamptz, p_provider text, p_model text, p_tool text,
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
        where g.employer_id = ${employerId} and g.employee_id = p_employee and g.currency = p_currency and (g.available > 0 or g.uncapped)
          and g.effective_at <= p_at and (g.expires_at is null or g.expires_at > p_at)
          and (g.providers is null or is_named(g.providers, p_provider)) and (g.models is null or is_named(g.models, p_model))
          and (g.tools is null or is_named(g.tools, p_tool))
        window burn as (order by g.priority, num_nulls(g.providers, g.models, g.tools) = 3, g.expires_at nulls last, g.created_at, g.grant_id
          rows unbounded preceding)) f;

      if uncovered > 0 and (select s.overage <> 'BLOCK' from employer_settings s where s.employer_id = ${employerId}) then
        -- Of somebody who had no account when the locks were taken, one may be there by now; or there is still none to wait for, and
        -- the first spends of a person come one after another all the same.
        perform from account a where a.employer_id = ${employerId} and a.employee_id = p_employee order by a.id for no key update;
        if not found then
          perform from employee e where e.employer_id = ${employerId} and e.id = p_employee for no key update;
          perform from account a where a.employer_id = ${employerId} and a.employee_id = p_employee order by a.id for no key update;
        end if;
        if found and not exists (select from account a where a.employer_id = ${employerId} and a.employee_id = p_employee and a.currency = p_currency) then
          -- In another currency than the person has: nothing is converted silently.
          return;
        end if;
        accounts := accounts || (
          select a.id from account a
          where a.employer_id = ${employerId} and a.employee_id = p_employee and a.currency = p_currency and a.stipend_id is null
            and a.cost_center_id is not distinct from overage_center(p_employee, p_at));
        grants := grants || null::uuid;
        amounts := amounts || uncovered;
        sides := sides || 'OVERAGE'::text;
        uncovered := 0;
      end if;
    end $$;

    -- Sets the money aside: the slices of a hold, and what each grant gives up for it; what a person holds of an account stands
    -- in one leg.
    create function spend_hold(p_hold hold, p_accounts uuid[], p_grants uuid[], p_amounts numeric[], p_sides text[], p_now timestamptz) returns void
    language plpgsql volatile as $$
    declare
      v_parts integer := cardinality(p_grants);
      v_accounts uuid[] := p_accounts;
    begin
      if v_accounts[v_parts] is null then
        v_accounts[v_parts] := overage_account(p_hold.employee_id, p_hold.currency, p_now, true);
      end if;
      if v_parts = 1 then
        insert into hold_slice (employer_id, hold_id, slice, account_id, grant_id, held, paid_from)
        values (p_hold.employer_id, p_hold.id, 1, v_accounts[1], p_grants[1], p_amounts[1], p_sides[1]);
        perform book_posting(v_accounts[1], 'HELD', 'hold:' || p_hold.id || ':' || v_accounts[1], p_now, p_now, p_hold.id, null,
          array[p_sides[1], 'HELD'], p_grants || null::uuid, array[-p_amounts[1], p_amounts[1]]);
        return;
      end if;
      insert into hold_slice (employer_id, hold_id, slice, account_id, grant_id, held, paid_from)
      select p_hold.employer_id, p_hold.id, f.place, f.account_id, f.grant_id, f.amount, f.side
      from unnest(v_accounts, p_grants, p_amounts, p_sides) with ordinality as f (account_id, grant_id, amount, side, place);
      perform book_legs('HELD', 'hold:' || p_hold.id, p_now, p_now, p_hold.id, array_agg(l.account_id order by l.leg),
        array_agg(l.side order by l.leg), array_agg(l.grant_id order by l.leg), array_agg(l.amount order by l.leg))
      from (
        select s.slice as leg, s.account_id, s.paid_from as side, s.grant_id, -s.held as amount
        from hold_slice s where s.employer_id = p_hold.employer_id and s.hold_id = p_hold.id
        union all
        select v_parts + row_number() over (order by f.account_id), f.account_id, 'HELD', null, sum(f.amount)
        from unnest(v_accounts, p_amounts) as f (account_id, amount) group by f.account_id) l;
    end $$;

    -- Captures an amount of what is held, zero for none, and gives the rest back where it came from, when the hold ended: a grant
    -- that went on then has it at its end, if that is still to be booked. What goes back to a grant that had ended expires at
    -- once. Answers what of the amount no grant paid.
    create function settle_funds(p_hold hold, p_status text, p_amount numeric, p_at timestamptz, p_now timestamptz) returns numeric
    language plpgsql volatile as $$
    declare
      v_employer uuid := ${employerId};
      v_accounts uuid[] := '{}';
      v_sides text[] := '{}';
      v_grants uuid[] := '{}';
      v_amounts numeric[] := '{}';
      v_slice record;
      v_ended record;
      v_funds record;
      v_beyond numeric := greatest(p_amount - p_hold.amount, 0);
      v_overage numeric := 0;
      v_own uuid;
      -- Not moved out of closed periods, as what is booked is.
      v_ended_at timestamptz := case p_status when 'EXPIRED' then p_hold.expires_at else p_now end;
    begin
      for v_slice in
        select x.*, least(x.held, greatest(p_amount - x.before, 0)) as taken from (
          select s.slice, s.account_id, s.grant_id, s.paid_from, s.held, sum(s.held) over (order by s.slice) - s.held as before
          from hold_slice s where s.employer_id = v_employer and s.hold_id = p_hold.id) x
        order by x.slice
      loop
        v_accounts := v_accounts || v_slice.account_id;
        v_sides := v_sides || 'HELD'::text;
        v_grants := v_grants || null::uuid;
        v_amounts := v_amounts || -v_slice.held;
        if v_slice.taken > 0 then
          v_accounts := v_accounts || v_slice.account_id;
          v_sides := v_sides || 'CONSUMED'::text;
          v_grants := v_grants || null::uuid;
          v_amounts := v_amounts || v_slice.taken;
          update hold_slice set captured = v_slice.taken where employer_id = v_employer and hold_id = p_hold.id and slice = v_slice.slice;
          if v_slice.paid_from = 'OVERAGE' then
            v_overage := v_slice.taken;
          end if;
        end if;
        if v_slice.taken < v_slice.held then
          v_accounts := v_accounts || v_slice.account_id;
          v_sides := v_sides || v_slice.paid_from;
          v_grants := v_grants || v_slice.grant_id;
          v_amounts := v_amounts || (v_slice.held - v_slice.taken);
        end if;
      end loop;

      if v_beyond > 0 then
        v_funds := spend_funds(p_hold.employee_id, p_hold.currency, v_beyond, p_now, p_hold.provider, p_hold.model, p_hold.tool);
        for v_slice in
          select f.account_id, f.grant_id, f.amount, f.side from unnest(v_funds.accounts, v_funds.grants, v_funds.amounts, v_funds.sides)
            with ordinality as f (account_id, grant_id, amount, side, place)
          where f.grant_id is not null order by f.place
        loop
          v_accounts := v_accounts || v_slice.account_id || v_slice.account_id;
          v_sides := v_sides || v_slice.side || 'CONSUMED'::text;
          v_grants := v_grants || v_slice.grant_id || null::uuid;
          v_amounts := v_amounts || -v_slice.amount || v_slice.amount;
          v_beyond := v_beyond - v_slice.amount;
        end loop;
        insert into hold_slice (employer_id, hold_id, slice, account_id, grant_id, held, captured, paid_from)
        select v_employer, p_hold.id, f.place + (select max(s.slice) from hold_slice s where s.employer_id = v_employer and s.hold_id = p_hold.id),
          f.account_id, f.grant_id, 0, f.amount, f.side
        from unnest(v_funds.accounts, v_funds.grants, v_funds.amounts, v_funds.sides) with ordinality as f (account_id, grant_id, amount, side, place)
        where f.grant_id is not null;

        -- It was spent, whatever the employer allows.
        if v_beyond > 0 then
          v_own := overage_account(p_hold.employee_id, p_hold.currency, p_now);
          v_accounts := v_accounts || v_own || v_own;
          v_sides := v_sides || 'OVERAGE'::text || 'CONSUMED'::text;
          v_grants := v_grants || null::uuid || null::uuid;
          v_amounts := v_amounts || -v_beyond || v_beyond;
          v_overage := v_overage + v_beyond;
          insert into hold_slice (employer_id, hold_id, slice, account_id, held, captured, paid_from)
          select v_employer, p_hold.id, max(s.slice) + 1, v_own, 0, v_beyond, 'OVERAGE'
          from hold_slice s where s.employer_id = v_employer and s.hold_id = p_hold.id;
        end if;
      end if;

      perform book_legs(case p_status when 'CAPTURED' then 'CAPTURED' else 'RELEASED' end,
        case p_status when 'CAPTURED' then 'capture:' else 'release:' end || p_hold.id, p_at, p_now, p_hold.id, v_accounts, v_sides, v_grants, v_amounts);

      if p_amount < p_hold.amount then
        for v_ended in
          select s.account_id, s.grant_id, g.expires_at, a.stipend_id, sum(s.held - s.captured) as amount
          from hold_slice s join grant_account g on g.employer_id = v_employer and g.grant_id = s.grant_id
            join account a on a.employer_id = v_employer and a.id = s.account_id
          where s.employer_id = v_employer and s.hold_id = p_hold.id and s.paid_from = 'AVAILABLE' and s.held > s.captured and g.expires_at <= p_now
            and (g.expires_at <= v_ended_at or not exists (
              select from stipend_grant t where t.employer_id = v_employer and t.id = s.grant_id and t.expired_at is null))
          group by s.account_id, s.grant_id, g.expires_at, a.stipend_id order by s.account_id, s.grant_id
        loop
          insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
          values (v_employer, uuid_v7(), 'grant.expired', v_ended.grant_id, p_now, jsonb_build_object('id', type_id('grant', v_ended.grant_id),
            'stipendId', type_id('stipend', v_ended.stipend_id), 'employeeId', type_id('employee', p_hold.employee_id),
            'expiresAt', instant_text(v_ended.expires_at), 'expired', money_json(v_ended.amount, p_hold.currency)));
          perform book_posting(v_ended.account_id, 'EXPIRED', 'expire:' || v_ended.grant_id || ':' || p_hold.id,
            greatest(p_at, open_effective_at(v_ended.expires_at)), p_now, v_ended.grant_id, null,
            array['AVAILABLE', 'EXPIRED'], array[v_ended.grant_id, null], array[-v_ended.amount, v_ended.amount]);
        end loop;
      end if;
      return v_overage;
    end $$;

    -- Lets the open holds go that a grant stands for, in whole or in part, under the lock of the accounts of its person. Those whose
    -- time is over expire as ever. Answers how many holds came to their end.
    create function release_holds_on(p_grant uuid) returns integer language plpgsql volatile as $$
    declare
      v_hold hold;
      v_employee uuid;
      v_now timestamptz;
      v_zone text;
      v_count integer := 0;
    begin
      select g.employee_id into strict v_employee from grant_account g where g.employer_id = ${employerId} and g.grant_id = p_grant;
      select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into strict v_now, v_zone
      from employer_settings s where s.employer_id = ${employerId};
      v_count := expire_holds_of(v_employee, v_now, v_zone);
      for v_hold in
        select h.* from hold h
        where h.employer_id = ${employerId} and h.employee_id = v_employee and h.status = 'AUTHORIZED' and exists (
          select from hold_slice s where s.employer_id = ${employerId} and s.hold_id = h.id and s.grant_id = p_grant)
        order by h.authorized_at, h.id
      loop
        perform settle_hold(v_hold, 'RELEASED', 0, v_now, v_now, v_zone);
        insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
        values (v_hold.employer_id, uuid_v7(), 'hold.released', v_hold.id, v_now, jsonb_build_object('id', type_id('hold', v_hold.id),
          'employeeId', type_id('employee', v_hold.employee_id), 'amount', money_json(v_hold.amount, v_hold.currency),
          'grantId', type_id('grant', p_grant)));
        v_count := v_count + 1;
      end loop;
      return v_count;
    end $$;

    -- Lets the holds of people go whose time has come, before the end of their grants is booked or their usage is charged. Where there
    -- are any, it locks the accounts of all of them and then, since holds of several may count in the same limits, all their
    -- counters in order; before these the pools, for who is going to count in them.
    create function expire_holds_before(p_employees uuid[], p_counting boolean) returns void language plpgsql volatile set enable_seqscan = off as $$
    declare
      v_people uuid[];
      v_now timestamptz;
      v_zone text;
    begin
      select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into strict v_now, v_zone
      from employer_settings s where s.employer_id = ${employerId};
      select array_agg(distinct h.employee_id order by h.employee_id) into v_people from hold h
      where h.employer_id = ${employerId} and h.employee_id = any(p_employees) and h.status = 'AUTHORIZED' and h.expires_at <= v_now;
      if v_people is null then return; end if;
      perform from account a where a.employer_id = ${employerId} and a.employee_id = any(p_employees) order by a.id for no key update;
      if p_counting then
        perform from spend_pool p join spend_limit l on l.employer_id = ${employerId} and l.id = p.limit_id and l.mode = 'HARD'
        where p.employer_id = ${employerId} order by p.limit_id for no key update of p;
      end if;
      perform from spend_counter c where c.employer_id = ${employerId} and c.employee_id = any(v_people) order by c.limit_id, c.employee_id for no key update;
      perform expire_holds_of(e.id, v_now, v_zone) from unnest(v_people) as e (id);
    end $$;

    revoke execute on function account_in_range, overage_center, overage_account, spend_funds, spend_hold, settle_funds, expire_holds_before, release_holds_on from public;
    grant execute on function account_in_range, overage_center, overage_account, spend_funds, spend_hold, settle_funds, expire_holds_before, release_holds_on to stipends_app;
  `,
};
