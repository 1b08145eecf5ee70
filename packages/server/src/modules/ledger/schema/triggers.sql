drop trigger if exists entry_balances on entry;
create constraint trigger entry_balances after insert on entry
  deferrable initially deferred for each row execute function entries_balance();

create or replace trigger posting_open_period after insert on posting referencing new table as added
  for each statement execute function postings_in_open_periods();

create or replace trigger account_range after update on account for each row
  when (new.commitment + new.overage < old.commitment + old.overage and new.commitment + new.overage < -1e20) execute function account_in_range();
