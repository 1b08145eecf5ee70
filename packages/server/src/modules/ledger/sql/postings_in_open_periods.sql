-- A closed period takes no more postings.
create or replace function postings_in_open_periods() returns trigger language plpgsql as $$
begin
  if exists (
    select from added a join period_lock l on l.employer_id = a.employer_id and l.during @> a.effective_at::timestamptz
  ) then
    raise exception 'the period is closed' using errcode = 'SP001';
  end if;
  return null;
end $$;
