create or replace trigger employment_moves_first_issues after insert on employment referencing new table as written
  for each statement execute function employment_moves_first_issues();

create or replace trigger legal_entity_moves_first_issues after update of time_zone on legal_entity for each row
  when (old.time_zone is distinct from new.time_zone) execute function zone_moves_first_issues();

create or replace trigger employer_moves_first_issues after update of time_zone on employer_settings for each row
  when (old.time_zone is distinct from new.time_zone) execute function zone_moves_first_issues();
