import type { SchemaStep } from './migration.js';

const employerId = `nullif(current_setting('app.employer_id', true), '')::uuid`;

/** Stipends are counted where the person is, and say in a code why they pay nothing. */
export const followThePerson: SchemaStep = {
  name: '0230-follow-the-person',
  sql: `
    -- Where each of these people is on a day, in order: the zone of the legal entity they belong to then, else that of the employer.
    -- Between employments and after the last that is the one before, before the first the first: as statements divide pay periods.
    create function person_zones(p_employees uuid[], p_dates date[]) returns table (place integer, time_zone text) language sql stable as $$
      select w.place::integer, coalesce(m.time_zone, s.time_zone)
      from unnest(p_employees, p_dates) with ordinality as w (employee_id, on_date, place)
        join employer_settings s on s.employer_id = ${employerId}
        left join lateral (
          select l.time_zone
          from employment e left join legal_entity l on l.employer_id = ${employerId} and l.id = e.legal_entity_id
          where e.employer_id = ${employerId} and e.employee_id = w.employee_id
          order by e.start_date > w.on_date, abs(e.start_date - w.on_date) limit 1) m on true
    $$;

    -- A stipend that has granted nothing yet begins at midnight where the person is on its first day, whatever changes where that is.
    -- One that has begun needs nothing: its next period begins where the one before it ended.
    create function first_issues_follow(p_employees uuid[]) returns void language sql as $$
      with waiting as (
        select array_agg(w.id order by w.id) as ids, array_agg(w.employee_id order by w.id) as employees, array_agg(w.first_date order by w.id) as dates
        from (
          select s.id, s.employee_id, case when s.cadence <> 'PAY_PERIOD' or s.capped_from is not null then s.start_date
              else greatest(s.start_date, (select min(p.start_date) from pay_periods_after(s.start_date) p)) end as first_date
          from stipend s
          where s.employer_id = ${employerId} and s.issued_months = 0 and s.trial_grant_id is null and s.next_issue_at is not null
            and (p_employees is null or s.employee_id = any(p_employees))
          order by s.id for no key update) w
      )
      update stipend s set next_issue_at = n.starts, time_zone = n.time_zone
      from (
        select w.ids[z.place] as id, z.time_zone, start_of_day(w.dates[z.place], z.time_zone) as starts
        from waiting w cross join lateral person_zones(w.employees, w.dates) z) n
      where s.employer_id = ${employerId} and s.id = n.id and (s.next_issue_at, s.time_zone) is distinct from (n.starts, n.time_zone)
    $$;

    -- Whatever changes of an employment is written as a new row.
    create function employment_moves_first_issues() returns trigger language plpgsql as $$
    begin
      perform first_issues_follow(coalesce((select array_agg(distinct n.employee_id) from written n), '{}'));
      return null;
    end $$;
    create trigger employment_moves_first_issues after insert on employment referencing new table as written
      for each statement execute function employment_moves_first_issues();

    create function zone_moves_first_issues() returns trigger language plpgsql as $$
    begin
      perform first_issues_follow(null);
      return null;
    end $$;
    create trigger legal_entity_moves_first_issues after update of time_zone on legal_entity for each row
      when (old.time_zone is distinct from new.time_zone) execute function zone_moves_first_issues();
    create trigger employer_moves_first_issues after update of time_zone on employer_settings for each row
      when (old.time_zone is distinct from new.time_zone) execute function zone_moves_first_issues();

    -- What was said in a code that stood for several reasons is said anew by the next run, within a minute.
    do $$
    declare
      v_employer uuid;
    begin
      for v_employer in select id from employer loop
        perform set_config('app.employer_id', v_employer::text, true);
        update stipend set issue_problem_code = null, issue_problem_message = null
        where employer_id = v_employer and issue_problem_code not in ('CURRENCY_MISMATCH', 'AMOUNT_OUT_OF_RANGE');
      end loop;
      perform set_config('app.employer_id', '', true);
    end $$;

    revoke execute on function person_zones, first_issues_follow, employment_moves_first_issues, zone_moves_first_issues from public;
    grant execute on function person_zones, first_issues_follow, employment_moves_first_issues, zone_moves_first_issues to stipends_app;
  `,
};
