create or replace trigger employment_mark_pools after insert or update or delete on employment for each statement execute function mark_pools();

create or replace trigger employer_settings_recount_pools after update of time_zone, week_start on employer_settings for each row
  when ((old.time_zone, old.week_start) is distinct from (new.time_zone, new.week_start)) execute function recount_pools();

create or replace trigger pay_period_recount_pools after insert or update of start_date, end_date or delete on pay_period
  for each statement execute function recount_pools();
