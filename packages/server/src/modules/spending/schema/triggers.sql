create or replace trigger employment_written_marks_shared_limits after insert on employment referencing new table as changed
  for each statement execute function mark_shared_limits();
create or replace trigger employment_changed_marks_shared_limits after update on employment referencing new table as changed
  for each statement execute function mark_shared_limits();
create or replace trigger employment_removed_marks_shared_limits after delete on employment referencing old table as changed
  for each statement execute function mark_shared_limits();

create or replace trigger employer_settings_recount_shared_limits after update of time_zone, week_start on employer_settings for each row
  when ((old.time_zone, old.week_start) is distinct from (new.time_zone, new.week_start)) execute function settings_recount_shared_limits();

create or replace trigger pay_period_written_recounts_shared_limits after insert on pay_period referencing new table as changed
  for each statement execute function calendar_recounts_shared_limits();
create or replace trigger pay_period_moved_recounts_shared_limits after update on pay_period referencing old table as former new table as changed
  for each statement execute function moved_periods_recount_shared_limits();
create or replace trigger pay_period_removed_recounts_shared_limits after delete on pay_period referencing old table as changed
  for each statement execute function calendar_recounts_shared_limits();
