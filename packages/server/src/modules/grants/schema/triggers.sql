create or replace trigger stipend_grant_terms_stand before update on stipend_grant for each row execute function grant_terms_stand();

create or replace trigger stipend_grant_mark_shared_limits after insert on stipend_grant referencing new table as changed
  for each statement execute function mark_shared_limits();

create or replace trigger grant_change_mark_shared_limits after insert on grant_change referencing new table as changed
  for each statement execute function mark_shared_limits();
