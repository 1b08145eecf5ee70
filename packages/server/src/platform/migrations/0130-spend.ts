import { type SchemaStep, tenantTable } from './migration.js';

const employerId = "current_setting('app.employer_id')::uuid";

/**
 * Holds and limits. A request to spend is one call of a function here: it locks the accounts of one person, decides, writes
 * and answers. What it decides is said once more in `spend.rules.ts`, and a law holds the two equal.
 */
export const spend: SchemaStep = {
  name: '0130-spend',
  sql: `
    create table hold (
      employer_id uuid not null,
      id uuid not null,
      employee_id uuid not null,
      currency text not null,
      amount numeric(38,10) not null,
      status text not null,
      provider text,
      model text,
      tool text,
      -- The model as the price list names it, however it was written: what limits compare.
      listed_provider text,
      listed_model text,
      -- The limits that counted it.
      limit_ids uuid[] not null,
      authorized_at timestamptz(3) not null,
      expires_at timestamptz(3) not null,
      resolved_at timestamptz(3),
      captured numeric(38,10),
      overage numeric(38,10),
      constraint hold_pk primary key (employer_id, id),
      constraint hold_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
      constraint hold_currency_shape check (currency ~ '^[A-Z]{3}$'),
      constraint hold_amount check (amount > 0),
      constraint hold_status_known check (status in ('AUTHORIZED', 'CAPTURED', 'RELEASED', 'EXPIRED')),
      constraint hold_resolved check ((status = 'AUTHORIZED') = (resolved_at is null)),
      constraint hold_captured check (
        (status = 'CAPTURED') = (captured is not null) and (status = 'CAPTURED') = (overage is not null) and captured > 0 and overage between 0 and captured),
      constraint hold_span check (expires_at >= authorized_at)
    );
    create index hold_open on hold (employer_id, employee_id, expires_at) where status = 'AUTHORIZED';
    create index hold_by_employee on hold (employer_id, employee_id, authorized_at);
    ${tenantTable('hold')}

    -- Which grant stands for which part. What was captured beyond the hold has slices with nothing held.
    create table hold_slice (
      employer_id uuid not null,
      hold_id uuid not null,
      slice smallint not null,
      account_id uuid not null,
      grant_id uuid not null,
      held numeric(38,10) not null,
      captured numeric(38,10) not null default 0,
      constraint hold_slice_pk primary key (employer_id, hold_id, slice),
      constraint hold_slice_hold foreign key (employer_id, hold_id) references hold (employer_id, id),
      constraint hold_slice_account foreign key (employer_id, account_id) references account (employer_id, id),
      constraint hold_slice_grant foreign key (employer_id, grant_id) references grant_account (employer_id, grant_id),
      constraint hold_slice_amounts check (held >= 0 and captured >= 0 and held + captured > 0)
    );
    ${tenantTable('hold_slice')}
    revoke delete on hold, hold_slice from stipends_app;

    -- What people may spend in a span of time. Without employee: each person, unless there is a row for the person.
    create table spend_limit (
      employer_id uuid not null,
      id uuid not null,
      scope text not null,
      employee_id uuid,
      provider text,
      model text,
      tool text,
      time_window text not null,
      mode text not null,
      currency text not null,
      amount numeric(38,10),
      version integer not null,
      created_at timestamptz(3) not null,
      updated_at timestamptz(3) not null,
      constraint spend_limit_pk primary key (employer_id, id),
      constraint spend_limit_level unique nulls not distinct (employer_id, scope, employee_id, provider, model, tool, time_window, currency),
      constraint spend_limit_employer foreign key (employer_id) references employer (id),
      constraint spend_limit_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
      constraint spend_limit_scope check (
        (scope = 'PERSON' and provider is null and model is null and tool is null)
        or (scope = 'TOOL' and provider is null and model is null and tool is not null)
        or (scope = 'MODEL' and provider is not null and model is not null and tool is null)),
      constraint spend_limit_window_known check (time_window in ('HOUR', 'DAY', 'WEEK', 'MONTH', 'LIFETIME')),
      constraint spend_limit_mode_known check (mode in ('HARD', 'SOFT', 'OBSERVE')),
      constraint spend_limit_currency_shape check (currency ~ '^[A-Z]{3}$'),
      constraint spend_limit_amount check (amount >= 0)
    );
    ${tenantTable('spend_limit')}

    -- What one person has spent of a limit in the window that began last. No row is shared between people.
    create table spend_counter (
      employer_id uuid not null,
      employee_id uuid not null,
      limit_id uuid not null,
      window_start timestamptz(3) not null,
      used numeric(38,10) not null,
      -- Whether it was told in this window that the limit is exceeded.
      told boolean not null,
      constraint spend_counter_pk primary key (employer_id, employee_id, limit_id),
      constraint spend_counter_limit foreign key (employer_id, limit_id) references spend_limit (employer_id, id),
      constraint spend_counter_used check (used >= 0)
    );
    ${tenantTable('spend_counter')}
    revoke delete on spend_limit from stipends_app;

    -- A new time-ordered id, as the application makes them.
    create function uuid_v7() returns uuid language sql volatile as $$
      select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
    $$;

    -- The id as the API writes it, for what is told to the world from here.
    create function type_id(p_prefix text, p_id uuid) returns text language sql immutable as $$
      select p_prefix || '_' || string_agg(
        substr('0123456789abcdefghjkmnpqrstvwxyz', substring(b.bits from 5 * i + 1 for 5)::bit(5)::integer + 1, 1), '' order by i)
      from (select B'00' || ('x' || replace(p_id::text, '-', ''))::bit(128) as bits) b, generate_series(0, 25) as i
    $$;

    create function money_json(p_amount numeric, p_currency text) returns jsonb language sql immutable as $$
      select jsonb_build_object('amount', trim_scale(p_amount)::text, 'currency', p_currency)
    $$;

    create function instant_text(p_at timestamptz) returns text language sql stable as $$
      select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    $$;

    create function epoch_ms(p_at timestamptz) returns bigint language sql stable as $$
      select (extract(epoch from p_at) * 1000)::bigint
    $$;

    -- The first instant of a date in a zone: where midnight is missing the next valid one, where it comes twice the first.
    create function start_of_day(p_date date, p_zone text) returns timestamptz language sql stable as $$
      select min(m.at - b.back) from (select p_date::timestamp at time zone p_zone as at) m,
        unnest(array[interval '0', interval '30 minutes', interval '1 hour', interval '2 hours']) as b (back)
      where (m.at - b.back) at time zone p_zone >= p_date::timestamp
    $$;

    -- The window an instant lies in, in the zone of the employer. A lifetime begins in 1970 and has no end.
    create function spend_window(p_window text, p_at timestamptz, p_zone text, out starts timestamptz, out ends timestamptz)
    language plpgsql stable as $$
    declare
      v_local timestamp := p_at at time zone p_zone;
      v_step interval;
      v_first date;
    begin
      if p_window = 'LIFETIME' then
        starts := '1970-01-01T00:00:00Z';
        return;
      end if;
      if p_window = 'HOUR' then
        -- From the instant back, so that an hour that comes twice is two hours.
        starts := p_at - (v_local - date_trunc('hour', v_local));
        ends := starts + interval '1 hour';
        return;
      end if;
      v_step := case p_window when 'DAY' then interval '1 day' when 'WEEK' then interval '7 days' when 'MONTH' then interval '1 month' end;
      v_first := date_trunc(lower(p_window), v_local)::date;
      starts := start_of_day(v_first, p_zone);
      ends := start_of_day((v_first + v_step)::date, p_zone);
    end $$;

    -- Moves an instant out of closed periods, to the start of the next open one.
    create function open_effective_at(p_at timestamptz) returns timestamptz language plpgsql stable as $$
    declare
      v_at timestamptz := p_at;
      v_next timestamptz;
    begin
      loop
        select upper(l.during) into v_next from period_lock l where l.employer_id = ${employerId} and l.during @> v_at;
        if not found then return v_at; end if;
        v_at := v_next;
      end loop;
    end $$;

    -- The chain of postings, as \`hashOf\` in ledger.rules.ts computes it.
    create function posting_hash(p_previous bytea, p_id uuid, p_account uuid, p_sequence bigint, p_kind text, p_key text, p_effective_at timestamptz,
      p_booked_at timestamptz, p_subject uuid, p_reverses uuid, p_sides text[], p_grants uuid[], p_amounts numeric[])
    returns bytea language plpgsql stable as $$
    declare
      v_lines text := '';
    begin
      for i in 1 .. cardinality(p_sides) loop
        v_lines := v_lines || p_sides[i] || ' ' || coalesce(p_grants[i]::text, '') || ' ' || trunc(p_amounts[i] * 10000000000)::text || E'\\n';
      end loop;
      return sha256(p_previous || convert_to(concat_ws(E'\\n', p_id, p_account, p_sequence, p_kind, epoch_ms(p_effective_at), epoch_ms(p_booked_at),
        coalesce(p_subject::text, ''), coalesce(p_reverses::text, ''), cardinality(p_sides), v_lines || p_key), 'UTF8'));
    end $$;

    -- Writes one posting on an account under lock: its entries, the balances they move, the chain.
    create function book_posting(p_account uuid, p_kind text, p_key text, p_effective_at timestamptz, p_booked_at timestamptz, p_subject uuid,
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
        commitment = a.commitment + d.commitment, available = a.available + d.available, held = a.held + d.held, consumed = a.consumed + d.consumed,
        expired = a.expired + d.expired, revoked = a.revoked + d.revoked, overage = a.overage + d.overage, version = a.version + 1,
        last_hash = posting_hash(a.last_hash, v_id, a.id, a.version + 1, p_kind, p_key, p_effective_at, p_booked_at, p_subject, p_reverses, p_sides, p_grants, p_amounts)
      from (
        select ${['commitment', 'available', 'held', 'consumed', 'expired', 'revoked', 'overage']
          .map((side) => `coalesce(sum(l.amount) filter (where l.side = '${side.toUpperCase()}'), 0) as ${side}`)
          .join(', ')}
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

    -- Writes the legs of one event, a posting for each account, in order of account.
    create function book_legs(p_kind text, p_key text, p_effective_at timestamptz, p_booked_at timestamptz, p_subject uuid,
      p_accounts uuid[], p_sides text[], p_grants uuid[], p_amounts numeric[])
    returns void language plpgsql volatile as $$
    declare
      v_posting record;
    begin
      if p_accounts[1] = all (p_accounts) then
        perform book_posting(p_accounts[1], p_kind, p_key || ':' || p_accounts[1], p_effective_at, p_booked_at, p_subject, null,
          p_sides, p_grants, p_amounts);
        return;
      end if;
      for v_posting in
        select l.account_id, array_agg(l.side order by l.leg) as sides, array_agg(l.grant_id order by l.leg) as grants,
          array_agg(l.amount order by l.leg) as amounts
        from unnest(p_accounts, p_sides, p_grants, p_amounts) with ordinality as l (account_id, side, grant_id, amount, leg)
        group by l.account_id order by l.account_id
      loop
        perform book_posting(v_posting.account_id, p_kind, p_key || ':' || v_posting.account_id, p_effective_at, p_booked_at, p_subject, null,
          v_posting.sides, v_posting.grants, v_posting.amounts);
      end loop;
    end $$;

    -- Whether a list names a value: what ends with * names what begins so.
    create function is_named(p_names text[], p_value text) returns boolean language sql immutable as $$
      select exists (select from unnest(p_names) as n where n = p_value or (right(n, 1) = '*' and starts_with(p_value, left(n, -1))))
    $$;

    -- What pays an amount: the grants in force with something left, in burn order (domain.md, section 6).
    create function spend_funds(p_employee uuid, p_currency text, p_amount numeric, p_at timestamptz, p_provider text, p_model text, p_tool text,
      out available numeric, out accounts uuid[], out grants uuid[], out amounts numeric[])
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
    end $$;

    -- What a person has spent of a limit since an instant, from the holds: a spend counts when it was authorized, what was
    -- captured beyond the hold in a later window counts when it was captured.
    create function spend_counted(p_employee uuid, p_limit spend_limit, p_since timestamptz) returns numeric language sql stable as $$
      select coalesce(sum(case
        when h.authorized_at < p_since then case when h.resolved_at >= p_since then greatest(h.captured - h.amount, 0) end
        when h.status = 'AUTHORIZED' then h.amount
        else h.captured end), 0)
      from hold h
      where h.employer_id = ${employerId} and h.employee_id = p_employee and h.currency = p_limit.currency
        and h.authorized_at >= p_since - interval '1 day' and h.status in ('AUTHORIZED', 'CAPTURED')
        and (p_limit.tool is null or h.tool = p_limit.tool)
        and (p_limit.model is null or (h.listed_provider = p_limit.provider and h.listed_model = p_limit.model))
    $$;

    -- Resolves a hold under the lock of its person's accounts: captures an amount, zero for none, and gives the rest back.
    -- What goes back to a grant that has ended expires at once.
    create function settle_hold(p_hold hold, p_status text, p_amount numeric, p_at timestamptz, p_now timestamptz, p_zone text) returns hold
    language plpgsql volatile as $$
    declare
      v_resolved hold;
      v_employer uuid := ${employerId};
      v_accounts uuid[] := '{}';
      v_sides text[] := '{}';
      v_grants uuid[] := '{}';
      v_amounts numeric[] := '{}';
      v_slice record;
      v_ended record;
      v_counter record;
      v_funds record;
      v_window record;
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
      update hold set status = p_status, resolved_at = p_now, captured = case p_status when 'CAPTURED' then p_amount end,
        overage = case p_status when 'CAPTURED' then v_overage end
      where employer_id = v_employer and id = p_hold.id returning * into v_resolved;

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

      if cardinality(p_hold.limit_ids) > 0 then
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
      end if;
      return v_resolved;
    end $$;

    -- Lets the holds of a person go whose time has come, under the lock of the person's accounts.
    create function expire_holds_of(p_employee uuid, p_now timestamptz, p_zone text) returns integer language plpgsql volatile as $$
    declare
      v_hold hold;
      v_count integer := 0;
    begin
      for v_hold in
        select h.* from hold h where h.employer_id = ${employerId} and h.employee_id = p_employee and h.status = 'AUTHORIZED' and h.expires_at <= p_now
        order by h.expires_at, h.id
      loop
        perform settle_hold(v_hold, 'EXPIRED', 0, open_effective_at(v_hold.expires_at), p_now, p_zone);
        insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
        values (v_hold.employer_id, uuid_v7(), 'hold.expired', v_hold.id, p_now, jsonb_build_object('id', type_id('hold', v_hold.id),
          'employeeId', type_id('employee', v_hold.employee_id), 'amount', money_json(v_hold.amount, v_hold.currency),
          'expiresAt', instant_text(v_hold.expires_at)));
        v_count := v_count + 1;
      end loop;
      return v_count;
    end $$;

    -- Expires what is due of one person. For the job, and for those who leave: their holds end with the employment.
    create function expire_holds(p_employee uuid, p_ends_at timestamptz) returns integer language plpgsql volatile set enable_seqscan = off as $$
    declare
      v_now timestamptz;
      v_zone text;
    begin
      perform from account where employer_id = ${employerId} and employee_id = p_employee order by id for no key update;
      select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into v_now, v_zone
      from employer_settings s where s.employer_id = ${employerId};
      if p_ends_at is not null then
        update hold set expires_at = greatest(authorized_at, p_ends_at)
        where employer_id = ${employerId} and employee_id = p_employee and status = 'AUTHORIZED' and expires_at > p_ends_at;
      end if;
      return expire_holds_of(p_employee, v_now, v_zone);
    end $$;

    create function fundings_json(p_hold uuid) returns jsonb language plpgsql stable as $$
    begin
      return (select jsonb_agg(jsonb_build_object('grantId', s.grant_id, 'held', s.held::text, 'captured', s.captured::text) order by s.slice)
        from hold_slice s where s.employer_id = ${employerId} and s.hold_id = p_hold);
    end $$;

    create function hold_row_json(h hold, p_fundings jsonb) returns jsonb language plpgsql stable as $$
    begin
      return jsonb_build_object('id', h.id, 'employeeId', h.employee_id, 'currency', h.currency, 'amount', h.amount::text, 'status', h.status,
        'provider', h.provider, 'model', h.model, 'tool', h.tool, 'authorizedAt', epoch_ms(h.authorized_at), 'expiresAt', epoch_ms(h.expires_at),
        'resolvedAt', epoch_ms(h.resolved_at), 'captured', h.captured::text, 'overage', h.overage::text, 'fundings', p_fundings);
    end $$;

    create function hold_json(p_hold uuid) returns jsonb language plpgsql stable as $$
    declare
      v_hold hold;
    begin
      select h.* into v_hold from hold h where h.employer_id = ${employerId} and h.id = p_hold;
      return case when found then hold_row_json(v_hold, fundings_json(p_hold)) end;
    end $$;

    -- What was answered under a key before; null where it is new. Asked under the locks, so that of two at once the second
    -- sees the first.
    create function spend_replay(p_operation text, p_key text, p_fingerprint bytea) returns jsonb language plpgsql stable as $$
    declare
      v_claim record;
    begin
      select c.fingerprint, c.result into v_claim from idempotency_claim c
      where c.employer_id = ${employerId} and c.operation = p_operation and c.key = p_key;
      if not found then return null; end if;
      if v_claim.fingerprint <> p_fingerprint then return jsonb_build_object('conflict', true); end if;
      return v_claim.result || jsonb_build_object('replayed', true, 'hold', hold_json((v_claim.result ->> 'holdId')::uuid));
    end $$;

    -- Stores an answer under its key. One request with the same key and another person may be faster: all is undone and asked again.
    create function spend_answer(p_operation text, p_key text, p_fingerprint bytea, p_hold uuid, p_decision jsonb, p_hold_json jsonb) returns jsonb
    language plpgsql volatile as $$
    declare
      v_result jsonb := jsonb_build_object('holdId', p_hold, 'decision', p_decision);
    begin
      insert into idempotency_claim (employer_id, operation, key, fingerprint, result)
      values (${employerId}, p_operation, p_key, p_fingerprint, v_result) on conflict (employer_id, operation, key) do nothing;
      if not found then
        raise exception 'the key was claimed at the same time' using errcode = '40001';
      end if;
      return v_result || jsonb_build_object('hold', p_hold_json);
    end $$;

    -- Plans of these are made while tables may still be small and are kept: they stay with the indexes, so that the time of a
    -- spend does not grow with what is behind it.
    create function spend_authorize(p_key text, p_fingerprint bytea, p_hold uuid, p_employee uuid, p_source text, p_external_id text, p_email_key text,
      p_amount numeric, p_currency text, p_provider text, p_model text, p_tool text, p_listed_provider text, p_listed_model text, p_ttl_seconds integer)
    returns jsonb language plpgsql volatile set enable_seqscan = off as $$
    declare
      v_employer uuid := ${employerId};
      v_employee uuid;
      v_replay jsonb;
      v_now timestamptz;
      v_zone text;
      v_terminated_on date;
      v_ends_at timestamptz;
      v_code text;
      v_funds record;
      v_limit record;
      v_window record;
      v_used numeric;
      v_exceeded boolean;
      v_levels jsonb := '[]';
      v_limit_ids uuid[] := '{}';
      v_starts timestamptz[] := '{}';
      v_useds numeric[] := '{}';
      v_tolds boolean[] := '{}';
      v_allowed_models jsonb;
      v_limited boolean;
      v_hold hold;
    begin
      v_employee := p_employee;
      if p_external_id is not null then
        select e.id into v_employee from employee e where e.employer_id = v_employer and e.external_id = p_external_id and e.source = p_source;
      elsif p_email_key is not null then
        select e.id into v_employee from employee e where e.employer_id = v_employer and e.email_key = p_email_key;
      end if;
      perform from account a where a.employer_id = v_employer and a.employee_id = v_employee order by a.id for no key update;
      v_replay := spend_replay('spendAuthorize', p_key, p_fingerprint);
      if v_replay is not null then return v_replay; end if;

      -- Read behind the locks, as everything that decides.
      select e.terminated_on, coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone,
        exists (select from spend_limit l where l.employer_id = v_employer)
      into v_terminated_on, v_now, v_zone, v_limited
      from employee e, employer_settings s where e.employer_id = v_employer and e.id = v_employee and s.employer_id = v_employer;
      if not found then
        return spend_answer('spendAuthorize', p_key, p_fingerprint, null, jsonb_build_object('allowed', false, 'code', 'NOT_FOUND', 'levels', v_levels), null);
      end if;
      if (select h.expires_at <= v_now from hold h where h.employer_id = v_employer and h.employee_id = v_employee and h.status = 'AUTHORIZED'
          order by h.expires_at limit 1) then
        perform expire_holds_of(v_employee, v_now, v_zone);
      end if;
      if v_terminated_on is not null then
        v_ends_at := start_of_day(v_terminated_on, coalesce((
          select l.time_zone from employment m left join legal_entity l on l.employer_id = v_employer and l.id = m.legal_entity_id
          where m.employer_id = v_employer and m.employee_id = v_employee
          order by m.start_date > (v_now at time zone v_zone)::date, abs(m.start_date - (v_now at time zone v_zone)::date) limit 1), v_zone));
      end if;
      v_funds := spend_funds(v_employee, p_currency, p_amount, v_now, p_provider, p_model, p_tool);

      if v_limited then
        for v_limit in
          select x.id, x.scope, x.time_window, x.mode, x.amount, x.terms, c.limit_id is not null as counted, c.window_start, c.used, c.told
          from (
            select distinct on (l.scope, l.provider, l.model, l.tool, l.time_window)
              l.id, l.scope, l.time_window, l.mode, l.amount, l as terms, l.employee_id
            from spend_limit l
            where l.employer_id = v_employer and l.currency = p_currency and (l.employee_id is null or l.employee_id = v_employee)
              and (l.tool is null or l.tool = p_tool) and (l.model is null or (l.provider = p_listed_provider and l.model = p_listed_model))
            order by l.scope, l.provider, l.model, l.tool, l.time_window, l.employee_id nulls last) x
          left join spend_counter c on c.employer_id = v_employer and c.employee_id = v_employee and c.limit_id = x.id
          where x.amount is not null
          order by x.id
        loop
          v_window := spend_window(v_limit.time_window, v_now, v_zone);
          if not v_limit.counted then
            v_used := spend_counted(v_employee, v_limit.terms, v_window.starts);
          else
            v_used := case when v_limit.window_start = v_window.starts then v_limit.used else 0 end;
          end if;
          v_exceeded := v_used + p_amount > v_limit.amount;
          if v_exceeded and v_limit.mode = 'HARD' then v_code := 'LIMIT_EXCEEDED'; end if;
          v_levels := v_levels || jsonb_build_object('limitId', v_limit.id, 'scope', v_limit.scope, 'window', v_limit.time_window, 'mode', v_limit.mode,
            'amount', v_limit.amount::text, 'used', v_used::text, 'exceeded', v_exceeded,
            'windowStart', epoch_ms(v_window.starts), 'resetsAt', epoch_ms(v_window.ends));
          v_limit_ids := v_limit_ids || v_limit.id;
          v_starts := v_starts || v_window.starts;
          v_useds := v_useds || v_used;
          v_tolds := v_tolds || (v_limit.counted and v_limit.told and v_limit.window_start = v_window.starts);
        end loop;
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
        when v_code is not null then v_code
        when v_funds.available < p_amount then 'INSUFFICIENT_BALANCE' end;

      if v_code is null then
        insert into hold (employer_id, id, employee_id, currency, amount, status, provider, model, tool, listed_provider, listed_model, limit_ids,
          authorized_at, expires_at)
        values (v_employer, p_hold, v_employee, p_currency, p_amount, 'AUTHORIZED', p_provider, p_model, p_tool, p_listed_provider,
          p_listed_model, v_limit_ids, v_now, least(v_now + make_interval(secs => p_ttl_seconds), v_ends_at))
        returning * into v_hold;
        insert into hold_slice (employer_id, hold_id, slice, account_id, grant_id, held)
        select v_employer, p_hold, f.place, f.account_id, f.grant_id, f.amount
        from unnest(v_funds.accounts, v_funds.grants, v_funds.amounts) with ordinality as f (account_id, grant_id, amount, place);
        -- Each grant gives up its part; what a person holds of an account stands in one leg.
        if v_funds.accounts[1] = all (v_funds.accounts) then
          perform book_posting(v_funds.accounts[1], 'HELD', 'hold:' || p_hold || ':' || v_funds.accounts[1], v_now, v_now, p_hold, null,
            array_fill('AVAILABLE'::text, array[cardinality(v_funds.accounts)]) || 'HELD'::text, v_funds.grants || null::uuid,
            array(select -x.a from unnest(v_funds.amounts) with ordinality as x (a, i) order by x.i) || p_amount);
        else
          perform book_legs('HELD', 'hold:' || p_hold, v_now, v_now, p_hold,
            v_funds.accounts || array(select x.a from unnest(v_funds.accounts) as x (a) group by x.a order by x.a),
            array_fill('AVAILABLE'::text, array[cardinality(v_funds.accounts)])
              || array(select 'HELD'::text from unnest(v_funds.accounts) as x (a) group by x.a order by x.a),
            v_funds.grants || array(select null::uuid from unnest(v_funds.accounts) as x (a) group by x.a order by x.a),
            array(select -x.a from unnest(v_funds.amounts) with ordinality as x (a, i) order by x.i)
              || array(select sum(x.amount) from unnest(v_funds.accounts, v_funds.amounts) as x (a, amount) group by x.a order by x.a));
        end if;
      end if;

      if cardinality(v_limit_ids) > 0 and (v_code is null or v_code = 'LIMIT_EXCEEDED') then
        for i in 1 .. cardinality(v_limit_ids) loop
          v_exceeded := (v_levels -> (i - 1) ->> 'exceeded')::boolean and v_levels -> (i - 1) ->> 'mode' <> 'OBSERVE'
            and (v_code is null or v_levels -> (i - 1) ->> 'mode' = 'HARD');
          insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, told)
          values (v_employer, v_employee, v_limit_ids[i], v_starts[i], v_useds[i] + case when v_code is null then p_amount else 0 end, v_tolds[i] or v_exceeded)
          on conflict (employer_id, employee_id, limit_id) do update
            set window_start = excluded.window_start, used = excluded.used, told = excluded.told;
          if v_exceeded and not v_tolds[i] then
            insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
            values (v_employer, uuid_v7(), 'limit.exceeded', v_limit_ids[i], v_now, jsonb_build_object('id', type_id('limit', v_limit_ids[i]),
              'employeeId', type_id('employee', v_employee), 'scope', v_levels -> (i - 1) ->> 'scope', 'window', v_levels -> (i - 1) ->> 'window',
              'mode', v_levels -> (i - 1) ->> 'mode', 'amount', money_json((v_levels -> (i - 1) ->> 'amount')::numeric, p_currency),
              'used', money_json(v_useds[i], p_currency), 'requested', money_json(p_amount, p_currency), 'allowed', v_code is null));
          end if;
        end loop;
      end if;

      return spend_answer('spendAuthorize', p_key, p_fingerprint, case when v_code is null then p_hold end,
        jsonb_build_object('allowed', v_code is null, 'code', v_code, 'at', epoch_ms(v_now), 'currency', p_currency, 'requested', p_amount::text,
          'available', v_funds.available::text, 'levels', v_levels, 'allowedModels', v_allowed_models),
        case when v_code is null then hold_row_json(v_hold, (
          select jsonb_agg(jsonb_build_object('grantId', f.grant_id, 'held', f.amount::text, 'captured', '0') order by f.place)
          from unnest(v_funds.grants, v_funds.amounts) with ordinality as f (grant_id, amount, place))) end);
    end $$;

    -- Captures a hold, or lets it go. Whoever comes second, or late, learns what became of it.
    create function spend_resolve(p_operation text, p_key text, p_fingerprint bytea, p_hold uuid, p_amount numeric, p_currency text)
    returns jsonb language plpgsql volatile set enable_seqscan = off as $$
    declare
      v_employer uuid := ${employerId};
      v_hold hold;
      v_replay jsonb;
      v_now timestamptz;
      v_zone text;
      v_code text;
    begin
      perform from account a
      where a.employer_id = v_employer and a.employee_id = (select h.employee_id from hold h where h.employer_id = v_employer and h.id = p_hold)
      order by a.id for no key update;
      v_replay := spend_replay(p_operation, p_key, p_fingerprint);
      if v_replay is not null then return v_replay; end if;
      select h.* into v_hold from hold h where h.employer_id = v_employer and h.id = p_hold;
      if not found then
        return spend_answer(p_operation, p_key, p_fingerprint, null, jsonb_build_object('allowed', false, 'code', 'NOT_FOUND'), null);
      end if;
      select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into strict v_now, v_zone
      from employer_settings s where s.employer_id = v_employer;
      if v_hold.status = 'AUTHORIZED' and v_hold.expires_at <= v_now then
        perform expire_holds_of(v_hold.employee_id, v_now, v_zone);
        v_code := 'HOLD_EXPIRED';
      elsif v_hold.status = 'EXPIRED' then
        v_code := 'HOLD_EXPIRED';
      elsif v_hold.status <> 'AUTHORIZED' then
        v_code := 'HOLD_RESOLVED';
      elsif p_currency <> v_hold.currency then
        v_code := 'CURRENCY_MISMATCH';
      elsif p_operation = 'spendCapture' then
        v_hold := settle_hold(v_hold, 'CAPTURED', p_amount, v_now, v_now, v_zone);
      else
        v_hold := settle_hold(v_hold, 'RELEASED', 0, v_now, v_now, v_zone);
      end if;
      return spend_answer(p_operation, p_key, p_fingerprint, p_hold, jsonb_build_object('allowed', v_code is null, 'code', v_code,
        'currency', v_hold.currency),
        case when v_code is null then hold_row_json(v_hold, fundings_json(p_hold)) else hold_json(p_hold) end);
    end $$;

    revoke execute on function uuid_v7, type_id, money_json, instant_text, epoch_ms, start_of_day, spend_window, open_effective_at, posting_hash, book_posting, book_legs,
      is_named, spend_funds, spend_counted, settle_hold, expire_holds_of, expire_holds, fundings_json, hold_row_json, hold_json, spend_replay, spend_answer, spend_authorize, spend_resolve
      from public;
    grant execute on function uuid_v7, type_id, money_json, instant_text, epoch_ms, start_of_day, spend_window, open_effective_at, posting_hash, book_posting, book_legs,
      is_named, spend_funds, spend_counted, settle_hold, expire_holds_of, expire_holds, fundings_json, hold_row_json, hold_json, spend_replay, spend_answer, spend_authorize, spend_resolve
      to stipends_app;
  `,
};
