-- Money is neither made nor lost: the entries of a posting sum to zero in each currency, at COMMIT.
create or replace function entries_balance() returns trigger language plpgsql as $$
begin
  if exists (
    select from entry e where e.employer_id = new.employer_id and e.posting_id = new.posting_id
    group by e.currency having sum(e.amount) <> 0
  ) then
    raise exception 'the entries of posting % do not sum to zero', new.posting_id using errcode = '23514';
  end if;
  return null;
end $$;
