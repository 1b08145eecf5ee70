-- A closed period takes no more postings. All rows of a statement are of one employer.
create or replace function postings_in_open_periods() returns trigger language plpgsql as $$
declare
  v_employer uuid;
  v_instants timestamptz[];
begin
  select a.employer_id, array_agg(distinct a.effective_at) into v_employer, v_instants from added a group by a.employer_id;
  if exists (select from period_lock l join unnest(v_instants) as t (instant) on l.during @> t.instant where l.employer_id = v_employer) then
    raise exception 'the period is closed' using errcode = 'SP001';
  end if;
  return null;
end $$;
