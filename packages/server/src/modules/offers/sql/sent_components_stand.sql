create or replace function sent_components_stand() returns trigger language plpgsql as $$
declare
  v_employer uuid := case when tg_op = 'DELETE' then old.employer_id else new.employer_id end;
  v_version uuid := case when tg_op = 'DELETE' then old.offer_version_id else new.offer_version_id end;
begin
  if exists (select from offer_version v where v.employer_id = v_employer and v.id = v_version and v.sent_at is not null) then
    raise exception 'the components of a version that was sent are never edited' using errcode = '42501';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
