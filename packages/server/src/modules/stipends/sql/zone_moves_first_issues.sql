-- Another zone of the employer or of a legal entity moves the first midnight of everybody who has been granted nothing yet.
create or replace function zone_moves_first_issues() returns trigger language plpgsql as $$
begin
  perform first_issues_follow(new.employer_id, null);
  return null;
end $$;
