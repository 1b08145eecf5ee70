import { type SchemaStep, tenantTable } from './migration.js';

/** Advances of a test clock: each is many short transactions, and its row says how far they have come. */
export const clockAdvances: SchemaStep = {
  name: '0280-clock-advances',
  sql: `
    create table clock_advance (
      employer_id uuid not null,
      id uuid not null,
      to_at timestamptz(3) not null,
      -- Database time: what could not be issued since then is not tried again by this advance.
      started_at timestamptz not null default clock_timestamp(),
      grants_issued integer not null default 0,
      grants_expired integer not null default 0,
      -- Where the clock stood at the end; null while the advance is under way, or was given up.
      reached_at timestamptz(3),
      constraint clock_advance_pk primary key (employer_id, id),
      constraint clock_advance_employer foreign key (employer_id) references employer (id),
      constraint clock_advance_reached check (reached_at >= to_at)
    );
    create index clock_advance_under_way on clock_advance (employer_id, id) where reached_at is null;
    ${tenantTable('clock_advance')}

    -- Ends the next holds of a sandbox employer, at most so many, each when the test clock has come to its end. All accounts of their
    -- people are locked first and then all counters, each in order, as by whoever ends holds of several. Answers how many stops it made.
    create function expire_next_holds(p_employer uuid, p_by timestamptz, p_most integer) returns integer language plpgsql volatile set enable_seqscan = off as $$
    declare
      v_people uuid[];
      v_ends timestamptz[];
    begin
      select array_agg(n.employee_id order by n.expires_at, n.employee_id), array_agg(n.expires_at order by n.expires_at, n.employee_id)
      into v_people, v_ends
      from (select h.employee_id, h.expires_at from hold h
            where h.employer_id = p_employer and h.status = 'AUTHORIZED' and h.expires_at <= p_by
            order by h.expires_at, h.employee_id limit p_most) n;
      perform from account a where a.employer_id = p_employer and a.employee_id = any(v_people) order by a.id for no key update;
      perform from spend_counter c where c.employer_id = p_employer and c.employee_id = any(v_people)
      order by c.limit_id, c.employee_id for no key update;
      for v_place in 1 .. coalesce(cardinality(v_people), 0) loop
        update employer_settings set test_now = v_ends[v_place] where employer_id = p_employer and test_now < v_ends[v_place];
        perform expire_holds(v_people[v_place], null);
      end loop;
      return coalesce(cardinality(v_people), 0);
    end $$;
    revoke execute on function expire_next_holds from public;
    grant execute on function expire_next_holds to stipends_app;
  `,
};
