import type { SchemaStep } from './migration.js';

const employerId = "current_setting('app.employer_id')::uuid";

/**
 * A spend takes the same time whatever is behind it. Plans are made while tables are small and are kept: an index of holds that
 * began with the employer alone was taken for the primary key.
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

    -- When the employment of somebody who leaves ends: the first midnight without it, where the person works.
    create function employment_ends_at(p_employee uuid, p_terminated_on date, p_now timestamptz, p_zone text) returns timestamptz
    language plpgsql stable as $$
    begin
      return start_of_day(p_terminated_on, coalesce((
        select l.time_zone from employment m left join legal_entity l on l.employer_id = ${employerId} and l.id = m.legal_entity_id
        where m.employer_id = ${employerId} and m.employee_id = p_employee
        order by m.start_date > (p_now at time zone p_zone)::date, abs(m.start_date - (p_now at time zone p_zone)::date) limit 1), p_zone));
    end $$;

    revoke execute on function employment_ends_at from public;
    grant execute on function employment_ends_at to stipends_app;
  `,
};
