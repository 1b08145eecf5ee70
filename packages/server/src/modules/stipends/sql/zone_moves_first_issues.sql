create or replace function zone_moves_first_issues() returns trigger language plpgsql as $$
begin
  perform first_issues_follow(null);
  return null;
end $$;
