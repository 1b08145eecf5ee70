import { type SchemaStep, tenantTable } from './migration.js';

/** What has to be known to put the end of an employment right: the terms that fell away, and why each stipend ends. */
export const movedEnds: SchemaStep = {
  name: '0250-moved-ends',
  sql: `
    -- Terms that were to begin when the employment had ended: they come back where a later end is said.
    create table lapsed_employment (
      employer_id uuid not null,
      id uuid not null,
      employee_id uuid not null,
      start_date date not null,
      -- They would have begun an employment; else they would have gone on with the one before.
      begins boolean not null,
      title text,
      job_family text,
      level text,
      country text,
      employment_type text not null,
      fte_basis_points integer not null,
      base_salary_amount numeric(38,10),
      base_salary_currency text,
      legal_entity_id uuid,
      department_id uuid,
      cost_center_id uuid,
      created_at timestamptz(3) not null,
      constraint lapsed_employment_pk primary key (employer_id, id),
      constraint lapsed_employment_start unique (employer_id, employee_id, start_date),
      constraint lapsed_employment_employee foreign key (employer_id, employee_id) references employee (employer_id, id),
      constraint lapsed_employment_legal_entity foreign key (employer_id, legal_entity_id) references legal_entity (employer_id, id),
      constraint lapsed_employment_department foreign key (employer_id, department_id) references department (employer_id, id),
      constraint lapsed_employment_cost_center foreign key (employer_id, cost_center_id) references cost_center (employer_id, id)
    );
    ${tenantTable('lapsed_employment')}

    alter table stipend
      -- The first day without it for a reason of its own, such as an offer whose terms replace it; it ends no later, whenever the employment does.
      add column own_end_date date,
      add constraint stipend_own_end check (end_date <= own_end_date);

    -- How often the end of the grant was booked and taken back.
    alter table stipend_grant add column reopened integer not null default 0, add constraint stipend_grant_reopened check (reopened >= 0);

    -- What ended before this step for another reason than the employment.
    do $own_ends$
    declare
      v_employer uuid;
    begin
      for v_employer in select id from employer loop
        perform set_config('app.employer_id', v_employer::text, true);
        update stipend s set own_end_date = s.end_date
        where s.employer_id = v_employer and s.origin = 'POLICY' and s.end_date is not null and exists (
          select from policy_version v where v.employer_id = v_employer and v.id = s.policy_version_id and v.stacking = 'OFFER_REPLACES'
        ) and exists (
          select from stipend o where o.employer_id = v_employer and o.employee_id = s.employee_id and o.origin = 'OFFER' and o.start_date = s.end_date);
      end loop;
      perform set_config('app.employer_id', '', true);
    end $own_ends$;
  `,
};
