import type { SchemaStep } from './migration.js';

const employerId = "current_setting('app.employer_id')::uuid";
const sides = ['commitment', 'available', 'held', 'consumed', 'expired', 'revoked', 'overage'];

/**
 * A spend takes the same time whatever is behind it. Plans are made while tables are small and are kept: an index of holds that
 * began with the employer alone was taken for the primary key. And the decision falls into parts, each with one thing to say.
 */
export const spendPlans: SchemaStep = {
  name: '0150-spend-plans',
  sql: `
    drop index hold_by_employee;
    create index hold_by_employee on hold (employee_id, authorized_at);

    -- In one expression: it runs for every posting.
    create or replace function posting_hash(p_previous bytea, p_id uuid, p_account uuid, p_sequence bigint, p_kind text, p_key text,
      p_effective_at timestamptz, p_booked_at timestamptz, p_subject uuid, p_reverses uuid, p_sides text[], p_grants uuid[], p_amounts numeric[])
    returns bytea language plpgsql stable as $$
    begin
      return sha256(p_previous || convert_to(concat_ws(E'\\n', p_id, p_account, p_sequence, p_kind, epoch_ms(p_effective_at), epoch_ms(p_booked_at),
        coalesce(p_subject::text, ''), coalesce(p_reverses::text, ''), cardinality(p_sides),
        (select string_agg(concat(l.side, ' ', l.grant_id, ' ', trunc(l.amount * 10000000000)), E'\\n' order by l.leg)
         from unnest(p_sides, p_grants, p_amounts) with ordinality as l (side, grant_id, amount, leg)), p_key), 'UTF8'));
    end $$;

    create or replace function book_posting(p_account uuid, p_kind text, p_key text, p_effective_at timestamptz, p_booked_at timestamptz, p_subject uuid,
      p_reverses uuid, p_sides text[], p_grants uuid[], p_amounts numeric[])
    returns void language plpgsql volatile as $$
    declare
      v_employer uuid := ${employerId};
      v_id uuid := uuid_v7();
      v_sequence bigint;
      v_hash bytea;
      v_currency text;
    begin
      update account a set
        ${sides.map((side) => `${side} = a.${side} + d.${side}`).join(', ')}, version = a.version + 1,
        last_hash = posting_hash(a.last_hash, v_id, a.id, a.version + 1, p_kind, p_key, p_effective_at, p_booked_at, p_subject, p_reverses, p_sides, p_grants, p_amounts)
      from (
        select ${sides.map((side) => `coalesce(sum(l.amount) filter (where l.side = '${side.toUpperCase()}'), 0) as ${side}`).join(', ')}
        from unnest(p_sides, p_amounts) as l (side, amount)) d
      where a.employer_id = v_employer and a.id = p_account
      returning a.version, a.last_hash, a.currency into strict v_sequence, v_hash, v_currency;

      insert into posting (employer_id, id, account_id, sequence, kind, key, effective_at, booked_at, subject_id, reverses_id, hash)
      values (v_employer, v_id, p_account, v_sequence, p_kind, p_key, p_effective_at, p_booked_at, p_subject, p_reverses, v_hash);
      insert into entry (employer_id, posting_id, leg, account_id, side, grant_id, currency, amount)
      select v_employer, v_id, l.leg - 1, p_account, l.side, l.grant_id, v_currency, l.amount
      from unnest(p_sides, p_grants, p_amounts) with ordinality as l (side, grant_id, amount, leg);
      if 'AVAILABLE' = any (p_sides) then
        update grant_account g set available = g.available + d.amount
        from (select l.grant_id, sum(l.amount) as amount from unnest(p_sides, p_grants, p_amounts) as l (side, grant_id, amount)
              where l.side = 'AVAILABLE' group by l.grant_id) d
        where g.employer_id = v_employer and g.grant_id = d.grant_id;
      end if;
    end $$;

    drop function spend_funds;
    -- What pays an amount: the grants in force with something left, in burn order (domain.md, section 6), and what none pays.
    create function spend_funds(p_employee uuid, p_currency text, p_amount numeric, p_at timestamptz, p_provider text, p_model text, p_tool text,
      out available numeric, out uncovered numeric, out accounts uuid[], out grants uuid[], out amounts numeric[])
    language plpgsql stable as $$
    begin
      select coalesce(sum(f.available), 0),
        coalesce(array_agg(f.account_id order by f.place) filter (where f.before < p_amount), '{}'),
        coalesce(array_agg(f.grant_id order by f.place) filter (where f.before < p_amount), '{}'),
        coalesce(array_agg(least(f.available, p_amount - f.before) order by f.place) filter (where f.before < p_amount), '{}')
      into available, accounts, grants, amounts
      from (
        select g.account_id, g.grant_id, g.available, row_number() over burn as place, sum(g.available) over burn - g.available as before
        from grant_account g
        where g.employer_id = ${employerId} and g.employee_id = p_employee and g.currency = p_currency and g.available > 0
          and g.effective_at <= p_at and (g.expires_at is null or g.expires_at > p_at)
          and (g.providers is null or is_named(g.providers, p_provider)) and (g.models is null or is_named(g.models, p_model))
          and (g.tools is null or is_named(g.tools, p_tool))
        window burn as (order by g.priority, num_nulls(g.providers, g.models, g.tools) = 3, g.expires_at nulls last, g.created_at, g.grant_id
          rows unbounded preceding)) f;
      uncovered := greatest(p_amount - available, 0);
    end $$;

    -- Sets the money aside: the slices of a hold, and what each grant gives up for it; what a person holds of an account stands
    -- in one leg.
    create function spend_hold(p_hold hold, p_accounts uuid[], p_grants uuid[], p_amounts numeric[], p_now timestamptz) returns void
    language plpgsql volatile as $$
    begin
      insert into hold_slice (employer_id, hold_id, slice, account_id, grant_id, held)
      select p_hold.employer_id, p_hold.id, f.place, f.account_id, f.grant_id, f.amount
      from unnest(p_accounts, p_grants, p_amounts) with ordinality as f (account_id, grant_id, amount, place);
      if cardinality(p_accounts) = 1 then
        perform book_posting(p_accounts[1], 'HELD', 'hold:' || p_hold.id || ':' || p_accounts[1], p_now, p_now, p_hold.id, null,
          array['AVAILABLE', 'HELD'], p_grants || null::uuid, array[-p_amounts[1], p_amounts[1]]);
        return;
      end if;
      perform book_legs('HELD', 'hold:' || p_hold.id, p_now, p_now, p_hold.id, array_agg(l.account_id order by l.leg),
        array_agg(l.side order by l.leg), array_agg(l.grant_id order by l.leg), array_agg(l.amount order by l.leg))
      from (
        select f.place as leg, f.account_id, 'AVAILABLE'::text as side, f.grant_id, -f.amount as amount
        from unnest(p_accounts, p_grants, p_amounts) with ordinality as f (account_id, grant_id, amount, place)
        union all
        select cardinality(p_accounts) + row_number() over (order by f.account_id), f.account_id, 'HELD', null, sum(f.amount)
        from unnest(p_accounts, p_amounts) as f (account_id, amount) group by f.account_id) l;
    end $$;

    -- The limits that apply to a spend, how far each is used up in its window, and LIMIT_EXCEEDED where a HARD one has not enough left.
    create function spend_levels(p_employee uuid, p_amount numeric, p_currency text, p_tool text, p_listed_provider text, p_listed_model text,
      p_now timestamptz, p_zone text, out levels jsonb, out limit_ids uuid[], out starts timestamptz[], out useds numeric[], out tolds boolean[], out code text)
    language plpgsql volatile as $$
    declare
      v_employer uuid := ${employerId};
      v_limit record;
      v_window record;
      v_used numeric;
      v_exceeded boolean;
    begin
      levels := '[]';
      limit_ids := '{}';
      starts := '{}';
      useds := '{}';
      tolds := '{}';
      for v_limit in
        select x.id, x.scope, x.time_window, x.mode, x.amount, x.terms, c.limit_id is not null as counted, c.window_start, c.used, c.told
        from (
          select distinct on (l.scope, l.provider, l.model, l.tool, l.time_window)
            l.id, l.scope, l.time_window, l.mode, l.amount, l as terms, l.employee_id
          from spend_limit l
          where l.employer_id = v_employer and l.currency = p_currency and (l.employee_id is null or l.employee_id = p_employee)
            and (l.tool is null or l.tool = p_tool) and (l.model is null or (l.provider = p_listed_provider and l.model = p_listed_model))
          order by l.scope, l.provider, l.model, l.tool, l.time_window, l.employee_id nulls last) x
        left join spend_counter c on c.employer_id = v_employer and c.employee_id = p_employee and c.limit_id = x.id
        where x.amount is not null
        order by x.id
      loop
        v_window := spend_window(v_limit.time_window, p_now, p_zone);
        if not v_limit.counted then
          v_used := spend_counted(p_employee, v_limit.terms, v_window.starts);
        else
          v_used := case when v_limit.window_start = v_window.starts then v_limit.used else 0 end;
        end if;
        v_exceeded := v_used + p_amount > v_limit.amount;
        if v_exceeded and v_limit.mode = 'HARD' then code := 'LIMIT_EXCEEDED'; end if;
        levels := levels || jsonb_build_object('limitId', v_limit.id, 'scope', v_limit.scope, 'window', v_limit.time_window, 'mode', v_limit.mode,
          'amount', v_limit.amount::text, 'used', v_used::text, 'exceeded', v_exceeded,
          'windowStart', epoch_ms(v_window.starts), 'resetsAt', epoch_ms(v_window.ends));
        limit_ids := limit_ids || v_limit.id;
        starts := starts || v_window.starts;
        useds := useds || v_used;
        tolds := tolds || (v_limit.counted and v_limit.told and v_limit.window_start = v_window.starts);
      end loop;
    end $$;

    -- Counts a spend in the limits that apply, where p_code is null; tells once a window that one is exceeded.
    create function spend_count(p_employee uuid, p_amount numeric, p_currency text, p_now timestamptz, p_code text, p_levels jsonb,
      p_limit_ids uuid[], p_starts timestamptz[], p_useds numeric[], p_tolds boolean[])
    returns void language plpgsql volatile as $$
    declare
      v_employer uuid := ${employerId};
      v_exceeded boolean;
      v_level jsonb;
    begin
      for i in 1 .. cardinality(p_limit_ids) loop
        v_level := p_levels -> (i - 1);
        v_exceeded := (v_level ->> 'exceeded')::boolean and v_level ->> 'mode' <> 'OBSERVE' and (p_code is null or v_level ->> 'mode' = 'HARD');
        insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, told)
        values (v_employer, p_employee, p_limit_ids[i], p_starts[i], p_useds[i] + case when p_code is null then p_amount else 0 end, p_tolds[i] or v_exceeded)
        on conflict (employer_id, employee_id, limit_id) do update
          set window_start = excluded.window_start, used = excluded.used, told = excluded.told;
        if v_exceeded and not p_tolds[i] then
          insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
          values (v_employer, uuid_v7(), 'limit.exceeded', p_limit_ids[i], p_now, jsonb_build_object('id', type_id('limit', p_limit_ids[i]),
            'employeeId', type_id('employee', p_employee), 'scope', v_level ->> 'scope', 'window', v_level ->> 'window',
            'mode', v_level ->> 'mode', 'amount', money_json((v_level ->> 'amount')::numeric, p_currency),
            'used', money_json(p_useds[i], p_currency), 'requested', money_json(p_amount, p_currency), 'allowed', p_code is null));
        end if;
      end loop;
    end $$;

    -- When the employment of somebody who leaves ends: the first midnight without it, where the person works.
    create function employment_ends_at(p_employee uuid, p_terminated_on date, p_now timestamptz, p_zone text) returns timestamptz
    language plpgsql stable as $$
    begin
      return start_of_day(p_terminated_on, coalesce((
        select l.time_zone from employment m left join legal_entity l on l.employer_id = ${employerId} and l.id = m.legal_entity_id
        where m.employer_id = ${employerId} and m.employee_id = p_employee
        order by m.start_date > (p_now at time zone p_zone)::date, abs(m.start_date - (p_now at time zone p_zone)::date) limit 1), p_zone));
    end $$;

    drop function spend_authorize;
    create function spend_authorize(p_key text, p_fingerprint bytea, p_hold uuid, p_employee uuid, p_source text, p_external_id text, p_email_key text,
      p_amount numeric, p_currency text, p_provider text, p_model text, p_tool text, p_listed_provider text, p_listed_model text, p_ttl_seconds integer)
    returns jsonb language plpgsql volatile as $$
    declare
      v_employer uuid := ${employerId};
      v_employee uuid := p_employee;
      v_replay jsonb;
      v_now timestamptz;
      v_zone text;
      v_terminated_on date;
      v_ends_at timestamptz;
      v_code text;
      v_funds record;
      v_limits record;
      v_allowed_models jsonb;
      v_limited boolean;
      v_due boolean;
      v_hold hold;
    begin
      if p_external_id is not null then
        select e.id into v_employee from employee e where e.employer_id = v_employer and e.external_id = p_external_id and e.source = p_source;
      elsif p_email_key is not null then
        select e.id into v_employee from employee e where e.employer_id = v_employer and e.email_key = p_email_key;
      end if;
      perform from account a where a.employer_id = v_employer and a.employee_id = v_employee order by a.id for no key update;
      v_replay := spend_replay('spendAuthorize', p_key, p_fingerprint);
      if v_replay is not null then return v_replay; end if;

      -- Read behind the locks, as everything that decides.
      select e.terminated_on, s.now, s.time_zone, exists (select from spend_limit l where l.employer_id = v_employer),
        exists (select from hold h where h.employer_id = v_employer and h.employee_id = v_employee and h.status = 'AUTHORIZED' and h.expires_at <= s.now)
      into v_terminated_on, v_now, v_zone, v_limited, v_due
      from employee e, (
        select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())) as now, s.time_zone
        from employer_settings s where s.employer_id = v_employer offset 0) s
      where e.employer_id = v_employer and e.id = v_employee;
      if not found then
        return spend_answer('spendAuthorize', p_key, p_fingerprint, null, jsonb_build_object('allowed', false, 'code', 'NOT_FOUND', 'levels', '[]'::jsonb), null);
      end if;
      if v_due then
        perform expire_holds_of(v_employee, v_now, v_zone);
      end if;
      if v_terminated_on is not null then
        v_ends_at := employment_ends_at(v_employee, v_terminated_on, v_now, v_zone);
      end if;
      v_funds := spend_funds(v_employee, p_currency, p_amount, v_now, p_provider, p_model, p_tool);
      if v_limited then
        v_limits := spend_levels(v_employee, p_amount, p_currency, p_tool, p_listed_provider, p_listed_model, v_now, v_zone);
      else
        select '[]'::jsonb as levels, '{}'::uuid[] as limit_ids, null::text as code into v_limits;
      end if;

      if v_funds.available = 0 and p_model is not null then
        -- Money is there, and all of it is for other uses.
        select case when count(*) > 0 then coalesce(jsonb_agg(distinct m.name order by m.name) filter (where m.name is not null), '[]') end into v_allowed_models
        from grant_account g left join lateral unnest(g.models) as m (name) on true
        where g.employer_id = v_employer and g.employee_id = v_employee and g.currency = p_currency and g.available > 0
          and g.effective_at <= v_now and (g.expires_at is null or g.expires_at > v_now);
      end if;

      v_code := case
        when v_ends_at <= v_now then 'TERMINATED'
        when p_model is not null and p_listed_model is null then 'UNKNOWN_MODEL'
        when v_funds.available = 0 and not exists (select from account a where a.employer_id = v_employer and a.employee_id = v_employee and a.currency = p_currency)
          and exists (select from account a where a.employer_id = v_employer and a.employee_id = v_employee) then 'CURRENCY_MISMATCH'
        when v_allowed_models is not null then 'MODEL_NOT_ALLOWED'
        when v_limits.code is not null then v_limits.code
        when v_funds.uncovered > 0 then 'INSUFFICIENT_BALANCE' end;

      if v_code is null then
        insert into hold (employer_id, id, employee_id, currency, amount, status, provider, model, tool, listed_provider, listed_model, limit_ids,
          authorized_at, expires_at)
        values (v_employer, p_hold, v_employee, p_currency, p_amount, 'AUTHORIZED', p_provider, p_model, p_tool, p_listed_provider,
          p_listed_model, v_limits.limit_ids, v_now, least(v_now + make_interval(secs => p_ttl_seconds), v_ends_at))
        returning * into v_hold;
        perform spend_hold(v_hold, v_funds.accounts, v_funds.grants, v_funds.amounts, v_now);
      end if;
      if cardinality(v_limits.limit_ids) > 0 and (v_code is null or v_code = 'LIMIT_EXCEEDED') then
        perform spend_count(v_employee, p_amount, p_currency, v_now, v_code, v_limits.levels, v_limits.limit_ids, v_limits.starts, v_limits.useds, v_limits.tolds);
      end if;

      return spend_answer('spendAuthorize', p_key, p_fingerprint, v_hold.id,
        jsonb_build_object('allowed', v_code is null, 'code', v_code, 'at', epoch_ms(v_now), 'currency', p_currency, 'requested', p_amount::text,
          'available', v_funds.available::text, 'levels', v_limits.levels, 'allowedModels', v_allowed_models),
        case when v_code is null then hold_row_json(v_hold, (
          select jsonb_agg(jsonb_build_object('grantId', f.grant_id, 'held', f.amount::text, 'captured', '0') order by f.place)
          from unnest(v_funds.grants, v_funds.amounts) with ordinality as f (grant_id, amount, place))) end);
    end $$;

    -- Captures an amount of what is held, zero for none, and gives the rest back; what goes back to a grant that has ended
    -- expires at once. Answers what of the amount no grant paid.
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
    begin
      for v_slice in
        select x.*, least(x.held, greatest(p_amount - x.before, 0)) as taken from (
          select s.slice, s.account_id, s.grant_id, s.held, sum(s.held) over (order by s.slice) - s.held as before
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
        end if;
        if v_slice.taken < v_slice.held then
          v_accounts := v_accounts || v_slice.account_id;
          v_sides := v_sides || 'AVAILABLE'::text;
          v_grants := v_grants || v_slice.grant_id;
          v_amounts := v_amounts || (v_slice.held - v_slice.taken);
        end if;
      end loop;

      if v_beyond > 0 then
        v_funds := spend_funds(p_hold.employee_id, p_hold.currency, v_beyond, p_now, p_hold.provider, p_hold.model, p_hold.tool);
        for v_slice in
          select f.account_id, f.grant_id, f.amount, f.place from unnest(v_funds.accounts, v_funds.grants, v_funds.amounts) with ordinality
            as f (account_id, grant_id, amount, place) order by f.place
        loop
          v_accounts := v_accounts || v_slice.account_id || v_slice.account_id;
          v_sides := v_sides || 'AVAILABLE'::text || 'CONSUMED'::text;
          v_grants := v_grants || v_slice.grant_id || null::uuid;
          v_amounts := v_amounts || -v_slice.amount || v_slice.amount;
        end loop;
        insert into hold_slice (employer_id, hold_id, slice, account_id, grant_id, held, captured)
        select v_employer, p_hold.id, f.place + (select max(s.slice) from hold_slice s where s.employer_id = v_employer and s.hold_id = p_hold.id),
          f.account_id, f.grant_id, 0, f.amount
        from unnest(v_funds.accounts, v_funds.grants, v_funds.amounts) with ordinality as f (account_id, grant_id, amount, place);

        v_overage := greatest(v_beyond - v_funds.available, 0);
        if v_overage > 0 then
          insert into account (employer_id, id, employee_id, stipend_id, currency)
          values (v_employer, uuid_v7(), p_hold.employee_id, null, p_hold.currency)
          on conflict (employer_id, employee_id, currency, stipend_id) do nothing;
          select a.id into strict v_own from account a
          where a.employer_id = v_employer and a.employee_id = p_hold.employee_id and a.currency = p_hold.currency and a.stipend_id is null
          for no key update;
          v_accounts := v_accounts || v_own || v_own;
          v_sides := v_sides || 'OVERAGE'::text || 'CONSUMED'::text;
          v_grants := v_grants || null::uuid || null::uuid;
          v_amounts := v_amounts || -v_overage || v_overage;
        end if;
      end if;

      perform book_legs(case p_status when 'CAPTURED' then 'CAPTURED' else 'RELEASED' end,
        case p_status when 'CAPTURED' then 'capture:' else 'release:' end || p_hold.id, p_at, p_now, p_hold.id, v_accounts, v_sides, v_grants, v_amounts);

      if p_amount < p_hold.amount then
        for v_ended in
          select s.account_id, s.grant_id, g.expires_at, a.stipend_id, sum(s.held - s.captured) as amount
          from hold_slice s join grant_account g on g.employer_id = v_employer and g.grant_id = s.grant_id
            join account a on a.employer_id = v_employer and a.id = s.account_id
          where s.employer_id = v_employer and s.hold_id = p_hold.id and s.held > s.captured and g.expires_at <= p_now
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

    -- Counts in the limits of a hold what became of it.
    create function settle_counts(p_hold hold, p_amount numeric, p_now timestamptz, p_zone text) returns void language plpgsql volatile as $$
    declare
      v_employer uuid := ${employerId};
      v_beyond numeric := greatest(p_amount - p_hold.amount, 0);
      v_counter record;
      v_window record;
    begin
      for v_counter in
        select c.limit_id, c.window_start, c.used, l.time_window from spend_counter c
          join spend_limit l on l.employer_id = v_employer and l.id = c.limit_id
        where c.employer_id = v_employer and c.employee_id = p_hold.employee_id and c.limit_id = any(p_hold.limit_ids)
      loop
        v_window := spend_window(v_counter.time_window, p_now, p_zone);
        update spend_counter set window_start = v_window.starts,
          told = told and window_start = v_window.starts,
          used = case
            when window_start < v_window.starts then v_beyond
            when p_hold.authorized_at >= v_window.starts then greatest(used + p_amount - p_hold.amount, 0)
            else used + v_beyond end
        where employer_id = v_employer and employee_id = p_hold.employee_id and limit_id = v_counter.limit_id;
      end loop;
    end $$;

    -- Resolves a hold under the lock of its person's accounts.
    create or replace function settle_hold(p_hold hold, p_status text, p_amount numeric, p_at timestamptz, p_now timestamptz, p_zone text) returns hold
    language plpgsql volatile as $$
    declare
      v_resolved hold;
      v_overage numeric := settle_funds(p_hold, p_status, p_amount, p_at, p_now);
    begin
      update hold set status = p_status, resolved_at = p_now, captured = case p_status when 'CAPTURED' then p_amount end,
        overage = case p_status when 'CAPTURED' then v_overage end
      where employer_id = p_hold.employer_id and id = p_hold.id returning * into v_resolved;
      if cardinality(p_hold.limit_ids) > 0 then
        perform settle_counts(p_hold, p_amount, p_now, p_zone);
      end if;
      return v_resolved;
    end $$;

    alter function spend_resolve reset enable_seqscan;

    revoke execute on function spend_funds, spend_hold, spend_levels, spend_count, employment_ends_at, spend_authorize, settle_funds, settle_counts from public;
    grant execute on function spend_funds, spend_hold, spend_levels, spend_count, employment_ends_at, spend_authorize, settle_funds, settle_counts to stipends_app;
  `,
};
