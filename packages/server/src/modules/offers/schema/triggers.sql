-- A version that was sent is never edited.
create or replace trigger offer_version_stands before update on offer_version
  for each row when (old.sent_at is not null) execute function refuse_change();

create or replace trigger offer_component_stands before insert or update or delete on offer_component
  for each row execute function sent_components_stand();
