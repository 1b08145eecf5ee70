create or replace function closed_periods_stand() returns trigger language plpgsql as $$
begin
  if old.status = 'CLOSED' or (old.status = 'CLOSING' and (new.status = 'OPEN' or (new.start_date, new.end_date, new.check_date)
    is distinct from (old.start_date, old.end_date, old.check_date))) then
    raise exception 'the pay period is closed' using errcode = 'SP001';
  end if;
  return new;
end $$;
