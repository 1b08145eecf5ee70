import { type SchemaStep, tenantTable } from './migration.js';

const employerId = "current_setting('app.employer_id')::uuid";
// What money can be at most: sums and multiples that are only compared and told stay there.
const largest = '9999999999999999999999999999.9999999999';
const pools = "('COST_CENTER', 'DEPARTMENT', 'EMPLOYER')";

/**
 * Limits that many people share, in money or tokens, and circuit breakers.
 *
 * No row is shared between people who spend. A HARD limit that many share, a pool, is kept by leases: the counter of each
 * person has a part of the pool, and only who runs out of it touches the row of the pool. Locks come in one order: accounts,
 * pools by id, counters by limit and person. A counter is locked by its own person, who waits for no pool of that counter from
 * then on, or by who has the lock of its pool.
 */
export const limits: SchemaStep = {
  name: '0160-limits',
  sql: `
    alter table spend_limit
      drop constraint spend_limit_level,
      drop constraint spend_limit_scope,
      drop constraint spend_limit_window_known,
      drop constraint spend_limit_amount,
      alter column currency drop not null,
      add column kind text not null default 'LIMIT',
      -- What amount is in: money of the currency, or tokens of any.
      add column unit text not null default 'MONEY',
      add column cost_center_id uuid,
      add column department_id uuid,
      add column velocity_multiple numeric(38,10),
      add constraint spend_limit_level unique nulls not distinct
        (employer_id, kind, unit, scope, employee_id, cost_center_id, department_id, provider, model, tool, time_window, currency),
      add constraint spend_limit_cost_center foreign key (employer_id, cost_center_id) references cost_center (employer_id, id),
      add constraint spend_limit_department foreign key (employer_id, department_id) references department (employer_id, id),
      add constraint spend_limit_scope check (
        (scope = 'TOOL') = (tool is not null) and (scope = 'MODEL') = (provider is not null) and (scope = 'MODEL') = (model is not null)
        and (scope = 'COST_CENTER') = (cost_center_id is not null) and (scope = 'DEPARTMENT') = (department_id is not null)
        and scope in ('PERSON', 'TOOL', 'MODEL', 'COST_CENTER', 'DEPARTMENT', 'EMPLOYER')
        and (employee_id is null or scope in ('PERSON', 'TOOL', 'MODEL'))),
      add constraint spend_limit_window_known check (time_window in ('HOUR', 'DAY', 'WEEK', 'MONTH', 'PERIOD', 'LIFETIME')),
      add constraint spend_limit_kind check (kind = 'LIMIT' and velocity_multiple is null
        or kind = 'CIRCUIT_BREAKER' and scope = 'PERSON' and mode = 'HARD' and unit = 'MONEY'
          and time_window <> 'LIFETIME'
          and (velocity_multiple is null or (amount is null and velocity_multiple > 0 and velocity_multiple <= 1000000))),
      add constraint spend_limit_unit check (case unit when 'MONEY' then currency is not null
        when 'TOKENS' then currency is null and (amount is null or amount = trunc(amount)) else false end),
      add constraint spend_limit_amount check (amount >= 0);

    alter table hold
      add column tokens numeric(38),
      add column captured_tokens numeric(38),
      -- Whose budget it is: those of the employment on the day. No foreign key: its lock would be shared by all who spend.
      add column cost_center_id uuid,
      add column department_id uuid,
      add constraint hold_tokens check (tokens > 0 and captured_tokens >= 0 and (captured_tokens is null or status = 'CAPTURED'));

    alter table usage_charge
      -- The model as the price list names it, and the tokens of all classes.
      add column listed_provider text,
      add column listed_model text,
      add column tokens numeric(38),
      add column cost_center_id uuid,
      add column department_id uuid;

    -- What the terms are worth in a year: the pace that circuit breakers compare with.
    alter table stipend add column if not exists annual_amount numeric(38,10);

    alter table employer_settings
      add column week_start text not null default 'MONDAY',
      add constraint employer_settings_week_start check (week_start in
        ('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'));

    create index employment_by_employee on employment (employee_id, start_date);
    create index stipend_grant_guaranteed on stipend_grant (employer_id, guaranteed_until) where guaranteed_until is not null;

    -- They count reported usage from now on: the next decision counts them anew.
    truncate spend_counter;
    alter table spend_counter
      -- What the person may spend of a HARD pool without asking, used included; zero for other limits.
      add column leased numeric(38,10) not null default 0,
      -- What is kept in a HARD pool for grants that are guaranteed to the person, beside what is leased.
      add column reserved numeric(38,10) not null default 0,
      add constraint spend_counter_leased check (leased >= 0 and reserved >= 0);
    create index spend_counter_by_limit on spend_counter (limit_id, employee_id);

    -- What many people share, in the window that began last.
    create table spend_pool (
      employer_id uuid not null,
      limit_id uuid not null,
      amount numeric(38,10) not null,
      window_start timestamptz(3) not null,
      leased numeric(38,10) not null default 0,
      reserved numeric(38,10) not null default 0,
      told boolean not null default false,
      -- The business date on which reservations were looked at last: people move on a date.
      settled_on date not null default '-infinity',
      -- A sum over the counters of more than a few people is kept for some seconds, of real time.
      summed numeric(38,10) not null default 0,
      summed_of integer not null default 0,
      summed_at timestamptz(3) not null,
      constraint spend_pool_pk primary key (employer_id, limit_id),
      constraint spend_pool_limit foreign key (employer_id, limit_id) references spend_limit (employer_id, id),
      constraint spend_pool_amounts check (amount >= 0 and leased >= 0 and reserved >= 0)
    );
    ${tenantTable('spend_pool')}

    -- Says that what is guaranteed to people may have changed since a pool counted it. A row of its own each time, so that who
    -- grants waits for nobody who spends.
    create table spend_pool_mark (
      employer_id uuid not null,
      limit_id uuid not null,
      id uuid not null,
      constraint spend_pool_mark_pk primary key (employer_id, limit_id, id),
      constraint spend_pool_mark_employer foreign key (employer_id) references employer (id)
    );
    ${tenantTable('spend_pool_mark')}

    create function mark_hard_pools() returns void language plpgsql volatile as $$
    begin
      insert into spend_pool_mark (employer_id, limit_id, id)
      select p.employer_id, p.limit_id, uuid_v7() from spend_pool p
        join spend_limit l on l.employer_id = ${employerId} and l.id = p.limit_id and l.mode = 'HARD' and l.unit = 'MONEY'
      where p.employer_id = ${employerId};
    end $$;
    create function mark_pools() returns trigger language plpgsql as $$
    begin
      perform mark_hard_pools();
      return null;
    end $$;
    create trigger stipend_grant_mark_pools after insert on stipend_grant for each statement execute function mark_pools();
    create trigger grant_change_mark_pools after insert on grant_change for each statement execute function mark_pools();
    create trigger employment_mark_pools after insert or update or delete on employment for each statement execute function mark_pools();

    -- The pay period of the payroll system that holds a date; nulls where none is known.
    create function pay_period_at(p_date date, out start_date date, out end_date date) language plpgsql stable as $$
    begin
      select p.start_date, p.end_date into start_date, end_date from pay_period p
      where p.employer_id = ${employerId} and p.start_date <= p_date and p.end_date > p_date order by p.start_date desc limit 1;
    end $$;

    -- The window an instant lies in, in the zone of the employer. A lifetime begins in 1970 and has no end.
    create or replace function spend_window(p_window text, p_at timestamptz, p_zone text, out starts timestamptz, out ends timestamptz)
    language plpgsql stable as $$
    declare
      v_local timestamp := p_at at time zone p_zone;
      v_first date;
      v_next date;
      v_offset integer;
    begin
      case p_window
        when 'LIFETIME' then
          starts := '1970-01-01T00:00:00Z';
          return;
        when 'HOUR' then
          -- Counted from a midnight on, so that an hour that comes twice is two hours, and none overlaps another where the clock
          -- changes by less than an hour.
          starts := date_bin('1 hour', p_at, start_of_day('2026-01-01', p_zone));
          ends := starts + interval '1 hour';
          return;
        when 'DAY' then
          v_first := v_local::date;
          v_next := v_first + 1;
        when 'WEEK' then
          select array_position(array['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'], s.week_start) - 1 into v_offset
          from employer_settings s where s.employer_id = ${employerId};
          v_first := date_trunc('week', v_local - make_interval(days => v_offset))::date + v_offset;
          v_next := v_first + 7;
        else
          if p_window = 'PERIOD' then
            select p.start_date, p.end_date into v_first, v_next from pay_period_at(v_local::date) p;
          end if;
          if v_first is null then
            v_first := date_trunc('month', v_local)::date;
            v_next := (v_first + interval '1 month')::date;
            if p_window = 'PERIOD' then
              -- As much of the month as lies between the pay periods that are known: windows never overlap.
              select greatest(v_first, max(p.end_date) filter (where p.end_date <= v_local::date)),
                least(v_next, min(p.start_date) filter (where p.start_date > v_local::date)) into v_first, v_next
              from pay_period p where p.employer_id = ${employerId} and p.end_date > v_first and p.start_date < v_next;
            end if;
          end if;
      end case;
      starts := start_of_day(v_first, p_zone);
      ends := start_of_day(v_next, p_zone);
    end $$;

    -- Calls back what people do not use of a HARD pool, reserves what is left of what is guaranteed to them, and opens the
    -- window where a new one has begun. Under the lock of the pool.
    create function spend_pool_settle(p_limit spend_limit, p_starts timestamptz, p_now timestamptz, p_zone text) returns void
    language plpgsql volatile as $$
    declare
      v_people uuid[];
      v_kept numeric[];
    begin
      delete from spend_pool_mark where employer_id = ${employerId} and limit_id = p_limit.id;
      perform from spend_counter c
      where c.employer_id = ${employerId} and c.limit_id = p_limit.id and c.window_start = p_starts and c.leased > c.used
      order by c.employee_id for no key update;
      -- The next statements see what the locks waited for.
      update spend_counter c set leased = c.used
      where c.employer_id = ${employerId} and c.limit_id = p_limit.id and c.window_start = p_starts and c.leased > c.used;
      -- What somebody gives back at this moment is still in the lease. Only what differs is written: reservations change under the
      -- lock of the pool alone, so nobody has to wait for the others.
      with guaranteed as materialized (select g.employee_id, g.amount from guaranteed_left(p_limit, p_starts, p_now, p_zone) g)
      select array_agg(k.employee_id), array_agg(k.kept) into v_people, v_kept
      from (
        select g.employee_id, c.window_start, c.reserved,
          greatest(g.amount - case when c.window_start = p_starts then greatest(c.leased - c.used, 0) else 0 end, 0) as kept
        from guaranteed g
          left join spend_counter c on c.employer_id = ${employerId} and c.limit_id = p_limit.id and c.employee_id = g.employee_id
        union all
        select c.employee_id, c.window_start, c.reserved, 0 from spend_counter c
        where c.employer_id = ${employerId} and c.limit_id = p_limit.id and c.window_start = p_starts and c.reserved > 0
          and c.employee_id not in (select g.employee_id from guaranteed g)) k
      where (k.window_start, k.reserved) is distinct from (p_starts, k.kept);
      insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, told, reserved)
      select ${employerId}, k.employee_id, p_limit.id, p_starts, 0, false, k.kept from unnest(v_people, v_kept) as k (employee_id, kept)
      order by k.employee_id
      on conflict (employer_id, employee_id, limit_id) do update set
        used = case when spend_counter.window_start = p_starts then spend_counter.used else 0 end,
        leased = case when spend_counter.window_start = p_starts then spend_counter.leased else 0 end,
        window_start = p_starts, reserved = excluded.reserved;
      update spend_pool p set window_start = p_starts, told = p.told and p.window_start = p_starts,
        leased = c.leased, reserved = c.reserved, settled_on = p_now at time zone p_zone,
        summed_at = case when p.window_start = p_starts then p.summed_at else '-infinity' end
      from (
        select coalesce(sum(c.leased), 0) as leased, coalesce(sum(c.reserved), 0) as reserved from spend_counter c
        where c.employer_id = ${employerId} and c.limit_id = p_limit.id and c.window_start = p_starts) c
      where p.employer_id = ${employerId} and p.limit_id = p_limit.id;
    end $$;

    -- The pool, locked before, with the window that begins at an instant open.
    create function spend_pool_open(p_limit spend_limit, p_starts timestamptz, p_now timestamptz, p_zone text) returns spend_pool
    language plpgsql volatile as $$
    declare
      v_pool spend_pool;
    begin
      select p.* into v_pool from spend_pool p where p.employer_id = ${employerId} and p.limit_id = p_limit.id for no key update;
      -- Somebody with a later clock was faster, or the limit was set anew: all is done again.
      if not found or v_pool.window_start > p_starts then
        raise exception 'the window of the pool has moved' using errcode = '40001';
      end if;
      if v_pool.window_start < p_starts or v_pool.settled_on < (p_now at time zone p_zone)::date
        or exists (select from spend_pool_mark m where m.employer_id = ${employerId} and m.limit_id = p_limit.id) then
        perform spend_pool_settle(p_limit, p_starts, p_now, p_zone);
        select p.* into v_pool from spend_pool p where p.employer_id = ${employerId} and p.limit_id = p_limit.id;
      end if;
      return v_pool;
    end $$;

    -- Leases a person enough of a HARD pool for a spend, under the lock of the pool: the larger of one percent of the pool and ten
    -- times the spend, as far as nobody else has it or is guaranteed it. False where not even the spend fits after all idle
    -- leases were called back.
    create function spend_lease(p_limit spend_limit, p_employee uuid, p_starts timestamptz, p_need numeric, p_guaranteed numeric,
      p_now timestamptz, p_zone text)
    returns boolean language plpgsql volatile as $$
    declare
      v_pool spend_pool := spend_pool_open(p_limit, p_starts, p_now, p_zone);
      v_own record;
      v_missing numeric;
      v_kept numeric;
      v_rest numeric;
      v_extra numeric;
    begin
      for i in 1 .. 2 loop
        insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, told)
        values (${employerId}, p_employee, p_limit.id, p_starts, 0, false)
        on conflict (employer_id, employee_id, limit_id) do update set
          used = case when spend_counter.window_start = p_starts then spend_counter.used else 0 end,
          leased = case when spend_counter.window_start = p_starts then spend_counter.leased else 0 end,
          reserved = case when spend_counter.window_start = p_starts then spend_counter.reserved else 0 end,
          window_start = p_starts
        returning used, leased, reserved into v_own;
        v_missing := p_need - (v_own.leased - v_own.used);
        if v_missing <= 0 then return true; end if;
        v_kept := least(v_own.reserved, p_guaranteed, v_missing);
        v_rest := greatest(v_pool.amount - v_pool.leased - v_pool.reserved, 0);
        if v_missing - v_kept <= v_rest and v_pool.leased + v_missing <= v_pool.amount then
          v_extra := least(greatest(v_missing, trunc(v_pool.amount / 100), 10 * p_need) - v_missing, v_rest - (v_missing - v_kept));
          update spend_counter set leased = leased + v_missing + v_extra, reserved = reserved - v_kept
          where employer_id = ${employerId} and employee_id = p_employee and limit_id = p_limit.id;
          update spend_pool set leased = leased + v_missing + v_extra, reserved = reserved - v_kept
          where employer_id = ${employerId} and limit_id = p_limit.id;
          return true;
        end if;
        exit when i = 2;
        perform spend_pool_settle(p_limit, p_starts, p_now, p_zone);
        select p.* into v_pool from spend_pool p where p.employer_id = ${employerId} and p.limit_id = p_limit.id;
      end loop;
      return false;
    end $$;

    -- Counts in a pool what has happened, whatever it says: more of a person, or less where something was taken back. Of a HARD
    -- pool under its lock: what is used beyond the lease raises the lease, also beyond the pool.
    create function spend_pool_add(p_limit spend_limit, p_employee uuid, p_delta numeric, p_at timestamptz, p_now timestamptz, p_zone text) returns void
    language plpgsql volatile as $$
    declare
      v_starts timestamptz;
      v_raised numeric;
    begin
      select w.starts into v_starts from spend_window(p_limit.time_window, p_now, p_zone) w;
      if p_limit.amount is null then return; end if;
      if p_at < v_starts then
        -- Of a window that is over. What comes back of it may be guaranteed, and is not reserved yet.
        insert into spend_pool_mark (employer_id, limit_id, id) select ${employerId}, p_limit.id, uuid_v7() where p_limit.mode = 'HARD';
        return;
      end if;
      if p_delta <= 0 then
        update spend_counter set used = greatest(used + p_delta, 0)
        where employer_id = ${employerId} and employee_id = p_employee and limit_id = p_limit.id and window_start = v_starts;
        return;
      end if;
      if p_limit.mode = 'HARD' then
        perform spend_pool_open(p_limit, v_starts, p_now, p_zone);
      end if;
      insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, told)
      values (${employerId}, p_employee, p_limit.id, v_starts, p_delta, false)
      on conflict (employer_id, employee_id, limit_id) do update set
        used = case when spend_counter.window_start = v_starts then spend_counter.used else 0 end + p_delta,
        leased = case when spend_counter.window_start = v_starts then spend_counter.leased else 0 end,
        reserved = case when spend_counter.window_start = v_starts then spend_counter.reserved else 0 end,
        window_start = v_starts;
      if p_limit.mode = 'HARD' then
        update spend_counter c set leased = c.used from (
          select o.leased from spend_counter o where o.employer_id = ${employerId} and o.employee_id = p_employee and o.limit_id = p_limit.id) before
        where c.employer_id = ${employerId} and c.employee_id = p_employee and c.limit_id = p_limit.id and c.used > c.leased
        returning c.used - before.leased into v_raised;
        update spend_pool set leased = leased + v_raised
        where employer_id = ${employerId} and limit_id = p_limit.id and v_raised > 0;
      end if;
    end $$;

    -- Counts a pool from the rows, where it begins to count or its windows have changed. The accounts of all people are locked
    -- first: nobody is in the middle of a spend who has not seen the limit.
    create function spend_pool_recount(p_limit uuid) returns void language plpgsql volatile as $$
    declare
      v_limit spend_limit;
      v_now timestamptz;
      v_zone text;
      v_starts timestamptz;
    begin
      perform from account a where a.employer_id = ${employerId} order by a.id for no key update;
      select l.* into strict v_limit from spend_limit l where l.employer_id = ${employerId} and l.id = p_limit;
      select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into strict v_now, v_zone
      from employer_settings s where s.employer_id = ${employerId};
      perform from spend_pool p where p.employer_id = ${employerId} and p.limit_id = p_limit for no key update;
      delete from spend_counter where employer_id = ${employerId} and limit_id = p_limit;
      delete from spend_pool where employer_id = ${employerId} and limit_id = p_limit and v_limit.amount is null;
      if v_limit.amount is null then return; end if;
      select w.starts into v_starts from spend_window(v_limit.time_window, v_now, v_zone) w;
      insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, told, leased)
      select ${employerId}, u.employee_id, p_limit, v_starts, u.used, false, case v_limit.mode when 'HARD' then u.used else 0 end
      from (
        select x.employee_id, spend_counted(x.employee_id, v_limit, v_starts) as used
        from (select distinct a.employee_id from account a where a.employer_id = ${employerId}) x) u
      where u.used > 0;
      insert into spend_pool (employer_id, limit_id, amount, window_start, summed_at) values (${employerId}, p_limit, v_limit.amount, v_starts, '-infinity')
      on conflict (employer_id, limit_id) do update
        set amount = excluded.amount, window_start = excluded.window_start, leased = 0, reserved = 0, told = false, summed_at = '-infinity';
      if v_limit.mode = 'HARD' then
        perform spend_pool_settle(v_limit, v_starts, v_now, v_zone);
      end if;
    end $$;

    -- A pool keeps what its limit says. Answers what is reserved in it.
    create function spend_pool_set(p_limit uuid, p_recount boolean) returns numeric language plpgsql volatile as $$
    declare
      v_limit spend_limit;
      v_pool spend_pool;
      v_now timestamptz;
      v_zone text;
    begin
      select l.* into strict v_limit from spend_limit l where l.employer_id = ${employerId} and l.id = p_limit;
      if p_recount then
        perform spend_pool_recount(p_limit);
      else
        select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone into strict v_now, v_zone
        from employer_settings s where s.employer_id = ${employerId};
        update spend_pool set amount = v_limit.amount, told = false where employer_id = ${employerId} and limit_id = p_limit;
        if v_limit.mode = 'HARD' then
          -- What was leased of a larger amount is called back.
          perform spend_pool_settle(v_limit, greatest(p.window_start, w.starts), v_now, v_zone)
          from spend_pool p, spend_window(v_limit.time_window, v_now, v_zone) w where p.employer_id = ${employerId} and p.limit_id = p_limit;
        end if;
      end if;
      select p.* into v_pool from spend_pool p where p.employer_id = ${employerId} and p.limit_id = p_limit;
      return coalesce(v_pool.reserved, 0);
    end $$;

    -- Where windows begin elsewhere, what was counted in them is counted anew. They may end elsewhere, too, and hold more or less of
    -- what is guaranteed.
    create function recount_pools() returns trigger language plpgsql as $$
    begin
      perform spend_pool_recount(l.id) from (
        select l.id from spend_pool p
          join spend_limit l on l.employer_id = ${employerId} and l.id = p.limit_id
          join employer_settings s on s.employer_id = ${employerId}
          cross join lateral spend_window(l.time_window, coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())), s.time_zone) w
        where p.employer_id = ${employerId} and (tg_table_name = 'employer_settings' or l.time_window = 'PERIOD') and p.window_start <> w.starts
        order by l.id) l;
      perform mark_hard_pools();
      return null;
    end $$;
    create trigger employer_settings_recount_pools after update of time_zone, week_start on employer_settings for each row
      when ((old.time_zone, old.week_start) is distinct from (new.time_zone, new.week_start)) execute function recount_pools();
    create trigger pay_period_recount_pools after insert or update of start_date, end_date or delete on pay_period
      for each statement execute function recount_pools();

    -- What is used of a pool and when that was so. Of many people the sum is kept for five seconds.
    create function spend_pool_used(p_limit spend_limit, p_pool spend_pool, p_starts timestamptz, p_now timestamptz, out used numeric, out as_of timestamptz)
    language plpgsql volatile as $$
    declare
      v_clock timestamptz := date_trunc('milliseconds', clock_timestamp());
      v_count integer;
    begin
      if p_pool.window_start = p_starts and p_pool.summed_of > 200 and p_pool.summed_at > v_clock - interval '5 seconds' then
        used := p_pool.summed;
        as_of := p_now - (v_clock - p_pool.summed_at);
        return;
      end if;
      select least(coalesce(sum(c.used), 0), ${largest}), count(*) into used, v_count from spend_counter c
      where c.employer_id = ${employerId} and c.limit_id = p_pool.limit_id and c.window_start = p_starts;
      as_of := p_now;
      if v_count > 200 then
        -- Whoever finds it locked goes without.
        update spend_pool p set summed = used, summed_of = v_count, summed_at = v_clock, told = p.told and p.window_start = p_starts, window_start = p_starts
        from (select o.limit_id from spend_pool o where o.employer_id = ${employerId} and o.limit_id = p_pool.limit_id
                and (o.window_start = p_starts or (o.window_start < p_starts and p_limit.mode <> 'HARD'))
              for no key update skip locked) o
        where p.employer_id = ${employerId} and p.limit_id = o.limit_id;
      end if;
    end $$;

    -- From what on a breaker trips for a person: its amount, or a multiple of the person's pace, which is what the stipends that run
    -- today are worth in a year by the span of the window, rounded down; at most what money can be. Null where there is no pace.
    create function breaker_amount(p_limit spend_limit, p_employee uuid, p_starts timestamptz, p_ends timestamptz, p_now timestamptz, p_zone text)
    returns numeric language plpgsql stable as $$
    declare
      v_today date := p_now at time zone p_zone;
      v_year numeric;
    begin
      if p_limit.velocity_multiple is null then return p_limit.amount; end if;
      select sum(s.annual_amount) into v_year from stipend s
      where s.employer_id = ${employerId} and s.employee_id = p_employee and s.currency = p_limit.currency and s.annual_amount > 0
        and s.start_date <= v_today and (s.end_date is null or s.end_date > v_today);
      if v_year is null then return null; end if;
      return least(div(v_year * p_limit.velocity_multiple * 10000000000 * case p_limit.time_window when 'HOUR' then 1 when 'MONTH' then 1
          else (p_ends at time zone p_zone)::date - (p_starts at time zone p_zone)::date end,
        case p_limit.time_window when 'HOUR' then 8760 when 'MONTH' then 12 else 365 end) * 0.0000000001, ${largest});
    end $$;

    -- The HARD pools that count what a person spends, or have counted it: whoever expires holds before spending locks them first.
    create function lock_pools_of(p_employee uuid, p_cost_center uuid, p_department uuid) returns void language plpgsql volatile as $$
    begin
      perform from spend_pool p
      where p.employer_id = ${employerId} and p.limit_id in (
        select l.id from spend_limit l
        where l.employer_id = ${employerId} and l.mode = 'HARD' and l.scope in ${pools}
          and (l.scope = 'EMPLOYER' or l.cost_center_id = p_cost_center or l.department_id = p_department
            or exists (select from spend_counter c where c.employer_id = ${employerId} and c.employee_id = p_employee and c.limit_id = l.id)))
      order by p.limit_id for no key update;
    end $$;

    drop function spend_authorize;

    -- The limits that apply to a spend and how far each is used up in its window; CIRCUIT_BROKEN where a breaker trips or has
    -- tripped, LIMIT_EXCEEDED where a HARD limit has not enough left, TOKENS_MISSING where one in tokens is not told how many.
    create function spend_levels(p_employee uuid, p_amount numeric, p_tokens numeric, p_currency text, p_tool text, p_listed_provider text,
      p_listed_model text, p_cost_center uuid, p_department uuid, p_grants uuid[], p_amounts numeric[], p_now timestamptz, p_zone text,
      out levels jsonb, out limit_ids uuid[], out starts timestamptz[], out useds numeric[], out tolds boolean[], out code text)
    language plpgsql volatile as $$
    declare
      v_employer uuid := ${employerId};
      v_limits spend_limit[];
      v_limit spend_limit;
      v_starts timestamptz[] := '{}';
      v_ends timestamptz[] := '{}';
      v_asking uuid[] := '{}';
      v_window record;
      v_counter spend_counter;
      v_pool spend_pool;
      v_sum record;
      v_amount numeric;
      v_used numeric;
      v_need numeric;
      v_rest numeric;
      v_reserved numeric;
      v_as_of timestamptz;
      v_name text;
      v_told boolean;
      v_exceeded boolean;
      v_broken boolean := false;
      v_stopped boolean := false;
      v_untold boolean := false;
      v_guaranteed numeric;
    begin
      levels := '[]';
      limit_ids := '{}';
      starts := '{}';
      useds := '{}';
      tolds := '{}';
      select array_agg(l order by l.id) into v_limits from spend_limit l
      where l.employer_id = v_employer and (l.amount is not null or l.velocity_multiple is not null)
        and (l.currency is null or l.currency = p_currency) and (l.employee_id is null or l.employee_id = p_employee)
        and (l.tool is null or l.tool = p_tool) and (l.model is null or (l.provider = p_listed_provider and l.model = p_listed_model))
        and (l.cost_center_id is null or l.cost_center_id = p_cost_center) and (l.department_id is null or l.department_id = p_department)
        and (l.employee_id is not null or l.scope in ${pools} or not exists (
          select from spend_limit o where o.employer_id = v_employer and o.employee_id = p_employee
            and (o.kind, o.unit, o.scope, o.provider, o.model, o.tool, o.time_window, o.currency)
              is not distinct from (l.kind, l.unit, l.scope, l.provider, l.model, l.tool, l.time_window, l.currency)));
      if v_limits is null then return; end if;

      foreach v_limit in array v_limits loop
        v_window := spend_window(v_limit.time_window, p_now, p_zone);
        v_starts := v_starts || v_window.starts;
        v_ends := v_ends || v_window.ends;
        if v_limit.mode = 'HARD' and v_limit.scope in ${pools} then
          v_need := case v_limit.unit when 'MONEY' then p_amount else coalesce(p_tokens, 0) end;
          if not exists (
            select from spend_counter c where c.employer_id = v_employer and c.employee_id = p_employee and c.limit_id = v_limit.id
              and c.window_start = v_window.starts and c.leased - c.used >= v_need)
            or exists (select from spend_pool_mark m where m.employer_id = v_employer and m.limit_id = v_limit.id)
            or exists (select from spend_pool p where p.employer_id = v_employer and p.limit_id = v_limit.id
              and p.settled_on < (p_now at time zone p_zone)::date) then
            v_asking := v_asking || v_limit.id;
          end if;
        end if;
      end loop;
      if cardinality(v_asking) > 0 then
        perform from spend_pool p where p.employer_id = v_employer and p.limit_id = any(v_asking) order by p.limit_id for no key update;
        v_guaranteed := guaranteed_part(p_grants, p_amounts, p_now);
      end if;

      for i in 1 .. cardinality(v_limits) loop
        v_limit := v_limits[i];
        v_need := case v_limit.unit when 'MONEY' then p_amount else coalesce(p_tokens, 0) end;
        v_amount := v_limit.amount;
        v_reserved := null;
        v_as_of := null;
        v_name := null;
        if v_limit.scope in ${pools} then
          v_exceeded := false;
          if v_limit.mode = 'HARD' then
            if v_limit.id = any(v_asking) then
              v_exceeded := not spend_lease(v_limit, p_employee, v_starts[i], v_need,
                case v_limit.unit when 'MONEY' then v_guaranteed else 0 end, p_now, p_zone);
            else
              perform from spend_counter c where c.employer_id = v_employer and c.employee_id = p_employee and c.limit_id = v_limit.id
                and c.window_start = v_starts[i] and c.leased - c.used >= v_need for no key update;
              -- It was called back meanwhile. To wait for the pool now would be against the order of locks: all is done again.
              if not found then
                raise exception 'the lease was called back' using errcode = '40001';
              end if;
            end if;
          end if;
          select p.* into v_pool from spend_pool p where p.employer_id = v_employer and p.limit_id = v_limit.id;
          if not found then
            raise exception 'the limit was set anew' using errcode = '40001';
          end if;
          v_sum := spend_pool_used(v_limit, v_pool, v_starts[i], p_now);
          select c.* into v_counter from spend_counter c where c.employer_id = v_employer and c.employee_id = p_employee and c.limit_id = v_limit.id;
          v_amount := v_pool.amount;
          v_as_of := v_sum.as_of;
          if v_exceeded then
            -- All leases were called back: what is leased is used.
            v_sum.used := v_pool.leased;
            v_as_of := p_now;
          end if;
          v_used := v_sum.used;
          v_told := v_pool.told and v_pool.window_start = v_starts[i];
          if v_limit.mode = 'HARD' then
            v_reserved := case when v_pool.window_start = v_starts[i] then v_pool.reserved - case
              when v_counter.window_start = v_starts[i] then least(v_counter.reserved, coalesce(v_guaranteed, v_counter.reserved)) else 0 end else 0 end;
          end if;
          -- A HARD one has decided by its lease, unless it was not told how many tokens.
          if v_limit.mode <> 'HARD' or v_need = 0 then
            v_exceeded := v_used + v_need > v_amount;
          end if;
          v_name := case v_limit.scope
            when 'COST_CENTER' then (select u.name from cost_center u where u.employer_id = v_employer and u.id = v_limit.cost_center_id)
            when 'DEPARTMENT' then (select u.name from department u where u.employer_id = v_employer and u.id = v_limit.department_id) end;
        else
          if v_limit.kind = 'CIRCUIT_BREAKER' then
            v_amount := breaker_amount(v_limit, p_employee, v_starts[i], v_ends[i], p_now, p_zone);
            continue when v_amount is null;
          end if;
          select c.* into v_counter from spend_counter c where c.employer_id = v_employer and c.employee_id = p_employee and c.limit_id = v_limit.id;
          v_told := v_counter.window_start = v_starts[i];
          v_used := case when v_told then v_counter.used else spend_counted(p_employee, v_limit, v_starts[i]) end;
          v_told := v_told and v_counter.told;
          v_exceeded := v_used + v_need > v_amount;
          -- What has tripped stays so until the window ends.
          if v_limit.kind = 'CIRCUIT_BREAKER' then
            v_exceeded := v_exceeded or coalesce(v_told, false);
            v_broken := v_broken or v_exceeded;
          end if;
        end if;
        if v_limit.mode = 'HARD' and v_limit.kind = 'LIMIT' then
          v_stopped := v_stopped or v_exceeded;
          v_untold := v_untold or (v_limit.unit = 'TOKENS' and p_tokens is null);
        end if;
        levels := levels || jsonb_build_object('limitId', v_limit.id, 'kind', v_limit.kind, 'unit', v_limit.unit, 'scope', v_limit.scope,
          'window', v_limit.time_window, 'mode', v_limit.mode, 'amount', v_amount::text, 'used', v_used::text, 'exceeded', v_exceeded,
          'reserved', v_reserved::text, 'name', v_name, 'provider', v_limit.provider, 'model', v_limit.model, 'tool', v_limit.tool, 'asOf', epoch_ms(v_as_of),
          'windowStart', epoch_ms(v_starts[i]), 'resetsAt', epoch_ms(v_ends[i]));
        limit_ids := limit_ids || v_limit.id;
        starts := starts || v_starts[i];
        useds := useds || v_used;
        tolds := tolds || coalesce(v_told, false);
      end loop;
      code := case when v_untold then 'TOKENS_MISSING' when v_broken then 'CIRCUIT_BROKEN' when v_stopped then 'LIMIT_EXCEEDED' end;
    end $$;

    -- Tells that a limit is exceeded, or that a breaker has tripped.
    create function tell_level(p_employee uuid, p_limit uuid, p_level jsonb, p_used numeric, p_requested numeric, p_currency text, p_allowed boolean,
      p_now timestamptz)
    returns void language sql volatile as $$
      insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
      values (${employerId}, uuid_v7(), case p_level ->> 'kind' when 'LIMIT' then 'limit.exceeded' else 'breaker.tripped' end, p_limit, p_now,
        jsonb_build_object('id', type_id('limit', p_limit), 'employeeId', type_id('employee', p_employee), 'scope', p_level ->> 'scope',
          'window', p_level ->> 'window', 'mode', p_level ->> 'mode', 'allowed', p_allowed)
        || case p_level ->> 'unit'
          when 'MONEY' then jsonb_build_object('amount', money_json((p_level ->> 'amount')::numeric, p_currency),
            'used', money_json(p_used, p_currency), 'requested', money_json(p_requested, p_currency))
          else jsonb_build_object('tokens', trim_scale((p_level ->> 'amount')::numeric)::text, 'usedTokens', trim_scale(p_used)::text,
            'requestedTokens', trim_scale(p_requested)::text) end)
    $$;

    -- Counts a spend in the limits that apply, where p_code is null; tells once a window that one is exceeded, of a pool once for
    -- all its people. Of somebody who had no account to lock, p_locked, a refusal is told and not kept: usage may be counted meanwhile.
    create function spend_count(p_employee uuid, p_amount numeric, p_tokens numeric, p_currency text, p_now timestamptz, p_code text, p_levels jsonb,
      p_limit_ids uuid[], p_starts timestamptz[], p_useds numeric[], p_tolds boolean[], p_locked boolean)
    returns void language plpgsql volatile as $$
    declare
      v_employer uuid := ${employerId};
      v_telling boolean;
      v_need numeric;
      v_spent numeric;
      v_level jsonb;
    begin
      for i in 1 .. cardinality(p_limit_ids) loop
        v_level := p_levels -> (i - 1);
        v_telling := not p_tolds[i] and (v_level ->> 'exceeded')::boolean and v_level ->> 'mode' <> 'OBSERVE'
          and (p_code is null or v_level ->> 'mode' = 'HARD');
        v_need := case v_level ->> 'unit' when 'MONEY' then p_amount else coalesce(p_tokens, 0) end;
        v_spent := case when p_code is null then v_need else 0 end;
        if v_level ->> 'scope' in ${pools} then
          if p_code is null then
            insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, told)
            values (v_employer, p_employee, p_limit_ids[i], p_starts[i], v_spent, false)
            on conflict (employer_id, employee_id, limit_id) do update
              set used = case when spend_counter.window_start = excluded.window_start then spend_counter.used else 0 end + v_spent,
                window_start = excluded.window_start;
          end if;
          if v_telling then
            -- Whoever finds it locked leaves it to the next.
            update spend_pool p set told = true, summed_at = case when p.window_start = p_starts[i] then p.summed_at else '-infinity' end,
              window_start = case when v_level ->> 'mode' = 'HARD' then p.window_start else p_starts[i] end
            from (
              select o.limit_id from spend_pool o
              where o.employer_id = v_employer and o.limit_id = p_limit_ids[i] and (not o.told or o.window_start < p_starts[i])
              for no key update skip locked) o
            where p.employer_id = v_employer and p.limit_id = o.limit_id;
            v_telling := found;
          end if;
        elsif p_code is null or p_locked then
          insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, told)
          values (v_employer, p_employee, p_limit_ids[i], p_starts[i], p_useds[i] + v_spent, p_tolds[i] or v_telling)
          on conflict (employer_id, employee_id, limit_id) do update
            set window_start = excluded.window_start, used = excluded.used, told = excluded.told;
        end if;
        if v_telling then
          perform tell_level(p_employee, p_limit_ids[i], v_level, p_useds[i], v_need, p_currency, p_code is null, p_now);
        end if;
      end loop;
    end $$;

    -- Where none of the grants in force is for a use, whatever is left in them: which name of it the grants that come closest do not
    -- have, and what they are for. Null where one is for it, or none is in force.
    create function spend_closest(p_employee uuid, p_currency text, p_at timestamptz, p_provider text, p_model text, p_tool text) returns jsonb
    language plpgsql stable as $$
    begin
      return (
        select case when not bool_or(x.fits = 3) then jsonb_build_object('field', (array['provider', 'model', 'tool'])[max(x.fits) + 1],
          'providers', sorted_names(jsonb_agg(to_jsonb(x.providers)) filter (where x.providers is not null and x.fits = x.closest)),
          'models', sorted_names(jsonb_agg(to_jsonb(x.models)) filter (where x.models is not null and x.fits = x.closest)),
          'tools', sorted_names(jsonb_agg(to_jsonb(x.tools)) filter (where x.tools is not null and x.fits = x.closest))) end
        from (
          select f.*, max(f.fits) over () as closest from (
            select g.providers, g.models, g.tools, case
              when g.providers is not null and not is_named(g.providers, p_provider) then 0
              when g.models is not null and not is_named(g.models, p_model) then 1
              when g.tools is not null and not is_named(g.tools, p_tool) then 2 else 3 end as fits
            from grant_account g
            where g.employer_id = ${employerId} and g.employee_id = p_employee and g.currency = p_currency
              and g.effective_at <= p_at and (g.expires_at is null or g.expires_at > p_at)) f) x);
    end $$;

    create function sorted_names(p_lists jsonb) returns jsonb language sql immutable as $$
      select coalesce(jsonb_agg(n.name order by n.name collate "C"), '[]') from (
        select distinct m.name from jsonb_array_elements(p_lists) as l (list), jsonb_array_elements_text(l.list) as m (name)) n
    $$;

    create function spend_authorize(p_key text, p_fingerprint bytea, p_hold uuid, p_employee uuid, p_source text, p_external_id text, p_email_key text,
      p_amount numeric, p_currency text, p_provider text, p_model text, p_tool text, p_listed_provider text, p_listed_model text, p_ttl_seconds integer,
      p_tokens numeric)
    returns jsonb language plpgsql volatile as $$
    declare
      v_employer uuid := ${employerId};
      v_employee uuid := p_employee;
      v_replay jsonb;
      v_now timestamptz;
      v_zone text;
      v_terminated_on date;
      v_cost_center uuid;
      v_department uuid;
      v_ends_at timestamptz;
      v_code text;
      v_funds record;
      v_limits record;
      v_closest jsonb;
      v_locked boolean;
      v_limited boolean;
      v_due boolean;
      v_guaranteed boolean := false;
      v_hold hold;
    begin
      if p_external_id is not null then
        select e.id into v_employee from employee e where e.employer_id = v_employer and e.external_id = p_external_id and e.source = p_source;
      elsif p_email_key is not null then
        select e.id into v_employee from employee e where e.employer_id = v_employer and e.email_key = p_email_key;
      end if;
      perform from account a where a.employer_id = v_employer and a.employee_id = v_employee order by a.id for no key update;
      v_locked := found;
      v_replay := spend_replay('spendAuthorize', p_key, p_fingerprint);
      if v_replay is not null then return v_replay; end if;

      -- Read behind the locks, as everything that decides.
      select e.terminated_on, s.now, s.time_zone, exists (select from spend_limit l where l.employer_id = v_employer),
        exists (select from hold h where h.employer_id = v_employer and h.employee_id = v_employee and h.status = 'AUTHORIZED' and h.expires_at <= s.now),
        m.cost_center_id, m.department_id
      into v_terminated_on, v_now, v_zone, v_limited, v_due, v_cost_center, v_department
      from employee e cross join (
        select coalesce(s.test_now, date_trunc('milliseconds', clock_timestamp())) as now, s.time_zone
        from employer_settings s where s.employer_id = v_employer offset 0) s
      left join lateral (
        select m.cost_center_id, m.department_id from employment m
        where m.employer_id = v_employer and m.employee_id = v_employee and m.start_date <= (s.now at time zone s.time_zone)::date
          and (m.end_date is null or m.end_date > (s.now at time zone s.time_zone)::date)
        order by m.start_date desc limit 1) m on true
      where e.employer_id = v_employer and e.id = v_employee;
      if not found then
        return spend_answer('spendAuthorize', p_key, p_fingerprint, null, jsonb_build_object('allowed', false, 'code', 'NOT_FOUND', 'levels', '[]'::jsonb), null);
      end if;
      if v_due then
        if v_limited then
          perform lock_pools_of(v_employee, v_cost_center, v_department);
        end if;
        perform expire_holds_of(v_employee, v_now, v_zone);
      end if;
      if v_terminated_on is not null then
        v_ends_at := employment_ends_at(v_employee, v_terminated_on, v_now, v_zone);
      end if;
      v_funds := spend_funds(v_employee, p_currency, p_amount, v_now, p_provider, p_model, p_tool);
      if v_limited then
        v_limits := spend_levels(v_employee, p_amount, p_tokens, p_currency, p_tool, p_listed_provider, p_listed_model, v_cost_center, v_department,
          v_funds.grants, v_funds.amounts, v_now, v_zone);
      else
        select '[]'::jsonb as levels, '{}'::uuid[] as limit_ids, null::text as code into v_limits;
      end if;

      if v_funds.grants[1] is null then
        v_closest := spend_closest(v_employee, p_currency, v_now, p_provider, p_model, p_tool);
      end if;

      v_code := case
        when v_ends_at <= v_now then 'TERMINATED'
        when p_model is not null and p_listed_model is null then 'UNKNOWN_MODEL'
        when v_funds.available = 0 and not exists (select from account a where a.employer_id = v_employer and a.employee_id = v_employee and a.currency = p_currency)
          and exists (select from account a where a.employer_id = v_employer and a.employee_id = v_employee) then 'CURRENCY_MISMATCH'
        when v_closest is not null then 'MODEL_NOT_ALLOWED'
        when v_limits.code is not null then v_limits.code
        when v_funds.uncovered > 0 then 'INSUFFICIENT_BALANCE' end;
      if v_code is distinct from 'MODEL_NOT_ALLOWED' then v_closest := null; end if;

      if v_code is null then
        insert into hold (employer_id, id, employee_id, currency, amount, status, provider, model, tool, listed_provider, listed_model, limit_ids,
          authorized_at, expires_at, tokens, cost_center_id, department_id)
        values (v_employer, p_hold, v_employee, p_currency, p_amount, 'AUTHORIZED', p_provider, p_model, p_tool, p_listed_provider,
          p_listed_model, v_limits.limit_ids, v_now, least(v_now + make_interval(secs => p_ttl_seconds), v_ends_at), p_tokens, v_cost_center, v_department)
        returning * into v_hold;
        perform spend_hold(v_hold, v_funds.accounts, v_funds.grants, v_funds.amounts, v_funds.sides, v_now);
      elsif v_code in ('LIMIT_EXCEEDED', 'CIRCUIT_BROKEN') then
        v_guaranteed := guaranteed_part(v_funds.grants, v_funds.amounts, v_now) > 0;
        if v_guaranteed then
          insert into outbox_event (employer_id, id, type, subject_id, occurred_at, snapshot)
          values (v_employer, uuid_v7(), 'guarantee.breached', v_employee, v_now, jsonb_build_object('employeeId', type_id('employee', v_employee),
            'code', v_code, 'requested', money_json(p_amount, p_currency), 'grantIds', (
              select jsonb_agg(type_id('grant', g) order by g) from unnest(v_funds.grants) as g where guaranteed_part(array[g], array[1], v_now) > 0),
            'limitIds', (select jsonb_agg(type_id('limit', (l ->> 'limitId')::uuid)) from jsonb_array_elements(v_limits.levels) as l
              where (l ->> 'exceeded')::boolean and l ->> 'mode' = 'HARD')));
        end if;
      end if;
      if cardinality(v_limits.limit_ids) > 0 and (v_code is null or v_code in ('LIMIT_EXCEEDED', 'CIRCUIT_BROKEN')) then
        perform spend_count(v_employee, p_amount, p_tokens, p_currency, v_now, v_code, v_limits.levels, v_limits.limit_ids, v_limits.starts,
          v_limits.useds, v_limits.tolds, v_locked);
      end if;

      return spend_answer('spendAuthorize', p_key, p_fingerprint, v_hold.id,
        jsonb_build_object('allowed', v_code is null, 'code', v_code, 'at', epoch_ms(v_now), 'currency', p_currency, 'requested', p_amount::text,
          'tokens', p_tokens::text, 'available', v_funds.available::text, 'levels', v_limits.levels, 'allowedProviders', v_closest -> 'providers',
          'allowedModels', v_closest -> 'models', 'allowedTools', v_closest -> 'tools', 'notAllowed', v_closest -> 'field', 'guaranteed', v_guaranteed),
        case when v_code is null then hold_row_json(v_hold, (
          select jsonb_agg(jsonb_build_object('grantId', f.grant_id, 'held', f.amount::text, 'captured', '0') order by f.place)
          from unnest(v_funds.grants, v_funds.amounts) with ordinality as f (grant_id, amount, place))) end);
    end $$;

    -- Counts what became of a hold in the limits that count it, also in those that were set after it. What a counter says of the
    -- present window is what the rows say; a decision in a later one counts anew.
    create function settle_counts(p_hold hold, p_amount numeric, p_tokens numeric, p_now timestamptz, p_zone text) returns void
    language plpgsql volatile as $$
    declare
      v_limits spend_limit[];
      v_limit spend_limit;
      v_asked numeric;
      v_spent numeric;
    begin
      -- What comes back to somebody who has moved since may be guaranteed, and is to be kept in pools that do not count the hold.
      if p_amount < p_hold.amount and not exists (
        select from employment m where m.employer_id = ${employerId} and m.employee_id = p_hold.employee_id
          and daterange(m.start_date, m.end_date) @> (p_now at time zone p_zone)::date
          and (m.cost_center_id, m.department_id) is not distinct from (p_hold.cost_center_id, p_hold.department_id)) then
        perform mark_hard_pools();
      end if;
      select array_agg(l order by l.id) into v_limits from spend_limit l
      where l.employer_id = ${employerId} and (l.currency is null or l.currency = p_hold.currency)
        and (l.employee_id is null or l.employee_id = p_hold.employee_id) and (l.tool is null or l.tool = p_hold.tool)
        and (l.model is null or (l.provider = p_hold.listed_provider and l.model = p_hold.listed_model))
        and (l.cost_center_id is null or l.cost_center_id = p_hold.cost_center_id)
        and (l.department_id is null or l.department_id = p_hold.department_id);
      if v_limits is null then return; end if;
      if p_amount > p_hold.amount or coalesce(p_tokens, 0) > coalesce(p_hold.tokens, 0) then
        perform from spend_pool p
        where p.employer_id = ${employerId} and p.limit_id in (select l.id from unnest(v_limits) as l where l.mode = 'HARD')
        order by p.limit_id for no key update;
      end if;
      foreach v_limit in array v_limits loop
        v_asked := case v_limit.unit when 'MONEY' then p_hold.amount else coalesce(p_hold.tokens, 0) end;
        v_spent := case when p_amount = 0 then 0 when v_limit.unit = 'MONEY' then p_amount else coalesce(p_tokens, v_asked) end;
        continue when v_spent = v_asked;
        if v_limit.scope in ${pools} then
          perform spend_pool_add(v_limit, p_hold.employee_id, v_spent - v_asked, case when v_spent > v_asked then p_now else p_hold.authorized_at end,
            p_now, p_zone);
        else
          update spend_counter set
            used = greatest(used + case when p_hold.authorized_at >= window_start then v_spent - v_asked else greatest(v_spent - v_asked, 0) end, 0)
          where employer_id = ${employerId} and employee_id = p_hold.employee_id and limit_id = v_limit.id;
        end if;
      end loop;
    end $$;

    -- Counts what was reported in the limits it counts in, under the locks of the accounts: charges, less those that are corrected.
    create function usage_count(p_usage_ids uuid[], p_corrected_ids uuid[], p_now timestamptz) returns void language plpgsql volatile as $$
    declare
      v_zone text;
      v_people uuid[];
      v_limit record;
      v_person record;
      v_counter spend_counter;
      v_amount numeric;
    begin
      select array_agg(distinct c.employee_id) into v_people from usage_charge c
      where c.employer_id = ${employerId} and c.usage_id = any(p_usage_ids || p_corrected_ids);
      select s.time_zone into strict v_zone from employer_settings s where s.employer_id = ${employerId};
      if cardinality(p_corrected_ids) > 0 then
        -- What was corrected comes back to grants; they may be guaranteed, and it may be of a window that is over.
        perform mark_hard_pools();
      end if;
      perform from spend_pool p join spend_limit l on l.employer_id = ${employerId} and l.id = p.limit_id and l.mode = 'HARD'
      where p.employer_id = ${employerId} and exists (
        select from usage_charge c
        where c.employer_id = ${employerId} and c.usage_id = any(p_usage_ids || p_corrected_ids) and (l.currency is null or l.currency = c.currency)
          and (l.cost_center_id is null or l.cost_center_id = c.cost_center_id) and (l.department_id is null or l.department_id = c.department_id))
      order by p.limit_id for no key update of p;
      for v_limit in
        select l as terms, l.scope, l.kind, w.starts, w.ends from spend_limit l, spend_window(l.time_window, p_now, v_zone) w
        where l.employer_id = ${employerId} and l.tool is null and (l.amount is not null or l.velocity_multiple is not null)
          and (l.employee_id is null or l.employee_id = any(v_people)) order by l.id
      loop
        if v_limit.scope not in ${pools} then
          -- Of another window, to which the calendar may come back: it would not know of this usage.
          delete from spend_counter c where c.employer_id = ${employerId} and c.limit_id = (v_limit.terms).id and c.employee_id = any(v_people)
            and c.window_start <> v_limit.starts;
        end if;
        for v_person in
          select c.employee_id, sum(case when c.usage_id = any(p_usage_ids) then 1 else -1 end
            * case (v_limit.terms).unit when 'MONEY' then c.amount else coalesce(c.tokens, 0) end) as delta
          from usage_charge c
          where c.employer_id = ${employerId} and c.usage_id = any(p_usage_ids || p_corrected_ids) and least(c.occurred_at, c.booked_at) >= v_limit.starts
            and ((v_limit.terms).currency is null or (v_limit.terms).currency = c.currency)
            and ((v_limit.terms).employee_id is null or (v_limit.terms).employee_id = c.employee_id)
            and ((v_limit.terms).model is null or ((v_limit.terms).provider = c.listed_provider and (v_limit.terms).model = c.listed_model))
            and ((v_limit.terms).cost_center_id is null or (v_limit.terms).cost_center_id = c.cost_center_id)
            and ((v_limit.terms).department_id is null or (v_limit.terms).department_id = c.department_id)
          group by c.employee_id order by c.employee_id
        loop
          continue when v_person.delta = 0;
          if v_limit.scope in ${pools} then
            perform spend_pool_add(v_limit.terms, v_person.employee_id, v_person.delta, p_now, p_now, v_zone);
            continue;
          end if;
          update spend_counter c set used = greatest(c.used + v_person.delta, 0)
          where c.employer_id = ${employerId} and c.employee_id = v_person.employee_id and c.limit_id = (v_limit.terms).id and c.window_start = v_limit.starts
          returning c.* into v_counter;
          continue when v_limit.kind = 'LIMIT' or v_counter.told or exists (
            select from spend_limit o where o.employer_id = ${employerId} and (v_limit.terms).employee_id is null and o.employee_id = v_person.employee_id
              and (o.kind, o.time_window, o.currency) = ('CIRCUIT_BREAKER', (v_limit.terms).time_window, (v_limit.terms).currency));
          -- A breaker trips on the day it is crossed, whoever notices first.
          v_amount := breaker_amount(v_limit.terms, v_person.employee_id, v_limit.starts, v_limit.ends, p_now, v_zone);
          continue when v_amount is null;
          if v_counter.used is null then
            -- Counted from the rows once, and from then on by what is added.
            insert into spend_counter (employer_id, employee_id, limit_id, window_start, used, told)
            values (${employerId}, v_person.employee_id, (v_limit.terms).id, v_limit.starts,
              spend_counted(v_person.employee_id, v_limit.terms, v_limit.starts), false)
            on conflict (employer_id, employee_id, limit_id) do update set window_start = excluded.window_start, used = excluded.used, told = false
            returning * into v_counter;
          end if;
          continue when v_counter.used <= v_amount;
          update spend_counter c set told = true
          where c.employer_id = ${employerId} and c.employee_id = v_person.employee_id and c.limit_id = (v_limit.terms).id;
          perform tell_level(v_person.employee_id, (v_limit.terms).id, jsonb_build_object('kind', 'CIRCUIT_BREAKER', 'unit', 'MONEY', 'scope', 'PERSON',
            'window', (v_limit.terms).time_window, 'mode', 'HARD', 'amount', v_amount::text), v_counter.used, 0, (v_limit.terms).currency, true, p_now);
        end loop;
      end loop;
    end $$;

    drop function settle_hold;
    -- Resolves a hold under the lock of its person's accounts.
    create function settle_hold(p_hold hold, p_status text, p_amount numeric, p_at timestamptz, p_now timestamptz, p_zone text, p_tokens numeric default null)
    returns hold language plpgsql volatile as $$
    declare
      v_resolved hold;
      v_overage numeric := settle_funds(p_hold, p_status, p_amount, p_at, p_now);
    begin
      update hold set status = p_status, resolved_at = p_now, captured = case p_status when 'CAPTURED' then p_amount end,
        overage = case p_status when 'CAPTURED' then v_overage end, captured_tokens = case p_status when 'CAPTURED' then p_tokens end
      where employer_id = p_hold.employer_id and id = p_hold.id returning * into v_resolved;
      if exists (select from spend_limit l where l.employer_id = p_hold.employer_id) then
        perform settle_counts(p_hold, p_amount, p_tokens, p_now, p_zone);
      end if;
      return v_resolved;
    end $$;

    -- Lets the holds of a person go whose time has come, under the lock of the person's accounts. Several may count in the same
    -- limits: all counters are locked first, in their order.
    create or replace function expire_holds_of(p_employee uuid, p_now timestamptz, p_zone text) returns integer language plpgsql volatile as $$
    declare
      v_hold hold;
      v_count integer := 0;
    begin
      perform from spend_counter c where c.employer_id = ${employerId} and c.employee_id = p_employee order by c.limit_id for no key update;
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

    drop function spend_resolve;
    -- Captures a hold, or lets it go. Whoever comes second, or late, learns what became of it.
    create function spend_resolve(p_operation text, p_key text, p_fingerprint bytea, p_hold uuid, p_amount numeric, p_currency text, p_tokens numeric)
    returns jsonb language plpgsql volatile as $$
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
        v_hold := settle_hold(v_hold, 'CAPTURED', p_amount, v_now, v_now, v_zone, p_tokens);
      else
        v_hold := settle_hold(v_hold, 'RELEASED', 0, v_now, v_now, v_zone);
      end if;
      return spend_answer(p_operation, p_key, p_fingerprint, p_hold, jsonb_build_object('allowed', v_code is null, 'code', v_code,
        'currency', v_hold.currency),
        case when v_code is null then hold_row_json(v_hold, fundings_json(p_hold)) else hold_json(p_hold) end);
    end $$;

    revoke execute on function mark_hard_pools, mark_pools, recount_pools, pay_period_at, spend_pool_settle, spend_pool_open, spend_lease, spend_pool_add, spend_pool_recount,
      spend_pool_set, spend_pool_used, breaker_amount, lock_pools_of, spend_levels, tell_level, spend_count, spend_closest, sorted_names, spend_authorize, settle_counts, usage_count, settle_hold, spend_resolve from public;
    grant execute on function mark_hard_pools, mark_pools, recount_pools, pay_period_at, spend_pool_settle, spend_pool_open, spend_lease, spend_pool_add, spend_pool_recount,
      spend_pool_set, spend_pool_used, breaker_amount, lock_pools_of, spend_levels, tell_level, spend_count, spend_closest, sorted_names, spend_authorize, settle_counts, usage_count, settle_hold, spend_resolve to stipends_app;
  `,
};
