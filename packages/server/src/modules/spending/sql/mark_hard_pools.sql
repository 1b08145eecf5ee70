create or replace function mark_hard_pools() returns void language plpgsql volatile as $$
begin
  insert into spend_pool_mark (employer_id, limit_id, id)
  select p.employer_id, p.limit_id, uuid_v7() from spend_pool p
    join spend_limit l on l.employer_id = current_setting('app.employer_id')::uuid and l.id = p.limit_id and l.mode = 'HARD' and l.unit = 'MONEY'
  where p.employer_id = current_setting('app.employer_id')::uuid;
end $$;
